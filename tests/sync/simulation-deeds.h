/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "simulation-device.h"

/**
 * Deeds: what people do in a simulation with turns, tools, loans, the ledger, and what a household has several of; and what of it must be there in the
 * end.
 */
typedef struct _Deeds Deeds;

/** @rand: unowned */
Deeds *deeds_new (GRand *rand);
void deeds_free (Deeds *deeds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deeds, deeds_free)

/** What there is from the beginning, on one device. */
void deeds_begin (Deeds *deeds, Device *device);
/** Does something at random; nothing where what it is about is not known there. @person: (nullable): somebody who may get something */
void deeds_do (Deeds *deeds, Device *device, const char *person);
/** What is lost, or there twice, or has come back; %NULL: nothing. (transfer full) */
char *deeds_check (Deeds *deeds, Device *device);

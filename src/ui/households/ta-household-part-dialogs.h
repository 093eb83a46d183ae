/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

/** Adds an absence, of all or of one person; tells which turns will seek cover for it before it is saved. */
void ta_absence_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);

/** Changes what the household is from a day on: interested, trial, member of a pod, paused, left. */
void ta_membership_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);

/** Adds something that the household offers or needs. */
void ta_offer_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);

/** Adds a contact: an emergency number, a doctor, somebody who may pick up the children. */
void ta_contact_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);

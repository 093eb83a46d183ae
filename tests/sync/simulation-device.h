/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-hub.h"
#include "ta-keyring.h"
#include "ta-sync-engine.h"

/** Device: a database in memory, and the exchange of it with a #FakeHub. */
typedef struct
{
  TaStore *store;
  FakeWire *wire;
  TaKeyring *keyring;
  TaSyncEngine *engine;
  GRand *rand;
  double crashes;
  gint64 skew_ms;
} Device;

/** @skew_ms: of its clock */
Device *device_new (FakeHub *hub, TaKeyring *keyring, guint64 number, guint32 seed, double faults, double crashes, gint64 skew_ms);
void device_free (Device *device);

/** One round; %FALSE where something failed. Where the program ended, it is started again. */
gboolean device_exchange (Device *device);
/** The program ended and is started again; with @keyring. */
void device_restart (Device *device, TaKeyring *keyring);
/** No more faults. */
void device_calm (Device *device);
/** Time passes. */
void device_pass (Device *device, gint64 ms);
/** Whether there is nothing to send, nothing held, unread or refused. */
gboolean device_is_idle (Device *device);
TaSyncCounts device_count (Device *device);

void device_add_household (Device *device, const char *id, const char *name);
void device_delete_household (Device *device, const char *id);
void device_add_person (Device *device, const char *household, const char *id);
gboolean device_has_person (Device *device, const char *id);
/** @column: "name", "vehicle" or "pets". (transfer full) (nullable): there is no such household */
char *device_get_value (Device *device, const char *id, const char *column);
void device_set_value (Device *device, const char *id, const char *column, const char *value);

/** A line each: name, blank, JSON. (transfer full) */
char *device_dump_documents (Device *device);
char *device_dump_tables (Device *device);
/** The document as JSON without who wrote it; %NULL where it cannot be read. */
char *device_open_envelope (TaKeyring *keyring, const char *name, const char *envelope);

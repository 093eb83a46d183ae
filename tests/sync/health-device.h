/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-health-ring.h"

#define HEALTH_PASSPHRASE "seven brown hens"
#define HEALTH_NOTE "Carries a pen in the red bag"
#define HEALTH_CHILD "Is afraid of the dark stairs"

/** HealthDevice: a device with a family of one household, and the keys that its program has. */
typedef struct
{
  char *folder; /* (nullable) */
  char *path;
  TaStore *store;
  TaHealthRing *ring;
} HealthDevice;

/** A TaStoreFunc: saves the household that is its data. */
gboolean health_save_family (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);
/** The same as a command. */
void health_save (HealthDevice *device, TaHousehold *household);
/** Opens what health_close_store() closed, with no keys. */
void health_open_store (HealthDevice *device);
/** @in_file: so that its bytes can be looked at */
void health_device_init (HealthDevice *device, gboolean in_file);
void health_close_store (HealthDevice *device);
void health_device_clear (HealthDevice *device);
/** (transfer full): the household */
TaHousehold *health_family (HealthDevice *device);
/** Of the one person: (transfer none) */
TaAllergy *health_find_allergy (const TaHousehold *household, const char *allergen);
/** All that is known of her is seen as it is. */
void health_assert_open (HealthDevice *device);
/** What cannot be seen is named, and is the worst. */
void health_assert_hidden (HealthDevice *device, TaHealthState state);
/** With HEALTH_PASSPHRASE, as health_turn_off(). */
void health_turn_on (HealthDevice *device);
void health_lock (HealthDevice *device);
void health_unlock (HealthDevice *device, const char *passphrase);
void health_turn_off (HealthDevice *device);
TaHealthRingState health_apply (HealthDevice *device);
/** How often @text stands in a file and its log. */
guint health_count_in_file (const char *path, const char *text);
void health_assert_nothing_plain (const char *path);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HealthDevice, health_device_clear)

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-secret.h"

#include <gio/gio.h>

#define TA_TYPE_KEY_STORE (ta_key_store_get_type ())
G_DECLARE_FINAL_TYPE (TaKeyStore, ta_key_store, TA, KEY_STORE, GObject)

/** What is kept. */
typedef enum
{
  TA_KEY_KIND_KEYRING,  /* of a pod: ta_keyring_serialise() */
  TA_KEY_KIND_DEVICE,   /* this device's own: ta_device_keys_serialise() */
  TA_KEY_KIND_PASSWORD, /* of the account on the hub */
  TA_KEY_KIND_HEALTH    /* of health data: ta-health-key.h */
} TaKeyKind;

/** Where it lies, for who wants to know how well it is kept. */
typedef enum
{
  TA_KEY_PLACE_NONE,
  TA_KEY_PLACE_DESKTOP, /* the desktop's Secret Service, or in a Flatpak the portal to it */
  TA_KEY_PLACE_FILE     /* a file that only this user may read, where the desktop has no such service */
} TaKeyPlace;

/**
 * TaKeyStore:
 *
 * Keeps secrets where the desktop keeps its passwords; where no such service answers, in files of @folder with the mode 0600. With
 * TURNABOUT_KEYS=file in the environment always there, for servers and tests. What is saved to a file goes to the desktop with the next
 * save that finds the service.
 *
 * The functions that end in _sync block, also while a person is asked to unlock the desktop's secrets, and may be called from any thread;
 * the others run them on a thread of their own. @name says whose secret it is: 1 to 64 of a–z, A–Z, 0–9, _ and -.
 */
TaKeyStore *ta_key_store_new (const char *folder);

/**
 * ta_key_store_save_sync:
 * @place: (out) (optional): where it went
 *
 * Returns: %FALSE with %TA_SEAL_ERROR_LOCKED (nobody unlocked the desktop's secrets), %TA_SEAL_ERROR_STORE, %TA_SEAL_ERROR_FORMAT (the
 *   name) or %G_IO_ERROR_CANCELLED
 */
gboolean ta_key_store_save_sync (TaKeyStore *store, const char *name, TaKeyKind kind, TaSecret *secret, GCancellable *cancellable, TaKeyPlace *place, GError **error);
void ta_key_store_save (TaKeyStore *store, const char *name, TaKeyKind kind, TaSecret *secret, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_key_store_save_finish (TaKeyStore *store, GAsyncResult *result, TaKeyPlace *place, GError **error);

/**
 * ta_key_store_load_sync:
 * @place: (out) (optional): where it was, or %TA_KEY_PLACE_NONE
 *
 * Returns: (transfer full) (nullable): the secret; %NULL without an error where there is none; otherwise with one as of
 *   ta_key_store_save_sync()
 */
TaSecret *ta_key_store_load_sync (TaKeyStore *store, const char *name, TaKeyKind kind, GCancellable *cancellable, TaKeyPlace *place, GError **error);
void ta_key_store_load (TaKeyStore *store, const char *name, TaKeyKind kind, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TaSecret *ta_key_store_load_finish (TaKeyStore *store, GAsyncResult *result, TaKeyPlace *place, GError **error);

/** Forgets it, wherever it lies; that there is none is no error. */
gboolean ta_key_store_remove_sync (TaKeyStore *store, const char *name, TaKeyKind kind, GCancellable *cancellable, GError **error);
void ta_key_store_remove (TaKeyStore *store, const char *name, TaKeyKind kind, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ta_key_store_remove_finish (TaKeyStore *store, GAsyncResult *result, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-key-store.h"

/* The two places. Each function of the desktop's says in its error when no service answers: %TA_SEAL_ERROR_STORE. */

/** What the kind is called where secrets are kept. */
const char *ta_key_kind_word (TaKeyKind kind);

gboolean ta_key_file_save (const char *folder, const char *name, TaKeyKind kind, const TaSecret *secret, GError **error);
/** %NULL without an error where there is none. (transfer full) */
TaSecret *ta_key_file_load (const char *folder, const char *name, TaKeyKind kind, GError **error);
gboolean ta_key_file_remove (const char *folder, const char *name, TaKeyKind kind, GError **error);

/** How a call to the desktop ended. */
typedef enum
{
  TA_KEY_DESKTOP_DONE,
  TA_KEY_DESKTOP_ABSENT, /* there is no such service: no error is set */
  TA_KEY_DESKTOP_FAILED  /* with an error */
} TaKeyDesktop;

TaKeyDesktop ta_key_desktop_save (const char *name, TaKeyKind kind, const TaSecret *secret, GCancellable *cancellable, GError **error);
/** @secret is %NULL where there is none. */
TaKeyDesktop ta_key_desktop_load (const char *name, TaKeyKind kind, GCancellable *cancellable, TaSecret **secret, GError **error);
TaKeyDesktop ta_key_desktop_remove (const char *name, TaKeyKind kind, GCancellable *cancellable, GError **error);

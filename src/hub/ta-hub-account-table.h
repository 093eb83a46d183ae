/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-secret.h"
#include "ta-hub-base.h"

#define TA_HUB_SALT_SIZE 16

/** TaHubAccount: one device of one pod. */
typedef struct
{
  gint64 id;
  gint64 pod;
  char *name;
  char *device; /* (nullable) what its owner calls it */
  gint64 created;
  gint64 seen; /* ms since 1970; 0: never */
  gboolean removed;
  guint8 salt[TA_HUB_SALT_SIZE];
  guint8 hash[TA_HUB_SECRET_HASH_SIZE];
} TaHubAccount;

void ta_hub_account_free (TaHubAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubAccount, ta_hub_account_free)

/** Whether @password is @account's. Cheap: passwords are 32 random bytes, which no number of rounds would make harder to guess. */
gboolean ta_hub_account_accepts (const TaHubAccount *account, const char *password);

/** Removed ones are found too. (transfer full) (nullable) */
TaHubAccount *ta_hub_account_table_find (TaHubBase *base, const char *name, GError **error);

/** A name for an account that nobody has. (transfer full) */
char *ta_hub_account_new_name (void);

/** Makes an account. Its password is kept nowhere. (transfer full) (nullable) */
TaHubAccount *ta_hub_account_table_add (TaHubBase *base, gint64 pod, const char *name, const char *password, const char *device, gint64 now, GError **error);

/** (transfer full) (nullable) (element-type TaHubAccount): those that are not removed, the oldest first. */
GPtrArray *ta_hub_account_table_list (TaHubBase *base, gint64 pod, GError **error);

/** @changed takes whether there was such an account to remove. */
gboolean ta_hub_account_table_remove (TaHubBase *base, gint64 pod, const char *name, gint64 now, gboolean *changed, GError **error);

gboolean ta_hub_account_table_set_seen (TaHubBase *base, gint64 id, gint64 seen, GError **error);

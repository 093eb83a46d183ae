/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-base.h"
#include "ta-hub-secret.h"

/** TaHubInvite: what lets one device in. Of its token only the SHA-256 is known. */
typedef struct
{
  guint8 hash[TA_HUB_SECRET_HASH_SIZE];
  gint64 pod;
  char *box;      /* (nullable) what the inviter sealed for whom is invited; of a used one: what ta_hub_claim_wrap() made of it */
  gint64 created; /* ms since 1970, as all moments */
  gint64 expires;
  gint64 used; /* 0: not yet */
} TaHubInvite;

void ta_hub_invite_free (TaHubInvite *invite);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubInvite, ta_hub_invite_free)

/** (transfer full) (nullable): %NULL without @error where there is none. */
TaHubInvite *ta_hub_invite_table_find (TaHubBase *base, const guint8 *hash, GError **error);

/** Writes it, in the place of one with the same hash. */
gboolean ta_hub_invite_table_put (TaHubBase *base, const TaHubInvite *invite, GError **error);

/** Burns it: its box is gone, and @kept (nullable) is in its place. @changed takes whether it was there, unused and not expired. */
gboolean ta_hub_invite_table_burn (TaHubBase *base, const guint8 *hash, const char *kept, gint64 now, gboolean *changed, GError **error);

/** @changed takes whether there was one in @pod. */
gboolean ta_hub_invite_table_delete (TaHubBase *base, gint64 pod, const guint8 *hash, gboolean *changed, GError **error);

/** (transfer full) (nullable) (element-type TaHubInvite): the newest first. */
GPtrArray *ta_hub_invite_table_list (TaHubBase *base, gint64 pod, GError **error);

/** Deletes those that ended before @moment. */
gboolean ta_hub_invite_table_sweep (TaHubBase *base, gint64 moment, GError **error);

/** Deletes what is left of the boxes of those that were used before @moment. */
gboolean ta_hub_invite_table_empty (TaHubBase *base, gint64 moment, GError **error);

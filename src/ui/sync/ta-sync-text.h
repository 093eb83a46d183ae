/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-notice-table.h"
#include "ta-sync.h"

typedef enum
{
  TA_SYNC_ACTION_NONE,
  TA_SYNC_ACTION_TRY,     /* try now */
  TA_SYNC_ACTION_SIGN_IN, /* a new invitation, or the recovery sheet */
  TA_SYNC_ACTION_EXPORT,
  TA_SYNC_ACTION_NOTICES /* look at what is to be decided */
} TaSyncAction;

/** TaSyncLine: one thing that a person is told of the exchange. */
typedef struct
{
  const char *icon; /* name of a symbolic icon */
  char *text;       /* a sentence */
  TaSyncAction action;
  gboolean warning; /* something does not work, or is to be decided */
} TaSyncLine;

void ta_sync_line_free (TaSyncLine *line);

/**
 * ta_sync_lines:
 * @now: milliseconds since 1970
 * @zone: in which times of day are said
 *
 * Returns: (transfer full): of TaSyncLine: how the exchange stands, then what else there is to say of it
 */
GPtrArray *ta_sync_lines (const TaSyncStatus *status, gint64 now, GTimeZone *zone);

/** The first of them in few words, for the foot of the sidebar. @icon: (out) (transfer none) */
char *ta_sync_summary (const TaSyncStatus *status, GTimeZone *zone, const char **icon);

/** What a button does that goes with @action. (transfer none); %NULL for none */
const char *ta_sync_action_label (TaSyncAction action);

/** "Ana changed the address to …, while you changed it to …. … is shown." */
char *ta_sync_notice_text (const TaSyncNotice *notice);

/**
 * What a person calls a field: "address", "title", "portions of Silva". Falls back on the column's name.
 * @part: (nullable): what the row below is called that it is of
 */
char *ta_sync_field_label (const char *key, const char *part);

/**
 * A value of the field @key as it is read, in the locale; "nothing" for none.
 * @name: (nullable): what that is called which it refers to; "": it is not there any more
 */
char *ta_sync_value_text (const char *type, const char *key, const TaValue *value, const char *name);

/** "Ledger: two loans…": what is the matter with it, as a sentence. */
char *ta_sync_attention_text (const TaAttention *attention);

/** Why somebody does not come in at a hub, with @error of putting a pod there, of joining, of signing in; and what they can do. (transfer full) */
char *ta_sync_entry_problem_text (const GError *error);

/** "just now", "5 minutes ago", "3 March": when a device was last seen. @then 0: "never" */
char *ta_sync_ago_text (gint64 then, gint64 now, GTimeZone *zone);

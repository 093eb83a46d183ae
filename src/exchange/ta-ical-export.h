/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

/** How much of each turn goes out. */
typedef enum
{
  TA_ICAL_ALL,    /* who, what, the note; for who does it also how many portions for whom */
  TA_ICAL_TITLES, /* who and what */
  TA_ICAL_TIMES   /* the service only */
} TaIcalDetail;

/** TaIcalScope: whose calendar goes out. */
typedef struct
{
  char *pod;       /* (nullable): id; %NULL: of every pod */
  char *household; /* (nullable): id: only what it does, and the dinners that it gets */
  char *person;    /* (nullable): id of one of @household: what falls to this person or to nobody in particular */
  TaDate from;
  TaDate until;    /* exclusive */
  gboolean drafts; /* whether planned turns that are not published go out, as tentative */
  TaIcalDetail detail;
  gint64 now; /* seconds since 1970, for the stamps; 0: each event's follows from its id and its SEQUENCE, so that the same turns are the same bytes */
} TaIcalScope;

TaIcalScope *ta_ical_scope_copy (const TaIcalScope *scope);
void ta_ical_scope_free (TaIcalScope *scope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaIcalScope, ta_ical_scope_free)

/**
 * ta_ical_export:
 *
 * Writes turns as iCalendar (RFC 5545), on the worker's thread. An event keeps its UID for good and counts its changes in SEQUENCE; a turn that was published
 * and then cancelled, deleted, or passed on by @scope's household stays in as CANCELLED. Times carry the collective's zone with its VTIMEZONE.
 * No diet, allergy, address or phone number is in it. Below %TA_ICAL_ALL nobody's words but titles are in it, and a household that shows its people to
 * itself alone is named to no other; with %TA_ICAL_TIMES nobody is named at all.
 *
 * Returns: (transfer full) (nullable): the file; %NULL with @error set
 */
GBytes *ta_ical_export (TaDatabase *database, const TaIcalScope *scope, GError **error);

/** The same through a store. */
void ta_ical_export_async (TaStore *store, const TaIcalScope *scope, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *ta_ical_export_finish (TaStore *store, GAsyncResult *result, GError **error);

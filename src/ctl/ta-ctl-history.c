/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"
#include "ta-ctl-table.h"

#include "ta-history.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LIMIT 20

static const TaCtlColumn columns[] = {
  { "id", N_ ("No.") },
  { "at", N_ ("When") },
  { "label", N_ ("What") },
  { "actor", N_ ("Who") },
  { "on_behalf_of", N_ ("For") },
  { "source", N_ ("How") },
  { "kind", NULL },
  { "reverts", NULL },
  { "reverted_by", N_ ("Undone by") },
  { "rows", NULL },
  { NULL }
};

/* The words of the database, in the order of the enumerations. */
static const TaCode sources[] = { { "screen", N_ ("Screen") }, { "phone", N_ ("Phone") }, { "paper", N_ ("Paper") }, { "import", N_ ("Import") }, { "command", N_ ("Command") }, { "hub", N_ ("Hub") }, { NULL } };
static const TaCode kinds[] = { { "do", N_ ("Change") }, { "undo", N_ ("Undo") }, { "redo", N_ ("Redo") }, { NULL } };

static void
add_moment (TaCtlTable *table, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *iso = g_date_time_format_iso8601 (local);
  g_autofree char *text = g_date_time_format (local, "%Y-%m-%d %H:%M");

  ta_ctl_table_add_node (table, json_node_init_string (json_node_alloc (), iso), text);
}

/* 0 stands for none. */
static void
add_reference (TaCtlTable *table, gint64 id)
{
  ta_ctl_table_add_optional_int (table, id > 0 ? id : -1);
}

static void
add_entry (TaCtlTable *table, const TaHistoryEntry *entry)
{
  ta_ctl_table_add_int (table, entry->id);
  add_moment (table, entry->at);
  ta_ctl_table_add_text (table, entry->label);
  ta_ctl_table_add_text (table, entry->actor);
  ta_ctl_table_add_text (table, entry->on_behalf_of);
  ta_ctl_table_add_code (table, sources, (int) entry->source);
  ta_ctl_table_add_code (table, kinds, (int) entry->kind);
  add_reference (table, entry->reverts);
  add_reference (table, entry->reverted_by);
  ta_ctl_table_add_int (table, entry->changes);
}

static gboolean
print_entries (TaDatabase *database, int limit, gboolean json, GError **error)
{
  g_autoptr (GPtrArray) entries = ta_history_list (database, 0, limit, error);
  g_autoptr (TaCtlTable) table = ta_ctl_table_new (columns);

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    add_entry (table, g_ptr_array_index (entries, i));
  ta_ctl_table_print (table, json);
  return TRUE;
}

gboolean
ta_ctl_history (TaCtl *self, GError **error)
{
  g_autoptr (TaDatabase) database = ta_ctl_open_to_read (self, error);

  return database != NULL && print_entries (database, self->limit > 0 ? self->limit : DEFAULT_LIMIT, self->json, error);
}

typedef gboolean (*RevertFunc) (TaDatabase *database, gint64 id, const TaOrigin *origin, GPtrArray **changes, gint64 *history_id, GError **error);

static gboolean
redo (TaDatabase *database, gint64 id, const TaOrigin *origin, GPtrArray **changes, gint64 *history_id, GError **error)
{
  return ta_history_redo (database, origin, changes, history_id, error);
}

/* Says what was done: the newest entry of the history. */
static gboolean
tell_newest (TaCtl *self, TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (self->json)
    return print_entries (database, 1, TRUE, error);
  entries = ta_history_list (database, 0, 1, error);
  if (entries != NULL && entries->len > 0)
    ta_ctl_say ("%s", ((TaHistoryEntry *) g_ptr_array_index (entries, 0))->label);
  return entries != NULL;
}

static gboolean
revert (TaCtl *self, RevertFunc func, gint64 id, GError **error)
{
  g_autoptr (TaDatabase) database = ta_database_open (self->database, 0, error);
  g_autoptr (GPtrArray) changes = NULL;
  TaOrigin origin = { ta_ctl_get_actor (), NULL, TA_SOURCE_COMMAND };
  gint64 history_id;

  return database != NULL && func (database, id, &origin, &changes, &history_id, error) && tell_newest (self, database, error);
}

gboolean
ta_ctl_undo (TaCtl *self, GError **error)
{
  gint64 id = 0;

  if (self->n_arguments > 0 && !g_ascii_string_to_signed (self->arguments[0], 10, 1, G_MAXINT64, &id, NULL))
    {
      g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("“%s” is not a number of the history."), self->arguments[0]);
      return FALSE;
    }
  return revert (self, ta_history_undo, id, error);
}

gboolean
ta_ctl_redo (TaCtl *self, GError **error)
{
  return revert (self, redo, 0, error);
}

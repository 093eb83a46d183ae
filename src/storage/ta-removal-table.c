/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-backup.h"
#include "ta-changeset-writer.h"
#include "ta-id.h"
#include "ta-query.h"
#include "ta-removal-private.h"
#include "ta-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A row that went may have taken another with it, or itself out of it. */
static int
on_conflict (gpointer data, int kind, sqlite3_changeset_iter *iter)
{
  if (kind == SQLITE_CHANGESET_NOTFOUND)
    return SQLITE_CHANGESET_OMIT;
  return kind == SQLITE_CHANGESET_DATA ? SQLITE_CHANGESET_REPLACE : SQLITE_CHANGESET_ABORT;
}

gboolean
ta_removal_apply_changes (TaDatabase *database, GByteArray *changes, GError **error)
{
  int code = changes->len > 0 ? sqlite3changeset_apply (ta_database_get_handle (database), (int) changes->len, changes->data, NULL, on_conflict, NULL) : SQLITE_OK;

  if (code != SQLITE_OK)
    ta_database_set_error (database, code, error);
  return code == SQLITE_OK;
}

static gboolean
run_for (TaDatabase *database, const char *sql, const char *id, TaDate today, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);

  ta_statement_bind_text (statement, ":id", id);
  if (today != TA_DATE_NONE)
    ta_statement_bind_date (statement, ":today", today);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
note_removal (TaDatabase *database, const char *id, gboolean household, const char *label, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO removal (id, kind, label, removed_on) VALUES (:id, :kind, :label, date (:now / 1000, 'unixepoch')) "
                "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, label = excluded.label");

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":kind", household ? "household" : "person");
  ta_statement_bind_text (statement, ":label", label);
  ta_statement_bind_int (statement, ":now", ta_database_now_ms (database));
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_removal_table_remove_person (TaDatabase *database, const char *id, GError **error)
{
  /* Translators: stands where the name of somebody stood who was removed */
  const char *label = _ ("Former member");
  g_autoptr (TaRemovalSubject) subject = NULL;

  if (!ta_table_require (database, "SELECT 1 FROM person WHERE id = :id", id, error))
    return FALSE;
  subject = ta_removal_subject_collect (database, id, FALSE, label, error);
  return subject != NULL && note_removal (database, id, FALSE, label, error)
         && run_for (database, "DELETE FROM person WHERE id = :id", id, TA_DATE_NONE, error)
         && ta_removal_rewrite_rows (database, subject, error) && ta_removal_set_step (database, id, label, "rows", error);
}

/* Households ---------------------------------------------------------------------------------------------------------------------------- */

/* Whoever is removed once more keeps what they are called. @label: (out) (nullable) */
static gboolean
find_label (TaDatabase *database, const char *id, char **label, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT label FROM removal WHERE id = :id AND kind = 'household'");

  ta_statement_bind_text (statement, ":id", id);
  return ta_query_text (statement, label, error);
}

static char *
make_label (TaDatabase *database, const char *id, GError **error)
{
  gint64 number;
  gint64 taken = 1;
  g_autofree char *label = NULL;

  if (!find_label (database, id, &label, error) || label != NULL)
    return g_steal_pointer (&label);

  {
    g_autoptr (TaStatement) count = ta_database_prepare (database, "SELECT count (*) FROM removal WHERE kind = 'household'");

    if (!ta_query_int (count, &number, error))
      return NULL;
  }
  while (taken != 0)
    {
      g_autoptr (TaStatement) same = ta_database_prepare (database, "SELECT count (*) FROM household WHERE name = :name");

      g_free (label);
      /* Translators: stands where the name of a household stood that was removed; %d is a number */
      label = g_strdup_printf (_ ("Former household %d"), (int) ++number);
      ta_statement_bind_text (same, ":name", label);
      if (!ta_query_int (same, &taken, error))
        return NULL;
    }
  return g_steal_pointer (&label);
}

/* All columns, whichever there are, but those that say nothing of anybody. */
static gboolean
append_anonymous (TaDatabase *database, const char *id, const char *label, GByteArray *changes, GError **error)
{
  g_autoptr (TaRow) before = ta_row_read (database, ta_domain_find ("household"), id, error);
  g_autoptr (TaRow) after = before != NULL ? ta_row_new (before->columns) : NULL;

  for (guint i = 0; before != NULL && i < before->columns->count; i++)
    {
      const char *name = before->columns->names[i];

      if (strcmp (name, "name") == 0)
        ta_row_take (after, i, ta_value_new_text (label, -1));
      else
        ta_row_take (after, i, ta_value_ref (g_strv_contains (ta_removal_kept_columns, name) ? before->values[i] : before->columns->defaults[i]));
    }
  if (before == NULL)
    return FALSE;
  ta_changeset_append_table (changes, "household", before->columns->count);
  ta_changeset_append_row (changes, before, after);
  return TRUE;
}

static gboolean
append_children (TaDatabase *database, const TaDomainTable *table, const char *id, GByteArray *changes, GError **error)
{
  const TaColumns *columns = ta_columns_get (database, table);
  g_autoptr (GPtrArray) ids = NULL;

  {
    g_autoptr (TaStatement) statement = ta_database_prepare (database, table->rows_sql);

    ta_statement_bind_text (statement, ":parent", id);
    ids = ta_query_collect_text (statement, error);
  }
  if (ids == NULL)
    return FALSE;
  if (ids->len > 0)
    ta_changeset_append_table (changes, table->name, columns->count);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (TaRow) row = ta_row_read (database, table, ids->pdata[i], error);

      if (row == NULL)
        return FALSE;
      ta_changeset_append_row (changes, row, NULL);
    }
  return TRUE;
}

/* Everything below it but what it was to the pods, which the ledger's shares follow from. */
gboolean
ta_removal_empty_household (TaDatabase *database, const char *id, const char *label, GError **error)
{
  g_autoptr (GByteArray) changes = g_byte_array_new ();

  if (!append_anonymous (database, id, label, changes, error))
    return FALSE;
  for (const TaDomainTable *table = ta_domain_tables; table->name != NULL; table++)
    if (g_strcmp0 (table->parent, "household") == 0 && strcmp (table->name, "membership") != 0 && !append_children (database, table, id, changes, error))
      return FALSE;
  return ta_removal_apply_changes (database, changes, error);
}

static gboolean
leave_pod (TaDatabase *database, const char *household, const char *pod, TaDate today, GError **error)
{
  g_autofree char *id = ta_id_new ();
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO membership (id, household, pod, status, from_date) SELECT :id, :household, :pod, 'left', :today "
                "WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.household = :household AND m.pod IS :pod AND m.status = 'left' AND m.until_date IS NULL)");

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":household", household);
  ta_statement_bind_text (statement, ":pod", pod);
  ta_statement_bind_date (statement, ":today", today);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
leave_all (TaDatabase *database, const char *id, TaDate today, GError **error)
{
  g_autoptr (GPtrArray) pods = NULL;

  {
    g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT DISTINCT coalesce (pod, '') FROM membership WHERE household = :id ORDER BY 1");

    ta_statement_bind_text (statement, ":id", id);
    pods = ta_query_collect_text (statement, error);
  }
  if (pods == NULL
      || !run_for (database, "DELETE FROM membership WHERE household = :id AND status <> 'left' AND from_date >= :today", id, today, error)
      || !run_for (database, "UPDATE membership SET until_date = :today WHERE household = :id AND status <> 'left' AND (until_date IS NULL OR until_date > :today)", id, today, error))
    return FALSE;
  for (guint i = 0; i < pods->len; i++)
    {
      const char *pod = pods->pdata[i];

      if (!leave_pod (database, id, *pod != '\0' ? pod : NULL, today, error))
        return FALSE;
    }
  return TRUE;
}

#define TO_COME "SELECT id FROM turn WHERE date >= :today AND state IN ('planned', 'published', 'seeking-cover')"

static gboolean
take_off_turns (TaDatabase *database, const char *id, TaDate today, GError **error)
{
  static const char *const scripts[] = {
    "UPDATE turn SET state = 'seeking-cover' WHERE state = 'published' AND id IN (SELECT turn FROM assignment WHERE household = :id) AND id IN (" TO_COME ")",
    "DELETE FROM assignment WHERE household = :id AND turn IN (" TO_COME ")",
    "DELETE FROM eater WHERE household = :id AND turn IN (" TO_COME ")",
    "DELETE FROM delivery WHERE household = :id AND turn IN (" TO_COME ")",
    "DELETE FROM reservation WHERE household = :id AND until_date > :today",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    if (!run_for (database, scripts[i], id, today, error))
      return FALSE;
  return run_for (database, "DELETE FROM series_household WHERE household = :id", id, TA_DATE_NONE, error)
         && run_for (database, "DELETE FROM poll_answer WHERE household = :id", id, TA_DATE_NONE, error)
         && run_for (database, "DELETE FROM feed WHERE household = :id", id, TA_DATE_NONE, error)
         && run_for (database, "DELETE FROM calendar WHERE household = :id", id, TA_DATE_NONE, error);
}

gboolean
ta_removal_table_remove_household (TaDatabase *database, const char *id, TaDate today, GError **error)
{
  g_autofree char *label = NULL;
  g_autoptr (TaRemovalSubject) subject = NULL;

  if (!ta_table_require (database, "SELECT 1 FROM household WHERE id = :id", id, error))
    return FALSE;
  label = make_label (database, id, error);
  subject = label != NULL ? ta_removal_subject_collect (database, id, TRUE, label, error) : NULL;
  return subject != NULL && note_removal (database, id, TRUE, label, error) && take_off_turns (database, id, today, error) && leave_all (database, id, today, error)
         && ta_removal_empty_household (database, id, label, error) && ta_removal_rewrite_rows (database, subject, error)
         && ta_removal_set_step (database, id, label, "rows", error);
}

/* Before it ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
count_for (TaDatabase *database, const char *sql, const char *household, const char *person, TaDate today, int *count, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);
  gint64 number;

  ta_statement_bind_text (statement, ":household", household);
  ta_statement_bind_text (statement, ":person", person);
  if (today != TA_DATE_NONE)
    ta_statement_bind_date (statement, ":today", today);
  if (!ta_query_int (statement, &number, error))
    return FALSE;
  *count = (int) number;
  return TRUE;
}

TaRemovalPreview *
ta_removal_table_preview (TaDatabase *database, const char *household, const char *person, TaDate today, GError **error)
{
  g_autofree TaRemovalPreview *preview = g_new0 (TaRemovalPreview, 1);
  TaSyncContext context;

  preview->backups = ta_backup_count (ta_database_get_path (database), error);
  if (preview->backups < 0 || !count_for (database, "SELECT count (DISTINCT turn) FROM assignment WHERE household = :household AND (:person IS NULL OR person = :person) AND turn IN (" TO_COME ")", household, person, today, &preview->turns, error)
      || !count_for (database, "SELECT count (*) FROM loan WHERE household = :household AND (:person IS NULL OR person = :person) AND returned_date IS NULL", household, person,
                     TA_DATE_NONE, &preview->loans, error)
      || !ta_sync_context_load (&context, database, 0, error))
    return NULL;
  preview->shared = context.clock.device != 0;
  return g_steal_pointer (&preview);
}

int
ta_removal_table_count_unswept (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT count (*) FROM removal_step WHERE step = 'stored'");
  gint64 count;

  return ta_query_int (statement, &count, error) ? (int) count : -1;
}

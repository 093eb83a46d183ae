/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-query.h"
#include "ta-removal-private.h"

#include <string.h>

gboolean
ta_removal_set_step (TaDatabase *database, const char *id, const char *label, const char *step, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO removal_step (removal, label, step) VALUES (:id, :label, :step) ON CONFLICT (removal) DO UPDATE SET label = excluded.label, step = excluded.step");

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":label", label);
  ta_statement_bind_text (statement, ":step", step);
  return ta_statement_run (statement, NULL, error);
}

typedef struct
{
  char *id;
  gboolean household;
  char *label;
} Due;

static void
due_free (gpointer data)
{
  Due *due = data;

  g_free (due->id);
  g_free (due->label);
  g_free (due);
}

static gpointer
due_from_row (TaStatement *row)
{
  Due *due = g_new0 (Due, 1);

  due->id = ta_statement_dup_text (row, 0);
  due->household = strcmp (ta_statement_text (row, 1), "household") == 0;
  due->label = ta_statement_dup_text (row, 2);
  return due;
}

static GPtrArray *
list_due (TaDatabase *database, const char *sql, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);

  return ta_query_collect (statement, due_from_row, due_free, error);
}

/* What was made for them here meanwhile, and is a document of its own. */
static gboolean
delete_own (TaDatabase *database, const Due *due, GError **error)
{
  static const char *const of_household[] = { "DELETE FROM feed WHERE household = :id", "DELETE FROM calendar WHERE household = :id", NULL };
  static const char *const of_person[] = { "DELETE FROM feed WHERE person = :id", "DELETE FROM person WHERE id = :id", NULL };

  for (const char *const *sql = due->household ? of_household : of_person; *sql != NULL; sql++)
    {
      g_autoptr (TaStatement) statement = ta_database_prepare (database, *sql);

      ta_statement_bind_text (statement, ":id", due->id);
      if (!ta_statement_run (statement, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* Whatever a command says of them: who was removed stays so, here as on all devices. */
static gboolean
keep_removed (TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) back = list_due (
      database,
      "SELECT r.id, r.kind, r.label FROM removal r JOIN household h ON h.id = r.id WHERE r.kind = 'household' AND (h.name <> r.label OR h.address <> '' OR h.latitude IS NOT NULL "
      "OR h.door_notes <> '' OR h.vehicle <> '' OR h.pets <> '' OR h.accessibility <> '' OR h.tastes <> '' OR h.notes <> '' "
      "OR EXISTS (SELECT 1 FROM person x WHERE x.household = h.id) OR EXISTS (SELECT 1 FROM contact_point x WHERE x.household = h.id) "
      "OR EXISTS (SELECT 1 FROM absence x WHERE x.household = h.id) OR EXISTS (SELECT 1 FROM offer x WHERE x.household = h.id)) ORDER BY r.id",
      error);

  for (guint i = 0; back != NULL && i < back->len; i++)
    {
      const Due *due = back->pdata[i];

      if (!ta_removal_empty_household (database, due->id, due->label, error))
        return FALSE;
    }
  return back != NULL && ta_database_exec (database, "DELETE FROM person WHERE id IN (SELECT id FROM removal WHERE kind = 'person')", error);
}

#define REMOVED "household IN (SELECT id FROM removal WHERE kind = 'household')"

/* What is said to a household that was removed, or of it, after that. */
static gboolean
keep_emptied (TaDatabase *database, GError **error)
{
  return ta_database_exec (database,
                           "UPDATE message SET subject = '…', body = '' WHERE " REMOVED " AND (subject <> '…' OR body <> '');"
                           "UPDATE eater SET note = '' WHERE " REMOVED " AND note <> '';"
                           "UPDATE cover_request SET reason = '' WHERE " REMOVED " AND reason <> '';"
                           "UPDATE cover_answer SET note = '' WHERE " REMOVED " AND note <> ''",
                           error);
}

static gboolean
follow_one (TaDatabase *database, const Due *due, GError **error)
{
  g_autoptr (TaRemovalSubject) subject = ta_removal_subject_collect (database, due->id, due->household, due->label, error);

  return subject != NULL && delete_own (database, due, error) && ta_removal_rewrite_rows (database, subject, error) && ta_removal_set_step (database, due->id, due->label, "rows", error);
}

static gboolean
has_removals (TaDatabase *database, gboolean *any, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT 1 FROM removal LIMIT 1");
  TaStep step = ta_statement_step (statement, error);

  *any = step == TA_STEP_ROW;
  return step != TA_STEP_ERROR;
}

gboolean
ta_removal_follow (TaDatabase *database, gboolean complete, GError **error)
{
  g_autoptr (GPtrArray) due = NULL;
  gboolean any;

  if (!has_removals (database, &any, error) || (any && !keep_removed (database, error)))
    return FALSE;
  /* What comes still may have their names in it, which are known no more when they have been taken out. */
  if (!complete || !any)
    return TRUE;
  due = list_due (database, "SELECT r.id, r.kind, r.label FROM removal r LEFT JOIN removal_step s ON s.removal = r.id AND s.label = r.label WHERE s.removal IS NULL ORDER BY r.id", error);
  for (guint i = 0; due != NULL && i < due->len; i++)
    if (!follow_one (database, due->pdata[i], error))
      return FALSE;
  return due != NULL && keep_emptied (database, error);
}

/* History ------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
save_texts (TaDatabase *database, gint64 id, char *const *texts, GError **error)
{
  g_autoptr (TaStatement) update = ta_database_prepare (
      database, "UPDATE history SET label = coalesce (:label, label), actor = coalesce (:actor, actor), on_behalf_of = coalesce (:on_behalf_of, on_behalf_of) WHERE id = :id");

  ta_statement_bind_int (update, ":id", id);
  ta_statement_bind_text (update, ":label", texts[0]);
  ta_statement_bind_text (update, ":actor", texts[1]);
  ta_statement_bind_text (update, ":on_behalf_of", texts[2]);
  return ta_statement_run (update, NULL, error);
}

/* What commands were called, and by whom they were given. */
static gboolean
rewrite_labels (TaDatabase *database, const TaRemovalSubject *subject, GError **error)
{
  g_autoptr (TaStatement) read = ta_database_prepare (database, "SELECT id, label, actor, on_behalf_of FROM history ORDER BY id");
  TaStep step;

  while ((step = ta_statement_step (read, error)) == TA_STEP_ROW)
    {
      g_autofree char *label = ta_replacements_apply (subject->words, ta_statement_text (read, 1));
      g_autofree char *actor = ta_replacements_apply (subject->words, ta_statement_text (read, 2));
      g_autofree char *on_behalf_of = ta_replacements_apply (subject->words, ta_statement_text (read, 3));
      char *texts[] = { label, actor, on_behalf_of };

      if ((label != NULL || actor != NULL || on_behalf_of != NULL) && !save_texts (database, ta_statement_int (read, 0), texts, error))
        return FALSE;
    }
  return step == TA_STEP_DONE;
}

/* The entry of the removal itself, whatever else is in it, cannot be undone either. A changeset has the table's name between two zeros, which no
 * text that ends with the same word is. */
static gboolean
mark_removals (TaDatabase *database, GError **error)
{
  return ta_database_exec (database, "UPDATE history SET taken_out = 1 WHERE taken_out = 0 AND instr (changeset, x'00' || CAST ('removal' AS BLOB) || x'00') > 0", error);
}

/* What is exchanged ---------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaRemovalSubject *subject;
  TaRemovalSet *set;
} Stored;

/* What a row is for may be a text with their name in it: that row has gone, and another has come. */
static gboolean
take_out_keys (TaDocument *document, const TaReplacements *words)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < document->n_fields; i++)
    {
      g_autofree char *other = ta_replacements_apply (words, document->fields[i].key);

      if (other != NULL)
        g_ptr_array_add (gone, g_strdup (document->fields[i].key));
    }
  for (guint i = 0; i < gone->len; i++)
    ta_document_remove (document, gone->pdata[i]);
  return gone->len > 0;
}

static gboolean
take_out_whole (TaDocument *document, gpointer data)
{
  const Stored *stored = data;
  gboolean keys = take_out_keys (document, stored->subject->words);

  return ta_removal_set_take_out (stored->set, document) || keys;
}

static TaRewrite
take_out_value (const char *table, const char *id, const char *column, TaValue *value, TaValue **replacement, gpointer data)
{
  const Stored *stored = data;

  return ta_removal_subject_rewrite (table, id, column, value, replacement, stored->subject);
}

static gboolean
save_device_name (TaDatabase *database, gint64 device, const char *name, GError **error)
{
  g_autoptr (TaStatement) update = ta_database_prepare (database, "UPDATE sync_device SET name = :name WHERE device = :device");

  ta_statement_bind_int (update, ":device", device);
  ta_statement_bind_text (update, ":name", name);
  return ta_statement_run (update, NULL, error);
}

static gboolean
rename_devices (TaDatabase *database, const TaRemovalSubject *subject, GError **error)
{
  g_autoptr (TaStatement) read = ta_database_prepare (database, "SELECT device, name FROM sync_device ORDER BY device");
  TaStep step;

  while ((step = ta_statement_step (read, error)) == TA_STEP_ROW)
    {
      g_autofree char *name = ta_replacements_apply (subject->words, ta_statement_text (read, 1));

      if (name != NULL && !save_device_name (database, ta_statement_int (read, 0), name, error))
        return FALSE;
    }
  return step == TA_STEP_DONE;
}

static gboolean
rewrite_exchanged (TaDatabase *database, TaRemovalSubject *subject, GError **error)
{
  g_autoptr (TaRemovalSet) set = ta_removal_set_load (database, NULL, error);
  Stored stored = { subject, set };
  gboolean done;

  if (set == NULL)
    return FALSE;
  subject->documents = TRUE;
  done = ta_rewrite_documents_whole (database, TA_REWRITE_SEND, ta_database_now_ms (database), take_out_whole, take_out_value, &stored, error);
  subject->documents = FALSE;
  return done && ta_removal_set_forget_notices (set, database, error) && rename_devices (database, subject, error);
}

static gboolean
finish_one (TaDatabase *database, const Due *due, GError **error)
{
  g_autoptr (TaRemovalSubject) subject = ta_removal_subject_collect (database, due->id, due->household, due->label, error);

  return subject != NULL && ta_rewrite_history (database, ta_removal_subject_rewrite, subject, error) && rewrite_labels (database, subject, error)
         && rewrite_exchanged (database, subject, error) && ta_removal_set_step (database, due->id, due->label, "stored", error);
}

/* The indexes keep what was deleted until they are merged. */
static gboolean
rebuild_search (TaDatabase *database, GError **error)
{
  return ta_database_exec (database, "INSERT INTO household_search (household_search) VALUES ('rebuild'); INSERT INTO tool_search (tool_search) VALUES ('rebuild')", error);
}

gboolean
ta_removal_finish (TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) due = list_due (database, "SELECT r.id, r.kind, r.label FROM removal r JOIN removal_step s ON s.removal = r.id WHERE s.step = 'rows' ORDER BY r.id", error);

  for (guint i = 0; due != NULL && i < due->len; i++)
    if (!finish_one (database, due->pdata[i], error))
      return FALSE;
  return due != NULL && (due->len == 0 || (mark_removals (database, error) && rebuild_search (database, error)));
}

/* The file ------------------------------------------------------------------------------------------------------------------------------- */

void
ta_removal_sweep (TaDatabase *database)
{
  g_autoptr (GError) error = NULL;
  int due = ta_removal_table_count_unswept (database, &error);

  if (due == 0)
    return;
  if (due < 0 || !ta_rewrite_file (database, &error)
      || !ta_database_exec (database, "UPDATE removal_step SET step = 'swept' WHERE step = 'stored'", &error))
    /* The check says so, and the next command tries again. */
    g_info ("The file is not written anew yet: %s", error->message);
}

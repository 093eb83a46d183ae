/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-changeset-writer.h"
#include "ta-removal-private.h"

#include <string.h>

/* Shorter addresses and numbers would be found where they mean something else. */
#define SHORTEST_CONTACT 5
#define NO_CONTACT "…"
#define NO_SUBJECT "…"

/* What a household has that goes with it, where it names the household; and what stays without its texts. */
static const char *const own_tables[] = { "person", "availability", "absence", "contact_point", "offer", "visibility", "turn_limit", "cooking_limit",
                                          "skipped_meal", "membership_step", "feed", "calendar", NULL };
static const char *const emptied_tables[] = { "message", "eater", "cover_request", "cover_answer", NULL };
/* What names a person and stays without. */
static const char *const lasting_tables[] = { "assignment", "loan", NULL };
static const char *const scanned_tables[] = { "person", "diet", "allergy", "availability", "absence", "contact_point", "offer", "visibility", "turn_limit",
                                              "cooking_limit", "capability", "skipped_meal", "membership_step", "household", "message", "eater", "cover_request", "cover_answer",
                                              "calendar", "calendar_day", "feed", "removal", NULL };

/* What people write, and what the program writes with names in it. What it reads again, as rules and what a posting was made of, has ids. */
static const struct
{
  const char *table;
  const char *const columns[9];
} texts[] = {
  { "collective", { "name", NULL } },
  { "pod", { "name", "notes", NULL } },
  { "household", { "address", "door_notes", "vehicle", "pets", "accessibility", "tastes", "notes", NULL } },
  { "membership_step", { "actor", "on_behalf_of", "note", NULL } },
  { "person", { "notes", NULL } },
  { "allergy", { "note", NULL } },
  { "absence", { "reason", NULL } },
  { "contact_point", { "value", "note", NULL } },
  { "offer", { "detail", NULL } },
  { "service", { "name", NULL } },
  { "series", { "title", "note", NULL } },
  { "turn", { "title", "note", "handover", NULL } },
  { "assignment", { "override_reason", NULL } },
  { "eater", { "note", NULL } },
  { "checklist_item", { "label", NULL } },
  { "message", { "subject", "body", NULL } },
  { "notice", { "content", NULL } },
  { "cover_request", { "reason", NULL } },
  { "cover_answer", { "note", NULL } },
  { "calendar", { "name", NULL } },
  { "calendar_day", { "name", NULL } },
  { "poll", { "title", NULL } },
  { "feed", { "made_by", NULL } },
  { "category", { "name", NULL } },
  { "tool_model", { "name", "brand", "notes", NULL } },
  { "tool", { "name", "brand", "number", "location", "notes", NULL } },
  { "loan", { "condition_out", "condition_in", "note", NULL } },
  { "reservation", { "note", NULL } },
  { "account", { "name", NULL } },
  { "rule_set", { "decided_by", NULL } },
  { "ledger_transaction", { "memo", "trace", NULL } },
};

static gboolean
is_text (const char *table, const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].table, table) == 0)
      return g_strv_contains (texts[i].columns, column);
  return FALSE;
}

static gboolean
has (GHashTable *set, const char *table, const char *id)
{
  g_autofree char *key = g_strconcat (table, "/", id, NULL);

  return g_hash_table_contains (set, key);
}

/* In documents some rows are called by what they are for, which is so of a household alone. */
static void
note_row (TaRemovalSubject *self, GHashTable *set, const char *table, const char *id)
{
  const TaDomainTable *domain = ta_domain_find (table);

  if (domain != NULL && !has (self->others, table, id) && !(self->documents && (domain->key[0] != NULL || domain->single)))
    g_hash_table_add (set, g_strconcat (table, "/", id, NULL));
}

/* Finding them ------------------------------------------------------------------------------------------------------------------------- */

/* Whoever has moved to another household is not removed with the one that they were in. */
static void
note_of_household (TaRemovalSubject *self, const char *table, const char *id)
{
  if (strcmp (table, "person") == 0 && g_hash_table_contains (self->elsewhere, id))
    return;
  if (strcmp (table, "person") == 0)
    g_hash_table_add (self->persons, g_strdup (id));
  if (g_strv_contains (own_tables, table))
    note_row (self, self->rows, table, id);
  else if (g_strv_contains (emptied_tables, table))
    note_row (self, self->emptied, table, id);
}

static void
note_contact (TaRemovalSubject *self, const char *text)
{
  if (g_utf8_strlen (text, -1) >= SHORTEST_CONTACT)
    ta_replacements_add (self->words, text, NO_CONTACT);
}

static void
note_person (TaRemovalSubject *self, const char *column, const char *text)
{
  if (strcmp (column, "name") == 0)
    g_hash_table_add (self->names, g_strdup (text));
  else if (strcmp (column, "household") == 0)
    g_hash_table_add (self->households, g_strdup (text));
}

static TaRewrite
note_value (const char *table, const char *id, const char *column, TaValue *value, TaValue **replacement, gpointer data)
{
  TaRemovalSubject *self = data;
  const char *text = column != NULL ? ta_value_get_text (value) : NULL;

  if (text == NULL || *text == '\0')
    return TA_REWRITE_KEEP;
  if (strcmp (table, "removal") == 0 && strcmp (column, "label") == 0)
    g_hash_table_add (self->labels, g_strdup (text));
  if (self->household && strcmp (column, "household") == 0 && strcmp (text, self->id) == 0)
    note_of_household (self, table, id);
  if (strcmp (column, "person") == 0 && g_hash_table_contains (self->persons, text) && !g_strv_contains (lasting_tables, table))
    note_row (self, self->rows, table, id);
  if (strcmp (column, "calendar") == 0 && has (self->rows, "calendar", text))
    note_row (self, self->rows, table, id);
  if (strcmp (table, "person") == 0 && g_hash_table_contains (self->persons, id))
    note_person (self, column, text);
  if (strcmp (table, "contact_point") == 0 && strcmp (column, "value") == 0 && has (self->rows, table, id))
    note_contact (self, text);
  if (self->household && strcmp (table, "household") == 0 && strcmp (id, self->id) == 0)
    {
      if (strcmp (column, "name") == 0)
        g_hash_table_add (self->names, g_strdup (text));
      else if (strcmp (column, "address") == 0)
        note_contact (self, text);
    }
  return TA_REWRITE_KEEP;
}

static gboolean
note_tables_row (TaRow *taken, gpointer data, GError **error)
{
  g_autoptr (TaRow) row = taken;

  for (guint i = 1; i < row->columns->count; i++)
    note_value (row->columns->table->name, ta_row_id (row), row->columns->names[i], row->values[i], NULL, data);
  return TRUE;
}

static gboolean
note_tables (TaDatabase *database, TaRemovalSubject *self, GError **error)
{
  for (guint i = 0; scanned_tables[i] != NULL; i++)
    if (!ta_row_each (database, ta_domain_find (scanned_tables[i]), note_tables_row, self, error))
      return FALSE;
  return TRUE;
}

static const char *
text_of (const TaRow *row, const char *column)
{
  int index = ta_columns_find (row->columns, column);

  return index > 0 ? ta_row_text (row, (guint) index) : NULL;
}

/* A row that was theirs once, and is another's now, is left alone. */
static gboolean
note_other (TaRow *taken, gpointer data, GError **error)
{
  g_autoptr (TaRow) row = taken;
  TaRemovalSubject *self = data;
  const char *household = text_of (row, "household");
  const char *person = text_of (row, "person");
  const char *calendar = text_of (row, "calendar");
  g_autofree char *key = g_strconcat (row->columns->table->name, "/", ta_row_id (row), NULL);
  gboolean theirs = (self->household && g_strcmp0 (household, self->id) == 0) || (person != NULL && g_hash_table_contains (self->persons, person))
                    || (calendar != NULL && has (self->rows, "calendar", calendar)) || (!self->household && g_hash_table_contains (self->persons, ta_row_id (row)));

  if (!theirs)
    g_hash_table_add (self->others, g_steal_pointer (&key));
  return TRUE;
}

static gboolean
note_others (TaDatabase *database, TaRemovalSubject *self, GError **error)
{
  if (!note_tables (database, self, error))
    return FALSE;
  for (guint i = 0; scanned_tables[i] != NULL; i++)
    if (!ta_row_each (database, ta_domain_find (scanned_tables[i]), note_other, self, error))
      return FALSE;
  return TRUE;
}

static gboolean
note_elsewhere (TaDatabase *database, TaRemovalSubject *self, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id FROM person WHERE household <> :id");
  TaStep step;

  ta_statement_bind_text (statement, ":id", self->id);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_hash_table_add (self->elsewhere, ta_statement_dup_text (statement, 0));
  return step == TA_STEP_DONE;
}

/* Nothing is changed: every value is kept. */
static gboolean
note_all (TaDatabase *database, TaRemovalSubject *self, GError **error)
{
  gboolean done;

  self->documents = FALSE;
  if (!note_tables (database, self, error) || !ta_rewrite_history (database, note_value, self, error))
    return FALSE;
  self->documents = TRUE;
  done = ta_rewrite_look (database, "household", note_value, self, error);
  self->documents = FALSE;
  return done;
}

/* What stands where a name stood is nobody's name, though it was that of two who were removed on two devices. */
static void
add_names (TaRemovalSubject *self)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (self->labels, name))
      ta_replacements_add (self->words, name, self->label);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

TaRemovalSubject *
ta_removal_subject_collect (TaDatabase *database, const char *id, gboolean household, const char *label, GError **error)
{
  g_autoptr (TaRemovalSubject) self = g_new0 (TaRemovalSubject, 1);

  self->id = g_strdup (id);
  self->household = household;
  self->label = g_strdup (label);
  self->persons = new_set ();
  self->households = new_set ();
  self->rows = new_set ();
  self->emptied = new_set ();
  self->elsewhere = new_set ();
  self->others = new_set ();
  self->names = new_set ();
  self->labels = new_set ();
  self->words = ta_replacements_new ();
  if (!household)
    {
      g_hash_table_add (self->persons, g_strdup (id));
      g_hash_table_add (self->rows, g_strconcat ("person/", id, NULL));
    }
  /* The second time it is known whose rows are meant that came before those that say so. */
  if (!note_elsewhere (database, self, error) || !note_others (database, self, error) || !note_all (database, self, error) || !note_all (database, self, error))
    return NULL;
  add_names (self);
  return g_steal_pointer (&self);
}

void
ta_removal_subject_free (TaRemovalSubject *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->persons, g_hash_table_unref);
  g_clear_pointer (&self->households, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->emptied, g_hash_table_unref);
  g_clear_pointer (&self->elsewhere, g_hash_table_unref);
  g_clear_pointer (&self->others, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->labels, g_hash_table_unref);
  g_clear_pointer (&self->words, ta_replacements_free);
  g_free (self->id);
  g_free (self->label);
  g_free (self);
}

/* Taking them out ---------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_keyed_by_person (const TaRemovalSubject *self, const char *table, const char *id)
{
  const char *bar = strchr (id, '|');
  g_autofree char *person = self->documents && bar != NULL ? g_strndup (id, (gsize) (bar - id)) : NULL;

  return person != NULL && !g_strv_contains (emptied_tables, table) && g_hash_table_contains (self->persons, person);
}

static gboolean
is_gone (const TaRemovalSubject *self, const char *table, const char *id)
{
  /* What stays of a household's document is decided where it is known whose document it is. */
  if (self->household && !self->documents && strcmp (table, "household") == 0 && strcmp (id, self->id) == 0)
    return TRUE;
  return has (self->rows, table, id) || is_keyed_by_person (self, table, id);
}

static gboolean
is_emptied (const TaRemovalSubject *self, const char *table, const char *id)
{
  gsize length = strlen (self->id);

  if (!self->household || !g_strv_contains (emptied_tables, table))
    return FALSE;
  if (self->documents && g_str_has_prefix (id, self->id) && (id[length] == '\0' || id[length] == '|'))
    return TRUE;
  return has (self->emptied, table, id);
}

static char *
new_text (const TaRemovalSubject *self, const char *table, const char *id, const char *column, const char *text)
{
  gboolean name = strcmp (table, "household") == 0 && strcmp (column, "name") == 0 && g_hash_table_contains (self->households, id);

  if (!name && !is_text (table, column))
    return NULL;
  if (!is_emptied (self, table, id))
    return ta_replacements_apply (self->words, text);
  /* Which may not be empty. */
  return g_strdup (strcmp (column, "subject") == 0 ? NO_SUBJECT : "");
}

TaRewrite
ta_removal_subject_rewrite (const char *table, const char *id, const char *column, TaValue *value, TaValue **replacement, gpointer data)
{
  const TaRemovalSubject *self = data;
  const char *old = column != NULL ? ta_value_get_text (value) : NULL;
  g_autofree char *text = NULL;

  if (column == NULL)
    return is_gone (self, table, id) ? TA_REWRITE_DROP : TA_REWRITE_KEEP;
  if (old == NULL)
    return TA_REWRITE_KEEP;
  if ((strcmp (column, "person") == 0 || strcmp (column, "guardian") == 0) && g_hash_table_contains (self->persons, old))
    {
      *replacement = ta_value_new_null ();
      return TA_REWRITE_REPLACE;
    }
  text = new_text (self, table, id, column, old);
  if (text == NULL || strcmp (text, old) == 0)
    return TA_REWRITE_KEEP;
  *replacement = ta_value_new_text (text, -1);
  return TA_REWRITE_REPLACE;
}

/* Rows --------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaRemovalSubject *subject;
  GByteArray *changes;
  const TaDomainTable *table; /* (nullable): whose changes are in it last */
} Rows;

static gboolean
rewrite_row (TaRow *taken, gpointer data, GError **error)
{
  g_autoptr (TaRow) row = taken;
  g_autoptr (TaRow) after = ta_row_new (row->columns);
  const TaDomainTable *table = row->columns->table;
  Rows *self = data;
  gboolean changed = FALSE;

  for (guint i = 0; i < row->columns->count; i++)
    {
      TaValue *value = NULL;
      gboolean replaced = i > 0 && ta_removal_subject_rewrite (table->name, ta_row_id (row), row->columns->names[i], row->values[i], &value, self->subject) == TA_REWRITE_REPLACE;

      ta_row_take (after, i, replaced ? value : ta_value_ref (row->values[i]));
      changed = changed || replaced;
    }
  if (!changed)
    return TRUE;
  if (self->table != table)
    ta_changeset_append_table (self->changes, table->name, row->columns->count);
  self->table = table;
  ta_changeset_append_row (self->changes, row, after);
  return TRUE;
}

/* What is in the ledger is never changed but for the words in it, and two names may be the same then: as with what comes from the hub. */
gboolean
ta_removal_rewrite_rows (TaDatabase *database, TaRemovalSubject *subject, GError **error)
{
  g_autoptr (GByteArray) changes = g_byte_array_new ();
  Rows rows = { subject, changes, NULL };

  for (const TaDomainTable *table = ta_domain_tables; table->name != NULL; table++)
    if (!ta_row_each (database, table, rewrite_row, &rows, error))
      return FALSE;
  return ta_database_exec (database, "INSERT INTO sync_applying (id) VALUES (1) ON CONFLICT DO NOTHING", error)
         && ta_removal_apply_changes (database, changes, error) && ta_database_exec (database, "DELETE FROM sync_applying WHERE id = 1", error);
}

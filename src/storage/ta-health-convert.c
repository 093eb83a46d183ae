/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-health-copy.h"

#include "ta-domain.h"
#include "ta-rewrite.h"

#include <string.h>

typedef struct
{
  TaHealthKeys *keys; /* (nullable) */
  gboolean on;
  gboolean withhold;    /* what cannot be sealed is taken out */
  GHashTable *elements; /* (nullable): of the history: an allergy's id → Element */
} Converter;

/* What is known of an allergy that the history speaks of. */
typedef struct
{
  char *person;
  char *allergen;
} Element;

static void
element_free (gpointer data)
{
  Element *element = data;

  g_free (element->person);
  g_free (element->allergen);
  g_free (element);
}

static char *
convert_text (const Converter *self, const char *place, const char *text)
{
  if (self->withhold && *text != '\0' && !ta_health_is_sealed (text))
    return self->keys != NULL ? ta_health_convert_text (self->keys, TRUE, place, text) : g_strdup (TA_HEALTH_WITHHELD_TEXT);
  /* What is sealed in a copy stays so: it has keys of its own. */
  return self->withhold ? NULL : ta_health_convert_text (self->keys, self->on, place, text);
}

static char *
convert_at (const Converter *self, const char *table, const char *element, const char *column, const char *text)
{
  g_autofree char *place = ta_health_place (table, element, column);

  return convert_text (self, place, text);
}

/* Rows --------------------------------------------------------------------------------------------------------------------------------- */

/* What is to be written, since a table is not changed while it is read. */
typedef struct
{
  char *id;
  char *severity; /* (nullable): of an allergy */
  char *text;     /* note or notes */
} Written;

static void
written_free (gpointer data)
{
  Written *written = data;

  g_free (written->id);
  g_free (written->severity);
  g_free (written->text);
  g_free (written);
}

static void
add_written (GPtrArray *all, const char *id, char *severity, char *text)
{
  Written *written = g_new0 (Written, 1);

  written->id = g_strdup (id);
  written->severity = severity;
  written->text = text;
  g_ptr_array_add (all, written);
}

static gboolean
survey_allergies (TaDatabase *database, const Converter *self, GPtrArray *all, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, person, allergen, severity, note FROM allergy ORDER BY id");
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      g_autofree char *element = ta_health_allergy_element (ta_statement_text (statement, 1), ta_statement_text (statement, 2));
      g_autofree char *severity = convert_at (self, "allergy", element, "severity", ta_statement_text (statement, 3));
      g_autofree char *note = convert_at (self, "allergy", element, "note", ta_statement_text (statement, 4));

      if (severity == NULL && note == NULL)
        continue;
      add_written (all, ta_statement_text (statement, 0), severity != NULL ? g_steal_pointer (&severity) : ta_statement_dup_text (statement, 3),
                   note != NULL ? g_steal_pointer (&note) : ta_statement_dup_text (statement, 4));
    }
  return step == TA_STEP_DONE;
}

static gboolean
survey_people (TaDatabase *database, const Converter *self, GPtrArray *all, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, notes FROM person WHERE notes <> '' ORDER BY id");
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      char *notes = convert_at (self, "person", ta_statement_text (statement, 0), "notes", ta_statement_text (statement, 1));

      if (notes != NULL)
        add_written (all, ta_statement_text (statement, 0), NULL, notes);
    }
  return step == TA_STEP_DONE;
}

static gboolean
write_all (TaDatabase *database, GPtrArray *all, GError **error)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Written *written = all->pdata[i];
      g_autoptr (TaStatement) update
          = ta_database_prepare (database, written->severity != NULL ? "UPDATE allergy SET severity = :severity, note = :text WHERE id = :id"
                                                                     : "UPDATE person SET notes = :text WHERE id = :id");

      ta_statement_bind_text (update, ":id", written->id);
      ta_statement_bind_text (update, ":text", written->text);
      if (written->severity != NULL)
        ta_statement_bind_text (update, ":severity", written->severity);
      if (!ta_statement_run (update, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* (transfer full) (nullable): of Written */
static GPtrArray *
survey (TaDatabase *database, const Converter *self, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (written_free);

  return survey_allergies (database, self, all, error) && survey_people (database, self, all, error) ? g_steal_pointer (&all) : NULL;
}

static gboolean
converter_init (Converter *self, TaDatabase *database, GError **error)
{
  *self = (Converter) { .keys = ta_database_get_health_keys (database) };
  return ta_health_lock_table_is_on (database, &self->on, error);
}

gboolean
ta_health_convert_rows (TaDatabase *database, GError **error)
{
  Converter self;
  g_autoptr (GPtrArray) all = converter_init (&self, database, error) ? survey (database, &self, error) : NULL;

  return all != NULL && write_all (database, all, error);
}

gboolean
ta_health_needs_conversion (TaDatabase *database, gboolean *needed, GError **error)
{
  Converter self;
  g_autoptr (GPtrArray) all = converter_init (&self, database, error) ? survey (database, &self, error) : NULL;

  *needed = all != NULL && all->len > 0;
  return all != NULL;
}

/* What is stored of rows --------------------------------------------------------------------------------------------------------------- */

static Element *
find_element (GHashTable *elements, const char *id)
{
  Element *element = g_hash_table_lookup (elements, id);

  if (element == NULL)
    {
      element = g_new0 (Element, 1);
      g_hash_table_insert (elements, g_strdup (id), element);
    }
  return element;
}

/* A change says of a row what changed of it: whose an allergy is, and of what, stands in that which made it or deleted it, or in the table. */
static TaRewrite
learn (const char *table, const char *id, const char *column, TaValue *value, TaValue **replacement, gpointer data)
{
  const char *text = column != NULL ? ta_value_get_text (value) : NULL;
  Element *element;

  if (text == NULL || strcmp (table, "allergy") != 0)
    return TA_REWRITE_KEEP;
  element = find_element (data, id);
  if (strcmp (column, "person") == 0)
    g_set_str (&element->person, text);
  else if (strcmp (column, "allergen") == 0)
    g_set_str (&element->allergen, text);
  return TA_REWRITE_KEEP;
}

static gboolean
learn_rows (TaDatabase *database, GHashTable *elements, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, person, allergen FROM allergy ORDER BY id");
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      Element *element = find_element (elements, ta_statement_text (statement, 0));

      g_set_str (&element->person, ta_statement_text (statement, 1));
      g_set_str (&element->allergen, ta_statement_text (statement, 2));
    }
  return step == TA_STEP_DONE;
}

/* (transfer full): "" where it is not known: nothing opens there, but nothing lies in the open either */
static char *
element_of (const Converter *self, const char *table, const char *id)
{
  const Element *element = self->elements != NULL && strcmp (table, "allergy") == 0 ? g_hash_table_lookup (self->elements, id) : NULL;

  if (self->elements == NULL || strcmp (table, "allergy") != 0)
    return g_strdup (id);
  if (element == NULL || element->person == NULL || element->allergen == NULL)
    return g_strdup ("");
  return ta_health_allergy_element (element->person, element->allergen);
}

static TaRewrite
rewrite (const char *table, const char *id, const char *column, TaValue *value, TaValue **replacement, gpointer data)
{
  const Converter *self = data;
  const char *text = column != NULL ? ta_value_get_text (value) : NULL;
  g_autofree char *element = NULL;
  g_autofree char *converted = NULL;

  if (text == NULL || !ta_domain_is_sensitive (table, column))
    return TA_REWRITE_KEEP;
  element = element_of (self, table, id);
  converted = convert_at (self, table, element, column, text);
  if (converted == NULL)
    return TA_REWRITE_KEEP;
  *replacement = ta_value_new_text (converted, -1);
  return TA_REWRITE_REPLACE;
}

static gboolean
convert_history (TaDatabase *database, Converter *self, GError **error)
{
  g_autoptr (GHashTable) elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, element_free);
  gboolean done;

  if (!ta_rewrite_history (database, learn, elements, error) || !learn_rows (database, elements, error))
    return FALSE;
  self->elements = elements;
  done = ta_rewrite_history (database, rewrite, self, error);
  self->elements = NULL;
  return done;
}

gboolean
ta_health_convert_stored (TaDatabase *database, gint64 now_ms, GError **error)
{
  Converter self;

  return converter_init (&self, database, error) && convert_history (database, &self, error)
         && ta_rewrite_documents (database, TA_REWRITE_SEND, now_ms, rewrite, &self, error);
}

static gboolean
seal_content (TaDatabase *copy, Converter *self, GError **error)
{
  g_autoptr (GPtrArray) all = survey (copy, self, error);

  return all != NULL && write_all (copy, all, error) && convert_history (copy, self, error)
         && ta_rewrite_documents (copy, TA_REWRITE_HERE, 0, rewrite, self, error);
}

gboolean
ta_health_seal_copy (TaDatabase *copy, GError **error)
{
  Converter self = { .keys = ta_database_get_copy_keys (copy), .withhold = TRUE };

  if (!ta_database_begin (copy, error))
    return FALSE;
  if (seal_content (copy, &self, error) && ta_database_commit (copy, error))
    return ta_rewrite_file (copy, error);
  ta_database_rollback (copy);
  return FALSE;
}

gboolean
ta_health_open_copy (TaDatabase *database, TaHealthKeys *keys, gboolean *opened, GError **error)
{
  Converter self = { .keys = keys };
  g_autoptr (GPtrArray) all = survey (database, &self, error);

  *opened = all != NULL && all->len > 0;
  if (!*opened)
    return all != NULL;
  if (!ta_database_begin (database, error))
    return FALSE;
  if (write_all (database, all, error) && convert_history (database, &self, error)
      && ta_rewrite_documents (database, TA_REWRITE_HERE, 0, rewrite, &self, error) && ta_database_commit (database, error))
    return TRUE;
  ta_database_rollback (database);
  return FALSE;
}

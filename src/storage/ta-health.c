/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health.h"

#include "ta-document.h"
#include "ta-domain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TaHealthKeys
{
  gatomicrefcount references;
  TaHealthOps ops;
  gpointer data;
  GDestroyNotify destroy;
};

TaHealthKeys *
ta_health_keys_new (const TaHealthOps *ops, gpointer data, GDestroyNotify destroy)
{
  TaHealthKeys *keys = g_new0 (TaHealthKeys, 1);

  g_atomic_ref_count_init (&keys->references);
  keys->ops = *ops;
  keys->data = data;
  keys->destroy = destroy;
  return keys;
}

TaHealthKeys *
ta_health_keys_ref (TaHealthKeys *keys)
{
  g_atomic_ref_count_inc (&keys->references);
  return keys;
}

void
ta_health_keys_unref (TaHealthKeys *keys)
{
  if (!g_atomic_ref_count_dec (&keys->references))
    return;
  if (keys->destroy != NULL)
    keys->destroy (keys->data);
  g_free (keys);
}

/* Texts -------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_sealed_line (const char *line)
{
  return g_str_has_prefix (line, "sealed:") && g_ascii_isdigit (line[strlen ("sealed:")]) && line[strlen ("sealed:") + 1] == ':';
}

gboolean
ta_health_is_sealed (const char *text)
{
  for (const char *line = text; line != NULL; line = strchr (line, '\n'))
    {
      line += *line == '\n';
      if (is_sealed_line (line))
        return TRUE;
    }
  return FALSE;
}

char *
ta_health_place (const char *table, const char *element, const char *column)
{
  return g_strconcat (table, "/", element, "/", column, NULL);
}

char *
ta_health_allergy_element (const char *person, const char *allergen)
{
  g_autofree char *first = ta_document_escape (person);
  g_autofree char *second = ta_document_escape (allergen);

  return g_strconcat (first, "|", second, NULL);
}

/* Two who wrote the same are one. */
static void
add_lines (GPtrArray *lines, char *text)
{
  if (g_ptr_array_find_with_equal_func (lines, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (lines, text);
}

char *
ta_health_open_text (TaHealthKeys *keys, const char *place, const char *text)
{
  g_auto (GStrv) lines = ta_health_is_sealed (text) ? g_strsplit (text, "\n", -1) : NULL;
  g_autoptr (GPtrArray) opened = g_ptr_array_new_with_free_func (g_free);

  if (lines == NULL)
    return g_strdup (text);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = !is_sealed_line (lines[i]) ? g_strdup (lines[i]) : keys != NULL ? keys->ops.open (keys->data, place, lines[i])
                                                                                   : NULL;

      if (line == NULL)
        return NULL;
      add_lines (opened, line);
    }
  g_ptr_array_add (opened, NULL);
  return g_strjoinv ("\n", (char **) opened->pdata);
}

static gboolean
can_seal (TaHealthKeys *keys)
{
  return keys != NULL && keys->ops.seal != NULL;
}

char *
ta_health_convert_text (TaHealthKeys *keys, gboolean on, const char *place, const char *text)
{
  g_autofree char *plain = NULL;

  /* That there is nothing is no secret. */
  if (*text == '\0' || (!on && !ta_health_is_sealed (text)))
    return NULL;
  if (on && keys != NULL && is_sealed_line (text) && strchr (text, '\n') == NULL && keys->ops.is_current (keys->data, text))
    return NULL;
  plain = ta_health_open_text (keys, place, text);
  if (plain == NULL || !on)
    return g_steal_pointer (&plain);
  return can_seal (keys) ? keys->ops.seal (keys->data, place, plain) : NULL;
}

char *
ta_health_shown_text (TaDatabase *database, const char *table, const char *element, const char *column, const char *text)
{
  g_autofree char *place = ta_health_place (table, element, column);
  char *opened = ta_health_open_text (ta_database_get_health_keys (database), place, text);

  return opened != NULL ? opened : g_strdup (text);
}

/* A document calls its fields as places are called. */
TaValue *
ta_health_shown_value (TaDatabase *database, const char *key, TaValue *value)
{
  const char *text = value != NULL ? ta_value_get_text (value) : NULL;
  g_autofree char *opened = text != NULL ? ta_health_open_text (ta_database_get_health_keys (database), key, text) : NULL;

  return opened != NULL ? ta_value_new_text (opened, -1) : value != NULL ? ta_value_ref (value)
                                                                         : NULL;
}

static void
set_locked_error (GError **error)
{
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_LOCKED, _ ("The health data is locked. Unlock it to add or change any."));
}

TaValue *
ta_health_stored_value (TaDatabase *database, const char *key, TaValue *value, GError **error)
{
  TaHealthKeys *keys = ta_database_get_health_keys (database);
  g_auto (GStrv) parts = g_strsplit (key, "/", 3);
  const char *text = ta_value_get_text (value);
  g_autofree char *stored = NULL;
  gboolean on;

  if (text == NULL || g_strv_length (parts) != 3 || !ta_domain_is_sensitive (parts[0], parts[2]))
    return ta_value_ref (value);
  if (!ta_health_lock_table_is_on (database, &on, error))
    return NULL;
  if (on && *text != '\0' && !ta_health_is_sealed (text) && !can_seal (keys))
    {
      set_locked_error (error);
      return NULL;
    }
  stored = ta_health_convert_text (keys, on, key, text);
  return stored != NULL ? ta_value_new_text (stored, -1) : ta_value_ref (value);
}

/* Rows --------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaHealthKeys *keys; /* (nullable) */
  gboolean on;
} Reader;

/* What cannot be seen is for the passphrase to open, unless this computer has it and it does not. */
static TaHealthState
hidden_state (const Reader *reader)
{
  return reader->on && !can_seal (reader->keys) ? TA_HEALTH_LOCKED : TA_HEALTH_WITHHELD;
}

static void
open_allergy (const Reader *reader, const char *person, TaAllergy *allergy, const char *severity_text)
{
  g_autofree char *element = ta_health_allergy_element (person, allergy->allergen);
  g_autofree char *severity_place = ta_health_place ("allergy", element, "severity");
  g_autofree char *note_place = ta_health_place ("allergy", element, "note");
  g_autofree char *severity = ta_health_open_text (reader->keys, severity_place, severity_text);
  g_autofree char *note = ta_health_open_text (reader->keys, note_place, allergy->note);
  int value;

  if (severity != NULL && note != NULL && ta_code_parse (ta_severity_codes, severity, &value))
    {
      allergy->severity = (TaSeverity) value;
      ta_set_text (&allergy->note, note);
      return;
    }
  allergy->severity = TA_SEVERITY_ANAPHYLAXIS;
  allergy->state = hidden_state (reader);
  ta_set_text (&allergy->note, NULL);
}

static void
open_person (const Reader *reader, TaPerson *person)
{
  g_autofree char *place = ta_health_place ("person", person->id, "notes");
  g_autofree char *notes = NULL;

  for (guint i = 0; i < person->allergies->len; i++)
    {
      TaAllergy *allergy = person->allergies->pdata[i];

      if (allergy->sealed_severity != NULL || allergy->sealed_note != NULL)
        open_allergy (reader, person->id, allergy, allergy->sealed_severity != NULL ? allergy->sealed_severity : ta_code_word (ta_severity_codes, (int) allergy->severity));
    }
  if (person->sealed_notes == NULL)
    return;
  notes = ta_health_open_text (reader->keys, place, person->sealed_notes);
  ta_set_text (&person->notes, notes);
  if (notes == NULL)
    person->state = hidden_state (reader);
}

gboolean
ta_health_open_people (TaDatabase *database, GHashTable *people, GError **error)
{
  Reader reader = { ta_database_get_health_keys (database), FALSE };
  GHashTableIter iter;
  gpointer person;

  if (!ta_health_lock_table_is_on (database, &reader.on, error))
    return FALSE;
  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, NULL, &person))
    open_person (&reader, person);
  return TRUE;
}

/* Whether what is said would have to be sealed, and cannot be. */
static gboolean
is_mute (const Reader *reader)
{
  return reader->on && !can_seal (reader->keys);
}

/* @sealed: (inout): of @plain, as it shall be stored; %NULL: in the open; @stored (nullable): what is there now */
static gboolean
seal_text (const Reader *reader, const char *place, const char *plain, const char *stored, char **sealed, GError **error)
{
  char *text = NULL;

  if (reader->on && *plain != '\0')
    {
      text = is_mute (reader) ? NULL : reader->keys->ops.seal (reader->keys->data, place, plain);
      /* What somebody wrote who had not heard of the lock lies in the open until it is sealed by whoever has the key. */
      if (text == NULL && g_strcmp0 (plain, stored) != 0)
        {
          set_locked_error (error);
          return FALSE;
        }
    }
  g_free (*sealed);
  *sealed = text;
  return TRUE;
}

static gboolean
seal_allergy (TaDatabase *database, const Reader *reader, const char *person, TaAllergy *allergy, GError **error)
{
  g_autofree char *element = ta_health_allergy_element (person, allergy->allergen);
  g_autofree char *severity_place = ta_health_place ("allergy", element, "severity");
  g_autofree char *note_place = ta_health_place ("allergy", element, "note");
  g_autofree char *severity = NULL;
  g_autofree char *note = NULL;

  return (!is_mute (reader) || ta_health_table_get_allergy (database, person, allergy->allergen, &severity, &note, error))
         && seal_text (reader, severity_place, ta_code_word (ta_severity_codes, (int) allergy->severity), severity, &allergy->sealed_severity, error)
         && seal_text (reader, note_place, allergy->note, note, &allergy->sealed_note, error);
}

gboolean
ta_health_seal_person (TaDatabase *database, TaPerson *person, GError **error)
{
  Reader reader = { ta_database_get_health_keys (database), FALSE };
  g_autofree char *place = ta_health_place ("person", person->id, "notes");
  g_autofree char *notes = NULL;

  if (!ta_health_lock_table_is_on (database, &reader.on, error))
    return FALSE;
  for (guint i = 0; i < person->allergies->len; i++)
    {
      TaAllergy *allergy = person->allergies->pdata[i];

      if (allergy->state == TA_HEALTH_OPEN && !seal_allergy (database, &reader, person->id, allergy, error))
        return FALSE;
    }
  if (person->state != TA_HEALTH_OPEN)
    return TRUE;
  return (!is_mute (&reader) || ta_health_table_get_notes (database, person->id, &notes, error)) && seal_text (&reader, place, person->notes, notes, &person->sealed_notes, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What it costs to merge a document of which one took out hundreds of rows: in proportion to the rows. No clock is looked at; the linker puts the two
 * functions here in the place of those by which keys are compared (--wrap), and they count.
 */
#include "ta-document-join.h"

#include <string.h>

#define FEW 50
#define MANY 400

int __real_strcmp (const char *a, const char *b);
int __wrap_strcmp (const char *a, const char *b);
gboolean __real_g_str_has_prefix (const char *text, const char *prefix);
gboolean __wrap_g_str_has_prefix (const char *text, const char *prefix);

static guint64 compared;

int
__wrap_strcmp (const char *a, const char *b)
{
  compared++;
  return __real_strcmp (a, b);
}

gboolean
__wrap_g_str_has_prefix (const char *text, const char *prefix)
{
  compared++;
  return __real_g_str_has_prefix (text, prefix);
}

static void
set_text (TaDocument *document, const char *row, const char *column, const char *text, gint64 ms)
{
  g_autofree char *key = g_strconcat (row, "/", column, NULL);
  g_autoptr (TaValue) value = ta_value_new_text (text, -1);

  ta_document_set (document, key, value, (TaStamp) { ms, 0, 1 });
}

static void
set_presence (TaDocument *document, const char *row, int present, gint64 ms)
{
  g_autoptr (TaValue) value = ta_value_new_integer (present);

  ta_document_set (document, row, value, (TaStamp) { ms, 0, 2 });
}

/* A household of @count people, each with an allergy. */
static TaDocument *
make_base (guint count)
{
  TaDocument *document = ta_document_new ("household", "h");

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%05u", i);
      g_autofree char *person = g_strconcat ("person/", id, NULL);
      g_autofree char *allergy = g_strdup_printf ("allergy/%s|nuts", id);

      set_presence (document, allergy, 1, 1);
      set_text (document, allergy, "person", id, 1);
      set_presence (document, person, 1, 1);
      set_text (document, person, "id", id, 1);
      set_text (document, person, "name", "Ana", 1);
    }
  return document;
}

static TaDocument *
without_people (const TaDocument *base)
{
  TaDocument *document = ta_document_copy (base);

  for (guint i = 0; i < base->n_fields; i++)
    if (strchr (strchr (base->fields[i].key, '/') + 1, '/') == NULL)
      set_presence (document, base->fields[i].key, 0, 30);
  return document;
}

/* @edited: of so many people the other changed the name meanwhile: they come back, each with the allergy. */
static double
count_a_row (guint rows, guint edited)
{
  g_autoptr (TaDocument) base = make_base (rows);
  g_autoptr (TaDocument) mine = without_people (base);
  g_autoptr (TaDocument) theirs = ta_document_copy (base);
  TaStampClock clock = { .device = 2 };
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_clash_free);
  g_autoptr (TaDocument) merged = NULL;

  for (guint i = 0; i < edited; i++)
    {
      g_autofree char *person = g_strdup_printf ("person/id-%05u", i);

      set_text (theirs, person, "name", "Ada", 20);
    }
  compared = 0;
  merged = ta_document_merge (mine, base, theirs, &clock, 1000, clashes);
  g_assert_cmpuint (clashes->len, ==, edited);
  return (double) compared / rows;
}

static void
assert_in_proportion (gboolean edited)
{
  double few = count_a_row (FEW, edited ? FEW : 0), many = count_a_row (MANY, edited ? MANY : 0);

  g_test_message ("%.0f comparisons a person of %d, %.0f of %d", few, FEW, many, MANY);
  /* Finding a key among eight times as many takes three steps more. */
  g_assert_cmpfloat (many, <, few * 1.6);
}

static void
test_taken_out (void)
{
  assert_in_proportion (FALSE);
}

static void
test_come_back (void)
{
  assert_in_proportion (TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/scale/taken-out", test_taken_out);
  g_test_add_func ("/document/scale/come-back", test_come_back);
  return g_test_run ();
}

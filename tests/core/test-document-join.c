/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-document-join.h"

#include <string.h>

static const char *const keys[] = {
  "title", "note", "portions", "eater/a", "eater/a/portions", "eater/a/id", "eater/b", "eater/b/portions", "kept/x/title"
};

/* Random documents -------------------------------------------------------------------------------------------------------------------- */

static TaStamp
random_stamp (GRand *rand)
{
  return (TaStamp) { g_rand_int_range (rand, 1, 6), (guint32) g_rand_int_range (rand, 0, 2), (guint64) g_rand_int_range (rand, 1, 4) };
}

/* Equal stamps have equal values, as they do where nobody lies, or any, as of a hub that does. */
static TaValue *
random_value (GRand *rand, const TaStamp *stamp, gboolean honest)
{
  if (honest)
    return ta_value_new_integer (stamp->ms * 100 + stamp->counter * 10 + (gint64) stamp->device);
  return g_rand_boolean (rand) ? ta_value_new_integer (g_rand_int_range (rand, 0, 3)) : ta_value_new_text ("x", -1);
}

static TaDocument *
random_document (GRand *rand, gboolean honest)
{
  TaDocument *document = ta_document_new ("turn", "t");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_rand_boolean (rand))
      {
        TaStamp stamp = random_stamp (rand);
        g_autoptr (TaValue) value = random_value (rand, &stamp, honest);

        ta_document_set (document, keys[i], value, stamp);
      }
  if (g_rand_boolean (rand))
    {
      TaStamp stamp = random_stamp (rand);

      ta_document_set_deleted (document, honest ? stamp.ms % 2 == 0 : g_rand_boolean (rand), stamp);
    }
  if (g_rand_int_range (rand, 0, 4) == 0)
    ta_document_take_unknown (document, g_strdup ("zz"), g_strdup_printf ("%d", g_rand_int_range (rand, 0, 3)));
  document->schema = g_rand_int_range (rand, 1, 3);
  return document;
}

static void
assert_equal (const TaDocument *a, const TaDocument *b)
{
  g_autofree char *left = ta_document_to_json (a, NULL);
  g_autofree char *right = ta_document_to_json (b, NULL);

  g_assert_cmpstr (left, ==, right);
  g_assert_true (ta_document_equal (a, b));
}

static void
check_laws (guint32 seed, gboolean honest)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (TaDocument) a = random_document (rand, honest);
  g_autoptr (TaDocument) b = random_document (rand, honest);
  g_autoptr (TaDocument) c = random_document (rand, honest);
  g_autoptr (TaDocument) ab = ta_document_join (a, b);
  g_autoptr (TaDocument) ba = ta_document_join (b, a);
  g_autoptr (TaDocument) bc = ta_document_join (b, c);
  g_autoptr (TaDocument) ab_c = ta_document_join (ab, c);
  g_autoptr (TaDocument) a_bc = ta_document_join (a, bc);
  g_autoptr (TaDocument) aa = ta_document_join (a, a);
  g_autoptr (TaDocument) ab_b = ta_document_join (ab, b);

  assert_equal (ab, ba);
  assert_equal (ab_c, a_bc);
  assert_equal (aa, a);
  assert_equal (ab_b, ab);
}

static void
test_laws (void)
{
  for (guint32 seed = 0; seed < 5000; seed++)
    check_laws (seed, seed % 2 == 0);
}

/* The merge ---------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaDocument *base;
  TaDocument *mine;
  TaDocument *theirs;
  TaDocument *merged;
  TaStampClock clock;
  GPtrArray *clashes;
} Fixture;

static void
set_text (TaDocument *document, const char *key, const char *text, gint64 ms, guint64 device)
{
  g_autoptr (TaValue) value = ta_value_new_text (text, -1);

  ta_document_set (document, key, value, (TaStamp) { ms, 0, device });
}

static void
set_presence (TaDocument *document, const char *key, int present, gint64 ms, guint64 device)
{
  g_autoptr (TaValue) value = ta_value_new_integer (present);

  ta_document_set (document, key, value, (TaStamp) { ms, 0, device });
}

static void
begin (Fixture *fixture, const char *type)
{
  fixture->base = ta_document_new (type, "x");
  set_text (fixture->base, "name", "Silva", 1, 1);
  set_text (fixture->base, "title", "Soup", 1, 1);
  set_text (fixture->base, "address", "1 Elm Street", 1, 1);
  set_text (fixture->base, "note", "one\ntwo\nthree", 1, 1);
  set_presence (fixture->base, "eater/a", 1, 1, 1);
  set_text (fixture->base, "eater/a/portions", "2", 1, 1);
  fixture->mine = ta_document_copy (fixture->base);
  fixture->theirs = ta_document_copy (fixture->base);
  fixture->clock = (TaStampClock) { { 100, 0, 0 }, 2 };
  fixture->clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_clash_free);
}

static void
merge (Fixture *fixture)
{
  fixture->merged = ta_document_merge (fixture->mine, fixture->base, fixture->theirs, &fixture->clock, 200, fixture->clashes);
}

static void
end (Fixture *fixture)
{
  ta_document_free (fixture->base);
  ta_document_free (fixture->mine);
  ta_document_free (fixture->theirs);
  ta_document_free (fixture->merged);
  g_ptr_array_unref (fixture->clashes);
}

static const char *
merged_text (Fixture *fixture, const char *key)
{
  return ta_value_get_text (ta_document_get (fixture->merged, key)->value);
}

static const TaClash *
only_clash (Fixture *fixture)
{
  g_assert_cmpuint (fixture->clashes->len, ==, 1);
  return fixture->clashes->pdata[0];
}

/* Each changed something else: both stand, and nobody is told of anything. */
static void
test_apart (void)
{
  Fixture fixture;

  begin (&fixture, "turn");
  set_text (fixture.mine, "title", "Stew", 10, 2);
  set_text (fixture.theirs, "eater/a/portions", "3", 11, 3);
  merge (&fixture);
  g_assert_cmpstr (merged_text (&fixture, "title"), ==, "Stew");
  g_assert_cmpstr (merged_text (&fixture, "eater/a/portions"), ==, "3");
  g_assert_cmpuint (fixture.clashes->len, ==, 0);
  end (&fixture);
}

static void
test_later_stands (void)
{
  Fixture fixture;
  const TaClash *clash;

  begin (&fixture, "turn");
  set_text (fixture.mine, "title", "Stew", 10, 2);
  set_text (fixture.theirs, "title", "Curry", 11, 3);
  merge (&fixture);
  g_assert_cmpstr (merged_text (&fixture, "title"), ==, "Curry");
  clash = only_clash (&fixture);
  g_assert_cmpint (clash->kind, ==, TA_CLASH_FIELD);
  g_assert_cmpstr (clash->key, ==, "title");
  g_assert_cmpstr (ta_value_get_text (clash->mine), ==, "Stew");
  g_assert_cmpstr (ta_value_get_text (clash->theirs), ==, "Curry");
  g_assert_false (clash->mine_stands);
  g_assert_cmpuint (clash->device, ==, 3);
  end (&fixture);
}

static void
test_same_value (void)
{
  Fixture fixture;

  begin (&fixture, "turn");
  set_text (fixture.mine, "title", "Stew", 12, 2);
  set_text (fixture.theirs, "title", "Stew", 11, 3);
  merge (&fixture);
  g_assert_cmpuint (fixture.clashes->len, ==, 0);
  end (&fixture);
}

static void
test_safety (void)
{
  Fixture fixture;
  g_autoptr (TaDocument) other_way = NULL;

  begin (&fixture, "household");
  set_text (fixture.mine, "address", "2 Oak Street", 10, 2);
  set_text (fixture.theirs, "address", "3 Fir Street", 11, 3);
  merge (&fixture);
  g_assert_cmpstr (merged_text (&fixture, "address"), ==, "3 Fir Street");
  g_assert_cmpstr (merged_text (&fixture, "kept/00000000000a.0000.0000000000000002/address"), ==, "2 Oak Street");
  g_assert_cmpint (only_clash (&fixture)->kind, ==, TA_CLASH_SAFETY);
  other_way = ta_document_merge (fixture.theirs, fixture.base, fixture.mine, &fixture.clock, 200, fixture.clashes);
  assert_equal (fixture.merged, other_way);
  end (&fixture);
}

typedef struct
{
  const char *type;
  const char *key;
} Place;

/* Every field that somebody could come to harm by keeps both, wherever in a document it stands. */
static void
test_safety_fields (void)
{
  static const Place places[] = {
    { "household", "address" },
    { "household", "allergy/leo|nuts/severity" },
    { "household", "allergy/leo|nuts/note" },
    { "household", "contact_point/c1/value" },
    { "household", "person/leo/guardian" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *kept = g_strconcat ("kept/00000000000a.0000.0000000000000002/", places[i].key, NULL);
      Fixture fixture;

      begin (&fixture, places[i].type);
      set_text (fixture.mine, places[i].key, "this", 10, 2);
      set_text (fixture.theirs, places[i].key, "that", 11, 3);
      merge (&fixture);
      g_assert_cmpstr (merged_text (&fixture, places[i].key), ==, "that");
      g_assert_cmpstr (merged_text (&fixture, kept), ==, "this");
      g_assert_cmpint (only_clash (&fixture)->kind, ==, TA_CLASH_SAFETY);
      end (&fixture);
    }
}

/* Of every long text, what two people added to it at once is all there. */
static void
test_text_fields (void)
{
  static const Place places[] = {
    { "household", "door_notes" },
    { "household", "accessibility" },
    { "household", "notes" },
    { "household", "person/leo/notes" },
    { "pod", "notes" },
    { "series", "note" },
    { "turn", "note" },
    { "turn", "handover" },
    { "tool", "notes" },
    { "tool_model", "notes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      Fixture fixture;

      begin (&fixture, places[i].type);
      set_text (fixture.base, places[i].key, "two", 1, 1);
      set_text (fixture.mine, places[i].key, "one\ntwo", 10, 2);
      set_text (fixture.theirs, places[i].key, "two\nthree", 11, 3);
      merge (&fixture);
      g_assert_cmpstr (merged_text (&fixture, places[i].key), ==, "one\ntwo\nthree");
      g_assert_cmpuint (fixture.clashes->len, ==, 0);
      end (&fixture);
    }
}

static void
test_text (void)
{
  Fixture fixture;

  begin (&fixture, "turn");
  set_text (fixture.mine, "note", "zero\none\ntwo\nthree", 10, 2);
  set_text (fixture.theirs, "note", "one\ntwo\nTHREE", 11, 3);
  merge (&fixture);
  g_assert_cmpstr (merged_text (&fixture, "note"), ==, "zero\none\ntwo\nTHREE");
  g_assert_cmpuint (fixture.clashes->len, ==, 0);
  g_assert_cmpint (ta_document_get (fixture.merged, "note")->stamp.ms, ==, 200);
  end (&fixture);
}

static void
test_text_clash (void)
{
  Fixture fixture;

  begin (&fixture, "turn");
  set_text (fixture.mine, "note", "one\n2\nthree", 10, 2);
  set_text (fixture.theirs, "note", "one\nII\nthree", 11, 3);
  merge (&fixture);
  g_assert_cmpstr (merged_text (&fixture, "note"), ==, "one\nII\n2\nthree");
  g_assert_cmpint (only_clash (&fixture)->kind, ==, TA_CLASH_TEXT);
  end (&fixture);
}

static void
test_edit_beats_delete (void)
{
  Fixture fixture;
  const TaClash *clash;

  begin (&fixture, "turn");
  set_text (fixture.mine, "title", "Stew", 10, 2);
  ta_document_set_deleted (fixture.theirs, TRUE, (TaStamp) { 20, 0, 3 });
  merge (&fixture);
  g_assert_false (fixture.merged->deleted);
  clash = only_clash (&fixture);
  g_assert_cmpint (clash->kind, ==, TA_CLASH_RESTORED);
  g_assert_false (clash->mine_deleted);
  end (&fixture);
}

static void
test_delete_alone (void)
{
  Fixture fixture;

  begin (&fixture, "turn");
  ta_document_set_deleted (fixture.theirs, TRUE, (TaStamp) { 20, 0, 3 });
  merge (&fixture);
  g_assert_true (fixture.merged->deleted);
  g_assert_cmpuint (fixture.clashes->len, ==, 0);
  end (&fixture);
}

static void
test_row_edit_beats_removal (void)
{
  Fixture fixture;

  begin (&fixture, "turn");
  set_presence (fixture.mine, "eater/a", 0, 30, 2);
  set_text (fixture.theirs, "eater/a/portions", "5", 20, 3);
  merge (&fixture);
  g_assert_cmpint (ta_value_get_integer (ta_document_get (fixture.merged, "eater/a")->value), ==, 1);
  g_assert_cmpstr (merged_text (&fixture, "eater/a/portions"), ==, "5");
  g_assert_true (only_clash (&fixture)->mine_deleted);
  end (&fixture);
}

static void
set_child (TaDocument *document, const char *presence, const char *parent)
{
  g_autofree char *key = g_strconcat (presence, "/person", NULL);

  set_presence (document, presence, 1, 1, 1);
  set_text (document, key, parent, 1, 1);
}

/* A person who comes back has its allergies again, and who named it names it again; nothing else comes back with it. */
static void
test_row_comes_back_whole (void)
{
  Fixture fixture;

  begin (&fixture, "household");
  for (TaDocument **each = (TaDocument *[]) { fixture.mine, fixture.base, fixture.theirs, NULL }; *each != NULL; each++)
    {
      set_presence (*each, "person/leo", 1, 1, 1);
      set_text (*each, "person/leo/id", "leo", 1, 1);
      set_child (*each, "allergy/leo|nuts", "leo");
      set_child (*each, "allergy/leo|milk", "leo");
      set_child (*each, "allergy/ana|eggs", "ana");
      set_text (*each, "contact_point/c/person", "leo", 1, 1);
    }
  set_presence (fixture.mine, "allergy/leo|milk", 0, 20, 2);
  set_presence (fixture.mine, "person/leo", 0, 30, 2);
  set_presence (fixture.mine, "allergy/leo|nuts", 0, 30, 2);
  set_presence (fixture.mine, "allergy/ana|eggs", 0, 30, 2);
  set_text (fixture.mine, "contact_point/c/person", "", 30, 2);
  set_text (fixture.theirs, "allergy/leo|nuts/severity", "anaphylaxis", 25, 3);
  merge (&fixture);
  g_assert_cmpint (ta_value_get_integer (ta_document_get (fixture.merged, "person/leo")->value), ==, 1);
  g_assert_cmpint (ta_value_get_integer (ta_document_get (fixture.merged, "allergy/leo|nuts")->value), ==, 1);
  g_assert_cmpint (ta_value_get_integer (ta_document_get (fixture.merged, "allergy/leo|milk")->value), ==, 0);
  g_assert_cmpint (ta_value_get_integer (ta_document_get (fixture.merged, "allergy/ana|eggs")->value), ==, 0);
  g_assert_cmpstr (merged_text (&fixture, "contact_point/c/person"), ==, "leo");
  end (&fixture);
}

/* Two devices that added the same household make one row of two ids: nobody need hear of it. */
static void
test_same_row_twice (void)
{
  Fixture fixture;

  begin (&fixture, "turn");
  set_presence (fixture.mine, "eater/b", 1, 10, 2);
  set_text (fixture.mine, "eater/b/id", "mine", 10, 2);
  set_presence (fixture.theirs, "eater/b", 1, 11, 3);
  set_text (fixture.theirs, "eater/b/id", "theirs", 11, 3);
  merge (&fixture);
  g_assert_cmpstr (merged_text (&fixture, "eater/b/id"), ==, "theirs");
  g_assert_cmpuint (fixture.clashes->len, ==, 0);
  end (&fixture);
}

/* Texts -------------------------------------------------------------------------------------------------------------------------------- */

static void
check_text (const char *base, const char *later, const char *earlier, const char *expected, gboolean expected_whole)
{
  gboolean whole;
  g_autofree char *merged = ta_text_merge (base, later, earlier, &whole);

  g_assert_cmpstr (merged, ==, expected);
  g_assert_cmpint (whole, ==, expected_whole);
}

static void
test_texts (void)
{
  check_text ("", "", "", "", TRUE);
  check_text ("a", "a", "", "", TRUE);
  check_text ("a", "", "a", "", TRUE);
  check_text ("", "a", "a", "a", TRUE);
  check_text ("", "a", "b", "a\nb", FALSE);
  check_text (NULL, "a", "b", "a\nb", FALSE);
  check_text ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd", TRUE);
  check_text ("a\nb\nc\nd\ne", "x\nb\nc\nd\ne", "a\nb\nc\nd\ny", "x\nb\nc\nd\ny", TRUE);
  check_text ("a\na\na", "a\na", "a\na\na\na", "a\na\na\na", FALSE);
}

static char *
random_text (GRand *rand)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
    g_string_append_printf (text, "%s%c", text->len > 0 ? "\n" : "", 'a' + g_rand_int_range (rand, 0, 3));
  return g_strdup (text->str);
}

/* Who changed nothing has no say: the other's text comes out, letter for letter. */
static void
test_text_laws (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *base = random_text (rand);
      g_autofree char *changed = random_text (rand);
      gboolean whole;
      g_autofree char *left = ta_text_merge (base, changed, base, &whole);
      g_autofree char *right = ta_text_merge (base, base, changed, &whole);
      g_autofree char *same = ta_text_merge (base, changed, changed, &whole);

      g_assert_cmpstr (left, ==, changed);
      g_assert_cmpstr (right, ==, changed);
      g_assert_cmpstr (same, ==, changed);
      g_assert_true (whole);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/join/laws", test_laws);
  g_test_add_func ("/merge/apart", test_apart);
  g_test_add_func ("/merge/later-stands", test_later_stands);
  g_test_add_func ("/merge/same-value", test_same_value);
  g_test_add_func ("/merge/safety", test_safety);
  g_test_add_func ("/merge/safety-fields", test_safety_fields);
  g_test_add_func ("/merge/text-fields", test_text_fields);
  g_test_add_func ("/merge/text", test_text);
  g_test_add_func ("/merge/text-clash", test_text_clash);
  g_test_add_func ("/merge/edit-beats-delete", test_edit_beats_delete);
  g_test_add_func ("/merge/delete-alone", test_delete_alone);
  g_test_add_func ("/merge/row-edit-beats-removal", test_row_edit_beats_removal);
  g_test_add_func ("/merge/row-comes-back-whole", test_row_comes_back_whole);
  g_test_add_func ("/merge/same-row-twice", test_same_row_twice);
  g_test_add_func ("/text/cases", test_texts);
  g_test_add_func ("/text/laws", test_text_laws);
  return g_test_run ();
}

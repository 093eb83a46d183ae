/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-domain.h"
#include "ta-test-hub.h"

#include <string.h>

/* What a command changes is stamped, and nothing else. */

typedef struct
{
  TaStore *store;
} Desk;

static void
desk_init (Desk *desk)
{
  g_autofree char *script = ta_test_content ();

  desk->store = ta_test_device_new (1, script);
}

static void
desk_clear (Desk *desk)
{
  g_clear_object (&desk->store);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The keys that @script stamps anew in the document, sorted and with a space between, "!" where its deletion is. */
static char *
stamped (Desk *desk, const char *type, const char *id, const char *script)
{
  g_autoptr (TaDocument) before = ta_test_document (desk->store, type, id);
  g_autoptr (TaDocument) after = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();

  ta_test_run (desk->store, script);
  after = ta_test_document (desk->store, type, id);
  keys = ta_document_keys (after);
  if (before == NULL || ta_stamp_compare (&before->deleted_at, &after->deleted_at) != 0)
    g_ptr_array_add (changed, (gpointer) (after->deleted ? "!deleted" : "!"));
  for (guint i = 0; i < keys->len; i++)
    {
      const TaField *old = before != NULL ? ta_document_get (before, keys->pdata[i]) : NULL;
      const TaField *field = ta_document_get (after, keys->pdata[i]);

      if (old == NULL || ta_stamp_compare (&old->stamp, &field->stamp) != 0)
        g_ptr_array_add (changed, keys->pdata[i]);
    }
  g_ptr_array_sort (changed, compare_keys);
  g_ptr_array_add (changed, NULL);
  return g_strjoinv (" ", (char **) changed->pdata);
}

static void
assert_stamped (Desk *desk, const char *type, const char *id, const char *script, const char *expected)
{
  g_autofree char *keys = stamped (desk, type, id, script);

  g_assert_cmpstr (keys, ==, expected);
}

static void
test_columns (void)
{
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  assert_stamped (&desk, "turn", "t3", "UPDATE turn SET title = 'Paella', minutes = 150 WHERE id = 't3'", "title");
  assert_stamped (&desk, "turn", "t3", "UPDATE turn SET title = 'Paella' WHERE id = 't3'", "");
  assert_stamped (&desk, "turn", "t3", "UPDATE turn SET title = 'x' WHERE id = 't3'; UPDATE turn SET title = 'Paella' WHERE id = 't3'", "");
  assert_stamped (&desk, "household", "silva", "UPDATE household SET latitude = 1.5, longitude = 2 WHERE id = 'silva'", "latitude longitude");
  assert_stamped (&desk, "tool", "drill", "UPDATE photo SET thumbnail = x'01', position = 3 WHERE id = 'ph1'", "photo/ph1/position photo/ph1/thumbnail");
}

static void
test_rows (void)
{
  g_auto (Desk) desk = { 0 };

  desk_init (&desk);
  assert_stamped (&desk, "turn", "t3", "INSERT INTO checklist_item (id, turn, label) VALUES ('i9', 't3', 'Rice')",
                  "checklist_item/i9 checklist_item/i9/done checklist_item/i9/id checklist_item/i9/label checklist_item/i9/position checklist_item/i9/turn");
  assert_stamped (&desk, "turn", "t1", "DELETE FROM eater WHERE id = 'e2'", "eater/silva");
  assert_stamped (&desk, "turn", "t1", "UPDATE eater SET note = 'x' WHERE id = 'e1'", "eater/pena/note");
  /* What a row is for has changed: the one has gone, the other has come. */
  assert_stamped (&desk, "turn", "t1", "UPDATE delivery SET household = 'pena' WHERE id = 'dl1'",
                  "delivery/pena delivery/pena/household delivery/pena/id delivery/pena/position delivery/pena/state delivery/pena/turn delivery/silva");
  /* Below somebody of the household. */
  assert_stamped (&desk, "household", "silva", "UPDATE allergy SET severity = 'allergy' WHERE id = 'a1'", "allergy/mira|peanuts/severity");
  assert_stamped (&desk, "household", "silva", "DELETE FROM person WHERE id = 'mira'", "allergy/mira|peanuts person/mira");
}

static void
test_whole (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (TaDocument) turn = NULL;
  g_autoptr (GError) error = NULL;

  desk_init (&desk);
  assert_stamped (&desk, "category", "new", "INSERT INTO category (id, name) VALUES ('new', 'Saws')", "! id name parent");
  assert_stamped (&desk, "turn", "t1", "DELETE FROM cover_request; DELETE FROM turn WHERE id = 't1'", "!deleted");
  ta_store_undo (desk.store, 0, &error);
  g_assert_no_error (error);
  turn = ta_test_document (desk.store, "turn", "t1");
  g_assert_false (turn->deleted);
  /* What lay below was not touched by either. */
  g_assert_cmpint (ta_document_get (turn, "eater/pena")->stamp.ms, <, turn->deleted_at.ms + 1);
  g_assert_true (ta_stamp_compare (&ta_document_get (turn, "eater/pena")->stamp, &turn->deleted_at) < 0);
}

/* Somebody who moves to another household takes what is theirs along. */
static void
test_move (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (TaDocument) left = NULL;

  desk_init (&desk);
  assert_stamped (&desk, "household", "pena", "UPDATE person SET household = 'pena', guardian = NULL WHERE id = 'mira'",
                  "allergy/mira|peanuts allergy/mira|peanuts/allergen allergy/mira|peanuts/id allergy/mira|peanuts/note allergy/mira|peanuts/person "
                  "allergy/mira|peanuts/severity person/mira person/mira/administrator person/mira/born person/mira/guardian person/mira/household person/mira/id person/mira/name "
                  "person/mira/notes person/mira/portion_factor person/mira/position person/mira/role");
  left = ta_test_document (desk.store, "household", "silva");
  g_assert_cmpint (ta_value_get_integer (ta_document_get (left, "person/mira")->value), ==, 0);
  g_assert_cmpint (ta_value_get_integer (ta_document_get (left, "allergy/mira|peanuts")->value), ==, 0);
}

/* One command, one tick of the clock. */
static void
test_tick (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (TaDocument) pod = NULL;
  g_autoptr (TaDocument) tool = NULL;

  desk_init (&desk);
  ta_test_run (desk.store, "UPDATE pod SET name = 'N' WHERE id = 'pod'; UPDATE tool SET name = 'S' WHERE id = 'saw'");
  pod = ta_test_document (desk.store, "pod", "pod");
  tool = ta_test_document (desk.store, "tool", "saw");
  g_assert_cmpint (ta_stamp_compare (&ta_document_get (pod, "name")->stamp, &ta_document_get (tool, "name")->stamp), ==, 0);
  g_assert_cmpuint (ta_document_get (pod, "name")->stamp.device, ==, 1);
}

/* What the schema says of references is what the program knows of them. */
static gpointer
list_references (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GString *lines = g_string_new (NULL);

  for (const TaDomainTable *table = ta_domain_tables; table->name != NULL; table++)
    {
      g_autoptr (TaStatement) statement = ta_database_prepare (
          database, "SELECT \"from\" || ' ' || \"table\" || ' ' || on_delete FROM pragma_foreign_key_list (:table) ORDER BY \"from\"");

      ta_statement_bind_text (statement, ":table", table->name);
      while (ta_statement_step (statement, error) == TA_STEP_ROW)
        g_string_append_printf (lines, "%s %s\n", table->name, ta_statement_text (statement, 0));
    }
  return g_string_free_and_steal (lines);
}

static void
test_references (void)
{
  static const char *const actions[] = { "RESTRICT", "CASCADE", "SET NULL" };
  g_auto (Desk) desk = { 0 };
  g_autofree char *schema = NULL;
  guint lines = 0;

  desk_init (&desk);
  schema = ta_store_read (desk.store, list_references, NULL, NULL);
  for (const TaDomainReference *reference = ta_domain_references; reference->table != NULL; reference++)
    {
      g_autofree char *line = g_strdup_printf ("%s %s %s %s\n", reference->table, reference->column, reference->target, actions[reference->action]);

      g_test_message ("%s", line);
      g_assert_nonnull (strstr (schema, line));
      lines++;
    }
  for (const char *at = schema; (at = strchr (at, '\n')) != NULL; at++)
    lines--;
  g_assert_cmpuint (lines, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-stamp/columns", test_columns);
  g_test_add_func ("/sync-stamp/rows", test_rows);
  g_test_add_func ("/sync-stamp/whole", test_whole);
  g_test_add_func ("/sync-stamp/move", test_move);
  g_test_add_func ("/sync-stamp/tick", test_tick);
  g_test_add_func ("/sync-stamp/references", test_references);
  return g_test_run ();
}

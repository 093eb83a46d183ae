/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-cover-table.h"
#include "ta-delivery-table.h"
#include "ta-household-table.h"
#include "ta-series-table.h"
#include "ta-test-pair.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

#include <string.h>

/* Lists that people put in order, on two devices at once. */

#define HOUSEHOLDS "INSERT INTO household (id, name) VALUES ('a', 'A'), ('b', 'B'), ('c', 'C'), ('d', 'D'), ('e', 'E'), ('x', 'X'), ('y', 'Y');"

/* A list of @owner. */
typedef struct
{
  const char *name;
  const char *type; /* of the document that it is in */
  const char *owner;
  const char *table;
  const char *before; /* (nullable): script: what rows need to be there */
  const char *dense;  /* script: numbers a to e as the first versions did */
  gboolean (*order) (TaDatabase *database, GPtrArray *ids, GError **error);
  GPtrArray *(*read) (TaDatabase *database); /* of char *: ids, as a person sees them */
} List;

static GPtrArray *
ids_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

/* Of structs that begin with their id. */
static GPtrArray *
ids_of (GPtrArray *rows)
{
  GPtrArray *ids = ids_new ();

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (ids, g_strdup (*(char *const *) g_ptr_array_index (rows, i)));
  return ids;
}

static gpointer
find_row (GPtrArray *rows, const char *id)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (*(char *const *) g_ptr_array_index (rows, i), id))
      return g_ptr_array_index (rows, i);
  return NULL;
}

/* The rows of those ids; what is not there is made by @make. What is left over goes. */
static void
put_in_order (GPtrArray *rows, GPtrArray *ids, gpointer (*make) (const char *id), GCopyFunc copy)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      gconstpointer row = find_row (rows, g_ptr_array_index (ids, i));

      g_ptr_array_add (ordered, row != NULL ? copy (row, NULL) : make (g_ptr_array_index (ids, i)));
    }
  g_ptr_array_set_size (rows, 0);
  for (guint i = 0; i < ordered->len; i++)
    g_ptr_array_add (rows, g_ptr_array_index (ordered, i));
}

/* The people of a household. */

static gpointer
make_person (const char *id)
{
  TaPerson *person = ta_person_new (id, TA_ROLE_ADULT);

  g_set_str (&person->id, id);
  return person;
}

static gpointer
copy_person (gconstpointer person, gpointer data)
{
  return ta_person_copy (person);
}

static gboolean
order_people (TaDatabase *database, GPtrArray *ids, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_table_get (database, "list", error);

  put_in_order (household->persons, ids, make_person, copy_person);
  return ta_household_table_save (database, household, error);
}

static GPtrArray *
read_people (TaDatabase *database)
{
  g_autoptr (TaHousehold) household = ta_household_table_get (database, "list", NULL);

  return ids_of (household->persons);
}

/* What is to be prepared for a turn. */

static gpointer
make_item (const char *id)
{
  TaChecklistItem *item = ta_checklist_item_new (id);

  g_set_str (&item->id, id);
  return item;
}

static gpointer
copy_item (gconstpointer item, gpointer data)
{
  return ta_checklist_item_copy (item);
}

static gboolean
order_checklist (TaDatabase *database, GPtrArray *ids, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, "t3", error);

  put_in_order (turn->checklist, ids, make_item, copy_item);
  return ta_turn_table_save (database, turn, error);
}

static GPtrArray *
read_checklist (TaDatabase *database)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, "t3", NULL);

  return ids_of (turn->checklist);
}

/* The photos of a tool. */

static gpointer
make_photo (const char *id)
{
  g_autoptr (GBytes) thumbnail = g_bytes_new_static ("x", 1);
  TaPhoto *photo = ta_photo_new ("photo.jpg", thumbnail);

  g_set_str (&photo->id, id);
  return photo;
}

static gpointer
copy_photo (gconstpointer photo, gpointer data)
{
  return ta_photo_copy (photo);
}

static gboolean
order_photos (TaDatabase *database, GPtrArray *ids, GError **error)
{
  g_autoptr (TaTool) tool = ta_tool_table_get (database, "saw", error);

  put_in_order (tool->photos, ids, make_photo, copy_photo);
  return ta_tool_table_save (database, tool, error);
}

static GPtrArray *
read_photos (TaDatabase *database)
{
  g_autoptr (TaTool) tool = ta_tool_table_get (database, "saw", NULL);

  return ids_of (tool->photos);
}

/* The households of a rotation. */

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

static gboolean
order_rotation (TaDatabase *database, GPtrArray *ids, GError **error)
{
  g_autoptr (TaSeries) series = ta_series_table_get (database, "series", error);

  g_ptr_array_set_size (series->households, 0);
  g_ptr_array_extend (series->households, ids, copy_text, NULL);
  return ta_series_table_save (database, series, error);
}

static GPtrArray *
read_rotation (TaDatabase *database)
{
  g_autoptr (TaSeries) series = ta_series_table_get (database, "series", NULL);

  return g_ptr_array_copy (series->households, copy_text, NULL);
}

/* The doors of a round. */

static gboolean
order_round (TaDatabase *database, GPtrArray *ids, GError **error)
{
  return ta_delivery_table_set_order (database, "t3", ids, error);
}

static GPtrArray *
read_round (TaDatabase *database)
{
  g_autoptr (GPtrArray) deliveries = ta_delivery_table_list (database, "t3", NULL);
  GPtrArray *ids = ids_new ();

  for (guint i = 0; i < deliveries->len; i++)
    {
      const TaDelivery *delivery = g_ptr_array_index (deliveries, i);

      /* Whatever is stored: the first is 0. */
      g_assert_cmpint (delivery->position, ==, (int) i);
      g_ptr_array_add (ids, g_strdup (delivery->household));
    }
  return ids;
}

#define NUMBER "(SELECT value AS id, key AS n FROM json_each ('[\"a\",\"b\",\"c\",\"d\",\"e\"]'))"

static const List lists[] = {
  { "people", "household", "list", "person", "INSERT INTO household (id, name) VALUES ('list', 'List')",
    "INSERT INTO person (id, household, name, position) SELECT id, 'list', id, n FROM " NUMBER, order_people, read_people },
  { "checklist", "turn", "t3", "checklist_item", NULL, "INSERT INTO checklist_item (id, turn, label, position) SELECT id, 't3', id, n FROM " NUMBER, order_checklist, read_checklist },
  { "photos", "tool", "saw", "photo", NULL, "INSERT INTO photo (id, tool, file, thumbnail, position) SELECT id, 'saw', 'photo.jpg', x'78', n FROM " NUMBER, order_photos, read_photos },
  { "rotation", "series", "series", "series_household", HOUSEHOLDS "DELETE FROM series_household",
    "INSERT INTO series_household (id, series, household, position) SELECT id, 'series', id, n FROM " NUMBER, order_rotation, read_rotation },
  { "round", "turn", "t3", "delivery", HOUSEHOLDS "DELETE FROM delivery",
    "INSERT INTO delivery (id, turn, household, position) SELECT id, 't3', id, n FROM " NUMBER, order_round, read_round },
};

/* Doing and asserting --------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const List *list;
  GPtrArray *ids;
} Ordering;

static gboolean
run_order (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Ordering *ordering = data;

  return ordering->list->order (database, ordering->ids, error);
}

static GPtrArray *
split (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *ids = ids_new ();

  for (char **word = words; *word != NULL; word++)
    g_ptr_array_add (ids, g_strdup (*word));
  return ids;
}

/* As a person saves it, who has the list before them in that order. */
static void
order (TaStore *store, const List *list, const char *text)
{
  g_autoptr (GPtrArray) ids = split (text);
  g_autoptr (GError) error = NULL;
  Ordering ordering = { list, ids };

  ta_store_run (store, "Reordered", NULL, run_order, &ordering, NULL, &error);
  g_assert_no_error (error);
}

static gpointer
run_read (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const List *list = data;

  return list->read (database);
}

static void
assert_order (TaStore *store, const List *list, const char *expected)
{
  g_autoptr (GPtrArray) ids = ta_store_read (store, run_read, (gpointer) list, NULL);
  g_autofree char *text = NULL;

  g_ptr_array_set_free_func (ids, g_free);
  g_ptr_array_add (ids, NULL);
  text = g_strjoinv (" ", (char **) ids->pdata);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_both_order (Pair *pair, const List *list, const char *expected)
{
  assert_order (pair->devices[0], list, expected);
  assert_order (pair->devices[1], list, expected);
}

/* What @store changes of the document when it is put in that order: keys without the table, sorted. */
static void
assert_stamps (TaStore *store, const List *list, const char *text, const char *expected)
{
  g_autoptr (TaDocument) before = ta_test_document (store, list->type, list->owner);
  g_autoptr (TaDocument) after = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GString) changed = g_string_new (NULL);

  order (store, list, text);
  after = ta_test_document (store, list->type, list->owner);
  keys = ta_document_keys (after);
  for (guint i = 0; i < keys->len; i++)
    {
      const TaField *old = ta_document_get (before, keys->pdata[i]);
      const TaField *field = ta_document_get (after, keys->pdata[i]);

      if (old == NULL || ta_stamp_compare (&old->stamp, &field->stamp) != 0)
        g_string_append_printf (changed, "%s%s", changed->len > 0 ? " " : "", (char *) keys->pdata[i] + strlen (list->table) + 1);
    }
  g_assert_cmpstr (changed->str, ==, expected);
}

static void
set_up (Pair *pair, gconstpointer data)
{
  const List *list = data;

  pair_init (pair);
  if (list->before != NULL)
    ta_test_run (pair->devices[0], list->before);
  order (pair->devices[0], list, "a b c d e");
  meet (pair);
  assert_both_order (pair, list, "a b c d e");
}

static void
set_up_dense (Pair *pair, gconstpointer data)
{
  const List *list = data;

  pair_init (pair);
  if (list->before != NULL)
    ta_test_run (pair->devices[0], list->before);
  ta_test_run (pair->devices[0], list->dense);
  meet (pair);
  assert_both_order (pair, list, "a b c d e");
}

static void
tear_down (Pair *pair, gconstpointer data)
{
  pair_clear (pair);
}

/* Two devices ------------------------------------------------------------------------------------------------------------------------------ */

/* Both have their way, and nobody is told anything. */
static void
test_two_moves (Pair *pair, gconstpointer data)
{
  const List *list = data;

  assert_stamps (pair->devices[0], list, "a b c d e", "");
  assert_stamps (pair->devices[0], list, "d a b c e", "d/position");
  assert_stamps (pair->devices[1], list, "a c d e b", "b/position");
  meet (pair);
  assert_both_order (pair, list, "d a c e b");
  assert_both (pair, "SELECT count (*) FROM sync_notice", "0");
}

/* Of one row the later move stands; that is nothing to tell of either. */
static void
test_same_row (Pair *pair, gconstpointer data)
{
  const List *list = data;

  order (pair->devices[0], list, "d a b c e");
  order (pair->devices[1], list, "a d b c e");
  meet (pair);
  assert_both_order (pair, list, "a d b c e");
  assert_both (pair, "SELECT count (*) FROM sync_notice", "0");
}

/* Both are there, in an order that is the same everywhere, and something can still come between them. */
static void
test_same_spot (Pair *pair, gconstpointer data)
{
  const List *list = data;

  order (pair->devices[0], list, "a b x c d e");
  order (pair->devices[1], list, "a b y c d e");
  meet (pair);
  assert_both_order (pair, list, "a b x y c d e");
  order (pair->devices[0], list, "a b x e y c d");
  order (pair->devices[1], list, "a b y x c d e");
  meet (pair);
  assert_both (pair, "SELECT count (*) FROM sync_notice", "0");
  order (pair->devices[1], list, "y x e d c b a");
  meet (pair);
  assert_both_order (pair, list, "y x e d c b a");
}

/* Whoever only put it elsewhere has nothing to lose. */
static void
test_moved_and_gone (Pair *pair, gconstpointer data)
{
  const List *list = data;

  order (pair->devices[0], list, "d a b c e");
  order (pair->devices[1], list, "a b c e");
  meet (pair);
  assert_both_order (pair, list, "a b c e");
  assert_both (pair, "SELECT count (*) FROM sync_notice", "0");
}

/* Numbered 0, 1, 2, …: a row that is moved is still the only one. */
static void
test_dense (Pair *pair, gconstpointer data)
{
  const List *list = data;

  assert_stamps (pair->devices[0], list, "a b c d e", "");
  assert_stamps (pair->devices[0], list, "a d b c e", "d/position");
  assert_stamps (pair->devices[1], list, "a c d e b", "b/position");
  meet (pair);
  assert_both_order (pair, list, "a d c e b");
}

/* A round that had no order by hand: one of the two, and not something between them. */
static void
test_first_order (Pair *pair, gconstpointer data)
{
  const List *list = data;

  pair_init (pair);
  ta_test_run (pair->devices[0], list->before);
  meet (pair);
  order (pair->devices[0], list, "e a b c d");
  order (pair->devices[1], list, "b a c e d");
  meet (pair);
  assert_both_order (pair, list, "b a c e d");
}

/* One device ------------------------------------------------------------------------------------------------------------------------------- */

static void
test_undo (Pair *pair, gconstpointer data)
{
  const List *list = data;
  TaStore *store = pair->devices[0];
  g_autofree char *before = ta_test_dump (store);
  g_autofree char *undone = NULL;
  g_autoptr (GError) error = NULL;

  order (store, list, "e a b c d");
  ta_store_undo (store, 0, &error);
  g_assert_no_error (error);
  undone = ta_test_dump (store);
  g_assert_cmpstr (undone, ==, before);
  assert_order (store, list, "a b c d e");
  ta_store_redo (store, &error);
  g_assert_no_error (error);
  assert_order (store, list, "e a b c d");
  meet (pair);
  assert_both_order (pair, list, "e a b c d");
}

/* What a hub says may be anything. */
static void
test_extremes (Pair *pair, gconstpointer data)
{
  const List *list = data;
  const char *const ids[] = { "a", "b", "c", "d", "e" };
  const gint64 least = g_str_equal (list->name, "round") ? 0 : G_MININT64;
  const gint64 positions[] = { least, least, G_MAXINT64 - 1, G_MAXINT64, G_MAXINT64 };
  g_autoptr (TaDocument) document = ta_test_document (pair->devices[0], list->type, list->owner);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *key = g_strdup_printf ("%s/%s/position", list->table, ids[i]);

      set_integer (document, key, positions[i], g_get_real_time () / 1000 + 1000);
    }
  ta_test_hub_put (pair->hub, document, 9);
  meet (pair);
  assert_both_order (pair, list, "a b c d e");
  order (pair->devices[0], list, "e d c b a");
  meet (pair);
  assert_both_order (pair, list, "e d c b a");
  order (pair->devices[1], list, "x e c d b a y");
  meet (pair);
  assert_both_order (pair, list, "x e c d b a y");
}

/* Each chain of a request for cover has an order of its own: what is added to the first, behind the second, moves nothing. */
static gboolean
save_chains (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaCoverRequest) request = ta_cover_table_get (database, "cover", error);

  g_assert_no_error (*error);
  g_ptr_array_add (request->answers, ta_cover_answer_new ("pena", "t2", NULL, 2));
  g_ptr_array_add (request->answers, ta_cover_answer_new ("silva", "t1", NULL, 2));
  g_ptr_array_add (request->answers, ta_cover_answer_new ("silva", "t1", NULL, 1));
  return ta_cover_table_save (database, request, error);
}

static gboolean
save_again (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaCoverRequest) request = ta_cover_table_get (database, "cover", error);

  return ta_cover_table_save (database, request, error);
}

static void
test_chains (void)
{
  const char *sql = "SELECT group_concat (chain || household || position) FROM (SELECT * FROM cover_answer ORDER BY chain, position, id)";
  g_autofree char *script = ta_test_content ();
  g_autoptr (TaStore) store = ta_test_device_new (1, script);
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "Asked", NULL, save_chains, NULL, NULL, &error);
  g_assert_no_error (error);
  ta_test_assert_ask (store, sql, "1pena0,1silva4294967296,2pena0,2silva4294967296");
  before = ta_test_documents (store);
  ta_store_run (store, "Nothing", NULL, save_again, NULL, NULL, &error);
  g_assert_no_error (error);
  {
    g_autofree char *after = ta_test_documents (store);

    g_assert_cmpstr (before, ==, after);
  }
}

static void
add (const List *list, const char *name, void (*begin) (Pair *, gconstpointer), void (*func) (Pair *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/sync-order/%s/%s", list->name, name);

  g_test_add (path, Pair, list, begin, func, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      add (&lists[i], "two-moves", set_up, test_two_moves);
      add (&lists[i], "same-row", set_up, test_same_row);
      add (&lists[i], "same-spot", set_up, test_same_spot);
      /* A door is not taken out of the round. */
      if (lists[i].read != read_round)
        add (&lists[i], "moved-and-gone", set_up, test_moved_and_gone);
      add (&lists[i], "dense", set_up_dense, test_dense);
      add (&lists[i], "undo", set_up, test_undo);
      add (&lists[i], "extremes", set_up, test_extremes);
    }
  g_test_add ("/sync-order/round/first-order", Pair, &lists[G_N_ELEMENTS (lists) - 1], NULL, test_first_order, tear_down);
  g_test_add_func ("/sync-order/chains", test_chains);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program ends at each of the places where the exchange has done one thing and not yet the next. It is this program itself, run again
 * with the database's path and the name of the place; the hub runs in the one that waits for it. Then the file must be whole, and an
 * exchange must bring both devices to the same, with nothing lost and nothing twice.
 */
#include "config.h"

#include "live-hub.h"
#include "live-pod.h"
#include "live-store.h"
#include "ta-sync.h"

#include <string.h>

static const char *program;

typedef struct
{
  char *folder;
  char *path;
  LiveHub *hub;
  TaStore *laptop;
} Fixture;

static gboolean
insert_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO household (id, name) VALUES (:id, :id)");

  ta_statement_bind_text (statement, ":id", data);
  return ta_statement_run (statement, NULL, error);
}

static void
add_household (TaStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "Added", NULL, insert_household, (gpointer) id, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *code = NULL;
  g_autoptr (TaStore) desk = NULL;

  f->folder = g_dir_make_tmp ("turnabout-kill-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "desk.turnabout", NULL);
  f->hub = live_hub_new (f->folder, &first);
  f->laptop = live_store_new ();
  desk = live_store_open (f->path);
  live_found (desk, first, "Desk");
  second = live_invite (desk);
  code = live_join (f->laptop, second, "Laptop");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->laptop);
  live_hub_free (f->hub);
  g_free (f->path);
  g_free (f->folder);
}

static gpointer
check_whole (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "PRAGMA integrity_check");

  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  return ta_statement_dup_text (statement, 0);
}

static void
assert_recovers (Fixture *f, const char *place)
{
  g_autoptr (TaStore) desk = live_store_open (f->path);
  g_autofree char *whole = ta_store_read (desk, check_whole, NULL, NULL);

  g_assert_cmpstr (whole, ==, "ok");
  live_exchange (desk);
  live_exchange (f->laptop);
  live_exchange (desk);
  live_assert_same (desk, f->laptop);
}

static void
test_places (Fixture *f, gconstpointer data)
{
  static const char *const places[] = { "before-page", "after-page", "before-tidy", "taken", "answered", "accepted", "before-count" };

  if (strcmp (TA_PROFILE, "development") != 0)
    {
      g_test_skip ("only a development build can be made to end");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *here = g_strdup_printf ("here-%u", i);
      g_autofree char *there = g_strdup_printf ("there-%u", i);
      g_autoptr (TaStore) desk = live_store_open (f->path);

      add_household (desk, here);
      g_clear_object (&desk);
      add_household (f->laptop, there);
      live_exchange (f->laptop);
      g_assert_cmpint (live_exchange_until (program, f->path, places[i]), ==, 86);
      assert_recovers (f, places[i]);
    }
  g_assert_cmpint (live_exchange_until (program, f->path, "nowhere"), ==, 0);
}

typedef struct
{
  const char *id;
  const char *notes;
} Edit;

static gboolean
update_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Edit *edit = data;
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE household SET vehicle = :notes WHERE id = :id");

  ta_statement_bind_text (statement, ":id", edit->id);
  ta_statement_bind_text (statement, ":notes", edit->notes);
  return ta_statement_run (statement, NULL, error);
}

static void
change_household (TaStore *store, const char *id, const char *notes)
{
  Edit edit = { id, notes };
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "Changed", NULL, update_household, &edit, NULL, &error);
  g_assert_no_error (error);
}

/* Both add something and change the same. */
static void
change_both (Fixture *f, guint number)
{
  g_autofree char *here = g_strdup_printf ("here-%u", number);
  g_autofree char *there = g_strdup_printf ("there-%u", number);
  g_autoptr (TaStore) desk = live_store_open (f->path);

  add_household (desk, here);
  change_household (desk, "both", here);
  add_household (f->laptop, there);
  change_household (f->laptop, "both", there);
}

/* The desk ends at its place number @place. Whether it has that many. */
static gboolean
end_at (Fixture *f, guint place)
{
  g_autofree char *number = g_strdup_printf ("#%u", place);
  int status;

  change_both (f, place);
  live_exchange (f->laptop);
  status = live_exchange_until (program, f->path, number);
  g_assert_true (status == 86 || status == 0);
  assert_recovers (f, number);
  return status == 86;
}

static void
share_one (Fixture *f)
{
  add_household (f->laptop, "both");
  live_exchange (f->laptop);
  assert_recovers (f, "nowhere");
}

static void
test_each_place (Fixture *f, gconstpointer data)
{
  guint place = 1;

  if (strcmp (TA_PROFILE, "development") != 0)
    {
      g_test_skip ("only a development build can be made to end");
      return;
    }
  share_one (f);
  while (end_at (f, place))
    place++;
  g_test_message ("%u places", place - 1);
  g_assert_cmpuint (place, >, 7);
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = NULL;

  if (argc == 3 && strcmp (argv[1], "--exchange") == 0)
    return live_exchange_and_end (argv[2]);
  program = argv[0];
  data = g_dir_make_tmp ("turnabout-kill-data-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/kill/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/sync/kill/each-place", Fixture, NULL, set_up, test_each_place, tear_down);
  return g_test_run ();
}

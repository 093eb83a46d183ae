/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hub has let somebody in, and the answer gets lost on its way: the same invitation is good once more, for whom it was used by, and for nobody else. */
#include "live-pair.h"
#include "live-pod.h"
#include "live-store.h"
#include "ta-location.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync-recovery.h"
#include "ta-sync.h"

#include <glib/gstdio.h>

static const char *const losing[] = { "--fail=drop-join:1", NULL };

typedef LivePair Fixture;

static gboolean
try_found (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;

  ta_sync_found_async (f->desk, f->link, "Desk", NULL, live_take_result, &result);
  return ta_sync_found_finish (live_wait_for (&result), &f->error);
}

static void
found (Fixture *f)
{
  live_found (f->desk, f->link, "Desk");
  g_free (live_add_household (f->desk, "Silva"));
  live_exchange (f->desk);
}

static char *
try_join (Fixture *f, TaStore *store, const char *link)
{
  g_autoptr (GAsyncResult) result = NULL;
  char *code = NULL;

  ta_sync_join_async (store, link, "Laptop", NULL, live_take_result, &result);
  ta_sync_join_finish (live_wait_for (&result), &code, &f->error);
  return code;
}

static void
assert_lost (Fixture *f)
{
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK);
  g_clear_error (&f->error);
}

static guint
count_devices (Fixture *f, const char **code)
{
  g_autoptr (GPtrArray) devices = live_list_devices (f->desk);

  for (guint i = 0; i < devices->len; i++)
    if (((const TaSyncDevice *) g_ptr_array_index (devices, i))->code != NULL)
      *code = g_intern_string (((const TaSyncDevice *) g_ptr_array_index (devices, i))->code);
  return devices->len;
}

/* Nothing is kept of an attempt that came to its end. */
static void
assert_nothing_begun (void)
{
  g_autofree char *folder = ta_database_folder ();
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);
  g_autoptr (GDir) dir = g_dir_open (keys, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, "join-"));
}

/* Also where the program was ended in between: nothing but its keys is remembered of the first attempt. */
static void
test_joining (Fixture *f, gconstpointer data)
{
  g_autofree char *link = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *code = NULL;
  const char *shown = NULL;

  found (f);
  link = live_invite (f->desk);
  live_hub_switch (f->hub, losing);
  for (int i = 0; i < 2; i++)
    {
      lost = try_join (f, f->laptop, link);
      assert_lost (f);
      g_assert_null (lost);
      g_clear_object (&f->laptop);
      f->laptop = live_store_new ();
    }
  live_hub_switch (f->hub, NULL);
  code = try_join (f, f->laptop, link);
  g_assert_no_error (f->error);
  live_exchange (f->laptop);
  g_assert_cmpuint (count_devices (f, &shown), ==, 2);
  g_assert_cmpstr (shown, ==, code);
  live_assert_same (f->desk, f->laptop);
  assert_nothing_begun ();
}

/* Who has seen the link, and has the key to nothing but that. */
static void
test_another_with_the_link (Fixture *f, gconstpointer data)
{
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *folder = ta_database_folder ();
  g_autofree char *keys = g_build_filename (folder, "keys", NULL);
  g_autofree char *aside = g_strconcat (keys, "-aside", NULL);
  g_autoptr (TaStore) thief = live_store_new ();

  found (f);
  link = live_invite (f->desk);
  live_hub_switch (f->hub, losing);
  code = try_join (f, f->laptop, link);
  assert_lost (f);
  live_hub_switch (f->hub, NULL);
  g_assert_no_errno (g_rename (keys, aside));
  refused = try_join (f, thief, link);
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED);
  g_clear_error (&f->error);
  assert_nothing_begun ();
  g_assert_no_errno (g_rmdir (keys));
  g_assert_no_errno (g_rename (aside, keys));
  code = try_join (f, f->laptop, link);
  g_assert_no_error (f->error);
}

static void
test_founding (Fixture *f, gconstpointer data)
{
  live_hub_switch (f->hub, losing);
  g_assert_false (try_found (f));
  assert_lost (f);
  live_hub_switch (f->hub, NULL);
  found (f);
  assert_nothing_begun ();
}

static char *
print_sheet (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TaRecoverySheet) sheet = NULL;
  GStrv lines;
  char *text;

  ta_sync_recovery_sheet_async (f->desk, NULL, live_take_result, &result);
  sheet = ta_sync_recovery_sheet_finish (live_wait_for (&result), &f->error);
  g_assert_no_error (f->error);
  lines = ta_recovery_sheet_dup_lines (sheet);
  text = g_strjoinv ("\n", lines);
  ta_recovery_lines_free (lines);
  return text;
}

static void
try_recover (Fixture *f, const char *link, const char *sheet)
{
  g_autoptr (GAsyncResult) result = NULL;

  ta_sync_recover_async (f->laptop, link, sheet, "Laptop", NULL, live_take_result, &result);
  ta_sync_recover_finish (live_wait_for (&result), &f->error);
}

static void
test_recovering (Fixture *f, gconstpointer data)
{
  g_autofree char *sheet = NULL;
  g_autofree char *link = NULL;

  found (f);
  sheet = print_sheet (f);
  link = live_invite (f->desk);
  live_hub_switch (f->hub, losing);
  try_recover (f, link, sheet);
  assert_lost (f);
  live_hub_switch (f->hub, NULL);
  try_recover (f, link, sheet);
  g_assert_no_error (f->error);
  live_exchange (f->laptop);
  live_assert_same (f->desk, f->laptop);
  assert_nothing_begun ();
}

int
main (int argc, char **argv)
{
  g_autofree char *data = g_dir_make_tmp ("turnabout-join-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/sync/join-again/" name, Fixture, NULL, live_pair_set_up, func, live_pair_tear_down)
  ADD ("joining", test_joining);
  ADD ("another-with-the-link", test_another_with_the_link);
  ADD ("founding", test_founding);
  ADD ("recovering", test_recovering);
#undef ADD
  return g_test_run ();
}

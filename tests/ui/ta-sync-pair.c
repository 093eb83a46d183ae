/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-pair.h"

#include "ta-sync.h"

#include <string.h>

#define PATIENCE_S 60

/* Waiting -------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
lose_patience (gpointer data)
{
  g_error ("waited in vain for %s", (const char *) data);
  return G_SOURCE_REMOVE;
}

static gboolean
stay_awake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
sync_pair_wait_for (gboolean (*holds) (SyncPair *pair), SyncPair *pair, const char *what)
{
  guint patience = g_timeout_add_seconds (PATIENCE_S, lose_patience, (gpointer) what);
  guint awake = g_timeout_add (20, stay_awake, NULL);

  while (!holds (pair))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
  g_source_remove (awake);
}

/* The two computers ------------------------------------------------------------------------------------------------------------------------ */

gboolean
sync_pair_has_label (TaWindow *window, const char *part)
{
  return strstr (gtk_label_get_label (GTK_LABEL (window->sync_label)), part) != NULL;
}

gboolean
sync_pair_is_up_to_date (SyncPair *pair)
{
  return sync_pair_has_label (pair->ours, "Up to date");
}

gboolean
sync_pair_both_are_up_to_date (SyncPair *pair)
{
  return sync_pair_has_label (pair->ours, "Up to date") && sync_pair_has_label (pair->theirs, "Up to date");
}

typedef struct
{
  gboolean done;
  char *text;
} Outcome;

static void
on_invited (GObject *object, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;
  g_autoptr (GError) error = NULL;

  outcome->text = ta_sync_invite_finish (result, &error);
  g_assert_no_error (error);
  outcome->done = TRUE;
}

static void
on_joined (GObject *object, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;
  g_autoptr (GError) error = NULL;

  ta_sync_join_finish (result, &outcome->text, &error);
  g_assert_no_error (error);
  outcome->done = TRUE;
}

static void
wait_outcome (Outcome *outcome)
{
  while (!outcome->done)
    g_main_context_iteration (NULL, TRUE);
}

/* In the window: the sample is put on the hub. */
static void
put_on_hub (SyncPair *pair)
{
  GtkWidget *window = GTK_WIDGET (pair->ours);
  GtkWidget *dialog;

  gtk_widget_activate_action (window, "win.sharing", NULL);
  ta_ui_test_settle (pair->ours);
  dialog = ta_ui_test_dialog (pair->ours);
  g_assert_nonnull (dialog);
  ta_ui_test_click (dialog, "Put This Pod on a Hub…");
  ta_ui_test_settle (pair->ours);
  ta_ui_test_type (dialog, "Invitation", "https://hub.example.org/j#NOTALINK");
  ta_ui_test_type (dialog, "Name of this computer, as the others see it", "Ana’s desk");
  ta_ui_test_click (dialog, "Put It There");
  while (!gtk_widget_is_sensitive (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Put It There")))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ta_ui_test_number (pair->here, "SELECT count (*) FROM sync_peer"), ==, 0);
  ta_ui_test_type (dialog, "Invitation", pair->hub.link);
  ta_ui_test_click (dialog, "Put It There");
  sync_pair_wait_for (sync_pair_is_up_to_date, pair, "the pod to be on the hub");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ta_ui_test_settle (pair->ours);
}

/* (transfer full): the number on its screen */
char *
sync_pair_join_with (SyncPair *pair, const char *link)
{
  Outcome joined = { 0 };
  g_autoptr (GError) error = NULL;

  pair->there = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  ta_sync_join_async (pair->there, link, "Kim’s laptop", NULL, on_joined, &joined);
  wait_outcome (&joined);
  g_assert_cmpuint (strlen (joined.text), ==, strlen ("123 456"));
  ta_sync_once (pair->there, NULL, NULL, &error);
  g_assert_no_error (error);
  return joined.text;
}

char *
sync_pair_invite (SyncPair *pair)
{
  Outcome invited = { 0 };

  ta_sync_invite_async (pair->here, 24, NULL, on_invited, &invited);
  wait_outcome (&invited);
  return invited.text;
}

static void
join_there (SyncPair *pair)
{
  g_autofree char *link = sync_pair_invite (pair);

  g_free (sync_pair_join_with (pair, link));
}

void
sync_pair_begin_ours (SyncPair *pair)
{
  ui_hub_init (&pair->hub);
  pair->here = ta_ui_test_store ();
  pair->ours = ta_ui_test_window (pair->here);
  put_on_hub (pair);
  join_there (pair);
}

void
sync_pair_begin (SyncPair *pair)
{
  sync_pair_begin_ours (pair);
  pair->theirs = ta_ui_test_window (pair->there);
  sync_pair_wait_for (sync_pair_both_are_up_to_date, pair, "both windows to be up to date");
}

void
sync_pair_end (SyncPair *pair)
{
  ta_ui_test_close (pair->ours);
  if (pair->theirs != NULL)
    ta_ui_test_close (pair->theirs);
  g_object_unref (pair->here);
  g_object_unref (pair->there);
  ui_hub_clear (&pair->hub);
}

/* Changes ---------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
run_sql (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, data, error);
}

void
sync_pair_change (TaStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "Changed", NULL, run_sql, (gpointer) sql, NULL, &error);
  g_assert_no_error (error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-keys.h"
#include "ta-sync-store.h"
#include "ta-sync.h"
#include "ta-ui-test.h"
#include "ta-window-private.h"
#include "ui-hub.h"

#include <string.h>

/* Two windows, a hub that is a program of its own, and nothing between them but loopback. */

#define PATIENCE_S 60

typedef struct
{
  UiHub hub;
  TaStore *here;
  TaStore *there;
  TaWindow *ours;
  TaWindow *theirs;
} Fixture;

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

static void
wait_for (gboolean (*holds) (Fixture *fixture), Fixture *fixture, const char *what)
{
  guint patience = g_timeout_add_seconds (PATIENCE_S, lose_patience, (gpointer) what);
  guint awake = g_timeout_add (20, stay_awake, NULL);

  while (!holds (fixture))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
  g_source_remove (awake);
}

/* The two computers ------------------------------------------------------------------------------------------------------------------------ */

static gboolean
has_label (TaWindow *window, const char *part)
{
  return strstr (gtk_label_get_label (GTK_LABEL (window->sync_label)), part) != NULL;
}

static gboolean
is_up_to_date (Fixture *fixture)
{
  return has_label (fixture->ours, "Up to date");
}

static gboolean
both_are_up_to_date (Fixture *fixture)
{
  return has_label (fixture->ours, "Up to date") && has_label (fixture->theirs, "Up to date");
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

static void
put_on_hub (Fixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->ours);
  GtkWidget *dialog;

  gtk_widget_activate_action (window, "win.sharing", NULL);
  ta_ui_test_settle (fixture->ours);
  dialog = ta_ui_test_dialog (fixture->ours);
  g_assert_nonnull (dialog);
  ta_ui_test_click (dialog, "Put This Pod on a Hub…");
  ta_ui_test_settle (fixture->ours);
  ta_ui_test_type (dialog, "Invitation", "https://hub.example.org/j#NOTALINK");
  ta_ui_test_type (dialog, "Name of this computer, as the others see it", "Ana’s desk");
  ta_ui_test_click (dialog, "Put It There");
  while (!gtk_widget_is_sensitive (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Put It There")))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (ta_ui_test_number (fixture->here, "SELECT count (*) FROM sync_peer"), ==, 0);
  ta_ui_test_type (dialog, "Invitation", fixture->hub.link);
  ta_ui_test_click (dialog, "Put It There");
  wait_for (is_up_to_date, fixture, "the pod to be on the hub");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ta_ui_test_settle (fixture->ours);
}

/* (transfer full): the number on its screen */
static char *
join_with (Fixture *fixture, const char *link)
{
  Outcome joined = { 0 };
  g_autoptr (GError) error = NULL;

  fixture->there = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  ta_sync_join_async (fixture->there, link, "Kim’s laptop", NULL, on_joined, &joined);
  wait_outcome (&joined);
  g_assert_cmpuint (strlen (joined.text), ==, strlen ("123 456"));
  ta_sync_once (fixture->there, NULL, NULL, &error);
  g_assert_no_error (error);
  return joined.text;
}

static void
join_there (Fixture *fixture)
{
  Outcome invited = { 0 };

  ta_sync_invite_async (fixture->here, 24, NULL, on_invited, &invited);
  wait_outcome (&invited);
  g_free (join_with (fixture, invited.text));
  g_free (invited.text);
}

static void
begin (Fixture *fixture)
{
  ui_hub_init (&fixture->hub);
  fixture->here = ta_ui_test_store ();
  fixture->ours = ta_ui_test_window (fixture->here);
  put_on_hub (fixture);
  join_there (fixture);
  fixture->theirs = ta_ui_test_window (fixture->there);
  wait_for (both_are_up_to_date, fixture, "both windows to be up to date");
}

static void
end (Fixture *fixture)
{
  ta_ui_test_close (fixture->ours);
  ta_ui_test_close (fixture->theirs);
  g_object_unref (fixture->here);
  g_object_unref (fixture->there);
  ui_hub_clear (&fixture->hub);
}

/* Changes ---------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
run_sql (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, data, error);
}

static void
change (TaStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "Changed", NULL, run_sql, (gpointer) sql, NULL, &error);
  g_assert_no_error (error);
}

static const char kim_name[] = "SELECT name FROM household WHERE name LIKE 'Kim%' OR name LIKE 'Park%'";

static gboolean
there_has_new_name (Fixture *fixture)
{
  g_autofree char *name = ta_ui_test_text (fixture->there, kim_name);

  return g_strcmp0 (name, "Kim-Park") == 0;
}

/* What is changed in one window is on the screen of the other, and in its history, without anybody's doing. */
static void
test_edit_arrives (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  g_assert_cmpint (ta_ui_test_number (fixture.there, "SELECT count (*) FROM household"), ==, 3);
  g_assert_cmpint (ta_ui_test_number (fixture.there, "SELECT count (*) FROM tool"), ==, 2);
  ta_ui_test_show (fixture.theirs, "households");
  change (fixture.here, "UPDATE household SET name = 'Kim-Park' WHERE name = 'Kim'");
  wait_for (there_has_new_name, &fixture, "the new name");
  ta_ui_test_settle (fixture.theirs);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (fixture.theirs), "Kim-Park"));
  g_assert_cmpint (ta_ui_test_number (fixture.there, "SELECT count (*) FROM history WHERE source = 'hub'"), >, 0);
  end (&fixture);
}

static gboolean
both_are_offline (Fixture *fixture)
{
  return has_label (fixture->ours, "Offline") && has_label (fixture->theirs, "Offline");
}

static gboolean
there_is_a_notice (Fixture *fixture)
{
  return both_are_up_to_date (fixture) && ta_ui_test_number (fixture->here, "SELECT count (*) FROM sync_notice WHERE seen = 0") + ta_ui_test_number (fixture->there, "SELECT count (*) FROM sync_notice WHERE seen = 0") > 0;
}

static gboolean
both_have_the_same (Fixture *fixture, const char *sql)
{
  g_autofree char *ours = ta_ui_test_text (fixture->here, sql);
  g_autofree char *theirs = ta_ui_test_text (fixture->there, sql);

  return g_strcmp0 (ours, theirs) == 0;
}

static gboolean
address_is_the_same (Fixture *fixture)
{
  return both_are_up_to_date (fixture) && both_have_the_same (fixture, "SELECT group_concat (address) FROM (SELECT address FROM household ORDER BY id)");
}

static const char tool_name[] = "SELECT name FROM tool WHERE number = '7'";

static gboolean
tool_is_the_same (Fixture *fixture)
{
  return both_are_up_to_date (fixture) && both_have_the_same (fixture, tool_name);
}

static void
go_offline (Fixture *fixture, const char *here, const char *there)
{
  ui_hub_stop (&fixture->hub);
  change (fixture->here, here);
  change (fixture->there, there);
  wait_for (both_are_offline, fixture, "both windows to say that they are offline");
  /* A person who works without a network is not stopped by it. */
  g_assert_null (ta_ui_test_dialog (fixture->ours));
  g_assert_null (ta_ui_test_dialog (fixture->theirs));
}

static void
come_back (Fixture *fixture)
{
  ui_hub_start (&fixture->hub);
  ta_sync_kick (fixture->ours->sync);
  wait_for (is_up_to_date, fixture, "the first window to be up to date again");
  ta_sync_kick (fixture->theirs->sync);
}

/* The window whose computer found that both changed the same. */
static TaWindow *
find_told (Fixture *fixture)
{
  return ta_ui_test_number (fixture->here, "SELECT count (*) FROM sync_notice WHERE seen = 0") > 0 ? fixture->ours : fixture->theirs;
}

static void
test_conflict (void)
{
  Fixture fixture = { 0 };
  TaWindow *told;
  GtkWidget *dialog;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  begin (&fixture);
  go_offline (&fixture, "UPDATE tool SET name = 'Long ladder' WHERE number = '7'", "UPDATE tool SET name = 'Wooden ladder' WHERE number = '7'");
  come_back (&fixture);
  wait_for (there_is_a_notice, &fixture, "a notice");
  wait_for (tool_is_the_same, &fixture, "both to have the same name");
  before = ta_ui_test_text (fixture.here, tool_name);
  told = find_told (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (told), "win.notices", NULL);
  ta_ui_test_settle (told);
  dialog = ta_ui_test_dialog (told);
  g_assert_true (ta_ui_test_shows (dialog, "Long ladder"));
  g_assert_true (ta_ui_test_shows (dialog, "Wooden ladder"));
  ta_ui_test_click (dialog, ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Use Mine") != NULL ? "Use Mine" : "Use the Other");
  ta_ui_test_settle (told);
  wait_for (tool_is_the_same, &fixture, "both to have the other name");
  after = ta_ui_test_text (fixture.here, tool_name);
  g_assert_cmpstr (before, !=, after);
  end (&fixture);
}

static gboolean
both_show_the_banner (Fixture *fixture)
{
  return adw_banner_get_revealed (ADW_BANNER (fixture->ours->sync_banner)) && adw_banner_get_revealed (ADW_BANNER (fixture->theirs->sync_banner));
}

static gboolean
no_banner_is_left (Fixture *fixture)
{
  return !adw_banner_get_revealed (ADW_BANNER (fixture->ours->sync_banner)) && !adw_banner_get_revealed (ADW_BANNER (fixture->theirs->sync_banner));
}

/* Two addresses: both stay in sight on both computers until a person has said which is right. */
static void
test_safety (void)
{
  Fixture fixture = { 0 };
  GtkWidget *dialog;

  begin (&fixture);
  go_offline (&fixture, "UPDATE household SET address = '1 Oak Street' WHERE name = 'Kim'", "UPDATE household SET address = '2 Elm Street' WHERE name = 'Kim'");
  come_back (&fixture);
  wait_for (both_show_the_banner, &fixture, "the banner in both windows");
  gtk_widget_activate_action (GTK_WIDGET (fixture.ours), "win.notices", NULL);
  ta_ui_test_settle (fixture.ours);
  dialog = ta_ui_test_dialog (fixture.ours);
  g_assert_true (ta_ui_test_shows (dialog, "1 Oak Street"));
  g_assert_true (ta_ui_test_shows (dialog, "2 Elm Street"));
  ta_ui_test_click (dialog, "This Is Right");
  wait_for (no_banner_is_left, &fixture, "the banners to go");
  wait_for (address_is_the_same, &fixture, "one address");
  end (&fixture);
}

static gboolean
absence_is_there (Fixture *fixture)
{
  return ta_ui_test_number (fixture->there, "SELECT count (*) FROM absence WHERE id = 'b9'") == 1;
}

static gboolean
household_is_held (Fixture *fixture)
{
  static const char sql[] = "SELECT count (*) FROM sync_document WHERE held = 'invalid'";

  return ta_ui_test_number (fixture->here, sql) == 1 && ta_ui_test_number (fixture->there, sql) == 1;
}

static gboolean
absence_is_the_same (Fixture *fixture)
{
  static const char sql[] = "SELECT count (*) FROM absence WHERE id = 'b9' AND from_date = '2999-06-08' AND until_date = '2999-06-10'";

  return ta_ui_test_number (fixture->here, sql) == 1 && ta_ui_test_number (fixture->there, sql) == 1;
}

/* Two halves of an absence that do not go together: there is nothing to choose between, but what is shown can be made to count. */
static void
test_held (void)
{
  Fixture fixture = { 0 };
  GtkWidget *dialog;

  begin (&fixture);
  change (fixture.here, "INSERT INTO absence (id, household, from_date, until_date) SELECT 'b9', id, '2999-06-01', '2999-06-10' FROM household WHERE name = 'Kim'");
  wait_for (absence_is_there, &fixture, "the absence on the other computer");
  go_offline (&fixture, "UPDATE absence SET from_date = '2999-06-08' WHERE id = 'b9'", "UPDATE absence SET until_date = '2999-06-05' WHERE id = 'b9'");
  come_back (&fixture);
  wait_for (household_is_held, &fixture, "both to hold it back");
  gtk_widget_activate_action (GTK_WIDGET (fixture.ours), "win.notices", NULL);
  ta_ui_test_settle (fixture.ours);
  dialog = ta_ui_test_dialog (fixture.ours);
  g_assert_true (ta_ui_test_shows (dialog, "It says something that this version does not admit. What was here before is shown."));
  g_assert_false (ta_ui_test_shows (dialog, "This One Stays"));
  ta_ui_test_click (dialog, "Keep What Is Shown");
  wait_for (absence_is_the_same, &fixture, "one absence");
  end (&fixture);
}

/* What the hub refused is listed with why, and one click keeps it here. */
static void
test_refused (void)
{
  Fixture fixture = { 0 };
  GtkWidget *dialog;

  begin (&fixture);
  ui_hub_stop (&fixture.hub);
  change (fixture.here, "UPDATE household SET notes = 'long' WHERE name = 'Kim'");
  change (fixture.here, "UPDATE sync_document SET refused = 'It is too large to be sent.' WHERE dirty = 1");
  gtk_widget_activate_action (GTK_WIDGET (fixture.ours), "win.notices", NULL);
  ta_ui_test_settle (fixture.ours);
  dialog = ta_ui_test_dialog (fixture.ours);
  g_assert_true (ta_ui_test_shows (dialog, "Kim"));
  g_assert_true (ta_ui_test_shows (dialog, "It is too large to be sent."));
  ta_ui_test_click (dialog, "Export…");
  ta_ui_test_settle (fixture.ours);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (fixture.ours), "The file is not encrypted: everybody who gets it can read what is in it. Only health data that is sealed stays so."));
  ta_ui_test_click (ta_ui_test_dialog (fixture.ours), "Cancel");
  ta_ui_test_settle (fixture.ours);
  ta_ui_test_click (dialog, "Keep Here Only");
  ta_ui_test_settle (fixture.ours);
  g_assert_true (ta_ui_test_shows (dialog, "All Computers Agree"));
  g_assert_cmpint (ta_ui_test_number (fixture.here, "SELECT count (*) FROM sync_document WHERE dirty = 1 OR refused IS NOT NULL"), ==, 0);
  end (&fixture);
}

/* What is damaged on the hub is mended with one click where it is here; what nobody knows is deleted there once that was asked. */
static gboolean
nothing_is_damaged (Fixture *fixture)
{
  return ta_ui_test_number (fixture->here, "SELECT count (*) FROM sync_unread") == 0;
}

static gboolean
all_is_sent (Fixture *fixture)
{
  return nothing_is_damaged (fixture) && ta_ui_test_number (fixture->here, "SELECT count (*) FROM sync_document WHERE dirty = 1") == 0;
}

static GtkWidget *
show_notices (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->ours), "win.notices", NULL);
  ta_ui_test_settle (fixture->ours);
  return ta_ui_test_dialog (fixture->ours);
}

static void
test_damaged (void)
{
  Fixture fixture = { 0 };
  GtkWidget *dialog;
  gint64 before;

  begin (&fixture);
  before = ta_ui_test_number (fixture.here, "SELECT CAST (base_rev AS INTEGER) FROM sync_document JOIN household USING (id) WHERE household.name = 'Kim'");
  change (fixture.here, "INSERT INTO sync_unread (name, rev, envelope, reason) SELECT d.name, base_rev, '', 'damaged' FROM sync_document d JOIN household USING (id) WHERE household.name = 'Kim'");
  dialog = show_notices (&fixture);
  g_assert_true (ta_ui_test_shows (dialog, "Kim"));
  ta_ui_test_click (dialog, "Send This Computer’s Version");
  wait_for (all_is_sent, &fixture, "it to be mended");
  g_assert_cmpint (ta_ui_test_number (fixture.here, "SELECT CAST (base_rev AS INTEGER) FROM sync_document JOIN household USING (id) WHERE household.name = 'Kim'"), ==, before + 1);
  ta_ui_test_settle (fixture.ours);
  g_assert_true (ta_ui_test_shows (dialog, "All Computers Agree"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  change (fixture.here, "INSERT INTO sync_unread (name, rev, envelope, reason) VALUES ('0123456789abcdef0123456789abcdef', '1-0123456789abcdef0123456789abcdef', '', 'damaged')");
  dialog = show_notices (&fixture);
  ta_ui_test_click (dialog, "Delete on the Hub…");
  ta_ui_test_settle (fixture.ours);
  g_assert_cmpint (ta_ui_test_number (fixture.here, "SELECT count (*) FROM sync_unread"), ==, 1);
  ta_ui_test_click (ta_ui_test_dialog (fixture.ours), "Delete");
  wait_for (nothing_is_damaged, &fixture, "it to be deleted there");
  end (&fixture);
}

static gboolean
lists_laptop (Fixture *fixture)
{
  GtkWidget *dialog = ta_ui_test_dialog (fixture->ours);

  return dialog != NULL && ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Remove Kim’s laptop") != NULL;
}

static gboolean
theirs_is_out (Fixture *fixture)
{
  return has_label (fixture->theirs, "Needs Your Attention");
}

/* Who takes a computer out is told before what it keeps; it is told then that it is out, and what it has stays there. */
static void
test_removed (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture.ours), "win.sharing", NULL);
  wait_for (lists_laptop, &fixture, "the other computer in the list");
  ta_ui_test_click (ta_ui_test_dialog (fixture.ours), "Remove Kim’s laptop");
  ta_ui_test_settle (fixture.ours);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (fixture.ours), "“Kim’s laptop” gets no more of what happens from now on: the pod takes a new key. What it has seen it keeps."));
  ta_ui_test_click (ta_ui_test_dialog (fixture.ours), "Remove");
  wait_for (theirs_is_out, &fixture, "the other to hear that it is out");
  g_assert_cmpint (ta_ui_test_number (fixture.there, "SELECT count (*) FROM household"), >, 0);
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (fixture.ours)));
  end (&fixture);
}

static gboolean
asks_for_account (Fixture *fixture)
{
  GtkWidget *dialog = ta_ui_test_dialog (fixture->ours);

  return ta_ui_test_find_type (dialog, GTK_TYPE_EDITABLE, "Address of the account") != NULL;
}

static gboolean
tells_what_is_wrong (Fixture *fixture)
{
  return ta_ui_test_shows (ta_ui_test_dialog (fixture->ours), "The address of an account looks like https://name:password@hub.example.org/pod.");
}

static gboolean
shows_direct_link (Fixture *fixture)
{
  GtkWidget *dialog = ta_ui_test_dialog (fixture->ours);

  return ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Copy the Link") != NULL
         && ta_ui_test_shows (dialog, "Give this to the one who shall come in, by a way that only they read. The pod’s key is in it: whoever else reads it can read the pod. When you confirm the computer, the pod gets a new key.");
}

/* As who keeps the hub would hand it out. */
static char *
account_of (TaStore *store)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, NULL);
  g_autoptr (TaSecret) password = ta_sync_keys_load_password (peer, NULL, NULL);

  return g_strdup_printf ("http://%s:%.*s@%s/%s", peer->user, (int) ta_secret_get_size (password), (const char *) ta_secret_get_data (password), peer->url + strlen ("http://"), peer->db);
}

/* On a hub that makes no accounts the page asks for the address of one, and says what the link is worth. */
static void
test_direct_invitation (void)
{
  Fixture fixture = { 0 };
  g_autofree char *own = NULL;
  GtkWidget *dialog;

  begin (&fixture);
  ui_hub_stop (&fixture.hub);
  fixture.hub.plain = TRUE;
  ui_hub_start (&fixture.hub);
  gtk_widget_activate_action (GTK_WIDGET (fixture.ours), "win.sharing", NULL);
  ta_ui_test_settle (fixture.ours);
  dialog = ta_ui_test_dialog (fixture.ours);
  ta_ui_test_click (dialog, "Invite a Computer…");
  wait_for (asks_for_account, &fixture, "the page to ask for an account");
  ta_ui_test_type (dialog, "Address of the account", "https://hub.example.org/pod");
  ta_ui_test_click (dialog, "Make the Invitation");
  wait_for (tells_what_is_wrong, &fixture, "the page to say what is wrong");
  own = account_of (fixture.there);
  ta_ui_test_type (dialog, "Address of the account", own);
  ta_ui_test_click (dialog, "Make the Invitation");
  wait_for (shows_direct_link, &fixture, "the link");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  end (&fixture);
}

/* The keyboard ----------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
open_with (TaWindow *window, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  ta_ui_test_settle (window);
  return ta_ui_test_dialog (window);
}

static void
found_by_keyboard (Fixture *fixture)
{
  open_with (fixture->ours, "win.sharing");
  ta_ui_test_tab_to (fixture->ours, "Put This Pod on a Hub…");
  ta_ui_test_enter (fixture->ours);
  ta_ui_test_tab_to (fixture->ours, "Invitation");
  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (fixture->ours))), fixture->hub.link);
  g_signal_emit_by_name (gtk_window_get_focus (GTK_WINDOW (fixture->ours)), "activate");
  wait_for (is_up_to_date, fixture, "the pod to be on the hub");
}

static gboolean
shows_link (Fixture *fixture)
{
  return ta_ui_test_find (ta_ui_test_dialog (fixture->ours), GTK_ACCESSIBLE_ROLE_BUTTON, "Copy the Link") != NULL;
}

/* As it is pasted elsewhere. (transfer full) */
static char *
invite_by_keyboard (Fixture *fixture)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->ours));
  g_auto (GValue) value = G_VALUE_INIT;

  ta_ui_test_tab_to (fixture->ours, "Invite a Computer…");
  ta_ui_test_enter (fixture->ours);
  wait_for (shows_link, fixture, "the invitation");
  ta_ui_test_tab_to (fixture->ours, "Copy the Link");
  ta_ui_test_enter (fixture->ours);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  ta_ui_test_tab_to (fixture->ours, "Back");
  ta_ui_test_enter (fixture->ours);
  return g_value_dup_string (&value);
}

static gboolean
nobody_waits (Fixture *fixture)
{
  return ta_ui_test_find (ta_ui_test_dialog (fixture->ours), GTK_ACCESSIBLE_ROLE_BUTTON, "Confirm") == NULL
         && ta_ui_test_shows (ta_ui_test_dialog (fixture->ours), "Kim’s laptop");
}

static gboolean
is_settled (Fixture *fixture)
{
  return tool_is_the_same (fixture) && !there_is_a_notice (fixture);
}

/* From a pod on one computer to a conflict that is settled between two, without a pointer. */
static void
test_by_keyboard (void)
{
  Fixture fixture = { 0 };
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  TaWindow *told;

  ui_hub_init (&fixture.hub);
  fixture.here = ta_ui_test_store ();
  fixture.ours = ta_ui_test_window (fixture.here);
  found_by_keyboard (&fixture);
  link = invite_by_keyboard (&fixture);
  code = join_with (&fixture, link);
  /* The list in the dialog that is open has the number that the other screen shows. */
  while (!ta_ui_test_shows (ta_ui_test_dialog (fixture.ours), code))
    g_main_context_iteration (NULL, TRUE);
  ta_ui_test_tab_to (fixture.ours, "Confirm");
  ta_ui_test_enter (fixture.ours);
  wait_for (nobody_waits, &fixture, "the other computer to be confirmed");
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (fixture.ours)));
  fixture.theirs = ta_ui_test_window (fixture.there);
  wait_for (both_are_up_to_date, &fixture, "both windows to be up to date");
  go_offline (&fixture, "UPDATE tool SET name = 'Long ladder' WHERE number = '7'", "UPDATE tool SET name = 'Wooden ladder' WHERE number = '7'");
  come_back (&fixture);
  wait_for (there_is_a_notice, &fixture, "a notice");
  wait_for (tool_is_the_same, &fixture, "both to have the same name");
  before = ta_ui_test_text (fixture.here, tool_name);
  told = find_told (&fixture);
  ta_ui_test_tab_to (told, ta_ui_test_find (open_with (told, "win.notices"), GTK_ACCESSIBLE_ROLE_BUTTON, "Use Mine") != NULL ? "Use Mine" : "Use the Other");
  ta_ui_test_enter (told);
  wait_for (is_settled, &fixture, "both to have the other name");
  after = ta_ui_test_text (fixture.here, tool_name);
  g_assert_cmpstr (before, !=, after);
  end (&fixture);
}

static gboolean
tells_of_file (Fixture *fixture)
{
  GtkWidget *dialog = ta_ui_test_dialog (fixture->ours);

  return dialog != NULL && ta_ui_test_shows (dialog, "The pod’s keys lie in a file of your account, not in the desktop’s keyring.");
}

/* Where the desktop keeps no passwords the window says how well the keys are kept. */
static void
test_keys_in_file (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture.ours), "win.sharing", NULL);
  ta_ui_test_settle (fixture.ours);
  wait_for (tells_of_file, &fixture, "the dialog to say where the keys are");
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (fixture.ours)));
  end (&fixture);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/sync/edit-arrives", test_edit_arrives);
  g_test_add_func ("/sync/conflict", test_conflict);
  g_test_add_func ("/sync/safety", test_safety);
  g_test_add_func ("/sync/held", test_held);
  g_test_add_func ("/sync/refused", test_refused);
  g_test_add_func ("/sync/damaged", test_damaged);
  g_test_add_func ("/sync/removed", test_removed);
  g_test_add_func ("/sync/keys-in-file", test_keys_in_file);
  g_test_add_func ("/sync/by-keyboard", test_by_keyboard);
  g_test_add_func ("/sync/direct-invitation", test_direct_invitation);
  return g_test_run ();
}

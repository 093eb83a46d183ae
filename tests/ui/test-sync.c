/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-keys.h"
#include "ta-sync-pair.h"
#include "ta-sync-store.h"

#include <string.h>

/* Changes ---------------------------------------------------------------------------------------------------------------------------------- */

static const char kim_name[] = "SELECT name FROM household WHERE name LIKE 'Kim%' OR name LIKE 'Park%'";

static gboolean
there_has_new_name (SyncPair *pair)
{
  g_autofree char *name = ta_ui_test_text (pair->there, kim_name);

  return g_strcmp0 (name, "Kim-Park") == 0;
}

/* What is changed in one window is on the screen of the other, and in its history, without anybody's doing. */
static void
test_edit_arrives (void)
{
  SyncPair pair = { 0 };

  sync_pair_begin (&pair);
  g_assert_cmpint (ta_ui_test_number (pair.there, "SELECT count (*) FROM household"), ==, 3);
  g_assert_cmpint (ta_ui_test_number (pair.there, "SELECT count (*) FROM tool"), ==, 2);
  ta_ui_test_show (pair.theirs, "households");
  sync_pair_change (pair.here, "UPDATE household SET name = 'Kim-Park' WHERE name = 'Kim'");
  sync_pair_wait_for (there_has_new_name, &pair, "the new name");
  ta_ui_test_settle (pair.theirs);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (pair.theirs), "Kim-Park"));
  g_assert_cmpint (ta_ui_test_number (pair.there, "SELECT count (*) FROM history WHERE source = 'hub'"), >, 0);
  sync_pair_end (&pair);
}

static gboolean
both_are_offline (SyncPair *pair)
{
  return sync_pair_has_label (pair->ours, "Offline") && sync_pair_has_label (pair->theirs, "Offline");
}

static gboolean
there_is_a_notice (SyncPair *pair)
{
  return sync_pair_both_are_up_to_date (pair) && ta_ui_test_number (pair->here, "SELECT count (*) FROM sync_notice WHERE seen = 0") + ta_ui_test_number (pair->there, "SELECT count (*) FROM sync_notice WHERE seen = 0") > 0;
}

static gboolean
both_have_the_same (SyncPair *pair, const char *sql)
{
  g_autofree char *ours = ta_ui_test_text (pair->here, sql);
  g_autofree char *theirs = ta_ui_test_text (pair->there, sql);

  return g_strcmp0 (ours, theirs) == 0;
}

static gboolean
address_is_the_same (SyncPair *pair)
{
  return sync_pair_both_are_up_to_date (pair) && both_have_the_same (pair, "SELECT group_concat (address) FROM (SELECT address FROM household ORDER BY id)");
}

static const char tool_name[] = "SELECT name FROM tool WHERE number = '7'";

static gboolean
tool_is_the_same (SyncPair *pair)
{
  return sync_pair_both_are_up_to_date (pair) && both_have_the_same (pair, tool_name);
}

static void
go_offline (SyncPair *pair, const char *here, const char *there)
{
  ui_hub_stop (&pair->hub);
  sync_pair_change (pair->here, here);
  sync_pair_change (pair->there, there);
  sync_pair_wait_for (both_are_offline, pair, "both windows to say that they are offline");
  /* A person who works without a network is not stopped by it. */
  g_assert_null (ta_ui_test_dialog (pair->ours));
  g_assert_null (ta_ui_test_dialog (pair->theirs));
}

static void
come_back (SyncPair *pair)
{
  ui_hub_start (&pair->hub);
  ta_sync_kick (pair->ours->sync);
  sync_pair_wait_for (sync_pair_is_up_to_date, pair, "the first window to be up to date again");
  ta_sync_kick (pair->theirs->sync);
}

/* The window whose computer found that both changed the same. */
static TaWindow *
find_told (SyncPair *pair)
{
  return ta_ui_test_number (pair->here, "SELECT count (*) FROM sync_notice WHERE seen = 0") > 0 ? pair->ours : pair->theirs;
}

static void
test_conflict (void)
{
  SyncPair pair = { 0 };
  TaWindow *told;
  GtkWidget *dialog;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  sync_pair_begin (&pair);
  go_offline (&pair, "UPDATE tool SET name = 'Long ladder' WHERE number = '7'", "UPDATE tool SET name = 'Wooden ladder' WHERE number = '7'");
  come_back (&pair);
  sync_pair_wait_for (there_is_a_notice, &pair, "a notice");
  sync_pair_wait_for (tool_is_the_same, &pair, "both to have the same name");
  before = ta_ui_test_text (pair.here, tool_name);
  told = find_told (&pair);
  gtk_widget_activate_action (GTK_WIDGET (told), "win.notices", NULL);
  ta_ui_test_settle (told);
  dialog = ta_ui_test_dialog (told);
  g_assert_true (ta_ui_test_shows (dialog, "Long ladder"));
  g_assert_true (ta_ui_test_shows (dialog, "Wooden ladder"));
  ta_ui_test_click (dialog, ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Use Mine") != NULL ? "Use Mine" : "Use the Other");
  ta_ui_test_settle (told);
  sync_pair_wait_for (tool_is_the_same, &pair, "both to have the other name");
  after = ta_ui_test_text (pair.here, tool_name);
  g_assert_cmpstr (before, !=, after);
  sync_pair_end (&pair);
}

static gboolean
both_show_the_banner (SyncPair *pair)
{
  return adw_banner_get_revealed (ADW_BANNER (pair->ours->sync_banner)) && adw_banner_get_revealed (ADW_BANNER (pair->theirs->sync_banner));
}

static gboolean
no_banner_is_left (SyncPair *pair)
{
  return !adw_banner_get_revealed (ADW_BANNER (pair->ours->sync_banner)) && !adw_banner_get_revealed (ADW_BANNER (pair->theirs->sync_banner));
}

/* Two addresses: both stay in sight on both computers until a person has said which is right. */
static void
test_safety (void)
{
  SyncPair pair = { 0 };
  GtkWidget *dialog;

  sync_pair_begin (&pair);
  go_offline (&pair, "UPDATE household SET address = '1 Oak Street' WHERE name = 'Kim'", "UPDATE household SET address = '2 Elm Street' WHERE name = 'Kim'");
  come_back (&pair);
  sync_pair_wait_for (both_show_the_banner, &pair, "the banner in both windows");
  gtk_widget_activate_action (GTK_WIDGET (pair.ours), "win.notices", NULL);
  ta_ui_test_settle (pair.ours);
  dialog = ta_ui_test_dialog (pair.ours);
  g_assert_true (ta_ui_test_shows (dialog, "1 Oak Street"));
  g_assert_true (ta_ui_test_shows (dialog, "2 Elm Street"));
  ta_ui_test_click (dialog, "This Is Right");
  sync_pair_wait_for (no_banner_is_left, &pair, "the banners to go");
  sync_pair_wait_for (address_is_the_same, &pair, "one address");
  sync_pair_end (&pair);
}

static gboolean
absence_is_there (SyncPair *pair)
{
  return ta_ui_test_number (pair->there, "SELECT count (*) FROM absence WHERE id = 'b9'") == 1;
}

static gboolean
household_is_held (SyncPair *pair)
{
  static const char sql[] = "SELECT count (*) FROM sync_document WHERE held = 'invalid'";

  return ta_ui_test_number (pair->here, sql) == 1 && ta_ui_test_number (pair->there, sql) == 1;
}

static gboolean
absence_is_the_same (SyncPair *pair)
{
  static const char sql[] = "SELECT count (*) FROM absence WHERE id = 'b9' AND from_date = '2999-06-08' AND until_date = '2999-06-10'";

  return ta_ui_test_number (pair->here, sql) == 1 && ta_ui_test_number (pair->there, sql) == 1;
}

/* Two halves of an absence that do not go together: there is nothing to choose between, but what is shown can be made to count. */
static void
test_held (void)
{
  SyncPair pair = { 0 };
  GtkWidget *dialog;

  sync_pair_begin (&pair);
  sync_pair_change (pair.here, "INSERT INTO absence (id, household, from_date, until_date) SELECT 'b9', id, '2999-06-01', '2999-06-10' FROM household WHERE name = 'Kim'");
  sync_pair_wait_for (absence_is_there, &pair, "the absence on the other computer");
  go_offline (&pair, "UPDATE absence SET from_date = '2999-06-08' WHERE id = 'b9'", "UPDATE absence SET until_date = '2999-06-05' WHERE id = 'b9'");
  come_back (&pair);
  sync_pair_wait_for (household_is_held, &pair, "both to hold it back");
  gtk_widget_activate_action (GTK_WIDGET (pair.ours), "win.notices", NULL);
  ta_ui_test_settle (pair.ours);
  dialog = ta_ui_test_dialog (pair.ours);
  g_assert_true (ta_ui_test_shows (dialog, "It says something that this version does not admit. What was here before is shown."));
  g_assert_false (ta_ui_test_shows (dialog, "This One Stays"));
  ta_ui_test_click (dialog, "Keep What Is Shown");
  sync_pair_wait_for (absence_is_the_same, &pair, "one absence");
  sync_pair_end (&pair);
}

/* What the hub refused is listed with why, and one click keeps it here. */
static void
test_refused (void)
{
  SyncPair pair = { 0 };
  GtkWidget *dialog;

  sync_pair_begin (&pair);
  ui_hub_stop (&pair.hub);
  sync_pair_change (pair.here, "UPDATE household SET notes = 'long' WHERE name = 'Kim'");
  sync_pair_change (pair.here, "UPDATE sync_document SET refused = 'It is too large to be sent.' WHERE dirty = 1");
  gtk_widget_activate_action (GTK_WIDGET (pair.ours), "win.notices", NULL);
  ta_ui_test_settle (pair.ours);
  dialog = ta_ui_test_dialog (pair.ours);
  g_assert_true (ta_ui_test_shows (dialog, "Kim"));
  g_assert_true (ta_ui_test_shows (dialog, "It is too large to be sent."));
  ta_ui_test_click (dialog, "Export…");
  ta_ui_test_settle (pair.ours);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (pair.ours), "The file is not encrypted: everybody who gets it can read what is in it. Only health data that is sealed stays so."));
  ta_ui_test_click (ta_ui_test_dialog (pair.ours), "Cancel");
  ta_ui_test_settle (pair.ours);
  ta_ui_test_click (dialog, "Keep Here Only");
  ta_ui_test_settle (pair.ours);
  g_assert_true (ta_ui_test_shows (dialog, "All Computers Agree"));
  g_assert_cmpint (ta_ui_test_number (pair.here, "SELECT count (*) FROM sync_document WHERE dirty = 1 OR refused IS NOT NULL"), ==, 0);
  sync_pair_end (&pair);
}

/* What is damaged on the hub is mended with one click where it is here; what nobody knows is deleted there once that was asked. */
static gboolean
nothing_is_damaged (SyncPair *pair)
{
  return ta_ui_test_number (pair->here, "SELECT count (*) FROM sync_unread") == 0;
}

static gboolean
all_is_sent (SyncPair *pair)
{
  return nothing_is_damaged (pair) && ta_ui_test_number (pair->here, "SELECT count (*) FROM sync_document WHERE dirty = 1") == 0;
}

static GtkWidget *
show_notices (SyncPair *pair)
{
  gtk_widget_activate_action (GTK_WIDGET (pair->ours), "win.notices", NULL);
  ta_ui_test_settle (pair->ours);
  return ta_ui_test_dialog (pair->ours);
}

static void
test_damaged (void)
{
  SyncPair pair = { 0 };
  GtkWidget *dialog;
  gint64 before;

  sync_pair_begin (&pair);
  before = ta_ui_test_number (pair.here, "SELECT CAST (base_rev AS INTEGER) FROM sync_document JOIN household USING (id) WHERE household.name = 'Kim'");
  sync_pair_change (pair.here, "INSERT INTO sync_unread (name, rev, envelope, reason) SELECT d.name, base_rev, '', 'damaged' FROM sync_document d JOIN household USING (id) WHERE household.name = 'Kim'");
  dialog = show_notices (&pair);
  g_assert_true (ta_ui_test_shows (dialog, "Kim"));
  ta_ui_test_click (dialog, "Send This Computer’s Version");
  sync_pair_wait_for (all_is_sent, &pair, "it to be mended");
  g_assert_cmpint (ta_ui_test_number (pair.here, "SELECT CAST (base_rev AS INTEGER) FROM sync_document JOIN household USING (id) WHERE household.name = 'Kim'"), ==, before + 1);
  ta_ui_test_settle (pair.ours);
  g_assert_true (ta_ui_test_shows (dialog, "All Computers Agree"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  sync_pair_change (pair.here, "INSERT INTO sync_unread (name, rev, envelope, reason) VALUES ('0123456789abcdef0123456789abcdef', '1-0123456789abcdef0123456789abcdef', '', 'damaged')");
  dialog = show_notices (&pair);
  ta_ui_test_click (dialog, "Delete on the Hub…");
  ta_ui_test_settle (pair.ours);
  g_assert_cmpint (ta_ui_test_number (pair.here, "SELECT count (*) FROM sync_unread"), ==, 1);
  ta_ui_test_click (ta_ui_test_dialog (pair.ours), "Delete");
  sync_pair_wait_for (nothing_is_damaged, &pair, "it to be deleted there");
  sync_pair_end (&pair);
}

static gboolean
lists_laptop (SyncPair *pair)
{
  GtkWidget *dialog = ta_ui_test_dialog (pair->ours);

  return dialog != NULL && ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Remove Kim’s laptop") != NULL;
}

static gboolean
theirs_is_out (SyncPair *pair)
{
  return sync_pair_has_label (pair->theirs, "Needs Your Attention");
}

static gboolean
asks_for_sheet (SyncPair *pair)
{
  return ta_ui_test_shows (ta_ui_test_dialog (pair->ours), "The computer is removed. Print a new recovery sheet.");
}

/* Who takes a computer out is told before what it keeps, and then that sheets of the key before are no longer good; the computer is told that it is out,
   and what it has stays there. */
static void
test_removed (void)
{
  SyncPair pair = { 0 };

  sync_pair_begin (&pair);
  gtk_widget_activate_action (GTK_WIDGET (pair.ours), "win.sharing", NULL);
  sync_pair_wait_for (lists_laptop, &pair, "the other computer in the list");
  ta_ui_test_click (ta_ui_test_dialog (pair.ours), "Remove Kim’s laptop");
  ta_ui_test_settle (pair.ours);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (pair.ours), "“Kim’s laptop” gets no more of what happens from now on: the pod takes a new key, and a new recovery sheet has to be printed. What it has seen it keeps."));
  ta_ui_test_click (ta_ui_test_dialog (pair.ours), "Remove");
  sync_pair_wait_for (asks_for_sheet, &pair, "a word of the recovery sheet");
  sync_pair_wait_for (theirs_is_out, &pair, "the other to hear that it is out");
  g_assert_cmpint (ta_ui_test_number (pair.there, "SELECT count (*) FROM household"), >, 0);
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (pair.ours)));
  sync_pair_end (&pair);
}

static gboolean
asks_for_account (SyncPair *pair)
{
  GtkWidget *dialog = ta_ui_test_dialog (pair->ours);

  return ta_ui_test_find_type (dialog, GTK_TYPE_EDITABLE, "Address of the account") != NULL;
}

static gboolean
tells_what_is_wrong (SyncPair *pair)
{
  return ta_ui_test_shows (ta_ui_test_dialog (pair->ours), "The address of an account looks like https://name:password@hub.example.org/pod.");
}

static gboolean
shows_direct_link (SyncPair *pair)
{
  GtkWidget *dialog = ta_ui_test_dialog (pair->ours);

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
  SyncPair pair = { 0 };
  g_autofree char *own = NULL;
  GtkWidget *dialog;

  sync_pair_begin (&pair);
  ui_hub_stop (&pair.hub);
  pair.hub.plain = TRUE;
  ui_hub_start (&pair.hub);
  gtk_widget_activate_action (GTK_WIDGET (pair.ours), "win.sharing", NULL);
  ta_ui_test_settle (pair.ours);
  dialog = ta_ui_test_dialog (pair.ours);
  ta_ui_test_click (dialog, "Invite a Computer…");
  sync_pair_wait_for (asks_for_account, &pair, "the page to ask for an account");
  ta_ui_test_type (dialog, "Address of the account", "https://hub.example.org/pod");
  ta_ui_test_click (dialog, "Make the Invitation");
  sync_pair_wait_for (tells_what_is_wrong, &pair, "the page to say what is wrong");
  own = account_of (pair.there);
  ta_ui_test_type (dialog, "Address of the account", own);
  ta_ui_test_click (dialog, "Make the Invitation");
  sync_pair_wait_for (shows_direct_link, &pair, "the link");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  sync_pair_end (&pair);
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
found_by_keyboard (SyncPair *pair)
{
  open_with (pair->ours, "win.sharing");
  ta_ui_test_tab_to (pair->ours, "Put This Pod on a Hub…");
  ta_ui_test_enter (pair->ours);
  ta_ui_test_tab_to (pair->ours, "Invitation");
  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (pair->ours))), pair->hub.link);
  g_signal_emit_by_name (gtk_window_get_focus (GTK_WINDOW (pair->ours)), "activate");
  sync_pair_wait_for (sync_pair_is_up_to_date, pair, "the pod to be on the hub");
}

static gboolean
shows_link (SyncPair *pair)
{
  return ta_ui_test_find (ta_ui_test_dialog (pair->ours), GTK_ACCESSIBLE_ROLE_BUTTON, "Copy the Link") != NULL;
}

/* As it is pasted elsewhere. (transfer full) */
static char *
invite_by_keyboard (SyncPair *pair)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (pair->ours));
  g_auto (GValue) value = G_VALUE_INIT;

  ta_ui_test_tab_to (pair->ours, "Invite a Computer…");
  ta_ui_test_enter (pair->ours);
  sync_pair_wait_for (shows_link, pair, "the invitation");
  ta_ui_test_tab_to (pair->ours, "Copy the Link");
  ta_ui_test_enter (pair->ours);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  ta_ui_test_tab_to (pair->ours, "Back");
  ta_ui_test_enter (pair->ours);
  return g_value_dup_string (&value);
}

static gboolean
nobody_waits (SyncPair *pair)
{
  return ta_ui_test_find (ta_ui_test_dialog (pair->ours), GTK_ACCESSIBLE_ROLE_BUTTON, "Confirm") == NULL
         && ta_ui_test_shows (ta_ui_test_dialog (pair->ours), "Kim’s laptop");
}

static gboolean
is_settled (SyncPair *pair)
{
  return tool_is_the_same (pair) && !there_is_a_notice (pair);
}

/* From a pod on one computer to a conflict that is settled between two, without a pointer. */
static void
test_by_keyboard (void)
{
  SyncPair pair = { 0 };
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  TaWindow *told;

  ui_hub_init (&pair.hub);
  pair.here = ta_ui_test_store ();
  pair.ours = ta_ui_test_window (pair.here);
  found_by_keyboard (&pair);
  link = invite_by_keyboard (&pair);
  code = sync_pair_join_with (&pair, link);
  /* The list in the dialog that is open has the number that the other screen shows. */
  while (!ta_ui_test_shows (ta_ui_test_dialog (pair.ours), code))
    g_main_context_iteration (NULL, TRUE);
  ta_ui_test_tab_to (pair.ours, "Confirm");
  ta_ui_test_enter (pair.ours);
  sync_pair_wait_for (nobody_waits, &pair, "the other computer to be confirmed");
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (pair.ours)));
  pair.theirs = ta_ui_test_window (pair.there);
  sync_pair_wait_for (sync_pair_both_are_up_to_date, &pair, "both windows to be up to date");
  go_offline (&pair, "UPDATE tool SET name = 'Long ladder' WHERE number = '7'", "UPDATE tool SET name = 'Wooden ladder' WHERE number = '7'");
  come_back (&pair);
  sync_pair_wait_for (there_is_a_notice, &pair, "a notice");
  sync_pair_wait_for (tool_is_the_same, &pair, "both to have the same name");
  before = ta_ui_test_text (pair.here, tool_name);
  told = find_told (&pair);
  ta_ui_test_tab_to (told, ta_ui_test_find (open_with (told, "win.notices"), GTK_ACCESSIBLE_ROLE_BUTTON, "Use Mine") != NULL ? "Use Mine" : "Use the Other");
  ta_ui_test_enter (told);
  sync_pair_wait_for (is_settled, &pair, "both to have the other name");
  after = ta_ui_test_text (pair.here, tool_name);
  g_assert_cmpstr (before, !=, after);
  sync_pair_end (&pair);
}

static gboolean
tells_of_file (SyncPair *pair)
{
  GtkWidget *dialog = ta_ui_test_dialog (pair->ours);

  return dialog != NULL && ta_ui_test_shows (dialog, "The pod’s keys lie in a file of your account, not in the desktop’s keyring.");
}

/* Where the desktop keeps no passwords the window says how well the keys are kept. */
static void
test_keys_in_file (void)
{
  SyncPair pair = { 0 };

  sync_pair_begin (&pair);
  gtk_widget_activate_action (GTK_WIDGET (pair.ours), "win.sharing", NULL);
  ta_ui_test_settle (pair.ours);
  sync_pair_wait_for (tells_of_file, &pair, "the dialog to say where the keys are");
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (pair.ours)));
  sync_pair_end (&pair);
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

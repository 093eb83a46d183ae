/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-join-page.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync-pair.h"
#include "ta-sync.h"

#include <string.h>

/* The ways in and out: what is said where something is wrong, and that all of it goes without a pointer. */

static GtkWidget *
open_sharing (SyncPair *pair)
{
  gtk_widget_activate_action (GTK_WIDGET (pair->ours), "win.sharing", NULL);
  ta_ui_test_settle (pair->ours);
  return ta_ui_test_dialog (pair->ours);
}

static void
close_dialog (SyncPair *pair)
{
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (pair->ours)));
  ta_ui_test_settle (pair->ours);
}

static void
press_on (TaWindow *window, const char *name)
{
  ta_ui_test_tab_to (window, name);
  ta_ui_test_enter (window);
}

/* Forms ----------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  gboolean done;
  char *code;
} Joined;

static void
on_joined (const char *code, gpointer data)
{
  Joined *joined = data;

  joined->code = g_strdup (code);
  joined->done = TRUE;
}

static void
show_form (SyncPair *pair, AdwNavigationPage *page)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_navigation_view_new ();

  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, GTK_WIDGET (pair->ours));
  ta_ui_test_settle (pair->ours);
}

/* The form with @action, of which the button comes back when there is an answer. */
static void
answer (SyncPair *pair, const char *link, const char *action)
{
  GtkWidget *dialog = ta_ui_test_dialog (pair->ours);
  /* The page may be gone with the answer. */
  g_autoptr (GtkWidget) button = g_object_ref (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, action));

  ta_ui_test_type (dialog, "Invitation", link);
  press_on (pair->ours, action);
  while (!gtk_widget_is_sensitive (button))
    g_main_context_iteration (NULL, TRUE);
  ta_ui_test_settle (pair->ours);
}

static gboolean
is_problem (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "error");
}

/* What is said below the form. */
static const char *
find_problem (GtkWidget *root)
{
  const char *text = is_problem (root) ? gtk_label_get_label (GTK_LABEL (root)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && text == NULL; child = gtk_widget_get_next_sibling (child))
    text = find_problem (child);
  return text;
}

static void
assert_says (SyncPair *pair, const char *text)
{
  const char *said = find_problem (ta_ui_test_dialog (pair->ours));

  if (said == NULL || strstr (said, text) == NULL)
    g_error ("it does not say “%s” but “%s”", text, said);
}

/* As who keeps the hub would hand it out, with another password. */
static char *
wrong_account (TaStore *store)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, NULL);

  return g_strdup_printf ("http://%s:wrong@%s/%s", peer->user, peer->url + strlen ("http://"), peer->db);
}

/* Whoever makes a mistake is told which, and what to do; the form stays as it is, and takes what is right. */
static void
test_wrong_input_founding (void)
{
  SyncPair pair = { 0 };

  ui_hub_init (&pair.hub);
  pair.here = ta_ui_test_store ();
  pair.ours = ta_ui_test_window (pair.here);
  open_sharing (&pair);
  press_on (pair.ours, "Put This Pod on a Hub…");
  answer (&pair, "", "Put It There");
  g_assert_true (gtk_widget_has_css_class (ta_ui_test_find_type (ta_ui_test_dialog (pair.ours), ADW_TYPE_ENTRY_ROW, "Invitation"), "error"));
  answer (&pair, "meet me at eight", "Put It There");
  assert_says (&pair, "This is no invitation, or not the whole of it. Copy the whole link, and paste it again.");
  ui_hub_stop (&pair.hub);
  answer (&pair, pair.hub.link, "Put It There");
  assert_says (&pair, "The hub does not answer. Look whether this computer is online, and try again: the invitation stays good.");
  ui_hub_start (&pair.hub);
  answer (&pair, pair.hub.link, "Put It There");
  sync_pair_wait_for (sync_pair_is_up_to_date, &pair, "the pod to be on the hub");
  close_dialog (&pair);
  ta_ui_test_close (pair.ours);
  g_object_unref (pair.here);
  ui_hub_clear (&pair.hub);
}

static void
test_wrong_input_joining (void)
{
  SyncPair pair = { 0 };
  Joined joined = { 0 };
  g_autoptr (TaStore) store = ta_store_open (":memory:", TA_DATABASE_CREATE, NULL);
  g_autofree char *account = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *link = NULL;
  g_autofree char *code = NULL;

  sync_pair_begin_ours (&pair);
  account = wrong_account (pair.here);
  printed = ui_hub_dup_invitation (&pair.hub, "pod");
  show_form (&pair, ta_join_page_new_join (store, on_joined, &joined));
  answer (&pair, account, "Join");
  assert_says (&pair, "The address of an account alone is no invitation: one of the pod’s computers makes one with it.");
  answer (&pair, pair.hub.link, "Join");
  assert_says (&pair, "With this invitation a pod is put on the hub. To join one, ask somebody whose computer has it for an invitation.");
  answer (&pair, printed, "Join");
  assert_says (&pair, "With this invitation a pod is put on the hub. To join one, ask somebody whose computer has it for an invitation.");
  link = sync_pair_invite (&pair);
  answer (&pair, link, "Join");
  g_assert_true (joined.done);
  joined.done = FALSE;
  code = joined.code;
  close_dialog (&pair);
  /* Who invited sees the number that was shown to who joined. */
  open_sharing (&pair);
  while (!ta_ui_test_shows (ta_ui_test_dialog (pair.ours), code))
    g_main_context_iteration (NULL, TRUE);
  close_dialog (&pair);
  show_form (&pair, ta_join_page_new_again (pair.here, on_joined, &joined));
  answer (&pair, account, "Sign In");
  assert_says (&pair, "The hub does not accept the name and password of this account. Copy its whole address, or ask who keeps the hub for a new one.");
  g_assert_false (joined.done);
  answer (&pair, printed, "Sign In");
  g_assert_true (joined.done);
  close_dialog (&pair);
  show_form (&pair, ta_join_page_new_again (pair.there, on_joined, &joined));
  answer (&pair, printed, "Sign In");
  assert_says (&pair, "The invitation has been used, or is too old. Ask for a new one.");
  close_dialog (&pair);
  sync_pair_end (&pair);
}

/* Out and in again ------------------------------------------------------------------------------------------------------------------------- */

static gboolean
lists_laptop (SyncPair *pair)
{
  return ta_ui_test_find (ta_ui_test_dialog (pair->ours), GTK_ACCESSIBLE_ROLE_BUTTON, "Remove Kim’s laptop") != NULL;
}

static gboolean
laptop_is_gone (SyncPair *pair)
{
  return ta_ui_test_shows (ta_ui_test_dialog (pair->ours), "This computer") && !lists_laptop (pair);
}

static gboolean
shows_sheet (SyncPair *pair)
{
  return ta_ui_test_find (ta_ui_test_dialog (pair->ours), GTK_ACCESSIBLE_ROLE_BUTTON, "Print…") != NULL;
}

static gboolean
is_alone (SyncPair *pair)
{
  return ta_ui_test_shows (ta_ui_test_dialog (pair->ours), "Share the Pod");
}

static gboolean
has_hub_gone (SyncPair *pair)
{
  return ta_ui_test_shows (ta_ui_test_dialog (pair->ours), "The hub does not answer. Try again when it does.");
}

static void
remove_by_keyboard (SyncPair *pair)
{
  press_on (pair->ours, "Remove Kim’s laptop");
  press_on (pair->ours, "Remove");
}

/* (transfer full): as they are read from the paper */
static char *
read_sheet (SyncPair *pair)
{
  GtkWidget *dialog = ta_ui_test_dialog (pair->ours);
  GtkWidget *label;

  press_on (pair->ours, "Recovery Sheet…");
  sync_pair_wait_for (shows_sheet, pair, "the recovery sheet");
  ta_ui_test_assert_mnemonics (dialog);
  /* The pod began with the first key, and took a second when the computer was removed. */
  g_assert_true (ta_ui_test_shows (dialog, "Key number 2, as of "));
  label = gtk_widget_get_next_sibling (ta_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Print…"));
  return g_strdup (gtk_label_get_label (GTK_LABEL (label)));
}

static void
type_sheet (SyncPair *pair, const char *lines)
{
  GtkWidget *row = ta_ui_test_find_type (ta_ui_test_dialog (pair->ours), ADW_TYPE_PREFERENCES_ROW, "Lines of the recovery sheet");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ta_ui_test_find_type (row, GTK_TYPE_TEXT_VIEW, NULL))), lines, -1);
}

/* With nothing but the paper, what is on the hub comes back. */
static void
recover (SyncPair *pair, const char *sheet)
{
  Joined joined = { 0 };
  g_autoptr (TaStore) store = ta_store_open (":memory:", TA_DATABASE_CREATE, NULL);
  g_autofree char *link = ui_hub_dup_invitation (&pair->hub, "pod");
  g_autofree char *wrong = g_strdup (sheet);
  g_autoptr (GError) error = NULL;
  char *letter = strstr (wrong, "\n03") + strlen ("\n03  12");

  *letter = *letter == 'A' ? 'B' : 'A';
  show_form (pair, ta_join_page_new_recover (store, on_joined, &joined));
  ta_ui_test_assert_mnemonics (ta_ui_test_dialog (pair->ours));
  answer (pair, link, "Join");
  g_assert_true (gtk_widget_has_css_class (ta_ui_test_find_type (ta_ui_test_dialog (pair->ours), ADW_TYPE_PREFERENCES_ROW, "Lines of the recovery sheet"), "error"));
  type_sheet (pair, "milk, eggs, bread");
  answer (pair, link, "Join");
  assert_says (pair, "Line 1 has 13 letters and digits; it should have 22, or 24 with its number.");
  type_sheet (pair, wrong);
  answer (pair, link, "Join");
  assert_says (pair, "Line 3 is not as it stands on the sheet. Look at it again.");
  type_sheet (pair, sheet);
  answer (pair, link, "Join");
  g_assert_true (joined.done);
  ta_sync_once (store, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM household"), ==, 3);
  close_dialog (pair);
}

/* Where the hub does not answer, the list stays, and it can be asked again. */
static void
test_out_and_in (void)
{
  SyncPair pair = { 0 };
  g_autofree char *sheet = NULL;
  g_autoptr (GError) error = NULL;

  sync_pair_begin_ours (&pair);
  open_sharing (&pair);
  sync_pair_wait_for (lists_laptop, &pair, "the other computer in the list");
  ta_ui_test_assert_mnemonics (ta_ui_test_dialog (pair.ours));
  ui_hub_stop (&pair.hub);
  remove_by_keyboard (&pair);
  sync_pair_wait_for (has_hub_gone, &pair, "the list to say that the hub does not answer");
  g_assert_true (lists_laptop (&pair));
  ui_hub_start (&pair.hub);
  remove_by_keyboard (&pair);
  sync_pair_wait_for (laptop_is_gone, &pair, "the other to be out");
  ta_sync_once (pair.there, NULL, NULL, &error);
  g_assert_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED);
  sheet = read_sheet (&pair);
  press_on (pair.ours, "Back");
  press_on (pair.ours, "Leave the Hub…");
  press_on (pair.ours, "Leave");
  sync_pair_wait_for (is_alone, &pair, "the pod to be on this computer alone");
  ta_ui_test_assert_mnemonics (ta_ui_test_dialog (pair.ours));
  g_assert_cmpint (ta_ui_test_number (pair.here, "SELECT count (*) FROM household"), ==, 3);
  close_dialog (&pair);
  recover (&pair, sheet);
  sync_pair_end (&pair);
}

/* Letters for Alt -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_offline (SyncPair *pair)
{
  g_autoptr (TaSyncStatus) status = ta_sync_dup_status (pair->ours->sync);

  return status->state == TA_SYNC_WAITING;
}

/* Each kind of entry that there can be, one below the other. */
static void
test_letters_of_notices (void)
{
  static const char sql[] = "UPDATE sync_document SET refused = 'It is too large to be sent.' WHERE type = 'household'; "
                            "UPDATE sync_document SET held = 'invalid' WHERE type = 'pod'; "
                            "INSERT INTO sync_unread (name, rev, envelope, reason) SELECT name, base_rev, '', 'damaged' FROM sync_document WHERE type = 'tool' "
                            "UNION ALL SELECT '0123456789abcdef0123456789abcdef', '1-0123456789abcdef0123456789abcdef', '', 'damaged'; "
                            "INSERT INTO sync_notice (type, aggregate, kind, key, mine, theirs, mine_stands, device, at) "
                            "SELECT 'tool', id, 'field', 'name', NULL, NULL, 1, device, 1 FROM tool, sync_device UNION ALL SELECT 'tool', id, 'field', 'name', NULL, NULL, 0, device, 1 FROM tool, sync_device "
                            "UNION ALL SELECT 'tool', id, 'restored', '', NULL, NULL, 1, device, 1 FROM tool, sync_device; "
                            "UPDATE turn SET date = '2999-12-01'; UPDATE assignment SET household = (SELECT id FROM household WHERE name = 'Kim')";
  SyncPair pair = { 0 };
  GtkWidget *dialog;

  sync_pair_begin_ours (&pair);
  ui_hub_stop (&pair.hub);
  sync_pair_change (pair.here, sql);
  sync_pair_wait_for (is_offline, &pair, "the window to say that it is offline");
  gtk_widget_activate_action (GTK_WIDGET (pair.ours), "win.notices", NULL);
  ta_ui_test_settle (pair.ours);
  dialog = ta_ui_test_dialog (pair.ours);
  g_assert_true (ta_ui_test_shows (dialog, "Not Exchanged"));
  g_assert_true (ta_ui_test_shows (dialog, "Use Mine"));
  g_assert_true (ta_ui_test_shows (dialog, "Use the Other"));
  g_assert_true (ta_ui_test_shows (dialog, "This One Stays"));
  ta_ui_test_assert_mnemonics (dialog);
  /* What is too large is made smaller where it is. */
  ta_ui_test_click (dialog, "Open It");
  ta_ui_test_settle (pair.ours);
  g_assert_null (ta_ui_test_dialog (pair.ours));
  g_assert_cmpstr (pair.ours->page_id, ==, "households");
  open_sharing (&pair);
  ta_ui_test_assert_mnemonics (ta_ui_test_dialog (pair.ours));
  close_dialog (&pair);
  ta_ui_test_assert_mnemonics (GTK_WIDGET (pair.ours));
  sync_pair_end (&pair);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/sync-ways/wrong-input-founding", test_wrong_input_founding);
  g_test_add_func ("/sync-ways/wrong-input-joining", test_wrong_input_joining);
  g_test_add_func ("/sync-ways/out-and-in", test_out_and_in);
  g_test_add_func ("/sync-ways/letters-of-notices", test_letters_of_notices);
  return g_test_run ();
}

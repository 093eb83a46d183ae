/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-message-row.h"
#include "ta-turn-card.h"
#include "ta-turn-table.h"

/* A dinner of Silva on 4 December that nobody has been told of. */
static gboolean
add_draft (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  char **ids = data;
  g_autoptr (TaTurn) turn = ta_turn_new (ids[0], ids[1], ta_ui_test_today () + 3, 18 * 60);

  ta_set_text (&turn->title, "Lasagne");
  ta_turn_set_holder (turn, ids[2], TA_DUTY_COOK);
  return ta_turn_table_save (database, turn, error);
}

static TaStore *
make_store (void)
{
  TaStore *store = ta_ui_test_store ();
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");
  g_autofree char *service = ta_ui_test_text (store, "SELECT id FROM service");
  g_autofree char *silva = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Silva'");
  char *ids[] = { pod, service, silva };

  g_assert_true (ta_store_run (store, "Planned", NULL, add_draft, ids, NULL, NULL));
  return store;
}

static void
open_dialog (TaWindow *window, const char *action)
{
  TaPage *page = ta_ui_test_show (window, "rota");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), action, NULL));
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_dialog (window));
}

/* Cards on the rota that look like drafts. */
static guint
count_drafts (GtkWidget *root)
{
  guint n = TA_IS_TURN_CARD (root) && gtk_widget_get_mapped (root) && gtk_widget_has_css_class (root, "draft");

  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    n += count_drafts (child);
  return n;
}

/* What nobody was told of looks otherwise, and says so in a word, too. */
static void
assert_drafts (TaWindow *window, guint expected)
{
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "rota"));

  gtk_widget_activate_action (page, "rota.today", NULL);
  ta_ui_test_settle (window);
  g_assert_cmpuint (count_drafts (page), ==, expected);
  g_assert_true (ta_ui_test_shows (page, "Draft · ") == (expected > 0));
}

static char *
read_clipboard (GtkWidget *widget)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (widget));
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (content && gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

/* The preview says what will be, publishing does it and shows what is to be sent; one undo takes all of it back. */
static void
test_publish (void)
{
  g_autoptr (TaStore) store = make_store ();
  TaWindow *window = ta_ui_test_window (store);

  assert_drafts (window, 1);
  open_dialog (window, "rota.publish");
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "1 turn becomes published"));
  g_assert_nonnull (ta_ui_test_find_type (ta_ui_test_dialog (window), TA_TYPE_MESSAGE_ROW, "Kim"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM message"), ==, 0);
  ta_ui_test_click (ta_ui_test_dialog (window), "Publish");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE state = 'planned'"), ==, 0);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM message WHERE state = 'ready'"), ==, 3);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "To Be Sent"));
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_ui_test_settle (window);
  assert_drafts (window, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn WHERE state = 'planned'"), ==, 1);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM message"), ==, 0);
  open_dialog (window, "rota.messages");
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "No Messages"));
  ta_ui_test_close (window);
}

/* What is copied or told goes to those that were sent, and a published rota has nothing new to tell. */
static void
test_messages (void)
{
  g_autoptr (TaStore) store = make_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *copied = NULL;
  GtkWidget *row;

  open_dialog (window, "rota.publish");
  ta_ui_test_click (ta_ui_test_dialog (window), "Publish");
  ta_ui_test_settle (window);
  row = ta_ui_test_find_type (ta_ui_test_dialog (window), TA_TYPE_MESSAGE_ROW, "Silva");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (row, "Lasagne"));
  ta_ui_test_click (row, "Copy");
  ta_ui_test_settle (window);
  copied = read_clipboard (GTK_WIDGET (window));
  g_assert_true (g_str_has_prefix (copied, "Hello Silva"));
  g_assert_nonnull (strstr (copied, "Lasagne"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM message m JOIN household h ON h.id = m.household WHERE m.state = 'copied' "
                                             "AND m.sent_on = '2026-12-01' AND h.name = 'Silva'"),
                   ==, 1);
  row = ta_ui_test_find_type (ta_ui_test_dialog (window), TA_TYPE_MESSAGE_ROW, "Kim");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  ta_ui_test_settle (window);
  ta_ui_test_click (row, "Mark as Told");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM message WHERE state = 'told'"), ==, 1);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Told on 1 Dec"));
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_ui_test_settle (window);
  open_dialog (window, "rota.publish");
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Every household has been told of its turns as they are."));
  ta_ui_test_close (window);
}

static void
set_spin (GtkWidget *dialog, const char *title, double value)
{
  GtkWidget *row = ta_ui_test_find_type (dialog, ADW_TYPE_SPIN_ROW, title);

  g_assert_nonnull (row);
  adw_spin_row_set_value (ADW_SPIN_ROW (row), value);
}

static void
test_rules (void)
{
  g_autoptr (TaStore) store = make_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *credit;

  open_dialog (window, "rota.rules");
  set_spin (ta_ui_test_dialog (window), "Most turns a week", 3);
  set_spin (ta_ui_test_dialog (window), "Detour in percent", 145);
  credit = ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "The ledger counts");
  adw_combo_row_set_selected (ADW_COMBO_ROW (credit), 1);
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM rota_rules WHERE max_per_week = 3 AND detour_percent = 145 AND credit = 'portions'"), ==, 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM rota_rules"), ==, 0);
  ta_ui_test_close (window);
}

static gboolean
settle_pereira (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, ta_ui_test_today (), ta_ui_test_today () + 1, NULL, error);

  return turns && ta_turn_table_set_state (database, ((TaTurn *) turns->pdata[0])->id, TA_TURN_DONE, error);
}

/* What was given and had stands in turns, and in portions on request. */
static void
test_report (void)
{
  g_autoptr (TaStore) store = make_store ();
  TaWindow *window;
  GtkWidget *basis;

  g_assert_true (ta_store_run (store, "Cooked", NULL, settle_pereira, NULL, NULL, NULL));
  window = ta_ui_test_window (store);
  open_dialog (window, "rota.report");
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Gave 1, had 0.3"));
  basis = ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Counted in");
  adw_combo_row_set_selected (ADW_COMBO_ROW (basis), 1);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Gave 4, had 0"));
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Gave 0, had 2"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/publish/publish", test_publish);
  g_test_add_func ("/publish/messages", test_messages);
  g_test_add_func ("/publish/rules", test_rules);
  g_test_add_func ("/publish/report", test_report);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-cover-dialog.h"
#include "ta-cover-request-group.h"
#include "ta-household-part-dialogs.h"
#include "ta-household-table.h"
#include "ta-rota-grid.h"
#include "ta-rota-rules-table.h"
#include "ta-turn-table.h"

/* Who holds the turns, in the order of their dates: "Pereira Silva Kim". */
#define HOLDERS "SELECT group_concat (name, ' ') FROM (SELECT h.name AS name FROM turn t JOIN assignment a ON a.turn = t.id JOIN household h ON h.id = a.household ORDER BY t.date)"
#define STATE_OF_TODAY "SELECT state FROM turn WHERE date = '2026-12-01'"
#define REQUESTS "SELECT group_concat (state, ' ') FROM cover_request"
#define COUNT_MESSAGES "SELECT count (*) FROM message"

static void
assert_text (TaStore *store, const char *sql, const char *expected)
{
  g_autofree char *text = ta_ui_test_text (store, sql);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
add_turn (TaDatabase *database, const char *pod, const char *service, const char *household, int day, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_new (pod, service, ta_date_from_ymd (2026, 12, day), 18 * 60);
  g_autofree char *holder = ta_household_table_find (database, household, error);

  turn->state = TA_TURN_PUBLISHED;
  ta_turn_set_holder (turn, holder, TA_DUTY_COOK);
  return ta_turn_table_save (database, turn, error);
}

static gboolean
add_absence (TaDatabase *database, const char *household, int from, int until, GError **error)
{
  g_autofree char *id = ta_household_table_find (database, household, error);
  g_autoptr (TaHousehold) found = ta_household_table_get (database, id, error);

  g_ptr_array_add (found->absences, ta_absence_new (NULL, ta_date_from_ymd (2026, 12, from), ta_date_from_ymd (2026, 12, until), ""));
  return ta_household_table_save (database, found, error);
}

/*
 * Pereira cooks on Tuesday the 1st, Silva on Wednesday, Kim on Thursday; at most one turn a week each. Silva is not there on Thursday and Pereira not
 * on Wednesday: Silva cannot swap with Pereira, but it can take the Tuesday where Kim takes the Wednesday and Pereira the Thursday. Kim is not there on Tuesday.
 */
static gboolean
make_chain (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  char **ids = data;
  g_autoptr (TaRotaRules) rules = ta_rota_rules_new (ids[0]);

  rules->max_per_week = 1;
  return ta_rota_rules_table_save (database, rules, error) && add_turn (database, ids[0], ids[1], "Kim", 3, error)
         && add_absence (database, "Pereira", 2, 3, error) && add_absence (database, "Kim", 1, 2, error) && add_absence (database, "Silva", 3, 4, error);
}

static TaStore *
chain_store (void)
{
  TaStore *store = ta_ui_test_store ();
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");
  g_autofree char *service = ta_ui_test_text (store, "SELECT id FROM service");
  char *ids[] = { pod, service };

  g_assert_true (ta_store_run (store, "Chain", NULL, make_chain, ids, NULL, NULL));
  return store;
}

/* The keyboard ----------------------------------------------------------------------------------------------------------------------------- */

/* Tab, and arrows where Tab goes on, until what has the focus is in the row or button called @name. */
static void
tab_to (TaWindow *window, const char *name)
{
  GtkWidget *dialog = ta_ui_test_dialog (window);

  for (int i = 0; i < 60; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
      GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW) : NULL;

      if (focus && (ta_ui_test_find_type (focus, GTK_TYPE_BUTTON, name) == focus || (row && ta_ui_test_find_type (row, ADW_TYPE_PREFERENCES_ROW, name) == row)))
        return;
      if (!row || !gtk_widget_child_focus (dialog, GTK_DIR_DOWN))
        gtk_widget_child_focus (dialog, GTK_DIR_TAB_FORWARD);
    }
  g_error ("the keyboard does not come to %s", name);
}

/* What Enter does where the focus is. */
static void
enter (TaWindow *window)
{
  g_assert_true (gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (window))));
  ta_ui_test_settle (window);
}

static GtkWidget *
show_rota (TaWindow *window)
{
  TaPage *page = ta_ui_test_show (window, "rota");

  gtk_widget_activate_action (GTK_WIDGET (page), "rota.today", NULL);
  ta_ui_test_settle (window);
  return ta_ui_test_find_type (GTK_WIDGET (page), TA_TYPE_ROTA_GRID, NULL);
}

/* From the turn of Pereira, by keys alone, to a request that is sent; the asker stays on duty; undo takes it back. */
static void
test_by_keyboard (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);
  GtkWidget *dialog;

  ta_ui_test_press (window, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  g_assert_true (TA_IS_COVER_DIALOG (dialog));
  g_assert_true (ta_ui_test_shows (dialog, "Pereira stays on duty until somebody accepts"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM cover_request"), ==, 0);
  /* What it comes to is said before anything is done. */
  g_assert_true (ta_ui_test_shows (dialog, "As fair as now. Kim: 1 turn, owes "));
  g_assert_true (ta_ui_test_shows (dialog, "Message to Kim"));
  tab_to (window, "Reason, which goes into no message");
  gtk_editable_set_text (GTK_EDITABLE (ta_ui_test_find_type (dialog, ADW_TYPE_ENTRY_ROW, NULL)), "flu");
  tab_to (window, "Kim takes Tue 1 Dec");
  enter (window);
  tab_to (window, "Ask 1 Household");
  enter (window);
  g_assert_null (ta_ui_test_dialog (window));
  assert_text (store, HOLDERS, "Pereira Silva");
  assert_text (store, STATE_OF_TODAY, "seeking-cover");
  assert_text (store, "SELECT h.name FROM cover_answer a JOIN household h ON h.id = a.household", "Kim");
  assert_text (store, "SELECT reason FROM cover_request", "flu");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM message m JOIN household h ON h.id = m.household WHERE h.name = 'Kim' AND m.body NOT LIKE '%flu%'"), ==, 1);
  g_assert_true (ta_ui_test_shows (grid, "Seeking cover"));
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "Asked for cover: Pereira, Tue 1 Dec"));
  ta_ui_test_click (GTK_WIDGET (window), "Undo");
  ta_ui_test_settle (window);
  assert_text (store, STATE_OF_TODAY, "published");
  g_assert_cmpint (ta_ui_test_number (store, COUNT_MESSAGES), ==, 0);
  ta_ui_test_close (window);
}

static gboolean
add_second (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  char **ids = data;

  return add_turn (database, ids[0], ids[1], "Pereira", 8, error);
}

/* Pereira has two turns and Kim none: that Kim takes one is fairer. */
static void
test_fairer (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");
  g_autofree char *service = ta_ui_test_text (store, "SELECT id FROM service");
  char *ids[] = { pod, service };
  TaWindow *window;

  g_assert_true (ta_store_run (store, "Second", NULL, add_second, ids, NULL, NULL));
  window = ta_ui_test_window (store);
  show_rota (window);
  ta_ui_test_press (window, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Fairer than now. Kim: 1 turn, owes 1; Pereira: 1 turn, owes 1"));
  ta_ui_test_close (window);
}

/* Chains ----------------------------------------------------------------------------------------------------------------------------------- */

static void
open_turn (TaWindow *window, GtkWidget *grid)
{
  gtk_widget_activate_action (grid, "turn.open", NULL);
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_dialog (window));
}

/* Three clicks from the turn: “I Can’t Come…”, the chain, “Ask 2 Households”. */
static GtkWidget *
ask_chain (TaWindow *window)
{
  GtkWidget *grid = show_rota (window);

  open_turn (window, grid);
  ta_ui_test_click (ta_ui_test_dialog (window), "I Can’t Come…");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Messages to Silva, Kim · 2 other published turns change hands"));
  ta_ui_test_click (ta_ui_test_dialog (window), "Silva takes Tue 1 Dec; Kim takes Wed 2 Dec from Silva; Pereira takes Thu 3 Dec from Kim");
  ta_ui_test_click (ta_ui_test_dialog (window), "Ask 2 Households");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  return grid;
}

static void
test_chain (void)
{
  g_autoptr (TaStore) store = chain_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = ask_chain (window);

  g_assert_cmpint (ta_ui_test_number (store, COUNT_MESSAGES), ==, 2);
  open_turn (window, grid);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "only together with Kim"));
  ta_ui_test_type (ta_ui_test_dialog (window), "Note with the next answer", "gladly");
  ta_ui_test_click (ta_ui_test_dialog (window), "Silva said yes");
  ta_ui_test_settle (window);
  /* One yes is not enough. */
  assert_text (store, HOLDERS, "Pereira Silva Kim");
  assert_text (store, REQUESTS, "open");
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Yes: gladly"));
  ta_ui_test_click (ta_ui_test_dialog (window), "Kim said yes");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  assert_text (store, HOLDERS, "Silva Kim Pereira");
  assert_text (store, STATE_OF_TODAY, "published");
  assert_text (store, REQUESTS, "accepted");
  g_assert_cmpint (ta_ui_test_number (store, COUNT_MESSAGES), ==, 5);
  assert_text (store, "SELECT group_concat (on_behalf_of || ' ' || source) FROM (SELECT * FROM history WHERE on_behalf_of <> '' ORDER BY id)", "Silva phone,Kim phone");
  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Silva, Cooking, Tuesday, 1 December, 18:00, 0 portions, Published"));
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "Silva takes the turn of Pereira on Tue 1 Dec"));
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (ta_ui_test_show (window, "history")), "for Kim, by phone"));
  ta_ui_test_click (GTK_WIDGET (window), "Undo");
  ta_ui_test_settle (window);
  assert_text (store, HOLDERS, "Pereira Silva Kim");
  assert_text (store, REQUESTS, "open");
  g_assert_cmpint (ta_ui_test_number (store, COUNT_MESSAGES), ==, 2);
  ta_ui_test_close (window);
}

static gboolean
keep_kim_away (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return add_absence (database, "Kim", 2, 3, error);
}

/* What came in between is said in the dialog, and nothing is changed; then the asker comes after all. */
static void
test_refused_and_withdrawn (void)
{
  g_autoptr (TaStore) store = chain_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = ask_chain (window);

  g_assert_true (ta_store_run (store, "Away", NULL, keep_kim_away, NULL, NULL, NULL));
  open_turn (window, grid);
  ta_ui_test_click (ta_ui_test_dialog (window), "Silva said yes");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Kim said yes");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Kim is away"));
  assert_text (store, HOLDERS, "Pereira Silva Kim");
  assert_text (store, REQUESTS, "open");
  ta_ui_test_click (ta_ui_test_dialog (window), "Kim said no");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM cover_answer WHERE answer = 'no'"), ==, 1);
  ta_ui_test_click (ta_ui_test_dialog (window), "Withdraw the Request");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  assert_text (store, REQUESTS, "withdrawn");
  assert_text (store, STATE_OF_TODAY, "published");
  ta_ui_test_close (window);
}

/* An answer is of no use any more where the coordinator gives the turn away by hand: who asked and who was asked are told. */
static void
test_given_by_hand (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autofree char *kim = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Kim'");
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);

  gtk_widget_activate_action (grid, "rota.cant-come", NULL);
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Kim takes Tue 1 Dec");
  ta_ui_test_click (ta_ui_test_dialog (window), "Ask 1 Household");
  ta_ui_test_settle (window);
  g_assert_true (gtk_widget_activate_action (grid, "turn.assign", "s", kim));
  ta_ui_test_settle (window);
  assert_text (store, HOLDERS, "Kim Silva");
  assert_text (store, REQUESTS, "accepted");
  g_assert_cmpint (ta_ui_test_number (store, COUNT_MESSAGES), ==, 3);
  g_assert_false (ta_ui_test_shows (GTK_WIDGET (ta_ui_test_show (window, "today")), "Needs Cover"));
  ta_ui_test_close (window);
}

static gboolean
let_kim_help (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *kim = ta_household_table_find (database, "Kim", error);
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, ta_ui_test_today (), ta_ui_test_today () + 1, NULL, error);
  TaTurn *turn = turns->pdata[0];
  g_autoptr (TaRotaRules) rules = ta_rota_rules_new (turn->pod);

  rules->max_per_week = 7;
  rules->min_gap_days = 1;
  turn->places = 2;
  g_ptr_array_add (turn->assignments, ta_assignment_new (kim, TA_DUTY_COOK));
  return ta_rota_rules_table_save (database, rules, error) && ta_turn_table_save (database, turn, error);
}

/* Of two who cook together one cannot; and who said no makes room for another. */
static void
test_one_of_two_and_ask_more (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window;
  GtkWidget *grid, *who;

  g_assert_true (ta_store_run (store, "Two", NULL, let_kim_help, NULL, NULL, NULL));
  window = ta_ui_test_window (store);
  grid = show_rota (window);
  gtk_widget_activate_action (grid, "rota.cant-come", NULL);
  ta_ui_test_settle (window);
  who = ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_COMBO_ROW, "Who cannot come");
  adw_combo_row_set_selected (ADW_COMBO_ROW (who), 1);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Kim stays on duty until somebody accepts"));
  ta_ui_test_click (ta_ui_test_dialog (window), "Silva takes Tue 1 Dec");
  ta_ui_test_click (ta_ui_test_dialog (window), "Ask 1 Household");
  ta_ui_test_settle (window);
  open_turn (window, grid);
  ta_ui_test_click (ta_ui_test_dialog (window), "Silva said no");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Ask More…");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Asked already"));
  ta_ui_test_click (ta_ui_test_dialog (window), "Silva takes Tue 1 Dec; Kim takes Wed 2 Dec from Silva");
  ta_ui_test_click (ta_ui_test_dialog (window), "Ask 1 Household");
  ta_ui_test_settle (window);
  assert_text (store, REQUESTS, "open");
  g_assert_cmpint (ta_ui_test_number (store, COUNT_MESSAGES), ==, 2);
  open_turn (window, grid);
  ta_ui_test_click (ta_ui_test_dialog (window), "Withdraw the Request");
  ta_ui_test_settle (window);
  assert_text (store, REQUESTS, "withdrawn");
  ta_ui_test_close (window);
}

/* (transfer none): the group of the request that @title is of */
static GtkWidget *
request_group (TaWindow *window, const char *title)
{
  GtkWidget *label = ta_ui_test_find_type (ta_ui_test_dialog (window), GTK_TYPE_LABEL, title);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, TA_TYPE_COVER_REQUEST_GROUP);
}

static void
ask_silva (TaWindow *window)
{
  ta_ui_test_click (ta_ui_test_dialog (window), "I Can’t Come…");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Silva takes Tue 1 Dec");
  ta_ui_test_click (ta_ui_test_dialog (window), "Ask 1 Household");
  ta_ui_test_settle (window);
}

/* Neither of two who hold a turn can come: each request is answered and withdrawn for itself. */
static void
test_two_requests (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window;
  GtkWidget *grid, *today;

  g_assert_true (ta_store_run (store, "Two", NULL, let_kim_help, NULL, NULL, NULL));
  window = ta_ui_test_window (store);
  grid = show_rota (window);
  for (int i = 0; i < 2; i++)
    {
      open_turn (window, grid);
      ask_silva (window);
    }
  assert_text (store, REQUESTS, "open open");
  open_turn (window, grid);
  /* Nobody is left who could not come. */
  g_assert_null (ta_ui_test_find_type (ta_ui_test_dialog (window), ADW_TYPE_BUTTON_ROW, "I Can’t Come…"));
  ta_ui_test_type (request_group (window, "Request of Kim"), "Note with the next answer", "no time");
  ta_ui_test_click (request_group (window, "Request of Kim"), "Silva said no");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (request_group (window, "Request of Kim"), "No: no time"));
  g_assert_false (ta_ui_test_shows (request_group (window, "Request of Pereira"), "no time"));
  ta_ui_test_click (request_group (window, "Request of Kim"), "Withdraw the Request");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM cover_request r JOIN household h ON h.id = r.household WHERE h.name = 'Kim' AND r.state = 'withdrawn'"), ==, 1);
  today = GTK_WIDGET (ta_ui_test_show (window, "today"));
  g_assert_true (ta_ui_test_shows (today, "Pereira cannot · Cordón · 1 asked"));
  grid = show_rota (window);
  open_turn (window, grid);
  ta_ui_test_click (request_group (window, "Request of Pereira"), "Silva said yes");
  ta_ui_test_settle (window);
  assert_text (store, STATE_OF_TODAY, "published");
  ta_ui_test_close (window);
}

static gboolean
make_drafts (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_set_state (database, data, TA_TURN_PLANNED, error);
}

/* Nobody was told of a draft: that cover is sought for it is seen, and makes it nothing else. */
static void
test_draft (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autofree char *turn = ta_ui_test_text (store, "SELECT id FROM turn WHERE date = '2026-12-01'");
  TaWindow *window;
  GtkWidget *grid, *today;

  g_assert_true (ta_store_run (store, "Draft", NULL, make_drafts, turn, NULL, NULL));
  window = ta_ui_test_window (store);
  grid = show_rota (window);
  g_assert_false (ta_ui_test_shows (grid, "Seeking cover"));
  open_turn (window, grid);
  ta_ui_test_click (ta_ui_test_dialog (window), "I Can’t Come…");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Kim takes Tue 1 Dec");
  ta_ui_test_click (ta_ui_test_dialog (window), "Ask 1 Household");
  ta_ui_test_settle (window);
  assert_text (store, STATE_OF_TODAY, "planned");
  g_assert_true (ta_ui_test_shows (grid, "Seeking cover"));
  g_assert_nonnull (ta_ui_test_find (grid, GTK_ACCESSIBLE_ROLE_BUTTON, "Pereira, Cooking, Tuesday, 1 December, 18:00, 0 portions, Planned, Seeking cover"));
  /* The card goes by the request, whichever way that goes. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_false (ta_ui_test_shows (grid, "Seeking cover"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (grid, "Seeking cover"));
  today = GTK_WIDGET (ta_ui_test_show (window, "today"));
  g_assert_true (ta_ui_test_shows (today, "Pereira cannot · Cordón · 1 asked"));
  ta_ui_test_click (today, "Tuesday, 1 December needs somebody");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Kim said yes");
  ta_ui_test_settle (window);
  assert_text (store, HOLDERS, "Kim Silva");
  assert_text (store, STATE_OF_TODAY, "planned");
  g_assert_false (ta_ui_test_shows (grid, "Seeking cover"));
  ta_ui_test_close (window);
}

static gboolean
send_all_away (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return add_absence (database, "Kim", 1, 20, error) && add_absence (database, "Silva", 1, 20, error);
}

/* Where nobody can, each reason is told, and what is left to do. */
static void
test_nobody (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window;

  g_assert_true (ta_store_run (store, "Away", NULL, send_all_away, NULL, NULL, NULL));
  window = ta_ui_test_window (store);
  gtk_widget_activate_action (show_rota (window), "rota.cant-come", NULL);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Nobody Can Take It"));
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Kim is away"));
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Silva is away"));
  ta_ui_test_click (ta_ui_test_dialog (window), "Cancel This Turn");
  ta_ui_test_settle (window);
  assert_text (store, STATE_OF_TODAY, "cancelled");
  ta_ui_test_close (window);
}

/* Dragging ------------------------------------------------------------------------------------------------------------------------------- */

/* (transfer none): of @widget, of @type */
static GtkEventController *
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

/* What GTK tells the grid when the card of one turn is dropped on that of another. */
static void
drag_onto (GtkWidget *grid, GtkWidget *card, GtkWidget *target)
{
  g_auto (GValue) value = G_VALUE_INIT;
  graphene_rect_t bounds;
  gboolean taken = FALSE;

  g_assert_true (gtk_widget_compute_bounds (target, grid, &bounds));
  g_value_init (&value, G_OBJECT_TYPE (card));
  g_value_set_object (&value, card);
  g_signal_emit_by_name (find_controller (card, GTK_TYPE_DRAG_SOURCE), "drag-begin", NULL);
  g_signal_emit_by_name (find_controller (grid, GTK_TYPE_DROP_TARGET), "drop", &value, (double) bounds.origin.x + bounds.size.width / 2,
                         (double) bounds.origin.y + bounds.size.height / 2, &taken);
  g_assert_true (taken);
}

static GtkWidget *
card_of (TaStore *store, GtkWidget *grid, const char *sql)
{
  g_autofree char *id = ta_ui_test_text (store, sql);
  GtkWidget *card = ta_rota_grid_get_card (TA_ROTA_GRID (grid), id);

  g_assert_nonnull (card);
  return card;
}

static void
test_drag_with_a_clash (void)
{
  g_autoptr (TaStore) store = chain_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);
  GtkWidget *tuesday = card_of (store, grid, "SELECT id FROM turn WHERE date = '2026-12-01'");
  GtkWidget *wednesday = card_of (store, grid, "SELECT id FROM turn WHERE date = '2026-12-02'");
  GtkWidget *thursday = card_of (store, grid, "SELECT id FROM turn WHERE date = '2026-12-03'");

  drag_onto (grid, tuesday, wednesday);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Cannot Be Swapped"));
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Pereira is away"));
  assert_text (store, HOLDERS, "Pereira Silva Kim");
  ta_ui_test_click (ta_ui_test_dialog (window), "Close");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  /* Both have their reasons: both are told. */
  drag_onto (grid, thursday, wednesday);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Silva is away"));
  assert_text (store, HOLDERS, "Pereira Silva Kim");
  ta_ui_test_click (ta_ui_test_dialog (window), "Close");
  ta_ui_test_settle (window);
  ta_ui_test_close (window);
}

/* Nothing is against Kim on Wednesday but its other turn of the week. */
static void
test_gift_against_a_limit (void)
{
  g_autoptr (TaStore) store = chain_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *grid = show_rota (window);
  g_autofree char *kim = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Kim'");

  g_assert_true (gtk_widget_child_focus (grid, GTK_DIR_RIGHT));
  g_assert_true (gtk_widget_activate_action (grid, "turn.assign", "s", kim));
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Cannot Be Given"));
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Kim"));
  assert_text (store, HOLDERS, "Pereira Silva Kim");
  ta_ui_test_close (window);
}

/* Absences and today --------------------------------------------------------------------------------------------------------------------- */

static void
test_absence_leads_to_cover (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *pereira = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Pereira'");
  TaContext *context = ta_window_get_context (window);
  GtkWidget *today = GTK_WIDGET (ta_ui_test_show (window, "today"));

  ta_absence_dialog_present (context, ta_context_find_household (context, pereira), GTK_WIDGET (window));
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Add");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "1 turn seeks cover now"));
  g_assert_true (ta_ui_test_shows (today, "Tuesday, 1 December needs somebody"));
  ta_ui_test_click (ta_ui_test_dialog (window), "Seek Cover…");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Kim takes Tue 1 Dec");
  ta_ui_test_click (ta_ui_test_dialog (window), "Ask 1 Household");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (ta_ui_test_dialog (window), "Asked"));
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (today, "Pereira cannot · Cordón · 1 asked"));
  /* One click from there to the request. */
  ta_ui_test_click (today, "Tuesday, 1 December needs somebody");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Kim said yes");
  ta_ui_test_settle (window);
  assert_text (store, HOLDERS, "Kim Silva");
  ta_ui_test_close (window);
}

static gboolean
mark_today (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_set_state (database, data, TA_TURN_SEEKING_COVER, error);
}

/* A turn that only was marked: Today begins the request for it. */
static void
test_from_today (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  g_autofree char *turn = ta_ui_test_text (store, "SELECT id FROM turn WHERE date = '2026-12-01'");
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *today = GTK_WIDGET (ta_ui_test_show (window, "today"));

  g_assert_true (ta_store_run (store, "Ill", NULL, mark_today, turn, NULL, NULL));
  ta_ui_test_settle (window);
  ta_ui_test_click (today, "Seek Cover…");
  ta_ui_test_settle (window);
  ta_ui_test_click (ta_ui_test_dialog (window), "Kim takes Tue 1 Dec");
  ta_ui_test_click (ta_ui_test_dialog (window), "Ask 1 Household");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_true (ta_ui_test_shows (today, "Pereira cannot · Cordón · 1 asked"));
  g_assert_null (ta_ui_test_find_type (today, GTK_TYPE_BUTTON, "Seek Cover…"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/cover/by-keyboard", test_by_keyboard);
  g_test_add_func ("/cover/fairer", test_fairer);
  g_test_add_func ("/cover/chain", test_chain);
  g_test_add_func ("/cover/refused-and-withdrawn", test_refused_and_withdrawn);
  g_test_add_func ("/cover/given-by-hand", test_given_by_hand);
  g_test_add_func ("/cover/one-of-two-and-ask-more", test_one_of_two_and_ask_more);
  g_test_add_func ("/cover/two-requests", test_two_requests);
  g_test_add_func ("/cover/draft", test_draft);
  g_test_add_func ("/cover/nobody", test_nobody);
  g_test_add_func ("/cover/drag-with-a-clash", test_drag_with_a_clash);
  g_test_add_func ("/cover/gift-against-a-limit", test_gift_against_a_limit);
  g_test_add_func ("/cover/absence-leads-to-cover", test_absence_leads_to_cover);
  g_test_add_func ("/cover/from-today", test_from_today);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-household-table.h"
#include "ta-plan-dialog.h"
#include "ta-plan-line-row.h"
#include "ta-plan-options.h"
#include "ta-plan-text.h"
#include "ta-rota-store.h"
#include "ta-rota-rules-table.h"
#include "ta-turn-table.h"

#define HELD "SELECT count (*) FROM assignment a JOIN turn t ON t.id = a.turn WHERE t.date >= '2026-12-07'"

typedef struct
{
  char *pod;
  char *service;
  int weeks;
} Turns;

/* Dinners from Monday to Friday from 7 December on, that nobody has yet. */
static gboolean
add_turns (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Turns *turns = data;
  TaDate monday = ta_ui_test_today () + 6;

  for (TaDate date = monday; date < monday + 7 * turns->weeks; date++)
    {
      g_autoptr (TaTurn) turn = ta_turn_new (turns->pod, turns->service, date, 18 * 60);

      if (ta_date_weekday (date) <= 5 && !ta_turn_table_save (database, turn, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
be_away (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_table_get (database, data, error);
  TaDate monday = ta_ui_test_today () + 6;

  if (!household)
    return FALSE;
  g_ptr_array_add (household->absences, ta_absence_new (NULL, monday, monday + 5, "the coast"));
  return ta_household_table_save (database, household, error);
}

static TaStore *
make_store (int weeks)
{
  TaStore *store = ta_ui_test_store ();
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");
  g_autofree char *service = ta_ui_test_text (store, "SELECT id FROM service");
  Turns turns = { pod, service, weeks };

  g_assert_true (ta_store_run (store, "Planned", NULL, add_turns, &turns, NULL, NULL));
  return store;
}

static gboolean
is_settled (gpointer data)
{
  return ta_plan_dialog_is_settled (data);
}

static GtkWidget *
settled_dialog (TaWindow *window)
{
  GtkWidget *dialog = ta_ui_test_dialog (window);

  g_assert_true (TA_IS_PLAN_DIALOG (dialog));
  ta_ui_test_wait (is_settled, dialog, "the plan");
  ta_ui_test_settle (window);
  return dialog;
}

static GtkWidget *
open_plan (TaWindow *window)
{
  TaPage *page = ta_ui_test_show (window, "rota");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "rota.plan", NULL));
  return settled_dialog (window);
}

/* The whole of it: three weeks, five dinners each, three households: each cooks five times; accepted, and undone as one. */
static void
test_plan_and_accept (void)
{
  g_autoptr (TaStore) store = make_store (3);
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_plan (window);

  g_assert_true (ta_ui_test_shows (dialog, "15 turns: 15 are new"));
  g_assert_true (ta_ui_test_shows (dialog, "Proved: no plan is better"));
  g_assert_nonnull (ta_ui_test_find_type (dialog, ADW_TYPE_EXPANDER_ROW, "Silva"));
  g_assert_cmpint (ta_ui_test_number (store, HELD), ==, 0);
  ta_ui_test_click (dialog, "Accept 15");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_cmpint (ta_ui_test_number (store, HELD), ==, 15);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT min (n) FROM (SELECT count (*) AS n FROM assignment a JOIN turn t ON t.id = a.turn "
                                             "WHERE t.date >= '2026-12-07' GROUP BY a.household)"),
                   >=, 4);
  g_assert_true (ta_ui_test_shows (GTK_WIDGET (window), "Planned the rota from 7 Dec"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, HELD), ==, 0);
  ta_ui_test_close (window);
}

/* What is not ticked is not written. */
static void
test_line_by_line (void)
{
  g_autoptr (TaStore) store = make_store (1);
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_plan (window);
  GtkWidget *row = ta_ui_test_find_type (dialog, TA_TYPE_PLAN_LINE_ROW, NULL);

  g_assert_nonnull (row);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (ta_ui_test_find_type (row, GTK_TYPE_CHECK_BUTTON, NULL)), FALSE);
  g_assert_false (ta_plan_line_row_is_accepted (TA_PLAN_LINE_ROW (row)));
  ta_ui_test_click (dialog, "Accept 4");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, HELD), ==, 4);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM turn t WHERE t.date = '2026-12-07' "
                                             "AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.turn = t.id)"),
                   ==, 1);
  ta_ui_test_close (window);
}

/* With Silva and Kim away for the week, Pereira can cook twice, or three times where the rules give way. */
static void
test_why_and_way_out (void)
{
  g_autoptr (TaStore) store = make_store (1);
  g_autofree char *silva = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Silva'");
  g_autofree char *kim = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Kim'");
  TaWindow *window;
  GtkWidget *dialog;
  gint64 before;

  g_assert_true (ta_store_run (store, "Away", NULL, be_away, silva, NULL, NULL));
  g_assert_true (ta_store_run (store, "Away", NULL, be_away, kim, NULL, NULL));
  window = ta_ui_test_window (store);
  dialog = open_plan (window);
  g_assert_true (ta_ui_test_shows (dialog, "3 have nobody"));
  g_assert_true (ta_ui_test_shows (dialog, "Turns Without Anybody"));
  g_assert_nonnull (ta_ui_test_find_type (dialog, GTK_TYPE_BUTTON, "Do This"));
  before = ta_ui_test_number (store, "SELECT count (*) FROM history");
  ta_ui_test_click (dialog, "Do This");
  ta_ui_test_settle (window);
  dialog = settled_dialog (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM history"), ==, before + 1);
  g_assert_false (ta_ui_test_shows (dialog, "3 have nobody"));
  ta_ui_test_close (window);
}

static gboolean
join (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_new ("Duarte");

  g_ptr_array_add (household->persons, ta_person_new ("Lia", TA_ROLE_ADULT));
  g_ptr_array_add (household->memberships, ta_membership_new (data, TA_STATUS_MEMBER, ta_date_from_ymd (2026, 1, 1)));
  return ta_household_table_save (database, household, error);
}

/* Nothing but who is there. */
static gboolean
lift_limits (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaRotaRules) rules = ta_rota_rules_new (data);

  rules->max_per_week = 7;
  rules->min_gap_days = 1;
  return ta_rota_rules_table_save (database, rules, error);
}

static gboolean
publish_all (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, "UPDATE turn SET state = 'published' WHERE date >= '2026-12-07'", error);
}

/* Silva was told of its turns and then goes away: only its turns of that week change hands. */
static void
test_mend (void)
{
  g_autoptr (TaStore) store = make_store (2);
  g_autofree char *silva = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Silva'");
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");
  g_autofree char *summary = NULL;
  TaWindow *window;
  TaPage *page;
  GtkWidget *dialog;
  gint64 of_silva;

  g_assert_true (ta_store_run (store, "Rules", NULL, lift_limits, pod, NULL, NULL));
  window = ta_ui_test_window (store);
  dialog = open_plan (window);
  ta_ui_test_click (dialog, "Accept 10");
  ta_ui_test_settle (window);
  g_assert_true (ta_store_run (store, "Published", NULL, publish_all, NULL, NULL, NULL));
  of_silva = ta_ui_test_number (store, "SELECT count (*) FROM turn t JOIN assignment a ON a.turn = t.id JOIN household h ON h.id = a.household "
                                       "WHERE h.name = 'Silva' AND t.date BETWEEN '2026-12-07' AND '2026-12-11'");
  g_assert_true (ta_store_run (store, "Away", NULL, be_away, silva, NULL, NULL));
  ta_ui_test_settle (window);
  page = ta_ui_test_show (window, "rota");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "rota.replan", NULL));
  dialog = settled_dialog (window);
  summary = g_strdup_printf ("%d change", (int) of_silva);
  g_assert_true (ta_ui_test_shows (dialog, summary));
  ta_ui_test_close (window);
}

typedef struct
{
  const char *mostly;
  const char *first;
} Unfair;

/* One household has all the dinners but the first, and everybody was told so. */
static gboolean
publish_unfair (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Unfair *unfair = data;
  TaDate monday = ta_ui_test_today () + 6;
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, monday, monday + 14, NULL, error);

  for (guint i = 0; turns && i < turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (turns, i);

      ta_turn_set_holder (turn, i == 0 ? unfair->first : unfair->mostly, TA_DUTY_COOK);
      turn->state = TA_TURN_PUBLISHED;
      if (!ta_turn_table_save (database, turn, error))
        return FALSE;
    }
  return turns != NULL;
}

/* Mending is no time for making a rota fairer: who goes away gives up its turn, and what the others were told of stays. */
static void
test_mend_the_least (void)
{
  g_autoptr (TaStore) store = make_store (2);
  g_autofree char *silva = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Silva'");
  g_autofree char *kim = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Kim'");
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");
  Unfair unfair = { kim, silva };
  TaWindow *window;
  TaPage *page;

  g_assert_true (ta_store_run (store, "Rules", NULL, lift_limits, pod, NULL, NULL));
  g_assert_true (ta_store_run (store, "Published", NULL, publish_unfair, &unfair, NULL, NULL));
  g_assert_true (ta_store_run (store, "Away", NULL, be_away, silva, NULL, NULL));
  window = ta_ui_test_window (store);
  page = ta_ui_test_show (window, "rota");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "rota.replan", NULL));
  g_assert_true (ta_ui_test_shows (settled_dialog (window), "11 stay, 1 changes hands"));
  ta_ui_test_close (window);
}

static gpointer
read_brief (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rota_brief_load (database, data, ta_ui_test_today () + 6, ta_ui_test_today () + 13, NULL, ta_ui_test_today (), error);
}

/* What it would come to if another took the turn: those who can stand first, and of who cannot it is said why. */
static void
test_what_if (void)
{
  g_autoptr (TaStore) store = make_store (1);
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");
  g_autofree char *kim = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Kim'");
  g_autoptr (TaRotaBrief) brief = NULL;
  g_autoptr (TaRotaResult) result = NULL;
  g_autoptr (TaRotaProposal) proposal = NULL;
  TaRotaTask *task;

  g_assert_true (ta_store_run (store, "Away", NULL, be_away, kim, NULL, NULL));
  brief = ta_store_read (store, read_brief, pod, NULL);
  task = ta_rota_brief_compile (brief);
  result = ta_rota_solve (task->problem, NULL, NULL, NULL, NULL);
  proposal = ta_rota_proposal_new (task, result);
  for (guint i = 0; i < proposal->n_lines; i++)
    {
      const TaProposalLine *line = &proposal->lines[i];
      g_autofree char *text = ta_plan_what_if (proposal, line);
      g_auto (GStrv) rows = g_strsplit (text, "\n", -1);

      g_assert_cmpuint (g_strv_length (rows), ==, line->after == TA_ROTA_NOBODY ? 4 : 3);
      g_assert_true (g_str_has_prefix (rows[g_strv_length (rows) - 1], "Kim: Kim is away") || line->after == TA_ROTA_NOBODY);
      g_assert_nonnull (strstr (text, "Kim: Kim is away"));
      if (line->after != TA_ROTA_NOBODY)
        g_assert_null (strstr (text, ta_plan_household_name (proposal, line->after)));
    }
}

/* Who joins the pod while the dialog is open has a switch and takes part; what was switched before stays switched. */
static void
test_household_joins (void)
{
  g_autoptr (TaStore) store = make_store (1);
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_plan (window);
  g_autofree char *pod = ta_ui_test_text (store, "SELECT id FROM pod");

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ta_ui_test_find_type (dialog, TA_TYPE_PLAN_OPTIONS, NULL)), TRUE);
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, "Duarte"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, "Silva")), FALSE);
  g_assert_true (ta_store_run (store, "Joined", NULL, join, pod, NULL, NULL));
  ta_ui_test_settle (window);
  dialog = settled_dialog (window);
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, "Duarte"))));
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_SWITCH_ROW, "Silva"))));
  ta_ui_test_click (dialog, "Accept 5");
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, HELD " AND a.household = (SELECT id FROM household WHERE name = 'Silva')"), ==, 0);
  g_assert_cmpint (ta_ui_test_number (store, HELD " AND a.household = (SELECT id FROM household WHERE name = 'Duarte')"), >, 0);
  ta_ui_test_close (window);
}

/* Only what is proved is said to be. */
static void
test_quality (void)
{
  TaRotaProposal proposal = { .score = { .total = 1025 }, .bound = 1000 };
  g_autofree char *open = ta_plan_quality (&proposal);
  g_autofree char *proved = NULL;

  g_assert_cmpstr (open, ==, "At most 2.5 % from the best possible");
  proposal.bound = proposal.score.total;
  proposal.proved = TRUE;
  proved = ta_plan_quality (&proposal);
  g_assert_cmpstr (proved, ==, "Proved: no plan is better");
}

static void
test_nothing_to_plan (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *dialog = open_plan (window);

  g_assert_true (ta_ui_test_shows (dialog, "There is no turn in this period."));
  g_assert_false (gtk_widget_is_sensitive (ta_ui_test_find_type (dialog, GTK_TYPE_BUTTON, "Accept")));
  ta_ui_test_close (window);
}

/* Closed while it plans: nothing is written, nothing is left behind. */
static void
test_closed_early (void)
{
  g_autoptr (TaStore) store = make_store (20);
  TaWindow *window = ta_ui_test_window (store);
  TaPage *page = ta_ui_test_show (window, "rota");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "rota.plan", NULL));
  adw_dialog_force_close (ADW_DIALOG (ta_ui_test_dialog (window)));
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, HELD), ==, 0);
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/plan/plan-and-accept", test_plan_and_accept);
  g_test_add_func ("/plan/line-by-line", test_line_by_line);
  g_test_add_func ("/plan/why-and-way-out", test_why_and_way_out);
  g_test_add_func ("/plan/mend", test_mend);
  g_test_add_func ("/plan/mend-the-least", test_mend_the_least);
  g_test_add_func ("/plan/what-if", test_what_if);
  g_test_add_func ("/plan/household-joins", test_household_joins);
  g_test_add_func ("/plan/quality", test_quality);
  g_test_add_func ("/plan/nothing-to-plan", test_nothing_to_plan);
  g_test_add_func ("/plan/closed-early", test_closed_early);
  return g_test_run ();
}

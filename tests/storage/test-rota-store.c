/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-cover-table.h"
#include "ta-dump.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-series-table.h"
#include "ta-rota-rules-table.h"
#include "ta-rota-store.h"
#include "ta-store.h"
#include "ta-turn-table.h"

#define DAY(d) (ta_date_from_ymd (2026, 9, 7) + (d)) /* Monday */

typedef struct
{
  TaStore *store;
  TaPod *pod;
  TaService *service;
  TaSeries *series;
  GPtrArray *households;
  GPtrArray *turns;
  TaRotaBrief *brief;
  TaRotaProposal *proposal;
  gboolean *accepted;
  TaRotaChange *change;
} World;

static gboolean
save_all (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  g_autoptr (TaRotaRules) rules = ta_rota_rules_new (world->pod->id);
  g_autoptr (GPtrArray) capabilities = g_ptr_array_new_with_free_func (g_free);
  gboolean ok = ta_pod_table_save (database, world->pod, error) && ta_service_table_save (database, world->service, error)
                && ta_series_table_save (database, world->series, error);

  rules->min_gap_days = 3;
  g_ptr_array_add (capabilities, g_strdup ("Oven"));
  ok = ok && ta_rota_rules_table_save (database, rules, error) && ta_requirement_table_save (database, world->series->id, capabilities, error);
  for (guint i = 0; ok && i < world->households->len; i++)
    ok = ta_household_table_save (database, world->households->pdata[i], error);
  for (guint i = 0; ok && i < world->turns->len; i++)
    ok = ta_turn_table_save (database, world->turns->pdata[i], error);
  return ok;
}

static TaHousehold *
add_household (World *world, const char *name)
{
  TaHousehold *household = ta_household_new (name);

  g_ptr_array_add (household->persons, ta_person_new (name, TA_ROLE_ADULT));
  g_ptr_array_add (household->memberships, ta_membership_new (world->pod->id, TA_STATUS_MEMBER, DAY (-100)));
  g_ptr_array_add (world->households, household);
  return household;
}

static TaTurn *
add_turn (World *world, int day, const TaHousehold *holder)
{
  TaTurn *turn = ta_turn_new (world->pod->id, world->service->id, DAY (day), 18 * 60);

  if (holder != NULL)
    ta_turn_set_holder (turn, holder->id, TA_DUTY_COOK);
  g_ptr_array_add (world->turns, turn);
  return turn;
}

/* Ana, Bea and Cruz; Dora belongs to no pod; four dinners, of which Ana holds the first two, published. */
static void
fill (World *world)
{
  TaHousehold *ana = add_household (world, "Ana");
  TaHousehold *dora;
  TaTurn *turn;

  add_household (world, "Bea");
  add_household (world, "Cruz");
  dora = add_household (world, "Dora");
  g_ptr_array_set_size (dora->memberships, 0);
  turn = add_turn (world, 0, ana);
  turn->state = TA_TURN_PUBLISHED;
  g_ptr_array_add (turn->assignments, ta_assignment_new (dora->id, TA_DUTY_HELPER));
  turn = add_turn (world, 1, ana);
  turn->state = TA_TURN_PUBLISHED;
  add_turn (world, 2, NULL);
  turn = add_turn (world, 3, NULL);
  turn->places = 2;
  add_turn (world, -3, world->households->pdata[1]);
  add_turn (world, -4, NULL);
  add_turn (world, 8, world->households->pdata[2]);
  add_turn (world, 9, world->households->pdata[2])->state = TA_TURN_PUBLISHED;
}

static World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  g_autoptr (GError) error = NULL;

  world->store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  world->pod = ta_pod_new ("Norte");
  world->service = ta_service_new ("Cooking", TA_SERVICE_COOK);
  world->series = ta_series_new (world->pod->id, world->service->id, DAY (0));
  world->households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);
  world->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  fill (world);
  ta_store_run (world->store, "Fill", NULL, save_all, world, NULL, &error);
  g_assert_no_error (error);
  return world;
}

static void
world_free (World *world)
{
  ta_store_close (world->store);
  g_object_unref (world->store);
  ta_pod_free (world->pod);
  ta_service_free (world->service);
  ta_series_free (world->series);
  g_ptr_array_unref (world->households);
  g_ptr_array_unref (world->turns);
  ta_rota_brief_free (world->brief);
  ta_rota_proposal_free (world->proposal);
  g_free (world->accepted);
  g_free (world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static const char *
household (World *world, guint i)
{
  return ((TaHousehold *) world->households->pdata[i])->id;
}

static gpointer
load (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;

  return ta_rota_brief_load (database, world->pod->id, DAY (0), DAY (7), NULL, DAY (0), error);
}

static gpointer
load_unknown (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rota_brief_load (database, "nowhere", DAY (0), DAY (7), NULL, DAY (0), error);
}

static void
test_load (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  gpointer nothing;

  world->brief = ta_store_read (world->store, load, world, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (world->brief->turns->len, ==, 4);
  g_assert_cmpint (((TaTurn *) world->brief->turns->pdata[3])->places, ==, 2);
  g_assert_cmpuint (world->brief->around->len, ==, 2);
  g_assert_cmpuint (world->brief->households->len, ==, 4); /* Dora helps */
  g_assert_cmpstr (((TaHousehold *) world->brief->households->pdata[1])->name, ==, "Bea");
  g_assert_cmpuint (world->brief->services->len, ==, 1);
  g_assert_cmpuint (world->brief->series->len, ==, 1);
  g_assert_nonnull (g_hash_table_lookup (world->brief->requirements, world->series->id));
  g_assert_cmpint (world->brief->rules->min_gap_days, ==, 3);
  nothing = ta_store_read (world->store, load_unknown, world, &error);
  g_assert_null (nothing);
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

static gboolean
do_before (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  g_autoptr (TaRotaRules) rules = ta_rota_rules_table_get (database, world->pod->id, error);
  TaTurn *turn = world->turns->pdata[4];

  rules->credit = world->accepted != NULL ? TA_ROTA_CREDIT_PORTIONS : TA_ROTA_CREDIT_TURNS;
  turn->state = TA_TURN_DONE;
  return ta_rota_rules_table_save (database, rules, error) && ta_turn_table_save (database, turn, error);
}

static int
balance_of (World *world, guint i)
{
  const int *balance = g_hash_table_lookup (world->brief->balances, household (world, i));

  return balance != NULL ? *balance : 0;
}

/* Bea cooked for three, herself among them: two thirds of a turn, counted in turns or in portions. */
static void
test_balances (void)
{
  for (int portions = 0; portions <= 1; portions++)
    {
      g_autoptr (World) world = world_new ();
      g_autoptr (GError) error = NULL;

      world->accepted = portions ? g_new0 (gboolean, 1) : NULL;
      ta_store_run (world->store, "Done", NULL, do_before, world, NULL, &error);
      g_assert_no_error (error);
      world->brief = ta_store_read (world->store, load, world, NULL);
      g_assert_cmpint (balance_of (world, 1), >=, 66);
      g_assert_cmpint (balance_of (world, 1), <=, 67);
      g_assert_cmpint (balance_of (world, 0), >=, -34);
      g_assert_cmpint (balance_of (world, 0), <=, -33);
      g_assert_cmpint (balance_of (world, 3), ==, 0);
    }
}

static gpointer
load_entitlement (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rota_entitlement_load (database, ((World *) data)->pod->id, DAY (0), DAY (7), error);
}

static void
test_entitlement (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (TaEntitlement) entitlement = ta_store_read (world->store, load_entitlement, world, NULL);
  const TaEntitlementRow *ana = ta_entitlement_find (entitlement, household (world, 0));

  g_assert_cmpint (entitlement->supply, ==, 500);
  g_assert_cmpint (ana->meals_share, ==, 167);
  g_assert_cmpint (ana->planned, ==, 200);
  g_assert_cmpint (ta_entitlement_find (entitlement, household (world, 3))->target, ==, 0);
}

static void
propose (World *world)
{
  g_autoptr (TaRotaResult) result = NULL;
  TaRotaTask *task;

  g_clear_pointer (&world->brief, ta_rota_brief_free);
  g_clear_pointer (&world->proposal, ta_rota_proposal_free);
  world->brief = ta_store_read (world->store, load, world, NULL);
  task = ta_rota_brief_compile (world->brief);
  result = ta_rota_solve (task->problem, NULL, NULL, NULL, NULL);
  world->proposal = ta_rota_proposal_new (task, result);
}

static gboolean
apply (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;

  return ta_rota_proposal_apply (database, world->proposal, world->accepted, error);
}

static char *
dump (World *world)
{
  return ta_store_read (world->store, ta_dump_read, NULL, NULL);
}

/* Five places, three households, three days apart: everybody has one or two. */
static void
test_apply_and_undo (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = dump (world);
  g_autofree char *after = NULL;
  g_autofree char *same = NULL;

  propose (world);
  g_assert_cmpint (world->proposal->present.uncovered, ==, 3);
  ta_store_run (world->store, "Plan", NULL, apply, world, NULL, &error);
  g_assert_no_error (error);
  ta_rota_brief_free (world->brief);
  world->brief = ta_store_read (world->store, load, world, NULL);
  for (guint i = 0; i < world->proposal->n_lines; i++)
    {
      const TaProposalLine *line = &world->proposal->lines[i];
      const TaTurn *turn = ta_rota_brief_find_turn (world->brief, line->turn->id);
      gboolean found = line->after == TA_ROTA_NOBODY;

      for (guint a = 0; !found && a < turn->assignments->len; a++)
        found = g_str_equal (((TaAssignment *) turn->assignments->pdata[a])->household,
                             ((TaHousehold *) world->proposal->task->brief->households->pdata[line->after])->id);
      g_assert_true (found);
      g_assert_cmpint (turn->state, ==, line->turn->state);
    }
  /* Who helps stays. */
  g_assert_cmpint (((TaAssignment *) ((TaTurn *) world->brief->turns->pdata[0])->assignments->pdata[1])->role, ==, TA_DUTY_HELPER);
  after = dump (world);
  g_assert_cmpstr (after, !=, before);
  ta_store_undo (world->store, 0, &error);
  g_assert_no_error (error);
  same = dump (world);
  g_assert_cmpstr (same, ==, before);
}

static void
test_accepted_lines_alone (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  guint changed = G_MAXUINT;

  propose (world);
  world->accepted = g_new0 (gboolean, world->proposal->n_lines);
  for (guint i = 0; i < world->proposal->n_lines; i++)
    if (world->proposal->lines[i].kind == TA_PROPOSAL_NEW)
      changed = i;
  g_assert_cmpuint (changed, !=, G_MAXUINT);
  world->accepted[changed] = TRUE;
  ta_store_run (world->store, "Plan", NULL, apply, world, NULL, &error);
  g_assert_no_error (error);
  ta_rota_brief_free (world->brief);
  world->brief = ta_store_read (world->store, load, world, NULL);
  for (guint i = 0; i < world->brief->turns->len; i++)
    {
      const TaTurn *turn = world->brief->turns->pdata[i];
      const TaTurn *then = world->proposal->task->brief->turns->pdata[i];
      gboolean is_it = g_str_equal (turn->id, world->proposal->lines[changed].turn->id);

      g_assert_cmpuint (turn->assignments->len, ==, then->assignments->len + (is_it ? 1 : 0));
    }
}

static gboolean
give_away (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  TaTurn *turn = world->turns->pdata[1];

  ta_turn_set_holder (turn, household (world, 2), TA_DUTY_COOK);
  return ta_turn_table_save (database, turn, error);
}

/* Somebody took a turn while the plan lay on the table. */
static void
test_changed_since (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  propose (world);
  ta_store_run (world->store, "Give", NULL, give_away, world, NULL, &error);
  g_assert_no_error (error);
  before = dump (world);
  ta_store_run (world->store, "Plan", NULL, apply, world, NULL, &error);
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "Tue"));
  after = dump (world);
  g_assert_cmpstr (after, ==, before);
}

typedef struct
{
  World *world;
  int what;
} Meanwhile;

static gboolean
change_meanwhile (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Meanwhile *meanwhile = data;
  const TaProposalLine *line = NULL;
  g_autoptr (TaTurn) turn = NULL;

  for (guint i = 0; i < meanwhile->world->proposal->n_lines && line == NULL; i++)
    if (ta_proposal_line_changes (&meanwhile->world->proposal->lines[i]))
      line = &meanwhile->world->proposal->lines[i];
  turn = ta_turn_table_get (database, line->turn->id, error);
  if (meanwhile->what == 0)
    turn->state = TA_TURN_CANCELLED;
  else if (meanwhile->what == 1)
    turn->pinned = TRUE;
  else
    turn->date++;
  return ta_turn_table_save (database, turn, error);
}

/* Called off, fixed, or moved to another day while the plan lay on the table. */
static void
test_other_than_planned (void)
{
  for (int what = 0; what < 3; what++)
    {
      g_autoptr (World) world = world_new ();
      Meanwhile meanwhile = { world, what };
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      propose (world);
      ta_store_run (world->store, "Meanwhile", NULL, change_meanwhile, &meanwhile, NULL, &error);
      g_assert_no_error (error);
      before = dump (world);
      ta_store_run (world->store, "Plan", NULL, apply, world, NULL, &error);
      g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
      after = dump (world);
      g_assert_cmpstr (after, ==, before);
    }
}

static gboolean
ask_for_cover (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  const TaTurn *turn = world->turns->pdata[0];
  g_autoptr (TaCoverRequest) request = ta_cover_request_new (turn->id, household (world, 0), TA_COVER_REQUEST_COVER, DAY (-1));

  return ta_cover_ask (database, request, error);
}

static gpointer
list_requests (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_cover_table_list_of_turn (database, ((TaTurn *) ((World *) data)->turns->pdata[0])->id, error);
}

/* Who sought cover has found it by the plan. */
static void
test_seeking_cover (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const TaTurn *turn;

  ta_store_run (world->store, "Ask", NULL, ask_for_cover, world, NULL, &error);
  g_assert_no_error (error);
  before = dump (world);
  propose (world);
  g_assert_cmpint (world->proposal->lines[0].kind, ==, TA_PROPOSAL_MOVED);
  ta_store_run (world->store, "Plan", NULL, apply, world, NULL, &error);
  g_assert_no_error (error);
  requests = ta_store_read (world->store, list_requests, world, NULL);
  g_assert_cmpint (((TaCoverRequest *) requests->pdata[0])->state, ==, TA_COVER_ACCEPTED);
  g_assert_cmpint (((TaCoverRequest *) requests->pdata[0])->settled_on, ==, DAY (0));
  ta_rota_brief_free (world->brief);
  world->brief = ta_store_read (world->store, load, world, NULL);
  turn = world->brief->turns->pdata[0];
  g_assert_cmpint (turn->state, ==, TA_TURN_PUBLISHED);
  g_assert_cmpstr (ta_turn_holder (turn), !=, household (world, 0));
  ta_store_undo (world->store, 0, &error);
  g_assert_no_error (error);
  after = dump (world);
  g_assert_cmpstr (after, ==, before);
}

static gboolean
have_a_series (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  g_autoptr (TaSeries) series = ta_series_new (world->pod->id, world->service->id, DAY (0));

  series->weekdays = 0x7f;
  series->rotation = TA_ROTATION_ROTATE;
  g_ptr_array_add (series->households, g_strdup (household (world, 0)));
  if (!ta_series_table_save (database, series, error))
    return FALSE;
  for (int i = 2; i < 4; i++)
    {
      TaTurn *turn = world->turns->pdata[i];

      g_set_str (&turn->series, series->id);
      turn->series_date = turn->date;
      if (!ta_turn_table_save (database, turn, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_changed (const TaRotaProposal *proposal, const char *turn)
{
  for (guint i = 0; i < proposal->n_lines; i++)
    if (g_str_equal (proposal->lines[i].turn->id, turn) && ta_proposal_line_changes (&proposal->lines[i]))
      return TRUE;
  return FALSE;
}

/* A series with a rotation would give what was planned back to whose turn it is by rote, so that such a turn is one that a person had a say in. */
static void
test_apply_to_a_series (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  int edited = 0;

  ta_store_run (world->store, "Series", NULL, have_a_series, world, NULL, &error);
  g_assert_no_error (error);
  propose (world);
  ta_store_run (world->store, "Plan", NULL, apply, world, NULL, &error);
  g_assert_no_error (error);
  ta_rota_brief_free (world->brief);
  world->brief = ta_store_read (world->store, load, world, NULL);
  for (guint i = 0; i < world->brief->turns->len; i++)
    {
      const TaTurn *turn = world->brief->turns->pdata[i];

      g_assert_true (turn->edited == (turn->series != NULL && is_changed (world->proposal, turn->id)));
      edited += turn->edited;
    }
  g_assert_cmpint (edited, >, 0);
}

static gboolean
make_draft (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_set_state (database, ((TaTurn *) ((World *) data)->turns->pdata[0])->id, TA_TURN_PLANNED, error);
}

/* A draft for which cover is sought moves as one that is marked does, and stays a draft. */
static void
test_draft_seeking_cover (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  const TaTurn *turn;

  ta_store_run (world->store, "Draft", NULL, make_draft, world, NULL, &error);
  g_assert_no_error (error);
  ta_store_run (world->store, "Ask", NULL, ask_for_cover, world, NULL, &error);
  g_assert_no_error (error);
  propose (world);
  g_assert_cmpint (world->proposal->lines[0].kind, ==, TA_PROPOSAL_MOVED);
  ta_store_run (world->store, "Plan", NULL, apply, world, NULL, &error);
  g_assert_no_error (error);
  requests = ta_store_read (world->store, list_requests, world, NULL);
  g_assert_cmpint (((TaCoverRequest *) requests->pdata[0])->state, ==, TA_COVER_ACCEPTED);
  ta_rota_brief_free (world->brief);
  world->brief = ta_store_read (world->store, load, world, NULL);
  turn = world->brief->turns->pdata[0];
  g_assert_cmpint (turn->state, ==, TA_TURN_PLANNED);
  g_assert_false (ta_turn_seeks_cover (turn));
}

static gboolean
save_change (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rota_change_save (database, ((World *) data)->change, DAY (0), error);
}

/* What the database says after a change is what the planner thought it would. */
static void
assert_change (World *world, TaRotaChange *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRotaBrief) thought = ta_store_read (world->store, load, world, NULL);
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaRotaTask) then = NULL;

  world->change = change;
  ta_rota_change_make (change, thought);
  ta_store_run (world->store, "Change", NULL, save_change, world, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&world->brief, ta_rota_brief_free);
  world->brief = ta_store_read (world->store, load, world, NULL);
  if (change->kind == TA_ROTA_CHANGE_ASK)
    {
      const TaTurn *turn = ta_rota_brief_find_turn (world->brief, change->turn);
      const TaAssignment *assignment = turn->assignments->pdata[0];

      /* Against a rule, and so with a reason; and it stays theirs. */
      g_assert_cmpstr (assignment->household, ==, change->household);
      g_assert_cmpstr (assignment->override_reason, ==, "Was asked, and agreed");
      g_assert_true (turn->pinned);
    }
  task = ta_rota_brief_compile (world->brief);
  then = ta_rota_brief_compile (thought);
  g_assert_cmpint (task->problem->n_turns, ==, then->problem->n_turns);
  for (int h = 0; h < task->problem->n_households; h++)
    {
      g_assert_cmpint (task->problem->households[h].max_per_week, ==, then->problem->households[h].max_per_week);
      g_assert_cmpint (task->problem->households[h].min_gap, ==, then->problem->households[h].min_gap);
      for (int t = 0; t < task->problem->n_turns; t++)
        {
          g_assert_cmpint (ta_rota_task_reason (task, h, t)->kind, ==, ta_rota_task_reason (then, h, t)->kind);
          g_assert_cmpint (ta_rota_problem_is_pinned (task->problem, h, t), ==, ta_rota_problem_is_pinned (then->problem, h, t));
        }
    }
  ta_store_undo (world->store, 0, &error);
  g_assert_no_error (error);
  ta_rota_change_free (change);
}

static void
test_changes (void)
{
  g_autoptr (World) world = world_new ();
  const char *tuesday = ((TaTurn *) world->turns->pdata[1])->id;
  const char *thursday = ((TaTurn *) world->turns->pdata[3])->id;

  assert_change (world, ta_rota_change_new (TA_ROTA_CHANGE_LIMIT, household (world, 0), NULL, 4));
  assert_change (world, ta_rota_change_new (TA_ROTA_CHANGE_GAP, household (world, 1), NULL, 1));
  assert_change (world, ta_rota_change_new (TA_ROTA_CHANGE_KITCHEN, household (world, 2), NULL, 50));
  assert_change (world, ta_rota_change_new (TA_ROTA_CHANGE_ASK, household (world, 2), tuesday, 0));
  assert_change (world, ta_rota_change_new (TA_ROTA_CHANGE_ASK, household (world, 1), thursday, 0));
  assert_change (world, ta_rota_change_new (TA_ROTA_CHANGE_SPLIT, NULL, tuesday, 2));
  assert_change (world, ta_rota_change_new (TA_ROTA_CHANGE_CANCEL, NULL, tuesday, 0));
}

static gpointer
read_tuesday (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_get (database, ((TaTurn *) ((World *) data)->turns->pdata[1])->id, error);
}

/* Whoever takes that way out means it: the series does not bring the turn back. */
static void
test_cancelled_for_good (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (TaTurn) turn = NULL;
  TaRotaChange *change = ta_rota_change_new (TA_ROTA_CHANGE_CANCEL, NULL, ((TaTurn *) world->turns->pdata[1])->id, 0);

  ((TaTurn *) world->turns->pdata[1])->series_date = DAY (1);
  g_set_str (&((TaTurn *) world->turns->pdata[1])->series, world->series->id);
  world->change = change;
  g_assert_true (ta_store_run (world->store, "Series", NULL, save_all, world, NULL, NULL));
  g_assert_true (ta_store_run (world->store, "Cancel", NULL, save_change, world, NULL, NULL));
  turn = ta_store_read (world->store, read_tuesday, world, NULL);
  g_assert_cmpint (turn->state, ==, TA_TURN_CANCELLED);
  g_assert_true (turn->edited);
  ta_rota_change_free (change);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-store/load", test_load);
  g_test_add_func ("/rota-store/balances", test_balances);
  g_test_add_func ("/rota-store/entitlement", test_entitlement);
  g_test_add_func ("/rota-store/apply", test_apply_and_undo);
  g_test_add_func ("/rota-store/apply-to-a-series", test_apply_to_a_series);
  g_test_add_func ("/rota-store/accepted", test_accepted_lines_alone);
  g_test_add_func ("/rota-store/changed", test_changed_since);
  g_test_add_func ("/rota-store/other-than-planned", test_other_than_planned);
  g_test_add_func ("/rota-store/cover", test_seeking_cover);
  g_test_add_func ("/rota-store/cover-of-a-draft", test_draft_seeking_cover);
  g_test_add_func ("/rota-store/ways-out", test_changes);
  g_test_add_func ("/rota-store/cancelled-for-good", test_cancelled_for_good);
  return g_test_run ();
}

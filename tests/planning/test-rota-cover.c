/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rota-pod.h"
#include "ta-rota-cover.h"

#include <string.h>

/* "cover B; swap C 3<>0; chain B 4>C": who takes the turn, for which, and so on; in the order of the list. */
static char *
trace (const TaCover *cover)
{
  static const char *const kinds[] = { "cover", "swap", "chain" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cover->options->len; i++)
    {
      const TaCoverOption *option = &g_array_index (cover->options, TaCoverOption, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", kinds[option->kind]);
      for (guint s = 0; s < option->n_steps; s++)
        {
          const TaHousehold *household = cover->task->brief->households->pdata[option->steps[s].household];

          g_string_append_printf (text, " %s:%s", household->name, cover->task->turns[option->steps[s].takes]->id);
        }
    }
  return g_string_free (text, FALSE);
}

static TaCover *
find (TaRotaTask **task, const TaRotaBrief *brief, const char *turn, const char *household)
{
  *task = ta_rota_brief_compile (brief);
  return ta_rota_cover_new (*task, turn, household);
}

static void
assert_options (const TaRotaBrief *brief, const char *turn, const char *household, const char *expected)
{
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaCover) cover = find (&task, brief, turn, household);
  g_autofree char *options = NULL;

  g_assert_nonnull (cover);
  options = trace (cover);
  g_assert_cmpstr (options, ==, expected);
}

static TaTurn *
held (TaRotaBrief *brief, int day, const char *household)
{
  TaTurn *turn = pod_add_turn (brief, day);

  pod_hold (turn, household);
  turn->state = TA_TURN_PUBLISHED;
  return turn;
}

static void
away (TaRotaBrief *brief, const char *household, int from, int until)
{
  TaHousehold *found = ta_rota_brief_find_household (brief, household);

  g_ptr_array_add (found->absences, ta_absence_new (NULL, DAY_0 + from, DAY_0 + until, ""));
}

/* A, B, C each once a week, on Monday, Wednesday and Friday of two weeks. */
static TaRotaBrief *
make_pod (void)
{
  TaRotaBrief *brief = pod_new (2);

  pod_add_household (brief, "A", 2);
  pod_add_household (brief, "B", 2);
  pod_add_household (brief, "C", 2);
  held (brief, 0, "A");
  held (brief, 2, "B");
  held (brief, 4, "C");
  held (brief, 7, "A");
  held (brief, 9, "B");
  held (brief, 11, "C");
  brief->rules->max_per_week = 1;
  return brief;
}

/* With one turn a week each, only exchanges of turns are left; within a week, or with the whole week of the other. */
static void
test_swaps (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaCover) cover = find (&task, brief, "t2", "B");
  const TaCoverOption *first;

  g_assert_cmpint (cover->reasons[0].kind, ==, TA_REASON_WEEK_LIMIT);
  g_assert_cmpint (cover->reasons[1].kind, ==, TA_REASON_NONE);
  g_assert_cmpuint (cover->options->len, ==, 2);
  first = &g_array_index (cover->options, TaCoverOption, 0);
  g_assert_cmpint (first->kind, ==, TA_COVER_SWAP);
  g_assert_cmpint (first->published, ==, 1);
  for (int h = 0; h < 3; h++)
    g_assert_cmpint (ta_rota_cover_credit (cover, first, h), ==, 200);
}

/* Who owes most is asked first. */
static void
test_cover_by_fairness (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaCover) cover = NULL;
  g_autofree char *effect = NULL;
  const TaCoverOption *first;

  brief->rules->max_per_week = 7;
  brief->rules->min_gap_days = 1;
  pod_add_household (brief, "D", 2);
  cover = find (&task, brief, "t2", "B");
  first = &g_array_index (cover->options, TaCoverOption, 0);
  g_assert_cmpint (first->kind, ==, TA_COVER_COVER);
  g_assert_cmpint (first->steps[0].household, ==, 3);
  g_assert_cmpint (first->fairness, <, 0);
  g_assert_cmpint (ta_rota_cover_credit (cover, first, 3), ==, 100);
  g_assert_cmpint (ta_rota_cover_credit (cover, first, 1), ==, 100);
  effect = ta_rota_cover_option_effect (cover, first);
  g_assert_cmpstr (effect, ==, "D: 1 turn, owes 1.5; B: 1 turn, owes 1.5");
}

/* C could take B's Wednesday if it had not the Friday of the same week, which B cannot take either: D takes that one, though it could not come on Wednesday. */
static void
test_chain (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();

  pod_add_household (brief, "D", 2);
  away (brief, "B", 0, 14);
  away (brief, "A", 2, 3);
  away (brief, "D", 2, 3);
  assert_options (brief, "t2", "B", "chain C:t2 D:t4");
}

/* A chain asks more of people than one who simply comes, so it stands behind, though it costs no more. */
static void
test_chain_stands_last (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();

  pod_add_household (brief, "D", 2);
  away (brief, "B", 0, 14);
  away (brief, "A", 2, 3);
  g_ptr_array_add (ta_rota_brief_find_household (brief, "D")->availability, ta_availability_new (NULL, 3, TA_UNDESIRED));
  assert_options (brief, "t2", "B", "cover D:t2; chain C:t2 D:t4");
}

static void
test_round_chain (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();

  /* A cannot on Wednesday, C can but B cannot take its Friday; A can, and B can on Monday. Without a fourth household it is the only way. */
  away (brief, "A", 2, 3);
  away (brief, "B", 2, 14);
  assert_options (brief, "t2", "B", "chain C:t2 A:t4 B:t0");
}

static void
test_nobody (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaCover) cover = NULL;

  away (brief, "A", 0, 14);
  away (brief, "C", 0, 14);
  cover = find (&task, brief, "t2", "B");
  g_assert_cmpuint (cover->options->len, ==, 0);
  g_assert_cmpint (cover->reasons[0].kind, ==, TA_REASON_AWAY);
  g_assert_null (ta_rota_cover_new (task, "t2", "A"));
  g_assert_null (ta_rota_cover_new (task, "none", "B"));
}

/* A turn that is pinned stays with who has it. */
static void
test_pinned_is_not_given (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();

  for (guint i = 0; i < brief->turns->len; i++)
    ((TaTurn *) brief->turns->pdata[i])->pinned = i != 1;
  assert_options (brief, "t2", "B", "");
}

/* Every option is carried out on paper and judged by the reference evaluator; and no cover is overlooked. */
static void
check_pod (const TaRotaBrief *brief, GRand *rand)
{
  const TaTurn *turn = brief->turns->pdata[g_rand_int_range (rand, 0, (gint32) brief->turns->len)];
  const char *holder = ta_turn_holder (turn);
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaCover) cover = holder != NULL ? find (&task, brief, turn->id, holder) : NULL;
  guint covers = 0, could = 0;

  if (cover == NULL)
    {
      ta_rota_task_free (g_steal_pointer (&task));
      return;
    }
  for (guint i = 0; i < cover->options->len; i++)
    {
      const TaCoverOption *option = &g_array_index (cover->options, TaCoverOption, i);
      g_autoptr (TaRotaPlan) plan = ta_rota_plan_copy (task->present);
      TaRotaScore before, after;
      g_autofree char *broken = NULL;

      g_assert_true (ta_rota_evaluate (task->problem, plan, &before, NULL));
      for (guint s = 0; s < option->n_steps; s++)
        plan->households[plan->first_place[option->steps[s].takes]] = option->steps[s].household;
      g_assert_true (ta_rota_evaluate (task->problem, plan, &after, &broken));
      g_assert_cmpint (after.total - before.total, ==, option->cost);
      g_assert_cmpint (after.credit - before.credit, ==, option->fairness);
      covers += option->kind == TA_COVER_COVER;
    }
  for (int h = 0; h < task->problem->n_households; h++)
    {
      g_autoptr (TaRotaPlan) plan = ta_rota_plan_copy (task->present);
      TaRotaScore score;

      plan->households[plan->first_place[cover->slot]] = h;
      could += h != cover->asker && ta_rota_evaluate (task->problem, plan, &score, NULL);
    }
  g_assert_cmpuint (covers, ==, could);
}

static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (int round = 0; round < 150; round++)
    {
      g_autoptr (TaRotaBrief) brief = pod_new (3);
      g_autoptr (TaRotaTask) task = NULL;
      g_autoptr (TaRotaResult) result = NULL;

      for (int h = 0; h < 5; h++)
        {
          g_autofree char *name = g_strdup_printf ("H%d", h);
          int from = g_rand_int_range (rand, 0, 30);

          pod_add_household (brief, name, 1 + h % 3);
          away (brief, name, from, from + g_rand_int_range (rand, 1, 8));
        }
      pod_add_weekdays (brief);
      task = ta_rota_brief_compile (brief);
      result = pod_solve (task);
      for (int t = 0; t < task->problem->n_turns; t++)
        {
          int holder = result->plan->households[result->plan->first_place[t]];
          TaTurn *turn = ta_rota_brief_find_turn (brief, task->turns[t]->id);

          if (holder != TA_ROTA_NOBODY && turn != NULL)
            pod_hold (turn, ((TaHousehold *) brief->households->pdata[holder])->id);
        }
      check_pod (brief, rand);
    }
}

static void
test_text (void)
{
  g_autoptr (TaRotaBrief) brief = make_pod ();
  g_autoptr (TaRotaTask) task = NULL;
  g_autoptr (TaCover) cover = NULL;
  g_autofree char *text = NULL;
  g_autofree char *effect = NULL;

  away (brief, "A", 2, 3);
  away (brief, "B", 2, 14);
  cover = find (&task, brief, "t2", "B");
  text = ta_rota_cover_option_to_text (cover, &g_array_index (cover->options, TaCoverOption, 0));
  g_assert_cmpstr (text, ==, "C takes Wed 9 Sep; A takes Fri 11 Sep from C; B takes Mon 7 Sep from A");
  effect = ta_rota_cover_option_effect (cover, &g_array_index (cover->options, TaCoverOption, 0));
  g_assert_cmpstr (effect, ==, "Everybody keeps as many turns");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rota-cover/swaps", test_swaps);
  g_test_add_func ("/rota-cover/cover-by-fairness", test_cover_by_fairness);
  g_test_add_func ("/rota-cover/chain", test_chain);
  g_test_add_func ("/rota-cover/chain-stands-last", test_chain_stands_last);
  g_test_add_func ("/rota-cover/round-chain", test_round_chain);
  g_test_add_func ("/rota-cover/nobody", test_nobody);
  g_test_add_func ("/rota-cover/pinned-is-not-given", test_pinned_is_not_given);
  g_test_add_func ("/rota-cover/random", test_random);
  g_test_add_func ("/rota-cover/text", test_text);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-conflict.h"

#include <glib/gi18n-lib.h>

#define MOST_NAMED 3 /* households in a sentence about an effect */

static const char *
name_of (const TaRotaTask *task, int household)
{
  return ((const TaHousehold *) task->brief->households->pdata[household])->name;
}

char *
ta_rota_why_reason_to_text (const TaRotaProposal *proposal, const TaRotaWhyTurn *turn, int household)
{
  const char *name = name_of (proposal->task, household);

  if (turn->reasons[household].kind != TA_REASON_NONE)
    return ta_reason_to_text (&turn->reasons[household], name);
  if (ta_rota_plan_holds (proposal->plan, household, turn->slot))
    /* Translators: a household */
    return g_strdup_printf (_ ("%s holds another place of it"), name);
  /* Translators: a household */
  return g_strdup_printf (_ ("%s could, but another turn would have nobody then"), name);
}

/* (transfer full): “Ana, Bea and Cruz” */
static char *
join_names (GPtrArray *names)
{
  g_autofree char *first = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  if (names->len == 0)
    return g_strdup ("");
  for (guint i = 0; i + 1 < names->len; i++)
    /* Translators: stands between the names of a list, but before the last */
    g_string_append_printf (all, "%s%s", i > 0 ? _ (", ") : "", (const char *) names->pdata[i]);
  if (names->len == 1)
    return g_strdup (names->pdata[0]);
  /* Translators: a list of names, and the last: “Ana, Bea and Cruz” */
  return g_strdup_printf (_ ("%s and %s"), all->str, (const char *) names->pdata[names->len - 1]);
}

static char *
days_of (const TaRotaTask *task, const TaRotaConflict *conflict)
{
  g_autoptr (GString) days = g_string_new (NULL);

  for (guint i = 0; i < conflict->n_slots; i++)
    {
      g_autofree char *day = ta_date_format (task->turns[conflict->slots[i]]->date, TA_DATE_WEEKDAY);

      g_string_append_printf (days, "%s%s", i > 0 ? _ (", ") : "", day);
    }
  return g_string_free (g_steal_pointer (&days), FALSE);
}

/* (transfer full) (nullable): what keeps the household from the first of the slots that the rule is about */
static char *
reason_of_rule (const TaRotaTask *task, const TaRotaConflict *conflict, const TaRotaRule *rule)
{
  for (guint i = 0; i < conflict->n_slots; i++)
    {
      const TaReason *reason = ta_rota_task_reason (task, rule->household, conflict->slots[i]);

      if (reason->kind != TA_REASON_NONE && ta_rota_rule_of_reason (reason->kind) == rule->kind)
        return ta_reason_to_text (reason, name_of (task, rule->household));
    }
  return NULL;
}

/* What is said of a rule whose reason stands behind another one. */
static char *
name_rule (const TaRotaRule *rule, const char *name)
{
  switch (rule->kind)
    {
    case TA_ROTA_RULE_LEFT_OUT:
      return g_strdup_printf (_ ("%s is left out of this plan"), name);
    case TA_ROTA_RULE_NEWCOMER:
      return g_strdup_printf (_ ("%s is new and takes turns beside an experienced household"), name);
    case TA_ROTA_RULE_CAPABILITY:
      /* Translators: a household */
      return g_strdup_printf (_ ("%s cannot do what the turn asks for"), name);
    case TA_ROTA_RULE_KITCHEN:
      /* Translators: a household */
      return g_strdup_printf (_ ("%s’s kitchen is too small"), name);
    case TA_ROTA_RULE_WEEKDAY:
      /* Translators: a household */
      return g_strdup_printf (_ ("%s is unavailable on that day of the week"), name);
    case TA_ROTA_RULE_ABSENCE:
      /* Translators: a household */
      return g_strdup_printf (_ ("%s is away"), name);
    case TA_ROTA_RULE_MEMBERSHIP:
      /* Translators: a household */
      return g_strdup_printf (_ ("%s is no member then"), name);
    case TA_ROTA_RULE_DIET:
      /* Translators: a household */
      return g_strdup_printf (_ ("%s cannot cook for all who eat"), name);
    case TA_ROTA_RULE_PINNED:
    case TA_ROTA_RULE_WEEK_LIMIT:
    case TA_ROTA_RULE_GAP:
    default:
      /* Translators: a household */
      return g_strdup_printf (_ ("%s keeps the turns that are fixed"), name);
    }
}

static char *
rule_to_text (const TaRotaTask *task, const TaRotaConflict *conflict, const TaRotaRule *rule)
{
  const TaHousehold *household = task->brief->households->pdata[rule->household];
  int limit = ta_rota_brief_max_per_week (task->brief, household);
  int gap = ta_rota_brief_min_gap (task->brief, household);
  char *reason = reason_of_rule (task, conflict, rule);

  if (reason != NULL)
    return reason;
  if (rule->kind == TA_ROTA_RULE_WEEK_LIMIT)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         /* Translators: a household */
                                         "%s takes %d turn a week at most", "%s takes %d turns a week at most", (gulong) limit),
                            household->name, limit);
  if (rule->kind == TA_ROTA_RULE_GAP)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         /* Translators: a household */
                                         "%s’s turns are at least %d day apart", "%s’s turns are at least %d days apart", (gulong) gap),
                            household->name, gap);
  return name_rule (rule, household->name);
}

static char *
head_of (const TaRotaTask *task, const TaRotaConflict *conflict)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *days = days_of (task, conflict);
  g_autofree char *all = NULL;

  for (guint i = 0; i < conflict->n_households; i++)
    g_ptr_array_add (names, (gpointer) name_of (task, conflict->households[i]));
  all = join_names (names);
  if (names->len == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         /* Translators: the number of turns and their days; reasons follow */
                                         "%d turn (%s), and nobody can hold it", "%d turns (%s), and nobody can hold any of them",
                                         conflict->n_slots),
                            (int) conflict->n_slots, days);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: the number of turns, their days, and a list of households; reasons follow */
                                       "%d turn (%s), and only %s can hold it", "%d turns (%s), and only %s can hold any of them",
                                       conflict->n_slots),
                          (int) conflict->n_slots, days, all);
}

char *
ta_rota_conflict_to_text (const TaRotaProposal *proposal, const TaRotaConflict *conflict)
{
  g_autofree char *head = head_of (proposal->task, conflict);
  g_autoptr (GString) rules = g_string_new (NULL);

  for (guint i = 0; i < conflict->n_rules; i++)
    {
      g_autofree char *rule = rule_to_text (proposal->task, conflict, &conflict->rules[i]);

      /* Translators: stands between clauses */
      g_string_append_printf (rules, "%s%s", i > 0 ? _ ("; ") : "", rule);
    }
  if (rules->len == 0)
    return g_strdup_printf ("%s.", head);
  /* Translators: which turns nobody can hold, and the rules that make it so */
  return g_strdup_printf (_ ("%s: %s."), head, rules->str);
}

/* Effects --------------------------------------------------------------------------------------------------------------------------- */

static int
count_held (const TaRotaTask *task, const TaRotaPlan *plan, int household)
{
  int held = 0;

  for (int t = 0; t < task->problem->n_turns; t++)
    held += task->problem->turns[t].credit > 0 && ta_rota_plan_holds (plan, household, t);
  return held;
}

static void
add_held (const TaRotaProposal *proposal, const TaRotaWayOut *way, int household, GPtrArray *sentences)
{
  int before = count_held (proposal->task, proposal->plan, household);
  int after = count_held (way->task, way->plan, household);

  if (before != after)
    g_ptr_array_add (sentences, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                              /* Translators: a household and two numbers */
                                                              "%s holds %d turn instead of %d.", "%s holds %d turns instead of %d.",
                                                              (gulong) after),
                                                 name_of (proposal->task, household), after, before));
}

char *
ta_rota_way_out_effect (const TaRotaProposal *proposal, const TaRotaWayOut *way)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  if (way->uncovered == 0)
    g_ptr_array_add (sentences, g_strdup (_ ("All turns have somebody.")));
  else
    g_ptr_array_add (sentences,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d place is left without anybody.", "%d places are left without anybody.",
                                                   (gulong) way->uncovered),
                                      way->uncovered));
  for (int h = 0; h < proposal->task->problem->n_households && sentences->len <= MOST_NAMED; h++)
    add_held (proposal, way, h, sentences);
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

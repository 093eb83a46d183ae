/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-text.h"

#include <glib/gi18n.h>

const char *
ta_plan_household_name (const TaRotaProposal *proposal, int household)
{
  if (household == TA_ROTA_NOBODY)
    return _ ("Nobody");
  return ((const TaHousehold *) proposal->task->brief->households->pdata[household])->name;
}

char *
ta_plan_quality (const TaRotaProposal *proposal)
{
  if (proposal->proved)
    return g_strdup (_ ("Proved: no plan is better"));
  /* Translators: how far a plan is from the best there can be */
  return g_strdup_printf (_ ("At most %.1f %% from the best possible"), ta_rota_proposal_gap (proposal) / 10.0);
}

static void
add_part (GString *text, guint count, const char *part)
{
  if (count > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

char *
ta_plan_summary (const TaRotaProposal *proposal)
{
  g_autoptr (GString) parts = g_string_new (NULL);
  const guint *n = proposal->n_kind;
  guint nobody = n[TA_PROPOSAL_TAKEN] + n[TA_PROPOSAL_UNCOVERED];
  g_autofree char *turns = g_strdup_printf (ngettext ("%u turn", "%u turns", proposal->n_lines), proposal->n_lines);
  g_autofree char *kept = g_strdup_printf (ngettext ("%u stays", "%u stay", n[TA_PROPOSAL_KEPT]), n[TA_PROPOSAL_KEPT]);
  g_autofree char *moved = g_strdup_printf (ngettext ("%u changes hands", "%u change hands", n[TA_PROPOSAL_MOVED]), n[TA_PROPOSAL_MOVED]);
  g_autofree char *new = g_strdup_printf (ngettext ("%u is new", "%u are new", n[TA_PROPOSAL_NEW]), n[TA_PROPOSAL_NEW]);
  g_autofree char *open = g_strdup_printf (ngettext ("%u has nobody", "%u have nobody", nobody), nobody);

  if (proposal->n_lines == 0)
    return g_strdup (_ ("There is no turn in this period."));
  add_part (parts, n[TA_PROPOSAL_KEPT], kept);
  add_part (parts, n[TA_PROPOSAL_MOVED], moved);
  add_part (parts, n[TA_PROPOSAL_NEW], new);
  add_part (parts, nobody, open);
  /* Translators: “40 turns: 30 stay, 6 change hands, 4 are new” */
  return g_strdup_printf (_ ("%s: %s"), turns, parts->str);
}

char *
ta_plan_line_change (const TaRotaProposal *proposal, const TaProposalLine *line)
{
  switch (line->kind)
    {
    case TA_PROPOSAL_KEPT:
      return g_strdup (line->fixed ? _ ("Fixed") : _ ("Stays"));
    case TA_PROPOSAL_MOVED:
    case TA_PROPOSAL_TAKEN:
      /* Translators: the household that has a turn in the present rota */
      return g_strdup_printf (_ ("Was %s"), ta_plan_household_name (proposal, line->before));
    case TA_PROPOSAL_NEW:
      return g_strdup (_ ("New"));
    case TA_PROPOSAL_UNCOVERED:
    case TA_PROPOSAL_N_KINDS:
    default:
      return g_strdup (_ ("Nobody can"));
    }
}

char *
ta_plan_price (const TaRotaProposal *proposal, const TaProposalLine *line, int household)
{
  gint64 price = ta_rota_proposal_price (proposal, household, line->slot);
  const TaReason *reason = ta_rota_task_reason (proposal->task, household, line->slot);

  if (reason->kind != TA_REASON_NONE)
    return ta_reason_to_text (reason, ta_plan_household_name (proposal, household));
  if (price < 0)
    return g_strdup (_ ("Its other turns are in the way"));
  if (price == 0)
    return g_strdup (_ ("Perhaps just as good"));
  if (price >= TA_ROTA_UNCOVERED)
    return g_strdup (_ ("Another turn would have nobody"));
  return g_strdup_printf (ngettext ("At least %d point worse", "At least %d points worse", (gulong) price), (int) price);
}

typedef struct
{
  int household;
  gint64 price;
} Offer;

static int
compare_offers (gconstpointer a, gconstpointer b)
{
  const Offer *first = a, *second = b;
  gint64 x = first->price < 0 ? G_MAXINT64 : first->price, y = second->price < 0 ? G_MAXINT64 : second->price;

  return x != y ? (x < y ? -1 : 1) : first->household - second->household;
}

char *
ta_plan_what_if (const TaRotaProposal *proposal, const TaProposalLine *line)
{
  g_autoptr (GArray) offers = g_array_new (FALSE, FALSE, sizeof (Offer));
  g_autoptr (GString) text = g_string_new (_ ("What if another takes it?"));

  for (int h = 0; h < (int) proposal->task->brief->households->len; h++)
    {
      Offer offer = { h, ta_rota_proposal_price (proposal, h, line->slot) };

      if (h != line->after)
        g_array_append_val (offers, offer);
    }
  g_array_sort (offers, compare_offers);
  for (guint i = 0; i < offers->len; i++)
    {
      const Offer *offer = &g_array_index (offers, Offer, i);
      g_autofree char *price = ta_plan_price (proposal, line, offer->household);

      g_string_append_printf (text, "\n%s: %s", ta_plan_household_name (proposal, offer->household), price);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
ta_plan_rules (const TaRotaRules *rules)
{
  g_autofree char *week = g_strdup_printf (ngettext ("At most %d turn a week", "At most %d turns a week", (gulong) rules->max_per_week),
                                           rules->max_per_week);
  g_autofree char *gap = g_strdup_printf (ngettext ("at least %d day from one turn to the next", "at least %d days from one turn to the next",
                                                    (gulong) rules->min_gap_days),
                                          rules->min_gap_days);

  /* Translators: “At most 2 turns a week, at least 2 days from one turn to the next” */
  return g_strdup_printf (_ ("%s, %s"), week, gap);
}

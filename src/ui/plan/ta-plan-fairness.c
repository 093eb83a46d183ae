/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-fairness.h"

#include "ta-household-badge.h"
#include "ta-money.h"

#include <glib/gi18n.h>

static const TaHousehold *
household_at (const TaRotaProposal *proposal, int household)
{
  return proposal->task->brief->households->pdata[household];
}

static const TaEntitlementRow *
row_of (const TaRotaProposal *proposal, int household)
{
  return ta_entitlement_find (proposal->task->entitlement, household_at (proposal, household)->id);
}

gboolean
ta_plan_fairness_matters (const TaRotaProposal *proposal, int household)
{
  const TaEntitlementRow *row = row_of (proposal, household);

  return ta_rota_proposal_credit (proposal, NULL, household) > 0 || (row && (row->target > 0 || row->days > 0));
}

static void
add_bar (GtkWidget *row, int credit, int target)
{
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, MAX (MAX (credit, target), 100));

  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), credit);
  gtk_widget_set_size_request (bar, 80, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  /* The numbers stand beside it. */
  gtk_accessible_update_state (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), bar);
}

static void
add_arithmetic (GtkWidget *row, const TaRotaProposal *proposal, const TaEntitlementRow *entitled)
{
  g_autoptr (GPtrArray) lines = ta_entitlement_explain (proposal->task->entitlement, entitled);

  for (guint i = 0; i < lines->len; i++)
    {
      GtkWidget *line = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", lines->pdata[i], "title-lines", 0, NULL);

      gtk_widget_add_css_class (line, "caption");
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
    }
}

GtkWidget *
ta_plan_fairness_row_new (TaContext *context, const TaRotaProposal *proposal, int household, const gboolean *accepted)
{
  const TaHousehold *who = household_at (proposal, household);
  const TaEntitlementRow *entitled = row_of (proposal, household);
  int credit = ta_rota_proposal_credit (proposal, accepted, household), target = entitled ? entitled->target : 0;
  g_autofree char *subtitle = g_strdup_printf (ngettext ("%.4g turn, owes %.4g", "%.4g turns, owes %.4g", ta_hundredths_plural (credit)), credit / 100.0,
                                               target / 100.0);
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title", who->name, "subtitle", subtitle, NULL);
  GtkWidget *badge = ta_household_badge_new (24);

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), ta_context_find_household (context, who->id));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), badge);
  add_bar (row, credit, target);
  if (entitled)
    add_arithmetic (row, proposal, entitled);
  return row;
}

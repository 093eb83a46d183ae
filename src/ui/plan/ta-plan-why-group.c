/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-why-group.h"

#include "ta-household-badge.h"

#include <glib/gi18n.h>

/* More than a person would weigh. */
#define MOST_WAYS 6

struct _TaPlanWhyGroup
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  GPtrArray *rows; /* borrowed */
};

G_DEFINE_FINAL_TYPE (TaPlanWhyGroup, ta_plan_why_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  TAKEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
add_row (TaPlanWhyGroup *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle, "title-lines", 0, "subtitle-lines", 0, NULL);
}

static void
add_conflict (TaPlanWhyGroup *self, const TaRotaProposal *proposal, const TaRotaConflict *conflict)
{
  g_autofree char *text = ta_rota_conflict_to_text (proposal, conflict);
  GtkWidget *row = new_row (text, NULL);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  add_row (self, row);
}

static void
add_reason (TaPlanWhyGroup *self, GtkWidget *turn_row, const TaRotaProposal *proposal, const TaRotaWhyTurn *turn, int household)
{
  const TaHousehold *who = proposal->task->brief->households->pdata[household];
  g_autofree char *reason = ta_rota_why_reason_to_text (proposal, turn, household);
  GtkWidget *row = new_row (reason, NULL);
  GtkWidget *badge = ta_household_badge_new (24);

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), ta_context_find_household (self->context, who->id));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (turn_row), row);
}

static void
add_turn (TaPlanWhyGroup *self, const TaRotaProposal *proposal, const TaRotaWhyTurn *turn)
{
  g_autofree char *day = ta_date_format (turn->turn->date, TA_DATE_LONG);
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title", day, "subtitle", _ ("Why nobody can"), NULL);

  for (int h = 0; h < (int) proposal->task->brief->households->len; h++)
    add_reason (self, row, proposal, turn, h);
  add_row (self, row);
}

static void
clicked (TaPlanWhyGroup *self, GtkWidget *button)
{
  g_signal_emit (self, signals[TAKEN], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "way")));
}

static void
add_way (TaPlanWhyGroup *self, const TaRotaProposal *proposal, const TaRotaWhy *why, guint index)
{
  const TaRotaWayOut *way = why->ways->pdata[index];
  g_autofree char *title = ta_rota_change_to_text (way->change, proposal->task->brief);
  g_autofree char *effect = ta_rota_way_out_effect (proposal, way);
  GtkWidget *row = new_row (title, effect);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "label", _ ("Do This"), "valign", GTK_ALIGN_CENTER, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
  g_object_set_data (G_OBJECT (button), "way", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  add_row (self, row);
}

void
ta_plan_why_group_set_outcome (TaPlanWhyGroup *self, TaPlanOutcome *outcome)
{
  const TaRotaWhy *why = outcome ? outcome->why : NULL;

  g_return_if_fail (TA_IS_PLAN_WHY_GROUP (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), why && why->turns->len > 0);
  for (guint i = 0; why && i < why->conflicts->len; i++)
    add_conflict (self, outcome->proposal, why->conflicts->pdata[i]);
  for (guint i = 0; why && i < why->turns->len; i++)
    add_turn (self, outcome->proposal, why->turns->pdata[i]);
  for (guint i = 0; why && i < MIN (why->ways->len, MOST_WAYS); i++)
    add_way (self, outcome->proposal, why, i);
}

static void
ta_plan_why_group_dispose (GObject *object)
{
  TaPlanWhyGroup *self = TA_PLAN_WHY_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_plan_why_group_parent_class)->dispose (object);
}

static void
ta_plan_why_group_class_init (TaPlanWhyGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_plan_why_group_dispose;
  signals[TAKEN] = g_signal_new ("taken", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
ta_plan_why_group_init (TaPlanWhyGroup *self)
{
  self->rows = g_ptr_array_new ();
}

GtkWidget *
ta_plan_why_group_new (TaContext *context)
{
  TaPlanWhyGroup *self
      = g_object_new (TA_TYPE_PLAN_WHY_GROUP, "title", _ ("Turns Without Anybody"), "description",
                      _ ("What is in the way, and what would help. What you choose is done at once, and can be undone."), "visible", FALSE, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-line-row.h"

#include "ta-household-badge.h"
#include "ta-plan-text.h"

#include <glib/gi18n.h>

struct _TaPlanLineRow
{
  AdwActionRow parent_instance;

  TaContext *context;
  TaPlanOutcome *outcome;
  guint line;
  GtkWidget *check; /* (nullable) */
  GtkWidget *menu;
};

G_DEFINE_FINAL_TYPE (TaPlanLineRow, ta_plan_line_row, ADW_TYPE_ACTION_ROW)

enum
{
  ACCEPTED,
  GIVEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const TaProposalLine *
line_of (TaPlanLineRow *self)
{
  return &self->outcome->proposal->lines[self->line];
}

static const TaHousehold *
household_at (TaPlanLineRow *self, int index)
{
  return index != TA_ROTA_NOBODY ? self->outcome->proposal->task->brief->households->pdata[index] : NULL;
}

gboolean
ta_plan_line_row_is_accepted (TaPlanLineRow *self)
{
  g_return_val_if_fail (TA_IS_PLAN_LINE_ROW (self), FALSE);

  return !self->check || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
}

guint
ta_plan_line_row_get_line (TaPlanLineRow *self)
{
  g_return_val_if_fail (TA_IS_PLAN_LINE_ROW (self), 0);

  return self->line;
}

static void
toggled (TaPlanLineRow *self)
{
  g_signal_emit (self, signals[ACCEPTED], 0);
}

/* Who else ------------------------------------------------------------------------------------------------------------------------------- */

static void
chosen (TaPlanLineRow *self, GtkWidget *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "household");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->menu));
  g_signal_emit (self, signals[GIVEN], 0, id);
}

static GtkWidget *
make_choice (TaPlanLineRow *self, int index)
{
  const TaRotaProposal *proposal = self->outcome->proposal;
  const TaHousehold *household = household_at (self, index);
  gboolean possible = ta_rota_proposal_price (proposal, index, line_of (self)->slot) >= 0;
  g_autofree char *price = index == line_of (self)->after ? g_strdup (_ ("Has it in this plan")) : ta_plan_price (proposal, line_of (self), index);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", household->name, "subtitle", price, "activatable", possible,
                                 "sensitive", possible || index == line_of (self)->after, NULL);
  GtkWidget *badge = ta_household_badge_new (24);

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), ta_context_find_household (self->context, household->id));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
  g_object_set_data_full (G_OBJECT (row), "household", g_strdup (household->id), g_free);
  if (possible)
    g_signal_connect_object (row, "activated", G_CALLBACK (chosen), self, G_CONNECT_SWAPPED);
  return row;
}

/* Made when it is opened. */
static void
make_popover (GtkMenuButton *button, gpointer data)
{
  TaPlanLineRow *self = TA_PLAN_LINE_ROW (data);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroll = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                                    "max-content-height", 360, "min-content-width", 280, "child", list, NULL);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  for (int h = 0; h < (int) self->outcome->proposal->task->brief->households->len; h++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_choice (self, h));
  gtk_popover_set_child (GTK_POPOVER (popover), scroll);
  gtk_menu_button_set_popover (button, popover);
}

static void
add_menu (TaPlanLineRow *self)
{
  self->menu = g_object_new (GTK_TYPE_MENU_BUTTON, "icon-name", "system-users-symbolic", "valign", GTK_ALIGN_CENTER, "tooltip-text",
                             _ ("What If Another Takes It?"), NULL);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), make_popover, self, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->menu);
}

/* The row -------------------------------------------------------------------------------------------------------------------------------- */

static void
add_check (TaPlanLineRow *self, const char *title)
{
  self->check = g_object_new (GTK_TYPE_CHECK_BUTTON, "active", TRUE, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Accept this change"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (toggled), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->check);
}

static void
add_badge (TaPlanLineRow *self)
{
  const TaHousehold *household = household_at (self, line_of (self)->after);
  GtkWidget *badge = ta_household_badge_new (24);

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), household ? ta_context_find_household (self->context, household->id) : NULL);
  gtk_widget_set_visible (badge, household != NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), badge);
}

static void
fill (TaPlanLineRow *self, gboolean given)
{
  const TaRotaProposal *proposal = self->outcome->proposal;
  const TaProposalLine *line = line_of (self);
  const TaService *service = ta_rota_brief_find_service (proposal->task->brief, line->turn->service);
  g_autofree char *day = ta_date_format (line->turn->date, TA_DATE_WEEKDAY);
  g_autofree char *change = ta_plan_line_change (proposal, line);
  /* Translators: who has a turn in a plan, and its day: “Silva, Mon 7 Dec” */
  g_autofree char *title = g_strdup_printf (_ ("%s, %s"), ta_plan_household_name (proposal, line->after), day);
  g_autofree char *subtitle = given ? g_strdup_printf (_ ("%s · your choice · %s"), service ? service->name : "", change)
                                    : g_strdup_printf (_ ("%s · %s"), service ? service->name : "", change);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  add_badge (self);
  if (ta_proposal_line_changes (line))
    add_check (self, title);
  if (!line->fixed)
    add_menu (self);
}

static void
ta_plan_line_row_dispose (GObject *object)
{
  TaPlanLineRow *self = TA_PLAN_LINE_ROW (object);

  g_clear_pointer (&self->outcome, ta_plan_outcome_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_plan_line_row_parent_class)->dispose (object);
}

static void
ta_plan_line_row_class_init (TaPlanLineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_plan_line_row_dispose;
  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ta_plan_line_row_init (TaPlanLineRow *self)
{
}

GtkWidget *
ta_plan_line_row_new (TaContext *context, TaPlanOutcome *outcome, guint line, gboolean given)
{
  TaPlanLineRow *self = g_object_new (TA_TYPE_PLAN_LINE_ROW, NULL);

  self->context = g_object_ref (context);
  self->outcome = ta_plan_outcome_ref (outcome);
  self->line = line;
  fill (self, given);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-calendar.h"

#include "ta-household-badge.h"
#include "ta-plan-text.h"

#include <glib/gi18n.h>

#define BADGE 28

struct _TaPlanCalendar
{
  GtkWidget parent_instance;

  TaContext *context;
  TaPlanOutcome *outcome; /* (nullable) */
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (TaPlanCalendar, ta_plan_calendar, GTK_TYPE_WIDGET)

enum
{
  LINE_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
clear (TaPlanCalendar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)))
    gtk_grid_remove (GTK_GRID (self->grid), child);
}

static void
add_label (TaPlanCalendar *self, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  /* A day and its month stand one below the other where letters are large. */
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), column > 0 ? 0.5f : 0);
  /* Days without a turn are as wide as the others. */
  gtk_widget_set_size_request (label, BADGE + 8, -1);
  /* What is over goes to the days. */
  gtk_widget_set_hexpand (label, column > 0);
  gtk_grid_attach (GTK_GRID (self->grid), label, column, row, 1, 1);
}

static void
add_headings (TaPlanCalendar *self, TaDate first)
{
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *name = ta_date_format (first + i, TA_DATE_DAY_NAME);
      g_autofree char *letters = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), 2));

      add_label (self, letters, i + 1, 0);
    }
}

static void
clicked (TaPlanCalendar *self, GtkWidget *button)
{
  g_signal_emit (self, signals[LINE_ACTIVATED], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "line")));
}

/* What is under the pointer is asked when it is there: a long plan has hundreds of turns. */
static gboolean
query_tooltip (GtkWidget *button, int x, int y, gboolean keyboard, GtkTooltip *tooltip, TaPlanCalendar *self)
{
  const TaRotaProposal *proposal = self->outcome ? self->outcome->proposal : NULL;
  guint line = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "line"));
  g_autofree char *text = NULL;

  if (!proposal || proposal->lines[line].fixed)
    return FALSE;
  text = ta_plan_what_if (proposal, &proposal->lines[line]);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static GtkWidget *
make_badge (TaPlanCalendar *self, const TaRotaProposal *proposal, const TaProposalLine *line)
{
  const TaHousehold *household = line->after != TA_ROTA_NOBODY ? proposal->task->brief->households->pdata[line->after] : NULL;
  TaHouseholdItem *item = household ? ta_context_find_household (self->context, household->id) : NULL;
  GtkWidget *badge;

  if (!item)
    return g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "pixel-size", 20, "width-request", BADGE, "height-request", BADGE, NULL);
  badge = ta_household_badge_new (BADGE);
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), item);
  return badge;
}

static GtkWidget *
make_turn (TaPlanCalendar *self, guint index)
{
  const TaRotaProposal *proposal = self->outcome->proposal;
  const TaProposalLine *line = &proposal->lines[index];
  GtkWidget *button = gtk_button_new ();
  g_autofree char *day = ta_date_format (line->turn->date, TA_DATE_WEEKDAY);
  g_autofree char *change = ta_plan_line_change (proposal, line);
  /* Translators: of a turn in a plan: day, household, what becomes of it: “Mon 7 Dec: Silva (Was Duarte)” */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s (%s)"), day, ta_plan_household_name (proposal, line->after), change);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "plan-turn");
  if (line->after == TA_ROTA_NOBODY)
    gtk_widget_add_css_class (button, "open");
  else if (ta_proposal_line_changes (line))
    gtk_widget_add_css_class (button, "changed");
  gtk_button_set_child (GTK_BUTTON (button), make_badge (self, proposal, line));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_has_tooltip (button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "line", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "query-tooltip", G_CALLBACK (query_tooltip), self, G_CONNECT_DEFAULT);
  return button;
}

/* The box of a day; several turns stand one under the other. */
static GtkWidget *
cell_at (TaPlanCalendar *self, int column, int row)
{
  GtkWidget *cell = gtk_grid_get_child_at (GTK_GRID (self->grid), column, row);

  if (!cell)
    {
      cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_grid_attach (GTK_GRID (self->grid), cell, column, row, 1, 1);
    }
  return cell;
}

static void
fill (TaPlanCalendar *self)
{
  const TaRotaProposal *proposal = self->outcome->proposal;
  TaDate first = ta_date_start_of_week (proposal->task->brief->from, ta_locale_first_weekday ());
  int last_row = 0;

  add_headings (self, first);
  for (guint i = 0; i < proposal->n_lines; i++)
    {
      TaDate date = proposal->lines[i].turn->date;
      int row = (date - first) / 7 + 1;

      if (row != last_row)
        {
          g_autofree char *week = ta_date_format (first + 7 * (row - 1), TA_DATE_SHORT);

          add_label (self, week, 0, row);
          last_row = row;
        }
      gtk_box_append (GTK_BOX (cell_at (self, (date - first) % 7 + 1, row)), make_turn (self, i));
    }
}

void
ta_plan_calendar_set_outcome (TaPlanCalendar *self, TaPlanOutcome *outcome)
{
  g_return_if_fail (TA_IS_PLAN_CALENDAR (self));

  clear (self);
  g_clear_pointer (&self->outcome, ta_plan_outcome_unref);
  if (outcome)
    {
      self->outcome = ta_plan_outcome_ref (outcome);
      fill (self);
    }
}

static void
ta_plan_calendar_dispose (GObject *object)
{
  TaPlanCalendar *self = TA_PLAN_CALENDAR (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_pointer (&self->outcome, ta_plan_outcome_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_plan_calendar_parent_class)->dispose (object);
}

static void
ta_plan_calendar_class_init (TaPlanCalendarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ta_plan_calendar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "plan-calendar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[LINE_ACTIVATED]
      = g_signal_new ("line-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
ta_plan_calendar_init (TaPlanCalendar *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 2);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 4);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The plan, week by week"), -1);
}

GtkWidget *
ta_plan_calendar_new (TaContext *context)
{
  TaPlanCalendar *self = g_object_new (TA_TYPE_PLAN_CALENDAR, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-lines.h"

#include "ta-form.h"
#include "ta-plan-line-row.h"

#include <glib/gi18n.h>

struct _TaPlanLines
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  TaPlanOutcome *outcome; /* (nullable) */
  GPtrArray *rows;        /* borrowed, one a line */
  GtkWidget *stay;        /* toggle: whether lines that stay are shown */
};

G_DEFINE_FINAL_TYPE (TaPlanLines, ta_plan_lines, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  ACCEPTED,
  GIVEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

gboolean *
ta_plan_lines_get_accepted (TaPlanLines *self)
{
  gboolean *accepted;

  g_return_val_if_fail (TA_IS_PLAN_LINES (self), NULL);

  accepted = g_new0 (gboolean, self->rows->len + 1);
  for (guint i = 0; i < self->rows->len; i++)
    accepted[ta_plan_line_row_get_line (self->rows->pdata[i])] = ta_plan_line_row_is_accepted (self->rows->pdata[i]);
  return accepted;
}

void
ta_plan_lines_show (TaPlanLines *self, guint line)
{
  GtkWidget *row;

  g_return_if_fail (TA_IS_PLAN_LINES (self));

  row = line < self->rows->len ? self->rows->pdata[line] : NULL;
  if (!row)
    return;
  gtk_widget_set_visible (row, TRUE);
  gtk_widget_grab_focus (row);
}

static void
update_stay (TaPlanLines *self)
{
  gboolean all = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->stay));

  for (guint i = 0; i < self->rows->len; i++)
    {
      const TaProposalLine *line = &self->outcome->proposal->lines[ta_plan_line_row_get_line (self->rows->pdata[i])];

      gtk_widget_set_visible (self->rows->pdata[i], all || line->kind != TA_PROPOSAL_KEPT);
    }
}

static void
accepted (TaPlanLines *self)
{
  g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
given (TaPlanLines *self, const char *household, TaPlanLineRow *row)
{
  const TaProposalLine *line = &self->outcome->proposal->lines[ta_plan_line_row_get_line (row)];

  g_signal_emit (self, signals[GIVEN], 0, line->turn->id, household);
}

static void
remove_rows (TaPlanLines *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

void
ta_plan_lines_set_outcome (TaPlanLines *self, TaPlanOutcome *outcome, GHashTable *given_turns)
{
  const TaRotaProposal *proposal = outcome->proposal;

  g_return_if_fail (TA_IS_PLAN_LINES (self));

  remove_rows (self);
  g_clear_pointer (&self->outcome, ta_plan_outcome_unref);
  self->outcome = ta_plan_outcome_ref (outcome);
  for (guint i = 0; i < proposal->n_lines; i++)
    {
      GtkWidget *row = ta_plan_line_row_new (self->context, outcome, i, g_hash_table_contains (given_turns, proposal->lines[i].turn->id));

      g_signal_connect_object (row, "accepted", G_CALLBACK (accepted), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "given", G_CALLBACK (given), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->rows, ta_form_add_row (GTK_WIDGET (self), row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), proposal->n_lines > 0);
  gtk_widget_set_visible (self->stay, proposal->n_kind[TA_PROPOSAL_KEPT] > 0);
  update_stay (self);
}

static void
ta_plan_lines_dispose (GObject *object)
{
  TaPlanLines *self = TA_PLAN_LINES (object);

  g_clear_pointer (&self->outcome, ta_plan_outcome_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_plan_lines_parent_class)->dispose (object);
}

static void
ta_plan_lines_finalize (GObject *object)
{
  g_ptr_array_unref (TA_PLAN_LINES (object)->rows);
  G_OBJECT_CLASS (ta_plan_lines_parent_class)->finalize (object);
}

static void
ta_plan_lines_class_init (TaPlanLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_plan_lines_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_plan_lines_finalize;
  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVEN] = g_signal_new ("given", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
ta_plan_lines_init (TaPlanLines *self)
{
  self->rows = g_ptr_array_new ();
  self->stay = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "label", _ ("Also Those That Stay"), "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->stay, "flat");
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->stay))), TRUE);
  gtk_label_set_justify (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->stay))), GTK_JUSTIFY_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Turns"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->stay);
  g_signal_connect_object (self->stay, "toggled", G_CALLBACK (update_stay), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ta_plan_lines_new (TaContext *context)
{
  TaPlanLines *self = g_object_new (TA_TYPE_PLAN_LINES, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

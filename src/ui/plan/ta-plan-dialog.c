/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-dialog.h"

#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-plan-calendar.h"
#include "ta-plan-commands.h"
#include "ta-plan-fairness.h"
#include "ta-plan-job.h"
#include "ta-plan-lines.h"
#include "ta-plan-options.h"
#include "ta-plan-text.h"
#include "ta-plan-why-group.h"
#include "ta-rules-dialog.h"

#include <glib/gi18n.h>

#define WEEKS 8
#define MOST_WEEKS 26
#define WIDTH 640
#define HEIGHT 780

struct _TaPlanDialog
{
  AdwDialog parent_instance;

  TaContext *context;
  TaPlanWish *wish;
  TaPlanOutcome *outcome;    /* (nullable) */
  GCancellable *cancellable; /* (nullable): while planning */
  gboolean closed;

  GtkWidget *toasts;
  GtkWidget *from;
  GtkWidget *weeks;
  GtkWidget *options;
  GtkWidget *result; /* row */
  GtkWidget *icon;
  GtkWidget *progress;
  GtkWidget *calendar;
  GtkWidget *why;
  GtkWidget *fairness; /* group */
  GPtrArray *fairness_rows;
  GtkWidget *lines;
  GtkWidget *accept;
};

G_DEFINE_FINAL_TYPE (TaPlanDialog, ta_plan_dialog, ADW_TYPE_DIALOG)

static void plan (TaPlanDialog *self);

/* The result ------------------------------------------------------------------------------------------------------------------------------ */

static guint
count_changes (TaPlanDialog *self, const gboolean *accepted)
{
  guint count = 0;

  for (guint i = 0; i < self->outcome->proposal->n_lines; i++)
    count += accepted[i] && ta_proposal_line_changes (&self->outcome->proposal->lines[i]);
  return count;
}

static void
show_fairness (TaPlanDialog *self, const gboolean *accepted)
{
  const TaRotaProposal *proposal = self->outcome->proposal;

  for (guint i = 0; i < self->fairness_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->fairness), self->fairness_rows->pdata[i]);
  g_ptr_array_set_size (self->fairness_rows, 0);
  for (int h = 0; h < (int) proposal->task->brief->households->len; h++)
    if (ta_plan_fairness_matters (proposal, h))
      g_ptr_array_add (self->fairness_rows,
                       ta_form_add_row (self->fairness, ta_plan_fairness_row_new (self->context, proposal, h, accepted)));
  gtk_widget_set_visible (self->fairness, self->fairness_rows->len > 0);
}

/* The rota as it would be with the lines that are ticked: some of a plan can be against a rule that all of it keeps. */
static void
show_choice (TaPlanDialog *self)
{
  g_autofree gboolean *accepted = ta_plan_lines_get_accepted (TA_PLAN_LINES (self->lines));
  guint changes = count_changes (self, accepted);
  TaRotaScore score;
  g_autoptr (GPtrArray) clashes = ta_rota_proposal_check (self->outcome->proposal, accepted, &score);
  g_autofree char *text = clashes->len > 0 ? ta_rota_clash_to_text (self->outcome->proposal, clashes->pdata[0]) : NULL;
  /* Translators: a button: to accept so many changes */
  g_autofree char *label = g_strdup_printf (_ ("_Accept %u"), changes);
  g_autofree char *tip = g_strdup_printf (ngettext ("Accept %u change", "Accept %u changes", changes), changes);

  ta_form_describe (self->lines, text);
  gtk_button_set_label (GTK_BUTTON (self->accept), changes > 0 ? label : _ ("_Accept"));
  gtk_widget_set_tooltip_text (self->accept, tip);
  gtk_widget_set_sensitive (self->accept, changes > 0 && clashes->len == 0);
  show_fairness (self, accepted);
}

static void
given (TaPlanDialog *self, const char *turn, const char *household)
{
  g_hash_table_insert (self->wish->given, g_strdup (turn), g_strdup (household));
  plan (self);
}

static void
set_icon (TaPlanDialog *self, const char *name)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), name);
  gtk_widget_set_visible (self->icon, name != NULL);
}

static void
show_result (TaPlanDialog *self)
{
  const TaRotaProposal *proposal = self->outcome->proposal;
  g_autofree char *title = ta_plan_summary (proposal);
  g_autofree char *quality = proposal->n_lines > 0 ? ta_plan_quality (proposal) : g_strdup (_ ("Add turns or a series to the rota first."));
  g_autofree char *rules = ta_plan_rules (proposal->task->brief->rules);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->result), quality);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->options), rules);
  set_icon (self, proposal->n_lines > 0 && proposal->proved ? "object-select-symbolic" : NULL);
  ta_plan_calendar_set_outcome (TA_PLAN_CALENDAR (self->calendar), self->outcome);
  ta_plan_why_group_set_outcome (TA_PLAN_WHY_GROUP (self->why), self->outcome);
  ta_plan_lines_set_outcome (TA_PLAN_LINES (self->lines), self->outcome, self->wish->given);
  show_choice (self);
}

static void
show_failure (TaPlanDialog *self, const GError *error)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), _ ("The rota could not be planned"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->result), error->message);
  set_icon (self, "dialog-error-symbolic");
}

/* Planning -------------------------------------------------------------------------------------------------------------------------------- */

static void
on_progress (double done, gpointer data)
{
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (TA_PLAN_DIALOG (data)->progress), done);
}

static void
stop (TaPlanDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaPlanDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaPlanOutcome) outcome = ta_plan_job_finish (TA_CONTEXT (source), result, &error);

  /* A later wish is being planned, or the dialog is closed. */
  if (!self->cancellable || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (self->progress, FALSE);
  g_clear_pointer (&self->outcome, ta_plan_outcome_unref);
  self->outcome = g_steal_pointer (&outcome);
  if (self->outcome)
    show_result (self);
  else
    show_failure (self, error);
}

static gboolean
read_wish (TaPlanDialog *self)
{
  TaDate from = ta_date_row_get_date (TA_DATE_ROW (self->from));

  if (from == TA_DATE_NONE)
    return FALSE;
  self->wish->from = from;
  self->wish->until = from + 7 * (int) adw_spin_row_get_value (ADW_SPIN_ROW (self->weeks));
  self->wish->today = ta_context_get_today (self->context);
  ta_plan_options_apply (TA_PLAN_OPTIONS (self->options), self->wish);
  return TRUE;
}

static void
plan (TaPlanDialog *self)
{
  stop (self);
  gtk_widget_set_sensitive (self->accept, FALSE);
  if (self->closed || !read_wish (self))
    return;
  self->cancellable = g_cancellable_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->result), _ ("Planning…"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->result), "");
  set_icon (self, NULL);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  gtk_widget_set_visible (self->progress, TRUE);
  ta_plan_job_async (self->context, self->wish, on_progress, self, self->cancellable, on_planned, g_object_ref (self));
}

void
ta_plan_dialog_set_fewest_changes (TaPlanDialog *self, gboolean fewest)
{
  g_return_if_fail (TA_IS_PLAN_DIALOG (self));

  ta_plan_options_set_fewest_changes (TA_PLAN_OPTIONS (self->options), fewest);
}

gboolean
ta_plan_dialog_is_settled (TaPlanDialog *self)
{
  g_return_val_if_fail (TA_IS_PLAN_DIALOG (self), TRUE);

  return !self->cancellable;
}

/* Accepting ------------------------------------------------------------------------------------------------------------------------------- */

static void
say (TaPlanDialog *self, const char *message)
{
  AdwToast *toast = adw_toast_new (message);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
on_written (const GError *error, gpointer data)
{
  g_autoptr (TaPlanDialog) self = data;

  if (!error)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  say (self, error->message);
  plan (self);
}

static void
accept (TaPlanDialog *self)
{
  gtk_widget_set_sensitive (self->accept, FALSE);
  ta_plan_accept (self->context, self->outcome, ta_plan_lines_get_accepted (TA_PLAN_LINES (self->lines)), self->wish->from, self->wish->until, on_written,
                  g_object_ref (self));
}

static void
on_way_written (const GError *error, gpointer data)
{
  g_autoptr (TaPlanDialog) self = data;

  gtk_widget_set_sensitive (self->why, TRUE);
  if (error)
    say (self, error->message);
  plan (self);
}

static void
take_way (TaPlanDialog *self, guint way)
{
  /* Not twice, while it is written. */
  gtk_widget_set_sensitive (self->why, FALSE);
  ta_plan_take_way (self->context, self->outcome, way, self->wish->today, on_way_written, g_object_ref (self));
}

/* What is asked ---------------------------------------------------------------------------------------------------------------------------- */

static void
open_rules (TaPlanDialog *self)
{
  ta_rules_dialog_present (self->context, self->wish->pod, GTK_WIDGET (self));
}

/* Rules, absences, households and turns may change while the dialog is open, not least by a way out. */
static void
rota_changed (TaPlanDialog *self)
{
  ta_plan_options_refresh (TA_PLAN_OPTIONS (self->options));
  plan (self);
}

static void
forget_choices (TaPlanDialog *self)
{
  g_hash_table_remove_all (self->wish->given);
  plan (self);
}

static void
add_questions (TaPlanDialog *self, GtkWidget *page, TaDate from)
{
  const TaPod *pod = ta_context_find_pod (self->context, self->wish->pod);
  GtkWidget *group = ta_form_add_group (page, pod ? pod->name : NULL);

  self->from = ta_form_add_row (group, ta_date_row_new (_ ("From")));
  ta_date_row_set_date (TA_DATE_ROW (self->from), from);
  self->weeks = ta_form_add_row (group, ta_form_spin (_ ("Weeks"), 1, MOST_WEEKS, 1, WEEKS, 0));
  self->options = ta_form_add_row (group, ta_plan_options_new (self->context, self->wish->pod));
  g_signal_connect_object (self->from, "notify::date", G_CALLBACK (plan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->weeks, "notify::value", G_CALLBACK (plan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->options, "changed", G_CALLBACK (plan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->options, "rules", G_CALLBACK (open_rules), self, G_CONNECT_SWAPPED);
}

static void
add_answers (TaPlanDialog *self, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, _ ("The Plan"));
  GtkWidget *again = g_object_new (GTK_TYPE_BUTTON, "icon-name", "view-refresh-symbolic", "tooltip-text", _ ("Plan Anew, Without My Choices"),
                                   "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (again, "flat");
  self->result = ta_form_add_row (group, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, NULL));
  self->icon = gtk_image_new ();
  gtk_widget_add_css_class (self->icon, "success");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->result), self->icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->result), again);
  g_signal_connect_object (again, "clicked", G_CALLBACK (forget_choices), self, G_CONNECT_SWAPPED);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_add_css_class (self->progress, "osd");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->progress);
  self->calendar = ta_plan_calendar_new (self->context);
  gtk_widget_set_margin_top (self->calendar, 12);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->calendar);
}

static void
line_activated (TaPlanDialog *self, guint line)
{
  ta_plan_lines_show (TA_PLAN_LINES (self->lines), line);
}

static void
add_parts (TaPlanDialog *self, GtkWidget *page)
{
  self->why = ta_plan_why_group_new (self->context);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->why));
  self->lines = ta_plan_lines_new (self->context);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->lines));
  self->fairness = ta_form_add_group (page, _ ("Who Owes How Many"));
  g_signal_connect_object (self->why, "taken", G_CALLBACK (take_way), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lines, "accepted", G_CALLBACK (show_choice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lines, "given", G_CALLBACK (given), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "line-activated", G_CALLBACK (line_activated), self, G_CONNECT_SWAPPED);
}

static void
close_dialog (TaPlanDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static GtkWidget *
make_header (TaPlanDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->accept = gtk_button_new_with_mnemonic (_ ("_Accept"));
  gtk_widget_add_css_class (self->accept, "suggested-action");
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->accept);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (close_dialog), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->accept, "clicked", G_CALLBACK (accept), self, G_CONNECT_SWAPPED);
  return header;
}

static void
build (TaPlanDialog *self, TaDate from)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = make_header (self);

  self->toasts = adw_toast_overlay_new ();
  add_questions (self, page, from);
  add_answers (self, page);
  add_parts (self, page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), page);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->toasts);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  ta_form_fold_title (ta_form_add_narrow (ADW_DIALOG (self)), view, header, _ ("Plan the Rota"));
}

static void
ta_plan_dialog_closed (AdwDialog *dialog)
{
  TA_PLAN_DIALOG (dialog)->closed = TRUE;
  stop (TA_PLAN_DIALOG (dialog));
}

static void
ta_plan_dialog_dispose (GObject *object)
{
  TaPlanDialog *self = TA_PLAN_DIALOG (object);

  stop (self);
  g_clear_pointer (&self->outcome, ta_plan_outcome_unref);
  g_clear_pointer (&self->wish, ta_plan_wish_free);
  g_clear_pointer (&self->fairness_rows, g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_plan_dialog_parent_class)->dispose (object);
}

static void
ta_plan_dialog_class_init (TaPlanDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_plan_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = ta_plan_dialog_closed;
}

static void
ta_plan_dialog_init (TaPlanDialog *self)
{
  self->fairness_rows = g_ptr_array_new ();
}

AdwDialog *
ta_plan_dialog_new (TaContext *context, const char *pod, TaDate from)
{
  TaPlanDialog *self = g_object_new (TA_TYPE_PLAN_DIALOG, "title", _ ("Plan the Rota"), "content-width", WIDTH, "content-height", HEIGHT, NULL);

  self->context = g_object_ref (context);
  self->wish = ta_plan_wish_new (pod);
  build (self, from);
  g_signal_connect_object (context, "changed", G_CALLBACK (rota_changed), self, G_CONNECT_SWAPPED);
  plan (self);
  return ADW_DIALOG (self);
}

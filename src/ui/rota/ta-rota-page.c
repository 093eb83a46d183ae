/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-page.h"

#include "ta-calendars-dialog.h"
#include "ta-cover-dialog.h"
#include "ta-fairness-strip.h"
#include "ta-form.h"
#include "ta-messages-dialog.h"
#include "ta-plan-dialog.h"
#include "ta-print-dialog.h"
#include "ta-polls-dialog.h"
#include "ta-publish-dialog.h"
#include "ta-report-dialog.h"
#include "ta-rota-ask.h"
#include "ta-rota-commands.h"
#include "ta-rota-grid.h"
#include "ta-rota-model.h"
#include "ta-rota-span.h"
#include "ta-rota-state.h"
#include "ta-rules-dialog.h"
#include "ta-series-ask.h"
#include "ta-turn-dialog.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>

struct _TaRotaPage
{
  TaPage parent_instance;

  AdwWindowTitle *window_title;
  AdwToggleGroup *views;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  AdwStatusPage *error_page;
  TaRotaGrid *grid;
  TaFairnessStrip *fairness;
  TaFairnessStrip *inner_fairness;

  TaRotaModel *model; /* (nullable) until the context is ready */
  TaRotaSpan span;
  gboolean opening; /* a turn is being read to be shown */
};

G_DEFINE_FINAL_TYPE (TaRotaPage, ta_rota_page, TA_TYPE_PAGE)

static TaContext *
context_of (TaRotaPage *self)
{
  return ta_page_get_context (TA_PAGE (self));
}

static void
update_title (TaRotaPage *self)
{
  g_autofree char *title = ta_rota_span_title (&self->span, ta_context_get_today (context_of (self)));
  const char *pod = ta_context_get_pod (context_of (self));
  const TaPod *shown = pod ? ta_context_find_pod (context_of (self), pod) : NULL;

  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, shown ? shown->name : _ ("All Pods"));
}

static void
update_state (TaRotaPage *self)
{
  const char *error = ta_rota_model_get_error (self->model);
  const char *name = "calendar";

  if (error)
    name = "error";
  else if (!ta_rota_model_has (self->model, self->span.from, self->span.until))
    name = ta_rota_model_is_empty (self->model) ? "loading" : gtk_stack_get_visible_child_name (self->stack);
  else if (ta_rota_model_is_empty (self->model) && ta_rota_model_is_settled (self->model))
    name = "empty";
  if (error)
    ta_form_describe (GTK_WIDGET (self->error_page), error);
  gtk_stack_set_visible_child_name (self->stack, name);
}

/* Shows the week or month of @date; @cursor %TA_DATE_NONE leaves the cursor where it is. */
static void
show_span (TaRotaPage *self, TaRotaView view, TaDate date, TaDate cursor)
{
  TaRotaSpan span = ta_rota_span_new (view, date, ta_locale_first_weekday ());

  if (!self->model)
    return;
  if (ta_rota_span_equal (&span, &self->span))
    {
      ta_rota_grid_set_span (self->grid, &span, cursor);
      return;
    }
  self->span = span;
  ta_rota_model_show (self->model, span.from, span.until);
  ta_rota_grid_set_span (self->grid, &span, cursor);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  update_title (self);
  update_state (self);
}

static void
view_changed (TaRotaPage *self)
{
  const char *name = adw_toggle_group_get_active_name (self->views);
  TaRotaView view = g_strcmp0 (name, "month") == 0 ? TA_ROTA_MONTH : TA_ROTA_WEEK;

  if (self->model && view != self->span.view)
    show_span (self, view, ta_rota_grid_get_cursor (self->grid), TA_DATE_NONE);
}

static void
step (GtkWidget *widget, int steps)
{
  TaRotaPage *self = TA_ROTA_PAGE (widget);
  TaRotaSpan next = ta_rota_span_step (&self->span, steps);
  TaDate cursor = ta_rota_grid_get_cursor (self->grid);

  cursor = next.view == TA_ROTA_WEEK ? cursor + next.main_from - self->span.main_from : ta_date_add_months (cursor, steps);
  show_span (self, next.view, next.main_from, cursor);
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (widget, -1);
}

static void
go_on (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (widget, 1);
}

static void
go_today (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaPage *self = TA_ROTA_PAGE (widget);
  TaDate today = ta_context_get_today (context_of (self));

  show_span (self, self->span.view, today, today);
  ta_rota_grid_focus_cursor (self->grid);
}

static void
show_week (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_toggle_group_set_active_name (TA_ROTA_PAGE (widget)->views, "week");
}

static void
show_month (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_toggle_group_set_active_name (TA_ROTA_PAGE (widget)->views, "month");
}

static void
retry (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaPage *self = TA_ROTA_PAGE (widget);

  if (self->model)
    ta_rota_model_retry (self->model);
}

static void
new_turn (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaPage *self = TA_ROTA_PAGE (widget);

  if (self->model)
    ta_turn_dialog_new (widget, context_of (self), ta_rota_grid_get_cursor (self->grid));
}

static void
grid_new_turn (TaRotaPage *self, int date)
{
  ta_turn_dialog_new (GTK_WIDGET (self), context_of (self), date);
}

static void
grid_open_turn (TaRotaPage *self, const char *id)
{
  const TaTurn *turn = ta_rota_model_find (self->model, id);

  if (turn)
    ta_turn_dialog_edit (GTK_WIDGET (self), context_of (self), turn);
}

/* The turn of the cursor, or the next one shown. */
static const TaTurn *
find_next (TaRotaPage *self)
{
  const char *id = ta_rota_grid_get_cursor_turn (self->grid);
  const TaTurn *turn = self->model && id ? ta_rota_model_find (self->model, id) : NULL;

  for (TaDate date = ta_rota_grid_get_cursor (self->grid); self->model && !turn && date < self->span.until; date++)
    {
      GPtrArray *turns = ta_rota_model_get_day (self->model, date);

      turn = turns && turns->len > 0 ? turns->pdata[0] : NULL;
    }
  return turn;
}

static void
open_next (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaPage *self = TA_ROTA_PAGE (widget);
  const TaTurn *turn = find_next (self);

  if (turn)
    ta_turn_dialog_edit (widget, context_of (self), turn);
}

static void
grid_delete_turn (TaRotaPage *self, const char *id)
{
  const TaTurn *turn = ta_rota_model_find (self->model, id);

  if (turn)
    ta_series_ask_delete (GTK_WIDGET (self), context_of (self), turn);
}

static void
grid_move_turn (TaRotaPage *self, const char *id, int date)
{
  const TaTurn *turn = ta_rota_model_find (self->model, id);

  if (turn)
    ta_rota_ask_move (GTK_WIDGET (self), context_of (self), turn, date);
}

static void
grid_swap_turns (TaRotaPage *self, const char *first_id, const char *second_id)
{
  const TaTurn *first = ta_rota_model_find (self->model, first_id);
  const TaTurn *second = ta_rota_model_find (self->model, second_id);

  if (first && second)
    ta_rota_ask_swap (GTK_WIDGET (self), context_of (self), first, second);
}

static void
grid_assign_turn (TaRotaPage *self, const char *id, const char *household)
{
  const TaTurn *turn = ta_rota_model_find (self->model, id);

  if (turn)
    ta_rota_ask_assign (GTK_WIDGET (self), context_of (self), turn, household[0] ? household : NULL);
}

static void
grid_set_state (TaRotaPage *self, const char *id, int state)
{
  const TaTurn *turn = ta_rota_model_find (self->model, id);

  if (turn)
    ta_rota_ask_state (GTK_WIDGET (self), context_of (self), turn, (TaTurnState) state);
}

/* The cursor went over the edge: a week on below, so that the rest stays where the person saw it. */
static void
grid_reach (TaRotaPage *self, int date)
{
  TaDate target = date;

  if (self->span.view == TA_ROTA_WEEK && date >= self->span.until && date < self->span.until + 7)
    target = self->span.main_from + 7;
  show_span (self, self->span.view, target, date);
}

static void
grid_show_day (TaRotaPage *self, int date)
{
  ta_rota_grid_set_cursor (self->grid, date, NULL);
  if (self->span.view == TA_ROTA_MONTH)
    adw_toggle_group_set_active_name (self->views, "week");
  else
    show_span (self, TA_ROTA_WEEK, date, date);
}

/* The pod shown, else the first. */
static const char *
pod_to_plan (TaContext *context)
{
  const char *pod = ta_context_get_pod (context);
  GPtrArray *pods = ta_context_get_pods (context);

  return pod || pods->len == 0 ? pod : ((const TaPod *) pods->pdata[0])->id;
}

static void
plan (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaContext *context = context_of (TA_ROTA_PAGE (widget));
  TaDate tomorrow = ta_context_get_today (context) + 1;
  const char *pod = pod_to_plan (context);

  if (pod)
    adw_dialog_present (ta_plan_dialog_new (context, pod, ta_date_start_of_week (tomorrow + 6, 1)), widget);
}

/* From today on, and with an eye on those who were told already. */
static void
replan (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaContext *context = context_of (TA_ROTA_PAGE (widget));
  const char *pod = pod_to_plan (context);
  AdwDialog *dialog = pod ? ta_plan_dialog_new (context, pod, ta_context_get_today (context)) : NULL;

  if (!dialog)
    return;
  ta_plan_dialog_set_fewest_changes (TA_PLAN_DIALOG (dialog), TRUE);
  adw_dialog_present (dialog, widget);
}

static void
cant_come (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaPage *self = TA_ROTA_PAGE (widget);
  const TaTurn *turn = find_next (self);

  if (turn)
    ta_cover_dialog_present (widget, context_of (self), turn, NULL);
}

static void
publish (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ta_publish_dialog_present (context_of (TA_ROTA_PAGE (widget)), widget);
}

static void
show_messages (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ta_messages_dialog_present (context_of (TA_ROTA_PAGE (widget)), widget);
}

/* The sheet of what is shown comes first. */
static void
print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRotaPage *self = TA_ROTA_PAGE (widget);

  if (self->model)
    ta_print_dialog_present (context_of (self), ta_print_requests_of_days (context_of (self), self->span.main_from), self->span.view == TA_ROTA_MONTH, widget);
}

static void
show_report (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ta_report_dialog_present (context_of (TA_ROTA_PAGE (widget)), widget);
}

/* Rules are a pod's; where all are shown, those of the first. */
static void
show_rules (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaContext *context = context_of (TA_ROTA_PAGE (widget));
  GPtrArray *pods = ta_context_get_pods (context);
  const char *pod = ta_context_get_pod (context);

  if (!pod && pods->len > 0)
    pod = ((TaPod *) pods->pdata[0])->id;
  if (pod)
    ta_rules_dialog_present (context, pod, widget);
}

static void
show_polls (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaContext *context = context_of (TA_ROTA_PAGE (widget));
  GPtrArray *pods = ta_context_get_pods (context);
  const char *pod = ta_context_get_pod (context);

  if (!pod && pods->len > 0)
    pod = ((TaPod *) pods->pdata[0])->id;
  if (pod)
    ta_polls_dialog_present (context, pod, widget);
}

static void
show_calendars (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ta_calendars_dialog_present (context_of (TA_ROTA_PAGE (widget)), widget);
}

static void
start (TaRotaPage *self)
{
  TaContext *context = context_of (self);

  if (self->model || !ta_context_is_ready (context))
    return;
  self->model = ta_rota_model_new (context);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  ta_rota_grid_set_model (self->grid, self->model);
  show_span (self, TA_ROTA_WEEK, ta_context_get_today (context), TA_DATE_NONE);
  ta_fairness_strip_set_model (self->fairness, self->model);
  ta_fairness_strip_set_model (self->inner_fairness, self->model);
}

/* A turn that another page sends the person to, on its way to the screen. */
static gpointer
read_turn (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_turn_table_get (database, data, error);
}

static void
turn_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaRotaPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaTurn) turn = ta_store_read_finish (TA_STORE (source), result, &error);

  self->opening = FALSE;
  if (!turn)
    {
      g_signal_emit_by_name (context_of (self), "failed", error->message);
      return;
    }
  start (self);
  show_span (self, self->span.view, turn->date, turn->date);
  ta_rota_grid_set_cursor (self->grid, turn->date, turn->id);
  ta_turn_dialog_edit (GTK_WIDGET (self), context_of (self), turn);
}

static void
ta_rota_page_open (TaPage *page, const char *id)
{
  TaRotaPage *self = TA_ROTA_PAGE (page);

  self->opening = TRUE;
  ta_store_read_async (ta_context_get_store (context_of (self)), read_turn, g_strdup (id), g_free, (GDestroyNotify) ta_turn_free, NULL,
                       turn_read, g_object_ref (self));
}

/* A plan that is being made is part of what is shown. */
static gboolean
is_planning (TaRotaPage *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  AdwDialog *dialog = ADW_IS_APPLICATION_WINDOW (window) ? adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) : NULL;

  return TA_IS_PLAN_DIALOG (dialog) && !ta_plan_dialog_is_settled (TA_PLAN_DIALOG (dialog));
}

static gboolean
ta_rota_page_is_settled (TaPage *page)
{
  TaRotaPage *self = TA_ROTA_PAGE (page);

  return self->model && !self->opening && ta_rota_model_is_settled (self->model) && !is_planning (self);
}

static void
day_changed (TaRotaPage *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->grid));
}

static void
ta_rota_page_constructed (GObject *object)
{
  TaRotaPage *self = TA_ROTA_PAGE (object);
  TaContext *context;

  G_OBJECT_CLASS (ta_rota_page_parent_class)->constructed (object);
  context = context_of (self);
  g_signal_connect_object (context, "ready", G_CALLBACK (start), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "day-changed", G_CALLBACK (day_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::pod", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  start (self);
}

static void
ta_rota_page_dispose (GObject *object)
{
  TaRotaPage *self = TA_ROTA_PAGE (object);

  g_clear_object (&self->model);
  gtk_widget_dispose_template (GTK_WIDGET (self), TA_TYPE_ROTA_PAGE);
  G_OBJECT_CLASS (ta_rota_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/coop/turnabout/Turnabout/ui/rota/ta-rota-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TaRotaPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, TaRotaPage, views);
  gtk_widget_class_bind_template_child (widget_class, TaRotaPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TaRotaPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, TaRotaPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, TaRotaPage, grid);
  gtk_widget_class_bind_template_child (widget_class, TaRotaPage, fairness);
  gtk_widget_class_bind_template_child (widget_class, TaRotaPage, inner_fairness);
}

static void
ta_rota_page_class_init (TaRotaPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TaPageClass *page_class = TA_PAGE_CLASS (klass);

  object_class->constructed = ta_rota_page_constructed;
  object_class->dispose = ta_rota_page_dispose;
  page_class->open = ta_rota_page_open;
  page_class->is_settled = ta_rota_page_is_settled;

  g_type_ensure (TA_TYPE_ROTA_GRID);
  g_type_ensure (TA_TYPE_FAIRNESS_STRIP);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "rota.previous", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "rota.next", NULL, go_on);
  gtk_widget_class_install_action (widget_class, "rota.today", NULL, go_today);
  gtk_widget_class_install_action (widget_class, "rota.week", NULL, show_week);
  gtk_widget_class_install_action (widget_class, "rota.month", NULL, show_month);
  gtk_widget_class_install_action (widget_class, "rota.new", NULL, new_turn);
  gtk_widget_class_install_action (widget_class, "rota.open-next", NULL, open_next);
  gtk_widget_class_install_action (widget_class, "rota.retry", NULL, retry);
  gtk_widget_class_install_action (widget_class, "rota.plan", NULL, plan);
  gtk_widget_class_install_action (widget_class, "rota.replan", NULL, replan);
  gtk_widget_class_install_action (widget_class, "rota.cant-come", NULL, cant_come);
  gtk_widget_class_install_action (widget_class, "rota.publish", NULL, publish);
  gtk_widget_class_install_action (widget_class, "rota.messages", NULL, show_messages);
  gtk_widget_class_install_action (widget_class, "rota.print", NULL, print);
  gtk_widget_class_install_action (widget_class, "rota.report", NULL, show_report);
  gtk_widget_class_install_action (widget_class, "rota.rules", NULL, show_rules);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "rota.cant-come", NULL);
  gtk_widget_class_install_action (widget_class, "rota.calendars", NULL, show_calendars);
  gtk_widget_class_install_action (widget_class, "rota.polls", NULL, show_polls);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "rota.publish", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "rota.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "rota.plan", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "rota.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "rota.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "rota.today", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, 0, "rota.week", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "rota.month", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "rota.new", NULL);
}

static void
ta_rota_page_init (TaRotaPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ta_rota_grid_set_vadjustment (self->grid, gtk_scrolled_window_get_vadjustment (self->scrolled));
  g_signal_connect_object (self->views, "notify::active-name", G_CALLBACK (view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "new-turn", G_CALLBACK (grid_new_turn), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "open-turn", G_CALLBACK (grid_open_turn), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "delete-turn", G_CALLBACK (grid_delete_turn), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "move-turn", G_CALLBACK (grid_move_turn), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "swap-turns", G_CALLBACK (grid_swap_turns), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "assign-turn", G_CALLBACK (grid_assign_turn), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "set-state", G_CALLBACK (grid_set_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "reach", G_CALLBACK (grid_reach), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "show-day", G_CALLBACK (grid_show_day), self, G_CONNECT_SWAPPED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn-form.h"

#include "ta-cover-group.h"
#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-rota-state.h"
#include "ta-rota-text.h"
#include "ta-series-days.h"
#include "ta-series-form.h"
#include "ta-series-group.h"
#include "ta-print-dialog.h"
#include "ta-round-dialog.h"
#include "ta-turn-credit.h"
#include "ta-turn-eaters.h"
#include "ta-turn-handover.h"
#include "ta-turn-holders.h"
#include "ta-turn-needs.h"

#include <glib/gi18n.h>

struct _TaTurnForm
{
  AdwPreferencesPage parent_instance;

  TaContext *context;
  TaTurn *turn; /* as the form has it, but for what is read from the rows at the end */
  gboolean is_new;
  gboolean setting;
  GCancellable *looking; /* (nullable): the read of what the state counts */

  GtkWidget *title;
  GtkWidget *date;
  GtkWidget *time;
  GtkWidget *service;
  GtkWidget *pod;
  GtkWidget *holders; /* group: also of the dish and the state */
  GtkWidget *state;
  GtkWidget *effect; /* what the state means */
  GtkWidget *pinned;
  GtkWidget *note;
  GtkWidget *eaters;
  GtkWidget *needs;
  GtkWidget *handover;
  GtkWidget *repeat;      /* (nullable): of a new turn */
  GtkWidget *series;      /* (nullable): of a turn of a series */
  gboolean eaters_edited; /* until then the eaters of a new turn follow its pod and date */
};

G_DEFINE_FINAL_TYPE (TaTurnForm, ta_turn_form, ADW_TYPE_PREFERENCES_PAGE)

enum
{
  CHANGED,
  DELETE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static TaDuty
duty_of (TaTurnForm *self)
{
  const TaService *service = ta_context_find_service (self->context, self->turn->service);

  return service ? ta_service_kind_duty (service->kind) : TA_DUTY_COOK;
}

/* (transfer container): of TaHousehold, borrowed: those of the turn's pod on its date */
static GPtrArray *
pod_households (TaTurnForm *self)
{
  GListModel *all = ta_context_get_households (self->context);
  GPtrArray *households = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (all, i);
      const TaHousehold *household = ta_household_item_get (item);

      if (g_strcmp0 (ta_household_pod (household, self->turn->date), self->turn->pod) == 0)
        g_ptr_array_add (households, (gpointer) household);
    }
  return households;
}

static void
update_needs (TaTurnForm *self)
{
  g_autoptr (GPtrArray) households = g_ptr_array_new ();

  ta_turn_eaters_apply (TA_TURN_EATERS (self->eaters), self->turn);
  for (guint i = 0; i < self->turn->eaters->len; i++)
    {
      const TaEater *eater = self->turn->eaters->pdata[i];
      TaHouseholdItem *item = ta_context_find_household (self->context, eater->household);

      if (item)
        g_ptr_array_add (households, (gpointer) ta_household_item_get (item));
    }
  ta_turn_needs_set (TA_TURN_NEEDS (self->needs), households, self->turn->date);
}

static gboolean
repeats (TaTurnForm *self)
{
  return self->repeat && ta_series_form_is_on (TA_SERIES_FORM (self->repeat));
}

static void
update_clash (TaTurnForm *self)
{
  GPtrArray *capabilities = self->series ? ta_series_group_get_capabilities (TA_SERIES_GROUP (self->series)) : NULL;

  ta_turn_holders_check (TA_TURN_HOLDERS (self->holders), self->turn, capabilities);
}

static void
show_effect (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaTurnForm) self = data;
  g_autofree char *text = NULL;

  /* Where it cannot be told the form is as good without it. */
  if (ta_rota_effect_finish (self->context, result, &text, NULL))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->effect), text);
}

/* Says under the state what it means, and whom it gives what. */
static void
update_effect (TaTurnForm *self)
{
  TaTurnState state = (TaTurnState) ta_form_get_code (self->state);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->effect), ta_turn_state_effect_text (state));
  if (ta_turn_state_effect (state) != TA_EFFECT_NONE)
    ta_rota_effect_read (self->context, self->turn, state, self->looking, show_effect, g_object_ref (self));
}

/* What follows from the pod, the date and the holder. */
static void
update_all (TaTurnForm *self)
{
  g_autoptr (GPtrArray) households = pod_households (self);
  gboolean was_setting = self->setting;

  self->setting = TRUE;
  if (self->is_new && !self->eaters_edited)
    ta_turn_fill_eaters (self->turn, households);
  ta_turn_holders_set (TA_TURN_HOLDERS (self->holders), self->turn, households);
  ta_turn_eaters_set (TA_TURN_EATERS (self->eaters), self->turn);
  if (self->repeat)
    ta_series_form_start (TA_SERIES_FORM (self->repeat), self->turn);
  self->setting = was_setting;
  update_needs (self);
  update_clash (self);
  update_effect (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
date_changed (TaTurnForm *self)
{
  TaDate date = ta_date_row_get_date (TA_DATE_ROW (self->date));

  if (self->setting)
    return;
  if (date != TA_DATE_NONE && date != self->turn->date)
    {
      ta_turn_eaters_apply (TA_TURN_EATERS (self->eaters), self->turn);
      self->turn->date = date;
      update_all (self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
time_changed (TaTurnForm *self)
{
  if (ta_minutes_parse (gtk_editable_get_text (GTK_EDITABLE (self->time)), &self->turn->start))
    gtk_widget_remove_css_class (self->time, "error");
  else
    gtk_widget_add_css_class (self->time, "error");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
service_changed (TaTurnForm *self)
{
  GPtrArray *services = ta_context_get_services (self->context);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->service));
  const TaService *service = selected < services->len ? services->pdata[selected] : NULL;
  g_autofree char *time = NULL;

  if (self->setting || !service || g_strcmp0 (service->id, self->turn->service) == 0)
    return;
  g_set_str (&self->turn->service, service->id);
  ta_turn_holders_apply (TA_TURN_HOLDERS (self->holders), self->turn, duty_of (self));
  if (!self->is_new)
    return;
  self->turn->minutes = service->minutes;
  time = ta_minutes_to_text (service->start);
  gtk_editable_set_text (GTK_EDITABLE (self->time), time);
}

static void
pod_changed (TaTurnForm *self)
{
  GPtrArray *pods = ta_context_get_pods (self->context);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->pod));
  const TaPod *pod = selected < pods->len ? pods->pdata[selected] : NULL;

  if (self->setting || !pod || g_strcmp0 (pod->id, self->turn->pod) == 0)
    return;
  ta_turn_eaters_apply (TA_TURN_EATERS (self->eaters), self->turn);
  g_set_str (&self->turn->pod, pod->id);
  update_all (self);
}

/* (nullable) (transfer full): what stands in the way of the turn that @series has on @day */
static char *
series_clash (TaTurnForm *self, const TaSeries *series, const TaSeriesDay *day)
{
  g_autoptr (TaTurn) turn = ta_turn_new (series->pod, series->service, day->date, series->start);

  ta_series_shape_turn (series, day, duty_of (self), turn);
  return ta_rota_clash (self->context, turn);
}

/* Counts the turns of the series that somebody should not hold, and tells the first reason. */
static void
update_series_clashes (TaTurnForm *self)
{
  g_autoptr (TaSeries) series = ta_turn_form_get_series (self);
  g_autoptr (GArray) days = NULL;
  g_autofree char *first = NULL;
  g_autofree char *text = NULL;
  guint count = 0;

  if (series && ta_series_form_is_valid (TA_SERIES_FORM (self->repeat)))
    days = ta_series_days (series, series->from, MIN (series->from + TA_SERIES_AHEAD, series->until != TA_DATE_NONE ? series->until : G_MAXINT32), NULL);
  for (guint i = 0; days && i < days->len; i++)
    {
      g_autofree char *clash = series_clash (self, series, &g_array_index (days, TaSeriesDay, i));

      if (!clash)
        continue;
      count++;
      if (!first)
        first = g_steal_pointer (&clash);
    }
  if (count > 0)
    /* Translators: the second part is a sentence with a reason. */
    text = g_strdup_printf (ngettext ("%u turn clashes: %s", "%u turns clash, the first: %s", count), count, first);
  ta_series_form_set_warning (TA_SERIES_FORM (self->repeat), text);
}

/* What each turn of a series gets by itself. */
static void
show_own (TaTurnForm *self)
{
  gboolean own = !repeats (self);

  ta_turn_holders_set_single (TA_TURN_HOLDERS (self->holders), !own);
  gtk_widget_set_visible (self->state, own);
  gtk_widget_set_visible (self->effect, own);
  gtk_widget_set_visible (self->pinned, own);
  gtk_widget_set_visible (self->eaters, own);
  gtk_widget_set_visible (self->needs, own);
  gtk_widget_set_visible (self->handover, own);
}

static void
holders_changed (TaTurnForm *self)
{
  if (self->setting)
    return;
  ta_turn_holders_apply (TA_TURN_HOLDERS (self->holders), self->turn, duty_of (self));
  if (self->repeat)
    {
      ta_series_form_start (TA_SERIES_FORM (self->repeat), self->turn);
      update_series_clashes (self);
    }
  update_clash (self);
  update_effect (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
eaters_changed (TaTurnForm *self)
{
  self->eaters_edited = TRUE;
  update_needs (self);
  update_clash (self);
  update_effect (self);
}

static void
repeat_changed (TaTurnForm *self)
{
  show_own (self);
  update_series_clashes (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

GtkWidget *
ta_turn_form_get_first (TaTurnForm *self)
{
  g_return_val_if_fail (TA_IS_TURN_FORM (self), NULL);

  return self->title;
}

gboolean
ta_turn_form_is_valid (TaTurnForm *self)
{
  TaMinutes minutes;

  g_return_val_if_fail (TA_IS_TURN_FORM (self), FALSE);

  return ta_turn_holders_is_valid (TA_TURN_HOLDERS (self->holders)) && ta_date_row_get_date (TA_DATE_ROW (self->date)) != TA_DATE_NONE && ta_minutes_parse (gtk_editable_get_text (GTK_EDITABLE (self->time)), &minutes) && self->turn->pod[0] && (!self->repeat || !ta_series_form_is_on (TA_SERIES_FORM (self->repeat)) || ta_series_form_is_valid (TA_SERIES_FORM (self->repeat)));
}

static void
apply_rows (TaTurnForm *self)
{
  g_autofree char *title = ta_form_get_text (self->title);
  g_autofree char *note = ta_form_get_text (self->note);
  TaDate date = ta_date_row_get_date (TA_DATE_ROW (self->date));

  if (date != TA_DATE_NONE)
    self->turn->date = date;
  ta_set_text (&self->turn->title, title);
  ta_set_text (&self->turn->note, note);
  self->turn->state = (TaTurnState) ta_form_get_code (self->state);
  self->turn->pinned = adw_switch_row_get_active (ADW_SWITCH_ROW (self->pinned));
  ta_turn_eaters_apply (TA_TURN_EATERS (self->eaters), self->turn);
  ta_turn_holders_apply (TA_TURN_HOLDERS (self->holders), self->turn, duty_of (self));
  ta_turn_handover_apply (TA_TURN_HANDOVER (self->handover), self->turn);
}

void
ta_turn_form_show_failure (TaTurnForm *self, const char *text)
{
  g_return_if_fail (TA_IS_TURN_FORM (self));

  ta_form_describe (GTK_WIDGET (self), text);
  adw_preferences_page_scroll_to_top (ADW_PREFERENCES_PAGE (self));
}

TaTurn *
ta_turn_form_get (TaTurnForm *self)
{
  g_return_val_if_fail (TA_IS_TURN_FORM (self), NULL);

  apply_rows (self);
  return ta_turn_copy (self->turn);
}

TaSeries *
ta_turn_form_get_series (TaTurnForm *self)
{
  TaSeries *series;

  g_return_val_if_fail (TA_IS_TURN_FORM (self), NULL);

  if (!self->repeat || !ta_series_form_is_on (TA_SERIES_FORM (self->repeat)))
    return NULL;
  apply_rows (self);
  series = ta_series_new (self->turn->pod, self->turn->service, self->turn->date);
  series->start = self->turn->start;
  series->minutes = self->turn->minutes;
  ta_set_text (&series->title, self->turn->title);
  ta_set_text (&series->note, self->turn->note);
  ta_series_form_apply (TA_SERIES_FORM (self->repeat), series);
  return series;
}

void
ta_turn_form_repeat (TaTurnForm *self)
{
  g_return_if_fail (TA_IS_TURN_FORM (self) && self->repeat);

  ta_series_form_turn_on (TA_SERIES_FORM (self->repeat));
}

GPtrArray *
ta_turn_form_get_capabilities (TaTurnForm *self)
{
  g_return_val_if_fail (TA_IS_TURN_FORM (self), NULL);

  return self->repeat ? ta_series_form_get_capabilities (TA_SERIES_FORM (self->repeat)) : g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
ta_turn_form_get_series_group (TaTurnForm *self)
{
  g_return_val_if_fail (TA_IS_TURN_FORM (self), NULL);

  return self->series;
}

static void
add_group (TaTurnForm *self, const char *title, GtkWidget *const *rows, guint n_rows)
{
  GtkWidget *group = ta_form_add_group (GTK_WIDGET (self), title);

  for (guint i = 0; i < n_rows; i++)
    ta_form_add_row (group, rows[i]);
}

static GtkWidget *
make_services (TaTurnForm *self)
{
  GPtrArray *services = ta_context_get_services (self->context);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (guint i = 0; i < services->len; i++)
    {
      const TaService *service = services->pdata[i];

      g_ptr_array_add (names, service->name);
      if (g_strcmp0 (service->id, self->turn->service) == 0)
        selected = i;
    }
  return ta_form_choice (_ ("Service"), names, selected);
}

static GtkWidget *
make_pods (TaTurnForm *self)
{
  GPtrArray *pods = ta_context_get_pods (self->context);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (guint i = 0; i < pods->len; i++)
    {
      const TaPod *pod = pods->pdata[i];

      g_ptr_array_add (names, pod->name);
      if (g_strcmp0 (pod->id, self->turn->pod) == 0)
        selected = i;
    }
  return ta_form_choice (_ ("Pod"), names, selected);
}

static void
make_rows (TaTurnForm *self)
{
  g_autofree char *time = ta_minutes_to_text (self->turn->start);

  self->title = ta_form_entry (_ ("Dish"), self->turn->title);
  self->date = ta_date_row_new (_ ("Date"));
  ta_date_row_set_date (TA_DATE_ROW (self->date), self->turn->date);
  self->time = ta_form_entry (_ ("Time"), time ? time : "");
  self->service = make_services (self);
  self->pod = make_pods (self);
  self->holders = ta_turn_holders_new (self->context, self->title);
  self->state = ta_form_codes (_ ("State"), ta_turn_state_codes, (int) self->turn->state);
  self->effect = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ ("What it means"), "css-classes", (const char *[]) { "property", NULL }, NULL);
  self->pinned = ta_form_switch (_ ("Pinned"), self->turn->pinned);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->pinned), _ ("Planning leaves it where it is"));
  self->note = ta_form_text (_ ("Note"), self->turn->note);
  self->eaters = ta_turn_eaters_new (self->context);
  self->needs = ta_turn_needs_new ();
  self->handover = ta_turn_handover_new (self->context, self->turn);
  self->series = self->turn->series ? ta_series_group_new (self->context, self->turn) : NULL;
  self->repeat = self->is_new ? ta_series_form_new (self->context) : NULL;
}

static void
connect_rows (TaTurnForm *self)
{
  g_signal_connect_object (self->date, "notify::date", G_CALLBACK (date_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->time, "changed", G_CALLBACK (time_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "notify::selected", G_CALLBACK (service_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pod, "notify::selected", G_CALLBACK (pod_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->holders, "changed", G_CALLBACK (holders_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->state, "notify::selected", G_CALLBACK (update_effect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->eaters, "changed", G_CALLBACK (eaters_changed), self, G_CONNECT_SWAPPED);
  if (self->series)
    g_signal_connect_object (self->series, "read", G_CALLBACK (update_clash), self, G_CONNECT_SWAPPED);
  if (self->repeat)
    g_signal_connect_object (self->repeat, "changed", G_CALLBACK (repeat_changed), self, G_CONNECT_SWAPPED);
}

static void
wants_delete (TaTurnForm *self)
{
  g_signal_emit (self, signals[DELETE], 0);
}

static void
open_round (TaTurnForm *self)
{
  ta_round_dialog_present (self->context, self->turn->id, GTK_WIDGET (self));
}

static void
open_print (TaTurnForm *self)
{
  ta_print_dialog_present (self->context, ta_print_requests_of_turn (self->context, self->turn->id), 0, GTK_WIDGET (self));
}

static GtkWidget *
new_link (TaTurnForm *self, const char *title, void (*activated) (TaTurnForm *self))
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_button_row_set_end_icon_name (ADW_BUTTON_ROW (row), "go-next-symbolic");
  g_signal_connect_object (row, "activated", G_CALLBACK (activated), self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_round (TaTurnForm *self)
{
  GtkWidget *round = new_link (self, _ ("Delivery Round…"), open_round);
  GtkWidget *print = new_link (self, _ ("Print…"), open_print);

  add_group (self, NULL, (GtkWidget *[]) { round, print }, 2);
}

static void
add_delete (TaTurnForm *self)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Delete Turn"));
  gtk_widget_add_css_class (row, "destructive-action");
  g_signal_connect_object (row, "activated", G_CALLBACK (wants_delete), self, G_CONNECT_SWAPPED);
  add_group (self, NULL, &row, 1);
}

static void
build (TaTurnForm *self)
{
  make_rows (self);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->holders));
  ta_form_add_row (self->holders, self->state);
  ta_form_add_row (self->holders, self->effect);
  if (!self->is_new)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (ta_cover_group_new (self->context, self->turn)));
  add_group (self, _ ("When"), (GtkWidget *[]) { self->date, self->time, self->service, self->pod, self->pinned }, 5);
  if (self->repeat)
    {
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->repeat));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (ta_series_form_get_order (TA_SERIES_FORM (self->repeat))));
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->eaters));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->needs));
  if (!self->is_new && duty_of (self) == TA_DUTY_COOK)
    add_round (self);
  add_group (self, NULL, &self->note, 1);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->handover));
  if (self->series)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (self->series));
  if (!self->is_new)
    add_delete (self);
  gtk_widget_set_visible (self->pod, ta_context_get_pods (self->context)->len > 1);
  gtk_widget_set_visible (self->service, ta_context_get_services (self->context)->len > 0);
  if (ta_context_get_pods (self->context)->len == 0)
    adw_preferences_page_set_description (ADW_PREFERENCES_PAGE (self), _ ("A turn belongs to a pod, and there is none yet: give a household a pod first."));
  connect_rows (self);
}

static void
ta_turn_form_dispose (GObject *object)
{
  TaTurnForm *self = TA_TURN_FORM (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  G_OBJECT_CLASS (ta_turn_form_parent_class)->dispose (object);
}

static void
ta_turn_form_finalize (GObject *object)
{
  TaTurnForm *self = TA_TURN_FORM (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->turn, ta_turn_free);
  G_OBJECT_CLASS (ta_turn_form_parent_class)->finalize (object);
}

static void
ta_turn_form_class_init (TaTurnFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_turn_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_turn_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DELETE] = g_signal_new ("delete", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_turn_form_init (TaTurnForm *self)
{
}

GtkWidget *
ta_turn_form_new (TaContext *context, const TaTurn *turn, gboolean is_new)
{
  TaTurnForm *self = g_object_new (TA_TYPE_TURN_FORM, NULL);

  self->context = g_object_ref (context);
  self->turn = ta_turn_copy (turn);
  self->is_new = is_new;
  build (self);
  update_all (self);
  return GTK_WIDGET (self);
}

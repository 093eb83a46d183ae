/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-round-dialog.h"

#include "ta-delivery-table.h"
#include "ta-form.h"
#include "ta-map-place-dialog.h"
#include "ta-print-dialog.h"
#include "ta-rota-text.h"
#include "ta-round-commands.h"
#include "ta-round-map.h"
#include "ta-round-row.h"
#include "ta-round-words.h"

#include <glib/gi18n.h>

#define WIDTH 940
#define HEIGHT 680
#define MIN_WIDTH 360
#define MIN_HEIGHT 294
#define MAP_HEIGHT 240

struct _TaRoundDialog
{
  AdwDialog parent_instance;

  TaContext *context;
  char *turn;
  TaDropList *list;      /* (nullable) */
  GCancellable *reading; /* (nullable) */
  char *follow;          /* (nullable): id of the household whose row gets the focus after the next reading */

  GtkWidget *title; /* borrowed, as all below */
  GtkWidget *toasts;
  GtkWidget *stack;
  GtkWidget *status;
  GtkWidget *banner;
  GtkWidget *columns;
  GtkWidget *map;
  GtkWidget *facts;
  GtkWidget *leave;
  GtkWidget *last;
  GtkWidget *walk;
  GtkWidget *back;
  GtkWidget *ready; /* AdwEntryRow: the time of the turn */
  GtkWidget *warning;
  GtkWidget *doors;
  GtkWidget *best;
  GtkWidget *rows;
  GtkWidget *unplaced;
  GPtrArray *unplaced_rows; /* borrowed rows */
};

G_DEFINE_FINAL_TYPE (TaRoundDialog, ta_round_dialog, ADW_TYPE_DIALOG)

/* ---- what is shown ------------------------------------------------------------------------------------------------------------------ */

static void
set_row (GtkWidget *row, const char *value, const char *detail)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  gtk_label_set_text (GTK_LABEL (g_object_get_data (G_OBJECT (row), "value")), value);
}

static void
show_facts (TaRoundDialog *self)
{
  const TaDropList *list = self->list;
  g_autofree char *leave = ta_round_time_text (list->leave);
  g_autofree char *last = ta_round_time_text (list->last);
  g_autofree char *walk = ta_distance_format (list->length);
  g_autofree char *proof = ta_round_proof_text (list);
  g_autofree char *hot = ta_round_hot_text (list);
  g_autofree char *home = ta_round_time_text (list->home);
  g_autofree char *back = ta_distance_format (list->back);
  /* Translators: a distance */
  g_autofree char *way_back = g_strdup_printf (_ ("%s from the last door"), back);
  g_autofree char *late = NULL;

  set_row (self->leave, leave, list->leave > list->ready ? _ ("Leaving sooner would only mean waiting at a door") : NULL);
  set_row (self->last, last, hot);
  set_row (self->walk, walk, proof);
  set_row (self->back, home, way_back);
  if (list->n_late > 0)
    late = g_strdup_printf (ngettext ("%d door is reached after its time", "%d doors are reached after their time", (gulong) list->n_late), list->n_late);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->warning), list->too_long ? _ ("The food is longer on the way than is safe") : late != NULL ? late
                                                                                                                                                       : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->warning), list->too_long && late != NULL ? late : list->too_long ? _ ("Split the round, or keep the food hot on the way")
                                                                                                                      : NULL);
  gtk_widget_set_visible (self->warning, list->too_long || list->n_late > 0);
}

/* What somebody is typing is theirs. */
static void
show_ready (TaRoundDialog *self)
{
  g_autofree char *ready = ta_minutes_to_text (self->list->ready);

  if (!gtk_widget_has_css_class (self->ready, "error") && (gtk_widget_get_state_flags (self->ready) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->ready), ready);
}

static void
on_ready_typed (TaRoundDialog *self)
{
  TaMinutes minutes;

  if (ta_minutes_parse (gtk_editable_get_text (GTK_EDITABLE (self->ready)), &minutes))
    gtk_widget_remove_css_class (self->ready, "error");
  else
    gtk_widget_add_css_class (self->ready, "error");
}

static void
on_ready_applied (TaRoundDialog *self)
{
  TaMinutes minutes;

  if (self->list == NULL)
    return;
  if (!ta_form_mark (self->ready, ta_minutes_parse (gtk_editable_get_text (GTK_EDITABLE (self->ready)), &minutes)))
    return;
  if (minutes != self->list->ready)
    ta_round_commands_set_ready (self->context, self->list, minutes);
}

static void
show_doors (TaRoundDialog *self)
{
  g_autofree char *portions = ta_rota_portions_text (ta_drop_list_portions (self->list));
  guint count = self->list->drops->len + self->list->unplaced->len;
  g_autofree char *doors = g_strdup_printf (ngettext ("%u door", "%u doors", count), count);
  g_autofree char *text = g_strdup_printf ("%s · %s", doors, portions);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->doors), text);
  gtk_widget_set_visible (self->doors, self->list->drops->len > 0);
  gtk_widget_set_visible (self->best, self->list->by_hand);
}

static void
on_state_chosen (TaRoundDialog *self, int state, TaRoundRow *row)
{
  guint index = ta_round_row_get_index (row);

  if (self->list != NULL && index < self->list->drops->len)
    ta_round_commands_set_state (self->context, self->list, g_ptr_array_index (self->list->drops, index), (TaDeliveryState) state);
}

static void show_list (TaRoundDialog *self);

static void
move (TaRoundDialog *self, guint from, guint to)
{
  if (self->list == NULL || from >= self->list->drops->len || to >= self->list->drops->len || from == to)
    return;
  g_set_str (&self->follow, ((TaDrop *) g_ptr_array_index (self->list->drops, from))->household);
  ta_drop_list_move (self->list, from, to);
  show_list (self);
  ta_round_commands_keep_order (self->context, self->list);
}

static void
on_moved (TaRoundDialog *self, int by, TaRoundRow *row)
{
  int to = (int) ta_round_row_get_index (row) + by;

  if (to >= 0)
    move (self, ta_round_row_get_index (row), (guint) to);
}

static void
on_dropped (TaRoundDialog *self, guint from, TaRoundRow *row)
{
  move (self, from, ta_round_row_get_index (row));
}

static GtkWidget *
add_row (TaRoundDialog *self)
{
  GtkWidget *row = ta_round_row_new (self->context);

  g_signal_connect_object (row, "state-chosen", G_CALLBACK (on_state_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->rows), row);
  return row;
}

/* Rows stay and show another door: the view does not jump. */
static void
show_rows (TaRoundDialog *self)
{
  GtkListBoxRow *surplus;

  for (guint i = 0; i < self->list->drops->len; i++)
    {
      const TaDrop *drop = g_ptr_array_index (self->list->drops, i);
      GtkListBoxRow *found = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rows), (int) i);
      GtkWidget *row = found != NULL ? GTK_WIDGET (found) : add_row (self);

      ta_round_row_set (TA_ROUND_ROW (row), self->list, i);
      if (g_strcmp0 (drop->household, self->follow) == 0)
        gtk_widget_grab_focus (row);
    }
  while ((surplus = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->rows), (int) self->list->drops->len)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->rows), GTK_WIDGET (surplus));
}

static void
place (TaRoundDialog *self, const char *household)
{
  TaHouseholdItem *item = ta_context_find_household (self->context, household);

  if (item != NULL)
    ta_map_place_dialog_present (self->context, item, GTK_WIDGET (self));
}

static void
on_place_clicked (GtkWidget *button, TaRoundDialog *self)
{
  place (self, g_object_get_data (G_OBJECT (button), "household"));
}

static GtkWidget *
new_unplaced_row (TaRoundDialog *self, const TaDrop *drop)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Place…"));
  g_autofree char *food = ta_round_food_text (drop);
  /* Translators: a household */
  g_autofree char *label = g_strdup_printf (_ ("Place %s"), drop->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), drop->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), *drop->address != '\0' ? drop->address : food);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "household", g_strdup (drop->household), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_place_clicked), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_unplaced (TaRoundDialog *self)
{
  for (guint i = 0; i < self->unplaced_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self->unplaced), g_ptr_array_index (self->unplaced_rows, i));
  g_ptr_array_set_size (self->unplaced_rows, 0);
  for (guint i = 0; i < self->list->unplaced->len; i++)
    {
      GtkWidget *row = new_unplaced_row (self, g_ptr_array_index (self->list->unplaced, i));

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->unplaced), row);
      g_ptr_array_add (self->unplaced_rows, row);
    }
  gtk_widget_set_visible (self->unplaced, self->list->unplaced->len > 0);
}

static void
show_banner (TaRoundDialog *self)
{
  gboolean nobody = self->list->cook == NULL;
  g_autofree char *text = nobody ? g_strdup (_ ("Nobody holds this turn yet, so it is not known where the round begins.")) : g_strdup_printf (_ ("%s has no place on the map, so the round cannot be reckoned."), self->list->cook_name);

  adw_banner_set_title (ADW_BANNER (self->banner), text);
  adw_banner_set_button_label (ADW_BANNER (self->banner), nobody ? NULL : _ ("_Place…"));
  adw_banner_set_revealed (ADW_BANNER (self->banner), !self->list->start.set);
}

static void
show_title (TaRoundDialog *self)
{
  g_autofree char *day = ta_date_format (self->list->date, TA_DATE_WEEKDAY);
  g_autofree char *text = *self->list->cook_name != '\0' ? g_strdup_printf ("%s · %s", day, self->list->cook_name) : g_strdup (day);

  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), text);
}

static void
show_list (TaRoundDialog *self)
{
  gboolean empty = self->list->drops->len + self->list->unplaced->len == 0;

  show_title (self);
  if (empty)
    {
      adw_banner_set_revealed (ADW_BANNER (self->banner), FALSE);
      adw_status_page_set_title (ADW_STATUS_PAGE (self->status), _ ("Nobody to Deliver To"));
      adw_status_page_set_description (ADW_STATUS_PAGE (self->status), _ ("A round goes to those who eat and do not cook. Say in the turn who eats."));
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->status);
      return;
    }
  show_ready (self);
  gtk_widget_set_visible (self->facts, self->list->measured);
  gtk_widget_set_visible (self->map, self->list->drops->len > 0);
  if (self->list->measured)
    show_facts (self);
  show_banner (self);
  show_doors (self);
  show_rows (self);
  show_unplaced (self);
  ta_round_map_set (TA_ROUND_MAP (self->map), self->list);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "round");
}

/* ---- reading ------------------------------------------------------------------------------------------------------------------------ */

static gpointer
read_list (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_drop_list_load (database, data, cancellable, error);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaRoundDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDropList) list = ta_store_read_finish (TA_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (list == NULL)
    {
      /* Such as that the turn is no longer there. */
      adw_status_page_set_title (ADW_STATUS_PAGE (self->status), _ ("The Round Cannot Be Shown"));
      ta_form_describe (self->status, error->message);
      gtk_stack_set_visible_child (GTK_STACK (self->stack), self->status);
      return;
    }
  g_clear_pointer (&self->list, ta_drop_list_free);
  self->list = g_steal_pointer (&list);
  show_list (self);
  g_clear_pointer (&self->follow, g_free);
}

static void
refresh (TaRoundDialog *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_list, g_strdup (self->turn), g_free, (GDestroyNotify) ta_drop_list_free, self->reading, on_read,
                       g_object_ref (self));
}

static void
on_changed (TaRoundDialog *self)
{
  refresh (self);
}

gboolean
ta_round_dialog_is_settled (TaRoundDialog *self)
{
  g_return_val_if_fail (TA_IS_ROUND_DIALOG (self), TRUE);
  return self->reading == NULL && (!gtk_widget_get_mapped (self->map) || ta_round_map_is_settled (TA_ROUND_MAP (self->map)));
}

static void
best_order (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRoundDialog *self = TA_ROUND_DIALOG (widget);

  if (self->list != NULL && self->list->by_hand)
    ta_round_commands_forget_order (self->context, self->list);
}

/* The drop list first, which is the second sheet of a turn. */
static void
print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRoundDialog *self = TA_ROUND_DIALOG (widget);

  ta_print_dialog_present (self->context, ta_print_requests_of_turn (self->context, self->turn), 1, widget);
}

/* ---- undo: the window's own cannot be reached from here ------------------------------------------------------------------------------ */

static void
say (TaRoundDialog *self, const char *text, gboolean offer_undo)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  if (offer_undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "round.undo");
    }
  adw_toast_overlay_dismiss_all (ADW_TOAST_OVERLAY (self->toasts));
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
on_reverted (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaRoundDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ta_store_run_finish (TA_STORE (object), result, &error) && !g_error_matches (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING))
    say (self, error->message, FALSE);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRoundDialog *self = TA_ROUND_DIALOG (widget);

  adw_toast_overlay_dismiss_all (ADW_TOAST_OVERLAY (self->toasts));
  ta_store_undo_async (ta_context_get_store (self->context), 0, NULL, on_reverted, g_object_ref (self));
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaRoundDialog *self = TA_ROUND_DIALOG (widget);

  adw_toast_overlay_dismiss_all (ADW_TOAST_OVERLAY (self->toasts));
  ta_store_redo_async (ta_context_get_store (self->context), NULL, on_reverted, g_object_ref (self));
}

static void
on_done (TaRoundDialog *self, const char *label)
{
  say (self, label, TRUE);
}

static void
on_banner_clicked (TaRoundDialog *self)
{
  if (self->list != NULL && self->list->cook != NULL)
    place (self, self->list->cook);
}

/* ---- the dialog --------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_fact (const char *title, const char *icon)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *value = gtk_label_new (NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (value, "heading");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  g_object_set_data (G_OBJECT (row), "value", value);
  return row;
}

static void
build_facts (TaRoundDialog *self)
{
  self->facts = adw_preferences_group_new ();
  self->ready = ta_form_add_row (self->facts, ta_form_entry (_ ("Dinner is ready at"), ""));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self->ready), FALSE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->ready), TRUE);
  g_signal_connect_object (self->ready, "changed", G_CALLBACK (on_ready_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->ready, "apply", G_CALLBACK (on_ready_applied), self, G_CONNECT_SWAPPED);
  self->leave = ta_form_add_row (self->facts, new_fact (_ ("Out of the oven"), "alarm-symbolic"));
  self->last = ta_form_add_row (self->facts, new_fact (_ ("At the last door"), "mark-location-symbolic"));
  self->walk = ta_form_add_row (self->facts, new_fact (_ ("On foot"), "find-location-symbolic"));
  self->back = ta_form_add_row (self->facts, new_fact (_ ("Back at the cook’s"), "go-home-symbolic"));
  self->warning = ta_form_add_row (self->facts, adw_action_row_new ());
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->warning), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->warning), FALSE);
  gtk_widget_add_css_class (self->warning, "warning");
}

static void
build_doors (TaRoundDialog *self)
{
  self->doors = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->doors), _ ("Doors"));
  self->best = gtk_button_new_with_mnemonic (_ ("_Best Order"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->best), "round.best-order");
  gtk_widget_set_tooltip_text (self->best, _ ("Give up the order made by hand"));
  gtk_widget_set_valign (self->best, GTK_ALIGN_CENTER);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self->doors), self->best);
  self->rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->rows, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Doors in order"), -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->doors), self->rows);
  self->unplaced = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->unplaced), _ ("Not on the Map"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->unplaced), _ ("They are not part of the round until it is known where they live."));
}

static GtkWidget *
build_side (TaRoundDialog *self)
{
  GtkWidget *page = adw_preferences_page_new ();

  build_facts (self);
  build_doors (self);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->facts));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->doors));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->unplaced));
  gtk_widget_set_size_request (page, -1, 200);
  return page;
}

static GtkWidget *
build_columns (TaRoundDialog *self)
{
  GtkWidget *side = build_side (self);

  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->map = ta_round_map_new (self->context);
  gtk_widget_set_size_request (self->map, -1, MAP_HEIGHT);
  gtk_widget_set_hexpand (self->map, TRUE);
  gtk_widget_set_hexpand (side, TRUE);
  gtk_widget_set_vexpand (side, TRUE);
  gtk_box_append (GTK_BOX (self->columns), self->map);
  gtk_box_append (GTK_BOX (self->columns), side);
  gtk_box_set_homogeneous (GTK_BOX (self->columns), TRUE);
  return self->columns;
}

/* The map over the doors where there is no room for it beside them. */
static void
add_breakpoint (TaRoundDialog *self)
{
  AdwBreakpoint *narrow = adw_breakpoint_new (adw_breakpoint_condition_parse ("max-width: 680sp"));
  g_auto (GValue) vertical = G_VALUE_INIT;
  g_auto (GValue) no = G_VALUE_INIT;

  g_value_init (&vertical, GTK_TYPE_ORIENTATION);
  g_value_set_enum (&vertical, GTK_ORIENTATION_VERTICAL);
  g_value_init (&no, G_TYPE_BOOLEAN);
  adw_breakpoint_add_setter (narrow, G_OBJECT (self->columns), "orientation", &vertical);
  adw_breakpoint_add_setter (narrow, G_OBJECT (self->columns), "homogeneous", &no);
  adw_dialog_add_breakpoint (ADW_DIALOG (self), narrow);
}

static GtkWidget *
new_print_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("printer-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Print"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "round.print");
  return button;
}

static void
build (TaRoundDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *spinner = adw_spinner_new ();

  self->title = adw_window_title_new (_ ("Delivery Round"), NULL);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), new_print_button ());
  self->banner = adw_banner_new ("");
  self->status = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), "mark-location-symbolic");
  self->stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->stack), spinner);
  gtk_stack_add_named (GTK_STACK (self->stack), build_columns (self), "round");
  gtk_stack_add_child (GTK_STACK (self->stack), self->status);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), self->banner);
  self->toasts = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->stack);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->toasts);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Delivery Round"));
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN_WIDTH, MIN_HEIGHT);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (on_banner_clicked), self, G_CONNECT_SWAPPED);
}

static void
ta_round_dialog_dispose (GObject *object)
{
  TaRoundDialog *self = TA_ROUND_DIALOG (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_round_dialog_parent_class)->dispose (object);
}

static void
ta_round_dialog_finalize (GObject *object)
{
  TaRoundDialog *self = TA_ROUND_DIALOG (object);

  g_free (self->turn);
  g_free (self->follow);
  ta_drop_list_free (self->list);
  g_ptr_array_unref (self->unplaced_rows);
  G_OBJECT_CLASS (ta_round_dialog_parent_class)->finalize (object);
}

static void
ta_round_dialog_class_init (TaRoundDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_round_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_round_dialog_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "round.best-order", NULL, best_order);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "round.print", NULL, print);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_p, GDK_CONTROL_MASK, "round.print", NULL);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "round.undo", NULL, undo);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "round.redo", NULL, redo);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_z, GDK_CONTROL_MASK, "round.undo", NULL);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "round.redo", NULL);
}

static void
ta_round_dialog_init (TaRoundDialog *self)
{
  self->unplaced_rows = g_ptr_array_new ();
}

void
ta_round_dialog_present (TaContext *context, const char *turn, GtkWidget *parent)
{
  TaRoundDialog *self;

  g_return_if_fail (TA_IS_CONTEXT (context) && turn != NULL);
  self = g_object_new (TA_TYPE_ROUND_DIALOG, NULL);
  self->context = g_object_ref (context);
  self->turn = g_strdup (turn);
  build (self);
  add_breakpoint (self);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  refresh (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-page.h"

#include "ta-map-card.h"
#include "ta-map-commands.h"
#include "ta-map-legend.h"
#include "ta-map-place-dialog.h"
#include "ta-map-row.h"
#include "ta-map-view.h"

#include <glib/gi18n.h>

#define N_STATUSES (TA_STATUS_LEFT + 1)

struct _TaMapPage
{
  TaPage parent_instance;

  /* of the template */
  AdwOverlaySplitView *split_view;
  GtkWidget *list_button;
  GtkWidget *legend;
  AdwBanner *place_banner;
  AdwBanner *problem_banner;
  GtkWidget *map_bin;
  GtkLabel *count_label;
  GtkWidget *search_entry;
  GtkStack *list_stack;
  GtkListView *list_view;

  TaMapView *view; /* borrowed, as are the two below */
  TaMapCard *card;
  GtkWidget *legend_buttons[N_STATUSES];

  GtkSingleSelection *selection; /* of all: the list and the pins */
  GtkFilter *filter;
  GtkSorter *sorters[2];    /* by name, and whether placed */
  TaHouseholdItem *shown;   /* (nullable): whose card is open */
  TaHouseholdItem *placing; /* (nullable): who is being placed on the map */
  GSettings *settings;      /* (nullable) */
  gboolean loaded;
};

G_DEFINE_FINAL_TYPE (TaMapPage, ta_map_page, TA_TYPE_PAGE)

static TaContext *
context_of (TaMapPage *self)
{
  return ta_page_get_context (TA_PAGE (self));
}

/* ---- what is shown ------------------------------------------------------------------------------------------------------------------ */

static gboolean
is_of_pod (TaMapPage *self, TaHouseholdItem *item)
{
  const char *pod = ta_context_get_pod (context_of (self));
  const char *own;

  if (pod == NULL)
    return TRUE;
  /* Who is in no pod yet may come into this one. */
  own = ta_household_pod (ta_household_item_get (item), ta_context_get_today (context_of (self)));
  return own == NULL || g_str_equal (own, pod);
}

static gboolean
is_shown (gpointer item, gpointer data)
{
  TaMapPage *self = data;
  const TaHousehold *household = ta_household_item_get (item);
  GtkWidget *button = self->legend_buttons[ta_household_item_get_status (item)];
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)) || !is_of_pod (self, item))
    return FALSE;
  return *text == '\0' || g_str_match_string (text, household->name, TRUE) || g_str_match_string (text, household->address, TRUE);
}

static void
count_statuses (TaMapPage *self)
{
  GListModel *households = ta_context_get_households (context_of (self));
  guint counts[N_STATUSES] = { 0 };

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      if (is_of_pod (self, item))
        counts[ta_household_item_get_status (item)]++;
    }
  for (int i = 0; i < N_STATUSES; i++)
    {
      ta_map_legend_button_set_count (TA_MAP_LEGEND_BUTTON (self->legend_buttons[i]), counts[i]);
      gtk_widget_set_visible (self->legend_buttons[i], counts[i] > 0);
    }
}

static void
update_list (TaMapPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint all = g_list_model_get_n_items (ta_context_get_households (context_of (self)));
  g_autofree char *text = g_strdup_printf (ngettext ("%u household", "%u households", n), n);

  gtk_label_set_text (self->count_label, text);
  gtk_stack_set_visible_child_name (self->list_stack, n > 0 ? "list" : all > 0 ? "no-results"
                                                                               : "empty");
}

static void
refilter (TaMapPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (self->sorters[1], GTK_SORTER_CHANGE_DIFFERENT);
  count_statuses (self);
  update_list (self);
  ta_map_view_update (self->view);
}

static void
on_search_changed (TaMapPage *self)
{
  refilter (self);
}

static void
on_search_stopped (TaMapPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

/* ---- the selection ------------------------------------------------------------------------------------------------------------------ */

static void
reveal (TaMapPage *self, TaPoint place)
{
  int width = 0, height = 0;

  gtk_widget_measure (GTK_WIDGET (self->card), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->card), GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  ta_map_view_reveal (self->view, place, width, height);
}

static void
on_selected (TaMapPage *self)
{
  TaHouseholdItem *item = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (TaHouseholdItem) before = NULL;

  if (item == self->shown)
    return;
  before = g_steal_pointer (&self->shown);
  self->shown = item != NULL ? g_object_ref (item) : NULL;
  if (before != NULL && !ta_household_item_get (before)->place.set)
    g_clear_object (&before);
  ta_map_view_set_selected (self->view, item);
  ta_map_card_set_item (self->card, item, before);
  if (item != NULL)
    reveal (self, ta_household_item_get (item)->place);
}

static void
select_item (TaMapPage *self, TaHouseholdItem *item)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (TaHouseholdItem) other = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (other != item)
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      gtk_list_view_scroll_to (self->list_view, i, GTK_LIST_SCROLL_NONE, NULL);
      return;
    }
}

static void
unselect (TaMapPage *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
on_activated (TaMapPage *self, guint position)
{
  if (adw_overlay_split_view_get_collapsed (self->split_view))
    adw_overlay_split_view_set_show_sidebar (self->split_view, FALSE);
}

/* On a narrow window the list would hide the map. */
static void
on_collapsed (TaMapPage *self)
{
  adw_overlay_split_view_set_show_sidebar (self->split_view, !adw_overlay_split_view_get_collapsed (self->split_view));
}

/* ---- placing ------------------------------------------------------------------------------------------------------------------------ */

static void
stop_placing (TaMapPage *self)
{
  adw_banner_set_revealed (self->place_banner, FALSE);
  ta_map_view_stop_placing (self->view);
  gtk_widget_set_visible (GTK_WIDGET (self->card), self->shown != NULL);
  g_clear_object (&self->placing);
}

static void
on_cancelled (TaMapPage *self)
{
  stop_placing (self);
}

static void
on_placed (TaMapPage *self, double latitude, double longitude)
{
  g_autoptr (TaHouseholdItem) item = self->placing != NULL ? g_object_ref (self->placing) : NULL;

  stop_placing (self);
  if (item != NULL)
    ta_map_commands_place (context_of (self), item, TA_POINT (latitude, longitude), NULL, NULL);
}

static void
on_household_moved (TaMapPage *self, TaHouseholdItem *item, double latitude, double longitude)
{
  ta_map_commands_place (context_of (self), item, TA_POINT (latitude, longitude), NULL, NULL);
}

static void
place_by_hand (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaMapPage *self = TA_MAP_PAGE (widget);
  TaHouseholdItem *item = ta_context_find_household (context_of (self), g_variant_get_string (parameter, NULL));
  g_autofree char *title = NULL;

  if (item == NULL)
    return;
  g_set_object (&self->placing, item);
  select_item (self, item);
  /* The card would hide streets. */
  gtk_widget_set_visible (GTK_WIDGET (self->card), FALSE);
  on_activated (self, 0);
  title = g_strdup_printf (_ ("Click where %s lives. Arrow keys move the cross, Enter sets it, Escape cancels."), ta_household_item_get_name (item));
  adw_banner_set_title (self->place_banner, title);
  adw_banner_set_revealed (self->place_banner, TRUE);
  ta_map_view_start_placing (self->view, ta_household_item_get (item)->place);
}

static void
place (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaMapPage *self = TA_MAP_PAGE (widget);
  TaHouseholdItem *item = ta_context_find_household (context_of (self), g_variant_get_string (parameter, NULL));

  if (item != NULL)
    ta_map_place_dialog_present (context_of (self), item, widget);
}

static void
place_first (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaMapPage *self = TA_MAP_PAGE (widget);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autoptr (TaHouseholdItem) item = n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->selection), 0) : NULL;

  if (item != NULL)
    gtk_widget_activate_action (widget, "map.place", "s", ta_household_item_get_id (item));
}

static void
open_first (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_single_selection_set_selected (TA_MAP_PAGE (widget)->selection, 0);
}

static void
close_card (GtkWidget *widget, const char *name, GVariant *parameter)
{
  unselect (TA_MAP_PAGE (widget));
}

/* ---- the map file ------------------------------------------------------------------------------------------------------------------- */

static void
on_problem (TaMapPage *self, const char *sentence)
{
  adw_banner_set_title (self->problem_banner, sentence);
  adw_banner_set_revealed (self->problem_banner, TRUE);
}

/* Where the pod is said to be, else where its first household lives. */
static TaPoint
find_home (TaMapPage *self)
{
  const TaCollective *collective = ta_context_get_collective (context_of (self));
  GListModel *households = ta_context_get_households (context_of (self));

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      if (ta_household_item_get (item)->place.set)
        return ta_household_item_get (item)->place;
    }
  return collective != NULL ? collective->place : TA_POINT_NONE;
}

static void
load_map (TaMapPage *self)
{
  g_autofree char *path = self->settings != NULL ? g_settings_get_string (self->settings, "map-file") : NULL;

  adw_banner_set_revealed (self->problem_banner, FALSE);
  ta_map_view_load (self->view, path != NULL && *path != '\0' ? path : NULL, find_home (self));
}

static void
on_ready (TaMapPage *self)
{
  if (self->loaded || !ta_context_is_ready (context_of (self)))
    return;
  self->loaded = TRUE;
  refilter (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
  load_map (self);
}

/* ---- the page ----------------------------------------------------------------------------------------------------------------------- */

static void
ta_map_page_open (TaPage *page, const char *id)
{
  TaMapPage *self = TA_MAP_PAGE (page);
  TaHouseholdItem *item = ta_context_find_household (context_of (self), id);

  if (item == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  for (int i = 0; i < N_STATUSES; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->legend_buttons[i]), TRUE);
  refilter (self);
  select_item (self, item);
}

static void
ta_map_page_search (TaPage *page)
{
  TaMapPage *self = TA_MAP_PAGE (page);

  adw_overlay_split_view_set_show_sidebar (self->split_view, TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

static gboolean
ta_map_page_is_settled (TaPage *page)
{
  TaMapPage *self = TA_MAP_PAGE (page);

  return self->loaded && ta_map_view_is_settled (self->view);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_utf8_collate (ta_household_item_get_name ((gpointer) a), ta_household_item_get_name ((gpointer) b));
}

/* Those that are still to be placed come first. */
static int
compare_placed (gconstpointer a, gconstpointer b, gpointer data)
{
  return (ta_household_item_get ((gpointer) a)->place.set != 0) - (ta_household_item_get ((gpointer) b)->place.set != 0);
}

static void
set_up_list (TaMapPage *self)
{
  g_autoptr (GtkListItemFactory) rows = ta_map_row_factory_new ();
  g_autoptr (GtkListItemFactory) headers = ta_map_row_header_factory_new ();
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->sorters[0] = GTK_SORTER (gtk_custom_sorter_new (compare_names, NULL, NULL));
  self->sorters[1] = GTK_SORTER (gtk_custom_sorter_new (compare_placed, NULL, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (ta_context_get_households (context_of (self))), g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (self->sorters[0]));
  gtk_sort_list_model_set_section_sorter (sorted, self->sorters[1]);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (sorted));
  g_object_unref (sorted);
  gtk_list_view_set_factory (self->list_view, rows);
  gtk_list_view_set_header_factory (self->list_view, headers);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry), GTK_WIDGET (self->list_view));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update_list), self, G_CONNECT_SWAPPED);
}

static void
set_up_legend (TaMapPage *self)
{
  static const TaStatus order[] = { TA_STATUS_MEMBER, TA_STATUS_TRIAL, TA_STATUS_INTERESTED, TA_STATUS_PAUSED, TA_STATUS_LEFT };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      GtkWidget *button = ta_map_legend_button_new (order[i]);

      self->legend_buttons[order[i]] = button;
      adw_wrap_box_append (ADW_WRAP_BOX (self->legend), button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (refilter), self, G_CONNECT_SWAPPED);
    }
}

static void
set_up_map (TaMapPage *self)
{
  self->view = TA_MAP_VIEW (ta_map_view_new ());
  self->card = TA_MAP_CARD (ta_map_card_new (context_of (self)));
  ta_map_view_add_card (self->view, GTK_WIDGET (self->card));
  adw_bin_set_child (ADW_BIN (self->map_bin), GTK_WIDGET (self->view));
  g_signal_connect_object (self->view, "household-clicked", G_CALLBACK (select_item), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "household-moved", G_CALLBACK (on_household_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "placed", G_CALLBACK (on_placed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "cancelled", G_CALLBACK (on_cancelled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "ground-clicked", G_CALLBACK (unselect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "problem", G_CALLBACK (on_problem), self, G_CONNECT_SWAPPED);
}

static void
set_up_settings (TaMapPage *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, "coop.turnabout.Turnabout", TRUE) : NULL;

  if (schema == NULL)
    return;
  self->settings = g_settings_new_full (schema, NULL, NULL);
  g_signal_connect_object (self->settings, "changed::map-file", G_CALLBACK (load_map), self, G_CONNECT_SWAPPED);
}

static void
on_changed (TaMapPage *self)
{
  refilter (self);
  ta_map_card_update (self->card);
}

static void
ta_map_page_constructed (GObject *object)
{
  TaMapPage *self = TA_MAP_PAGE (object);
  TaContext *context = context_of (self);

  G_OBJECT_CLASS (ta_map_page_parent_class)->constructed (object);
  set_up_legend (self);
  set_up_map (self);
  set_up_list (self);
  ta_map_view_set_model (self->view, G_LIST_MODEL (self->selection));
  set_up_settings (self);
  g_signal_connect_object (self->split_view, "notify::collapsed", G_CALLBACK (on_collapsed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::pod", G_CALLBACK (refilter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "day-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  on_ready (self);
}

static void
ta_map_page_dispose (GObject *object)
{
  TaMapPage *self = TA_MAP_PAGE (object);

  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorters[0]);
  g_clear_object (&self->sorters[1]);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->placing);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), TA_TYPE_MAP_PAGE);
  G_OBJECT_CLASS (ta_map_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/coop/turnabout/Turnabout/ui/map/ta-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, legend);
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, place_banner);
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, problem_banner);
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, map_bin);
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, TaMapPage, list_view);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_cancelled);
}

static void
ta_map_page_class_init (TaMapPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TaPageClass *page_class = TA_PAGE_CLASS (klass);

  object_class->constructed = ta_map_page_constructed;
  object_class->dispose = ta_map_page_dispose;
  page_class->open = ta_map_page_open;
  page_class->search = ta_map_page_search;
  page_class->is_settled = ta_map_page_is_settled;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "map.place", "s", place);
  gtk_widget_class_install_action (widget_class, "map.place-by-hand", "s", place_by_hand);
  gtk_widget_class_install_action (widget_class, "map.place-first", NULL, place_first);
  gtk_widget_class_install_action (widget_class, "map.open-first", NULL, open_first);
  gtk_widget_class_install_action (widget_class, "map.close-card", NULL, close_card);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "map.close-card", NULL);
}

static void
ta_map_page_init (TaMapPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

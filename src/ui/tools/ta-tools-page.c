/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tools-page.h"

#include "ta-form.h"
#include "ta-gradual-list.h"
#include "ta-lend-dialog.h"
#include "ta-reserve-dialog.h"
#include "ta-return-dialog.h"
#include "ta-search.h"
#include "ta-tool-choices.h"
#include "ta-tool-columns.h"
#include "ta-tool-commands.h"
#include "ta-tool-detail.h"
#include "ta-tool-dialog.h"
#include "ta-tool-list.h"
#include "ta-tool-table.h"

#include <glib/gi18n.h>

struct _TaToolsPage
{
  TaPage parent_instance;

  /* Template */
  AdwNavigationSplitView *split_view;
  AdwNavigationPage *detail_page;
  GtkSearchEntry *search_entry;
  GtkWidget *filter_button;
  GtkPopover *filter_popover;
  GtkDropDown *category_choice;
  GtkDropDown *owner_choice;
  AdwWrapBox *group_box;
  GtkStack *state_stack;
  AdwBin *list_bin;
  GtkStack *layout;
  AdwBreakpointBin *table_bin;
  GtkColumnView *table;
  GtkListView *rows;
  AdwStatusPage *error_page;
  GtkWidget *tool_button;
  GMenuModel *tool_menu;
  TaToolDetail *detail;

  GtkWidget *menu; /* over the list */
  GtkWidget *groups[TA_TOOL_GROUP_RETIRED + 1];
  TaToolList *list;              /* owned */
  TaToolFilter *filter;          /* owned */
  GListModel *found;             /* owned: what is searched for, sorted */
  TaGradualList *rows_found;     /* owned: the same, as the table gets it */
  GtkSingleSelection *selection; /* owned */
  TaToolItem *current;           /* (nullable): what the actions are about */
  char *wanted;                  /* (nullable): id to show once it has been read */
  TaSearch *search;              /* owned */
  gboolean going;                /* to the row of the current tool, once it is there */
  gboolean failed;
};

G_DEFINE_FINAL_TYPE (TaToolsPage, ta_tools_page, TA_TYPE_PAGE)

static TaContext *
get_context (TaToolsPage *self)
{
  return ta_page_get_context (TA_PAGE (self));
}

static void
update_actions (TaToolsPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean any = self->current != NULL;
  gboolean out = any && ta_tool_item_is_out (self->current);
  TaToolStatus status = any ? ta_tool_item_get (self->current)->tool->status : TA_TOOL_RETIRED;

  gtk_widget_action_set_enabled (widget, "tools.open", any);
  gtk_widget_action_set_enabled (widget, "tools.edit", any);
  gtk_widget_action_set_enabled (widget, "tools.delete", any);
  gtk_widget_action_set_enabled (widget, "tools.lend", any && !out && status == TA_TOOL_ACTIVE);
  gtk_widget_action_set_enabled (widget, "tools.return", out);
  gtk_widget_action_set_enabled (widget, "tools.return-now", out);
  gtk_widget_action_set_enabled (widget, "tools.reserve", any && status != TA_TOOL_RETIRED);
  gtk_widget_action_set_enabled (widget, "tools.repair", any && status == TA_TOOL_ACTIVE);
  gtk_widget_action_set_enabled (widget, "tools.put-back", any && status != TA_TOOL_ACTIVE);
  gtk_widget_action_set_enabled (widget, "tools.retire", any && status != TA_TOOL_RETIRED);
  gtk_widget_set_visible (self->tool_button, any);
}

static void
set_current (TaToolsPage *self, TaToolItem *item)
{
  if (g_set_object (&self->current, item))
    ta_tool_detail_set_item (self->detail, item);
  adw_navigation_page_set_title (self->detail_page, item != NULL ? ta_tool_item_get_name (item) : _ ("Tool"));
  update_actions (self);
}

static void
update_state (TaToolsPage *self)
{
  const char *state = "list";

  if (!ta_tool_list_is_loaded (self->list))
    state = self->failed ? "error" : "loading";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    state = "empty";
  else if (g_list_model_get_n_items (self->found) == 0)
    state = "none";
  gtk_stack_set_visible_child_name (self->state_stack, state);
  gtk_widget_set_visible (GTK_WIDGET (self->group_box), g_str_equal (state, "list") || g_str_equal (state, "none"));
  if (ta_tool_filter_has_choice (self->filter))
    gtk_widget_add_css_class (self->filter_button, "accent");
  else
    gtk_widget_remove_css_class (self->filter_button, "accent");
}

static const char *
group_title (TaToolGroup group)
{
  switch (group)
    {
    case TA_TOOL_GROUP_ALL:
      return _ ("All");
    case TA_TOOL_GROUP_AVAILABLE:
      return _ ("Available");
    case TA_TOOL_GROUP_ON_LOAN:
      return _ ("On Loan");
    case TA_TOOL_GROUP_OVERDUE:
      return _ ("Overdue");
    case TA_TOOL_GROUP_IN_REPAIR:
      return _ ("In Repair");
    case TA_TOOL_GROUP_RETIRED:
      return _ ("Retired");
    }
  return NULL;
}

static guint
count_group (TaToolsPage *self, TaToolGroup group)
{
  guint count = 0;

  for (TaToolAvailability availability = TA_TOOL_IS_AVAILABLE; availability <= TA_TOOL_IS_RETIRED; availability++)
    if (ta_tool_group_has (group, availability))
      count += ta_tool_list_count (self->list, availability);
  return count;
}

static void
update_counts (TaToolsPage *self)
{
  for (TaToolGroup group = TA_TOOL_GROUP_ALL; group <= TA_TOOL_GROUP_RETIRED; group++)
    {
      guint count = count_group (self, group);
      /* Translators: a group of tools and how many are in it, "On Loan 22" */
      g_autofree char *label = g_strdup_printf (_ ("%s %u"), group_title (group), count);

      gtk_button_set_label (GTK_BUTTON (self->groups[group]), label);
      if (group == TA_TOOL_GROUP_RETIRED)
        gtk_widget_set_visible (self->groups[group], count > 0);
    }
}

static void
on_group_toggled (TaToolsPage *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    ta_tool_filter_set_group (self->filter, (TaToolGroup) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "group")));
}

static void
add_groups (TaToolsPage *self)
{
  for (TaToolGroup group = TA_TOOL_GROUP_ALL; group <= TA_TOOL_GROUP_RETIRED; group++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      g_object_set_data (G_OBJECT (button), "group", GINT_TO_POINTER (group));
      gtk_widget_add_css_class (button, "pill-toggle");
      if (group != TA_TOOL_GROUP_ALL)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->groups[TA_TOOL_GROUP_ALL]));
      self->groups[group] = button;
      adw_wrap_box_append (self->group_box, button);
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_group_toggled), self, G_CONNECT_SWAPPED);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->groups[TA_TOOL_GROUP_ALL]), TRUE);
}

/* (nullable) (transfer none) */
static TaToolItem *
get_selected (TaToolsPage *self)
{
  TaRowSlot *slot = gtk_single_selection_get_selected_item (self->selection);

  return slot != NULL ? ta_row_slot_get_item (slot) : NULL;
}

static void
scroll_to (TaToolsPage *self, guint position, GtkListScrollFlags flags)
{
  if (gtk_column_view_get_model (self->table) != NULL)
    gtk_column_view_scroll_to (self->table, position, NULL, flags, NULL);
  else
    gtk_list_view_scroll_to (self->rows, position, flags, NULL);
}

static void
show_all (TaToolsPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->groups[TA_TOOL_GROUP_ALL]), TRUE);
  ta_tool_choices_clear (self->category_choice);
  ta_tool_choices_clear (self->owner_choice);
  ta_tool_filter_set_found (self->filter, NULL);
}

/* Selects the row of what is shown beside the list, once it is there. */
static void
select_current (TaToolsPage *self)
{
  guint position = ta_gradual_list_find (self->rows_found, self->current);

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  if (self->going)
    scroll_to (self, position, GTK_LIST_SCROLL_SELECT);
  else if (!adw_navigation_split_view_get_collapsed (self->split_view))
    gtk_single_selection_set_selected (self->selection, position);
  self->going = FALSE;
}

static void
show_wanted (TaToolsPage *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);
  TaToolItem *item = ta_tool_list_find (self->list, wanted);

  if (item == NULL)
    return;
  if (!gtk_filter_match (GTK_FILTER (self->filter), item))
    show_all (self);
  set_current (self, item);
  self->going = TRUE;
  select_current (self);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
on_selected (TaToolsPage *self)
{
  TaToolItem *item = get_selected (self);

  /* What a search hides is not what the person turned away from. */
  if (item != NULL)
    set_current (self, item);
}

/* Beside the list something is always shown; where it takes the list's place only what was asked for. */
static void
select_something (TaToolsPage *self)
{
  /* What is in the rows is of before the last change: this is called again when it is not. */
  if (ta_gradual_list_is_stale (self->rows_found))
    return;
  if (!self->going && self->current != NULL && get_selected (self) == self->current)
    return;
  if (self->current != NULL && gtk_filter_match (GTK_FILTER (self->filter), self->current))
    {
      /* While its row has not come, none is. */
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      select_current (self);
    }
  else if (!adw_navigation_split_view_get_collapsed (self->split_view))
    {
      gtk_single_selection_set_selected (self->selection, 0);
      on_selected (self);
    }
  else
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
on_collapsed (TaToolsPage *self)
{
  /* One click opens what is not seen beside the list. */
  gtk_column_view_set_single_click_activate (self->table, adw_navigation_split_view_get_collapsed (self->split_view));
  if (self->selection != NULL)
    select_something (self);
}

static void start_search (TaToolsPage *self);

static void
on_updated (TaToolsPage *self)
{
  self->failed = FALSE;
  if (self->current != NULL && ta_tool_list_find (self->list, ta_tool_item_get_id (self->current)) == NULL)
    {
      set_current (self, NULL);
      adw_navigation_split_view_set_show_content (self->split_view, FALSE);
    }
  if (self->wanted != NULL)
    show_wanted (self);
  select_something (self);
  set_current (self, self->current);
  update_counts (self);
  update_state (self);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    start_search (self);
}

static void
on_failed (TaToolsPage *self, const char *message)
{
  self->failed = TRUE;
  ta_form_describe (GTK_WIDGET (self->error_page), message);
  update_state (self);
}

static void
on_try_again (TaToolsPage *self)
{
  self->failed = FALSE;
  ta_tool_list_reload (self->list);
  update_state (self);
}

static void
on_activated (TaToolsPage *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  on_selected (self);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static gpointer
search (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_tool_table_search (database, data, 0, error);
}

static void
start_search (TaToolsPage *self)
{
  ta_search_start (self->search, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
on_search_changed (TaToolsPage *self)
{
  start_search (self);
}

/* Enter goes on to what was found. */
static void
on_search_activated (TaToolsPage *self)
{
  ta_gradual_list_catch_up (self->rows_found);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    scroll_to (self, 0, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT);
}

static void
add_tool (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ta_tool_dialog_present (get_context (TA_TOOLS_PAGE (widget)), NULL, widget);
}

static void
open_current (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_navigation_split_view_set_show_content (TA_TOOLS_PAGE (widget)->split_view, TRUE);
}

static void
open_first (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TaToolsPage *self = TA_TOOLS_PAGE (widget);

  ta_gradual_list_catch_up (self->rows_found);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    on_activated (self, 0);
}

static void
edit_current (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TaToolsPage *self = TA_TOOLS_PAGE (widget);

  ta_tool_dialog_present (get_context (self), ta_tool_item_get_id (self->current), widget);
}

static void
lend_current (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ta_lend_dialog_present (get_context (TA_TOOLS_PAGE (widget)), TA_TOOLS_PAGE (widget)->current, widget);
}

static void
return_current (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ta_return_dialog_present (get_context (TA_TOOLS_PAGE (widget)), TA_TOOLS_PAGE (widget)->current, widget);
}

static void
return_current_now (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ta_tool_commands_return_now (get_context (TA_TOOLS_PAGE (widget)), TA_TOOLS_PAGE (widget)->current);
}

static void
reserve_current (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ta_reserve_dialog_present (get_context (TA_TOOLS_PAGE (widget)), TA_TOOLS_PAGE (widget)->current, widget);
}

static void
delete_current (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ta_tool_commands_remove (get_context (TA_TOOLS_PAGE (widget)), TA_TOOLS_PAGE (widget)->current);
}

static void
set_status (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TaToolsPage *self = TA_TOOLS_PAGE (widget);
  TaToolStatus status = TA_TOOL_ACTIVE;

  if (g_str_equal (action, "tools.repair"))
    status = TA_TOOL_MAINTENANCE;
  else if (g_str_equal (action, "tools.retire"))
    status = TA_TOOL_RETIRED;
  ta_tool_commands_set_status (get_context (self), self->current, status);
}

static void
show_all_tools (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_all (TA_TOOLS_PAGE (widget));
  gtk_popover_popdown (TA_TOOLS_PAGE (widget)->filter_popover);
}

static void
pop_up_menu (TaToolsPage *self, double x, double y)
{
  const GdkRectangle place = { (int) x, (int) y, 1, 1 };

  if (self->current == NULL)
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
show_menu (GtkWidget *widget, const char *action, GVariant *parameter)
{
  TaToolsPage *self = TA_TOOLS_PAGE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_point_t point = GRAPHENE_POINT_INIT (24, 24);

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list_bin)) && !gtk_widget_compute_point (focus, GTK_WIDGET (self->list_bin), &GRAPHENE_POINT_INIT (48, 24), &point))
    return;
  pop_up_menu (self, point.x, point.y);
}

static void
on_secondary_pressed (TaToolsPage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list_bin), x, y, GTK_PICK_DEFAULT);
  guint position = ta_tool_columns_position_of (picked);

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_single_selection_set_selected (self->selection, position);
  pop_up_menu (self, x, y);
}

static void
add_menu (TaToolsPage *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  self->menu = gtk_popover_menu_new_from_model (self->tool_menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self->list_bin));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (on_secondary_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list_bin), GTK_EVENT_CONTROLLER (gesture));
}

/* Single letters, so only where nothing is typed. */
static void
add_shortcuts (GtkWidget *widget)
{
  static const struct
  {
    const char *trigger;
    const char *action;
  } shortcuts[] = {
    { "l", "tools.lend" },
    { "r", "tools.return-now" },
    { "e", "tools.edit" },
    { "Delete", "tools.delete" },
    { "Menu|<Shift>F10", "tools.menu" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].trigger), gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_add_controller (widget, controller);
}

static void
ta_tools_page_open (TaPage *page, const char *id)
{
  TaToolsPage *self = TA_TOOLS_PAGE (page);

  g_set_str (&self->wanted, id);
  if (ta_tool_list_is_loaded (self->list) && ta_tool_list_find (self->list, id) != NULL)
    show_wanted (self);
}

static void
ta_tools_page_search (TaPage *page)
{
  TaToolsPage *self = TA_TOOLS_PAGE (page);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
ta_tools_page_is_settled (TaPage *page)
{
  TaToolsPage *self = TA_TOOLS_PAGE (page);

  return ta_tool_list_is_settled (self->list) && ta_search_is_settled (self->search) && ta_gradual_list_is_filled (self->rows_found) && ta_tool_detail_is_settled (self->detail);
}

/* Rows that nobody sees would be made anew with every letter typed. */
static void
on_layout_changed (TaToolsPage *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  gboolean columns = g_strcmp0 (gtk_stack_get_visible_child_name (self->layout), "table") == 0;

  gtk_column_view_set_model (self->table, columns ? model : NULL);
  gtk_list_view_set_model (self->rows, columns ? NULL : model);
}

/* Sorted under the filter, so that a letter typed filters once and sorts nothing. */
static void
build_models (TaToolsPage *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->table);
  GtkSortListModel *sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), g_object_ref (sorter));

  self->found = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (sorted), g_object_ref (GTK_FILTER (self->filter))));
  self->rows_found = ta_gradual_list_new (self->found, GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows_found)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->layout, "notify::visible-child", G_CALLBACK (on_layout_changed), self, G_CONNECT_SWAPPED);
  on_layout_changed (self);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows_found, "updated", G_CALLBACK (select_something), self, G_CONNECT_SWAPPED);
}

static void
on_filter_shown (TaToolsPage *self)
{
  ta_tool_choices_refresh (self->category_choice);
  ta_tool_choices_refresh (self->owner_choice);
}

static void
ta_tools_page_constructed (GObject *object)
{
  TaToolsPage *self = TA_TOOLS_PAGE (object);
  g_autoptr (GtkListItemFactory) factory = ta_tool_rows_factory_new ();

  G_OBJECT_CLASS (ta_tools_page_parent_class)->constructed (object);
  self->list = ta_tool_list_new (get_context (self));
  self->filter = ta_tool_filter_new ();
  self->search = ta_search_new (get_context (self), search);
  g_signal_connect_object (self->search, "found", G_CALLBACK (ta_tool_filter_set_found), self->filter, G_CONNECT_SWAPPED);
  ta_tool_columns_add (self->table, self->table_bin);
  gtk_list_view_set_factory (self->rows, factory);
  build_models (self);
  add_groups (self);
  add_menu (self);
  add_shortcuts (GTK_WIDGET (self->list_bin));
  add_shortcuts (GTK_WIDGET (self->detail));
  ta_tool_choices_set_up (self->category_choice, self->owner_choice, G_LIST_MODEL (self->list), self->filter);
  g_signal_connect_object (self->filter_popover, "show", G_CALLBACK (on_filter_shown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "updated", G_CALLBACK (on_updated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  ta_tool_detail_set_context (self->detail, get_context (self));
  update_counts (self);
  set_current (self, NULL);
  update_state (self);
}

static void
ta_tools_page_dispose (GObject *object)
{
  TaToolsPage *self = TA_TOOLS_PAGE (object);

  if (self->search != NULL)
    ta_search_stop (self->search);
  g_clear_object (&self->search);
  /* The models come apart one after the other. */
  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->layout, self);
      g_signal_handlers_disconnect_by_data (self->selection, self);
      g_signal_handlers_disconnect_by_data (self->found, self);
      g_signal_handlers_disconnect_by_data (self->rows_found, self);
      g_signal_handlers_disconnect_by_data (self->list, self);
    }
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->current);
  g_clear_object (&self->selection);
  g_clear_object (&self->rows_found);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->list);
  gtk_widget_dispose_template (GTK_WIDGET (self), TA_TYPE_TOOLS_PAGE);
  G_OBJECT_CLASS (ta_tools_page_parent_class)->dispose (object);
}

static void
ta_tools_page_finalize (GObject *object)
{
  g_clear_pointer (&TA_TOOLS_PAGE (object)->wanted, g_free);
  G_OBJECT_CLASS (ta_tools_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/coop/turnabout/Turnabout/ui/tools/ta-tools-page.ui");
  gtk_widget_class_bind_template_child (klass, TaToolsPage, split_view);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, detail_page);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, search_entry);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, filter_button);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, filter_popover);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, category_choice);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, owner_choice);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, group_box);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, state_stack);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, list_bin);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, layout);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, table_bin);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, table);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, rows);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, error_page);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, tool_button);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, tool_menu);
  gtk_widget_class_bind_template_child (klass, TaToolsPage, detail);
  gtk_widget_class_bind_template_callback (klass, on_search_changed);
  gtk_widget_class_bind_template_callback (klass, on_search_activated);
  gtk_widget_class_bind_template_callback (klass, on_activated);
  gtk_widget_class_bind_template_callback (klass, on_collapsed);
  gtk_widget_class_bind_template_callback (klass, on_try_again);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "tools.new", NULL, add_tool);
  gtk_widget_class_install_action (klass, "tools.open", NULL, open_current);
  gtk_widget_class_install_action (klass, "tools.open-first", NULL, open_first);
  gtk_widget_class_install_action (klass, "tools.edit", NULL, edit_current);
  gtk_widget_class_install_action (klass, "tools.lend", NULL, lend_current);
  gtk_widget_class_install_action (klass, "tools.return", NULL, return_current);
  gtk_widget_class_install_action (klass, "tools.return-now", NULL, return_current_now);
  gtk_widget_class_install_action (klass, "tools.reserve", NULL, reserve_current);
  gtk_widget_class_install_action (klass, "tools.repair", NULL, set_status);
  gtk_widget_class_install_action (klass, "tools.put-back", NULL, set_status);
  gtk_widget_class_install_action (klass, "tools.retire", NULL, set_status);
  gtk_widget_class_install_action (klass, "tools.delete", NULL, delete_current);
  gtk_widget_class_install_action (klass, "tools.show-all", NULL, show_all_tools);
  gtk_widget_class_install_action (klass, "tools.menu", NULL, show_menu);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_n, GDK_CONTROL_MASK, "tools.new", NULL);
}

static void
ta_tools_page_class_init (TaToolsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  TaPageClass *page_class = TA_PAGE_CLASS (klass);

  g_type_ensure (TA_TYPE_TOOL_DETAIL);
  object_class->constructed = ta_tools_page_constructed;
  object_class->dispose = ta_tools_page_dispose;
  object_class->finalize = ta_tools_page_finalize;
  page_class->open = ta_tools_page_open;
  page_class->search = ta_tools_page_search;
  page_class->is_settled = ta_tools_page_is_settled;
  bind_template (GTK_WIDGET_CLASS (klass));
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
ta_tools_page_init (TaToolsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

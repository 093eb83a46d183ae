/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-households-page.h"

#include "ta-application-dialog.h"
#include "ta-household-detail.h"
#include "ta-household-dialog.h"
#include "ta-household-row.h"
#include "ta-household-table.h"
#include "ta-search.h"

#include <glib/gi18n.h>

struct _TaHouseholdsPage
{
  TaPage parent_instance;

  /* of the template */
  GtkWidget *split_view;
  GtkWidget *search_entry;
  AdwToggleGroup *shown;
  AdwToggle *applicants;
  GtkWidget *list_stack;
  GtkWidget *list_view;
  AdwNavigationPage *detail_page;
  GtkWidget *detail_stack;
  GtkWidget *detail_bin;

  GtkWidget *detail;             /* borrowed */
  GtkSingleSelection *selection; /* owned */
  GtkCustomFilter *filter;       /* owned */
  GtkSortListModel *order;       /* owned */
  GHashTable *found;             /* (nullable): ids that the search found; all without */
  TaSearch *search;              /* owned */
};

G_DEFINE_FINAL_TYPE (TaHouseholdsPage, ta_households_page, TA_TYPE_PAGE)

static gboolean
shows_applicants (TaHouseholdsPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->shown), "applicants") == 0;
}

/* Who waits for the pod that is shown, or for any. */
static gboolean
is_applicant (TaHouseholdItem *item, TaContext *context)
{
  const char *pod = ta_context_get_pod (context);
  const TaMembership *membership = ta_household_membership (ta_household_item_get (item), ta_context_get_today (context));

  return ta_household_item_get_waiting_days (item) >= 0
         && (pod == NULL || membership == NULL || membership->pod == NULL || g_str_equal (membership->pod, pod));
}

static gboolean
is_shown (gpointer item, gpointer data)
{
  TaHouseholdsPage *self = data;
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  const char *pod = ta_context_get_pod (context);

  if (self->found != NULL && !g_hash_table_contains (self->found, ta_household_item_get_id (item)))
    return FALSE;
  if (shows_applicants (self))
    return is_applicant (item, context);
  return pod == NULL || g_strcmp0 (ta_household_pod (ta_household_item_get (item), ta_context_get_today (context)), pod) == 0;
}

static void
update_stacks (TaHouseholdsPage *self)
{
  gboolean any = g_list_model_get_n_items (ta_context_get_households (ta_page_get_context (TA_PAGE (self)))) > 0;
  gboolean shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;
  gboolean searched = self->found != NULL;

  gtk_stack_set_visible_child_name (GTK_STACK (self->list_stack), shown                                         ? "list"
                                                                  : any && shows_applicants (self) && !searched ? "no-applicants"
                                                                  : any                                         ? "no-results"
                                                                                                                : "empty");
}

/* How many wait stands on the choice itself. */
static void
update_applicants (TaHouseholdsPage *self)
{
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  GListModel *households = ta_context_get_households (context);
  g_autofree char *label = NULL;
  int count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      count += is_applicant (item, context) ? 1 : 0;
    }
  label = count > 0 ? g_strdup_printf (_ ("Applicants (%d)"), count) : g_strdup (_ ("Applicants"));
  adw_toggle_set_label (self->applicants, label);
}

static void
update_title (TaHouseholdsPage *self)
{
  TaHouseholdItem *item = gtk_single_selection_get_selected_item (self->selection);

  adw_navigation_page_set_title (self->detail_page, item != NULL ? ta_household_item_get_name (item) : _ ("Household"));
}

static void
on_selected (TaHouseholdsPage *self)
{
  TaHouseholdItem *item = gtk_single_selection_get_selected_item (self->selection);

  ta_household_detail_set_item (TA_HOUSEHOLD_DETAIL (self->detail), item);
  update_title (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->detail_stack), item != NULL ? "detail" : "none");
}

static void
on_activated (TaHouseholdsPage *self, guint position)
{
  adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (self->split_view), TRUE);
}

/* Where the list is alone, nothing stands beside it that one of its rows would be of. */
static void
on_collapsed (TaHouseholdsPage *self)
{
  if (adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (self->split_view)))
    gtk_widget_add_css_class (self->list_view, "collapsed");
  else
    gtk_widget_remove_css_class (self->list_view, "collapsed");
}

/* ---- search ------------------------------------------------------------------------------------------------------------------------- */

static gpointer
run_search (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_search (database, data, error);
}

static void
set_found (TaHouseholdsPage *self, GPtrArray *ids)
{
  g_clear_pointer (&self->found, g_hash_table_unref);
  self->found = ta_search_set_of (ids);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_stacks (self);
}

static void
on_search_changed (TaHouseholdsPage *self)
{
  ta_search_start (self->search, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

/* ---- who is shown ------------------------------------------------------------------------------------------------------------------- */

/* Who has waited longest comes first. */
static int
compare_waiting (gconstpointer a, gconstpointer b, gpointer data)
{
  return ta_household_item_get_waiting_days ((TaHouseholdItem *) b) - ta_household_item_get_waiting_days ((TaHouseholdItem *) a);
}

static void
on_shown_changed (TaHouseholdsPage *self)
{
  g_autoptr (GtkSorter) sorter = shows_applicants (self) ? GTK_SORTER (gtk_custom_sorter_new (compare_waiting, NULL, NULL)) : NULL;

  if (self->filter == NULL)
    return;
  gtk_sort_list_model_set_sorter (self->order, sorter);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_list_view_scroll_to (GTK_LIST_VIEW (self->list_view), 0, GTK_LIST_SCROLL_NONE, NULL);
  update_stacks (self);
}

/* ---- actions ------------------------------------------------------------------------------------------------------------------------ */

static void
new_household (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ta_household_dialog_present (ta_page_get_context (TA_PAGE (widget)), NULL, widget);
}

static void
new_application (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ta_application_dialog_present (ta_page_get_context (TA_PAGE (widget)), widget);
}

static void
list_all (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_toggle_group_set_active_name (TA_HOUSEHOLDS_PAGE (widget)->shown, "all");
}

static void
list_applicants (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaHouseholdsPage *self = TA_HOUSEHOLDS_PAGE (widget);

  adw_toggle_group_set_active_name (self->shown, "applicants");
  adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (self->split_view), FALSE);
}

static void
open_first (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaHouseholdsPage *self = TA_HOUSEHOLDS_PAGE (widget);

  gtk_single_selection_set_selected (self->selection, 0);
  on_activated (self, 0);
}

static void
edit_selected (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaHouseholdsPage *self = TA_HOUSEHOLDS_PAGE (widget);
  TaHouseholdItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    ta_household_dialog_present (ta_page_get_context (TA_PAGE (self)), item, widget);
}

/* ---- the page ----------------------------------------------------------------------------------------------------------------------- */

static gboolean
select_household (TaHouseholdsPage *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (g_strcmp0 (ta_household_item_get_id (item), id) != 0)
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      gtk_list_view_scroll_to (GTK_LIST_VIEW (self->list_view), i, GTK_LIST_SCROLL_NONE, NULL);
      on_activated (self, i);
      return TRUE;
    }
  return FALSE;
}

static void
ta_households_page_open (TaPage *page, const char *id)
{
  TaHouseholdsPage *self = TA_HOUSEHOLDS_PAGE (page);
  TaContext *context = ta_page_get_context (page);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  set_found (self, NULL);
  if (select_household (self, id))
    return;
  adw_toggle_group_set_active_name (self->shown, "all");
  if (select_household (self, id) || ta_context_find_household (context, id) == NULL)
    return;
  /* It is of another pod than the one that is shown. */
  ta_context_set_pod (context, NULL);
  select_household (self, id);
}

static void
ta_households_page_search (TaPage *page)
{
  TaHouseholdsPage *self = TA_HOUSEHOLDS_PAGE (page);

  adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (self->split_view), FALSE);
  gtk_widget_grab_focus (self->search_entry);
}

static gboolean
ta_households_page_is_settled (TaPage *page)
{
  return ta_context_is_ready (ta_page_get_context (page));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  gtk_list_item_set_child (list_item, ta_household_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  TaHouseholdItem *item = gtk_list_item_get_item (list_item);

  ta_household_row_set_item (TA_HOUSEHOLD_ROW (gtk_list_item_get_child (list_item)), item);
  gtk_list_item_set_accessible_label (list_item, ta_household_item_get_name (item));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  ta_household_row_set_item (TA_HOUSEHOLD_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
set_up_list (TaHouseholdsPage *self, TaContext *context)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *model;

  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  model = gtk_filter_list_model_new (g_object_ref (ta_context_get_households (context)), GTK_FILTER (g_object_ref (self->filter)));
  self->order = gtk_sort_list_model_new (G_LIST_MODEL (model), NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->order)));
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list_view), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list_view), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update_stacks), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ta_context_get_households (context), "items-changed", G_CALLBACK (update_applicants), self, G_CONNECT_SWAPPED);
}

static void
on_pod_changed (TaHouseholdsPage *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_applicants (self);
  update_stacks (self);
}

/* What is searched for may be found elsewhere now, and the name of who is shown may be another. */
static void
on_context_changed (TaHouseholdsPage *self)
{
  GtkWidget *entry = self->search_entry;

  on_pod_changed (self);
  update_title (self);
  if (*gtk_editable_get_text (GTK_EDITABLE (entry)) != '\0')
    on_search_changed (self);
}

static void
ta_households_page_constructed (GObject *object)
{
  TaHouseholdsPage *self = TA_HOUSEHOLDS_PAGE (object);
  TaContext *context = ta_page_get_context (TA_PAGE (self));

  G_OBJECT_CLASS (ta_households_page_parent_class)->constructed (object);
  self->search = ta_search_new (context, run_search);
  g_signal_connect_object (self->search, "found", G_CALLBACK (set_found), self, G_CONNECT_SWAPPED);
  self->detail = ta_household_detail_new (context);
  adw_bin_set_child (ADW_BIN (self->detail_bin), self->detail);
  set_up_list (self, context);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry), self->list_view);
  g_signal_connect_object (context, "notify::pod", G_CALLBACK (on_pod_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_context_changed), self, G_CONNECT_SWAPPED);
  on_selected (self);
  update_applicants (self);
  update_stacks (self);
}

static void
ta_households_page_dispose (GObject *object)
{
  TaHouseholdsPage *self = TA_HOUSEHOLDS_PAGE (object);

  if (self->search != NULL)
    ta_search_stop (self->search);
  g_clear_object (&self->search);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->order);
  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (self), TA_TYPE_HOUSEHOLDS_PAGE);
  G_OBJECT_CLASS (ta_households_page_parent_class)->dispose (object);
}

static void
ta_households_page_finalize (GObject *object)
{
  g_clear_pointer (&TA_HOUSEHOLDS_PAGE (object)->found, g_hash_table_unref);
  G_OBJECT_CLASS (ta_households_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/coop/turnabout/Turnabout/ui/households/ta-households-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TaHouseholdsPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, TaHouseholdsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, TaHouseholdsPage, shown);
  gtk_widget_class_bind_template_child (widget_class, TaHouseholdsPage, applicants);
  gtk_widget_class_bind_template_child (widget_class, TaHouseholdsPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, TaHouseholdsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, TaHouseholdsPage, detail_page);
  gtk_widget_class_bind_template_child (widget_class, TaHouseholdsPage, detail_stack);
  gtk_widget_class_bind_template_child (widget_class, TaHouseholdsPage, detail_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_shown_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_collapsed);
}

static void
ta_households_page_class_init (TaHouseholdsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TaPageClass *page_class = TA_PAGE_CLASS (klass);

  object_class->constructed = ta_households_page_constructed;
  object_class->dispose = ta_households_page_dispose;
  object_class->finalize = ta_households_page_finalize;
  page_class->open = ta_households_page_open;
  page_class->search = ta_households_page_search;
  page_class->is_settled = ta_households_page_is_settled;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "households.new", NULL, new_household);
  gtk_widget_class_install_action (widget_class, "households.apply", NULL, new_application);
  gtk_widget_class_install_action (widget_class, "households.all", NULL, list_all);
  gtk_widget_class_install_action (widget_class, "households.applicants", NULL, list_applicants);
  gtk_widget_class_install_action (widget_class, "households.edit", NULL, edit_selected);
  gtk_widget_class_install_action (widget_class, "households.open-first", NULL, open_first);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "households.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "households.apply", NULL);
}

static void
ta_households_page_init (TaHouseholdsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

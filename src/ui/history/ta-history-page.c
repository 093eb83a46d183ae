/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-history-page.h"

#include "ta-history-item.h"
#include "ta-history-row.h"

#include <glib/gi18n.h>

/* So many commands are read at a time. */
#define PAGE 60
#define PAGE_SEARCHING 400

struct _TaHistoryPage
{
  TaPage parent_instance;

  GListStore *items; /* of TaHistoryItem, the newest first */
  GtkFilterListModel *found;
  GCancellable *cancellable; /* of what is being read of the list */
  GTimeZone *timezone;
  gboolean reading;
  gboolean complete; /* the oldest has been read */
  gboolean stale;    /* something happened while reading */
  guint details;     /* how many details are being read */

  GtkWidget *stack;
  GtkWidget *status;
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *list;
  GtkAdjustment *adjustment;
};

G_DEFINE_FINAL_TYPE (TaHistoryPage, ta_history_page, TA_TYPE_PAGE)

static void read_newer (TaHistoryPage *self);
static void read_older (TaHistoryPage *self);

static TaStore *
get_store (TaHistoryPage *self)
{
  return ta_context_get_store (ta_page_get_context (TA_PAGE (self)));
}

static const char *
get_query (TaHistoryPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

/* ---- what is shown ------------------------------------------------------------------------------------------------------------------ */

static void
show_status (TaHistoryPage *self, const char *icon, const char *title, const char *description)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->status), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), escaped);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "status");
}

static void
update_stack (TaHistoryPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) > 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  else if (!self->complete)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "loading");
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0)
    show_status (self, "edit-find-symbolic", _ ("Nothing Found"), _ ("No change has these words. Try fewer of them."));
  else
    show_status (self, "ta-history-symbolic", _ ("Nothing Has Changed Yet"), _ ("Whatever you change appears here, and can be undone here."));
}

static TaHistoryItem *
new_item (TaHistoryPage *self, TaHistoryEntry *entry)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (entry->at / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, self->timezone);
  TaMinutes time = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);

  return ta_history_item_new (entry, ta_date_from_unix (entry->at / 1000, self->timezone), time);
}

static gint64
get_id (TaHistoryPage *self, guint position)
{
  g_autoptr (TaHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return item != NULL ? ta_history_item_get (item)->id : 0;
}

/* Both go from the newest to the oldest; what was there is told how it stands now, what is new comes in front. */
static void
merge (TaHistoryPage *self, GPtrArray *entries)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 newest = get_id (self, 0);
  guint position = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      TaHistoryEntry *entry = g_steal_pointer (&g_ptr_array_index (entries, i));
      g_autoptr (TaHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

      if (entry->id > newest)
        g_ptr_array_add (fresh, new_item (self, entry));
      else if (item != NULL && ta_history_item_get (item)->id == entry->id)
        {
          ta_history_item_update (item, entry);
          position++;
        }
      else
        ta_history_entry_free (entry);
    }
  g_list_store_splice (self->items, 0, 0, fresh->pdata, fresh->len);
}

static void
append (TaHistoryPage *self, GPtrArray *entries)
{
  g_autoptr (GPtrArray) older = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (older, new_item (self, g_steal_pointer (&g_ptr_array_index (entries, i))));
  g_list_store_splice (self->items, g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0, older->pdata, older->len);
}

/* ---- reading the list --------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 before; /* 0: from the newest on */
  int limit;
} Request;

static gpointer
read_list (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;

  return ta_history_list (database, request->before, request->limit, error);
}

static gboolean
is_near_end (TaHistoryPage *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);

  return gtk_adjustment_get_value (self->adjustment) + 2 * page >= gtk_adjustment_get_upper (self->adjustment);
}

/* The search is to find what lies far back, too. */
static void
go_on (TaHistoryPage *self)
{
  if (self->stale)
    read_newer (self);
  else if (!self->complete && *get_query (self) != '\0')
    read_older (self);
}

static gboolean
take_list (TaHistoryPage *self, GAsyncResult *result, GPtrArray **entries)
{
  g_autoptr (GError) error = NULL;

  *entries = ta_store_read_finish (get_store (self), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  self->reading = FALSE;
  if (error != NULL)
    show_status (self, "dialog-error-symbolic", _ ("The History Cannot Be Read"), error->message);
  return error == NULL;
}

static void
on_newer (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaHistoryPage) self = data;
  g_autoptr (GPtrArray) entries = NULL;

  if (!take_list (self, result, &entries))
    return;
  merge (self, entries);
  if (entries->len < PAGE)
    self->complete = TRUE;
  update_stack (self);
  go_on (self);
}

static void
on_older (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaHistoryPage) self = data;
  g_autoptr (GPtrArray) entries = NULL;

  if (!take_list (self, result, &entries))
    return;
  self->complete = entries->len < PAGE;
  append (self, entries);
  update_stack (self);
  go_on (self);
}

static void
start_reading (TaHistoryPage *self, gint64 before, int limit, GAsyncReadyCallback callback)
{
  Request *request = g_new0 (Request, 1);

  request->before = before;
  request->limit = limit;
  self->reading = TRUE;
  ta_store_read_async (get_store (self), read_list, request, g_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable, callback, g_object_ref (self));
}

static void
read_newer (TaHistoryPage *self)
{
  self->stale = self->reading;
  if (!self->reading)
    start_reading (self, 0, (int) g_list_model_get_n_items (G_LIST_MODEL (self->items)) + PAGE, on_newer);
}

static void
read_older (TaHistoryPage *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  if (!self->reading && !self->complete && count > 0)
    start_reading (self, get_id (self, count - 1), *get_query (self) != '\0' ? PAGE_SEARCHING : PAGE, on_older);
}

static void
on_scrolled (TaHistoryPage *self)
{
  if (is_near_end (self))
    read_older (self);
}

/* ---- unfolding and undoing ---------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaHistoryPage *page;
  TaHistoryItem *item;
} ItemCall;

static ItemCall *
item_call_new (TaHistoryPage *self, TaHistoryItem *item)
{
  ItemCall *call = g_new0 (ItemCall, 1);

  call->page = g_object_ref (self);
  call->item = g_object_ref (item);
  return call;
}

static void
item_call_free (ItemCall *call)
{
  g_object_unref (call->page);
  g_object_unref (call->item);
  g_free (call);
}

static gpointer
read_details (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_history_details (database, *(const gint64 *) data, error);
}

static void
on_details (GObject *object, GAsyncResult *result, gpointer data)
{
  ItemCall *call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) details = ta_store_read_finish (TA_STORE (object), result, &error);

  call->page->details--;
  if (details != NULL)
    ta_history_item_set_details (call->item, details);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ta_history_item_set_problem (call->item, error->message);
  item_call_free (call);
}

static void
toggle (TaHistoryPage *self, TaHistoryItem *item)
{
  gint64 *id;

  ta_history_item_set_open (item, !ta_history_item_is_open (item));
  if (!ta_history_item_is_open (item) || ta_history_item_get_details (item) != NULL)
    return;
  id = g_new (gint64, 1);
  *id = ta_history_item_get (item)->id;
  self->details++;
  ta_store_read_async (get_store (self), read_details, id, g_free, (GDestroyNotify) g_ptr_array_unref, self->cancellable,
                       on_details, item_call_new (self, item));
}

static void
on_activate (TaHistoryPage *self, guint position)
{
  g_autoptr (TaHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (self->list))), position);

  if (item != NULL)
    toggle (self, item);
}

static void
open_first (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaHistoryPage *self = TA_HISTORY_PAGE (widget);
  g_autoptr (TaHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->found), 0);

  if (item != NULL && !ta_history_item_is_open (item))
    toggle (self, item);
}

static void
on_undone (GObject *object, GAsyncResult *result, gpointer data)
{
  ItemCall *call = data;
  g_autoptr (GError) error = NULL;

  if (!ta_store_run_finish (TA_STORE (object), result, &error))
    ta_history_item_set_problem (call->item, error->message);
  item_call_free (call);
}

static void
on_undo (TaHistoryPage *self, TaHistoryItem *item)
{
  ta_history_item_set_problem (item, NULL);
  ta_store_undo_async (get_store (self), ta_history_item_get (item)->id, NULL, on_undone, item_call_new (self, item));
}

/* ---- the list ----------------------------------------------------------------------------------------------------------------------- */

static void
on_setup_row (TaHistoryPage *self, GtkListItem *list_item)
{
  GtkWidget *row = ta_history_row_new ();

  g_signal_connect_object (row, "undo", G_CALLBACK (on_undo), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
on_bind_row (TaHistoryPage *self, GtkListItem *list_item)
{
  const TaCollective *collective = ta_context_get_collective (ta_page_get_context (TA_PAGE (self)));
  TaHistoryItem *item = gtk_list_item_get_item (list_item);

  ta_history_row_set_item (TA_HISTORY_ROW (gtk_list_item_get_child (list_item)), item, collective != NULL ? collective->currency : "");
  gtk_list_item_set_accessible_label (list_item, ta_history_item_get (item)->label);
}

static void
on_unbind_row (TaHistoryPage *self, GtkListItem *list_item)
{
  ta_history_row_set_item (TA_HISTORY_ROW (gtk_list_item_get_child (list_item)), NULL, NULL);
}

static void
on_setup_header (TaHistoryPage *self, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_start (label, 12);
  gtk_list_header_set_child (header, label);
}

static char *
format_day (TaDate day, TaDate today)
{
  if (day == today)
    return g_strdup (_ ("Today"));
  if (day == today - 1)
    return g_strdup (_ ("Yesterday"));
  return ta_date_format (day, TA_DATE_FULL);
}

static void
on_bind_header (TaHistoryPage *self, GtkListHeader *header)
{
  TaHistoryItem *item = gtk_list_header_get_item (header);
  g_autofree char *text = format_day (ta_history_item_get_day (item), ta_context_get_today (ta_page_get_context (TA_PAGE (self))));

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), text);
}

/* Compares by what @get gives, the larger first. */
static int
compare_day (gconstpointer a, gconstpointer b, gpointer data)
{
  TaDate one = ta_history_item_get_day ((gpointer) a), two = ta_history_item_get_day ((gpointer) b);

  return (one < two) - (one > two);
}

static int
compare_id (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 one = ta_history_item_get ((gpointer) a)->id, two = ta_history_item_get ((gpointer) b)->id;

  return (one < two) - (one > two);
}

static gboolean
is_wanted (gpointer object, gpointer data)
{
  const TaHistoryEntry *entry = ta_history_item_get (object);
  g_autofree char *text = g_strjoin (" ", entry->label, entry->actor != NULL ? entry->actor : "",
                                     entry->on_behalf_of != NULL ? entry->on_behalf_of : "", NULL);

  return g_str_match_string (get_query (data), text, TRUE);
}

static void
on_search (TaHistoryPage *self)
{
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->found), GTK_FILTER_CHANGE_DIFFERENT);
  update_stack (self);
  go_on (self);
}

static GtkWidget *
new_list (TaHistoryPage *self)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_id, NULL, NULL));
  GtkSortListModel *sorted;
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();
  GtkListItemFactory *headers = gtk_signal_list_item_factory_new ();

  self->found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), filter);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->found)), sorter);
  gtk_sort_list_model_set_section_sorter (sorted, GTK_SORTER (gtk_custom_sorter_new (compare_day, NULL, NULL)));
  g_signal_connect_object (rows, "setup", G_CALLBACK (on_setup_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "bind", G_CALLBACK (on_bind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "unbind", G_CALLBACK (on_unbind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headers, "setup", G_CALLBACK (on_setup_header), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headers, "bind", G_CALLBACK (on_bind_header), self, G_CONNECT_SWAPPED);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (sorted))), rows);
  gtk_list_view_set_header_factory (GTK_LIST_VIEW (self->list), headers);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (self->list), TRUE);
  gtk_list_view_set_tab_behavior (GTK_LIST_VIEW (self->list), GTK_LIST_TAB_ITEM);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("History"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  g_object_unref (headers);
  return self->list;
}

static GtkWidget *
new_scrolled (TaHistoryPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();

  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), new_list (self));
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 860);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_add_css_class (scrolled, "view");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  return scrolled;
}

/* ---- the page ----------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_header (TaHistoryPage *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "edit-find-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Search"));
  g_object_bind_property (button, "active", self->search_bar, "search-mode-enabled", G_BINDING_BIDIRECTIONAL);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), button);
  return header;
}

static GtkWidget *
new_search_bar (TaHistoryPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->search_bar = gtk_search_bar_new ();
  self->search_entry = gtk_search_entry_new ();
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->search_entry), _ ("Search the history"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search the history"), -1);
  gtk_widget_set_hexpand (self->search_entry, TRUE);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 480);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->search_entry);
  gtk_search_bar_set_child (GTK_SEARCH_BAR (self->search_bar), clamp);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar), GTK_EDITABLE (self->search_entry));
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (on_search), self, G_CONNECT_SWAPPED);
  return self->search_bar;
}

static void
ta_history_page_search (TaPage *page)
{
  TaHistoryPage *self = TA_HISTORY_PAGE (page);

  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

static gboolean
ta_history_page_is_settled (TaPage *page)
{
  TaHistoryPage *self = TA_HISTORY_PAGE (page);

  return !self->reading && self->details == 0;
}

static void
ta_history_page_constructed (GObject *object)
{
  TaHistoryPage *self = TA_HISTORY_PAGE (object);
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  const TaCollective *collective = ta_context_get_collective (context);

  G_OBJECT_CLASS (ta_history_page_parent_class)->constructed (object);
  self->timezone = collective != NULL ? g_time_zone_new_identifier (collective->timezone) : NULL;
  if (self->timezone == NULL)
    self->timezone = g_time_zone_new_local ();
  g_signal_connect_object (get_store (self), "history-changed", G_CALLBACK (read_newer), self, G_CONNECT_SWAPPED);
  read_newer (self);
}

static void
ta_history_page_dispose (GObject *object)
{
  g_cancellable_cancel (TA_HISTORY_PAGE (object)->cancellable);
  G_OBJECT_CLASS (ta_history_page_parent_class)->dispose (object);
}

static void
ta_history_page_finalize (GObject *object)
{
  TaHistoryPage *self = TA_HISTORY_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->found);
  g_clear_object (&self->items);
  g_clear_pointer (&self->timezone, g_time_zone_unref);
  G_OBJECT_CLASS (ta_history_page_parent_class)->finalize (object);
}

static void
ta_history_page_class_init (TaHistoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = ta_history_page_constructed;
  object_class->dispose = ta_history_page_dispose;
  object_class->finalize = ta_history_page_finalize;
  TA_PAGE_CLASS (klass)->search = ta_history_page_search;
  TA_PAGE_CLASS (klass)->is_settled = ta_history_page_is_settled;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "history.open-first", NULL, open_first);
}

static void
ta_history_page_init (TaHistoryPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->cancellable = g_cancellable_new ();
  self->items = g_list_store_new (TA_TYPE_HISTORY_ITEM);
  self->stack = gtk_stack_new ();
  self->status = adw_status_page_new ();
  new_search_bar (self);
  gtk_stack_add_named (GTK_STACK (self->stack), adw_spinner_new (), "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), new_scrolled (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->status, "status");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), new_header (self));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), self->search_bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->stack);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-calendar-import.h"

#include "ta-calendar-commands.h"
#include "ta-calendar-table.h"
#include "ta-form.h"
#include "ta-ical-read.h"

#include <glib/gi18n.h>

#define DAYS_BACK 366
#define DAYS_AHEAD (3 * 366)
/* More rows than anybody reads. */
#define MOST_ROWS 200

struct _TaCalendarImport
{
  AdwNavigationPage parent_instance;

  TaContext *context;
  TaCalendar *again;    /* (nullable): which is read again */
  GPtrArray *days;      /* (nullable): of TaCalendarDay: what is in the file */
  TaCalendar *calendar; /* (nullable): what they will be in */
  GCancellable *cancellable;
  gboolean setting;

  GtkWidget *page;
  GtkWidget *file;
  GtkWidget *kind;
  GtkWidget *household;
  GtkWidget *name;
  GtkWidget *preview; /* (nullable): the group of what is in the file */
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (TaCalendarImport, ta_calendar_import, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  IMPORTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What the worker is asked, and what it answers. */
typedef struct
{
  GBytes *bytes;
  char *timezone;
  TaDate today;
  char *title; /* what the file calls itself */
  GPtrArray *days;
} FileRead;

typedef struct
{
  TaCalendar *wanted;
  TaCalendar *found;
  GPtrArray *present;
} Look;

static void
file_read_free (gpointer data)
{
  FileRead *reading = data;

  g_clear_pointer (&reading->bytes, g_bytes_unref);
  g_free (reading->timezone);
  g_free (reading->title);
  g_clear_pointer (&reading->days, g_ptr_array_unref);
  g_free (reading);
}

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->wanted, ta_calendar_free);
  g_clear_pointer (&look->found, ta_calendar_free);
  g_clear_pointer (&look->present, g_ptr_array_unref);
  g_free (look);
}

static void
say (TaCalendarImport *self, const char *text)
{
  ta_form_describe (self->page, text);
}

static void
drop_preview (TaCalendarImport *self)
{
  if (self->preview)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (self->preview));
  self->preview = NULL;
  gtk_widget_set_sensitive (self->button, FALSE);
}

/* What is shown ------------------------------------------------------------------------------------------------------------------------- */

static const char *
news_text (TaCalendarNews news)
{
  switch (news)
    {
    case TA_CALENDAR_NEW:
      return _ ("New");
    case TA_CALENDAR_CHANGED:
      return _ ("Changed");
    case TA_CALENDAR_GONE:
      return _ ("Gone");
    default:
      return "";
    }
}

static char *
days_text (const TaCalendarDay *day)
{
  g_autofree char *from = ta_date_format (day->from, TA_DATE_FULL);
  g_autofree char *last = NULL;

  if (day->until == day->from + 1)
    return g_steal_pointer (&from);
  g_free (from);
  from = ta_date_format (day->from, TA_DATE_MEDIUM);
  last = ta_date_format (day->until - 1, TA_DATE_MEDIUM);
  /* Translators: the first and the last day of a period. */
  return g_strdup_printf (_ ("%s – %s"), from, last);
}

static GtkWidget *
day_row (const TaCalendarDifference *difference)
{
  g_autofree char *dates = days_text (difference->day);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", difference->day->name, "subtitle", dates, NULL);
  GtkWidget *news = gtk_label_new (news_text (difference->news));

  gtk_widget_add_css_class (news, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), news);
  return row;
}

static char *
summary_of (GArray *differences)
{
  guint counts[4] = { 0 };
  guint now;
  g_autofree char *total = NULL;

  for (guint i = 0; i < differences->len; i++)
    counts[g_array_index (differences, TaCalendarDifference, i).news]++;
  now = differences->len - counts[TA_CALENDAR_GONE];
  total = g_strdup_printf (ngettext ("%u entry", "%u entries", now), now);
  /* Translators: "12 entries", then three numbers of them. */
  return g_strdup_printf (_ ("%s: %u new, %u changed, %u gone"), total, counts[TA_CALENDAR_NEW], counts[TA_CALENDAR_CHANGED], counts[TA_CALENDAR_GONE]);
}

static void
show_differences (TaCalendarImport *self, GArray *differences)
{
  g_autofree char *summary = summary_of (differences);
  guint shown = MIN (differences->len, MOST_ROWS);

  drop_preview (self);
  self->preview = ta_form_add_group (self->page, _ ("In the File"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->preview), summary);
  for (guint i = 0; i < shown; i++)
    ta_form_add_row (self->preview, day_row (&g_array_index (differences, TaCalendarDifference, i)));
  if (shown < differences->len)
    {
      guint rest = differences->len - shown;
      g_autofree char *text = g_strdup_printf (ngettext ("And %u more", "And %u more", rest), rest);

      ta_form_add_row (self->preview, g_object_new (ADW_TYPE_ACTION_ROW, "title", text, NULL));
    }
  gtk_widget_set_sensitive (self->button, differences->len > 0 && self->calendar->name[0]);
}

/* Comparing ------------------------------------------------------------------------------------------------------------------------------ */

static gpointer
run_look (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Look *wanted = data;
  g_autoptr (GError) local_error = NULL;
  Look *look = g_new0 (Look, 1);

  look->found = ta_calendar_table_find (database, wanted->wanted->kind, wanted->wanted->name, wanted->wanted->household, &local_error);
  if (!local_error)
    look->present = look->found ? ta_calendar_table_list_days (database, look->found, &local_error)
                                : g_ptr_array_new_with_free_func ((GDestroyNotify) ta_calendar_day_free);
  if (!local_error)
    return look;
  g_propagate_error (error, g_steal_pointer (&local_error));
  look_free (look);
  return NULL;
}

static gboolean
was_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static GCancellable *
begin (TaCalendarImport *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  return self->cancellable = g_cancellable_new ();
}

static const char *
chosen_household (TaCalendarImport *self)
{
  GListModel *households = ta_context_get_households (self->context);
  g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, adw_combo_row_get_selected (ADW_COMBO_ROW (self->household)));

  return item ? ta_household_item_get_id (item) : NULL;
}

/* (transfer full): the calendar as the rows have it */
static TaCalendar *
wanted_calendar (TaCalendarImport *self)
{
  TaCalendarKind kind = (TaCalendarKind) ta_form_get_code (self->kind);
  g_autofree char *name = ta_form_get_text (self->name);

  if (self->again)
    return ta_calendar_copy (self->again);
  return ta_calendar_new (name, kind, kind == TA_CALENDAR_ABSENCES ? chosen_household (self) : NULL);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCalendarImport) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) differences = NULL;
  Look *look = ta_store_read_finish (TA_STORE (source), result, &error);

  if (was_cancelled (error))
    return;
  if (!look)
    {
      say (self, error->message);
      return;
    }
  g_clear_pointer (&self->calendar, ta_calendar_free);
  self->calendar = look->found ? ta_calendar_copy (look->found) : wanted_calendar (self);
  differences = ta_calendar_compare (look->present, self->days);
  show_differences (self, differences);
  look_free (look);
}

/* Finds out which calendar it is, and what is new in it. */
static void
look_again (TaCalendarImport *self)
{
  Look *look;

  gtk_widget_set_visible (self->household, ta_form_get_code (self->kind) == TA_CALENDAR_ABSENCES);
  if (!self->days || self->setting)
    return;
  gtk_widget_set_sensitive (self->button, FALSE);
  look = g_new0 (Look, 1);
  look->wanted = wanted_calendar (self);
  ta_store_read_async (ta_context_get_store (self->context), run_look, look, look_free, look_free, begin (self), on_looked, g_object_ref (self));
}

/* The file ------------------------------------------------------------------------------------------------------------------------------- */

static gpointer
run_read (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const FileRead *wanted = data;
  g_autoptr (GTimeZone) tz = g_time_zone_new_identifier (wanted->timezone);
  FileRead *reading = g_new0 (FileRead, 1);

  if (!tz)
    tz = g_time_zone_new_utc ();
  reading->days = ta_ical_read_days (wanted->bytes, tz, wanted->today - DAYS_BACK, wanted->today + DAYS_AHEAD, &reading->title, error);
  if (reading->days)
    return reading;
  file_read_free (reading);
  return NULL;
}

static void
show_name (TaCalendarImport *self, const char *title)
{
  const char *file = adw_action_row_get_subtitle (ADW_ACTION_ROW (self->file));

  if (self->again)
    return;
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), title && *title ? title : file);
  self->setting = FALSE;
}

static void
on_file_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCalendarImport) self = data;
  g_autoptr (GError) error = NULL;
  FileRead *reading = ta_store_read_finish (TA_STORE (source), result, &error);

  if (was_cancelled (error))
    return;
  if (!reading)
    {
      say (self, error->message);
      return;
    }
  self->days = g_steal_pointer (&reading->days);
  show_name (self, reading->title);
  file_read_free (reading);
  look_again (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCalendarImport) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  const TaCollective *collective;
  FileRead *reading;

  if (was_cancelled (error))
    return;
  if (!bytes)
    {
      say (self, error->message);
      return;
    }
  collective = ta_context_get_collective (self->context);
  reading = g_new0 (FileRead, 1);
  reading->bytes = g_steal_pointer (&bytes);
  reading->timezone = g_strdup (collective ? collective->timezone : "UTC");
  reading->today = ta_context_get_today (self->context);
  ta_store_read_async (ta_context_get_store (self->context), run_read, reading, file_read_free, file_read_free, begin (self), on_file_read, g_object_ref (self));
}

void
ta_calendar_import_open_file (TaCalendarImport *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  g_return_if_fail (TA_IS_CALENDAR_IMPORT (self));

  drop_preview (self);
  say (self, NULL);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file), shown);
  g_file_load_bytes_async (file, begin (self), on_loaded, g_object_ref (self));
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCalendarImport) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file)
    ta_calendar_import_open_file (self, file);
}

void
ta_calendar_import_choose (TaCalendarImport *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  g_return_if_fail (TA_IS_CALENDAR_IMPORT (self));

  gtk_file_filter_set_name (filter, _ ("Calendars"));
  gtk_file_filter_add_mime_type (filter, "text/calendar");
  gtk_file_filter_add_suffix (filter, "ics");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Calendar"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, on_chosen, g_object_ref (self));
}

/* Importing ------------------------------------------------------------------------------------------------------------------------------ */

static void
on_imported (const GError *error, gpointer data)
{
  g_autoptr (TaCalendarImport) self = data;

  if (!error)
    {
      g_signal_emit (self, signals[IMPORTED], 0);
      return;
    }
  say (self, error->message);
  gtk_widget_set_sensitive (self->button, TRUE);
}

static void
import (TaCalendarImport *self)
{
  if (!self->calendar || !self->days)
    return;
  gtk_widget_set_sensitive (self->button, FALSE);
  ta_calendar_import_days (self->context, self->calendar, self->days, on_imported, g_object_ref (self));
}

/* The page ------------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_households (TaContext *context, const char *chosen)
{
  GListModel *households = ta_context_get_households (context);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      g_ptr_array_add (names, (gpointer) ta_household_item_get_name (item));
      if (g_strcmp0 (chosen, ta_household_item_get_id (item)) == 0)
        selected = i;
    }
  return ta_form_choice (_ ("Household"), names, selected);
}

static void
make_rows (TaCalendarImport *self)
{
  GtkWidget *group = ta_form_add_group (self->page, NULL);

  self->file = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ ("File…"), "subtitle", _ ("None chosen yet"), "activatable", TRUE, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->file), gtk_image_new_from_icon_name ("document-open-symbolic"));
  self->kind = ta_form_codes (_ ("It has"), ta_calendar_kind_codes, self->again ? (int) self->again->kind : 0);
  self->household = make_households (self->context, self->again ? self->again->household : NULL);
  self->name = ta_form_entry (_ ("Name"), self->again ? self->again->name : "");
  ta_form_add_row (group, self->file);
  ta_form_add_row (group, self->kind);
  ta_form_add_row (group, self->household);
  ta_form_add_row (group, self->name);
  gtk_widget_set_sensitive (self->kind, self->again == NULL);
  gtk_widget_set_sensitive (self->household, self->again == NULL);
  gtk_widget_set_sensitive (self->name, self->again == NULL);
  g_signal_connect_object (self->file, "activated", G_CALLBACK (ta_calendar_import_choose), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->household, "notify::selected", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (look_again), self, G_CONNECT_SWAPPED);
}

static void
ta_calendar_import_dispose (GObject *object)
{
  TaCalendarImport *self = TA_CALENDAR_IMPORT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->again, ta_calendar_free);
  g_clear_pointer (&self->calendar, ta_calendar_free);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_calendar_import_parent_class)->dispose (object);
}

static void
ta_calendar_import_class_init (TaCalendarImportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_calendar_import_dispose;
  signals[IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_calendar_import_init (TaCalendarImport *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  self->page = adw_preferences_page_new ();
  self->button = gtk_button_new_with_mnemonic (_ ("_Import"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_set_sensitive (self->button, FALSE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (import), self, G_CONNECT_SWAPPED);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->button);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->page);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Import a Calendar"));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

AdwNavigationPage *
ta_calendar_import_new (TaContext *context, const TaCalendar *calendar)
{
  TaCalendarImport *self = g_object_new (TA_TYPE_CALENDAR_IMPORT, NULL);

  self->context = g_object_ref (context);
  self->again = calendar ? ta_calendar_copy (calendar) : NULL;
  if (calendar)
    adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Read Again"));
  make_rows (self);
  look_again (self);
  return ADW_NAVIGATION_PAGE (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-calendars-dialog.h"

#include "ta-calendar-commands.h"
#include "ta-calendar-import.h"
#include "ta-calendar-table.h"
#include "ta-form.h"
#include "ta-list-stack.h"
#include "ta-tooltip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDTH 520
#define HEIGHT 640

struct _TaCalendarsDialog
{
  AdwDialog parent_instance;

  TaContext *context;    /* owned */
  GCancellable *reading; /* owned */
  GtkWidget *navigation; /* borrowed, as all below */
  GtkWidget *toasts;
  GtkWidget *stack;
  GtkWidget *page;
  GtkWidget *group; /* (nullable) */
};

#define TA_TYPE_CALENDARS_DIALOG (ta_calendars_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaCalendarsDialog, ta_calendars_dialog, TA, CALENDARS_DIALOG, AdwDialog)
G_DEFINE_FINAL_TYPE (TaCalendarsDialog, ta_calendars_dialog, ADW_TYPE_DIALOG)

/* A calendar as the list shows it. */
typedef struct
{
  TaCalendar *calendar;
  guint count;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  ta_calendar_free (entry->calendar);
  g_free (entry);
}

static gpointer
read_entries (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GPtrArray) calendars = ta_calendar_table_list (database, error);

  for (guint i = 0; calendars && i < calendars->len; i++)
    {
      g_autoptr (GPtrArray) days = ta_calendar_table_list_days (database, calendars->pdata[i], error);
      Entry *entry;

      if (!days)
        return NULL;
      entry = g_new0 (Entry, 1);
      entry->calendar = ta_calendar_copy (calendars->pdata[i]);
      entry->count = days->len;
      g_ptr_array_add (entries, entry);
    }
  return calendars ? g_steal_pointer (&entries) : NULL;
}

static void
on_imported (TaCalendarsDialog *self)
{
  adw_navigation_view_pop_to_tag (ADW_NAVIGATION_VIEW (self->navigation), "calendars");
}

static TaCalendarImport *
push_import (TaCalendarsDialog *self, const TaCalendar *calendar)
{
  AdwNavigationPage *page = ta_calendar_import_new (self->context, calendar);

  g_signal_connect_object (page, "imported", G_CALLBACK (on_imported), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->navigation), page);
  return TA_CALENDAR_IMPORT (page);
}

static void
import_new (TaCalendarsDialog *self)
{
  push_import (self, NULL);
}

static void
read_again (TaCalendarsDialog *self, GtkWidget *button)
{
  ta_calendar_import_choose (push_import (self, g_object_get_data (G_OBJECT (button), "calendar")));
}

static void delete (TaCalendarsDialog *self, GtkWidget *button)
{
  ta_calendar_delete (self->context, g_object_get_data (G_OBJECT (button), "calendar"));
}

/* @label: (transfer full) */
static void
add_button (TaCalendarsDialog *self, GtkWidget *row, const Entry *entry, const char *icon, char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *owned = label;

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  ta_tooltip_set (button, owned);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, owned, -1);
  g_object_set_data_full (G_OBJECT (button), "calendar", ta_calendar_copy (entry->calendar), (GDestroyNotify) ta_calendar_free);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
entry_text (TaCalendarsDialog *self, const Entry *entry)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u entry", "%u entries", entry->count), entry->count);
  TaHouseholdItem *item = entry->calendar->household ? ta_context_find_household (self->context, entry->calendar->household) : NULL;

  if (item)
    /* Translators: a household's name, "12 entries" */
    return g_strdup_printf (_ ("Absences of %s, %s"), ta_household_item_get_name (item), count);
  return g_strdup_printf ("%s, %s", ta_code_label (ta_calendar_kind_codes, (int) entry->calendar->kind), count);
}

static GtkWidget *
entry_row (TaCalendarsDialog *self, const Entry *entry)
{
  g_autofree char *text = entry_text (self, entry);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", entry->calendar->name, "subtitle", text, NULL);

  /* Translators: %s is the name of a calendar */
  add_button (self, row, entry, "view-refresh-symbolic", g_strdup_printf (_ ("Read “%s” Again…"), entry->calendar->name), G_CALLBACK (read_again));
  add_button (self, row, entry, "user-trash-symbolic", g_strdup_printf (_ ("Delete “%s”"), entry->calendar->name), G_CALLBACK (delete));
  return row;
}

static void
show (TaCalendarsDialog *self, GPtrArray *entries)
{
  if (self->group)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (self->group));
  self->group = ta_form_add_group (self->page, NULL);
  for (guint i = 0; i < entries->len; i++)
    ta_form_add_row (self->group, entry_row (self, entries->pdata[i]));
  ta_list_stack_show (self->stack, entries->len > 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCalendarsDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ta_store_read_finish (TA_STORE (source), result, &error);

  if (entries)
    show (self, entries);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (self->context, "failed", error->message);
}

static void
reload (TaCalendarsDialog *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_entries, NULL, NULL, (GDestroyNotify) g_ptr_array_unref, self->reading, on_read,
                       g_object_ref (self));
}

static void
on_changed (TaCalendarsDialog *self, GPtrArray *changes)
{
  g_autoptr (GPtrArray) ids = ta_changes_collect_ids (changes, "calendar");

  if (ids->len > 0)
    reload (self);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCalendarsDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (!ta_store_run_finish (TA_STORE (source), result, &error))
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), g_object_new (ADW_TYPE_TOAST, "use-markup", FALSE, "title", error->message, NULL));
}

static void
undo (TaCalendarsDialog *self)
{
  ta_store_undo_async (ta_context_get_store (self->context), 0, NULL, on_undone, g_object_ref (self));
}

/* The window's own offer is behind the dialog, and out of its reach. */
static void
on_done (TaCalendarsDialog *self, const char *label)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, label);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_dismiss_all (ADW_TOAST_OVERLAY (self->toasts));
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
ta_calendars_dialog_dispose (GObject *object)
{
  TaCalendarsDialog *self = TA_CALENDARS_DIALOG (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_calendars_dialog_parent_class)->dispose (object);
}

static void
ta_calendars_dialog_class_init (TaCalendarsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_calendars_dialog_dispose;
}

static AdwNavigationPage *
make_list (TaCalendarsDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *import = gtk_button_new_with_mnemonic (_ ("_Import…"));
  AdwNavigationPage *page = adw_navigation_page_new_with_tag (view, _ ("Calendars"), "calendars");

  self->page = adw_preferences_page_new ();
  self->stack = ta_list_stack_new (self->page, "x-office-calendar-symbolic", _ ("No Calendars"),
                                   _ ("Public holidays and school breaks from a calendar’s file show on the rota, and series go round them. A household’s own calendar can say when it is away."));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), import);
  g_signal_connect_object (import, "clicked", G_CALLBACK (import_new), self, G_CONNECT_SWAPPED);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->stack);
  return page;
}

static void
ta_calendars_dialog_init (TaCalendarsDialog *self)
{
  self->navigation = adw_navigation_view_new ();
  self->toasts = adw_toast_overlay_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (self->navigation), make_list (self));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->navigation);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Calendars"));
  adw_dialog_set_child (ADW_DIALOG (self), self->toasts);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
}

void
ta_calendars_dialog_open_file (GtkWidget *dialog, GFile *file)
{
  ta_calendar_import_open_file (push_import (TA_CALENDARS_DIALOG (dialog), NULL), file);
}

GtkWidget *
ta_calendars_dialog_present (TaContext *context, GtkWidget *parent)
{
  TaCalendarsDialog *self = g_object_new (TA_TYPE_CALENDARS_DIALOG, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  reload (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
  return GTK_WIDGET (self);
}

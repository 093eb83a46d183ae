/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-calendar-export.h"

#include "ta-form.h"
#include "ta-saved.h"
#include "ta-ical-export.h"

#include <glib/gi18n.h>

#define WEEKS_BACK 4
#define WEEKS_AHEAD 26

/* Whose calendar it may be. */
typedef struct
{
  char *pod;       /* (nullable) */
  char *household; /* (nullable) */
  char *name;
} Choice;

struct _TaCalendarExport
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  GPtrArray *choices; /* of Choice, as in the row */
  GtkWidget *whose;
  GtkWidget *person;
  GtkWidget *drafts;
};

G_DEFINE_FINAL_TYPE (TaCalendarExport, ta_calendar_export, ADW_TYPE_PREFERENCES_GROUP)

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->pod);
  g_free (choice->household);
  g_free (choice->name);
  g_free (choice);
}

static void
add_choice (TaCalendarExport *self, const char *pod, const char *household, const char *name)
{
  Choice *choice = g_new0 (Choice, 1);

  *choice = (Choice) { g_strdup (pod), g_strdup (household), g_strdup (name) };
  g_ptr_array_add (self->choices, choice);
}

static const Choice *
chosen (TaCalendarExport *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->whose));

  return self->choices->pdata[MIN (selected, self->choices->len - 1)];
}

static const TaHousehold *
chosen_household (TaCalendarExport *self)
{
  const Choice *choice = chosen (self);
  TaHouseholdItem *item = choice->household ? ta_context_find_household (self->context, choice->household) : NULL;

  return item ? ta_household_item_get (item) : NULL;
}

/* (transfer full) (nullable) */
static char *
chosen_person (TaCalendarExport *self)
{
  const TaHousehold *household = chosen_household (self);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->person));

  if (!household || selected == 0 || selected > household->persons->len)
    return NULL;
  return g_strdup (((TaPerson *) household->persons->pdata[selected - 1])->id);
}

static void
whose_changed (TaCalendarExport *self)
{
  const TaHousehold *household = chosen_household (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Everybody"));
  for (guint i = 0; household && i < household->persons->len; i++)
    gtk_string_list_append (names, ((TaPerson *) household->persons->pdata[i])->name);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->person), G_LIST_MODEL (names));
  gtk_widget_set_visible (self->person, household != NULL);
}

static void
say (TaCalendarExport *self, const char *sentence)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  /* Without one the dialog is gone. */
  if (overlay)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), g_object_new (ADW_TYPE_TOAST, "use-markup", FALSE, "title", sentence, NULL));
}

/* A file on its way to the disk. */
typedef struct
{
  TaCalendarExport *group; /* owned */
  GFile *file;             /* owned */
  GBytes *bytes;           /* (nullable) */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->group);
  g_object_unref (saving->file);
  g_clear_pointer (&saving->bytes, g_bytes_unref);
  g_free (saving);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autofree char *sentence = ta_saved_finish (G_FILE (object), result);

  say (saving->group, sentence);
  saving_free (saving);
}

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  saving->bytes = ta_ical_export_finish (TA_STORE (object), result, &error);
  if (!saving->bytes)
    {
      say (saving->group, error->message);
      saving_free (saving);
      return;
    }
  g_file_replace_contents_bytes_async (saving->file, saving->bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, on_written, saving);
}

void
ta_calendar_export_save (TaCalendarExport *self, GFile *file)
{
  g_autoptr (TaIcalScope) scope = g_new0 (TaIcalScope, 1);
  TaDate today = ta_context_get_today (self->context);
  Saving *saving = g_new0 (Saving, 1);

  g_return_if_fail (TA_IS_CALENDAR_EXPORT (self));

  scope->pod = g_strdup (chosen (self)->pod);
  scope->household = g_strdup (chosen (self)->household);
  scope->person = chosen_person (self);
  scope->from = today - 7 * WEEKS_BACK;
  scope->until = today + 7 * WEEKS_AHEAD;
  scope->drafts = adw_switch_row_get_active (ADW_SWITCH_ROW (self->drafts));
  scope->now = ta_context_get_now (self->context) / G_USEC_PER_SEC;
  saving->group = g_object_ref (self);
  saving->file = g_object_ref (file);
  ta_ical_export_async (ta_context_get_store (self->context), scope, NULL, on_exported, saving);
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCalendarExport) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file)
    ta_calendar_export_save (self, file);
}

static void
choose_file (TaCalendarExport *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = g_strdup_printf ("%s.ics", chosen (self)->name);

  g_strdelimit (name, G_DIR_SEPARATOR_S, '-');
  gtk_file_dialog_set_title (dialog, _ ("Save the Calendar"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, on_chosen, g_object_ref (self));
}

static void
ta_calendar_export_dispose (GObject *object)
{
  g_clear_object (&TA_CALENDAR_EXPORT (object)->context);
  G_OBJECT_CLASS (ta_calendar_export_parent_class)->dispose (object);
}

static void
ta_calendar_export_finalize (GObject *object)
{
  g_ptr_array_unref (TA_CALENDAR_EXPORT (object)->choices);
  G_OBJECT_CLASS (ta_calendar_export_parent_class)->finalize (object);
}

static void
ta_calendar_export_class_init (TaCalendarExportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_calendar_export_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_calendar_export_finalize;
}

static void
ta_calendar_export_init (TaCalendarExport *self)
{
  self->choices = g_ptr_array_new_with_free_func (choice_free);
}

static void
collect_choices (TaCalendarExport *self, const char *household)
{
  GPtrArray *pods = ta_context_get_pods (self->context);
  GListModel *households = ta_context_get_households (self->context);

  if (!household)
    add_choice (self, NULL, NULL, pods->len == 1 ? ((TaPod *) pods->pdata[0])->name : _ ("All pods"));
  for (guint i = 0; !household && pods->len > 1 && i < pods->len; i++)
    add_choice (self, ((TaPod *) pods->pdata[i])->id, NULL, ((TaPod *) pods->pdata[i])->name);
  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      if (!household || g_str_equal (household, ta_household_item_get_id (item)))
        add_choice (self, NULL, ta_household_item_get_id (item), ta_household_item_get_name (item));
    }
}

static GtkWidget *
make_whose (TaCalendarExport *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GtkWidget *row;

  for (guint i = 0; i < self->choices->len; i++)
    g_ptr_array_add (names, ((Choice *) self->choices->pdata[i])->name);
  row = ta_form_choice (_ ("Of"), names, 0);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (row), self->choices->len > 10);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  return row;
}

GtkWidget *
ta_calendar_export_new (TaContext *context, const char *household)
{
  TaCalendarExport *self = g_object_new (TA_TYPE_CALENDAR_EXPORT, NULL);
  GtkWidget *save = adw_button_row_new ();
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();

  self->context = g_object_ref (context);
  collect_choices (self, household);
  self->whose = ta_form_add_row (GTK_WIDGET (self), make_whose (self));
  self->person = ta_form_add_row (GTK_WIDGET (self), ta_form_choice (_ ("For"), nobody, 0));
  self->drafts = ta_form_add_row (GTK_WIDGET (self), ta_form_switch (_ ("With turns that are not published"), FALSE));
  gtk_widget_set_visible (self->whose, household == NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (save), _ ("Save Calendar…"));
  ta_form_add_row (GTK_WIDGET (self), save);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Calendar (.ics)"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("Turns of the last four weeks and the coming half year, for the calendar of a phone or a computer: when, what, who, and how many "
                                            "portions for whom. No diet, allergy, address or telephone number leaves with it. Taken over again, it puts right what has changed."));
  g_signal_connect_object (save, "activated", G_CALLBACK (choose_file), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->whose, "notify::selected", G_CALLBACK (whose_changed), self, G_CONNECT_SWAPPED);
  whose_changed (self);
  return GTK_WIDGET (self);
}

void
ta_calendar_export_present (TaContext *context, const char *household, GtkWidget *parent)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *page = adw_preferences_page_new ();
  TaHouseholdItem *item = ta_context_find_household (context, household);

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (ta_calendar_export_new (context, household)));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), overlay);
  adw_dialog_set_title (dialog, item ? ta_household_item_get_name (item) : _ ("Calendar"));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 480);
  adw_dialog_present (dialog, parent);
}

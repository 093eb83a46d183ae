/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-columns.h"

#include "ta-form.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TaImportColumns
{
  AdwNavigationPage parent_instance;

  TaImportMapping *mapping; /* borrowed */
  gboolean notes;           /* whether the kind has notes that take what is none of our columns */
  gboolean updating;
  GPtrArray *rows; /* of AdwComboRow, one for each column of the file */
};

G_DEFINE_FINAL_TYPE (TaImportColumns, ta_import_columns, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The choices: skip, add to the notes (where there are any), then our columns. */
static guint
target_to_choice (TaImportColumns *self, int target)
{
  if (target == TA_IMPORT_SKIP)
    return 0;
  if (target == TA_IMPORT_NOTES)
    return self->notes ? 1 : 0;
  return (guint) target + (self->notes ? 2 : 1);
}

static int
choice_to_target (TaImportColumns *self, guint choice)
{
  if (choice == 0)
    return TA_IMPORT_SKIP;
  if (choice == 1 && self->notes)
    return TA_IMPORT_NOTES;
  return (int) choice - (self->notes ? 2 : 1);
}

/* A column that is chosen for one heading is taken from another. */
static void
show_mapping (TaImportColumns *self)
{
  self->updating = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_combo_row_set_selected (g_ptr_array_index (self->rows, i), target_to_choice (self, self->mapping->targets[i]));
  self->updating = FALSE;
}

static void
on_selected (TaImportColumns *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint index;

  if (self->updating || !g_ptr_array_find (self->rows, row, &index))
    return;
  ta_import_mapping_set (self->mapping, index, choice_to_target (self, adw_combo_row_get_selected (row)));
  show_mapping (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
has_notes (TaImportKind kind)
{
  guint count;
  const TaImportColumn *columns = ta_import_kind_columns (kind, &count);

  for (guint i = 0; i < count; i++)
    if (strcmp (columns[i].name, "notes") == 0)
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_choices (TaImportColumns *self)
{
  GPtrArray *choices = g_ptr_array_new ();
  guint count;
  const TaImportColumn *columns = ta_import_kind_columns (self->mapping->kind, &count);

  g_ptr_array_add (choices, (gpointer) _ ("Skip"));
  if (self->notes)
    g_ptr_array_add (choices, (gpointer) _ ("Add to the notes"));
  for (guint i = 0; i < count; i++)
    g_ptr_array_add (choices, (gpointer) _ (columns[i].label));
  return choices;
}

/* What stands in the first row that says anything there: headings alone may mean nothing. */
static const char *
find_example (TaImportFile *file, guint field)
{
  for (guint i = 0; i < MIN (ta_import_file_get_n_lines (file), 20); i++)
    {
      const TaImportLine *line = ta_import_file_get_line (file, i);

      if (field < line->n_fields && *line->fields[field] != '\0')
        return line->fields[field];
    }
  return "";
}

static void
add_rows (TaImportColumns *self, AdwPreferencesGroup *group, TaImportFile *file)
{
  g_autoptr (GPtrArray) choices = list_choices (self);
  guint count;
  const char *const *headings = ta_import_file_get_headings (file, &count);

  for (guint i = 0; i < count; i++)
    {
      GtkWidget *row = ta_form_choice (*headings[i] != '\0' ? headings[i] : _ ("Without a heading"), choices, 0);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), find_example (file, i));
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (group, row);
      g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
    }
}

static void
ta_import_columns_finalize (GObject *object)
{
  g_ptr_array_unref (TA_IMPORT_COLUMNS (object)->rows);
  G_OBJECT_CLASS (ta_import_columns_parent_class)->finalize (object);
}

static void
ta_import_columns_class_init (TaImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_import_columns_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", TA_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_import_columns_init (TaImportColumns *self)
{
  self->rows = g_ptr_array_new ();
}

AdwNavigationPage *
ta_import_columns_new (TaImportFile *file, TaImportMapping *mapping)
{
  TaImportColumns *self = g_object_new (TA_TYPE_IMPORT_COLUMNS, "title", _ ("Columns"), NULL);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  self->mapping = mapping;
  self->notes = has_notes (mapping->kind);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("The columns of the file, and what each of them holds."));
  self->updating = TRUE;
  add_rows (self, ADW_PREFERENCES_GROUP (group), file);
  show_mapping (self);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  return ADW_NAVIGATION_PAGE (self);
}

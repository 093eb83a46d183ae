/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-history-row.h"

#include "ta-history-labels.h"

#include <glib/gi18n.h>
#include <string.h>

/* A whole import is not read field by field. */
#define MAX_FIELDS 120

struct _TaHistoryRow
{
  AdwBin parent_instance;

  TaHistoryItem *item;  /* (nullable) */
  const char *currency; /* interned */
  GPtrArray *shown;     /* (nullable): the details that the grid shows */
  GtkWidget *label;
  GtkWidget *origin;
  GtkWidget *undone;
  GtkWidget *arrow;
  GtkWidget *body;
  GtkWidget *grid_bin;
  GtkWidget *problem;
  GtkWidget *undo_button;
};

G_DEFINE_FINAL_TYPE (TaHistoryRow, ta_history_row, ADW_TYPE_BIN)

enum
{
  SIGNAL_UNDO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- the fields --------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_cell (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_headings (GtkGrid *grid)
{
  gtk_grid_attach (grid, new_cell (_ ("Field"), "caption-heading"), 0, 0, 1, 1);
  gtk_grid_attach (grid, new_cell (_ ("Before"), "caption-heading"), 1, 0, 1, 1);
  gtk_grid_attach (grid, new_cell (_ ("After"), "caption-heading"), 2, 0, 1, 1);
}

static void
add_value (TaHistoryRow *self, GtkGrid *grid, const TaFieldChange *change, const char *value, int column, int line)
{
  g_autofree char *text = ta_history_value_format (change, value, self->currency);

  gtk_grid_attach (grid, new_cell (text, NULL), column, line, 1, 1);
}

/* Of what was made or deleted, fields that hold nothing say nothing. */
static gboolean
says_something (const TaFieldChange *change)
{
  return (change->before != NULL && *change->before != '\0') || (change->after != NULL && *change->after != '\0');
}

static void
add_more (GtkGrid *grid, guint left, int line)
{
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more field", "and %u more fields", left), left);

  if (left > 0)
    gtk_grid_attach (grid, new_cell (text, "dim-label"), 0, line, 3, 1);
}

static void
fill_grid (TaHistoryRow *self, GtkGrid *grid, GPtrArray *details)
{
  const char *row = NULL;
  int line = 1;
  guint i;

  add_headings (grid);
  for (i = 0; i < details->len && line < MAX_FIELDS; i++)
    {
      const TaFieldChange *change = g_ptr_array_index (details, i);

      if (!says_something (change))
        continue;
      if (row == NULL || strcmp (row, change->row) != 0)
        {
          g_autofree char *subject = ta_history_subject_format (change);

          gtk_grid_attach (grid, new_cell (subject, "caption"), 0, line++, 3, 1);
          row = change->row;
        }
      gtk_grid_attach (grid, new_cell (ta_history_field_label (change->field), "dim-label"), 0, line, 1, 1);
      add_value (self, grid, change, change->before, 1, line);
      add_value (self, grid, change, change->after, 2, line++);
    }
  add_more (grid, details->len - i, line);
}

static void
show_details (TaHistoryRow *self)
{
  GPtrArray *details = ta_history_item_get_details (self->item);
  GtkWidget *grid;

  if (details == NULL || details == self->shown)
    return;
  grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  fill_grid (self, GTK_GRID (grid), details);
  adw_bin_set_child (ADW_BIN (self->grid_bin), grid);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (details);
}

/* ---- the row ------------------------------------------------------------------------------------------------------------------------ */

static void
update_head (TaHistoryRow *self)
{
  const TaHistoryEntry *entry = ta_history_item_get (self->item);
  g_autofree char *time = ta_minutes_format (ta_history_item_get_time (self->item));
  g_autofree char *who = ta_history_origin_format (entry);
  g_autofree char *text = *who != '\0' ? g_strdup_printf ("%s · %s", time, who) : g_strdup (time);

  gtk_label_set_label (GTK_LABEL (self->label), entry->label);
  gtk_label_set_label (GTK_LABEL (self->origin), text);
  gtk_widget_set_visible (self->undone, entry->reverted_by != 0);
  if (entry->reverted_by != 0)
    gtk_widget_add_css_class (self->label, "dim-label");
  else
    gtk_widget_remove_css_class (self->label, "dim-label");
}

static void
update (TaHistoryRow *self)
{
  const TaHistoryEntry *entry = ta_history_item_get (self->item);
  const char *failure = ta_history_item_get_problem (self->item);
  const char *problem = failure == NULL && entry->taken_out ? _ ("A person was removed from this, so it cannot be undone.") : failure;
  gboolean open = ta_history_item_is_open (self->item);

  update_head (self);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_visible (self->body, open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
  gtk_widget_set_css_classes (self->problem, (const char *[]) { failure != NULL ? "error" : "dim-label", NULL });
  gtk_widget_set_sensitive (self->undo_button, entry->reverted_by == 0 && !entry->taken_out);
  if (open)
    show_details (self);
}

static void
drop_item (TaHistoryRow *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_clear_object (&self->item);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  if (self->grid_bin != NULL)
    adw_bin_set_child (ADW_BIN (self->grid_bin), NULL);
}

void
ta_history_row_set_item (TaHistoryRow *self, TaHistoryItem *item, const char *currency)
{
  g_return_if_fail (TA_IS_HISTORY_ROW (self));
  drop_item (self);
  if (item == NULL)
    return;
  self->item = g_object_ref (item);
  self->currency = g_intern_string (currency);
  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
on_undo (TaHistoryRow *self)
{
  if (self->item != NULL)
    g_signal_emit (self, signals[SIGNAL_UNDO], 0, self->item);
}

/* ---- construction ------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_head (TaHistoryRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->label = new_cell (NULL, NULL);
  self->origin = new_cell (NULL, "caption");
  gtk_widget_add_css_class (self->origin, "dim-label");
  self->undone = gtk_label_new (_ ("Undone"));
  gtk_widget_add_css_class (self->undone, "status-pill");
  gtk_widget_set_valign (self->undone, GTK_ALIGN_CENTER);
  self->arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");
  gtk_box_append (GTK_BOX (texts), self->label);
  gtk_box_append (GTK_BOX (texts), self->origin);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), self->arrow);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), self->undone);
  return box;
}

static GtkWidget *
new_body (TaHistoryRow *self)
{
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->grid_bin = adw_bin_new ();
  self->problem = new_cell (NULL, "error");
  self->undo_button = gtk_button_new_with_mnemonic (_ ("_Undo This"));
  gtk_widget_set_halign (self->undo_button, GTK_ALIGN_START);
  g_signal_connect_object (self->undo_button, "clicked", G_CALLBACK (on_undo), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->body), self->grid_bin);
  gtk_box_append (GTK_BOX (self->body), self->problem);
  gtk_box_append (GTK_BOX (self->body), self->undo_button);
  gtk_widget_set_margin_start (self->body, 28);
  gtk_widget_set_margin_bottom (self->body, 6);
  return self->body;
}

static void
ta_history_row_dispose (GObject *object)
{
  drop_item (TA_HISTORY_ROW (object));
  TA_HISTORY_ROW (object)->grid_bin = NULL;
  G_OBJECT_CLASS (ta_history_row_parent_class)->dispose (object);
}

static void
ta_history_row_class_init (TaHistoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_history_row_dispose;
  signals[SIGNAL_UNDO] = g_signal_new ("undo", TA_TYPE_HISTORY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, TA_TYPE_HISTORY_ITEM);
}

static void
ta_history_row_init (TaHistoryRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_box_append (GTK_BOX (box), new_head (self));
  gtk_box_append (GTK_BOX (box), new_body (self));
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
ta_history_row_new (void)
{
  return g_object_new (TA_TYPE_HISTORY_ROW, NULL);
}

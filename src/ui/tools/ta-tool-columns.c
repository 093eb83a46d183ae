/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tool-columns.h"

#include "ta-row-slot.h"
#include "ta-text-cell.h"
#include "ta-tool-item.h"
#include "ta-tool-thumbnail.h"

#include <glib/gi18n.h>

typedef GtkWidget *(*BuildFunc) (void);
typedef void (*ShowFunc) (GtkWidget *child, TaToolItem *item);

/* What one kind of cell is made of. */
typedef struct
{
  BuildFunc build;
  ShowFunc show;
} Cell;

static void
on_slot_changed (TaRowSlot *slot, GtkWidget *child)
{
  const Cell *cell = g_object_get_data (G_OBJECT (child), "cell");
  TaToolItem *item = ta_row_slot_get_item (slot);

  /* The row is about to go. */
  gtk_widget_set_opacity (child, item != NULL ? 1 : 0);
  if (item != NULL)
    cell->show (child, item);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *list_item, const Cell *cell)
{
  GtkWidget *child = cell->build ();

  g_object_set_data (G_OBJECT (child), "cell", (gpointer) cell);
  g_object_set_data (G_OBJECT (child), "list-item", list_item);
  gtk_list_item_set_child (list_item, child);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *list_item, const Cell *cell)
{
  TaRowSlot *slot = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_list_item_get_child (list_item);

  g_signal_connect_object (slot, "changed", G_CALLBACK (on_slot_changed), child, G_CONNECT_DEFAULT);
  on_slot_changed (slot, child);
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *list_item, const Cell *cell)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), on_slot_changed, gtk_list_item_get_child (list_item));
}

static GtkListItemFactory *
new_factory (const Cell *cell)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), (gpointer) cell);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), (gpointer) cell);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), (gpointer) cell);
  return factory;
}

static GtkWidget *
build_label (void)
{
  return ta_text_cell_new (TA_TEXT_PLAIN);
}

static GtkWidget *
build_dim_label (void)
{
  GtkWidget *label = build_label ();

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
build_number (void)
{
  GtkWidget *label = ta_text_cell_new (TA_TEXT_NUMBERS);

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
build_thumbnail (void)
{
  return ta_tool_thumbnail_new (32);
}

static GtkWidget *
build_pill (void)
{
  GtkWidget *label = ta_text_cell_new (TA_TEXT_PILL);

  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "status-pill");
  return label;
}

static void
show_thumbnail (GtkWidget *child, TaToolItem *item)
{
  ta_tool_thumbnail_set_paintable (child, ta_tool_item_get_thumbnail (item));
}

static void
show_number (GtkWidget *child, TaToolItem *item)
{
  ta_text_cell_set_text (TA_TEXT_CELL (child), ta_tool_item_get_number (item));
}

static void
show_name (GtkWidget *child, TaToolItem *item)
{
  ta_text_cell_set_text (TA_TEXT_CELL (child), ta_tool_item_get_name (item));
}

static void
show_category (GtkWidget *child, TaToolItem *item)
{
  ta_text_cell_set_text (TA_TEXT_CELL (child), ta_tool_item_get_category (item));
}

static void
show_owner (GtkWidget *child, TaToolItem *item)
{
  ta_text_cell_set_text (TA_TEXT_CELL (child), ta_tool_item_get_owner (item));
}

static void
show_status (GtkWidget *child, TaToolItem *item)
{
  const char *css_class = ta_tool_availability_css_class (ta_tool_item_get_availability (item));
  const char *classes[] = { "status-pill", css_class, NULL };

  if (g_strcmp0 (ta_text_cell_get_text (TA_TEXT_CELL (child)), ta_tool_item_get_status_label (item)) == 0)
    return;
  ta_text_cell_set_text (TA_TEXT_CELL (child), ta_tool_item_get_status_label (item));
  gtk_widget_set_css_classes (child, classes);
}

static void
show_due (GtkWidget *child, TaToolItem *item)
{
  ta_text_cell_set_text (TA_TEXT_CELL (child), ta_tool_item_get_due_text (item));
  if (ta_tool_item_get_availability (item) == TA_TOOL_IS_OVERDUE)
    gtk_widget_add_css_class (child, "error");
  else
    gtk_widget_remove_css_class (child, "error");
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  int (*func) (TaToolItem *a, TaToolItem *b) = data;
  int order = func ((TaToolItem *) a, (TaToolItem *) b);

  return order != 0 ? order : ta_tool_item_compare_numbers ((TaToolItem *) a, (TaToolItem *) b);
}

static const struct
{
  const char *title;
  Cell cell;
  int (*compare) (TaToolItem *a, TaToolItem *b); /* (nullable) */
  int width;                                     /* -1: what it needs */
  gboolean expand;
} columns[] = {
  { "", { build_thumbnail, show_thumbnail }, NULL, -1, FALSE },
  { N_ ("No."), { build_number, show_number }, ta_tool_item_compare_numbers, 66, FALSE },
  { N_ ("Name"), { build_label, show_name }, ta_tool_item_compare_names, -1, TRUE },
  { N_ ("Category"), { build_dim_label, show_category }, ta_tool_item_compare_categories, 116, FALSE },
  { N_ ("Owner"), { build_dim_label, show_owner }, ta_tool_item_compare_owners, 96, FALSE },
  { N_ ("Status"), { build_pill, show_status }, ta_tool_item_compare_status, 104, FALSE },
  { N_ ("Due"), { build_label, show_due }, ta_tool_item_compare_due, 78, FALSE },
};

static GtkColumnViewColumn *
new_column (guint index)
{
  const char *title = *columns[index].title != '\0' ? _ (columns[index].title) : "";
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, new_factory (&columns[index].cell));

  gtk_column_view_column_set_expand (column, columns[index].expand);
  gtk_column_view_column_set_fixed_width (column, columns[index].width);
  gtk_column_view_column_set_resizable (column, columns[index].compare != NULL);
  if (columns[index].compare != NULL)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, (gpointer) columns[index].compare, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  return column;
}

/* Hides the columns of @first and, if not NULL, of @second. */
static void
add_breakpoint (GtkColumnView *view, AdwBreakpointBin *bin, double width, int (*first) (TaToolItem *, TaToolItem *), int (*second) (TaToolItem *, TaToolItem *))
{
  AdwBreakpoint *breakpoint = adw_breakpoint_new (adw_breakpoint_condition_new_length (ADW_BREAKPOINT_CONDITION_MAX_WIDTH, width, ADW_LENGTH_UNIT_SP));
  GListModel *model = gtk_column_view_get_columns (view);
  g_auto (GValue) hidden = G_VALUE_INIT;

  g_value_init (&hidden, G_TYPE_BOOLEAN);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GObject) column = g_list_model_get_item (model, i);

      if (columns[i].compare != NULL && (columns[i].compare == first || columns[i].compare == second))
        adw_breakpoint_add_setter (breakpoint, column, "visible", &hidden);
    }
  adw_breakpoint_bin_add_breakpoint (bin, breakpoint);
}

void
ta_tool_columns_add (GtkColumnView *view, AdwBreakpointBin *bin)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = new_column (i);

      gtk_column_view_append_column (view, column);
      if (columns[i].compare == ta_tool_item_compare_numbers)
        gtk_column_view_sort_by_column (view, column, GTK_SORT_ASCENDING);
    }
  add_breakpoint (view, bin, 660, ta_tool_item_compare_owners, NULL);
  add_breakpoint (view, bin, 570, ta_tool_item_compare_owners, ta_tool_item_compare_categories);
}

/* The parts of a row of two lines. */
typedef struct
{
  GtkWidget *thumbnail;
  GtkWidget *name;
  GtkWidget *about;
  GtkWidget *status;
  GtkWidget *due;
} Row;

static GtkWidget *
append (GtkWidget *box, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (box), child);
  return child;
}

static GtkWidget *
build_row (void)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines, *end;

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  row->thumbnail = append (box, ta_tool_thumbnail_new (44));
  lines = append (box, gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  row->name = append (lines, build_label ());
  row->about = append (lines, ta_text_cell_new (TA_TEXT_CAPTION));
  gtk_widget_add_css_class (row->about, "dim-label");
  end = append (box, gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_set_valign (end, GTK_ALIGN_CENTER);
  row->status = append (end, build_pill ());
  gtk_widget_set_halign (row->status, GTK_ALIGN_END);
  row->due = append (end, ta_text_cell_new (TA_TEXT_CAPTION));
  ta_text_cell_set_align (TA_TEXT_CELL (row->due), 1);
  gtk_widget_set_size_request (row->due, 64, -1);
  g_object_set_data_full (G_OBJECT (box), "row", row, g_free);
  return box;
}

static void
show_row (GtkWidget *child, TaToolItem *item)
{
  Row *row = g_object_get_data (G_OBJECT (child), "row");
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *number = NULL;
  g_autofree char *about = NULL;

  if (*ta_tool_item_get_number (item) != '\0')
    g_ptr_array_add (words, number = g_strdup_printf (_ ("No. %s"), ta_tool_item_get_number (item)));
  if (*ta_tool_item_get_category (item) != '\0')
    g_ptr_array_add (words, (gpointer) ta_tool_item_get_category (item));
  g_ptr_array_add (words, (gpointer) ta_tool_item_get_owner (item));
  g_ptr_array_add (words, NULL);
  about = g_strjoinv (" · ", (char **) words->pdata);
  show_thumbnail (row->thumbnail, item);
  show_name (row->name, item);
  ta_text_cell_set_text (TA_TEXT_CELL (row->about), about);
  show_status (row->status, item);
  show_due (row->due, item);
  gtk_widget_set_visible (row->due, *ta_tool_item_get_due_text (item) != '\0');
}

GtkListItemFactory *
ta_tool_rows_factory_new (void)
{
  static const Cell cell = { build_row, show_row };

  return new_factory (&cell);
}

static guint
find_position (GtkWidget *widget)
{
  GtkListItem *list_item = g_object_get_data (G_OBJECT (widget), "list-item");

  if (list_item != NULL)
    return gtk_list_item_get_position (list_item);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      guint position = find_position (child);

      if (position != GTK_INVALID_LIST_POSITION)
        return position;
    }
  return GTK_INVALID_LIST_POSITION;
}

guint
ta_tool_columns_position_of (GtkWidget *widget)
{
  guint position = GTK_INVALID_LIST_POSITION;

  /* The pointer may be on a cell, on what is in it, or on the row around them; beyond the row are the others. */
  for (; widget != NULL && position == GTK_INVALID_LIST_POSITION; widget = gtk_widget_get_parent (widget))
    {
      if (GTK_IS_COLUMN_VIEW (widget) || GTK_IS_LIST_BASE (widget) || GTK_IS_SCROLLABLE (widget))
        break;
      position = find_position (widget);
    }
  return position;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-place.h"

struct _TaPlace
{
  double scroll;
  GArray *path; /* of guint: which child at each level, from the page down to the focus; empty: the focus is elsewhere */
};

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = NULL;

  if (GTK_IS_SCROLLED_WINDOW (widget))
    return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_adjustment (child);
  return found;
}

static guint
child_index (GtkWidget *widget)
{
  guint index = 0;

  while ((widget = gtk_widget_get_prev_sibling (widget)) != NULL)
    index++;
  return index;
}

static GtkWidget *
nth_child (GtkWidget *widget, guint index)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL && index-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

TaPlace *
ta_place_remember (GtkWidget *page)
{
  TaPlace *place = g_new0 (TaPlace, 1);
  GtkAdjustment *adjustment = find_adjustment (page);
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  place->scroll = adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
  place->path = g_array_new (FALSE, FALSE, sizeof (guint));
  if (focus == NULL || !gtk_widget_is_ancestor (focus, page))
    return place;
  for (; focus != page; focus = gtk_widget_get_parent (focus))
    {
      guint index = child_index (focus);

      g_array_prepend_val (place->path, index);
    }
  return place;
}

static void
restore_focus (TaPlace *place, GtkWidget *page)
{
  GtkWidget *widget = page;

  for (guint i = 0; i < place->path->len; i++)
    {
      GtkWidget *child = nth_child (widget, g_array_index (place->path, guint, i));

      if (child == NULL)
        break;
      widget = child;
    }
  while (widget != page && !gtk_widget_grab_focus (widget))
    widget = gtk_widget_get_parent (widget);
}

void
ta_place_restore (TaPlace *place, GtkWidget *page)
{
  GtkAdjustment *adjustment = find_adjustment (page);

  if (place->path->len > 0)
    restore_focus (place, page);
  /* Last, since what gets the focus is scrolled to, and nothing of it has its place yet. */
  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, place->scroll);
  g_array_unref (place->path);
  g_free (place);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-shortcuts-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *group; /* begins a new one where it is set */
  const char *accelerator;
  const char *title;
} Shortcut;

static const Shortcut shortcuts[] = {
  { N_ ("Everywhere"), "<Ctrl>z", N_ ("Undo") },
  { NULL, "<Ctrl><Shift>z", N_ ("Redo") },
  { NULL, "<Alt>1", N_ ("Go to the first page, and so on") },
  { NULL, "<Ctrl>f", N_ ("Search on this page") },
  { NULL, "<Ctrl>i", N_ ("Import a list") },
  { NULL, "<Ctrl>e", N_ ("Export a list") },
  { NULL, "F10", N_ ("Main menu") },
  { NULL, "<Ctrl>question", N_ ("These shortcuts") },
  { NULL, "<Ctrl>w", N_ ("Close the window") },
  { NULL, "<Ctrl>q", N_ ("Quit") },
  { N_ ("Rota"), "Page_Up", N_ ("Week or month before") },
  { NULL, "Page_Down", N_ ("Week or month after") },
  { NULL, "t", N_ ("Go to today") },
  { NULL, "w", N_ ("Show a week") },
  { NULL, "m", N_ ("Show a month") },
  { NULL, "n", N_ ("New turn on this day") },
  { NULL, "<Ctrl>l", N_ ("Plan turns") },
  { NULL, "<Ctrl><Shift>p", N_ ("Publish turns") },
  { NULL, "<Ctrl>p", N_ ("Print the week or the month") },
  { NULL, "<Ctrl><Shift>c", N_ ("I can’t come: find somebody for the turn") },
  { NULL, "Return", N_ ("Open the turn") },
  { NULL, "<Alt>Right", N_ ("Move the turn a day on") },
  { NULL, "<Alt>Left", N_ ("Move the turn a day back") },
  { NULL, "x", N_ ("Mark the turn, then swap it with another") },
  { NULL, "Menu", N_ ("Give the turn to another household, change its state") },
  { NULL, "Delete", N_ ("Delete the turn") },
  { N_ ("Delivery round"), "<Ctrl>Up", N_ ("Move the door up") },
  { NULL, "<Ctrl>Down", N_ ("Move the door down") },
  { N_ ("Map"), "Return", N_ ("Set the household down, while it is being placed") },
  { NULL, "Escape", N_ ("Leave it where it was") },
  { N_ ("Households"), "<Ctrl>n", N_ ("New household") },
  { NULL, "<Ctrl><Shift>n", N_ ("New application") },
  { N_ ("Tools"), "<Ctrl>n", N_ ("New tool") },
  { NULL, "l", N_ ("Lend the tool") },
  { NULL, "r", N_ ("Take the tool back") },
  { NULL, "Delete", N_ ("Delete the tool") },
};

static GtkWidget *
keys_widget (const char *accelerator)
{
  g_autofree char *label = NULL;
  GtkWidget *keys;
  guint key;
  GdkModifierType modifiers;

  gtk_accelerator_parse (accelerator, &key, &modifiers);
  label = gtk_accelerator_get_label (key, modifiers);
  keys = gtk_label_new (label);
  gtk_widget_add_css_class (keys, "dim-label");
  gtk_widget_add_css_class (keys, "numeric");
  return keys;
}

static GtkWidget *
shortcut_row (const Shortcut *shortcut)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (shortcut->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys_widget (shortcut->accelerator));
  return row;
}

AdwDialog *
ta_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].group != NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (shortcuts[i].group));
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), shortcut_row (&shortcuts[i]));
    }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Keyboard Shortcuts"));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 640);
  return dialog;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-form.h"

#include <glib/gi18n.h>

GtkWidget *
ta_form_entry (const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  return row;
}

GtkWidget *
ta_form_spin (const char *title, double minimum, double maximum, double step, double value, guint digits)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (value, minimum, maximum, step, step * 10, 0);

  /* With its own role the row hides what is in it from assistive technology. */
  return g_object_new (ADW_TYPE_SPIN_ROW, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "title", title,
                       "adjustment", adjustment, "digits", digits, NULL);
}

GtkWidget *
ta_form_switch (const char *title, gboolean active)
{
  return g_object_new (ADW_TYPE_SWITCH_ROW, "title", title, "active", active, NULL);
}

GtkWidget *
ta_form_codes (const char *title, const TaCode *table, int value)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (int i = 0; i < ta_code_count (table); i++)
    g_ptr_array_add (labels, (gpointer) ta_code_label (table, i));
  return ta_form_choice (title, labels, (guint) value);
}

int
ta_form_get_code (GtkWidget *combo)
{
  return (int) adw_combo_row_get_selected (ADW_COMBO_ROW (combo));
}

GtkWidget *
ta_form_choice (const char *title, GPtrArray *labels, guint selected)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    gtk_string_list_append (model, g_ptr_array_index (labels, i));
  /* A title may be what somebody typed, an allergen for one. */
  return g_object_new (ADW_TYPE_COMBO_ROW, "use-markup", FALSE, "title", title, "model", model, "selected", selected, NULL);
}

GtkWidget *
ta_form_text (const char *title, const char *text)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "title", title, "activatable", FALSE, "focusable", FALSE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *view = gtk_text_view_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_add_css_class (view, "inline");
  gtk_widget_set_size_request (view, -1, 66);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text != NULL ? text : "", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), view);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "text-view", view);
  g_object_set_data (G_OBJECT (row), "head", head);
  return row;
}

void
ta_form_text_add_mark (GtkWidget *row, GtkWidget *mark)
{
  gtk_box_append (GTK_BOX (g_object_get_data (G_OBJECT (row), "head")), mark);
}

char *
ta_form_get_text (GtkWidget *row)
{
  GtkWidget *view = g_object_get_data (G_OBJECT (row), "text-view");
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  if (view == NULL)
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

gboolean
ta_form_mark (GtkWidget *row, gboolean valid)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (valid)
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
  if (!valid)
    gtk_widget_grab_focus (row);
  return valid;
}

void
ta_form_describe (GtkWidget *page, const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  if (ADW_IS_PREFERENCES_PAGE (page))
    adw_preferences_page_set_description (ADW_PREFERENCES_PAGE (page), escaped != NULL ? escaped : "");
  else if (ADW_IS_PREFERENCES_GROUP (page))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (page), escaped);
  else
    adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
}

void
ta_form_say_problem (GtkWidget *label, GtkWidget *page, const char *sentence)
{
  gtk_label_set_label (GTK_LABEL (label), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (label, sentence != NULL);
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (page), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

GtkWidget *
ta_form_add_group (GtkWidget *page, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  /* A group takes its title for markup, and it may name a pod. */
  g_autofree char *escaped = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  if (escaped != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return group;
}

GtkWidget *
ta_form_add_row (GtkWidget *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

AdwBreakpoint *
ta_form_add_narrow (AdwDialog *dialog)
{
  AdwBreakpoint *narrow = adw_breakpoint_new (adw_breakpoint_condition_parse ("max-width: 270sp"));

  gtk_widget_set_size_request (GTK_WIDGET (dialog), 300, 150);
  adw_dialog_add_breakpoint (dialog, narrow);
  return narrow;
}

void
ta_form_fold_title (AdwBreakpoint *narrow, GtkWidget *view, GtkWidget *header, const char *title)
{
  GtkWidget *label = gtk_label_new (title);
  g_auto (GValue) yes = G_VALUE_INIT;
  g_auto (GValue) no = G_VALUE_INIT;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_widget_set_visible (label, FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), label);
  g_value_init (&yes, G_TYPE_BOOLEAN);
  g_value_set_boolean (&yes, TRUE);
  g_value_init (&no, G_TYPE_BOOLEAN);
  adw_breakpoint_add_setter (narrow, G_OBJECT (label), "visible", &yes);
  adw_breakpoint_add_setter (narrow, G_OBJECT (header), "show-title", &no);
}

AdwDialog *
ta_form_dialog (const char *title, const char *action_label, GtkWidget *content, GtkWidget **button)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));
  GtkWidget *accept = gtk_button_new_with_mnemonic (action_label);

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), accept);
  gtk_widget_add_css_class (accept, "suggested-action");
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (adw_dialog_close), dialog, G_CONNECT_SWAPPED);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  ta_form_fold_title (ta_form_add_narrow (dialog), view, header, title);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), content);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_default_widget (dialog, accept);
  *button = accept;
  return dialog;
}

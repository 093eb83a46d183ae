/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tool-dialog.h"

#include "ta-form.h"
#include "ta-money.h"
#include "ta-photo-group.h"
#include "ta-tool-commands.h"
#include "ta-tool-form.h"
#include "ta-tool-table.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context;    /* owned */
  TaTool *tool;          /* owned: what is edited */
  GPtrArray *categories; /* of TaCategory */
  gboolean is_new;
  AdwDialog *dialog; /* borrowed, as are all below */
  GtkWidget *save;
  GtkWidget *banner;
  GtkWidget *name;
  GtkWidget *number;
  GtkWidget *brand;
  GtkWidget *category;
  GtkWidget *owner;
  GtkWidget *location;
  GtkWidget *value;
  GtkWidget *condition;
  GtkWidget *status;
  GtkWidget *notes;
  GtkWidget *photos;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->context);
  ta_tool_free (form->tool);
  g_ptr_array_unref (form->categories);
  g_free (form);
}

static const char *
get_currency (Form *form)
{
  const TaCollective *collective = ta_context_get_collective (form->context);

  return collective != NULL ? collective->currency : "";
}

static gboolean
take_value (Form *form)
{
  g_autofree char *text = ta_form_get_text (form->value);
  gint64 minor = -1;
  gboolean valid = *text == '\0' || (ta_money_parse (text, get_currency (form), &minor) && minor >= 0);

  if (valid)
    {
      gtk_widget_remove_css_class (form->value, "error");
      form->tool->value = minor;
      return TRUE;
    }
  gtk_widget_add_css_class (form->value, "error");
  gtk_widget_grab_focus (form->value);
  ta_tool_form_say (form->banner, _ ("The value is not understood. Write an amount such as 1250."));
  return FALSE;
}

static void
take_text (GtkWidget *row, char **field)
{
  g_autofree char *text = ta_form_get_text (row);

  ta_set_text (field, text);
}

static gboolean
take_form (Form *form)
{
  TaTool *tool = form->tool;

  if (!ta_photo_group_is_settled (TA_PHOTO_GROUP (form->photos)))
    {
      ta_tool_form_say (form->banner, _ ("A photo is still being read. Try again in a moment."));
      return FALSE;
    }
  if (!take_value (form))
    return FALSE;
  take_text (form->name, &tool->name);
  take_text (form->number, &tool->number);
  take_text (form->brand, &tool->brand);
  take_text (form->location, &tool->location);
  take_text (form->notes, &tool->notes);
  g_set_str (&tool->owner, ta_tool_form_get_household (form->owner));
  tool->condition = (TaCondition) ta_form_get_code (form->condition);
  tool->status = (TaToolStatus) ta_form_get_code (form->status);
  g_clear_pointer (&tool->photos, g_ptr_array_unref);
  tool->photos = ta_photo_group_collect (TA_PHOTO_GROUP (form->photos));
  return TRUE;
}

static void
update_save (Form *form)
{
  g_autofree char *name = ta_form_get_text (form->name);

  gtk_widget_set_sensitive (form->save, *name != '\0');
}

static void
on_saved (const GError *error, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Form *form = g_object_get_data (G_OBJECT (dialog), "form");

  update_save (form);
  if (error != NULL)
    {
      ta_tool_form_say (form->banner, error->message);
      return;
    }
  ta_photo_group_keep (TA_PHOTO_GROUP (form->photos));
  adw_dialog_close (dialog);
}

static void
on_save (Form *form)
{
  g_autofree char *category = ta_form_get_text (form->category);
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  if (!take_form (form))
    return;
  title = ta_tool_title (form->tool->number, form->tool->name);
  label = g_strdup_printf (form->is_new ? _ ("Added %s") : _ ("Changed %s"), title);
  ta_tool_form_say (form->banner, NULL);
  gtk_widget_set_sensitive (form->save, FALSE);
  ta_tool_commands_save (form->context, label, ta_tool_copy (form->tool), category, on_saved, g_object_ref (form->dialog));
}

/* A photo may still be read when the dialog is gone. */
static void
on_photo_failed (AdwDialog *dialog, const char *message)
{
  Form *form = g_object_get_data (G_OBJECT (dialog), "form");

  ta_tool_form_say (form->banner, message);
}

static void
on_category_picked (GtkWidget *button, GtkWidget *row)
{
  gtk_editable_set_text (GTK_EDITABLE (row), gtk_button_get_label (GTK_BUTTON (button)));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

static GtkWidget *
new_suggestions (Form *form, GtkWidget *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *popover = gtk_popover_new ();

  for (guint i = 0; i < form->categories->len; i++)
    {
      TaCategory *category = g_ptr_array_index (form->categories, i);
      GtkWidget *button = gtk_button_new_with_label (category->name);

      gtk_widget_add_css_class (button, "flat");
      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_category_picked), row, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  return popover;
}

static const char *
category_name (Form *form)
{
  for (guint i = 0; i < form->categories->len; i++)
    {
      TaCategory *category = g_ptr_array_index (form->categories, i);

      if (g_strcmp0 (category->id, form->tool->category) == 0)
        return category->name;
    }
  return "";
}

/* While the beginning of a known category is typed, the rest of it stands there selected: typing on replaces it. */
static void
on_category_inserted (GtkEditable *editable, const char *text, int length, int *position, Form *form)
{
  g_autofree char *typed = g_utf8_casefold (gtk_editable_get_text (editable), -1);
  glong n_typed = g_utf8_strlen (gtk_editable_get_text (editable), -1);

  if (*position != n_typed || length > 4)
    return;
  for (guint i = 0; i < form->categories->len; i++)
    {
      TaCategory *category = g_ptr_array_index (form->categories, i);
      g_autofree char *folded = g_utf8_casefold (category->name, -1);

      if (!g_str_has_prefix (folded, typed) || g_utf8_strlen (category->name, -1) <= n_typed)
        continue;
      g_signal_handlers_block_by_func (editable, on_category_inserted, form);
      gtk_editable_insert_text (editable, g_utf8_offset_to_pointer (category->name, n_typed), -1, position);
      g_signal_handlers_unblock_by_func (editable, on_category_inserted, form);
      *position = (int) n_typed;
      gtk_editable_select_region (editable, (int) n_typed, -1);
      return;
    }
}

static GtkWidget *
category_row (Form *form)
{
  GtkWidget *row = ta_form_entry (_ ("Category"), category_name (form));
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "pan-down-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), new_suggestions (form, row));
  gtk_widget_set_tooltip_text (button, _ ("Choose a Category"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_visible (button, form->categories->len > 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_signal_connect_after (gtk_editable_get_delegate (GTK_EDITABLE (row)), "insert-text", G_CALLBACK (on_category_inserted), form);
  return row;
}

static void
build (Form *form, GtkWidget *page)
{
  TaTool *tool = form->tool;
  g_autofree char *value = tool->value >= 0 ? ta_money_to_text (tool->value, get_currency (form)) : NULL;
  g_autofree char *value_title = g_strdup_printf (_ ("Value in %s"), get_currency (form));
  GtkWidget *group = ta_form_add_group (page, NULL);

  form->name = ta_form_add_row (group, ta_form_entry (_ ("Name"), tool->name));
  form->number = ta_form_add_row (group, ta_form_entry (_ ("Number"), tool->number));
  form->category = ta_form_add_row (group, category_row (form));
  form->brand = ta_form_add_row (group, ta_form_entry (_ ("Brand"), tool->brand));
  form->photos = ta_photo_group_new (ta_store_get_photo_dir (ta_context_get_store (form->context)), tool->photos);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (form->photos));
  group = ta_form_add_group (page, NULL);
  form->owner = ta_form_add_row (group, ta_tool_form_household (form->context, _ ("Owner"), _ ("The pod"), tool->owner));
  form->location = ta_form_add_row (group, ta_form_entry (_ ("Where it is kept"), tool->location));
  form->value = ta_form_add_row (group, ta_form_entry (value_title, value));
  form->condition = ta_form_add_row (group, ta_form_codes (_ ("Condition"), ta_condition_codes, (int) tool->condition));
  form->status = ta_form_add_row (group, ta_form_codes (_ ("Status"), ta_tool_status_codes, (int) tool->status));
  form->notes = ta_form_add_row (ta_form_add_group (page, NULL), ta_form_text (_ ("Notes"), tool->notes));
}

/* What the form is filled with. */
typedef struct
{
  char *id; /* (nullable) */
  TaTool *tool;
  GPtrArray *categories;
  TaContext *context; /* owned; main thread */
  GtkWidget *parent;  /* weak */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->id);
  g_clear_pointer (&opening->tool, ta_tool_free);
  g_clear_pointer (&opening->categories, g_ptr_array_unref);
  g_clear_object (&opening->context);
  g_clear_weak_pointer (&opening->parent);
  g_free (opening);
}

static TaTool *
read_or_make (TaDatabase *database, const char *id, GError **error)
{
  TaTool *tool;

  if (id != NULL)
    return ta_tool_table_get (database, id, error);
  tool = ta_tool_new ("");
  g_free (tool->number);
  tool->number = ta_tool_table_next_number (database, error);
  if (tool->number == NULL)
    g_clear_pointer (&tool, ta_tool_free);
  return tool;
}

static gpointer
read_form (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Opening *filled = g_new0 (Opening, 1);

  filled->tool = read_or_make (database, data, error);
  if (filled->tool != NULL)
    filled->categories = ta_category_table_list (database, error);
  if (filled->categories == NULL)
    g_clear_pointer (&filled, opening_free);
  return filled;
}

static void
present (Opening *opening, Opening *filled)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();

  form->context = g_object_ref (opening->context);
  form->is_new = opening->id == NULL;
  form->tool = g_steal_pointer (&filled->tool);
  form->categories = g_steal_pointer (&filled->categories);
  build (form, page);
  form->dialog = ta_form_dialog (form->is_new ? _ ("New Tool") : _ ("Edit Tool"), form->is_new ? _ ("_Add") : _ ("_Save"), page, &form->save);
  form->banner = ta_tool_form_add_banner (form->dialog);
  adw_dialog_set_content_height (form->dialog, 720);
  gtk_widget_set_name (GTK_WIDGET (form->dialog), "tool-dialog");
  gtk_widget_set_name (form->name, "tool-name");
  gtk_widget_set_name (form->number, "tool-number");
  gtk_widget_set_name (form->category, "tool-category");
  gtk_widget_set_name (form->value, "tool-value");
  gtk_widget_set_name (form->save, "tool-save");
  gtk_widget_set_name (form->photos, "tool-photos");
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (form->save, "clicked", G_CALLBACK (on_save), form);
  g_signal_connect_swapped (form->name, "changed", G_CALLBACK (update_save), form);
  g_signal_connect_object (form->photos, "failed", G_CALLBACK (on_photo_failed), form->dialog, G_CONNECT_SWAPPED);
  update_save (form);
  adw_dialog_set_focus (form->dialog, form->name);
  adw_dialog_present (form->dialog, opening->parent);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  g_autoptr (GError) error = NULL;
  Opening *filled = ta_store_read_finish (TA_STORE (object), result, &error);

  if (filled == NULL)
    g_signal_emit_by_name (opening->context, "failed", error->message);
  else if (opening->parent != NULL)
    present (opening, filled);
  g_clear_pointer (&filled, opening_free);
  opening_free (opening);
}

void
ta_tool_dialog_present (TaContext *context, const char *id, GtkWidget *parent)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->id = g_strdup (id);
  opening->context = g_object_ref (context);
  g_set_weak_pointer (&opening->parent, parent);
  ta_store_read_async (ta_context_get_store (context), read_form, g_strdup (id), g_free, opening_free, NULL, on_read, opening);
}

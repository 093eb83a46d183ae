/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn-handover.h"

#include "ta-form.h"
#include "ta-handover-table.h"

#include <glib/gi18n.h>

struct _TaTurnHandover
{
  AdwPreferencesGroup parent_instance;

  GCancellable *reading;
  GPtrArray *items; /* of TaChecklistItem, in order */
  GPtrArray *rows;  /* borrowed: a row for each of items */
  GtkWidget *last;
  GtkWidget *add;
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (TaTurnHandover, ta_turn_handover, ADW_TYPE_PREFERENCES_GROUP)

typedef struct
{
  char *note;
  TaDate date;
} Last;

static void
last_free (gpointer data)
{
  Last *last = data;

  g_free (last->note);
  g_free (last);
}

/* The list ------------------------------------------------------------------------------------------------------------------------------- */

static void rebuild (TaTurnHandover *self);

static guint
index_of (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "index"));
}

static void
ticked (TaTurnHandover *self, GtkWidget *check)
{
  TaChecklistItem *item = self->items->pdata[index_of (check)];

  item->done = gtk_check_button_get_active (GTK_CHECK_BUTTON (check));
}

static void
move_up (TaTurnHandover *self, GtkWidget *button)
{
  guint index = index_of (button);

  g_ptr_array_insert (self->items, (int) index - 1, g_ptr_array_steal_index (self->items, index));
  rebuild (self);
  gtk_widget_child_focus (self->rows->pdata[index - 1], GTK_DIR_TAB_FORWARD);
}

static void
drop (TaTurnHandover *self, GtkWidget *button)
{
  g_ptr_array_remove_index (self->items, index_of (button));
  rebuild (self);
  gtk_widget_grab_focus (self->add);
}

/* @label: (transfer full) */
static void
add_button (TaTurnHandover *self, GtkWidget *row, guint index, const char *icon, char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *owned = label;

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, owned);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_widget_set_sensitive (button, index > 0 || clicked != G_CALLBACK (move_up));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (TaTurnHandover *self, guint index)
{
  const TaChecklistItem *item = self->items->pdata[index];
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", item->label, NULL);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), item->done);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, item->label, -1);
  g_object_set_data (G_OBJECT (check), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (check, "toggled", G_CALLBACK (ticked), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  add_button (self, row, index, "go-up-symbolic", g_strdup_printf (_ ("Move %s Up"), item->label), G_CALLBACK (move_up));
  add_button (self, row, index, "user-trash-symbolic", g_strdup_printf (_ ("Remove %s"), item->label), G_CALLBACK (drop));
  return row;
}

/* What is behind the list stays behind it. */
static void
rebuild (TaTurnHandover *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_object_ref (self->add);
  g_object_ref (self->note);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->add);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->note);
  for (guint i = 0; i < self->items->len; i++)
    {
      GtkWidget *row = make_row (self, i);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->add);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->note);
  g_object_unref (self->add);
  g_object_unref (self->note);
}

static void
take_typed (TaTurnHandover *self)
{
  g_autofree char *label = ta_form_get_text (self->add);

  if (*label == '\0')
    return;
  g_ptr_array_add (self->items, ta_checklist_item_new (label));
  gtk_editable_set_text (GTK_EDITABLE (self->add), "");
}

static void
add_typed (TaTurnHandover *self)
{
  take_typed (self);
  rebuild (self);
  gtk_widget_grab_focus (self->add);
}

/* The last note -------------------------------------------------------------------------------------------------------------------------- */

static gpointer
read_last (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  Last *last = g_new0 (Last, 1);

  last->note = ta_handover_table_last (database, data, &last->date, &local_error);
  if (!local_error)
    return last;
  g_propagate_error (error, g_steal_pointer (&local_error));
  last_free (last);
  return NULL;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaTurnHandover) self = data;
  /* Where it cannot be read the form is as good without it. */
  Last *last = ta_store_read_finish (TA_STORE (source), result, NULL);
  g_autofree char *date = last && last->note ? ta_date_format (last->date, TA_DATE_WEEKDAY) : NULL;
  g_autofree char *title = NULL;

  if (date)
    {
      /* Translators: a date: the note that was left then */
      title = g_strdup_printf (_ ("Left on %s"), date);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->last), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->last), last->note);
      gtk_widget_set_visible (self->last, TRUE);
    }
  if (last)
    last_free (last);
}

/* The group ------------------------------------------------------------------------------------------------------------------------------ */

void
ta_turn_handover_apply (TaTurnHandover *self, TaTurn *turn)
{
  g_autofree char *note = ta_form_get_text (self->note);

  g_return_if_fail (TA_IS_TURN_HANDOVER (self));

  take_typed (self);
  ta_set_text (&turn->handover, note);
  g_ptr_array_set_size (turn->checklist, 0);
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (turn->checklist, ta_checklist_item_copy (self->items->pdata[i]));
}

static void
ta_turn_handover_dispose (GObject *object)
{
  TaTurnHandover *self = TA_TURN_HANDOVER (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  G_OBJECT_CLASS (ta_turn_handover_parent_class)->dispose (object);
}

static void
ta_turn_handover_finalize (GObject *object)
{
  g_ptr_array_unref (TA_TURN_HANDOVER (object)->items);
  g_ptr_array_unref (TA_TURN_HANDOVER (object)->rows);
  G_OBJECT_CLASS (ta_turn_handover_parent_class)->finalize (object);
}

static void
ta_turn_handover_class_init (TaTurnHandoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_turn_handover_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_turn_handover_finalize;
}

static void
ta_turn_handover_init (TaTurnHandover *self)
{
  self->reading = g_cancellable_new ();
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_checklist_item_free);
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("To See To and to Hand On"));
  self->last = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "subtitle-selectable", TRUE, "visible", FALSE, "css-classes",
                             (const char *[]) { "property", NULL }, NULL);
  self->add = ta_form_entry (_ ("Something to see to"), "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self->add), FALSE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->add), TRUE);
  g_signal_connect_object (self->add, "apply", G_CALLBACK (add_typed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ta_turn_handover_new (TaContext *context, const TaTurn *turn)
{
  TaTurnHandover *self = g_object_new (TA_TYPE_TURN_HANDOVER, NULL);

  for (guint i = 0; i < turn->checklist->len; i++)
    g_ptr_array_add (self->items, ta_checklist_item_copy (turn->checklist->pdata[i]));
  self->note = ta_form_text (_ ("For who is next"), turn->handover);
  ta_form_add_row (GTK_WIDGET (self), self->last);
  ta_form_add_row (GTK_WIDGET (self), self->add);
  ta_form_add_row (GTK_WIDGET (self), self->note);
  rebuild (self);
  ta_store_read_async (ta_context_get_store (context), read_last, ta_turn_copy (turn), (GDestroyNotify) ta_turn_free, last_free, self->reading, on_read,
                       g_object_ref (self));
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-person-rows.h"

#include "ta-date-row.h"
#include "ta-form.h"

#include <glib/gi18n.h>

struct _TaPersonRows
{
  AdwBin parent_instance;

  GtkWidget *box;   /* borrowed */
  GPtrArray *lines; /* of Line */
};

typedef struct
{
  GtkWidget *name;
  GtkWidget *role;
  GtkWidget *born;
} Line;

G_DEFINE_FINAL_TYPE (TaPersonRows, ta_person_rows, ADW_TYPE_BIN)

static void add_line (TaPersonRows *self, TaPersonRole role, gboolean focus);

static gboolean
is_last (TaPersonRows *self, GtkWidget *name)
{
  Line *last = g_ptr_array_index (self->lines, self->lines->len - 1);

  return last->name == name;
}

static void
on_name_activated (GtkWidget *name, TaPersonRows *self)
{
  if (is_last (self, name) && *gtk_editable_get_text (GTK_EDITABLE (name)) != '\0')
    add_line (self, self->lines->len >= 2 ? TA_ROLE_CHILD : TA_ROLE_ADULT, TRUE);
}

static void
add_line (TaPersonRows *self, TaPersonRole role, gboolean focus)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *label = g_strdup_printf (_ ("Person %u"), self->lines->len + 1);

  line->name = ta_form_entry (_ ("Name"), "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (line->name), FALSE);
  line->role = ta_form_codes (_ ("Counts as"), ta_person_role_codes, (int) role);
  line->born = ta_date_row_new (_ ("Born (optional)"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_list_box_append (GTK_LIST_BOX (list), line->name);
  gtk_list_box_append (GTK_LIST_BOX (list), line->role);
  gtk_list_box_append (GTK_LIST_BOX (list), line->born);
  gtk_box_append (GTK_BOX (self->box), list);
  g_ptr_array_add (self->lines, line);
  g_signal_connect (line->name, "entry-activated", G_CALLBACK (on_name_activated), self);
  if (focus)
    gtk_widget_grab_focus (line->name);
}

static void
on_add_clicked (TaPersonRows *self)
{
  add_line (self, TA_ROLE_CHILD, TRUE);
}

static void
ta_person_rows_finalize (GObject *object)
{
  g_clear_pointer (&TA_PERSON_ROWS (object)->lines, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_person_rows_parent_class)->finalize (object);
}

static void
ta_person_rows_class_init (TaPersonRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_person_rows_finalize;
}

static void
ta_person_rows_init (TaPersonRows *self)
{
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Add _Person"));

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (outer), self->box);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_add_clicked), self);
  gtk_box_append (GTK_BOX (outer), button);
  adw_bin_set_child (ADW_BIN (self), outer);
  add_line (self, TA_ROLE_ADULT, FALSE);
}

GtkWidget *
ta_person_rows_new (void)
{
  return g_object_new (TA_TYPE_PERSON_ROWS, NULL);
}

gboolean
ta_person_rows_collect (TaPersonRows *self, TaHousehold *household)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);
      g_autofree char *name = ta_form_get_text (line->name);
      TaPerson *person;

      if (!ta_date_row_is_valid (TA_DATE_ROW (line->born)))
        return FALSE;
      if (*name == '\0')
        continue;
      person = ta_person_new (name, (TaPersonRole) ta_form_get_code (line->role));
      person->born = ta_date_row_get_date (TA_DATE_ROW (line->born));
      g_ptr_array_add (household->persons, person);
    }
  return TRUE;
}

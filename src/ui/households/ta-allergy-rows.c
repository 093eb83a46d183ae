/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-allergy-rows.h"

#include "ta-form.h"
#include "ta-health-dialog.h"

#include <glib/gi18n.h>

struct _TaAllergyRows
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;  /* of AdwActionRow, owned: with a choice where the severity can be seen */
  GtkWidget *adder; /* borrowed */
};

G_DEFINE_FINAL_TYPE (TaAllergyRows, ta_allergy_rows, ADW_TYPE_PREFERENCES_GROUP)

static void
on_remove_clicked (GtkWidget *button, TaAllergyRows *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_remove (self->rows, row);
}

static gboolean
has_allergen (TaAllergyRows *self, const char *allergen)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_ascii_strcasecmp (((TaAllergy *) g_object_get_data (g_ptr_array_index (self->rows, i), "allergy"))->allergen, allergen) == 0)
      return TRUE;
  return FALSE;
}

/* Somebody has said how severe it is: that is no longer for another computer to tell, unless they take it back. */
static void
on_severity_chosen (GtkWidget *row)
{
  TaAllergy *allergy = g_object_get_data (G_OBJECT (row), "allergy");
  int first = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "first"));
  int chosen = ta_form_get_code (row) - first;

  if (chosen >= 0)
    ta_allergy_set_severity (allergy, (TaSeverity) chosen);
  else
    allergy->state = TA_HEALTH_WITHHELD;
}

/* With a choice in front of the severities that is none of them, so that each of them can be chosen. */
static GtkWidget *
new_withheld_row (const TaAllergy *allergy)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *row;

  g_ptr_array_add (labels, (gpointer) ta_allergy_severity_text (allergy));
  for (int i = 0; i < ta_code_count (ta_severity_codes); i++)
    g_ptr_array_add (labels, (gpointer) ta_code_label (ta_severity_codes, i));
  row = ta_form_choice (ta_allergen_label (allergy->allergen), labels, 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Not known here: ask again, and choose"));
  g_object_set_data (G_OBJECT (row), "first", GINT_TO_POINTER (1));
  return row;
}

/* What the passphrase would show is not to be chosen anew; what another computer has kept to itself is. */
static GtkWidget *
new_row (const TaAllergy *allergy)
{
  const char *label = ta_allergen_label (allergy->allergen);
  GtkWidget *row;

  if (allergy->state == TA_HEALTH_LOCKED)
    {
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), ta_allergy_severity_text (allergy));
      return row;
    }
  row = allergy->state == TA_HEALTH_WITHHELD ? new_withheld_row (allergy) : ta_form_codes (label, ta_severity_codes, (int) allergy->severity);
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_severity_chosen), NULL);
  return row;
}

static void
add_allergy (TaAllergyRows *self, TaAllergy *allergy)
{
  const char *label = ta_allergen_label (allergy->allergen);
  GtkWidget *row = new_row (allergy);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *tooltip = g_strdup_printf (_ ("Remove %s"), label);
  GtkWidget *mark = ta_health_mark_new ();

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  gtk_widget_set_tooltip_text (remove, tooltip);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_remove_clicked), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  g_object_set_data_full (G_OBJECT (row), "allergy", allergy, (GDestroyNotify) ta_allergy_free);
  g_ptr_array_add (self->rows, g_object_ref_sink (row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
on_pick (GtkWidget *button, TaAllergyRows *self)
{
  const char *allergen = g_object_get_data (G_OBJECT (button), "allergen");

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
  if (!has_allergen (self, allergen))
    add_allergy (self, ta_allergy_new (allergen, TA_SEVERITY_ALLERGY));
}

static void
on_custom (GtkEntry *entry, TaAllergyRows *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  int known;

  if (*name == '\0')
    return;
  if (ta_code_parse_any (ta_allergen_codes, name, &known))
    {
      g_free (name);
      name = g_strdup (ta_code_word (ta_allergen_codes, known));
    }
  if (!has_allergen (self, name))
    add_allergy (self, ta_allergy_new (name, TA_SEVERITY_ALLERGY));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (entry), GTK_TYPE_POPOVER)));
}

static GtkWidget *
build_picker (TaAllergyRows *self)
{
  GtkWidget *flow = gtk_flow_box_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 2);
  for (int i = 0; i < ta_code_count (ta_allergen_codes); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (ta_code_label (ta_allergen_codes, i));

      gtk_widget_add_css_class (button, "flat");
      g_object_set_data (G_OBJECT (button), "allergen", (gpointer) ta_code_word (ta_allergen_codes, i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_pick), self, 0);
      gtk_flow_box_append (GTK_FLOW_BOX (flow), button);
    }
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Another allergen"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Another allergen"), -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_custom), self, 0);
  gtk_box_append (GTK_BOX (box), flow);
  gtk_box_append (GTK_BOX (box), entry);
  return box;
}

static void
ta_allergy_rows_finalize (GObject *object)
{
  g_clear_pointer (&TA_ALLERGY_ROWS (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_allergy_rows_parent_class)->finalize (object);
}

static void
ta_allergy_rows_class_init (TaAllergyRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_allergy_rows_finalize;
}

static void
ta_allergy_rows_init (TaAllergyRows *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->adder = button;
  gtk_popover_set_child (GTK_POPOVER (popover), build_picker (self));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Add an Allergen"));
  gtk_widget_add_css_class (button, "flat");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Allergies and Aversions"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
}

GtkWidget *
ta_allergy_rows_new (GPtrArray *allergies)
{
  TaAllergyRows *self = g_object_new (TA_TYPE_ALLERGY_ROWS, NULL);

  for (guint i = 0; i < allergies->len; i++)
    add_allergy (self, ta_allergy_copy (g_ptr_array_index (allergies, i)));
  return GTK_WIDGET (self);
}

static void
take_seen (TaAllergyRows *self, const TaAllergy *seen)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      const TaAllergy *allergy = g_object_get_data (G_OBJECT (row), "allergy");

      if (allergy->state != TA_HEALTH_LOCKED || !g_str_equal (allergy->id, seen->id))
        continue;
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_remove_index (self->rows, i);
      add_allergy (self, ta_allergy_copy (seen));
      return;
    }
}

void
ta_allergy_rows_set_locked (TaAllergyRows *self, gboolean locked, GPtrArray *allergies)
{
  g_return_if_fail (TA_IS_ALLERGY_ROWS (self));
  gtk_widget_set_sensitive (self->adder, !locked);
  gtk_widget_set_tooltip_text (self->adder, locked ? _ ("Unlock the Health Data to Add an Allergen") : _ ("Add an Allergen"));
  for (guint i = 0; !locked && allergies != NULL && i < allergies->len; i++)
    take_seen (self, g_ptr_array_index (allergies, i));
}

void
ta_allergy_rows_collect (TaAllergyRows *self, GPtrArray *allergies)
{
  g_ptr_array_set_size (allergies, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      g_ptr_array_add (allergies, ta_allergy_copy (g_object_get_data (G_OBJECT (row), "allergy")));
    }
}

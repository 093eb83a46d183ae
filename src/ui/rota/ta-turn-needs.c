/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn-needs.h"

#include <glib/gi18n.h>

struct _TaTurnNeeds
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* borrowed */
};

G_DEFINE_FINAL_TYPE (TaTurnNeeds, ta_turn_needs, ADW_TYPE_PREFERENCES_GROUP)

static void
add_row (TaTurnNeeds *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static GtkWidget *
make_row (const TaDietNeed *need)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *pill = gtk_label_new (ta_allergy_severity_text (need->allergy));
  const char *allergen = ta_allergen_label (need->allergy->allergen);
  /* Translators: a person, their household, what they do not eat. */
  g_autofree char *title = g_strdup_printf (_ ("%s (%s): %s"), need->person->name, need->household->name, allergen);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), need->allergy->note);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "status-pill");
  if (need->allergy->severity >= TA_SEVERITY_ALLERGY)
    gtk_widget_add_css_class (pill, "error");
  else if (need->allergy->severity == TA_SEVERITY_INTOLERANCE)
    gtk_widget_add_css_class (pill, "warning");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  return row;
}

void
ta_turn_needs_set (TaTurnNeeds *self, GPtrArray *households, TaDate date)
{
  g_autoptr (GArray) needs = NULL;

  g_return_if_fail (TA_IS_TURN_NEEDS (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  needs = ta_households_diet_needs (households, date);
  for (guint i = 0; i < needs->len; i++)
    add_row (self, make_row (&g_array_index (needs, TaDietNeed, i)));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), needs->len > 0 ? NULL : _ ("Nothing is recorded for the people who eat."));
}

static void
ta_turn_needs_finalize (GObject *object)
{
  g_ptr_array_unref (TA_TURN_NEEDS (object)->rows);
  G_OBJECT_CLASS (ta_turn_needs_parent_class)->finalize (object);
}

static void
ta_turn_needs_class_init (TaTurnNeedsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_turn_needs_finalize;
}

static void
ta_turn_needs_init (TaTurnNeeds *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Diet Needs"));
}

GtkWidget *
ta_turn_needs_new (void)
{
  return g_object_new (TA_TYPE_TURN_NEEDS, NULL);
}

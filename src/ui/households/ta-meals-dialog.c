/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-meals-dialog.h"

#include "ta-form.h"
#include "ta-household-commands.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context;
  TaHousehold *household; /* as it was */
  AdwDialog *dialog;
  GPtrArray *checks; /* borrowed: seven for the household, then seven for each person */
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->context);
  ta_household_free (form->household);
  g_ptr_array_unref (form->checks);
  g_free (form);
}

static gboolean
skips (const TaHousehold *household, const char *person, int weekday)
{
  for (guint i = 0; i < household->skipped_meals->len; i++)
    {
      const TaSkippedMeal *skipped = household->skipped_meals->pdata[i];

      if (skipped->weekday == weekday && g_strcmp0 (skipped->person, person) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Words ------------------------------------------------------------------------------------------------------------------------------------ */

static char *
days_text (const TaHousehold *household, const char *person, TaDate monday)
{
  GString *text = g_string_new (NULL);

  for (int weekday = 1; weekday <= 7; weekday++)
    {
      g_autofree char *day = ta_date_format (monday + weekday - 1, TA_DATE_DAY_NAME);

      if (skips (household, person, weekday))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", day);
    }
  return g_string_free (text, FALSE);
}

char *
ta_meals_text (const TaHousehold *household, TaDate today)
{
  TaDate monday = ta_date_start_of_week (today, 1);
  g_autofree char *all = days_text (household, NULL, monday);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  if (*all != '\0')
    /* Translators: on these days of the week a household does not eat with the pod: “Not on Tue, Thu” */
    g_strv_builder_take (parts, g_strdup_printf (_ ("Not on %s"), all));
  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = household->persons->pdata[i];
      g_autofree char *days = days_text (household, person->id, monday);

      if (*days != '\0')
        /* Translators: a person and days of the week: “Ana not on Tue, Thu” */
        g_strv_builder_take (parts, g_strdup_printf (_ ("%s not on %s"), person->name, days));
    }
  texts = g_strv_builder_end (parts);
  return texts[0] ? g_strjoinv ("; ", texts) : g_strdup (_ ("Every day"));
}

/* The grid --------------------------------------------------------------------------------------------------------------------------------- */

static void
add_label (GtkWidget *grid, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 0.5f);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

static void
add_check (Form *form, GtkWidget *grid, const char *person, const char *name, TaDate date, int column, int row)
{
  int weekday = ta_date_weekday (date);
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *day = ta_date_format (date, TA_DATE_DAY_NAME_LONG);
  /* Translators: a name and a day of the week, for a box to tick: “Ana, Tuesday” */
  g_autofree char *label = g_strdup_printf (_ ("%s, %s"), name, day);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !skips (form->household, person, weekday));
  gtk_widget_set_halign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (check), "weekday", GINT_TO_POINTER (weekday));
  g_object_set_data_full (G_OBJECT (check), "person", g_strdup (person), g_free);
  g_ptr_array_add (form->checks, check);
  gtk_grid_attach (GTK_GRID (grid), check, column, row, 1, 1);
}

static void
add_line (Form *form, GtkWidget *grid, const char *person, const char *name, int row)
{
  TaDate first = ta_date_start_of_week (ta_context_get_today (form->context), ta_locale_first_weekday ());

  add_label (grid, name, 0, row);
  for (int i = 0; i < 7; i++)
    add_check (form, grid, person, name, first + i, i + 1, row);
}

static GtkWidget *
make_grid (Form *form)
{
  GtkWidget *grid = gtk_grid_new ();
  TaDate first = ta_date_start_of_week (ta_context_get_today (form->context), ta_locale_first_weekday ());

  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 12);
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *day = ta_date_format (first + i, TA_DATE_DAY_NAME);
      g_autofree char *letters = g_utf8_substring (day, 0, MIN (g_utf8_strlen (day, -1), 2));

      add_label (grid, letters, i + 1, 0);
    }
  add_line (form, grid, NULL, _ ("Everybody"), 1);
  for (guint i = 0; i < form->household->persons->len; i++)
    {
      const TaPerson *person = form->household->persons->pdata[i];

      add_line (form, grid, person->id, person->name, (int) i + 2);
    }
  return grid;
}

/* A day on which nobody eats leaves nothing to say of one. */
static void
update (Form *form)
{
  for (guint i = 7; i < form->checks->len; i++)
    gtk_widget_set_sensitive (form->checks->pdata[i], gtk_check_button_get_active (GTK_CHECK_BUTTON (form->checks->pdata[i % 7])));
}

/* Saving ------------------------------------------------------------------------------------------------------------------------------------ */

static void
collect (Form *form, TaHousehold *household)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&household->skipped_meals);

  household->skipped_meals = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_skipped_meal_free);
  for (guint i = 0; i < form->checks->len; i++)
    {
      GObject *check = form->checks->pdata[i];

      if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        g_ptr_array_add (household->skipped_meals,
                         ta_skipped_meal_new (g_object_get_data (check, "person"), GPOINTER_TO_INT (g_object_get_data (check, "weekday"))));
    }
}

static void
on_save (Form *form)
{
  TaHousehold *changed = ta_household_copy (form->household);
  g_autofree char *label = g_strdup_printf (_ ("Changed when %s eats with the pod"), changed->name);

  collect (form, changed);
  ta_household_commands_save (form->context, label, changed, NULL, NULL);
  adw_dialog_close (form->dialog);
}

void
ta_meals_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = ta_form_add_group (page, NULL);
  GtkWidget *button;

  form->context = g_object_ref (context);
  form->household = ta_household_copy (ta_household_item_get (item));
  form->checks = g_ptr_array_new ();
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("Who eats on which days, unless a turn says otherwise."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_grid (form));
  form->dialog = ta_form_dialog (_ ("Meals With the Pod"), _ ("_Save"), page, &button);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  for (guint i = 0; i < 7; i++)
    g_signal_connect_swapped (form->checks->pdata[i], "toggled", G_CALLBACK (update), form);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_save), form);
  update (form);
  adw_dialog_present (form->dialog, parent);
}

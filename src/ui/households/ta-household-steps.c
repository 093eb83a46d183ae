/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-steps.h"

#include "ta-form.h"
#include "ta-household-commands.h"
#include "ta-step-dialog.h"

#include <glib/gi18n.h>

/* What the rows of a group speak of. */
typedef struct
{
  TaContext *context;
  TaHouseholdItem *item;
} Steps;

static void
steps_free (gpointer data)
{
  Steps *steps = data;

  g_object_unref (steps->context);
  g_object_unref (steps->item);
  g_free (steps);
}

static Steps *
steps_of (GtkWidget *widget)
{
  GtkWidget *group = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_GROUP);

  return group != NULL ? g_object_get_data (G_OBJECT (group), "steps") : NULL;
}

static void
on_record (GtkWidget *button)
{
  Steps *steps = steps_of (button);

  if (steps != NULL)
    ta_step_dialog_present (steps->context, steps->item, button);
}

static void
on_remove (GtkWidget *button)
{
  Steps *steps = steps_of (button);
  const char *id = g_object_get_data (G_OBJECT (button), "step");
  TaHousehold *changed = steps != NULL ? ta_household_copy (ta_household_item_get (steps->item)) : NULL;
  g_autofree char *label = changed != NULL ? g_strdup_printf (_ ("Removed a step of %s"), changed->name) : NULL;

  if (changed == NULL)
    return;
  for (guint i = changed->steps->len; i-- > 0;)
    if (g_strcmp0 (((TaMembershipStep *) g_ptr_array_index (changed->steps, i))->id, id) == 0)
      g_ptr_array_remove_index (changed->steps, i);
  ta_household_commands_save (steps->context, label, changed, NULL, NULL);
}

/* What changed the membership is corrected with it; the others can be taken out. */
static GtkWidget *
remove_button (const TaMembershipStep *step, const char *date)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: a step and its day: Remove: Visited, 4 Dec 2026 */
  g_autofree char *name = g_strdup_printf (_ ("Remove: %s, %s"), ta_code_label (ta_step_codes, (int) step->kind), date);

  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "step", g_strdup (step->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove), NULL);
  return button;
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
append_part (GString *text, const char *part)
{
  if (*part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static GtkWidget *
step_row (const TaMembershipStep *step)
{
  g_autofree char *date = ta_date_format (step->date, TA_DATE_MEDIUM);
  g_autofree char *who = ta_membership_step_who (step);
  g_autoptr (GString) text = g_string_new (date);
  GtkWidget *row;

  append_part (text, who);
  append_part (text, step->note);
  row = new_row (ta_code_label (ta_step_codes, (int) step->kind), text->str);
  if (ta_step_status (step->kind) < 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove_button (step, date));
  return row;
}

/* A household that was there before steps were recorded. */
static GtkWidget *
empty_row (const TaHousehold *household, TaDate today)
{
  const TaMembership *membership = ta_household_membership (household, today);
  g_autofree char *from = membership != NULL ? ta_date_format (membership->from, TA_DATE_MEDIUM) : NULL;
  /* Translators: a status and a day: Member since 4 Dec 2026 */
  g_autofree char *title = from != NULL ? g_strdup_printf (_ ("%s since %s"), ta_code_label (ta_status_codes, (int) membership->status), from)
                                        : g_strdup (_ ("Nothing is recorded yet"));

  return new_row (title, _ ("How the household came in was not recorded."));
}

/* How long the household waits, and what it needs before it can be taken on trial. */
static void
describe (GtkWidget *group, Steps *steps, const TaHousehold *household)
{
  int days = ta_household_item_get_waiting_days (steps->item);
  TaDate today = ta_context_get_today (steps->context);
  g_autofree char *lacking = days >= 0 ? ta_household_commands_lacking (steps->context, household, TA_STEP_TRIAL, today) : NULL;
  g_autofree char *waiting = days >= 0 ? g_strdup_printf (ngettext ("Waiting for %d day.", "Waiting for %d days.", (gulong) days), days) : NULL;
  g_autofree char *text = NULL;

  if (days < 0)
    return;
  text = *lacking != '\0' ? g_strdup_printf (_ ("%s Before a trial: %s"), waiting, lacking) : g_strdup (waiting);
  ta_form_describe (group, text);
}

GtkWidget *
ta_household_steps_new (TaContext *context, TaHouseholdItem *item)
{
  const TaHousehold *household = ta_household_item_get (item);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Record _Step…"));
  Steps *steps = g_new0 (Steps, 1);

  steps->context = g_object_ref (context);
  steps->item = g_object_ref (item);
  g_object_set_data_full (G_OBJECT (group), "steps", steps, steps_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Application"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (on_record), NULL);
  describe (group, steps, household);
  for (guint i = 0; i < household->steps->len; i++)
    ta_form_add_row (group, step_row (g_ptr_array_index (household->steps, i)));
  if (household->steps->len == 0)
    ta_form_add_row (group, empty_row (household, ta_context_get_today (context)));
  return group;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-person-dialog.h"

#include "ta-allergy-rows.h"
#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-health-dialog.h"
#include "ta-household-commands.h"
#include "ta-money.h"
#include "ta-removal-dialog.h"
#include "ta-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* How many quarters of a portion are offered. */
#define QUARTERS 8

typedef struct
{
  TaContext *context;     /* owned */
  TaHousehold *household; /* owned */
  TaPerson *person;       /* of the household */
  gboolean is_new;
  AdwDialog *dialog; /* borrowed, as are all below */
  GtkWidget *name;
  GtkWidget *role;
  GtkWidget *born;
  GtkWidget *guardian;
  GtkWidget *portion;
  GtkWidget *diets; /* of GtkToggleButton */
  GtkWidget *other_diets;
  GtkWidget *allergies;
  GtkWidget *capabilities;
  GtkWidget *administrator;
  GtkWidget *notes_group;
  GtkWidget *notes;
  GtkWidget *lock_group; /* while it is locked: says so */
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->context);
  ta_household_free (form->household);
  g_free (form);
}

static void
take_guardian (Form *form)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (form->guardian));
  guint index = 0;

  g_clear_pointer (&form->person->guardian, g_free);
  for (guint i = 0; i < form->household->persons->len; i++)
    {
      TaPerson *other = g_ptr_array_index (form->household->persons, i);

      if (other != form->person && ++index == selected)
        form->person->guardian = g_strdup (other->id);
    }
}

static void
take_diets (Form *form)
{
  g_autofree char *others = ta_form_get_text (form->other_diets);
  g_auto (GStrv) words = g_strsplit_set (others, ",;", -1);

  g_ptr_array_set_size (form->person->diets, 0);
  for (GtkWidget *child = gtk_widget_get_first_child (form->diets); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (child)))
      g_ptr_array_add (form->person->diets, g_strdup (g_object_get_data (G_OBJECT (child), "tag")));
  for (guint i = 0; words[i] != NULL; i++)
    if (*g_strstrip (words[i]) != '\0')
      g_ptr_array_add (form->person->diets, g_strdup (words[i]));
}

static void
take_capabilities (Form *form)
{
  g_autofree char *text = ta_form_get_text (form->capabilities);

  g_clear_pointer (&form->person->capabilities, g_ptr_array_unref);
  form->person->capabilities = ta_words_parse (text);
}

/* What is not one of the quarters that are offered stays as it is unless another is chosen. */
static void
take_portion (Form *form)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (form->portion));

  if (selected == 0)
    form->person->portion_factor = -1;
  else if (selected <= QUARTERS + 1)
    form->person->portion_factor = ((int) selected - 1) * 25;
}

static gboolean
take_form (Form *form)
{
  g_autofree char *name = ta_form_get_text (form->name);
  g_autofree char *notes = ta_form_get_text (form->notes);

  if (!ta_form_mark (form->name, *name != '\0') || !ta_form_mark (form->born, ta_date_row_is_valid (TA_DATE_ROW (form->born))))
    return FALSE;
  ta_set_text (&form->person->name, name);
  if (form->person->state != TA_HEALTH_LOCKED)
    {
      /* What another computer has kept to itself stays, unless something is said instead. */
      if (*notes != '\0')
        form->person->state = TA_HEALTH_OPEN;
      ta_set_text (&form->person->notes, notes);
    }
  form->person->role = (TaPersonRole) ta_form_get_code (form->role);
  form->person->born = ta_date_row_get_date (TA_DATE_ROW (form->born));
  take_portion (form);
  take_guardian (form);
  take_diets (form);
  take_capabilities (form);
  form->person->administrator = adw_switch_row_get_active (ADW_SWITCH_ROW (form->administrator));
  ta_allergy_rows_collect (TA_ALLERGY_ROWS (form->allergies), form->person->allergies);
  return TRUE;
}

static void
on_save (Form *form)
{
  g_autofree char *label = NULL;

  if (!take_form (form))
    return;
  if (form->is_new)
    label = g_strdup_printf (_ ("Added %s to the household %s"), form->person->name, form->household->name);
  else
    label = g_strdup_printf (_ ("Changed %s of the household %s"), form->person->name, form->household->name);
  ta_household_commands_save (form->context, label, ta_household_copy (form->household), NULL, NULL);
  adw_dialog_close (form->dialog);
}

static void
on_remove (Form *form)
{
  ta_removal_dialog_present (form->context, form->household->id, form->person->id, GTK_WIDGET (form->dialog), form->dialog);
}

static GtkWidget *
guardian_row (Form *form)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint selected = 0;

  g_ptr_array_add (labels, (gpointer) _ ("Nobody"));
  for (guint i = 0; i < form->household->persons->len; i++)
    {
      TaPerson *other = g_ptr_array_index (form->household->persons, i);

      if (other == form->person)
        continue;
      g_ptr_array_add (labels, other->name);
      if (g_strcmp0 (other->id, form->person->guardian) == 0)
        selected = labels->len - 1;
    }
  return ta_form_choice (_ ("Guardian"), labels, selected);
}

static char *
portion_label (int factor)
{
  g_autofree char *number = ta_hundredths_format (factor);

  return g_strdup_printf (ngettext ("%s portion", "%s portions", factor == 100 ? 1 : 2), number);
}

static GtkWidget *
portion_row (int factor)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  gboolean quarter = factor % 25 == 0 && factor <= QUARTERS * 25;

  g_ptr_array_add (labels, g_strdup (_ ("By age")));
  for (int i = 0; i <= QUARTERS; i++)
    g_ptr_array_add (labels, portion_label (i * 25));
  if (factor >= 0 && !quarter)
    g_ptr_array_add (labels, portion_label (factor));
  return ta_form_choice (_ ("Eats"), labels, factor < 0 ? 0 : quarter ? (guint) factor / 25 + 1
                                                                      : labels->len - 1);
}

static gboolean
has_diet (TaPerson *person, const char *tag)
{
  for (guint i = 0; i < person->diets->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (person->diets, i), tag) == 0)
      return TRUE;
  return FALSE;
}

static GtkWidget *
build_diets (Form *form)
{
  form->diets = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (form->diets), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (form->diets), 6);
  for (int i = 0; i < ta_code_count (ta_diet_codes); i++)
    {
      GtkWidget *toggle = gtk_toggle_button_new_with_label (ta_code_label (ta_diet_codes, i));

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), has_diet (form->person, ta_code_word (ta_diet_codes, i)));
      g_object_set_data (G_OBJECT (toggle), "tag", (gpointer) ta_code_word (ta_diet_codes, i));
      gtk_widget_add_css_class (toggle, "pill-toggle");
      adw_wrap_box_append (ADW_WRAP_BOX (form->diets), toggle);
    }
  return form->diets;
}

static char *
other_diets (TaPerson *person)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  int known;

  for (guint i = 0; i < person->diets->len; i++)
    if (!ta_code_parse (ta_diet_codes, g_ptr_array_index (person->diets, i), &known))
      g_ptr_array_add (others, g_ptr_array_index (person->diets, i));
  g_ptr_array_add (others, NULL);
  return g_strjoinv (", ", (char **) others->pdata);
}

static void build_lock (Form *form, GtkWidget *page);

static void
build_page (Form *form, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, NULL);
  g_autofree char *others = other_diets (form->person);
  g_autofree char *capabilities = ta_words_join (form->person->capabilities);

  form->name = ta_form_add_row (group, ta_form_entry (_ ("Name"), form->person->name));
  form->born = ta_form_add_row (group, ta_date_row_new (_ ("Born")));
  ta_date_row_set_date (TA_DATE_ROW (form->born), form->person->born);
  form->role = ta_form_add_row (group, ta_form_codes (_ ("Counts as"), ta_person_role_codes, (int) form->person->role));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (form->role), _ ("Without a birth date"));
  form->guardian = ta_form_add_row (group, guardian_row (form));
  form->portion = ta_form_add_row (group, portion_row (form->person->portion_factor));
  build_lock (form, page);
  form->allergies = ta_allergy_rows_new (form->person->allergies);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (form->allergies));
  group = ta_form_add_group (page, _ ("Diet"));
  ta_form_add_row (group, build_diets (form));
  group = ta_form_add_group (page, NULL);
  form->other_diets = ta_form_add_row (group, ta_form_entry (_ ("Other diets, separated by commas"), others));
  form->capabilities = ta_form_add_row (group, ta_form_entry (_ ("Can do, separated by commas"), capabilities));
  form->notes_group = ta_form_add_group (page, NULL);
  form->notes = ta_form_add_row (form->notes_group, ta_form_text (_ ("Notes"), form->person->notes));
  ta_form_text_add_mark (form->notes, ta_health_mark_new ());
  group = ta_form_add_group (page, NULL);
  form->administrator = ta_form_add_row (group, ta_form_switch (_ ("Administrator"), form->person->administrator));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (form->administrator), _ ("Says whether households are taken. While nobody is marked, anybody may."));
}

/* ---- health data ---------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_locked (Form *form)
{
  return ta_health_model_get_state (ta_context_get_health (form->context)) == TA_HEALTH_RING_LOCKED;
}

static void
show_lock (Form *form, const TaPerson *seen)
{
  gboolean locked = is_locked (form);

  gtk_widget_set_visible (form->lock_group, locked);
  /* Nothing can be added that would have to be sealed. */
  gtk_widget_set_visible (form->notes_group, !locked && form->person->state != TA_HEALTH_LOCKED);
  ta_allergy_rows_set_locked (TA_ALLERGY_ROWS (form->allergies), locked, seen != NULL ? seen->allergies : NULL);
}

static void
take_notes (Form *form, const TaPerson *seen)
{
  if (form->person->state != TA_HEALTH_LOCKED || seen->state == TA_HEALTH_LOCKED)
    return;
  form->person->state = seen->state;
  ta_set_text (&form->person->notes, seen->notes);
  g_set_str (&form->person->sealed_notes, seen->sealed_notes);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (form->notes_group), form->notes);
  form->notes = ta_form_add_row (form->notes_group, ta_form_text (_ ("Notes"), seen->notes));
}

/* Somebody has unlocked it, from here or elsewhere: what was hidden is shown, and all else stays as it was typed. */
static void
on_context_changed (AdwDialog *dialog)
{
  Form *form = g_object_get_data (G_OBJECT (dialog), "form");
  TaHouseholdItem *item = form->person != NULL ? ta_context_find_household (form->context, form->household->id) : NULL;
  const TaPerson *seen = item != NULL ? ta_household_find_person (ta_household_item_get (item), form->person->id) : NULL;

  if (form->person == NULL)
    return;
  if (seen != NULL)
    take_notes (form, seen);
  show_lock (form, seen);
}

static void
build_lock (Form *form, GtkWidget *page)
{
  form->lock_group = ta_form_add_group (page, NULL);
  ta_form_add_row (form->lock_group, ta_health_locked_row_new (form->context, _ ("How severe allergies are, and the notes, stay as they are.")));
}

static void
build_remove (Form *form, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, NULL);
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Remove Person…"));
  gtk_widget_add_css_class (row, "destructive-action");
  g_signal_connect_swapped (row, "activated", G_CALLBACK (on_remove), form);
  ta_form_add_row (group, row);
}

void
ta_person_dialog_present (TaContext *context, TaHouseholdItem *item, const char *person, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *save;

  form->context = g_object_ref (context);
  form->household = ta_household_copy (ta_household_item_get (item));
  form->person = person != NULL ? ta_household_find_person (form->household, person) : NULL;
  form->is_new = form->person == NULL;
  if (form->is_new)
    {
      form->person = ta_person_new ("", TA_ROLE_ADULT);
      g_ptr_array_add (form->household->persons, form->person);
    }
  build_page (form, page);
  if (!form->is_new)
    build_remove (form, page);
  form->dialog = ta_form_dialog (form->is_new ? _ ("New Person") : _ ("Edit Person"), form->is_new ? _ ("_Add") : _ ("_Save"), page, &save);
  adw_dialog_set_content_height (form->dialog, 720);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_context_changed), form->dialog, G_CONNECT_SWAPPED);
  show_lock (form, NULL);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (on_save), form);
  adw_dialog_set_focus (form->dialog, form->name);
  adw_dialog_present (form->dialog, parent);
}

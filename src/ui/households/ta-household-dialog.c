/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-dialog.h"

#include "ta-form.h"
#include "ta-household-commands.h"
#include "ta-money.h"
#include "ta-palette.h"
#include "ta-person-rows.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context;     /* owned */
  TaHousehold *household; /* owned: what is edited */
  gboolean is_new;
  AdwDialog *dialog; /* borrowed */
  GtkWidget *save;   /* borrowed, as are all below */
  GtkWidget *name;
  GtkWidget *status;
  GtkWidget *pod;
  GtkWidget *colour;
  GtkWidget *address;
  GtkWidget *place;
  GtkWidget *door_notes;
  GtkWidget *drop_from;
  GtkWidget *drop_until;
  GtkWidget *phone;
  GtkWidget *email;
  GtkWidget *capacity;
  GtkWidget *vehicle;
  GtkWidget *pets;
  GtkWidget *smoking;
  GtkWidget *accessibility;
  GtkWidget *tastes;
  GtkWidget *notes;
  GtkWidget *people; /* of a new one only */
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
set_contact (TaHousehold *household, TaContactKind kind, const char *value)
{
  for (guint i = 0; i < household->contacts->len; i++)
    {
      TaContactPoint *contact = g_ptr_array_index (household->contacts, i);

      if (contact->kind != kind || contact->person != NULL)
        continue;
      if (*value == '\0')
        g_ptr_array_remove_index (household->contacts, i);
      else
        ta_set_text (&contact->value, value);
      return;
    }
  if (*value != '\0')
    g_ptr_array_add (household->contacts, ta_contact_point_new (kind, value));
}

static void
take_text (GtkWidget *row, char **field)
{
  g_autofree char *text = ta_form_get_text (row);

  ta_set_text (field, text);
}

static gboolean
take_capacity (Form *form)
{
  g_autofree char *text = ta_form_get_text (form->capacity);
  gint64 hundredths = -1;

  if (*text != '\0' && !ta_hundredths_parse (text, &hundredths))
    return FALSE;
  form->household->kitchen_capacity = (int) MIN (hundredths, 1000000);
  return TRUE;
}

static gboolean
take_place (Form *form)
{
  g_autofree char *text = ta_form_get_text (form->place);
  TaPoint point = TA_POINT_NONE;

  if (*text != '\0' && !ta_point_parse (text, &point))
    return FALSE;
  form->household->place = point;
  return TRUE;
}

static gboolean
take_time (GtkWidget *row, TaMinutes *minutes)
{
  g_autofree char *text = ta_form_get_text (row);

  *minutes = TA_MINUTES_NONE;
  return *text == '\0' || ta_minutes_parse (text, minutes);
}

/* An end before the beginning is marked at the end. */
static gboolean
take_times (Form *form)
{
  TaHousehold *household = form->household;

  if (!ta_form_mark (form->drop_from, take_time (form->drop_from, &household->drop_from)))
    return FALSE;
  return ta_form_mark (form->drop_until, take_time (form->drop_until, &household->drop_until)
                                             && (household->drop_until == TA_MINUTES_NONE || household->drop_until >= household->drop_from));
}

static void
take_contacts (Form *form)
{
  g_autofree char *phone = ta_form_get_text (form->phone);
  g_autofree char *email = ta_form_get_text (form->email);

  set_contact (form->household, TA_CONTACT_PHONE, phone);
  set_contact (form->household, TA_CONTACT_EMAIL, email);
}

static void
take_membership (Form *form)
{
  GPtrArray *pods = ta_context_get_pods (form->context);
  guint index = adw_combo_row_get_selected (ADW_COMBO_ROW (form->pod));
  const char *pod = index > 0 && index <= pods->len ? ((TaPod *) g_ptr_array_index (pods, index - 1))->id : NULL;

  TaMembershipStep *step = ta_household_commands_new_step (form->context, TA_STEP_APPLIED, ta_context_get_today (form->context));

  ta_household_set_status (form->household, (TaStatus) ta_form_get_code (form->status), pod, -1, step);
}

/* Who may not take a household may write down who would like to join. */
static gboolean
may_take (Form *form)
{
  g_autofree char *lacking = ta_household_commands_may_set (form->context, TA_STATUS_INTERESTED, (TaStatus) ta_form_get_code (form->status));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (form->status), lacking);
  return ta_form_mark (form->status, *lacking == '\0');
}

/* Takes over what was typed; %FALSE with the cursor in the first row that is not understood. */
static gboolean
take_form (Form *form)
{
  TaHousehold *household = form->household;

  take_text (form->name, &household->name);
  if (!ta_form_mark (form->name, *household->name != '\0') || !ta_form_mark (form->place, take_place (form)) || !ta_form_mark (form->capacity, take_capacity (form)) || !take_times (form))
    return FALSE;
  if (form->people != NULL)
    {
      g_ptr_array_set_size (household->persons, 0);
      if (!ta_person_rows_collect (TA_PERSON_ROWS (form->people), household))
        return FALSE;
      if (!may_take (form))
        return FALSE;
      g_ptr_array_set_size (household->memberships, 0);
      g_ptr_array_set_size (household->steps, 0);
      take_membership (form);
    }
  household->colour = ta_form_get_code (form->colour);
  household->smoking = adw_switch_row_get_active (ADW_SWITCH_ROW (form->smoking));
  take_text (form->address, &household->address);
  take_text (form->door_notes, &household->door_notes);
  take_text (form->vehicle, &household->vehicle);
  take_text (form->pets, &household->pets);
  take_text (form->accessibility, &household->accessibility);
  take_text (form->tastes, &household->tastes);
  take_text (form->notes, &household->notes);
  take_contacts (form);
  return TRUE;
}

static void
on_save (Form *form)
{
  g_autofree char *label = NULL;

  if (!take_form (form))
    return;
  label = g_strdup_printf (form->is_new ? _ ("Added the household %s") : _ ("Changed the household %s"), form->household->name);
  ta_household_commands_save (form->context, label, ta_household_copy (form->household), NULL, NULL);
  adw_dialog_close (form->dialog);
}

static void
update_save (Form *form)
{
  g_autofree char *name = ta_form_get_text (form->name);

  gtk_widget_set_sensitive (form->save, *name != '\0');
}

static GtkWidget *
colour_row (int colour)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (int i = 0; i < TA_PALETTE_SIZE; i++)
    g_ptr_array_add (labels, (gpointer) ta_palette_name (i));
  return ta_form_choice (_ ("Color"), labels, (guint) colour);
}

static GtkWidget *
pod_row (Form *form)
{
  GPtrArray *pods = ta_context_get_pods (form->context);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  /* That which is being looked at, so that the new household is seen in it. */
  const TaPod *current = ta_context_find_pod (form->context, ta_context_get_pod (form->context));
  guint selected = pods->len > 0 ? 1 : 0;

  g_ptr_array_add (labels, (gpointer) _ ("None yet"));
  for (guint i = 0; i < pods->len; i++)
    {
      g_ptr_array_add (labels, ((TaPod *) g_ptr_array_index (pods, i))->name);
      if (g_ptr_array_index (pods, i) == current)
        selected = i + 1;
    }
  return ta_form_choice (_ ("Pod"), labels, selected);
}

static void
build_home (Form *form, GtkWidget *page)
{
  TaHousehold *household = form->household;
  GtkWidget *group = ta_form_add_group (page, NULL);
  g_autofree char *place = household->place.set ? ta_point_to_text (household->place) : NULL;

  form->name = ta_form_add_row (group, ta_form_entry (_ ("Name"), household->name));
  if (form->is_new)
    {
      form->status = ta_form_add_row (group, ta_form_codes (_ ("Status"), ta_status_codes, TA_STATUS_MEMBER));
      form->pod = ta_form_add_row (group, pod_row (form));
    }
  form->address = ta_form_add_row (group, ta_form_entry (_ ("Address"), household->address));
  form->phone = ta_form_add_row (group, ta_form_entry (_ ("Phone"), ta_household_contact (household, TA_CONTACT_PHONE)));
  form->email = ta_form_add_row (group, ta_form_entry (_ ("E-mail"), ta_household_contact (household, TA_CONTACT_EMAIL)));
  form->colour = ta_form_add_row (group, colour_row (household->colour));
  form->place = ta_form_entry (_ ("Coordinates (latitude, longitude)"), place);
  form->door_notes = ta_form_entry (_ ("At the door"), household->door_notes);
}

static void
build_people (Form *form, GtkWidget *page)
{
  GtkWidget *group;

  if (!form->is_new)
    return;
  group = ta_form_add_group (page, _ ("People"));
  form->people = ta_form_add_row (group, ta_person_rows_new ());
}

static void
build_door (Form *form, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, _ ("Deliveries"));
  g_autofree char *from = ta_minutes_to_text (form->household->drop_from);
  g_autofree char *until = ta_minutes_to_text (form->household->drop_until);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("When dinners can be left, as in 18:30; empty: at any time"));
  ta_form_add_row (group, form->door_notes);
  form->drop_from = ta_form_add_row (group, ta_form_entry (_ ("Dinners from"), from));
  form->drop_until = ta_form_add_row (group, ta_form_entry (_ ("Dinners until"), until));
}

static void
build_more (Form *form, GtkWidget *page)
{
  TaHousehold *household = form->household;
  GtkWidget *group = ta_form_add_group (page, _ ("Kitchen and House"));
  g_autofree char *capacity = household->kitchen_capacity >= 0 ? ta_hundredths_to_text (household->kitchen_capacity) : NULL;

  form->capacity = ta_form_add_row (group, ta_form_entry (_ ("Portions the kitchen can make"), capacity));
  ta_form_add_row (group, form->place);
  form->vehicle = ta_form_add_row (group, ta_form_entry (_ ("Vehicle"), household->vehicle));
  form->pets = ta_form_add_row (group, ta_form_entry (_ ("Pets"), household->pets));
  form->smoking = ta_form_add_row (group, ta_form_switch (_ ("Smoking at home"), household->smoking));
  form->accessibility = ta_form_add_row (group, ta_form_entry (_ ("Accessibility"), household->accessibility));
  form->tastes = ta_form_add_row (group, ta_form_entry (_ ("Likes and dislikes"), household->tastes));
  group = ta_form_add_group (page, NULL);
  form->notes = ta_form_add_row (group, ta_form_text (_ ("Notes"), household->notes));
}

void
ta_household_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();

  form->context = g_object_ref (context);
  form->is_new = item == NULL;
  form->household = item != NULL ? ta_household_copy (ta_household_item_get (item)) : ta_household_new ("");
  if (form->is_new)
    form->household->colour = ta_household_commands_free_colour (context);
  build_home (form, page);
  build_people (form, page);
  build_door (form, page);
  build_more (form, page);
  form->dialog = ta_form_dialog (form->is_new ? _ ("New Household") : _ ("Edit Household"), form->is_new ? _ ("_Add") : _ ("_Save"), page, &form->save);
  adw_dialog_set_content_height (form->dialog, 720);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (form->save, "clicked", G_CALLBACK (on_save), form);
  g_signal_connect_swapped (form->name, "changed", G_CALLBACK (update_save), form);
  update_save (form);
  adw_dialog_set_focus (form->dialog, form->name);
  adw_dialog_present (form->dialog, parent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-part-dialogs.h"

#include "ta-cover-clashes-dialog.h"
#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-household-commands.h"

#include <glib/gi18n.h>

/* What the small dialogs have in common: a household that is edited, and some rows. */
typedef struct
{
  TaContext *context;     /* owned */
  TaHousehold *household; /* owned */
  AdwDialog *dialog;      /* borrowed, as are all below */
  GtkWidget *page;
  GtkWidget *group;
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *third;
  GtkWidget *fourth;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->context);
  ta_household_free (form->household);
  g_free (form);
}

static Form *
form_new (TaContext *context, TaHouseholdItem *item)
{
  Form *form = g_new0 (Form, 1);

  form->context = g_object_ref (context);
  form->household = ta_household_copy (ta_household_item_get (item));
  form->page = adw_preferences_page_new ();
  form->group = ta_form_add_group (form->page, NULL);
  return form;
}

static void
form_present (Form *form, const char *title, const char *action, GCallback accept, GtkWidget *parent)
{
  GtkWidget *button;

  form->dialog = ta_form_dialog (title, action, form->page, &button);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (button, "clicked", accept, form);
  adw_dialog_set_focus (form->dialog, form->first);
  adw_dialog_present (form->dialog, parent);
}

static void
form_save (Form *form, const char *label)
{
  ta_household_commands_save (form->context, label, ta_household_copy (form->household), NULL, NULL);
  adw_dialog_close (form->dialog);
}

/* "All" and then the people; 0 means all. */
static GtkWidget *
person_row (Form *form, const char *title)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (labels, (gpointer) _ ("The whole household"));
  for (guint i = 0; i < form->household->persons->len; i++)
    g_ptr_array_add (labels, ((TaPerson *) g_ptr_array_index (form->household->persons, i))->name);
  return ta_form_choice (title, labels, 0);
}

static const char *
chosen_person (Form *form, GtkWidget *row)
{
  guint index = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  if (index == 0 || index > form->household->persons->len)
    return NULL;
  return ((TaPerson *) g_ptr_array_index (form->household->persons, index - 1))->id;
}

/* ---- turns that nobody does now ------------------------------------------------------------------------------------------------------ */

/* A time in which the household does not do its turns. */
typedef struct
{
  TaContext *context;
  GtkWidget *parent;
  char *household;
  TaDate from;
  TaDate until;
} Released;

static Released *
released_new (Form *form, TaDate from, TaDate until)
{
  Released *released = g_new0 (Released, 1);

  released->context = g_object_ref (form->context);
  released->parent = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (form->dialog))));
  released->household = g_strdup (form->household->id);
  released->from = from;
  released->until = until;
  return released;
}

static void
offer_cover (gboolean done, gpointer data)
{
  Released *released = data;

  if (done)
    ta_cover_clashes_present (released->parent, released->context, released->household, released->from, released->until);
  g_object_unref (released->context);
  g_object_unref (released->parent);
  g_free (released->household);
  g_free (released);
}

/* ---- absence ------------------------------------------------------------------------------------------------------------------------ */

static void
accept_absence (Form *form)
{
  TaDate from = ta_date_row_get_date (TA_DATE_ROW (form->second));
  TaDate last = ta_date_row_get_date (TA_DATE_ROW (form->third));
  g_autofree char *reason = ta_form_get_text (form->fourth);
  g_autofree char *label = NULL;
  TaAbsence *absence;

  if (!ta_form_mark (form->second, from != TA_DATE_NONE) || !ta_form_mark (form->third, last != TA_DATE_NONE && last >= from))
    return;
  absence = ta_absence_new (chosen_person (form, form->first), from, last + 1, reason);
  g_ptr_array_add (form->household->absences, absence);
  label = g_strdup_printf (_ ("Added an absence of %s"), form->household->name);
  ta_household_commands_save_and_release (form->context, label, ta_household_copy (form->household), absence->person, from, last + 1,
                                          offer_cover, released_new (form, from, last + 1));
  adw_dialog_close (form->dialog);
}

void
ta_absence_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  Form *form = form_new (context, item);
  TaDate today = ta_context_get_today (context);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (form->group),
                                         _ ("Published turns that the household holds in this time will be marked as seeking cover. Drafts are freed for others."));
  form->first = ta_form_add_row (form->group, person_row (form, _ ("Who")));
  form->second = ta_form_add_row (form->group, ta_date_row_new (_ ("First day away")));
  form->third = ta_form_add_row (form->group, ta_date_row_new (_ ("Last day away")));
  form->fourth = ta_form_add_row (form->group, ta_form_entry (_ ("Reason"), NULL));
  ta_date_row_set_date (TA_DATE_ROW (form->second), today);
  ta_date_row_set_date (TA_DATE_ROW (form->third), today);
  form_present (form, _ ("New Absence"), _ ("_Add"), G_CALLBACK (accept_absence), parent);
}

/* ---- membership --------------------------------------------------------------------------------------------------------------------- */

/* Who may not say so reads why, where it was chosen. */
static gboolean
may_set (Form *form, TaStatus status, TaDate from)
{
  g_autofree char *lacking = ta_household_commands_may_set (form->context, ta_household_status (form->household, from), status);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (form->first), lacking);
  return ta_form_mark (form->first, *lacking == '\0');
}

static void
accept_membership (Form *form)
{
  GPtrArray *pods = ta_context_get_pods (form->context);
  guint index = adw_combo_row_get_selected (ADW_COMBO_ROW (form->second));
  const char *pod = index > 0 && index <= pods->len ? ((TaPod *) g_ptr_array_index (pods, index - 1))->id : NULL;
  TaStatus status = (TaStatus) ta_form_get_code (form->first);
  TaDate from = ta_date_row_get_date (TA_DATE_ROW (form->third));
  int share = (int) adw_spin_row_get_value (ADW_SPIN_ROW (form->fourth));
  g_autofree char *label = NULL;

  if (!ta_form_mark (form->third, from != TA_DATE_NONE) || !may_set (form, status, from))
    return;
  ta_household_set_status (form->household, status, pod, share, ta_household_commands_new_step (form->context, TA_STEP_APPLIED, from));
  /* Translators: Silva is now: member */
  label = g_strdup_printf (_ ("%s is now: %s"), form->household->name, ta_code_label (ta_status_codes, (int) status));
  if (status != TA_STATUS_PAUSED && status != TA_STATUS_LEFT)
    {
      form_save (form, label);
      return;
    }
  ta_household_commands_save_and_release (form->context, label, ta_household_copy (form->household), NULL, from, TA_DATE_NONE, offer_cover, released_new (form, from, TA_DATE_NONE));
  adw_dialog_close (form->dialog);
}

static GtkWidget *
pod_row (Form *form)
{
  GPtrArray *pods = ta_context_get_pods (form->context);
  const char *current = ta_household_pod (form->household, ta_context_get_today (form->context));
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint selected = 0;

  g_ptr_array_add (labels, (gpointer) _ ("None"));
  for (guint i = 0; i < pods->len; i++)
    {
      TaPod *pod = g_ptr_array_index (pods, i);

      g_ptr_array_add (labels, pod->name);
      if (g_strcmp0 (pod->id, current) == 0)
        selected = i + 1;
    }
  return ta_form_choice (_ ("Pod"), labels, selected);
}

void
ta_membership_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  Form *form = form_new (context, item);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (form->group),
                                         _ ("Published turns of a household that pauses or leaves will be marked as seeking cover. Drafts are freed for others."));
  form->first = ta_form_add_row (form->group, ta_form_codes (_ ("Status"), ta_status_codes, (int) ta_household_item_get_status (item)));
  form->second = ta_form_add_row (form->group, pod_row (form));
  form->third = ta_form_add_row (form->group, ta_date_row_new (_ ("From")));
  form->fourth = ta_form_add_row (form->group, ta_form_spin (_ ("Share of the work, in percent"), 0, 1000, 5, 100, 0));
  ta_date_row_set_date (TA_DATE_ROW (form->third), ta_context_get_today (context));
  form_present (form, _ ("Change Status"), _ ("_Save"), G_CALLBACK (accept_membership), parent);
}

/* ---- offers and contacts ------------------------------------------------------------------------------------------------------------ */

static void
accept_offer (Form *form)
{
  g_autofree char *detail = ta_form_get_text (form->third);
  g_autofree char *label = g_strdup_printf (_ ("Changed what %s offers and needs"), form->household->name);

  g_ptr_array_add (form->household->offers,
                   ta_offer_new ((TaOfferKind) ta_form_get_code (form->first), (TaServiceKind) ta_form_get_code (form->second), detail));
  form_save (form, label);
}

void
ta_offer_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  Form *form = form_new (context, item);

  form->first = ta_form_add_row (form->group, ta_form_codes (_ ("Kind"), ta_offer_codes, TA_OFFER));
  form->second = ta_form_add_row (form->group, ta_form_codes (_ ("Service"), ta_service_codes, TA_SERVICE_TUTOR));
  form->third = ta_form_add_row (form->group, ta_form_entry (_ ("What exactly, and when"), NULL));
  form_present (form, _ ("Offer or Need"), _ ("_Add"), G_CALLBACK (accept_offer), parent);
}

static void
accept_contact (Form *form)
{
  g_autofree char *value = ta_form_get_text (form->second);
  g_autofree char *note = ta_form_get_text (form->third);
  g_autofree char *label = g_strdup_printf (_ ("Added a contact of %s"), form->household->name);
  TaContactPoint *contact;

  if (!ta_form_mark (form->second, *value != '\0'))
    return;
  contact = ta_contact_point_new ((TaContactKind) ta_form_get_code (form->first), value);
  ta_set_text (&contact->note, note);
  g_ptr_array_add (form->household->contacts, contact);
  form_save (form, label);
}

void
ta_contact_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  Form *form = form_new (context, item);

  form->first = ta_form_add_row (form->group, ta_form_codes (_ ("Kind"), ta_contact_codes, TA_CONTACT_EMERGENCY));
  form->second = ta_form_add_row (form->group, ta_form_entry (_ ("Number, address or name"), NULL));
  form->third = ta_form_add_row (form->group, ta_form_entry (_ ("Note"), NULL));
  form_present (form, _ ("New Contact"), _ ("_Add"), G_CALLBACK (accept_contact), parent);
}

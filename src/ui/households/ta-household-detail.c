/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-detail.h"

#include "ta-calendar-export.h"
#include "ta-form.h"
#include "ta-health-dialog.h"
#include "ta-household-badge.h"
#include "ta-household-balance.h"
#include "ta-household-commands.h"
#include "ta-household-dialog.h"
#include "ta-household-limits.h"
#include "ta-household-part-dialogs.h"
#include "ta-household-steps.h"
#include "ta-household-week.h"
#include "ta-money.h"
#include "ta-person-dialog.h"
#include "ta-place.h"
#include "ta-removal-dialog.h"
#include "ta-round-words.h"

#include <glib/gi18n.h>

struct _TaHouseholdDetail
{
  AdwBin parent_instance;

  TaContext *context;    /* owned */
  TaHouseholdItem *item; /* owned, nullable */
  GtkWidget *page;       /* borrowed: one a household, so that it stays where it was scrolled to */
  GPtrArray *groups;     /* borrowed: what is on the page, made anew when the household changes */
  GtkWidget *week;       /* borrowed */
  GtkWidget *limits;     /* borrowed */
  GtkWidget *visibility; /* borrowed */
};

G_DEFINE_FINAL_TYPE (TaHouseholdDetail, ta_household_detail, ADW_TYPE_BIN)

/* ---- pieces ------------------------------------------------------------------------------------------------------------------------- */

typedef void (*Present) (TaContext *context, TaHouseholdItem *item, GtkWidget *parent);

static void
on_add_clicked (GtkWidget *button, TaHouseholdDetail *self)
{
  Present present = (Present) g_object_get_data (G_OBJECT (button), "present");

  present (self->context, self->item, GTK_WIDGET (self));
}

static void
put_group (TaHouseholdDetail *self, GtkWidget *group)
{
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
  g_ptr_array_add (self->groups, group);
}

static GtkWidget *
add_group (TaHouseholdDetail *self, const char *title, const char *add_label, Present present)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  put_group (self, group);
  if (present == NULL)
    return group;
  button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_tooltip_text (button, add_label);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "present", (gpointer) present);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_add_clicked), self, G_CONNECT_DEFAULT);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  return group;
}

static GtkWidget *
add_row (GtkWidget *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

/* A fact: its name small above, the value large, to be selected and copied. */
static void
add_fact (GtkWidget *group, const char *title, const char *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;
  row = add_row (group, title, value);
  gtk_widget_add_css_class (row, "property");
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
}

static GtkWidget *
new_pill (const char *text, const char *css_class)
{
  GtkWidget *pill = gtk_label_new (text);

  gtk_widget_add_css_class (pill, "status-pill");
  if (css_class != NULL)
    gtk_widget_add_css_class (pill, css_class);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  return pill;
}

/* ---- removing a part ---------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaHouseholdDetail *detail;
  gsize array; /* offset of the array in TaHousehold */
  guint index;
  char *label;
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *removal = data;

  g_free (removal->label);
  g_free (removal);
}

static void
on_remove_clicked (GtkWidget *button, Removal *removal)
{
  TaHousehold *household = ta_household_copy (ta_household_item_get (removal->detail->item));
  GPtrArray *array = G_STRUCT_MEMBER (GPtrArray *, household, removal->array);

  g_ptr_array_remove_index (array, removal->index);
  ta_household_commands_save (removal->detail->context, removal->label, household, NULL, NULL);
}

static void
add_remove_button (TaHouseholdDetail *self, GtkWidget *row, gsize array, guint index, char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = NULL;
  Removal *removal = g_new0 (Removal, 1);

  removal->detail = self;
  removal->array = array;
  removal->index = index;
  removal->label = label;
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  /* Many of them say the same; who hears them one by one is told what would go. */
  name = g_strdup_printf (_ ("Remove %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_remove_clicked), removal, removal_free, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* ---- the head ----------------------------------------------------------------------------------------------------------------------- */

static char *
count_text (const TaHousehold *household, TaDate today)
{
  g_autofree char *grown = NULL;
  g_autofree char *small = NULL;
  int adults, children;

  ta_household_count (household, today, &adults, &children);
  grown = g_strdup_printf (ngettext ("%d adult", "%d adults", (gulong) adults), adults);
  small = g_strdup_printf (ngettext ("%d child", "%d children", (gulong) children), children);
  return children > 0 ? g_strdup_printf ("%s, %s", grown, small) : g_steal_pointer (&grown);
}

static char *
head_text (TaHouseholdDetail *self, const TaHousehold *household, TaDate today)
{
  const TaPod *pod = ta_context_find_pod (self->context, ta_household_pod (household, today));
  g_autofree char *count = count_text (household, today);

  return pod != NULL ? g_strdup_printf ("%s · %s", pod->name, count) : g_steal_pointer (&count);
}

static void
on_edit (TaHouseholdDetail *self)
{
  ta_household_dialog_present (self->context, self->item, GTK_WIDGET (self));
}

static void
on_show_on_map (TaHouseholdDetail *self)
{
  g_autofree char *target = g_strconcat ("map/", ta_household_item_get_id (self->item), NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "s", target);
}

static void
on_week (TaHouseholdDetail *self)
{
  ta_household_week_present (self->context, self->item, GTK_WIDGET (self));
}

static void
on_calendar (TaHouseholdDetail *self)
{
  ta_calendar_export_present (self->context, ta_household_item_get_id (self->item), GTK_WIDGET (self));
}

static void
on_delete (TaHouseholdDetail *self)
{
  ta_household_commands_delete (self->context, self->item);
}

static void
on_remove_for_good (TaHouseholdDetail *self)
{
  ta_removal_dialog_present (self->context, ta_household_item_get_id (self->item), NULL, GTK_WIDGET (self), NULL);
}

static GtkWidget *
head_button (TaHouseholdDetail *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_head (TaHouseholdDetail *self, const TaHousehold *household, TaDate today)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *badge = ta_household_badge_new (64);
  GtkWidget *name = gtk_label_new (household->name);
  g_autofree char *text = head_text (self, household, today);
  GtkWidget *line = gtk_label_new (text);
  GtkWidget *buttons = adw_wrap_box_new ();

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), self->item);
  gtk_widget_add_css_class (name, "title-1");
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_justify (GTK_LABEL (name), GTK_JUSTIFY_CENTER);
  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_widget_add_css_class (line, "dim-label");
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (buttons), 8);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (buttons), 8);
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), head_button (self, _ ("_Edit…"), G_CALLBACK (on_edit)));
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), head_button (self, _ ("Show on _Map"), G_CALLBACK (on_show_on_map)));
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), head_button (self, _ ("_Week…"), G_CALLBACK (on_week)));
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), head_button (self, _ ("_Calendar…"), G_CALLBACK (on_calendar)));
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), head_button (self, _ ("_Delete"), G_CALLBACK (on_delete)));
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), head_button (self, _ ("_Remove for Good…"), G_CALLBACK (on_remove_for_good)));
  adw_wrap_box_set_align (ADW_WRAP_BOX (buttons), 0.5f);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), new_pill (ta_household_item_get_standing (self->item), NULL));
  gtk_widget_set_halign (gtk_widget_get_last_child (box), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), buttons);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  put_group (self, group);
}

/* ---- people ------------------------------------------------------------------------------------------------------------------------- */

static void
on_person_activated (GtkWidget *row, TaHouseholdDetail *self)
{
  ta_person_dialog_present (self->context, self->item, g_object_get_data (G_OBJECT (row), "person"), GTK_WIDGET (self));
}

static char *
person_text (const TaPerson *person, TaDate today)
{
  int age = ta_date_age (person->born, today);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (age >= 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%d year", "%d years", (gulong) age), age));
  else
    g_ptr_array_add (parts, g_strdup (ta_code_label (ta_person_role_codes, (int) person->role)));
  for (guint i = 0; i < person->diets->len; i++)
    g_ptr_array_add (parts, g_strdup (ta_diet_label (g_ptr_array_index (person->diets, i))));
  for (guint i = 0; i < person->capabilities->len; i++)
    g_ptr_array_add (parts, g_strdup (g_ptr_array_index (person->capabilities, i)));
  if (person->administrator)
    g_ptr_array_add (parts, g_strdup (_ ("Administrator")));
  if (*person->notes != '\0')
    g_ptr_array_add (parts, g_strdup (person->notes));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static const char *
severity_class (TaSeverity severity)
{
  return severity >= TA_SEVERITY_ALLERGY ? "error" : severity == TA_SEVERITY_INTOLERANCE ? "warning"
                                                                                         : NULL;
}

static GtkWidget *
allergy_box (const TaPerson *person)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < person->allergies->len; i++)
    {
      TaAllergy *allergy = g_ptr_array_index (person->allergies, i);
      /* Translators: an allergen and how severe it is: Peanuts: anaphylaxis */
      g_autofree char *text = g_strdup_printf (_ ("%s: %s"), ta_allergen_label (allergy->allergen), ta_allergy_severity_text (allergy));
      GtkWidget *pill = new_pill (text, severity_class (allergy->severity));

      /* What is locked is said in a whole sentence. */
      gtk_label_set_wrap (GTK_LABEL (pill), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (pill), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (pill), 24);
      gtk_widget_set_halign (pill, GTK_ALIGN_END);
      gtk_box_append (GTK_BOX (box), pill);
    }
  return box;
}

static void
present_new_person (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  ta_person_dialog_present (context, item, NULL, parent);
}

static void
add_people (TaHouseholdDetail *self, const TaHousehold *household, TaDate today)
{
  GtkWidget *group = add_group (self, _ ("People"), _ ("Add a Person"), present_new_person);

  if (ta_health_model_get_state (ta_context_get_health (self->context)) == TA_HEALTH_RING_LOCKED)
    ta_form_add_row (group, ta_health_locked_row_new (self->context, _ ("Treat every allergy as anaphylaxis until it is unlocked.")));

  for (guint i = 0; i < household->persons->len; i++)
    {
      TaPerson *person = g_ptr_array_index (household->persons, i);
      g_autofree char *text = person_text (person, today);
      GtkWidget *row = add_row (group, person->name, text);

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), allergy_box (person));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_object_set_data_full (G_OBJECT (row), "person", g_strdup (person->id), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (on_person_activated), self, G_CONNECT_DEFAULT);
    }
  if (household->persons->len == 0)
    add_row (group, _ ("Nobody is entered yet"), _ ("Portions and allergies are counted from the people."));
}

/* ---- time --------------------------------------------------------------------------------------------------------------------------- */

static void
on_availability_selected (GtkWidget *row, GParamSpec *pspec, TaHouseholdDetail *self)
{
  int weekday = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "weekday"));
  TaAvailabilityState state = (TaAvailabilityState) ta_form_get_code (row);
  const TaHousehold *household = ta_household_item_get (self->item);
  TaHousehold *changed;
  g_autofree char *label = NULL;

  if (ta_household_availability (household, weekday) == state)
    return;
  changed = ta_household_copy (household);
  for (guint i = changed->availability->len; i-- > 0;)
    {
      TaAvailability *old = g_ptr_array_index (changed->availability, i);

      if (old->person == NULL && old->weekday == weekday)
        g_ptr_array_remove_index (changed->availability, i);
    }
  if (state != TA_AVAILABLE)
    g_ptr_array_add (changed->availability, ta_availability_new (NULL, weekday, state));
  label = g_strdup_printf (_ ("Changed when %s can"), changed->name);
  ta_household_commands_save (self->context, label, changed, NULL, NULL);
}

static char *
availability_summary (const TaHousehold *household, TaDate monday)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (int weekday = 1; weekday <= 7; weekday++)
    {
      TaAvailabilityState state = ta_household_availability (household, weekday);
      g_autofree char *day = ta_date_format (monday + weekday - 1, TA_DATE_DAY_NAME);

      if (state != TA_AVAILABLE)
        g_ptr_array_add (parts, g_strdup_printf ("%s: %s", day, ta_code_label (ta_availability_codes, (int) state)));
    }
  if (parts->len == 0)
    return g_strdup (_ ("Any day"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
add_availability (TaHouseholdDetail *self, const TaHousehold *household, TaDate today)
{
  GtkWidget *group = add_group (self, _ ("When They Can"), _ ("Add an Absence"), ta_absence_dialog_present);
  GtkWidget *week = adw_expander_row_new ();
  TaDate monday = ta_date_start_of_week (today, 1);
  TaDate first = ta_date_start_of_week (today, ta_locale_first_weekday ());
  g_autofree char *summary = availability_summary (household, monday);

  self->week = week;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (week), _ ("Every week"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (week), summary);
  for (int i = 0; i < 7; i++)
    {
      int weekday = ta_date_weekday (first + i);
      g_autofree char *day = ta_date_format (first + i, TA_DATE_DAY_NAME_LONG);
      GtkWidget *row = ta_form_codes (day, ta_availability_codes, (int) ta_household_availability (household, weekday));

      g_object_set_data (G_OBJECT (row), "weekday", GINT_TO_POINTER (weekday));
      g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_availability_selected), self, G_CONNECT_DEFAULT);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (week), row);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), week);
  for (guint i = 0; i < household->absences->len; i++)
    {
      TaAbsence *absence = g_ptr_array_index (household->absences, i);
      const TaPerson *person = absence->person != NULL ? ta_household_find_person (household, absence->person) : NULL;
      g_autofree char *from = ta_date_format (absence->from, TA_DATE_MEDIUM);
      g_autofree char *last = ta_date_format (absence->until - 1, TA_DATE_MEDIUM);
      g_autofree char *title = absence->until - absence->from == 1 ? g_strdup (from) : g_strdup_printf ("%s – %s", from, last);
      g_autofree char *who = person != NULL ? g_strdup_printf (_ ("%s is away"), person->name) : g_strdup (_ ("All are away"));
      g_autofree char *text = *absence->reason != '\0' ? g_strdup_printf ("%s · %s", who, absence->reason) : g_strdup (who);
      GtkWidget *row = add_row (group, title, text);

      add_remove_button (self, row, G_STRUCT_OFFSET (TaHousehold, absences), i, g_strdup_printf (_ ("Removed an absence of %s"), household->name));
    }
}

/* ---- the rest ----------------------------------------------------------------------------------------------------------------------- */

static void
add_contacts (TaHouseholdDetail *self, const TaHousehold *household)
{
  GtkWidget *group = add_group (self, _ ("Where and How"), _ ("Add a Contact"), ta_contact_dialog_present);
  g_autofree char *place = household->place.set ? ta_point_to_text (household->place) : g_strdup (_ ("Not on the map yet"));
  g_autofree char *times = ta_round_times_text (household->drop_from, household->drop_until);

  add_fact (group, _ ("Address"), household->address);
  add_fact (group, _ ("Coordinates"), place);
  add_fact (group, _ ("At the door"), household->door_notes);
  add_fact (group, _ ("Dinners can be left"), times);
  for (guint i = 0; i < household->contacts->len; i++)
    {
      TaContactPoint *contact = g_ptr_array_index (household->contacts, i);
      g_autofree char *value = *contact->note != '\0' ? g_strdup_printf ("%s (%s)", contact->value, contact->note) : g_strdup (contact->value);
      GtkWidget *row = add_row (group, ta_code_label (ta_contact_codes, (int) contact->kind), value);

      gtk_widget_add_css_class (row, "property");
      adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
      add_remove_button (self, row, G_STRUCT_OFFSET (TaHousehold, contacts), i, g_strdup_printf (_ ("Removed a contact of %s"), household->name));
    }
}

static void
add_kitchen (TaHouseholdDetail *self, const TaHousehold *household)
{
  GtkWidget *group = add_group (self, _ ("Kitchen and House"), NULL, NULL);
  g_autofree char *number = household->kitchen_capacity >= 0 ? ta_hundredths_format (household->kitchen_capacity) : NULL;

  add_fact (group, _ ("Portions the kitchen can make"), number != NULL ? number : _ ("Not known"));
  add_fact (group, _ ("Vehicle"), household->vehicle);
  add_fact (group, _ ("Pets"), household->pets);
  add_fact (group, _ ("Smoking"), household->smoking ? _ ("Somebody smokes at home") : "");
  add_fact (group, _ ("Accessibility"), household->accessibility);
  add_fact (group, _ ("Likes and dislikes"), household->tastes);
  add_fact (group, _ ("Notes"), household->notes);
}

static void
add_offers (TaHouseholdDetail *self, const TaHousehold *household)
{
  GtkWidget *group = add_group (self, _ ("Offers and Needs"), _ ("Add an Offer or a Need"), ta_offer_dialog_present);

  for (guint i = 0; i < household->offers->len; i++)
    {
      TaOffer *offer = g_ptr_array_index (household->offers, i);
      g_autofree char *title = g_strdup_printf ("%s: %s", ta_code_label (ta_offer_codes, (int) offer->kind), ta_code_label (ta_service_codes, (int) offer->service));
      GtkWidget *row = add_row (group, title, offer->detail);

      add_remove_button (self, row, G_STRUCT_OFFSET (TaHousehold, offers), i, g_strdup_printf (_ ("Changed what %s offers and needs"), household->name));
    }
  if (household->offers->len == 0)
    add_row (group, _ ("Nothing yet"), _ ("What they could do for others, and what they look for."));
}

static void
add_memberships (TaHouseholdDetail *self, const TaHousehold *household)
{
  GtkWidget *group = add_group (self, _ ("Membership"), _ ("Change Status"), ta_membership_dialog_present);

  for (guint i = 0; i < household->memberships->len; i++)
    {
      TaMembership *membership = g_ptr_array_index (household->memberships, i);
      const TaPod *pod = ta_context_find_pod (self->context, membership->pod);
      g_autofree char *from = ta_date_format (membership->from, TA_DATE_MEDIUM);
      g_autofree char *last = membership->until != TA_DATE_NONE ? ta_date_format (membership->until - 1, TA_DATE_MEDIUM) : NULL;
      g_autofree char *time = last != NULL ? g_strdup_printf ("%s – %s", from, last) : g_strdup_printf (_ ("since %s"), from);
      g_autofree char *text = pod != NULL ? g_strdup_printf ("%s · %s", pod->name, time) : g_strdup (time);

      add_row (group, ta_code_label (ta_status_codes, (int) membership->status), text);
    }
}

static void
on_scope_selected (GtkWidget *row, GParamSpec *pspec, TaHouseholdDetail *self)
{
  const char *field = g_object_get_data (G_OBJECT (row), "field");
  TaVisibilityScope scope = (TaVisibilityScope) ta_form_get_code (row);
  TaHousehold *changed;
  g_autofree char *label = NULL;

  if (ta_household_visibility (ta_household_item_get (self->item), field) == scope)
    return;
  changed = ta_household_copy (ta_household_item_get (self->item));
  for (guint i = changed->visibility->len; i-- > 0;)
    if (g_strcmp0 (((TaVisibility *) g_ptr_array_index (changed->visibility, i))->field, field) == 0)
      g_ptr_array_remove_index (changed->visibility, i);
  g_ptr_array_add (changed->visibility, ta_visibility_new (field, scope));
  label = g_strdup_printf (_ ("Changed who may see what of %s"), changed->name);
  ta_household_commands_save (self->context, label, changed, NULL, NULL);
}

static void
add_visibility (TaHouseholdDetail *self, const TaHousehold *household)
{
  GtkWidget *group = add_group (self, _ ("Who May See It"), NULL, NULL);
  GtkWidget *fields = adw_expander_row_new ();

  self->visibility = fields;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (fields), _ ("By field"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (fields), _ ("What may leave this computer is asked of these"));
  for (int i = 0; i < ta_code_count (ta_visible_field_codes); i++)
    {
      const char *field = ta_code_word (ta_visible_field_codes, i);
      GtkWidget *row = ta_form_codes (ta_code_label (ta_visible_field_codes, i), ta_visibility_codes, (int) ta_household_visibility (household, field));

      g_object_set_data (G_OBJECT (row), "field", (gpointer) field);
      g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_scope_selected), self, G_CONNECT_DEFAULT);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (fields), row);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), fields);
}

/* ---- the whole ---------------------------------------------------------------------------------------------------------------------- */

static void
clear (TaHouseholdDetail *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  self->week = NULL;
  self->limits = NULL;
  self->visibility = NULL;
}

static void
fill (TaHouseholdDetail *self)
{
  const TaHousehold *household = ta_household_item_get (self->item);
  TaDate today = ta_context_get_today (self->context);

  GtkWidget *steps = ta_household_steps_new (self->context, self->item);
  gboolean waits = ta_household_item_get_waiting_days (self->item) >= 0;

  add_head (self, household, today);
  if (waits)
    put_group (self, steps);
  add_people (self, household, today);
  add_availability (self, household, today);
  self->limits = ta_household_limits_new (self->context, self->item);
  put_group (self, self->limits);
  put_group (self, ta_household_balance_new (self->context, household->id));
  add_contacts (self, household);
  add_kitchen (self, household);
  add_offers (self, household);
  if (!waits)
    put_group (self, steps);
  add_memberships (self, household);
  add_visibility (self, household);
}

/* The household is another than it was: what was unfolded stays so, and the cursor and the page stay where they were. */
static void
on_changed (TaHouseholdDetail *self)
{
  gboolean week = adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self->week));
  gboolean limits = adw_expander_row_get_expanded (ADW_EXPANDER_ROW (ta_household_limits_get_expander (self->limits)));
  gboolean visibility = adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self->visibility));
  TaPlace *place = ta_place_remember (self->page);

  clear (self);
  fill (self);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->week), week);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (ta_household_limits_get_expander (self->limits)), limits);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->visibility), visibility);
  ta_place_restore (place, self->page);
}

static void
show_item (TaHouseholdDetail *self)
{
  g_ptr_array_set_size (self->groups, 0);
  self->page = self->item != NULL ? adw_preferences_page_new () : NULL;
  if (self->item != NULL)
    fill (self);
  adw_bin_set_child (ADW_BIN (self), self->page);
}

static void
ta_household_detail_dispose (GObject *object)
{
  TaHouseholdDetail *self = TA_HOUSEHOLD_DETAIL (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_household_detail_parent_class)->dispose (object);
}

static void
ta_household_detail_finalize (GObject *object)
{
  g_clear_pointer (&TA_HOUSEHOLD_DETAIL (object)->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_household_detail_parent_class)->finalize (object);
}

static void
ta_household_detail_class_init (TaHouseholdDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_household_detail_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_household_detail_finalize;
}

static void
ta_household_detail_init (TaHouseholdDetail *self)
{
  self->groups = g_ptr_array_new ();
}

GtkWidget *
ta_household_detail_new (TaContext *context)
{
  TaHouseholdDetail *self = g_object_new (TA_TYPE_HOUSEHOLD_DETAIL, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
ta_household_detail_set_item (TaHouseholdDetail *self, TaHouseholdItem *item)
{
  g_return_if_fail (TA_IS_HOUSEHOLD_DETAIL (self));
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  show_item (self);
}

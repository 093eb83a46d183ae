/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-administrators-group.h"

#include "ta-form.h"
#include "ta-household-table.h"
#include "ta-place.h"

#include <glib/gi18n.h>

struct _TaAdministratorsGroup
{
  AdwPreferencesGroup parent_instance;

  TaContext *context; /* owned */
  GPtrArray *rows;    /* of GtkWidget, borrowed */
  GPtrArray *others;  /* of Choice: whom the last row offers */
  char *shown;        /* (nullable): what the rows are made of */
};

#define TA_TYPE_ADMINISTRATORS_GROUP (ta_administrators_group_get_type ())
G_DECLARE_FINAL_TYPE (TaAdministratorsGroup, ta_administrators_group, TA, ADMINISTRATORS_GROUP, AdwPreferencesGroup)
G_DEFINE_FINAL_TYPE (TaAdministratorsGroup, ta_administrators_group, ADW_TYPE_PREFERENCES_GROUP)

/* A person, and what they are to be. */
typedef struct
{
  char *household;
  char *person;
  gboolean administrator;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->household);
  g_free (choice->person);
  g_free (choice);
}

static Choice *
choice_new (const char *household, const char *person, gboolean administrator)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->household = g_strdup (household);
  choice->person = g_strdup (person);
  choice->administrator = administrator;
  return choice;
}

/* ---- writing ------------------------------------------------------------------------------------------------------------------------ */

static gboolean
save_choice (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Choice *choice = data;
  g_autoptr (TaHousehold) household = ta_household_table_get (database, choice->household, error);
  TaPerson *person = household != NULL ? ta_household_find_person (household, choice->person) : NULL;

  if (household == NULL)
    return FALSE;
  if (person == NULL)
    return TRUE;
  person->administrator = choice->administrator;
  return ta_household_table_save (database, household, error);
}

static void
run (TaAdministratorsGroup *self, const Choice *choice, const char *format)
{
  TaHouseholdItem *item = ta_context_find_household (self->context, choice->household);
  const TaPerson *person = item != NULL ? ta_household_find_person ((TaHousehold *) ta_household_item_get (item), choice->person) : NULL;
  g_autofree char *label = NULL;

  if (person == NULL)
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  label = g_strdup_printf (format, person->name);
#pragma GCC diagnostic pop
  ta_context_run (self->context, label, save_choice, choice_new (choice->household, choice->person, choice->administrator), choice_free, NULL, NULL);
}

static void
on_removed (GtkWidget *button, TaAdministratorsGroup *self)
{
  run (self, g_object_get_data (G_OBJECT (button), "choice"), _ ("%s is no administrator any more"));
}

static void
on_chosen (GtkWidget *row, GParamSpec *pspec, TaAdministratorsGroup *self)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

  /* The first stands for nobody. */
  if (chosen > 0 && chosen <= self->others->len)
    run (self, self->others->pdata[chosen - 1], _ ("%s is an administrator"));
}

/* ---- showing ------------------------------------------------------------------------------------------------------------------------ */

static void
add_row (TaAdministratorsGroup *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, ta_form_add_row (GTK_WIDGET (self), row));
}

static void
add_administrator (TaAdministratorsGroup *self, const TaHousehold *household, const TaPerson *person)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *tooltip = g_strdup_printf (_ ("%s Is No Administrator Any More"), person->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), household->name);
  gtk_widget_set_tooltip_text (remove, tooltip);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  g_object_set_data_full (G_OBJECT (remove), "choice", choice_new (household->id, person->id, FALSE), choice_free);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (on_removed), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  add_row (self, row);
}

static void
add_chooser (TaAdministratorsGroup *self, GtkStringList *names)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Another administrator"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_chosen), self, G_CONNECT_DEFAULT);
  add_row (self, row);
}

typedef void (*Visit) (TaAdministratorsGroup *self, const TaHousehold *household, const TaPerson *person, gpointer data);

/* Everybody of households that have not left, by household. */
static void
visit_people (TaAdministratorsGroup *self, Visit visit, gpointer data)
{
  GListModel *items = ta_context_get_households (self->context);
  TaDate today = ta_context_get_today (self->context);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (items, i);
      const TaHousehold *household = ta_household_item_get (item);

      for (guint p = 0; ta_household_status (household, today) != TA_STATUS_LEFT && p < household->persons->len; p++)
        visit (self, household, household->persons->pdata[p], data);
    }
}

static void
note_person (TaAdministratorsGroup *self, const TaHousehold *household, const TaPerson *person, gpointer data)
{
  if (person->administrator || person->role == TA_ROLE_ADULT)
    g_string_append_printf (data, "%s %s %s %d\n", person->id, person->name, household->name, person->administrator);
}

static void
show_person (TaAdministratorsGroup *self, const TaHousehold *household, const TaPerson *person, gpointer data)
{
  /* Translators: a person and their household: “Leo (Silva)” */
  g_autofree char *name = g_strdup_printf (_ ("%s (%s)"), person->name, household->name);

  if (person->administrator)
    add_administrator (self, household, person);
  else if (person->role == TA_ROLE_ADULT)
    {
      gtk_string_list_append (data, name);
      g_ptr_array_add (self->others, choice_new (household->id, person->id, TRUE));
    }
}

/* Only where something of it is another: the keyboard may be in it. */
static void
refresh (TaAdministratorsGroup *self)
{
  GString *text = g_string_new (NULL);
  g_autofree char *shown = NULL;
  g_autoptr (GtkStringList) names = NULL;
  TaPlace *place;

  visit_people (self, note_person, text);
  shown = g_string_free_and_steal (text);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  place = ta_place_remember (GTK_WIDGET (self));
  g_set_str (&self->shown, shown);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->others, 0);
  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _ ("Choose Somebody"));
  visit_people (self, show_person, names);
  if (self->others->len > 0)
    add_chooser (self, names);
  ta_place_restore (place, GTK_WIDGET (self));
}

static void
ta_administrators_group_dispose (GObject *object)
{
  g_clear_object (&TA_ADMINISTRATORS_GROUP (object)->context);
  G_OBJECT_CLASS (ta_administrators_group_parent_class)->dispose (object);
}

static void
ta_administrators_group_finalize (GObject *object)
{
  TaAdministratorsGroup *self = TA_ADMINISTRATORS_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->others);
  g_free (self->shown);
  G_OBJECT_CLASS (ta_administrators_group_parent_class)->finalize (object);
}

static void
ta_administrators_group_class_init (TaAdministratorsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_administrators_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_administrators_group_finalize;
}

static void
ta_administrators_group_init (TaAdministratorsGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->others = g_ptr_array_new_with_free_func (choice_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Administrators"));
  ta_form_describe (GTK_WIDGET (self), _ ("They say whether households are taken. While nobody is marked, anybody may."));
}

GtkWidget *
ta_administrators_group_new (TaContext *context)
{
  TaAdministratorsGroup *self = g_object_new (TA_TYPE_ADMINISTRATORS_GROUP, NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

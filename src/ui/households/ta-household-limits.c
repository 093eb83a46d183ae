/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-limits.h"

#include "ta-form.h"
#include "ta-household-commands.h"
#include "ta-meals-dialog.h"

#include <glib/gi18n.h>

/* Least days between turns that are offered; others may come from a table. */
static const int gaps[] = { 1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28 };

/* What the rows of a group speak of. */
typedef struct
{
  TaContext *context;
  TaHouseholdItem *item;
  GtkWidget *expander;
} Limits;

static void
limits_free (gpointer data)
{
  Limits *limits = data;

  g_object_unref (limits->context);
  g_object_unref (limits->item);
  g_free (limits);
}

static Limits *
limits_of (GtkWidget *row)
{
  GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

  return group ? g_object_get_data (G_OBJECT (group), "limits") : NULL;
}

static void
save (Limits *limits, TaHousehold *changed)
{
  g_autofree char *label = g_strdup_printf (_ ("Changed the limits of %s"), changed->name);

  ta_household_commands_save (limits->context, label, changed, NULL, NULL);
}

/* A number of its own ----------------------------------------------------------------------------------------------------------------------- */

/* Where a number stands in a household, and what can be chosen: -1 is the pod's. */
static int *
field_of (TaHousehold *household, GtkWidget *row)
{
  return &G_STRUCT_MEMBER (int, household, GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "offset")));
}

static void
number_selected (GtkWidget *row)
{
  Limits *limits = limits_of (row);
  GArray *values = g_object_get_data (G_OBJECT (row), "values");
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));
  TaHousehold *changed;
  int value;

  if (!limits || selected >= values->len)
    return;
  value = g_array_index (values, int, selected);
  changed = ta_household_copy (ta_household_item_get (limits->item));
  if (*field_of (changed, row) == value)
    {
      ta_household_free (changed);
      return;
    }
  *field_of (changed, row) = value;
  save (limits, changed);
}

static GtkWidget *
make_number (const char *title, const TaHousehold *household, gsize offset, GArray *values)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  int present = G_STRUCT_MEMBER (int, household, offset);
  guint selected = 0;
  GtkWidget *row;

  for (guint i = 0; i < values->len; i++)
    {
      int value = g_array_index (values, int, i);

      g_ptr_array_add (labels, value < 0 ? g_strdup (_ ("As in the pod")) : g_strdup_printf ("%d", value));
      if (value == present)
        selected = i;
    }
  row = ta_form_choice (title, labels, selected);
  g_object_set_data (G_OBJECT (row), "offset", GSIZE_TO_POINTER (offset));
  g_object_set_data_full (G_OBJECT (row), "values", values, (GDestroyNotify) g_array_unref);
  g_signal_connect (row, "notify::selected", G_CALLBACK (number_selected), NULL);
  return row;
}

static GArray *
new_values (int present)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (int));
  int pod = -1;

  g_array_append_val (values, pod);
  if (present > 7 && present != 10 && present != 14 && present != 21 && present != 28)
    g_array_append_val (values, present);
  return values;
}

static void
add_numbers (GtkWidget *group, const TaHousehold *household)
{
  GArray *weekly = new_values (-1);
  GArray *apart = new_values (household->min_gap_days);

  for (int i = 0; i <= 7; i++)
    g_array_append_val (weekly, i);
  g_array_append_vals (apart, gaps, G_N_ELEMENTS (gaps));
  ta_form_add_row (group, make_number (_ ("Most turns a week"), household, G_STRUCT_OFFSET (TaHousehold, max_per_week), weekly));
  ta_form_add_row (group, make_number (_ ("Fewest days between turns"), household, G_STRUCT_OFFSET (TaHousehold, min_gap_days), apart));
}

/* What it cannot cook for ------------------------------------------------------------------------------------------------------------------- */

static gboolean
has_limit (const TaHousehold *household, const char *need, guint *index)
{
  return g_ptr_array_find_with_equal_func (household->cooking_limits, need, g_str_equal, index);
}

static void
limit_switched (GtkWidget *row)
{
  Limits *limits = limits_of (row);
  const char *need = g_object_get_data (G_OBJECT (row), "need");
  gboolean cannot = adw_switch_row_get_active (ADW_SWITCH_ROW (row));
  TaHousehold *changed;
  guint index;

  if (!limits || has_limit (ta_household_item_get (limits->item), need, NULL) == cannot)
    return;
  changed = ta_household_copy (ta_household_item_get (limits->item));
  if (cannot)
    g_ptr_array_add (changed->cooking_limits, g_strdup (need));
  else if (has_limit (changed, need, &index))
    g_ptr_array_remove_index (changed->cooking_limits, index);
  save (limits, changed);
}

static void
add_need (GtkWidget *expander, const TaHousehold *household, const char *need, const char *label)
{
  GtkWidget *row = ta_form_switch (label, has_limit (household, need, NULL));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), "need", g_strdup (need), g_free);
  g_signal_connect (row, "notify::active", G_CALLBACK (limit_switched), NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

static const char *
need_label (const char *need)
{
  int known;

  return ta_code_parse_any (ta_allergen_codes, need, &known) ? ta_allergen_label (need) : ta_diet_label (need);
}

static char *
limits_text (const TaHousehold *household)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < household->cooking_limits->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", need_label (household->cooking_limits->pdata[i]));
  if (text->len == 0)
    g_string_append (text, _ ("Can cook for everybody"));
  return g_string_free (text, FALSE);
}

static gboolean
is_known (const char *need)
{
  int known;

  return ta_code_parse_any (ta_allergen_codes, need, &known) || ta_code_parse_any (ta_diet_codes, need, &known);
}

static GtkWidget *
make_needs (const TaHousehold *household)
{
  g_autofree char *text = limits_text (household);
  GtkWidget *expander = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title", _ ("Cannot cook for"), "subtitle", text, NULL);

  for (int i = 0; i < ta_code_count (ta_allergen_codes); i++)
    add_need (expander, household, ta_code_word (ta_allergen_codes, i), ta_code_label (ta_allergen_codes, i));
  for (int i = 0; i < ta_code_count (ta_diet_codes); i++)
    add_need (expander, household, ta_code_word (ta_diet_codes, i), ta_code_label (ta_diet_codes, i));
  for (guint i = 0; i < household->cooking_limits->len; i++)
    if (!is_known (household->cooking_limits->pdata[i]))
      add_need (expander, household, household->cooking_limits->pdata[i], household->cooking_limits->pdata[i]);
  return expander;
}

/* Meals ------------------------------------------------------------------------------------------------------------------------------------- */

static void
meals_activated (GtkWidget *row)
{
  Limits *limits = limits_of (row);

  ta_meals_dialog_present (limits->context, limits->item, row);
}

static GtkWidget *
make_meals (const TaHousehold *household, TaDate today)
{
  g_autofree char *text = ta_meals_text (household, today);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ ("Meals with the pod"), "subtitle", text, "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect (row, "activated", G_CALLBACK (meals_activated), NULL);
  return row;
}

GtkWidget *
ta_household_limits_new (TaContext *context, TaHouseholdItem *item)
{
  const TaHousehold *household = ta_household_item_get (item);
  GtkWidget *group = adw_preferences_group_new ();
  Limits *limits = g_new0 (Limits, 1);

  limits->context = g_object_ref (context);
  limits->item = g_object_ref (item);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Turns and Meals"));
  g_object_set_data_full (G_OBJECT (group), "limits", limits, limits_free);
  add_numbers (group, household);
  limits->expander = ta_form_add_row (group, make_needs (household));
  ta_form_add_row (group, make_meals (household, ta_context_get_today (context)));
  return group;
}

GtkWidget *
ta_household_limits_get_expander (GtkWidget *group)
{
  return ((Limits *) g_object_get_data (G_OBJECT (group), "limits"))->expander;
}

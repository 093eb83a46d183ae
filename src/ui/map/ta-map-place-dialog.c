/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-place-dialog.h"

#include "ta-form.h"
#include "ta-map-commands.h"

#include <glib/gi18n.h>

/* Streets are no straight lines. */
#define DETOUR_FACTOR 1.3

static const char *const directions[] = { N_ ("North"), N_ ("North-east"), N_ ("East"), N_ ("South-east"), N_ ("South"), N_ ("South-west"), N_ ("West"), N_ ("North-west") };

typedef struct
{
  TaContext *context;    /* owned */
  TaHouseholdItem *item; /* owned */
  GtkWidget *parent;     /* owned */
  GPtrArray *others;     /* of TaHouseholdItem: those with a place */
  AdwDialog *dialog;     /* borrowed, as are all below */
  GtkWidget *coordinates;
  GtkWidget *from;
  GtkWidget *metres;
  GtkWidget *direction;
  GtkWidget *save;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->context);
  g_object_unref (form->item);
  g_object_unref (form->parent);
  g_ptr_array_unref (form->others);
  g_free (form);
}

static void
on_by_hand (Form *form)
{
  g_autoptr (GtkWidget) parent = g_object_ref (form->parent);
  g_autofree char *id = g_strdup (ta_household_item_get_id (form->item));

  adw_dialog_close (form->dialog);
  gtk_widget_activate_action (parent, "map.place-by-hand", "s", id);
}

/* Coordinates come before the walk; not set where neither says a place. */
static TaPoint
read_place (Form *form)
{
  g_autofree char *text = ta_form_get_text (form->coordinates);
  TaPoint place = TA_POINT_NONE;
  guint chosen;

  if (*text != '\0')
    return ta_point_parse (text, &place) ? place : TA_POINT_NONE;
  chosen = form->from != NULL ? adw_combo_row_get_selected (ADW_COMBO_ROW (form->from)) : 0;
  if (chosen == 0 || chosen > form->others->len)
    return TA_POINT_NONE;
  return ta_point_travel (ta_household_item_get (g_ptr_array_index (form->others, chosen - 1))->place,
                          adw_combo_row_get_selected (ADW_COMBO_ROW (form->direction)) * 360.0 / G_N_ELEMENTS (directions),
                          adw_spin_row_get_value (ADW_SPIN_ROW (form->metres)) / DETOUR_FACTOR);
}

static void
update (Form *form)
{
  g_autofree char *text = ta_form_get_text (form->coordinates);
  TaPoint place = read_place (form);

  gtk_widget_set_sensitive (form->save, place.set);
  if (*text != '\0' && !place.set)
    gtk_widget_add_css_class (form->coordinates, "error");
  else
    gtk_widget_remove_css_class (form->coordinates, "error");
}

static void
on_save (Form *form)
{
  TaPoint place = read_place (form);

  if (!place.set)
    return;
  ta_map_commands_place (form->context, form->item, place, NULL, NULL);
  adw_dialog_close (form->dialog);
}

static void
on_remove (Form *form)
{
  ta_map_commands_place (form->context, form->item, TA_POINT_NONE, NULL, NULL);
  adw_dialog_close (form->dialog);
}

static void
collect_others (Form *form)
{
  GListModel *households = ta_context_get_households (form->context);

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      if (item != form->item && ta_household_item_get (item)->place.set)
        g_ptr_array_add (form->others, g_object_ref (item));
    }
}

static GtkWidget *
button_row (const char *title)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  return row;
}

static void
add_walk (Form *form, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, _ ("By a Walk"));
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) sides = g_ptr_array_new ();

  g_ptr_array_add (names, (gpointer) _ ("None"));
  for (guint i = 0; i < form->others->len; i++)
    g_ptr_array_add (names, (gpointer) ta_household_item_get_name (g_ptr_array_index (form->others, i)));
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    g_ptr_array_add (sides, (gpointer) _ (directions[i]));
  form->from = ta_form_add_row (group, ta_form_choice (_ ("From"), names, 0));
  form->metres = ta_form_add_row (group, ta_form_spin (_ ("Meters on foot"), 10, 20000, 10, 200, 0));
  form->direction = ta_form_add_row (group, ta_form_choice (_ ("Direction"), sides, 0));
  g_signal_connect_swapped (form->from, "notify::selected", G_CALLBACK (update), form);
}

static GtkWidget *
build (Form *form)
{
  GtkWidget *page = adw_preferences_page_new ();
  TaPoint place = ta_household_item_get (form->item)->place;
  g_autofree char *text = place.set ? ta_point_to_text (place) : NULL;
  GtkWidget *group = ta_form_add_group (page, NULL);
  GtkWidget *by_hand = ta_form_add_row (group, button_row (_ ("Choose on the Map")));

  g_signal_connect_swapped (by_hand, "activated", G_CALLBACK (on_by_hand), form);
  group = ta_form_add_group (page, _ ("By Coordinates"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("Latitude and longitude, as map sites show them: -34.90330, -56.18820"));
  form->coordinates = ta_form_add_row (group, ta_form_entry (_ ("Coordinates"), ""));
  g_signal_connect_swapped (form->coordinates, "changed", G_CALLBACK (update), form);
  if (form->others->len > 0)
    add_walk (form, page);
  if (text != NULL)
    {
      GtkWidget *off;

      group = ta_form_add_group (page, NULL);
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), text);
      off = ta_form_add_row (group, button_row (_ ("Take Off the Map")));
      gtk_widget_add_css_class (off, "destructive-action");
      g_signal_connect_swapped (off, "activated", G_CALLBACK (on_remove), form);
    }
  return page;
}

void
ta_map_place_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  g_autofree char *title = g_strdup_printf (_ ("Where %s Lives"), ta_household_item_get_name (item));

  form->context = g_object_ref (context);
  form->item = g_object_ref (item);
  form->parent = g_object_ref (parent);
  form->others = g_ptr_array_new_with_free_func (g_object_unref);
  collect_others (form);
  form->dialog = ta_form_dialog (title, _ ("Place"), build (form), &form->save);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (form->save, "clicked", G_CALLBACK (on_save), form);
  update (form);
  adw_dialog_present (form->dialog, parent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-start-dialog.h"

#include "ta-form.h"
#include "ta-map-view.h"
#include "ta-money.h"
#include "ta-start-households.h"
#include "ta-start-pod.h"
#include "ta-window.h"
#include "ta-zones.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

typedef struct
{
  TaApplication *application; /* owned */
  gboolean import;
  GPtrArray *zones; /* of TaZone */
  gboolean placed;  /* the person has said where it is */
  gboolean updating;

  AdwDialog *dialog;
  AdwBreakpoint *narrow;
  GtkWidget *navigation;
  GtkWidget *name;
  GtkWidget *place;
  GtkWidget *zone;
  GtkWidget *currency;
  GtkWidget *next;
  GtkWidget *households;
  GtkWidget *problem; /* of the page that makes the pod */
  GtkWidget *start;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->application);
  g_ptr_array_unref (form->zones);
  g_free (form);
}

/* ---- making it ---------------------------------------------------------------------------------------------------------------------- */

static void
show_problem (Form *form, const char *sentence)
{
  gtk_label_set_label (GTK_LABEL (form->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (form->problem, sentence != NULL);
}

static void
open_import (TaWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.import", NULL);
}

static void
on_created (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Form *form = g_object_get_data (G_OBJECT (dialog), "form");
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_start_pod_create_finish (result, &error);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (dialog)));

  if (store == NULL)
    {
      gtk_widget_set_sensitive (form->start, TRUE);
      show_problem (form, error->message);
      return;
    }
  ta_application_show (form->application, store);
  if (form->import && TA_IS_WINDOW (window))
    g_signal_connect_object (ta_window_get_context (TA_WINDOW (window)), "ready", G_CALLBACK (open_import), window, G_CONNECT_SWAPPED);
  adw_dialog_close (dialog);
}

static TaStartPod *
read_pod (Form *form)
{
  const TaZone *zone = g_ptr_array_index (form->zones, adw_combo_row_get_selected (ADW_COMBO_ROW (form->zone)));
  g_autofree char *name = ta_form_get_text (form->name);
  g_autofree char *place = ta_form_get_text (form->place);
  g_autofree char *currency_text = ta_form_get_text (form->currency);
  g_autofree char *currency = g_ascii_strup (currency_text, -1);
  TaPoint point = TA_POINT_NONE;

  if (*place != '\0')
    ta_point_parse (place, &point);
  return ta_start_pod_new (name, point, zone->name, currency);
}

static void
on_start (Form *form)
{
  g_autofree char *problem = NULL;
  g_autoptr (GPtrArray) households = form->households != NULL ? ta_start_households_get (TA_START_HOUSEHOLDS (form->households), &problem) : NULL;
  TaStartPod *start;

  show_problem (form, problem);
  if (problem != NULL)
    return;
  start = read_pod (form);
  if (households != NULL)
    {
      g_ptr_array_unref (start->households);
      start->households = g_steal_pointer (&households);
    }
  gtk_widget_set_sensitive (form->start, FALSE);
  ta_start_pod_create_async (start, on_created, g_object_ref (form->dialog));
}

/* ---- the first page ----------------------------------------------------------------------------------------------------------------- */

static void
mark (GtkWidget *row, gboolean good)
{
  if (good)
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
}

static void
validate (Form *form)
{
  g_autofree char *name = ta_form_get_text (form->name);
  g_autofree char *place = ta_form_get_text (form->place);
  g_autofree char *currency_text = ta_form_get_text (form->currency);
  g_autofree char *currency = g_ascii_strup (currency_text, -1);
  gboolean zone = adw_combo_row_get_selected (ADW_COMBO_ROW (form->zone)) != GTK_INVALID_LIST_POSITION;
  gboolean placed, paid = ta_currency_is_valid (currency);
  TaPoint point;

  placed = *place == '\0' || ta_point_parse (place, &point);
  mark (form->place, placed);
  mark (form->currency, paid || *currency == '\0');
  gtk_widget_set_sensitive (form->next, *name != '\0' && placed && paid && zone);
}

static void
on_place (Form *form)
{
  if (!form->updating)
    form->placed = TRUE;
  validate (form);
}

/* Until the person says where it is, the town of the time zone is near enough for a map. */
static void
on_zone (Form *form)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (form->zone));
  const TaZone *zone = selected < form->zones->len ? g_ptr_array_index (form->zones, selected) : NULL;
  g_autofree char *text = zone != NULL && zone->place.set ? ta_point_to_text (zone->place) : g_strdup ("");

  if (!form->placed)
    {
      form->updating = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (form->place), text);
      form->updating = FALSE;
    }
  validate (form);
}

/* ---- the place on the map ----------------------------------------------------------------------------------------------------------- */

static void
on_placed (Form *form, double latitude, double longitude)
{
  g_autofree char *text = ta_point_to_text (TA_POINT (latitude, longitude));

  gtk_editable_set_text (GTK_EDITABLE (form->place), text);
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (form->navigation));
}

static void
on_not_placed (Form *form)
{
  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (form->navigation));
}

/* The map begins where the coordinates say, which are at least those of the time zone's town. */
static void
on_choose_place (Form *form)
{
  g_autofree char *text = ta_form_get_text (form->place);
  GtkWidget *map = ta_map_view_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *hint = adw_banner_new (_ ("Click where the pod is, or move the cross and press Enter"));
  TaPoint place = TA_POINT_NONE;

  if (*text != '\0')
    ta_point_parse (text, &place);
  ta_map_view_load (TA_MAP_VIEW (map), NULL, place);
  ta_map_view_start_placing (TA_MAP_VIEW (map), place);
  g_signal_connect_swapped (map, "placed", G_CALLBACK (on_placed), form);
  g_signal_connect_swapped (map, "cancelled", G_CALLBACK (on_not_placed), form);
  gtk_widget_set_vexpand (map, TRUE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_banner_set_revealed (ADW_BANNER (hint), TRUE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), hint);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), map);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (form->navigation), adw_navigation_page_new_with_tag (view, _ ("Place of the Pod"), "place"));
}

void
ta_start_dialog_choose_place (AdwDialog *dialog)
{
  Form *form = g_object_get_data (G_OBJECT (dialog), "form");

  g_return_if_fail (form != NULL);
  on_choose_place (form);
}

static void
add_map_button (Form *form)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("ta-map-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Choose on the Map"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_choose_place), form);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (form->place), button);
}

/* (transfer full): what the locale pays with; "" where it does not say */
static char *
local_currency (void)
{
  const struct lconv *locale = localeconv ();
  g_autofree char *currency = g_strndup (locale->int_curr_symbol, 3);

  return ta_currency_is_valid (currency) ? g_steal_pointer (&currency) : g_strdup ("");
}

static GtkWidget *
new_zone_row (Form *form)
{
  g_autofree char *local = ta_zones_local ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;
  GtkWidget *row;

  for (guint i = 0; i < form->zones->len; i++)
    {
      const TaZone *zone = g_ptr_array_index (form->zones, i);

      g_ptr_array_add (names, zone->name);
      if (strcmp (zone->name, local) == 0)
        selected = i;
    }
  row = ta_form_choice (_ ("Time zone"), names, selected);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (row), GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (row), TRUE);
  return row;
}

static GtkWidget *
new_pod_group (Form *form)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *currency = local_currency ();

  form->name = ta_form_entry (_ ("Name"), NULL);
  form->zone = new_zone_row (form);
  form->place = ta_form_entry (_ ("Place on the map: latitude, longitude"), NULL);
  add_map_button (form);
  form->currency = ta_form_entry (_ ("Currency, such as EUR"), currency);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("A pod is a few households who take turns. All of this can be changed later."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), form->name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), form->zone);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), form->place);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), form->currency);
  g_signal_connect_swapped (form->name, "changed", G_CALLBACK (validate), form);
  g_signal_connect_swapped (form->currency, "changed", G_CALLBACK (validate), form);
  g_signal_connect_swapped (form->place, "changed", G_CALLBACK (on_place), form);
  g_signal_connect_swapped (form->zone, "notify::selected", G_CALLBACK (on_zone), form);
  return group;
}

/* ---- pages -------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_problem (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_set_visible (label, FALSE);
  return label;
}

static AdwNavigationPage *
new_page (Form *form, const char *title, const char *tag, GtkWidget *content, GtkWidget *accept, GtkWidget *cancel)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  if (cancel != NULL)
    {
      g_signal_connect_object (cancel, "clicked", G_CALLBACK (adw_dialog_close), form->dialog, G_CONNECT_SWAPPED);
      adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
    }
  gtk_widget_add_css_class (accept, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), accept);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  ta_form_fold_title (form->narrow, view, header, title);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), content);
  return adw_navigation_page_new_with_tag (view, title, tag);
}

static void
on_next (Form *form)
{
  if (form->import)
    {
      on_start (form);
      return;
    }
  adw_navigation_view_push_by_tag (ADW_NAVIGATION_VIEW (form->navigation), "households");
  adw_dialog_set_default_widget (form->dialog, NULL);
  ta_start_households_begin (TA_START_HOUSEHOLDS (form->households));
}

static AdwNavigationPage *
new_first_page (Form *form)
{
  GtkWidget *page = adw_preferences_page_new ();

  form->next = gtk_button_new_with_mnemonic (form->import ? _ ("C_reate") : _ ("_Next"));
  g_signal_connect_swapped (form->next, "clicked", G_CALLBACK (on_next), form);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_pod_group (form)));
  if (form->import)
    {
      GtkWidget *problem_group = adw_preferences_group_new ();

      form->start = form->next;
      form->problem = new_problem ();
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (problem_group), form->problem);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (problem_group));
    }
  return new_page (form, form->import ? _ ("Import Into a New Pod") : _ ("Start a Pod"), "pod", page, form->next, gtk_button_new_with_mnemonic (_ ("_Cancel")));
}

static AdwNavigationPage *
new_households_page (Form *form)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *hint = gtk_label_new (_ ("One line for each household. Tab goes to the next field, Enter to the next line."));

  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (hint, "dim-label");
  form->households = ta_start_households_new ();
  form->problem = new_problem ();
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), form->problem);
  gtk_box_append (GTK_BOX (box), form->households);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  form->start = gtk_button_new_with_mnemonic (_ ("_Start"));
  g_signal_connect_swapped (form->start, "clicked", G_CALLBACK (on_start), form);
  return new_page (form, _ ("Households"), "households", scrolled, form->start, NULL);
}

void
ta_start_dialog_present (TaApplication *application, gboolean import, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);

  form->application = g_object_ref (application);
  form->import = import;
  form->zones = ta_zones_list ();
  form->dialog = adw_dialog_new ();
  form->narrow = ta_form_add_narrow (form->dialog);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  form->navigation = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (form->navigation), new_first_page (form));
  if (!import)
    adw_navigation_view_add (ADW_NAVIGATION_VIEW (form->navigation), new_households_page (form));
  on_zone (form);
  adw_dialog_set_title (form->dialog, _ ("Start a Pod"));
  adw_dialog_set_child (form->dialog, form->navigation);
  adw_dialog_set_content_width (form->dialog, 760);
  adw_dialog_set_content_height (form->dialog, 520);
  adw_dialog_set_default_widget (form->dialog, form->next);
  adw_dialog_set_focus (form->dialog, form->name);
  adw_dialog_present (form->dialog, parent);
}

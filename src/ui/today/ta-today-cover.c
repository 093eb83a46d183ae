/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-today-cover.h"

#include "ta-cover-dialog.h"
#include "ta-household-badge.h"
#include "ta-tooltip.h"

#include <glib/gi18n.h>

/* What is known of a row when its button is pressed. */
typedef struct
{
  TaContext *context;
  TaTurn *turn;
} Seek;

static void
seek_free (gpointer data, GClosure *closure)
{
  Seek *seek = data;

  g_object_unref (seek->context);
  ta_turn_free (seek->turn);
  g_free (seek);
}

static void
seek_cover (GtkWidget *button, gpointer data)
{
  const Seek *seek = data;

  ta_cover_dialog_present (button, seek->context, seek->turn, NULL);
}

static const TaCoverRequest *
request_of (const TaTodayData *data, const TaTurn *turn)
{
  for (guint i = 0; i < data->requests->len; i++)
    if (g_str_equal (((const TaCoverRequest *) g_ptr_array_index (data->requests, i))->turn, turn->id))
      return g_ptr_array_index (data->requests, i);
  return NULL;
}

/* “3 asked, 1 said no”: households, but for the one that asks. */
static void
append_answers (GString *text, const TaCoverRequest *request)
{
  guint asked = 0, yes = 0, no = 0;

  for (guint i = 0; i < request->answers->len; i++)
    {
      const TaCoverAnswer *answer = g_ptr_array_index (request->answers, i);

      if (g_str_equal (answer->household, request->household))
        continue;
      asked++;
      yes += answer->reply == TA_COVER_YES;
      no += answer->reply == TA_COVER_NO;
    }
  g_string_append (text, " · ");
  g_string_append_printf (text, ngettext ("%u asked", "%u asked", asked), asked);
  if (yes > 0)
    g_string_append_printf (text, ngettext (", %u said yes", ", %u said yes", yes), yes);
  if (no > 0)
    g_string_append_printf (text, ngettext (", %u said no", ", %u said no", no), no);
}

static char *
row_text (TaContext *context, const TaTurn *turn, TaHouseholdItem *holder, const TaCoverRequest *request)
{
  const TaPod *pod = ta_context_find_pod (context, turn->pod);
  const char *pod_name = pod != NULL ? pod->name : "";
  GString *text = g_string_new (NULL);

  if (holder != NULL)
    g_string_append_printf (text, _ ("%s cannot · %s"), ta_household_item_get_name (holder), pod_name);
  else
    g_string_append (text, pod_name);
  if (request != NULL)
    append_answers (text, request);
  return g_string_free (text, FALSE);
}

static void
add_prefix (GtkWidget *row, TaHouseholdItem *holder)
{
  GtkWidget *prefix = holder != NULL ? ta_household_badge_new (32) : gtk_image_new_from_icon_name ("ta-cover-symbolic");

  if (holder != NULL)
    ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (prefix), holder);
  else
    gtk_widget_add_css_class (prefix, "warning");
  gtk_widget_set_size_request (prefix, 32, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), prefix);
}

static void
add_seek (GtkWidget *row, TaContext *context, const TaTurn *turn)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("ta-cover-symbolic");
  Seek *seek = g_new0 (Seek, 1);

  seek->context = g_object_ref (context);
  seek->turn = ta_turn_copy (turn);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  ta_tooltip_set (button, _ ("Seek Cover…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Seek Cover…"), -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (seek_cover), seek, seek_free, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* The whole row goes to the turn, which leaves its sentence the width on small screens. */
static void
set_target (GtkWidget *row, const TaTurn *turn, const char *label)
{
  g_autofree char *target = g_strdup_printf ("rota/%s", turn->id);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open");
  ta_tooltip_set (row, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static GtkWidget *
make_row (TaContext *context, const TaTodayData *data, const TaTurn *turn)
{
  TaHouseholdItem *holder = ta_context_find_household (context, ta_turn_holder (turn));
  const TaCoverRequest *request = request_of (data, turn);
  g_autofree char *date = ta_date_format (turn->date, TA_DATE_LONG);
  g_autofree char *title = g_strdup_printf (_ ("%s needs somebody"), date);
  g_autofree char *text = row_text (context, turn, holder, request);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", text, NULL);

  add_prefix (row, holder);
  if (request == NULL && ta_cover_dialog_suits (context, turn))
    add_seek (row, context, turn);
  set_target (row, turn, request != NULL ? _ ("Open Request") : _ ("Open Turn"));
  return row;
}

GtkWidget *
ta_today_cover_new (TaContext *context, const TaTodayData *data)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Needs Cover"));
  for (guint i = 0; i < data->uncover->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (context, data, g_ptr_array_index (data->uncover, i)));
  return group;
}

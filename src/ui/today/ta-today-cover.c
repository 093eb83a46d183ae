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

/* Of @turn, where both of two holders may ask. (transfer container): of TaCoverRequest */
static GPtrArray *
requests_of (const TaTodayData *data, const TaTurn *turn)
{
  GPtrArray *requests = g_ptr_array_new ();

  for (guint i = 0; i < data->requests->len; i++)
    if (g_str_equal (((const TaCoverRequest *) g_ptr_array_index (data->requests, i))->turn, turn->id))
      g_ptr_array_add (requests, g_ptr_array_index (data->requests, i));
  return requests;
}

/* “3 asked, 1 said no”: households, but for the one that asks. */
static void
append_answers (GString *text, const GPtrArray *requests)
{
  guint asked = 0, replies[] = { [TA_COVER_ASKED] = 0, [TA_COVER_YES] = 0, [TA_COVER_NO] = 0 };

  for (guint r = 0; r < requests->len; r++)
    {
      const TaCoverRequest *request = g_ptr_array_index (requests, r);

      for (guint i = 0; i < request->answers->len; i++)
        {
          const TaCoverAnswer *answer = g_ptr_array_index (request->answers, i);

          if (g_str_equal (answer->household, request->household))
            continue;
          asked++;
          replies[answer->reply]++;
        }
    }
  g_string_append (text, " · ");
  g_string_append_printf (text, ngettext ("%u asked", "%u asked", asked), asked);
  if (replies[TA_COVER_YES] > 0)
    g_string_append_printf (text, ngettext (", %u said yes", ", %u said yes", replies[TA_COVER_YES]), replies[TA_COVER_YES]);
  if (replies[TA_COVER_NO] > 0)
    g_string_append_printf (text, ngettext (", %u said no", ", %u said no", replies[TA_COVER_NO]), replies[TA_COVER_NO]);
}

/* (nullable): names of those who ask, or, where a turn only is marked, of who holds it */
static char *
who_cannot (TaContext *context, TaHouseholdItem *holder, const GPtrArray *requests)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < requests->len; i++)
    {
      TaHouseholdItem *asker = ta_context_find_household (context, ((const TaCoverRequest *) g_ptr_array_index (requests, i))->household);

      if (asker != NULL)
        g_strv_builder_add (names, ta_household_item_get_name (asker));
    }
  list = g_strv_builder_end (names);
  if (list[0] != NULL)
    return g_strjoinv (", ", list);
  return holder != NULL ? g_strdup (ta_household_item_get_name (holder)) : NULL;
}

static char *
row_text (TaContext *context, const TaTurn *turn, TaHouseholdItem *holder, const GPtrArray *requests)
{
  const TaPod *pod = ta_context_find_pod (context, turn->pod);
  const char *pod_name = pod != NULL ? pod->name : "";
  g_autofree char *who = who_cannot (context, holder, requests);
  GString *text = g_string_new (NULL);

  if (who != NULL)
    g_string_append_printf (text, _ ("%s cannot · %s"), who, pod_name);
  else
    g_string_append (text, pod_name);
  if (requests->len > 0)
    append_answers (text, requests);
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
  g_autoptr (GPtrArray) requests = requests_of (data, turn);
  g_autofree char *date = ta_date_format (turn->date, TA_DATE_LONG);
  g_autofree char *title = g_strdup_printf (_ ("%s needs somebody"), date);
  g_autofree char *text = row_text (context, turn, holder, requests);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", text, NULL);

  add_prefix (row, holder);
  if (requests->len == 0 && ta_cover_dialog_suits (context, turn))
    add_seek (row, context, turn);
  set_target (row, turn, requests->len > 0 ? _ ("Open Request") : _ ("Open Turn"));
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

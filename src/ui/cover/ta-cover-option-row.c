/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-option-row.h"

#include "ta-cover-commands.h"
#include "ta-household-badge.h"

#include <glib/gi18n.h>

#define BADGE 32

GtkWidget *
ta_cover_household_row_new (TaContext *context, const char *household, const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title ? title : ta_cover_household_name (context, household),
                                 "subtitle", subtitle, NULL);
  GtkWidget *badge = ta_household_badge_new (BADGE);

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), ta_context_find_household (context, household));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
  return row;
}

static const char *
fairness_word (const TaCoverOption *option)
{
  if (option->fairness < 0)
    return _ ("Fairer than now");
  return option->fairness > 0 ? _ ("Less fair than now") : _ ("As fair as now");
}

/* Whom it makes messages to: “Message to Silva”, “Messages to Silva, Kim” */
static char *
messages_text (const TaCoverSearch *search, const TaCoverOption *option)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < option->n_steps; i++)
    if (option->steps[i].household != search->cover->asker)
      g_strv_builder_add (names, ta_cover_search_household (search, option->steps[i].household)->name);
  list = g_strv_builder_end (names);
  joined = g_strjoinv (", ", list);
  /* Translators: the names of households */
  return g_strdup_printf (ngettext ("Message to %s", "Messages to %s", g_strv_length (list)), joined);
}

static char *
option_subtitle (const TaCoverSearch *search, const TaCoverOption *option, gboolean asked)
{
  g_autofree char *effect = ta_rota_cover_option_effect (search->cover, option);
  g_autofree char *messages = asked ? g_strdup (_ ("Asked already")) : messages_text (search, option);
  g_autofree char *told = NULL;

  if (option->published > 0)
    told = g_strdup_printf (ngettext ("%d other published turn changes hands", "%d other published turns change hands", (gulong) option->published), option->published);
  /* Translators: “Fairer than now. Silva: 4 turns, owes 4.5; Pereira: 4 turns, owes 4.2” */
  return g_strdup_printf (_ ("%s. %s\n%s%s%s"), fairness_word (option), effect, messages, told ? " · " : "", told ? told : "");
}

GtkCheckButton *
ta_cover_option_row_get_check (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "check");
}

GtkWidget *
ta_cover_option_row_new (TaContext *context, const TaCoverSearch *search, const TaCoverOption *option)
{
  gboolean asked = ta_cover_search_is_asked (search, option);
  g_autofree char *title = ta_rota_cover_option_to_text (search->cover, option);
  g_autofree char *subtitle = option_subtitle (search, option, asked);
  GtkWidget *row = ta_cover_household_row_new (context, ta_cover_search_household (search, option->steps[0].household)->id, title, subtitle);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), asked);
  gtk_widget_set_sensitive (row, !asked);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
  return row;
}

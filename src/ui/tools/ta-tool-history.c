/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tool-history.h"

#include "ta-household-badge.h"
#include "ta-tool-commands.h"

#include <glib/gi18n.h>

/* As many loans as are read at a glance; the rest unfolds. */
#define SHOWN_AT_FIRST 8

static void
add_badge (TaContext *context, GtkWidget *row, const char *household)
{
  GtkWidget *badge = ta_household_badge_new (28);

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), ta_context_find_household (context, household));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
}

static char *
who (TaContext *context, const char *household, const char *person)
{
  TaHouseholdItem *item = ta_context_find_household (context, household);
  const TaPerson *one = item != NULL && person != NULL ? ta_household_find_person (ta_household_item_get (item), person) : NULL;

  if (item == NULL)
    return g_strdup (_ ("A household that is gone"));
  if (one == NULL)
    return g_strdup (ta_household_item_get_name (item));
  /* Translators: a person and the household they belong to */
  return g_strdup_printf (_ ("%s, %s"), one->name, ta_household_item_get_name (item));
}

static const char *
condition_label (const char *word)
{
  int value;

  return ta_code_parse (ta_condition_codes, word, &value) ? ta_code_label (ta_condition_codes, value) : word;
}

static char *
when (const TaLoan *loan, TaDate today)
{
  g_autofree char *out = ta_date_format (loan->out, TA_DATE_MEDIUM);
  g_autofree char *due = ta_date_format (loan->due, TA_DATE_MEDIUM);
  g_autofree char *back = ta_date_format (loan->returned, TA_DATE_MEDIUM);

  if (loan->returned == TA_DATE_NONE && ta_loan_is_overdue (loan, today))
    return g_strdup_printf (_ ("Since %s, was due on %s"), out, due);
  if (loan->returned == TA_DATE_NONE)
    return g_strdup_printf (_ ("Since %s, due on %s"), out, due);
  if (loan->returned > loan->due)
    /* Translators: from a day to another, and the day on which it should have been back */
    return g_strdup_printf (_ ("%s – %s, was due on %s"), out, back, due);
  return g_strdup_printf ("%s – %s", out, back);
}

static char *
about (const TaLoan *loan, TaDate today)
{
  g_autofree char *dates = when (loan, today);
  GString *text = g_string_new (dates);

  if (*loan->condition_in != '\0' && g_strcmp0 (loan->condition_in, loan->condition_out) != 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("came back: %s"), condition_label (loan->condition_in));
    }
  if (*loan->note != '\0')
    g_string_append_printf (text, "\n%s", loan->note);
  return g_string_free (text, FALSE);
}

static GtkWidget *
loan_row (TaContext *context, const TaLoan *loan)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = who (context, loan->household, loan->person);
  g_autofree char *subtitle = about (loan, ta_context_get_today (context));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  add_badge (context, row, loan->household);
  return row;
}

static GtkWidget *
new_group (const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  return group;
}

GtkWidget *
ta_tool_history_new (TaContext *context, GPtrArray *loans)
{
  GtkWidget *group = new_group (_ ("Loans"));
  GtkWidget *more = NULL;

  if (loans->len == 0)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("Nobody has borrowed it yet."));
  for (guint i = 0; i < loans->len; i++)
    {
      GtkWidget *row = loan_row (context, g_ptr_array_index (loans, i));

      if (i == SHOWN_AT_FIRST)
        {
          guint rest = loans->len - SHOWN_AT_FIRST;
          g_autofree char *title = g_strdup_printf (ngettext ("%u earlier loan", "%u earlier loans", rest), rest);

          more = adw_expander_row_new ();
          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), title);
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), more);
        }
      if (more != NULL)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (more), row);
      else
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

static void
on_cancel_clicked (GtkWidget *button, const char *reservation)
{
  ta_tool_commands_cancel_reservation (g_object_get_data (G_OBJECT (button), "context"), g_object_get_data (G_OBJECT (button), "item"), reservation);
}

static void
free_id (gpointer id, GClosure *closure)
{
  g_free (id);
}

static GtkWidget *
cancel_button (TaContext *context, TaToolItem *item, const char *reservation)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_tooltip_text (button, _ ("Cancel Reservation"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "context", g_object_ref (context), g_object_unref);
  g_object_set_data_full (G_OBJECT (button), "item", g_object_ref (item), g_object_unref);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_cancel_clicked), g_strdup (reservation), free_id, 0);
  return button;
}

static GtkWidget *
reservation_row (TaContext *context, TaToolItem *item, const TaReservation *reservation)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = who (context, reservation->household, NULL);
  g_autofree char *from = ta_date_format (reservation->from, TA_DATE_WEEKDAY);
  g_autofree char *last = ta_date_format (reservation->until - 1, TA_DATE_WEEKDAY);
  g_autofree char *dates = reservation->until - reservation->from > 1 ? g_strdup_printf ("%s – %s", from, last) : g_strdup (from);
  g_autofree char *subtitle = *reservation->note != '\0' ? g_strdup_printf ("%s\n%s", dates, reservation->note) : g_strdup (dates);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  add_badge (context, row, reservation->household);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), cancel_button (context, item, reservation->id));
  return row;
}

GtkWidget *
ta_tool_reservations_new (TaContext *context, TaToolItem *item, GPtrArray *reservations)
{
  GtkWidget *group = new_group (_ ("Reservations"));

  for (guint i = 0; i < reservations->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), reservation_row (context, item, g_ptr_array_index (reservations, i)));
  return group;
}

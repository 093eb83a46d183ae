/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-backup-preview.h"

#include "ta-date.h"

#include <glib/gi18n.h>

char *
ta_backup_format_moment (gint64 seconds)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *date = ta_date_format (ta_date_from_unix (seconds, zone), TA_DATE_MEDIUM);
  g_autofree char *time = ta_minutes_format (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));

  /* Translators: a date and a time of day: 4 Dec 2026, 18:02 */
  return g_strdup_printf (_ ("%s, %s"), date, time);
}

static char *
format_change (gint64 milliseconds)
{
  return milliseconds > 0 ? ta_backup_format_moment (milliseconds / 1000) : g_strdup (_ ("Nothing was changed yet"));
}

static void
add_text (GtkWidget *group, const char *title, const char *text, const char *now)
{
  g_autofree char *both = now != NULL && g_strcmp0 (text, now) != 0 ? g_strdup_printf (_ ("%s (now: %s)"), text, now) : g_strdup (text);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", both, NULL);

  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_number (GtkWidget *group, const char *title, int number, const int *now)
{
  g_autofree char *text = now != NULL && *now != number ? g_strdup_printf (_ ("%d (now: %d)"), number, *now) : g_strdup_printf ("%d", number);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, NULL);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, now != NULL && *now != number ? "warning" : "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static GtkWidget *
new_inside (const TaBackupSummary *inside, const TaBackupSummary *now)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *change = format_change (inside->last_change);
  g_autofree char *change_now = now != NULL ? format_change (now->last_change) : NULL;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("What Is Inside"));
  add_text (group, _ ("Collective"), inside->collective, now != NULL ? now->collective : NULL);
  add_text (group, _ ("Last change"), change, change_now);
  add_number (group, _ ("Pods"), inside->pods, now != NULL ? &now->pods : NULL);
  add_number (group, _ ("Households"), inside->households, now != NULL ? &now->households : NULL);
  add_number (group, _ ("People"), inside->people, now != NULL ? &now->people : NULL);
  add_number (group, _ ("Turns"), inside->turns, now != NULL ? &now->turns : NULL);
  add_number (group, _ ("Tools"), inside->tools, now != NULL ? &now->tools : NULL);
  add_number (group, _ ("Loans"), inside->loans, now != NULL ? &now->loans : NULL);
  return group;
}

static GtkWidget *
new_restore (const TaBackupSummary *inside)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("All that is there now is replaced by this copy. It is kept beside it as a copy of its own, so that nothing is lost."));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("_Restore This Copy"));
  gtk_widget_add_css_class (row, "destructive-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.restore");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", inside->path);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

AdwNavigationPage *
ta_backup_preview_new (const TaBackupSummary *inside, const TaBackupSummary *now)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  g_autofree char *title = ta_backup_format_moment (inside->modified);

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_inside (inside, now)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (new_restore (inside)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  return adw_navigation_page_new (view, title);
}

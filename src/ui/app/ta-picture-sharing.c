/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-picture-sharing.h"

#include "ta-join-page.h"
#include "ta-picture-find.h"
#include "ta-picture-hub.h"
#include "ta-sharing-dialog.h"
#include "ta-sync-line-row.h"
#include "ta-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define HUB "pictures-hub"
#define BEFORE "pictures-before"

/* Above a title that was scrolled to. */
#define TITLE_MARGIN 12

/* Once for all scenes. (transfer none) (nullable) */
static TaPictureHub *
get_hub (TaWindow *window)
{
  TaPictureHub *hub = g_object_get_data (G_OBJECT (window), HUB);
  TaStore *store = ta_context_get_store (ta_window_get_context (window));
  g_autoptr (GError) error = NULL;

  if (hub != NULL || g_object_get_data (G_OBJECT (window), BEFORE) != NULL)
    return hub;
  g_object_set_data_full (G_OBJECT (window), BEFORE, g_object_ref (store), g_object_unref);
  hub = ta_picture_hub_new (store, &error);
  if (hub == NULL)
    {
      g_printerr ("%s\n", error->message);
      return NULL;
    }
  g_object_set_data_full (G_OBJECT (window), HUB, hub, (GDestroyNotify) ta_picture_hub_free);
  ta_window_set_store (window, ta_picture_hub_get_store (hub), NULL, NULL);
  return hub;
}

static gboolean
is_quiet (TaWindow *window)
{
  g_autoptr (TaSyncStatus) status = window->sync != NULL ? ta_sync_dup_status (window->sync) : NULL;

  return status != NULL && (status->state == TA_SYNC_OFF || status->state == TA_SYNC_IDLE || status->state == TA_SYNC_WAITING);
}

static void
await_quiet (TaWindow *window)
{
  while (!is_quiet (window))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_scrolled (GtkWidget *widget, const char *text)
{
  return GTK_IS_SCROLLED_WINDOW (widget);
}

static gboolean
is_remover (GtkWidget *widget, const char *text)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "user-trash-symbolic") == 0;
}

void
ta_picture_shared (TaWindow *window)
{
  get_hub (window);
  await_quiet (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sharing", NULL);
}

void
ta_picture_invite (TaWindow *window)
{
  ta_picture_open_way (window, _ ("_Invite a Computer…"));
}

void
ta_picture_recovery (TaWindow *window)
{
  ta_picture_open_way (window, _ ("_Recovery Sheet…"));
}

void
ta_picture_shared_feeds (TaWindow *window)
{
  ta_picture_open_way (window, _ ("Calendars for _Phones…"));
}

void
ta_picture_leave (TaWindow *window)
{
  ta_picture_open_way (window, _ ("Leave the _Hub…"));
}

void
ta_picture_remove_computer (TaWindow *window)
{
  GtkWidget *button = ta_picture_find (ta_picture_get_dialog (window), is_remover, NULL);

  if (button != NULL)
    g_signal_emit_by_name (button, "clicked");
}

/* Notices -------------------------------------------------------------------------------------------------------------------------------- */

void
ta_picture_disagree (TaWindow *window)
{
  TaPictureHub *hub = get_hub (window);
  g_autoptr (GError) error = NULL;

  ta_window_stop_sync (window);
  if (hub != NULL && !ta_picture_hub_disagree (hub, &error))
    g_printerr ("%s\n", error->message);
  ta_window_start_sync (window);
  while (!is_quiet (window))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.notices", NULL);
}

static void
scroll_to (TaWindow *window, double part)
{
  GtkWidget *scrolled = ta_picture_find (ta_picture_get_dialog (window), is_scrolled, NULL);
  GtkAdjustment *adjustment = scrolled != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)) : NULL;

  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, part * (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)));
}

void
ta_picture_middle (TaWindow *window)
{
  scroll_to (window, 0.5);
}

void
ta_picture_end (TaWindow *window)
{
  scroll_to (window, 1);
}

static gboolean
is_label (GtkWidget *widget, const char *text)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0;
}

/* To where @title is at the top, as far as what is below it goes. */
static void
scroll_to_title (TaWindow *window, const char *title)
{
  GtkWidget *scrolled = ta_picture_find (ta_picture_get_dialog (window), is_scrolled, NULL);
  GtkWidget *label = scrolled != NULL ? ta_picture_find (scrolled, is_label, title) : NULL;
  GtkAdjustment *adjustment = scrolled != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)) : NULL;
  graphene_point_t point;

  if (label != NULL && gtk_widget_compute_point (label, scrolled, &GRAPHENE_POINT_INIT (0, 0), &point))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + point.y - TITLE_MARGIN);
}

void
ta_picture_stuck (TaWindow *window)
{
  scroll_to_title (window, _ ("Not Exchanged"));
}

static gboolean
is_button (GtkWidget *widget, const char *label)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static void
click (TaWindow *window, const char *label)
{
  GtkWidget *button = ta_picture_find (ta_picture_get_dialog (window), is_button, label);

  if (button != NULL)
    g_signal_emit_by_name (button, "clicked");
}

void
ta_picture_stuck_export (TaWindow *window)
{
  click (window, _ ("_Export…"));
}

void
ta_picture_stuck_delete (TaWindow *window)
{
  click (window, _ ("Delete on the Hu_b…"));
}

/* What can be the matter ------------------------------------------------------------------------------------------------------------------ */

static gboolean
is_offline (TaWindow *window)
{
  g_autoptr (TaSyncStatus) status = window->sync != NULL ? ta_sync_dup_status (window->sync) : NULL;

  return status == NULL || status->state == TA_SYNC_OFF || status->state == TA_SYNC_WAITING;
}

static gboolean
touch (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_touch (database, "service", error);
}

void
ta_picture_offline (TaWindow *window)
{
  TaPictureHub *hub = get_hub (window);
  const TaOrigin origin = { "", NULL, TA_SOURCE_HUB };

  if (hub == NULL)
    return;
  ta_picture_hub_stop (hub);
  ta_store_run (ta_picture_hub_get_store (hub), "", &origin, touch, NULL, NULL, NULL);
  ta_sync_kick (window->sync);
  while (!is_offline (window))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sharing", NULL);
}

static void
add_lines (GtkWidget *group, const TaSyncStatus *status, TaContext *context)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GPtrArray) lines = ta_sync_lines (status, ta_context_get_now (context) / 1000, zone);

  for (guint i = 0; i < lines->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), ta_sync_line_row_new (lines->pdata[i], G_CALLBACK (gtk_widget_grab_focus), NULL));
}

static void
add_problems (GtkWidget *group, TaContext *context)
{
  for (TaSyncProblem problem = TA_SYNC_PROBLEM_OFFLINE; problem <= TA_SYNC_PROBLEM_ODD; problem++)
    {
      TaSyncStatus status = { .state = TA_SYNC_STOPPED, .problem = problem };

      status.detail = (char *) "hub.example.org: the certificate has expired.";
      status.retry_at = problem == TA_SYNC_PROBLEM_OFFLINE || problem == TA_SYNC_PROBLEM_LOCKED ? g_get_real_time () / 1000 + 300000 : 0;
      status.counts.to_send = 3;
      add_lines (group, &status, context);
    }
}

/* Not each can be brought about here: the row is the one of the dialog. */
void
ta_picture_states (TaWindow *window)
{
  TaContext *context = ta_window_get_context (window);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwDialog *dialog = adw_dialog_new ();
  TaSyncStatus starting = { .state = TA_SYNC_STARTING, .progress = 0.37 };
  TaSyncStatus all = { .state = TA_SYNC_IDLE, .done_at = g_get_real_time () / 1000, .hub_older = TRUE, .clock_off_ms = 3 * G_GINT64_CONSTANT (86400000), .keys_in_file = TRUE };

  all.counts = (TaSyncCounts) { .refused = 1, .held = 2, .unread_key = 12, .unread_damaged = 1, .unread_newer = 3, .unread_clock = 1, .notices = 2, .kept = 1 };
  add_problems (group, context);
  add_lines (group, &starting, context);
  add_lines (group, &all, context);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Sharing"));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 2000);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

/* Forms ----------------------------------------------------------------------------------------------------------------------------------- */

static void
on_done (const char *code, gpointer data)
{
}

static TaStore *
get_store (TaWindow *window)
{
  return ta_context_get_store (ta_window_get_context (window));
}

void
ta_picture_found (TaWindow *window)
{
  ta_picture_show_page (window, ta_join_page_new_found (get_store (window), on_done, NULL));
}

void
ta_picture_sign_in (TaWindow *window)
{
  ta_picture_show_page (window, ta_join_page_new_again (get_store (window), on_done, NULL));
}

static gboolean
is_entry (GtkWidget *widget, const char *title)
{
  return ADW_IS_ENTRY_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

void
ta_picture_sign_in_wrong (TaWindow *window)
{
  GtkWidget *entry = ta_picture_find (ta_picture_get_dialog (window), is_entry, _ ("Invitation"));

  if (entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), "https://hub.example.org/j#MOST");
  click (window, _ ("_Sign In"));
}

void
ta_picture_join (TaWindow *window)
{
  ta_picture_show_page (window, ta_join_page_new_join (get_store (window), on_done, NULL));
}

void
ta_picture_recover (TaWindow *window)
{
  ta_picture_show_page (window, ta_join_page_new_recover (get_store (window), on_done, NULL));
}

void
ta_picture_unshare (TaWindow *window)
{
  g_autoptr (TaStore) before = g_object_steal_data (G_OBJECT (window), BEFORE);

  if (before == NULL)
    return;
  if (get_store (window) != before)
    ta_window_set_store (window, before, NULL, NULL);
  g_object_set_data (G_OBJECT (window), HUB, NULL);
}

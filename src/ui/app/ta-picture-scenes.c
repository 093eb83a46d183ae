/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-picture-scenes.h"

#include "ta-backups-dialog.h"
#include "ta-calendar-commands.h"
#include "ta-calendars-dialog.h"
#include "ta-cover-clashes-dialog.h"
#include "ta-household-part-dialogs.h"
#include "ta-household-table.h"
#include "ta-household-week.h"
#include "ta-import-dialog.h"
#include "ta-meals-dialog.h"
#include "ta-person-dialog.h"
#include "ta-picture-feeds.h"
#include "ta-picture-health.h"
#include "ta-picture-sharing.h"
#include "ta-pod-table.h"
#include "ta-removal-dialog.h"
#include "ta-row-slot.h"
#include "ta-start-dialog.h"
#include "ta-step-dialog.h"
#include "ta-tool-item.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* The first widget in @root, itself included, that @is_it. */
static GtkWidget *
find (GtkWidget *root, gboolean (*is_it) (GtkWidget *))
{
  if (is_it (root))
    return root;
  if (GTK_IS_POPOVER (root))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, is_it);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static AdwDialog *
get_dialog (TaWindow *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

/* ---- what is typed ------------------------------------------------------------------------------------------------------------------ */

static gboolean
is_search_entry (GtkWidget *widget)
{
  return GTK_IS_SEARCH_ENTRY (widget);
}

static void
search (TaWindow *window, const char *text)
{
  GtkWidget *entry = find (GTK_WIDGET (ta_window_get_page (window)), is_search_entry);

  if (entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
search_something (TaWindow *window)
{
  search (window, "sa");
}

static void
search_in_vain (TaWindow *window)
{
  search (window, "xyzzy");
}

static void
search_nothing (TaWindow *window)
{
  search (window, "");
}

/* Accepts what has not been filled in. */
static void
accept_dialog (TaWindow *window)
{
  GtkWidget *button = adw_dialog_get_default_widget (get_dialog (window));

  if (button != NULL)
    gtk_widget_activate (button);
}

/* ---- households and tools ----------------------------------------------------------------------------------------------------------- */

static TaHouseholdItem *
first_household (TaWindow *window)
{
  g_autoptr (TaHouseholdItem) item = g_list_model_get_item (ta_context_get_households (ta_window_get_context (window)), 0);

  return item; /* which the list keeps */
}

static void
open_first_household (TaWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (ta_window_get_page (window)), "households.open-first", NULL);
}

static void
open_first_tool (TaWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (ta_window_get_page (window)), "tools.open-first", NULL);
}

static void
show_person (TaWindow *window)
{
  TaHouseholdItem *item = first_household (window);
  const TaPerson *person = g_ptr_array_index (ta_household_item_get (item)->persons, 0);

  ta_person_dialog_present (ta_window_get_context (window), item, person->id, GTK_WIDGET (window));
}

static void
show_removal (TaWindow *window)
{
  TaHouseholdItem *item = first_household (window);
  const TaPerson *person = g_ptr_array_index (ta_household_item_get (item)->persons, 0);

  ta_removal_dialog_present (ta_window_get_context (window), ta_household_item_get_id (item), person->id, GTK_WIDGET (window), NULL);
}

static void
show_new_person (TaWindow *window)
{
  ta_person_dialog_present (ta_window_get_context (window), first_household (window), NULL, GTK_WIDGET (window));
}

static void
show_absence (TaWindow *window)
{
  ta_absence_dialog_present (ta_window_get_context (window), first_household (window), GTK_WIDGET (window));
}

static void
show_meals (TaWindow *window)
{
  ta_meals_dialog_present (ta_window_get_context (window), first_household (window), GTK_WIDGET (window));
}

static TaHouseholdItem *
first_member (TaWindow *window)
{
  GListModel *households = ta_context_get_households (ta_window_get_context (window));

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      if (ta_household_item_get_status (item) == TA_STATUS_MEMBER)
        return item; /* which the list keeps */
    }
  return first_household (window);
}

static void
show_week (TaWindow *window)
{
  ta_household_week_present (ta_window_get_context (window), first_member (window), GTK_WIDGET (window));
}

static void
show_household_removal (TaWindow *window)
{
  ta_removal_dialog_present (ta_window_get_context (window), ta_household_item_get_id (first_member (window)), NULL, GTK_WIDGET (window), NULL);
}

/* One of whom steps are recorded. */
static TaHouseholdItem *
an_applicant (TaWindow *window)
{
  GListModel *households = ta_context_get_households (ta_window_get_context (window));

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      if (ta_household_item_get_waiting_days (item) >= 0 && ta_household_item_get (item)->steps->len > 0)
        return item; /* which the list keeps */
    }
  return first_household (window);
}

static void
show_applicant (TaWindow *window)
{
  ta_window_show_page (window, "households", ta_household_item_get_id (an_applicant (window)));
}

static void
show_step (TaWindow *window)
{
  ta_step_dialog_present (ta_window_get_context (window), an_applicant (window), GTK_WIDGET (window));
}

static void
show_membership (TaWindow *window)
{
  ta_membership_dialog_present (ta_window_get_context (window), first_household (window), GTK_WIDGET (window));
}

static void
show_offer (TaWindow *window)
{
  ta_offer_dialog_present (ta_window_get_context (window), first_household (window), GTK_WIDGET (window));
}

static void
show_contact (TaWindow *window)
{
  ta_contact_dialog_present (ta_window_get_context (window), first_household (window), GTK_WIDGET (window));
}

static gboolean
is_list (GtkWidget *widget)
{
  return (GTK_IS_COLUMN_VIEW (widget) && gtk_column_view_get_model (GTK_COLUMN_VIEW (widget)) != NULL)
         || (GTK_IS_LIST_VIEW (widget) && gtk_list_view_get_model (GTK_LIST_VIEW (widget)) != NULL);
}

static gboolean
is_link (GtkWidget *widget, const char *title)
{
  return ADW_IS_BUTTON_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static gboolean
is_round_row (GtkWidget *widget)
{
  return is_link (widget, _ ("Delivery Round…"));
}

static gboolean
is_print_row (GtkWidget *widget)
{
  return is_link (widget, _ ("Print…"));
}

/* Over the turn that is open. */
static void
open_link (TaWindow *window, gboolean (*is_it) (GtkWidget *))
{
  GtkWidget *row = find (GTK_WIDGET (get_dialog (window)), is_it);

  if (row != NULL)
    g_signal_emit_by_name (row, "activated");
}

static void
open_round (TaWindow *window)
{
  open_link (window, is_round_row);
}

static void
open_cook_sheet (TaWindow *window)
{
  open_link (window, is_print_row);
}

/* A tool that somebody has. */
static void
open_loan (TaWindow *window)
{
  GtkWidget *list = find (GTK_WIDGET (ta_window_get_page (window)), is_list);
  g_autoptr (GListModel) model = NULL;

  if (list != NULL)
    g_object_get (list, "model", &model, NULL);
  for (guint i = 0; model != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (TaRowSlot) slot = g_list_model_get_item (model, i);
      TaToolItem *item = ta_row_slot_get_item (slot);

      if (item == NULL || !ta_tool_item_is_out (item))
        continue;
      ta_window_show_page (window, "tools", ta_tool_item_get_id (item));
      return;
    }
}

static void
return_tool (TaWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (ta_window_get_page (window)), "tools.return", NULL);
}

/* ---- cover -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_unticked (GtkWidget *widget)
{
  return GTK_IS_CHECK_BUTTON (widget) && gtk_widget_is_sensitive (widget) && !gtk_check_button_get_active (GTK_CHECK_BUTTON (widget));
}

static void
tick_two (TaWindow *window)
{
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *check = find (GTK_WIDGET (get_dialog (window)), is_unticked);

      if (check != NULL)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
    }
}

/* Of households that hold turns which seek cover. */
static void
show_clashes (TaWindow *window)
{
  TaContext *context = ta_window_get_context (window);
  GListModel *households = ta_context_get_households (context);

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      ta_cover_clashes_present (GTK_WIDGET (window), context, ta_household_item_get_id (item), ta_context_get_today (context), TA_DATE_NONE);
    }
}

static gboolean
is_folded (GtkWidget *widget)
{
  return ADW_IS_EXPANDER_ROW (widget) && !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (widget));
}

static gboolean
is_scrolled (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget);
}

static void
go_to_end (GtkAdjustment *adjustment)
{
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}

/* The end of the list: chains, and who cannot. */
static void
show_end (TaWindow *window)
{
  GtkWidget *row;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find (GTK_WIDGET (get_dialog (window)), is_scrolled)));

  while ((row = find (GTK_WIDGET (get_dialog (window)), is_folded)))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_signal_connect (adjustment, "changed", G_CALLBACK (go_to_end), NULL);
}

static void
ask_two (TaWindow *window)
{
  tick_two (window);
  accept_dialog (window);
}

/* ---- dialogs ------------------------------------------------------------------------------------------------------------------------ */

/* A list as people keep them, and two slips in it. */
static void
show_broken_import (TaWindow *window)
{
  static const char text[] = "household,address,adults,children,status\n"
                             "Pereira,Guayabo 1660,2,1,member\n"
                             "Fagúndez,Rodó 1822,2,0,interested\n"
                             "Okafor,Yaro 1055,two,1,friend\n"
                             ",Durazno 1904,1,2,interested\n"
                             "Lindqvist,Minas 1310,1,3,trial\n";
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "neighbors.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AdwDialog *dialog = ta_import_dialog_new (ta_window_get_context (window));
  g_autoptr (GError) error = NULL;

  adw_dialog_present (dialog, GTK_WIDGET (window));
  if (g_file_set_contents (path, text, -1, &error))
    ta_import_dialog_open_file (TA_IMPORT_DIALOG (dialog), file);
  else
    g_printerr ("%s\n", error->message);
}

static gboolean
is_repeat (GtkWidget *widget)
{
  return ADW_IS_EXPANDER_ROW (widget) && adw_expander_row_get_show_enable_switch (ADW_EXPANDER_ROW (widget));
}

static void
repeat_turn (TaWindow *window)
{
  GtkWidget *row = find (GTK_WIDGET (get_dialog (window)), is_repeat);

  if (row != NULL)
    adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (row), TRUE);
}

static gboolean
is_poll_button (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), _ ("_New Poll…")) == 0;
}

static void
open_poll (TaWindow *window)
{
  GtkWidget *button = find (GTK_WIDGET (get_dialog (window)), is_poll_button);

  if (button != NULL)
    gtk_widget_activate (button);
}

static void
tell_failure (const GError *error, gpointer data)
{
  if (error != NULL)
    g_printerr ("%s\n", error->message);
}

static void
add_holidays (TaWindow *window)
{
  TaContext *context = ta_window_get_context (window);
  TaDate today = ta_context_get_today (context);
  g_autoptr (TaCalendar) calendar = ta_calendar_new ("Uruguay", TA_CALENDAR_HOLIDAYS, NULL);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_calendar_day_free);

  g_ptr_array_add (days, ta_calendar_day_new ("a", _ ("Day of the Sea"), today + 2, today + 3));
  g_ptr_array_add (days, ta_calendar_day_new ("b", _ ("Summer holidays"), today + 11, today + 40));
  ta_calendar_import_days (context, calendar, days, tell_failure, NULL);
}

/* A few days off as authorities publish them. */
static void
show_calendar_file (TaWindow *window)
{
  static const char text[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Turnabout//Pictures//EN\r\nX-WR-CALNAME:Uruguay\r\n"
                             "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Christmas Day\r\nDTSTART;VALUE=DATE:20261225\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n"
                             "BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Carnival\r\nDTSTART;VALUE=DATE:20270208\r\nDTEND;VALUE=DATE:20270210\r\nEND:VEVENT\r\n"
                             "END:VCALENDAR\r\n";
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "uruguay.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (g_file_set_contents (path, text, -1, &error))
    ta_calendars_dialog_open_file (GTK_WIDGET (get_dialog (window)), file);
  else
    g_printerr ("%s\n", error->message);
}

static void
show_start_households (TaWindow *window)
{
  AdwDialog *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "app.start-pod", NULL);
  dialog = get_dialog (window);
  adw_navigation_view_push_by_tag (ADW_NAVIGATION_VIEW (adw_dialog_get_child (dialog)), "households");
}

static void
show_start_place (TaWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "app.start-pod", NULL);
  ta_start_dialog_choose_place (get_dialog (window));
}

static void
record_for_kim (TaWindow *window)
{
  ta_context_set_origin (ta_window_get_context (window), "Kim", TA_SOURCE_PHONE);
}

static void
let_go (TaWindow *window)
{
  ta_window_set_store (window, NULL, NULL, NULL);
}

static gboolean
is_columns_row (GtkWidget *widget)
{
  return ADW_IS_ACTION_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), _ ("Columns")) == 0;
}

static void
show_columns (TaWindow *window)
{
  GtkWidget *row = find (GTK_WIDGET (get_dialog (window)), is_columns_row);

  if (row != NULL)
    adw_action_row_activate (ADW_ACTION_ROW (row));
}

/* Two of those who could be. */
static gboolean
save_administrators (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) households = ta_household_table_list (database, error);

  for (guint i = 0, marked = 0; households != NULL && i < households->len && marked < 2; i++)
    {
      TaHousehold *household = households->pdata[i];
      TaPerson *person = household->persons->len > 0 ? household->persons->pdata[0] : NULL;

      if (person == NULL || household->memberships->len == 0)
        continue;
      person->administrator = TRUE;
      marked++;
      if (!ta_household_table_save (database, household, error))
        return FALSE;
    }
  return households != NULL;
}

static void
mark_administrators (TaWindow *window)
{
  TaContext *context = ta_window_get_context (window);

  ta_store_run_async (ta_context_get_store (context), _ ("Changed who is an administrator"), NULL, save_administrators, NULL, NULL, NULL, NULL, NULL);
}

static void
look_into_backup (TaWindow *window)
{
  ta_backups_dialog_look_into (TA_BACKUPS_DIALOG (get_dialog (window)),
                               ta_store_get_path (ta_context_get_store (ta_window_get_context (window))));
}

static void
fail (TaWindow *window)
{
  g_signal_emit_by_name (ta_window_get_context (window), "failed",
                         _ ("This cannot be undone any more: the turn of Pereira on 4 May has been changed since."));
}

static void
toast (TaWindow *window)
{
  ta_window_toast (window, _ ("Moved a turn of Pereira"), TRUE);
}

/* ---- other collectives -------------------------------------------------------------------------------------------------------------- */

static gboolean
save_collective (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaCollective) collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");
  g_autoptr (TaPod) pod = ta_pod_new ("Cordón");
  g_autoptr (TaService) service = ta_service_new (_ ("Cooking"), TA_SERVICE_COOK);

  return ta_collective_table_save (database, collective, error) && ta_pod_table_save (database, pod, error) && ta_service_table_save (database, service, error);
}

/* A collective in which nobody is yet. */
static void
begin_anew (TaWindow *window)
{
  TaOrigin origin = { "Kim", NULL, TA_SOURCE_SCREEN };
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  if (store != NULL && ta_store_run (store, _ ("Started a pod"), &origin, save_collective, NULL, NULL, &error))
    ta_window_set_store (window, store, NULL, NULL);
  else
    g_printerr ("%s\n", error->message);
}

/* ---- lists ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
is_list_of_households (GtkWidget *widget)
{
  return ADW_IS_ACTION_ROW (widget) && gtk_widget_get_sensitive (widget) && gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget))
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), _ ("Households")) == 0;
}

static void
show_list (TaWindow *window)
{
  GtkWidget *row = find (GTK_WIDGET (get_dialog (window)), is_list_of_households);

  if (row != NULL)
    gtk_widget_activate (row);
}

const TaPictureScene ta_picture_scenes[] = {
  { "today", "today", NULL },
  { "rota", "rota", NULL },
  { "map", "map", NULL },
  { "households", "households", NULL },
  { "tools", "tools", NULL },
  { "history", "history", NULL },
  { "rota-month", "rota", "rota.month" },
  { "rota-new-turn", "rota", "rota.new" },
  { "rota-new-series", "rota", "rota.new", NULL, repeat_turn },
  { "rota-calendars", "rota", "rota.calendars" },
  { "rota-calendar-import", "rota", "rota.calendars", show_calendar_file },
  { "rota-polls", "rota", "rota.polls", NULL, open_poll },
  { "rota-turn", "rota", "rota.open-next" },
  { "rota-round", "rota", "rota.open-next", NULL, open_round },
  { "rota-plan", "rota", "rota.plan" },
  { "rota-cant-come", "rota", "rota.cant-come" },
  { "rota-cant-come-ticked", "rota", "rota.cant-come", NULL, tick_two },
  { "rota-cant-come-end", "rota", "rota.cant-come", NULL, show_end },
  { "rota-asked", "rota", "rota.cant-come", NULL, ask_two },
  { "rota-request", "rota", "rota.open-next" },
  { "rota-clashes", "rota", NULL, show_clashes },
  { "rota-publish", "rota", "rota.publish" },
  { "rota-messages", "rota", "rota.publish", NULL, accept_dialog },
  { "rota-print", "rota", "rota.print" },
  { "rota-print-cook", "rota", "rota.open-next", NULL, open_cook_sheet },
  { "rota-report", "rota", "rota.report" },
  { "rota-rules", "rota", "rota.rules" },
  { "rota-holidays", "rota", "rota.week", add_holidays },
  { "rota-holidays-month", "rota", "rota.month" },
  { "map-card", "map", "map.open-first" },
  { "map-place", "map", "map.place-first" },
  { "households-search", "households", NULL, search_something },
  { "households-no-results", "households", NULL, search_in_vain },
  { "households-detail", "households", NULL, search_nothing, open_first_household },
  { "households-new", "households", "households.new" },
  { "households-new-wrong", "households", "households.new", NULL, accept_dialog },
  { "households-edit", "households", "households.edit" },
  { "households-person", "households", NULL, show_person },
  { "households-person-end", "households", NULL, show_person, ta_picture_end },
  { "households-person-remove", "households", NULL, show_removal },
  { "households-remove", "households", NULL, show_household_removal },
  { "households-person-new", "households", NULL, show_new_person, accept_dialog },
  { "households-absence", "households", NULL, show_absence },
  { "households-meals", "households", NULL, show_meals },
  { "households-week", "households", NULL, show_week },
  { "households-membership", "households", NULL, show_membership },
  { "households-applicants", "households", "households.applicants" },
  { "households-applicant", "households", NULL, show_applicant },
  { "households-step", "households", NULL, show_step },
  { "households-apply", "households", "households.apply" },
  { "households-offer", "households", "households.all", NULL, show_offer },
  { "households-contact", "households", NULL, show_contact },
  { "tools-search", "tools", NULL, search_something },
  { "tools-no-results", "tools", NULL, search_in_vain },
  { "tools-detail", "tools", NULL, search_nothing, open_first_tool },
  { "tools-lend", "tools", "tools.lend" },
  { "tools-reserve", "tools", "tools.reserve" },
  { "tools-edit", "tools", "tools.edit" },
  { "tools-new", "tools", "tools.new" },
  { "tools-loan", "tools", NULL, open_loan },
  { "tools-return", "tools", NULL, open_loan, return_tool },
  { "history-open", "history", "history.open-first" },
  { "feed", "today", NULL, ta_picture_feed },
  { "feed-end", "today", NULL, ta_picture_feed, ta_picture_end },
  { "feed-preview", "today", NULL, ta_picture_feed, ta_picture_preview_feed },
  { "feeds", "today", NULL, ta_picture_feeds, ta_picture_open_first_row },
  { "feeds-server", "today", NULL, ta_picture_caldav },
  { "start-pod", "today", "app.start-pod" },
  { "start-households", "today", NULL, show_start_households },
  { "start-place", "today", NULL, show_start_place },
  { "start-import", "today", "app.start-import" },
  { "import", "today", "win.import" },
  { "import-preview", "today", NULL, show_broken_import },
  { "import-columns", "today", NULL, show_broken_import, show_columns },
  { "export", "today", "win.export" },
  { "export-preview", "today", "win.export", NULL, show_list },
  { "backups", "today", "win.backups" },
  { "backup-preview", "today", "win.backups", NULL, look_into_backup },
  { "collective", "today", "win.collective" },
  { "collective-end", "today", "win.collective", mark_administrators, ta_picture_end },
  { "record-for", "today", "win.record-for" },
  { "sharing", "today", "win.sharing" },
  { "join", "today", "app.join-pod" },
  { "notices", "today", "win.notices" },
  { "shortcuts", "today", "win.shortcuts" },
  { "preferences", "today", "app.preferences" },
  { "about", "today", "app.about" },
  { "failed", "today", NULL, fail },
  { "sidebar", "today", "navigation.pop" },
  { "recording", "today", NULL, record_for_kim },
  { "toast", "today", NULL, toast },
  { "shared", "today", NULL, ta_picture_shared },
  { "shared-invite", "today", NULL, ta_picture_shared, ta_picture_invite },
  { "shared-recovery", "today", NULL, ta_picture_shared, ta_picture_recovery },
  { "shared-remove", "today", NULL, ta_picture_shared, ta_picture_remove_computer },
  { "shared-leave", "today", NULL, ta_picture_shared, ta_picture_leave },
  { "shared-feeds", "today", NULL, ta_picture_shared, ta_picture_shared_feeds },
  { "shared-notices", "today", NULL, ta_picture_disagree },
  { "shared-notices-middle", "today", "win.notices", NULL, ta_picture_middle },
  { "shared-notices-end", "today", "win.notices", NULL, ta_picture_end },
  { "shared-stuck", "today", "win.notices", NULL, ta_picture_stuck },
  { "shared-stuck-export", "today", "win.notices", NULL, ta_picture_stuck_export },
  { "shared-stuck-delete", "today", "win.notices", NULL, ta_picture_stuck_delete },
  { "shared-attention", "today", "win.sharing" },
  { "shared-window", "tools", NULL },
  { "shared-offline", "today", NULL, ta_picture_offline },
  { "shared-sidebar", "today", "navigation.pop" },
  { "shared-states", "today", NULL, ta_picture_states },
  { "shared-states-end", "today", NULL, ta_picture_states, ta_picture_end },
  { "shared-invite-fails", "today", NULL, ta_picture_shared, ta_picture_invite },
  { "shared-sign-in", "today", NULL, ta_picture_sign_in },
  { "shared-sign-in-wrong", "today", NULL, ta_picture_sign_in, ta_picture_sign_in_wrong },
  { "shared-found", "today", NULL, ta_picture_found },
  { "shared-join", "today", NULL, ta_picture_join },
  { "shared-recover", "today", NULL, ta_picture_recover },
  { "unshared", "today", NULL, ta_picture_unshare },
  { "health-turn-on", "households", NULL, ta_picture_health_lock },
  { "health-turn-on-copies", "households", NULL, ta_picture_health_copies, ta_picture_end },
  { "health-household", "households", NULL, ta_picture_locked_household },
  { "health-person", "households", NULL, ta_picture_locked_person },
  { "health-person-end", "households", NULL, ta_picture_locked_person, ta_picture_end },
  { "health-unlock", "households", NULL, ta_picture_unlock, ta_picture_unlock_in_vain },
  { "health-today", "today", NULL, ta_picture_lock_health },
  { "health-preferences", "today", "app.preferences", ta_picture_lock_health },
  { "new-today", "today", NULL, begin_anew },
  { "new-rota", "rota", NULL },
  { "new-map", "map", NULL },
  { "new-households", "households", NULL },
  { "new-tools", "tools", NULL },
  { "new-history", "history", NULL },
  { "new-turn", "rota", "rota.new" },
  { "start", "today", NULL, let_go },
  { NULL },
};

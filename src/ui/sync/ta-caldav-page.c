/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-caldav-page.h"

#include "ta-caldav-publisher.h"
#include "ta-feed-preview-page.h"
#include "ta-feeds-state.h"
#include "ta-form.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TaCaldavPage
{
  AdwNavigationPage parent_instance;

  TaContext *context;        /* owned */
  GCancellable *cancellable; /* owned */
  TaCaldavTarget *target;    /* (nullable): what there is */

  /* borrowed */
  GtkWidget *form;
  GtkWidget *banner;
  GtkWidget *url;
  GtkWidget *user;
  GtkWidget *password;
  GtkWidget *household;
  GtkWidget *person;
  GtkWidget *detail;
  GtkWidget *send;
  GtkWidget *removal;
};

#define TA_TYPE_CALDAV_PAGE (ta_caldav_page_get_type ())
G_DECLARE_FINAL_TYPE (TaCaldavPage, ta_caldav_page, TA, CALDAV_PAGE, AdwNavigationPage)
G_DEFINE_FINAL_TYPE (TaCaldavPage, ta_caldav_page, ADW_TYPE_NAVIGATION_PAGE)

static void
say (TaCaldavPage *self, const char *text)
{
  adw_banner_set_title (ADW_BANNER (self->banner), text != NULL ? text : "");
  adw_banner_set_revealed (ADW_BANNER (self->banner), text != NULL);
}

/* Whose it is ---------------------------------------------------------------------------------------------------------------------------- */

static const TaHousehold *
chosen_household (TaCaldavPage *self)
{
  g_autoptr (TaHouseholdItem) item = g_list_model_get_item (ta_context_get_households (self->context), adw_combo_row_get_selected (ADW_COMBO_ROW (self->household)));

  return item != NULL ? ta_household_item_get (item) : NULL;
}

static const TaPerson *
chosen_person (TaCaldavPage *self)
{
  const TaHousehold *household = chosen_household (self);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->person));

  return household != NULL && selected > 0 && selected <= household->persons->len ? household->persons->pdata[selected - 1] : NULL;
}

static void
on_household (TaCaldavPage *self)
{
  const TaHousehold *household = chosen_household (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("The whole household"));
  for (guint i = 0; household != NULL && i < household->persons->len; i++)
    gtk_string_list_append (names, ((TaPerson *) household->persons->pdata[i])->name);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->person), G_LIST_MODEL (names));
}

static void
select_household (TaCaldavPage *self, const char *id)
{
  GListModel *households = ta_context_get_households (self->context);

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      if (g_str_equal (ta_household_item_get_id (item), id))
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->household), i);
    }
}

static void
select_person (TaCaldavPage *self, const char *id)
{
  const TaHousehold *household = chosen_household (self);

  for (guint i = 0; household != NULL && id != NULL && i < household->persons->len; i++)
    if (g_str_equal (((TaPerson *) household->persons->pdata[i])->id, id))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->person), i + 1);
}

/* What is there -------------------------------------------------------------------------------------------------------------------------- */

static void
fill (TaCaldavPage *self)
{
  const TaCaldavTarget *target = self->target;

  gtk_editable_set_text (GTK_EDITABLE (self->url), target->url);
  gtk_editable_set_text (GTK_EDITABLE (self->user), target->user);
  select_household (self, target->household);
  select_person (self, target->person);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->detail), target->detail);
  say (self, *target->problem != '\0' ? target->problem : NULL);
}

static void
show (TaCaldavPage *self)
{
  gtk_widget_set_visible (self->removal, self->target != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password), self->target != NULL ? _ ("Password (as it was, where it stays empty)") : _ ("Password"));
}

static void
on_state (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCaldavPage) self = data;
  g_autoptr (TaFeedsState) state = ta_feeds_state_read_finish (TA_STORE (object), result, NULL);

  if (self->context == NULL || state == NULL)
    return;
  self->target = g_steal_pointer (&state->caldav);
  if (self->target != NULL)
    fill (self);
  show (self);
}

/* What is done --------------------------------------------------------------------------------------------------------------------------- */

/* (transfer full) (nullable): what is entered, marked where it cannot be */
static TaCaldavTarget *
read_form (TaCaldavPage *self)
{
  const TaHousehold *household = chosen_household (self);
  const TaPerson *person = chosen_person (self);
  g_autofree char *url = ta_form_get_text (self->url);
  g_autofree char *user = ta_form_get_text (self->user);
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));
  /* No other server is told the password of this one. */
  gboolean known = self->target != NULL && g_str_equal (url, self->target->url) && g_str_equal (user, self->target->user);
  TaCaldavTarget *target;

  if (!ta_form_mark (self->url, strstr (url, "://") != NULL) || !ta_form_mark (self->user, *user != '\0')
      || !ta_form_mark (self->password, *password != '\0' || known) || household == NULL)
    return NULL;
  target = ta_caldav_target_new (url, user, household->id, person != NULL ? person->id : NULL);
  target->detail = (TaFeedDetail) ta_form_get_code (self->detail);
  if (self->target != NULL)
    g_set_str (&target->key, self->target->key);
  return target;
}

static void
set_busy (TaCaldavPage *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->form, !busy);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->send), busy ? _ ("Sending…") : _ ("_Try and Publish"));
}

static void
leave (TaCaldavPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL && adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)) == ADW_NAVIGATION_PAGE (self))
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static void
on_set (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCaldavPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = ta_caldav_set_finish (result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (done)
    leave (self);
  else
    say (self, error->message);
}

static void
on_try (TaCaldavPage *self)
{
  g_autoptr (TaCaldavTarget) target = read_form (self);
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));

  if (target == NULL)
    return;
  say (self, NULL);
  set_busy (self, TRUE);
  ta_caldav_set_async (ta_context_get_store (self->context), target, *password != '\0' ? password : NULL, self->cancellable, on_set, g_object_ref (self));
}

static void
on_preview (TaCaldavPage *self)
{
  const TaHousehold *household = chosen_household (self);
  const TaPerson *person = chosen_person (self);
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  g_autoptr (TaFeed) feed = NULL;

  if (household == NULL)
    return;
  feed = ta_feed_new (household->id, person != NULL ? person->id : NULL);
  feed->detail = (TaFeedDetail) ta_form_get_code (self->detail);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ta_feed_preview_page_new (ta_context_get_store (self->context), feed));
}

static void
on_removed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCaldavPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = ta_caldav_remove_finish (result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  g_clear_pointer (&self->target, ta_caldav_target_free);
  show (self);
  if (done)
    leave (self);
  else
    {
      g_autofree char *text = g_strdup_printf (_ ("Nothing is sent there any more, but something may still lie there: %s"), error->message);

      say (self, text);
    }
}

static void
on_remove_chosen (GObject *dialog, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCaldavPage) self = data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result), "remove") != 0 || self->context == NULL)
    return;
  set_busy (self, TRUE);
  ta_caldav_remove_async (ta_context_get_store (self->context), self->cancellable, on_removed, g_object_ref (self));
}

static void
on_remove (TaCaldavPage *self)
{
  AdwDialog *ask = adw_alert_dialog_new (_ ("Send Nothing There Any More?"), _ ("What Turnabout put on the calendar server is deleted there. What others put there stays."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (ask), "cancel", _ ("_Cancel"), "remove", _ ("_Delete There"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (ask), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (ask), GTK_WIDGET (self), self->cancellable, on_remove_chosen, g_object_ref (self));
}

/* The page ------------------------------------------------------------------------------------------------------------------------------- */

static void
ta_caldav_page_dispose (GObject *object)
{
  TaCaldavPage *self = TA_CALDAV_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->target, ta_caldav_target_free);
  G_OBJECT_CLASS (ta_caldav_page_parent_class)->dispose (object);
}

static void
ta_caldav_page_class_init (TaCaldavPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_caldav_page_dispose;
}

static GtkWidget *
add_button (GtkWidget *group, const char *title, GCallback activated, TaCaldavPage *self)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "activated", activated, self);
  return ta_form_add_row (group, row);
}

static void
add_server (TaCaldavPage *self, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, NULL);

  ta_form_describe (group, _ ("A calendar of a CalDAV server, made for this alone: what others change in these events is overwritten. The password stays on this computer, which "
                              "sends the changes while Turnabout runs."));
  self->url = ta_form_add_row (group, ta_form_entry (_ ("Address of the calendar (https://…)"), ""));
  self->user = ta_form_add_row (group, ta_form_entry (_ ("User"), ""));
  self->password = ta_form_add_row (group, adw_password_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password), _ ("Password"));
}

static GtkWidget *
new_households (TaCaldavPage *self)
{
  GListModel *households = ta_context_get_households (self->context);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      g_ptr_array_add (names, (gpointer) ta_household_item_get_name (item));
    }
  return ta_form_choice (_ ("Household"), names, 0);
}

static void
add_whose (TaCaldavPage *self, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, NULL);
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();

  self->household = ta_form_add_row (group, new_households (self));
  self->person = ta_form_add_row (group, ta_form_choice (_ ("Person"), nobody, 0));
  self->detail = ta_form_add_row (group, ta_form_codes (_ ("What it says"), ta_feed_detail_codes, TA_FEED_TIMES));
  add_button (group, _ ("_What Leaves…"), G_CALLBACK (on_preview), self);
  g_signal_connect_object (self->household, "notify::selected", G_CALLBACK (on_household), self, G_CONNECT_SWAPPED);
  on_household (self);
}

static void
build (TaCaldavPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *group;

  self->form = adw_preferences_page_new ();
  self->banner = adw_banner_new ("");
  adw_banner_set_use_markup (ADW_BANNER (self->banner), FALSE);
  add_server (self, self->form);
  add_whose (self, self->form);
  group = ta_form_add_group (self->form, NULL);
  self->send = add_button (group, _ ("_Try and Publish"), G_CALLBACK (on_try), self);
  gtk_widget_add_css_class (self->send, "suggested-action");
  group = ta_form_add_group (self->form, NULL);
  self->removal = add_button (group, _ ("_Remove…"), G_CALLBACK (on_remove), self);
  gtk_widget_add_css_class (self->removal, "destructive-action");
  gtk_widget_set_visible (self->removal, FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), self->banner);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->form);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

static void
ta_caldav_page_init (TaCaldavPage *self)
{
  self->cancellable = g_cancellable_new ();
}

AdwNavigationPage *
ta_caldav_page_new (TaContext *context)
{
  TaCaldavPage *self = g_object_new (TA_TYPE_CALDAV_PAGE, "title", _ ("Calendar Server"), NULL);

  self->context = g_object_ref (context);
  build (self);
  ta_feeds_state_read (ta_context_get_store (context), self->cancellable, on_state, g_object_ref (self));
  return ADW_NAVIGATION_PAGE (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-feeds-page.h"

#include "ta-caldav-page.h"
#include "ta-feed-actions.h"
#include "ta-feed-page.h"
#include "ta-feeds-state.h"
#include "ta-form.h"
#include "ta-household-badge.h"

#include <glib/gi18n.h>

#define TA_TYPE_FEEDS_PAGE (ta_feeds_page_get_type ())
G_DECLARE_FINAL_TYPE (TaFeedsPage, ta_feeds_page, TA, FEEDS_PAGE, AdwNavigationPage)

/* One calendar that there may be. */
typedef struct
{
  TaFeedsPage *page; /* unowned */
  char *household;
  char *person; /* (nullable) */

  /* borrowed */
  GtkWidget *row;
  GtkWidget *toggle;
  GtkWidget *expander;
} Choice;

struct _TaFeedsPage
{
  AdwNavigationPage parent_instance;

  TaContext *context;        /* owned */
  TaSync *sync;              /* owned */
  GCancellable *cancellable; /* owned */
  TaFeedsState *state;       /* (nullable): not read yet */
  GPtrArray *choices;        /* of Choice */
  gboolean showing;

  /* borrowed */
  GtkWidget *banner;
  GtkWidget *households;
  GtkWidget *caldav;
};

G_DEFINE_FINAL_TYPE (TaFeedsPage, ta_feeds_page, ADW_TYPE_NAVIGATION_PAGE)

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->household);
  g_free (choice->person);
  g_free (choice);
}

static void
push (TaFeedsPage *self, AdwNavigationPage *page)
{
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW)), page);
}

/* Showing -------------------------------------------------------------------------------------------------------------------------------- */

static void
show_banner (TaFeedsPage *self)
{
  const TaFeedHub *hub = self->state->hub;
  g_autofree char *text = NULL;

  if (self->state->url == NULL)
    text = g_strdup (_ ("Links need a hub: put the pod on one first."));
  else if (hub->state == TA_FEED_HUB_LACKING)
    text = g_strdup (_ ("This hub hands out no calendars: it takes Turnabout’s own hub. A calendar server will do instead."));
  else if (hub->state == TA_FEED_HUB_FAILED)
    text = g_strdup_printf (_ ("Calendars were not sent: %s"), hub->detail);
  adw_banner_set_title (ADW_BANNER (self->banner), text != NULL ? text : "");
  adw_banner_set_revealed (ADW_BANNER (self->banner), text != NULL);
}

static guint
count_of (TaFeedsPage *self, const char *household)
{
  guint count = 0;

  for (guint i = 0; i < self->state->feeds->len; i++)
    count += g_strcmp0 (((TaFeed *) self->state->feeds->pdata[i])->household, household) == 0;
  return count;
}

static void
show_choice (TaFeedsPage *self, Choice *choice)
{
  const TaFeed *feed = ta_feeds_state_find (self->state, choice->household, choice->person);
  guint count = count_of (self, choice->household);
  g_autofree char *counted = count > 0 ? g_strdup_printf (ngettext ("%u calendar", "%u calendars", count), count) : g_strdup ("");

  gtk_switch_set_active (GTK_SWITCH (choice->toggle), feed != NULL);
  gtk_widget_set_sensitive (choice->toggle, feed != NULL || self->state->url != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (choice->row), feed != NULL ? ta_code_label (ta_feed_detail_codes, (int) feed->detail) : "");
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (choice->expander), counted);
}

static void
show_caldav (TaFeedsPage *self)
{
  const TaCaldavTarget *target = self->state->caldav;
  g_autofree char *name = target != NULL ? ta_feed_actions_name (self->context, target->household, target->person) : NULL;
  /* Translators: whose calendar goes where: “Ana Silva · https://cloud.example.org/…” */
  g_autofree char *text = target != NULL ? g_strdup_printf (_ ("%s · %s"), name, *target->problem != '\0' ? target->problem : target->url) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->caldav), text != NULL ? text : _ ("Nextcloud, Radicale and others get the same calendar, without a link"));
}

static void
show (TaFeedsPage *self)
{
  self->showing = TRUE;
  show_banner (self);
  for (guint i = 0; i < self->choices->len; i++)
    show_choice (self, self->choices->pdata[i]);
  show_caldav (self);
  self->showing = FALSE;
}

/* What is done --------------------------------------------------------------------------------------------------------------------------- */

static void
on_toggled (GtkSwitch *toggle, GParamSpec *pspec, Choice *choice)
{
  TaFeedsPage *self = choice->page;
  const TaFeed *feed = self->state != NULL ? ta_feeds_state_find (self->state, choice->household, choice->person) : NULL;
  gboolean wanted = gtk_switch_get_active (toggle);

  if (self->showing || self->state == NULL || wanted == (feed != NULL))
    return;
  if (wanted)
    ta_feed_actions_give (self->context, choice->household, choice->person);
  else
    ta_feed_actions_take_back (self->context, feed, GTK_WIDGET (self), G_CALLBACK (show), self);
}

static void
on_chosen (AdwActionRow *row, Choice *choice)
{
  push (choice->page, ta_feed_page_new (choice->page->context, choice->household, choice->person));
}

static void
on_caldav (TaFeedsPage *self)
{
  push (self, ta_caldav_page_new (self->context));
}

/* Whose ---------------------------------------------------------------------------------------------------------------------------------- */

static void
add_choice (TaFeedsPage *self, GtkWidget *expander, const char *household, const TaPerson *person, const char *name)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  *choice = (Choice) { self, g_strdup (household), person != NULL ? g_strdup (person->id) : NULL, row, toggle, expander };
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_RELATION_LABELLED_BY, row, NULL, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (on_chosen), choice);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (on_toggled), choice);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
  g_ptr_array_add (self->choices, choice);
}

static void
add_household (TaFeedsPage *self, TaHouseholdItem *item)
{
  const TaHousehold *household = ta_household_item_get (item);
  GtkWidget *expander = adw_expander_row_new ();
  GtkWidget *badge = ta_household_badge_new (32);

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), item);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (expander), badge);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), household->name);
  add_choice (self, expander, household->id, NULL, _ ("The whole household"));
  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = household->persons->pdata[i];

      add_choice (self, expander, household->id, person, person->name);
    }
  ta_form_add_row (self->households, expander);
}

/* Who is or may soon be in a pod. */
static gboolean
has_turns (TaHouseholdItem *item)
{
  TaStatus status = ta_household_item_get_status (item);

  return status == TA_STATUS_TRIAL || status == TA_STATUS_MEMBER || status == TA_STATUS_PAUSED;
}

static void
fill_households (TaFeedsPage *self)
{
  GListModel *households = ta_context_get_households (self->context);

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      if (has_turns (item) || count_of (self, ta_household_item_get_id (item)) > 0)
        add_household (self, item);
    }
}

static void
on_state (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaFeedsPage) self = data;
  TaFeedsState *state = ta_feeds_state_read_finish (TA_STORE (object), result, NULL);

  if (self->context == NULL || state == NULL)
    {
      g_clear_pointer (&state, ta_feeds_state_free);
      return;
    }
  g_clear_pointer (&self->state, ta_feeds_state_free);
  self->state = state;
  if (self->choices->len == 0)
    fill_households (self);
  show (self);
}

static void
reload (TaFeedsPage *self)
{
  ta_feeds_state_read (ta_context_get_store (self->context), self->cancellable, on_state, g_object_ref (self));
}

/* The page ------------------------------------------------------------------------------------------------------------------------------- */

static void
ta_feeds_page_dispose (GObject *object)
{
  TaFeedsPage *self = TA_FEEDS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);
  g_clear_object (&self->context);
  g_clear_pointer (&self->state, ta_feeds_state_free);
  G_OBJECT_CLASS (ta_feeds_page_parent_class)->dispose (object);
}

static void
ta_feeds_page_finalize (GObject *object)
{
  g_ptr_array_unref (TA_FEEDS_PAGE (object)->choices);
  G_OBJECT_CLASS (ta_feeds_page_parent_class)->finalize (object);
}

static void
ta_feeds_page_class_init (TaFeedsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_feeds_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_feeds_page_finalize;
}

static void
add_caldav (TaFeedsPage *self, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, _ ("On a Calendar Server"));

  self->caldav = adw_action_row_new ();
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->caldav), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->caldav), _ ("Calendar _Server…"));
  g_object_set (self->caldav, "use-markup", FALSE, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->caldav), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->caldav), TRUE);
  g_signal_connect_swapped (self->caldav, "activated", G_CALLBACK (on_caldav), self);
  ta_form_add_row (group, self->caldav);
}

static void
ta_feeds_page_init (TaFeedsPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->choices = g_ptr_array_new_with_free_func (choice_free);
}

static void
build (TaFeedsPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  self->banner = adw_banner_new ("");
  adw_banner_set_use_markup (ADW_BANNER (self->banner), FALSE);
  self->households = ta_form_add_group (page, _ ("By Link"));
  ta_form_describe (self->households, _ ("Each calendar has a link of its own, for the phone of who it is about. It says when, and no name, unless you choose otherwise. Phones look "
                                         "for changes once an hour to once a day: tell what is urgent another way."));
  add_caldav (self, page);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), self->banner);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

AdwNavigationPage *
ta_feeds_page_new (TaContext *context, TaSync *sync)
{
  TaFeedsPage *self = g_object_new (TA_TYPE_FEEDS_PAGE, "title", _ ("Calendars for Phones"), NULL);

  self->context = g_object_ref (context);
  self->sync = g_object_ref (sync);
  build (self);
  g_signal_connect_object (context, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "status-changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  /* Back from a page on which something was changed that no command makes known. */
  g_signal_connect (self, "showing", G_CALLBACK (reload), NULL);
  return ADW_NAVIGATION_PAGE (self);
}

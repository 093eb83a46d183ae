/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-feed-page.h"

#include "ta-feed-actions.h"
#include "ta-feed-preview-page.h"
#include "ta-feeds-state.h"
#include "ta-form.h"
#include "ta-qr-view.h"

#include <glib/gi18n.h>
#include <string.h>

struct _TaFeedPage
{
  AdwNavigationPage parent_instance;

  TaContext *context;        /* owned */
  GCancellable *cancellable; /* owned */
  TaFeedsState *state;       /* (nullable): not read yet */
  char *household;
  char *person; /* (nullable) */
  gboolean showing;

  /* borrowed */
  GtkWidget *published;
  GtkWidget *detail;
  GtkWidget *links;
  GtkWidget *copy;
  GtkWidget *code;
};

#define TA_TYPE_FEED_PAGE (ta_feed_page_get_type ())
G_DECLARE_FINAL_TYPE (TaFeedPage, ta_feed_page, TA, FEED_PAGE, AdwNavigationPage)
G_DEFINE_FINAL_TYPE (TaFeedPage, ta_feed_page, ADW_TYPE_NAVIGATION_PAGE)

static const TaFeed *
own_feed (TaFeedPage *self)
{
  return self->state != NULL ? ta_feeds_state_find (self->state, self->household, self->person) : NULL;
}

/* Showing -------------------------------------------------------------------------------------------------------------------------------- */

/* A phone offers to subscribe to what begins with webcal, and to import once what does not. */
static char *
code_text (const TaFeed *feed, const char *url)
{
  g_autofree char *link = ta_feed_dup_link (feed, url);
  const char *rest = strstr (link, "://");

  return g_strconcat ("webcal", rest, NULL);
}

static void
show (TaFeedPage *self)
{
  const TaFeed *feed = own_feed (self);
  gboolean linked = feed != NULL && self->state->url != NULL;
  g_autofree char *text = linked ? code_text (feed, self->state->url) : NULL;

  self->showing = TRUE;
  adw_switch_row_set_active (ADW_SWITCH_ROW (self->published), feed != NULL);
  gtk_widget_set_sensitive (self->published, feed != NULL || self->state->url != NULL);
  if (feed != NULL)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->detail), feed->detail);
  gtk_widget_set_sensitive (self->detail, feed != NULL);
  gtk_widget_set_visible (self->links, linked);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->copy), _ ("_Copy the Link"));
  ta_qr_view_set_text (TA_QR_VIEW (self->code), text);
  self->showing = FALSE;
}

static void
on_state (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaFeedPage) self = data;
  TaFeedsState *state = ta_feeds_state_read_finish (TA_STORE (object), result, NULL);

  if (self->context == NULL || state == NULL)
    {
      g_clear_pointer (&state, ta_feeds_state_free);
      return;
    }
  g_clear_pointer (&self->state, ta_feeds_state_free);
  self->state = state;
  show (self);
}

static void
reload (TaFeedPage *self)
{
  ta_feeds_state_read (ta_context_get_store (self->context), self->cancellable, on_state, g_object_ref (self));
}

/* What is done --------------------------------------------------------------------------------------------------------------------------- */

static void
on_published (TaFeedPage *self)
{
  const TaFeed *feed = own_feed (self);
  gboolean wanted = adw_switch_row_get_active (ADW_SWITCH_ROW (self->published));

  if (self->showing || self->state == NULL || wanted == (feed != NULL))
    return;
  if (wanted)
    ta_feed_actions_give (self->context, self->household, self->person);
  else
    ta_feed_actions_take_back (self->context, feed, GTK_WIDGET (self), G_CALLBACK (show), self);
}

static void
on_detail (TaFeedPage *self)
{
  const TaFeed *feed = own_feed (self);
  TaFeedDetail detail = (TaFeedDetail) ta_form_get_code (self->detail);

  if (!self->showing && feed != NULL && feed->detail != detail)
    ta_feed_actions_set_detail (self->context, feed, detail);
}

static void
on_preview (TaFeedPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  const TaFeed *feed = own_feed (self);
  g_autoptr (TaFeed) wanted = feed != NULL ? ta_feed_copy (feed) : ta_feed_new (self->household, self->person);

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ta_feed_preview_page_new (ta_context_get_store (self->context), wanted));
}

static void
on_copy (TaFeedPage *self)
{
  const TaFeed *feed = own_feed (self);
  g_autofree char *link = feed != NULL && self->state->url != NULL ? ta_feed_dup_link (feed, self->state->url) : NULL;

  if (link == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), link);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->copy), _ ("Copied"));
}

static void
on_renew (TaFeedPage *self)
{
  if (own_feed (self) != NULL)
    ta_feed_actions_renew (self->context, own_feed (self), GTK_WIDGET (self));
}

/* The page ------------------------------------------------------------------------------------------------------------------------------- */

static void
ta_feed_page_dispose (GObject *object)
{
  TaFeedPage *self = TA_FEED_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->state, ta_feeds_state_free);
  G_OBJECT_CLASS (ta_feed_page_parent_class)->dispose (object);
}

static void
ta_feed_page_finalize (GObject *object)
{
  g_free (TA_FEED_PAGE (object)->household);
  g_free (TA_FEED_PAGE (object)->person);
  G_OBJECT_CLASS (ta_feed_page_parent_class)->finalize (object);
}

static void
ta_feed_page_class_init (TaFeedPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_feed_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_feed_page_finalize;
}

static GtkWidget *
add_button (GtkWidget *group, const char *title, GCallback activated, TaFeedPage *self)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_swapped (row, "activated", activated, self);
  return ta_form_add_row (group, row);
}

static void
add_what (TaFeedPage *self, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, NULL);

  ta_form_describe (group, _ ("A phone that has the link shows the turns among its own appointments. The hub can read such a calendar, and so can whoever gets hold of the link."));
  self->published = ta_form_add_row (group, ta_form_switch (_ ("Published on the hub"), FALSE));
  self->detail = ta_form_add_row (group, ta_form_codes (_ ("What it says"), ta_feed_detail_codes, TA_FEED_TIMES));
  add_button (group, _ ("_What Leaves…"), G_CALLBACK (on_preview), self);
  g_signal_connect_object (self->published, "notify::active", G_CALLBACK (on_published), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->detail, "notify::selected", G_CALLBACK (on_detail), self, G_CONNECT_SWAPPED);
}

static void
add_links (TaFeedPage *self, GtkWidget *page)
{
  GtkWidget *row = adw_preferences_row_new ();

  self->links = ta_form_add_group (page, _ ("Link"));
  ta_form_describe (self->links, _ ("Scan the code with the phone’s camera, or paste the link where its calendar subscribes to one by address. Phones look for changes once an hour "
                                    "to once a day: tell what is urgent another way."));
  self->code = ta_qr_view_new ();
  gtk_widget_set_margin_top (self->code, 12);
  gtk_widget_set_margin_bottom (self->code, 12);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), self->code);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Code to scan"));
  self->copy = add_button (self->links, _ ("_Copy the Link"), G_CALLBACK (on_copy), self);
  ta_form_add_row (self->links, row);
  gtk_widget_add_css_class (add_button (self->links, _ ("_New Link…"), G_CALLBACK (on_renew), self), "destructive-action");
}

static void
ta_feed_page_init (TaFeedPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  self->cancellable = g_cancellable_new ();
  add_what (self, page);
  add_links (self, page);
  gtk_widget_set_sensitive (self->published, FALSE);
  gtk_widget_set_sensitive (self->detail, FALSE);
  gtk_widget_set_visible (self->links, FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

AdwNavigationPage *
ta_feed_page_new (TaContext *context, const char *household, const char *person)
{
  g_autofree char *name = ta_feed_actions_name (context, household, person);
  TaFeedPage *self = g_object_new (TA_TYPE_FEED_PAGE, "title", name, NULL);

  self->context = g_object_ref (context);
  self->household = g_strdup (household);
  self->person = g_strdup (person);
  g_signal_connect_object (context, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);
  return ADW_NAVIGATION_PAGE (self);
}

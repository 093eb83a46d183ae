/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-feed-preview-page.h"

#include "ta-exact-text.h"
#include "ta-feed-calendar.h"

#include <glib/gi18n.h>

struct _TaFeedPreviewPage
{
  AdwNavigationPage parent_instance;

  GCancellable *cancellable; /* owned */

  /* borrowed */
  GtkWidget *stack;
  GtkTextView *text;
  GtkWidget *failure;
};

#define TA_TYPE_FEED_PREVIEW_PAGE (ta_feed_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (TaFeedPreviewPage, ta_feed_preview_page, TA, FEED_PREVIEW_PAGE, AdwNavigationPage)
G_DEFINE_FINAL_TYPE (TaFeedPreviewPage, ta_feed_preview_page, ADW_TYPE_NAVIGATION_PAGE)

static void
on_calendar (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaFeedPreviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) calendar = ta_feed_calendar_finish (TA_STORE (object), result, &error);

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (calendar != NULL)
    ta_exact_text_show (self->text, calendar);
  else
    adw_status_page_set_description (ADW_STATUS_PAGE (self->failure), error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), calendar != NULL ? "text" : "failure");
}

static void
ta_feed_preview_page_dispose (GObject *object)
{
  TaFeedPreviewPage *self = TA_FEED_PREVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ta_feed_preview_page_parent_class)->dispose (object);
}

static void
ta_feed_preview_page_class_init (TaFeedPreviewPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_feed_preview_page_dispose;
}

static void
ta_feed_preview_page_init (TaFeedPreviewPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *content = ta_exact_text_new (_ ("This leaves, and nothing else. Where it goes it can be read. It follows what changes."), _ ("What leaves"),
                                          GTK_WRAP_CHAR, &self->text);

  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  self->failure = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->failure), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->failure), _ ("No Calendar"));
  gtk_stack_add_named (GTK_STACK (self->stack), adw_spinner_new (), "busy");
  gtk_stack_add_named (GTK_STACK (self->stack), content, "text");
  gtk_stack_add_named (GTK_STACK (self->stack), self->failure, "failure");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->stack);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

AdwNavigationPage *
ta_feed_preview_page_new (TaStore *store, const TaFeed *feed)
{
  TaFeedPreviewPage *self = g_object_new (TA_TYPE_FEED_PREVIEW_PAGE, "title", _ ("What Leaves"), NULL);

  ta_feed_calendar_async (store, feed, self->cancellable, on_calendar, g_object_ref (self));
  return ADW_NAVIGATION_PAGE (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-feed-preview-page.h"

#include "ta-feed-calendar.h"

#include <glib/gi18n.h>

struct _TaFeedPreviewPage
{
  AdwNavigationPage parent_instance;

  GCancellable *cancellable; /* owned */

  /* borrowed */
  GtkWidget *stack;
  GtkWidget *text;
  GtkWidget *failure;
};

#define TA_TYPE_FEED_PREVIEW_PAGE (ta_feed_preview_page_get_type ())
G_DECLARE_FINAL_TYPE (TaFeedPreviewPage, ta_feed_preview_page, TA, FEED_PREVIEW_PAGE, AdwNavigationPage)
G_DEFINE_FINAL_TYPE (TaFeedPreviewPage, ta_feed_preview_page, ADW_TYPE_NAVIGATION_PAGE)

/* To the letter: no hyphens where a line is broken. */
static void
show_text (GtkTextBuffer *buffer, const char *text, gsize size)
{
  GtkTextIter start, end;

  gtk_text_buffer_set_text (buffer, text, (int) size);
  gtk_text_buffer_create_tag (buffer, "plain", "insert-hyphens", FALSE, NULL);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_apply_tag_by_name (buffer, "plain", &start, &end);
}

static void
on_calendar (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaFeedPreviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) calendar = ta_feed_calendar_finish (TA_STORE (object), result, &error);
  gsize size = 0;
  const char *text;

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (calendar != NULL)
    {
      text = g_bytes_get_data (calendar, &size);
      show_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), text, size);
    }
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

static GtkWidget *
new_text (TaFeedPreviewPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->text = gtk_text_view_new ();
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->text), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_CHAR);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->text), 12);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->text), 12);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), 18);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->text), 18);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What leaves"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->text);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
new_content (TaFeedPreviewPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (_ ("This leaves, and nothing else. Where it goes it can be read. It follows what changes."));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 18);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), new_text (self));
  return box;
}

static void
ta_feed_preview_page_init (TaFeedPreviewPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  self->failure = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->failure), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->failure), _ ("No Calendar"));
  gtk_stack_add_named (GTK_STACK (self->stack), adw_spinner_new (), "busy");
  gtk_stack_add_named (GTK_STACK (self->stack), new_content (self), "text");
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

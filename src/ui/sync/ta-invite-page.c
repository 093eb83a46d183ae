/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-invite-page.h"

#include "ta-form.h"
#include "ta-list-stack.h"
#include "ta-qr-view.h"
#include "ta-secret.h"
#include "ta-sync-error.h"
#include "ta-sync.h"

#include <glib/gi18n.h>

/* The longest that a hub keeps one. */
#define HOURS 72

struct _TaInvitePage
{
  AdwNavigationPage parent_instance;

  TaStore *store;            /* owned */
  GCancellable *cancellable; /* owned */
  char *link;                /* (nullable) */

  /* borrowed */
  GtkWidget *stack;
  GtkWidget *failure;
  GtkWidget *intro;
  GtkWidget *code;
  GtkWidget *copy;
  GtkWidget *account; /* of a hub that makes none itself */
  GtkWidget *problem;
  GtkWidget *make;
};

#define TA_TYPE_INVITE_PAGE (ta_invite_page_get_type ())
G_DECLARE_FINAL_TYPE (TaInvitePage, ta_invite_page, TA, INVITE_PAGE, AdwNavigationPage)
G_DEFINE_FINAL_TYPE (TaInvitePage, ta_invite_page, ADW_TYPE_NAVIGATION_PAGE)

static void
on_copy (TaInvitePage *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->link);
  gtk_button_set_label (GTK_BUTTON (self->copy), _ ("Copied"));
}

static void
show_link (TaInvitePage *self, char *link)
{
  self->link = link;
  ta_qr_view_set_text (TA_QR_VIEW (self->code), link);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "link");
}

static void
on_invited_direct (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaInvitePage) self = data;
  g_autoptr (GError) error = NULL;
  char *link = ta_sync_invite_finish (result, &error);

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ta_secret_text_free (link);
      return;
    }
  gtk_widget_set_sensitive (self->make, TRUE);
  if (link == NULL)
    {
      ta_form_say_problem (self->problem, GTK_WIDGET (self), error->message);
      return;
    }
  gtk_label_set_label (GTK_LABEL (self->intro),
                       _ ("Give this to the one who shall come in, by a way that only they read. The pod’s key is in it: whoever else reads it can read the pod. When you confirm the computer, the pod gets a new key."));
  show_link (self, link);
}

static void
on_make (TaInvitePage *self)
{
  g_autoptr (TaSecretText) account = ta_form_get_text (self->account);

  ta_form_say_problem (self->problem, GTK_WIDGET (self), NULL);
  if (!ta_form_mark (self->account, *account != '\0') || !gtk_widget_get_sensitive (self->make))
    return;
  gtk_widget_set_sensitive (self->make, FALSE);
  ta_sync_invite_direct_async (self->store, account, self->cancellable, on_invited_direct, g_object_ref (self));
}

static void
on_invited (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaInvitePage) self = data;
  g_autoptr (GError) error = NULL;
  char *link = ta_sync_invite_finish (result, &error);

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ta_secret_text_free (link);
      return;
    }
  if (link != NULL)
    {
      show_link (self, link);
      return;
    }
  ta_form_describe (self->failure, ta_sync_error_problem (error) == TA_SYNC_PROBLEM_OFFLINE ? _ ("The hub makes invitations, and it does not answer.") : error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), g_error_matches (error, TA_SYNC_ERROR, TA_SYNC_ERROR_LACKING) ? "account" : "failure");
}

static void
ta_invite_page_dispose (GObject *object)
{
  TaInvitePage *self = TA_INVITE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ta_invite_page_parent_class)->dispose (object);
}

static void
ta_invite_page_finalize (GObject *object)
{
  ta_secret_text_free (TA_INVITE_PAGE (object)->link);
  G_OBJECT_CLASS (ta_invite_page_parent_class)->finalize (object);
}

static void
ta_invite_page_class_init (TaInvitePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_invite_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_invite_page_finalize;
}

static GtkWidget *
new_text (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  return label;
}

static GtkWidget *
new_link (TaInvitePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->code = ta_qr_view_new ();
  self->copy = gtk_button_new_with_mnemonic (_ ("_Copy the Link"));
  gtk_widget_add_css_class (self->copy, "pill");
  gtk_widget_add_css_class (self->copy, "suggested-action");
  gtk_widget_set_halign (self->copy, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->copy, "clicked", G_CALLBACK (on_copy), self);
  self->intro = new_text (_ ("Give this to the one who shall come in, by a way that only they read. It lets one computer in, within three days."));
  gtk_box_append (GTK_BOX (box), self->intro);
  gtk_box_append (GTK_BOX (box), self->code);
  gtk_box_append (GTK_BOX (box), self->copy);
  gtk_box_append (GTK_BOX (box), new_text (_ ("Once they have joined, both screens show a number. Compare them, and confirm the computer in the list.")));
  return ta_narrow_column_new (box);
}

static void
ask_hub (TaInvitePage *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "busy");
  ta_sync_invite_async (self->store, HOURS, self->cancellable, on_invited, g_object_ref (self));
}

static GtkWidget *
new_failure (TaInvitePage *self)
{
  GtkWidget *again = gtk_button_new_with_mnemonic (_ ("_Try Again"));

  gtk_widget_add_css_class (again, "pill");
  gtk_widget_set_halign (again, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (again, "clicked", G_CALLBACK (ask_hub), self);
  self->failure = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->failure), "network-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->failure), _ ("No Invitation"));
  adw_status_page_set_child (ADW_STATUS_PAGE (self->failure), again);
  return self->failure;
}

static GtkWidget *
new_problem (TaInvitePage *self)
{
  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_set_visible (self->problem, FALSE);
  return self->problem;
}

static GtkWidget *
new_account (TaInvitePage *self)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = ta_form_add_group (page, NULL);

  ta_form_describe (group, _ ("This hub makes no accounts by itself. Ask who keeps it for one for the other computer; its address looks like https://name:password@hub.example.org/pod."));
  self->account = ta_form_entry (_ ("Address of the account"), NULL);
  gtk_text_set_input_purpose (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->account))), GTK_INPUT_PURPOSE_URL);
  g_signal_connect_swapped (self->account, "entry-activated", G_CALLBACK (on_make), self);
  ta_form_add_row (group, self->account);
  group = ta_form_add_group (page, NULL);
  ta_form_add_row (group, new_problem (self));
  self->make = gtk_button_new_with_mnemonic (_ ("_Make the Invitation"));
  gtk_widget_add_css_class (self->make, "pill");
  gtk_widget_add_css_class (self->make, "suggested-action");
  gtk_widget_set_halign (self->make, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->make, "clicked", G_CALLBACK (on_make), self);
  group = ta_form_add_group (page, NULL);
  ta_form_add_row (group, self->make);
  return page;
}

static void
ta_invite_page_init (TaInvitePage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), adw_spinner_new (), "busy");
  gtk_stack_add_named (GTK_STACK (self->stack), new_link (self), "link");
  gtk_stack_add_named (GTK_STACK (self->stack), new_failure (self), "failure");
  gtk_stack_add_named (GTK_STACK (self->stack), new_account (self), "account");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->stack);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

AdwNavigationPage *
ta_invite_page_new (TaStore *store)
{
  TaInvitePage *self = g_object_new (TA_TYPE_INVITE_PAGE, "title", _ ("Invite a Computer"), NULL);

  self->store = g_object_ref (store);
  ask_hub (self);
  return ADW_NAVIGATION_PAGE (self);
}

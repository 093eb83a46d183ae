/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-join-page.h"

#include "ta-form.h"
#include "ta-secret.h"
#include "ta-sync-recovery.h"
#include "ta-sync-text.h"
#include "ta-sync.h"

#include <glib/gi18n.h>

typedef enum
{
  JOIN_FOUND,
  JOIN_AGAIN,
  JOIN_JOIN,
  JOIN_RECOVER
} JoinKind;

struct _TaJoinPage
{
  AdwNavigationPage parent_instance;

  JoinKind kind;
  TaStore *store;            /* owned */
  GCancellable *cancellable; /* owned */
  TaJoinPageDone done;
  gpointer data;

  /* borrowed */
  GtkWidget *link;
  GtkWidget *sheet; /* (nullable) */
  GtkWidget *name;  /* (nullable): it has one */
  GtkWidget *problem;
  GtkWidget *button;
  GtkWidget *spinner;
};

#define TA_TYPE_JOIN_PAGE (ta_join_page_get_type ())
G_DECLARE_FINAL_TYPE (TaJoinPage, ta_join_page, TA, JOIN_PAGE, AdwNavigationPage)
G_DEFINE_FINAL_TYPE (TaJoinPage, ta_join_page, ADW_TYPE_NAVIGATION_PAGE)

static void
set_busy (TaJoinPage *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->button, !busy);
  /* Insensitive, the one with the keyboard would lose it. */
  gtk_editable_set_editable (GTK_EDITABLE (self->link), !busy);
  if (self->name != NULL)
    gtk_editable_set_editable (GTK_EDITABLE (self->name), !busy);
  gtk_widget_set_visible (self->spinner, busy);
}

static gboolean
finish (TaJoinPage *self, GAsyncResult *result, char **code, GError **error)
{
  switch (self->kind)
    {
    case JOIN_FOUND:
      return ta_sync_found_finish (result, error);
    case JOIN_RECOVER:
      return ta_sync_recover_finish (result, error);
    case JOIN_AGAIN:
      return ta_sync_sign_in_finish (result, error);
    case JOIN_JOIN:
    default:
      return ta_sync_join_finish (result, code, error);
    }
}

static void
on_finished (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaJoinPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *problem = NULL;
  gboolean done = finish (self, result, &code, &error);

  if (self->store == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (done)
    {
      self->done (code, self->data);
      return;
    }
  problem = ta_sync_entry_problem_text (error);
  ta_form_say_problem (self->problem, GTK_WIDGET (self), problem);
}

static void
start (TaJoinPage *self, const char *link, const char *name)
{
  g_autoptr (TaSecretText) sheet = self->sheet != NULL ? ta_form_get_text (self->sheet) : NULL;

  set_busy (self, TRUE);
  if (self->kind == JOIN_FOUND)
    ta_sync_found_async (self->store, link, name, self->cancellable, on_finished, g_object_ref (self));
  else if (self->kind == JOIN_AGAIN)
    ta_sync_sign_in_async (self->store, link, self->cancellable, on_finished, g_object_ref (self));
  else if (self->kind == JOIN_RECOVER)
    ta_sync_recover_async (self->store, link, sheet, name, self->cancellable, on_finished, g_object_ref (self));
  else
    ta_sync_join_async (self->store, link, name, self->cancellable, on_finished, g_object_ref (self));
}

/* The first that is empty is marked. @row (nullable): the form has none of this kind */
static gboolean
is_filled (GtkWidget *row)
{
  g_autoptr (TaSecretText) text = row != NULL ? ta_form_get_text (row) : NULL;

  return row == NULL || ta_form_mark (row, *text != '\0');
}

static void
on_go (TaJoinPage *self)
{
  g_autoptr (TaSecretText) link = ta_form_get_text (self->link);
  g_autofree char *name = self->name != NULL ? ta_form_get_text (self->name) : NULL;

  if (!gtk_widget_get_sensitive (self->button))
    return;
  ta_form_say_problem (self->problem, GTK_WIDGET (self), NULL);
  if (is_filled (self->link) && is_filled (self->sheet) && is_filled (self->name))
    start (self, link, name);
}

static void
ta_join_page_dispose (GObject *object)
{
  TaJoinPage *self = TA_JOIN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ta_join_page_parent_class)->dispose (object);
}

static void
ta_join_page_class_init (TaJoinPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_join_page_dispose;
}

static void
ta_join_page_init (TaJoinPage *self)
{
  self->cancellable = g_cancellable_new ();
}

static GtkWidget *
new_problem (TaJoinPage *self)
{
  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_set_margin_bottom (self->problem, 18);
  gtk_widget_set_visible (self->problem, FALSE);
  return self->problem;
}

static const char *
describe (JoinKind kind)
{
  switch (kind)
    {
    case JOIN_FOUND:
      return _ ("The hub printed an invitation when it was set up; who keeps a CouchDB gives you the address of an account instead. From then on all that leaves this computer is sealed with a key that the hub never gets.");
    case JOIN_AGAIN:
      return _ ("One of the pod’s other computers makes a new invitation, under Sharing, or who keeps the hub gives you a new account. What is here stays, and what you changed is sent.");
    case JOIN_RECOVER:
      return _ ("Where no other computer of the pod is left: ask who keeps the hub for an invitation or an account, and type the lines of the recovery sheet. Spaces and small letters do not matter.");
    case JOIN_JOIN:
    default:
      return _ ("One of the pod’s computers makes the invitation, under Sharing. Paste its link here; a phone’s camera reads it from the code.");
    }
}

static void
add_name (TaJoinPage *self, GtkWidget *group)
{
  self->name = ta_form_add_row (group, ta_form_entry (_ ("Name of this computer, as the others see it"), g_get_host_name ()));
  g_signal_connect_swapped (self->name, "entry-activated", G_CALLBACK (on_go), self);
}

/* Below what it is about: beside a title there is no room for it on a small screen with large letters. */
static GtkWidget *
new_button (TaJoinPage *self, const char *action)
{
  self->button = gtk_button_new_with_mnemonic (action);
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_widget_add_css_class (self->button, "pill");
  gtk_widget_set_halign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_go), self);
  return self->button;
}

static GtkWidget *
new_form (TaJoinPage *self, const char *action)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = ta_form_add_group (page, NULL);

  ta_form_describe (group, describe (self->kind));
  self->link = ta_form_entry (_ ("Invitation"), NULL);
  gtk_text_set_input_purpose (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->link))), GTK_INPUT_PURPOSE_URL);
  ta_form_add_row (group, self->link);
  if (self->kind == JOIN_RECOVER)
    {
      self->sheet = ta_form_text (_ ("Lines of the recovery sheet"), NULL);
      ta_form_add_row (group, self->sheet);
    }
  g_signal_connect_swapped (self->link, "entry-activated", G_CALLBACK (on_go), self);
  if (self->kind != JOIN_AGAIN)
    add_name (self, group);
  group = ta_form_add_group (page, NULL);
  ta_form_add_row (group, new_problem (self));
  ta_form_add_row (group, new_button (self, action));
  return page;
}

static AdwNavigationPage *
page_new (JoinKind kind, TaStore *store, const char *title, const char *action, TaJoinPageDone done, gpointer data)
{
  TaJoinPage *self = g_object_new (TA_TYPE_JOIN_PAGE, "title", title, NULL);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  self->kind = kind;
  self->store = g_object_ref (store);
  self->done = done;
  self->data = data;
  self->spinner = adw_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->spinner);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), new_form (self, action));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  return ADW_NAVIGATION_PAGE (self);
}

AdwNavigationPage *
ta_join_page_new_found (TaStore *store, TaJoinPageDone done, gpointer data)
{
  return page_new (JOIN_FOUND, store, _ ("Put the Pod on a Hub"), _ ("_Put It There"), done, data);
}

AdwNavigationPage *
ta_join_page_new_again (TaStore *store, TaJoinPageDone done, gpointer data)
{
  return page_new (JOIN_AGAIN, store, _ ("Sign In Again"), _ ("_Sign In"), done, data);
}

AdwNavigationPage *
ta_join_page_new_join (TaStore *store, TaJoinPageDone done, gpointer data)
{
  return page_new (JOIN_JOIN, store, _ ("Join a Pod"), _ ("_Join"), done, data);
}

AdwNavigationPage *
ta_join_page_new_recover (TaStore *store, TaJoinPageDone done, gpointer data)
{
  return page_new (JOIN_RECOVER, store, _ ("Use the Recovery Sheet"), _ ("_Join"), done, data);
}

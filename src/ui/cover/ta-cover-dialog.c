/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-dialog-private.h"

#include "ta-cover-commands.h"
#include "ta-form.h"
#include "ta-rota-text.h"

#include <glib/gi18n.h>

#define WIDTH 560
#define HEIGHT 700

G_DEFINE_FINAL_TYPE (TaCoverDialog, ta_cover_dialog, ADW_TYPE_DIALOG)

static guint sent_signal;

/* Who holds the turn, helpers and deliverers left out: (transfer full): of char * */
static GPtrArray *
holders_of (const TaTurn *turn)
{
  GPtrArray *holders = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = turn->assignments->pdata[i];

      if (assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER
          && !g_ptr_array_find_with_equal_func (holders, assignment->household, g_str_equal, NULL))
        g_ptr_array_add (holders, g_strdup (assignment->household));
    }
  return holders;
}

const char *
ta_cover_dialog_get_asker (TaCoverDialog *self)
{
  guint selected = self->who ? adw_combo_row_get_selected (ADW_COMBO_ROW (self->who)) : 0;

  return selected < self->holders->len ? self->holders->pdata[selected] : NULL;
}

GtkWidget *
ta_cover_dialog_add_group (TaCoverDialog *self, const char *title, const char *description)
{
  GtkWidget *group = ta_form_add_group (self->page, title);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  g_ptr_array_add (self->groups, group);
  return group;
}

/* Asking --------------------------------------------------------------------------------------------------------------------------------- */

/* The ids of those who would be written to, each once. */
static GHashTable *
asked_households (TaCoverDialog *self)
{
  GHashTable *asked = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const TaCoverOption *option = ta_cover_dialog_ticked (self, i);

      for (guint s = 0; option && s < option->n_steps; s++)
        if (option->steps[s].household != self->search->cover->asker)
          g_hash_table_add (asked, ta_cover_search_household (self->search, option->steps[s].household)->id);
    }
  return asked;
}

void
ta_cover_dialog_update_button (TaCoverDialog *self)
{
  g_autoptr (GHashTable) asked = asked_households (self);
  guint count = g_hash_table_size (asked);
  g_autofree char *label = g_strdup_printf (ngettext ("_Ask %u Household", "_Ask %u Households", count), count);

  gtk_button_set_label (GTK_BUTTON (self->button), count > 0 ? label : _ ("_Ask"));
  gtk_widget_set_sensitive (self->button, count > 0 && !self->sending);
}

static TaCoverRequest *
make_request (TaCoverDialog *self)
{
  const TaCoverRequest *open = self->search->open;
  TaCoverRequest *request = open ? ta_cover_request_copy (open)
                                 : ta_cover_request_new (self->turn->id, ta_cover_dialog_get_asker (self), TA_COVER_REQUEST_COVER, ta_context_get_today (self->context));
  g_autofree char *reason = ta_form_get_text (self->reason);

  ta_set_text (&request->reason, reason);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const TaCoverOption *option = ta_cover_dialog_ticked (self, i);
      g_autoptr (GPtrArray) answers = NULL;

      if (!option)
        continue;
      if (option->steps[option->n_steps - 1].household == self->search->cover->asker)
        request->kind = TA_COVER_REQUEST_SWAP;
      answers = ta_cover_search_answers (self->search, option, ta_cover_request_next_chain (request));
      g_ptr_array_extend_and_steal (request->answers, g_steal_pointer (&answers));
    }
  return request;
}

void
ta_cover_dialog_finish (TaCoverDialog *self)
{
  g_signal_emit (self, sent_signal, 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
on_sent (const GError *error, gpointer data)
{
  g_autoptr (TaCoverDialog) self = data;

  self->sending = FALSE;
  if (!error)
    {
      ta_cover_dialog_finish (self);
      return;
    }
  ta_form_describe (self->page, error->message);
  adw_preferences_page_scroll_to_top (ADW_PREFERENCES_PAGE (self->page));
  ta_cover_dialog_update_button (self);
}

static void
send_request (TaCoverDialog *self)
{
  g_autoptr (TaCoverRequest) request = NULL;

  if (!self->search || !self->search->cover || self->sending)
    return;
  request = make_request (self);
  self->sending = TRUE;
  gtk_widget_set_sensitive (self->button, FALSE);
  ta_cover_send (self->context, request, self->turn, on_sent, g_object_ref (self));
}

/* Looking -------------------------------------------------------------------------------------------------------------------------------- */

static void
show_duty (TaCoverDialog *self)
{
  const char *name = ta_cover_household_name (self->context, ta_cover_dialog_get_asker (self));
  /* Translators: a household */
  g_autofree char *title = g_strdup_printf (_ ("%s stays on duty until somebody accepts"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->duty), title);
}

/* How many turns the asker holds around this one, and what a cover would leave. */
static void
show_balance (TaCoverDialog *self)
{
  const TaCover *cover = self->search ? self->search->cover : NULL;
  const TaEntitlementRow *row = cover ? ta_entitlement_find (cover->task->entitlement, ta_cover_dialog_get_asker (self)) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->balance, row != NULL);
  if (!row)
    return;
  /* Translators: numbers of turns that a household has */
  text = g_strdup_printf (_ ("It holds %.4g turns in these ten weeks and owes %.4g; with a cover it would hold one less. A swap leaves them as they are."),
                          ta_rota_cover_credit (cover, NULL, cover->asker) / 100.0, row->target / 100.0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->balance), text);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCoverDialog) self = data;
  g_autoptr (GError) error = NULL;
  TaCoverSearch *search = ta_cover_search_finish (source, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!search)
    {
      ta_cover_dialog_show_failure (self, error->message);
      return;
    }
  self->search = search;
  if (search->open && search->open->reason[0])
    gtk_editable_set_text (GTK_EDITABLE (self->reason), search->open->reason);
  show_balance (self);
  ta_cover_dialog_show_results (self);
}

static void
look (TaCoverDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->search, ta_cover_search_free);
  self->cancellable = g_cancellable_new ();
  show_duty (self);
  show_balance (self);
  ta_cover_dialog_show_loading (self);
  ta_cover_search_async (self->context, self->turn, ta_cover_dialog_get_asker (self), self->cancellable, on_found, g_object_ref (self));
}

static void
want_changed (TaCoverDialog *self)
{
  if (self->search)
    ta_cover_dialog_show_results (self);
}

/* Making --------------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_consequence (GtkWidget *group, const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle, NULL);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return ta_form_add_row (group, row);
}

static void
add_consequences (TaCoverDialog *self)
{
  g_autofree char *date = ta_date_format (self->turn->date, TA_DATE_LONG);
  g_autofree char *time = ta_minutes_format (self->turn->start);
  g_autofree char *what = g_markup_printf_escaped ("%s · %s", time, ta_rota_turn_name (self->context, self->turn));
  GtkWidget *group = ta_form_add_group (self->page, date);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), what);
  self->duty = add_consequence (group, "ta-rota-symbolic", "", _ ("On the rota the turn seeks cover from now on."));
  self->balance = add_consequence (group, "ta-cover-symbolic", _ ("What it does to the balance of turns"), "");
  add_consequence (group, "mail-unread-symbolic", _ ("Only those you tick are told"),
                   _ ("Each gets a message, to copy, mail or print. When all of one arrangement said yes, everybody who was asked is told who comes."));
}

static GtkWidget *
make_who (TaCoverDialog *self, const char *household)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (guint i = 0; i < self->holders->len; i++)
    {
      g_ptr_array_add (names, (gpointer) ta_cover_household_name (self->context, self->holders->pdata[i]));
      if (g_strcmp0 (household, self->holders->pdata[i]) == 0)
        selected = i;
    }
  return ta_form_choice (_ ("Who cannot come"), names, selected);
}

static void
add_questions (TaCoverDialog *self, const char *household)
{
  GtkWidget *group = ta_form_add_group (self->page, NULL);
  g_autoptr (GPtrArray) wants = g_ptr_array_new ();

  g_ptr_array_add (wants, (gpointer) _ ("Cover or swap"));
  g_ptr_array_add (wants, (gpointer) _ ("Cover: nothing is given back"));
  g_ptr_array_add (wants, (gpointer) _ ("Swap: another turn instead"));
  if (self->holders->len > 1)
    {
      self->who = ta_form_add_row (group, make_who (self, household));
      g_signal_connect_object (self->who, "notify::selected", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
    }
  self->want = ta_form_add_row (group, ta_form_choice (_ ("Looking for"), wants, TA_COVER_WANT_ANY));
  self->reason = ta_form_add_row (group, ta_form_entry (_ ("Reason, which goes into no message"), NULL));
  g_signal_connect_object (self->want, "notify::selected", G_CALLBACK (want_changed), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
make_header (TaCoverDialog *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  self->button = gtk_button_new_with_mnemonic (_ ("_Ask"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  /* With large text on a small screen. */
  gtk_button_set_can_shrink (GTK_BUTTON (self->button), TRUE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->button);
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (adw_dialog_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (send_request), self, G_CONNECT_SWAPPED);
  return header;
}

/* Nobody waits for the list any more. */
static void
ta_cover_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (TA_COVER_DIALOG (dialog)->cancellable);
}

static void
ta_cover_dialog_dispose (GObject *object)
{
  TaCoverDialog *self = TA_COVER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (ta_cover_dialog_parent_class)->dispose (object);
}

static void
ta_cover_dialog_finalize (GObject *object)
{
  TaCoverDialog *self = TA_COVER_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->turn, ta_turn_free);
  g_clear_pointer (&self->search, ta_cover_search_free);
  g_clear_pointer (&self->holders, g_ptr_array_unref);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (ta_cover_dialog_parent_class)->finalize (object);
}

static void
ta_cover_dialog_class_init (TaCoverDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_cover_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_cover_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = ta_cover_dialog_closed;
  sent_signal = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_cover_dialog_init (TaCoverDialog *self)
{
  self->groups = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
}

/* A long label of the button and the title do not fit on a small screen together. */
static void
build (TaCoverDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = make_header (self);
  AdwBreakpoint *narrow = adw_breakpoint_new (adw_breakpoint_condition_parse ("max-width: 440sp"));

  self->page = adw_preferences_page_new ();
  gtk_widget_set_size_request (GTK_WIDGET (self), 300, 150);
  adw_dialog_add_breakpoint (ADW_DIALOG (self), narrow);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  ta_form_fold_title (narrow, view, header, _ ("I Can’t Come"));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->page);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("I Can’t Come"));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->button);
}

AdwDialog *
ta_cover_dialog_new (TaContext *context, const TaTurn *turn, const char *household)
{
  TaCoverDialog *self = g_object_new (TA_TYPE_COVER_DIALOG, NULL);

  self->context = g_object_ref (context);
  self->turn = ta_turn_copy (turn);
  self->holders = holders_of (turn);
  build (self);
  add_consequences (self);
  add_questions (self, household);
  ta_cover_dialog_update_button (self);
  look (self);
  return ADW_DIALOG (self);
}

gboolean
ta_cover_dialog_suits (TaContext *context, const TaTurn *turn)
{
  return !ta_turn_state_is_final (turn->state) && ta_turn_holder (turn) != NULL && turn->date >= ta_context_get_today (context);
}

void
ta_cover_dialog_present (GtkWidget *parent, TaContext *context, const TaTurn *turn, const char *household)
{
  if (ta_cover_dialog_suits (context, turn))
    adw_dialog_present (ta_cover_dialog_new (context, turn, household), parent);
  else
    g_signal_emit_by_name (context, "failed", ta_turn_holder (turn) ? _ ("This turn is over: nobody can take it any more.") : _ ("Nobody holds this turn yet: give it to a household."));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-group.h"

#include "ta-cover-commands.h"
#include "ta-cover-dialog.h"
#include "ta-cover-option-row.h"
#include "ta-cover-table.h"
#include "ta-form.h"
#include "ta-tooltip.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>

/* A request as it stands, with the turns that it is about. */
typedef struct
{
  TaCoverRequest *request; /* (nullable): none is open */
  GPtrArray *turns;        /* of TaTurn */
} Standing;

struct _TaCoverGroup
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  TaTurn *turn;
  Standing *standing; /* (nullable): until it is read */
  GCancellable *cancellable;
  gboolean leaving; /* the answer that is under way settles it */

  GPtrArray *rows;  /* of GtkWidget, borrowed */
  GtkWidget *note;  /* (nullable) row */
  GtkWidget *wrong; /* (nullable) row: why the last answer could not be taken */
};

G_DEFINE_FINAL_TYPE (TaCoverGroup, ta_cover_group, ADW_TYPE_PREFERENCES_GROUP)

static void
standing_free (gpointer data)
{
  Standing *standing = data;

  g_clear_pointer (&standing->request, ta_cover_request_free);
  g_clear_pointer (&standing->turns, g_ptr_array_unref);
  g_free (standing);
}

/* Reading -------------------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *
read_turns (TaDatabase *database, const TaCoverRequest *request, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; request && i < request->answers->len; i++)
    {
      const TaCoverAnswer *answer = request->answers->pdata[i];

      g_ptr_array_add (ids, answer->takes);
      if (answer->gives)
        g_ptr_array_add (ids, answer->gives);
    }
  return ta_turn_table_get_many (database, ids, error);
}

static gpointer
read_standing (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) requests = ta_cover_table_list_of_turn (database, data, error);
  Standing *standing = requests ? g_new0 (Standing, 1) : NULL;

  for (guint i = 0; standing && i < requests->len && !standing->request; i++)
    if (((const TaCoverRequest *) requests->pdata[i])->state == TA_COVER_OPEN)
      standing->request = ta_cover_request_copy (requests->pdata[i]);
  if (standing)
    standing->turns = read_turns (database, standing->request, error);
  if (standing && standing->turns)
    return standing;
  g_clear_pointer (&standing, standing_free);
  return NULL;
}

static char *
day_of (TaCoverGroup *self, const char *turn)
{
  for (guint i = 0; i < self->standing->turns->len; i++)
    {
      const TaTurn *one = self->standing->turns->pdata[i];

      if (g_strcmp0 (one->id, turn) == 0)
        return ta_date_format (one->date, TA_DATE_WEEKDAY);
    }
  return g_strdup (_ ("a turn that is gone"));
}

/* What is done ------------------------------------------------------------------------------------------------------------------------------- */

static void
leave (TaCoverGroup *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);

  if (dialog)
    adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
on_sent (TaCoverGroup *self)
{
  leave (self);
}

static void
seek (TaCoverGroup *self)
{
  const char *asker = self->standing && self->standing->request ? self->standing->request->household : NULL;
  AdwDialog *dialog = ta_cover_dialog_new (self->context, self->turn, asker);

  g_signal_connect_object (dialog, "sent", G_CALLBACK (on_sent), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_done (const GError *error, gpointer data)
{
  g_autoptr (TaCoverGroup) self = data;

  if (error && self->wrong)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->wrong), error->message);
      gtk_widget_set_visible (self->wrong, TRUE);
    }
  else if (self->leaving)
    leave (self);
  else if (self->note)
    gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  self->leaving = FALSE;
}

static void
withdraw (TaCoverGroup *self)
{
  if (self->leaving)
    return;
  self->leaving = TRUE;
  ta_cover_take_back (self->context, self->standing->request, self->turn, on_done, g_object_ref (self));
}

static void
record (TaCoverGroup *self, const char *id, TaCoverReply reply)
{
  const TaCoverAnswer *answer = ta_cover_request_find_answer (self->standing->request, id);
  g_autofree char *note = ta_form_get_text (self->note);

  if (self->leaving || !answer)
    return;
  gtk_widget_set_visible (self->wrong, FALSE);
  self->leaving = reply == TA_COVER_YES && ta_cover_would_settle (self->standing->request, answer);
  ta_cover_record (self->context, self->standing->request, answer, self->turn, reply, note, on_done, g_object_ref (self));
}

static void
said_yes (GtkWidget *button, TaCoverGroup *self)
{
  record (self, g_object_get_data (G_OBJECT (button), "answer"), TA_COVER_YES);
}

static void
said_no (GtkWidget *button, TaCoverGroup *self)
{
  record (self, g_object_get_data (G_OBJECT (button), "answer"), TA_COVER_NO);
}

/* Rows ----------------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add (TaCoverGroup *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  return ta_form_add_row (GTK_WIDGET (self), row);
}

static void
add_button (TaCoverGroup *self, const char *title, const char *icon, GCallback func)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), icon);
  g_signal_connect_object (row, "activated", func, self, G_CONNECT_SWAPPED);
  add (self, row);
}

/* Who else has to say yes with @answer: names, or NULL. */
static char *
others_of (TaCoverGroup *self, const TaCoverAnswer *answer)
{
  const TaCoverRequest *request = self->standing->request;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < request->answers->len; i++)
    {
      const TaCoverAnswer *other = request->answers->pdata[i];

      if (other->chain == answer->chain && !g_str_equal (other->household, answer->household) && !g_str_equal (other->household, request->household))
        g_strv_builder_add (names, ta_cover_household_name (self->context, other->household));
    }
  list = g_strv_builder_end (names);
  return list[0] ? g_strjoinv (", ", list) : NULL;
}

static char *
answer_text (TaCoverGroup *self, const TaCoverAnswer *answer)
{
  g_autofree char *takes = day_of (self, answer->takes);
  g_autofree char *gives = answer->gives ? day_of (self, answer->gives) : NULL;
  g_autofree char *others = others_of (self, answer);
  GString *text = g_string_new (NULL);

  /* Translators: dates of turns */
  if (gives)
    g_string_append_printf (text, _ ("To take %s and give up %s"), takes, gives);
  else
    g_string_append_printf (text, _ ("To take %s"), takes);
  if (others)
    /* Translators: names of households that have to agree, too */
    g_string_append_printf (text, _ (", only together with %s"), others);
  g_string_append_printf (text, "\n%s", ta_code_label (ta_cover_reply_codes, (int) answer->reply));
  if (answer->note[0])
    g_string_append_printf (text, ": %s", answer->note);
  return g_string_free (text, FALSE);
}

static void
add_reply (TaCoverGroup *self, GtkWidget *row, const TaCoverAnswer *answer, TaCoverReply reply, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (ta_code_label (ta_cover_reply_codes, (int) reply));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, answer->reply != reply);
  ta_tooltip_set (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "answer", g_strdup (answer->id), g_free);
  g_signal_connect_object (button, "clicked", reply == TA_COVER_YES ? G_CALLBACK (said_yes) : G_CALLBACK (said_no), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_answer (TaCoverGroup *self, const TaCoverAnswer *answer)
{
  g_autofree char *text = answer_text (self, answer);
  GtkWidget *row = ta_cover_household_row_new (self->context, answer->household, NULL, text);
  const char *name = ta_cover_household_name (self->context, answer->household);
  /* Translators: a household, which phoned */
  g_autofree char *yes = g_strdup_printf (_ ("%s said yes"), name);
  g_autofree char *no = g_strdup_printf (_ ("%s said no"), name);

  add_reply (self, row, answer, TA_COVER_YES, yes);
  add_reply (self, row, answer, TA_COVER_NO, no);
  add (self, row);
}

static void
add_wrong (TaCoverGroup *self)
{
  self->wrong = add (self, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "visible", FALSE, NULL));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->wrong), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_widget_add_css_class (self->wrong, "error");
}

static void
show_request (TaCoverGroup *self)
{
  const TaCoverRequest *request = self->standing->request;
  const char *name = ta_cover_household_name (self->context, request->household);
  g_autofree char *asked = ta_date_format (request->asked_on, TA_DATE_SHORT);
  /* Translators: a household and a date */
  g_autofree char *text = g_strdup_printf (_ ("%s asked on %s and stays on duty until an arrangement is agreed. Answers given on the phone are recorded for those who gave them."), name, asked);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Request for Cover"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), escaped);
  add_wrong (self);
  if (request->reason[0])
    add (self, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ ("Reason"), "subtitle", request->reason, "css-classes", (const char *[]) { "property", NULL }, NULL));
  for (guint i = 0; i < request->answers->len; i++)
    if (!g_str_equal (((const TaCoverAnswer *) request->answers->pdata[i])->household, request->household))
      add_answer (self, request->answers->pdata[i]);
  self->note = add (self, ta_form_entry (_ ("Note with the next answer"), NULL));
  add_button (self, _ ("Ask More…"), NULL, G_CALLBACK (seek));
  add_button (self, _ ("Withdraw the Request"), NULL, G_CALLBACK (withdraw));
}

static void
show (TaCoverGroup *self)
{
  gboolean suits = ta_cover_dialog_suits (self->context, self->turn);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  self->note = self->wrong = NULL;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), "");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), NULL);
  if (self->standing && self->standing->request)
    show_request (self);
  else if (suits)
    add_button (self, _ ("I Can’t Come…"), "ta-cover-symbolic", G_CALLBACK (seek));
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

/* With what is being typed, and the keyboard where it was. */
static void
show_again (TaCoverGroup *self)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  g_autofree char *note = self->note ? ta_form_get_text (self->note) : NULL;

  show (self);
  if (self->note && note)
    gtk_editable_set_text (GTK_EDITABLE (self->note), note);
  if (focused)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaCoverGroup) self = data;
  g_autoptr (GError) error = NULL;
  Standing *standing = ta_store_read_finish (TA_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!standing)
    {
      g_signal_emit_by_name (self->context, "failed", error->message);
      return;
    }
  g_clear_pointer (&self->standing, standing_free);
  self->standing = standing;
  show_again (self);
}

static void
refresh (TaCoverGroup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_standing, g_strdup (self->turn->id), g_free, standing_free, self->cancellable, on_read,
                       g_object_ref (self));
}

static void
ta_cover_group_dispose (GObject *object)
{
  g_cancellable_cancel (TA_COVER_GROUP (object)->cancellable);
  G_OBJECT_CLASS (ta_cover_group_parent_class)->dispose (object);
}

static void
ta_cover_group_finalize (GObject *object)
{
  TaCoverGroup *self = TA_COVER_GROUP (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->context);
  g_clear_pointer (&self->turn, ta_turn_free);
  g_clear_pointer (&self->standing, standing_free);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (ta_cover_group_parent_class)->finalize (object);
}

static void
ta_cover_group_class_init (TaCoverGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_cover_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_cover_group_finalize;
}

static void
ta_cover_group_init (TaCoverGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
ta_cover_group_new (TaContext *context, const TaTurn *turn)
{
  TaCoverGroup *self = g_object_new (TA_TYPE_COVER_GROUP, NULL);

  self->context = g_object_ref (context);
  self->turn = ta_turn_copy (turn);
  g_signal_connect_object (context, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  show (self);
  refresh (self);
  return GTK_WIDGET (self);
}

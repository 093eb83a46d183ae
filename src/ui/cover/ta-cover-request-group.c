/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-request-group.h"

#include "ta-cover-commands.h"
#include "ta-cover-dialog.h"
#include "ta-cover-option-row.h"
#include "ta-form.h"
#include "ta-tooltip.h"

#include <glib/gi18n.h>

struct _TaCoverRequestGroup
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  TaTurn *turn;
  TaCoverRequest *request;
  const GPtrArray *turns; /* of TaTurn, borrowed while the rows are made */
  gboolean leaving;       /* the answer that is under way settles it */

  GPtrArray *rows;  /* of GtkWidget, borrowed */
  GtkWidget *note;  /* row */
  GtkWidget *wrong; /* row: why the last answer could not be taken */
};

G_DEFINE_FINAL_TYPE (TaCoverRequestGroup, ta_cover_request_group, ADW_TYPE_PREFERENCES_GROUP)

static guint left_signal;

static char *
day_of (TaCoverRequestGroup *self, const char *turn)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      const TaTurn *one = self->turns->pdata[i];

      if (g_strcmp0 (one->id, turn) == 0)
        return ta_date_format (one->date, TA_DATE_WEEKDAY);
    }
  return g_strdup (_ ("a turn that is gone"));
}

/* What is done ------------------------------------------------------------------------------------------------------------------------------- */

static void
leave (TaCoverRequestGroup *self)
{
  g_signal_emit (self, left_signal, 0);
}

static void
on_sent (TaCoverRequestGroup *self)
{
  leave (self);
}

static void
seek (TaCoverRequestGroup *self)
{
  AdwDialog *dialog = ta_cover_dialog_new (self->context, self->turn, self->request->household);

  g_signal_connect_object (dialog, "sent", G_CALLBACK (on_sent), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_done (const GError *error, gpointer data)
{
  g_autoptr (TaCoverRequestGroup) self = data;

  if (error)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->wrong), error->message);
      gtk_widget_set_visible (self->wrong, TRUE);
    }
  else if (self->leaving)
    leave (self);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  self->leaving = FALSE;
}

static void
withdraw (TaCoverRequestGroup *self)
{
  if (self->leaving)
    return;
  self->leaving = TRUE;
  ta_cover_take_back (self->context, self->request, self->turn, on_done, g_object_ref (self));
}

static void
record (TaCoverRequestGroup *self, const char *id, TaCoverReply reply)
{
  const TaCoverAnswer *answer = ta_cover_request_find_answer (self->request, id);
  g_autofree char *note = ta_form_get_text (self->note);

  if (self->leaving || !answer)
    return;
  gtk_widget_set_visible (self->wrong, FALSE);
  self->leaving = reply == TA_COVER_YES && ta_cover_would_settle (self->request, answer);
  ta_cover_record (self->context, self->request, answer, self->turn, reply, note, on_done, g_object_ref (self));
}

static void
said_yes (GtkWidget *button, TaCoverRequestGroup *self)
{
  record (self, g_object_get_data (G_OBJECT (button), "answer"), TA_COVER_YES);
}

static void
said_no (GtkWidget *button, TaCoverRequestGroup *self)
{
  record (self, g_object_get_data (G_OBJECT (button), "answer"), TA_COVER_NO);
}

/* Rows ----------------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add (TaCoverRequestGroup *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  return ta_form_add_row (GTK_WIDGET (self), row);
}

static void
add_button (TaCoverRequestGroup *self, const char *title, const char *icon, GCallback func)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), icon);
  g_signal_connect_object (row, "activated", func, self, G_CONNECT_SWAPPED);
  add (self, row);
}

/* Who else has to say yes with @answer: names, or NULL. */
static char *
others_of (TaCoverRequestGroup *self, const TaCoverAnswer *answer)
{
  const TaCoverRequest *request = self->request;
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
answer_text (TaCoverRequestGroup *self, const TaCoverAnswer *answer)
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
add_reply (TaCoverRequestGroup *self, GtkWidget *row, const TaCoverAnswer *answer, TaCoverReply reply, const char *name)
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
add_answer (TaCoverRequestGroup *self, const TaCoverAnswer *answer)
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
add_wrong (TaCoverRequestGroup *self)
{
  self->wrong = add (self, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "visible", FALSE, NULL));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->wrong), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_widget_add_css_class (self->wrong, "error");
}

static void
fill (TaCoverRequestGroup *self)
{
  const TaCoverRequest *request = self->request;
  const char *name = ta_cover_household_name (self->context, request->household);
  g_autofree char *asked = ta_date_format (request->asked_on, TA_DATE_SHORT);
  /* Translators: a household and a date */
  g_autofree char *text = g_strdup_printf (_ ("%s asked on %s and stays on duty until an arrangement is agreed. Answers given on the phone are recorded for those who gave them."), name, asked);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  /* Translators: a household */
  g_autofree char *title = g_markup_printf_escaped (_ ("Request of %s"), name);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
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

/* With what is being typed, and the keyboard where it was. */
void
ta_cover_request_group_show (TaCoverRequestGroup *self, const TaCoverRequest *request, const GPtrArray *turns)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  g_autofree char *note = self->note ? ta_form_get_text (self->note) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->request, ta_cover_request_free);
  self->request = ta_cover_request_copy (request);
  self->turns = turns;
  fill (self);
  self->turns = NULL;
  if (note)
    gtk_editable_set_text (GTK_EDITABLE (self->note), note);
  if (focused)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

const TaCoverRequest *
ta_cover_request_group_get (TaCoverRequestGroup *self)
{
  return self->request;
}

static void
ta_cover_request_group_finalize (GObject *object)
{
  TaCoverRequestGroup *self = TA_COVER_REQUEST_GROUP (object);

  g_clear_object (&self->context);
  g_clear_pointer (&self->turn, ta_turn_free);
  g_clear_pointer (&self->request, ta_cover_request_free);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (ta_cover_request_group_parent_class)->finalize (object);
}

static void
ta_cover_request_group_class_init (TaCoverRequestGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_cover_request_group_finalize;
  left_signal = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_cover_request_group_init (TaCoverRequestGroup *self)
{
  self->rows = g_ptr_array_new ();
}

GtkWidget *
ta_cover_request_group_new (TaContext *context, const TaTurn *turn)
{
  TaCoverRequestGroup *self = g_object_new (TA_TYPE_COVER_REQUEST_GROUP, NULL);

  self->context = g_object_ref (context);
  self->turn = ta_turn_copy (turn);
  return GTK_WIDGET (self);
}

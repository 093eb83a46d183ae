/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-clashes-dialog.h"

#include "ta-cover-commands.h"
#include "ta-cover-dialog.h"
#include "ta-form.h"
#include "ta-rota-text.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>

#define WIDTH 480

/* What is read, and where it is to be shown. */
typedef struct
{
  TaContext *context;
  GtkWidget *parent;
  char *household;
  TaDate from;
  TaDate until;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->context);
  g_object_unref (question->parent);
  g_free (question->household);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gpointer
read_turns (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  GPtrArray *turns = ta_turn_table_list_held (database, question->household, question->from, question->until, error);

  for (guint i = turns ? turns->len : 0; i-- > 0;)
    if (((const TaTurn *) turns->pdata[i])->state != TA_TURN_SEEKING_COVER)
      g_ptr_array_remove_index (turns, i);
  return turns;
}

/* A turn of the list. */
typedef struct
{
  TaContext *context;
  TaTurn *turn;
  char *household;
  GtkWidget *button; /* borrowed */
} Clash;

static void
clash_free (gpointer data, GClosure *closure)
{
  Clash *clash = data;

  g_object_unref (clash->context);
  ta_turn_free (clash->turn);
  g_free (clash->household);
  g_free (clash);
}

static void
on_sent (GtkWidget *button)
{
  gtk_button_set_label (GTK_BUTTON (button), _ ("Asked"));
  gtk_widget_set_sensitive (button, FALSE);
}

static void
seek (GtkWidget *button, gpointer data)
{
  const Clash *clash = data;
  AdwDialog *dialog = ta_cover_dialog_new (clash->context, clash->turn, clash->household);

  g_signal_connect_object (dialog, "sent", G_CALLBACK (on_sent), button, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, button);
}

static GtkWidget *
make_row (const Question *question, const TaTurn *turn)
{
  g_autofree char *date = ta_date_format (turn->date, TA_DATE_LONG);
  g_autofree char *name = g_strdup_printf (_ ("Seek cover for %s"), date);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", date, "subtitle", ta_rota_turn_name (question->context, turn), NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Seek Cover…"));
  Clash *clash = g_new0 (Clash, 1);

  clash->context = g_object_ref (question->context);
  clash->turn = ta_turn_copy (turn);
  clash->household = g_strdup (question->household);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (seek), clash, clash_free, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static GtkWidget *
make_page (const Question *question, GPtrArray *turns)
{
  GtkWidget *page = adw_preferences_page_new ();
  const char *name = ta_cover_household_name (question->context, question->household);
  g_autofree char *title = g_strdup_printf (ngettext ("%u turn seeks cover now", "%u turns seek cover now", turns->len), turns->len);
  /* Translators: a household */
  g_autofree char *text = g_strdup_printf (_ ("%s stays on duty until somebody accepts. You find this on the Today page, too."), name);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  GtkWidget *group = ta_form_add_group (page, title);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  for (guint i = 0; i < turns->len; i++)
    ta_form_add_row (group, make_row (question, turns->pdata[i]));
  return page;
}

static void
show (const Question *question, GPtrArray *turns)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_page (question, turns));
  adw_dialog_set_title (dialog, _ ("Clashing Turns"));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_present (dialog, question->parent);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) turns = ta_store_read_finish (TA_STORE (source), result, &error);

  if (!turns)
    g_signal_emit_by_name (question->context, "failed", error->message);
  else if (turns->len > 0 && gtk_widget_get_mapped (question->parent))
    show (question, turns);
}

void
ta_cover_clashes_present (GtkWidget *parent, TaContext *context, const char *household, TaDate from, TaDate until)
{
  Question *question = g_new0 (Question, 1);

  question->context = g_object_ref (context);
  question->parent = g_object_ref (parent);
  question->household = g_strdup (household);
  question->from = MAX (from, ta_context_get_today (context));
  question->until = until != TA_DATE_NONE ? until : ta_date_from_ymd (9999, 12, 31);
  ta_store_read_async (ta_context_get_store (context), read_turns, question, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, on_read, question);
}

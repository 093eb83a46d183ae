/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-removal-dialog.h"

#include "ta-backup.h"
#include "ta-form.h"
#include "ta-removal-table.h"

#include <glib/gi18n.h>

typedef struct
{
  char *household;
  char *person; /* (nullable) */
  TaDate today;
} Subject;

typedef struct
{
  TaContext *context;
  Subject *subject;
  char *name;
  GWeakRef parent;
  GWeakRef form;
  GtkWidget *backups; /* (nullable): borrowed: the switch */
  gboolean renew;
} Question;

static Subject *
subject_new (const char *household, const char *person, TaDate today)
{
  Subject *subject = g_new0 (Subject, 1);

  subject->household = g_strdup (household);
  subject->person = g_strdup (person);
  subject->today = today;
  return subject;
}

static void
subject_free (gpointer data)
{
  Subject *subject = data;

  g_free (subject->household);
  g_free (subject->person);
  g_free (subject);
}

static void
question_free (Question *question)
{
  g_object_unref (question->context);
  subject_free (question->subject);
  g_weak_ref_clear (&question->parent);
  g_weak_ref_clear (&question->form);
  g_free (question->name);
  g_free (question);
}

/* Doing it ------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
remove_subject (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Subject *subject = data;

  return subject->person != NULL ? ta_removal_table_remove_person (database, subject->person, error)
                                 : ta_removal_table_remove_household (database, subject->household, subject->today, error);
}

static gpointer
renew_backups (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_backup_renew (database, GPOINTER_TO_INT (data), error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
on_renewed (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaContext) context = data;
  g_autoptr (GError) error = NULL;

  ta_store_read_finish (TA_STORE (store), result, &error);
  if (error != NULL)
    g_signal_emit_by_name (context, "failed", error->message);
}

static void
on_removed (gboolean done, gpointer data)
{
  Question *question = data;

  if (done)
    {
      g_autoptr (GObject) form = g_weak_ref_get (&question->form);

      if (form != NULL)
        adw_dialog_force_close (ADW_DIALOG (form));
      /* It may have been for them that things were recorded. */
      ta_context_set_origin (question->context, NULL, TA_SOURCE_SCREEN);
    }
  if (done && question->renew)
    ta_store_read_async (ta_context_get_store (question->context), renew_backups, GINT_TO_POINTER (question->subject->today), NULL, NULL, NULL, on_renewed,
                         g_object_ref (question->context));
  question_free (question);
}

static void
on_answered (GObject *dialog, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  const Subject *subject = question->subject;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result), "remove") != 0)
    {
      question_free (question);
      return;
    }
  question->renew = question->backups != NULL && adw_switch_row_get_active (ADW_SWITCH_ROW (question->backups));
  /* Nothing in it says who it was. */
  ta_context_run (question->context, subject->person != NULL ? _ ("Removed a person for good") : _ ("Removed a household for good"), remove_subject,
                  subject_new (subject->household, subject->person, subject->today), subject_free, on_removed, question);
}

/* Asking --------------------------------------------------------------------------------------------------------------------------------- */

static void
add_turns (GPtrArray *lines, const TaRemovalPreview *preview, gboolean person)
{
  gulong count = (gulong) preview->turns;

  if (preview->turns == 0)
    return;
  if (person)
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("%d turn to come is theirs by name. It stays with the household.", "%d turns to come are theirs by name. They stay with the household.", count),
                                             preview->turns));
  else
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("It holds %d turn to come, which then needs somebody else.", "It holds %d turns to come, which then need somebody else.", count), preview->turns));
}

static void
add_loans (GPtrArray *lines, const TaRemovalPreview *preview, gboolean person)
{
  if (preview->loans > 0)
    g_ptr_array_add (lines, g_strdup_printf (person ? ngettext ("%d tool that they borrowed stays lent to the household.", "%d tools that they borrowed stay lent to the household.", (gulong) preview->loans)
                                                    : ngettext ("%d tool is out with it still.", "%d tools are out with it still.", (gulong) preview->loans),
                                             preview->loans));
}

static GPtrArray *
list_consequences (const TaRemovalPreview *preview, gboolean person)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  add_turns (lines, preview, person);
  add_loans (lines, preview, person);
  g_ptr_array_add (lines, g_strdup (_ ("The ledger balances as before.")));
  if (preview->shared)
    g_ptr_array_add (lines, g_strdup (_ ("The pod’s other devices do the same when they meet the hub. One that never does keeps the name.")));
  g_ptr_array_add (lines, g_strdup (_ ("Paper, files that were exported and calendars that were copied still have the name.")));
  return lines;
}

static GtkWidget *
new_line (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  return label;
}

static GtkWidget *
backups_row (Question *question, int backups)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *title = g_strdup_printf (ngettext ("Delete %d Older Backup", "Delete %d Older Backups", (gulong) backups), backups);

  question->backups = ta_form_switch (title, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (question->backups), _ ("On this computer; they have the name. A new one is made at once."));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_margin_top (list, 6);
  gtk_list_box_append (GTK_LIST_BOX (list), question->backups);
  return list;
}

static GtkWidget *
build_content (Question *question, const TaRemovalPreview *preview)
{
  g_autoptr (GPtrArray) lines = list_consequences (preview, question->subject->person != NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  for (guint i = 0; i < lines->len; i++)
    gtk_box_append (GTK_BOX (box), new_line (lines->pdata[i]));
  if (preview->backups > 0)
    gtk_box_append (GTK_BOX (box), backups_row (question, preview->backups));
  return box;
}

static void
ask (Question *question, const TaRemovalPreview *preview, GtkWidget *parent)
{
  gboolean person = question->subject->person != NULL;
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Remove for Good?"), NULL);

  /* The heading is in large letters and not broken in lines as easily: what they are called stands below it. */
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (dialog),
                                person ? _ ("The name of %s, and all that is known of them, is taken out of everything that is kept here, the history and its undo too. This cannot be undone.")
                                       : _ ("The name of %s, its people and all that is known of it are taken out of everything that is kept here, the history and its undo too. This cannot be undone."),
                                question->name);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), build_content (question, preview));
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), parent, NULL, on_answered, question);
}

static gpointer
read_preview (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Subject *subject = data;

  return ta_removal_table_preview (database, subject->household, subject->person, subject->today, error);
}

static void
on_preview (GObject *store, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autofree TaRemovalPreview *preview = ta_store_read_finish (TA_STORE (store), result, &error);
  g_autoptr (GObject) parent = g_weak_ref_get (&question->parent);

  if (preview != NULL && parent != NULL)
    {
      ask (question, preview, GTK_WIDGET (parent));
      return;
    }
  if (error != NULL)
    g_signal_emit_by_name (question->context, "failed", error->message);
  question_free (question);
}

static char *
name_of (TaContext *context, const char *household, const char *person)
{
  TaHouseholdItem *item = ta_context_find_household (context, household);
  const TaPerson *found = item != NULL && person != NULL ? ta_household_find_person ((TaHousehold *) ta_household_item_get (item), person) : NULL;

  return g_strdup (found != NULL ? found->name : item != NULL ? ta_household_item_get_name (item)
                                                              : "");
}

void
ta_removal_dialog_present (TaContext *context, const char *household, const char *person, GtkWidget *parent, AdwDialog *form)
{
  TaDate today = ta_context_get_today (context);
  Question *question = g_new0 (Question, 1);

  question->context = g_object_ref (context);
  question->subject = subject_new (household, person, today);
  question->name = name_of (context, household, person);
  g_weak_ref_init (&question->parent, parent);
  g_weak_ref_init (&question->form, form);
  ta_store_read_async (ta_context_get_store (context), read_preview, subject_new (household, person, today), subject_free, g_free, NULL, on_preview, question);
}

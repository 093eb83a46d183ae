/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health-dialog.h"

#include "ta-form.h"
#include "ta-health-copies.h"
#include "ta-seal-error.h"
#include "ta-sentence-row.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context; /* owned */
  TaHealthTask task;
  AdwDialog *dialog;  /* weak: the answer may come when it has been closed */
  GtkWidget *group;   /* borrowed, as are all below */
  GtkWidget *present; /* (nullable): the passphrase that there is */
  GtkWidget *first;   /* (nullable): a new one … */
  GtkWidget *again;   /* … and once more */
  GtkWidget *remember;
  GtkWidget *copies; /* (nullable) */
  gboolean delete_copies;
  GtkWidget *problem;
  GtkWidget *accept;
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_clear_weak_pointer (&form->dialog);
  g_object_unref (form->context);
  g_free (form);
}

static const char *
title_of (TaHealthTask task)
{
  switch (task)
    {
    case TA_HEALTH_TURN_ON:
      return _ ("Lock Health Data");
    case TA_HEALTH_CHANGE:
      return _ ("Change the Passphrase");
    case TA_HEALTH_TURN_OFF:
      return _ ("Turn the Lock Off");
    case TA_HEALTH_START:
    case TA_HEALTH_REFRESH:
    case TA_HEALTH_LOCK:
    case TA_HEALTH_UNLOCK:
    default:
      return _ ("Unlock Health Data");
    }
}

static const char *
action_of (TaHealthTask task)
{
  switch (task)
    {
    case TA_HEALTH_TURN_ON:
      return _ ("_Lock");
    case TA_HEALTH_CHANGE:
      return _ ("_Change");
    case TA_HEALTH_TURN_OFF:
      return _ ("_Turn Off");
    case TA_HEALTH_START:
    case TA_HEALTH_REFRESH:
    case TA_HEALTH_LOCK:
    case TA_HEALTH_UNLOCK:
    default:
      return _ ("_Unlock");
    }
}

static const char *
explanation_of (TaHealthTask task)
{
  switch (task)
    {
    case TA_HEALTH_TURN_ON:
      return _ ("How severe allergies are, and the notes on people, are kept sealed on all computers of the pod, in its history and in backups. What somebody must not eat stays readable, "
                "and is to be treated as anaphylaxis while it is locked. Messages that were written before keep what they say.\n\n"
                "Nobody can see the health data without the passphrase: write it down where you keep papers that matter.");
    case TA_HEALTH_CHANGE:
      return _ ("All computers of the pod ask for the new passphrase as soon as they have heard of it.");
    case TA_HEALTH_TURN_OFF:
      return _ ("The health data is readable again for everybody who can open the pod on any of its computers.");
    case TA_HEALTH_START:
    case TA_HEALTH_REFRESH:
    case TA_HEALTH_LOCK:
    case TA_HEALTH_UNLOCK:
    default:
      return _ ("How severe allergies are, and the notes on people, stay visible until the window is closed or you lock them.");
    }
}

/* @wrong (nullable): the row that it is about */
static void
say_problem (Form *form, const char *problem, GtkWidget *wrong)
{
  GtkWidget *const rows[] = { form->present, form->first, form->again };

  gtk_label_set_label (GTK_LABEL (form->problem), problem);
  gtk_widget_set_visible (form->problem, *problem != '\0');
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i] != NULL && rows[i] != wrong)
      gtk_widget_remove_css_class (rows[i], "error");
  if (wrong == NULL)
    return;
  gtk_widget_add_css_class (wrong, "error");
  gtk_widget_grab_focus (wrong);
  gtk_accessible_announce (GTK_ACCESSIBLE (form->dialog), problem, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static const char *
passphrase_of (GtkWidget *row)
{
  return row != NULL ? gtk_editable_get_text (GTK_EDITABLE (row)) : NULL;
}

static gboolean
check (Form *form)
{
  g_autofree char *shorter = NULL;

  say_problem (form, "", NULL);
  if (form->first == NULL)
    return TRUE;
  if (g_utf8_strlen (passphrase_of (form->first), -1) < TA_HEALTH_PASSPHRASE_MIN)
    {
      shorter = g_strdup_printf (ngettext ("Use at least %d character; four words or more are best.", "Use at least %d characters; four words or more are best.", TA_HEALTH_PASSPHRASE_MIN),
                                 TA_HEALTH_PASSPHRASE_MIN);
      say_problem (form, shorter, form->first);
      return FALSE;
    }
  if (g_strcmp0 (passphrase_of (form->first), passphrase_of (form->again)) == 0)
    return TRUE;
  say_problem (form, _ ("The two are not the same."), form->again);
  return FALSE;
}

static void
set_busy (Form *form, gboolean busy)
{
  gtk_widget_set_sensitive (form->accept, !busy);
}

static void
on_done (const GError *error, gpointer data)
{
  Form *form = data;
  GtkWidget *wrong = form->present != NULL ? form->present : form->first;

  if (error == NULL && form->delete_copies)
    ta_health_copies_delete (form->context);
  if (form->dialog == NULL)
    {
      if (error != NULL)
        g_signal_emit_by_name (form->context, "failed", error->message);
      form_free (form);
      return;
    }
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  set_busy (form, FALSE);
  if (error == NULL)
    adw_dialog_close (form->dialog);
  else if (g_error_matches (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED))
    say_problem (form, _ ("That is not the passphrase. Capital letters and spaces count."), wrong);
  else
    say_problem (form, error->message, wrong);
}

static void
on_accept (Form *form)
{
  gboolean remember = form->remember != NULL && adw_switch_row_get_active (ADW_SWITCH_ROW (form->remember));

  if (!gtk_widget_get_sensitive (form->accept) || !check (form))
    return;
  form->delete_copies = form->copies != NULL && ta_health_copies_are_unwanted (form->copies);
  set_busy (form, TRUE);
  /* While it is under way the answer has it; the dialog may go meanwhile. */
  g_object_steal_data (G_OBJECT (form->dialog), "form");
  ta_health_model_run (ta_context_get_health (form->context), form->task, passphrase_of (form->present != NULL ? form->present : form->first),
                       form->task == TA_HEALTH_CHANGE ? passphrase_of (form->first) : NULL, remember, on_done, form);
}

static GtkWidget *
add_passphrase (Form *form, const char *title)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  return ta_form_add_row (form->group, row);
}

static GtkWidget *
new_problem (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "error");
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_visible (label, FALSE);
  return label;
}

static void
build (Form *form, GtkWidget *page)
{
  gboolean fresh = form->task == TA_HEALTH_TURN_ON || form->task == TA_HEALTH_CHANGE;

  form->group = ta_form_add_group (page, NULL);
  ta_form_describe (form->group, explanation_of (form->task));
  if (form->task != TA_HEALTH_TURN_ON)
    form->present = add_passphrase (form, form->task == TA_HEALTH_CHANGE ? _ ("Present passphrase") : _ ("Passphrase"));
  if (fresh)
    {
      form->first = add_passphrase (form, form->task == TA_HEALTH_CHANGE ? _ ("New passphrase") : _ ("Passphrase"));
      form->again = add_passphrase (form, _ ("The same once more"));
    }
  if (form->task == TA_HEALTH_UNLOCK)
    {
      form->remember = ta_form_add_row (form->group, ta_form_switch (_ ("Remember on this computer"), FALSE));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (form->remember), _ ("Among the desktop’s passwords, until you lock it here"));
    }
  form->problem = new_problem ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (form->group), form->problem);
  /* On the computer that turns it on, and on each other when what it has is sealed. */
  if (form->task == TA_HEALTH_TURN_ON || form->task == TA_HEALTH_UNLOCK)
    {
      form->copies = ta_health_copies_new (form->context);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (form->copies));
    }
}

void
ta_health_dialog_present (TaContext *context, TaHealthTask task, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();
  AdwDialog *dialog;

  form->context = g_object_ref (context);
  form->task = task;
  build (form, page);
  dialog = ta_form_dialog (title_of (task), action_of (task), page, &form->accept);
  adw_dialog_set_content_height (dialog, form->first != NULL ? 560 : 360);
  if (task == TA_HEALTH_TURN_OFF)
    {
      gtk_widget_remove_css_class (form->accept, "suggested-action");
      gtk_widget_add_css_class (form->accept, "destructive-action");
    }
  g_set_weak_pointer (&form->dialog, dialog);
  g_object_set_data_full (G_OBJECT (dialog), "form", form, form_free);
  g_signal_connect_swapped (form->accept, "clicked", G_CALLBACK (on_accept), form);
  adw_dialog_set_focus (dialog, form->present != NULL ? form->present : form->first);
  adw_dialog_present (dialog, parent);
}

/* The row -------------------------------------------------------------------------------------------------------------------------------- */

static void
on_unlock (GtkWidget *button, TaContext *context)
{
  ta_health_dialog_present (context, TA_HEALTH_UNLOCK, button);
}

GtkWidget *
ta_health_locked_row_new (TaContext *context, const char *subtitle)
{
  GtkWidget *row = ta_sentence_row_new (_ ("Health data is locked"), subtitle);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Unlock…"));

  ta_sentence_row_set_prefix (row, gtk_image_new_from_icon_name ("system-lock-screen-symbolic"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_unlock), context, G_CONNECT_DEFAULT);
  ta_sentence_row_add (row, button);
  return row;
}

GtkWidget *
ta_health_mark_new (void)
{
  GtkWidget *mark = gtk_image_new_from_icon_name ("security-high-symbolic");

  gtk_widget_set_tooltip_text (mark, _ ("Health data: it is not exported unless asked for, and stands in no backup in the open"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Health data"), -1);
  gtk_widget_add_css_class (mark, "dim-label");
  return mark;
}

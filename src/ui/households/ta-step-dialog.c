/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-step-dialog.h"

#include "ta-cover-clashes-dialog.h"
#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-household-commands.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context;    /* owned */
  TaHouseholdItem *item; /* owned */
  AdwDialog *dialog;     /* (nullable) borrowed, as are all below: gone once it is closed */
  GtkWidget *kind;
  GtkWidget *pod;
  GtkWidget *date;
  GtkWidget *note;
  GtkWidget *lacking;
  GtkWidget *accept;
  GArray *kinds; /* owned, of TaStepKind: what is offered */
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->context);
  g_object_unref (form->item);
  g_array_unref (form->kinds);
  g_free (form);
}

static TaStepKind
chosen_kind (Form *form)
{
  guint index = adw_combo_row_get_selected (ADW_COMBO_ROW (form->kind));

  return index < form->kinds->len ? g_array_index (form->kinds, TaStepKind, index) : TA_STEP_APPLIED;
}

static const char *
chosen_pod (Form *form)
{
  GPtrArray *pods = ta_context_get_pods (form->context);
  guint index = adw_combo_row_get_selected (ADW_COMBO_ROW (form->pod));

  return gtk_widget_get_visible (form->pod) && index > 0 && index <= pods->len ? ((TaPod *) g_ptr_array_index (pods, index - 1))->id : NULL;
}

static void
say (Form *form, const char *lacking)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (form->lacking), lacking);
  gtk_widget_set_visible (form->lacking, *lacking != '\0');
  gtk_widget_set_sensitive (form->accept, *lacking == '\0');
}

static void
update (Form *form)
{
  TaStepKind kind = chosen_kind (form);
  TaDate date = ta_date_row_get_date (TA_DATE_ROW (form->date));
  g_autofree char *lacking = ta_household_commands_lacking (form->context, ta_household_item_get (form->item), kind, date);

  gtk_widget_set_visible (form->pod, kind == TA_STEP_TRIAL || kind == TA_STEP_ACTIVE);
  say (form, lacking);
}

/* ---- recording ---------------------------------------------------------------------------------------------------------------------- */

/* What is waited for: the step may come out well or not, and the dialog may be closed in between. */
typedef struct
{
  GWeakRef dialog;
  GtkWidget *root;
  TaContext *context;
  char *household;
  TaStepKind kind;
  TaDate date;
} Recording;

static void
recording_free (Recording *recording)
{
  g_weak_ref_clear (&recording->dialog);
  g_object_unref (recording->root);
  g_object_unref (recording->context);
  g_free (recording->household);
  g_free (recording);
}

static void
on_recorded (const GError *error, gpointer data)
{
  Recording *recording = data;
  g_autoptr (AdwDialog) dialog = g_weak_ref_get (&recording->dialog);
  Form *form = dialog != NULL ? g_object_get_data (G_OBJECT (dialog), "form") : NULL;

  if (form != NULL && error != NULL)
    say (form, error->message);
  else if (error != NULL)
    g_signal_emit_by_name (recording->context, "failed", error->message);
  else if (form != NULL)
    adw_dialog_close (dialog);
  if (error == NULL && (recording->kind == TA_STEP_PAUSED || recording->kind == TA_STEP_LEFT))
    ta_cover_clashes_present (recording->root, recording->context, recording->household, recording->date, ta_date_from_ymd (9999, 12, 31));
  recording_free (recording);
}

static void
on_accept (Form *form)
{
  const TaHousehold *household = ta_household_item_get (form->item);
  TaDate date = ta_date_row_get_date (TA_DATE_ROW (form->date));
  g_autofree char *note = ta_form_get_text (form->note);
  TaMembershipStep *step = ta_household_commands_new_step (form->context, chosen_kind (form), date);
  Recording *recording = g_new0 (Recording, 1);

  g_set_str (&step->note, note);
  g_weak_ref_init (&recording->dialog, form->dialog);
  recording->root = g_object_ref (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (form->dialog))));
  recording->context = g_object_ref (form->context);
  recording->household = g_strdup (household->id);
  recording->kind = step->kind;
  recording->date = date;
  gtk_widget_set_sensitive (form->accept, FALSE);
  ta_household_commands_record_step (form->context, household, step, chosen_pod (form), on_recorded, recording);
}

/* ---- the form ----------------------------------------------------------------------------------------------------------------------- */

/* The first that lacks nothing is what is likely meant. */
static GtkWidget *
kind_row (Form *form)
{
  const TaHousehold *household = ta_household_item_get (form->item);
  TaDate today = ta_context_get_today (form->context);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  int likely = -1;

  for (int kind = 0; kind < ta_code_count (ta_step_codes); kind++)
    {
      g_autofree char *lacking = NULL;

      if (!ta_household_may_follow (household, (TaStepKind) kind, today))
        continue;
      lacking = ta_household_commands_lacking (form->context, household, (TaStepKind) kind, today);
      if (likely < 0 && *lacking == '\0')
        likely = (int) labels->len;
      g_array_append_val (form->kinds, (TaStepKind) { (TaStepKind) kind });
      g_ptr_array_add (labels, (gpointer) ta_code_label (ta_step_codes, kind));
    }
  return ta_form_choice (_ ("Step"), labels, (guint) MAX (likely, 0));
}

/* That which the household is in or wants to be in, else that which is shown, else the first. */
static GtkWidget *
pod_row (Form *form)
{
  GPtrArray *pods = ta_context_get_pods (form->context);
  const TaMembership *membership = ta_household_membership (ta_household_item_get (form->item), ta_context_get_today (form->context));
  const char *current = membership != NULL && membership->pod != NULL ? membership->pod : ta_context_get_pod (form->context);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint selected = pods->len > 0 ? 1 : 0;

  g_ptr_array_add (labels, (gpointer) _ ("None"));
  for (guint i = 0; i < pods->len; i++)
    {
      const TaPod *pod = g_ptr_array_index (pods, i);

      g_ptr_array_add (labels, pod->name);
      if (g_strcmp0 (pod->id, current) == 0)
        selected = i + 1;
    }
  return ta_form_choice (_ ("Pod"), labels, selected);
}

static GtkWidget *
lacking_row (void)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Not yet"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  return row;
}

static void
build (Form *form, GtkWidget *page)
{
  GtkWidget *group = ta_form_add_group (page, NULL);

  form->kind = ta_form_add_row (group, kind_row (form));
  form->pod = ta_form_add_row (group, pod_row (form));
  form->date = ta_form_add_row (group, ta_date_row_new (_ ("Day")));
  ta_date_row_set_date (TA_DATE_ROW (form->date), ta_context_get_today (form->context));
  form->note = ta_form_add_row (group, ta_form_entry (_ ("Note"), NULL));
  form->lacking = ta_form_add_row (group, lacking_row ());
}

void
ta_step_dialog_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  Form *form = g_new0 (Form, 1);
  GtkWidget *page = adw_preferences_page_new ();

  form->context = g_object_ref (context);
  form->item = g_object_ref (item);
  form->kinds = g_array_new (FALSE, FALSE, sizeof (TaStepKind));
  build (form, page);
  form->dialog = ta_form_dialog (_ ("Record Step"), _ ("_Record"), page, &form->accept);
  g_object_set_data_full (G_OBJECT (form->dialog), "form", form, form_free);
  g_signal_connect_swapped (form->accept, "clicked", G_CALLBACK (on_accept), form);
  g_signal_connect_swapped (form->kind, "notify::selected", G_CALLBACK (update), form);
  g_signal_connect_swapped (form->date, "notify::date", G_CALLBACK (update), form);
  update (form);
  adw_dialog_set_focus (form->dialog, form->kind);
  adw_dialog_present (form->dialog, parent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rules-dialog.h"

#include "ta-credit-rules-table.h"
#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-rota-rules-table.h"

#include <glib/gi18n.h>
#include <math.h>

#define WIDTH 560
#define HEIGHT 680

/* A rule that is a number. */
typedef struct
{
  const char *title;
  const char *subtitle; /* (nullable) */
  int minimum;
  int maximum;
  int step;
  gsize offset; /* of the int in TaRotaRules */
} Field;

#define FIELD(name) G_STRUCT_OFFSET (TaRotaRules, name)

static const Field limits[] = {
  { N_ ("Most turns a week"), N_ ("From Monday to Sunday"), 1, 7, 1, FIELD (max_per_week) },
  { N_ ("Fewest days between turns"), N_ ("From one turn of a household to its next"), 1, 60, 1, FIELD (min_gap_days) },
};

static const Field wishes[] = {
  { N_ ("Turns spread out"), N_ ("How much a turn that follows too soon is minded"), 0, 1000, 1, FIELD (spacing) },
  { N_ ("Another weekday than last time"), N_ ("How much the same weekday again is minded"), 0, 1000, 1, FIELD (variety) },
  { N_ ("Published turns stay"), N_ ("How much it is minded that a published turn changes hands"), 0, 1000, 1, FIELD (stability) },
  { N_ ("Welcome weekdays"), N_ ("How much a turn on an unwelcome weekday is minded"), 0, 1000, 1, FIELD (preference) },
};

static const Field walking[] = {
  { N_ ("Detour in percent"), N_ ("How long a walk is, as the crow flies being 100"), 100, 500, 5, FIELD (detour_percent) },
  { N_ ("Pace in meters a minute"), NULL, 10, 1000, 5, FIELD (walk_metres_per_minute) },
  { N_ ("Minutes at each door"), NULL, 0, 60, 1, FIELD (door_minutes) },
  { N_ ("Minutes food may be under way"), N_ ("From the oven to the last door; above it you are warned"), 1, 1440, 5, FIELD (hot_minutes) },
};

#define N_FIELDS (G_N_ELEMENTS (limits) + G_N_ELEMENTS (wishes) + G_N_ELEMENTS (walking))

typedef struct
{
  TaContext *context; /* owned */
  char *pod;
  TaRotaRules *rules; /* (nullable) until they are read */
  const Field *fields[N_FIELDS];
  GtkWidget *rows[N_FIELDS];
  guint n_rows;
  GtkWidget *credit;
  GtkWidget *since;
  GtkWidget *page;
  GtkWidget *button;
} Session;

typedef struct
{
  TaRotaRules *rules;
  TaDate since; /* from when on the ledger counts otherwise; TA_DATE_NONE: as before */
  char *decided_by;
} Saving;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_object_unref (session->context);
  g_free (session->pod);
  g_clear_pointer (&session->rules, ta_rota_rules_free);
  g_free (session);
}

static Session *
session_of (AdwDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "rules-session");
}

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  ta_rota_rules_free (saving->rules);
  g_free (saving->decided_by);
  g_free (saving);
}

static gboolean
run_save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Saving *saving = data;

  if (saving->since != TA_DATE_NONE
      && !ta_credit_rules_table_switch (database, saving->rules->id, saving->rules->credit, saving->since, saving->decided_by, error))
    return FALSE;
  return ta_rota_rules_table_save (database, saving->rules, error);
}

static void
on_saved (const GError *error, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Session *session = session_of (dialog);

  if (!error)
    {
      adw_dialog_force_close (dialog);
      return;
    }
  ta_form_describe (session->page, error->message);
  adw_preferences_page_scroll_to_top (ADW_PREFERENCES_PAGE (session->page));
  gtk_widget_set_sensitive (session->button, TRUE);
}

static void
save (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  const TaPod *pod = ta_context_find_pod (session->context, session->pod);
  Saving *saving = g_new0 (Saving, 1);
  /* Translators: %s is a pod */
  g_autofree char *label = g_strdup_printf (_ ("Changed the rota rules of %s"), pod ? pod->name : "");

  saving->rules = ta_rota_rules_copy (session->rules);
  for (guint i = 0; i < session->n_rows; i++)
    G_STRUCT_MEMBER (int, saving->rules, session->fields[i]->offset) = (int) lround (adw_spin_row_get_value (ADW_SPIN_ROW (session->rows[i])));
  saving->rules->credit = (TaRotaCredit) ta_form_get_code (session->credit);
  saving->since = TA_DATE_NONE;
  if (saving->rules->credit != session->rules->credit)
    saving->since = ta_date_row_get_date (TA_DATE_ROW (session->since));
  saving->decided_by = g_strdup (ta_store_get_actor (ta_context_get_store (session->context)));
  gtk_widget_set_sensitive (session->button, FALSE);
  ta_context_try (session->context, label, run_save, saving, saving_free, on_saved, g_object_ref (dialog));
}

static const char *
credit_text (TaRotaCredit credit)
{
  return credit == TA_ROTA_CREDIT_PORTIONS ? _ ("Portions cooked for others count, less those that others cooked.")
                                           : _ ("Each dinner counts one turn, owed by those who eat, by their portions.");
}

/* What was counted stays; from when on the other counts is asked only where it is another. */
static void
credit_changed (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  TaRotaCredit credit = (TaRotaCredit) ta_form_get_code (session->credit);
  gboolean other = session->rules && credit != session->rules->credit;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (session->credit), credit_text (credit));
  gtk_widget_set_visible (session->since, other);
  gtk_widget_set_sensitive (session->button, session->rules && (!other || ta_date_row_get_date (TA_DATE_ROW (session->since)) != TA_DATE_NONE));
}

static void
add_fields (Session *session, GtkWidget *group, const Field *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = ta_form_spin (_ (fields[i].title), fields[i].minimum, fields[i].maximum, fields[i].step, fields[i].minimum, 0);

      if (fields[i].subtitle)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (fields[i].subtitle));
      session->fields[session->n_rows] = &fields[i];
      session->rows[session->n_rows++] = ta_form_add_row (group, row);
    }
}

static void
make_page (Session *session)
{
  GtkWidget *group;

  session->page = adw_preferences_page_new ();
  add_fields (session, ta_form_add_group (session->page, _ ("Limits")), limits, G_N_ELEMENTS (limits));
  group = ta_form_add_group (session->page, _ ("What Planning Minds"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("In points; one turn more than is owed is 200, and 0 leaves a wish aside."));
  add_fields (session, group, wishes, G_N_ELEMENTS (wishes));
  group = ta_form_add_group (session->page, _ ("What Counts"));
  session->credit = ta_form_add_row (group, ta_form_codes (_ ("The ledger counts"), ta_rota_credit_codes, 0));
  session->since = ta_form_add_row (group, ta_date_row_new (_ ("From this day on")));
  add_fields (session, ta_form_add_group (session->page, _ ("Delivering")), walking, G_N_ELEMENTS (walking));
}

static gpointer
read_rules (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_rota_rules_table_get (database, data, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Session *session = session_of (dialog);
  g_autoptr (GError) error = NULL;

  session->rules = ta_store_read_finish (TA_STORE (source), result, &error);
  if (!session->rules)
    {
      ta_form_describe (session->page, error->message);
      return;
    }
  for (guint i = 0; i < session->n_rows; i++)
    adw_spin_row_set_value (ADW_SPIN_ROW (session->rows[i]), G_STRUCT_MEMBER (int, session->rules, session->fields[i]->offset));
  adw_combo_row_set_selected (ADW_COMBO_ROW (session->credit), (guint) session->rules->credit);
  gtk_widget_set_sensitive (session->page, TRUE);
  credit_changed (dialog);
}

void
ta_rules_dialog_present (TaContext *context, const char *pod, GtkWidget *parent)
{
  Session *session = g_new0 (Session, 1);
  const TaPod *shown = ta_context_find_pod (context, pod);
  /* Translators: %s is a pod */
  g_autofree char *title = g_strdup_printf (_ ("Rota Rules of %s"), shown ? shown->name : "");
  AdwDialog *dialog;

  session->context = g_object_ref (context);
  session->pod = g_strdup (pod);
  make_page (session);
  dialog = ta_form_dialog (ta_context_get_pods (context)->len > 1 ? title : _ ("Rota Rules"), _ ("_Save"), session->page, &session->button);
  g_object_set_data_full (G_OBJECT (dialog), "rules-session", session, session_free);
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_set_content_height (dialog, HEIGHT);
  ta_date_row_set_date (TA_DATE_ROW (session->since), ta_context_get_today (context));
  g_signal_connect_object (session->credit, "notify::selected", G_CALLBACK (credit_changed), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->since, "notify::date", G_CALLBACK (credit_changed), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->button, "clicked", G_CALLBACK (save), dialog, G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (session->page, FALSE);
  credit_changed (dialog);
  ta_store_read_async (ta_context_get_store (context), read_rules, g_strdup (pod), g_free, (GDestroyNotify) ta_rota_rules_free, NULL, on_read,
                       g_object_ref (dialog));
  adw_dialog_present (dialog, parent);
}

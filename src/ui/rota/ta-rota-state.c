/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-rota-state.h"

#include "ta-rota-commands.h"
#include "ta-turn-posting-table.h"

#include <glib/gi18n.h>

typedef struct
{
  TaTurn *turn;
  TaTurnState state;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  ta_turn_free (request->turn);
  g_free (request);
}

static gpointer
read_effect (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;

  return ta_turn_posting_preview (database, request->turn, request->state, error);
}

void
ta_rota_effect_read (TaContext *context, const TaTurn *turn, TaTurnState state, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->turn = ta_turn_copy (turn);
  request->state = state;
  ta_store_read_async (ta_context_get_store (context), read_effect, request, request_free, (GDestroyNotify) ta_credit_inputs_free, cancellable,
                       callback, user_data);
}

/* What @household has of all lines together. */
static gint64
amount_of (GArray *lines, const char *household)
{
  gint64 amount = 0;

  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (g_array_index (lines, TaCreditLine, i).household, household))
      amount += g_array_index (lines, TaCreditLine, i).amount;
  return amount;
}

static void
append_household (GString *text, TaContext *context, TaRotaCredit credit, const char *household, gint64 amount)
{
  TaHouseholdItem *item = ta_context_find_household (context, household);
  g_autofree char *number = ta_credit_format (credit, amount);

  /* Translators: a household, and what it is given or owes: “Silva: +0.83 turns” */
  g_string_append_printf (text, _ ("\n%s: %s"), item ? ta_household_item_get_name (item) : _ ("Unknown household"), number);
}

static char *
describe (TaContext *context, const TaCreditInputs *inputs)
{
  g_autoptr (GArray) lines = ta_turn_postings (inputs);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (ta_turn_state_effect_text (inputs->state));

  for (guint i = 0; i < lines->len; i++)
    {
      const char *household = g_array_index (lines, TaCreditLine, i).household;

      if (g_hash_table_add (seen, (gpointer) household))
        append_household (text, context, inputs->preset, household, amount_of (lines, household));
    }
  return g_string_free (text, FALSE);
}

gboolean
ta_rota_effect_finish (TaContext *context, GAsyncResult *result, char **text, GError **error)
{
  g_autoptr (TaCreditInputs) inputs = ta_store_read_finish (ta_context_get_store (context), result, error);

  if (!inputs)
    return FALSE;
  *text = describe (context, inputs);
  return TRUE;
}

/* Asking ------------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  TaContext *context;
  GtkWidget *parent;
  TaTurn *turn;
  TaTurnState state;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->context);
  g_object_unref (question->parent);
  ta_turn_free (question->turn);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
answered (AdwAlertDialog *dialog, const char *response, gpointer data)
{
  const Question *question = data;

  if (g_str_equal (response, "go"))
    ta_rota_set_state (question->context, question->turn, question->state);
}

static char *
question_body (const Question *question, const char *effect)
{
  if (ta_turn_state_effect (question->turn->state) == TA_EFFECT_NONE)
    return g_strdup (effect);
  /* Translators: the present state of a turn; then what the new one means */
  return g_strdup_printf (_ ("What counted for “%s” is taken back. %s"), ta_code_label (ta_turn_state_codes, (int) question->turn->state), effect);
}

static void
on_effect (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autofree char *effect = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  AdwDialog *dialog;

  if (!ta_rota_effect_finish (question->context, result, &effect, &error))
    {
      g_signal_emit_by_name (question->context, "failed", error->message);
      return;
    }
  body = question_body (question, effect);
  dialog = adw_alert_dialog_new (ta_code_label (ta_turn_state_codes, (int) question->state), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "go", _ ("_Set State"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "go", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "go");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_dialog_present (dialog, question->parent);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered), g_steal_pointer (&question), (GClosureNotify) (void (*) (void)) question_free, 0);
}

void
ta_rota_ask_state (GtkWidget *parent, TaContext *context, const TaTurn *turn, TaTurnState state)
{
  Question *question;

  if (turn->state == state)
    return;
  if (!ta_turn_state_is_final (turn->state) && !ta_turn_state_is_final (state))
    {
      ta_rota_set_state (context, turn, state);
      return;
    }
  question = g_new0 (Question, 1);
  question->context = g_object_ref (context);
  question->parent = g_object_ref (parent);
  question->turn = ta_turn_copy (turn);
  question->state = state;
  ta_rota_effect_read (context, turn, state, NULL, on_effect, question);
}

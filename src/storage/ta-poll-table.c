/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-poll-table.h"

#include "ta-household.h"
#include "ta-id.h"
#include "ta-query.h"
#include "ta-table.h"

/* Reading -------------------------------------------------------------------------------------------------------------------------------- */

static gpointer
poll_from_row (TaStatement *statement)
{
  TaPoll *poll = ta_poll_new (ta_statement_text (statement, 1), ta_statement_text (statement, 2));

  ta_set_text (&poll->id, ta_statement_text (statement, 0));
  poll->weekdays = (guint) ta_statement_int (statement, 3);
  poll->wanted = (int) ta_statement_int (statement, 4);
  poll->closed = ta_statement_int (statement, 5) != 0;
  return poll;
}

static gboolean
load_bands (TaDatabase *database, TaPoll *poll, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT json_extract (b.value, '$[0]'), json_extract (b.value, '$[1]') FROM poll, json_each (poll.bands) AS b WHERE poll.id = :id ORDER BY b.key");
  TaStep step;

  ta_statement_bind_text (statement, ":id", poll->id);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      TaPollBand band = { 0, 0 };

      ta_minutes_parse (ta_statement_text (statement, 0), &band.from);
      ta_minutes_parse (ta_statement_text (statement, 1), &band.until);
      g_array_append_val (poll->bands, band);
    }
  return step == TA_STEP_DONE;
}

static gboolean
load_answers (TaDatabase *database, TaPoll *poll, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT household, weekday, band, answer FROM poll_answer WHERE poll = :id ORDER BY household, weekday, band");
  TaStep step;

  ta_statement_bind_text (statement, ":id", poll->id);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    ta_poll_set_answer (poll, ta_statement_text (statement, 0), (int) ta_statement_int (statement, 1), (int) ta_statement_int (statement, 2),
                        ta_table_code (statement, 3, ta_poll_reply_codes));
  return step == TA_STEP_DONE;
}

GPtrArray *
ta_poll_table_list (TaDatabase *database, const char *pod, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT id, pod, title, weekdays, wanted, closed FROM poll "
                                                                     "WHERE :pod IS NULL OR pod = :pod ORDER BY closed, title COLLATE NOCASE, id");
  g_autoptr (GPtrArray) polls = NULL;

  ta_statement_bind_text (statement, ":pod", pod);
  polls = ta_query_collect (statement, poll_from_row, (GDestroyNotify) ta_poll_free, error);
  for (guint i = 0; polls != NULL && i < polls->len; i++)
    if (!load_bands (database, g_ptr_array_index (polls, i), error) || !load_answers (database, g_ptr_array_index (polls, i), error))
      return NULL;
  return g_steal_pointer (&polls);
}

/* Writing -------------------------------------------------------------------------------------------------------------------------------- */

static char *
bands_to_json (const TaPoll *poll)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < poll->bands->len; i++)
    {
      const TaPollBand *band = &g_array_index (poll->bands, TaPollBand, i);
      g_autofree char *from = ta_minutes_to_text (band->from);
      g_autofree char *until = ta_minutes_to_text (band->until);

      g_string_append_printf (json, "%s[\"%s\",\"%s\"]", i > 0 ? "," : "", from, until);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static gboolean
save_head (TaDatabase *database, const TaPoll *poll, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO poll (id, pod, title, weekdays, bands, wanted, closed) VALUES (:id, :pod, :title, :weekdays, :bands, :wanted, :closed) "
                "ON CONFLICT (id) DO UPDATE SET title = excluded.title, weekdays = excluded.weekdays, bands = excluded.bands, wanted = excluded.wanted, "
                "closed = excluded.closed WHERE (title, weekdays, bands, wanted, closed) "
                "IS NOT (excluded.title, excluded.weekdays, excluded.bands, excluded.wanted, excluded.closed)");
  g_autofree char *bands = bands_to_json (poll);

  ta_statement_bind_text (statement, ":id", poll->id);
  ta_statement_bind_text (statement, ":pod", poll->pod);
  ta_statement_bind_text (statement, ":title", poll->title);
  ta_statement_bind_int (statement, ":weekdays", poll->weekdays);
  ta_statement_bind_text (statement, ":bands", bands);
  ta_statement_bind_int (statement, ":wanted", poll->wanted);
  ta_statement_bind_int (statement, ":closed", poll->closed ? 1 : 0);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
prune_answers (TaDatabase *database, const TaPoll *poll, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "DELETE FROM poll_answer WHERE poll = :poll AND household || ' ' || weekday || ' ' || band NOT IN (SELECT value FROM json_each (:keep))");
  g_autoptr (GPtrArray) keep = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *json = NULL;

  for (guint i = 0; i < poll->answers->len; i++)
    {
      const TaPollAnswer *answer = g_ptr_array_index (poll->answers, i);

      g_ptr_array_add (keep, g_strdup_printf ("%s %d %d", answer->household, answer->weekday, answer->band));
    }
  json = ta_table_texts_to_json (keep);
  ta_statement_bind_text (statement, ":poll", poll->id);
  ta_statement_bind_text (statement, ":keep", json);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
save_answer (TaDatabase *database, const TaPoll *poll, const TaPollAnswer *answer, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO poll_answer (id, poll, household, weekday, band, answer) VALUES (:id, :poll, :household, :weekday, :band, :answer) "
                "ON CONFLICT (poll, household, weekday, band) DO UPDATE SET answer = excluded.answer WHERE answer <> excluded.answer");
  g_autofree char *id = ta_id_new ();

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":poll", poll->id);
  ta_statement_bind_text (statement, ":household", answer->household);
  ta_statement_bind_int (statement, ":weekday", answer->weekday);
  ta_statement_bind_int (statement, ":band", answer->band);
  ta_statement_bind_text (statement, ":answer", ta_code_word (ta_poll_reply_codes, (int) answer->reply));
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_poll_table_save (TaDatabase *database, const TaPoll *poll, GError **error)
{
  if (!save_head (database, poll, error) || !prune_answers (database, poll, error))
    return FALSE;
  for (guint i = 0; i < poll->answers->len; i++)
    if (!save_answer (database, poll, g_ptr_array_index (poll->answers, i), error))
      return FALSE;
  return TRUE;
}

gboolean
ta_poll_table_delete (TaDatabase *database, const char *id, GError **error)
{
  return ta_table_delete (database, "DELETE FROM poll WHERE id = :id", "SELECT title FROM poll WHERE id = :id", NULL, id, error);
}

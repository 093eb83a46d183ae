/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-reminder-table.h"

#include "ta-id.h"
#include "ta-table.h"
#include "ta-turn-table.h"

#define MINUTE 60
#define MOST_MINUTES 43200 /* what the schema admits */

static gpointer
minutes_from_row (TaStatement *statement)
{
  return GINT_TO_POINTER ((int) ta_statement_int (statement, 0));
}

GArray *
ta_reminder_table_get (TaDatabase *database, const char *service, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT minutes_before FROM reminder WHERE service = :service ORDER BY minutes_before DESC");
  g_autoptr (GPtrArray) rows = NULL;
  GArray *minutes;

  ta_statement_bind_text (statement, ":service", service);
  rows = ta_query_collect (statement, minutes_from_row, NULL, error);
  if (rows == NULL)
    return NULL;
  minutes = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < rows->len; i++)
    {
      int value = GPOINTER_TO_INT (rows->pdata[i]);

      g_array_append_val (minutes, value);
    }
  return minutes;
}

static gboolean
insert (TaDatabase *database, const char *service, int minutes, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO reminder (id, service, minutes_before) VALUES (:id, :service, :minutes) "
                                                                     "ON CONFLICT (service, minutes_before) DO NOTHING");
  g_autofree char *id = ta_id_new ();

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":service", service);
  ta_statement_bind_int (statement, ":minutes", minutes);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
drop_others (TaDatabase *database, const char *service, GArray *minutes, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "DELETE FROM reminder WHERE service = :service AND minutes_before NOT IN (SELECT value FROM json_each (:minutes))");
  GString *json = g_string_new ("[");

  for (guint i = 0; i < minutes->len; i++)
    g_string_append_printf (json, "%s%d", i > 0 ? "," : "", g_array_index (minutes, int, i));
  g_string_append_c (json, ']');
  ta_statement_bind_text (statement, ":service", service);
  ta_statement_bind_text (statement, ":minutes", json->str);
  g_string_free (json, TRUE);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_reminder_table_set (TaDatabase *database, const char *service, GArray *minutes, GError **error)
{
  if (!drop_others (database, service, minutes, error))
    return FALSE;
  for (guint i = 0; i < minutes->len; i++)
    if (!insert (database, service, g_array_index (minutes, int, i), error))
      return FALSE;
  return TRUE;
}

gboolean
ta_reminder_table_add_defaults (TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) services = NULL;

  {
    g_autoptr (TaStatement) statement = ta_database_prepare (
        database, "SELECT id FROM service s WHERE kind = 'cook' AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.service = s.id)");

    services = ta_query_collect_text (statement, error);
  }
  for (guint i = 0; services != NULL && i < services->len; i++)
    for (const int *minutes = ta_reminder_defaults; *minutes >= 0; minutes++)
      if (!insert (database, services->pdata[i], *minutes, error))
        return FALSE;
  return services != NULL;
}

/* What is due -------------------------------------------------------------------------------------------------------------------------- */

void
ta_due_reminders_free (TaDueReminders *due)
{
  if (due == NULL)
    return;
  g_ptr_array_unref (due->due);
  g_free (due);
}

static gboolean
was_shown (TaDatabase *database, const TaTurn *turn, gint64 starts_at, int minutes, gboolean *shown, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT count (*) FROM reminder_shown WHERE turn = :turn AND starts_at = :starts_at AND minutes_before = :minutes");
  gint64 count = 0;

  ta_statement_bind_text (statement, ":turn", turn->id);
  ta_statement_bind_int (statement, ":starts_at", starts_at);
  ta_statement_bind_int (statement, ":minutes", minutes);
  *shown = ta_query_int (statement, &count, error) && count > 0;
  return *shown || error == NULL || *error == NULL;
}

/* Offsets come largest first, so the last one that is due is the smallest. */
static gboolean
look_at_turn (TaDatabase *database, TaDueReminders *due, const TaTurn *turn, gint64 now, gint64 starts_at, GError **error)
{
  g_autoptr (GArray) offsets = ta_reminder_table_get (database, turn->service, error);
  int smallest = -1;

  for (guint i = 0; offsets != NULL && i < offsets->len; i++)
    {
      int minutes = g_array_index (offsets, int, i);
      gint64 at = starts_at - (gint64) minutes * MINUTE;
      gboolean shown = FALSE;

      if (at > now)
        due->next = MIN (due->next, at);
      else if (!was_shown (database, turn, starts_at, minutes, &shown, error))
        return FALSE;
      else
        smallest = shown ? -1 : minutes;
    }
  if (smallest >= 0)
    {
      TaReminder *reminder = g_new0 (TaReminder, 1);

      *reminder = (TaReminder) { ta_turn_copy (turn), starts_at, smallest };
      g_ptr_array_add (due->due, reminder);
    }
  return offsets != NULL;
}

static gboolean
reminds (const TaTurn *turn)
{
  return (turn->state == TA_TURN_PUBLISHED || turn->state == TA_TURN_SEEKING_COVER) && ta_turn_holder (turn) != NULL;
}

TaDueReminders *
ta_reminder_table_due (TaDatabase *database, gint64 now, GTimeZone *zone, GError **error)
{
  TaDate today = ta_date_from_unix (now, zone);
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, today - 1, today + MOST_MINUTES / (24 * MINUTE) + 2, NULL, error);
  g_autoptr (TaDueReminders) due = g_new0 (TaDueReminders, 1);

  due->due = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_reminder_free);
  due->next = G_MAXINT64;
  for (guint i = 0; turns != NULL && i < turns->len; i++)
    {
      const TaTurn *turn = turns->pdata[i];
      gint64 starts_at = ta_turn_start_unix (turn, zone);

      if (reminds (turn) && starts_at > now && !look_at_turn (database, due, turn, now, starts_at, error))
        return NULL;
    }
  return turns != NULL ? g_steal_pointer (&due) : NULL;
}

gboolean
ta_reminder_table_mark_shown (TaDatabase *database, const TaReminder *reminder, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO reminder_shown (turn, starts_at, minutes_before) "
                "SELECT :turn, :starts_at, minutes_before FROM reminder WHERE service = :service AND minutes_before >= :minutes "
                "ON CONFLICT DO NOTHING");

  ta_statement_bind_text (statement, ":turn", reminder->turn->id);
  ta_statement_bind_int (statement, ":starts_at", reminder->starts_at);
  ta_statement_bind_text (statement, ":service", reminder->turn->service);
  ta_statement_bind_int (statement, ":minutes", reminder->minutes_before);
  return ta_statement_run (statement, NULL, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-reminder-table.h"

#include "ta-id.h"
#include "ta-table.h"

#define MINUTE 60

static gpointer
minutes_from_row (TaStatement *statement)
{
  return GINT_TO_POINTER ((int) ta_statement_int (statement, 0));
}

GArray *
ta_reminder_table_get (TaDatabase *database, const char *service, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT DISTINCT minutes_before FROM reminder WHERE service = :service ORDER BY minutes_before DESC");
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
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "INSERT INTO reminder (id, service, minutes_before) SELECT :id, :service, :minutes "
                                                                     "WHERE NOT EXISTS (SELECT 1 FROM reminder WHERE service = :service AND minutes_before = :minutes)");
  g_autofree char *number = g_strdup_printf ("%d", minutes);
  g_autofree char *id = ta_id_new_from_name ("reminder", service, number, NULL);

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

/* What is read once, however many turns there are to look at. */
typedef struct
{
  GHashTable *offsets; /* service → GArray of int, largest first */
  GHashTable *shown;   /* shown_key() */
  int largest;
} Looking;

static void
looking_clear (Looking *self)
{
  g_clear_pointer (&self->offsets, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Looking, looking_clear)

static void
add_offset (Looking *self, const char *service, int minutes)
{
  GArray *offsets = g_hash_table_lookup (self->offsets, service);

  if (offsets == NULL)
    {
      offsets = g_array_new (FALSE, FALSE, sizeof (int));
      g_hash_table_insert (self->offsets, g_strdup (service), offsets);
    }
  g_array_append_val (offsets, minutes);
  self->largest = MAX (self->largest, minutes);
}

static gboolean
read_offsets (Looking *self, TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT service, minutes_before FROM reminder ORDER BY minutes_before DESC");
  TaStep step;

  self->offsets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    add_offset (self, ta_statement_text (statement, 0), (int) ta_statement_int (statement, 1));
  return step == TA_STEP_DONE;
}

static char *
shown_key (const char *turn, gint64 starts_at, int minutes)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %d", turn, starts_at, minutes);
}

static gpointer
shown_from_row (TaStatement *statement)
{
  return shown_key (ta_statement_text (statement, 0), ta_statement_int (statement, 1), (int) ta_statement_int (statement, 2));
}

static gboolean
read_shown (Looking *self, TaDatabase *database, TaDate from, TaDate until, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT turn, starts_at, minutes_before FROM reminder_shown WHERE turn IN (SELECT id FROM turn WHERE date >= :from AND date < :until)");
  g_autoptr (GPtrArray) keys = NULL;

  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  keys = ta_query_collect (statement, shown_from_row, g_free, error);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (keys != NULL && keys->len > 0)
    g_hash_table_add (self->shown, g_ptr_array_steal_index_fast (keys, keys->len - 1));
  return keys != NULL;
}

static gpointer
turn_from_row (TaStatement *statement)
{
  TaTurn *turn = ta_turn_new (ta_statement_text (statement, 1), ta_statement_text (statement, 2), ta_statement_date (statement, 3),
                              ta_statement_time (statement, 4));

  ta_set_text (&turn->id, ta_statement_text (statement, 0));
  turn->state = (TaTurnState) ta_table_code (statement, 5, ta_turn_state_codes);
  ta_set_text (&turn->title, ta_statement_text (statement, 6));
  g_ptr_array_add (turn->assignments, ta_assignment_new (ta_statement_text (statement, 7), (TaDuty) ta_table_code (statement, 8, ta_duty_codes)));
  return turn;
}

/* Of each turn the first who holds it. */
static GPtrArray *
list_held (TaDatabase *database, TaDate from, TaDate until, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT t.id, t.pod, t.service, t.date, t.start_time, t.state, t.title, a.household, a.role FROM turn t JOIN assignment a "
                "ON a.id = (SELECT min (h.id) FROM assignment h WHERE h.turn = t.id AND h.role NOT IN ('helper', 'deliverer')) "
                "WHERE t.date >= :from AND t.date < :until AND t.state IN ('published', 'seeking-cover') ORDER BY t.date, t.start_time, t.id");

  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  return ta_query_collect (statement, turn_from_row, (GDestroyNotify) ta_turn_free, error);
}

static gboolean
was_shown (const Looking *self, const TaTurn *turn, gint64 starts_at, int minutes)
{
  g_autofree char *key = shown_key (turn->id, starts_at, minutes);

  return g_hash_table_contains (self->shown, key);
}

/* Offsets come largest first, so the last one that is due is the smallest. */
static void
look_at_turn (const Looking *self, TaDueReminders *due, const TaTurn *turn, gint64 now, gint64 starts_at)
{
  const GArray *offsets = g_hash_table_lookup (self->offsets, turn->service);
  int smallest = -1;

  for (guint i = 0; offsets != NULL && i < offsets->len; i++)
    {
      int minutes = g_array_index (offsets, int, i);
      gint64 at = starts_at - (gint64) minutes * MINUTE;

      if (at > now)
        due->next = MIN (due->next, at);
      else
        smallest = was_shown (self, turn, starts_at, minutes) ? -1 : minutes;
    }
  if (smallest >= 0)
    {
      TaReminder *reminder = g_new0 (TaReminder, 1);

      *reminder = (TaReminder) { ta_turn_copy (turn), starts_at, smallest };
      g_ptr_array_add (due->due, reminder);
    }
}

/* The turns that reminders may be for. (transfer full) (nullable): of TaTurn */
static GPtrArray *
look (Looking *self, TaDatabase *database, TaDate today, GError **error)
{
  TaDate from = today - 1, until;

  if (!read_offsets (self, database, error))
    return NULL;
  until = today + self->largest / (24 * MINUTE) + 2;
  return read_shown (self, database, from, until, error) ? list_held (database, from, until, error) : NULL;
}

TaDueReminders *
ta_reminder_table_due (TaDatabase *database, gint64 now, GTimeZone *zone, GError **error)
{
  g_auto (Looking) self = { 0 };
  g_autoptr (GPtrArray) turns = look (&self, database, ta_date_from_unix (now, zone), error);
  TaDueReminders *due;

  if (turns == NULL)
    return NULL;
  due = g_new0 (TaDueReminders, 1);
  due->due = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_reminder_free);
  due->next = G_MAXINT64;
  for (guint i = 0; i < turns->len; i++)
    {
      const TaTurn *turn = turns->pdata[i];
      gint64 starts_at = ta_turn_start_unix (turn, zone);

      if (starts_at > now)
        look_at_turn (&self, due, turn, now, starts_at);
    }
  return due;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-agenda-table.h"

#include "ta-household-table.h"
#include "ta-query.h"
#include "ta-table.h"
#include "ta-turn-meal.h"

/* What all of them are asked with. */
typedef struct
{
  const char *household;
  const char *person;
  TaDate from;
  TaDate until;
} Query;

static const char held[]
    = "SELECT t.date, t.start_time, CASE WHEN t.title <> '' THEN t.title ELSE s.name END, t.id, a.person, a.role, t.state FROM assignment a "
      "JOIN turn t ON t.id = a.turn JOIN service s ON s.id = t.service WHERE a.household = :household AND t.date >= :from AND t.date < :until "
      "AND t.state <> 'cancelled' AND (:person IS NULL OR a.person IS NULL OR a.person = :person)";

static const char eaten[]
    = "SELECT t.date, t.start_time, CASE WHEN t.title <> '' THEN t.title ELSE s.name END, t.id, "
      "(SELECT a.household FROM assignment a WHERE a.turn = t.id AND a.role NOT IN ('helper', 'deliverer') ORDER BY a.id LIMIT 1), t.state FROM eater e "
      "JOIN turn t ON t.id = e.turn JOIN service s ON s.id = t.service WHERE e.household = :household AND t.date >= :from AND t.date < :until "
      "AND t.state <> 'cancelled' AND :person IS :person AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.turn = t.id AND a.household = :household)";

/* Dinners that say of nobody that they eat: whoever belongs to the pod does. */
static const char open_to_all[]
    = "SELECT t.date, t.start_time, CASE WHEN t.title <> '' THEN t.title ELSE s.name END, t.id, "
      "(SELECT a.household FROM assignment a WHERE a.turn = t.id AND a.role NOT IN ('helper', 'deliverer') ORDER BY a.id LIMIT 1), t.state, t.pod FROM turn t "
      "JOIN service s ON s.id = t.service AND s.kind = 'cook' WHERE t.date >= :from AND t.date < :until AND t.state <> 'cancelled' AND :person IS :person "
      "AND NOT EXISTS (SELECT 1 FROM eater e WHERE e.turn = t.id) "
      "AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.turn = t.id AND a.household = :household)";

static const char loans[] = "SELECT l.due_date, t.name, t.id, l.person FROM loan l JOIN tool t ON t.id = l.tool WHERE l.household = :household "
                            "AND l.returned_date IS NULL AND l.due_date >= :from AND l.due_date < :until AND (:person IS NULL OR l.person IS NULL OR l.person = :person)";

static const char reservations[]
    = "SELECT max (r.from_date, :from), t.name, t.id, NULL, r.until_date FROM reservation r JOIN tool t ON t.id = r.tool WHERE r.household = :household "
      "AND r.until_date > :from AND r.from_date < :until AND :person IS :person";

static const char absences[] = "SELECT max (from_date, :from), reason, household, person, until_date FROM absence WHERE household = :household "
                               "AND until_date > :from AND from_date < :until AND (:person IS NULL OR person IS NULL OR person = :person)";

static char *
text_or_null (TaStatement *statement, int column)
{
  return ta_statement_is_null (statement, column) ? NULL : ta_statement_dup_text (statement, column);
}

static TaAgendaEntry *
turn_from_row (TaStatement *statement, TaAgendaKind kind, int state)
{
  TaAgendaEntry *entry = ta_agenda_entry_new (kind, ta_statement_date (statement, 0), ta_statement_text (statement, 2), ta_statement_text (statement, 3));

  ta_minutes_parse (ta_statement_text (statement, 1), &entry->start);
  entry->state = (TaTurnState) ta_table_code (statement, state, ta_turn_state_codes);
  return entry;
}

static gpointer
held_from_row (TaStatement *statement)
{
  TaAgendaEntry *entry = turn_from_row (statement, TA_AGENDA_HOLDS, 6);

  entry->person = text_or_null (statement, 4);
  entry->duty = (TaDuty) ta_table_code (statement, 5, ta_duty_codes);
  return entry;
}

static gpointer
eaten_from_row (TaStatement *statement)
{
  TaAgendaEntry *entry = turn_from_row (statement, TA_AGENDA_EATS, 5);

  entry->with = text_or_null (statement, 4);
  return entry;
}

static gboolean
eats_in (const TaHousehold *household, const char *pod, TaDate date)
{
  g_autoptr (TaTurn) turn = ta_turn_new (pod, "", date, TA_MINUTES_NONE);
  g_autoptr (GPtrArray) households = g_ptr_array_new ();
  g_autoptr (GPtrArray) eaters = NULL;

  g_ptr_array_add (households, (gpointer) household);
  eaters = ta_turn_meal_eaters (turn, households);
  return eaters->len > 0;
}

static gboolean
add_open_to_all (TaDatabase *database, const Query *query, GPtrArray *entries, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, open_to_all);
  g_autoptr (TaHousehold) household = ta_household_table_get (database, query->household, error);
  TaStep step = household != NULL ? TA_STEP_ROW : TA_STEP_ERROR;

  ta_statement_bind_text (statement, ":household", query->household);
  ta_statement_bind_text (statement, ":person", query->person);
  ta_statement_bind_date (statement, ":from", query->from);
  ta_statement_bind_date (statement, ":until", query->until);
  while (step == TA_STEP_ROW && (step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    if (eats_in (household, ta_statement_text (statement, 6), ta_statement_date (statement, 0)))
      g_ptr_array_add (entries, eaten_from_row (statement));
  return step == TA_STEP_DONE;
}

static TaAgendaEntry *
days_from_row (TaStatement *statement, TaAgendaKind kind)
{
  TaAgendaEntry *entry = ta_agenda_entry_new (kind, ta_statement_date (statement, 0), ta_statement_text (statement, 1), ta_statement_text (statement, 2));

  entry->person = text_or_null (statement, 3);
  return entry;
}

static gpointer
loan_from_row (TaStatement *statement)
{
  return days_from_row (statement, TA_AGENDA_LOAN);
}

static gpointer
reservation_from_row (TaStatement *statement)
{
  TaAgendaEntry *entry = days_from_row (statement, TA_AGENDA_RESERVATION);

  entry->until = ta_statement_date (statement, 4);
  return entry;
}

static gpointer
absence_from_row (TaStatement *statement)
{
  TaAgendaEntry *entry = days_from_row (statement, TA_AGENDA_ABSENCE);

  entry->until = ta_statement_date (statement, 4);
  return entry;
}

static gboolean
add (TaDatabase *database, const char *sql, const Query *query, TaRowFunc from_row, GPtrArray *entries, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, sql);
  g_autoptr (GPtrArray) found = NULL;

  ta_statement_bind_text (statement, ":household", query->household);
  ta_statement_bind_text (statement, ":person", query->person);
  ta_statement_bind_date (statement, ":from", query->from);
  ta_statement_bind_date (statement, ":until", query->until);
  found = ta_query_collect (statement, from_row, (GDestroyNotify) ta_agenda_entry_free, error);
  if (found == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (entries, g_steal_pointer (&found));
  return TRUE;
}

GPtrArray *
ta_agenda_table_list (TaDatabase *database, const char *household, const char *person, TaDate from, TaDate until, GError **error)
{
  Query query = { household, person, from, until };
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_agenda_entry_free);

  if (!add (database, held, &query, held_from_row, entries, error) || !add (database, eaten, &query, eaten_from_row, entries, error)
      || !add_open_to_all (database, &query, entries, error) || !add (database, loans, &query, loan_from_row, entries, error) || !add (database, reservations, &query, reservation_from_row, entries, error)
      || !add (database, absences, &query, absence_from_row, entries, error))
    return NULL;
  g_ptr_array_sort (entries, ta_agenda_entry_compare);
  return g_steal_pointer (&entries);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-calendar-table.h"
#include "ta-household.h"
#include "ta-table.h"

#include <string.h>

/* Days of a calendar are rows of a table of their own; absences are the household's, and only remember where they came from. */
typedef struct
{
  const char *list;
  const char *insert;
  const char *update;
  const char *remove;
  const char *remove_all;
} Statements;

static const Statements of_days = {
  "SELECT id, uid, name, from_date, until_date FROM calendar_day WHERE calendar = :calendar ORDER BY from_date, uid",
  "INSERT INTO calendar_day (id, calendar, uid, name, from_date, until_date) VALUES (:id, :calendar, :uid, :name, :from, :until)",
  "UPDATE calendar_day SET name = :name, until_date = :until WHERE id = :id",
  "DELETE FROM calendar_day WHERE id = :id",
  "DELETE FROM calendar_day WHERE calendar = :calendar",
};

static const Statements of_absences = {
  "SELECT id, uid, reason, from_date, until_date FROM absence WHERE calendar = :calendar ORDER BY from_date, uid",
  "INSERT INTO absence (id, household, calendar, uid, reason, from_date, until_date) "
  "SELECT :id, household, :calendar, :uid, :name, :from, :until FROM calendar WHERE id = :calendar",
  "UPDATE absence SET reason = :name, until_date = :until WHERE id = :id",
  "DELETE FROM absence WHERE id = :id",
  "DELETE FROM absence WHERE calendar = :calendar",
};

static const Statements *
statements_of (TaCalendarKind kind)
{
  return kind == TA_CALENDAR_ABSENCES ? &of_absences : &of_days;
}

static gpointer
calendar_from_row (TaStatement *statement)
{
  TaCalendar *calendar = ta_calendar_new (ta_statement_text (statement, 1), (TaCalendarKind) ta_table_code (statement, 2, ta_calendar_kind_codes),
                                          ta_statement_is_null (statement, 3) ? NULL : ta_statement_text (statement, 3));

  ta_set_text (&calendar->id, ta_statement_text (statement, 0));
  return calendar;
}

static gpointer
day_from_row (TaStatement *statement)
{
  TaCalendarDay *day = ta_calendar_day_new (ta_statement_text (statement, 1), ta_statement_text (statement, 2), ta_statement_date (statement, 3),
                                            ta_statement_date (statement, 4));

  ta_set_text (&day->id, ta_statement_text (statement, 0));
  return day;
}

GPtrArray *
ta_calendar_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT id, name, kind, household FROM calendar ORDER BY kind, name COLLATE NOCASE, id");

  return ta_query_collect (statement, calendar_from_row, (GDestroyNotify) ta_calendar_free, error);
}

TaCalendar *
ta_calendar_table_find (TaDatabase *database, TaCalendarKind kind, const char *name, const char *household, GError **error)
{
  g_autoptr (GPtrArray) calendars = ta_calendar_table_list (database, error);

  for (guint i = 0; calendars != NULL && i < calendars->len; i++)
    {
      const TaCalendar *calendar = g_ptr_array_index (calendars, i);

      if (calendar->kind == kind && g_strcmp0 (calendar->household, household) == 0 && ta_table_same_name (calendar->name, name))
        return ta_calendar_copy (calendar);
    }
  return NULL;
}

GPtrArray *
ta_calendar_table_list_days (TaDatabase *database, const TaCalendar *calendar, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, statements_of (calendar->kind)->list);

  ta_statement_bind_text (statement, ":calendar", calendar->id);
  return ta_query_collect (statement, day_from_row, (GDestroyNotify) ta_calendar_day_free, error);
}

GPtrArray *
ta_calendar_table_list_kind (TaDatabase *database, TaCalendarKind kind, TaDate from, TaDate until, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "SELECT d.id, d.uid, d.name, d.from_date, d.until_date FROM calendar_day d "
                                       "JOIN calendar c ON c.id = d.calendar "
                                       "WHERE c.kind = :kind AND d.until_date > :from AND d.from_date < :until ORDER BY d.from_date, d.uid");

  ta_statement_bind_text (statement, ":kind", ta_code_word (ta_calendar_kind_codes, (int) kind));
  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  return ta_query_collect (statement, day_from_row, (GDestroyNotify) ta_calendar_day_free, error);
}

static gboolean
save_head (TaDatabase *database, const TaCalendar *calendar, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "INSERT INTO calendar (id, name, kind, household) VALUES (:id, :name, :kind, :household) "
                                       "ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name");

  ta_statement_bind_text (statement, ":id", calendar->id);
  ta_statement_bind_text (statement, ":name", calendar->name);
  ta_statement_bind_text (statement, ":kind", ta_code_word (ta_calendar_kind_codes, (int) calendar->kind));
  ta_statement_bind_text (statement, ":household", calendar->household);
  return ta_statement_run (statement, NULL, error);
}

/* Events are known again by this. */
static char *
key_of (const TaCalendarDay *day)
{
  return g_strdup_printf ("%d %s", day->from, day->uid);
}

static GHashTable *
index_days (GPtrArray *days)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < days->len; i++)
    g_hash_table_insert (index, key_of (g_ptr_array_index (days, i)), g_ptr_array_index (days, i));
  return index;
}

static gboolean
insert_day (TaDatabase *database, const TaCalendar *calendar, const TaCalendarDay *day, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, statements_of (calendar->kind)->insert);

  ta_statement_bind_text (statement, ":id", day->id);
  ta_statement_bind_text (statement, ":calendar", calendar->id);
  ta_statement_bind_text (statement, ":uid", day->uid);
  ta_statement_bind_text (statement, ":name", day->name);
  ta_statement_bind_date (statement, ":from", day->from);
  ta_statement_bind_date (statement, ":until", day->until);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
update_day (TaDatabase *database, const TaCalendar *calendar, const char *id, const TaCalendarDay *day, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, statements_of (calendar->kind)->update);

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":name", day->name);
  ta_statement_bind_date (statement, ":until", day->until);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
write_day (TaDatabase *database, const TaCalendar *calendar, const TaCalendarDay *day, const TaCalendarDay *before, TaCalendarChanges *changes, GError **error)
{
  if (before == NULL)
    {
      changes->added++;
      return insert_day (database, calendar, day, error);
    }
  if (before->until == day->until && strcmp (before->name, day->name) == 0)
    return TRUE;
  changes->changed++;
  return update_day (database, calendar, before->id, day, error);
}

static gboolean
remove_day (TaDatabase *database, const TaCalendar *calendar, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, statements_of (calendar->kind)->remove);

  ta_statement_bind_text (statement, ":id", id);
  return ta_statement_run (statement, NULL, error);
}

static gboolean
save_days (TaDatabase *database, const TaCalendar *calendar, GPtrArray *days, GPtrArray *present, TaCalendarChanges *changes, GError **error)
{
  g_autoptr (GHashTable) before = index_days (present);
  g_autoptr (GHashTable) after = index_days (days);
  GHashTableIter iter;
  gpointer key, day;

  for (guint i = 0; i < present->len; i++)
    {
      const TaCalendarDay *old = g_ptr_array_index (present, i);
      g_autofree char *name = key_of (old);

      if (!g_hash_table_contains (after, name))
        {
          changes->removed++;
          if (!remove_day (database, calendar, old->id, error))
            return FALSE;
        }
    }
  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &key, &day))
    if (!write_day (database, calendar, day, g_hash_table_lookup (before, key), changes, error))
      return FALSE;
  return TRUE;
}

gboolean
ta_calendar_table_save (TaDatabase *database, const TaCalendar *calendar, GPtrArray *days, TaCalendarChanges *changes, GError **error)
{
  TaCalendarChanges own = { 0 };
  g_autoptr (GPtrArray) present = NULL;

  if (!save_head (database, calendar, error))
    return FALSE;
  present = ta_calendar_table_list_days (database, calendar, error);
  if (present == NULL || !save_days (database, calendar, days, present, &own, error))
    return FALSE;
  if (changes != NULL)
    *changes = own;
  return TRUE;
}

gboolean
ta_calendar_table_delete (TaDatabase *database, const TaCalendar *calendar, GError **error)
{
  g_autoptr (TaStatement) days = ta_database_prepare (database, statements_of (calendar->kind)->remove_all);
  g_autoptr (TaStatement) head = ta_database_prepare (database, "DELETE FROM calendar WHERE id = :id");

  ta_statement_bind_text (days, ":calendar", calendar->id);
  ta_statement_bind_text (head, ":id", calendar->id);
  return ta_statement_run (days, NULL, error) && ta_statement_run (head, NULL, error);
}

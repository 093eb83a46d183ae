/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn-table.h"

#include "ta-child-table.h"
#include "ta-id.h"

#define COLUMNS "id, pod, service, series, series_date, date, start_time, minutes, state, title, portions, note, pinned, places, edited, handover"
#define LOADED COLUMNS ", EXISTS (SELECT 1 FROM cover_request r WHERE r.turn = turn.id AND r.state = 'open')"
#define ASSIGNMENT_COLUMNS "turn, id, household, person, role, override_reason"
#define EATER_COLUMNS "turn, id, household, portions, guests, late_plate, note"

#define UPSERT                                                                                                                                                                                                      \
  "INSERT INTO turn (" COLUMNS ") "                                                                                                                                                                                 \
  "VALUES (:id, :pod, :service, :series, :series_date, :date, :start_time, :minutes, :state, :title, :portions, :note, :pinned, :places, :edited, :handover) "                                                      \
  "ON CONFLICT (id) DO UPDATE SET pod = excluded.pod, service = excluded.service, series = excluded.series, "                                                                                                       \
  "series_date = excluded.series_date, date = excluded.date, start_time = excluded.start_time, minutes = excluded.minutes, "                                                                                        \
  "state = excluded.state, title = excluded.title, portions = excluded.portions, note = excluded.note, pinned = excluded.pinned, places = excluded.places, edited = excluded.edited, handover = excluded.handover " \
  "WHERE (pod, service, series, series_date, date, start_time, minutes, state, title, portions, note, pinned, places, edited, handover) "                                                                           \
  "IS NOT (excluded.pod, excluded.service, excluded.series, excluded.series_date, excluded.date, excluded.start_time, excluded.minutes, "                                                                           \
  "excluded.state, excluded.title, excluded.portions, excluded.note, excluded.pinned, excluded.places, excluded.edited, excluded.handover)"

static void
bind_turn (TaStatement *statement, const TaTurn *turn)
{
  ta_statement_bind_text (statement, ":id", turn->id);
  ta_statement_bind_text (statement, ":pod", turn->pod);
  ta_statement_bind_text (statement, ":service", turn->service);
  ta_statement_bind_text (statement, ":series", turn->series);
  ta_statement_bind_date (statement, ":series_date", turn->series_date);
  ta_statement_bind_date (statement, ":date", turn->date);
  ta_statement_bind_time (statement, ":start_time", turn->start);
  ta_statement_bind_int (statement, ":minutes", turn->minutes);
  ta_statement_bind_text (statement, ":state", ta_code_word (ta_turn_state_codes, (int) turn->state));
  ta_statement_bind_text (statement, ":title", turn->title);
  ta_statement_bind_optional_int (statement, ":portions", turn->portions);
  ta_statement_bind_text (statement, ":note", turn->note);
  ta_statement_bind_int (statement, ":pinned", turn->pinned ? 1 : 0);
  ta_statement_bind_int (statement, ":places", turn->places);
  ta_statement_bind_int (statement, ":edited", turn->edited ? 1 : 0);
  ta_statement_bind_text (statement, ":handover", turn->handover);
}

static gpointer
turn_from_row (TaStatement *statement)
{
  TaTurn *turn = ta_turn_new (ta_statement_text (statement, 1), NULL, ta_statement_date (statement, 5), ta_statement_time (statement, 6));

  ta_set_text (&turn->id, ta_statement_text (statement, 0));
  ta_set_text (&turn->service, ta_statement_text (statement, 2));
  turn->series = ta_statement_dup_text (statement, 3);
  turn->series_date = ta_statement_date (statement, 4);
  turn->minutes = (int) ta_statement_int (statement, 7);
  turn->state = (TaTurnState) ta_table_code (statement, 8, ta_turn_state_codes);
  ta_set_text (&turn->title, ta_statement_text (statement, 9));
  turn->portions = (int) ta_statement_optional_int (statement, 10);
  ta_set_text (&turn->note, ta_statement_text (statement, 11));
  turn->pinned = ta_statement_int (statement, 12) != 0;
  turn->places = (int) ta_statement_int (statement, 13);
  turn->edited = ta_statement_int (statement, 14) != 0;
  ta_set_text (&turn->handover, ta_statement_text (statement, 15));
  turn->sought = ta_statement_int (statement, 16) != 0;
  return turn;
}

static void
bind_assignment (TaStatement *statement, gconstpointer row)
{
  const TaAssignment *assignment = row;

  ta_statement_bind_text (statement, ":household", assignment->household);
  ta_statement_bind_text (statement, ":person", assignment->person);
  ta_statement_bind_text (statement, ":role", ta_code_word (ta_duty_codes, (int) assignment->role));
  ta_statement_bind_text (statement, ":override_reason", assignment->override_reason);
}

static gpointer
assignment_from_row (TaStatement *statement)
{
  TaAssignment *assignment = ta_assignment_new (ta_statement_text (statement, 2), (TaDuty) ta_table_code (statement, 4, ta_duty_codes));

  ta_set_text (&assignment->id, ta_statement_text (statement, 1));
  assignment->person = ta_statement_dup_text (statement, 3);
  ta_set_text (&assignment->override_reason, ta_statement_text (statement, 5));
  return assignment;
}

static char *
assignment_key (gconstpointer row)
{
  const TaAssignment *assignment = row;

  return g_strdup_printf ("%s\n%s", assignment->household, ta_code_word (ta_duty_codes, (int) assignment->role));
}

/* Those who hold the turn come before those who help with it. */
static const TaChildTable assignment_table = {
  .select = "SELECT " ASSIGNMENT_COLUMNS " FROM assignment WHERE turn IN (SELECT value FROM json_each (:ids)) "
            "ORDER BY turn, role IN ('helper', 'deliverer'), id",
  .prune = "DELETE FROM assignment WHERE turn = :owner AND id || char (10) || household || char (10) || role "
           "NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, household || char (10) || role",
  .upsert = "INSERT INTO assignment (" ASSIGNMENT_COLUMNS ") VALUES (:owner, :id, :household, :person, :role, :override_reason) "
            "ON CONFLICT (id) DO UPDATE SET turn = excluded.turn, household = excluded.household, person = excluded.person, "
            "role = excluded.role, override_reason = excluded.override_reason "
            "WHERE (turn, household, person, role, override_reason) "
            "IS NOT (excluded.turn, excluded.household, excluded.person, excluded.role, excluded.override_reason)",
  .offset = G_STRUCT_OFFSET (TaTurn, assignments),
  .from_row = assignment_from_row,
  .bind = bind_assignment,
  .key = assignment_key,
};

static void
bind_eater (TaStatement *statement, gconstpointer row)
{
  const TaEater *eater = row;

  ta_statement_bind_text (statement, ":household", eater->household);
  ta_statement_bind_int (statement, ":portions", eater->portions);
  ta_statement_bind_int (statement, ":guests", eater->guests);
  ta_statement_bind_int (statement, ":late_plate", eater->late_plate ? 1 : 0);
  ta_statement_bind_text (statement, ":note", eater->note);
}

static gpointer
eater_from_row (TaStatement *statement)
{
  TaEater *eater = ta_eater_new (ta_statement_text (statement, 2), (int) ta_statement_int (statement, 3));

  ta_set_text (&eater->id, ta_statement_text (statement, 1));
  eater->guests = (int) ta_statement_int (statement, 4);
  eater->late_plate = ta_statement_int (statement, 5) != 0;
  ta_set_text (&eater->note, ta_statement_text (statement, 6));
  return eater;
}

static char *
eater_key (gconstpointer row)
{
  const TaEater *eater = row;

  return g_strdup (eater->household);
}

static const TaChildTable eater_table = {
  .select = "SELECT " EATER_COLUMNS " FROM eater WHERE turn IN (SELECT value FROM json_each (:ids)) ORDER BY turn, id",
  .prune = "DELETE FROM eater WHERE turn = :owner AND id || char (10) || household NOT IN (SELECT value FROM json_each (:keep)) "
           "RETURNING id, household",
  .upsert = "INSERT INTO eater (" EATER_COLUMNS ") VALUES (:owner, :id, :household, :portions, :guests, :late_plate, :note) "
            "ON CONFLICT (id) DO UPDATE SET turn = excluded.turn, household = excluded.household, portions = excluded.portions, "
            "guests = excluded.guests, late_plate = excluded.late_plate, note = excluded.note "
            "WHERE (turn, household, portions, guests, late_plate, note) IS NOT (excluded.turn, excluded.household, excluded.portions, "
            "excluded.guests, excluded.late_plate, excluded.note)",
  .offset = G_STRUCT_OFFSET (TaTurn, eaters),
  .from_row = eater_from_row,
  .bind = bind_eater,
  .key = eater_key,
};

static void
bind_checklist_item (TaStatement *statement, gconstpointer row)
{
  const TaChecklistItem *item = row;

  ta_statement_bind_text (statement, ":label", item->label);
  ta_statement_bind_int (statement, ":done", item->done ? 1 : 0);
}

static gpointer
checklist_item_from_row (TaStatement *statement)
{
  TaChecklistItem *item = ta_checklist_item_new (ta_statement_text (statement, 2));

  ta_set_text (&item->id, ta_statement_text (statement, 1));
  item->done = ta_statement_int (statement, 3) != 0;
  return item;
}

static const TaChildTable checklist_table = {
  .select = "SELECT turn, id, label, done FROM checklist_item WHERE turn IN (SELECT value FROM json_each (:ids)) ORDER BY turn, position, id",
  .prune = "DELETE FROM checklist_item WHERE turn = :owner AND id NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, id",
  .upsert = "INSERT INTO checklist_item (turn, id, label, done, position) VALUES (:owner, :id, :label, :done, :position) "
            "ON CONFLICT (id) DO UPDATE SET turn = excluded.turn, label = excluded.label, done = excluded.done, position = excluded.position "
            "WHERE (turn, label, done, position) IS NOT (excluded.turn, excluded.label, excluded.done, excluded.position)",
  .offset = G_STRUCT_OFFSET (TaTurn, checklist),
  .from_row = checklist_item_from_row,
  .bind = bind_checklist_item,
  .order = "SELECT id, position FROM checklist_item WHERE turn = :owner",
};

gboolean
ta_turn_table_save (TaDatabase *database, const TaTurn *turn, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, UPSERT);

  bind_turn (statement, turn);
  return ta_statement_run (statement, NULL, error)
         && ta_child_table_save (database, &assignment_table, turn->id, turn->assignments, error)
         && ta_child_table_save (database, &eater_table, turn->id, turn->eaters, error)
         && ta_child_table_save (database, &checklist_table, turn->id, turn->checklist, error);
}

gboolean
ta_turn_table_delete (TaDatabase *database, const char *id, GError **error)
{
  return ta_table_delete (database, "DELETE FROM turn WHERE id = :id", "SELECT date FROM turn WHERE id = :id", NULL, id, error);
}

static gboolean
load_children (TaDatabase *database, GPtrArray *turns, GError **error)
{
  g_autoptr (GHashTable) owners = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; i < turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (turns, i);

      g_hash_table_insert (owners, turn->id, turn);
    }
  ids = g_hash_table_get_keys_as_ptr_array (owners);
  json = ta_table_texts_to_json (ids);
  return ta_child_table_load (database, &assignment_table, owners, json, error)
         && ta_child_table_load (database, &eater_table, owners, json, error)
         && ta_child_table_load (database, &checklist_table, owners, json, error);
}

/* (transfer full) (nullable): the turns of @statement with who does them and who eats. */
static GPtrArray *
load (TaDatabase *database, TaStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) turns = ta_query_collect (statement, turn_from_row, (GDestroyNotify) ta_turn_free, error);

  if (turns == NULL || (turns->len > 0 && !load_children (database, turns, error)))
    return NULL;
  return g_steal_pointer (&turns);
}

TaTurn *
ta_turn_table_get (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT " LOADED " FROM turn WHERE id = :id");
  g_autoptr (GPtrArray) turns = NULL;

  ta_statement_bind_text (statement, ":id", id);
  turns = load (database, statement, error);
  if (turns == NULL)
    return NULL;
  if (turns->len == 0)
    {
      ta_table_set_not_found (error);
      return NULL;
    }
  return g_ptr_array_steal_index (turns, 0);
}

GPtrArray *
ta_turn_table_list (TaDatabase *database, TaDate from, TaDate until, const char *pod, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT " LOADED " FROM turn WHERE date >= :from AND date < :until AND (:pod IS NULL OR pod = :pod) "
                "ORDER BY date, start_time, (SELECT name FROM pod WHERE pod.id = turn.pod), pod, id");

  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  ta_statement_bind_text (statement, ":pod", pod);
  return load (database, statement, error);
}

GPtrArray *
ta_turn_table_get_many (TaDatabase *database, GPtrArray *ids, GError **error)
{
  g_autoptr (TaStatement) statement = NULL;
  g_autofree char *json = NULL;

  if (ids->len == 0)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  statement = ta_database_prepare (database, "SELECT " LOADED " FROM turn WHERE id IN (SELECT value FROM json_each (:ids))");
  json = ta_table_texts_to_json (ids);
  ta_statement_bind_text (statement, ":ids", json);
  return load (database, statement, error);
}

GPtrArray *
ta_turn_table_list_held (TaDatabase *database, const char *household, TaDate from, TaDate until, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT " LOADED " FROM turn WHERE date >= :from AND date < :until "
                "AND state IN ('planned', 'published', 'seeking-cover') "
                "AND id IN (SELECT turn FROM assignment WHERE household = :household) ORDER BY date, start_time, id");

  ta_statement_bind_text (statement, ":household", household);
  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  return load (database, statement, error);
}

gboolean
ta_turn_table_count_uncovered (TaDatabase *database, TaDate from, TaDate until, const char *pod, gint64 *count, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT count (*) FROM turn t WHERE t.date >= :from AND (:pod IS NULL OR t.pod = :pod) "
                "AND t.state IN ('planned', 'published', 'seeking-cover') "
                "AND ((t.date < :until AND (t.state = 'seeking-cover' OR NOT EXISTS (SELECT 1 FROM assignment a WHERE a.turn = t.id "
                "AND a.role NOT IN ('helper', 'deliverer')))) OR EXISTS (SELECT 1 FROM cover_request r WHERE r.turn = t.id AND r.state = 'open'))");

  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  ta_statement_bind_text (statement, ":pod", pod);
  return ta_query_int (statement, count, error);
}

gboolean
ta_turn_table_move (TaDatabase *database, const char *id, TaDate date, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE turn SET date = :date, edited = edited OR series IS NOT NULL "
                                                                     "WHERE id = :id AND date IS NOT :date");

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_date (statement, ":date", date);
  return ta_table_require (database, "SELECT 1 FROM turn WHERE id = :id", id, error) && ta_statement_run (statement, NULL, error);
}

gboolean
ta_turn_table_set_state (TaDatabase *database, const char *id, TaTurnState state, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE turn SET state = :state, edited = edited OR (series IS NOT NULL AND 'cancelled' IN (state, :state)) "
                                                                     "WHERE id = :id AND state <> :state");

  ta_statement_bind_text (statement, ":id", id);
  ta_statement_bind_text (statement, ":state", ta_code_word (ta_turn_state_codes, (int) state));
  return ta_table_require (database, "SELECT 1 FROM turn WHERE id = :id", id, error) && ta_statement_run (statement, NULL, error);
}

static gboolean
holds (const TaAssignment *assignment)
{
  return assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER;
}

/* Takes the holders out of @turn. (transfer full): of TaAssignment */
static GPtrArray *
steal_holders (TaTurn *turn)
{
  GPtrArray *holders = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_assignment_free);

  for (guint i = 0; i < turn->assignments->len;)
    if (holds (g_ptr_array_index (turn->assignments, i)))
      g_ptr_array_add (holders, g_ptr_array_steal_index (turn->assignments, i));
    else
      i++;
  return holders;
}

/* What the holder of the turn does, where nobody holds it yet. */
static gboolean
read_duty (TaDatabase *database, const TaTurn *turn, TaDuty *duty, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT kind FROM service WHERE id = :id");
  TaStep step;

  ta_statement_bind_text (statement, ":id", turn->service);
  step = ta_statement_step (statement, error);
  if (step == TA_STEP_ROW)
    *duty = ta_service_kind_duty ((TaServiceKind) ta_table_code (statement, 0, ta_service_codes));
  return step == TA_STEP_ROW;
}

/* Gives @turn the households of @theirs in the places of @ours, so that the history shows who took whose. */
static void
take_over (TaTurn *turn, GPtrArray *ours, GPtrArray *theirs, TaDuty duty)
{
  for (guint i = 0; i < theirs->len; i++)
    {
      TaAssignment *assignment = ta_assignment_copy (g_ptr_array_index (theirs, i));
      const TaAssignment *place = i < ours->len ? g_ptr_array_index (ours, i) : NULL;

      g_free (assignment->id);
      assignment->id = place != NULL ? g_strdup (place->id) : ta_id_new ();
      assignment->role = place != NULL ? place->role : duty;
      g_ptr_array_insert (turn->assignments, (int) i, assignment);
    }
}

static gboolean
exchange (TaDatabase *database, TaTurn *first, TaTurn *second, GError **error)
{
  g_autoptr (GPtrArray) of_first = steal_holders (first);
  g_autoptr (GPtrArray) of_second = steal_holders (second);
  TaDuty first_duty, second_duty;

  if (!read_duty (database, first, &first_duty, error) || !read_duty (database, second, &second_duty, error))
    return FALSE;
  first->edited = first->edited || first->series != NULL;
  second->edited = second->edited || second->series != NULL;
  take_over (first, of_first, of_second, first_duty);
  take_over (second, of_second, of_first, second_duty);
  return ta_turn_table_save (database, first, error) && ta_turn_table_save (database, second, error);
}

gboolean
ta_turn_table_swap (TaDatabase *database, const char *first, const char *second, GError **error)
{
  g_autoptr (TaTurn) first_turn = ta_turn_table_get (database, first, error);
  g_autoptr (TaTurn) second_turn = first_turn != NULL ? ta_turn_table_get (database, second, error) : NULL;

  if (second_turn == NULL)
    return FALSE;
  return g_str_equal (first, second) || exchange (database, first_turn, second_turn, error);
}

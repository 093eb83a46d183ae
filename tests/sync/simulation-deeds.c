/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation-deeds.h"

#include <string.h>

#define FEW 3  /* there are so many of what only stands there, with the numbers from 1 */
#define LAST 5 /* turns and tools with the highest numbers are what people do something with */
#define NEW_TOOL "Saw"

struct _Deeds
{
  GRand *rand; /* unowned */
  guint made;
  guint turns;
  guint tools;
  GHashTable *replaced; /* SELECT → GPtrArray of values that stood there and that somebody saw and wrote over */
  GPtrArray *there;     /* of char*: SELECT of what must be 1 in the end, or NULL: what it belongs to is not there */
};

static const char beginning[] = "INSERT INTO pod (id, name) VALUES ('pod', 'Norte');"
                                "INSERT INTO household (id, name) VALUES ('k1', 'Peña'), ('k2', 'Silva'), ('k3', 'Kim');"
                                "INSERT INTO service (id, name, kind) VALUES ('s1', 'Dinner', 'cook'), ('s2', 'Lunch', 'cook'), ('s3', 'Maths', 'tutor');"
                                "INSERT INTO unit (id, name, kind) VALUES ('unit', 'Euro', 'money');"
                                "INSERT INTO account (id, unit, kind, name) VALUES ('a1', 'unit', 'collective', 'One'), ('a2', 'unit', 'collective', 'Two'), ('a3', 'unit', 'external', 'Three')";

Deeds *
deeds_new (GRand *rand)
{
  Deeds *deeds = g_new0 (Deeds, 1);

  deeds->rand = rand;
  deeds->replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  deeds->there = g_ptr_array_new_with_free_func (g_free);
  return deeds;
}

void
deeds_free (Deeds *deeds)
{
  g_hash_table_unref (deeds->replaced);
  g_ptr_array_unref (deeds->there);
  g_free (deeds);
}

static GPtrArray *
list_of (GHashTable *table, const char *key)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (table, g_strdup (key), list);
    }
  return list;
}

/* A device ----------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
run_script (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, data, error);
}

static gpointer
read_first (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, g_intern_string (data));

  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

/* (transfer full) (nullable) */
static char *
ask (Device *device, const char *sql)
{
  return ta_store_read (device->store, read_first, (gpointer) sql, NULL);
}

/* %FALSE: what it names is not known there, or the tables do not admit it. */
static gboolean
run (Device *device, const char *sql)
{
  return ta_store_run (device->store, "Done", NULL, run_script, (gpointer) sql, NULL, NULL);
}

/* What people do ----------------------------------------------------------------------------------------------------------------------------- */

static guint
pick (Deeds *deeds, guint count)
{
  return (guint) g_rand_int_range (deeds->rand, 1, (gint32) count + 1);
}

static guint
pick_last (Deeds *deeds, guint count)
{
  return count + 1 - pick (deeds, MIN (count, LAST));
}

/* Gives what @select reads another value, by @update, in which "!" stands for it. */
static void
set_value (Deeds *deeds, Device *device, const char *select, const char *update)
{
  g_autofree char *before = ask (device, select);
  g_autofree char *value = g_strdup_printf ("%u", 1000 + ++deeds->made);
  g_auto (GStrv) parts = g_strsplit (update, "!", 2);
  g_autofree char *sql = g_strjoinv (value, parts);

  if (before == NULL || !run (device, sql))
    return;
  g_ptr_array_add (list_of (deeds->replaced, select), g_steal_pointer (&before));
}

/* @select: of 1 where it is there, NULL where that does not matter any more */
static void
must_be_there (Deeds *deeds, const char *select)
{
  if (!g_ptr_array_find_with_equal_func (deeds->there, select, g_str_equal, NULL))
    g_ptr_array_add (deeds->there, g_strdup (select));
}

static void
add_turn (Deeds *deeds, Device *device)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO turn (id, pod, service, date, start_time, title) VALUES ('t%u', 'pod', 's%u', '2026-01-0%u', '18:00', '')", ++deeds->turns, pick (deeds, FEW), pick (deeds, 9));

  run (device, sql);
}

static void
edit_turn (Deeds *deeds, Device *device)
{
  static const char *const states[] = { "planned", "done", "missed", "late", "cancelled" };
  guint turn = pick_last (deeds, deeds->turns);
  g_autofree char *select = g_strdup_printf ("SELECT title FROM turn WHERE id = 't%u'", turn);
  g_autofree char *update = g_strdup_printf ("UPDATE turn SET title = '!' WHERE id = 't%u'", turn);
  g_autofree char *state = g_strdup_printf ("UPDATE turn SET state = '%s' WHERE id = 't%u'", states[pick (deeds, G_N_ELEMENTS (states)) - 1], turn);

  if (g_rand_boolean (deeds->rand))
    run (device, state);
  else
    set_value (deeds, device, select, update);
}

static void
assign (Deeds *deeds, Device *device)
{
  guint turn = pick_last (deeds, deeds->turns);
  g_autofree char *add = g_strdup_printf ("INSERT INTO assignment (id, turn, household) VALUES ('q%u', 't%u', 'k%u')", ++deeds->made, turn, pick (deeds, FEW));
  g_autofree char *move = g_strdup_printf ("UPDATE assignment SET household = 'k%u' WHERE turn = 't%u'", pick (deeds, FEW), turn);
  g_autofree char *drop = g_strdup_printf ("DELETE FROM assignment WHERE turn = 't%u' AND household = 'k%u'", turn, pick (deeds, FEW));
  const char *const ways[] = { add, add, add, move, drop };

  run (device, ways[pick (deeds, G_N_ELEMENTS (ways)) - 1]);
}

/* Nobody is taken off the list, so that whoever was put there by anybody must be there while the turn is. */
static void
feed (Deeds *deeds, Device *device)
{
  guint turn = pick_last (deeds, deeds->turns);
  guint household = pick (deeds, FEW);
  g_autofree char *select = g_strdup_printf ("SELECT portions FROM eater WHERE turn = 't%u' AND household = 'k%u'", turn, household);
  g_autofree char *update = g_strdup_printf ("UPDATE eater SET portions = ! WHERE turn = 't%u' AND household = 'k%u'", turn, household);
  g_autofree char *add = g_strdup_printf ("INSERT INTO eater (id, turn, household, portions) VALUES ('e%u', 't%u', 'k%u', %u)", deeds->made + 1, turn, household, 1001 + deeds->made);
  g_autofree char *there = g_strdup_printf ("SELECT (SELECT count (*) FROM eater WHERE turn = t.id AND household = 'k%u') FROM turn t WHERE id = 't%u'", household, turn);
  g_autofree char *before = ask (device, select);

  if (before != NULL)
    set_value (deeds, device, select, update);
  else if (run (device, add))
    {
      deeds->made++;
      must_be_there (deeds, there);
    }
}

static void
tick_off (Deeds *deeds, Device *device)
{
  guint turn = pick_last (deeds, deeds->turns);
  guint number = ++deeds->made;
  g_autofree char *add = g_strdup_printf ("INSERT INTO checklist_item (id, turn, label) VALUES ('c%u', 't%u', 'Salt')", number, turn);
  g_autofree char *done = g_strdup_printf ("UPDATE checklist_item SET done = 1 - done WHERE turn = 't%u'", turn);
  g_autofree char *there = g_strdup_printf ("SELECT (SELECT count (*) FROM checklist_item WHERE id = 'c%u') FROM turn WHERE id = 't%u'", number, turn);

  if (g_rand_boolean (deeds->rand))
    run (device, done);
  else if (run (device, add))
    must_be_there (deeds, there);
}

static void
add_tool (Deeds *deeds, Device *device)
{
  guint tool = ++deeds->tools;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO tool (id, name, number) VALUES ('o%u', '" NEW_TOOL "', '%u')", tool, tool);

  run (device, sql);
}

static void
edit_tool (Deeds *deeds, Device *device)
{
  guint tool = pick_last (deeds, deeds->tools);
  const char *column = g_rand_boolean (deeds->rand) ? "name" : "location";
  g_autofree char *select = g_strdup_printf ("SELECT %s FROM tool WHERE id = 'o%u'", column, tool);
  g_autofree char *update = g_strdup_printf ("UPDATE tool SET %s = '!' WHERE id = 'o%u'", column, tool);

  set_value (deeds, device, select, update);
}

/* No loan is ever taken back, so that each must be there with its tool. */
static void
lend (Deeds *deeds, Device *device)
{
  guint tool = pick_last (deeds, deeds->tools);
  guint number = ++deeds->made;
  g_autofree char *out = g_strdup_printf ("INSERT INTO loan (id, tool, household, out_date, due_date) VALUES ('l%u', 'o%u', 'k%u', '2026-01-01', '2026-02-01')", number, tool, pick (deeds, FEW));
  g_autofree char *back = g_strdup_printf ("UPDATE loan SET returned_date = '2026-01-0%u' WHERE tool = 'o%u' AND returned_date IS NULL", pick (deeds, 9), tool);
  g_autofree char *there = g_strdup_printf ("SELECT count (*) FROM loan l JOIN tool o ON o.id = l.tool WHERE l.id = 'l%u'", number);

  if (g_rand_boolean (deeds->rand))
    run (device, back);
  else if (run (device, out))
    must_be_there (deeds, there);
}

/* Of the ledger nothing is lost or comes twice. */
static void
post (Deeds *deeds, Device *device)
{
  guint number = ++deeds->made;
  guint from = pick (deeds, FEW);
  guint to = from % FEW + 1;
  g_autofree char *sql = g_strdup_printf ("INSERT INTO ledger_entry (id, ledger_transaction, account, amount) VALUES ('n%u-1', 'x%u', 'a%u', -%u), ('n%u-2', 'x%u', 'a%u', %u);"
                                          "INSERT INTO ledger_transaction (id, date, posted_at, memo) VALUES ('x%u', '2026-01-01', 1, 'deed')",
                                          number, number, from, number, number, number, to, number, number);
  g_autofree char *there = g_strdup_printf ("SELECT (SELECT count (*) FROM ledger_transaction WHERE id = 'x%u') = 1 AND "
                                            "(SELECT group_concat (account || ' ' || amount, ', ' ORDER BY id) FROM ledger_entry WHERE ledger_transaction = 'x%u') = 'a%u -%u, a%u %u'",
                                            number, number, from, number, to, number);

  if (run (device, sql))
    must_be_there (deeds, there);
}

/* What there are several of: nothing of it is taken away. */
static void
add_element (Deeds *deeds, Device *device, const char *person)
{
  static const char *const allergens[] = { "nuts", "milk", "eggs" };
  const char *allergen = allergens[pick (deeds, G_N_ELEMENTS (allergens)) - 1];
  guint weekday = pick (deeds, 7);
  guint household = pick (deeds, FEW);
  g_autofree char *allergy = g_strdup_printf ("INSERT INTO allergy (id, person, allergen, severity) VALUES ('g%u', '%s', '%s', 'avoid')", ++deeds->made, person, allergen);
  g_autofree char *has_allergy = g_strdup_printf ("SELECT (SELECT count (*) FROM allergy WHERE person = p.id AND allergen = '%s') FROM person p WHERE id = '%s'", allergen, person);
  g_autofree char *day = g_strdup_printf ("INSERT INTO availability (id, household, weekday, state) SELECT 'y%u', 'k%u', %u, 'desired' "
                                          "WHERE NOT EXISTS (SELECT 1 FROM availability WHERE household = 'k%u' AND weekday = %u)",
                                          deeds->made, household, weekday, household, weekday);
  g_autofree char *has_day = g_strdup_printf ("SELECT (SELECT count (*) FROM availability WHERE household = h.id AND weekday = %u) FROM household h WHERE id = 'k%u'", weekday, household);

  if (person != NULL && g_rand_boolean (deeds->rand))
    {
      if (run (device, allergy))
        must_be_there (deeds, has_allergy);
    }
  else if (run (device, day))
    must_be_there (deeds, has_day);
}

/* Something goes, and sometimes comes back at once. */
static void
take_out (Deeds *deeds, Device *device)
{
  gboolean turn = g_rand_boolean (deeds->rand);
  guint number = pick_last (deeds, turn ? deeds->turns : deeds->tools);
  g_autofree char *sql = g_strdup_printf (turn ? "DELETE FROM turn WHERE id = 't%u'" : "DELETE FROM tool WHERE id = 'o%u'", number);
  g_autofree char *select = g_strdup_printf (turn ? "SELECT id FROM turn WHERE id = 't%u'" : "SELECT id FROM tool WHERE id = 'o%u'", number);
  g_autofree char *before = ask (device, select);

  if (before != NULL && run (device, sql) && g_rand_boolean (deeds->rand))
    ta_store_undo (device->store, 0, NULL);
}

void
deeds_begin (Deeds *deeds, Device *device)
{
  g_assert_true (run (device, beginning));
  for (guint i = 0; i < LAST; i++)
    {
      add_turn (deeds, device);
      add_tool (deeds, device);
    }
}

void
deeds_do (Deeds *deeds, Device *device, const char *person)
{
  switch (g_rand_int_range (deeds->rand, 0, 20))
    {
    case 0:
      add_turn (deeds, device);
      break;
    case 1:
      add_tool (deeds, device);
      break;
    case 2:
    case 3:
    case 4:
      edit_turn (deeds, device);
      break;
    case 5:
    case 6:
      assign (deeds, device);
      break;
    case 7:
    case 8:
    case 9:
      feed (deeds, device);
      break;
    case 10:
    case 11:
      tick_off (deeds, device);
      break;
    case 12:
    case 13:
      edit_tool (deeds, device);
      break;
    case 14:
    case 15:
      lend (deeds, device);
      break;
    case 16:
      post (deeds, device);
      break;
    case 17:
    case 18:
      add_element (deeds, device, person);
      break;
    default:
      take_out (deeds, device);
    }
}

/* What must hold in the end -------------------------------------------------------------------------------------------------------------------- */

static gboolean
has_text (GPtrArray *list, const char *text)
{
  return list != NULL && g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL);
}

static char *
check_values (Deeds *deeds, Device *device)
{
  GHashTableIter iter;
  gpointer select;

  g_hash_table_iter_init (&iter, deeds->replaced);
  while (g_hash_table_iter_next (&iter, &select, NULL))
    {
      g_autofree char *value = ask (device, select);

      if (value != NULL && has_text (g_hash_table_lookup (deeds->replaced, select), value))
        return g_strdup_printf ("%s came back: %s", (char *) select, value);
    }
  return NULL;
}

char *
deeds_check (Deeds *deeds, Device *device)
{
  g_autofree char *twice = ask (device, "SELECT x.source FROM ledger_transaction x WHERE x.source LIKE 't%' AND x.reverses IS NULL "
                                        "AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = x.id) GROUP BY x.source HAVING count (*) > 1");

  for (guint i = 0; i < deeds->there->len; i++)
    {
      const char *select = g_ptr_array_index (deeds->there, i);
      g_autofree char *value = ask (device, select);

      if (value != NULL && strcmp (value, "1") != 0)
        return g_strdup_printf ("it is lost, or there twice: %s: %s", select, value);
    }
  if (twice != NULL)
    return g_strdup_printf ("%s is posted twice", twice);
  return check_values (deeds, device);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem */
#include "ta-domain.h"
#include "ta-history.h"
#include "ta-removal-table.h"
#include "ta-row.h"
#include "ta-test-hub.h"

#include <glib/gstdio.h>
#include <string.h>

/* Somebody is removed, and nothing of them is found any more, wherever it is looked for. */

#define PERSON "0199aaaa-0000-7000-8000-00000000f001"
#define NAME "Xochitl Quetzal"
#define FIRST "Xochitl"

typedef struct
{
  TaStore *store;
} Desk;

static void
desk_clear (Desk *desk)
{
  g_clear_object (&desk->store);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
add_her (TaStore *store)
{
  ta_test_run (store, "INSERT INTO person (id, household, name, born, notes) VALUES ('" PERSON "', 'silva', 'Xochitl Q.', '1990-01-01', 'likes maize');"
                      "INSERT INTO allergy (id, person, allergen, severity) VALUES ('ax', '" PERSON "', 'nuts', 'allergy');"
                      "INSERT INTO contact_point (id, household, person, kind, value) VALUES ('cx', 'silva', '" PERSON "', 'phone', '+52 555 0188'),"
                      "  ('cy', 'silva', NULL, 'emergency', 'call Xochitl Quetzal');"
                      "INSERT INTO availability (id, household, person, weekday, state) VALUES ('vx', 'silva', '" PERSON "', 2, 'unavailable');"
                      "INSERT INTO absence (id, household, person, from_date, until_date, reason) VALUES ('bx', 'silva', '" PERSON "', '2026-01-01', '2026-01-03', 'flu')");
  ta_test_run (store, "UPDATE person SET name = '" NAME "' WHERE id = '" PERSON "'");
  ta_test_run (store, "INSERT INTO assignment (id, turn, household, person, role) VALUES ('asx', 't3', 'silva', '" PERSON "', 'cook');"
                      "UPDATE loan SET person = '" PERSON "' WHERE id = 'loan'; UPDATE person SET guardian = '" PERSON "' WHERE id = 'mira'");
}

static TaStore *
make_device (guint64 device)
{
  g_autofree char *script = ta_test_content ();
  TaStore *store = ta_test_device_new (device, script);

  add_her (store);
  return store;
}

static gboolean
remove_person (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_removal_table_remove_person (database, data, error);
}

static gboolean
remove_household (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaDate today;

  ta_date_parse ("2026-05-02", &today);
  return ta_removal_table_remove_household (database, data, today, error);
}

static void
run (TaStore *store, TaStoreFunc func, const char *id)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (store, "Removed somebody", NULL, func, (gpointer) id, NULL, &error);
  g_assert_no_error (error);
}

/* Where @text is, in any column of any table: "table.column", or nothing. */
static gpointer
find_text (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) tables = ta_database_prepare (
      database, "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info (m.name) c WHERE m.type = 'table' AND m.name <> 'sqlite_stat1' ORDER BY 1, 2");
  GString *found = g_string_new (NULL);

  while (ta_statement_step (tables, error) == TA_STEP_ROW)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE instr (lower (CAST (\"%s\" AS TEXT)), lower ('%s')) OR instr (CAST (\"%s\" AS BLOB), CAST ('%s' AS BLOB))",
                                              ta_statement_text (tables, 0), ta_statement_text (tables, 1), (const char *) data, ta_statement_text (tables, 1), (const char *) data);
      g_autoptr (TaStatement) count = ta_database_prepare (database, g_intern_string (sql));

      if (ta_statement_step (count, error) == TA_STEP_ROW && ta_statement_int (count, 0) > 0)
        g_string_append_printf (found, "%s.%s ", ta_statement_text (tables, 0), ta_statement_text (tables, 1));
    }
  return g_string_free_and_steal (found);
}

static void
assert_nowhere (TaStore *store, const char *text)
{
  g_autofree char *found = ta_store_read (store, find_text, (gpointer) text, NULL);

  g_assert_cmpstr (found, ==, "");
}

/* Texts ------------------------------------------------------------------------------------------------------------------------------------ */

/* Columns of words, ids and the like, in which nobody writes; and the names of others. */
static const char *const not_texts[] = {
  "id", "timezone", "currency", "kind", "state", "status", "role", "field", "scope", "service", "severity", "tag", "allergen", "uid", "token", "detail.feed", "file", "need",
  "rotation", "on_holiday", "on_school_break", "credit", "answer", "bands", "condition", "source", "source_kind", "turn", "name.household", "name.person", "name.capability", "name.unit", "inputs", "rules",
  "capability", "label.removal", "removed_on", "step", "wrapped", NULL
};

static gboolean
is_reference (const char *table, const char *column)
{
  for (const TaDomainReference *reference = ta_domain_references; reference->table != NULL; reference++)
    if (strcmp (reference->table, table) == 0 && strcmp (reference->column, column) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_text (const char *table, const char *column)
{
  g_autofree char *both = g_strconcat (column, ".", table, NULL);

  return !g_strv_contains (not_texts, column) && !g_strv_contains (not_texts, both) && !is_reference (table, column) && !g_str_has_suffix (column, "date")
         && !g_str_has_suffix (column, "time") && !g_str_has_suffix (column, "_on") && strcmp (column, "born") != 0 && !g_str_has_prefix (column, "drop_")
         && strcmp (column, "effective_from") != 0;
}

/* Writes her name into every text of every row. */
static gboolean
write_everywhere (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_assert_true (ta_database_exec (database, "INSERT INTO sync_applying (id) VALUES (1)", error));
  for (const TaDomainTable *table = ta_domain_tables; table->name != NULL; table++)
    {
      g_autoptr (TaStatement) columns = ta_database_prepare (database, "SELECT name FROM pragma_table_info (:table) WHERE type = 'TEXT'");

      ta_statement_bind_text (columns, ":table", table->name);
      while (ta_statement_step (columns, error) == TA_STEP_ROW)
        {
          const char *column = ta_statement_text (columns, 0);
          g_autofree char *json = g_strdup_printf ("UPDATE %s SET %s = '[\"for " NAME "\"]'", table->name, column);
          g_autofree char *plain = g_strdup_printf ("UPDATE %s SET %s = 'of ' || '" NAME ", ' || id", table->name, column);

          if (!is_text (table->name, column))
            continue;
          g_test_message ("%s.%s", table->name, column);
          g_assert_true (ta_database_exec (database, g_str_equal (column, "trace") ? json : plain, error));
        }
    }
  return ta_database_exec (database, "DELETE FROM sync_applying WHERE id = 1", error);
}

static void
test_everywhere (void)
{
  g_auto (Desk) desk = { make_device (1) };
  g_autoptr (GError) error = NULL;
  TaOrigin origin = { NAME, "for " NAME, TA_SOURCE_PHONE, 0 };
  g_autofree char *balance = NULL;
  g_autofree char *entries = NULL;

  ta_store_run (desk.store, "Called by " NAME, &origin, write_everywhere, NULL, NULL, &error);
  g_assert_no_error (error);
  ta_test_run (desk.store, "INSERT INTO sync_notice (type, aggregate, kind, key, mine, theirs, at) VALUES ('turn', 't1', 'field', 'note', "
                           "'{\"deleted\":false,\"fields\":{},\"id\":\"value\",\"schema\":1,\"type\":\"value\"}', NULL, 1);"
                           "INSERT INTO sync_device (device, name) VALUES (9, 'Laptop of " NAME "')");
  balance = ta_test_ask (desk.store, "SELECT group_concat (b) FROM (SELECT account || ':' || sum (amount) AS b FROM ledger_entry GROUP BY account ORDER BY account)");
  entries = ta_test_ask (desk.store, "SELECT count (*) FROM history");
  run (desk.store, remove_person, PERSON);
  assert_nowhere (desk.store, "Quetzal");
  assert_nowhere (desk.store, FIRST);
  assert_nowhere (desk.store, "555 0188");
  assert_nowhere (desk.store, "likes maize");
  ta_test_assert_ask (desk.store, "SELECT group_concat (b) FROM (SELECT account || ':' || sum (amount) AS b FROM ledger_entry GROUP BY account ORDER BY account)", balance);
  /* The words around it stand, and the ledger's too. */
  ta_test_assert_ask (desk.store, "SELECT count (*) > 0 AND sum (memo = 'of Former member, ' || id AND trace = '[\"for Former member\"]') = count (*) FROM ledger_transaction", "1");
  ta_test_assert_ask (desk.store, "SELECT label || '|' || actor || '|' || on_behalf_of FROM history WHERE source = 'phone'", "Called by Former member|Former member|for Former member");
  ta_test_assert_ask (desk.store, "SELECT name FROM sync_device WHERE device = 9", "Laptop of Former member");
  ta_test_assert_ask (desk.store, "SELECT id || ' ' || kind FROM removal", PERSON " person");
  /* What was asked of her stays with the household; who was in her care is in nobody's. */
  ta_test_assert_ask (desk.store, "SELECT household || ' ' || coalesce (person, '-') FROM assignment WHERE id = 'asx'", "silva -");
  ta_test_assert_ask (desk.store, "SELECT household || ' ' || coalesce (person, '-') FROM loan WHERE id = 'loan'", "silva -");
  ta_test_assert_ask (desk.store, "SELECT coalesce (guardian, '-') FROM person WHERE id = 'mira'", "-");
  /* All entries are there, and one more. */
  ta_test_assert_ask (desk.store, "SELECT count (*) - 1 FROM history", entries);
  ta_test_assert_ask (desk.store, "SELECT step FROM removal_step", "swept");
  ta_test_assert_sound (desk.store);
}

/* Others of the same first name, and words that only begin alike, are as they were. */
static void
test_others (void)
{
  g_auto (Desk) desk = { make_device (1) };

  ta_test_run (desk.store, "INSERT INTO person (id, household, name, notes) VALUES ('same', 'pena', '" NAME "', ''), ('first', 'pena', 'Xochitl', '');"
                           "UPDATE turn SET note = 'Xochitl and xochitl quetzal, Xochitl Quetzalcoatl' WHERE id = 't1'");
  run (desk.store, remove_person, PERSON);
  ta_test_assert_ask (desk.store, "SELECT group_concat (name) FROM (SELECT name FROM person WHERE household = 'pena' AND id <> 'ana' ORDER BY id)", "Xochitl," NAME);
  ta_test_assert_ask (desk.store, "SELECT note FROM turn WHERE id = 't1'", "Xochitl and Former member, Xochitl Quetzalcoatl");
  ta_test_assert_sound (desk.store);
}

/* Undo ------------------------------------------------------------------------------------------------------------------------------------- */

static void
test_not_undone (void)
{
  g_auto (Desk) desk = { make_device (1) };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *note = NULL;

  ta_test_run (desk.store, "UPDATE turn SET note = 'with " NAME "' WHERE id = 't1'");
  note = ta_test_ask (desk.store, "SELECT max (id) FROM history");
  run (desk.store, remove_person, PERSON);
  id = ta_test_ask (desk.store, "SELECT max (id) FROM history");
  g_assert_null (ta_store_get_undo_label (desk.store));
  g_assert_false (ta_store_undo (desk.store, 0, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING);
  g_clear_error (&error);
  g_assert_false (ta_store_undo (desk.store, g_ascii_strtoll (id, NULL, 10), &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
  g_clear_error (&error);
  /* What had only words of hers in it is undone as ever. */
  ta_store_undo (desk.store, g_ascii_strtoll (note, NULL, 10), &error);
  g_assert_no_error (error);
  ta_test_assert_ask (desk.store, "SELECT note FROM turn WHERE id = 't1'", "");
  ta_test_run (desk.store, "UPDATE turn SET note = 'new' WHERE id = 't1'");
  g_assert_nonnull (ta_store_get_undo_label (desk.store));
  assert_nowhere (desk.store, NAME);
}

/* Of what has nothing to do with it, and only speaks of a removal, nothing is taken out. */
static void
test_word (void)
{
  g_auto (Desk) desk = { make_device (1) };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  ta_test_run (desk.store, "UPDATE turn SET note = 'asbestos removal' WHERE id = 't1'");
  id = ta_test_ask (desk.store, "SELECT max (id) FROM history");
  run (desk.store, remove_person, PERSON);
  ta_store_undo (desk.store, g_ascii_strtoll (id, NULL, 10), &error);
  g_assert_no_error (error);
  ta_test_assert_ask (desk.store, "SELECT note FROM turn WHERE id = 't1'", "");
}

static void
test_unknown (void)
{
  g_auto (Desk) desk = { make_device (1) };
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_store_run (desk.store, "x", NULL, remove_person, (gpointer) "nobody", NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (ta_store_run (desk.store, "x", NULL, remove_household, (gpointer) "nobody", NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
  ta_test_assert_ask (desk.store, "SELECT count (*) FROM removal", "0");
}

/* Households ------------------------------------------------------------------------------------------------------------------------------- */

static void
test_household (void)
{
  g_auto (Desk) desk = { make_device (1) };
  g_autofree char *balance = NULL;
  g_autofree char *notes = NULL;

  ta_test_run (desk.store, "UPDATE household SET name = 'Quetzal-Silva', address = 'Calle Larga 77', notes = 'blue door', door_notes = 'ring twice', pets = 'parrot' WHERE id = 'silva'");
  ta_test_run (desk.store, "UPDATE message SET body = 'Bring it to Calle Larga 77, Quetzal-Silva (+52 555 0188)' WHERE id = 'msg';"
                           "INSERT INTO message (id, household, kind, created_on, subject, body) VALUES ('m9', 'silva', 'reminder', '2026-04-01', 'Dear Quetzal-Silva', 'private');"
                           "INSERT INTO calendar (id, name, kind, household) VALUES ('trips', 'Trips', 'absences', 'silva');"
                           "INSERT INTO calendar_day (id, calendar, uid, name, from_date, until_date) VALUES ('day9', 'trips', 'u9', 'Tenerife', '2026-08-01', '2026-08-05')");
  balance = ta_test_ask (desk.store, "SELECT group_concat (b) FROM (SELECT account || ':' || sum (amount) AS b FROM ledger_entry GROUP BY account ORDER BY account)");
  run (desk.store, remove_household, "silva");
  for (guint i = 0; i < 12; i++)
    {
      static const char *const words[] = { "Quetzal", FIRST, "Rui Silva", "Mira Silva", "Calle Larga", "Rodó", "blue door", "ring twice", "parrot", "555 0188", "private", "Tenerife" };

      assert_nowhere (desk.store, words[i]);
    }
  ta_test_assert_ask (desk.store, "SELECT name || '|' || address || '|' || notes FROM household WHERE id = 'silva'", "Former household 1||");
  notes = ta_test_ask (desk.store, "SELECT body FROM message WHERE id = 'msg'");
  g_assert_cmpstr (notes, ==, "Bring it to …, Former household 1 (…)");
  ta_test_assert_ask (desk.store, "SELECT count (*) FROM person WHERE household = 'silva'", "0");
  ta_test_assert_ask (desk.store, "SELECT group_concat (status || ' ' || from_date || ' ' || coalesce (until_date, '-')) FROM (SELECT * FROM membership WHERE household = 'silva' ORDER BY from_date)",
                      "trial 2026-02-01 2026-05-02,left 2026-05-02 -");
  /* Its accounts stay, its turns to come are for others. */
  ta_test_assert_ask (desk.store, "SELECT group_concat (b) FROM (SELECT account || ':' || sum (amount) AS b FROM ledger_entry GROUP BY account ORDER BY account)", balance);
  ta_test_assert_ask (desk.store, "SELECT count (*) FROM assignment WHERE household = 'silva'", "0");
  ta_test_assert_ask (desk.store, "SELECT state FROM turn WHERE id = 't2'", "seeking-cover");
  ta_test_assert_ask (desk.store, "SELECT count (*) FROM series_household WHERE household = 'silva'", "0");
  ta_test_assert_ask (desk.store, "SELECT household FROM loan WHERE id = 'loan'", "silva");
  ta_test_assert_ask (desk.store, "SELECT count (*) FROM eater WHERE household = 'silva' AND turn = 't1'", "1");
  ta_test_assert_sound (desk.store);
  run (desk.store, remove_household, "pena");
  ta_test_assert_ask (desk.store, "SELECT name FROM household WHERE id = 'pena'", "Former household 2");
  run (desk.store, remove_household, "silva");
  ta_test_assert_ask (desk.store, "SELECT name FROM household WHERE id = 'silva'", "Former household 1");
  ta_test_assert_sound (desk.store);
}

/* Who has moved to another household is there still, with all that is theirs, when the one that they were in is removed. */
static void
test_moved (void)
{
  g_auto (Desk) desk = { make_device (1) };

  ta_test_run (desk.store, "INSERT INTO diet (id, person, tag) VALUES ('dx', '" PERSON "', 'vegan')");
  ta_test_run (desk.store, "UPDATE person SET household = 'pena', guardian = NULL WHERE id = '" PERSON "'; UPDATE absence SET household = 'pena' WHERE id = 'bx';"
                           "UPDATE availability SET household = 'pena' WHERE id = 'vx'; UPDATE contact_point SET household = 'pena' WHERE id = 'cx'; UPDATE turn SET note = '" NAME "' WHERE id = 't1'");
  run (desk.store, remove_household, "silva");
  ta_test_assert_ask (desk.store, "SELECT name || ' ' || household FROM person WHERE id = '" PERSON "'", NAME " pena");
  ta_test_assert_ask (desk.store, "SELECT group_concat (tag) FROM diet WHERE person = '" PERSON "'", "vegan");
  ta_test_assert_ask (desk.store, "SELECT count (*) FROM absence WHERE person = '" PERSON "'", "1");
  ta_test_assert_ask (desk.store, "SELECT value FROM contact_point WHERE id = 'cx'", "+52 555 0188");
  ta_test_assert_ask (desk.store, "SELECT note FROM turn WHERE id = 't1'", NAME);
  ta_test_assert_sound (desk.store);
  assert_nowhere (desk.store, "Rui Silva");
}

/* Whoever writes of them again has written in vain: on all devices it is the same. */
static void
test_stays (void)
{
  g_auto (Desk) desk = { make_device (1) };

  run (desk.store, remove_household, "silva");
  run (desk.store, remove_person, "ana");
  ta_test_run (desk.store, "UPDATE household SET name = 'Silva', notes = 'x' WHERE id = 'silva'; INSERT INTO person (id, household, name) VALUES ('rui', 'silva', 'Rui Silva'), ('ana', 'pena', 'Ana');"
                           "UPDATE pod SET notes = 'stands' WHERE id = 'pod'");
  ta_test_assert_ask (desk.store, "SELECT name || notes FROM household WHERE id = 'silva'", "Former household 1");
  ta_test_assert_ask (desk.store, "SELECT count (*) FROM person WHERE id IN ('rui', 'ana')", "0");
  ta_test_assert_ask (desk.store, "SELECT notes FROM pod WHERE id = 'pod'", "stands");
  ta_test_assert_sound (desk.store);
}

/* The file --------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
file_has (const char *path, const char *text)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  return g_file_get_contents (path, &content, &size, NULL) && memmem (content, size, text, strlen (text)) != NULL;
}

static gboolean
any_file_has (const char *folder, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      found = found || file_has (path, text);
    }
  return found;
}

static void
clean_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Not a byte of the name is left, in the file or beside it, while the program still has it open. */
static void
test_bytes (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("turnabout-removal-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "pod.sqlite", NULL);
  g_autofree char *script = ta_test_content ();
  g_autoptr (TaStore) store = ta_store_open (path, TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  ta_test_device_fill (store, script);
  ta_test_device_join (store, 1);
  add_her (store);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *rename = g_strdup_printf ("UPDATE person SET name = '" NAME "', notes = 'round %u' WHERE id = '" PERSON "'; UPDATE tool SET notes = 'of " NAME " %u' WHERE id = 'saw'", i, i);

      ta_test_run (store, rename);
    }
  g_assert_true (any_file_has (folder, NAME) && any_file_has (folder, "xochitl"));
  run (store, remove_person, PERSON);
  g_assert_false (any_file_has (folder, "Quetzal") || any_file_has (folder, FIRST) || any_file_has (folder, "xochitl") || any_file_has (folder, "quetzal"));
  ta_test_assert_sound (store);
  /* Where it was kept from that, it is done when the file is opened next. */
  ta_test_run (store, "UPDATE removal_step SET step = 'stored'; INSERT INTO reminder_shown (turn, starts_at, minutes_before) VALUES ('Quetzal', 1, 1); DELETE FROM reminder_shown");
  ta_store_close (store);
  g_clear_object (&store);
  store = ta_store_open (path, 0, &error);
  g_assert_no_error (error);
  ta_test_assert_ask (store, "SELECT step FROM removal_step", "swept");
  g_assert_false (any_file_has (folder, "Quetzal"));
  ta_test_assert_sound (store);
  ta_store_close (store);
  clean_folder (folder);
}

/* Others -------------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaTestHub *hub;
  TaStore *stores[3];
} Pod;

static void
pod_init (Pod *pod)
{
  pod->hub = ta_test_hub_new ();
  pod->stores[0] = make_device (1);
  pod->stores[1] = ta_test_device_new (2, NULL);
  pod->stores[2] = ta_test_device_new (3, NULL);
  ta_test_settle (pod->hub, pod->stores, 3);
  ta_test_assert_same (pod->stores[0], pod->stores[1]);
}

static void
pod_clear (Pod *pod)
{
  for (guint i = 0; i < 3; i++)
    g_clear_object (&pod->stores[i]);
  ta_test_hub_free (pod->hub);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pod, pod_clear)

static void
assert_hub_without (Pod *pod, const char *text)
{
  g_autofree char *documents = ta_test_documents (pod->stores[0]);

  g_assert_null (strstr (documents, text));
}

/* All are the same, with nothing of her, and no more is said of it. */
static void
assert_removed (Pod *pod)
{
  guint64 writes;

  ta_test_settle (pod->hub, pod->stores, 3);
  for (guint i = 0; i < 3; i++)
    {
      assert_nowhere (pod->stores[i], "Quetzal");
      assert_nowhere (pod->stores[i], FIRST);
      assert_nowhere (pod->stores[i], "555 0188");
      assert_nowhere (pod->stores[i], "x0188");
      ta_test_assert_sound (pod->stores[i]);
      ta_test_assert_ask (pod->stores[i], "SELECT count (*) FROM removal", "1");
      ta_test_assert_ask (pod->stores[i], "SELECT group_concat (step) FROM removal_step", "swept");
    }
  ta_test_assert_same (pod->stores[0], pod->stores[1]);
  ta_test_assert_same (pod->stores[0], pod->stores[2]);
  assert_hub_without (pod, PERSON "/");
  writes = pod->hub->writes;
  ta_test_settle (pod->hub, pod->stores, 3);
  g_assert_cmpuint (pod->hub->writes, ==, writes);
}

static void
test_heard_of (void)
{
  g_auto (Pod) pod = { 0 };

  pod_init (&pod);
  ta_test_run (pod.stores[1], "UPDATE turn SET note = 'with " NAME "' WHERE id = 't2'");
  ta_test_settle (pod.hub, pod.stores, 3);
  run (pod.stores[0], remove_person, PERSON);
  assert_removed (&pod);
  ta_test_assert_ask (pod.stores[2], "SELECT note FROM turn WHERE id = 't2'", "with Former member");
  ta_test_assert_ask (pod.stores[2], "SELECT coalesce (person, '-') FROM assignment WHERE id = 'asx'", "-");
}

/* Who was away changes her meanwhile, and writes of her. Each order of who speaks first. */
static void
test_late (gconstpointer data)
{
  g_auto (Pod) pod = { 0 };
  guint first = GPOINTER_TO_UINT (data) % 3;
  gboolean before = GPOINTER_TO_UINT (data) >= 3;

  pod_init (&pod);
  if (before)
    run (pod.stores[0], remove_person, PERSON);
  ta_test_run (pod.stores[1], "UPDATE person SET name = '" NAME " the Second', notes = 'late' WHERE id = '" PERSON "'; UPDATE allergy SET severity = 'anaphylaxis' WHERE id = 'ax';"
                              "INSERT INTO contact_point (id, household, person, kind, value) VALUES ('cz', 'silva', '" PERSON "', 'email', 'x0188@example.org')");
  ta_test_run (pod.stores[1], "UPDATE assignment SET person = '" PERSON "' WHERE id = 'as2'");
  ta_test_run (pod.stores[2], "UPDATE allergy SET severity = 'avoid' WHERE id = 'ax'; UPDATE person SET household = 'pena' WHERE id = '" PERSON "'");
  if (!before)
    run (pod.stores[0], remove_person, PERSON);
  for (guint i = 0; i < 3; i++)
    {
      TaStore *store = pod.stores[(first + i) % 3];

      ta_test_push (store, pod.hub);
      ta_test_retry (store);
    }
  assert_removed (&pod);
  ta_test_assert_ask (pod.stores[0], "SELECT count (*) FROM person WHERE id = '" PERSON "'", "0");
  ta_test_assert_ask (pod.stores[0], "SELECT coalesce (person, '-') FROM assignment WHERE id = 'as2'", "-");
}

/* Who hears of it knows what they have written of her, and nobody else need read it. */
static void
test_late_words (void)
{
  g_auto (Pod) pod = { 0 };

  pod_init (&pod);
  run (pod.stores[0], remove_person, PERSON);
  ta_test_run (pod.stores[0], "UPDATE turn SET note = 'Bring plates\nand cups' WHERE id = 't2'");
  ta_test_run (pod.stores[1], "UPDATE turn SET note = 'of " NAME "' WHERE id = 't2'; UPDATE tool SET notes = 'lent by " NAME "' WHERE id = 'saw'");
  ta_test_push (pod.stores[0], pod.hub);
  ta_test_pull (pod.stores[1], pod.hub, NULL);
  assert_nowhere (pod.stores[1], "Quetzal");
  assert_removed (&pod);
  ta_test_assert_ask (pod.stores[2], "SELECT notes FROM tool WHERE id = 'saw'", "lent by Former member");
}

/* One document at a time, the removal last or first: the same comes of it. */
static void
test_one_by_one (gconstpointer data)
{
  g_auto (Pod) pod = { 0 };
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  gboolean backwards = GPOINTER_TO_UINT (data) != 0;

  pod_init (&pod);
  run (pod.stores[0], remove_person, PERSON);
  ta_test_push (pod.stores[0], pod.hub);
  for (guint i = 0; i < pod.hub->feed->len; i++)
    g_ptr_array_add (order, pod.hub->feed->pdata[backwards ? pod.hub->feed->len - 1 - i : i]);
  ta_test_pull_in_order (pod.stores[1], pod.hub, order, 1);
  ta_test_retry (pod.stores[1]);
  assert_nowhere (pod.stores[1], "Quetzal");
  assert_removed (&pod);
}

static void
test_household_late (void)
{
  g_auto (Pod) pod = { 0 };

  pod_init (&pod);
  ta_test_run (pod.stores[1], "UPDATE household SET name = 'Quetzal', address = 'Calle Xochitl 5', notes = 'Quetzal' WHERE id = 'silva'; UPDATE person SET name = 'Rui Quetzal' WHERE id = 'rui';"
                              "INSERT INTO person (id, household, name) VALUES ('late', 'silva', 'Late Quetzal')");
  ta_test_run (pod.stores[2], "UPDATE household SET address = 'Calle Xochitl 9' WHERE id = 'silva'; INSERT INTO calendar (id, name, kind, household) VALUES ('trips', 'Quetzal', 'absences', 'silva')");
  run (pod.stores[0], remove_household, "silva");
  ta_test_push (pod.stores[1], pod.hub);
  ta_test_push (pod.stores[2], pod.hub);
  assert_removed (&pod);
  ta_test_assert_ask (pod.stores[1], "SELECT name || '|' || address || '|' || notes FROM household WHERE id = 'silva'", "Former household 1||");
  ta_test_assert_ask (pod.stores[1], "SELECT count (*) FROM person WHERE household = 'silva'", "0");
  assert_nowhere (pod.stores[2], "Rui Silva");
}

/* Two remove the same household, each with a number of their own. */
static void
test_both (void)
{
  g_auto (Pod) pod = { 0 };

  pod_init (&pod);
  ta_test_run (pod.stores[1], "INSERT INTO household (id, name) VALUES ('x', 'Somebody')");
  run (pod.stores[1], remove_household, "x");
  run (pod.stores[1], remove_household, "silva");
  run (pod.stores[0], remove_household, "silva");
  ta_test_settle (pod.hub, pod.stores, 3);
  ta_test_assert_same (pod.stores[0], pod.stores[1]);
  ta_test_assert_same (pod.stores[0], pod.stores[2]);
  ta_test_assert_ask (pod.stores[2], "SELECT h.name = r.label FROM household h JOIN removal r ON r.id = h.id WHERE h.id = 'silva'", "1");
  assert_nowhere (pod.stores[2], "Quetzal");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/removal/everywhere", test_everywhere);
  g_test_add_func ("/removal/others", test_others);
  g_test_add_func ("/removal/not-undone", test_not_undone);
  g_test_add_func ("/removal/word", test_word);
  g_test_add_func ("/removal/unknown", test_unknown);
  g_test_add_func ("/removal/household", test_household);
  g_test_add_func ("/removal/moved", test_moved);
  g_test_add_func ("/removal/stays", test_stays);
  g_test_add_func ("/removal/bytes", test_bytes);
  g_test_add_func ("/removal/heard-of", test_heard_of);
  for (guint i = 1; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("/removal/late/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_late);
    }
  g_test_add_data_func ("/removal/one-by-one", GUINT_TO_POINTER (0), test_one_by_one);
  g_test_add_data_func ("/removal/one-by-one-backwards", GUINT_TO_POINTER (1), test_one_by_one);
  g_test_add_func ("/removal/late-words", test_late_words);
  g_test_add_func ("/removal/household-late", test_household_late);
  g_test_add_func ("/removal/both", test_both);
  return g_test_run ();
}

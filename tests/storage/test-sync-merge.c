/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-notice-table.h"
#include "ta-test-pair.h"
#include "ta-tool-table.h"

#include <string.h>

/* Fields --------------------------------------------------------------------------------------------------------------------------------- */

static void
test_fields (void)
{
  g_auto (Pair) pair = { 0 };

  pair_init (&pair);
  both (&pair, "UPDATE turn SET title = 'Paella' WHERE id = 't3'", "UPDATE turn SET minutes = 90 WHERE id = 't3'");
  assert_both (&pair, "SELECT title || minutes FROM turn WHERE id = 't3'", "Paella90");
  assert_both (&pair, "SELECT count (*) FROM sync_notice", "0");
}

static gboolean
use_other (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_notice_table_use_other (database, *(gint64 *) data, error);
}

static void
test_same_field (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GError) error = NULL;
  TaSyncNotice *notice;

  pair_init (&pair);
  ta_test_run (pair.devices[0], "UPDATE turn SET start_time = '19:00' WHERE id = 't3'");
  both (&pair, "UPDATE pod SET name = 'North' WHERE id = 'pod'", "UPDATE turn SET start_time = '20:00' WHERE id = 't3'");
  assert_both (&pair, "SELECT start_time FROM turn WHERE id = 't3'", "20:00");
  /* It is told where the two met. */
  notices = ta_store_read (pair.devices[1], read_notices, NULL, NULL);
  g_assert_cmpint (notices->len, ==, 1);
  notice = notices->pdata[0];
  g_assert_cmpint (notice->kind, ==, TA_CLASH_FIELD);
  g_assert_cmpstr (notice->key, ==, "start_time");
  g_assert_cmpstr (ta_value_get_text (notice->theirs), ==, "19:00");
  g_assert_true (notice->mine_stands);
  ta_store_run (pair.devices[1], "Use mine", NULL, use_other, &notice->id, NULL, &error);
  g_assert_no_error (error);
  meet (&pair);
  assert_both (&pair, "SELECT start_time FROM turn WHERE id = 't3'", "19:00");
  ta_test_assert_ask (pair.devices[1], "SELECT count (*) FROM sync_notice WHERE seen = 0", "0");
  /* It was a person's command, and is undone like any other. */
  ta_store_undo (pair.devices[1], 0, &error);
  g_assert_no_error (error);
  meet (&pair);
  assert_both (&pair, "SELECT start_time FROM turn WHERE id = 't3'", "20:00");
}

static void
test_text (void)
{
  g_auto (Pair) pair = { 0 };

  pair_init (&pair);
  ta_test_run (pair.devices[0], "UPDATE tool SET notes = 'one' || char (10) || 'two' || char (10) || 'three' WHERE id = 'saw'");
  meet (&pair);
  both (&pair, "UPDATE tool SET notes = replace (notes, 'one', 'first') WHERE id = 'saw'", "UPDATE tool SET notes = replace (notes, 'three', 'third') WHERE id = 'saw'");
  assert_both (&pair, "SELECT replace (notes, char (10), '|') FROM tool WHERE id = 'saw'", "first|two|third");
}

static gboolean
decide (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const TaSyncKept *kept = data;

  return ta_sync_kept_decide (database, kept, kept->others->pdata[0], g_get_real_time () / 1000, error);
}

static gpointer
count (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sync_count (database, data, error) ? data : NULL;
}

/* What is asked is not told besides: a clash is either one or the other. */
static void
assert_counts (TaStore *store, int kept, int notices)
{
  TaSyncCounts counts;
  g_autoptr (GPtrArray) told = ta_store_read (store, read_notices, NULL, NULL);

  g_assert_nonnull (ta_store_read (store, count, &counts, NULL));
  g_assert_cmpint (counts.kept, ==, kept);
  g_assert_cmpint (counts.notices, ==, notices);
  g_assert_cmpint (told->len, ==, notices);
}

/* Of what somebody could come to harm by, nothing is dropped until a person says so. */
static void
test_safety (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  pair_init (&pair);
  both (&pair, "UPDATE contact_point SET value = '1' WHERE id = 'c1'", "UPDATE contact_point SET value = '2' WHERE id = 'c1'");
  assert_both (&pair, "SELECT value FROM contact_point WHERE id = 'c1'", "2");
  kept = ta_store_read (pair.devices[0], read_kept, NULL, NULL);
  g_assert_cmpint (kept->len, ==, 1);
  g_assert_cmpstr (ta_value_get_text (((TaSyncKept *) kept->pdata[0])->others->pdata[0]), ==, "1");
  /* The second found it, the first heard of it. */
  assert_counts (pair.devices[0], 1, 0);
  assert_counts (pair.devices[1], 1, 0);
  ta_store_run (pair.devices[0], "Decided", NULL, decide, kept->pdata[0], NULL, &error);
  g_assert_no_error (error);
  meet (&pair);
  assert_both (&pair, "SELECT value FROM contact_point WHERE id = 'c1'", "1");
  left = ta_store_read (pair.devices[1], read_kept, NULL, NULL);
  g_assert_cmpint (left->len, ==, 0);
  assert_counts (pair.devices[0], 0, 0);
  assert_counts (pair.devices[1], 0, 0);
}

/* Somebody may have several allergies. */
static void
test_safety_says_of_what (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) kept = NULL;

  pair_init (&pair);
  both (&pair, "UPDATE allergy SET severity = 'avoid' WHERE person = 'mira'", "UPDATE allergy SET severity = 'intolerance' WHERE person = 'mira'");
  kept = ta_store_read (pair.devices[0], read_kept, NULL, NULL);
  g_assert_cmpint (kept->len, ==, 1);
  g_assert_cmpstr (((TaSyncKept *) kept->pdata[0])->part, ==, "Peanuts (Mira Silva)");
}

/* Rows ----------------------------------------------------------------------------------------------------------------------------------- */

static void
test_same_row (void)
{
  g_auto (Pair) pair = { 0 };

  pair_init (&pair);
  both (&pair, "INSERT INTO eater (id, turn, household, portions) VALUES ('x', 't3', 'pena', 100)",
        "INSERT INTO eater (id, turn, household, portions, guests) VALUES ('y', 't3', 'pena', 100, 2)");
  assert_both (&pair, "SELECT count (*) || ' ' || max (guests) FROM eater WHERE turn = 't3'", "1 2");
  /* Each can still change it, and take it out. */
  both (&pair, "UPDATE eater SET note = 'late' WHERE turn = 't3'", "UPDATE eater SET late_plate = 1 WHERE turn = 't3'");
  assert_both (&pair, "SELECT note || late_plate FROM eater WHERE turn = 't3'", "late1");
  both (&pair, "DELETE FROM eater WHERE turn = 't3'", "SELECT 1");
  assert_both (&pair, "SELECT count (*) FROM eater WHERE turn = 't3'", "0");
}

/* What two devices recorded of one household is all there; what it is, the later step says. */
static void
test_steps (void)
{
  g_auto (Pair) pair = { 0 };

  pair_init (&pair);
  both (&pair, "INSERT INTO membership_step (id, household, step, date, actor) VALUES ('x', 'silva', 'visited', '2026-03-01', 'Ana')",
        "INSERT INTO membership_step (id, household, step, date, actor) VALUES ('y', 'silva', 'visited', '2026-03-01', 'Rui')");
  assert_both (&pair, "SELECT group_concat (actor) FROM (SELECT actor FROM membership_step ORDER BY actor)", "Ana,Rui");
  both (&pair, "INSERT INTO membership_step (id, household, step, date) VALUES ('z', 'silva', 'active', '2026-03-02');"
               "UPDATE membership SET until_date = '2026-03-02' WHERE id = 'm2';"
               "INSERT INTO membership (id, household, pod, status, from_date) VALUES ('m3', 'silva', 'pod', 'member', '2026-03-02')",
        "INSERT INTO membership_step (id, household, step, date) VALUES ('w', 'silva', 'paused', '2026-03-03');"
        "UPDATE membership SET until_date = '2026-03-03' WHERE id = 'm2';"
        "INSERT INTO membership (id, household, pod, status, from_date) VALUES ('m4', 'silva', 'pod', 'paused', '2026-03-03')");
  assert_both (&pair, "SELECT group_concat (step) FROM (SELECT step FROM membership_step ORDER BY date, step)", "visited,visited,active,paused");
  assert_both (&pair, "SELECT group_concat (status) FROM (SELECT status FROM membership WHERE household = 'silva' ORDER BY from_date)", "trial,member,paused");
  both (&pair, "DELETE FROM membership_step WHERE id = 'x'", "UPDATE membership_step SET note = 'with Ana' WHERE id = 'y'");
  assert_both (&pair, "SELECT group_concat (note) FROM membership_step WHERE step = 'visited'", "with Ana");
}

static void
test_two_takers (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) attention = NULL;

  pair_init (&pair);
  both (&pair, "INSERT INTO household (id, name) VALUES ('rey', 'Rey'); INSERT INTO turn (id, pod, service, date, start_time) VALUES ('far', 'pod', 'cooking', '2999-01-01', '18:00');"
               "INSERT INTO assignment (id, turn, household) VALUES ('seat', 'far', 'pena')",
        "SELECT 1");
  both (&pair, "UPDATE assignment SET household = 'silva' WHERE id = 'seat'", "UPDATE assignment SET household = 'rey' WHERE id = 'seat'");
  assert_both (&pair, "SELECT group_concat (household) FROM (SELECT household FROM assignment WHERE turn = 'far' ORDER BY household)", "rey,silva");
  attention = ta_store_read (pair.devices[0], read_attention, NULL, NULL);
  g_assert_cmpint (attention->len, ==, 1);
  g_assert_cmpint (((TaAttention *) attention->pdata[0])->kind, ==, TA_ATTENTION_HOLDERS);
  g_assert_cmpstr (((TaAttention *) attention->pdata[0])->first_label, ==, "Silva");
}

/* Deletions ------------------------------------------------------------------------------------------------------------------------------ */

static void
test_deleted (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GError) error = NULL;

  pair_init (&pair);
  both (&pair, "DELETE FROM turn WHERE id = 't3'", "SELECT 1");
  assert_both (&pair, "SELECT count (*) FROM turn WHERE id = 't3'", "0");
  ta_store_undo (pair.devices[0], 0, &error);
  g_assert_no_error (error);
  ta_store_undo (pair.devices[0], 0, NULL);
  meet (&pair);
  assert_both (&pair, "SELECT count (*) FROM turn WHERE id = 't3'", "1");
}

static void
test_deleted_and_edited (void)
{
  g_auto (Pair) pair = { 0 };

  pair_init (&pair);
  both (&pair, "DELETE FROM turn WHERE id = 't1'", "UPDATE turn SET title = 'Guiso para dos' WHERE id = 't1'");
  assert_both (&pair, "SELECT title || ' ' || (SELECT count (*) FROM eater WHERE turn = 't1') FROM turn WHERE id = 't1'", "Guiso para dos 2");
  both (&pair, "DELETE FROM turn WHERE id = 't1'", "DELETE FROM turn WHERE id = 't1'");
  assert_both (&pair, "SELECT count (*) FROM turn WHERE id = 't1'", "0");
}

static TaSyncNotice *
take_only_notice (Pair *pair, guint device)
{
  g_autoptr (GPtrArray) notices = ta_store_read (pair->devices[device], read_notices, NULL, NULL);

  g_assert_cmpint (notices->len, ==, 1);
  return g_ptr_array_steal_index (notices, 0);
}

static void
use_other_of (Pair *pair, guint device, const TaSyncNotice *notice)
{
  g_autoptr (GError) error = NULL;
  gint64 id = notice->id;

  ta_store_run (pair->devices[device], "Use the other", NULL, use_other, &id, NULL, &error);
  g_assert_no_error (error);
  meet (pair);
}

/* Who deleted it is told that it is there again, whoever changed it that it was deleted; either can still have it deleted. */
static void
test_who_deleted (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (TaSyncNotice) first = NULL;
  g_autoptr (TaSyncNotice) theirs = NULL;
  g_autoptr (TaSyncNotice) mine = NULL;

  pair_init (&pair);
  /* The two meet on the second; the first had sent that it is deleted, and gets it back. */
  both (&pair, "DELETE FROM turn WHERE id = 't1'", "UPDATE turn SET title = 'Tortilla' WHERE id = 't1'");
  first = take_only_notice (&pair, 0);
  g_assert_cmpint (first->kind, ==, TA_CLASH_RESTORED);
  g_assert_true (first->mine_deleted);
  g_assert_cmpuint (first->device, ==, 2);
  theirs = take_only_notice (&pair, 1);
  g_assert_cmpint (theirs->kind, ==, TA_CLASH_RESTORED);
  g_assert_false (theirs->mine_deleted);
  use_other_of (&pair, 1, theirs);
  assert_both (&pair, "SELECT count (*) FROM turn WHERE id = 't1'", "0");
  /* Then neither says that it is still there. */
  assert_both (&pair, "SELECT count (*) FROM sync_notice WHERE seen = 0", "0");
  both (&pair, "UPDATE person SET notes = 'tall' WHERE id = 'mira'", "DELETE FROM person WHERE id = 'mira'");
  assert_both (&pair, "SELECT p.notes || a.allergen FROM person p JOIN allergy a ON a.person = p.id WHERE p.id = 'mira'", "tallpeanuts");
  mine = take_only_notice (&pair, 1);
  g_assert_true (mine->mine_deleted);
  g_assert_cmpstr (mine->part, ==, "Mira Silva");
  g_assert_cmpstr (mine->subject, ==, "Silva");
  use_other_of (&pair, 1, mine);
  assert_both (&pair, "SELECT count (*) FROM person WHERE id = 'mira'", "0");
}

/* Who deleted a person of a household, and had sent it, hears that they are there again; not where somebody wanted them back who knew that they were gone. */
static void
test_deleted_and_sent (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (TaSyncNotice) notice = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GError) error = NULL;

  pair_init (&pair);
  both (&pair, "DELETE FROM person WHERE id = 'mira'", "UPDATE person SET notes = 'tall' WHERE id = 'mira'");
  assert_both (&pair, "SELECT notes FROM person WHERE id = 'mira'", "tall");
  notice = take_only_notice (&pair, 0);
  g_assert_true (notice->mine_deleted);
  g_assert_cmpstr (notice->part, ==, "Mira Silva");
  use_other_of (&pair, 0, notice);
  assert_both (&pair, "SELECT (SELECT count (*) FROM person WHERE id = 'mira') || (SELECT count (*) FROM sync_notice WHERE seen = 0)", "00");
  ta_store_undo (pair.devices[0], 0, &error);
  g_assert_no_error (error);
  meet (&pair);
  ta_test_run (pair.devices[0], "DELETE FROM turn WHERE id = 't1'");
  meet (&pair);
  last = ta_test_ask (pair.devices[1], "SELECT max (id) FROM history");
  ta_store_undo (pair.devices[1], g_ascii_strtoll (last, NULL, 10), &error);
  g_assert_no_error (error);
  meet (&pair);
  assert_both (&pair, "SELECT (SELECT count (*) FROM person WHERE id = 'mira') || (SELECT count (*) FROM turn WHERE id = 't1')", "11");
  ta_test_assert_ask (pair.devices[0], "SELECT count (*) FROM sync_notice WHERE seen = 0", "0");
}

/* A person reads names, and not what a household is called among computers. */
static void
test_names (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (TaSyncNotice) reference = NULL;
  g_autoptr (TaSyncNotice) part = NULL;

  pair_init (&pair);
  both (&pair, "UPDATE tool SET owner = 'pena' WHERE id = 'drill'", "UPDATE tool SET owner = 'silva' WHERE id = 'drill'");
  reference = take_only_notice (&pair, 1);
  g_assert_cmpstr (reference->mine_name, ==, "Silva");
  g_assert_cmpstr (reference->theirs_name, ==, "Peña");
  g_assert_null (reference->part);
  use_other_of (&pair, 1, reference);
  assert_both (&pair, "SELECT owner FROM tool WHERE id = 'drill'", "pena");
  both (&pair, "UPDATE eater SET portions = 300 WHERE turn = 't1' AND household = 'silva'", "UPDATE eater SET portions = 400 WHERE turn = 't1' AND household = 'silva'");
  part = take_only_notice (&pair, 1);
  g_assert_cmpstr (part->part, ==, "Silva");
  g_assert_null (part->mine_name);
}

/* One deletes a household that the other gives a turn meanwhile. */
static void
test_still_used (void)
{
  g_auto (Pair) pair = { 0 };

  pair_init (&pair);
  ta_test_run (pair.devices[0], "INSERT INTO household (id, name) VALUES ('rey', 'Rey'); INSERT INTO person (id, household, name) VALUES ('leo', 'rey', 'Leo')");
  meet (&pair);
  both (&pair, "DELETE FROM household WHERE id = 'rey'", "INSERT INTO assignment (id, turn, household, person) VALUES ('z', 't3', 'rey', 'leo')");
  assert_both (&pair, "SELECT h.name || p.name FROM assignment a JOIN household h ON h.id = a.household JOIN person p ON p.id = a.person WHERE a.id = 'z'", "ReyLeo");
  assert_both (&pair, "SELECT count (*) FROM sync_document WHERE held IS NOT NULL", "0");
}

/* A pod that goes with all that is its own goes everywhere, in whatever pieces that arrives. */
static void
test_cascade (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) backwards = g_ptr_array_new ();

  pair_init (&pair);
  ta_test_run (pair.devices[0], "DELETE FROM membership; DELETE FROM assignment; DELETE FROM pod WHERE id = 'pod'");
  ta_test_push (pair.devices[0], pair.hub);
  for (guint i = pair.hub->feed->len; i > 0; i--)
    g_ptr_array_add (backwards, pair.hub->feed->pdata[i - 1]);
  ta_test_pull_in_order (pair.devices[1], pair.hub, backwards, 1);
  meet (&pair);
  assert_both (&pair, "SELECT (SELECT count (*) FROM pod) || (SELECT count (*) FROM turn) || (SELECT count (*) FROM rota_rules)", "100");
  /* Taken back where it was done, it comes back everywhere. */
  ta_store_undo (pair.devices[0], 0, NULL);
  meet (&pair);
  assert_both (&pair, "SELECT (SELECT count (*) FROM pod) || (SELECT count (*) FROM turn) || (SELECT count (*) FROM rota_rules)", "231");
}

/* What stands side by side ----------------------------------------------------------------------------------------------------------------- */

static gboolean
settle (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const TaAttention *attention = data;

  return ta_attention_settle (database, attention, attention->first, error);
}

static void
assert_settled (Pair *pair, const char *first, const char *second, TaAttentionKind kind, const char *label)
{
  g_autoptr (GPtrArray) attention = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  TaAttention *found;

  both (pair, first, second);
  attention = ta_store_read (pair->devices[1], read_attention, NULL, NULL);
  g_assert_cmpint (attention->len, ==, 1);
  found = attention->pdata[0];
  g_assert_cmpint (found->kind, ==, kind);
  g_assert_cmpstr (found->first_label, ==, label);
  ta_store_run (pair->devices[1], "Settled", NULL, settle, found, NULL, &error);
  g_assert_no_error (error);
  meet (pair);
  left = ta_store_read (pair->devices[0], read_attention, NULL, NULL);
  g_assert_cmpint (left->len, ==, 0);
}

static gpointer
read_tools (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_tool_table_list (database, ta_date_from_ymd (2026, 6, 3), error);
}

/* Until somebody says who has it, it is in the list as if the first had it, and once. */
static void
test_lent_twice (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) tools = NULL;
  guint saws = 0;

  pair_init (&pair);
  both (&pair, "INSERT INTO loan (id, tool, household, out_date, due_date) VALUES ('l1', 'saw', 'pena', '2026-06-02', '2026-06-04')",
        "INSERT INTO loan (id, tool, household, out_date, due_date) VALUES ('l2', 'saw', 'silva', '2026-06-01', '2026-06-04')");
  tools = ta_store_read (pair.devices[0], read_tools, NULL, NULL);
  for (guint i = 0; i < tools->len; i++)
    {
      const TaToolSummary *summary = tools->pdata[i];

      if (strcmp (summary->tool->id, "saw") != 0)
        continue;
      saws++;
      g_assert_cmpstr (summary->loan->id, ==, "l2");
    }
  g_assert_cmpint (saws, ==, 1);
}

static void
test_attention (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GError) error = NULL;

  pair_init (&pair);
  assert_settled (&pair, "UPDATE tool SET number = '7' WHERE id = 'saw'", "INSERT INTO tool (id, name, number) VALUES ('axe', 'Axe', '7')", TA_ATTENTION_TOOL_NUMBER, "Sierra");
  assert_both (&pair, "SELECT group_concat (name) FROM tool WHERE number = '7'", "Sierra");
  assert_settled (&pair, "INSERT INTO loan (id, tool, household, out_date, due_date) VALUES ('l1', 'saw', 'pena', '2026-06-01', '2026-06-04')",
                  "INSERT INTO loan (id, tool, household, out_date, due_date) VALUES ('l2', 'saw', 'silva', '2026-06-02', '2026-06-04')", TA_ATTENTION_TWO_LOANS,
                  "Peña, since 1 Jun 2026");
  assert_both (&pair, "SELECT group_concat (id) FROM loan WHERE tool = 'saw' AND returned_date IS NULL", "l1");
  assert_settled (&pair, "INSERT INTO reservation (id, tool, household, from_date, until_date) VALUES ('r1', 'saw', 'pena', '2999-06-01', '2999-06-04')",
                  "INSERT INTO reservation (id, tool, household, from_date, until_date) VALUES ('r2', 'saw', 'silva', '2999-06-03', '2999-06-06')",
                  TA_ATTENTION_RESERVATIONS, "Peña, since 1 Jun 2999");
  assert_both (&pair, "SELECT group_concat (id) FROM reservation WHERE from_date > '2900'", "r1");
  ta_test_run (pair.devices[0], "INSERT INTO turn (id, pod, service, date, start_time) VALUES ('f1', 'pod', 'cooking', '2999-01-01', '18:00'), ('f2', 'pod', 'sitting', '2999-01-01', '19:00')");
  meet (&pair);
  assert_settled (&pair, "INSERT INTO assignment (id, turn, household) VALUES ('q1', 'f1', 'pena')", "INSERT INTO assignment (id, turn, household) VALUES ('q2', 'f2', 'pena')",
                  TA_ATTENTION_DOUBLE_TURN, "Dinner 18:00");
  assert_both (&pair, "SELECT group_concat (id) FROM assignment WHERE turn IN ('f1', 'f2')", "q1");
}

/* What only touches is nothing to settle: one brings it back on the day on which the other fetches it. */
static void
test_no_attention (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (GPtrArray) none = NULL;

  pair_init (&pair);
  both (&pair, "INSERT INTO reservation (id, tool, household, from_date, until_date) VALUES ('r1', 'saw', 'pena', '2999-06-01', '2999-06-04')",
        "INSERT INTO reservation (id, tool, household, from_date, until_date) VALUES ('r2', 'saw', 'silva', '2999-06-04', '2999-06-06'), ('r3', 'drill', 'silva', '2999-06-01', '2999-06-04')");
  none = ta_store_read (pair.devices[0], read_attention, NULL, NULL);
  g_assert_cmpint (none->len, ==, 0);
}

static gboolean
lend_twice (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, data, error);
}

/* What comes from the hub may stand side by side; what a person does may not, and is told so as ever. */
static void
test_guards (void)
{
  static const char *const refused[] = {
    "INSERT INTO loan (id, tool, household, out_date, due_date) VALUES ('l1', 'drill', 'pena', '2026-06-01', '2026-06-04')",
    "INSERT INTO tool (id, name, number) VALUES ('axe', 'Axe', '41')",
    "UPDATE tool SET number = '41' WHERE id = 'saw'",
    "INSERT INTO category (id, name) VALUES ('power2', 'Power tools')",
    "INSERT INTO service (id, name, kind) VALUES ('dinner', 'Dinner', 'cook')",
    "INSERT INTO reservation (id, tool, household, from_date, until_date) VALUES ('r1', 'saw', 'pena', '2026-06-03', '2026-06-05')",
    "INSERT INTO cover_request (id, turn, household, kind, asked_on) VALUES ('c1', 'far', 'pena', 'cover', '2026-05-01'), ('c2', 'far', 'pena', 'swap', '2026-05-01')",
    "UPDATE ledger_entry SET amount = 5",
    "UPDATE ledger_transaction SET memo = 'x'",
    "DELETE FROM ledger_entry",
  };
  g_auto (Pair) pair = { 0 };

  pair_init (&pair);
  ta_test_run (pair.devices[0], "INSERT INTO turn (id, pod, service, date, start_time) VALUES ('far', 'pod', 'cooking', '2999-01-01', '18:00')");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ta_store_run (pair.devices[0], "x", NULL, lend_twice, (gpointer) refused[i], NULL, &error));
      g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
    }
}

/* The ledger ------------------------------------------------------------------------------------------------------------------------------- */

#define BALANCE                                                                                                                       \
  "SELECT group_concat (x) FROM (SELECT h.name || ' ' || sum (e.amount) AS x FROM ledger_entry e JOIN account a ON a.id = e.account " \
  "JOIN household h ON h.id = a.household GROUP BY h.name ORDER BY h.name)"
#define STANDING \
  "SELECT count (*) FROM ledger_transaction x WHERE source = 't2' AND reverses IS NULL AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = x.id)"

static void
prepare_turn (Pair *pair)
{
  ta_test_run (pair->devices[0], "DELETE FROM cover_request; INSERT INTO eater (id, turn, household, portions) VALUES ('ea', 't2', 'pena', 100), ('eb', 't2', 'silva', 100)");
  meet (pair);
}

static void
test_both_done (void)
{
  g_auto (Pair) pair = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  pair_init (&pair);
  prepare_turn (&pair);
  both (&pair, "UPDATE turn SET state = 'done' WHERE id = 't2'", "UPDATE turn SET state = 'done' WHERE id = 't2'");
  assert_both (&pair, STANDING, "1");
  assert_both (&pair, "SELECT count (*) FROM ledger_transaction WHERE source = 't2'", "1");
  before = ta_test_ask (pair.devices[0], BALANCE);
  /* Undone on one of them, it is undone. */
  ta_store_undo (pair.devices[1], 0, NULL);
  meet (&pair);
  assert_both (&pair, STANDING, "0");
  both (&pair, "UPDATE turn SET state = 'done' WHERE id = 't2'", "UPDATE turn SET state = 'done' WHERE id = 't2'");
  assert_both (&pair, STANDING, "1");
  after = ta_test_ask (pair.devices[1], BALANCE);
  g_assert_cmpstr (before, ==, after);
}

static void
test_done_or_missed (void)
{
  g_auto (Pair) pair = { 0 };

  pair_init (&pair);
  prepare_turn (&pair);
  both (&pair, "UPDATE turn SET state = 'done' WHERE id = 't2'", "UPDATE turn SET state = 'missed' WHERE id = 't2'");
  assert_both (&pair, "SELECT state FROM turn WHERE id = 't2'", "missed");
  assert_both (&pair, STANDING, "1");
  assert_both (&pair, "SELECT inputs ->> 'state' FROM ledger_transaction x WHERE source = 't2' AND reverses IS NULL "
                      "AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = x.id)",
               "missed");
  both (&pair, "UPDATE eater SET portions = 150 WHERE id = 'ea'", "UPDATE eater SET guests = 3 WHERE id = 'eb'");
  both (&pair, "UPDATE turn SET state = 'done' WHERE id = 't2'", "UPDATE eater SET portions = 50 WHERE id = 'eb'");
  assert_both (&pair, STANDING, "1");
}

/* What others write ------------------------------------------------------------------------------------------------------------------------ */

/* A later version has another kind of thing, and says more of the ones that there are. */
static void
test_newer (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (TaDocument) orchard = ta_document_new ("orchard", "o1");
  g_autoptr (TaDocument) pod = NULL;
  g_autoptr (TaDocument) after = NULL;
  gint64 now = g_get_real_time () / 1000;

  pair_init (&pair);
  set_text (orchard, "name", "Trees", now);
  ta_test_hub_put (pair.hub, orchard, 9);
  pod = ta_test_document (pair.devices[0], "pod", "pod");
  pod->schema = 7;
  set_text (pod, "motto", "All for one", now);
  set_integer (pod, "bench/b1", 1, now);
  set_text (pod, "bench/b1/colour", "red", now);
  ta_document_take_unknown (pod, g_strdup ("zz"), g_strdup ("[1]"));
  ta_test_hub_put (pair.hub, pod, 9);
  both (&pair, "UPDATE pod SET notes = 'ours' WHERE id = 'pod'", "SELECT 1");
  after = ta_test_document (pair.devices[1], "pod", "pod");
  g_assert_cmpint (after->schema, ==, 7);
  g_assert_cmpstr (ta_value_get_text (ta_document_get (after, "motto")->value), ==, "All for one");
  g_assert_cmpstr (ta_value_get_text (ta_document_get (after, "bench/b1/colour")->value), ==, "red");
  g_assert_cmpstr (g_hash_table_lookup (after->unknown, "zz"), ==, "[1]");
  assert_both (&pair, "SELECT held FROM sync_document WHERE type = 'orchard'", "newer");
  assert_both (&pair, "SELECT notes FROM pod WHERE id = 'pod'", "ours");
}

/* What the tables do not admit is kept, and what was here before is shown, until it is mended. */
static void
test_invalid (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (TaDocument) household = NULL;
  g_autoptr (TaDocument) tool = ta_document_new ("tool", "bad");
  gint64 now = g_get_real_time () / 1000;

  pair_init (&pair);
  household = ta_test_document (pair.devices[0], "household", "pena");
  set_integer (household, "colour", 99, now + 60000);
  ta_test_hub_put (pair.hub, household, 9);
  set_integer (tool, "name", 5, now);
  set_text (tool, "value", "cheap", now);
  ta_test_hub_put (pair.hub, tool, 9);
  meet (&pair);
  assert_both (&pair, "SELECT group_concat (type || held) FROM (SELECT type, held FROM sync_document WHERE held IS NOT NULL ORDER BY type)", "householdinvalid,toolinvalid");
  assert_both (&pair, "SELECT colour FROM household WHERE id = 'pena'", "0");
  set_integer (household, "colour", 4, now + 60001);
  ta_test_hub_put (pair.hub, household, 9);
  meet (&pair);
  assert_both (&pair, "SELECT colour FROM household WHERE id = 'pena'", "4");
  assert_both (&pair, "SELECT count (*) FROM sync_document WHERE held IS NOT NULL", "1");
}

/* Nothing of what somebody with the key can make up brings the tables out of order. */
static void
test_hostile (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (TaDocument) turn = ta_document_new ("turn", "evil");
  g_autoptr (TaDocument) posting = ta_document_new ("ledger_transaction", "evil");
  g_autoptr (TaDocument) child = ta_document_new ("eater", "evil");
  g_autoptr (TaDocument) clock = ta_document_new ("pod", "late");
  gint64 now = g_get_real_time () / 1000;

  pair_init (&pair);
  set_text (turn, "pod", "nowhere", now);
  set_text (turn, "service", "cooking", now);
  set_integer (turn, "eater/x|y", 1, now);
  set_integer (turn, "household/pena", 1, now);
  set_text (turn, "household/pena/name", "Mine", now);
  ta_test_hub_put (pair.hub, turn, 9);
  set_text (posting, "date", "2026-01-01", now);
  set_integer (posting, "posted_at", 1, now);
  set_integer (posting, "ledger_entry/one", 1, now);
  set_text (posting, "ledger_entry/one/id", "one", now);
  set_text (posting, "ledger_entry/one/account", "none", now);
  set_integer (posting, "ledger_entry/one/amount", 100, now);
  ta_test_hub_put (pair.hub, posting, 9);
  set_text (child, "turn", "t1", now);
  ta_test_hub_put (pair.hub, child, 9);
  set_text (clock, "name", "Late", now + G_GINT64_CONSTANT (900000000000));
  ta_test_hub_put (pair.hub, clock, 9);
  meet (&pair);
  assert_both (&pair, "SELECT count (*) FROM turn WHERE id = 'evil'", "0");
  assert_both (&pair, "SELECT count (*) FROM ledger_transaction WHERE id = 'evil'", "0");
  assert_both (&pair, "SELECT name FROM household WHERE id = 'pena'", "Peña");
  assert_both (&pair, "SELECT reason FROM sync_unread", "clock");
}

/* Whatever somebody's program says of it: what was counted once stays counted. */
static void
test_posting_stays (void)
{
  g_auto (Pair) pair = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autoptr (TaDocument) posting = NULL;

  pair_init (&pair);
  id = ta_test_ask (pair.devices[0], "SELECT ledger_transaction FROM ledger_entry ORDER BY 1 LIMIT 1");
  before = ta_test_ask (pair.devices[0], "SELECT count (*) || ' ' || (SELECT count (*) FROM ledger_transaction) FROM ledger_entry");
  posting = ta_test_document (pair.devices[0], "ledger_transaction", id);
  ta_document_set_deleted (posting, TRUE, (TaStamp) { g_get_real_time () / 1000, 0, 9 });
  ta_test_hub_put (pair.hub, posting, 9);
  meet (&pair);
  assert_both (&pair, "SELECT count (*) || ' ' || (SELECT count (*) FROM ledger_transaction) FROM ledger_entry", before);
}

/* Another device posted the same turn under another id, as versions did that knew nothing of this: one of the two stays. */
static void
test_two_postings (void)
{
  g_auto (Pair) pair = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (TaDocument) posting = NULL;
  g_autoptr (TaDocument) other = ta_document_new ("ledger_transaction", "zz");
  g_autoptr (GPtrArray) keys = NULL;

  pair_init (&pair);
  id = ta_test_ask (pair.devices[0], "SELECT id FROM ledger_transaction WHERE source = 't1'");
  before = ta_test_ask (pair.devices[0], BALANCE);
  posting = ta_test_document (pair.devices[0], "ledger_transaction", id);
  keys = ta_document_keys (posting);
  for (guint i = 0; i < keys->len; i++)
    {
      const TaField *field = ta_document_get (posting, keys->pdata[i]);
      g_auto (GStrv) parts = g_strsplit (keys->pdata[i], "/", -1);
      g_autofree char *entry = parts[1] != NULL ? g_strconcat ("zz", parts[1], NULL) : NULL;
      g_autofree char *key = parts[1] != NULL ? g_strjoin ("/", parts[0], entry, parts[2], NULL) : g_strdup (parts[0]);
      g_autoptr (TaValue) value = parts[1] != NULL && g_strcmp0 (parts[2], "id") == 0 ? ta_value_new_text (entry, -1) : ta_value_ref (field->value);

      ta_document_set (other, key, value, field->stamp);
    }
  ta_test_hub_put (pair.hub, other, 9);
  meet (&pair);
  assert_both (&pair, "SELECT count (*) FROM ledger_transaction WHERE source = 't1'", "3");
  assert_both (&pair, "SELECT reverses FROM ledger_transaction WHERE source = 't1' AND reverses IS NOT NULL", "zz");
  after = ta_test_ask (pair.devices[1], BALANCE);
  g_assert_cmpstr (before, ==, after);
}

static void
test_waiting (void)
{
  g_auto (Pair) pair = { 0 };
  g_autoptr (TaDocument) loan = ta_document_new ("loan", "w1");
  g_autoptr (TaDocument) tool = ta_document_new ("tool", "w2");
  gint64 now = g_get_real_time () / 1000;

  pair_init (&pair);
  set_text (loan, "tool", "w2", now);
  set_text (loan, "household", "pena", now);
  set_text (loan, "out_date", "2026-01-01", now);
  set_text (loan, "due_date", "2026-01-02", now);
  ta_test_hub_put (pair.hub, loan, 9);
  meet (&pair);
  assert_both (&pair, "SELECT held FROM sync_document WHERE type = 'loan' AND id = 'w1'", "waiting");
  set_text (tool, "name", "Ladder", now);
  ta_test_hub_put (pair.hub, tool, 9);
  meet (&pair);
  assert_both (&pair, "SELECT t.name FROM loan l JOIN tool t ON t.id = l.tool WHERE l.id = 'w1'", "Ladder");
  assert_both (&pair, "SELECT (SELECT count (*) FROM sync_document WHERE held IS NOT NULL) + (SELECT count (*) FROM sync_missing)", "0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-merge/fields", test_fields);
  g_test_add_func ("/sync-merge/same-field", test_same_field);
  g_test_add_func ("/sync-merge/text", test_text);
  g_test_add_func ("/sync-merge/safety", test_safety);
  g_test_add_func ("/sync-merge/safety-says-of-what", test_safety_says_of_what);
  g_test_add_func ("/sync-merge/lent-twice", test_lent_twice);
  g_test_add_func ("/sync-merge/same-row", test_same_row);
  g_test_add_func ("/sync-merge/steps", test_steps);
  g_test_add_func ("/sync-merge/two-takers", test_two_takers);
  g_test_add_func ("/sync-merge/deleted", test_deleted);
  g_test_add_func ("/sync-merge/deleted-and-edited", test_deleted_and_edited);
  g_test_add_func ("/sync-merge/who-deleted", test_who_deleted);
  g_test_add_func ("/sync-merge/deleted-and-sent", test_deleted_and_sent);
  g_test_add_func ("/sync-merge/names", test_names);
  g_test_add_func ("/sync-merge/still-used", test_still_used);
  g_test_add_func ("/sync-merge/cascade", test_cascade);
  g_test_add_func ("/sync-merge/attention", test_attention);
  g_test_add_func ("/sync-merge/no-attention", test_no_attention);
  g_test_add_func ("/sync-merge/guards", test_guards);
  g_test_add_func ("/sync-merge/both-done", test_both_done);
  g_test_add_func ("/sync-merge/done-or-missed", test_done_or_missed);
  g_test_add_func ("/sync-merge/two-postings", test_two_postings);
  g_test_add_func ("/sync-merge/newer", test_newer);
  g_test_add_func ("/sync-merge/invalid", test_invalid);
  g_test_add_func ("/sync-merge/hostile", test_hostile);
  g_test_add_func ("/sync-merge/posting-stays", test_posting_stays);
  g_test_add_func ("/sync-merge/waiting", test_waiting);
  return g_test_run ();
}

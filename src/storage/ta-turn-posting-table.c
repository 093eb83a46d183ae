/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-turn-posting-table.h"

#include "ta-credit-rules-table.h"
#include "ta-household-table.h"
#include "ta-id.h"
#include "ta-ledger-table.h"
#include "ta-pod-table.h"
#include "ta-rota-rules-table.h"
#include "ta-table.h"
#include "ta-turn-table.h"

#include <string.h>

#define HUNDREDTHS 100
#define SOURCE_KIND "turn"

#define COUNTS(state) state " IN ('done', 'late', 'missed')"
#define NOTE(turn) " BEGIN INSERT INTO touched_turn (turn) SELECT " turn " WHERE true ON CONFLICT DO NOTHING; END;"
#define NOTE_POD(pod) " BEGIN INSERT INTO touched_pod (pod) SELECT " pod " WHERE true ON CONFLICT DO NOTHING; END;"
#define OF_TURN(turn) "EXISTS (SELECT 1 FROM turn t WHERE t.id = " turn " AND " COUNTS ("t.state") ")"

/* What stands: neither a reversal nor reversed. The plus keeps SQLite from the index of what reverses what, which has nearly all rows under NULL. */
#define STANDING \
  "x.source_kind = '" SOURCE_KIND "' AND +x.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = x.id)"

/* In the connection's own part of the database: it is never written to the file. clang-format would put it all on one line. */
/* clang-format off */
static const char watch_script[] =
  "CREATE TEMP TABLE IF NOT EXISTS touched_turn (turn TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID, STRICT;"
  "CREATE TEMP TABLE IF NOT EXISTS touched_pod (pod TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID, STRICT;"
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_turn_insert AFTER INSERT ON main.turn WHEN " COUNTS ("new.state") NOTE ("new.id")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_turn_update AFTER UPDATE ON main.turn WHEN " COUNTS ("new.state") " OR " COUNTS ("old.state") NOTE ("new.id")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_turn_delete AFTER DELETE ON main.turn WHEN " COUNTS ("old.state") NOTE ("old.id")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_assignment_insert AFTER INSERT ON main.assignment WHEN " OF_TURN ("new.turn") NOTE ("new.turn")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_assignment_update AFTER UPDATE ON main.assignment WHEN " OF_TURN ("new.turn") NOTE ("new.turn")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_assignment_delete AFTER DELETE ON main.assignment WHEN " OF_TURN ("old.turn") NOTE ("old.turn")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_eater_insert AFTER INSERT ON main.eater WHEN " OF_TURN ("new.turn") NOTE ("new.turn")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_eater_update AFTER UPDATE ON main.eater WHEN " OF_TURN ("new.turn") NOTE ("new.turn")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_eater_delete AFTER DELETE ON main.eater WHEN " OF_TURN ("old.turn") NOTE ("old.turn")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_posting AFTER INSERT ON main.ledger_transaction WHEN new.source_kind = '" SOURCE_KIND "' AND new.source IS NOT NULL"
  " AND EXISTS (SELECT 1 FROM main.sync_applying WHERE id = 1)" NOTE ("new.source")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_rules_update AFTER UPDATE OF credit ON main.rota_rules WHEN new.credit <> old.credit" NOTE_POD ("new.pod")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_rules_insert AFTER INSERT ON main.rota_rules" NOTE_POD ("new.pod")
  "CREATE TEMP TRIGGER IF NOT EXISTS touch_rules_delete AFTER DELETE ON main.rota_rules" NOTE_POD ("old.pod");
/* clang-format on */

gboolean
ta_turn_posting_watch (TaDatabase *database, GError **error)
{
  return ta_database_exec (database, watch_script, error);
}

const char *
ta_turn_posting_unit (TaRotaCredit credit)
{
  return ta_code_word (ta_rota_credit_codes, (int) credit);
}

void
ta_turn_posting_free (TaTurnPosting *posting)
{
  if (posting == NULL)
    return;
  g_free (posting->id);
  g_free (posting->turn);
  g_free (posting->memo);
  g_free (posting->digest);
  ta_credit_inputs_free (posting->inputs);
  g_free (posting);
}

/* Reading ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
read_holders (TaDatabase *database, const char *json, TaCreditInputs *inputs, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT value FROM json_each (:inputs, '$.holders') ORDER BY key");
  TaStep step;

  ta_statement_bind_text (statement, ":inputs", json);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (inputs->holders, g_strdup (ta_statement_text (statement, 0)));
  return step == TA_STEP_DONE;
}

static gboolean
read_eaters (TaDatabase *database, const char *json, TaCreditInputs *inputs, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each (:inputs, '$.eaters') ORDER BY key");
  TaStep step;

  ta_statement_bind_text (statement, ":inputs", json);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    ta_credit_inputs_add_eater (inputs, ta_statement_text (statement, 0), (int) ta_statement_int (statement, 1), (int) ta_statement_int (statement, 2));
  return step == TA_STEP_DONE;
}

/* The row has the inputs as they are, and taken apart as far as they are single values. */
static TaTurnPosting *
posting_from_row (TaDatabase *database, TaStatement *statement, GError **error)
{
  g_autoptr (TaTurnPosting) posting = g_new0 (TaTurnPosting, 1);

  posting->id = ta_statement_dup_text (statement, 0);
  posting->turn = ta_statement_dup_text (statement, 1);
  posting->memo = ta_statement_dup_text (statement, 2);
  posting->digest = ta_statement_dup_text (statement, 4);
  posting->inputs = ta_credit_inputs_new ((TaRotaCredit) ta_table_code (statement, 5, ta_rota_credit_codes),
                                          (TaTurnState) ta_table_code (statement, 6, ta_turn_state_codes), ta_statement_date (statement, 7));
  if (!read_holders (database, ta_statement_text (statement, 3), posting->inputs, error)
      || !read_eaters (database, ta_statement_text (statement, 3), posting->inputs, error))
    return NULL;
  return g_steal_pointer (&posting);
}

GPtrArray *
ta_turn_posting_list (TaDatabase *database, const char *pod, const char *household, TaDate from, TaDate until, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT x.id, x.source, x.memo, x.inputs, x.inputs ->> 'turn', x.inputs ->> 'preset', x.inputs ->> 'state', x.inputs ->> 'date' "
                "FROM ledger_transaction x WHERE " STANDING " AND (:from IS NULL OR x.date >= :from) AND (:until IS NULL OR x.date < :until) "
                "AND (:pod IS NULL OR (SELECT s.rules ->> 'pod' FROM rule_set s WHERE s.id = x.rule_set) = :pod) "
                "AND (:household IS NULL OR EXISTS (SELECT 1 FROM ledger_entry e JOIN account a ON a.id = e.account "
                "WHERE e.ledger_transaction = x.id AND a.household = :household)) ORDER BY x.date, x.id");
  g_autoptr (GPtrArray) postings = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_posting_free);
  TaStep step;

  ta_statement_bind_text (statement, ":pod", pod);
  ta_statement_bind_text (statement, ":household", household);
  ta_statement_bind_date (statement, ":from", from);
  ta_statement_bind_date (statement, ":until", until);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      TaTurnPosting *posting = posting_from_row (database, statement, error);

      if (posting == NULL)
        return NULL;
      g_ptr_array_add (postings, posting);
    }
  return step == TA_STEP_DONE ? g_steal_pointer (&postings) : NULL;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* "household amount", sorted: what entries are, whatever their order. */
static char *
entries_text (GPtrArray *entries)
{
  g_ptr_array_sort (entries, compare_entries);
  g_ptr_array_add (entries, NULL);
  return g_strjoinv ("\n", (char **) entries->pdata);
}

static char *
computed_entries (const TaCreditInputs *inputs)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) lines = ta_turn_postings (inputs);

  for (guint i = 0; i < lines->len; i++)
    {
      const TaCreditLine *line = &g_array_index (lines, TaCreditLine, i);

      g_ptr_array_add (entries, g_strdup_printf ("%s %s %" G_GINT64_FORMAT, ta_turn_posting_unit (inputs->preset), line->household, line->amount));
    }
  return entries_text (entries);
}

static char *
stored_entries (TaDatabase *database, const char *transaction, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT u.name || ' ' || a.household || ' ' || e.amount FROM ledger_entry e JOIN account a ON a.id = e.account "
                "JOIN unit u ON u.id = a.unit WHERE e.ledger_transaction = :id");
  g_autoptr (GPtrArray) entries = NULL;

  ta_statement_bind_text (statement, ":id", transaction);
  entries = ta_query_collect_text (statement, error);
  return entries != NULL ? entries_text (entries) : NULL;
}

gboolean
ta_turn_posting_verify (TaDatabase *database, void (*wrong) (const TaTurnPosting *posting, gpointer data), gpointer data, GError **error)
{
  g_autoptr (GPtrArray) postings = ta_turn_posting_list (database, NULL, NULL, TA_DATE_NONE, TA_DATE_NONE, error);

  for (guint i = 0; postings != NULL && i < postings->len; i++)
    {
      const TaTurnPosting *posting = postings->pdata[i];
      g_autofree char *computed = computed_entries (posting->inputs);
      g_autofree char *stored = stored_entries (database, posting->id, error);

      if (stored == NULL)
        return FALSE;
      if (!g_str_equal (computed, stored))
        wrong (posting, data);
    }
  return postings != NULL;
}

/* Settling ----------------------------------------------------------------------------------------------------------------------------- */

/* What is read once, however many turns there are to settle. */
typedef struct
{
  TaDatabase *database;
  GPtrArray *households; /* of TaHousehold */
  GPtrArray *services;   /* of TaService */
  GHashTable *rules;     /* "pod\nservice" → GPtrArray of TaCreditRules, newest first */
  GHashTable *units;     /* word → id */
  GHashTable *accounts;  /* "unit\nhousehold" → id */
  GHashTable *standing;  /* turn → GPtrArray of Standing, by their ids; more than one where devices posted it differently */
  GPtrArray *pending;    /* of TaTransaction: to be written together */
} Settling;

typedef struct
{
  char *transaction;
  char *digest;
  TaDate date;
} Standing;

static void
standing_free (gpointer data)
{
  Standing *standing = data;

  g_free (standing->transaction);
  g_free (standing->digest);
  g_free (standing);
}

static void
settling_clear (Settling *self)
{
  g_clear_pointer (&self->households, g_ptr_array_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_hash_table_unref);
  g_clear_pointer (&self->units, g_hash_table_unref);
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_pointer (&self->standing, g_hash_table_unref);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settling, settling_clear)

static void
add_standing (Settling *self, const char *turn, Standing *standing)
{
  GPtrArray *all = g_hash_table_lookup (self->standing, turn);

  if (all == NULL)
    {
      all = g_ptr_array_new_with_free_func (standing_free);
      g_hash_table_insert (self->standing, g_strdup (turn), all);
    }
  g_ptr_array_add (all, standing);
}

static gboolean
read_standing (Settling *self, const char *ids, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      self->database, "SELECT x.id, x.source, x.inputs ->> 'turn', x.date FROM ledger_transaction x "
                      "WHERE x.source IN (SELECT value FROM json_each (:ids)) AND " STANDING " ORDER BY x.id");
  TaStep step;

  ta_statement_bind_text (statement, ":ids", ids);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      Standing *standing = g_new0 (Standing, 1);

      standing->transaction = ta_statement_dup_text (statement, 0);
      standing->digest = g_strdup (ta_statement_text (statement, 2));
      standing->date = ta_statement_date (statement, 3);
      add_standing (self, ta_statement_text (statement, 1), standing);
    }
  return step == TA_STEP_DONE;
}

static gboolean
begin (Settling *self, const char *ids, GError **error)
{
  self->rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->units = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_transaction_free);
  self->standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->households = ta_household_table_list (self->database, error);
  self->services = self->households != NULL ? ta_service_table_list (self->database, error) : NULL;
  return self->services != NULL && read_standing (self, ids, error);
}

static const TaService *
find_service (Settling *self, const char *id)
{
  for (guint i = 0; i < self->services->len; i++)
    if (strcmp (((TaService *) self->services->pdata[i])->id, id) == 0)
      return self->services->pdata[i];
  return NULL;
}

/* The first version counts from the beginning: what was done before it was written down counts as well. */
static gboolean
add_first_rules (Settling *self, const char *pod, const char *service, GPtrArray *versions, GError **error)
{
  g_autoptr (TaRotaRules) rota = ta_rota_rules_table_get (self->database, pod, error);
  TaCreditRules *first;

  if (rota == NULL)
    return FALSE;
  first = ta_credit_rules_table_add (self->database, pod, service, rota->credit, TA_DATE_NONE, "", error);
  if (first != NULL)
    g_ptr_array_add (versions, first);
  return first != NULL;
}

static GPtrArray *
rules_of (Settling *self, const TaTurn *turn, GError **error)
{
  g_autofree char *key = g_strconcat (turn->pod, "\n", turn->service, NULL);
  GPtrArray *versions = g_hash_table_lookup (self->rules, key);

  if (versions != NULL)
    return versions;
  versions = ta_credit_rules_table_list (self->database, turn->pod, turn->service, error);
  if (versions == NULL)
    return NULL;
  g_hash_table_insert (self->rules, g_steal_pointer (&key), versions);
  return versions->len > 0 || add_first_rules (self, turn->pod, turn->service, versions, error) ? versions : NULL;
}

/* (nullable): the rules of the turn's day; %NULL with @error. */
static const TaCreditRules *
rules_on_day (Settling *self, const TaTurn *turn, GError **error)
{
  GPtrArray *versions = rules_of (self, turn, error);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const TaCreditRules *rules = versions->pdata[i];

      /* The oldest is for all that came before. */
      if (rules->effective_from <= turn->date || i + 1 == versions->len)
        return rules;
    }
  return NULL;
}

static const char *
ensure_unit (Settling *self, TaRotaCredit credit, GError **error)
{
  const char *word = ta_turn_posting_unit (credit);
  char *unit = g_hash_table_lookup (self->units, word);

  if (unit == NULL)
    {
      unit = ta_unit_table_ensure (self->database, word, "count", HUNDREDTHS, error);
      if (unit != NULL)
        g_hash_table_insert (self->units, (gpointer) word, unit);
    }
  return unit;
}

static const char *
ensure_account (Settling *self, const char *unit, const char *household, GError **error)
{
  g_autofree char *key = g_strconcat (unit, "\n", household, NULL);
  char *account = g_hash_table_lookup (self->accounts, key);

  if (account == NULL)
    {
      account = ta_account_table_ensure (self->database, unit, household, error);
      if (account != NULL)
        g_hash_table_insert (self->accounts, g_steal_pointer (&key), account);
    }
  return account;
}

static gboolean
add_entries (Settling *self, TaTransaction *transaction, GArray *lines, TaRotaCredit credit, GError **error)
{
  const char *unit = ensure_unit (self, credit, error);

  for (guint i = 0; unit != NULL && i < lines->len; i++)
    {
      const TaCreditLine *line = &g_array_index (lines, TaCreditLine, i);
      const char *account = ensure_account (self, unit, line->household, error);

      if (account == NULL)
        return FALSE;
      ta_transaction_add (transaction, account, line->amount);
    }
  return unit != NULL;
}

/* Two devices that post the same make the same rows; what was posted and taken back before is told apart by its number. */
static gboolean
name_posting (Settling *self, TaTransaction *transaction, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      self->database, "SELECT count (*) FROM ledger_transaction WHERE source = :turn AND +reverses IS NULL AND inputs = :inputs");
  g_autofree char *number = NULL;
  g_autofree char *id = NULL;
  gint64 count;

  ta_statement_bind_text (statement, ":turn", transaction->source);
  ta_statement_bind_text (statement, ":inputs", transaction->inputs);
  if (!ta_query_int (statement, &count, error))
    return FALSE;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, count);
  id = ta_id_new_from_name ("posting", transaction->source, transaction->inputs, number, NULL);
  ta_transaction_set_id (transaction, id);
  return TRUE;
}

static gboolean
post_lines (Settling *self, const TaTurn *turn, const TaService *service, const TaCreditRules *rules, const TaCreditInputs *inputs, GArray *lines, GError **error)
{
  g_autoptr (TaTransaction) transaction = ta_transaction_new (turn->date, *turn->title != '\0' ? turn->title : service->name);
  g_autofree char *digest = ta_turn_credit_digest (turn);

  ta_set_text (&transaction->source_kind, SOURCE_KIND);
  transaction->source = g_strdup (turn->id);
  transaction->rule_set = g_strdup (rules->id);
  g_free (transaction->inputs);
  transaction->inputs = ta_credit_inputs_to_json (inputs, digest);
  g_free (transaction->trace);
  transaction->trace = ta_turn_postings_trace (inputs, lines);
  if (!add_entries (self, transaction, lines, inputs->preset, error) || !name_posting (self, transaction, error))
    return FALSE;
  g_ptr_array_add (self->pending, g_steal_pointer (&transaction));
  return TRUE;
}

/* Other services than cooking have rules of their own, which are not these two. */
static gboolean
counts (const TaService *service, const TaTurn *turn)
{
  return service != NULL && service->kind == TA_SERVICE_COOK && ta_turn_state_effect (turn->state) != TA_EFFECT_NONE && ta_turn_holder (turn) != NULL;
}

static gboolean
post (Settling *self, const TaTurn *turn, GError **error)
{
  const TaService *service = find_service (self, turn->service);
  const TaCreditRules *rules;
  g_autoptr (TaCreditInputs) inputs = NULL;
  g_autoptr (GArray) lines = NULL;

  if (!counts (service, turn))
    return TRUE;
  rules = rules_on_day (self, turn, error);
  if (rules == NULL)
    return FALSE;
  inputs = ta_credit_inputs_from_turn (turn, turn->state, rules->credit, self->households);
  lines = ta_turn_postings (inputs);
  return lines->len == 0 || post_lines (self, turn, service, rules, inputs, lines, error);
}

/* A reversal bears the day of what it takes back, so that no period is wrong by both; posted_at says when it was made. */
static gboolean
reverse (Settling *self, const Standing *standing, GError **error)
{
  /* That it was not reversed yet is what standing means. */
  g_autoptr (TaTransaction) transaction = ta_ledger_table_get (self->database, standing->transaction, error);

  if (transaction == NULL)
    return FALSE;
  g_ptr_array_add (self->pending, ta_transaction_reverse (transaction, standing->date));
  return TRUE;
}

/* Reverses what does not say what @digest does (nullable: all), and of what does all but the first, which every device knows as such.
   @stands: (out): whether one is left */
static gboolean
reverse_others (Settling *self, const char *turn, const char *digest, gboolean *stands, GError **error)
{
  GPtrArray *all = g_hash_table_lookup (self->standing, turn);

  *stands = FALSE;
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const Standing *standing = all->pdata[i];

      if (!*stands && g_strcmp0 (standing->digest, digest) == 0)
        *stands = TRUE;
      else if (!reverse (self, standing, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_turn (Settling *self, const TaTurn *turn, GError **error)
{
  g_autofree char *digest = ta_turn_credit_digest (turn);
  gboolean stands;

  return reverse_others (self, turn->id, digest, &stands, error) && (stands || post (self, turn, error));
}

static gboolean
settle_deleted (Settling *self, GPtrArray *ids, GPtrArray *turns, GError **error)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean stands;

  for (guint i = 0; i < turns->len; i++)
    g_hash_table_add (there, ((TaTurn *) turns->pdata[i])->id);
  for (guint i = 0; i < ids->len; i++)
    if (!g_hash_table_contains (there, ids->pdata[i]) && !reverse_others (self, ids->pdata[i], NULL, &stands, error))
      return FALSE;
  return TRUE;
}

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const TaTurn *first = *(TaTurn *const *) a;
  const TaTurn *second = *(TaTurn *const *) b;

  return first->date != second->date ? (first->date < second->date ? -1 : 1) : strcmp (first->id, second->id);
}

static gboolean
settle_all (TaDatabase *database, GPtrArray *ids, GError **error)
{
  g_auto (Settling) self = { .database = database };
  g_autoptr (GPtrArray) turns = ta_turn_table_get_many (database, ids, error);
  g_autofree char *json = ta_table_texts_to_json (ids);

  if (turns == NULL || !begin (&self, json, error) || !settle_deleted (&self, ids, turns, error))
    return FALSE;
  g_ptr_array_sort (turns, compare_turns);
  for (guint i = 0; i < turns->len; i++)
    if (!settle_turn (&self, turns->pdata[i], error))
      return FALSE;
  return ta_ledger_table_write_many (database, self.pending, error);
}

/* Rules that changed other than by ta_credit_rules_table_switch() count from today on. */
static gboolean
settle_pods (TaDatabase *database, GPtrArray *pods, TaDate today, GError **error)
{
  for (guint i = 0; i < pods->len; i++)
    {
      g_autoptr (TaRotaRules) rota = ta_rota_rules_table_get (database, pods->pdata[i], error);

      if (rota == NULL || !ta_credit_rules_table_switch (database, pods->pdata[i], rota->credit, today, "", error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ta_turn_posting_settle (TaDatabase *database, TaDate today, GError **error)
{
  g_autoptr (GPtrArray) turns = NULL;
  g_autoptr (GPtrArray) pods = NULL;

  {
    g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM touched_pod RETURNING pod");

    pods = ta_query_collect_text (statement, error);
  }
  if (pods == NULL || (pods->len > 0 && !settle_pods (database, pods, today, error)))
    return FALSE;
  {
    g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM touched_turn RETURNING turn");

    turns = ta_query_collect_text (statement, error);
  }
  return turns != NULL && (turns->len == 0 || settle_all (database, turns, error));
}

/* The rules that there are for the turn's day, or what the first ones will be. */
static gboolean
find_credit (TaDatabase *database, const TaTurn *turn, TaRotaCredit *credit, GError **error)
{
  g_autoptr (GPtrArray) versions = ta_credit_rules_table_list (database, turn->pod, turn->service, error);
  g_autoptr (TaRotaRules) rota = versions != NULL ? ta_rota_rules_table_get (database, turn->pod, error) : NULL;

  if (rota == NULL)
    return FALSE;
  *credit = rota->credit;
  for (guint i = versions->len; i > 0; i--)
    {
      const TaCreditRules *rules = versions->pdata[i - 1];

      if (rules->effective_from <= turn->date)
        *credit = rules->credit;
    }
  return TRUE;
}

TaCreditInputs *
ta_turn_posting_preview (TaDatabase *database, const TaTurn *turn, TaTurnState state, GError **error)
{
  g_auto (Settling) self = { .database = database };
  const TaService *service;
  TaRotaCredit credit;

  self.households = ta_household_table_list (database, error);
  self.services = self.households != NULL ? ta_service_table_list (database, error) : NULL;
  if (self.services == NULL || !find_credit (database, turn, &credit, error))
    return NULL;
  service = find_service (&self, turn->service);
  /* Where nothing counts, nobody holds it as far as the ledger goes. */
  if (service == NULL || service->kind != TA_SERVICE_COOK)
    return ta_credit_inputs_new (credit, state, turn->date);
  return ta_credit_inputs_from_turn (turn, state, credit, self.households);
}

gboolean
ta_turn_posting_note_missing (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "INSERT INTO touched_turn (turn) SELECT t.id FROM turn t WHERE " COUNTS ("t.state") " AND NOT EXISTS (SELECT 1 FROM ledger_transaction x WHERE x.source = t.id AND " STANDING ") ON CONFLICT DO NOTHING");

  return ta_statement_run (statement, NULL, error);
}

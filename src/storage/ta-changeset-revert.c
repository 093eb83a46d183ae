/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-changeset-private.h"
#include "ta-changeset.h"
#include "ta-domain.h"
#include "ta-search-table.h"
#include "ta-subject.h"
#include "ta-unique-table.h"

#include <glib/gi18n-lib.h>

/* So many changes of what can be searched and the index is brought up to date once for all of them: each trigger is a savepoint, at which
   FTS5 writes what it has gathered to the disk. */
#define MANY 100

/* The tables whose triggers do more than keep the search index; the ledger's are not reverted. */
static const char *const guarded_tables[] = { "reservation", "turn", "assignment", "loan", "cover_request", "health_lock", NULL };

typedef enum
{
  PASS_ALL,
  PASS_UNGUARDED, /* what needs no triggers, without them … */
  PASS_GUARDED    /* … and what needs them after it, with them */
} Pass;

typedef struct
{
  TaDatabase *database;
  Pass pass;
  gboolean dangling; /* after PASS_UNGUARDED: whether a row names one that is gone */
  char *reason;      /* (nullable) */
} Revert;

static int
filter (gpointer data, const char *name)
{
  const TaDomainTable *table = ta_domain_find (name);
  const Revert *revert = data;

  if (table == NULL || table->ledger)
    return FALSE;
  return revert->pass == PASS_ALL || g_strv_contains (guarded_tables, name) == (revert->pass == PASS_GUARDED);
}

static const char *
depends_on_it (void)
{
  return _ ("Something that was added later depends on it. Undo that first.");
}

static char *
conflict_reason (TaDatabase *database, int kind, sqlite3_changeset_iter *iter)
{
  g_autofree char *subject = NULL;
  g_autofree char *id = NULL;
  const char *table;
  int columns, operation;

  if (kind == SQLITE_CHANGESET_FOREIGN_KEY)
    return g_strdup (depends_on_it ());
  sqlite3changeset_op (iter, &table, &columns, &operation, NULL);
  id = g_strdup (ta_changeset_value (iter, operation != SQLITE_INSERT, 0));
  subject = ta_subject_describe (database, table, id);
  if (kind == SQLITE_CHANGESET_NOTFOUND)
    return g_strdup_printf (_ ("%s has been deleted since, so this cannot be undone."), subject);
  return g_strdup_printf (_ ("%s has changed since, so this cannot be undone. Undo the later changes first."), subject);
}

static int
on_conflict (gpointer data, int kind, sqlite3_changeset_iter *iter)
{
  Revert *revert = data;

  /* What names it may go with the other pass. */
  if (kind == SQLITE_CHANGESET_FOREIGN_KEY && revert->pass == PASS_UNGUARDED)
    {
      revert->dangling = TRUE;
      return SQLITE_CHANGESET_OMIT;
    }
  if (revert->reason == NULL)
    revert->reason = conflict_reason (revert->database, kind, iter);
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
apply (TaDatabase *database, GBytes *changeset, Pass pass, gboolean *dangling, GError **error)
{
  Revert revert = { database, pass, FALSE, NULL };
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  /* The changeset has what cascades did, too, so they must not act a second time. And each statement that ends walks through all that a
     savepoint around them keeps; the transaction is what is rolled back. */
  int code = sqlite3changeset_apply_v2 (ta_database_get_handle (database), (int) size, (gpointer) data, filter, on_conflict, &revert, NULL, NULL,
                                        SQLITE_CHANGESETAPPLY_FKNOACTION | SQLITE_CHANGESETAPPLY_NOSAVEPOINT);

  if (dangling != NULL)
    *dangling = revert.dangling;
  if (revert.reason != NULL)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, revert.reason);
  else if (code != SQLITE_OK)
    ta_database_set_error (database, code, error);
  g_free (revert.reason);
  return code == SQLITE_OK;
}

static GBytes *
invert (TaDatabase *database, GBytes *changeset, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changeset, &size);
  gpointer inverse = NULL;
  int inverse_size = 0;
  int code = sqlite3changeset_invert ((int) size, data, &inverse_size, &inverse);

  if (code == SQLITE_OK)
    return g_bytes_new_with_free_func (inverse, (gsize) inverse_size, sqlite3_free, inverse);
  ta_database_set_error (database, code, error);
  return NULL;
}

/* What is to be known of a changeset before it is applied. */
typedef struct
{
  TaSearchTouched *touched; /* what the search index has to be told of */
  guint n_searched;         /* how many changes that are */
  gboolean guarded;         /* whether there are any of the guarded tables */
  GHashTable *kept;         /* of "table/id": what rows of the ledger name */
} Survey;

static void
survey_clear (Survey *survey)
{
  ta_search_touched_free (survey->touched);
  g_hash_table_unref (survey->kept);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Survey, survey_clear)

/* Where the ledger names rows of other tables. */
static const struct
{
  const char *table;
  int column;
  const char *named;
} ledger_references[] = {
  { "rule_set", 1, "service" },
  { "account", 3, "household" },
  { "account", 4, "pod" },
};

/* The ledger's rows stay, so what they name and came with them has to stay, too. */
static void
survey_ledger_row (Survey *survey, const char *table, sqlite3_changeset_iter *iter)
{
  for (guint i = 0; i < G_N_ELEMENTS (ledger_references); i++)
    {
      const char *id = g_str_equal (table, ledger_references[i].table) ? ta_changeset_value (iter, TRUE, ledger_references[i].column) : NULL;

      if (id != NULL)
        g_hash_table_add (survey->kept, g_strconcat (ledger_references[i].named, "/", id, NULL));
    }
}

static void
survey_change (Survey *survey, sqlite3_changeset_iter *iter)
{
  const char *table;
  int columns, operation;

  sqlite3changeset_op (iter, &table, &columns, &operation, NULL);
  if (operation == SQLITE_DELETE)
    survey_ledger_row (survey, table, iter);
  survey->guarded = survey->guarded || g_strv_contains (guarded_tables, table);
  if (!ta_search_table_reads (table))
    return;
  survey->n_searched++;
  if (operation != SQLITE_INSERT)
    ta_search_touched_add (survey->touched, table, ta_changeset_value (iter, TRUE, 0), ta_changeset_value (iter, TRUE, 1));
  if (operation != SQLITE_DELETE)
    ta_search_touched_add (survey->touched, table, ta_changeset_value (iter, FALSE, 0), ta_changeset_value (iter, FALSE, 1));
}

typedef int (*ChangeFunc) (sqlite3_changeset_iter *iter, gpointer data);

static gboolean
for_each_change (TaDatabase *database, GBytes *changeset, ChangeFunc func, gpointer data, GError **error)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (changeset, &size);
  sqlite3_changeset_iter *iter = NULL;
  int code = size > 0 ? sqlite3changeset_start (&iter, (int) size, (gpointer) bytes) : SQLITE_DONE;

  while (iter != NULL && (code = sqlite3changeset_next (iter)) == SQLITE_ROW)
    if ((code = func (iter, data)) != SQLITE_OK)
      break;
  sqlite3changeset_finalize (iter);
  if (code != SQLITE_DONE)
    ta_database_set_error (database, code, error);
  return code == SQLITE_DONE;
}

static int
on_surveyed (sqlite3_changeset_iter *iter, gpointer data)
{
  survey_change (data, iter);
  return SQLITE_OK;
}

typedef struct
{
  GHashTable *kept;
  sqlite3_changegroup *group;
} Selection;

static int
add_unless_kept (sqlite3_changeset_iter *iter, gpointer data)
{
  const Selection *selection = data;
  g_autofree char *key = NULL;
  const char *table;
  int columns, operation;

  sqlite3changeset_op (iter, &table, &columns, &operation, NULL);
  key = operation == SQLITE_DELETE ? g_strconcat (table, "/", ta_changeset_value (iter, TRUE, 0), NULL) : NULL;
  return key != NULL && g_hash_table_contains (selection->kept, key) ? SQLITE_OK : sqlite3changegroup_add_change (selection->group, iter);
}

static GBytes *
take_group (TaDatabase *database, sqlite3_changegroup *group, GError **error)
{
  gpointer data = NULL;
  int size = 0;
  int code = sqlite3changegroup_output (group, &size, &data);

  if (code == SQLITE_OK)
    return g_bytes_new_with_free_func (data, (gsize) size, sqlite3_free, data);
  ta_database_set_error (database, code, error);
  return NULL;
}

/* Takes @changeset. */
static GBytes *
leave_out_kept (TaDatabase *database, GBytes *changeset, GHashTable *kept, GError **error)
{
  g_autoptr (GBytes) all = changeset;
  Selection selection = { kept, NULL };
  GBytes *left;
  int code;

  if (g_hash_table_size (kept) == 0)
    return g_steal_pointer (&all);
  code = sqlite3changegroup_new (&selection.group);
  if (code != SQLITE_OK)
    {
      ta_database_set_error (database, code, error);
      return NULL;
    }
  left = for_each_change (database, all, add_unless_kept, &selection, error) ? take_group (database, selection.group, error) : NULL;
  sqlite3changegroup_delete (selection.group);
  return left;
}

static gboolean
apply_without_triggers (TaDatabase *database, GBytes *changeset, Pass pass, gboolean *dangling, GError **error)
{
  gboolean done;

  ta_database_set_triggers (database, FALSE);
  done = apply (database, changeset, pass, dangling, error);
  ta_database_set_triggers (database, TRUE);
  return done;
}

static gboolean
check_references (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT 1 FROM pragma_foreign_key_check LIMIT 1");
  TaStep step = ta_statement_step (statement, error);

  if (step == TA_STEP_ROW)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, depends_on_it ());
  return step == TA_STEP_DONE;
}

/* SQLite forgets at the end of a pass which references it found broken, so whether the other has mended them is asked anew. */
static gboolean
apply_in_two (TaDatabase *database, GBytes *changeset, GError **error)
{
  gboolean dangling = FALSE;

  return apply_without_triggers (database, changeset, PASS_UNGUARDED, &dangling, error) && apply (database, changeset, PASS_GUARDED, NULL, error)
         && (!dangling || check_references (database, error));
}

static gboolean
apply_surveyed (TaDatabase *database, GBytes *changeset, const Survey *survey, GError **error)
{
  gint64 doubled;
  gboolean done;

  if (survey->n_searched < MANY)
    return apply (database, changeset, PASS_ALL, NULL, error);
  if (!ta_unique_table_count (database, &doubled, error))
    return FALSE;
  done = survey->guarded ? apply_in_two (database, changeset, error) : apply_without_triggers (database, changeset, PASS_ALL, NULL, error);
  return done && ta_unique_table_check (database, doubled, error) && ta_search_table_refresh (database, survey->touched, error);
}

gboolean
ta_changeset_revert (TaDatabase *database, GBytes *changeset, GError **error)
{
  g_autoptr (GBytes) inverse = invert (database, changeset, error);
  g_auto (Survey) survey = { ta_search_touched_new (), 0, FALSE, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  if (inverse == NULL || !for_each_change (database, inverse, on_surveyed, &survey, error))
    return FALSE;
  inverse = leave_out_kept (database, g_steal_pointer (&inverse), survey.kept, error);
  return inverse != NULL && apply_surveyed (database, inverse, &survey, error);
}

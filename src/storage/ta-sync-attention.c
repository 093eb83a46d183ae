/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-pod-table.h"
#include "ta-subject.h"
#include "ta-sync-notice-table.h"
#include "ta-sync-project.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
ta_attention_free (TaAttention *attention)
{
  if (attention == NULL)
    return;
  g_free (attention->subject);
  g_free (attention->first);
  g_free (attention->second);
  g_free (attention->first_label);
  g_free (attention->second_label);
  g_free (attention->table);
  g_free (attention->reason);
  g_free (attention);
}

/* What the rows of a list have: the subject and its number or date, then of each of the two its id, a name and a date or two, then where the
   documents are that say when each was given. */
enum
{
  SUBJECT,
  DETAIL,
  FIRST,
  FIRST_NAME,
  FIRST_DATE,
  SECOND,
  SECOND_NAME,
  SECOND_DATE,
  FIRST_TOP,
  SECOND_TOP
};

#define HOLDS(a) a ".role NOT IN ('helper', 'deliverer')"
#define GOES_ON(t) t ".state IN ('planned', 'published', 'seeking-cover') AND " t ".date >= :today"

typedef struct
{
  TaAttentionKind kind;
  const char *table;
  const char *sql;
  gboolean dated; /* the detail is a date */
} Kind;

static const Kind kinds[] = {
  { TA_ATTENTION_TWO_LOANS, "loan",
    "SELECT t.name, t.number, a.id, g.name, a.out_date, b.id, h.name, b.out_date, a.id, b.id FROM loan a JOIN loan b ON b.tool = a.tool AND b.id > a.id "
    "JOIN tool t ON t.id = a.tool JOIN household g ON g.id = a.household JOIN household h ON h.id = b.household "
    "WHERE a.returned_date IS NULL AND b.returned_date IS NULL AND :today IS NOT NULL ORDER BY t.name, a.id, b.id",
    FALSE },
  { TA_ATTENTION_RESERVATIONS, "reservation",
    "SELECT t.name, t.number, a.id, g.name, a.from_date, b.id, h.name, b.from_date, a.id, b.id FROM reservation a "
    "JOIN reservation b ON b.tool = a.tool AND b.id > a.id AND a.from_date < b.until_date AND b.from_date < a.until_date "
    "JOIN tool t ON t.id = a.tool JOIN household g ON g.id = a.household JOIN household h ON h.id = b.household "
    "WHERE a.until_date > :today AND b.until_date > :today ORDER BY t.name, a.id, b.id",
    FALSE },
  { TA_ATTENTION_HOLDERS, "assignment",
    "SELECT s.name, t.date, a.id, g.name, '', b.id, h.name, '', t.id, t.id FROM turn t JOIN service s ON s.id = t.service "
    "JOIN assignment a ON a.turn = t.id AND " HOLDS ("a") " JOIN assignment b ON b.turn = t.id AND b.id > a.id AND b.household <> a.household AND " HOLDS ("b") " JOIN household g ON g.id = a.household JOIN household h ON h.id = b.household WHERE " GOES_ON ("t") " AND (SELECT count (*) FROM assignment c WHERE c.turn = t.id AND " HOLDS ("c") ") > t.places ORDER BY t.date, t.id, a.id, b.id",
    TRUE },
  { TA_ATTENTION_DOUBLE_TURN, "assignment",
    "SELECT h.name, t.date, a.id, s.name || ' ' || t.start_time, '', b.id, r.name || ' ' || u.start_time, '', t.id, u.id FROM assignment a "
    "JOIN turn t ON t.id = a.turn JOIN assignment b ON b.household = a.household AND b.id > a.id AND b.turn <> a.turn JOIN turn u ON u.id = b.turn AND u.date = t.date "
    "JOIN service s ON s.id = t.service JOIN service r ON r.id = u.service JOIN household h ON h.id = a.household "
    "WHERE " GOES_ON ("t") " AND " GOES_ON ("u") " AND " HOLDS ("a") " AND " HOLDS ("b") " AND a.override_reason = '' AND b.override_reason = '' "
                                                                                         "AND (a.person IS NULL OR b.person IS NULL OR a.person = b.person) "
                                                                                         "AND unixepoch (t.date || ' ' || t.start_time) < unixepoch (u.date || ' ' || u.start_time) + u.minutes * 60 "
                                                                                         "AND unixepoch (u.date || ' ' || u.start_time) < unixepoch (t.date || ' ' || t.start_time) + t.minutes * 60 ORDER BY t.date, h.name, a.id, b.id",
    TRUE },
  { TA_ATTENTION_TOOL_NUMBER, "tool",
    "SELECT a.number, NULL, a.id, a.name, '', b.id, b.name, '', a.id, b.id FROM tool a JOIN tool b ON b.number = a.number AND b.id > a.id "
    "WHERE a.number IS NOT NULL AND :today IS NOT NULL ORDER BY a.number, a.id, b.id",
    FALSE },
};

/* The key of what says when the row was given: a row at the top by its id, one below by its being there. */
static char *
key_of (TaDatabase *database, const char *table, const char *id)
{
  const TaDomainTable *domain = ta_domain_find (table);
  g_autoptr (TaRow) row = domain->parent != NULL ? ta_row_read (database, domain, id, NULL) : NULL;

  return row != NULL ? ta_row_element (row) : g_strdup ("id");
}

static TaStamp
given_at (TaDatabase *database, const char *table, const char *id, const char *top)
{
  g_autoptr (TaDocument) document = ta_sync_get_document (database, ta_domain_root (ta_domain_find (table))->name, top, NULL);
  g_autofree char *key = key_of (database, table, id);
  const TaField *field = document != NULL ? ta_document_get (document, key) : NULL;

  return field != NULL ? field->stamp : (TaStamp) { 0, 0, 0 };
}

static char *
label_of (TaStatement *row, int name)
{
  g_autofree char *date = ta_date_format (ta_statement_date (row, name + 1), TA_DATE_MEDIUM);

  if (*date == '\0')
    return ta_statement_dup_text (row, name);
  /* Translators: a household, and the day from which it has something: “Silva, since 3 Mar 2026” */
  return g_strdup_printf (_ ("%s, since %s"), ta_statement_text (row, name), date);
}

static char *
subject_of (const Kind *kind, TaStatement *row)
{
  g_autofree char *date = kind->dated ? ta_date_format (ta_statement_date (row, DETAIL), TA_DATE_LONG) : NULL;
  const char *detail = date != NULL ? date : ta_statement_text (row, DETAIL);

  if (*detail == '\0')
    return ta_statement_dup_text (row, SUBJECT);
  if (!kind->dated)
    /* Translators: a tool and its number: “Drill 12” */
    return g_strdup_printf (_ ("%s %s"), ta_statement_text (row, SUBJECT), detail);
  /* Translators: a service or a household, and a day: “Dinner, Friday, 4 December” */
  return g_strdup_printf (_ ("%s, %s"), ta_statement_text (row, SUBJECT), detail);
}

static TaAttention *
attention_from_row (TaDatabase *database, const Kind *kind, TaStatement *row)
{
  TaAttention *attention = g_new0 (TaAttention, 1);
  TaStamp first = given_at (database, kind->table, ta_statement_text (row, FIRST), ta_statement_text (row, FIRST_TOP));
  TaStamp second = given_at (database, kind->table, ta_statement_text (row, SECOND), ta_statement_text (row, SECOND_TOP));
  gboolean turned = ta_stamp_compare (&first, &second) > 0;

  attention->kind = kind->kind;
  attention->table = g_strdup (kind->table);
  attention->subject = subject_of (kind, row);
  attention->first = ta_statement_dup_text (row, turned ? SECOND : FIRST);
  attention->second = ta_statement_dup_text (row, turned ? FIRST : SECOND);
  attention->first_label = label_of (row, turned ? SECOND_NAME : FIRST_NAME);
  attention->second_label = label_of (row, turned ? FIRST_NAME : SECOND_NAME);
  return attention;
}

static gboolean
list_kind (TaDatabase *database, const Kind *kind, TaDate today, GPtrArray *all, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, kind->sql);
  TaStep step;

  ta_statement_bind_date (statement, ":today", today);
  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (all, attention_from_row (database, kind, statement));
  return step == TA_STEP_DONE;
}

/* What is held -------------------------------------------------------------------------------------------------------------------------- */

static const char *
reason_of (const char *held)
{
  if (strcmp (held, TA_HELD_WAITING) == 0)
    return _ ("It refers to something that has not come yet.");
  if (strcmp (held, TA_HELD_NEWER) == 0)
    return _ ("It was made by a newer version. Update Turnabout to see it.");
  return _ ("It says something that this version does not admit. What was here before is shown.");
}

static gboolean
list_held (TaDatabase *database, GPtrArray *all, GError **error)
{
  /* The plus: otherwise all documents are gone through in their order, for the few that are held. */
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT type, id, held FROM sync_document WHERE held IS NOT NULL AND held <> '" TA_HELD_USED "' ORDER BY +type, +id");
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    {
      TaAttention *attention = g_new0 (TaAttention, 1);
      const char *type = ta_statement_text (statement, 0);
      char *name = ta_subject_name (database, type, ta_statement_text (statement, 1));

      attention->kind = TA_ATTENTION_HELD;
      attention->table = g_strdup (type);
      attention->first = ta_statement_dup_text (statement, 1);
      attention->subject = name != NULL ? name : g_strdup (ta_subject_kind (type));
      attention->first_label = g_strdup (ta_subject_kind (type));
      attention->reason = g_strdup (reason_of (ta_statement_text (statement, 2)));
      attention->is_shown = strcmp (ta_statement_text (statement, 2), TA_HELD_INVALID) == 0 && name != NULL;
      g_ptr_array_add (all, attention);
    }
  return step == TA_STEP_DONE;
}

GPtrArray *
ta_attention_list (TaDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_attention_free);
  TaDate today;

  if (!ta_collective_table_date (database, 0, &today, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!list_kind (database, &kinds[i], today, all, error))
      return NULL;
  return list_held (database, all, error) ? g_steal_pointer (&all) : NULL;
}

/* Settling ------------------------------------------------------------------------------------------------------------------------------- */

static const char *
settling_sql (TaAttentionKind kind)
{
  switch (kind)
    {
    case TA_ATTENTION_TWO_LOANS:
      return "UPDATE loan SET returned_date = max (out_date, :today) WHERE id = :id AND returned_date IS NULL";
    case TA_ATTENTION_RESERVATIONS:
      return "DELETE FROM reservation WHERE id = :id AND :today IS NOT NULL";
    case TA_ATTENTION_HOLDERS:
    case TA_ATTENTION_DOUBLE_TURN:
      return "DELETE FROM assignment WHERE id = :id AND :today IS NOT NULL";
    case TA_ATTENTION_TOOL_NUMBER:
      return "UPDATE tool SET number = NULL WHERE id = :id AND :today IS NOT NULL";
    case TA_ATTENTION_HELD:
    default:
      return NULL;
    }
}

gboolean
ta_attention_settle (TaDatabase *database, const TaAttention *attention, const char *keep, GError **error)
{
  const char *sql = settling_sql (attention->kind);
  g_autoptr (TaStatement) statement = NULL;
  TaDate today;
  int changed = 0;

  g_return_val_if_fail (sql != NULL && attention->second != NULL, FALSE);
  if (!ta_collective_table_date (database, 0, &today, error))
    return FALSE;
  statement = ta_database_prepare (database, sql);
  ta_statement_bind_text (statement, ":id", strcmp (attention->first, keep) == 0 ? attention->second : attention->first);
  ta_statement_bind_date (statement, ":today", today);
  if (!ta_statement_run (statement, &changed, error))
    return FALSE;
  if (changed == 0)
    g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING, _ ("This has been settled already."));
  return changed > 0;
}

/* What the document says of rows that the tables never had: they are not to be, unless they wait for what has not come yet. */
static gboolean
drop_refused (TaDatabase *database, TaSyncRecord *record, GPtrArray *rows, TaStamp stamp, GError **error)
{
  g_autoptr (TaStatement) waiting = ta_database_prepare (database, "SELECT 1 FROM sync_missing WHERE type = :type AND id = :id");
  g_autoptr (GPtrArray) said = ta_sync_rows_of (database, ta_domain_find (record->document->type), record->document);
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  TaStep step;

  ta_statement_bind_text (waiting, ":type", record->document->type);
  ta_statement_bind_text (waiting, ":id", record->document->id);
  step = ta_statement_step (waiting, error);
  for (guint i = 1; i < rows->len; i++)
    g_hash_table_add (shown, ta_row_element (rows->pdata[i]));
  for (guint i = 1; step == TA_STEP_DONE && i < said->len; i++)
    {
      g_autofree char *element = ta_row_element (said->pdata[i]);

      if (!g_hash_table_contains (shown, element))
        ta_sync_set_present (record->document, element, FALSE, stamp);
    }
  return step != TA_STEP_ERROR;
}

gboolean
ta_attention_keep_shown (TaDatabase *database, const TaAttention *attention, gint64 now_ms, GError **error)
{
  const TaDomainTable *table = ta_domain_find (attention->table);
  g_autoptr (GPtrArray) rows = ta_row_read_aggregate (database, table, attention->first, error);
  TaSyncRecord *loaded = NULL;
  g_autoptr (TaSyncRecord) record = NULL;
  TaSyncContext context;
  TaStamp stamp;

  if (rows == NULL || !ta_sync_context_load (&context, database, now_ms, error)
      || !ta_sync_record_load (database, attention->table, attention->first, &loaded, error))
    return FALSE;
  record = loaded;
  if (record == NULL || g_strcmp0 (record->held, TA_HELD_INVALID) != 0 || rows->len == 0)
    {
      g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOTHING, _ ("This has been settled already."));
      return FALSE;
    }
  stamp = ta_stamp_clock_tick (&context.clock, now_ms);
  for (guint i = 0; i < rows->len; i++)
    ta_sync_put_row (record->document, rows->pdata[i], stamp);
  /* It is looked at anew when the next pull is over. */
  return drop_refused (database, record, rows, stamp, error) && ta_sync_record_save_stamped (database, record, error)
         && ta_sync_clock_save (database, &context.clock, error)
         && ta_database_exec (database, "INSERT INTO sync_applying (id) VALUES (2) ON CONFLICT DO NOTHING", error);
}

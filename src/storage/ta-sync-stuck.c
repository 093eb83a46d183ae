/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-subject.h"
#include "ta-sync-notice-table.h"
#include "ta-sync-private.h"

#include <glib/gi18n-lib.h>

void
ta_sync_stuck_free (TaSyncStuck *stuck)
{
  if (stuck == NULL)
    return;
  g_free (stuck->name);
  g_free (stuck->type);
  g_free (stuck->id);
  g_free (stuck->subject);
  g_free (stuck->reason);
  g_free (stuck);
}

/* A household as its name; what has none as what it is. */
static char *
subject_of (TaDatabase *database, const char *type, const char *id)
{
  char *name = ta_subject_name (database, type, id);

  if (name != NULL && *name != '\0')
    return name;
  g_free (name);
  return g_strdup (ta_subject_kind (type));
}

static TaSyncStuck *
stuck_from_row (TaDatabase *database, TaStatement *row)
{
  TaSyncStuck *stuck = g_new0 (TaSyncStuck, 1);

  stuck->name = ta_statement_dup_text (row, 0);
  if (!ta_statement_is_null (row, 1))
    {
      stuck->type = ta_statement_dup_text (row, 1);
      stuck->id = ta_statement_dup_text (row, 2);
      stuck->subject = subject_of (database, stuck->type, stuck->id);
    }
  stuck->is_there = ta_statement_is_null (row, 3);
  stuck->reason = stuck->is_there ? g_strdup (_ ("On the hub it is damaged, or somebody altered it. It was not taken over.")) : ta_statement_dup_text (row, 3);
  return stuck;
}

GPtrArray *
ta_sync_stuck_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (
      database, "SELECT name, type, id, refused FROM (SELECT 1 AS list, name, type, id, refused FROM sync_document WHERE refused IS NOT NULL "
                "UNION ALL SELECT 2, u.name, d.type, d.id, NULL FROM sync_unread u LEFT JOIN sync_document d ON d.name = u.name WHERE u.reason = 'damaged') "
                "ORDER BY list, type, id, name");
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_stuck_free);
  TaStep step;

  while ((step = ta_statement_step (statement, error)) == TA_STEP_ROW)
    g_ptr_array_add (all, stuck_from_row (database, statement));
  return step == TA_STEP_DONE ? g_steal_pointer (&all) : NULL;
}

gboolean
ta_sync_stuck_retry (TaDatabase *database, const TaSyncStuck *stuck, GError **error)
{
  return ta_sync_run_for_name (database, "UPDATE sync_document SET refused = NULL WHERE name = :name", stuck->name, error);
}

gboolean
ta_sync_stuck_keep_here (TaDatabase *database, const TaSyncStuck *stuck, GError **error)
{
  return ta_sync_run_for_name (database, "UPDATE sync_document SET refused = NULL, dirty = 0 WHERE name = :name AND refused IS NOT NULL", stuck->name, error);
}

/* It follows the damaged one, which whoever wrote meanwhile has written over already. What the hub last had that could be read is what it is compared with. */
gboolean
ta_sync_stuck_send_here (TaDatabase *database, const TaSyncStuck *stuck, GError **error)
{
  return ta_sync_run_for_name (database,
                               "UPDATE sync_document SET base = CASE WHEN base IS NULL AND base_rev IS NOT NULL THEN state ELSE base END, "
                               "base_rev = (SELECT rev FROM sync_unread u WHERE u.name = sync_document.name), dirty = 1, refused = NULL "
                               "WHERE name = :name AND EXISTS (SELECT 1 FROM sync_unread u WHERE u.name = sync_document.name AND u.reason = 'damaged')",
                               stuck->name, error)
         && ta_sync_run_for_name (database, "DELETE FROM sync_sent WHERE name = :name", stuck->name, error)
         && ta_sync_run_for_name (database, "DELETE FROM sync_unread WHERE name = :name AND reason = 'damaged' AND EXISTS (SELECT 1 FROM sync_document d WHERE d.name = :name)", stuck->name, error);
}

char *
ta_sync_stuck_dup_rev (TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT rev FROM sync_unread WHERE name = :name AND reason = 'damaged'");

  ta_statement_bind_text (statement, ":name", name);
  return ta_statement_step (statement, error) == TA_STEP_ROW ? ta_statement_dup_text (statement, 0) : NULL;
}

gboolean
ta_sync_stuck_forget (TaDatabase *database, const char *name, const char *rev, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM sync_unread WHERE name = :name AND rev = :rev");

  ta_statement_bind_text (statement, ":name", name);
  ta_statement_bind_text (statement, ":rev", rev);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_sync_give_up (TaDatabase *database, const TaSyncIncoming *keyless, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "UPDATE sync_unread SET reason = 'damaged' WHERE name = :name AND rev = :rev AND reason = 'key'");

  ta_statement_bind_text (statement, ":name", keyless->name);
  ta_statement_bind_text (statement, ":rev", keyless->rev);
  return ta_statement_run (statement, NULL, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-feed-published-table.h"

#include "ta-query.h"
#include "ta-table.h"

static const TaCode state_codes[] = {
  [TA_FEED_HUB_UNKNOWN] = { "", "" }, [TA_FEED_HUB_WORKS] = { "works", "" }, [TA_FEED_HUB_LACKING] = { "lacking", "" }, [TA_FEED_HUB_FAILED] = { "failed", "" }, { NULL, NULL }
};

void
ta_feed_published_free (TaFeedPublished *published)
{
  g_free (published->hash);
  g_free (published->body);
  g_free (published);
}

void
ta_feed_hub_free (TaFeedHub *hub)
{
  g_free (hub->detail);
  g_free (hub);
}

static gpointer
from_row (TaStatement *statement)
{
  TaFeedPublished *published = g_new0 (TaFeedPublished, 1);

  published->hash = ta_statement_dup_text (statement, 0);
  published->body = ta_statement_dup_text (statement, 1);
  published->at = ta_statement_int (statement, 2);
  return published;
}

GPtrArray *
ta_feed_published_table_list (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT hash, body, at FROM feed_published ORDER BY hash");

  return ta_query_collect (statement, from_row, (GDestroyNotify) ta_feed_published_free, error);
}

gboolean
ta_feed_published_table_set (TaDatabase *database, const TaFeedPublished *published, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "INSERT OR REPLACE INTO feed_published (hash, body, at) VALUES (:hash, :body, :at)");

  ta_statement_bind_text (statement, ":hash", published->hash);
  ta_statement_bind_text (statement, ":body", published->body);
  ta_statement_bind_int (statement, ":at", published->at);
  return ta_statement_run (statement, NULL, error);
}

gboolean
ta_feed_published_table_remove (TaDatabase *database, const char *hash, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "DELETE FROM feed_published WHERE hash = :hash");

  ta_statement_bind_text (statement, ":hash", hash);
  return ta_statement_run (statement, NULL, error);
}

TaFeedHub *
ta_feed_hub_table_get (TaDatabase *database, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT state, detail, at FROM feed_hub WHERE id = 1");
  TaFeedHub *hub;
  TaStep step = ta_statement_step (statement, error);

  if (step == TA_STEP_ERROR)
    return NULL;
  hub = g_new0 (TaFeedHub, 1);
  hub->detail = g_strdup (step == TA_STEP_ROW ? ta_statement_text (statement, 1) : "");
  if (step == TA_STEP_DONE)
    return hub;
  hub->state = (TaFeedHubState) ta_table_code (statement, 0, state_codes);
  hub->at = ta_statement_int (statement, 2);
  return hub;
}

gboolean
ta_feed_hub_table_set (TaDatabase *database, TaFeedHubState state, const char *detail, gint64 at, GError **error)
{
  g_autoptr (TaStatement) statement
      = ta_database_prepare (database, "INSERT OR REPLACE INTO feed_hub (id, state, detail, at) VALUES (1, :state, :detail, :at)");

  ta_statement_bind_text (statement, ":state", ta_code_word (state_codes, (int) state));
  ta_statement_bind_text (statement, ":detail", detail != NULL ? detail : "");
  ta_statement_bind_int (statement, ":at", at);
  return ta_statement_run (statement, NULL, error);
}

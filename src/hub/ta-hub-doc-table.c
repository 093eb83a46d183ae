/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-doc-table.h"

#include "ta-hub-secret.h"

#include <string.h>

/* Revisions ------------------------------------------------------------------------------------------------------------------------ */

gboolean
ta_hub_rev_parse (const char *text, TaHubRev *rev)
{
  g_autofree char *lower = NULL;
  char *end = NULL;
  gsize digits;

  *rev = (TaHubRev) { 0 };
  if (!g_ascii_isdigit (text[0]) || strspn (text, "0123456789") > 15)
    return FALSE;
  rev->n = g_ascii_strtoll (text, &end, 10);
  if (rev->n < 1 || *end != '-')
    return FALSE;
  digits = strlen (end + 1);
  if (digits == 0 || digits > 2 * TA_HUB_REV_SIZE || strspn (end + 1, "0123456789abcdefABCDEF") != digits)
    return FALSE;
  lower = g_ascii_strdown (end + 1, -1);
  ta_hub_secret_parse_hex (lower, rev->id, TA_HUB_REV_SIZE);
  return TRUE;
}

void
ta_hub_rev_append (GString *out, gint64 n, const guint8 *id)
{
  g_autofree char *hex = ta_hub_secret_to_hex (id, TA_HUB_REV_SIZE);

  g_string_append_printf (out, "%" G_GINT64_FORMAT "-%s", n, hex);
}

char *
ta_hub_rev_to_text (const TaHubRev *rev)
{
  g_autoptr (GString) text = g_string_new (NULL);

  ta_hub_rev_append (text, rev->n, rev->id);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

void
ta_hub_leaf_follow (TaHubLeaf *leaf, const TaHubLeaf *parent, gint64 n, gboolean deleted)
{
  guint kept = parent != NULL ? MIN (parent->count, TA_HUB_MOST_REVS - 1) : 0;

  leaf->n = n;
  leaf->deleted = deleted;
  leaf->count = kept + 1;
  if (kept > 0)
    memmove (leaf->revs + TA_HUB_REV_SIZE, parent->revs, kept * TA_HUB_REV_SIZE);
  ta_hub_secret_fill (leaf->revs, TA_HUB_REV_SIZE);
}

gboolean
ta_hub_leaf_is (const TaHubLeaf *leaf, const TaHubRev *rev)
{
  return leaf->n == rev->n && memcmp (leaf->revs, rev->id, TA_HUB_REV_SIZE) == 0;
}

gboolean
ta_hub_leaf_descends (const TaHubLeaf *leaf, const TaHubRev *rev)
{
  gint64 back = leaf->n - rev->n;

  return back >= 0 && back < leaf->count && memcmp (leaf->revs + back * TA_HUB_REV_SIZE, rev->id, TA_HUB_REV_SIZE) == 0;
}

gboolean
ta_hub_leaf_wins (const TaHubLeaf *a, const TaHubLeaf *b)
{
  if (a->deleted != b->deleted)
    return b->deleted;
  if (a->n != b->n)
    return a->n > b->n;
  return memcmp (a->revs, b->revs, TA_HUB_REV_SIZE) > 0;
}

void
ta_hub_leaf_read (TaHubLeaf *leaf, TaHubStatement *row, int first)
{
  TaHubSpan revs = ta_hub_statement_span (row, first + 1);

  leaf->n = ta_hub_statement_int (row, first);
  leaf->count = (guint) MIN (revs.size / TA_HUB_REV_SIZE, TA_HUB_MOST_REVS);
  if (leaf->count > 0)
    memcpy (leaf->revs, revs.at, leaf->count * TA_HUB_REV_SIZE);
  leaf->deleted = ta_hub_statement_int (row, first + 2) != 0;
}

/* Documents ------------------------------------------------------------------------------------------------------------------------ */

gboolean
ta_hub_doc_table_find (TaHubBase *base, const TaHubPod *pod, const char *id, TaHubLeaf *head, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT key, n, revs, deleted FROM doc WHERE pod = :pod AND id = :id");

  ta_hub_statement_bind_int (row, ":pod", pod->id);
  ta_hub_statement_bind_text (row, ":id", id);
  if (!ta_hub_statement_one (row, error))
    return FALSE;
  head->key = ta_hub_statement_int (row, 0);
  ta_hub_leaf_read (head, row, 1);
  return TRUE;
}

static gboolean
write_head (TaHubStatement *write, const TaHubPod *pod, const TaHubLeaf *head, TaHubSpan body, GError **error)
{
  ta_hub_statement_bind_int (write, ":seq", pod->seq);
  ta_hub_statement_bind_int (write, ":n", head->n);
  ta_hub_statement_bind_bytes (write, ":revs", head->revs, head->count * TA_HUB_REV_SIZE);
  ta_hub_statement_bind_int (write, ":deleted", head->deleted);
  ta_hub_statement_bind_span (write, ":body", body);
  return ta_hub_statement_run (write, NULL, error);
}

static gboolean
add (TaHubBase *base, const TaHubPod *pod, const char *id, const TaHubLeaf *head, TaHubSpan body, GError **error)
{
  g_autoptr (TaHubStatement) write = ta_hub_base_prepare (base,
                                                          "INSERT INTO doc (pod, id, seq, n, revs, deleted, body)"
                                                          " VALUES (:pod, :id, :seq, :n, :revs, :deleted, :body)");

  ta_hub_statement_bind_int (write, ":pod", pod->id);
  ta_hub_statement_bind_text (write, ":id", id);
  return write_head (write, pod, head, body, error);
}

static gboolean
is_deleted (TaHubBase *base, gint64 key, gboolean *deleted, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT deleted FROM doc WHERE key = :key");

  ta_hub_statement_bind_int (row, ":key", key);
  if (!ta_hub_statement_one (row, error))
    return FALSE;
  *deleted = ta_hub_statement_int (row, 0) != 0;
  return TRUE;
}

gboolean
ta_hub_doc_table_put (TaHubBase *base, TaHubPod *pod, const char *id, const TaHubLeaf *head, TaHubSpan body, GError **error)
{
  g_autoptr (TaHubStatement) write = NULL;
  gboolean was_deleted = FALSE;

  pod->seq++;
  *(head->deleted ? &pod->dels : &pod->docs) += 1;
  if (head->key == 0)
    return add (base, pod, id, head, body, error);
  if (!is_deleted (base, head->key, &was_deleted, error))
    return FALSE;
  *(was_deleted ? &pod->dels : &pod->docs) -= 1;
  write = ta_hub_base_prepare (base, "UPDATE doc SET seq = :seq, n = :n, revs = :revs, deleted = :deleted, body = :body WHERE key = :key");
  ta_hub_statement_bind_int (write, ":key", head->key);
  return write_head (write, pod, head, body, error);
}

gboolean
ta_hub_doc_table_touch (TaHubBase *base, TaHubPod *pod, gint64 key, GError **error)
{
  g_autoptr (TaHubStatement) touch = ta_hub_base_prepare (base, "UPDATE doc SET seq = :seq WHERE key = :key");

  pod->seq++;
  ta_hub_statement_bind_int (touch, ":seq", pod->seq);
  ta_hub_statement_bind_int (touch, ":key", key);
  return ta_hub_statement_run (touch, NULL, error);
}

TaHubStatement *
ta_hub_doc_table_body (TaHubBase *base, gint64 key, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT body FROM doc WHERE key = :key");

  ta_hub_statement_bind_int (row, ":key", key);
  if (ta_hub_statement_one (row, error))
    return g_steal_pointer (&row);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, TA_HUB_ERROR, TA_HUB_ERROR_NOT_FOUND, "A document has no body");
  return NULL;
}

TaHubStatement *
ta_hub_doc_table_changes (TaHubBase *base, const TaHubPod *pod, gint64 after, gint64 until, gboolean bodies)
{
  TaHubStatement *rows = ta_hub_base_prepare (base, bodies ? "SELECT key, n, revs, deleted, id, seq, body FROM doc"
                                                             " WHERE pod = :pod AND seq > :after AND seq <= :until ORDER BY seq"
                                                           : "SELECT key, n, revs, deleted, id, seq, NULL FROM doc"
                                                             " WHERE pod = :pod AND seq > :after AND seq <= :until ORDER BY seq");

  ta_hub_statement_bind_int (rows, ":pod", pod->id);
  ta_hub_statement_bind_int (rows, ":after", after);
  ta_hub_statement_bind_int (rows, ":until", until);
  return rows;
}

TaHubStatement *
ta_hub_doc_table_by_id (TaHubBase *base, const TaHubPod *pod, const char *from, gboolean inclusive, gboolean bodies)
{
  TaHubStatement *rows = ta_hub_base_prepare (base, bodies ? "SELECT key, n, revs, deleted, id, seq, body FROM doc WHERE pod = :pod"
                                                             " AND id >= :from AND (:inclusive OR id > :from) AND NOT deleted ORDER BY id"
                                                           : "SELECT key, n, revs, deleted, id, seq, NULL FROM doc WHERE pod = :pod"
                                                             " AND id >= :from AND (:inclusive OR id > :from) AND NOT deleted ORDER BY id");

  ta_hub_statement_bind_int (rows, ":pod", pod->id);
  ta_hub_statement_bind_text (rows, ":from", from);
  ta_hub_statement_bind_int (rows, ":inclusive", inclusive);
  return rows;
}

gint64
ta_hub_doc_table_count_after (TaHubBase *base, const TaHubPod *pod, gint64 after, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_base_prepare (base, "SELECT count (*) FROM doc WHERE pod = :pod AND seq > :after");

  ta_hub_statement_bind_int (row, ":pod", pod->id);
  ta_hub_statement_bind_int (row, ":after", after);
  return ta_hub_statement_one (row, error) ? ta_hub_statement_int (row, 0) : -1;
}

static gboolean
delete_of (TaHubBase *base, const char *sql, const TaHubPod *pod, GError **error)
{
  g_autoptr (TaHubStatement) statement = ta_hub_base_prepare (base, sql);

  ta_hub_statement_bind_int (statement, ":pod", pod->id);
  return ta_hub_statement_run (statement, NULL, error);
}

gboolean
ta_hub_doc_table_clear (TaHubBase *base, TaHubPod *pod, GError **error)
{
  g_autofree char *uuid = ta_hub_secret_new_hex (16);

  if (!delete_of (base, "DELETE FROM doc WHERE pod = :pod", pod, error)
      || !delete_of (base, "DELETE FROM local_doc WHERE pod = :pod", pod, error))
    return FALSE;
  g_strlcpy (pod->uuid, uuid, sizeof pod->uuid);
  pod->seq = pod->docs = pod->dels = 0;
  return ta_hub_pod_table_save (base, pod, error);
}

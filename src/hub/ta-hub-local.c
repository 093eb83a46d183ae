/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-edit.h"
#include "ta-hub-local-table.h"
#include "ta-hub-private.h"

static void
answer_row (TaHubCall *call, TaHubStatement *row)
{
  TaHubSpan body = ta_hub_statement_span (row, 1);
  g_autofree char *id = g_strconcat ("_local/", call->name, NULL);
  GString *out = g_string_new ("{\"_id\":");

  ta_hub_json_append_string (out, id);
  g_string_append_printf (out, ",\"_rev\":\"0-%" G_GINT64_FORMAT "\"", ta_hub_statement_int (row, 0));
  if (body.size > 2)
    {
      g_string_append_c (out, ',');
      g_string_append_len (out, body.at + 1, (gssize) body.size - 2);
    }
  g_string_append_c (out, '}');
  ta_hub_reply_json (call, SOUP_STATUS_OK, out);
}

static void
answer_written (TaHubCall *call, guint status, gint64 n)
{
  g_autofree char *id = g_strconcat ("_local/", call->name, NULL);
  GString *out = g_string_new ("{\"ok\":true,\"id\":");

  ta_hub_json_append_string (out, id);
  g_string_append_printf (out, ",\"rev\":\"0-%" G_GINT64_FORMAT "\"}", n);
  ta_hub_reply_json (call, status, out);
}

static void
get (TaHubCall *call, GError **error)
{
  g_autoptr (TaHubStatement) row = ta_hub_local_table_find (call->hub->base, call->pod->id, call->name, error);

  if (row != NULL)
    answer_row (call, row);
}

/* "_rev" is not looked at, as in CouchDB 3.5: the last one who writes wins. */
static void
put (TaHubCall *call, GError **error)
{
  g_autoptr (GBytes) body = ta_hub_call_dup_body (call);
  g_autoptr (GString) kept = g_string_new (NULL);
  TaHubSpan object;
  gint64 n = 0;

  if (!ta_hub_call_parse (call, body, &object))
    return;
  ta_hub_edit_body (object, kept);
  if (ta_hub_local_table_put (call->hub->base, call->pod->id, call->name, (TaHubSpan) { kept->str, kept->len }, &n, error))
    answer_written (call, SOUP_STATUS_CREATED, n);
}

void
ta_hub_run_local (TaHubCall *call)
{
  g_autoptr (GError) error = NULL;

  if (call->method == TA_HUB_PUT)
    put (call, &error);
  else if (call->method != TA_HUB_DELETE)
    get (call, &error);
  else if (ta_hub_local_table_delete (call->hub->base, call->pod->id, call->name, &error))
    answer_written (call, SOUP_STATUS_OK, 0);
  if (error != NULL)
    ta_hub_reply_failure (call, error);
  else if (soup_server_message_get_status (call->msg) == 0)
    ta_hub_reply_not_found (call, "missing");
}

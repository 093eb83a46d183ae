/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
ta_hub_run_welcome (TaHubCall *call)
{
  GString *out = g_string_new ("{\"couchdb\":\"Welcome\",\"version\":\"" TA_VERSION "\",\"uuid\":");

  ta_hub_json_append_string (out, call->hub->uuid);
  g_string_append (out, ",\"features\":[],\"vendor\":{\"name\":\"turnabout-hub\"}}");
  ta_hub_reply_json (call, SOUP_STATUS_OK, out);
}

void
ta_hub_run_pod (TaHubCall *call)
{
  g_autofree char *seq = ta_hub_pod_format_seq (call->pod, call->pod->seq);
  GString *out;

  if (call->method == TA_HUB_PUT)
    {
      ta_hub_reply_error (call, SOUP_STATUS_PRECONDITION_FAILED, "file_exists",
                          "The database could not be created, the file already exists.");
      return;
    }
  out = g_string_new ("{\"db_name\":");
  ta_hub_json_append_string (out, call->pod->name);
  g_string_append_printf (out,
                          ",\"update_seq\":\"%s\",\"purge_seq\":\"0\",\"doc_count\":%" G_GINT64_FORMAT ",\"doc_del_count\":%" G_GINT64_FORMAT
                          ",\"instance_start_time\":\"%" G_GINT64_FORMAT "\",\"disk_format_version\":1,\"compact_running\":false,"
                          "\"cluster\":{\"q\":1,\"n\":1,\"w\":1,\"r\":1}}",
                          seq, call->pod->docs, call->pod->dels, call->pod->created / 1000);
  ta_hub_reply_json (call, SOUP_STATUS_OK, out);
}

/* Everything that was acknowledged is on the disk already. */
void
ta_hub_run_full_commit (TaHubCall *call)
{
  GString *out = g_string_new (NULL);

  g_string_printf (out, "{\"ok\":true,\"instance_start_time\":\"%" G_GINT64_FORMAT "\"}", call->pod->created / 1000);
  ta_hub_reply_json (call, SOUP_STATUS_CREATED, out);
}

/* Where an invitation leads in a web browser. What stands behind the # of its address never reaches this program. */
void
ta_hub_run_page (TaHubCall *call)
{
  const char *title = _ ("You are invited to a pod");
  g_autofree char *title_text = g_markup_escape_text (title, -1);
  g_autofree char *text = g_markup_escape_text (_ ("Open Turnabout, choose to join a pod, and paste the whole address of this page there. "
                                                   "The address is good for one device; show it to nobody else."),
                                                -1);
  GString *page = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;

  g_string_printf (page,
                   "<!doctype html>\n<html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                   "<meta name=\"robots\" content=\"noindex\"><title>%s</title></head>\n<body><h1>%s</h1>\n<p>%s</p></body></html>\n",
                   title_text, title_text, text);
  body = g_string_free_to_bytes (page);
  ta_hub_reply (call, SOUP_STATUS_OK, "text/html; charset=utf-8", body);
  ta_hub_set_header (call, "Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
}

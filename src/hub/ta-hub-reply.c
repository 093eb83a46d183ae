/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-private.h"

#include <string.h>

void
ta_hub_set_header (TaHubCall *self, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (self->msg), name, value);
}

/* Anew for each answer: what was set before a "100 Continue" is lost. */
static void
set_common_headers (TaHubCall *self)
{
  static const char *const headers[][2] = {
    { "Content-Security-Policy", "sandbox" },
    { "X-Content-Type-Options", "nosniff" },
    { "Referrer-Policy", "no-referrer" },
    { "Cache-Control", "no-store" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    ta_hub_set_header (self, headers[i][0], headers[i][1]);
  /* libsoup closes the connection then without a word; node would use it again. */
  if (soup_message_headers_header_contains (soup_server_message_get_request_headers (self->msg), "Connection", "close"))
    ta_hub_set_header (self, "Connection", "close");
}

void
ta_hub_reply (TaHubCall *self, guint status, const char *type, GBytes *body)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);

  set_common_headers (self);
  self->status = status;
  soup_server_message_set_status (self->msg, status, NULL);
  soup_server_message_set_response (self->msg, type, SOUP_MEMORY_COPY, "", 0);
  if (self->method == TA_HUB_HEAD)
    soup_message_headers_set_content_length (soup_server_message_get_response_headers (self->msg), (goffset) size);
  else if (data != NULL)
    soup_message_body_append_bytes (soup_server_message_get_response_body (self->msg), body);
}

void
ta_hub_reply_json (TaHubCall *self, guint status, GString *text)
{
  g_autoptr (GBytes) body = NULL;

  g_string_append_c (text, '\n');
  body = g_string_free_to_bytes (text);
  ta_hub_reply (self, status, "application/json", body);
}

void
ta_hub_reply_ok (TaHubCall *self, guint status)
{
  ta_hub_reply_json (self, status, g_string_new ("{\"ok\":true}"));
}

void
ta_hub_reply_error (TaHubCall *self, guint status, const char *error, const char *reason)
{
  GString *text = g_string_new ("{\"error\":");

  ta_hub_json_append_string (text, error);
  g_string_append (text, ",\"reason\":");
  ta_hub_json_append_string (text, reason);
  g_string_append_c (text, '}');
  ta_hub_reply_json (self, status, text);
}

void
ta_hub_reply_not_found (TaHubCall *self, const char *reason)
{
  ta_hub_reply_error (self, SOUP_STATUS_NOT_FOUND, "not_found", reason);
}

void
ta_hub_reply_bad (TaHubCall *self, const char *reason)
{
  ta_hub_reply_error (self, SOUP_STATUS_BAD_REQUEST, "bad_request", reason);
}

void
ta_hub_reply_failure (TaHubCall *self, const GError *error)
{
  g_printerr ("%s\n", error->message);
  if (g_error_matches (error, TA_HUB_ERROR, TA_HUB_ERROR_FULL))
    ta_hub_reply_error (self, SOUP_STATUS_INSUFFICIENT_STORAGE, "insufficient_storage", "The hub's disk is full.");
  else
    ta_hub_reply_error (self, SOUP_STATUS_INTERNAL_SERVER_ERROR, "internal_server_error", "The hub's file failed.");
}

void
ta_hub_reply_too_many (TaHubCall *self, guint seconds)
{
  g_autofree char *after = g_strdup_printf ("%u", seconds);

  ta_hub_reply_error (self, 429, "too_many_requests", "Too much at a time; try again a little later.");
  ta_hub_set_header (self, "Retry-After", after);
}

/* Pieces --------------------------------------------------------------------------------------------------------------------------- */

static void
append (TaHubCall *self, GString *text)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (text);

  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (self->msg), bytes);
}

/* The next pieces of an answer until one is not empty; its end, where that has come. */
static void
make_piece (TaHubCall *self)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  while (more && out->len == 0)
    if (!self->next (self, self->state, out, &more, &error))
      {
        /* The head said 200: all that is left is that the client sees that the rest is missing. */
        g_printerr ("%s\n", error->message);
        self->next = NULL;
        ta_hub_guard_cut (self->msg);
        /* What still is to be written shows libsoup that the connection has ended. */
        soup_message_body_complete (soup_server_message_get_response_body (self->msg));
        return;
      }
  append (self, g_steal_pointer (&out));
  if (more)
    return;
  self->next = NULL;
  soup_message_body_complete (soup_server_message_get_response_body (self->msg));
}

static void
on_wrote_chunk (SoupServerMessage *msg, TaHubCall *self)
{
  if (self->hub != NULL && self->next != NULL)
    make_piece (self);
}

static void
begin (TaHubCall *self)
{
  gboolean old = soup_server_message_get_http_version (self->msg) == SOUP_HTTP_1_0;

  set_common_headers (self);
  self->begun = TRUE;
  self->status = SOUP_STATUS_OK;
  soup_server_message_set_status (self->msg, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (self->msg, "application/json", SOUP_MEMORY_COPY, "", 0);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (self->msg), old ? SOUP_ENCODING_EOF : SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->msg), FALSE);
  g_signal_connect (self->msg, "wrote-chunk", G_CALLBACK (on_wrote_chunk), self);
}

void
ta_hub_stream_begin (TaHubCall *self, const char *text)
{
  begin (self);
  append (self, g_string_new (text));
  ta_hub_guard_park (self->hub->guard, self->msg, TRUE);
}

void
ta_hub_stream_push (TaHubCall *self, const char *text)
{
  append (self, g_string_new (text));
  ta_hub_guard_answer (self->hub->guard, self->msg);
  soup_server_message_unpause (self->msg);
}

static void
answer_first (TaHubCall *self)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  if (!self->next (self, self->state, out, &more, &error))
    {
      self->next = NULL;
      ta_hub_reply_failure (self, error);
    }
  else if (!more)
    {
      /* Most are small, and go out whole with their length. */
      self->next = NULL;
      ta_hub_reply_json (self, SOUP_STATUS_OK, g_steal_pointer (&out));
    }
  else
    {
      begin (self);
      append (self, g_steal_pointer (&out));
    }
}

void
ta_hub_stream (TaHubCall *self, TaHubStreamFunc next, gpointer state, GDestroyNotify free_state)
{
  self->next = next;
  self->state = state;
  self->free_state = free_state;
  if (!self->begun)
    {
      answer_first (self);
      return;
    }
  ta_hub_guard_park (self->hub->guard, self->msg, FALSE);
  ta_hub_guard_answer (self->hub->guard, self->msg);
  make_piece (self);
  soup_server_message_unpause (self->msg);
}

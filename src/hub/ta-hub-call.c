/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-private.h"

#include "ta-hub-switches.h"

#include <string.h>

#define LONGEST_AUTHORIZATION 512
#define CHUNK_OVERHEAD 160 /* bytes for a piece of a body, so that one which comes byte by byte is not thought small */

static GQuark
call_quark (void)
{
  return g_quark_from_static_string ("ta-hub-call");
}

/* Parameters ----------------------------------------------------------------------------------------------------------------------- */

const char *
ta_hub_call_get (TaHubCall *self, const char *key)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, key) : NULL;
}

gboolean
ta_hub_call_is_true (TaHubCall *self, const char *key)
{
  return g_strcmp0 (ta_hub_call_get (self, key), "true") == 0;
}

gboolean
ta_hub_call_get_number (TaHubCall *self, const char *key, gint64 otherwise, gint64 *number)
{
  const char *text = ta_hub_call_get (self, key);
  guint64 value = 0;

  *number = otherwise;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &value, NULL))
    {
      ta_hub_reply_error (self, SOUP_STATUS_BAD_REQUEST, "query_parse_error", "A number among the parameters is not one.");
      return FALSE;
    }
  *number = (gint64) value;
  return TRUE;
}

GBytes *
ta_hub_call_dup_body (TaHubCall *self)
{
  return soup_message_body_flatten (soup_server_message_get_request_body (self->msg));
}

gboolean
ta_hub_call_parse (TaHubCall *self, GBytes *body, TaHubSpan *object)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);

  if (!ta_hub_json_check (text, size))
    {
      ta_hub_reply_bad (self, "invalid UTF-8 JSON");
      return FALSE;
    }
  *object = ta_hub_json_value (text, size);
  if (ta_hub_json_is_object (*object))
    return TRUE;
  ta_hub_reply_bad (self, "Request body must be a JSON object");
  return FALSE;
}

/* Who asks ------------------------------------------------------------------------------------------------------------------------- */

/* Takes "Basic base64(name:password)" apart. */
static gboolean
parse_authorization (const char *header, char **name, char **password)
{
  g_autofree guchar *plain = NULL;
  g_autofree char *text = NULL;
  char *colon;
  gsize size = 0;

  if (header == NULL || strlen (header) > LONGEST_AUTHORIZATION || g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    return FALSE;
  plain = g_base64_decode (header + 6, &size);
  text = g_strndup ((const char *) plain, size);
  colon = strchr (text, ':');
  if (colon == NULL || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  *name = g_strndup (text, (gsize) (colon - text));
  *password = g_strdup (colon + 1);
  return TRUE;
}

static gboolean
refuse (TaHubCall *self, const char *reason)
{
  ta_hub_reply_error (self, SOUP_STATUS_UNAUTHORIZED, "unauthorized", reason);
  ta_hub_set_header (self, "WWW-Authenticate", "Basic realm=\"turnabout-hub\", charset=\"UTF-8\"");
  return FALSE;
}

static gboolean
authenticate (TaHubCall *self)
{
  TaHub *hub = self->hub;
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (self->msg), "Authorization");
  gint64 now = ta_hub_now (hub);
  g_autofree char *name = NULL;
  g_autofree char *password = NULL;
  g_autoptr (GError) error = NULL;
  TaHubAccount nobody = { 0 };
  gboolean right;

  if (header == NULL)
    return refuse (self, "Authentication required.");
  if (!parse_authorization (header, &name, &password))
    return refuse (self, "Name or password is incorrect.");
  if (ta_hub_lockout_is_locked (hub->lockout, name, self->address, now))
    {
      ta_hub_reply_error (self, SOUP_STATUS_FORBIDDEN, "forbidden",
                          "Account is temporarily locked due to multiple authentication failures");
      return FALSE;
    }
  self->account = ta_hub_account_table_find (hub->base, name, &error);
  if (error != NULL)
    {
      ta_hub_reply_failure (self, error);
      return FALSE;
    }
  /* A name that nobody has takes as long as a wrong password. */
  right = ta_hub_account_accepts (self->account != NULL ? self->account : &nobody, password) && self->account != NULL;
  if (!right)
    {
      ta_hub_lockout_fail (hub->lockout, name, self->address, now);
      return refuse (self, "Name or password is incorrect.");
    }
  ta_hub_lockout_succeed (hub->lockout, name, self->address);
  return TRUE;
}

gboolean
ta_hub_call_is_member (TaHubCall *self, GError **error)
{
  g_autoptr (TaHubAccount) account = ta_hub_account_table_find (self->hub->base, self->account->name, error);

  return account != NULL && !account->removed && account->pod == self->pod->id;
}

/* Whether the account may use the database. Asked once more when the body has come: an account can be removed meanwhile. */
static gboolean
authorize (TaHubCall *self)
{
  g_autoptr (GError) error = NULL;
  gboolean member;

  g_clear_pointer (&self->pod, ta_hub_pod_free);
  self->pod = ta_hub_pod_table_find (self->hub->base, self->pod_name, &error);
  member = self->pod != NULL && ta_hub_call_is_member (self, &error);
  if (error != NULL)
    ta_hub_reply_failure (self, error);
  else if (self->pod != NULL && !member)
    ta_hub_reply_error (self, SOUP_STATUS_FORBIDDEN, "forbidden", "You are not allowed to access this db.");
  else if (self->pod == NULL && self->method != TA_HUB_PUT)
    ta_hub_reply_not_found (self, "Database does not exist.");
  else if (self->pod == NULL)
    refuse (self, "You are not a server admin.");
  else
    return TRUE;
  return FALSE;
}

/* What is asked -------------------------------------------------------------------------------------------------------------------- */

static TaHubMethod
parse_method (const char *method)
{
  static const char *const names[] = { "GET", "HEAD", "PUT", "POST", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (method, names[i]) == 0)
      return (TaHubMethod) (1 << i);
  return 0;
}

static gboolean
refuse_method (TaHubCall *self)
{
  static const char *const names[] = { "GET", "HEAD", "PUT", "POST", "DELETE" };
  g_autoptr (GString) allowed = g_string_new (NULL);
  g_autofree char *reason = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (self->route->methods & (1 << i))
      g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? "," : "", names[i]);
  reason = g_strdup_printf ("Only %s allowed", allowed->str);
  ta_hub_reply_error (self, SOUP_STATUS_METHOD_NOT_ALLOWED, "method_not_allowed", reason);
  ta_hub_set_header (self, "Allow", allowed->str);
  return FALSE;
}

static gboolean
check_type (TaHubCall *self)
{
  static const char *const types[] = { "", "application/json", "text/calendar" };
  const char *type;
  g_autofree char *reason = NULL;

  if (self->route->type == TA_HUB_TYPE_NONE || (self->method & (TA_HUB_PUT | TA_HUB_POST)) == 0)
    return TRUE;
  type = soup_message_headers_get_content_type (soup_server_message_get_request_headers (self->msg), NULL);
  if (g_strcmp0 (type, types[self->route->type]) == 0)
    return TRUE;
  reason = g_strdup_printf ("Content-Type must be %s", types[self->route->type]);
  ta_hub_reply_error (self, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "bad_content_type", reason);
  return FALSE;
}

static void
refuse_size (TaHubCall *self)
{
  ta_hub_reply_error (self, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too_large", "the request entity is too large");
}

static gboolean
check_size (TaHubCall *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->msg);
  goffset size = soup_message_headers_get_content_length (headers);

  self->most_body = self->hub->options.most_request;
  if (self->route->most_body != 0)
    self->most_body = MIN (self->most_body, self->route->most_body);
  if (size > (goffset) self->most_body)
    {
      refuse_size (self);
      return FALSE;
    }
  if (self->hub->bodies + (gsize) size > self->hub->options.most_bodies)
    {
      ta_hub_reply_too_many (self, 2);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_share (TaHubCall *self)
{
  guint requests = 0;

  if (self->account == NULL)
    return TRUE;
  for (guint i = 0; i < self->hub->calls->len; i++)
    {
      TaHubCall *other = g_ptr_array_index (self->hub->calls, i);

      if (other != self && other->account != NULL && other->account->id == self->account->id && other->poll == NULL)
        requests++;
    }
  if (requests < self->hub->options.most_requests)
    return TRUE;
  ta_hub_reply_too_many (self, 2);
  return FALSE;
}

static void
note_seen (TaHubCall *self)
{
  gint64 *seen = g_new (gint64, 1);

  *seen = ta_hub_now (self->hub);
  g_hash_table_replace (self->hub->seen, g_memdup2 (&self->account->id, sizeof self->account->id), seen);
}

/* The head of the request is there: whether its body is wanted. */
static gboolean
admit (TaHubCall *self)
{
  if (self->route == NULL)
    {
      ta_hub_reply_not_found (self, "missing");
      return FALSE;
    }
  if ((self->route->methods & self->method) == 0)
    return refuse_method (self);
  if (!self->route->open && !authenticate (self))
    return FALSE;
  if (!self->route->open && !authorize (self))
    return FALSE;
  if (self->account != NULL)
    note_seen (self);
  return check_type (self) && check_share (self) && check_size (self);
}

/* A request's life ----------------------------------------------------------------------------------------------------------------- */

static void
drop_body (TaHubCall *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (self->msg);

  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
  self->hub->bodies -= self->held;
  self->held = 0;
}

static void
on_chunk (SoupServerMessage *msg, GBytes *chunk, TaHubCall *self)
{
  if (self->hub == NULL || soup_server_message_get_status (msg) != 0)
    return;
  self->received += g_bytes_get_size (chunk);
  self->held += g_bytes_get_size (chunk) + CHUNK_OVERHEAD;
  self->hub->bodies += g_bytes_get_size (chunk) + CHUNK_OVERHEAD;
  if (self->received > self->most_body)
    refuse_size (self);
  else if (self->hub->bodies > self->hub->options.most_bodies)
    ta_hub_reply_too_many (self, 2);
  else
    return;
  drop_body (self);
}

static void
log_line (TaHubCall *self)
{
  static const char *const names[] = { "GET", "HEAD", "PUT", "POST", "DELETE" };
  int method = g_bit_nth_lsf (self->method, -1);
  const char *path = self->route != NULL ? self->route->path : "?";
  guint status = soup_server_message_get_status (self->msg);
  gint64 ms = (g_get_monotonic_time () - self->started) / 1000;

  if (self->hub->options.quiet)
    return;
  /* Of a connection that ended before its time libsoup says 500. */
  if (status == SOUP_STATUS_INTERNAL_SERVER_ERROR && self->status != status)
    g_printerr ("%s %s gone %" G_GINT64_FORMAT " ms\n", method >= 0 ? names[method] : "?", path, ms);
  else
    g_printerr ("%s %s %u %" G_GINT64_FORMAT " ms\n", method >= 0 ? names[method] : "?", path, status, ms);
}

void
ta_hub_call_leave (TaHubCall *self)
{
  ta_hub_poll_free (self);
  self->hub->bodies -= self->held;
  self->held = 0;
  g_ptr_array_remove_fast (self->hub->calls, self);
  self->hub = NULL;
}

static void
on_finished (SoupServerMessage *msg, TaHubCall *self)
{
  if (self->hub == NULL)
    return;
  log_line (self);
  ta_hub_call_leave (self);
}

static void
call_free (gpointer data)
{
  TaHubCall *self = data;

  if (self->hub != NULL)
    ta_hub_call_leave (self);
  if (self->free_state != NULL)
    self->free_state (self->state);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->pod, ta_hub_pod_free);
  g_clear_pointer (&self->account, ta_hub_account_free);
  g_free (self->pod_name);
  g_free (self->name);
  g_free (self->address);
  g_free (self);
}

/* "" where whoever asked has gone already, or was cut off: libsoup complains of them in the log. (transfer full) */
static char *
find_peer (SoupServerMessage *msg)
{
  GSocket *socket = soup_server_message_get_socket (msg);
  g_autoptr (GSocketAddress) address = socket != NULL ? g_socket_get_remote_address (socket, NULL) : NULL;

  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("");
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/* A proxy appends whom it speaks for; what stands before that a client can have made up. */
static char *
find_address (TaHub *hub, SoupServerMessage *msg)
{
  const char *header = soup_message_headers_get_list (soup_server_message_get_request_headers (msg), "X-Forwarded-For");
  const char *comma;

  if (!hub->options.behind_proxy || header == NULL)
    return find_peer (msg);
  comma = strrchr (header, ',');
  return g_strstrip (g_strndup (comma != NULL ? comma + 1 : header, 64));
}

static TaHubCall *
call_new (TaHub *hub, SoupServerMessage *msg, const char *path, GHashTable *query)
{
  TaHubCall *self = g_new0 (TaHubCall, 1);

  self->hub = hub;
  self->msg = msg;
  self->started = g_get_monotonic_time ();
  self->method = parse_method (soup_server_message_get_method (msg));
  self->query = query != NULL ? g_hash_table_ref (query) : NULL;
  self->address = find_address (hub, msg);
  self->route = ta_hub_route_find (path, &self->pod_name, &self->name);
  g_ptr_array_add (hub->calls, self);
  g_object_set_qdata_full (G_OBJECT (msg), call_quark (), self, call_free);
  g_signal_connect (msg, "got-chunk", G_CALLBACK (on_chunk), self);
  g_signal_connect (msg, "finished", G_CALLBACK (on_finished), self);
  return self;
}

static void
on_headers (SoupServer *server, SoupServerMessage *msg, const char *path, GHashTable *query, gpointer data)
{
  TaHub *hub = data;
  TaHubCall *self = call_new (hub, msg, path, query);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);
  goffset size = soup_message_headers_get_content_length (headers);

  /* A few bytes of a request must not make many of an answer. */
  soup_message_headers_remove (headers, "Range");
  ta_hub_guard_body (hub->guard, msg, size);
  if (admit (self))
    return;
  drop_body (self);
  /* Who waits for leave to send a body learns that there is none; and what nobody wants is not read to its end, unless that is near. */
  if (soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE)
    ta_hub_set_header (self, "Connection", "close");
  else if (size > (goffset) (4 * hub->options.most_request))
    ta_hub_guard_cut (msg);
}

static void
on_request (SoupServer *server, SoupServerMessage *msg, const char *path, GHashTable *query, gpointer data)
{
  TaHub *hub = data;
  TaHubCall *self = g_object_get_qdata (G_OBJECT (msg), call_quark ());

  ta_hub_guard_answer (hub->guard, msg);
  if (self == NULL || (!self->route->open && !authorize (self)))
    return;
  if (ta_hub_switches_run (self))
    return;
  self->route->run (self);
}

static void
on_started (SoupServer *server, SoupServerMessage *msg, TaHub *hub)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (msg);

  /* What libsoup answers by itself has these too. */
  soup_message_headers_replace (headers, "Content-Security-Policy", "sandbox");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
}

void
ta_hub_call_connect (TaHub *hub)
{
  g_signal_connect (hub->server, "request-started", G_CALLBACK (on_started), hub);
  soup_server_add_early_handler (hub->server, NULL, on_headers, hub, NULL);
  soup_server_add_handler (hub->server, NULL, on_request, hub, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-soup.h"
#include "ta-sync-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define MOST_REDIRECTS 3
#define CHUNK 65536
/* An exchange is given up only while nothing of it waits to be dispatched. libsoup (up to 3.6.6) lets go of a message twice that is cancelled between the
 * moment when it has read the answer’s head and the one when it says so, and then writes into memory that is another’s. Both happen at the default priority. */
#define STOP_PRIORITY G_PRIORITY_LOW

struct _TaHubSoup
{
  GObject parent_instance;

  GUri *base;
  char *path; /* of @base, without a slash at its end */
  GTlsDatabase *tls_database;
  GMainContext *context;
  SoupSession *session;
};

/* One exchange under way. Everything happens in the transport's own context, which the caller's thread runs until it is over. */
typedef struct
{
  const TaHubRequest *request;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  GCancellable *stop; /* of the exchange: the caller's cancellation and the watchdogs lead to it */
  GMainContext *context;
  GSource *idle;
  gboolean timed_out;
  gboolean over;
  GTlsCertificateFlags certificate;
  GError *error;
} Exchange;

static void transport_init (TaHubTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TaHubSoup, ta_hub_soup, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (TA_TYPE_HUB_TRANSPORT, transport_init))

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

static GUri *
parse_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || (strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0))
    {
      g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD, _ ("“%s” is not the address of a hub."), url);
      return NULL;
    }
  if (strcmp (scheme, "http") == 0 && !is_loopback (host))
    {
      g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD, _ ("“%s” is not encrypted; a hub’s address begins with https://."), url);
      return NULL;
    }
  return g_steal_pointer (&uri);
}

static char *
path_of (GUri *uri)
{
  g_autofree char *path = g_strdup (g_uri_get_path (uri));
  gsize length = strlen (path);

  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';
  return g_steal_pointer (&path);
}

static void
ta_hub_soup_finalize (GObject *object)
{
  TaHubSoup *self = TA_HUB_SOUP (object);

  if (self->session != NULL)
    {
      g_main_context_push_thread_default (self->context);
      soup_session_abort (self->session);
      g_clear_object (&self->session);
      while (g_main_context_iteration (self->context, FALSE))
        continue;
      g_main_context_pop_thread_default (self->context);
    }
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->base, g_uri_unref);
  g_clear_object (&self->tls_database);
  g_free (self->path);
  G_OBJECT_CLASS (ta_hub_soup_parent_class)->finalize (object);
}

static void
ta_hub_soup_class_init (TaHubSoupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_hub_soup_finalize;
}

static void
ta_hub_soup_init (TaHubSoup *self)
{
  self->context = g_main_context_new ();
}

TaHubSoup *
ta_hub_soup_new (const char *url, GError **error)
{
  g_autoptr (GUri) base = parse_url (url, error);
  TaHubSoup *self;

  if (base == NULL)
    return NULL;
  self = g_object_new (TA_TYPE_HUB_SOUP, NULL);
  self->path = path_of (base);
  self->base = g_steal_pointer (&base);
  return self;
}

void
ta_hub_soup_set_tls_database (TaHubSoup *self, GTlsDatabase *database)
{
  g_return_if_fail (TA_IS_HUB_SOUP (self) && self->session == NULL);
  g_set_object (&self->tls_database, database);
}

static SoupSession *
make_session (TaHubSoup *self)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "turnabout", "max-conns", 8, "max-conns-per-host", 4, "timeout", 0, NULL);

  /* Not packed: what is small on the wire and endless in memory is not asked for. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  /* Without TLS it is this computer itself: no proxy is asked, and nothing of it leaves. */
  if (strcmp (g_uri_get_scheme (self->base), "http") == 0)
    soup_session_set_proxy_resolver (session, NULL);
  if (self->tls_database != NULL)
    soup_session_set_tls_database (session, self->tls_database);
  return session;
}

/* The exchange ------------------------------------------------------------------------------------------------------------------------ */

static gboolean
give_up (gpointer data)
{
  Exchange *exchange = data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->stop);
  return G_SOURCE_REMOVE;
}

static GSource *
start_watchdog (Exchange *exchange, guint ms)
{
  GSource *source;

  if (ms == 0)
    return NULL;
  source = g_timeout_source_new (ms);
  g_source_set_priority (source, STOP_PRIORITY);
  g_source_set_callback (source, give_up, exchange, NULL);
  g_source_attach (source, exchange->context);
  return source;
}

static void
stop_watchdog (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
saw_a_byte (Exchange *exchange)
{
  stop_watchdog (&exchange->idle);
  exchange->idle = start_watchdog (exchange, exchange->request->idle_ms);
}

static void
finish (Exchange *exchange, GError *error)
{
  exchange->error = error;
  exchange->over = TRUE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      finish (exchange, error);
      return;
    }
  saw_a_byte (exchange);
  if (exchange->body->len + g_bytes_get_size (bytes) > exchange->request->most)
    {
      finish (exchange, g_error_new (TA_SYNC_ERROR, TA_SYNC_ERROR_TOO_LARGE, _ ("The hub’s answer is too large.")));
      return;
    }
  g_byte_array_append (exchange->body, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT, exchange->stop, on_read, exchange);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  GError *error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL)
    {
      finish (exchange, error);
      return;
    }
  saw_a_byte (exchange);
  g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT, exchange->stop, on_read, exchange);
}

/* Asked whenever the system does not trust a certificate. What is wrong is noted for the person; there is no way round. */
static gboolean
on_certificate (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  Exchange *exchange = data;

  exchange->certificate = errors;
  return FALSE;
}

static gboolean
on_cancelled_by_caller (GCancellable *cancellable, gpointer data)
{
  Exchange *exchange = data;

  g_cancellable_cancel (exchange->stop);
  return G_SOURCE_REMOVE;
}

static const char *
certificate_reason (GTlsCertificateFlags errors)
{
  if (errors & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return _ ("its certificate is for another name");
  if (errors & G_TLS_CERTIFICATE_EXPIRED)
    return _ ("its certificate has expired");
  if (errors & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return _ ("its certificate is not valid yet; is this computer’s clock right?");
  if (errors & G_TLS_CERTIFICATE_REVOKED)
    return _ ("its certificate was withdrawn");
  if (errors & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return _ ("nobody this computer trusts has signed its certificate");
  return _ ("its certificate is not good");
}

/* Says in our own words what went wrong; %NULL where nothing did. */
static GError *
translate (Exchange *exchange, const char *host, GCancellable *cancellable)
{
  GError *error = NULL;

  if (exchange->timed_out)
    return g_error_new (TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK, _ ("%s does not answer."), host);
  if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    return error;
  if (exchange->certificate != 0)
    return g_error_new (TA_SYNC_ERROR, TA_SYNC_ERROR_CERTIFICATE, "%s: %s", host, certificate_reason (exchange->certificate));
  if (exchange->error == NULL)
    return NULL;
  if (exchange->error->domain == TA_SYNC_ERROR)
    return g_steal_pointer (&exchange->error);
  if (exchange->error->domain == G_TLS_ERROR)
    return g_error_new (TA_SYNC_ERROR, TA_SYNC_ERROR_CERTIFICATE, "%s: %s", host, exchange->error->message);
  return g_error_new (TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK, "%s: %s", host, exchange->error->message);
}

static void
exchange_clear (Exchange *exchange)
{
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->stop);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_clear_error (&exchange->error);
}

/* Sends @message and reads the answer. Returns its body. */
static GBytes *
run_exchange (TaHubSoup *self, SoupMessage *message, const TaHubRequest *request, GCancellable *cancellable, GError **error)
{
  Exchange exchange = { .request = request, .message = message, .context = self->context };
  g_autoptr (GSource) cancelled = cancellable != NULL ? g_cancellable_source_new (cancellable) : NULL;
  GSource *total;
  GBytes *body = NULL;
  GError *failure;

  exchange.body = g_byte_array_new ();
  exchange.stop = g_cancellable_new ();
  if (cancelled != NULL)
    {
      g_source_set_priority (cancelled, STOP_PRIORITY);
      g_source_set_callback (cancelled, G_SOURCE_FUNC (on_cancelled_by_caller), &exchange, NULL);
      g_source_attach (cancelled, self->context);
    }
  total = start_watchdog (&exchange, request->total_ms);
  exchange.idle = start_watchdog (&exchange, request->idle_ms);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (on_certificate), &exchange);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, exchange.stop, on_sent, &exchange);
  while (!exchange.over)
    g_main_context_iteration (self->context, TRUE);
  g_signal_handlers_disconnect_by_data (message, &exchange);
  stop_watchdog (&exchange.idle);
  stop_watchdog (&total);
  if (cancelled != NULL)
    g_source_destroy (cancelled);
  failure = translate (&exchange, g_uri_get_host (self->base), cancellable);
  if (failure == NULL)
    body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange.body));
  else
    g_propagate_error (error, failure);
  exchange_clear (&exchange);
  return body;
}

/* Requests and answers ------------------------------------------------------------------------------------------------------------------ */

static SoupMessage *
make_message (const TaHubRequest *request, GUri *uri)
{
  SoupMessage *message = soup_message_new_from_uri (request->method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (request->authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", request->authorization);
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2)
    soup_message_headers_replace (headers, request->headers[i], request->headers[i + 1]);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  return message;
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static int
port_of (GUri *uri)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return strcmp (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

/* The password goes along: to the same host, and never from an encrypted connection to one that is not. */
static gboolean
same_hub (GUri *from, GUri *to)
{
  gboolean secured = strcmp (g_uri_get_scheme (from), g_uri_get_scheme (to)) != 0 && strcmp (g_uri_get_scheme (to), "https") == 0;

  if (g_uri_get_host (to) == NULL || g_ascii_strcasecmp (g_uri_get_host (from), g_uri_get_host (to)) != 0)
    return FALSE;
  return secured || (strcmp (g_uri_get_scheme (from), g_uri_get_scheme (to)) == 0 && port_of (from) == port_of (to));
}

/* Where the answer sends us. (transfer full) (nullable): with @error */
static GUri *
follow (GUri *from, SoupMessage *message, const TaHubRequest *request, GError **error)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autoptr (GUri) to = location != NULL ? g_uri_parse_relative (from, location, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL) : NULL;
  guint status = soup_message_get_status (message);
  gboolean kept = status == 307 || status == 308 || strcmp (request->method, "GET") == 0;

  if (to != NULL && kept && same_hub (from, to))
    return g_steal_pointer (&to);
  g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD, _ ("%s sends this computer to another place, which is not followed."), g_uri_get_host (from));
  return NULL;
}

static gint64
date_of (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * 1000 : 0;
}

/* Seconds, or a date. */
static gint64
retry_after_of (SoupMessageHeaders *headers, gint64 date_ms)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  guint64 seconds;
  gint64 at;

  if (text == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (text, 10, 0, 24 * 60 * 60, &seconds, NULL))
    return (gint64) seconds * 1000;
  at = date_of (text);
  return at > 0 && date_ms > 0 ? CLAMP (at - date_ms, 0, 24 * 60 * 60 * 1000) : -1;
}

static TaHubAnswer *
make_answer (TaHubSoup *self, SoupMessage *message, GBytes *body, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");
  TaHubAnswer *answer;

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0)
    {
      g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD, _ ("%s packs what nobody asked it to pack."), g_uri_get_host (self->base));
      return NULL;
    }
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH && (goffset) g_bytes_get_size (body) < soup_message_headers_get_content_length (headers))
    {
      g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK, _ ("%s: the answer ended too early."), g_uri_get_host (self->base));
      return NULL;
    }
  answer = ta_hub_answer_new (soup_message_get_status (message), body);
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  answer->date_ms = date_of (soup_message_headers_get_one (headers, "Date"));
  answer->retry_after_ms = retry_after_of (headers, answer->date_ms);
  return answer;
}

static TaHubAnswer *
send_following (TaHubSoup *self, GUri *first, const TaHubRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = g_uri_ref (first);

  for (int hops = 0; hops <= MOST_REDIRECTS; hops++)
    {
      g_autoptr (SoupMessage) message = make_message (request, uri);
      g_autoptr (GBytes) body = run_exchange (self, message, request, cancellable, error);
      GUri *next;

      if (body == NULL)
        return NULL;
      if (!is_redirect (soup_message_get_status (message)))
        return make_answer (self, message, body, error);
      next = follow (uri, message, request, error);
      if (next == NULL)
        return NULL;
      g_uri_unref (uri);
      uri = next;
    }
  g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD, _ ("%s sends this computer round in circles."), g_uri_get_host (self->base));
  return NULL;
}

static TaHubAnswer *
ta_hub_soup_send (TaHubTransport *transport, const TaHubRequest *request, GCancellable *cancellable, GError **error)
{
  TaHubSoup *self = TA_HUB_SOUP (transport);
  g_autofree char *reference = g_strconcat (self->path, request->path, NULL);
  g_autoptr (GUri) uri = NULL;
  TaHubAnswer *answer;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  uri = g_uri_parse_relative (self->base, reference, G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  if (uri == NULL)
    {
      g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD, _ ("“%s” is not the address of a hub."), reference);
      return NULL;
    }
  g_main_context_push_thread_default (self->context);
  if (self->session == NULL)
    self->session = make_session (self);
  answer = send_following (self, uri, request, cancellable, error);
  g_main_context_pop_thread_default (self->context);
  return answer;
}

static void
transport_init (TaHubTransportInterface *iface)
{
  iface->send = ta_hub_soup_send;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-client-private.h"
#include "ta-secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HEARTBEAT_MS 25000 /* below the minute after which proxies end what is silent */
#define IDLE_MS 30000
#define TOTAL_MS (5 * 60 * 1000)
#define WAIT_MS (10 * 60 * 1000)
#define MOST_PAGE (64 * 1024 * 1024)
#define MOST_ANSWER (8 * 1024 * 1024)

static gint64
real_now (gpointer data)
{
  return g_get_real_time () / 1000;
}

void
ta_hub_client_set_password (TaHubClient *client, const char *password)
{
  g_autoptr (TaSecretText) both = g_strdup_printf ("%s:%s", client->user, password);
  g_autoptr (TaSecretText) packed = g_base64_encode ((const guchar *) both, strlen (both));

  ta_secret_text_free (client->authorization);
  client->authorization = g_strconcat ("Basic ", packed, NULL);
}

TaHubClient *
ta_hub_client_new (TaHubTransport *transport, const char *db, const char *user, const char *password)
{
  TaHubClient *client = g_new0 (TaHubClient, 1);

  client->transport = g_object_ref (transport);
  client->db = g_uri_escape_string (db != NULL ? db : "", NULL, FALSE);
  client->user = g_strdup (user != NULL ? user : "");
  client->retry_after_ms = -1;
  client->now_ms = real_now;
  client->heartbeat_ms = HEARTBEAT_MS;
  client->idle_ms = IDLE_MS;
  client->total_ms = TOTAL_MS;
  client->wait_ms = WAIT_MS;
  client->most_page = MOST_PAGE;
  if (password != NULL)
    ta_hub_client_set_password (client, password);
  return client;
}

void
ta_hub_client_set_password_func (TaHubClient *client, TaHubPasswordFunc func, gpointer data, GDestroyNotify destroy)
{
  if (client->password_destroy != NULL)
    client->password_destroy (client->password_data);
  client->password_func = func;
  client->password_data = data;
  client->password_destroy = destroy;
}

void
ta_hub_client_set_wait (TaHubClient *client, guint ms)
{
  client->wait_ms = ms;
}

void
ta_hub_client_free (TaHubClient *client)
{
  ta_hub_client_set_password_func (client, NULL, NULL, NULL);
  g_clear_object (&client->transport);
  g_free (client->db);
  g_free (client->user);
  ta_secret_text_free (client->authorization);
  g_free (client);
}

gint64
ta_hub_client_get_retry_after (TaHubClient *client)
{
  return client->retry_after_ms;
}

gint64
ta_hub_client_get_clock_offset (TaHubClient *client)
{
  return client->clock_off_ms;
}

guint
ta_hub_client_get_requests (TaHubClient *client)
{
  return client->requests;
}

/* What a status comes to ----------------------------------------------------------------------------------------------------------------- */

static gboolean
says_locked (const char *word, const char *reason)
{
  return (word != NULL && strstr (word, "locked") != NULL) || (reason != NULL && strstr (reason, "locked") != NULL);
}

static TaSyncError
meaning_of (guint status, const char *word, const char *reason)
{
  switch (status)
    {
    case 401:
      return TA_SYNC_ERROR_PASSWORD;
    case 403:
      return says_locked (word, reason) ? TA_SYNC_ERROR_LOCKED : TA_SYNC_ERROR_REMOVED;
    case 404:
    case 410:
      return TA_SYNC_ERROR_NOT_FOUND;
    case 408:
      return TA_SYNC_ERROR_NETWORK;
    case 409:
    case 412:
      return TA_SYNC_ERROR_CONFLICT;
    case 413:
      return TA_SYNC_ERROR_TOO_LARGE;
    case 400:
    case 422:
      return TA_SYNC_ERROR_REFUSED;
    case 429:
      return TA_SYNC_ERROR_BUSY;
    case 507:
      return TA_SYNC_ERROR_FULL;
    default:
      return status >= 500 && status <= 599 ? TA_SYNC_ERROR_NETWORK : TA_SYNC_ERROR_ODD;
    }
}

static const char *
sentence_of (TaSyncError code)
{
  switch (code)
    {
    case TA_SYNC_ERROR_PASSWORD:
      return _ ("The hub no longer accepts this device.");
    case TA_SYNC_ERROR_REMOVED:
      return _ ("This device is no longer a member of the pod on the hub.");
    case TA_SYNC_ERROR_LOCKED:
      return _ ("Too many wrong passwords; the hub has locked the account for a while.");
    case TA_SYNC_ERROR_NOT_FOUND:
      return _ ("The hub has no such pod.");
    case TA_SYNC_ERROR_BUSY:
      return _ ("The hub is asked too often.");
    case TA_SYNC_ERROR_FULL:
      return _ ("The hub has no room left.");
    case TA_SYNC_ERROR_TOO_LARGE:
      return _ ("It is larger than the hub takes.");
    case TA_SYNC_ERROR_REFUSED:
      return _ ("The hub does not take it.");
    case TA_SYNC_ERROR_NETWORK:
    case TA_SYNC_ERROR_CONFLICT:
    case TA_SYNC_ERROR_CERTIFICATE:
    case TA_SYNC_ERROR_ODD:
    case TA_SYNC_ERROR_KEY:
    case TA_SYNC_ERROR_NO_HUB:
    case TA_SYNC_ERROR_USED:
    case TA_SYNC_ERROR_NOT_EMPTY:
    case TA_SYNC_ERROR_LACKING:
    case TA_SYNC_ERROR_FAILED:
    default:
      return _ ("The hub’s answer makes no sense.");
    }
}

static void
set_refusal (TaHubClient *client, TaHubAnswer *answer, GError **error)
{
  g_autofree char *word = NULL;
  g_autofree char *reason = NULL;
  TaSyncError code;

  ta_hub_wire_read_refusal (answer->body, &word, &reason);
  code = meaning_of (answer->status, word, reason);
  client->retry_after_ms = answer->retry_after_ms;
  if (code == TA_SYNC_ERROR_NETWORK)
    g_set_error (error, TA_SYNC_ERROR, code, _ ("The hub answers with the error %u."), answer->status);
  else if (reason != NULL)
    g_set_error (error, TA_SYNC_ERROR, code, "%s (%u: %s)", sentence_of (code), answer->status, reason);
  else
    g_set_error (error, TA_SYNC_ERROR, code, "%s (%u)", sentence_of (code), answer->status);
}

/* Questions ------------------------------------------------------------------------------------------------------------------------------ */

static TaHubAnswer *
send_once (TaHubClient *client, const TaHubQuestion *question, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = question->rooted ? g_strdup (question->path) : g_strconcat ("/", client->db, question->path, NULL);
  TaHubRequest request = {
    .method = question->method,
    .path = path,
    .authorization = client->authorization,
    .content_type = question->content_type != NULL ? question->content_type : "application/json",
    .body = question->body,
    .most = question->most > 0 ? question->most : MOST_ANSWER,
    .idle_ms = question->waits ? 2 * client->heartbeat_ms + 5000 : client->idle_ms,
    .total_ms = question->waits ? client->wait_ms : client->total_ms,
  };
  TaHubAnswer *answer;

  client->requests++;
  client->retry_after_ms = -1;
  answer = ta_hub_transport_send (client->transport, &request, cancellable, error);
  if (answer != NULL && answer->date_ms > 0)
    client->clock_off_ms = answer->date_ms - client->now_ms (client->now_data);
  return answer;
}

/* After a 401: the password is read once more, since it may have been mended meanwhile, but never tried twice: hubs lock who does. */
static gboolean
has_new_password (TaHubClient *client)
{
  g_autoptr (TaSecretText) before = g_strdup (client->authorization);
  g_autoptr (TaSecretText) password = client->password_func != NULL ? client->password_func (client->password_data) : NULL;

  if (password == NULL)
    return FALSE;
  ta_hub_client_set_password (client, password);
  return g_strcmp0 (before, client->authorization) != 0;
}

TaHubAnswer *
ta_hub_client_ask (TaHubClient *client, const TaHubQuestion *question, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHubAnswer) answer = send_once (client, question, cancellable, error);

  if (answer != NULL && answer->status == 401 && has_new_password (client))
    {
      ta_hub_answer_free (answer);
      answer = send_once (client, question, cancellable, error);
    }
  if (answer == NULL)
    return NULL;
  if (answer->status >= 200 && answer->status <= 202)
    return g_steal_pointer (&answer);
  set_refusal (client, answer, error);
  return NULL;
}

gpointer
ta_hub_client_sense (gpointer result, GError *failure, GError **error)
{
  if (failure == NULL)
    return result;
  if (error != NULL)
    *error = g_error_new_literal (TA_SYNC_ERROR, TA_SYNC_ERROR_ODD, failure->message);
  g_error_free (failure);
  return result;
}

static GBytes *
get (TaHubClient *client, const char *path, gsize most, gboolean waits, GCancellable *cancellable, GError **error)
{
  TaHubQuestion question = { .method = "GET", .path = path, .most = most, .waits = waits };
  g_autoptr (TaHubAnswer) answer = ta_hub_client_ask (client, &question, cancellable, error);

  return answer != NULL ? g_bytes_ref (answer->body) : NULL;
}

char *
ta_hub_client_get_seq (TaHubClient *client, gint64 *documents, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = get (client, "", 0, FALSE, cancellable, error);
  GError *failure = NULL;
  char *seq = body != NULL ? ta_hub_wire_read_info (body, documents, &failure) : NULL;

  return ta_hub_client_sense (seq, failure, error);
}

static TaWirePage *
get_changes (TaHubClient *client, const char *since, guint limit, const char *more, gboolean waits, GCancellable *cancellable, GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (since, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/_changes?style=all_docs&include_docs=true&conflicts=true&limit=%u&seq_interval=%u&since=%s%s", limit, limit, escaped, more);
  g_autoptr (GBytes) body = get (client, path, client->most_page, waits, cancellable, error);
  GError *failure = NULL;
  TaWirePage *page = body != NULL ? ta_hub_wire_read_changes (body, &failure) : NULL;

  return ta_hub_client_sense (page, failure, error);
}

TaWirePage *
ta_hub_client_get_changes (TaHubClient *client, const char *since, guint limit, GCancellable *cancellable, GError **error)
{
  return get_changes (client, since, limit, "", FALSE, cancellable, error);
}

/* Nothing happened for as long as is waited at all. */
static TaWirePage *
nothing_new (const char *since)
{
  TaWirePage *page = g_new0 (TaWirePage, 1);

  page->docs = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_wire_doc_free);
  page->next = g_strdup (since);
  return page;
}

TaWirePage *
ta_hub_client_wait_changes (TaHubClient *client, const char *since, guint limit, GCancellable *cancellable, GError **error)
{
  g_autofree char *more = g_strdup_printf ("&feed=longpoll&heartbeat=%u", client->heartbeat_ms);
  gint64 until = g_get_monotonic_time () + (gint64) client->wait_ms * 1000;
  GError *failure = NULL;
  TaWirePage *page = get_changes (client, since, limit, more, TRUE, cancellable, &failure);

  if (g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK) && g_get_monotonic_time () >= until)
    {
      g_error_free (failure);
      return nothing_new (since);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return page;
}

TaWirePage *
ta_hub_client_get_all (TaHubClient *client, const char *from, guint limit, GCancellable *cancellable, GError **error)
{
  g_autofree char *quoted = from != NULL ? g_strdup_printf ("\"%s\"", from) : NULL;
  g_autofree char *escaped = quoted != NULL ? g_uri_escape_string (quoted, NULL, FALSE) : NULL;
  g_autofree char *path = g_strdup_printf ("/_all_docs?include_docs=true&conflicts=true&limit=%u%s%s", limit, escaped != NULL ? "&startkey=" : "", escaped != NULL ? escaped : "");
  g_autoptr (GBytes) body = get (client, path, client->most_page, FALSE, cancellable, error);
  GError *failure = NULL;
  TaWirePage *page = body != NULL ? ta_hub_wire_read_all_docs (body, &failure) : NULL;

  return ta_hub_client_sense (page, failure, error);
}

GPtrArray *
ta_hub_client_put (TaHubClient *client, const TaWirePut *puts, guint n_puts, gboolean *unsure, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = ta_hub_wire_write_puts (puts, n_puts);
  TaHubQuestion question = { .method = "POST", .path = "/_bulk_docs", .body = body };
  g_autoptr (TaHubAnswer) answer = ta_hub_client_ask (client, &question, cancellable, error);
  GError *failure = NULL;
  GPtrArray *results = answer != NULL ? ta_hub_wire_read_results (answer->body, &failure) : NULL;

  if (answer != NULL)
    *unsure = answer->status == 202;
  return ta_hub_client_sense (results, failure, error);
}

GPtrArray *
ta_hub_client_get (TaHubClient *client, const char *const *ids, const char *const *revs, guint n_ids, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = ta_hub_wire_write_gets (ids, revs, n_ids);
  TaHubQuestion question = { .method = "POST", .path = "/_bulk_get", .body = body, .most = client->most_page };
  g_autoptr (TaHubAnswer) answer = ta_hub_client_ask (client, &question, cancellable, error);
  GError *failure = NULL;
  GPtrArray *docs = answer != NULL ? ta_hub_wire_read_docs (answer->body, &failure) : NULL;

  return ta_hub_client_sense (docs, failure, error);
}

TaWireDoc *
ta_hub_client_get_one (TaHubClient *client, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/%s?conflicts=true", id);
  g_autoptr (GBytes) body = get (client, path, client->most_page, FALSE, cancellable, error);
  GError *failure = NULL;
  TaWireDoc *doc = body != NULL ? ta_hub_wire_read_doc (body, &failure) : NULL;

  return ta_hub_client_sense (doc, failure, error);
}

char *
ta_hub_client_get_epoch (TaHubClient *client, const char *name, gint64 *n, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/_local/turnabout-%s", name);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GBytes) body = get (client, path, 0, FALSE, cancellable, &refusal);
  GError *failure = NULL;
  char *epoch;

  *n = 0;
  if (g_error_matches (refusal, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND))
    return NULL;
  if (body == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }
  epoch = ta_hub_wire_read_epoch (body, n, &failure);
  return ta_hub_client_sense (epoch, failure, error);
}

/* (transfer full) (nullable): PouchDB wants to hear the revision of what is replaced; CouchDB does not care. */
static char *
rev_of_local (TaHubClient *client, const char *path, GCancellable *cancellable)
{
  g_autoptr (GBytes) body = get (client, path, 0, FALSE, cancellable, NULL);

  return body != NULL ? ta_hub_wire_read_rev (body) : NULL;
}

static gboolean
put_local (TaHubClient *client, const char *path, const char *epoch, gint64 n, const char *rev, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = ta_hub_wire_write_epoch (epoch, n, rev);
  TaHubQuestion question = { .method = "PUT", .path = path, .body = body };
  g_autoptr (TaHubAnswer) answer = ta_hub_client_ask (client, &question, cancellable, error);

  return answer != NULL;
}

gboolean
ta_hub_client_put_epoch (TaHubClient *client, const char *name, const char *epoch, gint64 n, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/_local/turnabout-%s", name);
  g_autofree char *rev = NULL;
  GError *failure = NULL;

  if (put_local (client, path, epoch, n, NULL, cancellable, &failure))
    return TRUE;
  if (!g_error_matches (failure, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT) || n < 0)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  g_clear_error (&failure);
  rev = rev_of_local (client, path, cancellable);
  return put_local (client, path, epoch, n, rev, cancellable, error);
}

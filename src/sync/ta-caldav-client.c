/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-caldav-client.h"

#include "ta-hub-soup.h"
#include "ta-secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CALENDAR_TYPE "text/calendar; charset=utf-8"
#define MOST_ANSWER (1024 * 1024)
#define IDLE_MS 15000
#define TOTAL_MS 60000

struct _TaCaldavClient
{
  TaHubSoup *soup;
  char *authorization;
};

TaCaldavClient *
ta_caldav_client_new (const char *url, const char *user, const char *password, GError **error)
{
  TaHubSoup *soup = ta_hub_soup_new (url, NULL);
  g_autoptr (TaSecretText) both = g_strdup_printf ("%s:%s", user, password);
  g_autoptr (TaSecretText) packed = g_base64_encode ((const guchar *) both, strlen (both));
  TaCaldavClient *client;

  if (soup == NULL)
    {
      g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_ODD, _ ("“%s” is not the address of a calendar. It begins with https://."), url);
      return NULL;
    }
  client = g_new0 (TaCaldavClient, 1);
  client->soup = soup;
  client->authorization = g_strconcat ("Basic ", packed, NULL);
  return client;
}

void
ta_caldav_client_free (TaCaldavClient *client)
{
  g_clear_object (&client->soup);
  ta_secret_text_free (client->authorization);
  g_free (client);
}

/* Questions ------------------------------------------------------------------------------------------------------------------------------ */

static TaHubAnswer *
ask (TaCaldavClient *client, const char *method, const char *path, const char *type, GBytes *body, const char *const *headers, GCancellable *cancellable, GError **error)
{
  TaHubRequest request = {
    .method = method,
    .path = path,
    .authorization = client->authorization,
    .content_type = type,
    .headers = headers,
    .body = body,
    .most = MOST_ANSWER,
    .idle_ms = IDLE_MS,
    .total_ms = TOTAL_MS,
  };

  return ta_hub_transport_send (TA_HUB_TRANSPORT (client->soup), &request, cancellable, error);
}

static char *
path_of (const char *uid)
{
  g_autofree char *escaped = g_uri_escape_string (uid, NULL, FALSE);

  return g_strdup_printf ("/%s.ics", escaped);
}

static gboolean
is_done (const TaHubAnswer *answer)
{
  return answer->status >= 200 && answer->status <= 204;
}

static gboolean
refuse (const TaHubAnswer *answer, GError **error)
{
  switch (answer->status)
    {
    case 401:
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_PASSWORD, _ ("The calendar server does not accept this user and password."));
      break;
    case 403:
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED, _ ("The calendar server does not let this user write there."));
      break;
    case 404:
    case 405:
    case 409:
    case 410:
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND, _ ("There is no calendar at this address."));
      break;
    case 413:
    case 507:
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_FULL, _ ("The calendar server has no room for it."));
      break;
    case 429:
      g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_BUSY, _ ("The calendar server is asked too often."));
      break;
    default:
      g_set_error (error, TA_SYNC_ERROR, answer->status >= 500 ? TA_SYNC_ERROR_NETWORK : TA_SYNC_ERROR_ODD, _ ("The calendar server answers with the error %u."), answer->status);
      break;
    }
  return FALSE;
}

static gboolean
is_calendar (GBytes *body)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return g_utf8_validate (text, -1, NULL) && g_regex_match_simple ("<([A-Za-z0-9]+:)?calendar[ />]", text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}

gboolean
ta_caldav_client_check (TaCaldavClient *client, GCancellable *cancellable, GError **error)
{
  static const char *const headers[] = { "Depth", "0", "Accept", "application/xml, text/xml", NULL };
  static const char question[] = "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><prop><resourcetype/></prop></propfind>";
  g_autoptr (GBytes) body = g_bytes_new_static (question, sizeof question - 1);
  g_autoptr (TaHubAnswer) answer = ask (client, "PROPFIND", "/", "application/xml; charset=utf-8", body, headers, cancellable, error);

  if (answer == NULL)
    return FALSE;
  if (answer->status != 207)
    return refuse (answer, error);
  if (is_calendar (answer->body))
    return TRUE;
  g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND, _ ("What is at this address is not a calendar. A calendar’s own address often ends with its name."));
  return FALSE;
}

/* Events --------------------------------------------------------------------------------------------------------------------------------- */

static TaHubAnswer *
put_if (TaCaldavClient *client, const char *path, GBytes *body, const char *etag, GCancellable *cancellable, GError **error)
{
  const char *const fresh[] = { "Accept", "*/*", "If-None-Match", "*", NULL };
  const char *const known[] = { "Accept", "*/*", "If-Match", etag, NULL };
  const char *const any[] = { "Accept", "*/*", NULL };

  return ask (client, "PUT", path, CALENDAR_TYPE, body, etag == NULL ? fresh : *etag != '\0' ? known
                                                                                             : any,
              cancellable, error);
}

/* The mark of what lies there. (nullable): without @error: there is nothing */
static char *
fetch_etag (TaCaldavClient *client, const char *path, GCancellable *cancellable, GError **error)
{
  static const char *const headers[] = { "Accept", "text/calendar", NULL };
  g_autoptr (TaHubAnswer) answer = ask (client, "GET", path, NULL, NULL, headers, cancellable, error);

  if (answer == NULL || answer->status == 404 || answer->status == 410)
    return NULL;
  if (is_done (answer))
    return answer->etag != NULL ? g_steal_pointer (&answer->etag) : g_strdup ("");
  refuse (answer, error);
  return NULL;
}

/* Somebody else was there: whatever lies there now is replaced, once. */
static TaHubAnswer *
put_over (TaCaldavClient *client, const char *path, GBytes *body, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  g_autofree char *etag = fetch_etag (client, path, cancellable, &failure);

  if (failure == NULL)
    return put_if (client, path, body, etag, cancellable, error);
  g_propagate_error (error, failure);
  return NULL;
}

gboolean
ta_caldav_client_put (TaCaldavClient *client, const char *uid, GBytes *body, const char *etag, char **new_etag, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = path_of (uid);
  g_autoptr (TaHubAnswer) answer = put_if (client, path, body, etag, cancellable, error);

  /* A resource that is gone answers 404 to If-Match on some servers. */
  if (answer != NULL && (answer->status == 412 || (answer->status == 404 && etag != NULL)))
    {
      ta_hub_answer_free (g_steal_pointer (&answer));
      answer = put_over (client, path, body, cancellable, error);
    }
  if (answer == NULL)
    return FALSE;
  if (!is_done (answer))
    return refuse (answer, error);
  *new_etag = answer->etag != NULL ? g_steal_pointer (&answer->etag) : g_strdup ("");
  return TRUE;
}

gboolean
ta_caldav_client_delete (TaCaldavClient *client, const char *uid, GCancellable *cancellable, GError **error)
{
  static const char *const headers[] = { "Accept", "*/*", NULL };
  g_autofree char *path = path_of (uid);
  g_autoptr (TaHubAnswer) answer = ask (client, "DELETE", path, NULL, NULL, headers, cancellable, error);

  if (answer == NULL)
    return FALSE;
  return is_done (answer) || answer->status == 404 || answer->status == 410 || refuse (answer, error);
}

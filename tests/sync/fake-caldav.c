/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-caldav.h"

#include <libsoup/soup.h>
#include <string.h>

#define COLLECTION "/ana/pod/"
#define REALM "Radicale - Password Required"

struct _FakeCaldav
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GMutex mutex;
  GCond cond;
  char *url;
  /* With the lock held: */
  GHashTable *events; /* path → body */
  GHashTable *counts; /* method → number */
  gboolean no_etags;
  guint refusal;
};

static char *
etag_of (const char *body)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);

  return g_strdup_printf ("\"%s\"", sum);
}

static void
count (FakeCaldav *self, const char *what)
{
  g_hash_table_insert (self->counts, g_strdup (what), GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, what)) + 1));
}

static void
set_etag (FakeCaldav *self, SoupServerMessage *message, const char *body)
{
  g_autofree char *etag = etag_of (body);

  if (!self->no_etags)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag", etag);
}

static gboolean
may_write (SoupServerMessage *message, const char *there)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *match = soup_message_headers_get_one (headers, "If-Match");
  const char *none = soup_message_headers_get_one (headers, "If-None-Match");
  g_autofree char *etag = there != NULL ? etag_of (there) : NULL;

  return (match == NULL || g_strcmp0 (match, etag) == 0) && (none == NULL || there == NULL);
}

static void
answer_put (FakeCaldav *self, SoupServerMessage *message, const char *path)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *there = g_hash_table_lookup (self->events, path);
  char *text = g_strndup (body->data, (gsize) body->length);

  if (self->refusal != 0)
    soup_server_message_set_status (message, self->refusal, NULL);
  else if (!may_write (message, there))
    soup_server_message_set_status (message, 412, NULL);
  else
    {
      soup_server_message_set_status (message, 201, NULL);
      set_etag (self, message, text);
      g_hash_table_insert (self->events, g_strdup (path), g_steal_pointer (&text));
    }
  g_free (text);
}

static void
answer_get (FakeCaldav *self, SoupServerMessage *message, const char *path)
{
  const char *there = g_hash_table_lookup (self->events, path);

  soup_server_message_set_status (message, there != NULL ? 200 : 404, NULL);
  if (there == NULL)
    return;
  soup_server_message_set_response (message, "text/calendar", SOUP_MEMORY_COPY, there, strlen (there));
  set_etag (self, message, there);
}

static void
answer_propfind (SoupServerMessage *message, const char *path)
{
  static const char calendar[] = "<?xml version='1.0'?><multistatus xmlns=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\"><response><href>/ana/pod/</href><propstat>"
                                 "<prop><resourcetype><C:calendar /><collection /></resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>";
  static const char folder[] = "<?xml version='1.0'?><multistatus xmlns=\"DAV:\"><response><href>/ana/</href><propstat>"
                               "<prop><resourcetype><principal /><collection /></resourcetype></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>";
  gboolean known = strcmp (path, COLLECTION) == 0;

  soup_server_message_set_status (message, known || strcmp (path, "/ana/") == 0 ? 207 : 404, NULL);
  soup_server_message_set_response (message, "text/xml", SOUP_MEMORY_STATIC, known ? calendar : folder, known ? sizeof calendar - 1 : sizeof folder - 1);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  FakeCaldav *self = data;
  const char *method = soup_server_message_get_method (message);

  g_mutex_lock (&self->mutex);
  count (self, method);
  if (strcmp (method, "PUT") == 0)
    answer_put (self, message, path);
  else if (strcmp (method, "GET") == 0)
    answer_get (self, message, path);
  else if (strcmp (method, "DELETE") == 0)
    soup_server_message_set_status (message, g_hash_table_remove (self->events, path) ? 200 : 404, NULL);
  else
    answer_propfind (message, path);
  g_mutex_unlock (&self->mutex);
}

static gboolean
check_password (SoupAuthDomain *domain, SoupServerMessage *message, const char *user, const char *password, gpointer data)
{
  FakeCaldav *self = data;

  if (strcmp (user, "ana") == 0 && strcmp (password, "right") == 0)
    return TRUE;
  g_mutex_lock (&self->mutex);
  count (self, "401");
  g_mutex_unlock (&self->mutex);
  return FALSE;
}

static SoupServer *
serve (FakeCaldav *self)
{
  SoupServer *server = g_object_new (SOUP_TYPE_SERVER, NULL);
  SoupAuthDomain *domain = soup_auth_domain_basic_new ("realm", REALM, NULL);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  soup_auth_domain_add_path (domain, "/");
  soup_auth_domain_basic_set_auth_callback (domain, check_password, self, NULL);
  soup_server_add_auth_domain (server, domain);
  g_object_unref (domain);
  soup_server_add_handler (server, NULL, on_request, self, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return server;
}

static gpointer
work (gpointer data)
{
  FakeCaldav *self = data;
  SoupServer *server;

  g_main_context_push_thread_default (self->context);
  g_mutex_lock (&self->mutex);
  server = serve (self);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_object_unref (server);
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

FakeCaldav *
fake_caldav_new (void)
{
  FakeCaldav *self = g_new0 (FakeCaldav, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->events = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_lock (&self->mutex);
  self->thread = g_thread_new ("caldav", work, self);
  while (self->url == NULL)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return self;
}

void
fake_caldav_free (FakeCaldav *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->events);
  g_hash_table_unref (self->counts);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->url);
  g_free (self);
}

const char *
fake_caldav_get_url (FakeCaldav *self)
{
  return self->url;
}

guint
fake_caldav_count (FakeCaldav *self, const char *method)
{
  guint number;

  g_mutex_lock (&self->mutex);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, method));
  g_mutex_unlock (&self->mutex);
  return number;
}

guint
fake_caldav_size (FakeCaldav *self)
{
  guint size;

  g_mutex_lock (&self->mutex);
  size = g_hash_table_size (self->events);
  g_mutex_unlock (&self->mutex);
  return size;
}

static char *
path_of (const char *uid)
{
  return g_strdup_printf (COLLECTION "%s.ics", uid);
}

char *
fake_caldav_dup (FakeCaldav *self, const char *uid)
{
  g_autofree char *path = path_of (uid);
  char *body;

  g_mutex_lock (&self->mutex);
  body = g_strdup (g_hash_table_lookup (self->events, path));
  g_mutex_unlock (&self->mutex);
  return body;
}

void
fake_caldav_put (FakeCaldav *self, const char *uid, const char *body)
{
  g_autofree char *path = path_of (uid);

  g_mutex_lock (&self->mutex);
  if (body != NULL)
    g_hash_table_insert (self->events, g_strdup (path), g_strdup (body));
  else
    g_hash_table_remove (self->events, path);
  g_mutex_unlock (&self->mutex);
}

void
fake_caldav_hide_etags (FakeCaldav *self)
{
  g_mutex_lock (&self->mutex);
  self->no_etags = TRUE;
  g_mutex_unlock (&self->mutex);
}

void
fake_caldav_refuse (FakeCaldav *self, guint status)
{
  g_mutex_lock (&self->mutex);
  self->refusal = status;
  g_mutex_unlock (&self->mutex);
}

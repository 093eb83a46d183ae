/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-key-store.h"

#include "ta-key-place.h"
#include "ta-seal-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _TaKeyStore
{
  GObject parent_instance;
  char *folder;
  gboolean files_only;
};

G_DEFINE_FINAL_TYPE (TaKeyStore, ta_key_store, G_TYPE_OBJECT)

static void
ta_key_store_finalize (GObject *object)
{
  TaKeyStore *store = TA_KEY_STORE (object);

  g_free (store->folder);
  G_OBJECT_CLASS (ta_key_store_parent_class)->finalize (object);
}

static void
ta_key_store_class_init (TaKeyStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ta_key_store_finalize;
}

static void
ta_key_store_init (TaKeyStore *store)
{
}

TaKeyStore *
ta_key_store_new (const char *folder)
{
  TaKeyStore *store = g_object_new (TA_TYPE_KEY_STORE, NULL);

  store->folder = g_strdup (folder);
  store->files_only = g_strcmp0 (g_getenv ("TURNABOUT_KEYS"), "file") == 0;
  return store;
}

/* A name becomes one of a file. */
static gboolean
check_name (const char *name, GError **error)
{
  gsize length = name == NULL ? 0 : strnlen (name, 65);

  if (length >= 1 && length <= 64 && strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-") == length)
    return TRUE;
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("A secret cannot be kept under this name."));
  return FALSE;
}

static gboolean
found (TaKeyPlace where, TaKeyPlace *place)
{
  if (place != NULL)
    *place = where;
  return TRUE;
}

gboolean
ta_key_store_save_sync (TaKeyStore *store, const char *name, TaKeyKind kind, TaSecret *secret, GCancellable *cancellable, TaKeyPlace *place, GError **error)
{
  TaKeyDesktop desktop = TA_KEY_DESKTOP_ABSENT;

  found (TA_KEY_PLACE_NONE, place);
  if (!check_name (name, error))
    return FALSE;
  if (!store->files_only)
    desktop = ta_key_desktop_save (name, kind, secret, cancellable, error);
  if (desktop == TA_KEY_DESKTOP_FAILED)
    return FALSE;
  /* A file is newer than what the desktop has: load looks there first. */
  if (desktop == TA_KEY_DESKTOP_DONE)
    return ta_key_file_remove (store->folder, name, kind, error) && found (TA_KEY_PLACE_DESKTOP, place);
  return ta_key_file_save (store->folder, name, kind, secret, error) && found (TA_KEY_PLACE_FILE, place);
}

TaSecret *
ta_key_store_load_sync (TaKeyStore *store, const char *name, TaKeyKind kind, GCancellable *cancellable, TaKeyPlace *place, GError **error)
{
  g_autoptr (GError) problem = NULL;
  TaSecret *secret = NULL;

  found (TA_KEY_PLACE_NONE, place);
  if (!check_name (name, error))
    return NULL;
  secret = ta_key_file_load (store->folder, name, kind, &problem);
  if (secret != NULL)
    found (TA_KEY_PLACE_FILE, place);
  else if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  else if (!store->files_only && ta_key_desktop_load (name, kind, cancellable, &secret, error) == TA_KEY_DESKTOP_DONE && secret != NULL)
    found (TA_KEY_PLACE_DESKTOP, place);
  return secret;
}

gboolean
ta_key_store_remove_sync (TaKeyStore *store, const char *name, TaKeyKind kind, GCancellable *cancellable, GError **error)
{
  if (!check_name (name, error) || !ta_key_file_remove (store->folder, name, kind, error))
    return FALSE;
  return store->files_only || ta_key_desktop_remove (name, kind, cancellable, error) != TA_KEY_DESKTOP_FAILED;
}

/* The same on a thread of their own. */

typedef struct
{
  char *name;
  TaKeyKind kind;
  TaSecret *secret;
  TaKeyPlace place;
} Job;

static void
job_free (Job *job)
{
  g_free (job->name);
  g_clear_pointer (&job->secret, ta_secret_unref);
  g_free (job);
}

static void
run (TaKeyStore *store, const char *name, TaKeyKind kind, TaSecret *secret, GCancellable *cancellable, gpointer tag, GTaskThreadFunc func, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->name = g_strdup (name);
  job->kind = kind;
  job->secret = secret == NULL ? NULL : ta_secret_ref (secret);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, func);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (ta_key_store_save_sync (source, job->name, job->kind, job->secret, cancellable, &job->place, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
ta_key_store_save (TaKeyStore *store, const char *name, TaKeyKind kind, TaSecret *secret, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  run (store, name, kind, secret, cancellable, ta_key_store_save, save_in_thread, callback, user_data);
}

gboolean
ta_key_store_save_finish (TaKeyStore *store, GAsyncResult *result, TaKeyPlace *place, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  found (job->place, place);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  TaSecret *secret = ta_key_store_load_sync (source, job->name, job->kind, cancellable, &job->place, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) ta_secret_unref);
}

void
ta_key_store_load (TaKeyStore *store, const char *name, TaKeyKind kind, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  run (store, name, kind, NULL, cancellable, ta_key_store_load, load_in_thread, callback, user_data);
}

TaSecret *
ta_key_store_load_finish (TaKeyStore *store, GAsyncResult *result, TaKeyPlace *place, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  found (job->place, place);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
remove_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (ta_key_store_remove_sync (source, job->name, job->kind, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
ta_key_store_remove (TaKeyStore *store, const char *name, TaKeyKind kind, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  run (store, name, kind, NULL, cancellable, ta_key_store_remove, remove_in_thread, callback, user_data);
}

gboolean
ta_key_store_remove_finish (TaKeyStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

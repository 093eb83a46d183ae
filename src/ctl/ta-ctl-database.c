/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"
#include "ta-ctl-table.h"

#include "ta-backup.h"
#include "ta-check.h"
#include "ta-health-copy.h"
#include "ta-health-ring.h"
#include "ta-money.h"
#include "ta-pod-table.h"
#include "ta-practice.h"
#include "ta-sync-keys.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Prints one object with the members @key, value, … (texts, %NULL for null) up to %NULL. */
static void
print_object (const char *key, ...)
{
  JsonObject *object = json_object_new ();
  va_list arguments;

  va_start (arguments, key);
  for (; key != NULL; key = va_arg (arguments, const char *))
    {
      const char *value = va_arg (arguments, const char *);

      if (value != NULL)
        json_object_set_string_member (object, key, value);
      else
        json_object_set_null_member (object, key);
    }
  va_end (arguments);
  ta_ctl_print_json (json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

static gboolean
check_new (TaCtl *self, GError **error)
{
  g_autoptr (GTimeZone) timezone = g_time_zone_new_identifier (self->timezone);
  g_autofree char *currency = g_ascii_strup (self->currency, -1);

  g_set_str (&self->currency, currency);
  if (*g_strstrip (self->arguments[0]) == '\0')
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("The collective needs a name."));
  else if (timezone == NULL)
    g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("“%s” is not a time zone. Write one such as America/Montevideo."), self->timezone);
  else if (!ta_currency_is_valid (currency))
    g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("“%s” is not a currency. Write three letters such as UYU."), self->currency);
  else if (g_file_test (self->database, G_FILE_TEST_EXISTS))
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT,
                 _ ("There is a file “%s” already. Name another one with --database."), self->database);
  else
    return TRUE;
  return FALSE;
}

/* A TaStoreFunc: as the application does it, a collective begins with one pod that cooks. */
static gboolean
begin (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const TaCtl *ctl = data;
  g_autoptr (TaCollective) collective = ta_collective_new (ctl->arguments[0], ctl->timezone, ctl->currency);
  g_autoptr (TaPod) pod = ta_pod_new (ctl->arguments[0]);
  g_autoptr (TaService) service = ta_service_new (_ ("Dinner"), TA_SERVICE_COOK);

  return ta_collective_table_save (database, collective, error) && ta_pod_table_save (database, pod, error)
         && ta_service_table_save (database, service, error);
}

static gboolean
make_folder (TaCtl *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->database);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_FAILED, _ ("The folder “%s” could not be made: %s."), folder, g_strerror (errno));
  return FALSE;
}

TaStore *
ta_ctl_create (TaCtl *self, GError **error)
{
  return make_folder (self, error) ? ta_store_open (self->database, TA_DATABASE_CREATE, error) : NULL;
}

void
ta_ctl_remove_new (TaCtl *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (self->database, suffixes[i], NULL);

      g_unlink (path);
    }
}

static gboolean
fill_new (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_create (self, error);
  g_autofree char *label = g_strdup_printf (_ ("Started “%s”"), self->arguments[0]);
  TaOrigin origin = { ta_ctl_get_actor (), NULL, TA_SOURCE_COMMAND };

  return store != NULL && ta_store_run (store, label, &origin, begin, self, NULL, error);
}

gboolean
ta_ctl_new (TaCtl *self, GError **error)
{
  if (!check_new (self, error))
    return FALSE;
  if (!fill_new (self, error))
    {
      ta_ctl_remove_new (self);
      return FALSE;
    }
  if (self->json)
    print_object ("database", self->database, "name", self->arguments[0], "timezone", self->timezone, "currency", self->currency, NULL);
  else
    ta_ctl_say (_ ("Started “%s” in %s."), self->arguments[0], self->database);
  return TRUE;
}

static void
print_findings (GPtrArray *findings)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < findings->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (findings, i));
  json_object_set_boolean_member (object, "sound", findings->len == 0);
  json_object_set_array_member (object, "findings", array);
  ta_ctl_print_json (json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

gboolean
ta_ctl_check (TaCtl *self, GError **error)
{
  g_autoptr (TaDatabase) database = ta_ctl_open_to_read (self, error);
  g_autoptr (GPtrArray) findings = database != NULL ? ta_check_run (database, error) : NULL;

  if (findings == NULL)
    return FALSE;
  if (self->json)
    print_findings (findings);
  else if (findings->len == 0)
    ta_ctl_say (_ ("“%s” is sound."), self->database);
  for (guint i = 0; i < findings->len; i++)
    ta_ctl_complain ("%s", (char *) g_ptr_array_index (findings, i));
  if (findings->len > 0)
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_TOLD, "");
  return findings->len == 0;
}

/* A slip of the pen must not cost a file that is no backup. */
static gboolean
check_replaceable (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TaBackupSummary) summary = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  summary = ta_backup_inspect (path, &local_error);
  if (summary != NULL || g_error_matches (local_error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_DAMAGED))
    return TRUE;
  g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT, _ ("“%s” is there already and is no backup. Choose another name."), path);
  return FALSE;
}

/* What seals health data in copies on this computer. (nullable) (transfer full) */
static TaSecret *
load_copy_key (void)
{
  g_autoptr (TaKeyStore) keys = ta_sync_keys_open ();

  return ta_health_copy_key_load (keys);
}

gboolean
ta_ctl_backup (TaCtl *self, GError **error)
{
  const char *path = self->arguments[0];
  g_autoptr (TaDatabase) database = ta_ctl_open_to_read (self, error);
  g_autoptr (TaSecret) key = database != NULL ? load_copy_key () : NULL;
  g_autoptr (TaHealthKeys) copy_keys = key != NULL ? ta_health_copy_keys_new (key) : NULL;

  if (database != NULL)
    ta_database_set_copy_keys (database, copy_keys);
  if (database == NULL || !check_replaceable (path, error) || !ta_backup_write (database, path, NULL, error))
    return FALSE;
  if (self->json)
    print_object ("database", self->database, "backup", path, NULL);
  else
    ta_ctl_say (_ ("Copied “%s” to “%s”."), self->database, path);
  return TRUE;
}

/* What was sealed in the copy for this computer. */
static gboolean
open_copy (TaCtl *self, TaHealthKeys *keys, GError **error)
{
  g_autoptr (TaDatabase) database = keys != NULL ? ta_database_open (self->database, 0, error) : NULL;
  gboolean opened;

  return keys == NULL || (database != NULL && ta_health_open_copy (database, keys, &opened, error));
}

gboolean
ta_ctl_restore (TaCtl *self, GError **error)
{
  const char *path = self->arguments[0];
  g_autoptr (TaSecret) key = load_copy_key ();
  g_autoptr (TaHealthKeys) copy_keys = key != NULL ? ta_health_copy_keys_new (key) : NULL;
  g_autofree char *kept = NULL;

  if (!make_folder (self, error) || !ta_backup_restore (path, self->database, copy_keys, &kept, error) || !open_copy (self, copy_keys, error))
    return FALSE;
  if (self->json)
    print_object ("database", self->database, "backup", path, "kept", kept, NULL);
  else if (kept != NULL)
    ta_ctl_say (_ ("Restored “%s” from “%s”. What was there is in “%s”."), self->database, path, kept);
  else
    ta_ctl_say (_ ("Restored “%s” from “%s”."), self->database, path);
  return TRUE;
}

static gboolean
fill_practice (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_create (self, error);
  g_autoptr (GTimeZone) timezone = g_time_zone_new_local ();
  TaDate today = self->today != TA_DATE_NONE ? self->today : ta_date_from_unix (g_get_real_time () / G_USEC_PER_SEC, timezone);

  return store != NULL && ta_practice_create (store, self->arguments[0], today, NULL, NULL, NULL, error);
}

gboolean
ta_ctl_practice (TaCtl *self, GError **error)
{
  if (g_file_test (self->database, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT,
                   _ ("There is a file “%s” already. Name another one with --database."), self->database);
      return FALSE;
    }
  if (!fill_practice (self, error))
    {
      ta_ctl_remove_new (self);
      return FALSE;
    }
  if (self->json)
    print_object ("database", self->database, NULL);
  else
    ta_ctl_say (_ ("The practice pod is in %s."), self->database);
  return TRUE;
}

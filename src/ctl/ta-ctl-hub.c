/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-sync-private.h"
#include "ta-ctl-table.h"

#include "ta-recovery-sheet.h"
#include "ta-secret.h"
#include "ta-sync-keys.h"
#include "ta-sync.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HOURS 72

static const TaCtlColumn columns[] = {
  { "id", N_ ("Device") },
  { "name", N_ ("Name") },
  { "user", N_ ("Account") },
  { "seen_at", N_ ("Seen last") },
  { "code", N_ ("To be confirmed") },
  { "mine", N_ ("This one") },
  { NULL }
};

static const char *
device_name (TaCtl *self)
{
  return self->name != NULL ? self->name : g_get_host_name ();
}

/* Prints @text on its own, or as the one member of an object. */
static void
print_text (TaCtl *self, const char *key, const char *text)
{
  JsonObject *object;

  if (!self->json)
    {
      ta_ctl_say ("%s", text);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, key, text);
  ta_ctl_print_json (json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

/* Coming in and going ---------------------------------------------------------------------------------------------------------------------- */

static gboolean
found (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_auto (TaCtlWait) wait = { NULL };

  if (store == NULL)
    return FALSE;
  ta_sync_found_async (store, self->arguments[1], device_name (self), NULL, ta_ctl_wait_done, &wait);
  if (!ta_sync_found_finish (ta_ctl_wait (&wait), error))
    return FALSE;
  print_text (self, "database", self->json ? self->database : _ ("The pod is on the hub. “turnaboutctl sync once” sends it there."));
  return TRUE;
}

static gboolean
join_with (TaCtl *self, TaStore *store, GError **error)
{
  g_auto (TaCtlWait) wait = { NULL };
  g_autofree char *code = NULL;

  ta_sync_join_async (store, self->arguments[1], device_name (self), NULL, ta_ctl_wait_done, &wait);
  if (!ta_sync_join_finish (ta_ctl_wait (&wait), &code, error))
    return FALSE;
  print_text (self, "code", code);
  return TRUE;
}

/* Into the file that --database names, which is made where it is not there. */
static gboolean
join (TaCtl *self, GError **error)
{
  gboolean fresh = !g_file_test (self->database, G_FILE_TEST_EXISTS);
  TaStore *store = fresh ? ta_ctl_create (self, error) : ta_ctl_open (self, error);
  gboolean joined = store != NULL && join_with (self, store, error);

  g_clear_object (&store);
  if (fresh && !joined)
    ta_ctl_remove_new (self);
  return joined;
}

static gboolean
leave (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_auto (TaCtlWait) wait = { NULL };

  if (store == NULL)
    return FALSE;
  ta_sync_leave_async (store, NULL, ta_ctl_wait_done, &wait);
  if (!ta_sync_leave_finish (ta_ctl_wait (&wait), error))
    return FALSE;
  print_text (self, "database", self->json ? self->database : _ ("Left the hub. What was exchanged stays here."));
  return TRUE;
}

static gboolean
invite (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_auto (TaCtlWait) wait = { NULL };
  g_autoptr (TaSecretText) link = NULL;

  if (store == NULL)
    return FALSE;
  ta_sync_invite_async (store, self->hours > 0 ? self->hours : HOURS, NULL, ta_ctl_wait_done, &wait);
  link = ta_sync_invite_finish (ta_ctl_wait (&wait), error);
  if (link != NULL)
    print_text (self, "link", link);
  return link != NULL;
}

/* Devices ---------------------------------------------------------------------------------------------------------------------------------- */

static GPtrArray *
list_devices (TaStore *store, GError **error)
{
  g_auto (TaCtlWait) wait = { NULL };

  ta_sync_devices_async (store, NULL, ta_ctl_wait_done, &wait);
  return ta_sync_devices_finish (ta_ctl_wait (&wait), error);
}

static char *
id_of (const TaSyncDevice *device)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", device->device);
}

static void
add_device (TaCtlTable *table, const TaSyncDevice *device)
{
  g_autofree char *id = id_of (device);
  g_autofree char *iso = ta_ctl_format_moment (device->seen_at, TRUE);
  g_autofree char *text = ta_ctl_format_moment (device->seen_at, FALSE);
  JsonNode *seen = json_node_alloc ();
  JsonNode *mine = json_node_init_boolean (json_node_alloc (), device->mine);

  ta_ctl_table_add_text (table, id);
  ta_ctl_table_add_text (table, device->name);
  ta_ctl_table_add_text (table, device->user);
  ta_ctl_table_add_node (table, iso != NULL ? json_node_init_string (seen, iso) : json_node_init_null (seen), text != NULL ? text : "");
  ta_ctl_table_add_text (table, device->code);
  ta_ctl_table_add_node (table, mine, device->mine ? _ ("yes") : "");
}

static gboolean
show_devices (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_autoptr (GPtrArray) devices = store != NULL ? list_devices (store, error) : NULL;
  g_autoptr (TaCtlTable) table = ta_ctl_table_new (columns);

  if (devices == NULL)
    return FALSE;
  for (guint i = 0; i < devices->len; i++)
    add_device (table, g_ptr_array_index (devices, i));
  ta_ctl_table_print (table, self->json);
  return TRUE;
}

/* By its number, or by a name that only one has. */
static gboolean
find_device (TaStore *store, const char *wanted, guint64 *number, GError **error)
{
  g_autoptr (GPtrArray) devices = list_devices (store, error);
  guint named = 0;

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      const TaSyncDevice *device = g_ptr_array_index (devices, i);
      g_autofree char *id = id_of (device);

      if (g_ascii_strcasecmp (id, wanted) != 0 && g_strcmp0 (device->name, wanted) != 0)
        continue;
      *number = device->device;
      named++;
    }
  if (devices == NULL || named == 1)
    return devices != NULL;
  if (named == 0)
    g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NOT_FOUND, _ ("There is no device “%s”. “turnaboutctl hub devices” lists them."), wanted);
  else
    g_set_error (error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT, _ ("Several devices are called “%s”. Write the number of one."), wanted);
  return FALSE;
}

static gboolean
confirm (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_auto (TaCtlWait) wait = { NULL };
  guint64 device = 0;

  if (store == NULL || !find_device (store, self->arguments[1], &device, error))
    return FALSE;
  ta_sync_confirm_async (store, device, NULL, ta_ctl_wait_done, &wait);
  if (!ta_sync_confirm_finish (ta_ctl_wait (&wait), error))
    return FALSE;
  print_text (self, "confirmed", self->json ? self->arguments[1] : _ ("The device is confirmed."));
  return TRUE;
}

static gboolean
remove_device (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_auto (TaCtlWait) wait = { NULL };
  guint64 device = 0;

  if (store == NULL || !find_device (store, self->arguments[1], &device, error))
    return FALSE;
  ta_sync_remove_device_async (store, device, NULL, ta_ctl_wait_done, &wait);
  if (!ta_sync_remove_device_finish (ta_ctl_wait (&wait), error))
    return FALSE;
  print_text (self, "removed", self->json ? self->arguments[1] : _ ("The device is removed, and there is a new key. What it has seen it keeps. Print a new recovery sheet."));
  return TRUE;
}

/* The recovery sheet ----------------------------------------------------------------------------------------------------------------------- */

static void
print_lines (char **lines)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    json_array_add_string_element (array, lines[i]);
  ta_ctl_print_json (json_node_init_array (json_node_alloc (), array));
  json_array_unref (array);
}

static gboolean
show_sheet (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_autoptr (TaSyncPeer) peer = store != NULL ? ta_sync_load_peer (store, error) : NULL;
  g_autoptr (TaKeyring) keyring = peer != NULL ? ta_sync_keys_load_keyring (peer, NULL, error) : NULL;
  g_autoptr (TaRecoverySheet) sheet = keyring != NULL ? ta_recovery_sheet_new (keyring, peer->url, peer->db, error) : NULL;
  char **lines;

  if (sheet == NULL)
    return FALSE;
  lines = ta_recovery_sheet_dup_lines (sheet);
  if (self->json)
    print_lines (lines);
  for (guint i = 0; !self->json && lines[i] != NULL; i++)
    ta_ctl_say ("%s", lines[i]);
  ta_recovery_lines_free (lines);
  return TRUE;
}

gboolean
ta_ctl_hub (TaCtl *self, GError **error)
{
  static const TaCtlCommand commands[] = {
    { "found", 1, TRUE, found },
    { "join", 1, TRUE, join },
    { "invite", 0, TRUE, invite },
    { "devices", 0, TRUE, show_devices },
    { "confirm", 1, TRUE, confirm },
    { "remove", 1, TRUE, remove_device },
    { "leave", 0, TRUE, leave },
    { "sheet", 0, TRUE, show_sheet },
    { NULL },
  };

  return ta_ctl_run_command (self, commands, error);
}

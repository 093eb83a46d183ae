/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-roster-private.h"

#include "ta-keyring-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STATEMENT_SIZE 256

TaRosterDevice *
ta_roster_device_new (void)
{
  return g_new0 (TaRosterDevice, 1);
}

void
ta_roster_device_free (TaRosterDevice *device)
{
  g_free (device->name);
  g_free (device);
}

static TaRosterDevice *
device_copy (const TaRosterDevice *device)
{
  TaRosterDevice *copy = g_memdup2 (device, sizeof *device);

  copy->name = g_strdup (device->name);
  return copy;
}

TaRoster *
ta_roster_new_empty (const guint8 *pod)
{
  TaRoster *roster = g_new0 (TaRoster, 1);

  ta_seal_ready ();
  memcpy (roster->pod, pod, TA_POD_ID_SIZE);
  roster->devices = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_roster_device_free);
  return roster;
}

void
ta_roster_add (TaRoster *roster, TaRosterDevice *device)
{
  guint at = 0;

  while (at < roster->devices->len && strcmp (((TaRosterDevice *) roster->devices->pdata[at])->known.id, device->known.id) < 0)
    at++;
  g_ptr_array_insert (roster->devices, (int) at, device);
}

TaRoster *
ta_roster_copy (const TaRoster *roster)
{
  TaRoster *copy = ta_roster_new_empty (roster->pod);

  for (guint i = 0; i < roster->devices->len; i++)
    g_ptr_array_add (copy->devices, device_copy (roster->devices->pdata[i]));
  return copy;
}

void
ta_roster_free (TaRoster *roster)
{
  if (roster == NULL)
    return;
  g_ptr_array_unref (roster->devices);
  g_free (roster);
}

TaRosterDevice *
ta_roster_find (const TaRoster *roster, const char *id)
{
  for (guint i = 0; i < roster->devices->len; i++)
    {
      TaRosterDevice *device = roster->devices->pdata[i];

      if (g_strcmp0 (device->known.id, id) == 0)
        return device;
    }
  return NULL;
}

TaRosterDevice *
ta_roster_find_number (const TaRoster *roster, gint64 number)
{
  for (guint i = 0; i < roster->devices->len; i++)
    {
      TaRosterDevice *device = roster->devices->pdata[i];

      if (ta_device_public_get_number (&device->known) == number)
        return device;
    }
  return NULL;
}

gboolean
ta_roster_has (const TaRoster *roster, const char *id)
{
  const TaRosterDevice *device = ta_roster_find (roster, id);

  return device != NULL && *device->removed_by == '\0';
}

guint
ta_roster_count (const TaRoster *roster)
{
  guint count = 0;

  for (guint i = 0; i < roster->devices->len; i++)
    count += *((TaRosterDevice *) roster->devices->pdata[i])->removed_by == '\0';
  return count;
}

void
ta_pack_id (TaPacker *packer, const char *id)
{
  guint8 bytes[TA_DEVICE_ID_SIZE] = { 0 };

  if (*id != '\0')
    ta_hex_parse (id, bytes, sizeof bytes);
  ta_pack_bytes (packer, bytes, sizeof bytes);
}

void
ta_unpack_id (TaUnpacker *unpacker, char *id)
{
  guint8 bytes[TA_DEVICE_ID_SIZE];

  ta_unpack_bytes (unpacker, bytes, sizeof bytes);
  if (sodium_is_zero (bytes, sizeof bytes))
    *id = '\0';
  else
    sodium_bin2hex (id, TA_DEVICE_ID_LENGTH + 1, bytes, sizeof bytes);
}

TaSecret *
ta_roster_admission (const TaRoster *roster, const TaRosterDevice *device)
{
  guint8 invitation[32] = { 0 };
  TaPacker packer;

  ta_hex_parse (device->invitation, invitation, sizeof invitation);
  ta_packer_init (&packer, STATEMENT_SIZE);
  ta_pack_bytes (&packer, "taenadm1", 8);
  ta_pack_bytes (&packer, roster->pod, TA_POD_ID_SIZE);
  ta_pack_bytes (&packer, device->known.sign, TA_DEVICE_KEY_SIZE);
  ta_pack_bytes (&packer, device->known.box, TA_DEVICE_KEY_SIZE);
  ta_pack_id (&packer, device->added_by);
  ta_pack_number (&packer, (guint64) device->added_at, 8);
  ta_pack_number (&packer, device->added_epoch, 4);
  ta_pack_bytes (&packer, invitation, sizeof invitation);
  return ta_packer_finish (&packer);
}

TaSecret *
ta_roster_removal (const TaRoster *roster, const TaRosterDevice *device)
{
  TaPacker packer;

  ta_packer_init (&packer, STATEMENT_SIZE);
  ta_pack_bytes (&packer, "taenrem1", 8);
  ta_pack_bytes (&packer, roster->pod, TA_POD_ID_SIZE);
  ta_pack_id (&packer, device->known.id);
  ta_pack_id (&packer, device->removed_by);
  ta_pack_number (&packer, (guint64) device->removed_at, 8);
  return ta_packer_finish (&packer);
}

/* Cut where no character is cut in two. */
static char *
make_name (const char *name)
{
  char *valid = g_utf8_make_valid (name == NULL ? "" : name, -1);

  if (strlen (valid) > TA_ROSTER_MAX_NAME)
    *g_utf8_find_prev_char (valid, valid + TA_ROSTER_MAX_NAME + 1) = '\0';
  return valid;
}

static void
add_device (TaRoster *roster, const TaDevicePublic *public, const char *name, const char *invitation, const TaDeviceKeys *by, guint32 epoch, gint64 now)
{
  TaRosterDevice *device = ta_roster_device_new ();
  g_autoptr (TaSecret) statement = NULL;

  device->known = *public;
  device->name = make_name (name);
  g_strlcpy (device->added_by, ta_device_keys_get_public (by)->id, sizeof device->added_by);
  device->added_at = now;
  device->added_epoch = epoch;
  if (ta_hex_parse (invitation, NULL, 32))
    g_strlcpy (device->invitation, invitation, sizeof device->invitation);
  statement = ta_roster_admission (roster, device);
  ta_device_keys_sign (by, ta_secret_get_data (statement), ta_secret_get_size (statement), device->admission);
  ta_roster_add (roster, device);
}

TaRoster *
ta_roster_new (const TaKeyring *keyring, const TaDeviceKeys *founder, const char *name, gint64 now)
{
  TaRoster *roster = ta_roster_new_empty (ta_keyring_get_pod (keyring));

  add_device (roster, ta_device_keys_get_public (founder), name, NULL, founder, ta_keyring_get_epoch (keyring, 0), now);
  return roster;
}

static gboolean
fail (TaSealError code, const char *message, GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
invitation_is_used (const TaRoster *roster, const char *invitation)
{
  for (guint i = 0; invitation != NULL && *invitation != '\0' && i < roster->devices->len; i++)
    if (strcmp (((TaRosterDevice *) roster->devices->pdata[i])->invitation, invitation) == 0)
      return TRUE;
  return FALSE;
}

gboolean
ta_roster_admit (TaRoster *roster, const TaDevicePublic *device, const char *name, const char *invitation, const TaDeviceKeys *by, guint32 epoch, gint64 now, GError **error)
{
  if (!ta_roster_has (roster, ta_device_keys_get_public (by)->id))
    return fail (TA_SEAL_ERROR_UNTRUSTED, _ ("This computer is not in the pod."), error);
  if (ta_roster_has (roster, device->id))
    return TRUE;
  if (ta_roster_find (roster, device->id) != NULL)
    return fail (TA_SEAL_ERROR_REMOVED, _ ("This computer was removed. To come in again it has to join anew."), error);
  if (invitation_is_used (roster, invitation))
    return fail (TA_SEAL_ERROR_USED, _ ("Another computer has come in by this invitation. Remove this one, and invite it anew."), error);
  if (roster->devices->len >= TA_ROSTER_MAX_DEVICES)
    return fail (TA_SEAL_ERROR_LIMIT, _ ("There are more computers than a pod may have."), error);
  add_device (roster, device, name, invitation, by, epoch, now);
  return TRUE;
}

static void
mark_removed (TaRoster *roster, TaRosterDevice *device, const TaDeviceKeys *by, gint64 now)
{
  g_autoptr (TaSecret) statement = NULL;

  g_strlcpy (device->removed_by, ta_device_keys_get_public (by)->id, sizeof device->removed_by);
  device->removed_at = now;
  statement = ta_roster_removal (roster, device);
  ta_device_keys_sign (by, ta_secret_get_data (statement), ta_secret_get_size (statement), device->removal);
}

gboolean
ta_roster_remove (TaRoster *roster, const char *id, const TaDeviceKeys *by, gint64 now, GError **error)
{
  TaRosterDevice *device = ta_roster_find (roster, id);

  if (device == NULL || !ta_roster_has (roster, ta_device_keys_get_public (by)->id))
    return fail (TA_SEAL_ERROR_UNTRUSTED, _ ("This computer is not in the pod."), error);
  if (*device->removed_by == '\0')
    mark_removed (roster, device, by, now);
  return TRUE;
}

void
ta_roster_set_seen (TaRoster *roster, const char *id, const char *name, gint64 now)
{
  TaRosterDevice *device = ta_roster_find (roster, id);

  if (device == NULL)
    return;
  g_free (device->name);
  device->name = make_name (name);
  device->seen_at = now;
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* Of two statements of the same the earlier one stands; the rest of the order only has to be the same everywhere. */
static int
compare_admissions (const TaRosterDevice *a, const TaRosterDevice *b)
{
  int order = compare_numbers (a->added_at, b->added_at);

  if (order == 0)
    order = memcmp (a->admission, b->admission, TA_SIGNATURE_SIZE);
  return order;
}

static int
compare_removals (const TaRosterDevice *a, const TaRosterDevice *b)
{
  int order = (*a->removed_by == '\0') - (*b->removed_by == '\0');

  if (order == 0)
    order = compare_numbers (a->removed_at, b->removed_at);
  if (order == 0)
    order = memcmp (a->removal, b->removal, TA_SIGNATURE_SIZE);
  return order;
}

/* The device itself says both, so they stay together. */
static int
compare_seen (const TaRosterDevice *a, const TaRosterDevice *b)
{
  int order = compare_numbers (a->seen_at, b->seen_at);

  return order == 0 ? strcmp (a->name, b->name) : order;
}

static void
join_device (TaRosterDevice *into, const TaRosterDevice *other)
{
  if (compare_admissions (other, into) < 0)
    {
      memcpy (into->added_by, other->added_by, sizeof into->added_by);
      into->added_at = other->added_at;
      into->added_epoch = other->added_epoch;
      memcpy (into->invitation, other->invitation, sizeof into->invitation);
      memcpy (into->admission, other->admission, sizeof into->admission);
    }
  if (compare_removals (other, into) < 0)
    {
      memcpy (into->removed_by, other->removed_by, sizeof into->removed_by);
      into->removed_at = other->removed_at;
      memcpy (into->removal, other->removal, sizeof into->removal);
    }
  if (compare_seen (other, into) > 0)
    {
      g_free (into->name);
      into->name = g_strdup (other->name);
      into->seen_at = other->seen_at;
    }
}

const TaRosterDevice *
ta_roster_get_founder (const TaRoster *roster)
{
  for (guint i = 0; i < roster->devices->len; i++)
    {
      const TaRosterDevice *device = roster->devices->pdata[i];

      if (strcmp (device->added_by, device->known.id) == 0)
        return device;
    }
  return NULL;
}

/* Which of two was begun later; 0: they are the same one. */
static int
compare_founders (const TaRoster *a, const TaRoster *b)
{
  const TaRosterDevice *of_a = ta_roster_get_founder (a), *of_b = ta_roster_get_founder (b);
  int order;

  if (of_a == NULL || of_b == NULL)
    return (of_a != NULL) - (of_b != NULL);
  order = strcmp (of_a->known.id, of_b->known.id);
  return order == 0 || of_a->added_at == of_b->added_at ? order : compare_numbers (of_a->added_at, of_b->added_at);
}

TaRoster *
ta_roster_join (const TaRoster *a, const TaRoster *b)
{
  TaRoster *joined;
  int order = compare_founders (a, b);

  if (memcmp (a->pod, b->pod, TA_POD_ID_SIZE) != 0)
    return NULL;
  if (order != 0)
    return ta_roster_copy (order > 0 ? a : b);
  joined = ta_roster_copy (a);
  for (guint i = 0; i < b->devices->len; i++)
    {
      const TaRosterDevice *device = b->devices->pdata[i];
      TaRosterDevice *same = ta_roster_find (joined, device->known.id);

      if (same != NULL)
        join_device (same, device);
      else
        ta_roster_add (joined, device_copy (device));
    }
  return joined;
}

static gboolean
devices_equal (const TaRosterDevice *a, const TaRosterDevice *b)
{
  return strcmp (a->known.id, b->known.id) == 0 && compare_admissions (a, b) == 0 && compare_removals (a, b) == 0 && compare_seen (a, b) == 0;
}

gboolean
ta_roster_equal (const TaRoster *a, const TaRoster *b)
{
  if (memcmp (a->pod, b->pod, TA_POD_ID_SIZE) != 0 || a->devices->len != b->devices->len)
    return FALSE;
  for (guint i = 0; i < a->devices->len; i++)
    if (!devices_equal (a->devices->pdata[i], b->devices->pdata[i]))
      return FALSE;
  return TRUE;
}

guint
ta_roster_settle (TaRoster *roster, const TaRoster *before, const TaDeviceKeys *by, gint64 now)
{
  guint count = 0;

  for (guint i = 0; i < roster->devices->len && ta_roster_has (roster, ta_device_keys_get_public (by)->id); i++)
    {
      TaRosterDevice *device = roster->devices->pdata[i];
      const TaRosterDevice *adder = ta_roster_find (before, device->added_by);

      if (*device->removed_by != '\0' || ta_roster_find (before, device->known.id) != NULL || adder == NULL || *adder->removed_by == '\0')
        continue;
      mark_removed (roster, device, by, now);
      count++;
    }
  return count;
}

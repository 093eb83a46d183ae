/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-recovery-sheet.h"

#include "ta-invitation.h"
#include "ta-keyring-private.h"
#include "ta-recovery-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CODE_PREFIX "TURNABOUT-KEY:"
#define CODE_START CODE_PREFIX "1:"
#define MAX_TEXT 8192
#define MAX_HUB 200
#define MAX_DATABASE 64
#define CHECK_SIZE 4
#define FIXED_SIZE (1 + 2 + TA_POD_ID_SIZE + 4 + TA_KEY_SIZE + 2 + 2 + CHECK_SIZE)

static TaRecoverySheet *
fail_sheet (GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("This is no recovery sheet of Turnabout."));
  return NULL;
}

/* Both or neither: a hub, and what it calls the pod. */
static gboolean
place_is_right (const char *hub, const char *database)
{
  g_autofree char *address = *hub == '\0' ? NULL : ta_hub_address_check (hub, NULL);

  if (*hub == '\0')
    return *database == '\0';
  return address != NULL && strcmp (address, hub) == 0 && ta_hub_database_is_valid (database);
}

static TaRecoverySheet *
sheet_new (const guint8 *pod, guint32 epoch, const guint8 *key, const char *hub, const char *database)
{
  TaRecoverySheet *sheet = g_new0 (TaRecoverySheet, 1);

  memcpy (sheet->pod, pod, TA_POD_ID_SIZE);
  sheet->epoch = epoch;
  sheet->key = ta_secret_new_copy (key, TA_KEY_SIZE);
  sheet->hub = g_strdup (hub);
  sheet->database = g_strdup (database);
  return sheet;
}

TaRecoverySheet *
ta_recovery_sheet_new (const TaKeyring *keyring, const char *hub, const char *database, GError **error)
{
  const TaKey *key = ta_keyring_get_key (keyring, 0);

  if (hub == NULL)
    hub = "";
  if (database == NULL)
    database = "";
  if (!place_is_right (hub, database))
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_FORMAT, _ ("This is no address of a hub."));
      return NULL;
    }
  return sheet_new (ta_keyring_get_pod (keyring), key->epoch, key->root, hub, database);
}

void
ta_recovery_sheet_free (TaRecoverySheet *sheet)
{
  if (sheet == NULL)
    return;
  ta_secret_unref (sheet->key);
  g_free (sheet->hub);
  g_free (sheet->database);
  g_free (sheet);
}

static void
compute_check (const guint8 *data, gsize size, guint8 *check)
{
  guint8 hash[16];

  crypto_generichash (hash, sizeof hash, data, size, NULL, 0);
  memcpy (check, hash, CHECK_SIZE);
}

static TaSecret *
pack (const TaRecoverySheet *sheet)
{
  gsize size = FIXED_SIZE + strlen (sheet->hub) + strlen (sheet->database);
  guint8 check[CHECK_SIZE];
  TaPacker packer;

  ta_packer_init (&packer, size);
  ta_pack_number (&packer, TA_RECOVERY_VERSION, 1);
  ta_pack_number (&packer, size, 2);
  ta_pack_bytes (&packer, sheet->pod, TA_POD_ID_SIZE);
  ta_pack_number (&packer, sheet->epoch, 4);
  ta_pack_bytes (&packer, ta_secret_get_data (sheet->key), TA_KEY_SIZE);
  ta_pack_text (&packer, sheet->hub);
  ta_pack_text (&packer, sheet->database);
  compute_check (ta_secret_get_data (packer.secret), packer.at, check);
  ta_pack_bytes (&packer, check, sizeof check);
  return ta_packer_finish (&packer);
}

static char *
format_line (const char *letters, guint number)
{
  char line[TA_RECOVERY_LINE_LENGTH];
  char *text;

  memcpy (line, letters, TA_RECOVERY_DATA_LENGTH);
  ta_recovery_line_finish (line, number);
  text = g_strdup_printf ("%02u  %.5s-%.5s-%.5s-%.5s-%.2s", number, line, line + 5, line + 10, line + 15, line + 20);
  sodium_memzero (line, sizeof line);
  return text;
}

GStrv
ta_recovery_sheet_dup_lines (const TaRecoverySheet *sheet)
{
  g_autoptr (TaSecret) bytes = pack (sheet);
  guint count = ta_recovery_count_lines (ta_secret_get_size (bytes));
  /* Zeroes behind, so that all lines are of one length. */
  g_autoptr (TaSecret) padded = ta_secret_new (count * TA_RECOVERY_DATA_LENGTH * 5 / 8);
  g_autoptr (TaSecret) letters = ta_secret_new (count * TA_RECOVERY_DATA_LENGTH);
  GStrv lines = g_new0 (char *, count + 1);

  memcpy (ta_secret_get_data (padded), ta_secret_get_data (bytes), ta_secret_get_size (bytes));
  ta_base32_encode (TA_CROCKFORD, ta_secret_get_data (padded), ta_secret_get_size (padded), (char *) ta_secret_get_data (letters));
  for (guint i = 0; i < count; i++)
    lines[i] = format_line (ta_secret_get_text (letters) + i * TA_RECOVERY_DATA_LENGTH, i + 1);
  return lines;
}

void
ta_recovery_lines_free (GStrv lines)
{
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    ta_secret_text_free (lines[i]);
  g_free (lines);
}

char *
ta_recovery_sheet_to_code (const TaRecoverySheet *sheet)
{
  g_autoptr (TaSecret) bytes = pack (sheet);
  gsize start = strlen (CODE_START);
  char *code = g_malloc (start + ta_base32_length (ta_secret_get_size (bytes)) + 1);

  memcpy (code, CODE_START, start);
  ta_base32_encode (TA_CROCKFORD, ta_secret_get_data (bytes), ta_secret_get_size (bytes), code + start);
  return code;
}

static TaRecoverySheet *
unpack (const TaSecret *bytes, GError **error)
{
  const guint8 *data = ta_secret_get_data (bytes), *pod, *key;
  gsize size = ta_secret_get_size (bytes);
  g_autofree char *hub = NULL, *database = NULL;
  guint8 check[CHECK_SIZE];
  TaUnpacker unpacker;
  guint32 epoch;

  if (size < FIXED_SIZE)
    return fail_sheet (error);
  compute_check (data, size - CHECK_SIZE, check);
  ta_unpacker_init (&unpacker, data, size - CHECK_SIZE);
  ta_unpack_borrow (&unpacker, 1);
  if (ta_unpack_number (&unpacker, 2) != size || sodium_memcmp (check, data + size - CHECK_SIZE, CHECK_SIZE) != 0)
    return fail_sheet (error);
  pod = ta_unpack_borrow (&unpacker, TA_POD_ID_SIZE);
  epoch = (guint32) ta_unpack_number (&unpacker, 4);
  key = ta_unpack_borrow (&unpacker, TA_KEY_SIZE);
  hub = ta_unpack_text (&unpacker, MAX_HUB);
  database = ta_unpack_text (&unpacker, MAX_DATABASE);
  if (!ta_unpacker_done (&unpacker) || epoch == 0 || !place_is_right (hub, database))
    return fail_sheet (error);
  return sheet_new (pod, epoch, key, hub, database);
}

/* What a camera read. */
static TaRecoverySheet *
parse_code (const char *code, GError **error)
{
  gsize length = strlen (code);
  g_autoptr (TaSecret) bytes = ta_secret_new (length * 5 / 8);

  if (g_ascii_strncasecmp (code, CODE_START, strlen (CODE_START)) != 0)
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_NEWER, _ ("This sheet was printed by a newer version of Turnabout. Update the one on this computer, and try again."));
      return NULL;
    }
  length -= strlen (CODE_START);
  if (!ta_base32_decode (TA_CROCKFORD, code + strlen (CODE_START), length, ta_secret_get_data (bytes)))
    return fail_sheet (error);
  ta_secret_truncate (bytes, length * 5 / 8);
  return unpack (bytes, error);
}

static TaRecoverySheet *
parse_stripped (char *text, guint *line, GError **error)
{
  g_autoptr (TaSecret) bytes = NULL;

  *line = 0;
  if (g_ascii_strncasecmp (text, CODE_PREFIX, strlen (CODE_PREFIX)) == 0)
    {
      for (char *at = text; *at != '\0'; at++)
        *at = g_ascii_toupper (*at);
      return parse_code (text, error);
    }
  bytes = ta_recovery_text_parse (text, line, error);
  return bytes == NULL ? NULL : unpack (bytes, error);
}

TaRecoverySheet *
ta_recovery_sheet_parse (const char *text, guint *line, GError **error)
{
  gsize length = strnlen (text, MAX_TEXT + 1);
  g_autoptr (TaSecret) copy = NULL;
  guint ignored;

  ta_seal_ready ();
  if (line == NULL)
    line = &ignored;
  *line = 0;
  if (length > MAX_TEXT || !g_utf8_validate (text, (gssize) length, NULL))
    return fail_sheet (error);
  copy = ta_secret_new_copy (text, length);
  return parse_stripped (g_strstrip ((char *) ta_secret_get_data (copy)), line, error);
}

TaKeyring *
ta_recovery_sheet_to_keyring (const TaRecoverySheet *sheet)
{
  return ta_keyring_new_with_key (sheet->pod, sheet->epoch, ta_secret_get_data (sheet->key));
}

gboolean
ta_recovery_sheet_is_current (const TaRecoverySheet *sheet, const TaKeyring *keyring)
{
  const TaKey *key = ta_keyring_get_key (keyring, 0);

  return memcmp (sheet->pod, ta_keyring_get_pod (keyring), TA_POD_ID_SIZE) == 0 && sheet->epoch == key->epoch
         && sodium_memcmp (ta_secret_get_data (sheet->key), key->root, TA_KEY_SIZE) == 0;
}

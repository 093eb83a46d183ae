/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-claim.h"

#include "ta-hub-secret.h"

#include <string.h>

#define NAME_BYTES 8

/* Each purpose has bytes of its own. */
static void
derive (const char *token, const char *claim, const char *purpose, guint8 bytes[TA_HUB_SECRET_HASH_SIZE])
{
  g_autofree char *secret = g_strconcat (purpose, ":", token, ":", claim, NULL);

  ta_hub_secret_hash (NULL, 0, secret, bytes);
}

char *
ta_hub_claim_dup_name (const char *token, const char *claim)
{
  guint8 bytes[TA_HUB_SECRET_HASH_SIZE];

  derive (token, claim, "name", bytes);
  return ta_hub_secret_to_hex (bytes, NAME_BYTES);
}

char *
ta_hub_claim_dup_password (const char *token, const char *claim)
{
  guint8 bytes[TA_HUB_SECRET_HASH_SIZE];

  derive (token, claim, "password", bytes);
  return ta_hub_secret_to_password (bytes);
}

/* Each block with a hash of its number. The bytes are used for one box alone, since an invitation is used once. */
static void
mask (const char *token, const char *claim, guint8 *data, gsize size)
{
  for (gsize at = 0; at < size; at += TA_HUB_SECRET_HASH_SIZE)
    {
      g_autofree char *purpose = g_strdup_printf ("box-%" G_GSIZE_FORMAT, at / TA_HUB_SECRET_HASH_SIZE);
      guint8 block[TA_HUB_SECRET_HASH_SIZE];

      derive (token, claim, purpose, block);
      for (gsize i = 0; i < MIN (sizeof block, size - at); i++)
        data[at + i] ^= block[i];
    }
}

char *
ta_hub_claim_wrap (const char *token, const char *claim, const char *box)
{
  g_autofree char *copy = g_strdup (box);
  gsize size = box != NULL ? strlen (box) : 0;

  if (box == NULL)
    return NULL;
  mask (token, claim, (guint8 *) copy, size);
  return g_base64_encode ((const guchar *) copy, size);
}

char *
ta_hub_claim_unwrap (const char *token, const char *claim, const char *wrapped)
{
  g_autofree guchar *data = NULL;
  gsize size = 0;

  if (wrapped == NULL)
    return NULL;
  data = g_base64_decode (wrapped, &size);
  mask (token, claim, data, size);
  return g_strndup ((const char *) data, size);
}

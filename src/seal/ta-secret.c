/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-secret.h"

#include "ta-seal-private.h"

#include <string.h>

struct _TaSecret
{
  gatomicrefcount references;
  gsize size;
  guint8 *data;
};

void
ta_seal_ready (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium finds no source of random numbers");
}

TaSecret *
ta_secret_new (gsize size)
{
  TaSecret *secret = g_new0 (TaSecret, 1);

  ta_seal_ready ();
  g_atomic_ref_count_init (&secret->references);
  secret->size = size;
  secret->data = sodium_malloc (size + 1);
  if (secret->data == NULL)
    g_error ("there is no memory for %" G_GSIZE_FORMAT " secret bytes", size);
  memset (secret->data, 0, size + 1);
  return secret;
}

TaSecret *
ta_secret_new_copy (const void *data, gsize size)
{
  TaSecret *secret = ta_secret_new (size);

  if (size > 0)
    memcpy (secret->data, data, size);
  return secret;
}

TaSecret *
ta_secret_new_text (const char *text)
{
  return ta_secret_new_copy (text, strlen (text));
}

TaSecret *
ta_secret_new_random (gsize size)
{
  TaSecret *secret = ta_secret_new (size);

  randombytes_buf (secret->data, size);
  return secret;
}

TaSecret *
ta_secret_new_password (void)
{
  TaSecret *secret = ta_secret_new (26);

  for (gsize i = 0; i < secret->size; i++)
    secret->data[i] = (guint8) TA_CROCKFORD[randombytes_uniform (32)];
  return secret;
}

TaSecret *
ta_secret_ref (TaSecret *secret)
{
  g_atomic_ref_count_inc (&secret->references);
  return secret;
}

void
ta_secret_unref (TaSecret *secret)
{
  if (!g_atomic_ref_count_dec (&secret->references))
    return;
  sodium_free (secret->data);
  g_free (secret);
}

guint8 *
ta_secret_get_data (const TaSecret *secret)
{
  return secret->data;
}

gsize
ta_secret_get_size (const TaSecret *secret)
{
  return secret->size;
}

const char *
ta_secret_get_text (const TaSecret *secret)
{
  return (const char *) secret->data;
}

gboolean
ta_secret_equal (const TaSecret *a, const TaSecret *b)
{
  return a->size == b->size && sodium_memcmp (a->data, b->data, a->size) == 0;
}

void
ta_secret_truncate (TaSecret *secret, gsize size)
{
  g_assert (size <= secret->size);
  memset (secret->data + size, 0, secret->size - size);
  secret->size = size;
}

void
ta_secret_text_free (TaSecretText *text)
{
  if (text != NULL)
    sodium_memzero (text, strlen (text));
  g_free (text);
}

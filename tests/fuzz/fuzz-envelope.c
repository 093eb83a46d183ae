/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-envelope.h"
#include "ta-seal-error.h"

#include "fuzz.h"

#include <string.h>

/* Whatever a hub says: an error of this layer, or exactly what was sealed. The input is the version, the kid and the content, a line each. */

#define DOC "101112131415161718191a1b1c1d1e1f"
#define PLAIN "{\"f\":{\"name\":\"Ana\"},\"s\":1,\"t\":\"household\"}"

static TaKeyring *
vector_keyring (void)
{
  guint8 pod[TA_POD_ID_SIZE], root[32];

  for (guint i = 0; i < sizeof pod; i++)
    pod[i] = (guint8) (0xa0 + i);
  for (guint i = 0; i < sizeof root; i++)
    root[i] = (guint8) i;
  return ta_keyring_new_with_key (pod, 1, root);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size == 0 ? "" : (const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  guint count = g_strv_length (lines);
  g_autoptr (TaKeyring) keyring = vector_keyring ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) opened = ta_envelope_open (keyring, DOC, count > 0 ? g_ascii_strtoll (lines[0], NULL, 10) : 0,
                                                count > 1 ? lines[1] : NULL, count > 2 ? g_strchomp (lines[2]) : NULL, &error);

  g_assert_true ((opened == NULL) == (error != NULL));
  if (opened != NULL)
    g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), PLAIN, strlen (PLAIN));
  else
    g_assert_true (error->domain == TA_SEAL_ERROR && g_utf8_validate (error->message, -1, NULL));
  return 0;
}

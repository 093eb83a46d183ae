/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-wire.h"

#include "fuzz.h"

#include <string.h>

/* Whatever a hub says, to whichever reader: something of the right shape, or an error. */

static void
check_doc (const TaWireDoc *doc)
{
  g_autofree char *envelope = ta_wire_doc_dup_envelope (doc);

  g_assert_true (ta_hub_wire_is_name (doc->id));
  g_assert_true (doc->rev != NULL && strlen (doc->rev) <= 80 && strpbrk (doc->rev, "/?&\"\\ ") == NULL);
  g_assert_true (envelope == NULL || g_utf8_validate (envelope, -1, NULL));
}

static void
check_docs (GPtrArray *docs)
{
  for (guint i = 0; docs != NULL && i < docs->len; i++)
    check_doc (g_ptr_array_index (docs, i));
}

static void
read_pages (GBytes *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  g_autoptr (TaWirePage) changes = ta_hub_wire_read_changes (text, &error);
  g_autoptr (TaWirePage) all = ta_hub_wire_read_all_docs (text, &other);

  g_assert_true ((changes == NULL) == (error != NULL));
  g_assert_true ((all == NULL) == (other != NULL));
  check_docs (changes != NULL ? changes->docs : NULL);
  check_docs (all != NULL ? all->docs : NULL);
  g_assert_true (changes == NULL || (changes->next != NULL && *changes->next != '\0'));
}

static void
read_others (GBytes *text)
{
  g_autoptr (GPtrArray) results = ta_hub_wire_read_results (text, NULL);
  g_autoptr (GPtrArray) docs = ta_hub_wire_read_docs (text, NULL);
  g_autoptr (GPtrArray) accounts = ta_hub_wire_read_accounts (text, NULL);
  g_autoptr (TaWireDoc) one = ta_hub_wire_read_doc (text, NULL);
  g_autoptr (TaWireWelcome) welcome = ta_hub_wire_read_welcome (text, NULL);
  g_autofree char *word = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *rev = ta_hub_wire_read_rev (text);
  gint64 n = 0;
  g_autofree char *epoch = ta_hub_wire_read_epoch (text, &n, NULL);
  g_autofree char *seq = ta_hub_wire_read_info (text, NULL, NULL);

  ta_hub_wire_read_refusal (text, &word, &reason);
  check_docs (docs);
  g_assert_cmpint (n, >=, 0);
  if (one != NULL)
    check_doc (one);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) text = g_bytes_new_static (data, size);

  read_pages (text);
  read_others (text);
  return 0;
}

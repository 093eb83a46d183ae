/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-doc.h"
#include "ta-hub-edit.h"

#include "fuzz.h"

#include <string.h>

/* Whatever a client sends: what the hub takes for JSON it can walk, and what it keeps and gives back of a document is JSON again. */

static void
assert_json (GString *text)
{
  g_assert_true (ta_hub_json_check (text->str, text->len));
}

static void
check_string (TaHubSpan value)
{
  g_autofree char *said = ta_hub_json_dup_string (value);
  g_autofree char *again = NULL;
  g_autoptr (GString) written = g_string_new (NULL);
  gint64 number = 0;

  ta_hub_json_get_int (value, &number);
  if (said == NULL)
    return;
  g_assert_true (g_utf8_validate (said, -1, NULL));
  g_assert_true (ta_hub_json_equals (value, said));
  ta_hub_json_append_string (written, said);
  assert_json (written);
  again = ta_hub_json_dup_string (ta_hub_json_value (written->str, written->len));
  g_assert_cmpstr (again, ==, said);
}

static void
check_edit (TaHubSpan text)
{
  TaHubEditFault fault = { 0 };
  TaHubEdit *edit = ta_hub_edit_parse (text, 100000, &fault);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GString) doc = g_string_new (NULL);
  TaHubLeaf leaf;

  g_assert_true ((edit == NULL) == (fault.reason != NULL));
  g_free (fault.reason);
  if (edit == NULL)
    return;
  g_assert_true (edit->id[0] != '\0' && edit->id[0] != '_');
  ta_hub_edit_body (text, body);
  assert_json (body);
  if (!ta_hub_edit_get_history (edit, &leaf))
    ta_hub_leaf_follow (&leaf, NULL, 1, edit->deleted);
  g_assert_cmpuint (leaf.count, <=, TA_HUB_MOST_REVS);
  ta_hub_doc_append (doc, edit->id, &leaf, (TaHubSpan) { body->str, body->len }, TRUE, NULL);
  assert_json (doc);
  ta_hub_edit_free (edit);
}

static void
walk (TaHubSpan value)
{
  TaHubJsonWalk members;
  TaHubSpan key, inner;

  check_string (value);
  check_edit (value);
  if (!ta_hub_json_is_object (value) && !ta_hub_json_is_array (value))
    return;
  members = ta_hub_json_walk (value);
  if (ta_hub_json_is_array (value))
    while (ta_hub_json_next_element (&members, &inner))
      walk (inner);
  else
    while (ta_hub_json_next_member (&members, &key, &inner))
      {
        check_string (key);
        walk (inner);
      }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  /* A copy of just that size, so that a sanitizer sees who reads beyond it. */
  g_autofree char *text = g_memdup2 (data, size);

  if (ta_hub_json_check (text, size))
    walk (ta_hub_json_value (text, size));
  return 0;
}

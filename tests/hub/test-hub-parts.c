/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the hub that need no hub. */
#include "ta-hub-doc-table.h"
#include "ta-hub-invitation.h"
#include "ta-hub-json.h"
#include "ta-hub-lockout.h"
#include "ta-hub-secret.h"

#include <string.h>

static void
test_json (void)
{
  static const char *const good[] = { "{}", "[]", " [1,-0.5e+3,true,false,null,\"\"] ", "{\"a\":{\"b\":[{}]}}", "0", "\"\\ud83d\\ude00\\u0000\\/\"", "1E9" };
  static const char *const bad[] = { "", " ", "{", "}", "[1,]", "[,]", "{,}", "{\"a\"}", "{\"a\":}", "{a:1}", "01", "1.", ".5", "-", "+1", "1e", "tru", "nul", "\"", "\"\\\"",
                                     "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ude00\"", "\"\\ud800\\u0041\"", "\"\n\"", "[] []", "\xff", "\"\xc0\x80\"", "'a'", "//", "NaN" };
  g_autofree char *open = g_strnfill (100, '['), *close = g_strnfill (100, ']'), *deep = g_strconcat (open, close, NULL);
  g_autofree char *deeper = g_strdup_printf ("[[%s]]", deep);

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ta_hub_json_check (good[i], strlen (good[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (ta_hub_json_check (bad[i], strlen (bad[i])))
      g_error ("“%s” was taken for JSON", bad[i]);
  g_assert_true (ta_hub_json_check (deep, strlen (deep)));
  g_assert_false (ta_hub_json_check (deeper, strlen (deeper)));
  /* Only as much as was given: what stands behind it is not looked at. */
  g_assert_true (ta_hub_json_check ("[1]x", 3));
  g_assert_false (ta_hub_json_check ("[1]x", 2));
}

static void
test_json_walk (void)
{
  static const char text[] = " { \"a\" : [ 1 , \"x]\\\"}\" , {\"b\":2} ] , \"c\":\"\\u00e9\\n\" , \"a\":7 } ";
  TaHubSpan object, value, key;
  TaHubJsonWalk walk;
  gint64 number = 0;
  g_autofree char *said = NULL;
  guint members = 0;

  g_assert_true (ta_hub_json_check (text, strlen (text)));
  object = ta_hub_json_value (text, strlen (text));
  g_assert_true (ta_hub_json_is_object (object));
  walk = ta_hub_json_walk (object);
  while (ta_hub_json_next_member (&walk, &key, &value))
    members++;
  g_assert_cmpuint (members, ==, 3);
  /* The last of that name counts. */
  g_assert_true (ta_hub_json_find (object, "a", &value));
  g_assert_true (ta_hub_json_get_int (value, &number));
  g_assert_cmpint (number, ==, 7);
  g_assert_true (ta_hub_json_find (object, "c", &value));
  said = ta_hub_json_dup_string (value);
  g_assert_cmpstr (said, ==, "é\n");
  g_assert_false (ta_hub_json_find (object, "b", &value));
}

static void
test_json_strings (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *back = NULL;
  static const char text[] = "a\"\\/\b\x1f\x7f é😀";

  ta_hub_json_append_string (out, text);
  g_assert_true (ta_hub_json_check (out->str, out->len));
  back = ta_hub_json_dup_string (ta_hub_json_value (out->str, out->len));
  g_assert_cmpstr (back, ==, text);
  g_assert_null (ta_hub_json_dup_string ((TaHubSpan) { "\"\\u0000\"", 8 }));
}

static void
test_revisions (void)
{
  static const char *const bad[] = { "", "1", "1-", "0-ab", "-1-ab", "x-ab", "1-xy", "1-0123456789abcdef0123456789abcdef0", "9999999999999999-a" };
  TaHubRev rev;
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ta_hub_rev_parse (bad[i], &rev));
  g_assert_true (ta_hub_rev_parse ("12-0123456789abcdef0123456789abcdef", &rev));
  text = ta_hub_rev_to_text (&rev);
  g_assert_cmpstr (text, ==, "12-0123456789abcdef0123456789abcdef");
}

/* As CouchDB chooses: living before deleted, the longer history, the larger id. */
static void
test_winner (void)
{
  TaHubLeaf a = { .n = 2, .count = 1, .revs = { 1 } }, b = { .n = 2, .count = 1, .revs = { 2 } };

  g_assert_true (ta_hub_leaf_wins (&b, &a));
  a.n = 3;
  g_assert_true (ta_hub_leaf_wins (&a, &b));
  a.deleted = TRUE;
  g_assert_true (ta_hub_leaf_wins (&b, &a));
}

static void
test_lockout (void)
{
  g_autoptr (TaHubLockout) lockout = ta_hub_lockout_new ();

  for (int i = 0; i < 5; i++)
    {
      g_assert_false (ta_hub_lockout_is_locked (lockout, "ana", "1.2.3.4", 1000));
      ta_hub_lockout_fail (lockout, "ana", "1.2.3.4", 1000);
    }
  g_assert_true (ta_hub_lockout_is_locked (lockout, "ana", "1.2.3.4", 1000));
  g_assert_false (ta_hub_lockout_is_locked (lockout, "ana", "1.2.3.5", 1000));
  /* The clock was set back. */
  g_assert_false (ta_hub_lockout_is_locked (lockout, "ana", "1.2.3.4", 999));
  /* Somebody tries ever other names: the table does not grow for ever. */
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", i);

      ta_hub_lockout_fail (lockout, name, "6.6.6.6", 2000);
    }
  g_assert_false (ta_hub_lockout_is_locked (lockout, "ana", "1.2.3.4", 301000));
}

/* The vector of docs/sealing.md. */
static void
test_link (void)
{
  static const guint8 token[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
  g_autofree char *link = ta_hub_invitation_to_link ("https://hub.example.org/", token, "pod");

  g_assert_cmpstr (link, ==, "https://hub.example.org/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ");
}

static void
test_secrets (void)
{
  g_autofree char *password = ta_hub_secret_new_password (), *other = ta_hub_secret_new_password (), *hex = ta_hub_secret_new_hex (300);
  guint8 hash[TA_HUB_SECRET_HASH_SIZE], bytes[2];
  g_autofree char *said = NULL;

  g_assert_cmpuint (strlen (password), ==, 43);
  g_assert_cmpuint (strspn (password, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), ==, 43);
  g_assert_cmpstr (password, !=, other);
  g_assert_cmpuint (strlen (hex), ==, 600);
  ta_hub_secret_hash ((const guint8 *) "ab", 2, "c", hash);
  said = ta_hub_secret_to_hex (hash, sizeof hash);
  g_assert_cmpstr (said, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_true (ta_hub_secret_parse_hex ("0aff", bytes, 2));
  g_assert_cmpuint (bytes[1], ==, 255);
  g_assert_false (ta_hub_secret_parse_hex ("0aFF", bytes, 2));
  g_assert_false (ta_hub_secret_parse_hex ("0a", bytes, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/parts/json", test_json);
  g_test_add_func ("/hub/parts/json-walk", test_json_walk);
  g_test_add_func ("/hub/parts/json-strings", test_json_strings);
  g_test_add_func ("/hub/parts/revisions", test_revisions);
  g_test_add_func ("/hub/parts/winner", test_winner);
  g_test_add_func ("/hub/parts/lockout", test_lockout);
  g_test_add_func ("/hub/parts/link", test_link);
  g_test_add_func ("/hub/parts/secrets", test_secrets);
  return g_test_run ();
}

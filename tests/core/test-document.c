/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-document.h"

#include <gio/gio.h>
#include <string.h>

static const TaStamp early = { 1000, 0, 7 };
static const TaStamp late = { 2000, 1, 8 };

static void
put (TaDocument *document, const char *key, TaValue *value, TaStamp stamp)
{
  ta_document_set (document, key, value, stamp);
  ta_value_unref (value);
}

static TaDocument *
make_turn (void)
{
  TaDocument *turn = ta_document_new ("turn", "0190-turn");

  put (turn, "title", ta_value_new_text ("Soup \"of the day\"\n\\ \x01 ñ", -1), late);
  put (turn, "portions", ta_value_new_integer (G_MININT64), early);
  put (turn, "share", ta_value_new_real (0.1), early);
  put (turn, "whole", ta_value_new_real (3), early);
  put (turn, "series", ta_value_new_null (), early);
  put (turn, "photo", ta_value_new_bytes ("\0\1\2", 3), early);
  put (turn, "eater/a%2Fb", ta_value_new_integer (1), late);
  ta_document_set_deleted (turn, TRUE, late);
  return turn;
}

static void
test_round_trip (void)
{
  g_autoptr (TaDocument) turn = make_turn ();
  TaDocumentWrite write = { "00112233445566778899aabbccddeeff", 12, 7 };
  TaDocumentWrite read = { 0 };
  g_autofree char *json = ta_document_to_json (turn, &write);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDocument) back = ta_document_parse (json, -1, &read, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_true (ta_document_equal (turn, back));
  g_assert_cmpstr (read.write, ==, write.write);
  g_assert_cmpint (read.number, ==, 12);
  g_assert_cmpuint (read.device, ==, 7);
  again = ta_document_to_json (back, &read);
  g_assert_cmpstr (json, ==, again);
  g_assert_cmpint (ta_value_get_kind (ta_document_get (back, "whole")->value), ==, TA_VALUE_REAL);
}

/* What a later version wrote goes back as it came, in whatever member or field. */
static void
test_unknown (void)
{
  const char *json = "{\"a\":[1,{\"z\":2.5}],\"c\":[\"0000000003e8.0000.0000000000000007\"],\"f\":{\"odour\":[1,0]},\"i\":\"x\",\"s\":9,\"t\":\"turn\",\"zz\":\"é\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDocument) document = ta_document_parse (json, -1, NULL, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = ta_document_to_json (document, NULL);
  g_assert_cmpstr (again, ==, json);
}

/* Another program may write the members in another order. */
static void
test_order (void)
{
  const char *json = "{\"f\":{\"name\":[\"Ana\",1]},\"t\":\"turn\",\"s\":1,\"i\":\"x\",\"c\":[\"0000000003e8.0000.0000000000000007\",\"0000000003e9.0000.0000000000000007\"]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (TaDocument) document = ta_document_parse (json, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (ta_value_get_text (ta_document_get (document, "name")->value), ==, "Ana");
  g_assert_cmpint (ta_document_get (document, "name")->stamp.ms, ==, 0x3e9);
}

#define FIRST "\"0000000003e8.0000.0000000000000007\""
#define SECOND "\"0000000003e9.0000.0000000000000007\""
#define REST "\"i\":\"x\",\"s\":1,\"t\":\"turn\"}"

/* As it would be written here, and in each of the ways in which it would not. */
static const char *const spellings[] = {
  "{\"c\":[" FIRST "],\"f\":{\"a\":[\"x y\",0],\"b\":[-5,0],\"c\":[null,0]}," REST,
  "{\"c\":[" FIRST "],\"f\":{},\"g\":[true,0]," REST,
  "{\"c\":[],\"f\":{}," REST,
  /* White space */
  " {\"c\":[],\"f\":{}," REST,
  "{\"c\":[],\"f\":{}," REST "\n",
  "{\"c\":[],\"f\":{},\"i\":\"x\",\"s\":1,\"t\":\"turn\" }",
  "{\"c\":[" FIRST "],\"f\":{\"a\": [1,0]}," REST,
  "{\"c\":[" FIRST "],\"f\":{},\"g\":[true, 0]," REST,
  "{\"c\":[" FIRST "," SECOND " ],\"f\":{\"a\":[1,0],\"b\":[1,1]}," REST,
  /* What can be written in more ways than one */
  "{\"\\u0063\":[],\"f\":{}," REST,
  "{\"c\":[],\"f\":{},\"i\":\"\\u0078\",\"s\":1,\"t\":\"turn\"}",
  "{\"c\":[],\"f\":{},\"i\":\"x\",\"s\":1,\"t\":\"t\\u0075rn\"}",
  "{\"c\":[" FIRST "],\"f\":{\"\\u0061\":[1,0]}," REST,
  "{\"c\":[" FIRST "],\"f\":{\"a\":[\"\\/\",0]}," REST,
  "{\"c\":[" FIRST "],\"f\":{\"a\":[-0,0]}," REST,
  "{\"c\":[" FIRST "],\"f\":{\"a\":[1,-0]}," REST,
  "{\"c\":[" FIRST "],\"f\":{\"a\":[1.50,0]}," REST,
  "{\"c\":[" FIRST "],\"f\":{\"a\":[{\"b\":\"AAE\"},0]}," REST,
  /* Another order, what is there twice, and what nothing refers to */
  "{\"f\":{},\"c\":[]," REST,
  "{\"c\":[],\"f\":{},\"i\":\"y\"," REST,
  "{\"c\":[],\"f\":{},\"i\":\"x\",\"s\":1,\"t\":\"tool\",\"t\":\"turn\"}",
  "{\"c\":[],\"f\":{},\"i\":\"x\",\"s\":1,\"t\":\"a\",\"t\":\"a\",\"t\":\"a\",\"t\":\"a\",\"t\":\"a\",\"t\":\"a\",\"t\":\"a\"}",
  "{\"c\":[],\"d\":7,\"f\":{}," REST,
  "{\"c\":[" FIRST "],\"f\":{}," REST,
  "{\"c\":[" FIRST "," FIRST "],\"f\":{\"a\":[1,0],\"b\":[1,1]}," REST,
  "{\"c\":[" SECOND "," FIRST "],\"f\":{\"a\":[1,0],\"b\":[1,1]}," REST,
  /* Of a later version */
  "{\"a\":1,\"c\":[],\"f\":{}," REST,
  "{\"c\":[],\"f\":{},\"i\":\"x\",\"s\":1,\"t\":\"turn\",\"zz\":[ 1]}",
};

static void
check_state (const char *json, TaDocumentWrite *write)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;
  g_autofree char *made = NULL;
  g_autoptr (TaDocument) document = ta_document_parse_state (json, -1, write, &state, &error);

  g_test_message ("%s", json);
  g_assert_no_error (error);
  made = ta_document_to_json (document, NULL);
  g_assert_cmpstr (state, ==, made);
}

/* However a document is spelled, what is kept of its text is what would be written of it here. */
static void
test_state (void)
{
  TaDocumentWrite write = { "00112233445566778899aabbccddeeff", 12, 7 };
  g_autoptr (TaDocument) turn = make_turn ();
  g_autofree char *json = ta_document_to_json (turn, &write);

  check_state (json, &write);
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (TaDocument) document = ta_document_parse (spellings[i], -1, NULL, NULL);
      g_autofree char *sent = NULL;

      check_state (spellings[i], NULL);
      sent = ta_document_to_json (document, &write);
      check_state (sent, &write);
    }
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "null",
    "[]",
    "{}",
    "{\"c\":[],\"f\":{},\"i\":\"x\",\"s\":1}",
    "{\"c\":[],\"f\":{},\"i\":\"x\",\"s\":0,\"t\":\"turn\"}",
    "{\"c\":[],\"f\":{},\"i\":5,\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[],\"f\":[],\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[],\"f\":{\"a\":[1,0]},\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[\"0000000003e8.0000.0000000000000007\"],\"f\":{\"a\":[1,-1]},\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[\"0000000003e8.0000.0000000000000007\"],\"f\":{\"a\":[true,0]},\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[\"0000000003e8.0000.0000000000000007\"],\"f\":{\"a\":[[1],0]},\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[\"0000000003E8.0000.0000000000000007\"],\"f\":{\"a\":[1,0]},\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[\"000000000000.0000.0000000000000000\"],\"f\":{\"a\":[1,0]},\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[\"0000000003e8.0000.0000000000000007\"],\"f\":{},\"g\":[1,0],\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[],\"f\":{},\"i\":\"x\",\"s\":1,\"t\":\"\"}",
    "{\"c\":[],\"f\":{},\"f\":{},\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
    "{\"c\":[\"0000000003e8.0000.0000000000000007\",5],\"f\":{\"a\":[1,0]},\"i\":\"x\",\"s\":1,\"t\":\"turn\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TaDocument) document = ta_document_parse (texts[i], -1, NULL, &error);

      g_test_message ("%s", texts[i]);
      g_assert_null (document);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_write_refused (void)
{
  g_autoptr (TaDocument) turn = make_turn ();
  g_autofree char *bare = ta_document_to_json (turn, NULL);
  g_autoptr (GError) error = NULL;
  TaDocumentWrite write;
  g_autoptr (TaDocument) document = ta_document_parse (bare, -1, &write, &error);

  g_assert_null (document);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* Every prefix of a document, and every byte of it changed, is refused or read; nothing else. */
static void
test_damaged (void)
{
  g_autoptr (TaDocument) turn = make_turn ();
  g_autofree char *json = ta_document_to_json (turn, NULL);
  gsize length = strlen (json);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *changed = g_strdup (json);
      g_autoptr (TaDocument) prefix = ta_document_parse (json, (gssize) i, NULL, NULL);
      g_autoptr (TaDocument) other = NULL;

      g_assert_null (prefix);
      changed[i] ^= 0x11;
      other = ta_document_parse (changed, (gssize) length, NULL, NULL);
    }
}

static void
test_name (void)
{
  const guint8 pod[16] = { 1, 2, 3 };
  const guint8 other_pod[16] = { 1, 2, 4 };
  g_autofree char *name = ta_document_name (pod, "turn", "x");
  g_autofree char *same = ta_document_name (pod, "turn", "x");
  g_autofree char *other = ta_document_name (other_pod, "turn", "x");
  g_autofree char *shifted = ta_document_name (pod, "tur", "nx");

  g_assert_cmpuint (strlen (name), ==, 32);
  g_assert_cmpstr (name, ==, same);
  g_assert_cmpstr (name, !=, other);
  g_assert_cmpstr (name, !=, shifted);
}

static void
test_escape (void)
{
  g_autofree char *escaped = ta_document_escape ("nuts/50%|ñ");

  g_assert_cmpstr (escaped, ==, "nuts%2F50%25%7Cñ");
}

static void
test_stamps (void)
{
  TaStamp stamp = { 0x18f3a2b4c5d, 3, 0x7edcba9876543210 };
  g_autofree char *text = ta_stamp_dup_text (&stamp);
  TaStamp back;

  g_assert_cmpstr (text, ==, "018f3a2b4c5d.0003.7edcba9876543210");
  g_assert_true (ta_stamp_parse (text, &back));
  g_assert_cmpint (ta_stamp_compare (&stamp, &back), ==, 0);
  g_assert_false (ta_stamp_parse ("018f3a2b4c5d.0003.7edcba987654321", &back));
  g_assert_false (ta_stamp_parse ("018f3a2b4c5d.0003.fedcba9876543210", &back));
}

/* Rising, whatever the computer's clock does. */
static void
test_clock (void)
{
  TaStampClock clock = { { 0 }, 5 };
  TaStamp last = ta_stamp_clock_tick (&clock, 1000);
  gint64 now[] = { 1000, 1000, 400, 1001, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (now); i++)
    {
      TaStamp next = ta_stamp_clock_tick (&clock, now[i]);

      g_assert_cmpint (ta_stamp_compare (&last, &next), <, 0);
      g_assert_cmpuint (next.device, ==, 5);
      last = next;
    }
  for (guint i = 0; i < 70000; i++)
    {
      TaStamp next = ta_stamp_clock_tick (&clock, 1);

      g_assert_cmpint (ta_stamp_compare (&last, &next), <, 0);
      last = next;
    }
}

static void
test_clock_receive (void)
{
  TaStampClock clock = { { 0 }, 5 };
  TaStamp theirs = { 5000, 9, 6 };
  TaStamp mad = { 1000 + TA_STAMP_TOLERANCE_MS + 1, 0, 6 };
  TaStamp next;

  g_assert_true (ta_stamp_clock_receive (&clock, &theirs, 1000));
  next = ta_stamp_clock_tick (&clock, 1000);
  g_assert_cmpint (ta_stamp_compare (&theirs, &next), <, 0);
  g_assert_false (ta_stamp_clock_receive (&clock, &mad, 1000));
  next = ta_stamp_clock_tick (&clock, 1000);
  g_assert_cmpint (next.ms, ==, 5000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/round-trip", test_round_trip);
  g_test_add_func ("/document/unknown", test_unknown);
  g_test_add_func ("/document/state", test_state);
  g_test_add_func ("/document/refused", test_refused);
  g_test_add_func ("/document/order", test_order);
  g_test_add_func ("/document/write-refused", test_write_refused);
  g_test_add_func ("/document/damaged", test_damaged);
  g_test_add_func ("/document/name", test_name);
  g_test_add_func ("/document/escape", test_escape);
  g_test_add_func ("/stamp/text", test_stamps);
  g_test_add_func ("/stamp/clock", test_clock);
  g_test_add_func ("/stamp/receive", test_clock_receive);
  return g_test_run ();
}

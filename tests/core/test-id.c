/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-id.h"

static void
test_form (void)
{
  g_autofree char *id = ta_id_new ();

  g_assert_true (ta_id_is_valid (id));
  g_assert_cmpint (id[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", id[19]));
}

static void
test_order (void)
{
  g_autofree char *previous = ta_id_new ();

  for (guint i = 0; i < 20000; i++)
    {
      char *next = ta_id_new ();

      g_assert_cmpstr (next, >, previous);
      g_free (previous);
      previous = next;
    }
}

static void
test_seeded (void)
{
  g_autoptr (GRand) a = g_rand_new_with_seed (7);
  g_autoptr (GRand) b = g_rand_new_with_seed (7);
  g_autofree char *first = ta_id_new_from_seed (a, 1700000000000);
  g_autofree char *second = ta_id_new_from_seed (b, 1700000000000);

  g_assert_true (ta_id_is_valid (first));
  g_assert_cmpstr (first, ==, second);
}

static void
test_refused (void)
{
  g_assert_false (ta_id_is_valid (NULL));
  g_assert_false (ta_id_is_valid (""));
  g_assert_false (ta_id_is_valid ("018F0000-0000-7000-8000-000000000000"));
  g_assert_false (ta_id_is_valid ("018f0000x0000-7000-8000-000000000000"));
}

/* The same wherever it is made of the same, and no word runs into the next. */
static void
test_named (void)
{
  g_autofree char *first = ta_id_new_from_name ("unit", "turns", NULL);
  g_autofree char *same = ta_id_new_from_name ("unit", "turns", NULL);
  g_autofree char *other = ta_id_new_from_name ("unitt", "urns", NULL);
  g_autofree char *more = ta_id_new_from_name ("unit", "turns", "", NULL);

  g_assert_true (ta_id_is_valid (first));
  g_assert_cmpint (first[14], ==, '8');
  g_assert_cmpstr (first, ==, same);
  g_assert_cmpstr (first, !=, other);
  g_assert_cmpstr (first, !=, more);
  /* What devices have made of it already must stay as it is. */
  g_assert_cmpstr (first, ==, "49a86120-7dba-892c-ab5c-d2b4d7a00c9a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/form", test_form);
  g_test_add_func ("/id/order", test_order);
  g_test_add_func ("/id/seeded", test_seeded);
  g_test_add_func ("/id/refused", test_refused);
  g_test_add_func ("/id/named", test_named);
  return g_test_run ();
}

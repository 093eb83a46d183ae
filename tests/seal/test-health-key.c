/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-health-key.h"

#include "ta-seal-error.h"

#include <string.h>

#define PLACE "allergy/mira|peanuts/severity"

static void
test_passphrase (void)
{
  g_autoptr (TaSecret) key = ta_health_key_new ();
  g_autofree char *wrapped = ta_health_key_wrap (key, "seven brown hens", TA_HEALTH_COST_LEAST, NULL);
  g_autofree char *again = ta_health_key_wrap (key, "seven brown hens", TA_HEALTH_COST_LEAST, NULL);
  g_autoptr (TaSecret) opened = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_health_key_unwrap (wrapped, "seven brown hens ", &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (ta_health_key_unwrap (wrapped, NULL, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED);
  g_clear_error (&error);
  opened = ta_health_key_unwrap (wrapped, "seven brown hens", &error);
  g_assert_no_error (error);
  g_assert_true (ta_secret_equal (opened, key));
  g_assert_false (ta_health_key_is_bare (wrapped));
  /* Whoever sees two of them does not learn that it is the same passphrase. */
  g_assert_cmpstr (wrapped, !=, again);
}

/* One and the same passphrase, as two keyboards make it. */
static void
test_passphrase_accents (void)
{
  g_autoptr (TaSecret) key = ta_health_key_new ();
  g_autofree char *wrapped = ta_health_key_wrap (key, "\xc3\xb1"
                                                      "and\xc3\xba y lluvia",
                                                 TA_HEALTH_COST_LEAST, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSecret) opened = ta_health_key_unwrap (wrapped, "n\xcc\x83"
                                                               "andu\xcc\x81 y lluvia",
                                                      &error);

  g_assert_no_error (error);
  g_assert_true (ta_secret_equal (opened, key));
}

static void
test_bare (void)
{
  g_autoptr (TaSecret) key = ta_health_key_new ();
  g_autofree char *bare = ta_health_key_bare (key);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSecret) opened = ta_health_key_unwrap (bare, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (ta_secret_equal (opened, key));
  g_assert_true (ta_health_key_is_bare (bare));
}

static void
test_odd_locks (void)
{
  static const struct
  {
    const char *wrapped;
    TaSealError code;
  } cases[] = {
    { "", TA_SEAL_ERROR_FORMAT },
    { "pass:1:", TA_SEAL_ERROR_FORMAT },
    { "pass:1:1:8:AAAA:AAAA", TA_SEAL_ERROR_FORMAT },
    { "pass:1:-1:8:AAAAAAAAAAAAAAAAAAAAAA:AAAA", TA_SEAL_ERROR_FORMAT },
    { "pass:1:1:8:AAAAAAAAAAAAAAAAAAAAAA:AAAA", TA_SEAL_ERROR_DAMAGED },
    { "pass:1:1:99999999:AAAAAAAAAAAAAAAAAAAAAA:AAAA", TA_SEAL_ERROR_LIMIT },
    { "pass:1:400000:8:AAAAAAAAAAAAAAAAAAAAAA:AAAA", TA_SEAL_ERROR_LIMIT },
    { "pass:2:whatever", TA_SEAL_ERROR_NEWER },
    { "bare:1:AAAA", TA_SEAL_ERROR_FORMAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ta_health_key_unwrap (cases[i].wrapped, "x", &error));
      g_assert_error (error, TA_SEAL_ERROR, (int) cases[i].code);
    }
}

static void
test_value (void)
{
  g_autoptr (TaSecret) key = ta_health_key_new ();
  g_autoptr (TaSecret) other = ta_health_key_new ();
  g_autofree char *sealed = ta_health_seal (key, PLACE, "anaphylaxis");
  g_autofree char *again = ta_health_seal (key, PLACE, "anaphylaxis");
  g_autofree char *avoid = ta_health_seal (key, PLACE, "avoid");
  g_autofree char *elsewhere = ta_health_seal (key, "allergy/ana|peanuts/severity", "anaphylaxis");
  g_autofree char *by_other = ta_health_seal (other, PLACE, "anaphylaxis");
  g_autofree char *opened = ta_health_open (key, PLACE, sealed);
  g_autofree char *name = ta_health_key_name (key);
  g_autofree char *named = ta_health_sealed_key_name (sealed);

  g_assert_cmpstr (opened, ==, "anaphylaxis");
  /* Equal values are equal texts; their lengths do not tell which they are; and nobody sees that two people have the same. */
  g_assert_cmpstr (sealed, ==, again);
  g_assert_cmpuint (strlen (sealed), ==, strlen (avoid));
  g_assert_cmpstr (sealed, !=, avoid);
  g_assert_cmpstr (sealed, !=, elsewhere);
  g_assert_cmpstr (sealed, !=, by_other);
  g_assert_cmpstr (name, ==, named);
  g_assert_null (strstr (sealed, "anaphylaxis"));
  g_assert_null (strchr (sealed, '\n'));
  g_assert_null (ta_health_open (key, PLACE, elsewhere));
  g_assert_null (ta_health_open (key, PLACE, by_other));
  g_assert_null (ta_health_open (key, "allergy/mira|peanuts/note", sealed));
}

static void
test_altered (void)
{
  g_autoptr (TaSecret) key = ta_health_key_new ();
  g_autofree char *sealed = ta_health_seal (key, PLACE, "Carries a pen — “ask Ana”.");
  g_autofree char *whole = ta_health_open (key, PLACE, sealed);
  gsize length = strlen (sealed);
  static const char *const odd[] = { "", "sealed:", "sealed:1:", "sealed:0:", "sealed:2:0123456789abcdef:AAAA", "anaphylaxis" };

  g_assert_cmpstr (whole, ==, "Carries a pen — “ask Ana”.");
  for (gsize i = strlen ("sealed:1:"); i < length; i += 7)
    {
      char kept = sealed[i];

      sealed[i] = kept == 'A' ? 'B' : 'A';
      g_assert_null (ta_health_open (key, PLACE, sealed));
      sealed[i] = kept;
    }
  sealed[length - 4] = '\0';
  g_assert_null (ta_health_open (key, PLACE, sealed));
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    g_assert_null (ta_health_open (key, PLACE, odd[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health-key/passphrase", test_passphrase);
  g_test_add_func ("/health-key/passphrase-accents", test_passphrase_accents);
  g_test_add_func ("/health-key/bare", test_bare);
  g_test_add_func ("/health-key/odd-locks", test_odd_locks);
  g_test_add_func ("/health-key/value", test_value);
  g_test_add_func ("/health-key/altered", test_altered);
  return g_test_run ();
}

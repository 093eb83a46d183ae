/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-envelope.h"
#include "ta-keyring-private.h"
#include "ta-recovery-sheet.h"
#include "ta-rotation.h"
#include "ta-seal-error.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795309104000)
#define DOC "00112233445566778899aabbccddeeff"
#define INVITATION "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

/* A pod of four: Ana made it and let Beto in, Beto let Carla in, Carla let Dani in. */
enum
{
  ANA,
  BETO,
  CARLA,
  DANI,
  STRANGER,
  N_PEOPLE
};

typedef struct
{
  TaKeyring *keyring;
  TaDeviceKeys *keys[N_PEOPLE];
  TaRoster *roster;
} Fixture;

static const char *
id_of (Fixture *fixture, int who)
{
  return ta_device_keys_get_public (fixture->keys[who])->id;
}

static void
admit (Fixture *fixture, TaRoster *roster, int who, int by)
{
  g_autoptr (GError) error = NULL;

  ta_roster_admit (roster, ta_device_keys_get_public (fixture->keys[who]), "portátil", NULL, fixture->keys[by], 1, NOW + who, &error);
  g_assert_no_error (error);
}

static void
remove_device (Fixture *fixture, TaRoster *roster, int who, int by)
{
  g_autoptr (GError) error = NULL;

  ta_roster_remove (roster, id_of (fixture, who), fixture->keys[by], NOW + 100, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->keyring = ta_keyring_new ();
  for (int i = 0; i < N_PEOPLE; i++)
    fixture->keys[i] = ta_device_keys_new ();
  fixture->roster = ta_roster_new (fixture->keyring, fixture->keys[ANA], "Ana", NOW);
  for (int i = BETO; i <= DANI; i++)
    admit (fixture, fixture->roster, i, i - 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_keyring_unref (fixture->keyring);
  for (int i = 0; i < N_PEOPLE; i++)
    ta_device_keys_unref (fixture->keys[i]);
  ta_roster_free (fixture->roster);
}

static TaRoster *
pass_on (Fixture *fixture, const TaRoster *roster, int by)
{
  g_autofree char *text = ta_roster_sign (roster, fixture->keys[by]);
  g_autoptr (GError) error = NULL;
  TaRoster *opened = ta_roster_open (text, fixture->keyring, fixture->roster, ta_device_keys_get_public (fixture->keys[by]), &error);

  g_assert_no_error (error);
  return opened;
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRoster) opened = pass_on (fixture, fixture->roster, ANA);
  g_autoptr (TaRoster) removed = NULL;
  const TaRosterDevice *device;

  g_assert_true (ta_roster_equal (opened, fixture->roster));
  g_assert_cmpuint (ta_roster_count (opened), ==, 4);
  device = ta_roster_find (opened, id_of (fixture, BETO));
  g_assert_cmpstr (device->name, ==, "portátil");
  g_assert_cmpstr (device->added_by, ==, id_of (fixture, ANA));
  g_assert_cmpint (device->added_at, ==, NOW + BETO);
  g_assert_true (device == ta_roster_find_number (opened, ta_device_public_get_number (&device->known)));
  g_assert_null (ta_roster_find (opened, id_of (fixture, STRANGER)));
  remove_device (fixture, opened, BETO, DANI);
  ta_roster_set_seen (opened, id_of (fixture, ANA), "Ana’s", NOW + 5);
  g_assert_false (ta_roster_equal (opened, fixture->roster));
  removed = pass_on (fixture, opened, DANI);
  g_assert_true (ta_roster_equal (opened, removed));
  g_assert_false (ta_roster_has (removed, id_of (fixture, BETO)));
  g_assert_true (ta_roster_has (removed, id_of (fixture, CARLA)));
  g_assert_cmpuint (ta_roster_count (removed), ==, 3);
  g_assert_cmpstr (ta_roster_find (removed, id_of (fixture, ANA))->name, ==, "Ana’s");
}

static void
assert_not_admitted (Fixture *fixture, int who, int by, const char *invitation, TaSealError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_roster_admit (fixture->roster, ta_device_keys_get_public (fixture->keys[who]), "x", invitation, fixture->keys[by], 1, NOW, &error));
  g_assert_error (error, TA_SEAL_ERROR, (int) code);
}

static void
test_admission (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaDeviceKeys) other = ta_device_keys_new ();
  g_autoptr (GError) error = NULL;

  admit (fixture, fixture->roster, BETO, DANI); /* is in: nothing happens */
  g_assert_cmpstr (ta_roster_find (fixture->roster, id_of (fixture, BETO))->added_by, ==, id_of (fixture, ANA));
  assert_not_admitted (fixture, STRANGER, STRANGER, NULL, TA_SEAL_ERROR_UNTRUSTED);
  remove_device (fixture, fixture->roster, DANI, ANA);
  assert_not_admitted (fixture, DANI, ANA, NULL, TA_SEAL_ERROR_REMOVED);
  assert_not_admitted (fixture, STRANGER, DANI, NULL, TA_SEAL_ERROR_UNTRUSTED);
  g_assert_false (ta_roster_remove (fixture->roster, id_of (fixture, ANA), fixture->keys[DANI], NOW, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_UNTRUSTED);
  /* An invitation is good for one. */
  g_assert_true (ta_roster_admit (fixture->roster, ta_device_keys_get_public (other), "x", INVITATION, fixture->keys[ANA], 1, NOW, NULL));
  assert_not_admitted (fixture, STRANGER, ANA, INVITATION, TA_SEAL_ERROR_USED);
}

static void
assert_untrusted (Fixture *fixture, const TaRoster *roster, int by, const TaRoster *known, int inviter)
{
  g_autofree char *text = ta_roster_sign (roster, fixture->keys[by]);
  g_autoptr (GError) error = NULL;
  const TaDevicePublic *public = inviter < 0 ? NULL : ta_device_keys_get_public (fixture->keys[inviter]);

  g_assert_null (ta_roster_open (text, fixture->keyring, known, public, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_UNTRUSTED);
}

static void
test_forged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRoster) own = ta_roster_new (fixture->keyring, fixture->keys[STRANGER], "x", NOW);
  g_autoptr (TaRoster) forged = ta_roster_copy (fixture->roster);
  g_autoptr (TaRoster) both = NULL;
  TaRosterDevice *device;

  /* By who is not in. */
  assert_untrusted (fixture, fixture->roster, STRANGER, NULL, -1);
  /* Another first device. */
  assert_untrusted (fixture, own, STRANGER, fixture->roster, -1);
  assert_untrusted (fixture, own, STRANGER, NULL, ANA);
  both = ta_roster_copy (fixture->roster);
  device = g_memdup2 (own->devices->pdata[0], sizeof *device);
  device->name = g_strdup ("x");
  g_ptr_array_add (both->devices, device);
  assert_untrusted (fixture, both, ANA, NULL, -1);
  assert_untrusted (fixture, both, STRANGER, NULL, -1);
  /* The inviter is not in. */
  assert_untrusted (fixture, fixture->roster, ANA, fixture->roster, STRANGER);
  /* Who let it in, the key that it had, and who removed it, as somebody else would like to have it. */
  device = ta_roster_find (forged, id_of (fixture, BETO));
  g_strlcpy (device->added_by, id_of (fixture, CARLA), sizeof device->added_by);
  assert_untrusted (fixture, forged, CARLA, fixture->roster, -1);
  g_strlcpy (device->added_by, id_of (fixture, ANA), sizeof device->added_by);
  device->added_epoch = 7;
  assert_untrusted (fixture, forged, CARLA, fixture->roster, -1);
  device->added_epoch = 1;
  g_strlcpy (device->removed_by, id_of (fixture, ANA), sizeof device->removed_by);
  device->removed_at = NOW;
  assert_untrusted (fixture, forged, CARLA, fixture->roster, -1);
}

/* Whatever letter of the text is another one. */
static void
test_altered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autoptr (TaKeyring) other = ta_keyring_new ();
  gsize length;

  remove_device (fixture, fixture->roster, DANI, ANA);
  text = ta_roster_sign (fixture->roster, fixture->keys[ANA]);
  length = strlen (text);
  g_assert_null (ta_roster_open (text, other, NULL, NULL, NULL));
  for (gsize i = 0; i < length; i += 3)
    {
      char letter = text[i];

      text[i] = letter == 'B' ? 'C' : 'B';
      g_assert_null (ta_roster_open (text, fixture->keyring, NULL, NULL, NULL));
      text[i] = '\0';
      g_assert_null (ta_roster_open (text, fixture->keyring, NULL, NULL, NULL));
      text[i] = letter;
    }
}

/* Three copies that went their own ways come to the same, in whatever order they meet. */
static void
test_join (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (TaRoster) a = ta_roster_copy (fixture->roster);
      g_autoptr (TaRoster) b = ta_roster_copy (fixture->roster);
      g_autoptr (TaRoster) c = ta_roster_copy (fixture->roster);
      TaRoster *all[] = { a, b, c };
      g_autoptr (TaRoster) ab = NULL, ba = NULL, bc = NULL, ab_c = NULL, a_bc = NULL, again = NULL;

      for (guint i = 0; i < 12; i++)
        {
          TaRoster *roster = all[g_rand_int_range (rand, 0, 3)];
          int by = g_rand_int_range (rand, 0, 4), who = g_rand_int_range (rand, 0, N_PEOPLE);

          if (g_rand_boolean (rand))
            ta_roster_set_seen (roster, id_of (fixture, who), g_rand_boolean (rand) ? "a" : "b", NOW + g_rand_int_range (rand, 0, 3));
          else if (who == STRANGER)
            ta_roster_admit (roster, ta_device_keys_get_public (fixture->keys[who]), "x", NULL, fixture->keys[by], 1, NOW + g_rand_int_range (rand, 0, 2), NULL);
          else
            ta_roster_remove (roster, id_of (fixture, who), fixture->keys[by], NOW + g_rand_int_range (rand, 0, 2), NULL);
        }
      ab = ta_roster_join (a, b);
      ba = ta_roster_join (b, a);
      bc = ta_roster_join (b, c);
      ab_c = ta_roster_join (ab, c);
      a_bc = ta_roster_join (a, bc);
      again = ta_roster_join (a_bc, b);
      g_assert_true (ta_roster_equal (ab, ba));
      g_assert_true (ta_roster_equal (ab_c, a_bc));
      g_assert_true (ta_roster_equal (a_bc, again));
      for (int who = 0; who < N_PEOPLE; who++)
        g_assert_cmpint (ta_roster_has (ab, id_of (fixture, who)), ==,
                         (ta_roster_find (a, id_of (fixture, who)) == NULL || ta_roster_has (a, id_of (fixture, who)))
                             && (ta_roster_find (b, id_of (fixture, who)) == NULL || ta_roster_has (b, id_of (fixture, who)))
                             && ta_roster_find (ab, id_of (fixture, who)) != NULL);
      {
        g_autofree char *text = ta_roster_sign (a_bc, fixture->keys[ANA]);
        g_autoptr (TaRoster) opened = ta_roster_open (text, fixture->keyring, fixture->roster, NULL, NULL);

        g_assert_true (ta_roster_equal (opened, a_bc));
      }
    }
}

static void
test_let_in_by_a_removed_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRoster) before = ta_roster_copy (fixture->roster);
  g_autoptr (TaRoster) joined = NULL;

  remove_device (fixture, before, BETO, ANA);
  admit (fixture, fixture->roster, STRANGER, BETO);
  joined = ta_roster_join (before, fixture->roster);
  g_assert_true (ta_roster_has (joined, id_of (fixture, STRANGER)));
  g_assert_cmpuint (ta_roster_settle (joined, before, fixture->keys[ANA], NOW + 200), ==, 1);
  g_assert_false (ta_roster_has (joined, id_of (fixture, STRANGER)));
  /* Carla came in by Beto too, but that was known before. */
  g_assert_true (ta_roster_has (joined, id_of (fixture, CARLA)));
  g_assert_cmpuint (ta_roster_settle (joined, before, fixture->keys[ANA], NOW + 200), ==, 0);
}

/* All devices are lost but Beto's, which nobody thought of: with a sheet Carla begins the roster anew, and lets Beto in again. */
static void
test_begun_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRoster) anew = ta_roster_new (fixture->keyring, fixture->keys[STRANGER], "Carla", NOW + 1000);
  g_autofree char *text = ta_roster_sign (anew, fixture->keys[STRANGER]);
  g_autofree char *old = ta_roster_sign (fixture->roster, fixture->keys[BETO]);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRoster) met = ta_roster_open (text, fixture->keyring, fixture->roster, NULL, &error);
  g_autoptr (TaRoster) joined = NULL, otherwise = NULL;

  g_assert_no_error (error);
  joined = ta_roster_join (fixture->roster, met);
  otherwise = ta_roster_join (met, fixture->roster);
  g_assert_true (ta_roster_equal (joined, anew));
  g_assert_true (ta_roster_equal (otherwise, anew));
  g_assert_false (ta_roster_has (joined, id_of (fixture, BETO)));
  /* Not the other way round. */
  g_assert_null (ta_roster_open (old, fixture->keyring, anew, NULL, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_UNTRUSTED);
  admit (fixture, joined, BETO, STRANGER);
  g_assert_true (ta_roster_has (joined, id_of (fixture, BETO)));
}

/* Who waits to be let in keeps what it has seen of the roster, and is no author for others. */
static void
test_own_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = ta_roster_sign (fixture->roster, fixture->keys[STRANGER]);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRoster) own = ta_roster_open_own (text, fixture->keyring, fixture->keys[STRANGER], &error);

  g_assert_no_error (error);
  g_assert_true (ta_roster_equal (own, fixture->roster));
  g_assert_null (ta_roster_open_own (text, fixture->keyring, fixture->keys[ANA], NULL));
  g_assert_null (ta_roster_open (text, fixture->keyring, NULL, NULL, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_UNTRUSTED);
}

static void
test_let_in_by_one_who_is_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRoster) before = ta_roster_copy (fixture->roster);

  admit (fixture, fixture->roster, STRANGER, BETO);
  g_assert_cmpuint (ta_roster_settle (fixture->roster, before, fixture->keys[ANA], NOW + 200), ==, 0);
  g_assert_true (ta_roster_has (fixture->roster, id_of (fixture, STRANGER)));
}

/* ---- new keys ---- */

typedef struct
{
  TaKeyring *keyring;
  char *text;
} Made;

static void
made_clear (Made *made)
{
  ta_keyring_unref (made->keyring);
  g_free (made->text);
}

static Made
rotate (Fixture *fixture, const TaKeyring *keyring, const TaRoster *roster, int by)
{
  g_autoptr (GError) error = NULL;
  Made made;

  made.text = ta_rotation_make (keyring, roster, fixture->keys[by], NOW, &made.keyring, &error);
  g_assert_no_error (error);
  return made;
}

static TaRotation *
open_rotation (Fixture *fixture, const char *text, const TaKeyring *keyring, const TaRoster *roster, int who)
{
  g_autoptr (GError) error = NULL;
  TaRotation *rotation = ta_rotation_open (text, keyring, fixture->keys[who], &error);

  g_assert_no_error (error);
  ta_rotation_verify (rotation, roster, &error);
  g_assert_no_error (error);
  return rotation;
}

static void
assert_not_opened (Fixture *fixture, const char *text, int who, TaSealError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_rotation_open (text, fixture->keyring, fixture->keys[who], &error));
  g_assert_error (error, TA_SEAL_ERROR, (int) code);
}

static void
test_removal (Fixture *fixture, gconstpointer data)
{
  Made made;
  g_autoptr (TaRotation) rotation = NULL;
  g_autoptr (TaEnvelope) envelope = NULL;
  g_autoptr (GBytes) opened = NULL;
  g_autofree char *doc_id = NULL;
  g_autofree char *same_id = NULL;

  remove_device (fixture, fixture->roster, DANI, ANA);
  g_assert_true (ta_rotation_is_due (fixture->roster, fixture->keyring, NULL));
  made = rotate (fixture, fixture->keyring, fixture->roster, ANA);
  rotation = open_rotation (fixture, made.text, fixture->keyring, fixture->roster, BETO);
  g_assert_true (ta_keyring_equal (rotation->keyring, made.keyring));
  g_assert_cmpstr (rotation->kid, ==, ta_keyring_get_kid (made.keyring, 0));
  g_assert_cmpuint (rotation->epoch, ==, 2);
  g_assert_cmpstr (rotation->author, ==, id_of (fixture, ANA));
  g_assert_cmpuint (g_strv_length (rotation->recipients), ==, 3);
  g_assert_false (ta_rotation_is_due (fixture->roster, made.keyring, rotation));
  /* Who was removed keeps what it has seen, and reads nothing that comes. */
  assert_not_opened (fixture, made.text, DANI, TA_SEAL_ERROR_REMOVED);
  assert_not_opened (fixture, made.text, STRANGER, TA_SEAL_ERROR_REMOVED);
  envelope = ta_envelope_seal (made.keyring, DOC, "new", 3, NULL);
  g_assert_null (ta_envelope_open (fixture->keyring, DOC, 1, envelope->key, envelope->content, NULL));
  opened = ta_envelope_open (rotation->keyring, DOC, 1, envelope->key, envelope->content, NULL);
  g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), "new", 3);
  /* Who meets the kid knows where to look. */
  doc_id = ta_rotation_doc_id (fixture->keyring, envelope->key);
  same_id = ta_rotation_doc_id (made.keyring, rotation->kid);
  g_assert_cmpstr (doc_id, ==, same_id);
  g_assert_cmpuint (strlen (doc_id), ==, 32);
  g_assert_null (ta_rotation_doc_id (fixture->keyring, "nonsense"));
  made_clear (&made);
}

/* Beto was away while Dani came in by Carla, removed Ana and made a key. */
static void
test_offline_member (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRoster) beto = ta_roster_new (fixture->keyring, fixture->keys[ANA], "Ana", NOW);
  g_autoptr (TaRoster) carla = NULL, met = NULL, joined = NULL;
  g_autofree char *roster_text = NULL;
  g_autoptr (TaRotation) first = NULL, second = NULL;
  g_autoptr (GError) error = NULL;
  Made one, two;

  admit (fixture, beto, BETO, ANA);
  admit (fixture, beto, CARLA, ANA);
  carla = ta_roster_copy (beto);
  admit (fixture, carla, DANI, CARLA);
  remove_device (fixture, carla, ANA, DANI);
  one = rotate (fixture, fixture->keyring, carla, DANI);
  two = rotate (fixture, one.keyring, carla, DANI);
  roster_text = ta_roster_sign (carla, fixture->keys[DANI]);
  /* The newest key alone brings the one between too. */
  second = ta_rotation_open (two.text, fixture->keyring, fixture->keys[BETO], &error);
  g_assert_no_error (error);
  g_assert_false (ta_rotation_verify (second, beto, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_UNTRUSTED);
  g_clear_error (&error);
  met = ta_roster_open (roster_text, second->keyring, beto, NULL, &error);
  g_assert_no_error (error);
  joined = ta_roster_join (beto, met);
  g_assert_true (ta_rotation_verify (second, joined, &error));
  g_assert_true (ta_keyring_equal (second->keyring, two.keyring));
  first = open_rotation (fixture, one.text, second->keyring, joined, BETO);
  g_assert_true (ta_keyring_equal (first->keyring, two.keyring));
  assert_not_opened (fixture, one.text, ANA, TA_SEAL_ERROR_REMOVED);
  made_clear (&one);
  made_clear (&two);
}

/* Ana removes Carla while Beto removes Dani: each makes a key for whom the other removed. */
static void
test_two_removals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRoster) ana = ta_roster_copy (fixture->roster), beto = ta_roster_copy (fixture->roster), joined = NULL;
  g_autoptr (TaRotation) of_ana = NULL, of_beto = NULL, last = NULL;
  g_autoptr (TaKeyring) both = NULL;
  const TaRotation *current;
  g_autoptr (GError) error = NULL;
  Made one, two, three;

  remove_device (fixture, ana, CARLA, ANA);
  remove_device (fixture, beto, DANI, BETO);
  one = rotate (fixture, fixture->keyring, ana, ANA);
  two = rotate (fixture, fixture->keyring, beto, BETO);
  joined = ta_roster_join (ana, beto);
  g_assert_cmpuint (ta_roster_count (joined), ==, 2);
  of_beto = open_rotation (fixture, two.text, one.keyring, joined, ANA);
  of_ana = open_rotation (fixture, one.text, two.keyring, joined, BETO);
  /* Both read both keys, and agree which is the current one. */
  g_assert_true (ta_keyring_equal (of_ana->keyring, of_beto->keyring));
  both = ta_keyring_join (one.keyring, two.keyring, NULL);
  g_assert_true (ta_keyring_equal (both, of_ana->keyring));
  current = strcmp (of_ana->kid, ta_keyring_get_kid (both, 0)) == 0 ? of_ana : of_beto;
  g_assert_true (ta_rotation_is_due (joined, both, current));
  three = rotate (fixture, both, joined, BETO);
  last = open_rotation (fixture, three.text, both, joined, ANA);
  g_assert_false (ta_rotation_is_due (joined, three.keyring, last));
  g_assert_true (ta_keyring_equal (last->keyring, three.keyring));
  assert_not_opened (fixture, three.text, CARLA, TA_SEAL_ERROR_REMOVED);
  assert_not_opened (fixture, three.text, DANI, TA_SEAL_ERROR_REMOVED);
  made_clear (&one);
  made_clear (&two);
  made_clear (&three);
}

/* Carla removes Beto, and Beto Carla: the key of one who is out is no good. */
static void
test_one_another (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRoster) carla = ta_roster_copy (fixture->roster), beto = ta_roster_copy (fixture->roster), joined = NULL;
  g_autoptr (TaRotation) of_beto = NULL;
  Made one;

  remove_device (fixture, carla, BETO, CARLA);
  remove_device (fixture, beto, CARLA, BETO);
  one = rotate (fixture, fixture->keyring, beto, BETO);
  joined = ta_roster_join (carla, beto);
  g_assert_cmpuint (ta_roster_count (joined), ==, 2);
  of_beto = open_rotation (fixture, one.text, fixture->keyring, joined, ANA);
  g_assert_true (ta_rotation_is_due (joined, of_beto->keyring, of_beto));
  /* Nor where he says that it was not for him. */
  g_clear_pointer (&of_beto->recipients, g_strfreev);
  of_beto->recipients = g_new0 (char *, 1);
  g_assert_true (ta_rotation_is_due (joined, of_beto->keyring, of_beto));
  made_clear (&one);
}

/* A newcomer who was given the current key with its invitation is not among its recipients. */
static void
test_newcomer_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRotation) rotation = NULL;
  Made made;

  remove_device (fixture, fixture->roster, DANI, ANA);
  made = rotate (fixture, fixture->keyring, fixture->roster, ANA);
  rotation = open_rotation (fixture, made.text, fixture->keyring, fixture->roster, ANA);
  g_assert_true (ta_roster_admit (fixture->roster, ta_device_keys_get_public (fixture->keys[STRANGER]), "x", NULL, fixture->keys[ANA], 2, NOW, NULL));
  g_assert_false (ta_rotation_is_due (fixture->roster, made.keyring, rotation));
  remove_device (fixture, fixture->roster, STRANGER, ANA);
  g_assert_true (ta_rotation_is_due (fixture->roster, made.keyring, rotation));
  made_clear (&made);
}

/* All devices are lost; the sheet that was printed after the rotation opens everything. */
static void
test_recovery (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaEnvelope) old = ta_envelope_seal (fixture->keyring, DOC, "old", 3, NULL);
  g_autoptr (TaRecoverySheet) sheet = NULL;
  g_autoptr (TaKeyring) from_sheet = NULL;
  g_autoptr (TaRotation) rotation = NULL;
  g_autoptr (TaRoster) roster = NULL;
  g_autofree char *roster_text = NULL;
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GError) error = NULL;
  Made made;

  remove_device (fixture, fixture->roster, DANI, ANA);
  made = rotate (fixture, fixture->keyring, fixture->roster, ANA);
  roster_text = ta_roster_sign (fixture->roster, fixture->keys[ANA]);
  sheet = ta_recovery_sheet_new (made.keyring, "https://hub.example.org", "pod", NULL);
  from_sheet = ta_recovery_sheet_to_keyring (sheet);
  g_assert_null (ta_envelope_open (from_sheet, DOC, 1, old->key, old->content, NULL));
  rotation = ta_rotation_open (made.text, from_sheet, NULL, &error);
  g_assert_no_error (error);
  roster = ta_roster_open (roster_text, from_sheet, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ta_rotation_verify (rotation, roster, &error));
  g_assert_true (ta_keyring_equal (rotation->keyring, made.keyring));
  opened = ta_envelope_open (rotation->keyring, DOC, 1, old->key, old->content, NULL);
  g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), "old", 3);
  made_clear (&made);
}

static void
test_rotation_altered (Fixture *fixture, gconstpointer data)
{
  Made made = rotate (fixture, fixture->keyring, fixture->roster, ANA);
  g_autoptr (TaKeyring) other = ta_keyring_new ();
  gsize length = strlen (made.text);

  g_assert_null (ta_rotation_open (made.text, other, fixture->keys[BETO], NULL));
  for (gsize i = 0; i < length; i += 2)
    {
      char letter = made.text[i];
      g_autoptr (TaRotation) rotation = NULL;

      made.text[i] = letter == 'B' ? 'C' : 'B';
      /* Another device's box may be another one: then the signature tells. */
      rotation = ta_rotation_open (made.text, fixture->keyring, fixture->keys[BETO], NULL);
      g_assert_true (rotation == NULL || !ta_rotation_verify (rotation, fixture->roster, NULL));
      made.text[i] = '\0';
      g_assert_null (ta_rotation_open (made.text, fixture->keyring, fixture->keys[BETO], NULL));
      made.text[i] = letter;
    }
  made_clear (&made);
}

static void
test_rotation_by_nobody (Fixture *fixture, gconstpointer data)
{
  g_autoptr (TaRoster) own = ta_roster_copy (fixture->roster);
  g_autoptr (TaRotation) rotation = NULL;
  g_autoptr (TaKeyring) none = NULL;
  g_autoptr (GError) error = NULL;
  Made made;

  g_assert_null (ta_rotation_make (fixture->keyring, fixture->roster, fixture->keys[STRANGER], NOW, &none, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_UNTRUSTED);
  g_clear_error (&error);
  admit (fixture, own, STRANGER, ANA);
  made = rotate (fixture, fixture->keyring, own, STRANGER);
  rotation = ta_rotation_open (made.text, fixture->keyring, fixture->keys[BETO], &error);
  g_assert_no_error (error);
  g_assert_false (ta_rotation_verify (rotation, fixture->roster, &error));
  g_assert_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_UNTRUSTED);
  made_clear (&made);
}

/* A key that calls itself older and would be the current one. */
static void
test_older_key_of_the_same_epoch (Fixture *fixture, gconstpointer data)
{
  for (guint8 epoch = 2; epoch <= 3; epoch++)
    {
      const TaKey *key = ta_keyring_get_key (fixture->keyring, 0);
      guint8 inner[4 + 8 + 16 + 16 + 2 + 4 + TA_KEY_SIZE + TA_SIGNATURE_SIZE] = { [3] = 3, [45] = 1, [49] = epoch };
      guint8 bound[32] = "taenkey1", subkey[TA_KEY_SIZE], head[1 + TA_KID_SIZE + 2 + 80] = { 1 };
      g_autofree char *sealed = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GByteArray) body = g_byte_array_new ();
      g_autoptr (TaRotation) rotation = NULL;

      memcpy (bound + 8, ta_keyring_get_pod (fixture->keyring), TA_POD_ID_SIZE);
      memcpy (bound + 24, key->kid_bytes, TA_KID_SIZE);
      memcpy (head + 1, key->kid_bytes, TA_KID_SIZE);
      head[10] = 1;
      ta_key_derive (key, TA_KEY_USE_OLDER_KEYS, subkey);
      sealed = ta_box_seal (subkey, bound, sizeof bound, inner, sizeof inner, NULL);
      g_byte_array_append (body, head, sizeof head);
      g_byte_array_append (body, (const guint8 *) sealed, (guint) strlen (sealed));
      text = ta_base64_encode (body->data, body->len);
      rotation = ta_rotation_open (text, fixture->keyring, fixture->keys[BETO], NULL);
      g_assert_true ((rotation != NULL) == (epoch == 2));
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/roster/round-trip", test_round_trip);
  ADD ("/roster/admission", test_admission);
  ADD ("/roster/forged", test_forged);
  ADD ("/roster/altered", test_altered);
  ADD ("/roster/join", test_join);
  ADD ("/roster/let-in-by-a-removed-one", test_let_in_by_a_removed_one);
  ADD ("/roster/let-in-by-one-who-is-in", test_let_in_by_one_who_is_in);
  ADD ("/roster/begun-anew", test_begun_anew);
  ADD ("/roster/own-copy", test_own_copy);
  ADD ("/rotation/removal", test_removal);
  ADD ("/rotation/offline-member", test_offline_member);
  ADD ("/rotation/two-removals", test_two_removals);
  ADD ("/rotation/one-another", test_one_another);
  ADD ("/rotation/newcomer-removed", test_newcomer_removed);
  ADD ("/rotation/recovery", test_recovery);
  ADD ("/rotation/altered", test_rotation_altered);
  ADD ("/rotation/by-nobody", test_rotation_by_nobody);
  ADD ("/rotation/older-key-of-the-same-epoch", test_older_key_of_the_same_epoch);
  return g_test_run ();
}

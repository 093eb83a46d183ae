/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coming back: with nothing but the printed sheet and an invitation that the hub printed, and on a computer whose account at the hub is gone. All of it
 * against the hub as it is.
 */
#include "live-hub.h"
#include "live-pod.h"
#include "live-store.h"
#include "ta-hub-soup.h"
#include "ta-hub.h"
#include "ta-invitation.h"
#include "ta-sync-error.h"
#include "ta-sync-keys.h"
#include "ta-sync-recovery.h"
#include "ta-sync.h"

#include <string.h>

#define HOUR_MS (G_GINT64_CONSTANT (60) * 60 * 1000)

typedef struct
{
  char *folder;
  char *link; /* of the pod's first device */
  LiveHub *hub;
  TaStore *desk;   /* has founded the pod */
  TaStore *laptop; /* is empty */
  char *sheet;     /* of the pod */
  char *family;    /* a household of the desk, which the hub has */
  GError *error;
} Fixture;

/* What people do ---------------------------------------------------------------------------------------------------------------------------- */

static gboolean
try_found (Fixture *f, TaStore *store, const char *link, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;

  ta_sync_found_async (store, link, name, NULL, live_take_result, &result);
  return ta_sync_found_finish (live_wait_for (&result), &f->error);
}

/* Of this hub, by who keeps it. */
static char *
print_invitation (Fixture *f, const char *database)
{
  char *link = NULL;

  ta_hub_invite (live_hub_get_path (f->hub), database, &link, &f->error);
  g_assert_no_error (f->error);
  return link;
}

static char *
print_sheet (Fixture *f, TaStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TaRecoverySheet) sheet = NULL;
  GStrv lines;
  char *text;

  ta_sync_recovery_sheet_async (store, NULL, live_take_result, &result);
  sheet = ta_sync_recovery_sheet_finish (live_wait_for (&result), &f->error);
  g_assert_no_error (f->error);
  lines = ta_recovery_sheet_dup_lines (sheet);
  text = g_strjoinv ("\n", lines);
  ta_recovery_lines_free (lines);
  return text;
}

static gboolean
try_recover (Fixture *f, TaStore *store, const char *link, const char *sheet)
{
  g_autoptr (GAsyncResult) result = NULL;

  ta_sync_recover_async (store, link, sheet, "Found again", NULL, live_take_result, &result);
  return ta_sync_recover_finish (live_wait_for (&result), &f->error);
}

static void
recover (Fixture *f, TaStore *store, const char *link, const char *sheet)
{
  try_recover (f, store, link, sheet);
  g_assert_no_error (f->error);
  live_exchange (store);
}

static void
assert_not_recovered (Fixture *f, const char *link, const char *sheet, TaSyncError code)
{
  g_assert_false (try_recover (f, f->laptop, link, sheet));
  g_assert_error (f->error, TA_SYNC_ERROR, (int) code);
  g_clear_error (&f->error);
  /* Nothing of it is left here. */
  g_assert_false (ta_sync_once (f->laptop, NULL, NULL, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_NO_HUB);
  g_clear_error (&f->error);
}

static gboolean
try_sign_in (Fixture *f, TaStore *store, const char *link)
{
  g_autoptr (GAsyncResult) result = NULL;

  ta_sync_sign_in_async (store, link, NULL, live_take_result, &result);
  return ta_sync_sign_in_finish (live_wait_for (&result), &f->error);
}

static void
join (Fixture *f, TaStore *store, const char *name)
{
  live_bring_in (f->desk, store, name);
  live_exchange (store);
  live_exchange (f->desk);
}

static void
remove_device (Fixture *f, const char *name)
{
  live_remove_device (f->desk, name);
  live_exchange (f->desk);
}

/* Its account is gone: the hub does not know it any more, the pod does. */
static void
lose_account (Fixture *f, TaStore *store)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, NULL);

  g_assert_true (ta_hub_remove (live_hub_get_path (f->hub), peer->user, &f->error));
  g_assert_false (ta_sync_once (store, NULL, NULL, &f->error));
  g_assert_true (g_error_matches (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_REMOVED) || g_error_matches (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_PASSWORD));
  g_clear_error (&f->error);
}

/* Another pod on the same hub, with something in it. */
static TaStore *
found_other (Fixture *f)
{
  g_autofree char *link = print_invitation (f, "other");
  TaStore *store = live_store_new ();

  g_free (live_add_household (store, "Kim"));
  live_found (store, link, "Office");
  return store;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("turnabout-recovery-XXXXXX", NULL);
  f->hub = live_hub_new (f->folder, &f->link);
  f->desk = live_store_new ();
  f->laptop = live_store_new ();
  f->family = live_add_household (f->desk, "Peña");
  live_found (f->desk, f->link, "Desk");
  f->sheet = print_sheet (f, f->desk);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_error (&f->error);
  g_clear_object (&f->desk);
  g_clear_object (&f->laptop);
  live_hub_free (f->hub);
  g_free (f->folder);
  g_free (f->link);
  g_free (f->sheet);
  g_free (f->family);
}

/* With the sheet ---------------------------------------------------------------------------------------------------------------------------- */

/* Every computer is lost. What comes back has everything, and is a whole member: it can invite. */
static void
test_sheet (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (TaStore) third = live_store_new ();

  ta_store_close (f->desk);
  recover (f, f->laptop, link, f->sheet);
  g_assert_true (live_has_household (f->laptop, f->family));
  devices = live_list_devices (f->laptop);
  g_assert_true (live_find_device (devices, "Found again")->mine);
  g_assert_null (live_find_device (devices, "Found again")->code);
  second = live_add_household (f->laptop, "Silva");
  live_exchange (f->laptop);
  g_set_object (&f->desk, f->laptop);
  join (f, third, "Third");
  g_assert_true (live_has_household (third, f->family));
  g_assert_true (live_has_household (third, second));
  live_assert_same (f->laptop, third);
}

/* The sheet as it is typed: small letters, no spaces, O for 0. */
static void
test_typed (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");
  g_autofree char *typed = g_ascii_strdown (f->sheet, -1);

  g_strdelimit (typed, "0", 'o');
  g_strdelimit (typed, "-", ' ');
  recover (f, f->laptop, link, typed);
  live_assert_same (f->desk, f->laptop);
}

/* Who was thought to be lost turns up: it asks to be let in, and what was changed there in between comes along. */
static void
test_lost_one_turns_up (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");
  g_autofree char *meanwhile = NULL;

  recover (f, f->laptop, link, f->sheet);
  meanwhile = live_add_household (f->desk, "Silva");
  live_exchange (f->desk);
  live_confirm (f->laptop, "Desk", NULL);
  live_exchange (f->desk);
  live_exchange (f->laptop);
  live_exchange (f->desk);
  g_assert_true (live_has_household (f->laptop, meanwhile));
  live_assert_same (f->desk, f->laptop);
}

/* Wrong ones -------------------------------------------------------------------------------------------------------------------------------- */

/* One letter is wrong: the line is named, the hub hears nothing of it, and the invitation is still good. */
static void
test_wrong_letter (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");
  g_autofree char *wrong = g_strdup (f->sheet);
  char *second = strchr (wrong, '\n') + 1;

  second[4] = second[4] == 'K' ? 'M' : 'K';
  assert_not_recovered (f, link, wrong, TA_SYNC_ERROR_KEY);
  assert_not_recovered (f, link, "", TA_SYNC_ERROR_KEY);
  recover (f, f->laptop, link, f->sheet);
  live_assert_same (f->desk, f->laptop);
}

/* Sheet and invitation are of two pods. Neither is harmed by the attempt. */
static void
test_sheet_of_another (Fixture *f, gconstpointer data)
{
  g_autoptr (TaStore) other = found_other (f);
  g_autofree char *link = print_invitation (f, "pod");
  g_autofree char *foreign = print_sheet (f, other);

  assert_not_recovered (f, link, foreign, TA_SYNC_ERROR_CONFLICT);
  recover (f, f->laptop, link, f->sheet);
  live_assert_same (f->desk, f->laptop);
}

/* The pod has had a new key since the sheet was printed. */
static void
test_old_sheet (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");
  g_autofree char *again = print_invitation (f, "pod");
  g_autofree char *newer = NULL;
  g_autoptr (TaStore) third = live_store_new ();
  g_autoptr (GPtrArray) devices = NULL;

  join (f, third, "Third");
  remove_device (f, "Third");
  assert_not_recovered (f, link, f->sheet, TA_SYNC_ERROR_KEY);
  devices = live_list_devices (f->desk);
  g_assert_cmpuint (devices->len, ==, 1);
  newer = print_sheet (f, f->desk);
  recover (f, f->laptop, again, newer);
  live_assert_same (f->desk, f->laptop);
}

static void
test_used (Fixture *f, gconstpointer data)
{
  assert_not_recovered (f, f->link, f->sheet, TA_SYNC_ERROR_USED);
  assert_not_recovered (f, "https://hub.example.org/j#AEAACAQ", f->sheet, TA_SYNC_ERROR_USED);
}

static void
test_expired (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");

  live_hub_pass (f->hub, 80 * 24 * HOUR_MS);
  assert_not_recovered (f, link, f->sheet, TA_SYNC_ERROR_USED);
}

/* What is here would be mixed with what is there. */
static void
test_not_empty (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");
  g_autofree char *own = live_add_household (f->laptop, "Kim");
  g_autoptr (TaStore) empty = live_store_new ();

  assert_not_recovered (f, link, f->sheet, TA_SYNC_ERROR_NOT_EMPTY);
  g_assert_true (live_has_household (f->laptop, own));
  recover (f, empty, link, f->sheet);
}

/* An invitation for coming back is none for a new pod in the same place. */
static void
test_founding_upon_another (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");
  g_autoptr (TaStore) third = live_store_new ();

  g_free (live_add_household (third, "Kim"));
  g_assert_false (try_found (f, third, link, "Third"));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT);
  g_clear_error (&f->error);
  recover (f, f->laptop, link, f->sheet);
  live_assert_same (f->desk, f->laptop);
}

/* The hub is away --------------------------------------------------------------------------------------------------------------------------- */

static void
assert_offline (Fixture *f, gboolean done)
{
  g_assert_false (done);
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK);
  g_clear_error (&f->error);
}

/* Before it was asked: the same invitation is good afterwards. After it: what is missing comes with the next round. */
static void
test_hub_away (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");

  live_hub_stop (f->hub);
  assert_not_recovered (f, link, f->sheet, TA_SYNC_ERROR_NETWORK);
  live_hub_start (f->hub);
  try_recover (f, f->laptop, link, f->sheet);
  g_assert_no_error (f->error);
  live_hub_stop (f->hub);
  assert_offline (f, ta_sync_once (f->laptop, NULL, NULL, &f->error));
  live_hub_start (f->hub);
  live_exchange (f->laptop);
  live_assert_same (f->desk, f->laptop);
}

#ifdef TA_HUB_SWITCHES
/* In the middle of the first fetching, again and again. */
static void
test_hub_fails (Fixture *f, gconstpointer data)
{
  static const char *const failing[] = { "--fail=drop-after:3", "--fail=truncate:4", NULL };
  g_autofree char *link = print_invitation (f, "pod");
  guint failures = 0;

  for (int i = 0; i < 20; i++)
    g_free (live_add_household (f->desk, "Silva"));
  live_exchange (f->desk);
  try_recover (f, f->laptop, link, f->sheet);
  g_assert_no_error (f->error);
  live_hub_switch (f->hub, failing);
  for (int i = 0; i < 6; i++)
    {
      gboolean done = ta_sync_once (f->laptop, NULL, NULL, &f->error);

      g_assert_true (done || ta_sync_error_passes (f->error));
      g_clear_error (&f->error);
      failures += !done;
    }
  g_assert_cmpuint (failures, >, 0);
  live_hub_switch (f->hub, NULL);
  live_exchange (f->laptop);
  live_exchange (f->desk);
  live_assert_same (f->desk, f->laptop);
}
#endif

/* Signing in again -------------------------------------------------------------------------------------------------------------------------- */

/* @data: "hub": the invitation is one that the hub printed; else a member's. What both changed meanwhile meets, and nobody is to be confirmed anew. */
static void
test_sign_in (Fixture *f, gconstpointer data)
{
  g_autofree char *link = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autoptr (GPtrArray) devices = NULL;

  join (f, f->laptop, "Laptop");
  lose_account (f, f->laptop);
  here = live_add_household (f->laptop, "Silva");
  there = live_add_household (f->desk, "Kim");
  link = data != NULL ? print_invitation (f, "pod") : live_invite (f->desk);
  try_sign_in (f, f->laptop, link);
  g_assert_no_error (f->error);
  live_exchange (f->laptop);
  live_exchange (f->desk);
  live_exchange (f->laptop);
  g_assert_true (live_has_household (f->desk, here));
  g_assert_true (live_has_household (f->laptop, there));
  live_assert_same (f->desk, f->laptop);
  devices = live_list_devices (f->desk);
  g_assert_cmpuint (devices->len, ==, 2);
  g_assert_null (live_find_device (devices, "Laptop")->code);
}

/* @data: "hub", or a member of the other pod. It is refused before it is used, and nothing changes here: the right one is taken afterwards. */
static void
test_sign_in_elsewhere (Fixture *f, gconstpointer data)
{
  g_autoptr (TaStore) other = found_other (f);
  g_autofree char *foreign = data != NULL ? print_invitation (f, "other") : live_invite (other);
  g_autofree char *link = print_invitation (f, "pod");

  lose_account (f, f->desk);
  g_assert_false (try_sign_in (f, f->desk, foreign));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT);
  g_clear_error (&f->error);
  try_sign_in (f, f->desk, link);
  g_assert_no_error (f->error);
  live_exchange (f->desk);
  lose_account (f, other);
  try_sign_in (f, other, foreign);
  g_assert_no_error (f->error);
  live_exchange (other);
}

static void
test_sign_in_used (Fixture *f, gconstpointer data)
{
  g_autofree char *link = print_invitation (f, "pod");

  lose_account (f, f->desk);
  g_assert_false (try_sign_in (f, f->desk, f->link));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED);
  g_clear_error (&f->error);
  live_hub_stop (f->hub);
  assert_offline (f, try_sign_in (f, f->desk, link));
  live_hub_start (f->hub);
  try_sign_in (f, f->desk, link);
  g_assert_no_error (f->error);
  live_exchange (f->desk);
}

/* The hub has lost everything: it takes all of it anew from who signs in. */
static void
test_sign_in_to_empty (Fixture *f, gconstpointer data)
{
  g_autofree char *link = NULL;
  g_autofree char *second = NULL;

  g_assert_true (ta_hub_delete (live_hub_get_path (f->hub), "pod", &f->error));
  link = print_invitation (f, "pod");
  second = print_invitation (f, "pod");
  try_sign_in (f, f->desk, link);
  g_assert_no_error (f->error);
  live_exchange (f->desk);
  recover (f, f->laptop, second, f->sheet);
  live_assert_same (f->desk, f->laptop);
}

/* A hub that makes no accounts ----------------------------------------------------------------------------------------------------------------- */

#ifdef TA_HUB_SWITCHES
static const char *const plain[] = { "--plain", NULL };

/* The address of an account that who keeps the hub has made. */
static char *
make_account (Fixture *f, const char *database)
{
  g_autofree char *link = print_invitation (f, database);
  g_autoptr (TaInvitation) invitation = ta_invitation_parse (link, NULL);
  g_autoptr (TaHubSoup) soup = ta_hub_soup_new (invitation->hub, NULL);
  g_autoptr (TaHubClient) client = ta_hub_client_new (TA_HUB_TRANSPORT (soup), NULL, NULL, NULL);
  g_autofree char *token = ta_invitation_dup_token (invitation);
  g_autoptr (TaWireWelcome) welcome = ta_hub_client_join (client, token, "", NULL, NULL, NULL, &f->error);

  g_assert_no_error (f->error);
  return g_strdup_printf ("http://%s:%s@%s/%s", welcome->user, welcome->password, invitation->hub + strlen ("http://"), database);
}

static void
test_plain_founding (Fixture *f, gconstpointer data)
{
  g_autofree char *first = make_account (f, "other");
  g_autofree char *second = make_account (f, "other");
  g_autoptr (TaStore) third = live_store_new ();
  g_autoptr (TaStore) fourth = live_store_new ();

  live_hub_switch (f->hub, plain);
  g_free (live_add_household (third, "Kim"));
  try_found (f, third, first, "Third");
  g_assert_no_error (f->error);
  live_exchange (third);
  g_assert_false (try_found (f, fourth, second, "Fourth"));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_CONFLICT);
}

static void
test_plain_recovery (Fixture *f, gconstpointer data)
{
  g_autoptr (TaStore) other = found_other (f);
  g_autofree char *foreign = make_account (f, "other");
  g_autofree char *account = make_account (f, "pod");
  g_autofree char *wrong = g_strdup (account);
  g_autofree char *nowhere = g_strconcat (account, "-2", NULL);
  char *password;

  password = strchr (wrong + strlen ("http://"), ':') + 1;
  *password = *password == 'A' ? 'B' : 'A';
  live_hub_switch (f->hub, plain);
  assert_not_recovered (f, foreign, f->sheet, TA_SYNC_ERROR_CONFLICT);
  assert_not_recovered (f, wrong, f->sheet, TA_SYNC_ERROR_PASSWORD);
  assert_not_recovered (f, nowhere, f->sheet, TA_SYNC_ERROR_NOT_FOUND);
  recover (f, f->laptop, account, f->sheet);
  live_assert_same (f->desk, f->laptop);
}

static void
test_plain_sign_in (Fixture *f, gconstpointer data)
{
  g_autofree char *account = make_account (f, "pod");

  lose_account (f, f->desk);
  live_hub_switch (f->hub, plain);
  try_sign_in (f, f->desk, account);
  g_assert_no_error (f->error);
  live_exchange (f->desk);
}

static char *
try_invite_direct (Fixture *f, const char *account)
{
  g_autoptr (GAsyncResult) result = NULL;

  ta_sync_invite_direct_async (f->desk, account, NULL, live_take_result, &result);
  return ta_sync_invite_finish (live_wait_for (&result), &f->error);
}

static void
assert_no_account (Fixture *f, const char *account, TaSyncError code)
{
  g_assert_null (try_invite_direct (f, account));
  g_assert_error (f->error, TA_SYNC_ERROR, (int) code);
  g_clear_error (&f->error);
}

static TaKeyring *
load_keyring (Fixture *f, TaStore *store)
{
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (store, NULL);
  TaKeyring *keyring = ta_sync_keys_load_keyring (peer, NULL, &f->error);

  g_assert_no_error (f->error);
  return keyring;
}

static void
join_by (Fixture *f, const char *link)
{
  g_autofree char *code = live_join (f->laptop, link, "Laptop");

  g_assert_cmpuint (strlen (code), ==, strlen ("123 456"));
}

/* The link has the key in it; once its device is confirmed there is another one. */
static void
test_direct (Fixture *f, gconstpointer data)
{
  g_autofree char *account = make_account (f, "pod");
  g_autofree char *link = NULL;
  g_autofree char *later = NULL;
  g_autoptr (TaInvitation) seen = NULL;
  g_autoptr (TaKeyring) ours = NULL;
  g_autoptr (TaKeyring) theirs = NULL;

  live_hub_switch (f->hub, plain);
  link = try_invite_direct (f, account);
  g_assert_no_error (f->error);
  join_by (f, link);
  live_confirm (f->desk, "Laptop", NULL);
  later = live_add_household (f->desk, "Silva");
  live_exchange (f->desk);
  live_exchange (f->laptop);
  live_exchange (f->desk);
  g_assert_true (live_has_household (f->laptop, f->family));
  g_assert_true (live_has_household (f->laptop, later));
  live_assert_same (f->desk, f->laptop);
  seen = ta_invitation_parse (link, NULL);
  ours = load_keyring (f, f->desk);
  theirs = load_keyring (f, f->laptop);
  g_assert_cmpstr (ta_keyring_get_kid (ours, 0), ==, ta_keyring_get_kid (theirs, 0));
  g_assert_false (ta_keyring_has (seen->keyring, ta_keyring_get_kid (ours, 0)));
}

/* Confirms the laptop by a hub that fails at its request number @at. */
static gboolean
confirm_with_fault (Fixture *f, const char *fault, guint at)
{
  g_autofree char *failing = g_strdup_printf ("--fail=%s:%u", fault, at);
  const char *switches[] = { "--plain", failing, NULL };
  g_autoptr (GPtrArray) devices = live_list_devices (f->desk);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean done;

  live_hub_switch (f->hub, switches);
  ta_sync_confirm_async (f->desk, live_find_device (devices, "Laptop")->device, NULL, live_take_result, &result);
  done = ta_sync_confirm_finish (live_wait_for (&result), &f->error);
  g_assert_true (done || ta_sync_error_passes (f->error));
  g_clear_error (&f->error);
  live_hub_switch (f->hub, plain);
  return done;
}

/* Whether the laptop is in: then the key that its link had is no longer the pod's, whatever failed. */
static gboolean
is_in_with_a_new_key (Fixture *f, const TaInvitation *seen)
{
  g_autoptr (GPtrArray) devices = live_list_devices (f->desk);
  g_autoptr (TaKeyring) keyring = load_keyring (f, f->desk);
  gboolean in = live_find_device (devices, "Laptop")->code == NULL;

  g_assert_false (in && ta_keyring_has (seen->keyring, ta_keyring_get_kid (keyring, 0)));
  return in;
}

/* @again: (out): whether the person had to confirm once more. %FALSE: the fault came too late to be noticed. */
static gboolean
try_fault (const char *fault, guint at, gboolean *again)
{
  Fixture f = { NULL };
  g_autofree char *account = NULL, *link = NULL, *later = NULL;
  g_autoptr (TaInvitation) seen = NULL;
  gboolean done;

  set_up (&f, NULL);
  account = make_account (&f, "pod");
  live_hub_switch (f.hub, plain);
  link = try_invite_direct (&f, account);
  seen = ta_invitation_parse (link, NULL);
  join_by (&f, link);
  done = confirm_with_fault (&f, fault, at);
  *again = !is_in_with_a_new_key (&f, seen);
  if (*again)
    live_confirm (f.desk, "Laptop", NULL);
  later = live_add_household (f.desk, "Silva");
  live_exchange (f.desk);
  live_exchange (f.laptop);
  live_exchange (f.desk);
  g_assert_true (is_in_with_a_new_key (&f, seen));
  g_assert_true (live_has_household (f.laptop, later));
  live_assert_same (f.desk, f.laptop);
  tear_down (&f, NULL);
  return !done;
}

/* At each request of a confirmation in turn. */
static void
test_direct_faults (gconstpointer data)
{
  gboolean failed = TRUE, again;
  guint at = 0, repeated = 0;

  while (failed)
    {
      failed = try_fault (data, ++at, &again);
      repeated += again;
    }
  /* Some where nothing had been done yet, some where all had. */
  g_assert_cmpuint (repeated, >=, 3);
  g_assert_cmpuint (at, >, repeated + 1);
}

/* What the person who invites may paste by mistake. */
static void
test_direct_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (TaStore) other = found_other (f);
  g_autofree char *foreign = make_account (f, "other");
  g_autofree char *account = make_account (f, "pod");
  g_autoptr (TaSyncPeer) peer = ta_sync_load_peer (f->desk, NULL);
  g_autofree char *own = g_strdup_printf ("http://%s:x@%s/pod", peer->user, peer->url + strlen ("http://"));
  g_autoptr (GAsyncResult) usual = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  char *none = NULL;

  live_hub_switch (f->hub, plain);
  ta_sync_invite_async (f->desk, 1, NULL, live_take_result, &usual);
  g_assert_null (ta_sync_invite_finish (live_wait_for (&usual), &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_LACKING);
  g_clear_error (&f->error);
  assert_no_account (f, foreign, TA_SYNC_ERROR_CONFLICT);
  assert_no_account (f, own, TA_SYNC_ERROR_USED);
  assert_no_account (f, f->link, TA_SYNC_ERROR_USED);
  /* Nor does an account alone let anybody read. */
  ta_sync_join_async (f->laptop, account, "Laptop", NULL, live_take_result, &result);
  g_assert_false (ta_sync_join_finish (live_wait_for (&result), &none, &f->error));
  g_assert_error (f->error, TA_SYNC_ERROR, TA_SYNC_ERROR_USED);
}
#endif

#define ADD(name, data, func) g_test_add ("/sync/recovery/" name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-recovery-data-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("sheet", NULL, test_sheet);
  ADD ("typed", NULL, test_typed);
  ADD ("lost-one-turns-up", NULL, test_lost_one_turns_up);
  ADD ("wrong-letter", NULL, test_wrong_letter);
  ADD ("sheet-of-another", NULL, test_sheet_of_another);
  ADD ("old-sheet", NULL, test_old_sheet);
  ADD ("used", NULL, test_used);
  ADD ("expired", NULL, test_expired);
  ADD ("not-empty", NULL, test_not_empty);
  ADD ("founding-upon-another", NULL, test_founding_upon_another);
  ADD ("hub-away", NULL, test_hub_away);
#ifdef TA_HUB_SWITCHES
  ADD ("hub-fails", NULL, test_hub_fails);
#endif
  ADD ("sign-in/invited", NULL, test_sign_in);
  ADD ("sign-in/printed", "hub", test_sign_in);
  ADD ("sign-in/elsewhere", NULL, test_sign_in_elsewhere);
  ADD ("sign-in/elsewhere-printed", "hub", test_sign_in_elsewhere);
  ADD ("sign-in/used", NULL, test_sign_in_used);
  ADD ("sign-in/to-empty", NULL, test_sign_in_to_empty);
#ifdef TA_HUB_SWITCHES
  ADD ("plain/founding", NULL, test_plain_founding);
  ADD ("plain/recovery", NULL, test_plain_recovery);
  ADD ("plain/sign-in", NULL, test_plain_sign_in);
  ADD ("plain/direct", NULL, test_direct);
  ADD ("plain/direct-refused", NULL, test_direct_refused);
  g_test_add_data_func ("/sync/recovery/plain/direct-unheard", "drop-before", test_direct_faults);
  g_test_add_data_func ("/sync/recovery/plain/direct-unanswered", "drop-after", test_direct_faults);
#endif
  return g_test_run ();
}

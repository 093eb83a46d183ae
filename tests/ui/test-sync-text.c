/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-sync-error.h"
#include "ta-sync-text.h"

#include <locale.h>
#include <string.h>

/* 2026-03-04 13:02 UTC */
#define NOON G_GINT64_CONSTANT (1772629320000)

typedef struct
{
  TaSyncStatus status;
  const char *first; /* the first line */
  TaSyncAction action;
  gboolean warning;
  const char *summary;
} Case;

static const Case cases[] = {
  { { .state = TA_SYNC_OFF }, "Kept on this computer alone", TA_SYNC_ACTION_NONE, FALSE, "Kept on this computer" },
  { { .state = TA_SYNC_IDLE, .done_at = NOON }, "Up to date since 13:02", TA_SYNC_ACTION_NONE, FALSE, "Up to date · 13:02" },
  { { .state = TA_SYNC_BUSY }, "Exchanging changes…", TA_SYNC_ACTION_NONE, FALSE, "Exchanging changes…" },
  { { .state = TA_SYNC_STARTING, .progress = 0.42 }, "Fetching the pod, 42 %", TA_SYNC_ACTION_NONE, FALSE, "Fetching the pod, 42 %" },
  { { .state = TA_SYNC_WAITING, .problem = TA_SYNC_PROBLEM_OFFLINE, .counts = { .to_send = 3 } }, "Working offline. 3 changes will be sent.", TA_SYNC_ACTION_NONE, FALSE, "Offline · 3 to send" },
  { { .state = TA_SYNC_WAITING, .problem = TA_SYNC_PROBLEM_OFFLINE, .retry_at = NOON + 300000 }, "The hub does not answer. It is tried again at 13:07.", TA_SYNC_ACTION_TRY, FALSE, "Working offline" },
  { { .state = TA_SYNC_STOPPED, .problem = TA_SYNC_PROBLEM_PASSWORD }, "The hub no longer accepts this computer.", TA_SYNC_ACTION_SIGN_IN, TRUE, "Needs Your Attention" },
  { { .state = TA_SYNC_STOPPED, .problem = TA_SYNC_PROBLEM_REMOVED }, "This computer is no longer a member of the pod on the hub. Your copy stays here.", TA_SYNC_ACTION_EXPORT, TRUE, "Needs Your Attention" },
  { { .state = TA_SYNC_WAITING, .problem = TA_SYNC_PROBLEM_LOCKED, .retry_at = NOON + 600000 }, "Too many wrong passwords. The hub unlocks at 13:12.", TA_SYNC_ACTION_NONE, TRUE, "Needs Your Attention" },
  { { .state = TA_SYNC_STOPPED, .problem = TA_SYNC_PROBLEM_NO_POD }, "The hub does not have this pod. Your copy stays here. Ask who keeps the hub.", TA_SYNC_ACTION_TRY, TRUE, "Needs Your Attention" },
  { { .state = TA_SYNC_STOPPED, .problem = TA_SYNC_PROBLEM_KEY_MISSING }, "The pod’s key cannot be read from this computer’s keyring.", TA_SYNC_ACTION_SIGN_IN, TRUE, "Needs Your Attention" },
  { { .state = TA_SYNC_STOPPED, .problem = TA_SYNC_PROBLEM_CERTIFICATE, .detail = (char *) "hub.example.org: expired" }, "The connection to the hub is not safe, so nothing was sent. hub.example.org: expired", TA_SYNC_ACTION_TRY, TRUE, "Needs Your Attention" },
  { { .state = TA_SYNC_STOPPED, .problem = TA_SYNC_PROBLEM_FULL }, "There is no more room on the hub. Ask who keeps it.", TA_SYNC_ACTION_TRY, TRUE, "Needs Your Attention" },
  { { .state = TA_SYNC_STOPPED, .problem = TA_SYNC_PROBLEM_ODD }, "The hub answers what makes no sense. Nothing of it was taken over. Ask who keeps the hub.", TA_SYNC_ACTION_TRY, TRUE, "Needs Your Attention" },
};

static void
test_states (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) lines = ta_sync_lines (&cases[i].status, NOON, zone);
      const TaSyncLine *first = lines->pdata[0];
      const char *icon;
      g_autofree char *summary = ta_sync_summary (&cases[i].status, zone, &icon);

      g_assert_cmpstr (first->text, ==, cases[i].first);
      g_assert_cmpint (first->action, ==, cases[i].action);
      g_assert_cmpint (first->warning, ==, cases[i].warning);
      g_assert_cmpstr (summary, ==, cases[i].summary);
      g_assert_true (g_str_has_suffix (icon, "-symbolic"));
    }
}

static gboolean
has_line (GPtrArray *lines, const char *text)
{
  for (guint i = 0; i < lines->len; i++)
    if (strcmp (((TaSyncLine *) lines->pdata[i])->text, text) == 0)
      return TRUE;
  return FALSE;
}

/* Everything that is to be said is said at once, with its plural. */
static void
test_counts (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  TaSyncStatus status = { .state = TA_SYNC_IDLE, .hub_older = TRUE, .keys_in_file = TRUE, .clock_off_ms = -G_GINT64_CONSTANT (3) * 24 * 3600 * 1000 };
  g_autoptr (GPtrArray) lines = NULL;

  status.counts = (TaSyncCounts) { .refused = 1, .held = 2, .unread_key = 12, .unread_damaged = 1, .unread_newer = 3, .unread_clock = 1, .notices = 2, .kept = 1 };
  lines = ta_sync_lines (&status, NOON, zone);
  g_assert_true (has_line (lines, "The hub’s data is older than yours. Your changes are being sent again."));
  g_assert_true (has_line (lines, "This computer’s clock is 3 days off. Set it in the settings of the system."));
  g_assert_true (has_line (lines, "The pod’s keys lie in a file of your account, not in the desktop’s keyring."));
  g_assert_true (has_line (lines, "12 items cannot be read until another member lets this computer in."));
  g_assert_true (has_line (lines, "1 item on the hub is damaged or was altered. It was not taken over."));
  g_assert_true (has_line (lines, "3 items are of a newer Turnabout. Update this one to see them."));
  g_assert_true (has_line (lines, "1 item cannot be sent: the hub refuses it."));
  g_assert_true (has_line (lines, "2 items from the hub do not fit with what is here yet."));
  g_assert_true (has_line (lines, "2 things were changed on two computers at once."));
  g_assert_true (has_line (lines, "1 entry has two values that concern somebody’s safety, until one is chosen."));
}

static void
test_notice (void)
{
  g_autoptr (TaValue) mine = ta_value_new_text ("15:00", -1);
  g_autoptr (TaValue) theirs = ta_value_new_text ("15:30", -1);
  TaSyncNotice notice = { .type = (char *) "turn", .subject = (char *) "Care, 4 March", .kind = TA_CLASH_FIELD, .key = (char *) "title", .mine = mine, .theirs = theirs, .device_name = (char *) "Ana’s laptop" };
  g_autofree char *text = ta_sync_notice_text (&notice);
  g_autofree char *own = NULL;

  g_assert_nonnull (strstr (text, "Ana’s laptop changed “Care, 4 March”"));
  g_assert_nonnull (strstr (text, "to “15:30” while “15:00” was written here. “15:30” is shown."));
  /* What bears the name that it is about is not said to be changed to itself. */
  notice.subject = (char *) "15:30";
  own = ta_sync_notice_text (&notice);
  g_assert_true (g_str_has_prefix (own, "Ana’s laptop wrote “15:30” ("));
  g_assert_true (g_str_has_suffix (own, ") while “15:00” was written here. “15:30” is shown."));
}

/* A household is told by its name; what is not there any more, as that; whose portions they are. */
static void
test_notice_names (void)
{
  g_autoptr (TaValue) mine = ta_value_new_text ("018bcfe5-6800-7000-8000-000000000001", -1);
  g_autoptr (TaValue) theirs = ta_value_new_text ("018bcfe5-6800-7000-8000-000000000002", -1);
  TaSyncNotice notice = { .type = (char *) "tool", .subject = (char *) "Saw", .kind = TA_CLASH_FIELD, .key = (char *) "owner", .part = NULL, .mine = mine, .theirs = theirs, .mine_name = (char *) "", .theirs_name = (char *) "Silva", .device_name = (char *) "" };
  g_autofree char *text = ta_sync_notice_text (&notice);
  g_autofree char *label = ta_sync_field_label ("eater/018b/portions", "Silva");

  g_assert_nonnull (strstr (text, "Another computer changed “Saw”"));
  g_assert_nonnull (strstr (text, "to “Silva” while “something that is not there any more” was written here. “Silva” is shown."));
  g_assert_null (strstr (text, "018b"));
  g_assert_true (g_str_has_suffix (label, " of Silva"));
}

/* Who deleted what the other one changed hears that; so does the other. */
static void
test_notice_restored (void)
{
  TaSyncNotice notice = { .type = (char *) "household", .subject = (char *) "Silva", .kind = TA_CLASH_RESTORED, .key = (char *) "person/018b", .part = (char *) "Leo", .device = 7, .device_name = (char *) "Laptop" };
  g_autofree char *theirs = ta_sync_notice_text (&notice);
  g_autofree char *mine = NULL;
  g_autofree char *hub = NULL;

  notice.mine_deleted = TRUE;
  notice.part = NULL;
  mine = ta_sync_notice_text (&notice);
  g_assert_cmpstr (theirs, ==, "Laptop deleted “Leo (Silva)” while it was changed or needed here. It is still there.");
  g_assert_cmpstr (mine, ==, "“Silva” was deleted here while Laptop changed it or needed it. It is still there.");
  /* Nobody did it: the hub has forgotten it. */
  notice.device = 0;
  notice.key = (char *) "";
  notice.mine_deleted = FALSE;
  hub = ta_sync_notice_text (&notice);
  g_assert_cmpstr (hub, ==, "“Silva” was no longer on the hub. It is still here, and on the hub again.");
}

static void
test_ago (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *never = ta_sync_ago_text (0, NOON, zone);
  g_autofree char *now = ta_sync_ago_text (NOON - 5000, NOON, zone);
  g_autofree char *minutes = ta_sync_ago_text (NOON - 5 * 60000, NOON, zone);

  g_assert_cmpstr (never, ==, "Never seen");
  g_assert_cmpstr (now, ==, "Seen just now");
  g_assert_cmpstr (minutes, ==, "Seen 5 minutes ago");
}

typedef struct
{
  TaSyncError code;
  const char *message;
  const char *text;
} Entry;

/* What a person can do is said; what the hub said only where it helps. */
static void
test_entry (void)
{
  static const Entry entries[] = {
    { TA_SYNC_ERROR_PASSWORD, "401", "The hub does not accept the name and password of this account. Copy its whole address, or ask who keeps the hub for a new one." },
    { TA_SYNC_ERROR_LOCKED, "403", "Too many wrong passwords were tried, and the hub has locked the account. Try again in some minutes." },
    { TA_SYNC_ERROR_FULL, "507", "There is no more room on the hub. Ask who keeps it." },
    { TA_SYNC_ERROR_ODD, "it is not whole", "What answers at this address is no hub, or an ill one. Look at the address, or ask who keeps the hub." },
    { TA_SYNC_ERROR_NETWORK, "hub.example.org: refused", "The hub does not answer. Look whether this computer is online, and try again: the invitation stays good. (hub.example.org: refused)" },
    { TA_SYNC_ERROR_CERTIFICATE, "hub.example.org: its certificate has expired", "The connection to the hub is not safe, so nothing was sent. Ask who keeps the hub. (hub.example.org: its certificate has expired)" },
    { TA_SYNC_ERROR_USED, "The invitation has been used.", "The invitation has been used." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (TA_SYNC_ERROR, entries[i].code, entries[i].message);
      g_autofree char *text = ta_sync_entry_problem_text (error);

      g_assert_cmpstr (text, ==, entries[i].text);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-text/states", test_states);
  g_test_add_func ("/sync-text/counts", test_counts);
  g_test_add_func ("/sync-text/notice", test_notice);
  g_test_add_func ("/sync-text/notice-names", test_notice_names);
  g_test_add_func ("/sync-text/notice-restored", test_notice_restored);
  g_test_add_func ("/sync-text/ago", test_ago);
  g_test_add_func ("/sync-text/entry", test_entry);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sync-text.h"

#include "ta-date.h"
#include "ta-history-labels.h"
#include "ta-sync-error.h"

#include <glib/gi18n.h>
#include <stdint.h>
#include <string.h>

#define SECOND_MS G_GINT64_CONSTANT (1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

void
ta_sync_line_free (TaSyncLine *line)
{
  if (line == NULL)
    return;
  g_free (line->text);
  g_free (line);
}

/* Times ---------------------------------------------------------------------------------------------------------------------------------- */

static char *
time_of_day (gint64 ms, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (ms / SECOND_MS);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? ta_minutes_format (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local)) : g_strdup ("");
}

/* "3 days", "20 minutes": in the largest whole unit. */
static char *
duration_text (gint64 ms)
{
  if (ms >= DAY_MS)
    return g_strdup_printf (ngettext ("%jd day", "%jd days", (gulong) (ms / DAY_MS)), (intmax_t) (ms / DAY_MS));
  if (ms >= HOUR_MS)
    return g_strdup_printf (ngettext ("%jd hour", "%jd hours", (gulong) (ms / HOUR_MS)), (intmax_t) (ms / HOUR_MS));
  return g_strdup_printf (ngettext ("%jd minute", "%jd minutes", (gulong) (ms / MINUTE_MS)), (intmax_t) (ms / MINUTE_MS));
}

char *
ta_sync_ago_text (gint64 then, gint64 now, GTimeZone *zone)
{
  gint64 ago = now - then;

  if (then == 0)
    return g_strdup (_ ("Never seen"));
  if (ago < 2 * MINUTE_MS)
    return g_strdup (_ ("Seen just now"));
  if (ago < HOUR_MS)
    return g_strdup_printf (ngettext ("Seen %jd minute ago", "Seen %jd minutes ago", (gulong) (ago / MINUTE_MS)), (intmax_t) (ago / MINUTE_MS));
  {
    g_autofree char *date = ta_date_format (ta_date_from_unix (then / SECOND_MS, zone), TA_DATE_MEDIUM);
    g_autofree char *time = time_of_day (then, zone);

    /* Translators: a date, and a time of that day. */
    return g_strdup_printf (_ ("Seen on %s, %s"), date, time);
  }
}

/* Lines ---------------------------------------------------------------------------------------------------------------------------------- */

static void
add_line (GPtrArray *lines, const char *icon, char *text, TaSyncAction action, gboolean warning)
{
  TaSyncLine *line = g_new0 (TaSyncLine, 1);

  line->icon = icon;
  line->text = text;
  line->action = action;
  line->warning = warning;
  g_ptr_array_add (lines, line);
}

static char *
offline_text (const TaSyncStatus *status)
{
  int count = status->counts.to_send;

  if (count == 0)
    return g_strdup (_ ("Working offline. Nothing waits to be sent."));
  return g_strdup_printf (ngettext ("Working offline. %d change will be sent.", "Working offline. %d changes will be sent.", (gulong) count), count);
}

static char *
with_time (const char *format, gint64 ms, GTimeZone *zone)
{
  g_autofree char *time = time_of_day (ms, zone);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, time);
#pragma GCC diagnostic pop
}

static void
add_waiting (GPtrArray *lines, const TaSyncStatus *status, GTimeZone *zone)
{
  if (status->retry_at > 0)
    add_line (lines, "network-error-symbolic", with_time (_ ("The hub does not answer. It is tried again at %s."), status->retry_at, zone), TA_SYNC_ACTION_TRY, FALSE);
  add_line (lines, "network-offline-symbolic", offline_text (status), TA_SYNC_ACTION_NONE, FALSE);
}

static void
add_problem (GPtrArray *lines, const TaSyncStatus *status, GTimeZone *zone)
{
  switch (status->problem)
    {
    case TA_SYNC_PROBLEM_PASSWORD:
      add_line (lines, "dialog-password-symbolic", g_strdup (_ ("The hub no longer accepts this computer.")), TA_SYNC_ACTION_SIGN_IN, TRUE);
      break;
    case TA_SYNC_PROBLEM_REMOVED:
      add_line (lines, "action-unavailable-symbolic", g_strdup (_ ("This computer is no longer a member of the pod on the hub. Your copy stays here.")), TA_SYNC_ACTION_EXPORT, TRUE);
      break;
    case TA_SYNC_PROBLEM_LOCKED:
      add_line (lines, "changes-prevent-symbolic", with_time (_ ("Too many wrong passwords. The hub unlocks at %s."), status->retry_at, zone), TA_SYNC_ACTION_NONE, TRUE);
      break;
    case TA_SYNC_PROBLEM_NO_POD:
      add_line (lines, "dialog-question-symbolic", g_strdup (_ ("The hub does not have this pod. Your copy stays here. Ask who keeps the hub.")), TA_SYNC_ACTION_TRY, TRUE);
      break;
    case TA_SYNC_PROBLEM_KEY_MISSING:
      add_line (lines, "dialog-password-symbolic", g_strdup (_ ("The pod’s key cannot be read from this computer’s keyring.")), TA_SYNC_ACTION_SIGN_IN, TRUE);
      break;
    case TA_SYNC_PROBLEM_CERTIFICATE:
      add_line (lines, "channel-insecure-symbolic", g_strdup_printf (_ ("The connection to the hub is not safe, so nothing was sent. %s"), status->detail), TA_SYNC_ACTION_TRY, TRUE);
      break;
    case TA_SYNC_PROBLEM_FULL:
      add_line (lines, "drive-harddisk-symbolic", g_strdup (_ ("There is no more room on the hub. Ask who keeps it.")), TA_SYNC_ACTION_TRY, TRUE);
      break;
    case TA_SYNC_PROBLEM_ODD:
      add_line (lines, "dialog-warning-symbolic", g_strdup (_ ("The hub answers what makes no sense. Nothing of it was taken over. Ask who keeps the hub.")), TA_SYNC_ACTION_TRY, TRUE);
      break;
    case TA_SYNC_PROBLEM_NONE:
    case TA_SYNC_PROBLEM_OFFLINE:
    default:
      add_waiting (lines, status, zone);
    }
}

static char *
done_text (const TaSyncStatus *status, GTimeZone *zone)
{
  return status->done_at > 0 ? with_time (_ ("Up to date since %s"), status->done_at, zone) : g_strdup (_ ("Up to date"));
}

static void
add_state (GPtrArray *lines, const TaSyncStatus *status, GTimeZone *zone)
{
  if (status->problem != TA_SYNC_PROBLEM_NONE)
    add_problem (lines, status, zone);
  else if (status->state == TA_SYNC_OFF)
    add_line (lines, "drive-harddisk-symbolic", g_strdup (_ ("Kept on this computer alone")), TA_SYNC_ACTION_NONE, FALSE);
  else if (status->state == TA_SYNC_STARTING)
    add_line (lines, "view-refresh-symbolic", g_strdup_printf (_ ("Fetching the pod, %d %%"), (int) (100 * status->progress)), TA_SYNC_ACTION_NONE, FALSE);
  else if (status->state == TA_SYNC_BUSY)
    add_line (lines, "view-refresh-symbolic", g_strdup (_ ("Exchanging changes…")), TA_SYNC_ACTION_NONE, FALSE);
  else if (status->state == TA_SYNC_IDLE)
    add_line (lines, "object-select-symbolic", done_text (status, zone), TA_SYNC_ACTION_NONE, FALSE);
  else
    add_waiting (lines, status, zone);
}

/* @format: with the count in it, in its plural */
static void
add_counted (GPtrArray *lines, const char *icon, const char *format, int count, TaSyncAction action)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (count > 0)
    add_line (lines, icon, g_strdup_printf (format, count), action, TRUE);
#pragma GCC diagnostic pop
}

static void
add_decisions (GPtrArray *lines, const TaSyncCounts *counts)
{
  add_counted (lines, "dialog-warning-symbolic",
               ngettext ("%d entry has two values that concern somebody’s safety, until one is chosen.",
                         "%d entries have two values that concern somebody’s safety, until one is chosen.", (gulong) counts->kept),
               counts->kept, TA_SYNC_ACTION_NOTICES);
  add_counted (lines, "dialog-information-symbolic",
               ngettext ("%d thing was changed on two computers at once.", "%d things were changed on two computers at once.", (gulong) counts->notices),
               counts->notices, TA_SYNC_ACTION_NOTICES);
  add_counted (lines, "mail-send-symbolic",
               ngettext ("%d item cannot be sent: the hub refuses it.", "%d items cannot be sent: the hub refuses them.", (gulong) counts->refused), counts->refused,
               TA_SYNC_ACTION_NOTICES);
  add_counted (lines, "dialog-warning-symbolic",
               ngettext ("%d item from the hub does not fit with what is here yet.", "%d items from the hub do not fit with what is here yet.", (gulong) counts->held),
               counts->held, TA_SYNC_ACTION_NOTICES);
}

static void
add_unread (GPtrArray *lines, const TaSyncCounts *counts)
{
  add_counted (lines, "dialog-password-symbolic",
               ngettext ("%d item cannot be read until another member lets this computer in.", "%d items cannot be read until another member lets this computer in.",
                         (gulong) counts->unread_key),
               counts->unread_key, TA_SYNC_ACTION_NONE);
  add_counted (lines, "dialog-warning-symbolic",
               ngettext ("%d item on the hub is damaged or was altered. It was not taken over.", "%d items on the hub are damaged or were altered. They were not taken over.",
                         (gulong) counts->unread_damaged),
               counts->unread_damaged, TA_SYNC_ACTION_NOTICES);
  add_counted (lines, "preferences-system-time-symbolic",
               ngettext ("%d item is of a computer whose clock is more than a week ahead. It was not taken over.",
                         "%d items are of a computer whose clock is more than a week ahead. They were not taken over.", (gulong) counts->unread_clock),
               counts->unread_clock, TA_SYNC_ACTION_NONE);
  add_counted (lines, "software-update-available-symbolic",
               ngettext ("%d item is of a newer Turnabout. Update this one to see it.", "%d items are of a newer Turnabout. Update this one to see them.",
                         (gulong) counts->unread_newer),
               counts->unread_newer, TA_SYNC_ACTION_NONE);
}

GPtrArray *
ta_sync_lines (const TaSyncStatus *status, gint64 now, GTimeZone *zone)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_line_free);

  add_state (lines, status, zone);
  if (status->state == TA_SYNC_OFF)
    return lines;
  if (status->hub_older)
    add_line (lines, "view-refresh-symbolic", g_strdup (_ ("The hub’s data is older than yours. Your changes are being sent again.")), TA_SYNC_ACTION_NONE, FALSE);
  if (status->clock_off_ms != 0)
    {
      g_autofree char *off = duration_text (ABS (status->clock_off_ms));

      add_line (lines, "preferences-system-time-symbolic", g_strdup_printf (_ ("This computer’s clock is %s off. Set it in the settings of the system."), off), TA_SYNC_ACTION_NONE, TRUE);
    }
  add_decisions (lines, &status->counts);
  add_unread (lines, &status->counts);
  if (status->keys_in_file)
    add_line (lines, "dialog-password-symbolic", g_strdup (_ ("The pod’s keys lie in a file of your account, not in the desktop’s keyring.")), TA_SYNC_ACTION_NONE, FALSE);
  return lines;
}

static gboolean
wants_somebody (const TaSyncStatus *status)
{
  return status->counts.kept > 0 || status->counts.refused > 0 || status->counts.unread_damaged > 0;
}

char *
ta_sync_summary (const TaSyncStatus *status, GTimeZone *zone, const char **icon)
{
  g_autoptr (GPtrArray) lines = ta_sync_lines (status, 0, zone);
  const TaSyncLine *first = lines->pdata[0];

  *icon = first->icon;
  if (status->state == TA_SYNC_OFF)
    return g_strdup (_ ("Kept on this computer"));
  if (status->problem > TA_SYNC_PROBLEM_OFFLINE || wants_somebody (status))
    {
      *icon = "dialog-warning-symbolic";
      return g_strdup (_ ("Needs Your Attention"));
    }
  if (status->state == TA_SYNC_STARTING || status->state == TA_SYNC_BUSY)
    return g_strdup (first->text);
  if (status->state == TA_SYNC_IDLE && status->problem == TA_SYNC_PROBLEM_NONE)
    /* Translators: the time at which all was exchanged with the hub last. */
    return status->done_at > 0 ? with_time (_ ("Up to date · %s"), status->done_at, zone) : g_strdup (_ ("Up to date"));
  *icon = "network-offline-symbolic";
  return status->counts.to_send > 0 ? g_strdup_printf (ngettext ("Offline · %d to send", "Offline · %d to send", (gulong) status->counts.to_send), status->counts.to_send)
                                    : g_strdup (_ ("Working offline"));
}

const char *
ta_sync_action_label (TaSyncAction action)
{
  switch (action)
    {
    case TA_SYNC_ACTION_TRY:
      return _ ("_Try Now");
    case TA_SYNC_ACTION_SIGN_IN:
      return _ ("_Sign In Again…");
    case TA_SYNC_ACTION_EXPORT:
      return _ ("_Export…");
    case TA_SYNC_ACTION_NOTICES:
      return _ ("Loo_k…");
    case TA_SYNC_ACTION_NONE:
    default:
      return NULL;
    }
}

/* Coming in ------------------------------------------------------------------------------------------------------------------------------ */

/* (nullable): instead of what the hub says, which is for who keeps it. */
static const char *
entry_problem (TaSyncError code)
{
  switch (code)
    {
    case TA_SYNC_ERROR_PASSWORD:
      return _ ("The hub does not accept the name and password of this account. Copy its whole address, or ask who keeps the hub for a new one.");
    case TA_SYNC_ERROR_REMOVED:
      return _ ("The hub does not let this account use the pod. Ask who keeps the hub.");
    case TA_SYNC_ERROR_LOCKED:
      return _ ("Too many wrong passwords were tried, and the hub has locked the account. Try again in some minutes.");
    case TA_SYNC_ERROR_BUSY:
      return _ ("The hub is asked too often. Try again in a minute.");
    case TA_SYNC_ERROR_NOT_FOUND:
      return _ ("There is no such pod at this address. Copy the whole of it, or ask who keeps the hub.");
    case TA_SYNC_ERROR_FULL:
      return _ ("There is no more room on the hub. Ask who keeps it.");
    case TA_SYNC_ERROR_ODD:
    case TA_SYNC_ERROR_REFUSED:
    case TA_SYNC_ERROR_TOO_LARGE:
      return _ ("What answers at this address is no hub, or an ill one. Look at the address, or ask who keeps the hub.");
    case TA_SYNC_ERROR_NETWORK:
    case TA_SYNC_ERROR_CERTIFICATE:
    case TA_SYNC_ERROR_CONFLICT:
    case TA_SYNC_ERROR_KEY:
    case TA_SYNC_ERROR_NO_HUB:
    case TA_SYNC_ERROR_USED:
    case TA_SYNC_ERROR_NOT_EMPTY:
    case TA_SYNC_ERROR_LACKING:
    case TA_SYNC_ERROR_FAILED:
    default:
      return NULL;
    }
}

char *
ta_sync_entry_problem_text (const GError *error)
{
  const char *instead = error->domain == TA_SYNC_ERROR ? entry_problem ((TaSyncError) error->code) : NULL;

  if (g_error_matches (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK))
    /* Translators: what the network says: “hub.example.org: Connection refused” */
    return g_strdup_printf (_ ("The hub does not answer. Look whether this computer is online, and try again: the invitation stays good. (%s)"), error->message);
  if (g_error_matches (error, TA_SYNC_ERROR, TA_SYNC_ERROR_CERTIFICATE))
    /* Translators: “hub.example.org: its certificate has expired” */
    return g_strdup_printf (_ ("The connection to the hub is not safe, so nothing was sent. Ask who keeps the hub. (%s)"), error->message);
  return g_strdup (instead != NULL ? instead : error->message);
}

/* Notices -------------------------------------------------------------------------------------------------------------------------------- */

char *
ta_sync_field_label (const char *key, const char *part)
{
  const char *last = strrchr (key, '/');
  const char *label = ta_history_field_label (last != NULL ? last + 1 : key);

  if (part == NULL || *part == '\0')
    return g_strdup (label);
  /* Translators: a field, and whose it is: “portions of Silva” */
  return g_strdup_printf (_ ("%s of %s"), label, part);
}

static char *
plain_text (const TaValue *value)
{
  switch (ta_value_get_kind (value))
    {
    case TA_VALUE_TEXT:
      return g_strdup (ta_value_get_text (value));
    case TA_VALUE_INTEGER:
      return g_strdup_printf ("%jd", (intmax_t) ta_value_get_integer (value));
    case TA_VALUE_REAL:
      return g_strdup_printf ("%.6g", ta_value_get_real (value));
    case TA_VALUE_BYTES:
      return g_strdup (_ ("a picture"));
    case TA_VALUE_NULL:
    default:
      return NULL;
    }
}

char *
ta_sync_value_text (const char *type, const char *key, const TaValue *value, const char *name)
{
  g_autofree char *plain = value != NULL ? plain_text (value) : NULL;
  g_auto (GStrv) parts = g_strsplit (key, "/", 3);
  TaFieldChange change = { 0 };

  if (plain == NULL || *plain == '\0')
    return g_strdup (_ ("nothing"));
  if (name != NULL)
    return g_strdup (*name != '\0' ? name : _ ("something that is not there any more"));
  change.table = parts[1] != NULL ? parts[0] : (char *) type;
  change.field = parts[1] != NULL && parts[2] != NULL ? parts[2] : (char *) key;
  return ta_history_value_format (&change, plain, "");
}

/* What came back: the whole, or a row of it. */
static char *
restored_subject (const TaSyncNotice *notice)
{
  if (notice->part == NULL || *notice->part == '\0' || strcmp (notice->part, notice->subject) == 0)
    return g_strdup (notice->subject);
  /* Translators: a person or the like, and the household or turn that it is of: “Leo (Silva)” */
  return g_strdup_printf (_ ("%s (%s)"), notice->part, notice->subject);
}

static char *
restored_text (const TaSyncNotice *notice, const char *who)
{
  g_autofree char *subject = restored_subject (notice);

  if (notice->device == 0 && *notice->key == '\0')
    /* Translators: what it is about: a household, a turn. */
    return g_strdup_printf (_ ("“%s” was no longer on the hub. It is still here, and on the hub again."), subject);
  if (notice->mine_deleted)
    /* Translators: what it is about: a household, a turn; a computer’s name. */
    return g_strdup_printf (_ ("“%s” was deleted here while %s changed it or needed it. It is still there."), subject, who);
  /* Translators: a computer’s name, and what it is about: a household, a turn. */
  return g_strdup_printf (_ ("%s deleted “%s” while it was changed or needed here. It is still there."), who, subject);
}

static char *
field_text (const TaSyncNotice *notice, const char *who)
{
  g_autofree char *field = ta_sync_field_label (notice->key, notice->part);
  g_autofree char *mine = ta_sync_value_text (notice->type, notice->key, notice->mine, notice->mine_name);
  g_autofree char *theirs = ta_sync_value_text (notice->type, notice->key, notice->theirs, notice->theirs_name);
  const char *shown = notice->mine_stands ? mine : theirs;

  /* It is called by what was written. */
  if (strcmp (notice->subject, shown) == 0)
    /* Translators: who; what they wrote; into which field; what was written here; what stands. */
    return g_strdup_printf (_ ("%s wrote “%s” (%s) while “%s” was written here. “%s” is shown."), who, theirs, field, mine, shown);
  /* Translators: who; what it is about (a household, a turn); which field of it; what they wrote; what was written here; what stands. */
  return g_strdup_printf (_ ("%s changed “%s” (%s) to “%s” while “%s” was written here. “%s” is shown."), who, notice->subject, field, theirs, mine, shown);
}

char *
ta_sync_notice_text (const TaSyncNotice *notice)
{
  const char *who = *notice->device_name != '\0' ? notice->device_name : _ ("Another computer");
  g_autofree char *field = NULL;

  switch (notice->kind)
    {
    case TA_CLASH_RESTORED:
      return restored_text (notice, who);
    case TA_CLASH_TEXT:
      field = ta_sync_field_label (notice->key, notice->part);
      /* Translators: who; what it is about; which field of it. */
      return g_strdup_printf (_ ("%s and this computer changed the same lines of “%s” (%s). Both are in it, one below the other."), who, notice->subject, field);
    case TA_CLASH_FIELD:
    case TA_CLASH_SAFETY:
    default:
      return field_text (notice, who);
    }
}

char *
ta_sync_attention_text (const TaAttention *attention)
{
  switch (attention->kind)
    {
    case TA_ATTENTION_TWO_LOANS:
      return g_strdup_printf (_ ("“%s” is lent out twice. Who has it?"), attention->subject);
    case TA_ATTENTION_RESERVATIONS:
      return g_strdup_printf (_ ("“%s” is reserved twice for the same days. Who gets it?"), attention->subject);
    case TA_ATTENTION_HOLDERS:
      return g_strdup_printf (_ ("More households hold “%s” than it has places. Who does it?"), attention->subject);
    case TA_ATTENTION_DOUBLE_TURN:
      return g_strdup_printf (_ ("%s: two turns at the same time. Which one stays?"), attention->subject);
    case TA_ATTENTION_TOOL_NUMBER:
      return g_strdup_printf (_ ("Two tools bear the number %s. Which one keeps it?"), attention->subject);
    case TA_ATTENTION_HELD:
    default:
      return g_strdup_printf (_ ("“%s” came from the hub and does not fit with what is here yet."), attention->subject);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-history-labels.h"

#include "ta-calendar.h"
#include "ta-cover.h"
#include "ta-delivery.h"
#include "ta-message.h"
#include "ta-money.h"
#include "ta-feed.h"
#include "ta-health.h"
#include "ta-poll.h"
#include "ta-rota-rules.h"
#include "ta-series-text.h"
#include "ta-subject.h"
#include "ta-tool.h"
#include "ta-turn.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *field;
  const char *label;
} labels[] = {
  { "accessibility", N_ ("Accessibility") },
  { "account", N_ ("Account") },
  { "actor", N_ ("Recorded by") },
  { "address", N_ ("Address") },
  { "administrator", N_ ("Administrator") },
  { "allergen", N_ ("Allergen") },
  { "amount", N_ ("Amount") },
  { "answer", N_ ("Answer") },
  { "asked_on", N_ ("Asked on") },
  { "at", N_ ("Recorded on") },
  { "band", N_ ("Time of day") },
  { "bands", N_ ("Times of day") },
  { "body", N_ ("Text") },
  { "born", N_ ("Born") },
  { "brand", N_ ("Brand") },
  { "calendar", N_ ("Calendar") },
  { "capability", N_ ("Capability") },
  { "category", N_ ("Category") },
  { "closed", N_ ("Closed") },
  { "colour", N_ ("Color") },
  { "condition", N_ ("Condition") },
  { "condition_in", N_ ("Condition when returned") },
  { "condition_out", N_ ("Condition when lent") },
  { "created_on", N_ ("Written on") },
  { "credit", N_ ("What counts") },
  { "currency", N_ ("Currency") },
  { "date", N_ ("Date") },
  { "detail", N_ ("Detail") },
  { "detour_percent", N_ ("Detour in percent") },
  { "done", N_ ("Done") },
  { "door_minutes", N_ ("Minutes at each door") },
  { "door_notes", N_ ("At the door") },
  { "drop_from", N_ ("Dinners from") },
  { "drop_until", N_ ("Dinners until") },
  { "due_date", N_ ("Due") },
  { "edited", N_ ("Changed by hand") },
  { "every_weeks", N_ ("Every so many weeks") },
  { "field", N_ ("Field") },
  { "file", N_ ("File") },
  { "from_date", N_ ("From") },
  { "gives", N_ ("Gives") },
  { "guardian", N_ ("Guardian") },
  { "guests", N_ ("Guests") },
  { "handover", N_ ("Handover") },
  { "holders", N_ ("Holders") },
  { "hot_minutes", N_ ("Minutes food may be under way") },
  { "household", N_ ("Household") },
  { "kind", N_ ("Kind") },
  { "kitchen_capacity", N_ ("Kitchen capacity") },
  { "label", N_ ("What to do") },
  { "late_plate", N_ ("Late plate") },
  { "latitude", N_ ("Latitude") },
  { "level", N_ ("Level") },
  { "loan_days", N_ ("Days of a loan") },
  { "location", N_ ("Location") },
  { "longitude", N_ ("Longitude") },
  { "max_per_week", N_ ("Most turns a week") },
  { "memo", N_ ("Memo") },
  { "min_gap_days", N_ ("Fewest days between turns") },
  { "minutes", N_ ("Minutes") },
  { "minutes_before", N_ ("Minutes before") },
  { "name", N_ ("Name") },
  { "need", N_ ("Cannot cook for") },
  { "newcomers", N_ ("Newcomers") },
  { "note", N_ ("Note") },
  { "notes", N_ ("Notes") },
  { "number", N_ ("Number") },
  { "obligation_share", N_ ("Share of the turns") },
  { "on_behalf_of", N_ ("Recorded for") },
  { "on_holiday", N_ ("On public holidays") },
  { "on_school_break", N_ ("In school breaks") },
  { "out_date", N_ ("Lent on") },
  { "override_reason", N_ ("Why all the same") },
  { "owner", N_ ("Owner") },
  { "parent", N_ ("Part of") },
  { "person", N_ ("Person") },
  { "pets", N_ ("Pets") },
  { "pinned", N_ ("Pinned") },
  { "places", N_ ("Households that hold it") },
  { "pod", N_ ("Pod") },
  { "poll", N_ ("Poll") },
  { "portion_factor", N_ ("Portion") },
  { "portions", N_ ("Portions") },
  { "position", N_ ("Position") },
  { "preference", N_ ("Preference") },
  { "reason", N_ ("Reason") },
  { "request", N_ ("Request") },
  { "returned_date", N_ ("Returned on") },
  { "role", N_ ("Role") },
  { "rotation", N_ ("Who holds them") },
  { "scope", N_ ("Who sees it") },
  { "sent_on", N_ ("Sent on") },
  { "service", N_ ("Service") },
  { "settled_on", N_ ("Settled on") },
  { "severity", N_ ("Severity") },
  { "smoking", N_ ("Smoking") },
  { "spacing", N_ ("Spacing") },
  { "stability", N_ ("Stability") },
  { "start_time", N_ ("Time") },
  { "state", N_ ("State") },
  { "status", N_ ("Status") },
  { "step", N_ ("Step") },
  { "subject", N_ ("Subject") },
  { "tag", N_ ("Diet") },
  { "takes", N_ ("Takes over") },
  { "tastes", N_ ("Tastes") },
  { "thumbnail", N_ ("Small picture") },
  { "timezone", N_ ("Time zone") },
  { "title", N_ ("Title") },
  { "tool", N_ ("Tool") },
  { "turn", N_ ("Turn") },
  { "unit", N_ ("Unit") },
  { "until_date", N_ ("Until") },
  { "value", N_ ("Value") },
  { "variety", N_ ("Variety") },
  { "vehicle", N_ ("Vehicle") },
  { "walk_metres_per_minute", N_ ("Meters a minute") },
  { "wanted", N_ ("Households wanted") },
  { "weekday", N_ ("Weekday") },
  { "weekdays", N_ ("Weekdays") },
};

/* Fields that hold words of the program. */
static const struct
{
  const char *table;
  const char *field;
  const TaCode *codes;
} codes[] = {
  { "allergy", "allergen", ta_allergen_codes },
  { "allergy", "severity", ta_severity_codes },
  { "assignment", "role", ta_duty_codes },
  { "availability", "state", ta_availability_codes },
  { "calendar", "kind", ta_calendar_kind_codes },
  { "contact_point", "kind", ta_contact_codes },
  { "cover_answer", "answer", ta_cover_reply_codes },
  { "cover_request", "kind", ta_cover_request_kind_codes },
  { "cover_request", "state", ta_cover_state_codes },
  { "delivery", "state", ta_delivery_state_codes },
  { "diet", "tag", ta_diet_codes },
  { "feed", "detail", ta_feed_detail_codes },
  { "loan", "condition_in", ta_condition_codes },
  { "loan", "condition_out", ta_condition_codes },
  { "membership", "status", ta_status_codes },
  { "membership_step", "step", ta_step_codes },
  { "message", "kind", ta_message_kind_codes },
  { "message", "state", ta_message_state_codes },
  { "offer", "kind", ta_offer_codes },
  { "offer", "service", ta_service_codes },
  { "person", "role", ta_person_role_codes },
  { "poll_answer", "answer", ta_poll_reply_codes },
  { "rota_rules", "credit", ta_rota_credit_codes },
  { "series", "on_holiday", ta_holiday_rule_codes },
  { "series", "on_school_break", ta_holiday_rule_codes },
  { "series", "rotation", ta_rotation_codes },
  { "service", "kind", ta_service_codes },
  { "tool", "condition", ta_condition_codes },
  { "tool", "status", ta_tool_status_codes },
  { "turn", "state", ta_turn_state_codes },
  { "visibility", "field", ta_visible_field_codes },
  { "visibility", "scope", ta_visibility_codes },
};

const char *
ta_history_field_label (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strcmp (labels[i].field, field) == 0)
      return _ (labels[i].label);
  return field;
}

static const TaCode *
find_codes (const char *table, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (codes[i].table, table) == 0 && strcmp (codes[i].field, field) == 0)
      return codes[i].codes;
  return NULL;
}

static gboolean
is_one_of (const char *field, const char *const *fields)
{
  return g_strv_contains (fields, field);
}

/* @at: ms since 1970; 0 is not known */
static char *
moment_format (gint64 at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return at != 0 ? ta_date_format (ta_date_from_unix (at / 1000, zone), TA_DATE_MEDIUM) : g_strdup ("");
}

static char *
format_number (const TaFieldChange *change, gint64 number, const char *value, const char *currency)
{
  static const char *const hundredths[] = { "kitchen_capacity", "portion_factor", "obligation_share", NULL };
  static const char *const switches[] = { "smoking", "pinned", "late_plate", "edited", "done", "closed", "administrator", NULL };

  if (strcmp (change->field, "value") == 0 && strcmp (change->table, "tool") == 0)
    return ta_money_format (number, currency);
  if (is_one_of (change->field, hundredths))
    return ta_hundredths_format (number);
  if (is_one_of (change->field, switches))
    return g_strdup (number != 0 ? _ ("Yes") : _ ("No"));
  if (strcmp (change->field, "at") == 0)
    return moment_format (number);
  /* 1970-01-05 was a Monday. */
  if (strcmp (change->field, "weekday") == 0 && number >= 1 && number <= 7)
    return ta_date_format (3 + (TaDate) number, TA_DATE_DAY_NAME_LONG);
  if (strcmp (change->field, "weekdays") == 0)
    return ta_series_weekdays_text ((guint) number);
  return g_strdup (value);
}

static gboolean
is_time (const char *field)
{
  return strcmp (field, "start_time") == 0 || strcmp (field, "drop_from") == 0 || strcmp (field, "drop_until") == 0;
}

char *
ta_history_value_format (const TaFieldChange *change, const char *value, const char *currency)
{
  const TaCode *table = find_codes (change->table, change->field);
  gint64 number;
  TaDate date;
  TaMinutes minutes;
  int code;

  if (value == NULL || *value == '\0')
    return g_strdup ("");
  if (ta_health_is_sealed (value))
    return g_strdup (_ ("(locked)"));
  if (table != NULL && ta_code_parse (table, value, &code))
    return g_strdup (ta_code_label (table, code));
  if (ta_date_parse (value, &date))
    return ta_date_format (date, TA_DATE_MEDIUM);
  if (is_time (change->field) && ta_minutes_parse (value, &minutes))
    return ta_minutes_format (minutes);
  if (g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return format_number (change, number, value, currency);
  return g_strdup (value);
}

char *
ta_history_subject_format (const TaFieldChange *change)
{
  const char *kind = ta_subject_kind (change->table);
  const char *name = change->subject != NULL ? change->subject : "";
  g_autofree char *first = g_utf8_substring (kind, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);
  g_autofree char *title = g_strconcat (upper, g_utf8_next_char (kind), NULL);

  /* The subject may say already what kind of thing it is. */
  if (*name == '\0' || g_str_has_prefix (name, kind))
    return g_strdup (*name == '\0' ? title : name);
  /* Translators: what a change is about: "Household: Pereira". */
  return g_strdup_printf (_ ("%s: %s"), title, name);
}

static const char *
source_label (TaSource source)
{
  switch (source)
    {
    case TA_SOURCE_SCREEN:
      return NULL;
    case TA_SOURCE_PHONE:
      return _ ("by phone");
    case TA_SOURCE_PAPER:
      return _ ("on paper");
    case TA_SOURCE_IMPORT:
      return _ ("from a file");
    case TA_SOURCE_COMMAND:
      return _ ("by command");
    case TA_SOURCE_HUB:
      return _ ("from the hub");
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
ta_history_origin_format (const TaHistoryEntry *entry)
{
  const char *source = source_label (entry->source);
  g_autofree char *who = NULL;

  if (entry->on_behalf_of != NULL && *entry->on_behalf_of != '\0')
    /* Translators: who was at the keyboard, and whose wish it was: "Ana for Kim". */
    who = g_strdup_printf (_ ("%s for %s"), entry->actor, entry->on_behalf_of);
  else
    who = g_strdup (entry->actor != NULL ? entry->actor : "");
  if (source == NULL)
    return g_steal_pointer (&who);
  /* Translators: who did it, and how it came in: "Ana for Kim, by phone". */
  return *who != '\0' ? g_strdup_printf (_ ("%s, %s"), who, source) : g_strdup (source);
}

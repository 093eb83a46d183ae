/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-money.h"
#include "ta-reason.h"

#include <glib/gi18n-lib.h>

static char *
text_of_absence (const TaReason *reason, const char *name)
{
  g_autofree char *from = ta_date_format (reason->from, TA_DATE_SHORT);
  g_autofree char *last = ta_date_format (reason->until - 1, TA_DATE_SHORT);

  if (reason->kind == TA_REASON_ALL_AWAY)
    /* Translators: a household and a day */
    return g_strdup_printf (_ ("Everybody in %s is away on %s"), name, from);
  if (reason->until - reason->from == 1)
    /* Translators: “Silva is away on 4 Dec” */
    return g_strdup_printf (_ ("%s is away on %s"), name, from);
  /* Translators: “Silva is away from 4 Dec to 11 Dec” */
  return g_strdup_printf (_ ("%s is away from %s to %s"), name, from, last);
}

static char *
text_of_membership (const TaReason *reason, const char *name)
{
  g_autofree char *date = ta_date_format (reason->date, TA_DATE_SHORT);
  g_autofree char *from = ta_date_format (reason->from, TA_DATE_MEDIUM);
  g_autofree char *last = NULL;

  if (reason->kind == TA_REASON_NOT_MEMBER)
    /* Translators: “Silva does not belong to the pod on 4 Dec” */
    return g_strdup_printf (_ ("%s does not belong to the pod on %s"), name, date);
  if (reason->kind == TA_REASON_LEFT)
    /* Translators: “Silva left on 4 Dec 2026” */
    return g_strdup_printf (_ ("%s left on %s"), name, from);
  if (reason->until == TA_DATE_NONE)
    /* Translators: “Silva has paused since 4 Dec 2026” */
    return g_strdup_printf (_ ("%s has paused since %s"), name, from);
  last = ta_date_format (reason->until - 1, TA_DATE_MEDIUM);
  /* Translators: “Silva is paused from 4 Dec 2026 to 11 Jan 2027” */
  return g_strdup_printf (_ ("%s is paused from %s to %s"), name, from, last);
}

static char *
text_of_weekday (const TaReason *reason, const char *name)
{
  g_autofree char *day = ta_date_format (reason->date, TA_DATE_LONG);

  /* Translators: “Silva is unavailable on this day of the week: Friday, 4 December” */
  return g_strdup_printf (_ ("%s is unavailable on this day of the week: %s"), name, day);
}

static char *
text_of_kitchen (const TaReason *reason, const char *name)
{
  g_autofree char *makes = ta_hundredths_format (reason->has);
  g_autofree char *needs = ta_hundredths_format (reason->needs);

  /* Translators: “Silva’s kitchen makes 16 portions and the turn needs 20” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%s’s kitchen makes %s portion and the turn needs %s",
                                       "%s’s kitchen makes %s portions and the turn needs %s",
                                       reason->has % 100 == 0 ? (gulong) reason->has / 100 : 2),
                          name, makes, needs);
}

static char *
text_of_diet (const TaReason *reason, const char *name)
{
  int value;

  if (ta_code_parse (ta_diet_codes, reason->need, &value))
    /* Translators: “Silva cannot cook for Ana’s diet: Vegan” */
    return g_strdup_printf (_ ("%s cannot cook for %s’s diet: %s"), name, reason->who, ta_diet_label (reason->need));
  /* Translators: a household, an allergen, and who has the allergy: “Silva cannot cook without Tree nuts, for Bruno” */
  return g_strdup_printf (_ ("%s cannot cook without %s, for %s"), name, ta_allergen_label (reason->need), reason->who);
}

static char *
text_of_week_limit (const TaReason *reason, const char *name)
{
  if (reason->needs <= 0)
    /* Translators: a household */
    return g_strdup_printf (_ ("%s takes no turns"), name);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: a household */
                                       "%s has its %d turn of that week already",
                                       "%s has its %d turns of that week already", (gulong) reason->needs),
                          name, reason->needs);
}

static char *
text_of_gap (const TaReason *reason, const char *name)
{
  g_autofree char *other = ta_date_format (reason->other, TA_DATE_SHORT);

  if (reason->kind == TA_REASON_SAME_DAY)
    /* Translators: a household and a day */
    return g_strdup_printf (_ ("%s has another turn on %s"), name, other);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       /* Translators: “Silva has a turn on 3 Dec, and its turns are at least 2 days apart” */
                                       "%s has a turn on %s, and its turns are at least %d day apart",
                                       "%s has a turn on %s, and its turns are at least %d days apart", (gulong) reason->needs),
                          name, other, reason->needs);
}

char *
ta_reason_to_text (const TaReason *reason, const char *household_name)
{
  switch (reason->kind)
    {
    case TA_REASON_AWAY:
    case TA_REASON_ALL_AWAY:
      return text_of_absence (reason, household_name);
    case TA_REASON_NOT_MEMBER:
    case TA_REASON_PAUSED:
    case TA_REASON_LEFT:
      return text_of_membership (reason, household_name);
    case TA_REASON_WEEKDAY:
      return text_of_weekday (reason, household_name);
    case TA_REASON_KITCHEN:
      return text_of_kitchen (reason, household_name);
    case TA_REASON_DIET:
      return text_of_diet (reason, household_name);
    case TA_REASON_CAPABILITY:
      /* Translators: a household, and something that the turn asks for: “Nobody in Silva who is there has this: First aid” */
      return g_strdup_printf (_ ("Nobody in %s who is there has this: %s"), household_name, reason->need);
    case TA_REASON_NEWCOMER:
      /* Translators: a household on trial */
      return g_strdup_printf (_ ("%s is new and takes turns beside an experienced household"), household_name);
    case TA_REASON_LEFT_OUT:
      /* Translators: a household */
      return g_strdup_printf (_ ("%s is left out of this plan"), household_name);
    case TA_REASON_WEEK_LIMIT:
      return text_of_week_limit (reason, household_name);
    case TA_REASON_SAME_DAY:
    case TA_REASON_GAP:
      return text_of_gap (reason, household_name);
    case TA_REASON_NONE:
    default:
      return g_strdup ("");
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-membership-rules.h"

#include <glib/gi18n-lib.h>

/* What was recorded last ends the application. */
#define ENDS (1u << TA_STEP_LEFT | 1u << TA_STEP_DECLINED)
/* What can be said only of what has happened. */
#define HAPPENED (1u << TA_STEP_APPLIED | 1u << TA_STEP_EMAIL_CONFIRMED | 1u << TA_STEP_PHONE_CONFIRMED | 1u << TA_STEP_VISITED | 1u << TA_STEP_DECLINED)

int
ta_step_status (TaStepKind kind)
{
  static const int statuses[] = {
    [TA_STEP_APPLIED] = TA_STATUS_INTERESTED,
    [TA_STEP_EMAIL_CONFIRMED] = -1,
    [TA_STEP_PHONE_CONFIRMED] = -1,
    [TA_STEP_VISITED] = -1,
    [TA_STEP_TRIAL] = TA_STATUS_TRIAL,
    [TA_STEP_ACTIVE] = TA_STATUS_MEMBER,
    [TA_STEP_PAUSED] = TA_STATUS_PAUSED,
    [TA_STEP_LEFT] = TA_STATUS_LEFT,
    [TA_STEP_DECLINED] = TA_STATUS_LEFT,
  };

  return statuses[kind];
}

TaStepKind
ta_step_of_status (TaStatus status)
{
  static const TaStepKind kinds[] = {
    [TA_STATUS_INTERESTED] = TA_STEP_APPLIED,
    [TA_STATUS_TRIAL] = TA_STEP_TRIAL,
    [TA_STATUS_MEMBER] = TA_STEP_ACTIVE,
    [TA_STATUS_PAUSED] = TA_STEP_PAUSED,
    [TA_STATUS_LEFT] = TA_STEP_LEFT,
  };

  return kinds[status];
}

gboolean
ta_status_needs_validation (TaStatus before, TaStatus after)
{
  if (after == TA_STATUS_MEMBER)
    return before != TA_STATUS_MEMBER && before != TA_STATUS_PAUSED;
  return after == TA_STATUS_TRIAL && (before == TA_STATUS_INTERESTED || before == TA_STATUS_LEFT);
}

/* ---- what the household is ---------------------------------------------------------------------------------------------------------- */

const TaMembershipStep *
ta_household_application (const TaHousehold *household, TaDate date)
{
  const TaMembershipStep *application = NULL;

  for (guint i = 0; i < household->steps->len; i++)
    {
      const TaMembershipStep *step = household->steps->pdata[i];

      if (step->date > date)
        break;
      if (step->kind == TA_STEP_APPLIED)
        application = step;
      else if ((ENDS & 1u << step->kind) != 0)
        application = NULL;
    }
  return application;
}

/* Of @kind and not before @application. */
static gboolean
has_step (const TaHousehold *household, TaStepKind kind, const TaMembershipStep *application)
{
  for (guint i = 0; i < household->steps->len; i++)
    {
      const TaMembershipStep *step = household->steps->pdata[i];

      if (step->kind == kind && step->date >= application->date)
        return TRUE;
    }
  return FALSE;
}

TaDate
ta_household_waits_since (const TaHousehold *household, TaDate date)
{
  const TaMembership *membership = ta_household_membership (household, date);
  const TaMembershipStep *application = ta_household_application (household, date);

  if (ta_household_status (household, date) != TA_STATUS_INTERESTED)
    return TA_DATE_NONE;
  if (application != NULL)
    return application->date;
  return membership != NULL ? membership->from : TA_DATE_NONE;
}

const char *
ta_household_standing (const TaHousehold *household, TaDate date)
{
  TaStatus status = ta_household_status (household, date);
  const TaMembershipStep *last = NULL;

  for (guint i = 0; i < household->steps->len; i++)
    {
      const TaMembershipStep *step = household->steps->pdata[i];

      if (step->date <= date && ta_step_status (step->kind) >= 0)
        last = step;
    }
  if (last != NULL && (last->kind == TA_STEP_APPLIED || last->kind == TA_STEP_DECLINED) && ta_step_status (last->kind) == (int) status)
    return ta_code_label (ta_step_codes, (int) last->kind);
  return ta_code_label (ta_status_codes, (int) status);
}

/* ---- what may follow ---------------------------------------------------------------------------------------------------------------- */

/* The day of the last change of what the household is; TA_DATE_NONE without. */
static TaDate
last_change (const TaHousehold *household)
{
  TaDate last = TA_DATE_NONE;

  for (guint i = 0; i < household->memberships->len; i++)
    last = MAX (last, ((const TaMembership *) household->memberships->pdata[i])->from);
  for (guint i = 0; i < household->steps->len; i++)
    {
      const TaMembershipStep *step = household->steps->pdata[i];

      if (ta_step_status (step->kind) >= 0)
        last = MAX (last, step->date);
    }
  return last;
}

static gboolean
follows (const TaHousehold *household, TaStepKind kind, TaStatus status, const TaMembershipStep *application)
{
  gboolean asks = application != NULL && (status == TA_STATUS_INTERESTED || status == TA_STATUS_TRIAL);

  switch (kind)
    {
    case TA_STEP_APPLIED:
      return status == TA_STATUS_LEFT || (status == TA_STATUS_INTERESTED && application == NULL);
    case TA_STEP_EMAIL_CONFIRMED:
    case TA_STEP_PHONE_CONFIRMED:
      return asks && !has_step (household, kind, application);
    case TA_STEP_VISITED:
    case TA_STEP_DECLINED:
      return asks;
    case TA_STEP_TRIAL:
      return status == TA_STATUS_INTERESTED;
    case TA_STEP_ACTIVE:
      return status == TA_STATUS_INTERESTED || status == TA_STATUS_TRIAL || status == TA_STATUS_PAUSED;
    case TA_STEP_PAUSED:
      return status == TA_STATUS_TRIAL || status == TA_STATUS_MEMBER;
    case TA_STEP_LEFT:
    default:
      return status != TA_STATUS_LEFT;
    }
}

gboolean
ta_household_may_follow (const TaHousehold *household, TaStepKind kind, TaDate today)
{
  TaDate end = MAX (today, last_change (household));

  return follows (household, kind, ta_household_status (household, end), ta_household_application (household, end));
}

static TaStepLack
date_lacks (const TaHousehold *household, TaStepKind kind, TaDate date, TaDate today, const TaMembershipStep *application)
{
  TaDate first = ta_step_status (kind) >= 0 ? last_change (household) : application != NULL ? application->date
                                                                                            : TA_DATE_NONE;

  if (date == TA_DATE_NONE)
    return TA_LACK_DATE;
  return (date < first ? TA_LACK_DATE_PAST : 0) | (date > today && (HAPPENED & 1u << kind) != 0 ? TA_LACK_DATE_FUTURE : 0);
}

static gboolean
is_confirmed (const TaHousehold *household, const TaMembershipStep *application)
{
  return application == NULL || has_step (household, TA_STEP_EMAIL_CONFIRMED, application) || has_step (household, TA_STEP_PHONE_CONFIRMED, application);
}

TaStepLack
ta_household_step_lacks (const TaHousehold *household, TaStepKind kind, TaDate date, TaDate today, gboolean validated)
{
  TaDate end = MAX (MAX (date, today), last_change (household));
  TaStatus status = ta_household_status (household, end);
  const TaMembershipStep *application = ta_household_application (household, end);
  gboolean takes = ta_step_status (kind) >= 0 && ta_status_needs_validation (status, (TaStatus) ta_step_status (kind));
  TaStepLack lacks = date_lacks (household, kind, date, today, application);

  if (!follows (household, kind, status, application))
    lacks |= TA_LACK_ORDER;
  if (kind == TA_STEP_EMAIL_CONFIRMED && ta_household_contact (household, TA_CONTACT_EMAIL) == NULL)
    lacks |= TA_LACK_EMAIL;
  if (kind == TA_STEP_PHONE_CONFIRMED && ta_household_contact (household, TA_CONTACT_PHONE) == NULL)
    lacks |= TA_LACK_PHONE;
  if (takes && status == TA_STATUS_INTERESTED && !is_confirmed (household, application))
    lacks |= TA_LACK_CONFIRMATION;
  if ((takes || kind == TA_STEP_DECLINED) && !validated)
    lacks |= TA_LACK_VALIDATION;
  return lacks;
}

static char *
validation_text (GPtrArray *administrators, const char *actor)
{
  g_autofree char *names = NULL;

  g_ptr_array_add (administrators, NULL);
  names = g_strjoinv (", ", (char **) administrators->pdata);
  g_ptr_array_set_size (administrators, (int) administrators->len - 1);
  /* Translators: the first are names of people, the second is a name */
  return g_strdup_printf (_ ("Only an administrator can record this: %s. You work as “%s”; your name can be changed in the preferences."), names, actor);
}

char *
ta_step_lacks_text (TaStepLack lacks, GPtrArray *administrators, const char *actor)
{
  static const struct
  {
    TaStepLack lack;
    const char *text;
  } texts[] = {
    { TA_LACK_ORDER, N_ ("This does not follow what the household is now.") },
    { TA_LACK_DATE, N_ ("The day is missing.") },
    { TA_LACK_DATE_PAST, N_ ("The day lies before what is recorded already.") },
    { TA_LACK_DATE_FUTURE, N_ ("The day has not come yet.") },
    { TA_LACK_EMAIL, N_ ("There is no e-mail address to confirm.") },
    { TA_LACK_PHONE, N_ ("There is no phone number to confirm.") },
    { TA_LACK_CONFIRMATION, N_ ("Neither e-mail nor phone is confirmed yet.") },
  };
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if ((lacks & texts[i].lack) != 0)
      g_ptr_array_add (sentences, g_strdup (_ (texts[i].text)));
  if ((lacks & TA_LACK_VALIDATION) != 0)
    g_ptr_array_add (sentences, validation_text (administrators, actor));
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

/* ---- what it makes of the household ------------------------------------------------------------------------------------------------- */

static void
add_step (TaHousehold *household, TaMembershipStep *step)
{
  guint at = household->steps->len;

  while (at > 0 && ta_membership_step_compare (step, household->steps->pdata[at - 1]) < 0)
    at--;
  g_ptr_array_insert (household->steps, (int) at, step);
}

/* What was open or later ends where the new state begins; what lies wholly after it is replaced. */
static void
end_memberships (TaHousehold *household, TaDate from)
{
  for (guint i = household->memberships->len; i-- > 0;)
    {
      TaMembership *membership = household->memberships->pdata[i];

      if (membership->from >= from)
        g_ptr_array_remove_index (household->memberships, i);
      else if (membership->until == TA_DATE_NONE || membership->until > from)
        membership->until = from;
    }
}

static void
begin_membership (TaHousehold *household, const char *pod, TaStatus status, TaDate from, int share)
{
  const TaMembership *current = ta_household_membership (household, from);
  TaMembership *membership = ta_membership_new (pod, status, from);

  membership->obligation_share = share >= 0 ? share : current != NULL ? current->obligation_share
                                                                      : membership->obligation_share;
  if (pod == NULL && status == TA_STATUS_PAUSED && current != NULL)
    membership->pod = g_strdup (current->pod);
  end_memberships (household, from);
  g_ptr_array_add (household->memberships, membership);
}

void
ta_household_take_step (TaHousehold *household, TaMembershipStep *step, const char *pod, int share)
{
  int status = ta_step_status (step->kind);
  const TaMembership *current = ta_household_membership (household, step->date);

  /* Who was interested and applies is what it was. */
  if (status >= 0 && (current == NULL || (int) current->status != status || current->until != TA_DATE_NONE))
    begin_membership (household, pod, (TaStatus) status, step->date, share);
  add_step (household, step);
}

/* The first day after @date on which a membership begins; TA_DATE_NONE without. */
static TaDate
next_change (const TaHousehold *household, TaDate date)
{
  TaDate next = TA_DATE_NONE;

  for (guint i = 0; i < household->memberships->len; i++)
    {
      const TaMembership *membership = household->memberships->pdata[i];

      if (membership->from > date && (next == TA_DATE_NONE || membership->from < next))
        next = membership->from;
    }
  return next;
}

static void
insert_membership (TaHousehold *household, const char *pod, TaStatus status, TaDate from)
{
  TaMembership *covering = (TaMembership *) ta_household_membership (household, from);
  TaDate next = next_change (household, from);
  TaMembership *membership;

  if (covering != NULL && covering->status == status)
    return;
  if (covering != NULL && covering->from == from)
    {
      /* Of what began on one day, what comes later on the way. */
      covering->status = MAX (covering->status, status);
      if (covering->pod == NULL)
        covering->pod = g_strdup (pod);
      return;
    }
  membership = ta_membership_new (pod != NULL || covering == NULL ? pod : covering->pod, status, from);
  membership->until = covering != NULL && covering->until != TA_DATE_NONE ? covering->until : next;
  if (covering != NULL)
    covering->until = from;
  g_ptr_array_add (household->memberships, membership);
}

void
ta_household_insert_step (TaHousehold *household, TaMembershipStep *step, const char *pod)
{
  int status = ta_step_status (step->kind);

  if (status >= 0)
    insert_membership (household, pod, (TaStatus) status, step->date);
  add_step (household, step);
}

void
ta_household_set_status (TaHousehold *household, TaStatus status, const char *pod, int share, TaMembershipStep *step)
{
  gboolean same = ta_household_membership (household, step->date) != NULL && ta_household_status (household, step->date) == status;
  TaDate from = step->date;

  /* What was recorded for later is no longer so; that it was, the history knows. */
  for (guint i = household->steps->len; i-- > 0;)
    {
      const TaMembershipStep *later = household->steps->pdata[i];

      if (later->date > from && ta_step_status (later->kind) >= 0)
        g_ptr_array_remove_index (household->steps, i);
    }
  begin_membership (household, pod, status, from, share);
  step->kind = ta_step_of_status (status);
  if (same)
    ta_membership_step_free (step);
  else
    add_step (household, step);
}

/* ---- who says so -------------------------------------------------------------------------------------------------------------------- */

GPtrArray *
ta_administrators (GPtrArray *households, TaDate date)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < households->len; i++)
    {
      const TaHousehold *household = households->pdata[i];

      for (guint p = 0; ta_household_status (household, date) != TA_STATUS_LEFT && p < household->persons->len; p++)
        if (((const TaPerson *) household->persons->pdata[p])->administrator)
          g_ptr_array_add (names, ((TaPerson *) household->persons->pdata[p])->name);
    }
  return names;
}

static char *
fold (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *plain = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (g_strstrip (plain), -1);
}

gboolean
ta_administrators_include (GPtrArray *administrators, const char *actor)
{
  g_autofree char *wanted = actor != NULL ? fold (actor) : NULL;

  for (guint i = 0; wanted != NULL && i < administrators->len; i++)
    {
      g_autofree char *name = fold (administrators->pdata[i]);

      if (g_str_equal (name, wanted))
        return TRUE;
    }
  return administrators->len == 0;
}

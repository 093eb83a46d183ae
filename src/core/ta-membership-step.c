/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-membership-step.h"

#include "ta-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const TaCode ta_step_codes[] = {
  [TA_STEP_APPLIED] = { "applied", N_ ("Applied") },
  [TA_STEP_EMAIL_CONFIRMED] = { "email-confirmed", N_ ("E-mail confirmed") },
  [TA_STEP_PHONE_CONFIRMED] = { "phone-confirmed", N_ ("Phone confirmed") },
  [TA_STEP_VISITED] = { "visited", N_ ("Visited") },
  [TA_STEP_TRIAL] = { "trial", N_ ("On trial") },
  [TA_STEP_ACTIVE] = { "active", N_ ("Active") },
  [TA_STEP_PAUSED] = { "paused", N_ ("Paused") },
  [TA_STEP_LEFT] = { "left", N_ ("Left") },
  [TA_STEP_DECLINED] = { "declined", N_ ("Declined") },
  { NULL, NULL },
};

TaMembershipStep *
ta_membership_step_new (TaStepKind kind, TaDate date)
{
  TaMembershipStep *step = g_new0 (TaMembershipStep, 1);

  step->id = ta_id_new ();
  step->kind = kind;
  step->date = date;
  step->actor = g_strdup ("");
  step->on_behalf_of = g_strdup ("");
  step->note = g_strdup ("");
  return step;
}

TaMembershipStep *
ta_membership_step_copy (const TaMembershipStep *step)
{
  TaMembershipStep *copy = g_memdup2 (step, sizeof *step);

  copy->id = g_strdup (step->id);
  copy->actor = g_strdup (step->actor);
  copy->on_behalf_of = g_strdup (step->on_behalf_of);
  copy->note = g_strdup (step->note);
  return copy;
}

void
ta_membership_step_free (TaMembershipStep *step)
{
  if (step == NULL)
    return;
  g_free (step->id);
  g_free (step->actor);
  g_free (step->on_behalf_of);
  g_free (step->note);
  g_free (step);
}

int
ta_membership_step_compare (const TaMembershipStep *a, const TaMembershipStep *b)
{
  if (a->date != b->date)
    return a->date < b->date ? -1 : 1;
  if (a->at != b->at)
    return a->at < b->at ? -1 : 1;
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return strcmp (a->id, b->id);
}

char *
ta_membership_step_who (const TaMembershipStep *step)
{
  if (*step->on_behalf_of == '\0' || *step->actor == '\0')
    return g_strdup (*step->actor != '\0' ? step->actor : step->on_behalf_of);
  /* Translators: who entered it, and whose wish it was: Rui Silva, for Peña */
  return g_strdup_printf (_ ("%s, for %s"), step->actor, step->on_behalf_of);
}

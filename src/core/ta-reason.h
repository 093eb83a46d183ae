/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-turn.h"

/** Why a household cannot hold a turn. Up to TA_REASON_LEFT_OUT it is so whatever else is planned; from TA_REASON_SAME_DAY on because of other turns. */
typedef enum
{
  TA_REASON_NONE,
  TA_REASON_AWAY,       /* the household is: @from, @until */
  TA_REASON_ALL_AWAY,   /* each of its people is */
  TA_REASON_NOT_MEMBER, /* does not belong to the pod then */
  TA_REASON_PAUSED,     /* @from, @until */
  TA_REASON_LEFT,       /* @from */
  TA_REASON_WEEKDAY,    /* unavailable on this day of the week */
  TA_REASON_KITCHEN,    /* @has < @needs, hundredths of a portion */
  TA_REASON_DIET,       /* cannot cook for @need of @who */
  TA_REASON_CAPABILITY, /* nobody who is there has @need */
  TA_REASON_NEWCOMER,   /* new, and the place is for an experienced household */
  TA_REASON_LEFT_OUT,   /* is not to be planned for */
  TA_REASON_SAME_DAY,   /* holds another turn on @other, the same day */
  TA_REASON_WEEK_LIMIT, /* has @has turns in that week already and @needs is the limit */
  TA_REASON_GAP         /* too near its turn on @other: @has days, and @needs is the least */
} TaReasonKind;

typedef struct
{
  TaReasonKind kind;
  TaDate date;  /* of the turn that it is about */
  TaDate from;  /* of an absence, a pause */
  TaDate until; /* exclusive; TA_DATE_NONE: open */
  TaDate other; /* of the turn that is in the way */
  int has;
  int needs;
  char *need; /* (nullable): a word of ta_allergen_codes or ta_diet_codes, or a capability */
  char *who;  /* (nullable): name of who needs it */
} TaReason;

/** Makes @reason say nothing. */
void ta_reason_clear (TaReason *reason);
/** Deep; what @copy had before is not freed. */
void ta_reason_copy (TaReason *copy, const TaReason *reason);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TaReason, ta_reason_clear)

/** One sentence in the person's language: “Silva is away from 4 Dec to 11 Dec”; an empty one for TA_REASON_NONE. (transfer full) */
char *ta_reason_to_text (const TaReason *reason, const char *household_name);

/** What a turn asks of who holds it, beyond what it says itself. All borrowed. */
typedef struct
{
  TaServiceKind kind;            /* a kitchen and diets matter where it is cooking */
  const GPtrArray *households;   /* of TaHousehold: who may be eating; those of the pod, where a turn does not say who eats */
  const GPtrArray *requirements; /* (nullable): of char *: capabilities */
} TaTurnNeeds;

/**
 * ta_turn_reason:
 * @needs: (nullable): without, membership of the pod, diets and capabilities are not looked at
 * @reason: (out): to be cleared
 *
 * The first reason why @household cannot hold @turn whatever else is planned, in the order of TaReasonKind. What is in @reason before is not freed.
 *
 * Returns: whether there is one
 */
gboolean ta_turn_reason (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs, TaReason *reason);

/** All reasons of ta_turn_reason() at once: a set of 1 << TaReasonKind. */
guint ta_turn_reason_kinds (const TaTurn *turn, const TaHousehold *household, const TaTurnNeeds *needs);

/** Hundredths of portions that @household eats at @turn, without guests: 0 where all are away; where the turn names no eaters at all, what a member of the pod eats on that date. */
int ta_turn_eats (const TaTurn *turn, const TaHousehold *household);

/** Hundredths of portions that @turn takes: what it says, else what its eaters or, where it names none, all of @households eat. */
int ta_turn_expected_portions (const TaTurn *turn, const GPtrArray *households);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-date.h"
#include "ta-membership-step.h"
#include "ta-point.h"

typedef enum
{
  TA_STATUS_INTERESTED,
  TA_STATUS_TRIAL,
  TA_STATUS_MEMBER,
  TA_STATUS_PAUSED,
  TA_STATUS_LEFT
} TaStatus;
extern const TaCode ta_status_codes[];

typedef enum
{
  TA_ROLE_ADULT,
  TA_ROLE_CHILD
} TaPersonRole;
extern const TaCode ta_person_role_codes[];

/** In rising order: compare with < and >. */
typedef enum
{
  TA_SEVERITY_PREFERENCE,
  TA_SEVERITY_AVOID,
  TA_SEVERITY_INTOLERANCE,
  TA_SEVERITY_ALLERGY,
  TA_SEVERITY_ANAPHYLAXIS
} TaSeverity;
extern const TaCode ta_severity_codes[];

/** The fourteen groups of Regulation (EU) 1169/2011, Annex II, in its order. What is not one of them is a custom allergen: its own word. */
extern const TaCode ta_allergen_codes[];

/** Dietary tags that are offered; others may be typed. */
extern const TaCode ta_diet_codes[];

typedef enum
{
  TA_AVAILABLE,
  TA_DESIRED,
  TA_UNDESIRED,
  TA_UNAVAILABLE
} TaAvailabilityState;
extern const TaCode ta_availability_codes[];

typedef enum
{
  TA_CONTACT_PHONE,
  TA_CONTACT_EMAIL,
  TA_CONTACT_MESSENGER,
  TA_CONTACT_EMERGENCY,
  TA_CONTACT_DOCTOR,
  TA_CONTACT_PICKUP
} TaContactKind;
extern const TaCode ta_contact_codes[];

typedef enum
{
  TA_OFFER,
  TA_NEED
} TaOfferKind;
extern const TaCode ta_offer_codes[];

typedef enum
{
  TA_SERVICE_COOK,
  TA_SERVICE_SIT,
  TA_SERVICE_TUTOR,
  TA_SERVICE_LEND,
  TA_SERVICE_OTHER
} TaServiceKind;
extern const TaCode ta_service_codes[];

typedef enum
{
  TA_VISIBLE_HOUSEHOLD,
  TA_VISIBLE_POD,
  TA_VISIBLE_FEDERATION,
  TA_VISIBLE_PUBLIC
} TaVisibilityScope;
extern const TaCode ta_visibility_codes[];

/** The fields of a household whose visibility can be set: "address", "phone", "email", "people", "allergies", "notes". */
extern const TaCode ta_visible_field_codes[];

/** Whether what is health data can be seen: see docs/sealing.md. */
typedef enum
{
  TA_HEALTH_OPEN,    /* it is not sealed, or could be opened */
  TA_HEALTH_LOCKED,  /* the pod's passphrase opens it */
  TA_HEALTH_WITHHELD /* sealed by another computer, for itself alone: it is to be asked for again */
} TaHealthState;

typedef struct
{
  char *id;
  char *allergen;        /* a word of ta_allergen_codes, or a custom name */
  TaSeverity severity;   /* the worst, where it cannot be seen */
  char *note;            /* "", where it cannot be seen */
  TaHealthState state;   /* of severity and note; who gives both new values sets it to TA_HEALTH_OPEN */
  char *sealed_severity; /* (nullable): as it is stored */
  char *sealed_note;     /* (nullable) */
} TaAllergy;

typedef struct
{
  char *id;
  char *name;
  TaDate born; /* or TA_DATE_NONE */
  TaPersonRole role;
  char *guardian;          /* (nullable): id of a person of the same household */
  int portion_factor;      /* hundredths of a portion; -1: by age */
  GPtrArray *diets;        /* of char *: tags */
  GPtrArray *allergies;    /* of TaAllergy */
  char *notes;             /* "", where they cannot be seen */
  TaHealthState state;     /* of the notes */
  char *sealed_notes;      /* (nullable): as they are stored */
  GPtrArray *capabilities; /* of char *: "First aid", what services and series may ask for */
  gboolean administrator;  /* says whether households are taken */
} TaPerson;

typedef struct
{
  char *id;
  char *pod; /* (nullable): id */
  TaStatus status;
  TaDate from;
  TaDate until;         /* exclusive; TA_DATE_NONE: open */
  int obligation_share; /* hundredths */
} TaMembership;

typedef struct
{
  char *id;
  char *person; /* (nullable): the whole household */
  int weekday;  /* 1 Monday … 7 Sunday */
  TaAvailabilityState state;
} TaAvailability;

typedef struct
{
  char *id;
  char *person; /* (nullable): the whole household */
  TaDate from;
  TaDate until; /* exclusive */
  char *reason;
} TaAbsence;

typedef struct
{
  char *id;
  char *person; /* (nullable) */
  TaContactKind kind;
  char *value;
  char *note;
} TaContactPoint;

typedef struct
{
  char *id;
  char *person; /* (nullable) */
  TaOfferKind kind;
  TaServiceKind service;
  char *detail;
  int level; /* 0 none, 1 … 9 */
} TaOffer;

typedef struct
{
  char *id;
  char *field; /* a word of ta_visible_field_codes */
  TaVisibilityScope scope;
} TaVisibility;

typedef struct
{
  char *id;
  char *person; /* (nullable): the whole household */
  int weekday;  /* 1 Monday … 7 Sunday: does not eat with the pod then unless a turn says so */
} TaSkippedMeal;

/**
 * TaHousehold:
 *
 * A household with everything that belongs to it: loaded, saved and merged as one.
 */
typedef struct
{
  char *id;
  char *name;
  int colour; /* 0 … 9, an index of the palette */
  char *address;
  TaPoint place;
  char *door_notes;
  TaMinutes drop_from; /* when dinners may be left at its door; TA_MINUTES_NONE: at any time */
  TaMinutes drop_until;
  int kitchen_capacity; /* hundredths of a portion; -1 unknown */
  char *vehicle;
  char *pets;
  gboolean smoking;
  char *accessibility;
  char *tastes;
  char *notes;
  GPtrArray *persons;        /* of TaPerson, in order */
  GPtrArray *memberships;    /* of TaMembership, by date */
  GPtrArray *availability;   /* of TaAvailability */
  GPtrArray *absences;       /* of TaAbsence, by date */
  GPtrArray *contacts;       /* of TaContactPoint */
  GPtrArray *offers;         /* of TaOffer */
  GPtrArray *visibility;     /* of TaVisibility */
  int max_per_week;          /* its own limit of turns a week, 0 … 7; -1: the pod's */
  int min_gap_days;          /* its own least distance of turns, 1 … 60; -1: the pod's */
  GPtrArray *cooking_limits; /* of char *: allergens and diets (their words) that it cannot cook for */
  GPtrArray *skipped_meals;  /* of TaSkippedMeal */
  GPtrArray *steps;          /* of TaMembershipStep, in the order of ta_membership_step_compare() */
} TaHousehold;

/** Each _new gives a fresh id and empty, not %NULL, texts and arrays; each _copy is deep and keeps the ids. */
TaHousehold *ta_household_new (const char *name);
TaHousehold *ta_household_copy (const TaHousehold *household);
void ta_household_free (TaHousehold *household);
TaPerson *ta_person_new (const char *name, TaPersonRole role);
TaPerson *ta_person_copy (const TaPerson *person);
void ta_person_free (TaPerson *person);
TaAllergy *ta_allergy_new (const char *allergen, TaSeverity severity);
TaAllergy *ta_allergy_copy (const TaAllergy *allergy);
/** Gives a severity that somebody has said: what was sealed is forgotten. */
void ta_allergy_set_severity (TaAllergy *allergy, TaSeverity severity);
/** What a person reads of how severe it is: one that cannot be seen says so, and that it is to be taken for the worst. (transfer none) */
const char *ta_allergy_severity_text (const TaAllergy *allergy);
/**
 * The same for texts that are stored or sent, so that what is kept sealed does not stand there in the open. It says then how it is to be
 * taken. (transfer none)
 */
const char *ta_allergy_severity_outside (const TaAllergy *allergy);
void ta_allergy_free (TaAllergy *allergy);
TaMembership *ta_membership_new (const char *pod, TaStatus status, TaDate from);
TaMembership *ta_membership_copy (const TaMembership *membership);
void ta_membership_free (TaMembership *membership);
TaAvailability *ta_availability_new (const char *person, int weekday, TaAvailabilityState state);
TaAvailability *ta_availability_copy (const TaAvailability *availability);
void ta_availability_free (TaAvailability *availability);
TaAbsence *ta_absence_new (const char *person, TaDate from, TaDate until, const char *reason);
TaAbsence *ta_absence_copy (const TaAbsence *absence);
void ta_absence_free (TaAbsence *absence);
TaContactPoint *ta_contact_point_new (TaContactKind kind, const char *value);
TaContactPoint *ta_contact_point_copy (const TaContactPoint *contact);
void ta_contact_point_free (TaContactPoint *contact);
TaOffer *ta_offer_new (TaOfferKind kind, TaServiceKind service, const char *detail);
TaOffer *ta_offer_copy (const TaOffer *offer);
void ta_offer_free (TaOffer *offer);
TaVisibility *ta_visibility_new (const char *field, TaVisibilityScope scope);
TaVisibility *ta_visibility_copy (const TaVisibility *visibility);
void ta_visibility_free (TaVisibility *visibility);
TaSkippedMeal *ta_skipped_meal_new (const char *person, int weekday);
TaSkippedMeal *ta_skipped_meal_copy (const TaSkippedMeal *skipped);
void ta_skipped_meal_free (TaSkippedMeal *skipped);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHousehold, ta_household_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaPerson, ta_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaAllergy, ta_allergy_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaMembership, ta_membership_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaAvailability, ta_availability_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaAbsence, ta_absence_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaContactPoint, ta_contact_point_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaOffer, ta_offer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaVisibility, ta_visibility_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSkippedMeal, ta_skipped_meal_free)

/** Frees *@field and sets it to a copy of @value ("" for %NULL). Used by everything that edits these structs. */
void ta_set_text (char **field, const char *value);

/** The translated name of an allergen: of the fourteen, or the custom name as it is. */
const char *ta_allergen_label (const char *allergen);

/** The translated name of a dietary tag, or the tag as it is. */
const char *ta_diet_label (const char *tag);

/** One or two letters that stand for a household beside its colour: "Pe" for Pereira, "DS" for De Souza. (transfer full) */
char *ta_household_initials (const char *name);

/** What the household is on @date; %TA_STATUS_INTERESTED where nothing says otherwise. */
TaStatus ta_household_status (const TaHousehold *household, TaDate date);

/** (nullable): the membership in effect on @date: one in a pod before one without, a pod it belongs to before one it left, then the newest. (transfer none) */
const TaMembership *ta_household_membership (const TaHousehold *household, TaDate date);

/** (nullable): id of the pod that the household belongs to on @date (trial, member or paused). (transfer none) */
const char *ta_household_pod (const TaHousehold *household, TaDate date);

/** (nullable): the absence of the whole household that covers @date. (transfer none) */
const TaAbsence *ta_household_absence (const TaHousehold *household, TaDate date);

/** Whether @person (of @household) is away on @date, alone or with all. */
gboolean ta_household_person_is_away (const TaHousehold *household, const TaPerson *person, TaDate date);

/** What the whole household said of @weekday (1 … 7). */
TaAvailabilityState ta_household_availability (const TaHousehold *household, int weekday);

/** (nullable) (transfer none) */
TaPerson *ta_household_find_person (const TaHousehold *household, const char *id);

/** Takes a person out, with all that is theirs alone: absences, days, contacts and offers. Who had them for a guardian has none. */
void ta_household_remove_person (TaHousehold *household, const char *id);

/** The first phone number or e-mail of a kind; (nullable) (transfer none) */
const char *ta_household_contact (const TaHousehold *household, TaContactKind kind);

/** Adults and children on @date: by birth date where it is known (adult from 18), by role where not. */
void ta_household_count (const TaHousehold *household, TaDate date, int *adults, int *children);

gboolean ta_person_is_child (const TaPerson *person, TaDate date);

/** Hundredths of a portion: what is set, else by age on @date: 100 from 12 years on, 75 from 6, 50 from 1, 0 below; 75 for a child of unknown age. */
int ta_person_portion (const TaPerson *person, TaDate date);

/** Hundredths of portions the household eats on @date: its people who are not away. */
int ta_household_portions (const TaHousehold *household, TaDate date);

/** The same without those who skip the pod's meals on that day of the week. */
int ta_household_meal_portions (const TaHousehold *household, TaDate date);

/** Who may see @field, a word of ta_visible_field_codes; the pod, where nothing is said. */
TaVisibilityScope ta_household_visibility (const TaHousehold *household, const char *field);

/** Whether somebody who is there on @date has @capability (letter case is ignored). */
gboolean ta_household_can (const TaHousehold *household, const char *capability, TaDate date);

/** Whether @need is among what the household cannot cook for. */
gboolean ta_household_cannot_cook (const TaHousehold *household, const char *need);

/**
 * TaDietNeed: one line of what a cook must know of an eater.
 */
typedef struct
{
  const TaHousehold *household; /* borrowed */
  const TaPerson *person;       /* borrowed */
  const TaAllergy *allergy;     /* borrowed */
} TaDietNeed;

/** The allergies of all people of @households (of TaHousehold) who are there on @date, worst first, then by name. (transfer full): of TaDietNeed */
GArray *ta_households_diet_needs (GPtrArray *households, TaDate date);

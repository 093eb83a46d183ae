/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household.h"

#include <glib/gi18n-lib.h>

const TaCode ta_status_codes[] = {
  [TA_STATUS_INTERESTED] = { "interested", N_ ("Interested") },
  [TA_STATUS_TRIAL] = { "trial", N_ ("On trial") },
  [TA_STATUS_MEMBER] = { "member", N_ ("Member") },
  [TA_STATUS_PAUSED] = { "paused", N_ ("Paused") },
  [TA_STATUS_LEFT] = { "left", N_ ("Left") },
  { NULL, NULL },
};

const TaCode ta_person_role_codes[] = {
  [TA_ROLE_ADULT] = { "adult", N_ ("Adult") },
  [TA_ROLE_CHILD] = { "child", N_ ("Child") },
  { NULL, NULL },
};

const TaCode ta_severity_codes[] = {
  [TA_SEVERITY_PREFERENCE] = { "preference", N_ ("Preference") },
  [TA_SEVERITY_AVOID] = { "avoid", N_ ("Avoids") },
  [TA_SEVERITY_INTOLERANCE] = { "intolerance", N_ ("Intolerance") },
  [TA_SEVERITY_ALLERGY] = { "allergy", N_ ("Allergy") },
  [TA_SEVERITY_ANAPHYLAXIS] = { "anaphylaxis", N_ ("Anaphylaxis") },
  { NULL, NULL },
};

const TaCode ta_availability_codes[] = {
  [TA_AVAILABLE] = { "available", N_ ("Available") },
  [TA_DESIRED] = { "desired", N_ ("Preferred") },
  [TA_UNDESIRED] = { "undesired", N_ ("Rather not") },
  [TA_UNAVAILABLE] = { "unavailable", N_ ("Unavailable") },
  { NULL, NULL },
};

const TaCode ta_contact_codes[] = {
  [TA_CONTACT_PHONE] = { "phone", N_ ("Phone") },
  [TA_CONTACT_EMAIL] = { "email", N_ ("E-mail") },
  [TA_CONTACT_MESSENGER] = { "messenger", N_ ("Messenger") },
  [TA_CONTACT_EMERGENCY] = { "emergency", N_ ("In an emergency") },
  [TA_CONTACT_DOCTOR] = { "doctor", N_ ("Doctor") },
  [TA_CONTACT_PICKUP] = { "pickup", N_ ("May pick up") },
  { NULL, NULL },
};

const TaCode ta_offer_codes[] = {
  [TA_OFFER] = { "offer", N_ ("Offers") },
  [TA_NEED] = { "need", N_ ("Needs") },
  { NULL, NULL },
};

const TaCode ta_service_codes[] = {
  [TA_SERVICE_COOK] = { "cook", N_ ("Cooking") },
  [TA_SERVICE_SIT] = { "sit", N_ ("Child care") },
  [TA_SERVICE_TUTOR] = { "tutor", N_ ("Tutoring") },
  [TA_SERVICE_LEND] = { "lend", N_ ("Lending") },
  [TA_SERVICE_OTHER] = { "other", N_ ("Other") },
  { NULL, NULL },
};

const TaCode ta_visibility_codes[] = {
  [TA_VISIBLE_HOUSEHOLD] = { "household", N_ ("Only the household") },
  [TA_VISIBLE_POD] = { "pod", N_ ("The pod") },
  [TA_VISIBLE_FEDERATION] = { "federation", N_ ("Pods we work with") },
  [TA_VISIBLE_PUBLIC] = { "public", N_ ("Everybody") },
  { NULL, NULL },
};

const TaCode ta_visible_field_codes[] = {
  { "address", N_ ("Address") },
  { "phone", N_ ("Phone") },
  { "email", N_ ("E-mail") },
  { "people", N_ ("People") },
  { "allergies", N_ ("Allergies") },
  { "notes", N_ ("Notes") },
  { NULL, NULL },
};

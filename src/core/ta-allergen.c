/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household.h"

#include <glib/gi18n-lib.h>

const TaCode ta_allergen_codes[] = {
  { "gluten", N_ ("Gluten") },
  { "crustaceans", N_ ("Crustaceans") },
  { "eggs", N_ ("Eggs") },
  { "fish", N_ ("Fish") },
  { "peanuts", N_ ("Peanuts") },
  { "soybeans", N_ ("Soy") },
  { "milk", N_ ("Milk") },
  { "nuts", N_ ("Tree nuts") },
  { "celery", N_ ("Celery") },
  { "mustard", N_ ("Mustard") },
  { "sesame", N_ ("Sesame") },
  { "sulphites", N_ ("Sulphites") },
  { "lupin", N_ ("Lupin") },
  { "molluscs", N_ ("Molluscs") },
  { NULL, NULL },
};

const TaCode ta_diet_codes[] = {
  { "omnivore", N_ ("Eats everything") },
  { "pescatarian", N_ ("Pescatarian") },
  { "vegetarian", N_ ("Vegetarian") },
  { "vegan", N_ ("Vegan") },
  { "gluten-free", N_ ("Gluten-free") },
  { "dairy-free", N_ ("Dairy-free") },
  { "halal", N_ ("Halal") },
  { "kosher", N_ ("Kosher") },
  { "low-fodmap", N_ ("Low-FODMAP") },
  { "no-pork", N_ ("No pork") },
  { "no-beef", N_ ("No beef") },
  { "no-alcohol", N_ ("No alcohol") },
  { NULL, NULL },
};

static const char *
label_or_itself (const TaCode *table, const char *word)
{
  int value;

  return ta_code_parse (table, word, &value) ? ta_code_label (table, value) : word;
}

const char *
ta_allergen_label (const char *allergen)
{
  return label_or_itself (ta_allergen_codes, allergen);
}

const char *
ta_diet_label (const char *tag)
{
  return label_or_itself (ta_diet_codes, tag);
}

const char *
ta_allergy_severity_text (const TaAllergy *allergy)
{
  switch (allergy->state)
    {
    case TA_HEALTH_LOCKED:
      return _ ("Severity locked: treat as anaphylaxis");
    case TA_HEALTH_WITHHELD:
      return _ ("Severity not known: treat as anaphylaxis");
    case TA_HEALTH_OPEN:
    default:
      return ta_code_label (ta_severity_codes, (int) allergy->severity);
    }
}

const char *
ta_allergy_severity_outside (const TaAllergy *allergy)
{
  if (allergy->state == TA_HEALTH_OPEN && allergy->sealed_severity != NULL)
    return _ ("Treat as anaphylaxis unless told otherwise");
  return ta_allergy_severity_text (allergy);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-message-text.h"

#include "ta-money.h"

#include <glib/gi18n-lib.h>

#define HUNDREDTHS 100

/* Needs ------------------------------------------------------------------------------------------------------------------------------ */

static void
add_word (GPtrArray *words, char *word)
{
  if (g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
    g_free (word);
  else
    g_ptr_array_add (words, word);
}

static void
add_diets (GPtrArray *words, const TaHousehold *household, TaDate date)
{
  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = household->persons->pdata[i];

      for (guint j = 0; j < person->diets->len && !ta_household_person_is_away (household, person, date); j++)
        add_word (words, g_strdup (ta_diet_label (person->diets->pdata[j])));
    }
}

static char *
join_words (GPtrArray *words, const char *separator)
{
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return g_strjoinv (separator, (char **) words->pdata);
}

char *
ta_household_needs_text (const TaHousehold *household, TaDate date)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) needs = NULL;

  g_ptr_array_add (one, (gpointer) household);
  needs = ta_households_diet_needs (one, date);
  for (guint i = 0; i < needs->len; i++)
    {
      const TaAllergy *allergy = g_array_index (needs, TaDietNeed, i).allergy;

      /* Translators: what somebody must not eat, and how bad it would be: “Milk (Anaphylaxis)” */
      add_word (words, g_strdup_printf (_ ("%s (%s)"), ta_allergen_label (allergy->allergen), ta_allergy_severity_outside (allergy)));
    }
  add_diets (words, household, date);
  return join_words (words, ", ");
}

/* One turn --------------------------------------------------------------------------------------------------------------------------- */

static char *
when_text (TaDate date, TaMinutes start)
{
  g_autofree char *day = ta_date_format (date, TA_DATE_LONG);
  g_autofree char *time = ta_minutes_format (start);

  /* Translators: a day and a time: “Friday, 4 December, 18:00” */
  return g_strdup_printf (_ ("%s, %s"), day, time);
}

static char *
portions_text (const TaEater *eater)
{
  int hundredths = eater->portions + HUNDREDTHS * eater->guests;
  g_autofree char *number = ta_hundredths_format (hundredths);
  g_autofree char *portions = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s portion", "%s portions", ta_hundredths_plural (hundredths)), number);

  if (!eater->late_plate)
    return g_steal_pointer (&portions);
  /* Translators: “3.5 portions, to be kept for later” */
  return g_strdup_printf (_ ("%s, to be kept for later"), portions);
}

static const char *
name_of (const TaMeal *meal, const char *household)
{
  const TaHousehold *found = g_hash_table_lookup (meal->households, household);

  return found != NULL ? found->name : _ ("Somebody");
}

static char *
holder_names (const TaMeal *meal)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < meal->turn->assignments->len; i++)
    {
      const TaAssignment *assignment = meal->turn->assignments->pdata[i];

      if (assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER)
        add_word (names, g_strdup (name_of (meal, assignment->household)));
    }
  return join_words (names, ", ");
}

/* Translators: the part after a day and a time: “Friday, 4 December, 18:00: you cook” */
static char *
part_text (const TaMeal *meal, TaPart part)
{
  g_autofree char *names = holder_names (meal);
  gboolean cooks = meal->service->kind == TA_SERVICE_COOK;

  if (part == TA_PART_HOLDER && cooks)
    return g_strdup (_ ("you cook"));
  if (part == TA_PART_HOLDER)
    /* Translators: %s is a service: “Child care: it is your turn” */
    return g_strdup_printf (_ ("%s: it is your turn"), meal->service->name);
  if (part == TA_PART_HELPER)
    return names != NULL ? g_strdup_printf (_ ("you help %s"), names) : g_strdup (_ ("you help"));
  if (names == NULL)
    /* Translators: %s is a service: “Cooking: nobody yet” */
    return g_strdup_printf (_ ("%s: nobody yet"), meal->service->name);
  return cooks ? g_strdup_printf (_ ("%s cooks"), names) : g_strdup_printf (_ ("%s: %s"), meal->service->name, names);
}

static void
append_title (GString *text, const TaMeal *meal)
{
  if (*meal->turn->title != '\0')
    /* Translators: a dish, in quotation marks, behind who cooks */
    g_string_append_printf (text, _ (" (“%s”)"), meal->turn->title);
}

static void
append_eater (GString *text, const TaMeal *meal, const TaEater *eater)
{
  const TaHousehold *household = g_hash_table_lookup (meal->households, eater->household);
  g_autofree char *portions = portions_text (eater);
  g_autofree char *needs = household != NULL && meal->service->kind == TA_SERVICE_COOK ? ta_household_needs_text (household, meal->turn->date) : NULL;

  g_string_append (text, "\n    – ");
  if (needs != NULL)
    /* Translators: a household, how many portions, and what they do not eat: “Okafor: 3.5 portions. Mind: Milk (Anaphylaxis)” */
    g_string_append_printf (text, _ ("%s: %s. Mind: %s"), name_of (meal, eater->household), portions, needs);
  else
    g_string_append_printf (text, _ ("%s: %s"), name_of (meal, eater->household), portions);
}

/* Who cooks again for the same people, with the same needs, is not told all of it again. @above: the list before, and this one afterwards */
static void
append_eaters (GString *text, const TaMeal *meal, char **above)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < meal->eaters->len; i++)
    append_eater (list, meal, meal->eaters->pdata[i]);
  if (list->len > 0 && g_strcmp0 (list->str, *above) == 0)
    g_string_append (text, _ (", for the same as above"));
  else
    g_string_append (text, list->str);
  g_free (*above);
  *above = g_string_free (list, FALSE);
}

static void
append_details (GString *text, const TaMeal *meal, TaPart part, const char *household, char **above)
{
  const TaEater *own = ta_meal_find_eater (meal, household);
  g_autofree char *portions = own != NULL && part != TA_PART_HOLDER ? portions_text (own) : NULL;

  append_title (text, meal);
  if (portions != NULL)
    /* Translators: %s is “3.5 portions” */
    g_string_append_printf (text, _ (", %s for you"), portions);
  if (part == TA_PART_HOLDER)
    append_eaters (text, meal, above);
}

static const char *
before_part_text (TaPart part)
{
  switch (part)
    {
    case TA_PART_HOLDER:
      return _ ("it was your turn");
    case TA_PART_HELPER:
      return _ ("you helped");
    case TA_PART_EATER:
      return _ ("you ate with the others");
    case TA_PART_NONE:
    default:
      return _ ("it was off");
    }
}

/* Where the day, the time or the part is another than was told, that is said. */
static void
append_before (GString *text, const TaTelling *telling, TaPart part)
{
  TaDate date;
  TaMinutes start;
  TaPart was;
  g_autofree char *when = NULL;

  if (telling->before == NULL || !ta_meal_content_parse (telling->before, &date, &start, &was))
    return;
  when = when_text (date, start);
  if (date != telling->meal->turn->date || start != telling->meal->turn->start)
    /* Translators: %s is a day and a time */
    g_string_append_printf (text, _ (" (before: %s)"), when);
  else if (was != part)
    /* Translators: %s is “it was your turn” */
    g_string_append_printf (text, _ (" (before: %s)"), before_part_text (was));
}

static void
append_telling (GString *text, const TaTelling *telling, const char *household, char **above)
{
  TaPart part = ta_meal_part (telling->meal, household);
  g_autofree char *when = when_text (telling->meal->turn->date, telling->meal->turn->start);
  g_autofree char *what = part_text (telling->meal, part);

  /* Translators: a day and a time, then who does what: “Friday, 4 December, 18:00: Silva cooks” */
  g_string_append_printf (text, _ ("• %s: %s"), when, what);
  if (telling->kind == TA_MESSAGE_CHANGED)
    append_before (text, telling, part);
  append_details (text, telling->meal, part, household, above);
  g_string_append_c (text, '\n');
}

static void
append_cancelled (GString *text, const TaTelling *telling, const char *household)
{
  TaDate date = TA_DATE_NONE;
  TaMinutes start = TA_MINUTES_NONE;
  TaPart was = TA_PART_NONE;
  gboolean off = telling->meal == NULL || telling->meal->turn->state == TA_TURN_CANCELLED;
  g_autofree char *when = NULL;

  if (telling->before == NULL || !ta_meal_content_parse (telling->before, &date, &start, &was))
    return;
  when = when_text (date, start);
  if (off)
    /* Translators: a day and a time */
    g_string_append_printf (text, _ ("• %s: called off\n"), when);
  else if (was == TA_PART_EATER)
    g_string_append_printf (text, _ ("• %s: goes on without you\n"), when);
  else
    g_string_append_printf (text, _ ("• %s: you are not needed any more\n"), when);
}

/* The whole -------------------------------------------------------------------------------------------------------------------------- */

static void
append_section (GString *text, const char *heading, GPtrArray *tellings, const TaHousehold *household, TaMessageKind kind, gboolean holding)
{
  gboolean begun = FALSE;
  g_autofree char *above = NULL;

  for (guint i = 0; i < tellings->len; i++)
    {
      const TaTelling *telling = tellings->pdata[i];
      gboolean holds = telling->meal != NULL && ta_meal_part (telling->meal, household->id) != TA_PART_EATER;

      if (telling->kind != kind || (kind == TA_MESSAGE_PUBLISHED && holds != holding))
        continue;
      if (!begun)
        g_string_append_printf (text, "\n%s\n", heading);
      begun = TRUE;
      if (kind == TA_MESSAGE_CANCELLED)
        append_cancelled (text, telling, household->id);
      else
        append_telling (text, telling, household->id, &above);
    }
}

/* A household sees what the cooks are told of it, so that it can mend it. */
static void
append_own_needs (GString *text, const TaHousehold *household)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = household->persons->pdata[i];
      g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *needs = NULL;

      for (guint j = 0; j < person->allergies->len; j++)
        {
          const TaAllergy *allergy = person->allergies->pdata[j];

          add_word (words, g_strdup_printf (_ ("%s (%s)"), ta_allergen_label (allergy->allergen), ta_allergy_severity_outside (allergy)));
        }
      for (guint j = 0; j < person->diets->len; j++)
        add_word (words, g_strdup (ta_diet_label (person->diets->pdata[j])));
      needs = join_words (words, ", ");
      if (needs != NULL)
        /* Translators: a person and what they do not eat */
        g_string_append_printf (lines, _ ("• %s: %s\n"), person->name, needs);
    }
  if (lines->len > 0)
    g_string_append_printf (text, "\n%s\n%s", _ ("What those who cook for you are told, without names:"), lines->str);
}

static TaMessageKind
kind_of (GPtrArray *tellings)
{
  gboolean any[TA_MESSAGE_CANCELLED + 1] = { FALSE };

  for (guint i = 0; i < tellings->len; i++)
    any[((TaTelling *) tellings->pdata[i])->kind] = TRUE;
  if (any[TA_MESSAGE_CHANGED] || (any[TA_MESSAGE_PUBLISHED] && any[TA_MESSAGE_CANCELLED]))
    return TA_MESSAGE_CHANGED;
  return any[TA_MESSAGE_PUBLISHED] ? TA_MESSAGE_PUBLISHED : TA_MESSAGE_CANCELLED;
}

static void
widen (GPtrArray *tellings, TaDate *first, TaDate *last)
{
  for (guint i = 0; i < tellings->len; i++)
    {
      const TaTelling *telling = tellings->pdata[i];
      TaDate date = TA_DATE_NONE;
      TaMinutes start;
      TaPart part;

      if (telling->content != NULL)
        date = telling->meal->turn->date;
      else if (telling->before == NULL || !ta_meal_content_parse (telling->before, &date, &start, &part))
        continue;
      *first = *first == TA_DATE_NONE ? date : MIN (*first, date);
      *last = *last == TA_DATE_NONE ? date : MAX (*last, date);
    }
}

static char *
subject_text (TaMessageKind kind, GPtrArray *tellings)
{
  TaDate first = TA_DATE_NONE, last = TA_DATE_NONE;
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  widen (tellings, &first, &last);
  from = ta_date_format (first, TA_DATE_SHORT);
  until = ta_date_format (last, TA_DATE_SHORT);
  if (kind == TA_MESSAGE_PUBLISHED)
    return first == last ? g_strdup_printf (_ ("Your rota for %s"), from) : g_strdup_printf (_ ("Your rota from %s to %s"), from, until);
  if (kind == TA_MESSAGE_CANCELLED)
    return first == last ? g_strdup_printf (_ ("Called off: %s"), from) : g_strdup_printf (_ ("Called off between %s and %s"), from, until);
  return first == last ? g_strdup_printf (_ ("Changed: your rota for %s"), from) : g_strdup_printf (_ ("Changed: your rota from %s to %s"), from, until);
}

static void
add_notices (TaMessage *message, GPtrArray *tellings)
{
  for (guint i = 0; i < tellings->len; i++)
    {
      const TaTelling *telling = tellings->pdata[i];
      TaDate date = TA_DATE_NONE;
      TaMinutes start = 0;
      TaPart part;
      g_autofree char *off = NULL;

      if (telling->content == NULL && telling->before != NULL && ta_meal_content_parse (telling->before, &date, &start, &part))
        off = ta_meal_content_off (date, start);
      g_ptr_array_add (message->notices, ta_notice_new (telling->turn, telling->kind, telling->content != NULL ? telling->content : off));
    }
}

TaMessage *
ta_message_compose (const TaHousehold *household, GPtrArray *tellings, TaDate today)
{
  TaMessage *message = ta_message_new (household->id, kind_of (tellings), today);
  GString *text = g_string_new (NULL);

  /* Translators: the first line of a message; %s is a household */
  g_string_append_printf (text, _ ("Hello %s,\n"), household->name);
  append_section (text, _ ("Changed:"), tellings, household, TA_MESSAGE_CHANGED, FALSE);
  append_section (text, _ ("Called off:"), tellings, household, TA_MESSAGE_CANCELLED, FALSE);
  append_section (text, _ ("Your turns:"), tellings, household, TA_MESSAGE_PUBLISHED, TRUE);
  append_section (text, _ ("Who cooks for you:"), tellings, household, TA_MESSAGE_PUBLISHED, FALSE);
  append_own_needs (text, household);
  g_free (message->subject);
  message->subject = subject_text (message->kind, tellings);
  g_free (message->body);
  message->body = g_string_free (text, FALSE);
  add_notices (message, tellings);
  return message;
}

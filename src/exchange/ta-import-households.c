/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-context.h"
#include "ta-import-lists.h"
#include "ta-import-people.h"
#include "ta-membership-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  COLUMN_HOUSEHOLD,
  COLUMN_ADDRESS,
  COLUMN_LATITUDE,
  COLUMN_LONGITUDE,
  COLUMN_STATUS,
  COLUMN_PHONE,
  COLUMN_EMAIL,
  COLUMN_ADULTS,
  COLUMN_CHILDREN,
  COLUMN_KITCHEN_CAPACITY,
  COLUMN_NOTES,
  COLUMN_POD,
  COLUMN_SINCE,
  COLUMN_DOOR_NOTES,
  COLUMN_VEHICLE,
  COLUMN_PETS,
  COLUMN_ACCESSIBILITY,
  COLUMN_TASTES,
  COLUMN_DROP_FROM,
  COLUMN_DROP_UNTIL,
  COLUMN_MAX_PER_WEEK,
  COLUMN_MIN_GAP_DAYS,
  COLUMN_CANNOT_COOK,
  COLUMN_SKIPS_MEALS,
  COLUMN_APPLIED, /* the first of the steps, which stand in the order of TaStepKind */
  COLUMN_DECLINED = COLUMN_APPLIED + TA_STEP_DECLINED
};

#define N_STEPS (COLUMN_DECLINED - COLUMN_APPLIED + 1)

typedef struct
{
  const char *name;
  TaPoint place;
  int status;
  int counts[2]; /* by TaPersonRole */
  int capacity;
  TaDate since;
  TaMinutes drop_from;
  TaMinutes drop_until;
  int max_per_week;
  int min_gap_days;
  guint skips_meals;
  TaDate steps[N_STEPS]; /* by TaStepKind */
} Row;

/* Placeholders: people who are known by number only ------------------------------------------------------------------------------------ */

/* Translators: stands for a person whose name is not known; the number counts. */
static const char *const placeholder_formats[] = { N_ ("Adult %d"), N_ ("Child %d") };

static char *
placeholder_name (TaPersonRole role, int number)
{
  return role == TA_ROLE_ADULT ? g_strdup_printf (_ ("Adult %d"), number) : g_strdup_printf (_ ("Child %d"), number);
}

/* Whether @name is what placeholder_name() makes, in the person's language or in English. */
gboolean
ta_import_is_placeholder (const TaPerson *person)
{
  const char *formats[] = { placeholder_formats[person->role], _ (placeholder_formats[person->role]) };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const char *percent = strstr (formats[i], "%d");
      gsize length = percent != NULL ? (gsize) (percent - formats[i]) : 0;

      if (length > 0 && strncmp (person->name, formats[i], length) == 0 && g_ascii_isdigit (person->name[length]) && strspn (person->name + length, "0123456789") == strlen (person->name + length))
        return TRUE;
    }
  return FALSE;
}

static int
count_role (const TaHousehold *household, TaPersonRole role, gboolean named_only)
{
  int count = 0;

  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = g_ptr_array_index (household->persons, i);

      count += person->role == role && !(named_only && ta_import_is_placeholder (person));
    }
  return count;
}

static void
remove_placeholder (TaHousehold *household, TaPersonRole role)
{
  for (guint i = household->persons->len; i > 0; i--)
    {
      const TaPerson *person = g_ptr_array_index (household->persons, i - 1);

      if (person->role == role && ta_import_is_placeholder (person))
        {
          g_ptr_array_remove_index (household->persons, i - 1);
          return;
        }
    }
}

static void
add_placeholder (TaHousehold *household, TaPersonRole role)
{
  for (int number = 1;; number++)
    {
      g_autofree char *name = placeholder_name (role, number);

      if (ta_import_find_person (household, name) == NULL)
        {
          g_ptr_array_add (household->persons, ta_person_new (name, role));
          return;
        }
    }
}

/* People who are known by name say more than a number: fewer than those it never makes of them. */
static void
set_count (TaImportContext *context, guint column, TaHousehold *household, TaPersonRole role, int said)
{
  int count = count_role (household, role, FALSE);
  int wanted = MAX (said, count_role (household, role, TRUE));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (said < 0 || wanted == count)
    return;
  before = g_strdup_printf ("%d", count);
  after = g_strdup_printf ("%d", wanted);
  ta_import_change (context, column, before, after);
  for (; count < wanted; count++)
    add_placeholder (household, role);
  for (; count > wanted; count--)
    remove_placeholder (household, role);
}

/* The row ------------------------------------------------------------------------------------------------------------------------------ */

static void
parse_place (TaImportContext *context, TaPoint *place)
{
  gboolean latitude = ta_import_cell (context, COLUMN_LATITUDE) != NULL;
  gboolean longitude = ta_import_cell (context, COLUMN_LONGITUDE) != NULL;

  if (latitude != longitude)
    {
      ta_import_problem (context, latitude ? COLUMN_LONGITUDE : COLUMN_LATITUDE,
                         _ ("A place needs both latitude and longitude. Give both or neither."));
      return;
    }
  latitude = ta_import_get_degrees (context, COLUMN_LATITUDE, 90, &place->latitude);
  longitude = ta_import_get_degrees (context, COLUMN_LONGITUDE, 180, &place->longitude);
  place->set = latitude && longitude;
}

static void
check_contacts (TaImportContext *context)
{
  const char *phone = ta_import_cell (context, COLUMN_PHONE);
  const char *email = ta_import_cell (context, COLUMN_EMAIL);
  const char *at = email != NULL ? strchr (email, '@') : NULL;

  if (phone != NULL && strpbrk (phone, "0123456789") == NULL)
    ta_import_problem (context, COLUMN_PHONE, _ ("“%s” has no digit, so it is no phone number."), phone);
  if (email != NULL && (at == NULL || at == email || at[1] == '\0' || strpbrk (email, " \t\n") != NULL))
    ta_import_problem (context, COLUMN_EMAIL, _ ("“%s” is no e-mail address. Write it as name@example.org."), email);
}

static void
parse_times (TaImportContext *context, Row *row)
{
  ta_import_get_time (context, COLUMN_DROP_FROM, &row->drop_from);
  ta_import_get_time (context, COLUMN_DROP_UNTIL, &row->drop_until);
  if (row->drop_until != TA_MINUTES_NONE && row->drop_until < row->drop_from)
    ta_import_problem (context, COLUMN_DROP_UNTIL, _ ("“%s” lies before the time from which dinners can be left."), ta_import_cell (context, COLUMN_DROP_UNTIL));
}

/* The last of the row's steps, as of @today, that makes something of the household. */
static gboolean
get_last_step (const Row *row, TaDate today, TaStepKind *kind)
{
  TaDate last = TA_DATE_NONE;

  for (int i = 0; i < N_STEPS; i++)
    if (row->steps[i] != TA_DATE_NONE && row->steps[i] <= today && row->steps[i] >= last && ta_step_status ((TaStepKind) i) >= 0)
      {
        *kind = (TaStepKind) i;
        last = row->steps[i];
      }
  return last != TA_DATE_NONE;
}

/* What the row says of the household now must be what its last step made of it, unless it became so later. */
static void
parse_steps (TaImportContext *context, Row *row)
{
  TaStepKind last;

  for (guint i = 0; i < N_STEPS; i++)
    {
      row->steps[i] = TA_DATE_NONE;
      ta_import_get_date (context, COLUMN_APPLIED + i, &row->steps[i]);
    }
  if (row->status < 0 || !get_last_step (row, context->options.today, &last) || ta_step_status (last) == row->status || row->since > row->steps[last])
    return;
  ta_import_problem (context, COLUMN_STATUS, _ ("The last step of the row, “%s”, makes the household something else. Correct the status, or say since when it is so."),
                     ta_code_label (ta_step_codes, (int) last));
}

static void
parse (TaImportContext *context, Row *row)
{
  const TaImportTarget *target;

  *row = (Row) { .status = -1, .counts = { -1, -1 }, .capacity = -1, .since = TA_DATE_NONE, .drop_from = TA_MINUTES_NONE, .drop_until = TA_MINUTES_NONE, .max_per_week = -1, .min_gap_days = -1 };
  row->name = ta_import_require (context, COLUMN_HOUSEHOLD);
  parse_place (context, &row->place);
  ta_import_get_code (context, COLUMN_STATUS, ta_status_codes, &row->status);
  check_contacts (context);
  ta_import_get_int (context, COLUMN_ADULTS, 0, 99, &row->counts[TA_ROLE_ADULT]);
  ta_import_get_int (context, COLUMN_CHILDREN, 0, 99, &row->counts[TA_ROLE_CHILD]);
  ta_import_get_hundredths (context, COLUMN_KITCHEN_CAPACITY, 100000, &row->capacity);
  ta_import_get_date (context, COLUMN_SINCE, &row->since);
  parse_steps (context, row);
  parse_times (context, row);
  ta_import_get_int (context, COLUMN_MAX_PER_WEEK, 0, 7, &row->max_per_week);
  ta_import_get_int (context, COLUMN_MIN_GAP_DAYS, 1, 60, &row->min_gap_days);
  row->skips_meals = ta_import_get_weekdays (context, COLUMN_SKIPS_MEALS);
  if (row->name == NULL)
    return;
  target = ta_import_find_household (context, row->name);
  if (target != NULL && target->line != 0)
    ta_import_problem (context, COLUMN_HOUSEHOLD, _ ("Line %u already has a household “%s”. Take one of them out, or give it another name."), target->line, row->name);
}

static void
set_place (TaImportContext *context, TaHousehold *household, TaPoint place)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (!place.set || ta_point_equal (household->place, place))
    return;
  before = household->place.set ? ta_point_to_text (household->place) : NULL;
  after = ta_point_to_text (place);
  ta_import_change (context, COLUMN_LATITUDE, before, after);
  household->place = place;
}

static void
set_contact (TaImportContext *context, guint column, TaHousehold *household, TaContactKind kind)
{
  const char *value = ta_import_cell (context, column);

  if (value == NULL)
    return;
  for (guint i = 0; i < household->contacts->len; i++)
    {
      TaContactPoint *contact = g_ptr_array_index (household->contacts, i);

      if (contact->kind == kind && contact->person == NULL)
        {
          ta_import_set_text (context, column, &contact->value);
          return;
        }
    }
  ta_import_change (context, column, NULL, value);
  g_ptr_array_add (household->contacts, ta_contact_point_new (kind, value));
}

static TaMembership *
current_membership (TaHousehold *household, TaDate today)
{
  const TaMembership *found = ta_household_membership (household, today);

  for (guint i = 0; i < household->memberships->len; i++)
    if (g_ptr_array_index (household->memberships, i) == found)
      return g_ptr_array_index (household->memberships, i);
  return NULL;
}

/* The pod that the row means: what it names, else what the household has, else the only one there is for those who are in a pod. */
static const char *
meant_pod (TaImportContext *context, const TaMembership *current, int status)
{
  const char *name = ta_import_cell (context, COLUMN_POD);
  TaPod *pod;

  if (name != NULL)
    return ta_import_ensure_pod (context, name)->id;
  if (current != NULL && current->pod != NULL)
    return current->pod;
  if (status == TA_STATUS_INTERESTED || status == TA_STATUS_LEFT)
    return NULL;
  pod = ta_import_default_pod (context);
  return pod != NULL ? pod->id : NULL;
}

static void
replace_membership (TaImportContext *context, TaHousehold *household, TaMembership *current, const char *pod, TaStatus status, TaDate from)
{
  if (current != NULL && from <= current->from)
    {
      current->status = status;
      current->from = from;
      if (g_strcmp0 (current->pod, pod) != 0)
        {
          g_free (current->pod);
          current->pod = g_strdup (pod);
        }
      return;
    }
  if (current != NULL)
    current->until = from;
  g_ptr_array_add (household->memberships, ta_membership_new (pod, status, from));
}

static void
set_membership (TaImportContext *context, TaHousehold *household, const Row *row)
{
  TaMembership *current = current_membership (household, MAX (context->options.today, row->since));
  TaStepKind last = TA_STEP_ACTIVE;
  gboolean stepped = get_last_step (row, context->options.today, &last);
  TaStatus status = row->status >= 0 ? (TaStatus) row->status : current != NULL ? current->status
                                                                                : (TaStatus) ta_step_status (last);
  TaDate from = row->since != TA_DATE_NONE ? row->since : stepped && ta_step_status (last) == (int) status ? row->steps[last]
                                                                                                           : context->options.today;
  const char *pod;

  if (row->status < 0 && ta_import_cell (context, COLUMN_POD) == NULL && (row->since == TA_DATE_NONE || current == NULL))
    return;
  pod = meant_pod (context, current, status);
  if (current == NULL || current->status != status)
    ta_import_change (context, COLUMN_STATUS, current != NULL ? ta_code_word (ta_status_codes, current->status) : NULL, ta_code_word (ta_status_codes, status));
  else if (g_strcmp0 (current->pod, pod) != 0)
    ta_import_change (context, COLUMN_POD, ta_import_pod_name (context, current->pod), ta_import_pod_name (context, pod));
  else
    {
      ta_import_set_date (context, COLUMN_SINCE, &current->from, row->since);
      return;
    }
  replace_membership (context, household, current, pod, status, from);
}

static gboolean
has_step (const TaHousehold *household, TaStepKind kind, TaDate date, TaDate *before)
{
  for (guint i = 0; i < household->steps->len; i++)
    {
      const TaMembershipStep *step = g_ptr_array_index (household->steps, i);

      if (step->kind == kind)
        *before = step->date;
      if (step->kind == kind && step->date == date)
        return TRUE;
    }
  return FALSE;
}

/* A step of a day that is known already says nothing new; one of another day is one more. */
static void
set_steps (TaImportContext *context, TaHousehold *household, const Row *row)
{
  for (int i = 0; i < N_STEPS; i++)
    {
      TaStepKind kind = (TaStepKind) i;
      TaDate before = TA_DATE_NONE;
      int status = ta_step_status (kind);
      gboolean takes = status == TA_STATUS_TRIAL || status == TA_STATUS_MEMBER;
      g_autofree char *old = NULL;
      g_autofree char *text = NULL;
      TaMembershipStep *step;

      if (row->steps[i] == TA_DATE_NONE || has_step (household, kind, row->steps[i], &before))
        continue;
      old = ta_date_to_iso (before);
      text = ta_date_to_iso (row->steps[i]);
      ta_import_change (context, (guint) (COLUMN_APPLIED + i), old, text);
      step = ta_membership_step_new (kind, row->steps[i]);
      g_set_str (&step->actor, context->options.actor != NULL ? context->options.actor : "");
      ta_household_insert_step (household, step, takes ? meant_pod (context, current_membership (household, context->options.today), status) : NULL);
    }
}

static void
set_limits (TaImportContext *context, TaHousehold *household, const Row *row)
{
  const char *text = ta_import_cell (context, COLUMN_CANNOT_COOK);
  g_autoptr (GPtrArray) needs = text != NULL ? ta_import_words_parse (text, (const TaCode *[]) { ta_allergen_codes, ta_diet_codes, NULL }) : NULL;

  ta_import_set_int (context, COLUMN_MAX_PER_WEEK, &household->max_per_week, row->max_per_week);
  ta_import_set_int (context, COLUMN_MIN_GAP_DAYS, &household->min_gap_days, row->min_gap_days);
  ta_import_set_words (context, COLUMN_CANNOT_COOK, household->cooking_limits, needs);
  ta_import_set_skipped (context, COLUMN_SKIPS_MEALS, household, NULL, row->skips_meals);
}

static void
merge (TaImportContext *context, const Row *row)
{
  gboolean is_new = ta_import_find_household (context, row->name) == NULL;
  TaImportTarget *target = ta_import_ensure_household (context, row->name);
  TaHousehold *household = target->object;

  target->line = context->line->line;
  ta_import_begin (context, target, is_new, g_strdup (row->name));
  ta_import_set_text (context, COLUMN_HOUSEHOLD, &household->name);
  ta_import_set_text (context, COLUMN_ADDRESS, &household->address);
  set_place (context, household, row->place);
  set_membership (context, household, row);
  set_steps (context, household, row);
  set_contact (context, COLUMN_PHONE, household, TA_CONTACT_PHONE);
  set_contact (context, COLUMN_EMAIL, household, TA_CONTACT_EMAIL);
  set_count (context, COLUMN_ADULTS, household, TA_ROLE_ADULT, row->counts[TA_ROLE_ADULT]);
  set_count (context, COLUMN_CHILDREN, household, TA_ROLE_CHILD, row->counts[TA_ROLE_CHILD]);
  ta_import_set_hundredths (context, COLUMN_KITCHEN_CAPACITY, &household->kitchen_capacity, row->capacity);
  ta_import_set_notes (context, COLUMN_NOTES, &household->notes);
  ta_import_set_text (context, COLUMN_DOOR_NOTES, &household->door_notes);
  ta_import_set_text (context, COLUMN_VEHICLE, &household->vehicle);
  ta_import_set_text (context, COLUMN_PETS, &household->pets);
  ta_import_set_text (context, COLUMN_ACCESSIBILITY, &household->accessibility);
  ta_import_set_text (context, COLUMN_TASTES, &household->tastes);
  ta_import_set_time (context, COLUMN_DROP_FROM, &household->drop_from, row->drop_from);
  ta_import_set_time (context, COLUMN_DROP_UNTIL, &household->drop_until, row->drop_until);
  set_limits (context, household, row);
}

static void
plan_row (TaImportContext *context)
{
  Row row;

  parse (context, &row);
  if (!ta_import_is_bad (context))
    merge (context, &row);
}

const TaImportPlanner ta_import_planner_households = { NULL, plan_row, NULL };

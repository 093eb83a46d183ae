/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-commands.h"

#include "ta-household-table.h"
#include "ta-membership-step-table.h"
#include "ta-palette.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>

#define LAST_DAY ta_date_from_ymd (9999, 12, 31)

static gboolean
save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_save (database, data, error);
}

void
ta_household_commands_save (TaContext *context, const char *label, TaHousehold *household, TaContextCallback callback, gpointer user_data)
{
  ta_context_run (context, label, save, household, (GDestroyNotify) ta_household_free, callback, user_data);
}

static gboolean delete (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_household_table_delete (database, data, error);
}

void
ta_household_commands_delete (TaContext *context, TaHouseholdItem *item)
{
  g_autofree char *label = g_strdup_printf (_ ("Deleted the household %s"), ta_household_item_get_name (item));

  ta_context_run (context, label, delete, g_strdup (ta_household_item_get_id (item)), g_free, NULL, NULL);
}

typedef struct
{
  TaHousehold *household;
  char *person; /* (nullable) */
  TaDate from;
  TaDate until;
} Release;

static void
release_free (gpointer data)
{
  Release *release = data;

  ta_household_free (release->household);
  g_free (release->person);
  g_free (release);
}

static gboolean
is_for_person (const TaTurn *turn, const char *household, const char *person)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = g_ptr_array_index (turn->assignments, i);

      if (g_strcmp0 (assignment->household, household) == 0 && g_strcmp0 (assignment->person, person) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
all_are_away (const TaHousehold *household, TaDate date)
{
  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = g_ptr_array_index (household->persons, i);

      if (!ta_person_is_child (person, date) && !ta_household_person_is_away (household, person, date))
        return FALSE;
    }
  return TRUE;
}

/* One person away does not keep the household from its turn, unless it is theirs by name or no other adult is there. */
static gboolean
needs_cover (const Release *release, const TaTurn *turn)
{
  return release->person == NULL || is_for_person (turn, release->household->id, release->person)
         || all_are_away (release->household, turn->date);
}

/* Nobody was told of a draft, so nobody need be asked: it is for others to take. Where cover is sought for it already, that goes on. */
static void
take_off (const Release *release, TaTurn *turn)
{
  gboolean all = release->person == NULL || all_are_away (release->household, turn->date);

  if (turn->sought)
    return;
  for (guint i = turn->assignments->len; i-- > 0;)
    {
      const TaAssignment *assignment = g_ptr_array_index (turn->assignments, i);

      if (g_str_equal (assignment->household, release->household->id) && (all || g_strcmp0 (assignment->person, release->person) == 0))
        g_ptr_array_remove_index (turn->assignments, i);
    }
  /* Its series would give it back. */
  turn->edited = turn->edited || turn->series != NULL;
}

static gboolean
release_turns (TaDatabase *database, Release *release, GError **error)
{
  g_autoptr (GPtrArray) turns = NULL;

  turns = ta_turn_table_list_held (database, release->household->id, release->from, release->until, error);
  if (turns == NULL)
    return FALSE;
  for (guint i = 0; i < turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (turns, i);

      if (!needs_cover (release, turn))
        continue;
      if (turn->state == TA_TURN_PLANNED)
        take_off (release, turn);
      else
        turn->state = TA_TURN_SEEKING_COVER;
      if (!ta_turn_table_save (database, turn, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_and_release (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Release *release = data;

  return ta_household_table_save (database, release->household, error) && release_turns (database, release, error);
}

void
ta_household_commands_save_and_release (TaContext *context, const char *label, TaHousehold *household, const char *person, TaDate from, TaDate until, TaContextCallback callback, gpointer user_data)
{
  Release *release = g_new0 (Release, 1);

  release->household = household;
  release->person = g_strdup (person);
  release->from = from;
  release->until = until != TA_DATE_NONE ? until : LAST_DAY;
  ta_context_run (context, label, save_and_release, release, release_free, callback, user_data);
}

/* ---- steps -------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *household;
  TaMembershipStep *step;
  char *pod; /* (nullable) */
  TaDate today;
} Record;

static void
record_free (gpointer data)
{
  Record *record = data;

  g_free (record->household);
  ta_membership_step_free (record->step);
  g_free (record->pod);
  g_free (record);
}

static gboolean
record_step (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Record *record = data;
  TaStepRecord entry = { record->household, record->step, record->pod, -1, record->today };
  g_autoptr (TaHousehold) household = ta_membership_step_record (database, &entry, error);
  Release release = { household, NULL, record->step->date, LAST_DAY };

  if (household == NULL)
    return FALSE;
  if (record->step->kind != TA_STEP_PAUSED && record->step->kind != TA_STEP_LEFT)
    return TRUE;
  return release_turns (database, &release, error);
}

TaMembershipStep *
ta_household_commands_new_step (TaContext *context, TaStepKind kind, TaDate date)
{
  TaMembershipStep *step = ta_membership_step_new (kind, date);
  const char *actor = ta_store_get_actor (ta_context_get_store (context));
  const char *on_behalf_of = ta_context_get_on_behalf_of (context);

  step->at = ta_context_get_now (context) / 1000;
  g_set_str (&step->actor, actor != NULL ? actor : "");
  g_set_str (&step->on_behalf_of, on_behalf_of != NULL ? on_behalf_of : "");
  return step;
}

/* (transfer container): names, which are the households' */
static GPtrArray *
administrators (TaContext *context)
{
  g_autoptr (GPtrArray) households = g_ptr_array_new ();
  GListModel *items = ta_context_get_households (context);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (items, i);

      g_ptr_array_add (households, (gpointer) ta_household_item_get (item));
    }
  return ta_administrators (households, ta_context_get_today (context));
}

char *
ta_household_commands_lacking (TaContext *context, const TaHousehold *household, TaStepKind kind, TaDate date)
{
  g_autoptr (GPtrArray) names = administrators (context);
  const char *actor = ta_store_get_actor (ta_context_get_store (context));
  TaStepLack lacks = ta_household_step_lacks (household, kind, date, ta_context_get_today (context), ta_administrators_include (names, actor));

  return ta_step_lacks_text (lacks, names, actor != NULL ? actor : "");
}

char *
ta_household_commands_may_set (TaContext *context, TaStatus before, TaStatus after)
{
  g_autoptr (GPtrArray) names = administrators (context);
  const char *actor = ta_store_get_actor (ta_context_get_store (context));
  gboolean may = !ta_status_needs_validation (before, after) || ta_administrators_include (names, actor);

  return ta_step_lacks_text (may ? TA_LACK_NOTHING : TA_LACK_VALIDATION, names, actor != NULL ? actor : "");
}

void
ta_household_commands_record_step (TaContext *context, const TaHousehold *household, TaMembershipStep *step, const char *pod, TaContextTryCallback callback, gpointer user_data)
{
  Record *record = g_new0 (Record, 1);
  /* Translators: a household and a step: Recorded of Silva: Visited */
  g_autofree char *label = g_strdup_printf (_ ("Recorded of %s: %s"), household->name, ta_code_label (ta_step_codes, (int) step->kind));

  record->household = g_strdup (household->id);
  record->step = step;
  record->pod = g_strdup (pod);
  record->today = ta_context_get_today (context);
  ta_context_try (context, label, record_step, record, record_free, callback, user_data);
}

int
ta_household_commands_free_colour (TaContext *context)
{
  GListModel *households = ta_context_get_households (context);
  guint used[TA_PALETTE_SIZE] = { 0 };
  int best = 0;

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      used[CLAMP (ta_household_item_get_colour (item), 0, TA_PALETTE_SIZE - 1)]++;
    }
  for (int i = 1; i < TA_PALETTE_SIZE; i++)
    if (used[i] < used[best])
      best = i;
  return best;
}

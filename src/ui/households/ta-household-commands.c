/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-commands.h"

#include "ta-household-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>

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
save_and_release (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Release *release = data;
  g_autoptr (GPtrArray) turns = NULL;

  if (!ta_household_table_save (database, release->household, error))
    return FALSE;
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

void
ta_household_commands_save_and_release (TaContext *context, const char *label, TaHousehold *household, const char *person, TaDate from, TaDate until, TaContextCallback callback, gpointer user_data)
{
  Release *release = g_new0 (Release, 1);

  release->household = household;
  release->person = g_strdup (person);
  release->from = from;
  release->until = until != TA_DATE_NONE ? until : ta_date_from_ymd (9999, 12, 31);
  ta_context_run (context, label, save_and_release, release, release_free, callback, user_data);
}

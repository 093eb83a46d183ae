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
  TaDate from;
  TaDate until;
} AbsenceData;

static void
absence_data_free (gpointer data)
{
  AbsenceData *absence = data;

  ta_household_free (absence->household);
  g_free (absence);
}

static gboolean
add_absence (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  AbsenceData *absence = data;
  g_autoptr (GPtrArray) turns = NULL;

  if (!ta_household_table_save (database, absence->household, error))
    return FALSE;
  turns = ta_turn_table_list_held (database, absence->household->id, absence->from, absence->until, error);
  if (turns == NULL)
    return FALSE;
  for (guint i = 0; i < turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (turns, i);

      turn->state = TA_TURN_SEEKING_COVER;
      if (!ta_turn_table_save (database, turn, error))
        return FALSE;
    }
  return TRUE;
}

void
ta_household_commands_add_absence (TaContext *context, TaHousehold *household, const TaAbsence *absence)
{
  g_autofree char *label = g_strdup_printf (_ ("Added an absence of %s"), household->name);
  AbsenceData *data = g_new0 (AbsenceData, 1);

  data->household = household;
  data->from = absence->from;
  data->until = absence->until;
  /* One person away does not keep the household from its turn. */
  if (absence->person != NULL)
    data->until = data->from;
  ta_context_run (context, label, add_absence, data, absence_data_free, NULL, NULL);
}

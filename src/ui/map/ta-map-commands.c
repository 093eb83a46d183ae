/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-commands.h"

#include "ta-household-table.h"

#include <glib/gi18n.h>

typedef struct
{
  char *id;
  TaPoint place;
} Placing;

static void
placing_free (gpointer data)
{
  Placing *placing = data;

  g_free (placing->id);
  g_free (placing);
}

static gboolean
set_place (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Placing *placing = data;

  return ta_household_table_set_place (database, placing->id, placing->place, error);
}

void
ta_map_commands_place (TaContext *context, TaHouseholdItem *item, TaPoint place, TaContextCallback callback, gpointer user_data)
{
  const char *name = ta_household_item_get_name (item);
  g_autofree char *label = NULL;
  Placing *placing = g_new0 (Placing, 1);

  if (!place.set)
    label = g_strdup_printf (_ ("Took %s off the map"), name);
  else if (ta_household_item_get (item)->place.set)
    label = g_strdup_printf (_ ("Moved %s on the map"), name);
  else
    label = g_strdup_printf (_ ("Placed %s on the map"), name);
  placing->id = g_strdup (ta_household_item_get_id (item));
  placing->place = place;
  ta_context_run (context, label, set_place, placing, placing_free, callback, user_data);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-picture-health.h"

#include "ta-health-dialog.h"
#include "ta-person-dialog.h"

#define HEALTH_PASSPHRASE "seven brown hens"

static void
run_health (TaHealthModel *health, TaHealthTask task, TaHealthRingState state)
{
  ta_health_model_run (health, task, HEALTH_PASSPHRASE, NULL, FALSE, NULL, NULL);
  while (ta_health_model_get_state (health) != state)
    g_main_context_iteration (NULL, TRUE);
}

void
ta_picture_lock_health (TaWindow *window)
{
  TaHealthModel *health = ta_context_get_health (ta_window_get_context (window));

  if (ta_health_model_get_state (health) == TA_HEALTH_RING_OFF)
    run_health (health, TA_HEALTH_TURN_ON, TA_HEALTH_RING_OPEN);
  if (ta_health_model_get_state (health) == TA_HEALTH_RING_OPEN)
    run_health (health, TA_HEALTH_LOCK, TA_HEALTH_RING_LOCKED);
}

/* (transfer none) (nullable): somebody with an allergy, and the item of their household */
static const TaPerson *
find_allergic (TaWindow *window, TaHouseholdItem **item)
{
  GListModel *households = ta_context_get_households (ta_window_get_context (window));

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) one = g_list_model_get_item (households, i);
      GPtrArray *persons = ta_household_item_get (one)->persons;

      for (guint j = 0; j < persons->len; j++)
        if (((TaPerson *) persons->pdata[j])->allergies->len > 0)
          {
            *item = one;
            return persons->pdata[j];
          }
    }
  return NULL;
}

void
ta_picture_locked_household (TaWindow *window)
{
  TaHouseholdItem *item = NULL;

  ta_picture_lock_health (window);
  if (find_allergic (window, &item) != NULL)
    ta_window_show_page (window, "households", ta_household_item_get_id (item));
}

void
ta_picture_locked_person (TaWindow *window)
{
  TaHouseholdItem *item = NULL;
  const TaPerson *person;

  ta_picture_lock_health (window);
  person = find_allergic (window, &item);
  if (person != NULL)
    ta_person_dialog_present (ta_window_get_context (window), item, person->id, GTK_WIDGET (window));
}

void
ta_picture_unlock (TaWindow *window)
{
  ta_picture_lock_health (window);
  ta_health_dialog_present (ta_window_get_context (window), TA_HEALTH_UNLOCK, GTK_WIDGET (window));
}

/* Making a key of what was typed takes its time. */
void
ta_picture_unlock_in_vain (TaWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  GtkWidget *button = dialog != NULL ? adw_dialog_get_default_widget (dialog) : NULL;

  if (button == NULL)
    return;
  g_signal_emit_by_name (button, "clicked");
  while (!gtk_widget_get_sensitive (button))
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
leave_copies (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  static const char *const endings[] = { ".before-v7.sqlite", ".before-v8.sqlite" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (ta_database_get_path (database), endings[i], NULL);

      if (!g_file_set_contents (path, "", 0, error))
        return NULL;
    }
  return data;
}

void
ta_picture_health_copies (TaWindow *window)
{
  g_autoptr (GError) error = NULL;

  if (ta_store_read (ta_context_get_store (ta_window_get_context (window)), leave_copies, window, &error) == NULL)
    g_printerr ("%s\n", error->message);
  ta_picture_health_lock (window);
}

void
ta_picture_health_lock (TaWindow *window)
{
  ta_health_dialog_present (ta_window_get_context (window), TA_HEALTH_TURN_ON, GTK_WIDGET (window));
}

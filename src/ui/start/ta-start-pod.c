/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-start-pod.h"

#include "ta-household-table.h"
#include "ta-location.h"
#include "ta-pod-table.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

void
ta_start_household_free (TaStartHousehold *household)
{
  g_free (household->name);
  g_free (household->address);
  g_free (household->phone);
  g_free (household);
}

TaStartPod *
ta_start_pod_new (const char *name, TaPoint place, const char *timezone, const char *currency)
{
  TaStartPod *start = g_new0 (TaStartPod, 1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (timezone);

  start->collective = ta_collective_new (name, timezone, currency);
  start->collective->place = place;
  start->households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_start_household_free);
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  start->today = ta_date_from_unix (g_get_real_time () / G_USEC_PER_SEC, zone);
  return start;
}

void
ta_start_pod_free (TaStartPod *start)
{
  ta_collective_free (start->collective);
  g_ptr_array_unref (start->households);
  g_free (start);
}

char *
ta_start_pod_path (void)
{
  g_autofree char *folder = ta_database_folder ();

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup ("collective.turnabout") : g_strdup_printf ("collective-%u.turnabout", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
}

/* ---- the command -------------------------------------------------------------------------------------------------------------------- */

/* People who are only counted get their names later. */
static void
add_people (TaHousehold *household, int count, TaPersonRole role)
{
  for (int i = 1; i <= count; i++)
    {
      g_autofree char *name = g_strdup_printf (role == TA_ROLE_ADULT ? _ ("Adult %d") : _ ("Child %d"), i);

      g_ptr_array_add (household->persons, ta_person_new (name, role));
    }
}

static gboolean
save_household (TaDatabase *database, const TaStartPod *start, const TaStartHousehold *line, const char *pod, int colour, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_new (line->name);

  household->colour = colour;
  ta_set_text (&household->address, line->address);
  add_people (household, line->adults, TA_ROLE_ADULT);
  add_people (household, line->children, TA_ROLE_CHILD);
  if (*line->phone != '\0')
    g_ptr_array_add (household->contacts, ta_contact_point_new (TA_CONTACT_PHONE, line->phone));
  g_ptr_array_add (household->memberships, ta_membership_new (pod, TA_STATUS_MEMBER, start->today));
  return ta_household_table_save (database, household, error);
}

static gboolean
save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const TaStartPod *start = data;
  g_autoptr (TaPod) pod = ta_pod_new (start->collective->name);
  g_autoptr (TaService) service = ta_service_new (_ ("Cooking"), TA_SERVICE_COOK);

  pod->place = start->collective->place;
  if (!ta_collective_table_save (database, start->collective, error) || !ta_pod_table_save (database, pod, error)
      || !ta_service_table_save (database, service, error))
    return FALSE;
  for (guint i = 0; i < start->households->len; i++)
    if (!save_household (database, start, g_ptr_array_index (start->households, i), pod->id, (int) (i % 10), error))
      return FALSE;
  return TRUE;
}

static void
remove_files (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

static void
on_saved (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (TaStore) store = g_object_ref (TA_STORE (object));
  g_autoptr (GError) error = NULL;

  if (ta_store_run_finish (store, result, &error))
    {
      g_task_return_pointer (task, g_steal_pointer (&store), g_object_unref);
      return;
    }
  ta_store_close (store);
  remove_files (ta_store_get_path (store));
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = ta_store_open_finish (result, &error);
  TaStartPod *start = g_task_get_task_data (task);
  TaOrigin origin = { g_get_real_name (), NULL, TA_SOURCE_SCREEN };
  g_autofree char *label = g_strdup_printf (_ ("Started the pod %s"), start->collective->name);

  if (store == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    /* The task keeps what is saved. */
    ta_store_run_async (store, label, &origin, save, start, NULL, NULL, on_saved, g_steal_pointer (&task));
}

void
ta_start_pod_create_async (TaStartPod *start, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autofree char *folder = ta_database_folder ();
  g_autofree char *path = ta_start_pod_path ();

  g_task_set_source_tag (task, ta_start_pod_create_async);
  g_task_set_task_data (task, start, (GDestroyNotify) ta_start_pod_free);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The folder “%s” cannot be made."), folder);
  else
    ta_store_open_async (path, TA_DATABASE_CREATE, NULL, on_opened, g_steal_pointer (&task));
}

TaStore *
ta_start_pod_create_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

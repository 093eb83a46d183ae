/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-location.h"

#include <gio/gio.h>

#define SCHEMA_ID "coop.turnabout.Turnabout"

char *
ta_database_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "turnabout", NULL);
}

/* (nullable) */
static char *
last_database (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE) : NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *path = NULL;

  /* Run from where it was built, without the application's data: as on a first start. */
  if (schema == NULL)
    return NULL;
  settings = g_settings_new_full (schema, NULL, NULL);
  path = g_settings_get_string (settings, "last-database");
  return *path != '\0' ? g_steal_pointer (&path) : NULL;
}

char *
ta_default_database_path (void)
{
  g_autofree char *last = last_database ();
  g_autofree char *folder = ta_database_folder ();

  return last != NULL ? g_steal_pointer (&last) : g_build_filename (folder, "collective.turnabout", NULL);
}

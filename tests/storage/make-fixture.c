/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-store.h"

#include <string.h>

/* Writes a database as this version of the program does: "make-fixture PATH CONTENT", where CONTENT is fixtures/content.sql. Packed with
   gzip the file is the fixture of a version, made before the next one begins: fixtures/vN.turnabout.gz. Not a test. */

#define COMMAND_MARK "--: "

static gboolean
do_script (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database, data, error);
}

static gboolean
run_command (TaStore *store, const char *command, GError **error)
{
  const char *script = strchr (command, '\n');
  g_autofree char *label = script != NULL ? g_strndup (command, (gsize) (script - command)) : NULL;

  return script == NULL || ta_store_run (store, label, NULL, do_script, (gpointer) script, NULL, error);
}

static gboolean
write_fixture (const char *path, const char *content, GError **error)
{
  g_autoptr (TaStore) store = ta_store_open (path, TA_DATABASE_CREATE, error);
  g_auto (GStrv) commands = g_strsplit (content, COMMAND_MARK, -1);

  if (store == NULL)
    return FALSE;
  /* What stands before the first mark is for those who read it. */
  for (guint i = 1; i < g_strv_length (commands); i++)
    if (!run_command (store, commands[i], error))
      return FALSE;
  ta_store_close (store);
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  if (argc == 3 && g_file_get_contents (argv[2], &content, NULL, &error) && write_fixture (argv[1], content, &error))
    return 0;
  g_printerr ("%s\n", error != NULL ? error->message : "Usage: make-fixture PATH CONTENT");
  return 1;
}

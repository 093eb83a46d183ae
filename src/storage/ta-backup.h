/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"

#include <gio/gio.h>

/** TaBackupSummary: what is inside a file, to look at before it is restored. */
typedef struct
{
  char *path;
  char *collective;
  int version;
  gint64 modified;    /* seconds since 1970 */
  gint64 last_change; /* ms since 1970 of the newest history row; 0 without */
  int pods;
  int households;
  int people;
  int turns;
  int tools;
  int loans;
} TaBackupSummary;

void ta_backup_summary_free (TaBackupSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaBackupSummary, ta_backup_summary_free)

/**
 * ta_backup_write:
 *
 * Copies @database to the file @path with SQLite's online backup: whole, while others write. It appears under its name only when complete.
 * Health data that lies open is sealed in the copy with the database's copy keys, or taken out of it where there are none; see ta-health.h.
 */
gboolean ta_backup_write (TaDatabase *database, const char *path, GCancellable *cancellable, GError **error);

/** The same with all as it is: for what takes the database's place, or is kept while it is brought up to date. */
gboolean ta_backup_write_whole (TaDatabase *database, const char *path, GCancellable *cancellable, GError **error);

/** Once a day: a copy into the folder of backups beside the database, then removes what is older than the seven newest days. */
gboolean ta_backup_daily (TaDatabase *database, TaDate today, GError **error);

/** How many there are of those that ta_backup_list() gives, without a look into them; -1 with @error. */
int ta_backup_count (const char *database_path, GError **error);

/** Writes today's copy anew, and deletes all others on this computer: what they have and the database no longer is gone. */
gboolean ta_backup_renew (TaDatabase *database, TaDate today, GError **error);

/** (transfer full): of TaBackupSummary, the newest first: the daily copies and those made before migrations beside @database_path */
GPtrArray *ta_backup_list (const char *database_path, GError **error);

/** TaBackupFile: a file, with no look into it. */
typedef struct
{
  char *path;
  gint64 modified; /* seconds since 1970; 0: not known */
} TaBackupFile;

void ta_backup_file_free (TaBackupFile *file);

/**
 * Those made before migrations beside @database_path: they hold health data as it then was, since they are of an older format. By name; none of a
 * database in memory. (transfer full): of TaBackupFile
 */
GPtrArray *ta_backup_list_before_migrations (const char *database_path, GError **error);

/** Deletes all of them. */
gboolean ta_backup_delete_before_migrations (const char *database_path, GError **error);

/** Looks into a file without changing it; refuses what is not one of ours, newer or damaged. (transfer full) */
TaBackupSummary *ta_backup_inspect (const char *path, GError **error);

/**
 * Replaces the content of @database_path (which no store may have open) by that of @backup_path, after keeping what was there as a
 * backup of its own, whose path @kept (nullable) takes. On failure the old content stands.
 * @copy_keys: (nullable): what seals health data in that which is kept
 */
gboolean ta_backup_restore (const char *backup_path, const char *database_path, TaHealthKeys *copy_keys, char **kept, GError **error);

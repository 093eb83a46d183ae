/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

static int
fail (const char *path, int reason, GError **error)
{
  if (reason == EWOULDBLOCK)
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_BUSY, _ ("“%s” is being served by another turnabout-hub already."), path);
  else
    g_set_error (error, TA_HUB_ERROR, TA_HUB_ERROR_NOT_FOUND, _ ("“%s” cannot be opened: %s"), path, g_strerror (reason));
  return -1;
}

/* As SQLite does with its own files: where root was here once, the daemon's user can still open it. */
static void
give_to_owner (int lock, const char *path)
{
  GStatBuf info;

  if (geteuid () == 0 && g_stat (path, &info) == 0 && fchown (lock, info.st_uid, info.st_gid) != 0)
    g_info ("%s-lock stays root's: %s", path, g_strerror (errno));
}

int
ta_hub_lock_take (const char *path, GError **error)
{
  /* Whatever links lead to it, it is one file. */
  char *real = realpath (path, NULL);
  int reason = errno, lock;
  g_autofree char *name = real != NULL ? g_strconcat (real, "-lock", NULL) : NULL;

  free (real);
  if (name == NULL)
    return fail (path, reason, error);
  /* Not the hub's file itself: when it is closed, the locks go that SQLite has on it. */
  lock = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock >= 0)
    give_to_owner (lock, path);
  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  reason = errno;
  ta_hub_lock_release (lock);
  return fail (path, reason, error);
}

void
ta_hub_lock_release (int lock)
{
  if (lock >= 0)
    g_close (lock, NULL);
}

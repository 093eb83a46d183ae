/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define TA_STORAGE_ERROR (ta_storage_error_quark ())

typedef enum
{
  TA_STORAGE_ERROR_FAILED,    /* SQLite said no for a reason that nobody branches on */
  TA_STORAGE_ERROR_NEWER,     /* the file was written by a newer version; it was left as it is */
  TA_STORAGE_ERROR_FOREIGN,   /* a file, but not one of ours */
  TA_STORAGE_ERROR_DAMAGED,   /* SQLite finds the file corrupt */
  TA_STORAGE_ERROR_FULL,      /* no room on the disk */
  TA_STORAGE_ERROR_READ_ONLY, /* may be read, not written */
  TA_STORAGE_ERROR_BUSY,      /* another program holds the file */
  TA_STORAGE_ERROR_CONFLICT,  /* the rule of a table refused it, or what an undo would change has changed since */
  TA_STORAGE_ERROR_NOT_FOUND, /* no such row */
  TA_STORAGE_ERROR_NOTHING,   /* nothing to undo or redo */
  TA_STORAGE_ERROR_LOCKED     /* the health data is locked, and would have to be sealed */
} TaStorageError;

GQuark ta_storage_error_quark (void);

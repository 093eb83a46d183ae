/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define TA_SEAL_ERROR (ta_seal_error_quark ())

/** What stands in the way of sealing and opening. No message of these ever holds a key or what was sealed. */
typedef enum
{
  TA_SEAL_ERROR_FORMAT,    /* not in the form that it should have */
  TA_SEAL_ERROR_NEWER,     /* written by a newer version */
  TA_SEAL_ERROR_NO_KEY,    /* sealed with a key that this keyring does not have */
  TA_SEAL_ERROR_DAMAGED,   /* altered, or sealed for another place */
  TA_SEAL_ERROR_LIMIT,     /* larger than is taken on */
  TA_SEAL_ERROR_EXPIRED,   /* an invitation that is no longer valid */
  TA_SEAL_ERROR_USED,      /* an invitation with which somebody else came in */
  TA_SEAL_ERROR_UNTRUSTED, /* signed by nobody who may */
  TA_SEAL_ERROR_REMOVED,   /* this device is not among those that may read */
  TA_SEAL_ERROR_LOCKED,    /* the desktop keeps its secrets locked, and nobody unlocked them */
  TA_SEAL_ERROR_STORE      /* a secret could not be written or read */
} TaSealError;

GQuark ta_seal_error_quark (void);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define TA_HUB_ERROR (ta_hub_error_quark ())

typedef enum
{
  TA_HUB_ERROR_FAILED,    /* for a reason that nobody branches on */
  TA_HUB_ERROR_FULL,      /* the file cannot grow; it still can be read */
  TA_HUB_ERROR_FOREIGN,   /* a file, but not a hub's */
  TA_HUB_ERROR_NEWER,     /* written by a newer version */
  TA_HUB_ERROR_EXISTS,    /* there is one of that name already */
  TA_HUB_ERROR_NOT_FOUND, /* there is none */
  TA_HUB_ERROR_BUSY,      /* another hub serves the file */
  TA_HUB_ERROR_USAGE      /* the command line makes no sense */
} TaHubError;

GQuark ta_hub_error_quark (void);

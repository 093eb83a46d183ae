/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-ctl-private.h"

/** TaCtlVerb: what stands behind the program's name. */
typedef struct
{
  const char *name;
  const char *usage; /* (nullable): its arguments and options, as --help shows them; %NULL: not shown */
  const char *summary;
  guint least_arguments;
  guint most_arguments;
  TaCtlOption options; /* those it takes */
  TaCtlOption needed;  /* those it cannot do without */
  TaCtlFunc func;
} TaCtlVerb;

typedef enum
{
  TA_CTL_RUN,
  TA_CTL_SHOW_HELP,
  TA_CTL_SHOW_VERSION
} TaCtlRequest;

/**
 * ta_ctl_options_parse:
 * @strings: (transfer full): the command line; it is kept by @self
 * @verbs: ended by one without a name
 * @request: (out): what is asked for
 * @verb: (out): set for TA_CTL_RUN
 *
 * %FALSE with TA_CTL_ERROR_USAGE.
 */
gboolean ta_ctl_options_parse (TaCtl *self, char **strings, const TaCtlVerb *verbs, TaCtlRequest *request, const TaCtlVerb **verb, GError **error);

void ta_ctl_options_clear (TaCtl *self);

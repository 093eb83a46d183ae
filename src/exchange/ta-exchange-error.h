/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * TaExchangeError:
 * @TA_EXCHANGE_ERROR_TOO_LARGE: the input is larger than this program takes
 * @TA_EXCHANGE_ERROR_NOT_TEXT: the input is no text in an encoding that can be told
 * @TA_EXCHANGE_ERROR_SYNTAX: the text breaks the rules of its format
 * @TA_EXCHANGE_ERROR_REFUSED: the text is well formed and still cannot be taken
 *
 * What goes wrong with files from outside. Every message is a translated sentence for a person.
 */
typedef enum
{
  TA_EXCHANGE_ERROR_TOO_LARGE,
  TA_EXCHANGE_ERROR_NOT_TEXT,
  TA_EXCHANGE_ERROR_SYNTAX,
  TA_EXCHANGE_ERROR_REFUSED
} TaExchangeError;

#define TA_EXCHANGE_ERROR (ta_exchange_error_quark ())
GQuark ta_exchange_error_quark (void);

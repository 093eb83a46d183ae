/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** (transfer full): of char *: what stands between the commas or semicolons of @text, without white space at its ends, each once whatever its letter case */
GPtrArray *ta_words_parse (const char *text);

/** @words (of char *) with commas between. (transfer full) */
char *ta_words_join (const GPtrArray *words);

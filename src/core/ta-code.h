/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * TaCode:
 *
 * One value of an enumeration: the word that stands for it in databases and files, which never changes, and the one that a person
 * sees. Tables of them end with a %NULL word and list the values from 0 on without gaps.
 */
typedef struct
{
  const char *word;
  const char *label; /* marked with N_() */
} TaCode;

/** The word of @value; it must be in @table. */
const char *ta_code_word (const TaCode *table, int value);

/** The translated label of @value. */
const char *ta_code_label (const TaCode *table, int value);

/** Finds the value whose word is @word (letter case is ignored); %FALSE leaves @value alone. */
gboolean ta_code_parse (const TaCode *table, const char *word, int *value);

/** As ta_code_parse(), but takes the label in the person's language too. */
gboolean ta_code_parse_any (const TaCode *table, const char *text, int *value);

/** How many values @table has. */
int ta_code_count (const TaCode *table);

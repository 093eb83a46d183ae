/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-import-context.h"

/* Columns that hold lists, their parts with semicolons between; not for the other layers. */

/* Our word for what a person wrote: a word or a label of @tables (ended by NULL), or what they wrote, in lower case. (transfer full) */
char *ta_import_word (const TaCode *const *tables, const char *text);

/* Our words for what @text lists, each once. (transfer full): of char * */
GPtrArray *ta_import_words_parse (const char *text, const TaCode *const *tables);

/* "no pork; vegetarian", in the order of the alphabet. (transfer full) */
char *ta_import_words_to_text (const GPtrArray *words);

/* Makes @field (of char *) what @words (nullable: nothing is said) says. */
void ta_import_set_words (TaImportContext *context, guint column, GPtrArray *field, const GPtrArray *words);

/* The days of the week that a column lists: bit 0 Monday … bit 6 Sunday; 0 where it says nothing, or something bad. */
guint ta_import_get_weekdays (TaImportContext *context, guint column);

/* "tuesday; thursday": when the household, or its person @person (nullable: all), does not eat with the pod. (transfer full) */
char *ta_import_skipped_to_text (const TaHousehold *household, const char *person);

/* Makes those days @weekdays; 0: nothing is said. */
void ta_import_set_skipped (TaImportContext *context, guint column, TaHousehold *household, const char *person, guint weekdays);

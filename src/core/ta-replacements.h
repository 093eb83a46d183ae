/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** TaReplacements: words that are taken out of texts, each with what stands there instead. */
typedef struct _TaReplacements TaReplacements;

TaReplacements *ta_replacements_new (void);
void ta_replacements_free (TaReplacements *replacements);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaReplacements, ta_replacements_free)

/**
 * ta_replacements_add:
 * @words: such as a full name; blanks around it do not count; less than two characters are nothing
 * @by: what stands there instead
 *
 * The first for the same words stands.
 */
void ta_replacements_add (TaReplacements *replacements, const char *words, const char *by);
guint ta_replacements_count (const TaReplacements *replacements);

/**
 * ta_replacements_apply:
 *
 * The longest words first, and only where they stand by themselves: “Ana” is not in “Analía”. Letter case tells a single word from another
 * (“Rose”, “rose”); of several words it does not count.
 *
 * Returns: (transfer full) (nullable): the text with them replaced; %NULL where none is in it
 */
char *ta_replacements_apply (const TaReplacements *replacements, const char *text);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * JSON as the hub needs it: checked once, then walked where it lies. No tree is built of what a client sent, since a tree takes many
 * times the room of its text; and a document goes into the file exactly as it came.
 */

/** TaHubSpan: a piece of a text that somebody else owns. */
typedef struct
{
  const char *at;
  gsize size;
} TaHubSpan;

/** TaHubJsonWalk: where a walk over the members of an object or the elements of an array stands. */
typedef struct
{
  const char *at;
  const char *end;
} TaHubJsonWalk;

/** Whether @text is one JSON value: strict, valid UTF-8, no half of a surrogate pair, nested at most 100 deep. Everything below wants that. */
gboolean ta_hub_json_check (const char *text, gsize size);

/** The value within @text, without the blanks around it. */
TaHubSpan ta_hub_json_value (const char *text, gsize size);

gboolean ta_hub_json_is_object (TaHubSpan value);
gboolean ta_hub_json_is_array (TaHubSpan value);

/** Begins a walk over @value, an object or an array. */
TaHubJsonWalk ta_hub_json_walk (TaHubSpan value);

/** The next member; @key keeps its quotes. %FALSE at the end. */
gboolean ta_hub_json_next_member (TaHubJsonWalk *walk, TaHubSpan *key, TaHubSpan *value);

/** The next element. %FALSE at the end. */
gboolean ta_hub_json_next_element (TaHubJsonWalk *walk, TaHubSpan *value);

/** The last member named @name of @object; %FALSE where there is none. */
gboolean ta_hub_json_find (TaHubSpan object, const char *name, TaHubSpan *value);

/** Whether the string @value says @text. */
gboolean ta_hub_json_equals (TaHubSpan value, const char *text);

/** Whether @value is the literal @word: true, false or null. */
gboolean ta_hub_json_is (TaHubSpan value, const char *word);

/** (transfer full) (nullable): what the string @value says; %NULL where it is not a string or holds a NUL. */
char *ta_hub_json_dup_string (TaHubSpan value);

/** Whether @value is a whole number, which @number takes. */
gboolean ta_hub_json_get_int (TaHubSpan value, gint64 *number);

/** Appends @text to @out as a JSON string with its quotes. @text is UTF-8. */
void ta_hub_json_append_string (GString *out, const char *text);

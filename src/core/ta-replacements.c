/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-replacements.h"

#include <string.h>

#define SHORTEST 2

typedef struct
{
  char *words;
  char *by;
  gboolean caseless;
} Replacement;

struct _TaReplacements
{
  GPtrArray *list; /* of Replacement, the longest first */
};

static void
replacement_free (gpointer data)
{
  Replacement *replacement = data;

  g_free (replacement->words);
  g_free (replacement->by);
  g_free (replacement);
}

TaReplacements *
ta_replacements_new (void)
{
  TaReplacements *self = g_new0 (TaReplacements, 1);

  self->list = g_ptr_array_new_with_free_func (replacement_free);
  return self;
}

void
ta_replacements_free (TaReplacements *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->list);
  g_free (self);
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const Replacement *first = *(Replacement *const *) a;
  const Replacement *second = *(Replacement *const *) b;
  gsize first_length = strlen (first->words);
  gsize second_length = strlen (second->words);

  if (first_length != second_length)
    return first_length > second_length ? -1 : 1;
  return strcmp (first->words, second->words);
}

void
ta_replacements_add (TaReplacements *self, const char *words, const char *by)
{
  g_autofree char *stripped = g_strstrip (g_strdup (words != NULL ? words : ""));
  Replacement *replacement;

  if (g_utf8_strlen (stripped, -1) < SHORTEST || strcmp (stripped, by) == 0)
    return;
  for (guint i = 0; i < self->list->len; i++)
    if (strcmp (((const Replacement *) self->list->pdata[i])->words, stripped) == 0)
      return;
  replacement = g_new0 (Replacement, 1);
  replacement->caseless = strchr (stripped, ' ') != NULL;
  replacement->words = g_steal_pointer (&stripped);
  replacement->by = g_strdup (by);
  g_ptr_array_add (self->list, replacement);
  g_ptr_array_sort (self->list, compare_lengths);
}

guint
ta_replacements_count (const TaReplacements *self)
{
  return self->list->len;
}

/* (nullable): where @words end that @text begins with */
static const char *
match (const Replacement *replacement, const char *text)
{
  const char *at = text;

  for (const char *word = replacement->words; *word != '\0'; word = g_utf8_next_char (word), at = g_utf8_next_char (at))
    {
      gunichar expected = g_utf8_get_char (word);
      gunichar found = *at != '\0' ? g_utf8_get_char (at) : 0;

      if (found != expected && !(replacement->caseless && found != 0 && g_unichar_tolower (found) == g_unichar_tolower (expected)))
        return NULL;
    }
  return at;
}

static gboolean
is_inside_word (const char *text, const char *at)
{
  return at > text && *at != '\0' && g_unichar_isalnum (g_utf8_get_char (at)) && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

static const Replacement *
find (const TaReplacements *self, const char *text, const char *at, const char **end)
{
  if (is_inside_word (text, at))
    return NULL;
  for (guint i = 0; i < self->list->len; i++)
    {
      const Replacement *replacement = self->list->pdata[i];

      *end = match (replacement, at);
      if (*end != NULL && !is_inside_word (text, *end))
        return replacement;
    }
  return NULL;
}

char *
ta_replacements_apply (const TaReplacements *self, const char *text)
{
  g_autoptr (GString) out = NULL;
  const char *at = text;

  if (text == NULL || self->list->len == 0 || !g_utf8_validate (text, -1, NULL))
    return NULL;
  while (*at != '\0')
    {
      const char *next = g_utf8_next_char (at);
      const char *end = NULL;
      const Replacement *found = find (self, text, at, &end);

      if (found != NULL && out == NULL)
        out = g_string_new_len (text, at - text);
      if (found != NULL)
        g_string_append (out, found->by);
      else if (out != NULL)
        g_string_append_len (out, at, next - at);
      at = found != NULL ? end : next;
    }
  return out != NULL ? g_string_free_and_steal (g_steal_pointer (&out)) : NULL;
}

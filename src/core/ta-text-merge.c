/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-document-join.h"

#include <string.h>

/* Lines beyond which texts are taken as one block: what follows costs their product. */
#define MAX_LINES 2000

typedef struct
{
  char **lines;
  guint count;
} Lines;

static Lines
lines_of (const char *text)
{
  Lines lines = { *text != '\0' ? g_strsplit (text, "\n", -1) : g_new0 (char *, 1), 0 };

  lines.count = g_strv_length (lines.lines);
  return lines;
}

/* For each line of @base the line of @other that it became, or -1: a longest common subsequence. */
static int *
match_lines (const Lines *base, const Lines *other)
{
  guint width = other->count + 1;
  g_autofree guint16 *length = g_new0 (guint16, (gsize) (base->count + 1) * width);
  int *match = g_new (int, base->count + 1);
  guint i = 0, j = 0;

  for (guint k = base->count; k-- > 0;)
    for (guint l = other->count; l-- > 0;)
      length[k * width + l] = strcmp (base->lines[k], other->lines[l]) == 0 ? length[(k + 1) * width + l + 1] + 1
                                                                            : MAX (length[(k + 1) * width + l], length[k * width + l + 1]);
  while (i < base->count)
    if (j < other->count && strcmp (base->lines[i], other->lines[j]) == 0)
      match[i++] = (int) j++;
    else if (j < other->count && length[i * width + j + 1] >= length[(i + 1) * width + j])
      j++;
    else
      match[i++] = -1;
  match[base->count] = (int) other->count;
  return match;
}

static gboolean
same_lines (char **a, guint a_count, char **b, guint b_count)
{
  if (a_count != b_count)
    return FALSE;
  for (guint i = 0; i < a_count; i++)
    if (strcmp (a[i], b[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
take_lines (GPtrArray *merged, char **lines, guint count)
{
  for (guint i = 0; i < count; i++)
    g_ptr_array_add (merged, lines[i]);
}

/* What stands between two lines that all three have. Whether it went without a clash: then both stand, the later one first. */
static gboolean
merge_block (GPtrArray *merged, char **base, guint base_count, char **later, guint later_count, char **earlier, guint earlier_count)
{
  if (same_lines (base, base_count, later, later_count))
    {
      take_lines (merged, earlier, earlier_count);
      return TRUE;
    }
  take_lines (merged, later, later_count);
  if (same_lines (base, base_count, earlier, earlier_count) || same_lines (later, later_count, earlier, earlier_count))
    return TRUE;
  take_lines (merged, earlier, earlier_count);
  return FALSE;
}

static gboolean
merge_lines (GPtrArray *merged, const Lines *base, const Lines *later, const Lines *earlier)
{
  g_autofree int *to_later = match_lines (base, later);
  g_autofree int *to_earlier = match_lines (base, earlier);
  guint from = 0, from_later = 0, from_earlier = 0;
  gboolean whole = TRUE;

  for (guint i = 0; i <= base->count; i++)
    {
      guint at_later, at_earlier;

      if (to_later[i] < 0 || to_earlier[i] < 0)
        continue;
      at_later = (guint) to_later[i];
      at_earlier = (guint) to_earlier[i];
      whole &= merge_block (merged, base->lines + from, i - from, later->lines + from_later, at_later - from_later, earlier->lines + from_earlier,
                            at_earlier - from_earlier);
      if (i < base->count)
        g_ptr_array_add (merged, base->lines[i]);
      from = i + 1;
      from_later = at_later + 1;
      from_earlier = at_earlier + 1;
    }
  return whole;
}

char *
ta_text_merge (const char *base, const char *later, const char *earlier, gboolean *whole)
{
  Lines lines = lines_of (base != NULL ? base : "");
  Lines later_lines = lines_of (later);
  Lines earlier_lines = lines_of (earlier);
  g_autoptr (GPtrArray) merged = g_ptr_array_new ();
  char *text;

  if (MAX (lines.count, MAX (later_lines.count, earlier_lines.count)) > MAX_LINES)
    {
      *whole = merge_block (merged, lines.lines, lines.count, later_lines.lines, later_lines.count, earlier_lines.lines, earlier_lines.count);
    }
  else
    *whole = merge_lines (merged, &lines, &later_lines, &earlier_lines);
  g_ptr_array_add (merged, NULL);
  text = g_strjoinv ("\n", (char **) merged->pdata);
  g_strfreev (lines.lines);
  g_strfreev (later_lines.lines);
  g_strfreev (earlier_lines.lines);
  return text;
}

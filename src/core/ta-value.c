/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-value.h"

#include <math.h>
#include <string.h>

struct _TaValue
{
  gatomicrefcount references;
  TaValueKind kind;
  gboolean fixed; /* one of those below: it is there for good */
  union
  {
    gint64 integer;
    double real;
    GBytes *bytes;
  };
  char text[];
};

/* What most columns have, and every row that is there: nothing, and small numbers. */
static TaValue fixed_null = { .kind = TA_VALUE_NULL, .fixed = TRUE };
static TaValue fixed_integers[] = {
  { .kind = TA_VALUE_INTEGER, .fixed = TRUE, .integer = 0 },
  { .kind = TA_VALUE_INTEGER, .fixed = TRUE, .integer = 1 },
  { .kind = TA_VALUE_INTEGER, .fixed = TRUE, .integer = 2 },
  { .kind = TA_VALUE_INTEGER, .fixed = TRUE, .integer = 3 },
};

static TaValue *
value_new (TaValueKind kind, gsize room)
{
  TaValue *value = g_malloc (sizeof *value + room);

  g_atomic_ref_count_init (&value->references);
  value->kind = kind;
  value->fixed = FALSE;
  value->integer = 0;
  return value;
}

TaValue *
ta_value_new_null (void)
{
  return &fixed_null;
}

TaValue *
ta_value_new_integer (gint64 integer)
{
  TaValue *value;

  if (integer >= 0 && integer < (gint64) G_N_ELEMENTS (fixed_integers))
    return &fixed_integers[integer];
  value = value_new (TA_VALUE_INTEGER, 0);
  value->integer = integer;
  return value;
}

TaValue *
ta_value_new_real (double real)
{
  TaValue *value = value_new (TA_VALUE_REAL, 0);

  value->real = 0;
  g_return_val_if_fail (isfinite (real), value);
  value->real = real;
  return value;
}

TaValue *
ta_value_new_utf8 (const char *text, gsize length)
{
  TaValue *value = value_new (TA_VALUE_TEXT, length + 1);

  memcpy (value->text, text, length);
  value->text[length] = '\0';
  return value;
}

TaValue *
ta_value_new_text (const char *text, gssize length)
{
  gsize size = length >= 0 ? (gsize) length : strlen (text);
  g_autofree char *valid = NULL;

  if (g_utf8_validate_len (text, size, NULL))
    return ta_value_new_utf8 (text, size);
  valid = g_utf8_make_valid (text, (gssize) size);
  return ta_value_new_utf8 (valid, strlen (valid));
}

TaValue *
ta_value_new_bytes (gconstpointer data, gsize size)
{
  TaValue *value = value_new (TA_VALUE_BYTES, 0);

  value->bytes = g_bytes_new (data, size);
  return value;
}

TaValue *
ta_value_ref (TaValue *value)
{
  if (!value->fixed)
    g_atomic_ref_count_inc (&value->references);
  return value;
}

void
ta_value_unref (TaValue *value)
{
  if (value->fixed || !g_atomic_ref_count_dec (&value->references))
    return;
  if (value->kind == TA_VALUE_BYTES)
    g_bytes_unref (value->bytes);
  g_free (value);
}

TaValueKind
ta_value_get_kind (const TaValue *value)
{
  return value->kind;
}

gint64
ta_value_get_integer (const TaValue *value)
{
  return value->kind == TA_VALUE_INTEGER ? value->integer : 0;
}

double
ta_value_get_real (const TaValue *value)
{
  return value->kind == TA_VALUE_REAL ? value->real : 0;
}

const char *
ta_value_get_text (const TaValue *value)
{
  return value->kind == TA_VALUE_TEXT ? value->text : NULL;
}

gconstpointer
ta_value_get_bytes (const TaValue *value, gsize *size)
{
  return value->kind == TA_VALUE_BYTES ? g_bytes_get_data (value->bytes, size) : NULL;
}

static int
compare_integers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

int
ta_value_compare (const TaValue *a, const TaValue *b)
{
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  switch (a->kind)
    {
    case TA_VALUE_INTEGER:
      return compare_integers (a->integer, b->integer);
    case TA_VALUE_REAL:
      return (a->real > b->real) - (a->real < b->real);
    case TA_VALUE_TEXT:
      return strcmp (a->text, b->text);
    case TA_VALUE_BYTES:
      return g_bytes_compare (a->bytes, b->bytes);
    case TA_VALUE_NULL:
    default:
      return 0;
    }
}

gboolean
ta_value_equal (const TaValue *a, const TaValue *b)
{
  return ta_value_compare (a, b) == 0;
}

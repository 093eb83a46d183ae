/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-value.h"

#include <math.h>
#include <string.h>

struct _TaValue
{
  gatomicrefcount references;
  TaValueKind kind;
  union
  {
    gint64 integer;
    double real;
    char *text;
    GBytes *bytes;
  };
};

static TaValue *
value_new (TaValueKind kind)
{
  TaValue *value = g_new0 (TaValue, 1);

  g_atomic_ref_count_init (&value->references);
  value->kind = kind;
  return value;
}

TaValue *
ta_value_new_null (void)
{
  return value_new (TA_VALUE_NULL);
}

TaValue *
ta_value_new_integer (gint64 integer)
{
  TaValue *value = value_new (TA_VALUE_INTEGER);

  value->integer = integer;
  return value;
}

TaValue *
ta_value_new_real (double real)
{
  TaValue *value = value_new (TA_VALUE_REAL);

  g_return_val_if_fail (isfinite (real), value);
  value->real = real;
  return value;
}

TaValue *
ta_value_new_text (const char *text, gssize length)
{
  TaValue *value = value_new (TA_VALUE_TEXT);

  value->text = g_utf8_make_valid (text, length);
  return value;
}

TaValue *
ta_value_new_bytes (gconstpointer data, gsize size)
{
  TaValue *value = value_new (TA_VALUE_BYTES);

  value->bytes = g_bytes_new (data, size);
  return value;
}

TaValue *
ta_value_ref (TaValue *value)
{
  g_atomic_ref_count_inc (&value->references);
  return value;
}

void
ta_value_unref (TaValue *value)
{
  if (!g_atomic_ref_count_dec (&value->references))
    return;
  if (value->kind == TA_VALUE_TEXT)
    g_free (value->text);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  TA_VALUE_NULL,
  TA_VALUE_INTEGER,
  TA_VALUE_REAL,
  TA_VALUE_TEXT,
  TA_VALUE_BYTES
} TaValueKind;

/** TaValue: what a column of a row holds. Immutable. */
typedef struct _TaValue TaValue;

TaValue *ta_value_new_null (void);
TaValue *ta_value_new_integer (gint64 integer);
/** @real: finite */
TaValue *ta_value_new_real (double real);
/** @length: in bytes, or -1. What is not UTF-8 is made so. */
TaValue *ta_value_new_text (const char *text, gssize length);
/** The same of what is known to be UTF-8. */
TaValue *ta_value_new_utf8 (const char *text, gsize length);
TaValue *ta_value_new_bytes (gconstpointer data, gsize size);
TaValue *ta_value_ref (TaValue *value);
void ta_value_unref (TaValue *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaValue, ta_value_unref)

TaValueKind ta_value_get_kind (const TaValue *value);
/** 0 unless it is one */
gint64 ta_value_get_integer (const TaValue *value);
double ta_value_get_real (const TaValue *value);
/** (nullable): %NULL unless it is a text */
const char *ta_value_get_text (const TaValue *value);
/** (nullable): %NULL unless it is bytes */
gconstpointer ta_value_get_bytes (const TaValue *value, gsize *size);

gboolean ta_value_equal (const TaValue *a, const TaValue *b);
/** An order of all values: by kind, then by what it holds. */
int ta_value_compare (const TaValue *a, const TaValue *b);

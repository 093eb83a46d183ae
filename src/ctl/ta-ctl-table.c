/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-table.h"

#include "ta-ctl-private.h"
#include "ta-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  JsonNode *node;
  char *text;
} Cell;

struct _TaCtlTable
{
  const TaCtlColumn *columns;
  guint n_columns;
  GArray *cells; /* of Cell, row by row */
};

static void
cell_clear (gpointer data)
{
  Cell *cell = data;

  json_node_unref (cell->node);
  g_free (cell->text);
}

TaCtlTable *
ta_ctl_table_new (const TaCtlColumn *columns)
{
  TaCtlTable *self = g_new0 (TaCtlTable, 1);

  self->columns = columns;
  while (columns[self->n_columns].key != NULL)
    self->n_columns++;
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
  return self;
}

void
ta_ctl_table_free (TaCtlTable *self)
{
  g_array_unref (self->cells);
  g_free (self);
}

/* A line break within a cell would break the table. */
static char *
one_line (const char *text)
{
  return g_strdelimit (g_strdup (text != NULL ? text : ""), "\n\r\t", ' ');
}

void
ta_ctl_table_add_node (TaCtlTable *self, JsonNode *node, const char *text)
{
  Cell cell = { node, one_line (text) };

  g_array_append_val (self->cells, cell);
}

static JsonNode *
null_node (void)
{
  return json_node_new (JSON_NODE_NULL);
}

static JsonNode *
text_node (const char *text)
{
  return text != NULL ? json_node_init_string (json_node_alloc (), text) : null_node ();
}

void
ta_ctl_table_add_text (TaCtlTable *self, const char *text)
{
  ta_ctl_table_add_node (self, text_node (text), text);
}

void
ta_ctl_table_add_int (TaCtlTable *self, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  ta_ctl_table_add_node (self, json_node_init_int (json_node_alloc (), value), text);
}

void
ta_ctl_table_add_optional_int (TaCtlTable *self, gint64 value)
{
  if (value < 0)
    ta_ctl_table_add_text (self, NULL);
  else
    ta_ctl_table_add_int (self, value);
}

void
ta_ctl_table_add_hundredths (TaCtlTable *self, gint64 value)
{
  g_autofree char *text = value >= 0 ? ta_hundredths_to_text (value) : NULL;
  JsonNode *node = value >= 0 ? json_node_init_double (json_node_alloc (), (double) value / 100) : null_node ();

  ta_ctl_table_add_node (self, node, text);
}

void
ta_ctl_table_add_date (TaCtlTable *self, TaDate date)
{
  g_autofree char *iso = ta_date_to_iso (date);

  ta_ctl_table_add_text (self, iso);
}

void
ta_ctl_table_add_code (TaCtlTable *self, const TaCode *codes, int value)
{
  ta_ctl_table_add_node (self, text_node (ta_code_word (codes, value)), ta_code_label (codes, value));
}

static Cell *
cell_at (TaCtlTable *self, guint row, guint column)
{
  return &g_array_index (self->cells, Cell, row * self->n_columns + column);
}

static guint
count_rows (TaCtlTable *self)
{
  g_assert (self->cells->len % self->n_columns == 0);
  return self->cells->len / self->n_columns;
}

/* How many cells of a terminal @text takes: wide characters two, marks none. */
static guint
width_of (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2
                                                                    : 1;
    }
  return width;
}

static guint
column_width (TaCtlTable *self, guint column)
{
  guint width = width_of (_ (self->columns[column].heading));

  for (guint row = 0; row < count_rows (self); row++)
    width = MAX (width, width_of (cell_at (self, row, column)->text));
  return width;
}

static void
append_cell (GString *line, const char *text, guint width)
{
  if (line->len > 0)
    g_string_append (line, "  ");
  g_string_append (line, text);
  for (guint i = width_of (text); i < width; i++)
    g_string_append_c (line, ' ');
}

static void
print_line (GString *line)
{
  ta_ctl_say ("%s", g_strchomp (line->str));
  g_string_truncate (line, 0);
}

static void
print_text (TaCtlTable *self)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint column = 0; column < self->n_columns; column++)
    if (self->columns[column].heading != NULL)
      {
        widths[column] = column_width (self, column);
        append_cell (line, _ (self->columns[column].heading), widths[column]);
      }
  print_line (line);
  for (guint row = 0; row < count_rows (self); row++)
    {
      for (guint column = 0; column < self->n_columns; column++)
        if (self->columns[column].heading != NULL)
          append_cell (line, cell_at (self, row, column)->text, widths[column]);
      print_line (line);
    }
}

static JsonNode *
to_json (TaCtlTable *self)
{
  g_autoptr (JsonArray) rows = json_array_new ();

  for (guint row = 0; row < count_rows (self); row++)
    {
      JsonObject *object = json_object_new ();

      for (guint column = 0; column < self->n_columns; column++)
        json_object_set_member (object, self->columns[column].key, json_node_ref (cell_at (self, row, column)->node));
      json_array_add_object_element (rows, object);
    }
  return json_node_init_array (json_node_alloc (), rows);
}

void
ta_ctl_table_print (TaCtlTable *self, gboolean json)
{
  if (json)
    ta_ctl_print_json (to_json (self));
  else if (count_rows (self) > 0)
    print_text (self);
}

void
ta_ctl_print_json (JsonNode *root)
{
  g_autofree char *text = json_to_string (root, TRUE);

  ta_ctl_say ("%s", text);
  json_node_unref (root);
}

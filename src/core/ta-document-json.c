/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-document.h"
#include "ta-json-scan.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/*
 *   {"c":["<stamp>",…],"f":{"key":[value,stamp],…},"g":[deleted,stamp],"i":"id","s":schema,"t":"type","d":device,"n":number,"w":"write"}
 *
 * A stamp is its place in "c", which is sorted: a row's fields were mostly given at once. A value is null, a number (a real one has a
 * point or an exponent), a text, or {"b":"<base64>"}. "g" is there once it was given, "d", "n" and "w" where the document goes to the hub: behind all others,
 * so that a document is sent without being made anew.
 */

#define MEMBER_STAMPS "c"
#define MEMBER_DEVICE "d"
#define MEMBER_FIELDS "f"
#define MEMBER_DELETED "g"
#define MEMBER_ID "i"
#define MEMBER_NUMBER "n"
#define MEMBER_SCHEMA "s"
#define MEMBER_TYPE "t"
#define MEMBER_WRITE "w"
#define BYTES_MEMBER "b"

static const char *const members[] = {
  MEMBER_STAMPS, MEMBER_DEVICE, MEMBER_FIELDS, MEMBER_DELETED, MEMBER_ID, MEMBER_NUMBER, MEMBER_SCHEMA, MEMBER_TYPE, MEMBER_WRITE, NULL
};

/* Writing ------------------------------------------------------------------------------------------------------------------------------ */

static void
append_escaped (GString *json, char c)
{
  static const char short_forms[] = "\b\f\n\r\t";
  const char *found = strchr (short_forms, c);

  if (c == '"' || c == '\\')
    g_string_append_printf (json, "\\%c", c);
  else if (found != NULL)
    g_string_append_printf (json, "\\%c", "bfnrt"[found - short_forms]);
  else
    g_string_append_printf (json, "\\u%04x", (guint) (guchar) c);
}

static void
append_text (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  while (*text != '\0')
    {
      const char *plain = text;

      while ((guchar) *text >= 0x20 && *text != '"' && *text != '\\')
        text++;
      g_string_append_len (json, plain, text - plain);
      if (*text != '\0')
        append_escaped (json, *text++);
    }
  g_string_append_c (json, '"');
}

static void
append_number (GString *json, guint64 number)
{
  char digits[20];
  guint at = sizeof digits;

  do
    digits[--at] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append_len (json, digits + at, (gssize) (sizeof digits - at));
}

static void
append_integer (GString *json, gint64 integer)
{
  if (integer < 0)
    g_string_append_c (json, '-');
  append_number (json, integer < 0 ? 0 - (guint64) integer : (guint64) integer);
}

/* The shortest of the spellings that read as the same number, and never an integer's. */
static void
append_real (GString *json, double real)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%ug", digits);
      g_ascii_formatd (text, sizeof text, format, real);
      if (!(g_ascii_strtod (text, NULL) < real) && !(g_ascii_strtod (text, NULL) > real))
        break;
    }
  g_string_append (json, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (json, ".0");
}

static void
append_bytes (GString *json, const TaValue *value)
{
  gsize size;
  gconstpointer data = ta_value_get_bytes (value, &size);
  g_autofree char *base64 = g_base64_encode (data, size);

  g_string_append_printf (json, "{\"" BYTES_MEMBER "\":\"%s\"}", base64);
}

static void
append_value (GString *json, const TaValue *value)
{
  switch (ta_value_get_kind (value))
    {
    case TA_VALUE_INTEGER:
      append_integer (json, ta_value_get_integer (value));
      break;
    case TA_VALUE_REAL:
      append_real (json, ta_value_get_real (value));
      break;
    case TA_VALUE_TEXT:
      append_text (json, ta_value_get_text (value));
      break;
    case TA_VALUE_BYTES:
      append_bytes (json, value);
      break;
    case TA_VALUE_NULL:
    default:
      g_string_append (json, "null");
    }
}

static int
compare_stamps (gconstpointer a, gconstpointer b)
{
  return ta_stamp_compare (a, b);
}

static void
add_stamp (GArray *stamps, TaStamp stamp)
{
  for (guint i = stamps->len; i > 0; i--)
    if (ta_stamp_compare (&g_array_index (stamps, TaStamp, i - 1), &stamp) == 0)
      return;
  g_array_append_val (stamps, stamp);
}

static GArray *
collect_stamps (const TaDocument *document)
{
  GArray *stamps = g_array_new (FALSE, FALSE, sizeof (TaStamp));

  if (ta_stamp_is_set (&document->deleted_at))
    add_stamp (stamps, document->deleted_at);
  for (guint i = 0; i < document->n_fields; i++)
    add_stamp (stamps, document->fields[i].stamp);
  g_array_sort (stamps, compare_stamps);
  return stamps;
}

static guint
find_stamp (GArray *stamps, const TaStamp *stamp)
{
  guint place = 0;

  g_array_binary_search (stamps, stamp, compare_stamps, &place);
  return place;
}

static void
append_stamps (GString *json, GArray *stamps)
{
  g_string_append_c (json, '[');
  for (guint i = 0; i < stamps->len; i++)
    {
      char text[TA_STAMP_TEXT_LENGTH + 1];

      ta_stamp_to_text (&g_array_index (stamps, TaStamp, i), text);
      g_string_append (json, i > 0 ? ",\"" : "\"");
      g_string_append_len (json, text, TA_STAMP_TEXT_LENGTH);
      g_string_append_c (json, '"');
    }
  g_string_append_c (json, ']');
}

static void
append_fields (GString *json, const TaDocument *document, GArray *stamps)
{
  g_string_append_c (json, '{');
  for (guint i = 0; i < document->n_fields; i++)
    {
      const TaField *field = &document->fields[i];

      if (i > 0)
        g_string_append_c (json, ',');
      append_text (json, field->key);
      g_string_append (json, ":[");
      append_value (json, field->value);
      g_string_append_c (json, ',');
      append_number (json, find_stamp (stamps, &field->stamp));
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, '}');
}

static void
append_member (GString *json, const char *name, const TaDocument *document, GArray *stamps)
{
  if (strcmp (name, MEMBER_STAMPS) == 0)
    append_stamps (json, stamps);
  else if (strcmp (name, MEMBER_FIELDS) == 0)
    append_fields (json, document, stamps);
  else if (strcmp (name, MEMBER_DELETED) == 0)
    g_string_append_printf (json, "[%s,%u]", document->deleted ? "true" : "false", find_stamp (stamps, &document->deleted_at));
  else if (strcmp (name, MEMBER_ID) == 0)
    append_text (json, document->id);
  else if (strcmp (name, MEMBER_TYPE) == 0)
    append_text (json, document->type);
  else if (strcmp (name, MEMBER_SCHEMA) == 0)
    append_integer (json, document->schema);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The names of what stands in the text at the top, sorted. (transfer container) */
static GPtrArray *
list_names (const TaDocument *document)
{
  static const char *const always[] = { MEMBER_STAMPS, MEMBER_FIELDS, MEMBER_ID, MEMBER_SCHEMA, MEMBER_TYPE };
  GPtrArray *names = g_hash_table_get_keys_as_ptr_array (document->unknown);

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    g_ptr_array_add (names, (gpointer) always[i]);
  if (ta_stamp_is_set (&document->deleted_at))
    g_ptr_array_add (names, (gpointer) MEMBER_DELETED);
  g_ptr_array_sort (names, compare_names);
  return names;
}

static char *
write_members (const TaDocument *document)
{
  GString *json = g_string_sized_new (1024);
  g_autoptr (GArray) stamps = collect_stamps (document);
  g_autoptr (GPtrArray) names = list_names (document);

  for (guint i = 0; i < names->len; i++)
    {
      const char *unknown = g_hash_table_lookup (document->unknown, names->pdata[i]);

      g_string_append_c (json, i == 0 ? '{' : ',');
      append_text (json, names->pdata[i]);
      g_string_append_c (json, ':');
      if (unknown != NULL)
        g_string_append (json, unknown);
      else
        append_member (json, names->pdata[i], document, stamps);
    }
  g_string_append_c (json, '}');
  return g_string_free_and_steal (json);
}

char *
ta_document_add_write (const char *json, const TaDocumentWrite *write)
{
  return g_strdup_printf ("%.*s,\"" MEMBER_DEVICE "\":%" G_GUINT64_FORMAT ",\"" MEMBER_NUMBER "\":%" G_GINT64_FORMAT ",\"" MEMBER_WRITE "\":\"%s\"}",
                          (int) strlen (json) - 1, json, write->device, write->number, write->write);
}

char *
ta_document_to_json (const TaDocument *document, const TaDocumentWrite *write)
{
  g_autofree char *json = write_members (document);

  return write != NULL ? ta_document_add_write (json, write) : g_steal_pointer (&json);
}

/* Reading ------------------------------------------------------------------------------------------------------------------------------ */

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, g_dgettext (GETTEXT_PACKAGE, "This is not a document of the pod."));
  return FALSE;
}

/* A member at the top, where it stands in the text. */
typedef struct
{
  TaJsonText name;
  TaJsonText value;
} Member;

typedef struct
{
  GArray *members; /* of Member */
  GArray *stamps;  /* (nullable): of TaStamp; %NULL: not read yet */
  gboolean own;
  TaDocument *document; /* what has been read of it */
  gboolean has_fields;
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->stamps, g_array_unref);
  g_clear_pointer (&self->document, ta_document_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* The last of several stands. %FALSE: there is none */
static gboolean
find_member (const Reading *self, const char *name, TaJsonScan *scan)
{
  for (guint i = self->members->len; i > 0; i--)
    {
      const Member *member = &g_array_index (self->members, Member, i - 1);

      if (!ta_json_text_is (&member->name, name))
        continue;
      *scan = (TaJsonScan) { member->value.start, member->value.start + member->value.length };
      return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable): unless it is a text, and not an empty one */
static char *
read_text (const Reading *self, const char *name)
{
  TaJsonScan scan;
  TaJsonText text;
  char *plain = find_member (self, name, &scan) && ta_json_scan_text (&scan, &text) ? ta_json_text_dup (&text) : NULL;

  if (plain != NULL && *plain == '\0')
    g_clear_pointer (&plain, g_free);
  return plain;
}

static gboolean
read_integer (const Reading *self, const char *name, gint64 *integer)
{
  TaJsonScan scan;

  return find_member (self, name, &scan) && ta_json_scan_integer (&scan, integer) && scan.at == scan.end;
}

static gboolean
read_stamp (TaJsonScan *scan, TaStamp *stamp)
{
  char plain[TA_STAMP_TEXT_LENGTH + 1];
  TaJsonText text;

  if (!ta_json_scan_text (scan, &text) || text.length != TA_STAMP_TEXT_LENGTH)
    return FALSE;
  memcpy (plain, text.start, TA_STAMP_TEXT_LENGTH);
  plain[TA_STAMP_TEXT_LENGTH] = '\0';
  return ta_stamp_parse (plain, stamp) && ta_stamp_is_set (stamp);
}

static gboolean
read_stamps (Reading *self)
{
  g_autoptr (GArray) stamps = g_array_new (FALSE, FALSE, sizeof (TaStamp));
  TaJsonScan scan;
  gboolean first = TRUE;
  int next;

  if (!find_member (self, MEMBER_STAMPS, &scan) || !ta_json_scan_take (&scan, '['))
    return FALSE;
  while ((next = ta_json_scan_next (&scan, ']', &first)) == 1)
    {
      TaStamp stamp;

      if (!read_stamp (&scan, &stamp))
        return FALSE;
      g_array_append_val (stamps, stamp);
    }
  if (next == 0)
    self->stamps = g_steal_pointer (&stamps);
  return next == 0;
}

/* The stamp whose place stands second in a pair, of which the first has been read. */
static gboolean
end_pair (const Reading *self, TaJsonScan *scan, TaStamp *stamp)
{
  gint64 place;

  if (!ta_json_scan_take (scan, ',') || !ta_json_scan_integer (scan, &place) || !ta_json_scan_take (scan, ']') || place < 0 || place >= self->stamps->len)
    return FALSE;
  *stamp = g_array_index (self->stamps, TaStamp, place);
  return TRUE;
}

static TaValue *
read_bytes (TaJsonScan *scan)
{
  TaJsonText name, text;
  g_autofree char *base64 = NULL;
  g_autofree guchar *data = NULL;
  gsize size = 0;

  if (!ta_json_scan_take (scan, '{') || !ta_json_scan_text (scan, &name) || !ta_json_text_is (&name, BYTES_MEMBER) || !ta_json_scan_take (scan, ':')
      || !ta_json_scan_text (scan, &text) || !ta_json_scan_take (scan, '}'))
    return NULL;
  base64 = ta_json_text_dup (&text);
  if (base64 == NULL)
    return NULL;
  data = g_base64_decode (base64, &size);
  return ta_value_new_bytes (data, size);
}

static TaValue *
read_string (TaJsonScan *scan)
{
  g_autofree char *plain = NULL;
  TaJsonText text;

  if (!ta_json_scan_text (scan, &text))
    return NULL;
  if (!text.escaped)
    return ta_value_new_text (text.start, (gssize) text.length);
  plain = ta_json_text_dup (&text);
  return plain != NULL ? ta_value_new_text (plain, -1) : NULL;
}

/* (transfer full) (nullable): unless it is a value */
static TaValue *
read_value (TaJsonScan *scan)
{
  char c = ta_json_scan_peek (scan);
  gint64 integer;
  double real;

  if (c == '"')
    return read_string (scan);
  if (c == '{')
    return read_bytes (scan);
  if (c == 'n')
    return ta_json_scan_word (scan, "null") ? ta_value_new_null () : NULL;
  if (ta_json_scan_integer (scan, &integer))
    return ta_value_new_integer (integer);
  return ta_json_scan_real (scan, &real) ? ta_value_new_real (real) : NULL;
}

static gboolean
read_field (const Reading *self, TaDocument *document, TaJsonScan *scan)
{
  g_autoptr (TaValue) value = NULL;
  g_autofree char *key = NULL;
  TaJsonText name;
  TaStamp stamp;

  if (!ta_json_scan_text (scan, &name) || name.length == 0 || !ta_json_scan_take (scan, ':') || !ta_json_scan_take (scan, '['))
    return FALSE;
  key = ta_json_text_dup (&name);
  value = key != NULL ? read_value (scan) : NULL;
  if (value == NULL || !end_pair (self, scan, &stamp))
    return FALSE;
  ta_document_set (document, key, value, stamp);
  return TRUE;
}

/* In order, or whoever means ill could make each field be put before all others. */
static gboolean
is_in_order (const TaDocument *document, guint before)
{
  return document->n_fields == before + 1 && (before == 0 || strcmp (document->fields[before - 1].key, document->fields[before].key) < 0);
}

static gboolean
read_fields (Reading *self, TaJsonScan *scan)
{
  gboolean first = TRUE;
  int next;

  self->has_fields = TRUE;
  if (!ta_json_scan_take (scan, '{'))
    return FALSE;
  while ((next = ta_json_scan_next (scan, '}', &first)) == 1)
    {
      guint before = self->document->n_fields;

      if ((!self->own && before >= TA_DOCUMENT_MAX_FIELDS) || !read_field (self, self->document, scan) || !is_in_order (self->document, before))
        return FALSE;
    }
  return next == 0;
}

/* The fields, most of a document, are read where they are met, and not passed over first: what they refer to stands before them as it is written. */
static gboolean
read_member (Reading *self, const TaJsonText *name, TaJsonScan *scan, TaJsonText *value)
{
  if (!ta_json_text_is (name, MEMBER_FIELDS))
    return ta_json_scan_skip (scan, value);
  ta_json_scan_peek (scan);
  *value = (TaJsonText) { scan->at, 0, FALSE };
  if (self->stamps == NULL && !read_stamps (self))
    return ta_json_scan_skip (scan, value);
  if (self->has_fields || !read_fields (self, scan))
    return FALSE;
  value->length = (gsize) (scan->at - value->start);
  return TRUE;
}

static gboolean
read_members (Reading *self, const char *json, gsize size)
{
  TaJsonScan scan = { json, json + size };
  gboolean first = TRUE;
  int next = -1;

  if (!ta_json_scan_take (&scan, '{'))
    return FALSE;
  while ((next = ta_json_scan_next (&scan, '}', &first)) == 1)
    {
      Member member;

      if (!ta_json_scan_text (&scan, &member.name) || !ta_json_scan_take (&scan, ':') || !read_member (self, &member.name, &scan, &member.value))
        return FALSE;
      g_array_append_val (self->members, member);
    }
  return next == 0 && ta_json_scan_peek (&scan) == '\0' && scan.at == scan.end;
}

/* Where they stood before what they refer to. */
static gboolean
read_late_fields (Reading *self)
{
  TaJsonScan scan;

  return self->has_fields || (find_member (self, MEMBER_FIELDS, &scan) && read_fields (self, &scan));
}

static gboolean
read_deleted (const Reading *self, TaDocument *document)
{
  TaJsonScan scan;
  TaStamp stamp;
  gboolean deleted;

  if (!find_member (self, MEMBER_DELETED, &scan))
    return TRUE;
  if (!ta_json_scan_take (&scan, '['))
    return FALSE;
  deleted = ta_json_scan_word (&scan, "true");
  if ((!deleted && !ta_json_scan_word (&scan, "false")) || !end_pair (self, &scan, &stamp))
    return FALSE;
  ta_document_set_deleted (document, deleted, stamp);
  return TRUE;
}

static gboolean
is_write_id (const char *text)
{
  return strlen (text) == 32 && strspn (text, "0123456789abcdef") == 32;
}

static gboolean
read_write (const Reading *self, TaDocumentWrite *write)
{
  g_autofree char *id = read_text (self, MEMBER_WRITE);
  gint64 device;

  if (id == NULL || !is_write_id (id) || !read_integer (self, MEMBER_NUMBER, &write->number) || !read_integer (self, MEMBER_DEVICE, &device)
      || device <= 0 || write->number < 0)
    return FALSE;
  write->device = (guint64) device;
  g_strlcpy (write->write, id, sizeof write->write);
  return TRUE;
}

static gboolean
is_known (const TaJsonText *name)
{
  for (guint i = 0; members[i] != NULL; i++)
    if (ta_json_text_is (name, members[i]))
      return TRUE;
  return FALSE;
}

/* Written as every device writes it, whatever spaces it came with. */
static gboolean
keep_unknown (const Reading *self, TaDocument *document)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = &g_array_index (self->members, Member, i);
      g_autoptr (JsonParser) parser = NULL;
      char *name;

      if (is_known (&member->name))
        continue;
      parser = json_parser_new_immutable ();
      name = ta_json_text_dup (&member->name);
      if (name == NULL || !json_parser_load_from_data (parser, member->value.start, (gssize) member->value.length, NULL))
        {
          g_free (name);
          return FALSE;
        }
      g_hash_table_insert (document->unknown, name, json_to_string (json_parser_get_root (parser), FALSE));
    }
  return TRUE;
}

static gboolean
read_document (Reading *self, const char *json, gsize size, TaDocumentWrite *write)
{
  TaDocument *document = self->document;
  gint64 schema;

  /* What stands behind a zero would be read by nobody. */
  if (!g_utf8_validate_len (json, size, NULL) || !read_members (self, json, size) || (self->stamps == NULL && !read_stamps (self)))
    return FALSE;
  document->type = read_text (self, MEMBER_TYPE);
  document->id = read_text (self, MEMBER_ID);
  if (document->type == NULL || document->id == NULL || !read_integer (self, MEMBER_SCHEMA, &schema) || schema < 1 || schema > G_MAXINT)
    return FALSE;
  document->schema = (int) schema;
  return read_late_fields (self) && read_deleted (self, document) && (write == NULL || read_write (self, write)) && keep_unknown (self, document);
}

static TaDocument *
parse (const char *json, gsize size, gboolean own, TaDocumentWrite *write, GError **error)
{
  g_auto (Reading) self = { .members = g_array_sized_new (FALSE, FALSE, sizeof (Member), 16), .own = own, .document = ta_document_new (NULL, NULL) };

  if (read_document (&self, json, size, write))
    return g_steal_pointer (&self.document);
  fail (error);
  return NULL;
}

TaDocument *
ta_document_parse (const char *json, gssize length, TaDocumentWrite *write, GError **error)
{
  gsize size = length >= 0 ? (gsize) length : strlen (json);

  if (size <= TA_DOCUMENT_MAX_SIZE)
    return parse (json, size, FALSE, write, error);
  fail (error);
  return NULL;
}

TaDocument *
ta_document_parse_own (const char *json, gsize length, GError **error)
{
  return parse (json, length, TRUE, NULL, error);
}

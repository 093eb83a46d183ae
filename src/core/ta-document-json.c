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

/* For who wrote it, and which write it was. */
#define WRITE_ROOM 128

/* Each has one letter. */
static const char members[] = MEMBER_STAMPS MEMBER_DEVICE MEMBER_FIELDS MEMBER_DELETED MEMBER_ID MEMBER_NUMBER MEMBER_SCHEMA MEMBER_TYPE MEMBER_WRITE;

#define N_MEMBERS (sizeof members - 1)

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
  GPtrArray *names = document->unknown != NULL ? g_hash_table_get_keys_as_ptr_array (document->unknown) : g_ptr_array_new ();

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
      const char *unknown = document->unknown != NULL ? g_hash_table_lookup (document->unknown, names->pdata[i]) : NULL;

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
  gsize length = strlen (json) - 1;
  GString *sent = g_string_sized_new (length + WRITE_ROOM);

  g_string_append_len (sent, json, (gssize) length);
  g_string_append (sent, ",\"" MEMBER_DEVICE "\":");
  append_number (sent, write->device);
  g_string_append (sent, ",\"" MEMBER_NUMBER "\":");
  append_integer (sent, write->number);
  g_string_append (sent, ",\"" MEMBER_WRITE "\":\"");
  g_string_append (sent, write->write);
  g_string_append (sent, "\"}");
  return g_string_free_and_steal (sent);
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

/* A member at the top of a later version, where it stands in the text. */
typedef struct
{
  TaJsonText name;
  TaJsonText value;
} Member;

typedef struct
{
  TaStamp stamp;
  gboolean used;
} Stamp;

typedef struct
{
  TaJsonText known[N_MEMBERS]; /* as @members, where they stand in the text; no start: it is not there. The last of several stands. */
  GArray *unknown;             /* (nullable): of Member */
  GArray *stamps;              /* (nullable): of Stamp; %NULL: not read yet */
  char order[N_MEMBERS + 1];   /* the letters of what came */
  gboolean odd;                /* it is not as it would be written here */
  gboolean own;
  TaDocument *document; /* what has been read of it */
  gboolean has_fields;
} Reading;

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->unknown, g_array_unref);
  g_clear_pointer (&self->stamps, g_array_unref);
  g_clear_pointer (&self->document, ta_document_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static const TaJsonText *
get_member (const Reading *self, const char *name)
{
  return &self->known[strchr (members, *name) - members];
}

/* %FALSE: there is none */
static gboolean
find_member (const Reading *self, const char *name, TaJsonScan *scan)
{
  const TaJsonText *value = get_member (self, name);

  *scan = (TaJsonScan) { value->start, value->start != NULL ? value->start + value->length : NULL };
  return value->start != NULL;
}

/* (transfer full) (nullable): unless it is a text, and not an empty one */
static char *
read_text (Reading *self, const char *name)
{
  TaJsonScan scan;
  TaJsonText text;
  char *plain = find_member (self, name, &scan) && ta_json_scan_text (&scan, &text) ? ta_json_text_dup (&text) : NULL;

  self->odd = self->odd || (plain != NULL && text.escaped);
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
  g_autoptr (GArray) stamps = g_array_new (FALSE, FALSE, sizeof (Stamp));
  TaJsonScan scan;
  gboolean first = TRUE;
  int next;

  if (!find_member (self, MEMBER_STAMPS, &scan) || !ta_json_scan_take (&scan, '['))
    return FALSE;
  while ((next = ta_json_scan_next (&scan, ']', &first)) == 1)
    {
      Stamp stamp = { 0 };

      if (!read_stamp (&scan, &stamp.stamp))
        return FALSE;
      self->odd = self->odd || (stamps->len > 0 && ta_stamp_compare (&g_array_index (stamps, Stamp, stamps->len - 1).stamp, &stamp.stamp) >= 0);
      g_array_append_val (stamps, stamp);
    }
  if (next == 0)
    self->stamps = g_steal_pointer (&stamps);
  return next == 0;
}

/* A zero can be written with a minus. */
static gboolean
scan_integer (Reading *self, TaJsonScan *scan, gint64 *integer)
{
  gboolean negative = ta_json_scan_peek (scan) == '-';

  if (!ta_json_scan_integer (scan, integer))
    return FALSE;
  self->odd = self->odd || (negative && *integer == 0);
  return TRUE;
}

/* The stamp whose place stands second in a pair, of which the first has been read. */
static gboolean
end_pair (Reading *self, TaJsonScan *scan, TaStamp *stamp)
{
  Stamp *found;
  gint64 place;

  if (!ta_json_scan_take (scan, ',') || !scan_integer (self, scan, &place) || !ta_json_scan_take (scan, ']') || place < 0 || place >= self->stamps->len)
    return FALSE;
  found = &g_array_index (self->stamps, Stamp, place);
  found->used = TRUE;
  *stamp = found->stamp;
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
read_string (Reading *self, TaJsonScan *scan)
{
  g_autofree char *plain = NULL;
  TaJsonText text;

  if (!ta_json_scan_text (scan, &text))
    return NULL;
  if (!text.escaped)
    return ta_value_new_utf8 (text.start, text.length);
  self->odd = TRUE;
  plain = ta_json_text_dup (&text);
  return plain != NULL ? ta_value_new_text (plain, -1) : NULL;
}

/* (transfer full) (nullable): unless it is a value */
static TaValue *
read_value (Reading *self, TaJsonScan *scan)
{
  char c = ta_json_scan_peek (scan);
  gint64 integer;
  double real;

  if (c == '"')
    return read_string (self, scan);
  if (c == 'n')
    return ta_json_scan_word (scan, "null") ? ta_value_new_null () : NULL;
  if (c != '{' && scan_integer (self, scan, &integer))
    return ta_value_new_integer (integer);
  /* Both have more spellings than one. */
  self->odd = TRUE;
  if (c == '{')
    return read_bytes (scan);
  return ta_json_scan_real (scan, &real) ? ta_value_new_real (real) : NULL;
}

static gboolean
append_field (Reading *self, const TaJsonText *name, TaValue *value, TaStamp stamp)
{
  g_autofree char *key = NULL;

  if (!name->escaped)
    return ta_document_append (self->document, name->start, name->length, value, stamp);
  self->odd = TRUE;
  key = ta_json_text_dup (name);
  return key != NULL && ta_document_append (self->document, key, strlen (key), value, stamp);
}

/* In order, or whoever means ill could make each field be put before all others. */
static gboolean
read_field (Reading *self, TaJsonScan *scan)
{
  g_autoptr (TaValue) value = NULL;
  TaJsonText name;
  TaStamp stamp;

  if (!ta_json_scan_text (scan, &name) || name.length == 0 || !ta_json_scan_take (scan, ':') || !ta_json_scan_take (scan, '['))
    return FALSE;
  value = read_value (self, scan);
  return value != NULL && end_pair (self, scan, &stamp) && append_field (self, &name, value, stamp);
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
    if ((!self->own && self->document->n_fields >= TA_DOCUMENT_MAX_FIELDS) || !read_field (self, scan))
      return FALSE;
  return next == 0;
}

/* The fields, most of a document, are read where they are met, and not passed over first: what they refer to stands before them as it is written. */
static gboolean
read_member (Reading *self, char letter, TaJsonScan *scan, TaJsonText *value)
{
  if (letter != *MEMBER_FIELDS)
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

/* 0: none that is known */
static char
letter_of (const TaJsonText *name)
{
  char letter = '\0';

  if (!name->escaped)
    letter = name->length == 1 && strchr (members, *name->start) != NULL ? *name->start : '\0';
  else
    for (guint i = 0; i < N_MEMBERS && letter == '\0'; i++)
      letter = ta_json_text_is (name, (const char[]) { members[i], '\0' }) ? members[i] : '\0';
  return letter;
}

static void
note_member (Reading *self, char letter, const Member *member)
{
  gsize came = strlen (self->order);

  self->odd = self->odd || letter == '\0' || member->name.escaped || came == N_MEMBERS;
  if (letter == '\0')
    {
      if (self->unknown == NULL)
        self->unknown = g_array_new (FALSE, FALSE, sizeof (Member));
      g_array_append_val (self->unknown, *member);
      return;
    }
  self->known[strchr (members, letter) - members] = member->value;
  if (came < N_MEMBERS)
    self->order[came] = letter;
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
      char letter;

      if (!ta_json_scan_text (&scan, &member.name) || !ta_json_scan_take (&scan, ':'))
        return FALSE;
      letter = letter_of (&member.name);
      if (!read_member (self, letter, &scan, &member.value))
        return FALSE;
      note_member (self, letter, &member);
    }
  if (next < 0 || ta_json_scan_peek (&scan) != '\0' || scan.at != scan.end)
    return FALSE;
  self->odd = self->odd || scan.spaced;
  return TRUE;
}

/* Where they stood before what they refer to. */
static gboolean
read_late_fields (Reading *self)
{
  TaJsonScan scan;

  return self->has_fields || (find_member (self, MEMBER_FIELDS, &scan) && read_fields (self, &scan));
}

static gboolean
read_deleted (Reading *self, TaDocument *document)
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
read_write (Reading *self, TaDocumentWrite *write)
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

/* Written as every device writes it, whatever spaces it came with. */
static gboolean
keep_unknown (const Reading *self, TaDocument *document)
{
  for (guint i = 0; self->unknown != NULL && i < self->unknown->len; i++)
    {
      const Member *member = &g_array_index (self->unknown, Member, i);
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();
      char *name = ta_json_text_dup (&member->name);

      if (name == NULL || !json_parser_load_from_data (parser, member->value.start, (gssize) member->value.length, NULL))
        {
          g_free (name);
          return FALSE;
        }
      ta_document_take_unknown (document, name, json_to_string (json_parser_get_root (parser), FALSE));
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

/* Whether all up to the write is what would be written here. */
static gboolean
is_canonical (const Reading *self)
{
  static const char *const orders[] = { "cfist", "cfgist", "cfistdnw", "cfgistdnw", NULL };

  if (self->odd || !g_strv_contains (orders, self->order))
    return FALSE;
  for (guint i = 0; i < self->stamps->len; i++)
    if (!g_array_index (self->stamps, Stamp, i).used)
      return FALSE;
  return TRUE;
}

static char *
dup_state (const Reading *self, const char *json)
{
  const TaJsonText *last = get_member (self, MEMBER_TYPE);
  gsize length;
  char *state;

  if (!is_canonical (self))
    return ta_document_to_json (self->document, NULL);
  length = (gsize) (last->start + last->length - json);
  state = g_malloc (length + 2);
  memcpy (state, json, length);
  memcpy (state + length, "}", 2);
  return state;
}

/* @state: (nullable) (out) */
static TaDocument *
parse (const char *json, gsize size, gboolean own, TaDocumentWrite *write, char **state, GError **error)
{
  g_auto (Reading) self = { .own = own, .document = ta_document_new (NULL, NULL) };

  if (read_document (&self, json, size, write))
    {
      if (state != NULL)
        *state = dup_state (&self, json);
      return g_steal_pointer (&self.document);
    }
  fail (error);
  return NULL;
}

TaDocument *
ta_document_parse_state (const char *json, gssize length, TaDocumentWrite *write, char **state, GError **error)
{
  gsize size = length >= 0 ? (gsize) length : strlen (json);

  if (size <= TA_DOCUMENT_MAX_SIZE)
    return parse (json, size, FALSE, write, state, error);
  fail (error);
  return NULL;
}

TaDocument *
ta_document_parse (const char *json, gssize length, TaDocumentWrite *write, GError **error)
{
  return ta_document_parse_state (json, length, write, NULL, error);
}

TaDocument *
ta_document_parse_own (const char *json, gsize length, GError **error)
{
  return parse (json, length, TRUE, NULL, NULL, error);
}

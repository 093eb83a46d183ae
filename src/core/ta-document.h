/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-stamp.h"
#include "ta-value.h"

/** The version of the documents that this program writes; it reads later ones and keeps what it does not know. */
#define TA_DOCUMENT_SCHEMA 1

/** The largest document as text, in bytes, and the most fields. What is larger is not read. */
#define TA_DOCUMENT_MAX_SIZE (4 * 1024 * 1024)
#define TA_DOCUMENT_MAX_FIELDS 100000

/** TaField: a value and when it was given. */
typedef struct
{
  const char *key; /* the document's */
  TaValue *value;
  TaStamp stamp;
} TaField;

/**
 * TaDocument:
 *
 * One aggregate as devices exchange it: the row at its top and the rows below, as a map from keys to stamped values.
 *
 *     column                  a column of the row at the top
 *     table/element           whether the row below exists: integer 1 or 0
 *     table/element/column    a column of that row
 *     kept/<stamp>/<key>      the value of <key>, a field of safety, that lost to another given at the same time: kept until a person
 *                             decides (then null)
 *
 * An element is the row's id or, where a table allows a row once for something (a household among the eaters), what it is for, so that two
 * devices that add the same make one row. In it "/", "%" and "|" are written %2F, %25 and %7C; "|" stands between its parts.
 */
typedef struct
{
  char *type; /* the table of the row at the top, "turn" */
  char *id;   /* its id */
  int schema; /* of who wrote it; at least 1 */
  gboolean deleted;
  TaStamp deleted_at; /* when @deleted was given; not set: never, and so it is not deleted */
  TaField *fields;    /* sorted by key, each once; they move when one is set or removed */
  guint n_fields;
  GHashTable *unknown; /* (nullable): members of a later version: canonical JSON by name; %NULL: there are none */

  /*< private >*/
  guint room;         /* for fields */
  GStringChunk *keys; /* (nullable) */
} TaDocument;

TaDocument *ta_document_new (const char *type, const char *id);
TaDocument *ta_document_copy (const TaDocument *document);
void ta_document_free (TaDocument *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaDocument, ta_document_free)

/** @value: (transfer none). It costs the least where keys come in order. */
void ta_document_set (TaDocument *document, const char *key, TaValue *value, TaStamp stamp);
/**
 * ta_document_append:
 * @key: @length bytes, not ended by a zero
 * @value: (transfer none)
 *
 * Sets a field behind all that there are.
 *
 * Returns: whether @key comes behind theirs; otherwise nothing was set
 */
gboolean ta_document_append (TaDocument *document, const char *key, gsize length, TaValue *value, TaStamp stamp);
void ta_document_set_deleted (TaDocument *document, gboolean deleted, TaStamp stamp);
/** Takes a member of a later version, and canonical JSON. */
void ta_document_take_unknown (TaDocument *document, char *name, char *json);
/** Takes a field out, as if it had never been given. */
void ta_document_remove (TaDocument *document, const char *key);
/** (nullable) (transfer none): until a field is set or removed */
const TaField *ta_document_get (const TaDocument *document, const char *key);
/** The largest stamp in it. */
TaStamp ta_document_last_stamp (const TaDocument *document);
/** Same type, id, fields, stamps, deletion and what is unknown. */
gboolean ta_document_equal (const TaDocument *a, const TaDocument *b);
/** (transfer full): the keys, sorted; they stay the document's */
GPtrArray *ta_document_keys (const TaDocument *document);

/** An element's part, escaped as in a key; parts are joined with "|". (transfer full) */
char *ta_document_escape (const char *part);

/** TaDocumentWrite: who wrote a document to the hub, and which of their writes it was. */
typedef struct
{
  char write[33]; /* 32 lower-case hex digits, new for every write: how a device knows its own again when the answer was lost */
  gint64 number;  /* of the device's writes, rising */
  guint64 device;
} TaDocumentWrite;

/**
 * ta_document_to_json:
 * @write: (nullable): to put with it, at the end
 *
 * Returns: (transfer full): canonical: members and keys sorted, no space, so that equal documents are equal texts
 */
char *ta_document_to_json (const TaDocument *document, const TaDocumentWrite *write);

/** The same from the text that ta_document_to_json() gave without a write. (transfer full) */
char *ta_document_add_write (const char *json, const TaDocumentWrite *write);

/**
 * ta_document_parse:
 * @length: of @json in bytes, or -1
 * @write: (out) (optional)
 *
 * Returns: (transfer full) (nullable): %NULL with G_IO_ERROR_INVALID_DATA for anything that ta_document_to_json() of this or a later
 *   version would not have written
 */
TaDocument *ta_document_parse (const char *json, gssize length, TaDocumentWrite *write, GError **error);

/** The same. @state: (out) (transfer full): what ta_document_to_json() makes of it without a write, which is made anew only where it did not come so. */
TaDocument *ta_document_parse_state (const char *json, gssize length, TaDocumentWrite *write, char **state, GError **error);

/** The same for what this device has written itself, however large. */
TaDocument *ta_document_parse_own (const char *json, gsize length, GError **error);

/**
 * ta_document_name:
 * @pod: 16 bytes that only the pod's devices know
 *
 * The name of an aggregate on the hub: 32 hex digits of HMAC-SHA-256 by @pod. The same on every device, and of no use to the hub.
 */
char *ta_document_name (const guint8 pod[16], const char *type, const char *id);

/** For many names of one pod: the half of the work that is the same for all of them. (transfer full) */
GHmac *ta_document_naming_new (const guint8 pod[16]);
/** As ta_document_name(). From any thread. (transfer full) */
char *ta_document_naming_get (const GHmac *naming, const char *type, const char *id);

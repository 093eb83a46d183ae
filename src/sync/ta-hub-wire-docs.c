/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-envelope.h"
#include "ta-hub-wire-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Answers that have thousands of documents in them, or what became of thousands, are read where they stand. */

/* What an answer may come to in memory. */
#define MOST_ROWS 100000
#define MOST_CONFLICTS 10000

#define MOST_NAME 4096
#define MOST_KEY 64

void
ta_wire_sealed_clear (TaWireSealed *sealed)
{
  g_clear_pointer (&sealed->key, g_free);
  g_clear_pointer (&sealed->content, g_free);
}

void
ta_wire_doc_free (TaWireDoc *doc)
{
  g_free (doc->id);
  g_free (doc->rev);
  g_strfreev (doc->conflicts);
  g_clear_pointer (&doc->answer, g_bytes_unref);
  ta_wire_sealed_clear (&doc->sealed);
  g_free (doc);
}

void
ta_wire_page_free (TaWirePage *page)
{
  g_clear_pointer (&page->docs, g_ptr_array_unref);
  g_free (page->next);
  g_free (page);
}

static void
result_free (gpointer data)
{
  TaWireResult *result = data;

  g_free (result->id);
  g_free (result->rev);
  g_free (result->error);
  g_free (result->reason);
  g_free (result);
}

/* Parts ---------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
broken (GError **error)
{
  ta_hub_wire_set_odd (error, _ ("it is not whole"));
  return FALSE;
}

static gboolean
scan_answer (GBytes *bytes, TaJsonScan *scan, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    {
      ta_hub_wire_set_odd (error, length == 0 ? _ ("it is empty") : _ ("it is not text"));
      return FALSE;
    }
  *scan = (TaJsonScan) { text, text + length };
  return TRUE;
}

static gboolean
is_over (TaJsonScan *scan, GError **error)
{
  ta_json_scan_peek (scan);
  if (scan->at == scan->end)
    return TRUE;
  ta_hub_wire_set_odd (error, _ ("there is more than one answer"));
  return FALSE;
}

/* Opens what comes next, a list or an object. */
static gboolean
enter (TaJsonScan *scan, char open, GError **error)
{
  if (ta_json_scan_take (scan, open))
    return TRUE;
  ta_hub_wire_set_odd (error, open == '{' ? _ ("an object was expected") : _ ("a list was expected"));
  return FALSE;
}

/* The name of the member that comes next. 1: there is one; 0: the object is over; -1: @error */
static int
next_member (TaJsonScan *scan, gboolean *first, TaJsonText *name, GError **error)
{
  int next = ta_json_scan_next (scan, '}', first);

  if (next < 1)
    return next == 0 || broken (error) ? 0 : -1;
  return (ta_json_scan_text (scan, name) && ta_json_scan_take (scan, ':')) || broken (error) ? 1 : -1;
}

static int
next_element (TaJsonScan *scan, gboolean *first, GError **error)
{
  int next = ta_json_scan_next (scan, ']', first);

  return next >= 0 || broken (error) ? next : -1;
}

/* Passes over a value. @value: (nullable) (out) */
static gboolean
pass (TaJsonScan *scan, TaJsonText *value, GError **error)
{
  TaJsonText passed;

  return ta_json_scan_skip (scan, value != NULL ? value : &passed) || broken (error);
}

/* A text of @most bytes at most; anything else is passed over, and @text is %NULL. It replaces what was there: of several the last stands. */
static gboolean
take_text (TaJsonScan *scan, gsize most, char **text, GError **error)
{
  TaJsonText value;

  g_clear_pointer (text, g_free);
  if (ta_json_scan_peek (scan) != '"')
    return pass (scan, NULL, error);
  if (!ta_json_scan_text (scan, &value))
    return broken (error);
  *text = ta_json_text_dup (&value);
  if (*text == NULL)
    return broken (error);
  if (strlen (*text) > most)
    g_clear_pointer (text, g_free);
  return TRUE;
}

static gboolean
take_truth (TaJsonScan *scan, gboolean *truth, GError **error)
{
  *truth = ta_json_scan_word (scan, "true");
  return *truth || pass (scan, NULL, error);
}

static gboolean
take_number (TaJsonScan *scan, gint64 *number, GError **error)
{
  if (ta_json_scan_integer (scan, number))
    {
      *number = MAX (*number, 0);
      return TRUE;
    }
  *number = 0;
  return pass (scan, NULL, error);
}

/* {"…": {"rev": "…"}, …}: the text under that name in the object that comes; anything else is passed over. */
static gboolean
take_rev_within (TaJsonScan *scan, char **rev, GError **error)
{
  gboolean first = TRUE;
  TaJsonText name;
  int next;

  g_clear_pointer (rev, g_free);
  if (!ta_json_scan_take (scan, '{'))
    return pass (scan, NULL, error);
  while ((next = next_member (scan, &first, &name, error)) == 1)
    if (ta_json_text_is (&name, "rev") ? !take_text (scan, TA_WIRE_MOST_REV, rev, error) : !pass (scan, NULL, error))
      return FALSE;
  return next == 0;
}

/* Documents ------------------------------------------------------------------------------------------------------------------------------ */

/* Whether it was a member of an envelope, which is taken then. */
static gboolean
take_sealed (TaJsonScan *scan, const TaJsonText *name, TaWireSealed *sealed, gboolean *is, GError **error)
{
  *is = TRUE;
  if (ta_json_text_is (name, "v"))
    return take_number (scan, &sealed->version, error);
  if (ta_json_text_is (name, "k"))
    return take_text (scan, MOST_KEY, &sealed->key, error);
  if (ta_json_text_is (name, "c"))
    return take_text (scan, TA_ENVELOPE_MAX_CONTENT, &sealed->content, error);
  *is = FALSE;
  return TRUE;
}

static gboolean
read_conflicts (TaJsonScan *scan, TaWireDoc *doc, GError **error)
{
  g_autoptr (GPtrArray) revs = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  gboolean first = TRUE;
  int next;

  if (ta_json_scan_word (scan, "null"))
    return TRUE;
  if (!enter (scan, '[', error))
    return FALSE;
  while ((next = next_element (scan, &first, error)) == 1)
    {
      char *rev = NULL;

      if (!take_text (scan, TA_WIRE_MOST_REV, &rev, error))
        return FALSE;
      g_ptr_array_add (revs, rev);
      if (ta_hub_wire_is_rev (rev) && revs->len <= MOST_CONFLICTS)
        continue;
      ta_hub_wire_set_odd (error, revs->len > MOST_CONFLICTS ? _ ("too many parts") : _ ("a revision was expected"));
      return FALSE;
    }
  g_clear_pointer (&doc->conflicts, g_strfreev);
  if (next == 0 && revs->len > 0)
    doc->conflicts = (char **) g_ptr_array_free (g_steal_pointer (&revs), FALSE);
  return next == 0;
}

static gboolean
read_doc_member (TaJsonScan *scan, const TaJsonText *name, TaWireDoc *doc, GError **error)
{
  gboolean is;

  if (ta_json_text_is (name, "_id"))
    return take_text (scan, 64, &doc->id, error);
  if (ta_json_text_is (name, "_rev"))
    return take_text (scan, TA_WIRE_MOST_REV, &doc->rev, error);
  if (ta_json_text_is (name, "_deleted"))
    return take_truth (scan, &doc->deleted, error);
  if (ta_json_text_is (name, "_conflicts"))
    return read_conflicts (scan, doc, error);
  if (!take_sealed (scan, name, &doc->sealed, &is, error))
    return FALSE;
  doc->more = doc->more || (!is && (name->length == 0 || name->start[0] != '_'));
  return is || pass (scan, NULL, error);
}

/* @id: (nullable): what it has to be called */
static TaWireDoc *
read_object (TaJsonScan *scan, GBytes *answer, const char *id, GError **error)
{
  g_autoptr (TaWireDoc) doc = g_new0 (TaWireDoc, 1);
  gboolean first = TRUE;
  TaJsonText name;
  int next;

  ta_json_scan_peek (scan);
  doc->answer = g_bytes_ref (answer);
  doc->text = scan->at;
  if (!enter (scan, '{', error))
    return NULL;
  while ((next = next_member (scan, &first, &name, error)) == 1)
    if (!read_doc_member (scan, &name, doc, error))
      return NULL;
  if (next < 0)
    return NULL;
  doc->length = (gsize) (scan->at - doc->text);
  if (doc->id != NULL && ta_hub_wire_is_name (doc->id) && (id == NULL || strcmp (doc->id, id) == 0) && ta_hub_wire_is_rev (doc->rev))
    return g_steal_pointer (&doc);
  ta_hub_wire_set_odd (error, _ ("a document without its name or revision"));
  return NULL;
}

TaWireDoc *
ta_hub_wire_read_doc (GBytes *text, GError **error)
{
  g_autoptr (TaWireDoc) doc = NULL;
  TaJsonScan scan;

  if (!scan_answer (text, &scan, error))
    return NULL;
  doc = read_object (&scan, text, NULL, error);
  return doc != NULL && is_over (&scan, error) ? g_steal_pointer (&doc) : NULL;
}

char *
ta_wire_doc_dup_text (const TaWireDoc *doc, const char *name)
{
  TaJsonScan scan = { doc->text, doc->text + doc->length };
  gboolean first = TRUE;
  TaJsonText member;
  char *text = NULL;

  if (!doc->more || !ta_json_scan_take (&scan, '{'))
    return NULL;
  while (next_member (&scan, &first, &member, NULL) == 1)
    if (ta_json_text_is (&member, name) ? !take_text (&scan, G_MAXSIZE, &text, NULL) : !pass (&scan, NULL, NULL))
      break;
  return text;
}

char *
ta_wire_doc_dup_envelope (const TaWireDoc *doc)
{
  TaJsonScan scan = { doc->text, doc->text + doc->length };
  gboolean first = TRUE;
  TaJsonText name, value;
  GString *envelope;

  if (doc->answer == NULL || !ta_json_scan_take (&scan, '{'))
    return NULL;
  envelope = g_string_new ("{");
  while (next_member (&scan, &first, &name, NULL) == 1 && pass (&scan, &value, NULL))
    if (name.length == 0 || name.start[0] != '_')
      {
        g_string_append (envelope, envelope->len > 1 ? ",\"" : "\"");
        g_string_append_len (envelope, name.start, (gssize) name.length);
        g_string_append (envelope, "\":");
        g_string_append_len (envelope, value.start, (gssize) value.length);
      }
  g_string_append_c (envelope, '}');
  return g_string_free (envelope, envelope->len == 2);
}

void
ta_hub_wire_read_sealed (const char *envelope, TaWireSealed *sealed)
{
  gsize length = strlen (envelope);
  TaJsonScan scan = { envelope, envelope + length };
  gboolean first = TRUE;
  TaJsonText name;

  *sealed = (TaWireSealed) { 0 };
  if (!g_utf8_validate_len (envelope, length, NULL) || !ta_json_scan_take (&scan, '{'))
    return;
  while (next_member (&scan, &first, &name, NULL) == 1)
    {
      gboolean is;

      if (!take_sealed (&scan, &name, sealed, &is, NULL) || (!is && !pass (&scan, NULL, NULL)))
        return;
    }
}

/* Pages ---------------------------------------------------------------------------------------------------------------------------------- */

/* What a row of _changes or _all_docs says. */
typedef struct
{
  char *id;
  char *rev;
  char *error;
  gboolean deleted;
  TaWireDoc *read; /* (nullable): its document, read where it stood */
  TaJsonText doc;  /* the same, where the name came behind it; its start %NULL: there is none */
} Row;

static void
row_clear (Row *row)
{
  g_free (row->id);
  g_free (row->rev);
  g_free (row->error);
  g_clear_pointer (&row->read, ta_wire_doc_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

/* The first of a row's "changes" is the head. */
static gboolean
take_head (TaJsonScan *scan, char **rev, GError **error)
{
  gboolean first = TRUE;
  gboolean head = TRUE;
  int next;

  g_clear_pointer (rev, g_free);
  if (!ta_json_scan_take (scan, '['))
    return pass (scan, NULL, error);
  while ((next = next_element (scan, &first, error)) == 1)
    {
      if (head ? !take_rev_within (scan, rev, error) : !pass (scan, NULL, error))
        return FALSE;
      head = FALSE;
    }
  return next == 0;
}

static gboolean
read_row_doc (TaJsonScan *scan, Row *row, GBytes *answer, GError **error)
{
  g_clear_pointer (&row->read, ta_wire_doc_free);
  row->doc.start = NULL;
  if (ta_json_scan_word (scan, "null"))
    return TRUE;
  if (row->id == NULL || !ta_hub_wire_is_name (row->id))
    return pass (scan, &row->doc, error);
  row->read = read_object (scan, answer, row->id, error);
  return row->read != NULL;
}

/* In _all_docs the revision is under "value". */
static gboolean
read_row_member (TaJsonScan *scan, const TaJsonText *name, gboolean changes, Row *row, GBytes *answer, GError **error)
{
  if (ta_json_text_is (name, "id"))
    return take_text (scan, MOST_NAME, &row->id, error);
  if (ta_json_text_is (name, "error"))
    return take_text (scan, MOST_NAME, &row->error, error);
  if (ta_json_text_is (name, "deleted"))
    return take_truth (scan, &row->deleted, error);
  if (changes && ta_json_text_is (name, "changes"))
    return take_head (scan, &row->rev, error);
  if (!changes && ta_json_text_is (name, "value"))
    return take_rev_within (scan, &row->rev, error);
  if (!ta_json_text_is (name, "doc"))
    return pass (scan, NULL, error);
  return read_row_doc (scan, row, answer, error);
}

/* A row whose document was not read where it stood, or that was named anew behind it. */
static TaWireDoc *
read_late (const Row *row, GBytes *answer, GError **error)
{
  TaJsonScan body = { row->read != NULL ? row->read->text : row->doc.start };

  body.end = body.at + (row->read != NULL ? row->read->length : row->doc.length);
  return read_object (&body, answer, row->id, error);
}

/* A row that has no document with it: what there is, is its head's revision. */
static TaWireDoc *
bare_new (Row *row, GError **error)
{
  TaWireDoc *doc;

  if (!ta_hub_wire_is_rev (row->rev))
    {
      ta_hub_wire_set_odd (error, _ ("a revision was expected"));
      return NULL;
    }
  doc = g_new0 (TaWireDoc, 1);
  doc->id = g_strdup (row->id);
  doc->rev = g_steal_pointer (&row->rev);
  doc->deleted = row->deleted;
  return doc;
}

static gboolean
take_row (TaWirePage *page, Row *row, GBytes *answer, char **last, GError **error)
{
  TaWireDoc *doc;

  page->rows++;
  /* {"key": …, "error": "not_found"} of an _all_docs */
  if (row->id == NULL && row->error != NULL)
    return TRUE;
  if (row->id == NULL || page->rows > MOST_ROWS)
    {
      ta_hub_wire_set_odd (error, row->id == NULL ? _ ("a row without a name") : _ ("too many parts"));
      return FALSE;
    }
  g_set_str (last, row->id);
  if (!ta_hub_wire_is_name (row->id))
    return TRUE;
  if (row->read != NULL && strcmp (row->read->id, row->id) == 0)
    doc = g_steal_pointer (&row->read);
  else
    doc = row->read != NULL || row->doc.start != NULL ? read_late (row, answer, error) : bare_new (row, error);
  if (doc != NULL)
    g_ptr_array_add (page->docs, doc);
  return doc != NULL;
}

static gboolean
read_row (TaWirePage *page, TaJsonScan *scan, gboolean changes, GBytes *answer, char **last, GError **error)
{
  g_auto (Row) row = { 0 };
  gboolean first = TRUE;
  TaJsonText name;
  int next;

  if (!enter (scan, '{', error))
    return FALSE;
  while ((next = next_member (scan, &first, &name, error)) == 1)
    if (!read_row_member (scan, &name, changes, &row, answer, error))
      return FALSE;
  return next == 0 && take_row (page, &row, answer, last, error);
}

static gboolean
read_rows (TaWirePage *page, TaJsonScan *scan, gboolean changes, GBytes *answer, char **last, GError **error)
{
  gboolean first = TRUE;
  int next;

  g_clear_pointer (&page->docs, g_ptr_array_unref);
  page->docs = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_wire_doc_free);
  page->rows = 0;
  g_clear_pointer (last, g_free);
  if (!enter (scan, '[', error))
    return FALSE;
  while ((next = next_element (scan, &first, error)) == 1)
    if (!read_row (page, scan, changes, answer, last, error))
      return FALSE;
  return next == 0;
}

static gboolean
read_page_member (TaWirePage *page, TaJsonScan *scan, const TaJsonText *name, gboolean changes, GBytes *answer, char **last, GError **error)
{
  if (ta_json_text_is (name, changes ? "results" : "rows"))
    return read_rows (page, scan, changes, answer, last, error);
  if (changes && ta_json_text_is (name, "last_seq"))
    {
      g_free (page->next);
      page->next = ta_hub_wire_dup_seq (scan);
    }
  return pass (scan, NULL, error);
}

static TaWirePage *
read_page (GBytes *answer, gboolean changes, GError **error)
{
  g_autoptr (TaWirePage) page = g_new0 (TaWirePage, 1);
  g_autofree char *last = NULL;
  gboolean first = TRUE;
  TaJsonScan scan;
  TaJsonText name;
  int next;

  if (!scan_answer (answer, &scan, error) || !enter (&scan, '{', error))
    return NULL;
  while ((next = next_member (&scan, &first, &name, error)) == 1)
    if (!read_page_member (page, &scan, &name, changes, answer, &last, error))
      return NULL;
  if (next < 0 || !is_over (&scan, error))
    return NULL;
  if (!changes)
    page->next = g_steal_pointer (&last);
  if (page->docs != NULL)
    return g_steal_pointer (&page);
  ta_hub_wire_set_odd (error, _ ("a list was expected"));
  return NULL;
}

TaWirePage *
ta_hub_wire_read_changes (GBytes *text, GError **error)
{
  g_autoptr (TaWirePage) page = read_page (text, TRUE, error);

  if (page == NULL || page->next != NULL)
    return g_steal_pointer (&page);
  ta_hub_wire_set_odd (error, _ ("it does not say how far it goes"));
  return NULL;
}

TaWirePage *
ta_hub_wire_read_all_docs (GBytes *text, GError **error)
{
  return read_page (text, FALSE, error);
}

/* What became of what was sent ----------------------------------------------------------------------------------------------------------- */

static gboolean
read_result_member (TaJsonScan *scan, const TaJsonText *name, TaWireResult *result, gboolean *taken, GError **error)
{
  if (ta_json_text_is (name, "ok"))
    return take_truth (scan, taken, error);
  if (ta_json_text_is (name, "id"))
    return take_text (scan, MOST_NAME, &result->id, error);
  if (ta_json_text_is (name, "rev"))
    return take_text (scan, TA_WIRE_MOST_REV, &result->rev, error);
  if (ta_json_text_is (name, "error"))
    return take_text (scan, MOST_NAME, &result->error, error);
  return ta_json_text_is (name, "reason") ? take_text (scan, MOST_NAME, &result->reason, error) : pass (scan, NULL, error);
}

static gboolean
read_result (TaJsonScan *scan, TaWireResult *result, GError **error)
{
  gboolean first = TRUE;
  gboolean taken = FALSE;
  TaJsonText name;
  int next;

  if (!enter (scan, '{', error))
    return FALSE;
  while ((next = next_member (scan, &first, &name, error)) == 1)
    if (!read_result_member (scan, &name, result, &taken, error))
      return FALSE;
  if (next < 0)
    return FALSE;
  if (result->error != NULL)
    g_clear_pointer (&result->rev, g_free);
  else if (!taken || !ta_hub_wire_is_rev (result->rev))
    {
      ta_hub_wire_set_odd (error, _ ("neither taken nor refused"));
      return FALSE;
    }
  return TRUE;
}

GPtrArray *
ta_hub_wire_read_results (GBytes *text, GError **error)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (result_free);
  gboolean first = TRUE;
  TaJsonScan scan;
  int next;

  if (!scan_answer (text, &scan, error) || !enter (&scan, '[', error))
    return NULL;
  while ((next = next_element (&scan, &first, error)) == 1)
    {
      TaWireResult *result = g_new0 (TaWireResult, 1);

      g_ptr_array_add (results, result);
      if (!read_result (&scan, result, error))
        return NULL;
      if (results->len <= MOST_ROWS)
        continue;
      ta_hub_wire_set_odd (error, _ ("too many parts"));
      return NULL;
    }
  return next == 0 && is_over (&scan, error) ? g_steal_pointer (&results) : NULL;
}

/* Several versions ----------------------------------------------------------------------------------------------------------------------- */

/* {"ok": {…}}; for what is not there, {"error": {…}} of CouchDB or {"missing": "1-q"} of PouchDB, which is {} where no revision was asked for */
static gboolean
read_got (TaJsonScan *scan, GBytes *answer, GPtrArray *docs, GError **error)
{
  gboolean first = TRUE;
  gboolean missing = FALSE;
  gboolean empty = TRUE;
  TaJsonText body = { 0 };
  TaJsonText name;
  TaJsonScan within;
  TaWireDoc *doc;
  int next;

  if (!enter (scan, '{', error))
    return FALSE;
  while ((next = next_member (scan, &first, &name, error)) == 1)
    {
      empty = FALSE;
      missing = missing || ta_json_text_is (&name, "error") || ta_json_text_is (&name, "missing");
      if (!pass (scan, ta_json_text_is (&name, "ok") ? &body : NULL, error))
        return FALSE;
    }
  if (next < 0 || (body.start == NULL && (missing || empty)))
    return next == 0;
  within = (TaJsonScan) { body.start, body.start + body.length };
  doc = body.start != NULL ? read_object (&within, answer, NULL, error) : NULL;
  if (doc != NULL)
    g_ptr_array_add (docs, doc);
  else if (body.start == NULL)
    ta_hub_wire_set_odd (error, _ ("an object was expected"));
  return doc != NULL;
}

static gboolean
read_versions (TaJsonScan *scan, GBytes *answer, GPtrArray *docs, GError **error)
{
  gboolean first = TRUE;
  int next;

  if (!enter (scan, '[', error))
    return FALSE;
  while ((next = next_element (scan, &first, error)) == 1)
    {
      if (docs->len < MOST_ROWS && read_got (scan, answer, docs, error))
        continue;
      if (docs->len >= MOST_ROWS)
        ta_hub_wire_set_odd (error, _ ("too many parts"));
      return FALSE;
    }
  return next == 0;
}

/* All of them are of the one that was asked for. */
static gboolean
are_of (GPtrArray *docs, guint from, const char *id, GError **error)
{
  for (guint i = from; i < docs->len; i++)
    if (strcmp (((const TaWireDoc *) g_ptr_array_index (docs, i))->id, id) != 0)
      {
        ta_hub_wire_set_odd (error, _ ("a document without its name or revision"));
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_got_of_one (TaJsonScan *scan, GBytes *answer, GPtrArray *docs, GError **error)
{
  g_autofree char *id = NULL;
  guint from = docs->len;
  gboolean first = TRUE;
  gboolean has = FALSE;
  TaJsonText name;
  int next;

  if (!enter (scan, '{', error))
    return FALSE;
  while ((next = next_member (scan, &first, &name, error)) == 1)
    {
      gboolean versions = ta_json_text_is (&name, "docs");

      has = has || versions;
      if (versions ? !read_versions (scan, answer, docs, error) : ta_json_text_is (&name, "id") ? !take_text (scan, MOST_NAME, &id, error)
                                                                                                : !pass (scan, NULL, error))
        return FALSE;
    }
  if (next < 0)
    return FALSE;
  if (!has || id == NULL)
    ta_hub_wire_set_odd (error, !has ? _ ("a list was expected") : _ ("a row without a name"));
  return has && id != NULL && are_of (docs, from, id, error);
}

static gboolean
read_all_got (TaJsonScan *scan, GBytes *answer, GPtrArray *docs, GError **error)
{
  gboolean first = TRUE;
  int next;

  if (!enter (scan, '[', error))
    return FALSE;
  while ((next = next_element (scan, &first, error)) == 1)
    if (!read_got_of_one (scan, answer, docs, error))
      return FALSE;
  return next == 0;
}

GPtrArray *
ta_hub_wire_read_docs (GBytes *text, GError **error)
{
  g_autoptr (GPtrArray) docs = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_wire_doc_free);
  gboolean first = TRUE;
  gboolean has = FALSE;
  TaJsonScan scan;
  TaJsonText name;
  int next;

  if (!scan_answer (text, &scan, error) || !enter (&scan, '{', error))
    return NULL;
  while ((next = next_member (&scan, &first, &name, error)) == 1)
    {
      gboolean results = ta_json_text_is (&name, "results");

      has = has || results;
      if (results ? !read_all_got (&scan, text, docs, error) : !pass (&scan, NULL, error))
        return NULL;
    }
  if (next < 0 || !is_over (&scan, error))
    return NULL;
  if (has)
    return g_steal_pointer (&docs);
  ta_hub_wire_set_odd (error, _ ("a list was expected"));
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-document-join.h"

#include <string.h>

#define KEPT_PREFIX "kept/"

void
ta_clash_free (TaClash *clash)
{
  if (clash == NULL)
    return;
  g_free (clash->key);
  g_clear_pointer (&clash->mine, ta_value_unref);
  g_clear_pointer (&clash->theirs, ta_value_unref);
  g_free (clash);
}

/* Rules -------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *table;
  const char *column;
  TaMergeRule rule;
} Rule;

/* What somebody could come to harm by, and what is written as a text. */
static const Rule rules[] = {
  { "household", "address", TA_MERGE_SAFETY },
  { "household", "door_notes", TA_MERGE_TEXT },
  { "household", "accessibility", TA_MERGE_TEXT },
  { "household", "notes", TA_MERGE_TEXT },
  { "allergy", "severity", TA_MERGE_SAFETY },
  { "allergy", "note", TA_MERGE_SAFETY },
  { "contact_point", "value", TA_MERGE_SAFETY },
  { "person", "guardian", TA_MERGE_SAFETY },
  { "person", "notes", TA_MERGE_TEXT },
  { "pod", "notes", TA_MERGE_TEXT },
  { "series", "note", TA_MERGE_TEXT },
  { "turn", "note", TA_MERGE_TEXT },
  { "turn", "handover", TA_MERGE_TEXT },
  { "tool", "notes", TA_MERGE_TEXT },
  { "tool_model", "notes", TA_MERGE_TEXT },
};

/* "table/element/column" gives table and column; "column" is one of the row at the top. */
static void
take_apart (const char *type, const char *key, char **table, const char **column)
{
  const char *first = strchr (key, '/');
  const char *last = strrchr (key, '/');

  *table = first != NULL ? g_strndup (key, (gsize) (first - key)) : g_strdup (type);
  *column = first == NULL ? key : last != first ? last + 1
                                                : "";
}

TaMergeRule
ta_merge_rule (const char *type, const char *key)
{
  g_autofree char *table = NULL;
  const char *column;

  take_apart (type, key, &table, &column);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].table, table) == 0 && strcmp (rules[i].column, column) == 0)
      return rules[i].rule;
  return TA_MERGE_LATER;
}

/* The join ----------------------------------------------------------------------------------------------------------------------------- */

/* Equal stamps have equal values, unless somebody lies: then the order of values keeps all devices of one mind. */
static gboolean
is_later (const TaField *field, const TaField *than)
{
  int order = ta_stamp_compare (&field->stamp, &than->stamp);

  return order > 0 || (order == 0 && ta_value_compare (field->value, than->value) > 0);
}

static void
take_field (TaDocument *document, const TaField *field)
{
  ta_document_set (document, field->key, field->value, field->stamp);
}

/* Both are sorted: what comes of it is made in order. */
static void
join_fields (TaDocument *joined, const TaDocument *a, const TaDocument *b)
{
  guint i = 0, j = 0;

  while (i < a->n_fields || j < b->n_fields)
    {
      const TaField *field = i < a->n_fields ? &a->fields[i] : NULL;
      const TaField *other = j < b->n_fields ? &b->fields[j] : NULL;
      int order = field == NULL ? 1 : other == NULL ? -1
                                                    : strcmp (field->key, other->key);

      take_field (joined, order < 0 || (order == 0 && !is_later (other, field)) ? field : other);
      i += order <= 0;
      j += order >= 0;
    }
}

static void
join_deleted (TaDocument *joined, const TaDocument *other)
{
  int order = ta_stamp_compare (&other->deleted_at, &joined->deleted_at);

  if (order > 0)
    ta_document_set_deleted (joined, other->deleted, other->deleted_at);
  else if (order == 0 && !other->deleted)
    joined->deleted = FALSE;
}

/* Nothing is known of what it means: the larger text stands, on every device. */
static void
join_unknown (TaDocument *joined, const TaDocument *other)
{
  GHashTableIter iter;
  gpointer name, json;

  if (other->unknown == NULL)
    return;
  g_hash_table_iter_init (&iter, other->unknown);
  while (g_hash_table_iter_next (&iter, &name, &json))
    if (joined->unknown == NULL || g_strcmp0 (json, g_hash_table_lookup (joined->unknown, name)) > 0)
      ta_document_take_unknown (joined, g_strdup (name), g_strdup (json));
}

TaDocument *
ta_document_join (const TaDocument *a, const TaDocument *b)
{
  TaDocument *joined = ta_document_new (a->type, a->id);

  g_return_val_if_fail (strcmp (a->type, b->type) == 0 && strcmp (a->id, b->id) == 0, joined);
  joined->schema = MAX (a->schema, b->schema);
  ta_document_set_deleted (joined, a->deleted, a->deleted_at);
  join_fields (joined, a, b);
  join_deleted (joined, b);
  join_unknown (joined, a);
  join_unknown (joined, b);
  return joined;
}

/* The merge ---------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const TaDocument *mine;
  const TaDocument *base; /* (nullable) */
  const TaDocument *theirs;
  TaDocument *joined;
  TaStampClock *clock;
  gint64 now_ms;
  GPtrArray *clashes;
  GHashTable *references; /* (nullable): from a text to the places of the base's fields that have it; made where a row was taken out */
} Merge;

static TaClash *
add_clash (Merge *merge, TaClashKind kind, const char *key, const TaField *mine, const TaField *theirs)
{
  TaClash *clash = g_new0 (TaClash, 1);

  clash->kind = kind;
  clash->key = g_strdup (key);
  clash->mine = mine != NULL ? ta_value_ref (mine->value) : NULL;
  clash->theirs = theirs != NULL ? ta_value_ref (theirs->value) : NULL;
  clash->mine_stands = mine != NULL && (theirs == NULL || is_later (mine, theirs));
  clash->device = theirs != NULL ? theirs->stamp.device : 0;
  g_ptr_array_add (merge->clashes, clash);
  return clash;
}

static gboolean
same_field (const TaField *a, const TaField *b)
{
  return a == b || (a != NULL && b != NULL && ta_stamp_compare (&a->stamp, &b->stamp) == 0);
}

static const TaField *
base_field (const Merge *merge, const char *key)
{
  return merge->base != NULL ? ta_document_get (merge->base, key) : NULL;
}

/* A row that two devices added for the same thing has two ids, of which one stands; a person knows neither. */
static gboolean
is_id (const char *key)
{
  return g_str_has_suffix (key, "/id");
}

/* Where a row stands in its list: nobody loses what they wrote when it stands elsewhere. */
static gboolean
is_position (const char *key)
{
  return g_str_has_suffix (key, "/position");
}

/* Both gave it another value since the base. Without a base nothing is known of what went before: the stamps alone decide. */
static gboolean
is_clash (const Merge *merge, const char *key, const TaField *mine, const TaField *theirs)
{
  const TaField *base = base_field (merge, key);

  return merge->base != NULL && mine != NULL && theirs != NULL && !is_id (key) && !is_position (key) && !same_field (mine, base) && !same_field (theirs, base)
         && !ta_value_equal (mine->value, theirs->value);
}

static const char *
text_of (const TaField *field)
{
  const char *text = field != NULL ? ta_value_get_text (field->value) : NULL;

  return text != NULL ? text : "";
}

static void
merge_text (Merge *merge, const char *key, const TaField *mine, const TaField *theirs)
{
  const TaField *later = is_later (mine, theirs) ? mine : theirs;
  const TaField *earlier = later == mine ? theirs : mine;
  gboolean whole;
  g_autofree char *text = ta_text_merge (text_of (base_field (merge, key)), text_of (later), text_of (earlier), &whole);
  g_autoptr (TaValue) value = ta_value_new_text (text, -1);

  ta_document_set (merge->joined, key, value, ta_stamp_clock_tick (merge->clock, merge->now_ms));
  if (!whole)
    add_clash (merge, TA_CLASH_TEXT, key, mine, theirs);
}

/* Under its own stamp: whoever else merges the two keeps the same under the same key. */
static char *
kept_key (const TaField *field)
{
  char stamp[TA_STAMP_TEXT_LENGTH + 1];

  ta_stamp_to_text (&field->stamp, stamp);
  return g_strconcat (KEPT_PREFIX, stamp, "/", field->key, NULL);
}

static void
keep_both (Merge *merge, const char *key, const TaField *mine, const TaField *theirs)
{
  const TaField *earlier = is_later (mine, theirs) ? theirs : mine;
  g_autofree char *kept = kept_key (earlier);

  if (ta_document_get (merge->joined, kept) == NULL)
    ta_document_set (merge->joined, kept, earlier->value, earlier->stamp);
  add_clash (merge, TA_CLASH_SAFETY, key, mine, theirs);
}

static gboolean
is_presence (const char *key)
{
  const char *first = strchr (key, '/');

  return first != NULL && strchr (first + 1, '/') == NULL;
}

static void
settle_clash (Merge *merge, const char *key, const TaField *mine, const TaField *theirs)
{
  switch (ta_merge_rule (merge->mine->type, key))
    {
    case TA_MERGE_TEXT:
      merge_text (merge, key, mine, theirs);
      break;
    case TA_MERGE_SAFETY:
      keep_both (merge, key, mine, theirs);
      break;
    case TA_MERGE_LATER:
    default:
      add_clash (merge, TA_CLASH_FIELD, key, mine, theirs);
    }
}

static gboolean
is_gone (const TaField *presence)
{
  return presence != NULL && ta_value_get_integer (presence->value) == 0;
}

/* The first field that is not before @key. */
static guint
find_first (const TaDocument *document, const char *key)
{
  guint low = 0, high = document->n_fields;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (document->fields[middle].key, key) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Whether @document has a field below @row that is not as in the base, and more than its place in a list; without a row, any field. */
static gboolean
is_edited (const Merge *merge, const TaDocument *document, const char *row)
{
  g_autofree char *below = row != NULL ? g_strconcat (row, "/", NULL) : g_strdup ("");

  for (guint i = find_first (document, below); i < document->n_fields && g_str_has_prefix (document->fields[i].key, below); i++)
    {
      const TaField *field = &document->fields[i];

      if ((row == NULL || !is_position (field->key)) && !same_field (field, base_field (merge, field->key)))
        return TRUE;
    }
  return FALSE;
}

/* Who names whom in the base, read once for all rows that were taken out. */
static GHashTable *
list_references (const TaDocument *base)
{
  GHashTable *references = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < base->n_fields; i++)
    {
      const char *text = text_of (&base->fields[i]);
      GArray *places = g_hash_table_lookup (references, text);

      if (*text == '\0')
        continue;
      if (places == NULL)
        {
          places = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (references, (gpointer) text, places);
        }
      g_array_append_val (places, i);
    }
  return references;
}

/* The next field of the base whose value is @id, from the @at-th of them on; %NULL: there is none. */
static const TaField *
next_reference (Merge *merge, const char *id, guint *at)
{
  GArray *places;

  if (merge->references == NULL)
    merge->references = list_references (merge->base);
  places = g_hash_table_lookup (merge->references, id);
  return places != NULL && *at < places->len ? &merge->base->fields[g_array_index (places, guint, (*at)++)] : NULL;
}

/* The row that @field is of, as @document has it. (nullable) */
static const TaField *
row_of (const TaDocument *document, const TaField *field)
{
  const char *first = strchr (field->key, '/');
  const char *second = first != NULL ? strchr (first + 1, '/') : NULL;
  g_autofree char *row = second != NULL ? g_strndup (field->key, (gsize) (second - field->key)) : NULL;

  return row != NULL ? ta_document_get (document, row) : NULL;
}

/* A row that one took out. */
typedef struct
{
  const TaDocument *document; /* of who took it out */
  const TaDocument *other;
  const TaField *gone;
  const char *id;
  GPtrArray *rows; /* itself, and what went with it */
} Removal;

/* What went at the same moment, and had named it as its parent or otherwise. */
static void
collect_removed (Merge *merge, Removal *removal, const char *row)
{
  const TaField *reference;
  guint at = 0;

  g_ptr_array_add (removal->rows, (gpointer) row);
  while ((reference = next_reference (merge, removal->id, &at)) != NULL)
    {
      const TaField *field = is_id (reference->key) ? NULL : row_of (removal->document, reference);

      /* The fields of a row stand together. */
      if (field != removal->gone && is_gone (field) && same_field (field, removal->gone) && g_ptr_array_index (removal->rows, removal->rows->len - 1) != field->key)
        g_ptr_array_add (removal->rows, (gpointer) field->key);
    }
}

/* What named the row and no longer does, since it went. */
static void
restore_references (Merge *merge, const Removal *removal, TaStamp stamp)
{
  const TaField *reference;
  guint at = 0;

  while ((reference = next_reference (merge, removal->id, &at)) != NULL)
    if (same_field (ta_document_get (removal->document, reference->key), removal->gone) && same_field (ta_document_get (merge->joined, reference->key), removal->gone))
      ta_document_set (merge->joined, reference->key, reference->value, stamp);
}

static void
undo_removal (Merge *merge, const Removal *removal)
{
  TaStamp stamp = ta_stamp_clock_tick (merge->clock, merge->now_ms);
  g_autoptr (TaValue) present = ta_value_new_integer (1);

  for (guint i = 0; i < removal->rows->len; i++)
    ta_document_set (merge->joined, removal->rows->pdata[i], present, stamp);
  restore_references (merge, removal, stamp);
}

/* What they have (below @row, or all) that is not as it is here and is older than @back, when it was said to be there again: so it was a merge that brought it back, and
 * nobody who wanted it back and had all that there was. (nullable) */
static const TaField *
changed_before (const Merge *merge, const char *row, const TaStamp *back)
{
  g_autofree char *below = row != NULL ? g_strconcat (row, "/", NULL) : g_strdup ("");

  for (guint i = find_first (merge->theirs, below); i < merge->theirs->n_fields && g_str_has_prefix (merge->theirs->fields[i].key, below); i++)
    {
      const TaField *field = &merge->theirs->fields[i];

      if ((row == NULL || !is_position (field->key)) && ta_stamp_compare (&field->stamp, back) < 0 && !same_field (field, ta_document_get (merge->mine, field->key)))
        return field;
    }
  return NULL;
}

/* It was deleted here and known to be, and was changed elsewhere meanwhile: whoever merged the two brought it back. Who deleted it hears of it as well.
 * @gone: when it was deleted here. @back: when it was said to be there again */
static void
tell_who_deleted (Merge *merge, const char *row, const TaStamp *gone, const TaStamp *back)
{
  const TaField *changed = NULL;

  if (gone->device == merge->clock->device && ta_stamp_compare (back, gone) > 0)
    changed = changed_before (merge, row, back);
  if (changed != NULL)
    {
      TaClash *clash = add_clash (merge, TA_CLASH_RESTORED, row, NULL, NULL);

      clash->mine_deleted = TRUE;
      clash->device = changed->stamp.device;
    }
}

/* One took the row out while the other changed something of it: it stays, and so does what went with it. */
static void
restore_row (Merge *merge, const char *row)
{
  const TaField *mine = ta_document_get (merge->mine, row);
  const TaField *theirs = ta_document_get (merge->theirs, row);
  gboolean mine_gone = is_gone (mine) && !same_field (mine, base_field (merge, row));
  gboolean theirs_gone = is_gone (theirs) && !same_field (theirs, base_field (merge, row));
  g_autofree char *id = g_strconcat (row, "/id", NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  Removal removal = { mine_gone ? merge->mine : merge->theirs, mine_gone ? merge->theirs : merge->mine, mine_gone ? mine : theirs, text_of (base_field (merge, id)), rows };
  gboolean edited = FALSE;

  if (!mine_gone && is_gone (mine) && theirs != NULL && !is_gone (theirs))
    tell_who_deleted (merge, row, &mine->stamp, &theirs->stamp);
  if (mine_gone == theirs_gone)
    return;
  collect_removed (merge, &removal, row);
  for (guint i = 0; i < rows->len; i++)
    edited = edited || is_edited (merge, removal.other, rows->pdata[i]);
  if (!edited)
    return;
  undo_removal (merge, &removal);
  add_clash (merge, TA_CLASH_RESTORED, row, mine, theirs)->mine_deleted = mine_gone;
}

static gboolean
newly_deleted (const Merge *merge, const TaDocument *document)
{
  return document->deleted && (merge->base == NULL || ta_stamp_compare (&document->deleted_at, &merge->base->deleted_at) != 0);
}

static void
restore_whole (Merge *merge)
{
  gboolean mine_gone = newly_deleted (merge, merge->mine);
  gboolean theirs_gone = newly_deleted (merge, merge->theirs);
  TaClash *clash;

  if (!mine_gone && merge->mine->deleted && !merge->theirs->deleted)
    tell_who_deleted (merge, NULL, &merge->mine->deleted_at, &merge->theirs->deleted_at);
  if (merge->base == NULL || mine_gone == theirs_gone || !is_edited (merge, mine_gone ? merge->theirs : merge->mine, NULL))
    return;
  ta_document_set_deleted (merge->joined, FALSE, ta_stamp_clock_tick (merge->clock, merge->now_ms));
  clash = add_clash (merge, TA_CLASH_RESTORED, NULL, NULL, NULL);
  clash->mine_deleted = mine_gone;
  clash->device = ta_document_last_stamp (merge->theirs).device;
}

TaDocument *
ta_document_merge (const TaDocument *mine, const TaDocument *base, const TaDocument *theirs, TaStampClock *clock, gint64 now_ms, GPtrArray *clashes)
{
  Merge merge = { mine, base, theirs, ta_document_join (mine, theirs), clock, now_ms, clashes, NULL };
  g_autoptr (GPtrArray) keys = ta_document_keys (mine);

  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = keys->pdata[i];
      const TaField *field = ta_document_get (mine, key);
      const TaField *other = ta_document_get (theirs, key);

      if (base != NULL && is_presence (key))
        restore_row (&merge, key);
      else if (!g_str_has_prefix (key, KEPT_PREFIX) && is_clash (&merge, key, field, other))
        settle_clash (&merge, key, field, other);
    }
  restore_whole (&merge);
  g_clear_pointer (&merge.references, g_hash_table_unref);
  return merge.joined;
}

/* Versions side by side ---------------------------------------------------------------------------------------------------------------- */

static gboolean
is_safety (const TaDocument *document, const char *key)
{
  return !g_str_has_prefix (key, KEPT_PREFIX) && ta_merge_rule (document->type, key) == TA_MERGE_SAFETY;
}

TaDocument *
ta_document_doubt (const TaDocument *base, const TaDocument *mine, const TaDocument *theirs)
{
  TaDocument *doubtful = ta_document_copy (base);

  for (guint i = 0; i < base->n_fields; i++)
    {
      const char *key = base->fields[i].key;

      if (is_safety (base, key) && !same_field (ta_document_get (mine, key), ta_document_get (theirs, key)))
        ta_document_remove (doubtful, key);
    }
  return doubtful;
}

static gboolean
keeps (const TaDocument *head, const TaField *field)
{
  g_autofree char *kept = kept_key (field);
  const TaField *stands = ta_document_get (head, field->key);

  return stands == NULL || ta_value_equal (stands->value, field->value) || ta_document_get (head, kept) != NULL;
}

gboolean
ta_document_holds (const TaDocument *head, const TaDocument *other)
{
  g_autoptr (TaDocument) both = ta_document_join (head, other);

  if (!ta_document_equal (both, head))
    return FALSE;
  for (guint i = 0; i < other->n_fields; i++)
    if (is_safety (other, other->fields[i].key) && !keeps (head, &other->fields[i]))
      return FALSE;
  return TRUE;
}

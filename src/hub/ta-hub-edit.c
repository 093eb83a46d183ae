/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-edit.h"

#include "ta-hub-secret.h"

#include <libsoup/soup-status.h>
#include <string.h>

#define LONGEST_ID 512

void
ta_hub_edit_free (TaHubEdit *edit)
{
  g_free (edit->id);
  g_free (edit);
}

static gboolean
fail (TaHubEditFault *fault, guint status, const char *error, const char *reason)
{
  fault->status = status;
  fault->error = error;
  fault->reason = g_strdup (reason);
  return FALSE;
}

static gboolean
parse_id (TaHubEdit *self, TaHubSpan value, TaHubEditFault *fault)
{
  g_free (self->id);
  self->id = ta_hub_json_dup_string (value);
  if (self->id == NULL)
    return fail (fault, SOUP_STATUS_BAD_REQUEST, "illegal_docid", "Document id must be a string");
  if (self->id[0] == '\0')
    return fail (fault, SOUP_STATUS_BAD_REQUEST, "illegal_docid", "Document id must not be empty");
  if (self->id[0] == '_')
    return fail (fault, SOUP_STATUS_BAD_REQUEST, "illegal_docid", "Only reserved document ids may start with underscore.");
  if (strlen (self->id) > LONGEST_ID)
    return fail (fault, SOUP_STATUS_BAD_REQUEST, "illegal_docid", "Document id is too long");
  return TRUE;
}

static gboolean
parse_rev (TaHubEdit *self, TaHubSpan value, TaHubEditFault *fault)
{
  g_autofree char *text = ta_hub_json_dup_string (value);

  return (text != NULL && ta_hub_rev_parse (text, &self->rev)) || fail (fault, SOUP_STATUS_BAD_REQUEST, "bad_request", "Invalid rev format");
}

static gboolean
parse_special (TaHubEdit *self, TaHubSpan key, TaHubSpan value, TaHubEditFault *fault)
{
  g_autofree char *name = NULL;
  g_autofree char *reason = NULL;

  if (ta_hub_json_equals (key, "_id"))
    return parse_id (self, value, fault);
  if (ta_hub_json_equals (key, "_rev"))
    return parse_rev (self, value, fault);
  if (ta_hub_json_equals (key, "_deleted"))
    {
      self->deleted = ta_hub_json_is (value, "true");
      return TRUE;
    }
  if (ta_hub_json_equals (key, "_revisions"))
    self->revisions = value;
  /* What CouchDB itself adds to documents may come back with them. */
  if (ta_hub_json_equals (key, "_revisions") || ta_hub_json_equals (key, "_conflicts"))
    return TRUE;
  name = ta_hub_json_dup_string (key);
  reason = g_strdup_printf ("Bad special document member: %s", name != NULL ? name : "_");
  return fail (fault, SOUP_STATUS_BAD_REQUEST, "doc_validation", reason);
}

static gboolean
is_special (TaHubSpan key)
{
  g_autofree char *name = NULL;

  if (key.at[1] != '\\')
    return key.at[1] == '_';
  /* Nobody writes it as \u005f, but it would be one. */
  name = ta_hub_json_dup_string (key);
  return name != NULL && name[0] == '_';
}

TaHubEdit *
ta_hub_edit_parse (TaHubSpan text, gsize most, TaHubEditFault *fault)
{
  TaHubEdit *self = g_new0 (TaHubEdit, 1);
  TaHubJsonWalk walk = { 0 };
  TaHubSpan key, value;
  gboolean right = ta_hub_json_is_object (text) || fail (fault, SOUP_STATUS_BAD_REQUEST, "bad_request", "Document must be a JSON object");

  self->text = text;
  if (right)
    walk = ta_hub_json_walk (text);
  while (right && ta_hub_json_next_member (&walk, &key, &value))
    if (is_special (key))
      right = parse_special (self, key, value, fault);
  if (right && self->id == NULL)
    self->id = ta_hub_secret_new_hex (16);
  if (right && text.size > most)
    right = fail (fault, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "document_too_large", self->id);
  if (right)
    return self;
  ta_hub_edit_free (self);
  return NULL;
}

/* 32 hex digits; in capitals they mean the same. */
static gboolean
get_rev_id (TaHubSpan value, guint8 *id)
{
  g_autofree char *text = ta_hub_json_dup_string (value);
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  return lower != NULL && ta_hub_secret_parse_hex (lower, id, TA_HUB_REV_SIZE);
}

/* The first must be the revision itself. */
static gboolean
get_ids (const TaHubEdit *self, TaHubSpan ids, TaHubLeaf *leaf)
{
  TaHubJsonWalk walk = ta_hub_json_walk (ids);
  TaHubSpan value;

  leaf->count = 0;
  while (leaf->count < TA_HUB_MOST_REVS && ta_hub_json_next_element (&walk, &value))
    if (!get_rev_id (value, leaf->revs + leaf->count++ * TA_HUB_REV_SIZE))
      return FALSE;
  return leaf->count > 0 && leaf->count <= leaf->n && memcmp (leaf->revs, self->rev.id, TA_HUB_REV_SIZE) == 0;
}

gboolean
ta_hub_edit_get_history (const TaHubEdit *self, TaHubLeaf *leaf)
{
  static const guint8 nothing[TA_HUB_REV_SIZE];
  TaHubSpan start, ids;
  gint64 n = 0;

  *leaf = (TaHubLeaf) { .n = self->rev.n, .count = 1, .deleted = self->deleted };
  memcpy (leaf->revs, self->rev.id, TA_HUB_REV_SIZE);
  if (self->rev.n == 0 || memcmp (self->rev.id, nothing, sizeof nothing) == 0)
    return FALSE;
  if (self->revisions.size == 0)
    return TRUE;
  return ta_hub_json_find (self->revisions, "start", &start) && ta_hub_json_get_int (start, &n) && n == self->rev.n
         && ta_hub_json_find (self->revisions, "ids", &ids) && ta_hub_json_is_array (ids) && get_ids (self, ids, leaf);
}

void
ta_hub_edit_body (TaHubSpan text, GString *out)
{
  TaHubJsonWalk walk = ta_hub_json_walk (text);
  TaHubSpan key, value;

  g_string_assign (out, "{");
  while (ta_hub_json_next_member (&walk, &key, &value))
    {
      if (is_special (key))
        continue;
      if (out->len > 1)
        g_string_append_c (out, ',');
      g_string_append_len (out, key.at, (gssize) key.size);
      g_string_append_c (out, ':');
      g_string_append_len (out, value.at, (gssize) value.size);
    }
  g_string_append_c (out, '}');
}

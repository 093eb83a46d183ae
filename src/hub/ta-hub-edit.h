/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-doc-table.h"

/** TaHubEdit: one document of a _bulk_docs request. */
typedef struct
{
  char *id;
  TaHubRev rev; /* what it follows; n is 0 where it names none */
  gboolean deleted;
  TaHubSpan text;      /* as it came; borrowed */
  TaHubSpan revisions; /* "_revisions" in there; of no size where there are none */
} TaHubEdit;

void ta_hub_edit_free (TaHubEdit *edit);

/** TaHubEditFault: why a document refuses the whole request, as CouchDB says it. */
typedef struct
{
  guint status;
  const char *error; /* constant */
  char *reason;
} TaHubEditFault;

/** (transfer full) (nullable): the edit that @text says; %NULL with @fault. A document of more than @most bytes is one. */
TaHubEdit *ta_hub_edit_parse (TaHubSpan text, gsize most, TaHubEditFault *fault);

/** What a replicator says of the document's history: its revision and those before it. %FALSE where that makes no sense. */
gboolean ta_hub_edit_get_history (const TaHubEdit *edit, TaHubLeaf *leaf);

/** The members of @text whose names do not begin with an underscore, as an object, to @out, which is emptied. */
void ta_hub_edit_body (TaHubSpan text, GString *out);

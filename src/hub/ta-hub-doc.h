/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-leaf-table.h"

/** A document as its client sees it. @conflicts (nullable): the losing leaves, of which the living ones are listed. */
void ta_hub_doc_append (GString *out, const char *id, const TaHubLeaf *leaf, TaHubSpan body, gboolean revisions, GArray *conflicts);

/** The losing leaves of the document in row @doc; empty without a look where @any says that there are none. %NULL with @error */
GArray *ta_hub_doc_leaves (TaHubBase *base, gboolean any, gint64 doc, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-doc-table.h"

/*
 * The leaves of a document that lost against the one in its row. Compare and set on one hub makes none; a cluster of CouchDB's does, and so does
 * --sloppy.
 */

/** (transfer full) (nullable) (element-type TaHubLeaf): those of the document in row @doc, the best first. */
GArray *ta_hub_leaf_table_list (TaHubBase *base, gint64 doc, GError **error);

gboolean ta_hub_leaf_table_add (TaHubBase *base, gint64 doc, const TaHubLeaf *leaf, TaHubSpan body, GError **error);
gboolean ta_hub_leaf_table_delete (TaHubBase *base, gint64 key, GError **error);

/** The body of the leaf in row @key, in a statement that owns it. %NULL with @error. */
TaHubStatement *ta_hub_leaf_table_body (TaHubBase *base, gint64 key, GError **error);

/** @any takes whether there is any. */
gboolean ta_hub_leaf_table_has_any (TaHubBase *base, gboolean *any, GError **error);

/** Where a leaf has come to win over the document's row, they change places. The document gets a new sequence either way. */
gboolean ta_hub_leaf_table_settle (TaHubBase *base, TaHubPod *pod, const char *id, GError **error);

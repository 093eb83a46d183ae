/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-wire.h"
#include "ta-json-scan.h"

#define TA_WIRE_MOST_REV 80
#define TA_WIRE_MOST_SEQ 16384

/* What the readers and writers share. */

/** Bounded: see MOST_DEPTH. (transfer full) */
JsonNode *ta_hub_wire_parse (GBytes *bytes, GError **error);
/** (transfer none); %NULL with @error where it is something else. @node: (nullable) */
JsonObject *ta_hub_wire_object (JsonNode *node, GError **error);
JsonArray *ta_hub_wire_array (JsonNode *node, GError **error);
/** (transfer none) (nullable): a member that is a text of @most bytes at most */
const char *ta_hub_wire_text (JsonObject *object, const char *name, gsize most);
/** A member that is a whole number from 0 on; 0 otherwise. */
gint64 ta_hub_wire_number (JsonObject *object, const char *name);
gboolean ta_hub_wire_truth (JsonObject *object, const char *name);
/** Whether @rev (nullable) is a revision. */
gboolean ta_hub_wire_is_rev (const char *rev);
/** The sequence that comes next, as it is to be said again; it is not skipped. (transfer full) (nullable) */
char *ta_hub_wire_dup_seq (TaJsonScan *scan);
void ta_hub_wire_set_odd (GError **error, const char *what);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-bulk.h"
#include "ta-change.h"
#include "ta-database.h"

/**
 * ta_recorder_start:
 *
 * Begins to record what happens to the domain tables of @database. The shadow tables of the search index, the history and what
 * belongs to this computer alone are not looked at: recorded as well, they would make every undo a conflict.
 */
TaRecorder *ta_recorder_start (TaDatabase *database, GError **error);
void ta_recorder_free (TaRecorder *recorder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRecorder, ta_recorder_free)

/** While it is paused nothing is recorded: for who adds what it does by itself. @recorder: (nullable): there is nothing to pause */
void ta_recorder_pause (TaRecorder *recorder, gboolean paused);

/**
 * ta_recorder_add_inserted:
 * @table: a domain table that is an aggregate of its own, or a child of one
 * @bulk: all of the table's columns, in their order, of new rows
 *
 * Records that the rows were inserted. Where thousands are, the session would find the values of each again in the table, one by one.
 */
void ta_recorder_add_inserted (TaRecorder *recorder, const char *table, const TaBulk *bulk);

/**
 * ta_recorder_add_insertions:
 * @changeset: insertions alone, made while @recorder was paused
 * @changes: (transfer full): of TaChange: the same
 */
void ta_recorder_add_insertions (TaRecorder *recorder, GByteArray *changeset, GPtrArray *changes);

/**
 * ta_recorder_take:
 * @changes: (out) (transfer full): of TaChange, as ta_changeset_read() gives it
 *
 * Returns: (transfer full) (nullable): what was recorded, in SQLite's changeset format; empty where nothing changed
 */
GBytes *ta_recorder_take (TaRecorder *recorder, GPtrArray **changes, GError **error);

/** (transfer full) (nullable): of TaChange; aggregates that the rows belong to are looked up in @database as it is after the changes */
GPtrArray *ta_changeset_read (TaDatabase *database, GBytes *changeset, GError **error);

/**
 * ta_changeset_revert:
 *
 * Applies the inverse of @changeset to all tables but the ledger's; a service, household or pod that rows of the ledger name which came
 * with it stays as well. Where a row is no longer as @changeset left it the error (TA_STORAGE_ERROR_CONFLICT) says which, and the
 * transaction, which is the caller's, has to be rolled back.
 */
gboolean ta_changeset_revert (TaDatabase *database, GBytes *changeset, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-private.h"

/** TaSyncItem: one aggregate that is brought into the tables. */
typedef struct
{
  const TaDomainTable *table; /* (nullable): of a kind that is not known */
  TaDocument *document;       /* borrowed or own */
  TaSyncRecord *record;       /* (nullable): own */
  char *held_before;          /* (nullable) */
  gboolean absent;            /* it is known that the tables have nothing of it */
  GPtrArray *present;         /* of TaRow: as it is in the tables */
  GPtrArray *raw;             /* of TaRow: as the document says, whatever there is of what it refers to */
  GPtrArray *desired;         /* of TaRow: as it shall be in the tables */
  GHashTable *lost;           /* (nullable): rows of @raw that another document has */
  gboolean used;              /* it is deleted, and something refers to it */
  GHashTable *refused;        /* (nullable): "table/id" of rows below that the tables did not take, as they stand in @raw */
  gboolean invalid;           /* the tables did not take it */
  gboolean alive;             /* it is in the tables */
  gboolean had_missing;       /* there are rows of it in sync_missing */
  GPtrArray *missing;         /* (nullable): of TaSyncTarget */
} TaSyncItem;

/** TaSyncTarget: a row that is referred to. */
typedef struct
{
  const char *table; /* of the domain's names */
  char *id;
} TaSyncTarget;

typedef struct
{
  TaSyncContext *context;
  GHashTable *items;        /* of TaSyncItem by "type/id" */
  GPtrArray *order;         /* of TaSyncItem; grows while it is gone through */
  GHashTable *provided;     /* "table/id" of rows at the top and of people, as the documents have them */
  GHashTable *present;      /* the same, as the tables have them */
  gboolean nothing_missing; /* sync_missing is empty, and will be until all is written */
  GHashTable *asked;        /* "table/id" → 1 or 2: whether the tables have it, of others */
} TaSyncProjection;

/** The rows of @document, each with all its columns; what it does not say of a row has the column's default. (transfer full): of TaRow */
GPtrArray *ta_sync_rows_of (TaDatabase *database, const TaDomainTable *root, const TaDocument *document);

/** Says of each row that several documents have, as when two devices moved somebody to different households, which of them has it: the one that got it last. */
void ta_sync_projection_settle_rivals (TaSyncProjection *self);
/** Says for each item what of it shall be in the tables. */
gboolean ta_sync_projection_decide (TaSyncProjection *self, GError **error);
/** Writes it. @again: (out): some was not taken, which is noted as invalid or refused; nothing was written */
gboolean ta_sync_projection_write (TaSyncProjection *self, gboolean *again, GError **error);

/** Whether the tables have a row of the table @name, or shall have it. */
gboolean ta_sync_projection_has (TaSyncProjection *self, const char *name, const char *id, gboolean *has, GError **error);
/** Whether a reference of this row decides whether all of the document can be in the tables. */
gboolean ta_sync_is_required (const TaRow *row, const TaDomainReference *reference);

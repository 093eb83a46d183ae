/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define TA_DOMAIN_MAX_KEY 4

/**
 * TaDomainTable:
 *
 * A table whose changes are recorded, undone and synchronised. A child table belongs to the row that its second column names; the
 * row at the top of such a chain and all below it are one aggregate.
 */
typedef struct
{
  const char *name;
  const char *parent;     /* (nullable): table that the second column refers to */
  const char *parent_sql; /* (nullable): SELECT of the second column by :id */
  gboolean ledger;        /* never taken back by applying an inverse */
  const char *row_sql;    /* SELECT of the whole row by :id */
  const char *there_sql;  /* SELECT of the places in the bulk :ids at which there are ids of rows */
  const char *rows_sql;   /* (nullable): SELECT of the whole rows of :parent */
  const char *all_sql;    /* SELECT of all whole rows */
  const char *insert_sql; /* INSERT of whole rows, which stand in the bulk :rows */
  guint n_columns;        /* of a whole row */
  /* What a row is for, where its parent has one row for it: two devices that add it mean the same. (nullable): the columns, up to a %NULL;
     its id says which row it is */
  const char *key[TA_DOMAIN_MAX_KEY + 1];
  gboolean single; /* a parent has one row at most */
} TaDomainTable;

typedef enum
{
  TA_DOMAIN_RESTRICT,
  TA_DOMAIN_CASCADE,
  TA_DOMAIN_SET_NULL
} TaDomainAction;

/** TaDomainReference: a column that names a row of another table, and what becomes of its row when that one is deleted. */
typedef struct
{
  const char *table;
  const char *column;
  const char *target;
  TaDomainAction action;
  const char *sql; /* SELECT of the ids of those that name :id */
} TaDomainReference;

/** TaDomainSensitive: a column with health data: it can be sealed, is not exported unless asked for, and stands in no copy in the open. */
typedef struct
{
  const char *table;
  const char *column;
} TaDomainSensitive;

/** All of them; ends with a %NULL table. */
extern const TaDomainSensitive ta_domain_sensitive[];

gboolean ta_domain_is_sensitive (const char *table, const char *column);

/** (nullable): the table with that name, where it is one of the domain's. */
const TaDomainTable *ta_domain_find (const char *name);

/** The table at the top of the chain that @table is in: itself, where it has no parent. */
const TaDomainTable *ta_domain_root (const TaDomainTable *table);

/** All of them, parents before their children; ends with a %NULL name. */
extern const TaDomainTable ta_domain_tables[];

/** All of them, those of a child to its parent among them; ends with a %NULL table. */
extern const TaDomainReference ta_domain_references[];

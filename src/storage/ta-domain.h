/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

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
} TaDomainTable;

/** (nullable): the table with that name, where it is one of the domain's. */
const TaDomainTable *ta_domain_find (const char *name);

/** All of them, parents before their children; ends with a %NULL name. */
extern const TaDomainTable ta_domain_tables[];

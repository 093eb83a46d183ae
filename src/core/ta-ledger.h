/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-date.h"

typedef struct
{
  char *id;
  char *account; /* id */
  gint64 amount; /* minor units of the account's unit, not 0 */
} TaEntry;

/** TaTransaction: a posting of the ledger. Never changed after it was posted: a correction is a reversal and a new one. */
typedef struct
{
  char *id;
  TaDate date;
  gint64 posted_at; /* ms since 1970 */
  char *memo;
  char *source_kind;  /* "turn", "loan", …; "" by hand */
  char *source;       /* (nullable): id */
  char *rule_set;     /* (nullable): id of the version of the rules that made it */
  char *inputs;       /* JSON: what the rules were given */
  char *trace;        /* JSON: each step of the arithmetic */
  char *reverses;     /* (nullable): id */
  GPtrArray *entries; /* of TaEntry */
} TaTransaction;

TaTransaction *ta_transaction_new (TaDate date, const char *memo);
void ta_transaction_free (TaTransaction *transaction);
TaEntry *ta_entry_new (const char *account, gint64 amount);
void ta_entry_free (TaEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaTransaction, ta_transaction_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaEntry, ta_entry_free)

/** Adds an entry; 0 adds none. */
void ta_transaction_add (TaTransaction *transaction, const char *account, gint64 amount);

/** Gives it and, after it, its entries another id, where devices that make the same transaction are to make the same rows. */
void ta_transaction_set_id (TaTransaction *transaction, const char *id);

/** (transfer full): a transaction that takes @transaction back, entry by entry, linked to it; its id is made of that one's */
TaTransaction *ta_transaction_reverse (const TaTransaction *transaction, TaDate date);

/**
 * ta_transaction_is_balanced:
 * @unit_of: gives the unit of an account
 *
 * Returns: whether there are at least two entries and they sum to zero in each unit, without overflow
 */
gboolean ta_transaction_is_balanced (const TaTransaction *transaction, const char *(*unit_of) (const char *account, gpointer data), gpointer data);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-test-hub.h"

/** Pair: two devices with the same pod that change it apart, and what they have when they have met. */
typedef struct
{
  TaTestHub *hub;
  TaStore *devices[2];
} Pair;

void pair_init (Pair *pair);
void pair_clear (Pair *pair);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

/** Exchanges until nothing moves any more. meet(): after which both have the same. */
void pair_exchange (Pair *pair);
void meet (Pair *pair);
/** Each does its own, then they meet. */
void both (Pair *pair, const char *first, const char *second);
void assert_both (Pair *pair, const char *sql, const char *expected);

/** A field of @document as device 9 gave it. */
void set_text (TaDocument *document, const char *key, const char *text, gint64 ms);
void set_integer (TaDocument *document, const char *key, gint64 number, gint64 ms);

/** For ta_store_read(). */
gpointer read_notices (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);
gpointer read_kept (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);
gpointer read_attention (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error);

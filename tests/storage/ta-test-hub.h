/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"
#include "ta-sync-store.h"

/** TaTestHub: what a hub does, in memory: a version of each document, its number, and the order in which they came. */
typedef struct
{
  GHashTable *rows; /* name → TestRow */
  GPtrArray *feed;  /* of char*: names, in the order of their last writes */
  guint64 writes;
} TaTestHub;

TaTestHub *ta_test_hub_new (void);
void ta_test_hub_free (TaTestHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaTestHub, ta_test_hub_free)

/** A store that exchanges with the hub as device @device. With @content (nullable) what the script of the fixtures makes is in it. */
TaStore *ta_test_device_new (guint64 device, const char *content);

/** Does the commands of @content. */
void ta_test_device_fill (TaStore *store, const char *content);
void ta_test_device_join (TaStore *store, guint64 device);

/** One way each. @now_ms: 0: the clock. Returns how many documents were sent, or changed here. */
guint ta_test_push (TaStore *store, TaTestHub *hub);
guint ta_test_pull (TaStore *store, TaTestHub *hub, TaSyncApplied *applied);
/** Applies the names of @order (nullable: those of the feed) in batches of @batch. */
void ta_test_pull_in_order (TaStore *store, TaTestHub *hub, GPtrArray *order, guint batch);
void ta_test_retry (TaStore *store);

/** Exchanges until nothing moves any more. */
void ta_test_settle (TaTestHub *hub, TaStore **stores, guint n_stores);

void ta_test_run (TaStore *store, const char *script);
/** The first value of the first row. (transfer full) */
char *ta_test_ask (TaStore *store, const char *sql);
char *ta_test_dump (TaStore *store);
/** All documents, a line each. */
char *ta_test_documents (TaStore *store);
TaDocument *ta_test_document (TaStore *store, const char *type, const char *id);
/** As another device would have written it. */
void ta_test_hub_put (TaTestHub *hub, const TaDocument *document, guint64 device);

/** The script of the fixtures: a row of every kind. */
char *ta_test_content (void);
/** Same tables, same documents, nothing damaged. */
void ta_test_assert_same (TaStore *a, TaStore *b);
void ta_test_assert_sound (TaStore *store);
void ta_test_assert_ask (TaStore *store, const char *sql, const char *expected);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-sync-engine.h"
#include "ta-sync-mutant.h"

struct _TaSyncEngine
{
  TaStore *store;
  TaHubClient *client;
  TaKeyring *keyring;
  GHmac *naming; /* of the pod's documents */
  char *device;  /* 16 hex digits */

  guint page_rows;   /* asked for at once; less where the hub's answers are too large or too slow */
  guint batch_docs;  /* sent at once */
  gsize batch_bytes; /* of JSON */
  gboolean heard;    /* since the hub's note of this device was last written: other devices' changes came, or ours went */
  gint64 hub_count;  /* what the hub has as this device's count: more than was heard of, where an answer got lost */
  guint64 merged;
  gboolean untidy;     /* something was applied since ta_sync_retry_held() */
  gboolean read_again; /* what waited for a key was tried with this keyring */
  gboolean hub_older;
  gboolean complete; /* the last pull came to the end of what the hub has */
  double progress;

  gboolean (*key_func) (const TaWireDoc *doc, gpointer data);
  gpointer key_data;
  void (*progress_func) (gpointer data);
  gpointer progress_data;

  /* What the tests set otherwise. */
  gint64 (*now_ms) (gpointer data);
  gpointer now_data;
  char *(*new_epoch) (gpointer data);
  gpointer epoch_data;
  gboolean (*crash_func) (const char *name, gpointer data); /* (nullable): whether it ends here */
  gpointer crash_data;
};

/**
 * ta_sync_engine_crashes:
 *
 * A place where the tests let the program end: see ta_sync_place(); or as an error of the step where there is a crash_func.
 */
gboolean ta_sync_engine_crashes (TaSyncEngine *engine, const char *name, GError **error);

gint64 ta_sync_engine_now (TaSyncEngine *engine);

/** A command on behalf of the exchange. */
gboolean ta_sync_engine_run (TaSyncEngine *engine, TaStoreFunc func, gpointer data, GError **error);

/** How far it has come, to be saved with what came. */
typedef struct
{
  const char *since;    /* (nullable): as it was */
  const char *boot_key; /* (nullable): as it was */
  gboolean boot_over;   /* it goes on with the changes from boot_seq on */
} TaSyncPlace;

/** The peer as it is in the table now. (transfer full) */
TaSyncPeer *ta_sync_engine_get_peer (TaSyncEngine *engine, GError **error);
/** Opens @docs (of TaWireDoc), but for those that are about the pod's keys. (transfer full): of TaSyncIncoming */
GPtrArray *ta_sync_engine_open (TaSyncEngine *engine, GPtrArray *docs, gboolean leaves);
/** Saves what was opened, together with @place (nullable). */
gboolean ta_sync_engine_take (TaSyncEngine *engine, GPtrArray *incoming, const TaSyncPlace *place, GError **error);
/** After all that the hub had: what had to wait for the rest of it is done now. */
gboolean ta_sync_engine_tidy (TaSyncEngine *engine, GError **error);

/** Opens what came, and saves it together with @place (nullable). @docs: of TaWireDoc; @leaves: they are versions beside the head */
gboolean ta_sync_engine_apply (TaSyncEngine *engine, GPtrArray *docs, gboolean leaves, const TaSyncPlace *place, GCancellable *cancellable, GError **error);

/** (transfer full): of TaWireDoc, as the engine reads it */
TaSyncIncoming *ta_sync_codec_open (const TaWireDoc *doc, TaKeyring *keyring, const GHmac *naming);
/** The envelope as JSON. (transfer full) (nullable): with an error of TA_SEAL_ERROR */
char *ta_sync_codec_seal (const TaSyncOutgoing *outgoing, TaKeyring *keyring, GError **error);
/** What was kept of an envelope, with another keyring; %FALSE: it still cannot be read. */
gboolean ta_sync_codec_open_again (TaSyncIncoming *incoming, TaKeyring *keyring, const GHmac *naming);

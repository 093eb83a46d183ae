/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-keyring.h"
#include "ta-store.h"

/**
 * PeerHub:
 *
 * express-pouchdb, a hub that others wrote, as a process of its own on loopback, with a database "pod" whose member "member" is. It ends with
 * this program, however that ends.
 */
typedef struct
{
  char *folder;
  char *url;
  guint16 port;
  GSubprocess *process;
} PeerHub;

/** Whether its packages are there; otherwise says why the test is skipped. */
gboolean peer_hub_is_there (void);

/** @keeps: it finds what it had after it was stopped, and is slower */
PeerHub *peer_hub_new (gboolean keeps);
void peer_hub_free (PeerHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PeerHub, peer_hub_free)

/** Ends, and begins again on the same port. */
void peer_hub_stop (PeerHub *hub);
void peer_hub_start (PeerHub *hub);

/** As its administrator; asserts that the answer is good. (transfer full): its body */
char *peer_hub_ask (PeerHub *hub, const char *method, const char *path, const char *body);
/** As if somebody had deleted the database and made it again. */
void peer_hub_recreate (PeerHub *hub);

/** Runs a script of tests/peers-npm to its end. (transfer full): what it said on standard output */
char *peer_hub_run (const char *script, const char *const *arguments);

/** A store in memory that exchanges with the database @db, with its keys where keys are kept. */
TaStore *peer_device_new (const char *url, const char *db, const char *user, const char *password, TaKeyring *keyring);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * FakeCaldav: a CalDAV server on loopback with one calendar, "/ana/pod/", of the user "ana" with the password "right", on a thread of its own. It answers
 * as Radicale does: 201 with an ETag to a PUT, 412 where a condition does not hold, 401 to a wrong password, 207 to PROPFIND.
 */
typedef struct _FakeCaldav FakeCaldav;

FakeCaldav *fake_caldav_new (void);
void fake_caldav_free (FakeCaldav *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeCaldav, fake_caldav_free)

/** "http://127.0.0.1:PORT" (transfer none) */
const char *fake_caldav_get_url (FakeCaldav *server);

/** How often it was asked with @method, by who had the password; "401": by who had not. */
guint fake_caldav_count (FakeCaldav *server, const char *method);
/** How many events lie there. */
guint fake_caldav_size (FakeCaldav *server);
/** What lies there under "<uid>.ics". (transfer full) (nullable) */
char *fake_caldav_dup (FakeCaldav *server, const char *uid);
/** As if somebody else had written or (%NULL) deleted it. */
void fake_caldav_put (FakeCaldav *server, const char *uid, const char *body);
/** It says ETags no more, as servers that change what they get. */
void fake_caldav_hide_etags (FakeCaldav *server);
/** The next answers to PUT are of this status, for ever; 0: as usual. */
void fake_caldav_refuse (FakeCaldav *server, guint status);

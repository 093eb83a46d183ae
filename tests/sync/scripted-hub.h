/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/**
 * ScriptedHub: a server on loopback that says what it was told to say, one reply a connection, and keeps what it was asked. It knows nothing
 * of HTTP, so that it can say what no server would.
 */
typedef struct _ScriptedHub ScriptedHub;

/** @certificate: (nullable): to speak TLS */
ScriptedHub *scripted_hub_new (GTlsCertificate *certificate);
void scripted_hub_free (ScriptedHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptedHub, scripted_hub_free)

/** "http://127.0.0.1:PORT" (transfer none) */
const char *scripted_hub_get_url (ScriptedHub *hub);

/** Next: a whole answer. @headers: (nullable): lines that end with \r\n */
void scripted_hub_reply (ScriptedHub *hub, const char *status, const char *headers, const char *body);
/** Next: these bytes, then the end of the connection. */
void scripted_hub_say (ScriptedHub *hub, const char *text, gsize length);
/** Next: @text, and then one byte after another until the client has enough. */
void scripted_hub_dribble (ScriptedHub *hub, const char *text);
/** Next: @text, and then nothing until the client has enough. */
void scripted_hub_fall_silent (ScriptedHub *hub, const char *text);
/** Next: zeroes until the client has enough. */
void scripted_hub_flood (ScriptedHub *hub, const char *text);

/** How much of that it got rid of, in kB. */
guint scripted_hub_get_flooded (ScriptedHub *hub);

/** How often it was asked. */
guint scripted_hub_count (ScriptedHub *hub);
/** Blocks until it has begun so many answers and their text is on its way. */
void scripted_hub_wait_for_answer (ScriptedHub *hub, guint answers);
/** What it was asked, from the first line to the last byte of the body. (transfer full) */
char *scripted_hub_request (ScriptedHub *hub, guint i);

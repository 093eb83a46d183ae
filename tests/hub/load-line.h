/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** LoadLine: one connection to a hub on loopback, which waits for nothing: what is said goes when there is room, several requests behind each other. */
typedef struct
{
  guint16 port;
  int fd;
  GString *out;
  GString *in;
} LoadLine;

LoadLine *load_line_new (guint16 port);
void load_line_free (LoadLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoadLine, load_line_free)

/** Begins anew: nothing of what was said or heard is left. */
void load_line_connect (LoadLine *line);

/** To be sent by load_line_pump(). */
void load_line_say (LoadLine *line, const char *text);

/** What to wait for. */
void load_line_watch (LoadLine *line, GPollFD *watch);

/** Sends and receives what goes at once. %FALSE where the hub has ended the connection; what came before can still be taken. */
gboolean load_line_pump (LoadLine *line);

/**
 * load_line_take:
 * @status: (out): of the next answer that has come whole
 *
 * Returns: (transfer full) (nullable): its body; %NULL where it has not come yet
 */
char *load_line_take (LoadLine *line, guint *status);

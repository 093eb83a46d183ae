/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/** UiHub: turnabout-hub (the one that TURNABOUT_HUB names), as a program of its own on loopback. */
typedef struct
{
  char *link;     /* its first invitation */
  gboolean plain; /* when it starts again it has none of our own routes */

  /*< private >*/
  char *file;
  char *address;
  GSubprocess *process;
} UiHub;

/** Makes it and starts it. */
void ui_hub_init (UiHub *hub);
/** Ends it, where it runs. */
void ui_hub_clear (UiHub *hub);

void ui_hub_stop (UiHub *hub);
/** What it prints for one more device of @database. (transfer full) */
char *ui_hub_dup_invitation (UiHub *hub, const char *database);
/** Begins again on the same file and port. */
void ui_hub_start (UiHub *hub);

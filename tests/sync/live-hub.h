/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** LiveHub: the hub as it is, on loopback, in a thread of this program. */
typedef struct _LiveHub LiveHub;

/** @folder: where its file goes; @link: (out): its first invitation */
LiveHub *live_hub_new (const char *folder, char **link);
/** The same as a process of its own. @program: (nullable): turnabout-hub; must stay as long as the hub. It takes no switches, and no time passes for it. */
LiveHub *live_hub_new_program (const char *program, const char *folder, char **link);
/** Ends it, and begins again with test switches of the hub, such as "--sloppy=3"; %NULL: without. Must stay as long as the hub. */
void live_hub_switch (LiveHub *hub, const char *const *switches);
/** Ends, and begins again on the same file and port. */
void live_hub_stop (LiveHub *hub);
void live_hub_start (LiveHub *hub);
/** Lets so much time pass for it. */
void live_hub_pass (LiveHub *hub, gint64 ms);
void live_hub_free (LiveHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LiveHub, live_hub_free)

const char *live_hub_get_path (LiveHub *hub);
/** The number of its process; %NULL: it is a thread of this one. (transfer none) */
const char *live_hub_get_process (LiveHub *hub);

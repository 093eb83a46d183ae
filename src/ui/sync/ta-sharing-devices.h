/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

#include <adwaita.h>

/**
 * The computers of the pod, with when each was seen last: those that have just joined to be confirmed, the others to be removed. It emits “removed” when
 * one is out, and with that the pod's key another. (transfer floating)
 */
GtkWidget *ta_sharing_devices_new (TaStore *store);

/** Asks the hub again; what it says is shown where it is another than what is there. */
void ta_sharing_devices_reload (GtkWidget *devices);

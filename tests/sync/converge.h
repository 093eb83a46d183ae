/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "simulation-device.h"

/** Whether @count devices have the same. What is different, or %NULL. (transfer full) */
char *converge_compare (Device *const *devices, guint count);
/** Whether @hub has what @device has and nothing else, and no versions side by side. @but: (nullable): names of documents of another kind. The same. */
char *converge_compare_with_hub (FakeHub *hub, TaKeyring *keyring, Device *device, const char *const *but);

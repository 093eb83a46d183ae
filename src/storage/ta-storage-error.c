/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-storage-error.h"

G_DEFINE_QUARK (ta - storage - error - quark, ta_storage_error)

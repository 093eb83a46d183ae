/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** What libFuzzer and driver.c call; always returns 0. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-transport.h"

#define TA_TYPE_HUB_SOUP (ta_hub_soup_get_type ())
G_DECLARE_FINAL_TYPE (TaHubSoup, ta_hub_soup, TA, HUB_SOUP, GObject)

/**
 * ta_hub_soup_new:
 * @url: "https://hub.example.org"; a path before the databases is kept. Without encryption only to this computer itself
 *
 * A #TaHubTransport over HTTP. To be used by one thread at a time. It follows redirects to the same host only, three at most; never takes
 * a certificate that is not good; reads what is not packed, and no more of it than the request allows.
 *
 * Returns: (transfer full) (nullable): %NULL with %TA_SYNC_ERROR_ODD if @url cannot be a hub's
 */
TaHubSoup *ta_hub_soup_new (const char *url, GError **error);

/** (transfer none): who else than the system's authorities is believed; for tests and a hub of one's own authority */
void ta_hub_soup_set_tls_database (TaHubSoup *self, GTlsDatabase *database);

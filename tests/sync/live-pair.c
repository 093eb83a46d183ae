/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-pair.h"

#include "live-pod.h"
#include "live-store.h"

void
live_pair_set_up (LivePair *pair, gconstpointer data)
{
  pair->folder = g_dir_make_tmp ("turnabout-live-XXXXXX", NULL);
  pair->hub = live_hub_new (pair->folder, &pair->link);
  pair->desk = live_store_new ();
  pair->laptop = live_store_new ();
}

void
live_pair_tear_down (LivePair *pair, gconstpointer data)
{
  g_clear_error (&pair->error);
  g_clear_object (&pair->desk);
  g_clear_object (&pair->laptop);
  live_hub_free (pair->hub);
  g_free (pair->folder);
  g_free (pair->link);
}

void
live_pair_share (LivePair *pair)
{
  live_found (pair->desk, pair->link, "Desk");
  live_bring_in (pair->desk, pair->laptop, "Laptop");
  live_exchange (pair->laptop);
}

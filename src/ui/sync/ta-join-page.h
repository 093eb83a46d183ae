/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-store.h"

#include <adwaita.h>

/** @code: (nullable): to be compared with the screen of who invited */
typedef void (*TaJoinPageDone) (const char *code, gpointer data);

/** Puts the store's pod on a hub, with the invitation that the hub printed. @done is called once it is there. */
AdwNavigationPage *ta_join_page_new_found (TaStore *store, TaJoinPageDone done, gpointer data);

/** Signs in again, with a new invitation of one of the pod's computers. */
AdwNavigationPage *ta_join_page_new_again (TaStore *store, TaJoinPageDone done, gpointer data);

/** Joins a pod with what is in @store, which is empty. */
AdwNavigationPage *ta_join_page_new_join (TaStore *store, TaJoinPageDone done, gpointer data);

/** Comes into a pod with its recovery sheet, into @store, which is empty. */
AdwNavigationPage *ta_join_page_new_recover (TaStore *store, TaJoinPageDone done, gpointer data);

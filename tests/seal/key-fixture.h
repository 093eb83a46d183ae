/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-key-store.h"

#define KEY_FIXTURE_NAME "0123456789abcdef0123456789abcdef"

/** A key store with a folder of its own, which is not there yet. */
typedef struct
{
  char *folder;
  TaKeyStore *store;
} KeyFixture;

void key_fixture_set_up (KeyFixture *fixture, gconstpointer data);
void key_fixture_tear_down (KeyFixture *fixture, gconstpointer data);
/** Saves @text and asserts where it went. */
void key_fixture_save (KeyFixture *fixture, TaKeyKind kind, const char *text, TaKeyPlace expected);
/** @text %NULL: there is none. */
void key_fixture_assert_kept (KeyFixture *fixture, TaKeyKind kind, const char *text, TaKeyPlace expected);
/** Saves, overwrites, reads and removes: the same for both places. */
void key_fixture_check_life (KeyFixture *fixture, TaKeyPlace place);

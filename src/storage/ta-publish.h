/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-message.h"
#include "ta-turn.h"

/** TaPublication: what publishing does, or would do. */
typedef struct
{
  GPtrArray *turns;    /* of TaTurn: those that are published by it, by date */
  GPtrArray *open;     /* of TaTurn: those that stay planned, as nobody holds them */
  GPtrArray *messages; /* of TaMessage, by the name of the household */
} TaPublication;

void ta_publication_free (TaPublication *publication);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaPublication, ta_publication_free)

/**
 * ta_publish_plan:
 * @pod: (nullable): id; %NULL: all
 * @from: first day, but nothing before @today is told of
 * @until: the day behind the last
 *
 * What is to be told to whom so that every household knows of its turns as they are: the planned turns that somebody holds would be published;
 * of turns published before, only what changed since a household was told of it last, and what was called off or deleted. Nothing is written.
 * Each message is of its household’s own turns and dinners; see ta_message_compose().
 *
 * Returns: (transfer full) (nullable)
 */
TaPublication *ta_publish_plan (TaDatabase *database, const char *pod, TaDate from, TaDate until, TaDate today, GError **error);

/** As ta_publish_plan(), and does it: the turns become published, the messages are written. Part of a command. (transfer full) (nullable) */
TaPublication *ta_publish_run (TaDatabase *database, const char *pod, TaDate from, TaDate until, TaDate today, GError **error);

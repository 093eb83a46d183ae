/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-turn.h"

/**
 * ta_turn_meal_eaters:
 * @households: of TaHousehold
 *
 * Who eats at @turn: the households that it lists, or where it lists none, those that belong to its pod on that day and have not paused,
 * each with the portions of its people who are there and do not skip that day of the week, or
 * one portion where its people are not known.
 *
 * Returns: (transfer full): of TaEater
 */
GPtrArray *ta_turn_meal_eaters (const TaTurn *turn, GPtrArray *households);

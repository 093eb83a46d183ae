/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * ta_sync_place:
 * @name: of a place between two things that are done one after the other
 *
 * Here the tests end the program, with the status 86: in a development build, where TURNABOUT_SYNC_CRASH has the place's name, or its number in the
 * order in which such places are passed ("#3").
 */
void ta_sync_place (const char *name);

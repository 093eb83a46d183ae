/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-agenda.h"
#include "ta-database.h"

/**
 * ta_agenda_table_list:
 * @household: id
 * @person: (nullable): id of one of @household: only what falls to this person or to nobody in particular
 * @from, @until: the days wanted
 *
 * Everything that concerns a household: turns that it holds or helps with, dinners that come, tools that are to be back or are kept for it, absences. Turns that
 * were called off are left out.
 *
 * Returns: (transfer full): of TaAgendaEntry, in order
 */
GPtrArray *ta_agenda_table_list (TaDatabase *database, const char *household, const char *person, TaDate from, TaDate until, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-rota-rules.h"

/** (transfer full) (nullable): the rules of @pod: the defaults where it never set any; %NULL with @error */
TaRotaRules *ta_rota_rules_table_get (TaDatabase *database, const char *pod, GError **error);

/** Writes what differs; a pod that never set any and has the defaults gets no row. */
gboolean ta_rota_rules_table_save (TaDatabase *database, const TaRotaRules *rules, GError **error);

/** Capabilities that turns ask for. (transfer full) (nullable): id of a series → GPtrArray of char *, by name; series without any are left out */
GHashTable *ta_requirement_table_list (TaDatabase *database, const char *pod, GError **error);

/** (transfer full) (nullable): of char *: the capabilities that the turns of @series ask for, by name */
GPtrArray *ta_requirement_table_get (TaDatabase *database, const char *series, GError **error);

/** Makes the capabilities that the turns of @series ask for be @capabilities (of char *). */
gboolean ta_requirement_table_save (TaDatabase *database, const char *series, GPtrArray *capabilities, GError **error);

/** (transfer full): of char *: each capability that somebody has or a series asks for, once, by name: to offer while typing */
GPtrArray *ta_capability_table_names (TaDatabase *database, GError **error);

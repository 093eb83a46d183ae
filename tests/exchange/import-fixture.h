/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-export.h"
#include "ta-import-plan.h"
#include "ta-pod-table.h"

/* What the tests of import and export begin with. The day is 2026-12-01, a Tuesday. */

/** An empty database in memory that has a collective in pesos, and nothing else. */
TaStore *import_fixture_store (void);

TaDate import_fixture_today (void);

/** Plans @text (a guess of the mapping, extra columns to the notes where @extra says so); aborts where it cannot be planned. */
TaImportPlan *import_fixture_plan (TaStore *store, TaImportKind kind, const char *text, gssize size, gboolean extra);

/** Imports @text, which must be good throughout. */
void import_fixture_import (TaStore *store, TaImportKind kind, const char *text);

/** What a plan says, on one line: "2=new 3=update[Name: a → b] 4=bad[born: …]" in which reasons are left out. (transfer full) */
char *import_fixture_trace (TaImportPlan *plan);

/** The list as the export writes it. (transfer full) */
char *import_fixture_export (TaStore *store, TaImportKind kind);

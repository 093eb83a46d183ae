/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-statement.h"
#include "ta-tool.h"

/* The columns of a table, each behind @p: "" or the alias of the table with its point. */
#define TA_LOAN_COLUMNS(p) \
  p "id, " p "tool, " p "household, " p "person, " p "out_date, " p "due_date, " p "returned_date, " p "condition_out, " p "condition_in, " p "note"
#define TA_LOAN_N_COLUMNS 10

#define TA_RESERVATION_COLUMNS(p) \
  p "id, " p "tool, " p "household, " p "from_date, " p "until_date, " p "note"

/** Reads the columns from @column on. (transfer full) */
TaLoan *ta_loan_table_from_row (TaStatement *statement, int column);
TaReservation *ta_reservation_table_from_row (TaStatement *statement, int column);

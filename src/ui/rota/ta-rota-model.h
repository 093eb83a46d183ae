/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-holidays.h"

#define TA_TYPE_ROTA_MODEL (ta_rota_model_get_type ())
G_DECLARE_FINAL_TYPE (TaRotaModel, ta_rota_model, TA, ROTA_MODEL, GObject)

/**
 * TaRotaModel:
 *
 * The turns of the pod that the window shows, by day. It reads pages of some weeks around what is asked for, ahead of need, keeps the
 * ones near it, and after a command reads again only the turns that changed.
 *
 * Signal "changed": days have other turns than before, or reading began, ended or failed.
 */
TaRotaModel *ta_rota_model_new (TaContext *context);

TaContext *ta_rota_model_get_context (TaRotaModel *model);

/** The holidays and breaks of the days. (transfer none) */
TaHolidays *ta_rota_model_get_holidays (TaRotaModel *model);

/** Sees to it that the days @from … @until (exclusive) are read, and some before and behind them. */
void ta_rota_model_show (TaRotaModel *model, TaDate from, TaDate until);

/** Reads the days @from … @until (exclusive) and keeps them, whatever is shown. */
void ta_rota_model_keep (TaRotaModel *model, TaDate from, TaDate until);

/** Whether there is no turn in all that has been read. */
gboolean ta_rota_model_is_empty (TaRotaModel *model);

/** Reads again after a failure. */
void ta_rota_model_retry (TaRotaModel *model);

/** Whether all days of the range have been read. */
gboolean ta_rota_model_has (TaRotaModel *model, TaDate from, TaDate until);

/** (nullable) (transfer none): a sentence for the person, where the last read failed */
const char *ta_rota_model_get_error (TaRotaModel *model);

/** Whether nothing is being read. */
gboolean ta_rota_model_is_settled (TaRotaModel *model);

/** (nullable) (transfer none): of TaTurn, by time; valid until "changed" */
GPtrArray *ta_rota_model_get_day (TaRotaModel *model, TaDate date);

/** (nullable) (transfer none): a turn among those that have been read; valid until "changed" */
const TaTurn *ta_rota_model_find (TaRotaModel *model, const char *id);

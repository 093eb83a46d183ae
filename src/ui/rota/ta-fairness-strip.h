/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-model.h"

#include <gtk/gtk.h>

#define TA_TYPE_FAIRNESS_STRIP (ta_fairness_strip_get_type ())
G_DECLARE_FINAL_TYPE (TaFairnessStrip, ta_fairness_strip, TA, FAIRNESS_STRIP, GtkBox)

/** TaFairnessStrip: how many turns each household of the pod did in the last twelve weeks and has in the eight to come: plain counts. */
void ta_fairness_strip_set_model (TaFairnessStrip *strip, TaRotaModel *model);

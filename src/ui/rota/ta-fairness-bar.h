/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-household-item.h"

#include <gtk/gtk.h>

#define TA_TYPE_FAIRNESS_BAR (ta_fairness_bar_get_type ())
G_DECLARE_FINAL_TYPE (TaFairnessBar, ta_fairness_bar, TA, FAIRNESS_BAR, GtkWidget)

/**
 * TaFairnessBar: a household with a bar for the turns it did and, paler, the ones to come; @most is what fills the bar. @owed: hundredths of turns that it owes of
 * those to come; -1: not known yet.
 */
GtkWidget *ta_fairness_bar_new (void);
void ta_fairness_bar_bind (TaFairnessBar *bar, TaHouseholdItem *item, int done, int planned, int owed, int most);

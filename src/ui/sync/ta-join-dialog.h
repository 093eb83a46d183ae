/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-application.h"

/** Joins a pod of other computers into a file of its own, and opens it when all of it is here. What was open before stays in its file. */
void ta_join_dialog_present (TaApplication *application, GtkWidget *parent);

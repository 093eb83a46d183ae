/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"
#include "ta-date-row.h"
#include "ta-tool-item.h"

#include <adwaita.h>

/**
 * ta_tool_form_household:
 * @nobody: what stands for no household: "Choose a household"
 * @selected: (nullable): id
 *
 * A choice among the households that narrows as one types.
 */
GtkWidget *ta_tool_form_household (TaContext *context, const char *title, const char *nobody, const char *selected);

/** (nullable) (transfer none): the id */
const char *ta_tool_form_get_household (GtkWidget *row);

/** A choice among the people of the household that @household_row (see above) shows, and the household as a whole. */
GtkWidget *ta_tool_form_person (TaContext *context, const char *title, GtkWidget *household_row);
/** (nullable) (transfer none): the id */
const char *ta_tool_form_get_person (GtkWidget *row);

/** Adds a place to a dialog of ta_form_dialog() where it says what is wrong while it stays open. */
GtkWidget *ta_tool_form_add_banner (AdwDialog *dialog);
/** @message: (nullable): nothing is wrong */
void ta_tool_form_say (GtkWidget *banner, const char *message);

/** Whether the row holds a date; if not, says @message and puts the cursor there. */
gboolean ta_tool_form_check_date (GtkWidget *row, GtkWidget *banner, const char *message);

/** TaToolForm: the outline of a dialog that does something with a tool; it is the first member of the dialog's own struct. */
typedef struct
{
  TaContext *context; /* owned */
  TaToolItem *item;   /* owned */
  AdwDialog *dialog;  /* borrowed, as are all below */
  GtkWidget *accept;
  GtkWidget *banner;
  GtkWidget *household; /* (nullable): without one chosen nothing is accepted */
} TaToolForm;

/** A form for @item of @size bytes, the rest of which are zero. ta_tool_form_present() takes it. */
gpointer ta_tool_form_new (gsize size, TaContext *context, TaToolItem *item);

/**
 * ta_tool_form_present:
 * @form: (transfer full): lives as long as the dialog
 * @title: what is done, "Lend Tool"; the name of the tool stands under it
 * @action_label: of the button that accepts
 * @accept: called with @form when it is pressed
 * @focus: the row to begin with
 */
void ta_tool_form_present (TaToolForm *form, const char *title, const char *action_label, GtkWidget *page, GCallback accept, GtkWidget *focus, GtkWidget *parent);

/** Says that what was entered is on its way. Gives back the data for ta_tool_form_done(). (transfer full) */
gpointer ta_tool_form_start (TaToolForm *form);

/** A TaContextDone: closes the dialog, or says in it what is wrong. @data: of ta_tool_form_start(), taken */
void ta_tool_form_done (const GError *error, gpointer data);

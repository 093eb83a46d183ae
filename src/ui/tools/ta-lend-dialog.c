/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-lend-dialog.h"

#include "ta-form.h"
#include "ta-tool-commands.h"
#include "ta-tool-form.h"

#include <glib/gi18n.h>

typedef struct
{
  TaToolForm outline;
  GtkWidget *person;
  GtkWidget *out;
  GtkWidget *due;
  GtkWidget *condition;
  GtkWidget *note;
} Form;

static void
on_lend (Form *form)
{
  g_autofree char *note = ta_form_get_text (form->note);
  TaLoan *loan;

  if (!ta_tool_form_check_date (form->out, form->outline.banner, _ ("Enter the day on which the tool goes out.")) || !ta_tool_form_check_date (form->due, form->outline.banner, _ ("Enter the day on which the tool is due.")))
    return;
  loan = ta_loan_new (ta_tool_item_get_id (form->outline.item), ta_tool_form_get_household (form->outline.household),
                      ta_date_row_get_date (TA_DATE_ROW (form->out)), ta_date_row_get_date (TA_DATE_ROW (form->due)));
  loan->person = g_strdup (ta_tool_form_get_person (form->person));
  ta_set_text (&loan->condition_out, ta_code_word (ta_condition_codes, ta_form_get_code (form->condition)));
  ta_set_text (&loan->note, note);
  ta_tool_commands_lend (form->outline.context, form->outline.item, loan, ta_tool_form_done, ta_tool_form_start (&form->outline));
}

static void
build (Form *form, GtkWidget *page)
{
  TaDate today = ta_context_get_today (form->outline.context);
  const TaCollective *collective = ta_context_get_collective (form->outline.context);
  GtkWidget *group = ta_form_add_group (page, NULL);

  form->outline.household = ta_form_add_row (group, ta_tool_form_household (form->outline.context, _ ("Household"), _ ("Choose a household"), NULL));
  form->person = ta_form_add_row (group, ta_tool_form_person (form->outline.context, _ ("Person"), form->outline.household));
  group = ta_form_add_group (page, NULL);
  form->out = ta_form_add_row (group, ta_date_row_new (_ ("Goes out")));
  form->due = ta_form_add_row (group, ta_date_row_new (_ ("Due back")));
  group = ta_form_add_group (page, NULL);
  form->condition = ta_form_add_row (group, ta_form_codes (_ ("Condition"), ta_condition_codes, (int) ta_tool_item_get (form->outline.item)->tool->condition));
  form->note = ta_form_add_row (group, ta_form_entry (_ ("Note"), ""));
  ta_date_row_set_date (TA_DATE_ROW (form->out), today);
  ta_date_row_set_date (TA_DATE_ROW (form->due), today + (collective != NULL ? collective->loan_days : 14));
}

void
ta_lend_dialog_present (TaContext *context, TaToolItem *item, GtkWidget *parent)
{
  Form *form = ta_tool_form_new (sizeof *form, context, item);
  GtkWidget *page = adw_preferences_page_new ();

  build (form, page);
  ta_tool_form_present (&form->outline, _ ("Lend Tool"), _ ("_Lend"), page, G_CALLBACK (on_lend), form->outline.household, parent);
}

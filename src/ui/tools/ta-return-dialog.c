/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-return-dialog.h"

#include "ta-form.h"
#include "ta-tool-commands.h"
#include "ta-tool-form.h"

#include <glib/gi18n.h>

typedef struct
{
  TaToolForm outline;
  GtkWidget *date;
  GtkWidget *condition;
  GtkWidget *note;
} Form;

static void
on_return (Form *form)
{
  g_autofree char *note = ta_form_get_text (form->note);

  if (!ta_tool_form_check_date (form->date, form->outline.banner, _ ("Enter the day on which the tool came back.")))
    return;
  ta_tool_commands_return (form->outline.context, form->outline.item, ta_date_row_get_date (TA_DATE_ROW (form->date)),
                           ta_code_word (ta_condition_codes, ta_form_get_code (form->condition)), note, ta_tool_form_done, ta_tool_form_start (&form->outline));
}

static void
build (Form *form, GtkWidget *page)
{
  const TaToolSummary *summary = ta_tool_item_get (form->outline.item);
  g_autofree char *due = ta_date_format (summary->loan->due, TA_DATE_FULL);
  g_autofree char *about = g_markup_printf_escaped (_ ("Out with %s, due on %s"), summary->borrower_name, due);
  GtkWidget *group = ta_form_add_group (page, NULL);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), about);
  form->date = ta_form_add_row (group, ta_date_row_new (_ ("Came back")));
  form->condition = ta_form_add_row (group, ta_form_codes (_ ("Condition"), ta_condition_codes, (int) summary->tool->condition));
  form->note = ta_form_add_row (group, ta_form_entry (_ ("Note"), ""));
  ta_date_row_set_date (TA_DATE_ROW (form->date), ta_context_get_today (form->outline.context));
}

void
ta_return_dialog_present (TaContext *context, TaToolItem *item, GtkWidget *parent)
{
  Form *form;
  GtkWidget *page;

  if (!ta_tool_item_is_out (item))
    return;
  form = ta_tool_form_new (sizeof *form, context, item);
  page = adw_preferences_page_new ();
  build (form, page);
  ta_tool_form_present (&form->outline, _ ("Return Tool"), _ ("_Return"), page, G_CALLBACK (on_return), form->date, parent);
}

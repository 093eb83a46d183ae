/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-reserve-dialog.h"

#include "ta-form.h"
#include "ta-tool-commands.h"
#include "ta-tool-form.h"

#include <glib/gi18n.h>

typedef struct
{
  TaToolForm outline;
  GtkWidget *from;
  GtkWidget *last;
  GtkWidget *note;
} Form;

static void
on_reserve (Form *form)
{
  g_autofree char *note = ta_form_get_text (form->note);
  TaReservation *reservation;

  if (!ta_tool_form_check_date (form->from, form->outline.banner, _ ("Enter the first day of the reservation.")) || !ta_tool_form_check_date (form->last, form->outline.banner, _ ("Enter the last day of the reservation.")))
    return;
  /* People say the last day they have it; a range ends before the day it names. */
  reservation = ta_reservation_new (ta_tool_item_get_id (form->outline.item), ta_tool_form_get_household (form->outline.household),
                                    ta_date_row_get_date (TA_DATE_ROW (form->from)), ta_date_row_get_date (TA_DATE_ROW (form->last)) + 1);
  ta_set_text (&reservation->note, note);
  ta_tool_commands_reserve (form->outline.context, form->outline.item, reservation, ta_tool_form_done, ta_tool_form_start (&form->outline));
}

static void
build (Form *form, GtkWidget *page)
{
  TaDate today = ta_context_get_today (form->outline.context);
  const TaLoan *loan = ta_tool_item_get (form->outline.item)->loan;
  TaDate first = loan != NULL && loan->due >= today ? loan->due + 1 : today;
  GtkWidget *group = ta_form_add_group (page, NULL);

  form->outline.household = ta_form_add_row (group, ta_tool_form_household (form->outline.context, _ ("Household"), _ ("Choose a household"), NULL));
  group = ta_form_add_group (page, NULL);
  form->from = ta_form_add_row (group, ta_date_row_new (_ ("First day")));
  form->last = ta_form_add_row (group, ta_date_row_new (_ ("Last day")));
  group = ta_form_add_group (page, NULL);
  form->note = ta_form_add_row (group, ta_form_entry (_ ("Note"), ""));
  ta_date_row_set_date (TA_DATE_ROW (form->from), first);
  ta_date_row_set_date (TA_DATE_ROW (form->last), first + 1);
}

void
ta_reserve_dialog_present (TaContext *context, TaToolItem *item, GtkWidget *parent)
{
  Form *form = ta_tool_form_new (sizeof *form, context, item);
  GtkWidget *page = adw_preferences_page_new ();

  build (form, page);
  ta_tool_form_present (&form->outline, _ ("Reserve Tool"), _ ("_Reserve"), page, G_CALLBACK (on_reserve), form->outline.household, parent);
}

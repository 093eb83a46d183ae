/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-tool.h"

#include "ta-household.h"
#include "ta-id.h"

TaPhoto *
ta_photo_new (const char *file, GBytes *thumbnail)
{
  TaPhoto *photo = g_new0 (TaPhoto, 1);

  photo->id = ta_id_new ();
  ta_set_text (&photo->file, file);
  photo->thumbnail = thumbnail != NULL ? g_bytes_ref (thumbnail) : g_bytes_new (NULL, 0);
  return photo;
}

TaPhoto *
ta_photo_copy (const TaPhoto *photo)
{
  TaPhoto *copy = g_memdup2 (photo, sizeof *photo);

  copy->id = g_strdup (photo->id);
  copy->file = g_strdup (photo->file);
  copy->thumbnail = g_bytes_ref (photo->thumbnail);
  return copy;
}

void
ta_photo_free (TaPhoto *photo)
{
  if (photo == NULL)
    return;
  g_free (photo->id);
  g_free (photo->file);
  g_bytes_unref (photo->thumbnail);
  g_free (photo);
}

static gpointer
copy_photo (gconstpointer photo, gpointer data)
{
  return ta_photo_copy (photo);
}

TaTool *
ta_tool_new (const char *name)
{
  TaTool *tool = g_new0 (TaTool, 1);

  tool->id = ta_id_new ();
  ta_set_text (&tool->name, name);
  ta_set_text (&tool->brand, NULL);
  tool->value = -1;
  tool->condition = TA_CONDITION_GOOD;
  tool->status = TA_TOOL_ACTIVE;
  ta_set_text (&tool->location, NULL);
  ta_set_text (&tool->notes, NULL);
  tool->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_photo_free);
  return tool;
}

TaTool *
ta_tool_copy (const TaTool *tool)
{
  TaTool *copy = g_memdup2 (tool, sizeof *tool);

  copy->id = g_strdup (tool->id);
  copy->model = g_strdup (tool->model);
  copy->category = g_strdup (tool->category);
  copy->owner = g_strdup (tool->owner);
  copy->number = g_strdup (tool->number);
  copy->name = g_strdup (tool->name);
  copy->brand = g_strdup (tool->brand);
  copy->location = g_strdup (tool->location);
  copy->notes = g_strdup (tool->notes);
  copy->photos = g_ptr_array_copy (tool->photos, copy_photo, NULL);
  return copy;
}

void
ta_tool_free (TaTool *tool)
{
  if (tool == NULL)
    return;
  g_free (tool->id);
  g_free (tool->model);
  g_free (tool->category);
  g_free (tool->owner);
  g_free (tool->number);
  g_free (tool->name);
  g_free (tool->brand);
  g_free (tool->location);
  g_free (tool->notes);
  g_ptr_array_unref (tool->photos);
  g_free (tool);
}

TaCategory *
ta_category_new (const char *name)
{
  TaCategory *category = g_new0 (TaCategory, 1);

  category->id = ta_id_new ();
  ta_set_text (&category->name, name);
  return category;
}

void
ta_category_free (TaCategory *category)
{
  if (category == NULL)
    return;
  g_free (category->id);
  g_free (category->name);
  g_free (category->parent);
  g_free (category);
}

TaLoan *
ta_loan_new (const char *tool, const char *household, TaDate out, TaDate due)
{
  TaLoan *loan = g_new0 (TaLoan, 1);

  loan->id = ta_id_new ();
  ta_set_text (&loan->tool, tool);
  ta_set_text (&loan->household, household);
  loan->out = out;
  loan->due = due;
  loan->returned = TA_DATE_NONE;
  ta_set_text (&loan->condition_out, NULL);
  ta_set_text (&loan->condition_in, NULL);
  ta_set_text (&loan->note, NULL);
  return loan;
}

TaLoan *
ta_loan_copy (const TaLoan *loan)
{
  TaLoan *copy = g_memdup2 (loan, sizeof *loan);

  copy->id = g_strdup (loan->id);
  copy->tool = g_strdup (loan->tool);
  copy->household = g_strdup (loan->household);
  copy->person = g_strdup (loan->person);
  copy->condition_out = g_strdup (loan->condition_out);
  copy->condition_in = g_strdup (loan->condition_in);
  copy->note = g_strdup (loan->note);
  return copy;
}

void
ta_loan_free (TaLoan *loan)
{
  if (loan == NULL)
    return;
  g_free (loan->id);
  g_free (loan->tool);
  g_free (loan->household);
  g_free (loan->person);
  g_free (loan->condition_out);
  g_free (loan->condition_in);
  g_free (loan->note);
  g_free (loan);
}

TaReservation *
ta_reservation_new (const char *tool, const char *household, TaDate from, TaDate until)
{
  TaReservation *reservation = g_new0 (TaReservation, 1);

  reservation->id = ta_id_new ();
  ta_set_text (&reservation->tool, tool);
  ta_set_text (&reservation->household, household);
  reservation->from = from;
  reservation->until = until;
  ta_set_text (&reservation->note, NULL);
  return reservation;
}

TaReservation *
ta_reservation_copy (const TaReservation *reservation)
{
  TaReservation *copy = g_memdup2 (reservation, sizeof *reservation);

  copy->id = g_strdup (reservation->id);
  copy->tool = g_strdup (reservation->tool);
  copy->household = g_strdup (reservation->household);
  copy->note = g_strdup (reservation->note);
  return copy;
}

void
ta_reservation_free (TaReservation *reservation)
{
  if (reservation == NULL)
    return;
  g_free (reservation->id);
  g_free (reservation->tool);
  g_free (reservation->household);
  g_free (reservation->note);
  g_free (reservation);
}

void
ta_tool_summary_free (TaToolSummary *summary)
{
  if (summary == NULL)
    return;
  ta_tool_free (summary->tool);
  g_free (summary->category_name);
  g_free (summary->owner_name);
  g_clear_pointer (&summary->thumbnail, g_bytes_unref);
  ta_loan_free (summary->loan);
  g_free (summary->borrower_name);
  ta_reservation_free (summary->reservation);
  g_free (summary);
}

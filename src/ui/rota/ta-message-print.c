/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-message-print.h"

#include "ta-print-operation.h"

typedef struct
{
  TaMessagePrintDone done;
  gpointer data;
} Job;

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  job->done (result == GTK_PRINT_OPERATION_RESULT_APPLY, error ? error->message : NULL, job->data);
}

void
ta_message_print (const TaMessage *message, GtkWindow *parent, TaMessagePrintDone done, gpointer data)
{
  TaSheet *sheet = ta_sheet_new (message->subject, "");
  g_autoptr (GtkPrintOperation) operation = NULL;
  Job *job = g_new0 (Job, 1);

  ta_sheet_set_scale (sheet, 1, 1.1);
  ta_sheet_add_paragraph (sheet, TA_INK_PLAIN, message->body);
  operation = ta_print_operation_new (sheet);
  job->done = done;
  job->data = data;
  g_object_set_data_full (G_OBJECT (operation), "message-job", job, g_free);
  g_signal_connect (operation, "done", G_CALLBACK (on_done), job);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-start-dialog.h"

#include <glib/gi18n.h>

void
ta_start_dialog_present (TaApplication *application, gboolean import, GtkWidget *parent)
{
  AdwDialog *dialog = adw_dialog_new ();

  adw_dialog_set_title (dialog, _ ("Start a Pod"));
  adw_dialog_present (dialog, parent);
}

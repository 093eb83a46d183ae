/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-export-dialog.h"

#include <glib/gi18n.h>

AdwDialog *
ta_export_dialog_new (TaContext *context)
{
  AdwDialog *dialog = adw_dialog_new ();

  adw_dialog_set_title (dialog, _ ("Export"));
  return dialog;
}

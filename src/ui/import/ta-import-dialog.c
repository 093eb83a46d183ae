/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-dialog.h"

#include <glib/gi18n.h>

AdwDialog *
ta_import_dialog_new (TaContext *context)
{
  AdwDialog *dialog = adw_dialog_new ();

  adw_dialog_set_title (dialog, _ ("Import"));
  return dialog;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-saved.h"

#include <glib/gi18n.h>

char *
ta_saved_finish (GFile *file, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file);

  if (g_file_replace_contents_finish (file, result, NULL, &error))
    return g_strdup_printf (_ ("Saved “%s”"), name);
  return g_strdup_printf (_ ("“%s” was not saved: %s"), name, error->message);
}

void
ta_saved_toast (AdwToastOverlay *overlay, GFile *file, GAsyncResult *result)
{
  g_autofree char *sentence = ta_saved_finish (file, result);
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, sentence);
  adw_toast_overlay_add_toast (overlay, toast);
}

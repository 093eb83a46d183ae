/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-ui-test.h"

#include "ta-household-table.h"

#include <string.h>

static gboolean
hide_phone (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaHousehold) silva = ta_household_table_get (database, data, error);

  if (silva == NULL)
    return FALSE;
  g_ptr_array_add (silva->contacts, ta_contact_point_new (TA_CONTACT_PHONE, "099 555 001"));
  g_ptr_array_add (silva->contacts, ta_contact_point_new (TA_CONTACT_EMAIL, "silva@example.org"));
  g_ptr_array_add (silva->visibility, ta_visibility_new ("phone", TA_VISIBLE_HOUSEHOLD));
  g_ptr_array_add (silva->visibility, ta_visibility_new ("email", TA_VISIBLE_PUBLIC));
  return ta_household_table_save (database, silva, error);
}

/* What the preview of the households says, for the audience with that number. (transfer full) */
static char *
preview (TaWindow *window, guint audience)
{
  GtkWidget *dialog;
  GtkTextBuffer *buffer;
  char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL);
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "Who will read it")), audience);
  g_assert_cmpint (gtk_widget_get_sensitive (ta_ui_test_find_type (dialog, ADW_TYPE_ACTION_ROW, "Turns")), ==, audience <= TA_VISIBLE_POD);
  ta_ui_test_click (dialog, "Households");
  ta_ui_test_settle (window);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ta_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, NULL)));
  g_object_get (buffer, "text", &text, NULL);
  g_assert_true (gtk_widget_get_sensitive (ta_ui_test_find_type (dialog, GTK_TYPE_BUTTON, "Save…")));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ta_ui_test_settle (window);
  return text;
}

/* A list is shown as it will be saved, and has nothing in it that its readers may not see. */
static void
test_preview (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  g_autofree char *id = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Silva'");
  g_autofree char *ours = NULL;
  g_autofree char *pod = NULL;
  g_autofree char *everybody = NULL;

  g_assert_true (ta_store_run (store, "Hide", NULL, hide_phone, id, NULL, NULL));
  ours = preview (window, TA_VISIBLE_HOUSEHOLD);
  pod = preview (window, TA_VISIBLE_POD);
  everybody = preview (window, TA_VISIBLE_PUBLIC);
  g_assert_nonnull (strstr (ours, "099 555 001"));
  g_assert_nonnull (strstr (pod, "Pereira"));
  g_assert_nonnull (strstr (pod, "silva@example.org"));
  g_assert_null (strstr (pod, "099 555 001"));
  g_assert_nonnull (strstr (everybody, "silva@example.org"));
  g_assert_null (strstr (everybody, "Pereira"));
  g_assert_null (strstr (everybody, "099 555 001"));
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/export/preview", test_preview);
  return g_test_run ();
}

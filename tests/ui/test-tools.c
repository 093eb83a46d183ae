/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-photo-file.h"
#include "ta-photo-group.h"
#include "ta-row-slot.h"
#include "ta-text-cell.h"
#include "ta-tool-item.h"
#include "ta-tool-table.h"
#include "ta-ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- the page ----------------------------------------------------------------------------------------------------------------------- */

static GtkColumnView *
get_table (GtkWidget *page)
{
  GtkWidget *table = ta_ui_test_find_type (page, GTK_TYPE_COLUMN_VIEW, NULL);

  g_assert_nonnull (table);
  return GTK_COLUMN_VIEW (table);
}

/* The names of the rows from top to bottom, with a comma between. */
static char *
list_names (GtkWidget *page)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (get_table (page)));
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (TaRowSlot) slot = g_list_model_get_item (model, i);

      g_string_append_printf (names, "%s%s", i > 0 ? "," : "", ta_tool_item_get_name (ta_row_slot_get_item (slot)));
    }
  return g_string_free_and_steal (names);
}

static void
assert_names (GtkWidget *page, const char *expected)
{
  g_autofree char *names = list_names (page);

  g_assert_cmpstr (names, ==, expected);
}

static gboolean
is_settled (gpointer page)
{
  return ta_page_is_settled (page);
}

static void
search (TaWindow *window, GtkWidget *page, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ta_ui_test_find_type (page, GTK_TYPE_SEARCH_ENTRY, NULL)), text);
  ta_ui_test_settle (window);
  ta_ui_test_wait (is_settled, page, "the tools that were found");
}

static void
choose_household (GtkWidget *dialog, const char *name)
{
  GtkWidget *row = ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "Household");
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) label = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (label), name))
        adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
    }
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), >, 0);
}

static gboolean
save_loan (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_loan_table_save (database, data, error);
}

static gboolean
save_reservation (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_reservation_table_save (database, data, error);
}

static void
lend_ladder (TaStore *store, TaDate out, TaDate due)
{
  g_autofree char *ladder = ta_ui_test_text (store, "SELECT id FROM tool WHERE name = 'Ladder'");
  g_autofree char *kim = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Kim'");
  g_autoptr (TaLoan) loan = ta_loan_new (ladder, kim, out, due);

  g_assert_true (ta_store_run (store, "Lent", NULL, save_loan, loan, NULL, NULL));
}

static void
reserve_drill (TaStore *store)
{
  g_autofree char *drill = ta_ui_test_text (store, "SELECT id FROM tool WHERE name = 'Hammer drill'");
  g_autofree char *kim = ta_ui_test_text (store, "SELECT id FROM household WHERE name = 'Kim'");
  g_autoptr (TaReservation) reservation = ta_reservation_new (drill, kim, ta_ui_test_today () + 2, ta_ui_test_today () + 4);

  g_assert_true (ta_store_run (store, "Reserved", NULL, save_reservation, reservation, NULL, NULL));
}

/* ---- what is done there ------------------------------------------------------------------------------------------------------------- */

static void
test_search_and_lend (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  GtkWidget *dialog;

  assert_names (page, "Ladder,Hammer drill");
  search (window, page, "ham");
  assert_names (page, "Hammer drill");
  g_assert_true (ta_ui_test_shows (page, "Available"));
  ta_ui_test_click (page, "Lend…");
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  choose_household (dialog, "Pereira");
  ta_ui_test_click (dialog, "Lend");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_true (ta_ui_test_shows (page, "On loan"));
  g_assert_true (ta_ui_test_shows (page, "With Pereira."));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM loan l JOIN household h ON h.id = l.household JOIN tool t ON t.id = l.tool"
                                             " WHERE h.name = 'Pereira' AND t.number = '41' AND l.out_date = '2026-12-01' AND l.returned_date IS NULL"),
                   ==, 1);
  /* The person may take it back. */
  g_assert_cmpstr (ta_store_get_undo_label (store), ==, "Lent No. 41 Hammer drill to Pereira");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Available"));
  g_assert_false (ta_ui_test_shows (page, "With Pereira."));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM loan"), ==, 0);
  ta_ui_test_close (window);
}

/* A clash is said in the form, which stays as it was filled in. */
static void
test_lend_clash (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;
  GtkWidget *dialog;

  reserve_drill (store);
  page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  search (window, page, "drill");
  ta_ui_test_click (page, "Lend…");
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  choose_household (dialog, "Silva");
  ta_ui_test_click (dialog, "Lend");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_dialog (window) == dialog);
  g_assert_true (ta_ui_test_shows (dialog, "reserved by Kim"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM loan"), ==, 0);
  /* Back before the reservation begins. */
  ta_ui_test_type (dialog, "Due back", "2026-12-02");
  ta_ui_test_click (dialog, "Lend");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM loan WHERE due_date = '2026-12-02'"), ==, 1);
  ta_ui_test_close (window);
}

static void
test_reserve (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  GtkWidget *dialog;

  ta_ui_test_click (page, "Reserve…");
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  choose_household (dialog, "Silva");
  ta_ui_test_type (dialog, "First day", "2026-12-05");
  ta_ui_test_type (dialog, "Last day", "2026-12-06");
  ta_ui_test_click (dialog, "Reserve");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "Reservations"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM reservation WHERE from_date = '2026-12-05' AND until_date = '2026-12-07'"), ==, 1);
  ta_ui_test_click (page, "Cancel Reservation");
  ta_ui_test_settle (window);
  g_assert_false (ta_ui_test_shows (page, "Reservations"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM reservation"), ==, 0);
  ta_ui_test_close (window);
}

static void
test_return_overdue (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "tools"));

  ta_ui_test_click (page, "Overdue 0");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (page, "No Tools Found"));
  lend_ladder (store, ta_ui_test_today () - 10, ta_ui_test_today () - 3);
  ta_ui_test_settle (window);
  /* It has come into the narrowed list by itself, marked by a word. */
  assert_names (page, "Ladder");
  g_assert_nonnull (ta_ui_test_find_type (page, GTK_TYPE_TOGGLE_BUTTON, "Overdue 1"));
  g_assert_true (ta_ui_test_shows (page, "3 days ago"));
  gtk_widget_activate_action (page, "tools.return-now", NULL);
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find_type (page, GTK_TYPE_TOGGLE_BUTTON, "Overdue 0"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM loan WHERE returned_date = '2026-12-01'"), ==, 1);
  ta_ui_test_close (window);
}

static void
test_return_with_details (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;
  GtkWidget *dialog;

  lend_ladder (store, ta_ui_test_today () - 10, ta_ui_test_today () + 3);
  page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  gtk_widget_activate_action (page, "tools.return", NULL);
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  ta_ui_test_type (dialog, "Came back", "2026-11-01");
  ta_ui_test_click (dialog, "Return");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (dialog, "cannot have come back before"));
  ta_ui_test_type (dialog, "Came back", "2026-11-30");
  ta_ui_test_type (dialog, "Note", "A rung is loose");
  ta_ui_test_click (dialog, "Return");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_true (ta_ui_test_shows (page, "A rung is loose"));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM loan WHERE returned_date = '2026-11-30' AND note LIKE '%rung%'"), ==, 1);
  ta_ui_test_close (window);
}

static void
test_sort (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  GListModel *columns = gtk_column_view_get_columns (get_table (page));

  /* 7 before 41, as people count. */
  assert_names (page, "Ladder,Hammer drill");
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), "Name") == 0)
        gtk_column_view_sort_by_column (get_table (page), column, GTK_SORT_ASCENDING);
    }
  ta_ui_test_settle (window);
  assert_names (page, "Hammer drill,Ladder");
  ta_ui_test_close (window);
}

static void
test_add_and_delete (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  GtkWidget *dialog;

  ta_ui_test_click (page, "Add Tool…");
  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  ta_ui_test_type (dialog, "Name", "Jigsaw");
  ta_ui_test_type (dialog, "Number", "41");
  ta_ui_test_type (dialog, "Category", "Power tools");
  ta_ui_test_type (dialog, "Value in UYU", "much");
  ta_ui_test_click (dialog, "Add");
  ta_ui_test_settle (window);
  g_assert_true (ta_ui_test_shows (dialog, "The value is not understood"));
  ta_ui_test_type (dialog, "Value in UYU", "1250.50");
  ta_ui_test_click (dialog, "Add");
  ta_ui_test_settle (window);
  /* The number is another tool's; the form says whose and stays. */
  g_assert_true (ta_ui_test_shows (dialog, "Hammer drill"));
  ta_ui_test_type (dialog, "Number", "15");
  ta_ui_test_click (dialog, "Add");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  assert_names (page, "Ladder,Jigsaw,Hammer drill");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT t.value FROM tool t JOIN category c ON c.id = t.category WHERE t.name = 'Jigsaw' AND c.name = 'Power tools'"), ==, 125050);
  search (window, page, "jig");
  gtk_widget_activate_action (page, "tools.delete", NULL);
  ta_ui_test_settle (window);
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM tool WHERE name = 'Jigsaw'"), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  assert_names (page, "Jigsaw");
  ta_ui_test_close (window);
}

/* What was ever lent keeps its history: it is retired, and that can be undone too. */
static void
test_delete_of_lent (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page;

  lend_ladder (store, ta_ui_test_today () - 10, ta_ui_test_today () + 3);
  page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  gtk_widget_activate_action (page, "tools.delete", NULL);
  ta_ui_test_settle (window);
  assert_names (page, "Hammer drill");
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM tool WHERE name = 'Ladder' AND status = 'retired'"), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  ta_ui_test_settle (window);
  assert_names (page, "Ladder,Hammer drill");
  ta_ui_test_close (window);
}

static void
test_nothing_found (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "tools"));

  search (window, page, "zeppelin");
  g_assert_true (ta_ui_test_shows (page, "No Tools Found"));
  ta_ui_test_click (page, "Show All Tools");
  ta_ui_test_settle (window);
  assert_names (page, "Ladder,Hammer drill");
  ta_ui_test_close (window);
}

/* Typing on before the answer has come shows the last question's answer. */
static void
test_last_search_wins (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  GtkEditable *entry = GTK_EDITABLE (ta_ui_test_find_type (page, GTK_TYPE_SEARCH_ENTRY, NULL));

  gtk_editable_set_text (entry, "h");
  gtk_editable_set_text (entry, "ha");
  gtk_editable_set_text (entry, "l");
  ta_ui_test_settle (window);
  assert_names (page, "Ladder");
  ta_ui_test_close (window);
}

/* ---- photos ------------------------------------------------------------------------------------------------------------------------- */

/* What a camera held upright writes: the pixels lie on their side, and Exif says so. */
static const guint8 exif_orientation_6[] = {
  0xff, 0xe1, 0x00, 0x22, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, /* header, first directory at 8 */
  0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,                    /* one entry: Orientation, short, 6 */
};

static char *
write_sideways_photo (const char *folder)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 600, 300);
  g_autoptr (GdkPixbuf) left = gdk_pixbuf_new_subpixbuf (pixbuf, 0, 0, 300, 300);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *buffer = NULL;
  char *path = g_build_filename (folder, "held-upright.jpg", NULL);
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0x0000ffff);
  gdk_pixbuf_fill (left, 0xff0000ff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "jpeg", NULL, NULL));
  g_byte_array_append (bytes, (guint8 *) buffer, 2);
  g_byte_array_append (bytes, exif_orientation_6, sizeof exif_orientation_6);
  g_byte_array_append (bytes, (guint8 *) buffer + 2, (guint) length - 2);
  g_assert_true (g_file_set_contents (path, (char *) bytes->data, bytes->len, NULL));
  return path;
}

static void
keep_result (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static TaPhoto *
import (const char *path, const char *photo_dir, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  ta_photo_file_import_async (file, photo_dir, NULL, keep_result, &result);
  while (!has_result (&result))
    g_main_context_iteration (NULL, TRUE);
  return ta_photo_file_import_finish (result, error);
}

static void
assert_upright (GBytes *thumbnail)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (thumbnail);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  const guint8 *top;

  g_assert_nonnull (pixbuf);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 128);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 256);
  top = gdk_pixbuf_read_pixels (pixbuf) + 10 * gdk_pixbuf_get_rowstride (pixbuf) + 60 * 3;
  g_assert_cmpuint (top[0], >, 200);
  g_assert_cmpuint (top[2], <, 60);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_assert_no_errno (g_unlink (path));
    }
  g_assert_no_errno (g_rmdir (folder));
}

static void
test_photo_orientation (void)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-photo-XXXXXX", NULL);
  g_autofree char *photo_dir = g_build_filename (folder, "photos", NULL);
  g_autofree char *path = write_sideways_photo (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaPhoto) photo = import (path, photo_dir, &error);
  g_autofree char *copy = NULL;
  g_autofree char *original_bytes = NULL;
  g_autofree char *copy_bytes = NULL;
  gsize original_length, copy_length;

  g_assert_no_error (error);
  assert_upright (photo->thumbnail);
  /* The original lies beside the database as it was. */
  copy = g_build_filename (photo_dir, photo->file, NULL);
  g_assert_true (g_file_get_contents (path, &original_bytes, &original_length, NULL));
  g_assert_true (g_file_get_contents (copy, &copy_bytes, &copy_length, NULL));
  g_assert_cmpmem (original_bytes, original_length, copy_bytes, copy_length);
  remove_folder (folder);
}

static void
test_broken_photo (void)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-photo-XXXXXX", NULL);
  g_autofree char *photo_dir = g_build_filename (folder, "photos", NULL);
  g_autofree char *path = g_build_filename (folder, "broken.jpg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaPhoto) photo = NULL;

  g_assert_true (g_file_set_contents (path, "\xff\xd8\xff\xe0 no picture", -1, NULL));
  photo = import (path, photo_dir, &error);
  g_assert_null (photo);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "“broken.jpg” cannot be read as a picture"));
  g_assert_false (g_file_test (photo_dir, G_FILE_TEST_EXISTS));
  remove_folder (folder);
}

static gboolean
photos_are_settled (gpointer data)
{
  return ta_photo_group_is_settled (data);
}

/* A photo given to a tool's form is in the database and on the page. */
static void
test_photo_of_tool (void)
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-photo-XXXXXX", NULL);
  g_autofree char *path = write_sideways_photo (folder);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window = ta_ui_test_window (store);
  GtkWidget *page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  g_autofree char *copy = NULL;
  g_autofree char *name = NULL;
  GtkWidget *group;

  ta_ui_test_click (page, "Edit…");
  ta_ui_test_settle (window);
  group = ta_ui_test_find_type (ta_ui_test_dialog (window), TA_TYPE_PHOTO_GROUP, NULL);
  ta_photo_group_add_file (TA_PHOTO_GROUP (group), file);
  ta_ui_test_wait (photos_are_settled, group, "the photo");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_null (ta_ui_test_dialog (window));
  g_assert_cmpint (ta_ui_test_number (store, "SELECT count (*) FROM photo p JOIN tool t ON t.id = p.tool WHERE t.name = 'Ladder' AND length (p.thumbnail) > 0"), ==, 1);
  g_assert_nonnull (ta_ui_test_find (page, GTK_ACCESSIBLE_ROLE_IMG, "Photo of Ladder"));
  name = ta_ui_test_text (store, "SELECT file FROM photo");
  copy = g_build_filename (ta_store_get_photo_dir (store), name, NULL);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_false (ta_ui_test_shows (page, "This is a small copy."));

  /* Another computer has the small picture and not the original. */
  g_assert_no_errno (g_unlink (copy));
  ta_ui_test_click (page, "Edit…");
  ta_ui_test_settle (window);
  ta_ui_test_type (ta_ui_test_dialog (window), "Brand", "Hailo");
  ta_ui_test_click (ta_ui_test_dialog (window), "Save");
  ta_ui_test_settle (window);
  g_assert_nonnull (ta_ui_test_find (page, GTK_ACCESSIBLE_ROLE_IMG, "Photo of Ladder"));
  g_assert_true (ta_ui_test_shows (page, "on the computer on which it was added"));
  ta_ui_test_close (window);
  remove_folder (ta_store_get_photo_dir (store));
  remove_folder (folder);
}

#define MANY 300

static gboolean
add_many (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean saved = TRUE;

  for (int i = 0; i < MANY && saved; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %d", i % 100 == 0 ? "Spade" : "Rake", i);
      g_autofree char *number = g_strdup_printf ("%d", 100 + i);
      g_autoptr (TaTool) tool = ta_tool_new (name);

      ta_set_text (&tool->number, number);
      saved = ta_tool_table_save (database, tool, error);
    }
  return saved;
}

static gboolean
has_all (gpointer page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (get_table (page)))) == MANY + 2;
}

static char *
get_selected_name (GtkWidget *page)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (get_table (page)));
  TaRowSlot *slot = gtk_single_selection_get_selected_item (selection);

  return slot != NULL ? g_strdup (ta_tool_item_get_name (ta_row_slot_get_item (slot))) : NULL;
}

/* More than a frame has time for come in the end, in their order; the rows that are there stay, and so does what is selected. */
static void
test_many (void)
{
  g_autoptr (TaStore) store = ta_ui_test_store ();
  TaWindow *window;
  GtkWidget *page, *cell;
  g_autofree char *selected = NULL;
  g_autofree char *names = NULL;

  g_assert_true (ta_store_run (store, "Bought", NULL, add_many, NULL, NULL, NULL));
  window = ta_ui_test_window (store);
  page = GTK_WIDGET (ta_ui_test_show (window, "tools"));
  ta_ui_test_wait (has_all, page, "all tools");
  gtk_selection_model_select_item (gtk_column_view_get_model (get_table (page)), 102, TRUE);
  cell = ta_ui_test_find_type (GTK_WIDGET (get_table (page)), TA_TYPE_TEXT_CELL, NULL);
  g_assert_cmpstr (ta_text_cell_get_text (TA_TEXT_CELL (cell)), ==, "7");

  search (window, page, "spade");
  assert_names (page, "Spade 0,Spade 100,Spade 200");
  selected = get_selected_name (page);
  g_assert_cmpstr (selected, ==, "Spade 100");
  g_assert_cmpstr (ta_text_cell_get_text (TA_TEXT_CELL (cell)), ==, "100");

  search (window, page, "");
  ta_ui_test_wait (has_all, page, "all tools again");
  names = list_names (page);
  g_assert_true (g_str_has_prefix (names, "Ladder,Hammer drill,Spade 0,Rake 1,Rake 2,"));
  g_assert_true (g_str_has_suffix (names, ",Rake 298,Rake 299"));
  g_free (selected);
  selected = get_selected_name (page);
  g_assert_cmpstr (selected, ==, "Spade 100");
  ta_ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
  g_test_add_func ("/tools/search-and-lend", test_search_and_lend);
  g_test_add_func ("/tools/lend-clash", test_lend_clash);
  g_test_add_func ("/tools/reserve", test_reserve);
  g_test_add_func ("/tools/return-overdue", test_return_overdue);
  g_test_add_func ("/tools/return-with-details", test_return_with_details);
  g_test_add_func ("/tools/sort", test_sort);
  g_test_add_func ("/tools/add-and-delete", test_add_and_delete);
  g_test_add_func ("/tools/delete-of-lent", test_delete_of_lent);
  g_test_add_func ("/tools/nothing-found", test_nothing_found);
  g_test_add_func ("/tools/last-search-wins", test_last_search_wins);
  g_test_add_func ("/tools/photo-orientation", test_photo_orientation);
  g_test_add_func ("/tools/photo-broken", test_broken_photo);
  g_test_add_func ("/tools/photo-of-tool", test_photo_of_tool);
  g_test_add_func ("/tools/many", test_many);
  return g_test_run ();
}

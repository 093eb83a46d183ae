/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-print-dialog.h"
#include "ta-print-operation.h"
#include "ta-round-dialog.h"
#include "ta-sheet-preview.h"
#include "ta-ui-test.h"

#include <adwaita.h>
#include <glib/gstdio.h>

typedef struct
{
  TaStore *store;
  TaWindow *window;
  char *turn;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->store = ta_ui_test_store ();
  fixture->turn = ta_ui_test_text (fixture->store, "SELECT id FROM turn WHERE date = '2026-12-01'");
  fixture->window = ta_ui_test_window (fixture->store);
  fixture->folder = g_dir_make_tmp ("turnabout-print-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ta_ui_test_close (fixture->window);
  g_clear_object (&fixture->store);
  g_rmdir (fixture->folder);
  g_free (fixture->turn);
  g_free (fixture->folder);
}

static gboolean
is_settled (gpointer dialog)
{
  return ta_print_dialog_is_settled (dialog);
}

static GtkWidget *
get_dialog (Fixture *fixture)
{
  GtkWidget *dialog = ta_ui_test_dialog (fixture->window);

  g_assert_true (TA_IS_PRINT_DIALOG (dialog));
  ta_ui_test_wait (is_settled, dialog, "the sheet");
  ta_ui_test_settle (fixture->window);
  return dialog;
}

/* How many points of the preview are dark, as the ink of a page is. */
static guint
count_ink (GtkWidget *preview)
{
  int width = gtk_widget_get_width (preview), height = gtk_widget_get_height (preview);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (preview);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = g_new0 (guint32, (gsize) (width * height));
  guint n = 0;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (preview)), node, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  for (int i = 0; i < width * height; i++)
    n += (pixels[i] & 0xff) < 0x60 && pixels[i] >> 24 == 0xff;
  return n;
}

/* The keyboard alone: the week that is shown, then the month, on other paper. */
static void
test_rota (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  GtkWidget *preview;
  guint week;

  gtk_widget_activate_action (GTK_WIDGET (ta_ui_test_show (fixture->window, "rota")), "rota.today", NULL);
  ta_ui_test_press (fixture->window, GDK_KEY_p, GDK_CONTROL_MASK);
  dialog = get_dialog (fixture);
  preview = ta_ui_test_find_type (dialog, TA_TYPE_SHEET_PREVIEW, NULL);
  g_assert_nonnull (preview);
  g_assert_true (ta_ui_test_shows (dialog, "Week Sheet"));
  week = count_ink (preview);
  g_assert_cmpuint (week, >, 100);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "Sheet")), 1);
  get_dialog (fixture);
  g_assert_cmpuint (count_ink (preview), >, 100);
  g_assert_cmpuint (count_ink (preview), !=, week);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ta_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, "Paper")), TA_PAPER_LETTER);
  g_assert_true (ta_ui_test_shows (dialog, "US Letter"));
  g_assert_nonnull (ta_ui_test_find_type (dialog, ADW_TYPE_BUTTON_ROW, "Save as PDF…"));
}

static void
test_turn (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  ta_ui_test_show (fixture->window, "rota");
  gtk_widget_activate_action (GTK_WIDGET (ta_window_get_page (fixture->window)), "rota.open-next", NULL);
  ta_ui_test_settle (fixture->window);
  ta_ui_test_click (ta_ui_test_dialog (fixture->window), "Print…");
  dialog = get_dialog (fixture);
  g_assert_true (ta_ui_test_shows (dialog, "Cook Sheet"));
  g_assert_cmpuint (count_ink (ta_ui_test_find_type (dialog, TA_TYPE_SHEET_PREVIEW, NULL)), >, 100);
}

static void
test_round (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  ta_ui_test_show (fixture->window, "rota");
  ta_round_dialog_present (ta_window_get_context (fixture->window), fixture->turn, GTK_WIDGET (fixture->window));
  ta_ui_test_settle (fixture->window);
  ta_ui_test_click (ta_ui_test_dialog (fixture->window), "Print");
  dialog = get_dialog (fixture);
  g_assert_true (ta_ui_test_shows (dialog, "Drop List"));
}

/* A turn that went away while its dialog was open. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  TaContext *context = ta_window_get_context (fixture->window);
  GtkWidget *dialog;

  ta_print_dialog_present (context, ta_print_requests_of_turn (context, "nothing"), 0, GTK_WIDGET (fixture->window));
  dialog = get_dialog (fixture);
  g_assert_true (ta_ui_test_shows (dialog, "The Sheet Cannot Be Shown"));
  g_assert_false (gtk_widget_get_sensitive (ta_ui_test_find_type (dialog, ADW_TYPE_BUTTON_ROW, "Print…")));
}

static gpointer
read_sheet (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sheet_load (database, data, cancellable, error);
}

static TaSheet *
load_sheet (Fixture *fixture, TaSheetKind kind)
{
  g_autoptr (TaSheetRequest) request = kind < TA_SHEET_COOK ? ta_sheet_request_new (kind, NULL, ta_ui_test_today (), ta_ui_test_today ()) : ta_sheet_request_new_for_turn (kind, fixture->turn, ta_ui_test_today ());
  g_autoptr (GError) error = NULL;
  TaSheet *sheet = ta_store_read (fixture->store, read_sheet, request, &error);

  g_assert_no_error (error);
  ta_sheet_set_paper (sheet, TA_PAPER_LETTER);
  return sheet;
}

/* (transfer full): the first page as a picture, or %NULL where no program makes one */
static GBytes *
rasterize (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdftoppm");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *picture = NULL;

  if (program == NULL)
    return NULL;
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "-r", "60", "-singlefile", path, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &picture, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return picture;
}

static void
assert_same (Fixture *fixture, TaSheetKind kind)
{
  g_autofree char *printed = g_build_filename (fixture->folder, "printed.pdf", NULL);
  g_autofree char *saved = g_build_filename (fixture->folder, "saved.pdf", NULL);
  g_autoptr (TaSheet) sheet = load_sheet (fixture, kind);
  g_autoptr (GtkPrintOperation) operation = ta_print_operation_new (load_sheet (fixture, kind));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = ta_sheet_to_pdf (sheet, &error);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (saved, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL));
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, printed);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error), ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  first = rasterize (printed);
  second = rasterize (saved);
  if (first == NULL)
    g_test_skip ("there is no pdftoppm");
  else
    g_assert_true (g_bytes_equal (first, second));
  g_remove (printed);
  g_remove (saved);
}

static void
test_same_as_pdf (Fixture *fixture, gconstpointer data)
{
  for (int kind = 0; kind < ta_code_count (ta_sheet_kind_codes); kind++)
    assert_same (fixture, (TaSheetKind) kind);
}

int
main (int argc, char **argv)
{
  ta_ui_test_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/print/rota", test_rota);
  ADD ("/print/turn", test_turn);
  ADD ("/print/round", test_round);
  ADD ("/print/gone", test_gone);
  ADD ("/print/same-as-pdf", test_same_as_pdf);
#undef ADD
  return g_test_run ();
}

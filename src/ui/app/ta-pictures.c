/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-pictures.h"

#include "ta-picture-scenes.h"

#include <glib/gi18n.h>

/* Frames to wait after a page has settled, for what animates; and how long to wait for it at most, in frames. */
#define CALM_FRAMES 40
#define PATIENCE_FRAMES 1200

typedef struct
{
  TaWindow *window; /* owned */
  TaPicturesRequest request;
  guint next;
  gboolean followed; /* what comes after the first rest has been done */
  guint frames;
  guint calm;
} Session;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_object_unref (session->window);
  g_free (session->request.folder);
  g_free (session->request.only);
  g_free (session);
}

gboolean
ta_pictures_save (GtkWidget *window, const char *path, GError **error)
{
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The window has not been drawn yet."));
      return FALSE;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (gdk_texture_save_to_png (texture, path))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The file “%s” cannot be written."), path);
  return FALSE;
}

void
ta_pictures_prepare (TaWindow *window, const TaPicturesRequest *request)
{
  /* No key of a pod for pictures among those that the desktop keeps. */
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  if (request->text_scale != 100)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * request->text_scale / 100, NULL);
  /* The pictures are of the program as people get it. */
  gtk_widget_remove_css_class (GTK_WIDGET (window), "devel");
  gtk_window_unmaximize (GTK_WINDOW (window));
  gtk_window_set_default_size (GTK_WINDOW (window), request->width, request->height);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), request->dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
rest (Session *session)
{
  session->frames = 0;
  session->calm = 0;
}

/* From the one that is next on. */
static gboolean
find_wanted (Session *session)
{
  const char *only = session->request.only;

  while (ta_picture_scenes[session->next].name != NULL && only != NULL && !g_str_has_prefix (ta_picture_scenes[session->next].name, only))
    session->next++;
  return ta_picture_scenes[session->next].name != NULL;
}

static void
begin_picture (Session *session)
{
  const TaPictureScene *picture = &ta_picture_scenes[session->next];

  rest (session);
  session->followed = picture->then == NULL;
  ta_window_show_page (session->window, picture->page, NULL);
  if (picture->action != NULL && !gtk_widget_activate_action (GTK_WIDGET (ta_window_get_page (session->window)), picture->action, NULL))
    g_printerr ("%s: there is no action %s\n", picture->name, picture->action);
  if (picture->prepare != NULL)
    picture->prepare (session->window);
}

static void
end_picture (Session *session)
{
  const TaPictureScene *picture = &ta_picture_scenes[session->next];
  g_autofree char *name = g_strdup_printf ("%s-%d-%s.png", picture->name, session->request.width, session->request.dark ? "dark" : "light");
  g_autofree char *path = g_build_filename (session->request.folder, name, NULL);
  g_autoptr (GError) error = NULL;
  AdwDialog *dialog;

  if (!ta_pictures_save (GTK_WIDGET (session->window), path, &error))
    g_printerr ("%s\n", error->message);
  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (session->window))) != NULL)
    adw_dialog_force_close (dialog);
  session->next++;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Session *session = data;
  TaPage *page = ta_window_get_page (session->window);
  gboolean settled = page == NULL || ta_page_is_settled (page);

  session->calm = settled ? session->calm + 1 : 0;
  if (session->calm < CALM_FRAMES && ++session->frames < PATIENCE_FRAMES)
    return G_SOURCE_CONTINUE;
  if (!session->followed)
    {
      session->followed = TRUE;
      ta_picture_scenes[session->next].then (session->window);
      rest (session);
      return G_SOURCE_CONTINUE;
    }
  end_picture (session);
  if (find_wanted (session))
    {
      begin_picture (session);
      return G_SOURCE_CONTINUE;
    }
  g_application_quit (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

/* Without a compositor the window's frame takes its share of the size that was asked for. */
static void
correct_size (TaWindow *window, const TaPicturesRequest *request)
{
  int width = gtk_widget_get_width (GTK_WIDGET (window)), height = gtk_widget_get_height (GTK_WIDGET (window));

  if (width > 0 && height > 0)
    gtk_window_set_default_size (GTK_WINDOW (window), 2 * request->width - width, 2 * request->height - height);
}

void
ta_pictures_take (TaWindow *window, const TaPicturesRequest *request)
{
  Session *session = g_new0 (Session, 1);

  session->window = g_object_ref (window);
  session->request = *request;
  session->request.folder = g_strdup (request->folder);
  session->request.only = g_strdup (request->only);
  g_mkdir_with_parents (request->folder, 0755);
  correct_size (window, request);
  if (!find_wanted (session))
    {
      session_free (session);
      g_application_quit (g_application_get_default ());
      return;
    }
  begin_picture (session);
  gtk_widget_add_tick_callback (GTK_WIDGET (window), on_tick, session, session_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-join-dialog.h"

#include "ta-join-page.h"
#include "ta-start-pod.h"
#include "ta-sync-text.h"
#include "ta-sync.h"
#include "ta-window-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define WIDTH 520
#define HEIGHT 560

struct _TaJoinDialog
{
  AdwDialog parent_instance;

  TaApplication *application; /* owned */
  TaStore *store;             /* (nullable): the new file, until it is opened or given up */
  TaSync *sync;               /* (nullable): fetches the pod */
  gboolean joined;

  /* borrowed */
  GtkWidget *navigation;
  GtkWidget *status; /* AdwStatusPage of the last page */
  GtkWidget *progress;
  GtkWidget *open;
};

#define TA_TYPE_JOIN_DIALOG (ta_join_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaJoinDialog, ta_join_dialog, TA, JOIN_DIALOG, AdwDialog)
G_DEFINE_FINAL_TYPE (TaJoinDialog, ta_join_dialog, ADW_TYPE_DIALOG)

/* The file -------------------------------------------------------------------------------------------------------------------------------- */

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

static void
stop_fetching (TaJoinDialog *self)
{
  if (self->sync != NULL)
    ta_sync_stop (self->sync);
  g_clear_object (&self->sync);
}

/* Nobody has joined with it: nothing is in it. */
static void
give_up (TaJoinDialog *self)
{
  g_autofree char *path = self->store != NULL ? g_strdup (ta_store_get_path (self->store)) : NULL;

  stop_fetching (self);
  if (self->store != NULL)
    ta_store_close (self->store);
  g_clear_object (&self->store);
  if (path != NULL && !self->joined)
    remove_file (path);
}

/* Fetching -------------------------------------------------------------------------------------------------------------------------------- */

static void
on_open (TaJoinDialog *self)
{
  g_autoptr (TaStore) store = g_steal_pointer (&self->store);

  stop_fetching (self);
  ta_application_show (self->application, store);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_status (TaJoinDialog *self)
{
  g_autoptr (TaSyncStatus) status = ta_sync_dup_status (self->sync);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GPtrArray) lines = ta_sync_lines (status, g_get_real_time () / 1000, zone);
  gboolean whole = status->done_at > 0;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), whole ? 1 : status->progress);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), ((TaSyncLine *) lines->pdata[0])->text);
  gtk_widget_set_sensitive (self->open, whole);
  if (whole)
    gtk_widget_grab_focus (self->open);
}

static GtkWidget *
new_progress (TaJoinDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->progress = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  self->open = gtk_button_new_with_mnemonic (_ ("_Open the Pod"));
  gtk_widget_add_css_class (self->open, "pill");
  gtk_widget_add_css_class (self->open, "suggested-action");
  gtk_widget_set_halign (self->open, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (self->open, FALSE);
  g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (on_open), self);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), self->open);
  return box;
}

static AdwNavigationPage *
new_last_page (TaJoinDialog *self, const char *code)
{
  GtkWidget *view = adw_toolbar_view_new ();
  AdwNavigationPage *page = adw_navigation_page_new (view, _ ("Joining"));

  self->status = adw_status_page_new ();
  adw_status_page_set_title (ADW_STATUS_PAGE (self->status), code != NULL ? code : _ ("You Are In"));
  if (code != NULL)
    adw_status_page_set_description (ADW_STATUS_PAGE (self->status), _ ("The screen of who invited you shows the same number. If it does, they confirm this computer; if not, tell them to remove it."));
  adw_status_page_set_child (ADW_STATUS_PAGE (self->status), new_progress (self));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->status);
  adw_navigation_page_set_can_pop (page, FALSE);
  return page;
}

static void
on_joined (const char *code, gpointer data)
{
  TaJoinDialog *self = data;

  self->joined = TRUE;
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->navigation), new_last_page (self, code));
  self->sync = ta_sync_new (self->store);
  g_signal_connect_object (self->sync, "status-changed", G_CALLBACK (show_status), self, G_CONNECT_SWAPPED);
  ta_sync_start (self->sync);
}

/* The first page -------------------------------------------------------------------------------------------------------------------------- */

static void
on_way (GtkWidget *row, TaJoinDialog *self)
{
  AdwNavigationPage *page = g_object_get_data (G_OBJECT (row), "recover") != NULL ? ta_join_page_new_recover (self->store, on_joined, self)
                                                                                  : ta_join_page_new_join (self->store, on_joined, self);

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (self->navigation), page);
}

static GtkWidget *
new_way (TaJoinDialog *self, const char *title, const char *subtitle, gboolean recover)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "recover", recover ? row : NULL);
  g_signal_connect (row, "activated", G_CALLBACK (on_way), self);
  return row;
}

static GtkWidget *
new_first_page (TaJoinDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *status = adw_status_page_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), new_way (self, _ ("With an _Invitation…"), _ ("A link or a code from one of the pod’s computers"), FALSE));
  gtk_list_box_append (GTK_LIST_BOX (list), new_way (self, _ ("With the _Recovery Sheet…"), _ ("Where none of the pod’s computers is left"), TRUE));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 440);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "network-workgroup-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Join a Pod"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), _ ("It comes into a file of its own. What you have now stays as it is."));
  adw_status_page_set_child (ADW_STATUS_PAGE (status), clamp);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), status);
  return view;
}

static void
ta_join_dialog_dispose (GObject *object)
{
  TaJoinDialog *self = TA_JOIN_DIALOG (object);

  give_up (self);
  g_clear_object (&self->application);
  G_OBJECT_CLASS (ta_join_dialog_parent_class)->dispose (object);
}

static void
ta_join_dialog_class_init (TaJoinDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_join_dialog_dispose;
}

static void
ta_join_dialog_init (TaJoinDialog *self)
{
  self->navigation = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (self->navigation), adw_navigation_page_new (new_first_page (self), _ ("Join a Pod")));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Join a Pod"));
  adw_dialog_set_child (ADW_DIALOG (self), self->navigation);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
}

static void
on_file_made (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaJoinDialog) self = g_object_ref_sink (data);
  g_autoptr (GError) error = NULL;
  GtkWidget *parent = g_object_get_data (G_OBJECT (self), "parent");

  self->store = ta_store_open_finish (result, &error);
  if (self->store != NULL)
    adw_dialog_present (ADW_DIALOG (self), parent);
  else
    ta_window_show_error (TA_WINDOW (parent), error->message);
}

void
ta_join_dialog_present (TaApplication *application, GtkWidget *parent)
{
  TaJoinDialog *self = g_object_new (TA_TYPE_JOIN_DIALOG, NULL);
  g_autofree char *path = ta_start_pod_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  /* Where that fails, opening the file in it tells why. */
  g_mkdir_with_parents (folder, 0700);
  self->application = g_object_ref (application);
  g_object_set_data_full (G_OBJECT (self), "parent", g_object_ref (parent), g_object_unref);
  ta_store_open_async (path, TA_DATABASE_CREATE, NULL, on_file_made, self);
}

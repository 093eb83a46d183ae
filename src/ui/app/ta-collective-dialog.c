/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-collective-dialog.h"

#include "ta-administrators-group.h"
#include "ta-form.h"
#include "ta-money.h"
#include "ta-place.h"
#include "ta-pod-table.h"

#include <glib/gi18n.h>

typedef struct
{
  TaContext *context; /* owned */
  GtkWidget *bin;     /* borrowed: holds the page, which is made anew after a change */
} Editor;

static void
editor_free (gpointer data)
{
  Editor *editor = data;

  g_object_unref (editor->context);
  g_free (editor);
}

static gboolean
save_collective (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_collective_table_save (database, data, error);
}

static gboolean
save_pod (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_pod_table_save (database, data, error);
}

static gboolean
delete_pod (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_pod_table_delete (database, data, error);
}

static gboolean
save_service (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_service_table_save (database, data, error);
}

/* ---- the collective ----------------------------------------------------------------------------------------------------------------- */

static void
run_collective (Editor *editor, TaCollective *collective)
{
  ta_context_run (editor->context, _ ("Changed the settings of the collective"), save_collective, collective,
                  (GDestroyNotify) ta_collective_free, NULL, NULL);
}

static void
on_name_applied (GtkWidget *row, Editor *editor)
{
  g_autofree char *name = ta_form_get_text (row);
  TaCollective *collective;

  if (!ta_form_mark (row, *name != '\0'))
    return;
  collective = ta_collective_copy (ta_context_get_collective (editor->context));
  ta_set_text (&collective->name, name);
  run_collective (editor, collective);
}

static void
on_timezone_applied (GtkWidget *row, Editor *editor)
{
  g_autofree char *name = ta_form_get_text (row);
  g_autoptr (GTimeZone) timezone = g_time_zone_new_identifier (name);
  TaCollective *collective;

  if (!ta_form_mark (row, timezone != NULL && *name != '\0'))
    return;
  collective = ta_collective_copy (ta_context_get_collective (editor->context));
  ta_set_text (&collective->timezone, name);
  run_collective (editor, collective);
}

static void
on_currency_applied (GtkWidget *row, Editor *editor)
{
  g_autofree char *typed = ta_form_get_text (row);
  g_autofree char *currency = g_ascii_strup (typed, -1);
  TaCollective *collective;

  if (!ta_form_mark (row, ta_currency_is_valid (currency)))
    return;
  collective = ta_collective_copy (ta_context_get_collective (editor->context));
  ta_set_text (&collective->currency, currency);
  run_collective (editor, collective);
}

static void
on_loan_days_changed (GtkWidget *row, GParamSpec *pspec, Editor *editor)
{
  const TaCollective *current = ta_context_get_collective (editor->context);
  int days = (int) adw_spin_row_get_value (ADW_SPIN_ROW (row));
  TaCollective *collective;

  if (current->loan_days == days)
    return;
  collective = ta_collective_copy (current);
  collective->loan_days = days;
  run_collective (editor, collective);
}

static GtkWidget *
apply_row (Editor *editor, const char *title, const char *text, GCallback applied)
{
  GtkWidget *row = ta_form_entry (title, text);

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect (row, "apply", applied, editor);
  return row;
}

static void
add_collective (Editor *editor, GtkWidget *page)
{
  const TaCollective *collective = ta_context_get_collective (editor->context);
  GtkWidget *group = ta_form_add_group (page, _ ("Collective"));
  GtkWidget *days = ta_form_spin (_ ("Days a tool is lent for"), 1, 3650, 1, collective->loan_days, 0);

  ta_form_add_row (group, apply_row (editor, _ ("Name"), collective->name, G_CALLBACK (on_name_applied)));
  ta_form_add_row (group, apply_row (editor, _ ("Time zone"), collective->timezone, G_CALLBACK (on_timezone_applied)));
  ta_form_add_row (group, apply_row (editor, _ ("Currency (three letters)"), collective->currency, G_CALLBACK (on_currency_applied)));
  ta_form_add_row (group, days);
  g_signal_connect (days, "notify::value", G_CALLBACK (on_loan_days_changed), editor);
}

/* ---- pods --------------------------------------------------------------------------------------------------------------------------- */

static void
on_pod_applied (GtkWidget *row, Editor *editor)
{
  const TaPod *current = ta_context_find_pod (editor->context, g_object_get_data (G_OBJECT (row), "id"));
  g_autofree char *name = ta_form_get_text (row);
  g_autofree char *label = NULL;
  TaPod *pod;

  if (current == NULL || !ta_form_mark (row, *name != '\0'))
    return;
  label = g_strdup_printf (_ ("Renamed the pod %s to %s"), current->name, name);
  pod = ta_pod_copy (current);
  ta_set_text (&pod->name, name);
  ta_context_run (editor->context, label, save_pod, pod, (GDestroyNotify) ta_pod_free, NULL, NULL);
}

static void
on_pod_removed (GtkWidget *button, Editor *editor)
{
  const char *id = g_object_get_data (G_OBJECT (button), "id");
  const TaPod *pod = ta_context_find_pod (editor->context, id);
  g_autofree char *label = NULL;

  if (pod == NULL)
    return;
  label = g_strdup_printf (_ ("Deleted the pod %s"), pod->name);
  ta_context_run (editor->context, label, delete_pod, g_strdup (id), g_free, NULL, NULL);
}

static void
on_pod_added (GtkWidget *row, Editor *editor)
{
  g_autofree char *name = ta_form_get_text (row);
  g_autofree char *label = g_strdup_printf (_ ("Added the pod %s"), name);

  if (*name != '\0')
    ta_context_run (editor->context, label, save_pod, ta_pod_new (name), (GDestroyNotify) ta_pod_free, NULL, NULL);
}

static void
add_pods (Editor *editor, GtkWidget *page)
{
  GPtrArray *pods = ta_context_get_pods (editor->context);
  GtkWidget *group = ta_form_add_group (page, _ ("Pods"));

  for (guint i = 0; i < pods->len; i++)
    {
      TaPod *pod = g_ptr_array_index (pods, i);
      g_autofree char *title = g_strdup_printf (_ ("Pod %u"), i + 1);
      GtkWidget *row = apply_row (editor, title, pod->name, G_CALLBACK (on_pod_applied));
      GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
      g_autofree char *tooltip = g_strdup_printf (_ ("Delete the Pod %s"), pod->name);

      gtk_widget_set_tooltip_text (remove, tooltip);
      gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (remove, "flat");
      g_object_set_data_full (G_OBJECT (row), "id", g_strdup (pod->id), g_free);
      g_object_set_data_full (G_OBJECT (remove), "id", g_strdup (pod->id), g_free);
      g_signal_connect (remove, "clicked", G_CALLBACK (on_pod_removed), editor);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), remove);
      ta_form_add_row (group, row);
    }
  ta_form_add_row (group, apply_row (editor, _ ("Another pod"), NULL, G_CALLBACK (on_pod_added)));
}

/* ---- services ----------------------------------------------------------------------------------------------------------------------- */

static void
on_service_applied (GtkWidget *row, Editor *editor)
{
  const TaService *current = ta_context_find_service (editor->context, g_object_get_data (G_OBJECT (row), "id"));
  g_autofree char *text = ta_form_get_text (row);
  TaService *service;
  TaMinutes start;

  if (current == NULL || !ta_form_mark (row, ta_minutes_parse (text, &start)))
    return;
  service = ta_service_copy (current);
  service->start = start;
  ta_context_run (editor->context, _ ("Changed when a service begins"), save_service, service, (GDestroyNotify) ta_service_free, NULL, NULL);
}

static void
on_service_added (GtkWidget *row, Editor *editor)
{
  g_autofree char *name = ta_form_get_text (row);
  g_autofree char *label = g_strdup_printf (_ ("Added the service %s"), name);

  if (*name != '\0')
    ta_context_run (editor->context, label, save_service, ta_service_new (name, TA_SERVICE_OTHER), (GDestroyNotify) ta_service_free, NULL, NULL);
}

static void
add_services (Editor *editor, GtkWidget *page)
{
  GPtrArray *services = ta_context_get_services (editor->context);
  GtkWidget *group = ta_form_add_group (page, _ ("Services, and When They Begin"));

  for (guint i = 0; i < services->len; i++)
    {
      TaService *service = g_ptr_array_index (services, i);
      g_autofree char *start = ta_minutes_to_text (service->start);
      GtkWidget *row = apply_row (editor, service->name, start, G_CALLBACK (on_service_applied));

      g_object_set_data_full (G_OBJECT (row), "id", g_strdup (service->id), g_free);
      ta_form_add_row (group, row);
    }
  ta_form_add_row (group, apply_row (editor, _ ("Another service"), NULL, G_CALLBACK (on_service_added)));
}

static void
build (Editor *editor)
{
  GtkWidget *page = adw_preferences_page_new ();

  add_collective (editor, page);
  add_pods (editor, page);
  add_services (editor, page);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (ta_administrators_group_new (editor->context)));
  adw_bin_set_child (ADW_BIN (editor->bin), page);
}

static gboolean
touches_lists (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      TaChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->aggregate, "pod") || g_str_equal (change->aggregate, "service"))
        return TRUE;
    }
  return FALSE;
}

/* What the rows of the collective hold is what they wrote; made anew they would lose what is being typed into another one. */
static void
on_changed (GtkWidget *bin, GPtrArray *changes, TaContext *context)
{
  TaPlace *place;

  if (!touches_lists (changes))
    return;
  place = ta_place_remember (bin);
  build (g_object_get_data (G_OBJECT (bin), "editor"));
  ta_place_restore (place, bin);
}

AdwDialog *
ta_collective_dialog_new (TaContext *context)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  Editor *editor = g_new0 (Editor, 1);

  editor->context = g_object_ref (context);
  editor->bin = adw_bin_new ();
  g_object_set_data_full (G_OBJECT (editor->bin), "editor", editor, editor_free);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), editor->bin, G_CONNECT_SWAPPED);
  build (editor);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), editor->bin);
  adw_dialog_set_title (dialog, _ ("Collective and Pods"));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 640);
  return dialog;
}

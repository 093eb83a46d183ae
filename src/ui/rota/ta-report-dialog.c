/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-report-dialog.h"

#include "ta-balance-table.h"
#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-household-badge.h"
#include "ta-money.h"

#include <glib/gi18n.h>

#define MONTHS 12
#define WIDTH 560
#define HEIGHT 640

typedef struct
{
  TaContext *context; /* owned */
  GCancellable *cancellable;
  GtkWidget *basis;
  GtkWidget *from;
  GtkWidget *until;
  GtkWidget *group;
  GPtrArray *rows; /* of GtkWidget, borrowed: in group */
} Session;

typedef struct
{
  char *pod; /* (nullable) */
  TaRotaCredit basis;
  TaDate from;
  TaDate until; /* exclusive */
} Request;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_cancellable_cancel (session->cancellable);
  g_object_unref (session->cancellable);
  g_object_unref (session->context);
  g_ptr_array_unref (session->rows);
  g_free (session);
}

static Session *
session_of (AdwDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "report-session");
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->pod);
  g_free (request);
}

static gpointer
read_report (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;

  return ta_balance_table_equalisation (database, request->pod, request->basis, request->from, request->until, error);
}

static const char *
name_of (Session *session, const char *household)
{
  TaHouseholdItem *item = ta_context_find_household (session->context, household);

  return item ? ta_household_item_get_name (item) : _ ("Unknown household");
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  const TaEqualisationRow *first = *(TaEqualisationRow *const *) a;
  const TaEqualisationRow *second = *(TaEqualisationRow *const *) b;

  return g_utf8_collate (name_of (data, first->household), name_of (data, second->household));
}

static GtkWidget *
make_row (Session *session, const TaEqualisationRow *report)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name_of (session, report->household), NULL);
  GtkWidget *badge = ta_household_badge_new (28);
  g_autofree char *gave = ta_hundredths_format (report->contributed);
  g_autofree char *had = ta_hundredths_format (report->received);
  /* Translators: two numbers, of turns or portions */
  g_autofree char *subtitle = g_strdup_printf (_ ("Gave %s, had %s"), gave, had);
  g_autofree char *ratio = report->ratio >= 0 ? g_strdup_printf (_ ("%d %%"), report->ratio) : g_strdup ("–");
  GtkWidget *label = gtk_label_new (ratio);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), ta_context_find_household (session->context, report->household));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
show (Session *session, GPtrArray *report)
{
  for (guint i = 0; i < session->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (session->group), session->rows->pdata[i]);
  g_ptr_array_set_size (session->rows, 0);
  g_ptr_array_sort_with_data (report, compare_names, session);
  for (guint i = 0; i < report->len; i++)
    g_ptr_array_add (session->rows, ta_form_add_row (session->group, make_row (session, report->pdata[i])));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (session->group),
                                         report->len > 0 ? _ ("In percent: what it gave for what it had. All together are at 100.") : _ ("Nothing counted in this time."));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) report = ta_store_read_finish (TA_STORE (source), result, &error);
  Session *session = session_of (dialog);

  if (report)
    show (session, report);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ta_form_describe (session->group, error->message);
}

static void
refresh (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  TaDate from = ta_date_row_get_date (TA_DATE_ROW (session->from));
  TaDate last = ta_date_row_get_date (TA_DATE_ROW (session->until));
  Request *request;

  if (from == TA_DATE_NONE || last == TA_DATE_NONE || last < from)
    return;
  g_cancellable_cancel (session->cancellable);
  g_object_unref (session->cancellable);
  session->cancellable = g_cancellable_new ();
  request = g_new0 (Request, 1);
  request->pod = g_strdup (ta_context_get_pod (session->context));
  request->basis = (TaRotaCredit) ta_form_get_code (session->basis);
  request->from = from;
  request->until = last + 1;
  ta_store_read_async (ta_context_get_store (session->context), read_report, request, request_free, (GDestroyNotify) g_ptr_array_unref,
                       session->cancellable, on_read, g_object_ref (dialog));
}

static GtkWidget *
make_page (Session *session)
{
  GtkWidget *page = adw_preferences_page_new ();
  TaDate today = ta_context_get_today (session->context);
  const char *pod_id = ta_context_get_pod (session->context);
  const TaPod *pod = pod_id ? ta_context_find_pod (session->context, pod_id) : NULL;
  GtkWidget *group = ta_form_add_group (page, pod ? pod->name : _ ("All Pods"));

  session->from = ta_form_add_row (group, ta_date_row_new (_ ("From")));
  session->until = ta_form_add_row (group, ta_date_row_new (_ ("Until")));
  session->basis = ta_form_add_row (group, ta_form_codes (_ ("Counted in"), ta_rota_credit_codes, TA_ROTA_CREDIT_TURNS));
  ta_date_row_set_date (TA_DATE_ROW (session->from), ta_date_add_months (today, -MONTHS));
  ta_date_row_set_date (TA_DATE_ROW (session->until), today);
  session->group = ta_form_add_group (page, _ ("What Each Gave and Had"));
  return page;
}

void
ta_report_dialog_present (TaContext *context, GtkWidget *parent)
{
  Session *session = g_new0 (Session, 1);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();

  session->context = g_object_ref (context);
  session->cancellable = g_cancellable_new ();
  session->rows = g_ptr_array_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_page (session));
  adw_dialog_set_title (dialog, _ ("Fairness Report"));
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_set_content_height (dialog, HEIGHT);
  g_object_set_data_full (G_OBJECT (dialog), "report-session", session, session_free);
  g_signal_connect_object (session->from, "notify::date", G_CALLBACK (refresh), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->until, "notify::date", G_CALLBACK (refresh), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->basis, "notify::selected", G_CALLBACK (refresh), dialog, G_CONNECT_SWAPPED);
  refresh (dialog);
  adw_dialog_present (dialog, parent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-publish-dialog.h"

#include "ta-date-row.h"
#include "ta-form.h"
#include "ta-message-row.h"
#include "ta-messages-dialog.h"
#include "ta-publish.h"

#include <glib/gi18n.h>

/* How far ahead is proposed, in days. */
#define PERIOD 56
#define WIDTH 560
#define HEIGHT 640

typedef struct
{
  TaContext *context; /* owned */
  GCancellable *cancellable;
  GtkWidget *from;
  GtkWidget *until;
  GtkWidget *summary;  /* row */
  GtkWidget *messages; /* group */
  GPtrArray *rows;     /* of GtkWidget, borrowed: in messages */
  GtkWidget *button;
} Session;

/* What the worker is asked, and what for. */
typedef struct
{
  char *pod; /* (nullable) */
  TaDate from;
  TaDate until; /* exclusive */
  TaDate today;
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
  return g_object_get_data (G_OBJECT (dialog), "publish-session");
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->pod);
  g_free (request);
}

/* (nullable) where no period is given */
static Request *
make_request (Session *session)
{
  TaDate from = ta_date_row_get_date (TA_DATE_ROW (session->from));
  TaDate last = ta_date_row_get_date (TA_DATE_ROW (session->until));
  Request *request;

  if (from == TA_DATE_NONE || last == TA_DATE_NONE || last < from)
    return NULL;
  request = g_new0 (Request, 1);
  request->pod = g_strdup (ta_context_get_pod (session->context));
  request->from = from;
  request->until = last + 1;
  request->today = ta_context_get_today (session->context);
  return request;
}

static gpointer
read_plan (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;

  return ta_publish_plan (database, request->pod, request->from, request->until, request->today, error);
}

static gboolean
run_publish (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr (TaPublication) publication = ta_publish_run (database, request->pod, request->from, request->until, request->today, error);

  return publication != NULL;
}

static char *
summary_title (const TaPublication *publication)
{
  guint count = publication->turns->len;

  if (count == 0)
    return g_strdup (_ ("No draft to publish"));
  return g_strdup_printf (ngettext ("%u turn becomes published", "%u turns become published", count), count);
}

static char *
summary_subtitle (const TaPublication *publication)
{
  guint count = publication->open->len;

  if (count > 0)
    return g_strdup_printf (ngettext ("%u more that nobody holds stays a draft", "%u more that nobody holds stay drafts", count), count);
  if (publication->messages->len == 0)
    return g_strdup (_ ("Every household has been told of its turns as they are."));
  return g_strdup ("");
}

static void
show_messages (Session *session, const TaPublication *publication)
{
  for (guint i = 0; i < session->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (session->messages), session->rows->pdata[i]);
  g_ptr_array_set_size (session->rows, 0);
  for (guint i = 0; publication && i < publication->messages->len; i++)
    {
      GtkWidget *row = ta_message_row_new (session->context, publication->messages->pdata[i], FALSE);

      g_ptr_array_add (session->rows, ta_form_add_row (session->messages, row));
    }
  gtk_widget_set_visible (session->messages, session->rows->len > 0);
}

static void
show (Session *session, const TaPublication *publication)
{
  g_autofree char *title = summary_title (publication);
  g_autofree char *subtitle = summary_subtitle (publication);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (session->summary), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (session->summary), subtitle);
  show_messages (session, publication);
  gtk_widget_set_sensitive (session->button, publication->turns->len > 0 || publication->messages->len > 0);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Session *session = session_of (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (TaPublication) publication = ta_store_read_finish (TA_STORE (source), result, &error);

  if (publication)
    show (session, publication);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (session->summary), error->message);
}

static void
refresh (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  Request *request = make_request (session);

  g_cancellable_cancel (session->cancellable);
  g_object_unref (session->cancellable);
  session->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (session->button, FALSE);
  if (request)
    ta_store_read_async (ta_context_get_store (session->context), read_plan, request, request_free, (GDestroyNotify) ta_publication_free,
                         session->cancellable, on_planned, g_object_ref (dialog));
}

static void
on_published (const GError *error, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Session *session = session_of (dialog);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (dialog)));
  gboolean any = session->rows->len > 0;

  if (error)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (session->summary), error->message);
      gtk_widget_set_sensitive (session->button, TRUE);
      return;
    }
  if (any && window)
    ta_messages_dialog_present (session->context, window);
  adw_dialog_force_close (dialog);
}

static void
publish (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  Request *request = make_request (session);
  g_autofree char *from = NULL;
  g_autofree char *last = NULL;
  g_autofree char *label = NULL;

  if (!request)
    return;
  from = ta_date_format (request->from, TA_DATE_SHORT);
  last = ta_date_format (request->until - 1, TA_DATE_SHORT);
  /* Translators: two dates */
  label = g_strdup_printf (_ ("Published the rota from %s to %s"), from, last);
  gtk_widget_set_sensitive (session->button, FALSE);
  ta_context_try (session->context, label, run_publish, request, request_free, on_published, g_object_ref (dialog));
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
  ta_date_row_set_date (TA_DATE_ROW (session->from), today);
  ta_date_row_set_date (TA_DATE_ROW (session->until), today + PERIOD - 1);
  session->summary = ta_form_add_row (group, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ ("Looking…"), NULL));
  session->messages = ta_form_add_group (page, _ ("What Each Household Is Told"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (session->messages), _ ("Each household is told of its own turns and dinners. Who cooks is told, too, who eats, how much, and what they must not have. After publishing you can copy, mail or print the messages."));
  gtk_widget_set_visible (session->messages, FALSE);
  return page;
}

void
ta_publish_dialog_present (TaContext *context, GtkWidget *parent)
{
  Session *session = g_new0 (Session, 1);
  AdwDialog *dialog;

  session->context = g_object_ref (context);
  session->cancellable = g_cancellable_new ();
  session->rows = g_ptr_array_new ();
  dialog = ta_form_dialog (_ ("Publish Turns"), _ ("_Publish"), make_page (session), &session->button);
  g_object_set_data_full (G_OBJECT (dialog), "publish-session", session, session_free);
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_set_content_height (dialog, HEIGHT);
  g_signal_connect_object (session->from, "notify::date", G_CALLBACK (refresh), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->until, "notify::date", G_CALLBACK (refresh), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->button, "clicked", G_CALLBACK (publish), dialog, G_CONNECT_SWAPPED);
  refresh (dialog);
  adw_dialog_present (dialog, parent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"
#include "ta-ctl-table.h"

#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-tool-table.h"

#include <glib/gi18n-lib.h>

/* What a request about a tool is about, after its words have been looked up. */
typedef struct
{
  TaCtl *ctl;
  TaTool *tool;
  TaHousehold *household; /* (nullable): for a return */
  TaDate from;            /* the day it goes out, comes back or is reserved from */
  TaDate until;           /* the day it is due, or up to which it is reserved */
} Request;

static void
request_free (Request *request)
{
  ta_tool_free (request->tool);
  ta_household_free (request->household);
  g_free (request);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static TaTool *
find_tool (TaDatabase *database, const char *text, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *id = ta_tool_table_find (database, text, &local_error);

  if (id != NULL)
    return ta_tool_table_get (database, id, error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("There is no tool “%s”."), text);
  return NULL;
}

static TaHousehold *
find_household (TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *id = ta_household_table_find (database, name, &local_error);

  if (id != NULL)
    return ta_household_table_get (database, id, error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("There is no household “%s”."), name);
  return NULL;
}

/* A TaStoreReadFunc: looks up the tool and, where one is named, the household. */
static gpointer
look_up (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  TaCtl *ctl = data;
  g_autoptr (Request) request = g_new0 (Request, 1);

  request->ctl = ctl;
  request->tool = find_tool (database, ctl->arguments[0], error);
  if (request->tool == NULL || !ta_ctl_get_today (ctl, database, &request->from, error))
    return NULL;
  if (ctl->n_arguments > 1)
    {
      request->household = find_household (database, ctl->arguments[1], error);
      if (request->household == NULL)
        return NULL;
    }
  return g_steal_pointer (&request);
}

static gpointer
look_up_loan (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Request) request = look_up (database, data, cancellable, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TaCollective) collective = request != NULL ? ta_collective_table_get (database, &local_error) : NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (request == NULL)
    return NULL;
  request->until = request->ctl->due != TA_DATE_NONE ? request->ctl->due : request->from + (collective != NULL ? collective->loan_days : 7);
  return g_steal_pointer (&request);
}

/* "41 Hammer drill", as lists and labels call it. */
static char *
tool_title (const TaTool *tool)
{
  return tool->number != NULL ? g_strdup_printf ("%s %s", tool->number, tool->name) : g_strdup (tool->name);
}

static gboolean
run (TaStore *store, const char *label, TaStoreFunc func, Request *request, GError **error)
{
  TaOrigin origin = { ta_store_get_actor (store), NULL, TA_SOURCE_COMMAND };

  return ta_store_run (store, label, &origin, func, request, NULL, error);
}

static void
set_date (JsonObject *object, const char *key, TaDate date)
{
  g_autofree char *iso = ta_date_to_iso (date);

  json_object_set_string_member (object, key, iso);
}

static void
tell (const Request *request, const char *from_key, const char *until_key, const char *sentence)
{
  JsonObject *object;

  if (!request->ctl->json)
    {
      ta_ctl_say ("%s", sentence);
      return;
    }
  object = json_object_new ();
  json_object_set_string_member (object, "tool", request->tool->name);
  json_object_set_string_member (object, "number", request->tool->number);
  if (request->household != NULL)
    json_object_set_string_member (object, "household", request->household->name);
  set_date (object, from_key, request->from);
  if (until_key != NULL)
    set_date (object, until_key, request->until);
  ta_ctl_print_json (json_node_init_object (json_node_alloc (), object));
  json_object_unref (object);
}

static gboolean
lend (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr (TaLoan) loan = ta_loan_new (request->tool->id, request->household->id, request->from, request->until);

  g_set_str (&loan->condition_out, ta_code_word (ta_condition_codes, (int) request->tool->condition));
  return ta_loan_table_lend (database, loan, error);
}

gboolean
ta_ctl_lend (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_autoptr (Request) request = store != NULL ? ta_store_read (store, look_up_loan, self, error) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *due = NULL;
  g_autofree char *sentence = NULL;

  if (request == NULL)
    return FALSE;
  title = tool_title (request->tool);
  /* Translators: a line of the history: "Lent 41 Hammer drill to Pereira" */
  label = g_strdup_printf (_ ("Lent %s to %s"), title, request->household->name);
  if (!run (store, label, lend, request, error))
    return FALSE;
  due = ta_date_format (request->until, TA_DATE_MEDIUM);
  /* Translators: "Lent 41 Hammer drill to Pereira until 30 Nov 2026." */
  sentence = g_strdup_printf (_ ("Lent %s to %s until %s."), title, request->household->name, due);
  tell (request, "out", "due", sentence);
  return TRUE;
}

static gboolean
take_back (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;

  return ta_loan_table_return (database, request->tool->id, request->from, NULL, NULL, error);
}

gboolean
ta_ctl_return (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = ta_ctl_open (self, error);
  g_autoptr (Request) request = store != NULL ? ta_store_read (store, look_up, self, error) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *sentence = NULL;

  if (request == NULL)
    return FALSE;
  title = tool_title (request->tool);
  /* Translators: a line of the history: "Took back 41 Hammer drill" */
  label = g_strdup_printf (_ ("Took back %s"), title);
  if (!run (store, label, take_back, request, error))
    return FALSE;
  sentence = g_strdup_printf (_ ("Took back %s."), title);
  tell (request, "returned", NULL, sentence);
  return TRUE;
}

static gboolean
reserve (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr (TaReservation) reservation = ta_reservation_new (request->tool->id, request->household->id, request->from, request->until);

  return ta_reservation_table_save (database, reservation, error);
}

gboolean
ta_ctl_reserve (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = NULL;
  g_autoptr (Request) request = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *from_text = NULL;
  g_autofree char *last_text = NULL;
  g_autofree char *sentence = NULL;
  TaDate from, until;

  if (!ta_ctl_parse_date (self->arguments[2], &from, error) || !ta_ctl_parse_date (self->arguments[3], &until, error))
    return FALSE;
  store = ta_ctl_open (self, error);
  request = store != NULL ? ta_store_read (store, look_up, self, error) : NULL;
  if (request == NULL)
    return FALSE;
  request->from = from;
  request->until = until;
  title = tool_title (request->tool);
  /* Translators: a line of the history: "Reserved 41 Hammer drill for Pereira" */
  label = g_strdup_printf (_ ("Reserved %s for %s"), title, request->household->name);
  if (!run (store, label, reserve, request, error))
    return FALSE;
  from_text = ta_date_format (from, TA_DATE_MEDIUM);
  last_text = ta_date_format (until - 1, TA_DATE_MEDIUM);
  /* Translators: "Reserved 41 Hammer drill for Pereira from 1 Dec 2026 to 3 Dec 2026." Both days are included. */
  sentence = g_strdup_printf (_ ("Reserved %s for %s from %s to %s."), title, request->household->name, from_text, last_text);
  tell (request, "from", "until", sentence);
  return TRUE;
}

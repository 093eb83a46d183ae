/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"

#include "ta-pod-table.h"
#include "ta-sheet-kinds.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* What is printed: the words of the command line, understood. */
typedef struct
{
  TaSheetKind kind;
  TaPaper paper;
  TaDate date;
  TaDate today;
  char *pod;     /* (nullable): id */
  char *service; /* (nullable): id */
} Wanted;

static void
wanted_clear (Wanted *wanted)
{
  g_free (wanted->pod);
  g_free (wanted->service);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

static gboolean
parse_words (TaCtl *self, Wanted *wanted, GError **error)
{
  int kind, paper = (int) ta_paper_of_locale ();

  if (!ta_code_parse (ta_sheet_kind_codes, self->arguments[0], &kind))
    g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("There is no sheet “%s”. There are week, month, cook and drops."), self->arguments[0]);
  else if (self->paper != NULL && !ta_code_parse (ta_paper_codes, self->paper, &paper))
    g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("There is no paper “%s”. There are a4 and letter."), self->paper);
  else if (self->service != NULL && (kind == TA_SHEET_WEEK || kind == TA_SHEET_MONTH))
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("--service goes with the sheets of a turn: cook and drops."));
  else
    {
      wanted->kind = (TaSheetKind) kind;
      wanted->paper = (TaPaper) paper;
      return TRUE;
    }
  return FALSE;
}

/* Finds what bears a name. %FALSE with @error where there is none. */
static gboolean
find (TaDatabase *database, char *(*func) (TaDatabase *database, const char *name, GError **error), const char *name, const char *complaint, char **id, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (name == NULL)
    return TRUE;
  *id = func (database, name, &local_error);
  if (*id != NULL)
    return TRUE;
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, "%s “%s”", complaint, name);
  return FALSE;
}

static gboolean
resolve (TaCtl *self, TaDatabase *database, Wanted *wanted, GError **error)
{
  if (!ta_ctl_get_today (self, database, &wanted->today, error))
    return FALSE;
  wanted->date = self->from != TA_DATE_NONE ? self->from : wanted->today;
  return find (database, ta_pod_table_find, self->pod, _ ("There is no such pod:"), &wanted->pod, error)
         && find (database, ta_service_table_find, self->service, _ ("There is no such service:"), &wanted->service, error);
}

static gboolean
is_meal (GPtrArray *services, const char *id)
{
  for (guint i = 0; i < services->len; i++)
    {
      const TaService *service = g_ptr_array_index (services, i);

      if (g_str_equal (service->id, id))
        return service->kind == TA_SERVICE_COOK;
    }
  return FALSE;
}

static gboolean
add_sheet (GPtrArray *sheets, TaDatabase *database, const Wanted *wanted, TaSheetRequest *request, GError **error)
{
  g_autoptr (TaSheetRequest) owned = request;
  TaSheet *sheet = ta_sheet_load (database, owned, NULL, error);

  if (sheet == NULL)
    return FALSE;
  ta_sheet_set_paper (sheet, wanted->paper);
  g_ptr_array_add (sheets, sheet);
  return TRUE;
}

/* One sheet for each turn of the day that is meant. */
static gboolean
add_turns (GPtrArray *sheets, TaDatabase *database, const Wanted *wanted, GError **error)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, wanted->date, wanted->date + 1, wanted->pod, error);
  g_autoptr (GPtrArray) services = turns != NULL ? ta_service_table_list (database, error) : NULL;

  if (services == NULL)
    return FALSE;
  for (guint i = 0; i < turns->len; i++)
    {
      const TaTurn *turn = g_ptr_array_index (turns, i);

      if (turn->state == TA_TURN_CANCELLED
          || !(wanted->service != NULL ? g_str_equal (turn->service, wanted->service) : is_meal (services, turn->service)))
        continue;
      if (!add_sheet (sheets, database, wanted, ta_sheet_request_new_for_turn (wanted->kind, turn->id, wanted->today), error))
        return FALSE;
    }
  if (sheets->len > 0)
    return TRUE;
  g_set_error_literal (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND, _ ("There is no such turn on that day."));
  return FALSE;
}

static gboolean
write_file (const char *path, GBytes *content, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (content, &length);

  if (!g_str_equal (path, "-"))
    return g_file_set_contents (path, data, (gssize) length, error);
  /* Whether all of it arrived is looked at when the program ends. */
  fwrite (data, 1, length, stdout);
  return TRUE;
}

gboolean
ta_ctl_print (TaCtl *self, GError **error)
{
  g_auto (Wanted) wanted = { 0 };
  g_autoptr (TaDatabase) database = NULL;
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sheet_free);
  g_autoptr (GBytes) pdf = NULL;
  gboolean added;

  if (!parse_words (self, &wanted, error))
    return FALSE;
  database = ta_ctl_open_to_read (self, error);
  if (database == NULL || !resolve (self, database, &wanted, error))
    return FALSE;
  if (wanted.kind == TA_SHEET_WEEK || wanted.kind == TA_SHEET_MONTH)
    added = add_sheet (sheets, database, &wanted, ta_sheet_request_new (wanted.kind, wanted.pod, wanted.date, wanted.today), error);
  else
    added = add_turns (sheets, database, &wanted, error);
  pdf = added ? ta_sheets_to_pdf (sheets, error) : NULL;
  return pdf != NULL && write_file (self->arguments[1], pdf, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-search.h"

#include "ta-cover-table.h"
#include "ta-rota-store.h"

/* Days around the turn that a swap may reach, and that the balance is told of. */
#define MARGIN 35

typedef struct
{
  char *turn;
  char *pod;
  char *household;
  TaDate date;
  TaDate today;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->turn);
  g_free (request->pod);
  g_free (request->household);
  g_free (request);
}

void
ta_cover_search_free (TaCoverSearch *search)
{
  if (!search)
    return;
  g_clear_pointer (&search->cover, ta_rota_cover_free);
  g_clear_pointer (&search->task, ta_rota_task_free);
  g_clear_pointer (&search->open, ta_cover_request_free);
  g_free (search);
}

static gboolean
read_open (TaDatabase *database, TaCoverSearch *search, const Request *wanted, GError **error)
{
  g_autoptr (GPtrArray) requests = ta_cover_table_list_of_turn (database, wanted->turn, error);

  for (guint i = 0; requests && i < requests->len && !search->open; i++)
    {
      const TaCoverRequest *request = requests->pdata[i];

      /* Another holder may have asked for its own place. */
      if (request->state == TA_COVER_OPEN && g_strcmp0 (request->household, wanted->household) == 0)
        search->open = ta_cover_request_copy (request);
    }
  return requests != NULL;
}

static gpointer
look (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Request *request = data;
  g_autoptr (TaCoverSearch) search = g_new0 (TaCoverSearch, 1);
  g_autoptr (TaRotaBrief) brief = NULL;

  if (!read_open (database, search, request, error))
    return NULL;
  brief = ta_rota_brief_load (database, request->pod, request->date - MARGIN, request->date + MARGIN + 1, NULL, request->today, error);
  if (!brief || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  search->task = ta_rota_brief_compile (brief);
  search->cover = ta_rota_cover_new (search->task, request->turn, request->household);
  return g_steal_pointer (&search);
}

void
ta_cover_search_async (TaContext *context, const TaTurn *turn, const char *household, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Request *request = g_new0 (Request, 1);

  request->turn = g_strdup (turn->id);
  request->pod = g_strdup (turn->pod);
  request->household = g_strdup (household);
  request->date = turn->date;
  request->today = ta_context_get_today (context);
  ta_store_read_async (ta_context_get_store (context), look, request, request_free, (GDestroyNotify) ta_cover_search_free, cancellable, callback, user_data);
}

TaCoverSearch *
ta_cover_search_finish (GObject *source, GAsyncResult *result, GError **error)
{
  return ta_store_read_finish (TA_STORE (source), result, error);
}

const TaHousehold *
ta_cover_search_household (const TaCoverSearch *search, int household)
{
  return search->task->brief->households->pdata[household];
}

GPtrArray *
ta_cover_search_answers (const TaCoverSearch *search, const TaCoverOption *option, int chain)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_cover_answer_free);

  for (guint i = 0; i < option->n_steps; i++)
    {
      const TaCoverStep *step = &option->steps[i];
      const char *gives = step->gives >= 0 ? search->task->turns[step->gives]->id : NULL;

      g_ptr_array_add (answers, ta_cover_answer_new (ta_cover_search_household (search, step->household)->id,
                                                     search->task->turns[step->takes]->id, gives, chain));
    }
  return answers;
}

/* Whether what is asked for in @chain is @option, step by step. */
static gboolean
is_chain (const TaCoverSearch *search, const TaCoverOption *option, int chain)
{
  guint step = 0;

  for (guint i = 0; i < search->open->answers->len; i++)
    {
      const TaCoverAnswer *answer = search->open->answers->pdata[i];

      if (answer->chain != chain)
        continue;
      if (step >= option->n_steps
          || !g_str_equal (answer->household, ta_cover_search_household (search, option->steps[step].household)->id)
          || !g_str_equal (answer->takes, search->task->turns[option->steps[step].takes]->id))
        return FALSE;
      step++;
    }
  return step == option->n_steps;
}

gboolean
ta_cover_search_is_asked (const TaCoverSearch *search, const TaCoverOption *option)
{
  for (int chain = 0; search->open && chain < ta_cover_request_next_chain (search->open); chain++)
    if (is_chain (search, option, chain))
      return TRUE;
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-commands.h"

#include "ta-cover-table.h"

#include <glib/gi18n.h>

/* What a command needs on the worker's thread: copies, nothing shared. */
typedef struct
{
  char *id; /* of a request or an answer */
  TaCoverReply reply;
  char *note;
  TaDate today;
} Command;

static Command *
command_new (TaContext *context, const char *id)
{
  Command *command = g_new0 (Command, 1);

  command->id = g_strdup (id);
  command->today = ta_context_get_today (context);
  return command;
}

static void
command_free (gpointer data)
{
  Command *command = data;

  g_free (command->id);
  g_free (command->note);
  g_free (command);
}

static gboolean
run_ask (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_cover_ask (database, data, error);
}

static gboolean
run_reply (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Command *command = data;

  return ta_cover_reply (database, command->id, command->reply, command->note, command->today, NULL, error);
}

static gboolean
run_withdraw (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Command *command = data;

  return ta_cover_withdraw (database, command->id, command->today, error);
}

const char *
ta_cover_household_name (TaContext *context, const char *household)
{
  TaHouseholdItem *item = ta_context_find_household (context, household);

  return item ? ta_household_item_get_name (item) : _ ("Unknown household");
}

void
ta_cover_send (TaContext *context, const TaCoverRequest *request, const TaTurn *turn, TaContextTryCallback callback, gpointer user_data)
{
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  /* Translators: a household’s name and a date: “Asked for cover: Silva, Thu 3 Dec” */
  g_autofree char *label = g_strdup_printf (_ ("Asked for cover: %s, %s"), ta_cover_household_name (context, request->household), day);

  ta_context_try (context, label, run_ask, ta_cover_request_copy (request), (GDestroyNotify) ta_cover_request_free, callback, user_data);
}

gboolean
ta_cover_would_settle (const TaCoverRequest *request, const TaCoverAnswer *answer)
{
  g_autoptr (TaCoverRequest) said = ta_cover_request_copy (request);

  ta_cover_request_find_answer (said, answer->id)->reply = TA_COVER_YES;
  return ta_cover_request_is_agreed (said, answer->chain);
}

/* Who gets the turn of the request where the arrangement of @answer comes to be. */
static const char *
taker_of (const TaCoverRequest *request, const TaCoverAnswer *answer)
{
  for (guint i = 0; i < request->answers->len; i++)
    {
      const TaCoverAnswer *other = request->answers->pdata[i];

      if (other->chain == answer->chain && g_str_equal (other->takes, request->turn))
        return other->household;
    }
  return answer->household;
}

static char *
reply_label (TaContext *context, const TaCoverRequest *request, const TaCoverAnswer *answer, const TaTurn *turn, TaCoverReply reply)
{
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  const char *name = ta_cover_household_name (context, answer->household);

  if (reply == TA_COVER_YES && ta_cover_would_settle (request, answer))
    /* Translators: two households and a date: “Duarte takes the turn of Silva on Thu 3 Dec” */
    return g_strdup_printf (_ ("%s takes the turn of %s on %s"), ta_cover_household_name (context, taker_of (request, answer)),
                            ta_cover_household_name (context, request->household), day);
  if (reply == TA_COVER_YES)
    /* Translators: a household and a date */
    return g_strdup_printf (_ ("%s said yes about %s"), name, day);
  return g_strdup_printf (_ ("%s said no about %s"), name, day);
}

void
ta_cover_record (TaContext *context, const TaCoverRequest *request, const TaCoverAnswer *answer, const TaTurn *turn, TaCoverReply reply, const char *note, TaContextTryCallback callback, gpointer user_data)
{
  Command *command = command_new (context, answer->id);
  g_autofree char *label = reply_label (context, request, answer, turn, reply);

  command->reply = reply;
  command->note = g_strdup (note);
  ta_context_try_for (context, ta_cover_household_name (context, answer->household), TA_SOURCE_PHONE, label, run_reply, command, command_free, callback,
                      user_data);
}

void
ta_cover_take_back (TaContext *context, const TaCoverRequest *request, const TaTurn *turn, TaContextTryCallback callback, gpointer user_data)
{
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  /* Translators: a household and a date */
  g_autofree char *label = g_strdup_printf (_ ("%s can come on %s after all"), ta_cover_household_name (context, request->household), day);

  ta_context_try (context, label, run_withdraw, command_new (context, request->id), command_free, callback, user_data);
}

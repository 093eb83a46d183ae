/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover.h"

#include "ta-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const TaCode ta_cover_request_kind_codes[] = {
  [TA_COVER_REQUEST_COVER] = { "cover", N_ ("Cover") },
  [TA_COVER_REQUEST_SWAP] = { "swap", N_ ("Swap") },
  { NULL, NULL },
};

const TaCode ta_cover_state_codes[] = {
  [TA_COVER_OPEN] = { "open", N_ ("Open") },
  [TA_COVER_ACCEPTED] = { "accepted", N_ ("Accepted") },
  [TA_COVER_WITHDRAWN] = { "withdrawn", N_ ("Withdrawn") },
  { NULL, NULL },
};

const TaCode ta_cover_reply_codes[] = {
  [TA_COVER_ASKED] = { "asked", N_ ("Asked") },
  [TA_COVER_YES] = { "yes", N_ ("Yes") },
  [TA_COVER_NO] = { "no", N_ ("No") },
  { NULL, NULL },
};

TaCoverAnswer *
ta_cover_answer_new (const char *household, const char *takes, const char *gives, int chain)
{
  TaCoverAnswer *answer = g_new0 (TaCoverAnswer, 1);

  answer->id = ta_id_new ();
  answer->household = g_strdup (household);
  answer->takes = g_strdup (takes);
  answer->gives = g_strdup (gives);
  answer->chain = chain;
  ta_set_text (&answer->note, NULL);
  return answer;
}

TaCoverAnswer *
ta_cover_answer_copy (const TaCoverAnswer *answer)
{
  TaCoverAnswer *copy = g_memdup2 (answer, sizeof *answer);

  copy->id = g_strdup (answer->id);
  copy->household = g_strdup (answer->household);
  copy->takes = g_strdup (answer->takes);
  copy->gives = g_strdup (answer->gives);
  copy->note = g_strdup (answer->note);
  return copy;
}

void
ta_cover_answer_free (TaCoverAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->id);
  g_free (answer->household);
  g_free (answer->takes);
  g_free (answer->gives);
  g_free (answer->note);
  g_free (answer);
}

TaCoverRequest *
ta_cover_request_new (const char *turn, const char *household, TaCoverRequestKind kind, TaDate asked_on)
{
  TaCoverRequest *request = g_new0 (TaCoverRequest, 1);

  request->id = ta_id_new ();
  request->turn = g_strdup (turn);
  request->household = g_strdup (household);
  request->kind = kind;
  ta_set_text (&request->reason, NULL);
  request->asked_on = asked_on;
  request->settled_on = TA_DATE_NONE;
  request->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_cover_answer_free);
  return request;
}

static gpointer
copy_answer (gconstpointer answer, gpointer data)
{
  return ta_cover_answer_copy (answer);
}

TaCoverRequest *
ta_cover_request_copy (const TaCoverRequest *request)
{
  TaCoverRequest *copy = g_memdup2 (request, sizeof *request);

  copy->id = g_strdup (request->id);
  copy->turn = g_strdup (request->turn);
  copy->household = g_strdup (request->household);
  copy->reason = g_strdup (request->reason);
  copy->answers = g_ptr_array_copy (request->answers, copy_answer, NULL);
  return copy;
}

void
ta_cover_request_free (TaCoverRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->id);
  g_free (request->turn);
  g_free (request->household);
  g_free (request->reason);
  g_ptr_array_unref (request->answers);
  g_free (request);
}

TaCoverAnswer *
ta_cover_request_find_answer (const TaCoverRequest *request, const char *id)
{
  for (guint i = 0; i < request->answers->len; i++)
    {
      TaCoverAnswer *answer = g_ptr_array_index (request->answers, i);

      if (strcmp (answer->id, id) == 0)
        return answer;
    }
  return NULL;
}

gboolean
ta_cover_request_is_agreed (const TaCoverRequest *request, int chain)
{
  gboolean any = FALSE;

  for (guint i = 0; i < request->answers->len; i++)
    {
      const TaCoverAnswer *answer = g_ptr_array_index (request->answers, i);

      if (answer->chain != chain || strcmp (answer->household, request->household) == 0)
        continue;
      if (answer->reply != TA_COVER_YES)
        return FALSE;
      any = TRUE;
    }
  return any;
}

int
ta_cover_request_next_chain (const TaCoverRequest *request)
{
  int next = 0;

  for (guint i = 0; i < request->answers->len; i++)
    next = MAX (next, ((const TaCoverAnswer *) g_ptr_array_index (request->answers, i))->chain + 1);
  return next;
}

/* Messages ------------------------------------------------------------------------------------------------------------------------------- */

static char *
moment_of (const TaTurn *turn)
{
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  g_autofree char *time = ta_minutes_format (turn->start);

  /* Translators: a day and a time: “Thu 3 Dec, 18:00” */
  return g_strdup_printf (_ ("%s, %s"), day, time);
}

TaMessage *
ta_cover_compose_asking (const TaCoverRequest *request, const TaCoverAnswer *answer, const char *asker, const TaTurn *takes, const TaTurn *gives)
{
  TaMessage *message = ta_message_new (answer->household, TA_MESSAGE_COVER, request->asked_on);
  g_autofree char *takes_day = ta_date_format (takes->date, TA_DATE_WEEKDAY);
  g_autofree char *takes_moment = moment_of (takes);
  g_autofree char *gives_moment = gives != NULL ? moment_of (gives) : NULL;

  g_free (message->subject);
  message->subject = g_strdup_printf (_ ("Can you take %s?"), takes_day);
  g_free (message->body);
  if (gives == NULL)
    message->body = g_strdup_printf (_ ("%s cannot do the turn on %s.\nCould you take it over?"), asker, takes_moment);
  else
    message->body = g_strdup_printf (_ ("%s cannot do a turn, and a change would help.\nCould you take the turn on %s, and give up yours on %s?"), asker,
                                     takes_moment, gives_moment);
  g_ptr_array_add (message->notices, ta_notice_new (takes->id, TA_MESSAGE_COVER, answer->id));
  return message;
}

static TaMessage *
compose_answer (const TaCoverRequest *request, const char *household, const TaTurn *turn, char *subject, char *body, TaDate today)
{
  TaMessage *message = ta_message_new (household, TA_MESSAGE_ANSWER, today);

  g_free (message->subject);
  message->subject = subject;
  g_free (message->body);
  message->body = body;
  g_ptr_array_add (message->notices, ta_notice_new (turn->id, TA_MESSAGE_ANSWER, request->id));
  return message;
}

static char *
join_names (const GPtrArray *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < names->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (names, i));
  list = g_strv_builder_end (builder);
  return g_strjoinv (", ", list);
}

TaMessage *
ta_cover_compose_settled (const TaCoverRequest *request, const char *household, const GPtrArray *takers, const TaTurn *turn, TaDate today)
{
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  g_autofree char *moment = moment_of (turn);
  g_autofree char *names = join_names (takers);
  char *subject = g_strdup_printf (_ ("%s is settled"), day);

  /* Translators: one household or several, and a moment: “Kim, Silva do the turn on Thu 3 Dec, 18:00.” */
  return compose_answer (request, household, turn, subject,
                         g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s does the turn on %s.", "%s do the turn on %s.", takers->len), names, moment), today);
}

TaMessage *
ta_cover_compose_over (const TaCoverRequest *request, const char *household, const TaTurn *turn, gboolean called_off, TaDate today)
{
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_WEEKDAY);
  g_autofree char *moment = moment_of (turn);

  if (called_off)
    return compose_answer (request, household, turn, g_strdup_printf (_ ("%s is called off"), day),
                           g_strdup_printf (_ ("The turn on %s is called off: nobody has to take it over."), moment), today);
  /* Translators: a day, in the subject of a message */
  return compose_answer (request, household, turn, g_strdup_printf (_ ("%s: you are not asked any more"), day),
                         g_strdup_printf (_ ("You are not asked any more to take over the turn on %s."), moment), today);
}

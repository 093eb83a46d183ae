/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-message.h"

#include "ta-household.h"
#include "ta-id.h"

#include <glib/gi18n-lib.h>

const TaCode ta_message_kind_codes[] = {
  [TA_MESSAGE_PUBLISHED] = { "published", N_ ("New rota") },
  [TA_MESSAGE_CHANGED] = { "changed", N_ ("Change") },
  [TA_MESSAGE_CANCELLED] = { "cancelled", N_ ("Cancellation") },
  [TA_MESSAGE_REMINDER] = { "reminder", N_ ("Reminder") },
  [TA_MESSAGE_COVER] = { "cover", N_ ("Request for cover") },
  [TA_MESSAGE_ANSWER] = { "answer", N_ ("Answer") },
  { NULL, NULL },
};

const TaCode ta_message_state_codes[] = {
  [TA_MESSAGE_READY] = { "ready", N_ ("Not sent") },
  [TA_MESSAGE_COPIED] = { "copied", N_ ("Copied") },
  [TA_MESSAGE_MAILED] = { "mailed", N_ ("Mailed") },
  [TA_MESSAGE_PRINTED] = { "printed", N_ ("Printed") },
  [TA_MESSAGE_TOLD] = { "told", N_ ("Told") },
  { NULL, NULL },
};

TaNotice *
ta_notice_new (const char *turn, TaMessageKind kind, const char *content)
{
  TaNotice *notice = g_new0 (TaNotice, 1);

  notice->id = ta_id_new ();
  ta_set_text (&notice->turn, turn);
  notice->kind = kind;
  ta_set_text (&notice->content, content);
  return notice;
}

TaNotice *
ta_notice_copy (const TaNotice *notice)
{
  TaNotice *copy = ta_notice_new (notice->turn, notice->kind, notice->content);

  ta_set_text (&copy->id, notice->id);
  return copy;
}

void
ta_notice_free (TaNotice *notice)
{
  if (notice == NULL)
    return;
  g_free (notice->id);
  g_free (notice->turn);
  g_free (notice->content);
  g_free (notice);
}

TaMessage *
ta_message_new (const char *household, TaMessageKind kind, TaDate created_on)
{
  TaMessage *message = g_new0 (TaMessage, 1);

  message->id = ta_id_new ();
  ta_set_text (&message->household, household);
  message->kind = kind;
  message->created_on = created_on;
  ta_set_text (&message->subject, NULL);
  ta_set_text (&message->body, NULL);
  message->sent_on = TA_DATE_NONE;
  message->notices = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_notice_free);
  return message;
}

TaMessage *
ta_message_copy (const TaMessage *message)
{
  TaMessage *copy = ta_message_new (message->household, message->kind, message->created_on);

  ta_set_text (&copy->id, message->id);
  ta_set_text (&copy->subject, message->subject);
  ta_set_text (&copy->body, message->body);
  copy->state = message->state;
  copy->sent_on = message->sent_on;
  for (guint i = 0; i < message->notices->len; i++)
    g_ptr_array_add (copy->notices, ta_notice_copy (message->notices->pdata[i]));
  return copy;
}

void
ta_message_free (TaMessage *message)
{
  if (message == NULL)
    return;
  g_free (message->id);
  g_free (message->household);
  g_free (message->subject);
  g_free (message->body);
  g_ptr_array_unref (message->notices);
  g_free (message);
}

/* Programs for mail want the line ends of mail in the link (RFC 6068). */
char *
ta_message_mailto (const TaMessage *message, const char *address)
{
  g_auto (GStrv) lines = g_strsplit (message->body, "\n", -1);
  g_autofree char *text = g_strjoinv ("\r\n", lines);
  g_autofree char *to = address != NULL ? g_uri_escape_string (address, "@", FALSE) : g_strdup ("");
  g_autofree char *subject = g_uri_escape_string (message->subject, NULL, FALSE);
  g_autofree char *body = g_uri_escape_string (text, NULL, FALSE);

  return g_strdup_printf ("mailto:%s?subject=%s&body=%s", to, subject, body);
}

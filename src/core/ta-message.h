/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-date.h"

typedef enum
{
  TA_MESSAGE_PUBLISHED,
  TA_MESSAGE_CHANGED,
  TA_MESSAGE_CANCELLED,
  TA_MESSAGE_REMINDER,
  TA_MESSAGE_COVER,
  TA_MESSAGE_ANSWER
} TaMessageKind;
extern const TaCode ta_message_kind_codes[];

/** What became of a message; TA_MESSAGE_READY is still to be brought to the household. */
typedef enum
{
  TA_MESSAGE_READY,
  TA_MESSAGE_COPIED,
  TA_MESSAGE_MAILED,
  TA_MESSAGE_PRINTED,
  TA_MESSAGE_TOLD
} TaMessageState;
extern const TaCode ta_message_state_codes[];

/** TaNotice: that a household was told of a turn, as the turn then was. */
typedef struct
{
  char *id;
  char *turn; /* id; the turn may be gone */
  TaMessageKind kind;
  char *content; /* what was told, in words of no language: the same is not told twice */
} TaNotice;

/** TaMessage: what one household is to be told, in words, with the turns that it tells of. */
typedef struct
{
  char *id;
  char *household; /* id */
  TaMessageKind kind;
  TaDate created_on;
  char *subject;
  char *body;
  TaMessageState state;
  TaDate sent_on;     /* TA_DATE_NONE while it is ready */
  GPtrArray *notices; /* of TaNotice */
} TaMessage;

TaMessage *ta_message_new (const char *household, TaMessageKind kind, TaDate created_on);
TaMessage *ta_message_copy (const TaMessage *message);
void ta_message_free (TaMessage *message);
TaNotice *ta_notice_new (const char *turn, TaMessageKind kind, const char *content);
TaNotice *ta_notice_copy (const TaNotice *notice);
void ta_notice_free (TaNotice *notice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaMessage, ta_message_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaNotice, ta_notice_free)

/** A mailto: URI with the message's subject and body; @address (nullable): none yet. (transfer full) */
char *ta_message_mailto (const TaMessage *message, const char *address);

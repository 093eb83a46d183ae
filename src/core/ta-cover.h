/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-message.h"
#include "ta-turn.h"

typedef enum
{
  TA_COVER_REQUEST_COVER,
  TA_COVER_REQUEST_SWAP
} TaCoverRequestKind;
extern const TaCode ta_cover_request_kind_codes[];

typedef enum
{
  TA_COVER_OPEN,
  TA_COVER_ACCEPTED,
  TA_COVER_WITHDRAWN
} TaCoverState;
extern const TaCode ta_cover_state_codes[];

typedef enum
{
  TA_COVER_ASKED,
  TA_COVER_YES,
  TA_COVER_NO
} TaCoverReply;
extern const TaCode ta_cover_reply_codes[];

/**
 * TaCoverAnswer: that a household was asked to take over a turn, and what it said. Answers with the same chain are one arrangement, in the order of
 * their positions: each household takes what the one before gives; the first takes the turn of the request.
 */
typedef struct
{
  char *id;
  char *household; /* id */
  char *takes;     /* id of a turn */
  char *gives;     /* (nullable): id of a turn */
  int chain;
  TaCoverReply reply;
  char *note;
} TaCoverAnswer;

/** TaCoverRequest: somebody cannot come, and stays on duty until an arrangement is accepted by all who are part of it. */
typedef struct
{
  char *id;
  char *turn;      /* id */
  char *household; /* id of who asks */
  TaCoverRequestKind kind;
  char *reason; /* for the coordinator; goes into no message */
  TaCoverState state;
  TaDate asked_on;
  TaDate settled_on;  /* TA_DATE_NONE while it is open */
  GPtrArray *answers; /* of TaCoverAnswer, by chain and position */
} TaCoverRequest;

TaCoverRequest *ta_cover_request_new (const char *turn, const char *household, TaCoverRequestKind kind, TaDate asked_on);
TaCoverRequest *ta_cover_request_copy (const TaCoverRequest *request);
void ta_cover_request_free (TaCoverRequest *request);
TaCoverAnswer *ta_cover_answer_new (const char *household, const char *takes, const char *gives, int chain);
TaCoverAnswer *ta_cover_answer_copy (const TaCoverAnswer *answer);
void ta_cover_answer_free (TaCoverAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCoverRequest, ta_cover_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaCoverAnswer, ta_cover_answer_free)

/** (transfer none) (nullable): by id */
TaCoverAnswer *ta_cover_request_find_answer (const TaCoverRequest *request, const char *id);

/** Whether everybody of the arrangement @chain said yes. The asker’s own part, which gives what it asks for, counts as said. */
gboolean ta_cover_request_is_agreed (const TaCoverRequest *request, int chain);

/** One more than the highest chain. */
int ta_cover_request_next_chain (const TaCoverRequest *request);

/**
 * ta_cover_compose_asking:
 * @answer: of the household that is asked
 * @asker: name of who asks
 * @takes: the turn that it would take
 * @gives: (nullable): the turn that it would give up
 *
 * What a household is asked. The reason of the request is not in it. (transfer full)
 */
TaMessage *ta_cover_compose_asking (const TaCoverRequest *request, const TaCoverAnswer *answer, const char *asker, const TaTurn *takes, const TaTurn *gives);

/** What @household is told when it is settled: @takers (names: char *, at least one) have @turn now. (transfer full) */
TaMessage *ta_cover_compose_settled (const TaCoverRequest *request, const char *household, const GPtrArray *takers, const TaTurn *turn, TaDate today);

/** What @household, which was asked to take over @turn, is told when nothing is left to ask: it is called off, or only the asking is over. (transfer full) */
TaMessage *ta_cover_compose_over (const TaCoverRequest *request, const char *household, const TaTurn *turn, gboolean called_off, TaDate today);

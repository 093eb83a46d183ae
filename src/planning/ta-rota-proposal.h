/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-brief.h"
#include "ta-rota-solve.h"

typedef enum
{
  TA_PROPOSAL_KEPT,      /* the same household as now */
  TA_PROPOSAL_MOVED,     /* from one household to another */
  TA_PROPOSAL_NEW,       /* nobody had it */
  TA_PROPOSAL_TAKEN,     /* somebody had it and nobody will */
  TA_PROPOSAL_UNCOVERED, /* nobody had it and nobody will */
  TA_PROPOSAL_N_KINDS
} TaProposalKind;

/** TaProposalLine: one place of one turn, before and after. */
typedef struct
{
  TaProposalKind kind;
  const TaTurn *turn; /* of the task's brief */
  int slot;           /* of the task's problem */
  int before;         /* index of a household, or TA_ROTA_NOBODY */
  int after;
  gboolean published; /* somebody was told of it */
  gboolean fixed;     /* pinned, settled or over: it could not change */
} TaProposalLine;

/** TaRotaProposal: a plan as a difference from the present rota; by date. Turns around the period are left out. */
typedef struct
{
  TaRotaTask *task; /* (transfer full) */
  TaRotaPlan *plan;
  TaRotaScore present; /* of the present rota; rules that it breaks already are not held against it */
  TaRotaScore score;
  int uncovered_bound;
  gint64 bound;
  gboolean proved;
  gint64 *marginals; /* (nullable): of ta_rota_min_marginals() */
  guint n_lines;
  TaProposalLine *lines;
  guint n_kind[TA_PROPOSAL_N_KINDS];
  guint published_changes; /* lines of published turns that change */
} TaRotaProposal;

/** Takes @task; @result is copied from, its certificate (nullable) too. (transfer full) */
TaRotaProposal *ta_rota_proposal_new (TaRotaTask *task, const TaRotaResult *result);
void ta_rota_proposal_free (TaRotaProposal *proposal);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaProposal, ta_rota_proposal_free)

/** “At most 2.5” for 2.5 %: how far @proposal may be from the best possible at most, in thousandths, rounded up; 0 where it is proved, and only there. */
int ta_rota_proposal_gap (const TaRotaProposal *proposal);

/** The same in a sentence: that it is proved, or how far from the best it may be. (transfer full) */
char *ta_rota_proposal_quality (const TaRotaProposal *proposal);

/** Whether the line changes who holds the turn. */
gboolean ta_proposal_line_changes (const TaProposalLine *line);

/** The rota with the lines of which @accepted (nullable: all; n_lines) is set, and as it is elsewhere. (transfer full) */
TaRotaPlan *ta_rota_proposal_plan_of (const TaRotaProposal *proposal, const gboolean *accepted);

/** TaRotaClash: what is in the way of accepting some lines and not others. */
typedef struct
{
  guint line; /* that would be against a rule */
  int household;
  TaReason reason;
} TaRotaClash;

void ta_rota_clash_free (TaRotaClash *clash);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaClash, ta_rota_clash_free)

/**
 * ta_rota_proposal_check:
 * @accepted: (nullable): n_lines; %NULL: all
 * @score: (out): of the rota as it would be
 *
 * Judges a part of the proposal. Rules that the present rota breaks on lines that stay as they are are left aside.
 *
 * Returns: (transfer full): of TaRotaClash, by date; empty where the part can be accepted
 */
GPtrArray *ta_rota_proposal_check (const TaRotaProposal *proposal, const gboolean *accepted, TaRotaScore *score);

/** “Silva has a turn on 3 Dec, …” (transfer full) */
char *ta_rota_clash_to_text (const TaRotaProposal *proposal, const TaRotaClash *clash);

/** How many turns of the period a household holds in the plan (@accepted as above); hundredths, to be compared with its target. */
int ta_rota_proposal_credit (const TaRotaProposal *proposal, const gboolean *accepted, int household);

/**
 * ta_rota_proposal_price:
 *
 * "What if @household takes slot @slot instead?": no plan in which it does is better than this one by these points or costs less than them more.
 *
 * Returns: points, at least 0, a lower bound; 0 where it holds the slot already; -1 where it never can (see ta_rota_task_reason())
 */
gint64 ta_rota_proposal_price (const TaRotaProposal *proposal, int household, int slot);

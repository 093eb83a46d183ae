/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-model.h"

/* What is still open in a part of the search: which pairs, which days have to be taken, how much credit. */
enum
{
  TA_ROTA_NO,
  TA_ROTA_MAY,
  TA_ROTA_MUST
};

typedef struct
{
  guint8 *pairs;     /* [household * n_turns + turn]: TA_ROTA_NO, MAY or MUST */
  guint8 *must_slot; /* [line.first_slot + slot]: one of its nodes has to be held */
  int *low;          /* least credit, by household */
  int *high;         /* most credit */
} TaRotaDomain;

TaRotaDomain *ta_rota_domain_new (const TaRotaModel *model);
TaRotaDomain *ta_rota_domain_copy (const TaRotaModel *model, const TaRotaDomain *domain);
void ta_rota_domain_assign (const TaRotaModel *model, TaRotaDomain *domain, const TaRotaDomain *other);
void ta_rota_domain_free (TaRotaDomain *domain);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaRotaDomain, ta_rota_domain_free)

/** Draws what follows from the places of each turn. Returns: FALSE when nothing is left. */
gboolean ta_rota_domain_propagate (const TaRotaModel *model, TaRotaDomain *domain);

typedef enum
{
  TA_ROTA_BRANCH_CREDIT, /* household has at most `value` credit, or more */
  TA_ROTA_BRANCH_SLOT,   /* household holds nothing in slot `value` (a day), or something */
  TA_ROTA_BRANCH_TURN    /* household does not hold turn `value`, or holds it */
} TaRotaBranchKind;

/** A question whose two answers, FALSE and TRUE, leave nothing out. */
typedef struct
{
  TaRotaBranchKind kind;
  int household;
  int value;
} TaRotaBranch;

/** Leaves of @domain what agrees with the answer. */
void ta_rota_domain_restrict (const TaRotaModel *model, TaRotaDomain *domain, const TaRotaBranch *branch, gboolean answer);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-rota-certificate.h"

/*
 * What a certificate holds. A proof is a tree, written from the root on, that shows a claim: at a leaf the bound of its multipliers (points times 256) reaches the
 * claim within what the decisions leave; a branch is a question, followed by the tree for "no" and the tree for "yes"; and between them
 * stand multipliers by which single pairs and credits are ruled out, since with them the bound would reach the claim.
 */
#define TA_ROTA_PROOF_SCALE 256

typedef enum
{
  TA_ROTA_PROOF_LEAF,
  TA_ROTA_PROOF_FIX,
  TA_ROTA_PROOF_CREDIT, /* has the household more credit than value? */
  TA_ROTA_PROOF_DAY,    /* does it hold a turn on the day value? */
  TA_ROTA_PROOF_TURN    /* does it hold the turn value? */
} TaRotaProofKind;

typedef struct
{
  TaRotaProofKind kind;
  int household;
  int value; /* of a leaf and a fix: which multipliers */
} TaRotaProofStep;

typedef struct
{
  gint64 claim;
  int n_turns;
  GArray *steps;       /* TaRotaProofStep */
  GArray *multipliers; /* gint64, n_turns each */
} TaRotaProof;

struct _TaRotaCertificate
{
  int max_uncovered;    /* plans that leave more places uncovered are not spoken of by the cost */
  TaRotaProof coverage; /* claims uncovered places, each of which costs 1 and all else nothing */
  TaRotaProof cost;     /* claims points */
};

TaRotaCertificate *ta_rota_certificate_new (int n_turns);

/** Adds multipliers of @scale to the proof. Returns: their number. */
int ta_rota_proof_add_multipliers (TaRotaProof *proof, const int *multipliers, int scale);

void ta_rota_proof_add_step (TaRotaProof *proof, TaRotaProofKind kind, int household, int value);
void ta_rota_proof_clear (TaRotaProof *proof);

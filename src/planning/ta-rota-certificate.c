/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-proof.h"

static void
proof_init (TaRotaProof *proof, int n_turns)
{
  proof->n_turns = n_turns;
  proof->steps = g_array_new (FALSE, FALSE, sizeof (TaRotaProofStep));
  proof->multipliers = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
proof_copy (TaRotaProof *copy, const TaRotaProof *proof)
{
  *copy = *proof;
  copy->steps = g_array_copy (proof->steps);
  copy->multipliers = g_array_copy (proof->multipliers);
}

static void
proof_free (TaRotaProof *proof)
{
  g_array_unref (proof->steps);
  g_array_unref (proof->multipliers);
}

TaRotaCertificate *
ta_rota_certificate_new (int n_turns)
{
  TaRotaCertificate *certificate = g_new0 (TaRotaCertificate, 1);

  proof_init (&certificate->coverage, n_turns);
  proof_init (&certificate->cost, n_turns);
  return certificate;
}

TaRotaCertificate *
ta_rota_certificate_copy (const TaRotaCertificate *certificate)
{
  TaRotaCertificate *copy = g_memdup2 (certificate, sizeof *certificate);

  proof_copy (&copy->coverage, &certificate->coverage);
  proof_copy (&copy->cost, &certificate->cost);
  return copy;
}

void
ta_rota_certificate_free (TaRotaCertificate *certificate)
{
  if (certificate == NULL)
    return;
  proof_free (&certificate->coverage);
  proof_free (&certificate->cost);
  g_free (certificate);
}

int
ta_rota_proof_add_multipliers (TaRotaProof *proof, const int *multipliers, int scale)
{
  int n = proof->n_turns > 0 ? (int) proof->multipliers->len / proof->n_turns : 0;

  for (int t = 0; t < proof->n_turns; t++)
    {
      gint64 multiplier = (gint64) multipliers[t] * (TA_ROTA_PROOF_SCALE / scale);

      g_array_append_val (proof->multipliers, multiplier);
    }
  return n;
}

void
ta_rota_proof_add_step (TaRotaProof *proof, TaRotaProofKind kind, int household, int value)
{
  TaRotaProofStep step = { kind, household, value };

  g_array_append_val (proof->steps, step);
}

void
ta_rota_proof_clear (TaRotaProof *proof)
{
  proof->claim = 0;
  g_array_set_size (proof->steps, 0);
  g_array_set_size (proof->multipliers, 0);
}

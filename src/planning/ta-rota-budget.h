/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/** Work done and work allowed, in steps of about ten nanoseconds. */
typedef struct
{
  gint64 work;
  gint64 limit;
  GCancellable *cancellable; /* (nullable) */
} TaRotaBudget;

static inline gboolean
ta_rota_budget_is_spent (const TaRotaBudget *budget)
{
  return budget->work >= budget->limit || g_cancellable_is_cancelled (budget->cancellable);
}

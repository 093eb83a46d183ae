/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-delivery.h"

#include "ta-id.h"

#include <glib/gi18n-lib.h>

const TaCode ta_delivery_state_codes[] = {
  [TA_DELIVERY_PENDING] = { "pending", N_ ("On the way") },
  [TA_DELIVERY_DELIVERED] = { "delivered", N_ ("Delivered") },
  [TA_DELIVERY_NOT_HOME] = { "not-home", N_ ("Not at home") },
  [TA_DELIVERY_LEFT_SAFE] = { "left-safe", N_ ("Left in a safe place") },
  { NULL, NULL },
};

TaDelivery *
ta_delivery_new (const char *household)
{
  TaDelivery *delivery = g_new0 (TaDelivery, 1);

  delivery->id = ta_id_new ();
  delivery->household = g_strdup (household);
  delivery->position = -1;
  return delivery;
}

void
ta_delivery_free (TaDelivery *delivery)
{
  if (delivery == NULL)
    return;
  g_free (delivery->id);
  g_free (delivery->household);
  g_free (delivery);
}

void
ta_undelivered_free (TaUndelivered *undelivered)
{
  if (undelivered == NULL)
    return;
  g_free (undelivered->turn);
  g_free (undelivered->household);
  g_free (undelivered->cook);
  g_free (undelivered);
}

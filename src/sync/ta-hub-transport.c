/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-transport.h"

G_DEFINE_INTERFACE (TaHubTransport, ta_hub_transport, G_TYPE_OBJECT)

static void
ta_hub_transport_default_init (TaHubTransportInterface *iface)
{
}

TaHubAnswer *
ta_hub_answer_new (guint status, GBytes *body)
{
  TaHubAnswer *answer = g_new0 (TaHubAnswer, 1);

  answer->status = status;
  answer->body = g_bytes_ref (body);
  answer->retry_after_ms = -1;
  return answer;
}

void
ta_hub_answer_free (TaHubAnswer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer->etag);
  g_free (answer);
}

TaHubAnswer *
ta_hub_transport_send (TaHubTransport *self, const TaHubRequest *request, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (TA_IS_HUB_TRANSPORT (self), NULL);
  return TA_HUB_TRANSPORT_GET_IFACE (self)->send (self, request, cancellable, error);
}

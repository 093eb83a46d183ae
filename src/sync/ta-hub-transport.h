/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/** TaHubRequest: one question to a hub. */
typedef struct
{
  const char *method;
  const char *path;           /* with its query, escaped: "/db/_changes?since=0" */
  const char *authorization;  /* (nullable): the header's value */
  const char *content_type;   /* (nullable): of @body */
  const char *const *headers; /* (nullable): more of them, a name and its value in turn, ended by %NULL */
  GBytes *body;               /* (nullable) */
  gsize most;                 /* bytes of an answer that are read */
  guint idle_ms;              /* without a byte before it is given up; 0: for ever */
  guint total_ms;             /* before it is given up; 0: for ever */
} TaHubRequest;

/** TaHubAnswer: what came. */
typedef struct
{
  guint status;
  GBytes *body;
  char *etag;            /* (nullable) */
  gint64 date_ms;        /* the hub's clock, ms since 1970; 0: it did not say */
  gint64 retry_after_ms; /* from now; -1: it did not say */
} TaHubAnswer;

TaHubAnswer *ta_hub_answer_new (guint status, GBytes *body);
void ta_hub_answer_free (TaHubAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHubAnswer, ta_hub_answer_free)

#define TA_TYPE_HUB_TRANSPORT (ta_hub_transport_get_type ())
G_DECLARE_INTERFACE (TaHubTransport, ta_hub_transport, TA, HUB_TRANSPORT, GObject)

/**
 * TaHubTransport:
 *
 * How questions get to a hub: over HTTP, or in tests to one in the same process.
 */
struct _TaHubTransportInterface
{
  GTypeInterface parent;

  TaHubAnswer *(*send) (TaHubTransport *self, const TaHubRequest *request, GCancellable *cancellable, GError **error);
};

/**
 * ta_hub_transport_send:
 *
 * Blocks. Every status is an answer; the errors are of %TA_SYNC_ERROR (NETWORK, TOO_LARGE, CERTIFICATE, ODD), or G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full)
 */
TaHubAnswer *ta_hub_transport_send (TaHubTransport *self, const TaHubRequest *request, GCancellable *cancellable, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-client.h"

struct _TaHubClient
{
  TaHubTransport *transport;
  char *db;
  char *user;
  char *authorization; /* (nullable) */
  gint64 retry_after_ms;
  gint64 clock_off_ms;
  guint requests;

  TaHubPasswordFunc password_func; /* (nullable) */
  gpointer password_data;
  GDestroyNotify password_destroy;

  /* What the tests set otherwise. */
  gint64 (*now_ms) (gpointer data);
  gpointer now_data;
  guint heartbeat_ms;
  guint idle_ms;
  guint total_ms;
  guint wait_ms; /* the most that is waited for changes */
  gsize most_page;
};

/** What a question is made of beside the database. */
typedef struct
{
  const char *method;
  const char *path; /* after the database, or from the root with @rooted */
  GBytes *body;
  const char *content_type; /* (nullable): JSON */
  gsize most;               /* 0: what is usual */
  gboolean waits;           /* for the hub to have something to say */
  gboolean rooted;
} TaHubQuestion;

void ta_hub_client_set_password (TaHubClient *client, const char *password);
/** (transfer full): an answer of 200 to 202; else %NULL with the error it comes to */
TaHubAnswer *ta_hub_client_ask (TaHubClient *client, const TaHubQuestion *question, GCancellable *cancellable, GError **error);
/** Turns what the readers say into %TA_SYNC_ERROR. Returns @result. */
gpointer ta_hub_client_sense (gpointer result, GError *failure, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-hub.h"

typedef struct
{
  char *rev;
  char *body; /* (nullable): an object without what the hub puts there */
  gboolean deleted;
} Version;

typedef struct
{
  char *id;
  guint seq;         /* of its last change */
  GPtrArray *leaves; /* of Version, the head first */
} Doc;

typedef struct
{
  GHashTable *docs;   /* of Doc by id */
  GHashTable *locals; /* of JSON by name */
  guint seq;
  char *uuid;
} Content;

struct _FakeHub
{
  GRand *rand;
  Content now;
  Content copy;
  double sloppy;
  gboolean numbered;
  gboolean upon_tombstones;
  guint writes;
  guint requests;
  char *poison;
  guint poison_status;
  guint most_rows;
  guint planned;
  FakeFault fault;
  GArray *asked; /* of gboolean: whether it was a write */
};

/** The head of @doc; (transfer none) */
Version *fake_doc_head (const Doc *doc);
/** (nullable) */
Doc *fake_hub_find (FakeHub *hub, const char *id);
Version *fake_doc_find (const Doc *doc, const char *rev);
/** The new revision, or %NULL: conflict. */
const char *fake_hub_write (FakeHub *hub, const char *id, const char *parent, const char *body, gboolean deleted, gboolean *unsure);

/** What @request, which is about to be asked, meets with. */
FakeFault fake_hub_next_fault (FakeHub *hub, const TaHubRequest *request);
/** Answers a question as a hub does. (transfer full) */
TaHubAnswer *fake_hub_answer (FakeHub *hub, const TaHubRequest *request);

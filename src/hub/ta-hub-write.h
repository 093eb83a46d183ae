/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-hub-edit.h"
#include "ta-hub-leaf-table.h"

typedef enum
{
  TA_HUB_WRITE_FAILED, /* the file did; with an error */
  TA_HUB_WRITE_DONE,
  TA_HUB_WRITE_CONFLICT
} TaHubWrite;

/** TaHubWriter: what writes within one transaction have in common. */
typedef struct
{
  TaHubBase *base;
  TaHubPod *pod;
  gboolean leaves;   /* whether the file has losing leaves; a write may make it so */
  gboolean siblings; /* accept what does not follow a leaf as another branch: --sloppy */
  const guint8 *id;  /* (nullable): the new revision's, where it was promised; else random */
  GString *body;     /* a buffer */
} TaHubWriter;

/** Compare and set: writes @edit where what it follows is still there. @rev takes the new revision. */
TaHubWrite ta_hub_write (TaHubWriter *writer, const TaHubEdit *edit, TaHubRev *rev, GError **error);

/** What a replicator brings: the revision is its own, and is kept beside whatever else there is; nothing happens where it is known. */
TaHubWrite ta_hub_write_replica (TaHubWriter *writer, const TaHubEdit *edit, GError **error);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-date.h"

typedef enum
{
  TA_DELIVERY_PENDING,
  TA_DELIVERY_DELIVERED,
  TA_DELIVERY_NOT_HOME,
  TA_DELIVERY_LEFT_SAFE
} TaDeliveryState;
extern const TaCode ta_delivery_state_codes[];

/** TaDelivery: what became of the dinner that a turn brings to a household. */
typedef struct
{
  char *id;
  char *household; /* id */
  int position;    /* in the round, from 0 on, where a person put it; -1: where the best round has it */
  TaDeliveryState state;
} TaDelivery;

/** TaUndelivered: a dinner that was brought in vain. */
typedef struct
{
  char *turn;      /* id */
  TaDate date;     /* of the turn */
  char *household; /* id */
  char *cook;      /* (nullable): id of the household that holds the turn */
} TaUndelivered;

void ta_undelivered_free (TaUndelivered *undelivered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaUndelivered, ta_undelivered_free)

TaDelivery *ta_delivery_new (const char *household);
void ta_delivery_free (TaDelivery *delivery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaDelivery, ta_delivery_free)

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-delivery.h"
#include "ta-rota-rules.h"
#include "ta-turn.h"

#include <gio/gio.h>

/** TaDrop: a door of a delivery round. Its texts are its own. */
typedef struct
{
  char *household; /* id */
  char *name;
  int colour;
  char *address;
  char *door_notes;
  char *phone; /* (nullable) */
  TaPoint place;
  int portions; /* hundredths, with the guests */
  gboolean late_plate;
  char *note;       /* of the eater */
  GPtrArray *needs; /* of char *: "Ana: peanuts (anaphylaxis)", the worst first */
  gboolean severe;  /* an allergy or worse is among them */
  TaMinutes from;   /* when dinners may be left; TA_MINUTES_NONE: at any time */
  TaMinutes until;
  int position; /* by hand; -1: none */
  TaDeliveryState state;
  /* Set by arranging, where the list is measured: */
  int leg;       /* metres from the door before */
  int way;       /* metres from the cook's door */
  int arrival;   /* minutes since midnight of the turn's date: may be over 1439 */
  int wait;      /* minutes until it may be left there */
  gboolean late; /* after its time */
} TaDrop;

/**
 * TaDropList: the delivery round of a turn: its doors in the order in which they are walked to.
 */
typedef struct
{
  char *turn; /* id */
  TaDate date;
  char *dish;      /* may be empty */
  char *cook;      /* (nullable): id of the household that holds the turn */
  char *cook_name; /* may be empty */
  char *cook_address;
  int cook_colour;
  TaPoint start;   /* the cook's door */
  TaMinutes ready; /* when the turn begins: nothing is out of the oven before */
  TaRotaRules *rules;
  GPtrArray *drops;    /* of TaDrop, in order: doors on the map */
  GPtrArray *unplaced; /* of TaDrop without a place, by name */
  gboolean by_hand;    /* a person put them in order */
  gboolean measured;   /* the cook's door and some others are on the map; only then the rest is set */
  gboolean proved;     /* no order is better */
  int length;          /* metres to the last door */
  int shortest;        /* metres: no round is shorter */
  int n_late;          /* doors reached after their time */
  int leave;           /* minutes since midnight: as late as does not make the end later */
  int last;            /* minutes: when the last dinner is handed over */
  int end;             /* minutes: when the last door is done */
  int back;            /* metres from the last door to the cook's */
  int home;            /* minutes: when whoever went round is there again */
  gboolean too_long;   /* from leaving to the last door is longer than the rules' hot_minutes */
} TaDropList;

/**
 * ta_drop_list_new:
 * @households: of TaHousehold: who holds the turn and who eats, and where the turn does not say who, those of its pod; others are passed over
 * @deliveries: of TaDelivery
 *
 * The doors of a turn: those of its eaters but the cook's. They are arranged by ta_drop_list_arrange(). (transfer full)
 */
TaDropList *ta_drop_list_new (const TaTurn *turn, GPtrArray *households, GPtrArray *deliveries, const TaRotaRules *rules);
void ta_drop_list_free (TaDropList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaDropList, ta_drop_list_free)

/**
 * ta_drop_list_arrange:
 *
 * Puts the doors in the best order, or where a person said one, in that: the shortest walk, or where doors have times, the one with the fewest that are reached
 * too late and of those the one that ends first. Reckons the ways and the times.
 */
void ta_drop_list_arrange (TaDropList *list, GCancellable *cancellable);

/** Puts the drop at @from at @to, by hand, and reckons anew. */
void ta_drop_list_move (TaDropList *list, guint from, guint to);

/** How much longer than the shortest the walk is at most, in per cent. */
double ta_drop_list_excess (const TaDropList *list);

/** Hundredths: of all drops. */
int ta_drop_list_portions (const TaDropList *list);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-code.h"
#include "ta-date.h"

typedef enum
{
  TA_POLL_YES,
  TA_POLL_RATHER_NOT,
  TA_POLL_NO
} TaPollReply;
extern const TaCode ta_poll_reply_codes[];

/** A time of day that is asked about. */
typedef struct
{
  TaMinutes from;
  TaMinutes until;
} TaPollBand;

typedef struct
{
  char *household; /* id */
  int weekday;     /* 1 Monday … 7 Sunday */
  int band;        /* index of the poll's */
  TaPollReply reply;
} TaPollAnswer;

/** TaPoll: which day of the week and time of day suits for something regular. */
typedef struct
{
  char *id;
  char *pod; /* id */
  char *title;
  guint weekdays; /* bit 0 Monday … bit 6 Sunday */
  GArray *bands;  /* of TaPollBand, up to 48 */
  int wanted;     /* how many households have to be able to, 1 … 99 */
  gboolean closed;
  GPtrArray *answers; /* of TaPollAnswer */
} TaPoll;

/** A slot that enough households can. */
typedef struct
{
  int weekday;
  int band;
  guint yes;
  guint rather_not;
  guint rank; /* 1: the best; what is as good has the same */
} TaPollSlot;

TaPoll *ta_poll_new (const char *pod, const char *title);
TaPoll *ta_poll_copy (const TaPoll *poll);
void ta_poll_free (TaPoll *poll);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaPoll, ta_poll_free)

/** (transfer none) (nullable): what @household said of a slot */
const TaPollAnswer *ta_poll_find_answer (const TaPoll *poll, const char *household, int weekday, int band);

/** Sets what @household says; @reply -1: nothing yet */
void ta_poll_set_answer (TaPoll *poll, const char *household, int weekday, int band, int reply);

/** (transfer full): of TaPollSlot: all that enough households can, also rather not; those that more say yes to first, then those that more can, then by day and time */
GArray *ta_poll_find_slots (const TaPoll *poll);

/** Reads "17:00-19:00, 19:00-21:00" into @bands; %FALSE leaves it alone. A dash of any length parts the times. */
gboolean ta_poll_bands_parse (const char *text, GArray *bands);
/** (transfer full) */
char *ta_poll_bands_to_text (const GArray *bands);

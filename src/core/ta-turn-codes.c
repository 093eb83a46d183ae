/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn.h"

#include <glib/gi18n-lib.h>

const TaCode ta_turn_state_codes[] = {
  [TA_TURN_PLANNED] = { "planned", N_ ("Planned") },
  [TA_TURN_PUBLISHED] = { "published", N_ ("Published") },
  [TA_TURN_SEEKING_COVER] = { "seeking-cover", N_ ("Seeking cover") },
  [TA_TURN_DONE] = { "done", N_ ("Done") },
  [TA_TURN_LATE] = { "late", N_ ("Done late") },
  [TA_TURN_MISSED] = { "missed", N_ ("Missed") },
  [TA_TURN_EXCUSED] = { "excused", N_ ("Excused") },
  [TA_TURN_CANCELLED] = { "cancelled", N_ ("Cancelled") },
  { NULL, NULL },
};

const TaCode ta_duty_codes[] = {
  [TA_DUTY_COOK] = { "cook", N_ ("Cook") },
  [TA_DUTY_HELPER] = { "helper", N_ ("Helper") },
  [TA_DUTY_DELIVERER] = { "deliverer", N_ ("Deliverer") },
  [TA_DUTY_SITTER] = { "sitter", N_ ("Sitter") },
  [TA_DUTY_TUTOR] = { "tutor", N_ ("Tutor") },
  [TA_DUTY_OTHER] = { "other", N_ ("Other") },
  { NULL, NULL },
};

const TaCode ta_rotation_codes[] = {
  [TA_ROTATION_NONE] = { "none", N_ ("Planned or by hand") },
  [TA_ROTATION_WEEKDAY] = { "weekday", N_ ("Each household its weekday") },
  [TA_ROTATION_ROTATE] = { "rotate", N_ ("In turns") },
  { NULL, NULL },
};

const TaCode ta_holiday_rule_codes[] = {
  [TA_HOLIDAY_KEEP] = { "keep", N_ ("Take place") },
  [TA_HOLIDAY_SKIP] = { "skip", N_ ("Are left out") },
  [TA_HOLIDAY_EARLIER] = { "earlier", N_ ("Move to an earlier day") },
  [TA_HOLIDAY_LATER] = { "later", N_ ("Move to a later day") },
  { NULL, NULL },
};

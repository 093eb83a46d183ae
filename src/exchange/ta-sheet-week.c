/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-kinds.h"

#include "ta-money.h"
#include "ta-sheet-source.h"
#include "ta-sheet-words.h"
#include "ta-turn-meal.h"

#include <glib/gi18n-lib.h>

#define DAYS 7

/* More are not named one by one where all but some eat. */
#define MANY_EATERS 8

/* A sheet on a fridge is read from a distance; smaller than this it would not be. */
#define LEAST_SCALE 0.75
#define MOST_SCALE 1.35

static void
write_day (TaSheet *sheet, const TaSheetSource *source, TaDate date, gboolean shaded)
{
  g_autofree char *name = ta_date_format (date, TA_DATE_DAY_NAME_LONG);
  g_autofree char *day = ta_date_format (date, TA_DATE_SHORT);
  const char *holiday = ta_sheet_source_holiday (source, date);

  ta_sheet_add_cell (sheet, shaded ? TA_CELL_SHADED : TA_CELL_PLAIN);
  ta_sheet_write (sheet, TA_INK_BOLD, name);
  ta_sheet_write (sheet, TA_INK_PLAIN, "\n");
  ta_sheet_write (sheet, TA_INK_PLAIN, day);
  if (holiday == NULL)
    return;
  ta_sheet_write (sheet, TA_INK_SMALL, "\n");
  ta_sheet_write (sheet, TA_INK_SMALL | TA_INK_ITALIC, holiday);
}

static void
write_who (TaSheet *sheet, const TaSheetSource *source, const TaTurn *turn)
{
  g_autofree char *holders = ta_sheet_source_holders (source, turn);
  g_autofree char *helpers = ta_sheet_source_helpers (source, turn);
  const char *state = ta_sheet_source_state (turn);
  TaInk struck = turn->state == TA_TURN_CANCELLED ? TA_INK_STRUCK : TA_INK_PLAIN;

  ta_sheet_add_text_cell (sheet, (*holders != '\0' ? TA_INK_BOLD : TA_INK_ITALIC) | struck, *holders != '\0' ? holders : _ ("nobody yet"));
  if (helpers != NULL)
    {
      ta_sheet_write (sheet, TA_INK_SMALL, "\n");
      ta_sheet_write (sheet, TA_INK_SMALL, helpers);
    }
  if (state != NULL)
    {
      ta_sheet_write (sheet, TA_INK_SMALL, "\n");
      ta_sheet_write (sheet, TA_INK_SMALL | TA_INK_ITALIC, state);
    }
}

/* No note: it may say why somebody cannot, which is nothing for a fridge. */
static void
write_what (TaSheet *sheet, const TaSheetSource *source, const TaTurn *turn)
{
  const TaService *service = ta_sheet_source_service (source, turn->service);
  const char *name = service != NULL ? service->name : "";
  gboolean titled = *turn->title != '\0';
  TaInk struck = turn->state == TA_TURN_CANCELLED ? TA_INK_STRUCK : TA_INK_PLAIN;

  ta_sheet_add_text_cell (sheet, struck, titled ? turn->title : name);
  if (titled && ta_sheet_source_has_services (source))
    {
      ta_sheet_write (sheet, TA_INK_SMALL, "\n");
      ta_sheet_write (sheet, TA_INK_SMALL, name);
    }
}

/* "Pereira 3, Silva 2.5 + 2 guests, Okafor 4 (late plate)" */
static char *
eaters_text (const TaSheetSource *source, GPtrArray *eaters)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < eaters->len; i++)
    {
      const TaEater *eater = g_ptr_array_index (eaters, i);
      const TaHousehold *household = ta_sheet_source_household (source, eater->household);
      g_autofree char *portions = ta_hundredths_format (eater->portions);

      g_string_append_printf (text, "%s%s\u00a0%s", text->len > 0 ? ", " : "", household != NULL ? household->name : "", portions);
      if (eater->guests > 0)
        g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, " + %d guest", " + %d guests", (gulong) eater->guests), eater->guests);
      if (eater->late_plate)
        g_string_append_printf (text, " (%s)", _ ("late plate"));
    }
  return g_string_free (text, FALSE);
}

static gboolean
eats (GPtrArray *eaters, const char *household)
{
  for (guint i = 0; i < eaters->len; i++)
    if (g_str_equal (((const TaEater *) g_ptr_array_index (eaters, i))->household, household))
      return TRUE;
  return FALSE;
}

/* Whether there is more to say of one of them than that it eats. */
static gboolean
has_remarks (GPtrArray *eaters)
{
  for (guint i = 0; i < eaters->len; i++)
    {
      const TaEater *eater = g_ptr_array_index (eaters, i);

      if (eater->guests > 0 || eater->late_plate)
        return TRUE;
    }
  return FALSE;
}

/* (nullable): "everyone", "everyone but Kim, Silva"; %NULL where the list is as short or says more */
static char *
everyone_text (const TaSheetSource *source, const TaTurn *turn, GPtrArray *eaters)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  guint n = 0;

  if (eaters->len <= MANY_EATERS || has_remarks (eaters))
    return NULL;
  for (guint i = 0; i < source->households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (source->households, i);

      if (g_strcmp0 (ta_household_pod (household, turn->date), turn->pod) != 0 || eats (eaters, household->id))
        continue;
      g_string_append_printf (missing, "%s%s", n++ > 0 ? ", " : "", household->name);
    }
  if (n > eaters->len / 2)
    return NULL;
  /* Translators: households that do not eat */
  return n > 0 ? g_strdup_printf (_ ("everyone but %s"), missing->str) : g_strdup (_ ("everyone"));
}

static gboolean
is_meal (const TaSheetSource *source, const TaTurn *turn)
{
  const TaService *service = ta_sheet_source_service (source, turn->service);

  return service != NULL && service->kind == TA_SERVICE_COOK;
}

static void
write_for (TaSheet *sheet, const TaSheetSource *source, const TaTurn *turn)
{
  g_autoptr (GPtrArray) eaters = ta_turn_meal_eaters (turn, source->households);
  g_autofree char *everyone = everyone_text (source, turn, eaters);
  g_autofree char *names = everyone != NULL ? g_steal_pointer (&everyone) : eaters_text (source, eaters);
  int sum = turn->portions >= 0 ? turn->portions : 0;
  g_autofree char *portions = NULL;

  ta_sheet_add_cell (sheet, TA_CELL_PLAIN);
  if (turn->state == TA_TURN_CANCELLED || (!is_meal (source, turn) && turn->eaters->len == 0))
    return;
  for (guint i = 0; i < eaters->len && turn->portions < 0; i++)
    {
      const TaEater *eater = g_ptr_array_index (eaters, i);

      sum += eater->portions + 100 * eater->guests;
    }
  portions = ta_sheet_portions_text (sum);
  ta_sheet_write (sheet, TA_INK_BOLD, portions);
  ta_sheet_write (sheet, TA_INK_SMALL, "\n");
  ta_sheet_write (sheet, TA_INK_SMALL, names);
}

static void
add_turn (TaSheet *sheet, const TaSheetSource *source, const TaTurn *turn, gboolean first, gboolean last)
{
  gboolean shaded = ta_sheet_source_holiday (source, turn->date) != NULL;
  g_autofree char *time = ta_minutes_format (turn->start);

  ta_sheet_add_row (sheet, (first ? TA_ROW_PART : 0) | (last ? 0 : TA_ROW_KEEP), 0);
  if (first)
    write_day (sheet, source, turn->date, shaded);
  else
    ta_sheet_add_cell (sheet, shaded ? TA_CELL_SHADED : TA_CELL_PLAIN);
  ta_sheet_add_text_cell (sheet, turn->state == TA_TURN_CANCELLED ? TA_INK_STRUCK : TA_INK_PLAIN, time);
  write_who (sheet, source, turn);
  write_what (sheet, source, turn);
  write_for (sheet, source, turn);
}

/* The turns of @pod (nullable: of all) on a day. */
static GPtrArray *
turns_on (const TaSheetSource *source, const char *pod, TaDate date)
{
  GPtrArray *turns = g_ptr_array_new ();

  for (guint i = 0; i < source->turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (source->turns, i);

      if (turn->date == date && (pod == NULL || g_str_equal (turn->pod, pod)))
        g_ptr_array_add (turns, turn);
    }
  return turns;
}

static void
add_day (TaSheet *sheet, const TaSheetSource *source, const char *pod, TaDate date)
{
  g_autoptr (GPtrArray) turns = turns_on (source, pod, date);

  for (guint i = 0; i < turns->len; i++)
    add_turn (sheet, source, g_ptr_array_index (turns, i), i == 0, i + 1 == turns->len);
  if (turns->len > 0)
    return;
  ta_sheet_add_row (sheet, TA_ROW_PART, 0);
  write_day (sheet, source, date, ta_sheet_source_holiday (source, date) != NULL);
}

static void
add_week (TaSheet *sheet, const TaSheetSource *source, const char *pod, TaDate from)
{
  ta_sheet_add_table (sheet, TA_LINES_RULED, (const int[]) { 19, 12, 22, 26, 34, -1 });
  ta_sheet_add_row (sheet, TA_ROW_HEAD, 0);
  ta_sheet_add_text_cell (sheet, TA_INK_SMALL, _ ("Day"));
  ta_sheet_add_text_cell (sheet, TA_INK_SMALL, _ ("Time"));
  ta_sheet_add_text_cell (sheet, TA_INK_SMALL, _ ("Who"));
  ta_sheet_add_text_cell (sheet, TA_INK_SMALL, _ ("What"));
  ta_sheet_add_text_cell (sheet, TA_INK_SMALL, _ ("For whom"));
  for (int i = 0; i < DAYS; i++)
    add_day (sheet, source, pod, from + i);
}

static gboolean
has_turns (const TaSheetSource *source, const char *pod)
{
  for (guint i = 0; i < source->turns->len; i++)
    {
      const TaTurn *turn = g_ptr_array_index (source->turns, i);

      if (g_str_equal (turn->pod, pod))
        return TRUE;
    }
  return FALSE;
}

/* Pods one under the other, each with its name. */
static void
add_pods (TaSheet *sheet, const TaSheetSource *source, TaDate from)
{
  for (guint i = 0; i < source->pods->len; i++)
    {
      const TaPod *pod = g_ptr_array_index (source->pods, i);

      if (!has_turns (source, pod->id))
        continue;
      ta_sheet_add_heading (sheet, pod->name);
      add_week (sheet, source, pod->id, from);
    }
}

static char *
subtitle_of (const TaSheetSource *source, const char *pod, TaDate from)
{
  g_autofree char *first = ta_date_format (from, TA_DATE_WEEKDAY);
  g_autofree char *last = ta_date_format (from + DAYS - 1, TA_DATE_WEEKDAY);
  const TaTurn *any = source->turns->len > 0 ? g_ptr_array_index (source->turns, 0) : NULL;
  const char *id = pod != NULL ? pod : any != NULL && !ta_sheet_source_has_pods (source) ? any->pod
                                                                                         : NULL;

  if (id == NULL)
    /* Translators: two days */
    return g_strdup_printf (_ ("%s to %s"), first, last);
  /* Translators: the name of a pod and two days */
  return g_strdup_printf (_ ("%s · %s to %s"), ta_sheet_source_pod_name (source, id), first, last);
}

TaSheet *
ta_sheet_load_week (TaDatabase *database, const TaSheetRequest *request, GError **error)
{
  TaDate from = ta_date_start_of_week (request->date, ta_locale_first_weekday ());
  g_autoptr (TaSheetSource) source = ta_sheet_source_read (database, request->pod, from, from + DAYS, error);
  g_autofree char *day = ta_date_format (from, TA_DATE_MEDIUM);
  g_autofree char *title = g_strdup_printf (_ ("Week of %s"), day);
  g_autofree char *subtitle = NULL;
  g_autofree char *foot = NULL;
  TaSheet *sheet;

  if (source == NULL)
    return NULL;
  subtitle = subtitle_of (source, request->pod, from);
  foot = ta_sheet_source_foot (source, request->printed);
  sheet = ta_sheet_new (title, subtitle);
  ta_sheet_set_foot (sheet, foot);
  ta_sheet_set_scale (sheet, LEAST_SCALE, MOST_SCALE);
  if (request->pod == NULL && ta_sheet_source_has_pods (source))
    add_pods (sheet, source, from);
  else
    add_week (sheet, source, NULL, from);
  return sheet;
}

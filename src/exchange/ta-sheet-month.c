/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-kinds.h"

#include "ta-sheet-source.h"

#include <glib/gi18n-lib.h>

#define DAYS 7
#define LEGEND_COLUMNS 4
#define LEAST_SCALE 0.7
#define MOST_SCALE 1.1

/* Who stands on the sheet by initials. */
typedef struct
{
  const TaHousehold *household; /* borrowed */
  char *initials;
  guint turns;
} Mark;

typedef struct
{
  const TaSheetSource *source;
  GArray *marks; /* of Mark */
  gboolean services;
  gboolean pods;
  gboolean drafts;
} Month;

static void
mark_clear (gpointer data)
{
  g_free (((Mark *) data)->initials);
}

static Mark *
find_mark (const Month *month, const char *household)
{
  for (guint i = 0; i < month->marks->len; i++)
    {
      Mark *mark = &g_array_index (month->marks, Mark, i);

      if (g_strcmp0 (mark->household->id, household) == 0)
        return mark;
    }
  return NULL;
}

static gboolean
is_taken (const Month *month, const char *initials)
{
  for (guint i = 0; i < month->marks->len; i++)
    if (g_strcmp0 (g_array_index (month->marks, Mark, i).initials, initials) == 0)
      return TRUE;
  return FALSE;
}

/* A number behind initials that somebody has already: on paper no colour tells the two apart. */
static char *
own_initials (const Month *month, const char *name)
{
  g_autofree char *initials = ta_household_initials (name);
  int number = 1;
  char *own = g_strdup (initials);

  while (is_taken (month, own))
    {
      g_free (own);
      own = g_strdup_printf ("%s%d", initials, ++number);
    }
  return own;
}

static gboolean
holds (const TaTurn *turn, const TaAssignment *assignment)
{
  return turn->state != TA_TURN_CANCELLED && assignment->role != TA_DUTY_HELPER && assignment->role != TA_DUTY_DELIVERER;
}

static guint
count_turns (const Month *month, const TaHousehold *household)
{
  guint n = 0;

  for (guint i = 0; i < month->source->turns->len; i++)
    {
      const TaTurn *turn = g_ptr_array_index (month->source->turns, i);

      for (guint j = 0; j < turn->assignments->len; j++)
        {
          const TaAssignment *assignment = g_ptr_array_index (turn->assignments, j);

          n += holds (turn, assignment) && g_str_equal (assignment->household, household->id);
        }
    }
  return n;
}

/* In the order of names, which the households are read in, so that initials are the same however turns move. */
static void
mark_households (Month *month)
{
  for (guint i = 0; i < month->source->households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (month->source->households, i);
      Mark mark = { household, NULL, count_turns (month, household) };

      if (mark.turns == 0)
        continue;
      mark.initials = own_initials (month, household->name);
      g_array_append_val (month->marks, mark);
    }
}

static void
write_holders (TaSheet *sheet, const Month *month, const TaTurn *turn, TaInk struck)
{
  gboolean any = FALSE;

  for (guint i = 0; i < turn->assignments->len; i++)
    {
      const TaAssignment *assignment = g_ptr_array_index (turn->assignments, i);
      const Mark *mark = holds (turn, assignment) ? find_mark (month, assignment->household) : NULL;

      if (mark == NULL)
        continue;
      if (any)
        ta_sheet_write (sheet, TA_INK_BOLD | struck, "+");
      ta_sheet_write (sheet, TA_INK_BOLD | TA_INK_LARGE | struck, mark->initials);
      any = TRUE;
    }
  if (!any)
    ta_sheet_write (sheet, TA_INK_ITALIC, turn->state == TA_TURN_CANCELLED ? _ ("cancelled") : _ ("nobody yet"));
}

static void
write_turn (TaSheet *sheet, Month *month, const TaTurn *turn)
{
  g_autofree char *time = ta_minutes_format (turn->start);
  const TaService *service = ta_sheet_source_service (month->source, turn->service);
  TaInk struck = turn->state == TA_TURN_CANCELLED ? TA_INK_STRUCK : TA_INK_PLAIN;

  ta_sheet_write (sheet, TA_INK_PLAIN, "\n");
  write_holders (sheet, month, turn, struck);
  if (turn->state == TA_TURN_PLANNED || turn->state == TA_TURN_SEEKING_COVER)
    {
      ta_sheet_write (sheet, TA_INK_BOLD, "?");
      month->drafts = TRUE;
    }
  ta_sheet_write (sheet, TA_INK_PLAIN, "\u2002");
  ta_sheet_write (sheet, TA_INK_SMALL | struck, time);
  if (month->services && service != NULL)
    {
      ta_sheet_write (sheet, TA_INK_SMALL, " ");
      ta_sheet_write (sheet, TA_INK_SMALL, service->name);
    }
  if (month->pods)
    {
      ta_sheet_write (sheet, TA_INK_SMALL, " ·\u00a0");
      ta_sheet_write (sheet, TA_INK_SMALL, ta_sheet_source_pod_name (month->source, turn->pod));
    }
}

static void
add_day (TaSheet *sheet, Month *month, TaDate date, TaDate from, TaDate until)
{
  const char *holiday = ta_sheet_source_holiday (month->source, date);
  g_autofree char *number = NULL;
  int day;

  if (date < from || date >= until)
    {
      ta_sheet_add_cell (sheet, TA_CELL_SHADED);
      return;
    }
  ta_date_to_ymd (date, NULL, NULL, &day);
  number = g_strdup_printf ("%d", day);
  ta_sheet_add_cell (sheet, TA_CELL_PLAIN);
  ta_sheet_write (sheet, TA_INK_PLAIN, number);
  if (holiday != NULL)
    {
      ta_sheet_write (sheet, TA_INK_PLAIN, "\u2002");
      ta_sheet_write (sheet, TA_INK_SMALL | TA_INK_ITALIC, holiday);
    }
  for (guint i = 0; i < month->source->turns->len; i++)
    {
      const TaTurn *turn = g_ptr_array_index (month->source->turns, i);

      if (turn->date == date)
        write_turn (sheet, month, turn);
    }
}

static void
add_grid (TaSheet *sheet, Month *month, TaDate from, TaDate until)
{
  TaDate first = ta_date_start_of_week (from, ta_locale_first_weekday ());

  ta_sheet_add_table (sheet, TA_LINES_GRID, (const int[]) { 1, 1, 1, 1, 1, 1, 1, -1 });
  ta_sheet_add_row (sheet, TA_ROW_HEAD, 0);
  for (int i = 0; i < DAYS; i++)
    {
      g_autofree char *name = ta_date_format (first + i, TA_DATE_DAY_NAME_LONG);

      ta_sheet_add_text_cell (sheet, TA_INK_BOLD, name);
    }
  for (TaDate week = first; week < until; week += DAYS)
    {
      ta_sheet_add_row (sheet, TA_ROW_STRETCH, 0);
      for (int i = 0; i < DAYS; i++)
        add_day (sheet, month, week + i, from, until);
    }
}

static void
add_mark (TaSheet *sheet, const Mark *mark)
{
  g_autofree char *turns = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u turn", "%u turns", mark->turns), mark->turns);

  ta_sheet_add_text_cell (sheet, TA_INK_BOLD, mark->initials);
  ta_sheet_write (sheet, TA_INK_PLAIN, "\u2002");
  ta_sheet_write (sheet, TA_INK_PLAIN, mark->household->name);
  ta_sheet_write (sheet, TA_INK_SMALL, ", ");
  ta_sheet_write (sheet, TA_INK_SMALL, turns);
}

static void
add_legend (TaSheet *sheet, const Month *month)
{
  if (month->marks->len > 0)
    ta_sheet_add_table (sheet, TA_LINES_BARE, (const int[]) { 1, 1, 1, 1, -1 });
  for (guint i = 0; i < month->marks->len; i++)
    {
      if (i % LEGEND_COLUMNS == 0)
        ta_sheet_add_row (sheet, i + LEGEND_COLUMNS < month->marks->len ? TA_ROW_KEEP : TA_ROW_PLAIN, 0);
      add_mark (sheet, &g_array_index (month->marks, Mark, i));
    }
  if (month->drafts)
    ta_sheet_add_paragraph (sheet, TA_INK_SMALL, _ ("? is not settled yet: a draft, or somebody looks for cover."));
}

static const char *
pod_name (const TaSheetSource *source, const char *pod)
{
  const TaTurn *any = source->turns->len > 0 ? g_ptr_array_index (source->turns, 0) : NULL;

  if (pod != NULL)
    return ta_sheet_source_pod_name (source, pod);
  return any != NULL && !ta_sheet_source_has_pods (source) ? ta_sheet_source_pod_name (source, any->pod) : _ ("All pods");
}

TaSheet *
ta_sheet_load_month (TaDatabase *database, const TaSheetRequest *request, GError **error)
{
  TaDate from = ta_date_start_of_month (request->date), until = ta_date_add_months (from, 1);
  g_autoptr (TaSheetSource) source = ta_sheet_source_read (database, request->pod, from, until, error);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  Month month = { source, marks };
  g_autofree char *title = ta_date_format (from, TA_DATE_MONTH);
  g_autofree char *foot = NULL;
  TaSheet *sheet;

  g_array_set_clear_func (marks, mark_clear);
  if (source == NULL)
    return NULL;
  month.services = ta_sheet_source_has_services (source);
  month.pods = ta_sheet_source_has_pods (source);
  mark_households (&month);
  foot = ta_sheet_source_foot (source, request->printed);
  sheet = ta_sheet_new (title, pod_name (source, request->pod));
  ta_sheet_set_foot (sheet, foot);
  ta_sheet_set_landscape (sheet, TRUE);
  ta_sheet_set_scale (sheet, LEAST_SCALE, MOST_SCALE);
  add_grid (sheet, &month, from, until);
  add_legend (sheet, &month);
  return sheet;
}

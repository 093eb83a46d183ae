/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-planning-error.h"
#include "ta-rota-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_HOUSEHOLDS 1000
#define MAX_TURNS 10000
#define MAX_DAYS 3700
#define MAX_TABLE 5000
#define MAX_PAIRS 4000000
#define MAX_POINTS 100000000

/* Reads words; remembers the line for the message. */
typedef struct
{
  const char *at;
  const char *end;
  int line;
} Reader;

static gboolean
complain (const Reader *reader, const char *what, GError **error)
{
  g_set_error (error, TA_PLANNING_ERROR, TA_PLANNING_ERROR_FORMAT, _ ("Line %d: %s"), reader->line, what);
  return FALSE;
}

static void
skip_space (Reader *reader)
{
  for (; reader->at < reader->end && g_ascii_isspace (*reader->at); reader->at++)
    reader->line += *reader->at == '\n';
}

/* The next word of this line; "" where there is none. */
static char *
next_word (Reader *reader)
{
  const char *start;

  while (reader->at < reader->end && g_ascii_isspace (*reader->at) && *reader->at != '\n')
    reader->at++;
  start = reader->at;
  while (reader->at < reader->end && !g_ascii_isspace (*reader->at))
    reader->at++;
  return g_strndup (start, (gsize) (reader->at - start));
}

static gboolean
next_int (Reader *reader, int low, int high, int *value, GError **error)
{
  g_autofree char *word = next_word (reader);
  gint64 number;

  if (!g_ascii_string_to_signed (word, 10, low, high, &number, NULL))
    {
      g_autofree char *what = NULL;

      if (!g_utf8_validate (word, -1, NULL) || strlen (word) > 40)
        g_set_str (&word, "…");
      what = g_strdup_printf (_ ("“%s” is not a whole number from %d to %d."), word, low, high);
      return complain (reader, what, error);
    }
  *value = (int) number;
  return TRUE;
}

static gboolean
read_table (Reader *reader, int low, int **table, int *n_table, GError **error)
{
  int n = 0;

  if (!next_int (reader, low, MAX_TABLE, &n, error))
    return FALSE;
  g_free (*table);
  *table = g_new0 (int, MAX (n, 1));
  *n_table = n;
  for (int i = 0; i < n; i++)
    if (!next_int (reader, 0, MAX_POINTS, &(*table)[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_household (Reader *reader, TaRotaProblem *problem, GError **error)
{
  TaRotaHousehold *household;
  int id = 0, most = 0;

  if (!next_int (reader, 0, problem->n_households - 1, &id, error))
    return FALSE;
  household = &problem->households[id];
  if (household->n_credit_costs != 0)
    return complain (reader, _ ("This household has a line already."), error);
  /* The highest credit is said twice in this format; the table of costs decides. */
  return next_int (reader, 0, MAX_POINTS, &most, error) && next_int (reader, 0, MAX_DAYS, &household->min_gap, error)
         && next_int (reader, 0, MAX_TURNS, &household->max_per_week, error)
         && next_int (reader, TA_ROTA_NEVER, 0, &household->last_day, error)
         && read_table (reader, 0, &household->gap_costs, &household->n_gap_costs, error)
         && read_table (reader, 1, &household->credit_costs, &household->n_credit_costs, error);
}

static gboolean
read_turn (Reader *reader, TaRotaProblem *problem, GError **error)
{
  TaRotaTurn *turn;
  int id = 0;

  if (!next_int (reader, 0, problem->n_turns - 1, &id, error))
    return FALSE;
  turn = &problem->turns[id];
  if (turn->places != 0)
    return complain (reader, _ ("This turn has a line already."), error);
  return next_int (reader, 0, problem->n_days - 1, &turn->day, error) && next_int (reader, 0, MAX_DAYS, &turn->week, error)
         && next_int (reader, 1, problem->n_households, &turn->places, error)
         && next_int (reader, 0, MAX_TABLE, &turn->credit, error);
}

static gboolean
read_pair (Reader *reader, TaRotaProblem *problem, GError **error)
{
  int household = 0, turn = 0;
  int *cost;

  if (!next_int (reader, 0, problem->n_households - 1, &household, error) || !next_int (reader, 0, problem->n_turns - 1, &turn, error))
    return FALSE;
  cost = &problem->costs[household * problem->n_turns + turn];
  if (*cost != TA_ROTA_INELIGIBLE)
    return complain (reader, _ ("This household and turn have a line already."), error);
  return next_int (reader, 0, MAX_POINTS, cost, error);
}

static gboolean
read_pin (Reader *reader, TaRotaProblem *problem, GError **error)
{
  int household = 0, turn = 0;

  if (!next_int (reader, 0, problem->n_households - 1, &household, error) || !next_int (reader, 0, problem->n_turns - 1, &turn, error))
    return FALSE;
  if (problem->pinned == NULL)
    problem->pinned = g_new0 (guint8, (gsize) problem->n_households * (gsize) problem->n_turns);
  problem->pinned[household * problem->n_turns + turn] = 1;
  return TRUE;
}

static gboolean
read_line (Reader *reader, const char *word, TaRotaProblem *problem, GError **error)
{
  if (g_str_equal (word, "h"))
    return read_household (reader, problem, error);
  if (g_str_equal (word, "t"))
    return read_turn (reader, problem, error);
  if (g_str_equal (word, "e"))
    return read_pair (reader, problem, error);
  if (g_str_equal (word, "p"))
    return read_pin (reader, problem, error);
  return complain (reader, _ ("A line begins with h, t, e or p."), error);
}

static TaRotaProblem *
read_head (Reader *reader, GError **error)
{
  g_autofree char *magic = NULL;
  g_autofree char *name = NULL;
  int version = 0, households = 0, turns = 0, days = 0;

  skip_space (reader);
  magic = next_word (reader);
  if (!g_str_equal (magic, "rota"))
    {
      complain (reader, _ ("The text begins with the word “rota”."), error);
      return NULL;
    }
  if (!next_int (reader, 1, 1, &version, error))
    return NULL;
  name = next_word (reader);
  if (*name == '\0' || !g_utf8_validate (name, -1, NULL))
    {
      complain (reader, _ ("A name is missing, or not in UTF-8."), error);
      return NULL;
    }
  skip_space (reader);
  if (!next_int (reader, 1, MAX_HOUSEHOLDS, &households, error) || !next_int (reader, 1, MAX_TURNS, &turns, error)
      || !next_int (reader, 1, MAX_DAYS, &days, error))
    return NULL;
  if (households * turns > MAX_PAIRS)
    {
      g_set_error (error, TA_PLANNING_ERROR, TA_PLANNING_ERROR_LIMIT, _ ("%d households with %d turns are too many."), households, turns);
      return NULL;
    }
  return ta_rota_problem_new (name, households, turns, days);
}

/* Pins are in every plan, so that they must leave one. */
static gboolean
check_pins (const Reader *reader, const TaRotaProblem *problem, GError **error)
{
  for (int t = 0; t < problem->n_turns; t++)
    {
      int pinned = 0;

      for (int h = 0; h < problem->n_households; h++)
        pinned += ta_rota_problem_is_pinned (problem, h, t);
      if (pinned > problem->turns[t].places)
        return complain (reader, _ ("A turn has more pinned households than places."), error);
    }
  for (int h = 0; h < problem->n_households; h++)
    {
      gint64 credit = 0;

      for (int t = 0; t < problem->n_turns; t++)
        credit += ta_rota_problem_is_pinned (problem, h, t) ? problem->turns[t].credit : 0;
      if (credit >= problem->households[h].n_credit_costs)
        return complain (reader, _ ("A household is pinned to more credit than it may have."), error);
    }
  return TRUE;
}

/* What no single line shows. */
static gboolean
check_whole (const Reader *reader, const TaRotaProblem *problem, GError **error)
{
  for (int h = 0; h < problem->n_households; h++)
    if (problem->households[h].n_credit_costs == 0)
      return complain (reader, _ ("A household has no line h."), error);
  for (int t = 0; t < problem->n_turns; t++)
    if (problem->turns[t].places == 0)
      return complain (reader, _ ("A turn has no line t."), error);
    else if (t > 0 && (problem->turns[t].day < problem->turns[t - 1].day || problem->turns[t].week < problem->turns[t - 1].week))
      return complain (reader, _ ("The turns are not in order of their days."), error);
  return check_pins (reader, problem, error);
}

TaRotaProblem *
ta_rota_problem_parse (const char *text, gsize length, GError **error)
{
  const char *start = length > 0 ? text : "";
  Reader reader = { start, start + length, 1 };
  g_autoptr (TaRotaProblem) problem = read_head (&reader, error);

  if (problem == NULL)
    return NULL;
  for (skip_space (&reader); reader.at < reader.end; skip_space (&reader))
    {
      g_autofree char *word = next_word (&reader);

      if (!read_line (&reader, word, problem, error))
        return NULL;
    }
  if (!check_whole (&reader, problem, error))
    return NULL;
  return g_steal_pointer (&problem);
}

static void
print_table (GString *text, const int *table, int n_table)
{
  g_string_append_printf (text, " %d", n_table);
  for (int i = 0; i < n_table; i++)
    g_string_append_printf (text, " %d", table[i]);
}

static void
print_household (GString *text, const TaRotaProblem *problem, int h)
{
  const TaRotaHousehold *household = &problem->households[h];

  g_string_append_printf (text, "h %d %d %d %d %d", h, household->n_credit_costs - 1, household->min_gap, household->max_per_week,
                          household->last_day);
  print_table (text, household->gap_costs, household->n_gap_costs);
  print_table (text, household->credit_costs, household->n_credit_costs);
  g_string_append_c (text, '\n');
}

static void
print_pairs (GString *text, const TaRotaProblem *problem, int h)
{
  for (int t = 0; t < problem->n_turns; t++)
    if (problem->costs[h * problem->n_turns + t] >= 0)
      g_string_append_printf (text, "e %d %d %d\n", h, t, problem->costs[h * problem->n_turns + t]);
  for (int t = 0; t < problem->n_turns; t++)
    if (ta_rota_problem_is_pinned (problem, h, t))
      g_string_append_printf (text, "p %d %d\n", h, t);
}

char *
ta_rota_problem_print (const TaRotaProblem *problem)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "rota 1 %s\n%d %d %d\n", problem->name, problem->n_households, problem->n_turns, problem->n_days);
  for (int h = 0; h < problem->n_households; h++)
    print_household (text, problem, h);
  for (int t = 0; t < problem->n_turns; t++)
    g_string_append_printf (text, "t %d %d %d %d %d\n", t, problem->turns[t].day, problem->turns[t].week, problem->turns[t].places,
                            problem->turns[t].credit);
  for (int h = 0; h < problem->n_households; h++)
    print_pairs (text, problem, h);
  return g_string_free (text, FALSE);
}

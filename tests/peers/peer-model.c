/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer-model.h"

/* A day on which the household may have a turn: a node of its flow. */
typedef struct
{
  int day;
  int week;        /* of all its turns, or -1 where they differ */
  gboolean pinned; /* the household is there in any case, and may take nothing more */
  GArray *turns;   /* int: columns, none for pinned turns */
  GArray *in;      /* int: columns */
  GArray *out;     /* int: columns */
  GArray *free;    /* int: columns of those who come back here after a long gap */
} Day;

typedef struct
{
  PeerModel *model;
  const TaRotaProblem *problem;
  int h;
  const TaRotaHousehold *household;
  int far;         /* gaps of this length and longer cost nothing and are always allowed */
  GPtrArray *days; /* Day */
} Builder;

static void
day_free (Day *day)
{
  g_array_unref (day->turns);
  g_array_unref (day->in);
  g_array_unref (day->out);
  g_array_unref (day->free);
  g_free (day);
}

static int
add_column (PeerModel *model, double lower, double upper, gint64 cost, gboolean integer)
{
  PeerColumn column = { lower, upper, cost, integer };

  g_array_append_val (model->columns, column);
  return (int) model->columns->len - 1;
}

static int
add_row (PeerModel *model, double lower, double upper)
{
  PeerRow row = { lower, upper };

  g_array_append_val (model->rows, row);
  return (int) model->rows->len - 1;
}

static void
add_entry (PeerModel *model, int row, int column, double value)
{
  PeerEntry entry = { row, column, value };

  g_array_append_val (model->entries, entry);
}

static void
add_entries (PeerModel *model, int row, const GArray *columns, double value)
{
  for (guint i = 0; i < columns->len; i++)
    add_entry (model, row, g_array_index (columns, int, i), value);
}

static int
turn_column (const Builder *self, int turn)
{
  return self->model->turn_columns[self->h * self->problem->n_turns + turn];
}

static gint64
gap_cost (const Builder *self, int gap)
{
  return gap < self->household->n_gap_costs ? self->household->gap_costs[gap] : 0;
}

/* ---- days --------------------------------------------------------------------------------------------------------------------------------- */

static Day *
find_day (Builder *self, int number, int week)
{
  Day *day = self->days->len > 0 ? g_ptr_array_index (self->days, self->days->len - 1) : NULL;

  if (day == NULL || day->day != number)
    {
      day = g_new0 (Day, 1);
      day->day = number;
      day->week = week;
      day->turns = g_array_new (FALSE, FALSE, sizeof (int));
      day->in = g_array_new (FALSE, FALSE, sizeof (int));
      day->out = g_array_new (FALSE, FALSE, sizeof (int));
      day->free = g_array_new (FALSE, FALSE, sizeof (int));
      g_ptr_array_add (self->days, day);
    }
  if (day->week != week)
    day->week = -1;
  return day;
}

static gboolean
has_pin_on (const Builder *self, int number)
{
  for (int t = 0; t < self->problem->n_turns; t++)
    if (self->problem->turns[t].day == number && ta_rota_problem_is_pinned (self->problem, self->h, t))
      return TRUE;
  return FALSE;
}

static gboolean
is_too_soon (const Builder *self, int number)
{
  int last = self->household->last_day;

  return last != TA_ROTA_NEVER && number - last < MAX (self->household->min_gap, 1);
}

static void
add_turn (Builder *self, int t)
{
  const TaRotaTurn *turn = &self->problem->turns[t];
  gboolean pinned = ta_rota_problem_is_pinned (self->problem, self->h, t);
  int cost = ta_rota_problem_cost (self->problem, self->h, t);
  int column;
  Day *day;

  if (cost < 0 || (!pinned && (is_too_soon (self, turn->day) || has_pin_on (self, turn->day))))
    return;
  column = add_column (self->model, pinned ? 1 : 0, 1, cost, TRUE);
  self->model->turn_columns[self->h * self->problem->n_turns + t] = column;
  day = find_day (self, turn->day, turn->week);
  if (!pinned)
    g_array_append_val (day->turns, column);
  else if (day->pinned)
    self->model->constant += gap_cost (self, 0);
  day->pinned |= pinned;
}

/* ---- the flow ----------------------------------------------------------------------------------------------------------------------------- */

static void
add_arc (Builder *self, Day *from, Day *to, gint64 cost)
{
  int column = add_column (self->model, 0, 1, cost, FALSE);

  g_array_append_val (from->out, column);
  g_array_append_val (to->in, column);
}

static void
add_arcs_from (Builder *self, guint from)
{
  Day *a = g_ptr_array_index (self->days, from);
  int back = add_column (self->model, 0, 1, 0, FALSE);
  gboolean returned = FALSE;

  g_array_append_val (a->out, back);
  for (guint i = from + 1; i < self->days->len && !returned; i++)
    {
      Day *b = g_ptr_array_index (self->days, i);
      gboolean both_pinned = a->pinned && b->pinned;
      int gap = b->day - a->day;

      returned = gap >= self->far;
      if (returned)
        g_array_append_val (b->free, back);
      else if (both_pinned || (gap >= self->household->min_gap && !(self->household->max_per_week == 1 && a->week >= 0 && a->week == b->week)))
        add_arc (self, a, b, gap_cost (self, gap));
    }
}

/* From the last turn before the period. Who has not been used before comes from afar. */
static void
add_starts (Builder *self)
{
  int row = add_row (self->model, -G_MAXDOUBLE, 1);
  int last = self->household->last_day;
  gboolean returned = FALSE;

  for (guint i = 0; i < self->days->len && !returned; i++)
    {
      Day *day = g_ptr_array_index (self->days, i);
      int column;

      returned = last == TA_ROTA_NEVER || day->day - last >= self->far;
      column = add_column (self->model, 0, 1, returned ? 0 : gap_cost (self, day->day - last), FALSE);
      g_array_append_val (returned ? day->free : day->in, column);
      add_entry (self->model, row, column, 1);
    }
}

/* Those whose last turn is long ago wait here from day to day, until one of them takes a turn. */
static void
add_waiting (Builder *self)
{
  int waiting = -1;

  for (guint i = 0; i < self->days->len; i++)
    {
      Day *day = g_ptr_array_index (self->days, i);
      int row = add_row (self->model, 0, 0);
      int take = add_column (self->model, 0, 1, 0, FALSE);

      if (waiting >= 0)
        add_entry (self->model, row, waiting, 1);
      add_entries (self->model, row, day->free, 1);
      add_entry (self->model, row, take, -1);
      g_array_append_val (day->in, take);
      waiting = add_column (self->model, 0, 1, 0, FALSE);
      add_entry (self->model, row, waiting, -1);
    }
}

static void
add_balance (Builder *self, const Day *day, const GArray *arcs)
{
  int row = add_row (self->model, day->pinned ? 1 : 0, day->pinned ? 1 : 0);

  add_entries (self->model, row, arcs, 1);
  if (!day->pinned)
    add_entries (self->model, row, day->turns, -1);
}

/* ---- weeks and credit --------------------------------------------------------------------------------------------------------------------- */

static void
add_week (Builder *self, int first, int end)
{
  int pinned = 0, held = 0, row;

  for (int t = first; t < end; t++)
    {
      pinned += ta_rota_problem_is_pinned (self->problem, self->h, t);
      held += turn_column (self, t) >= 0;
    }
  if (held <= MAX (self->household->max_per_week, pinned))
    return;
  row = add_row (self->model, -G_MAXDOUBLE, MAX (self->household->max_per_week, pinned));
  for (int t = first; t < end; t++)
    if (turn_column (self, t) >= 0)
      add_entry (self->model, row, turn_column (self, t), 1);
}

static void
add_weeks (Builder *self)
{
  int end;

  for (int first = 0; first < self->problem->n_turns; first = end)
    {
      for (end = first + 1; end < self->problem->n_turns && self->problem->turns[end].week == self->problem->turns[first].week; end++)
        ;
      add_week (self, first, end);
    }
}

static void
add_credit_entries (Builder *self, int row, double factor)
{
  for (int t = 0; t < self->problem->n_turns; t++)
    if (turn_column (self, t) >= 0 && self->problem->turns[t].credit != 0)
      add_entry (self->model, row, turn_column (self, t), factor * self->problem->turns[t].credit);
}

static gboolean
is_convex (const int *costs, int n_costs)
{
  for (int c = 2; c < n_costs; c++)
    if (costs[c] - costs[c - 1] < costs[c - 1] - costs[c - 2])
      return FALSE;
  return TRUE;
}

/* A line through each two neighbours of the table holds the cost up, and meets it at every whole number. */
static void
add_lines (Builder *self, const int *costs, int n_costs)
{
  int column = add_column (self->model, 0, G_MAXDOUBLE, 1, FALSE);

  for (int c = 0; c + 1 < n_costs; c++)
    {
      int slope = costs[c + 1] - costs[c];
      int row = add_row (self->model, (double) costs[c] - (double) slope * c, G_MAXDOUBLE);

      add_entry (self->model, row, column, 1);
      if (slope != 0)
        add_credit_entries (self, row, -slope);
    }
  if (n_costs == 1)
    self->model->constant += costs[0];
}

/* Where the table bends the wrong way: one of its entries is chosen. */
static void
add_choices (Builder *self, const int *costs, int n_costs)
{
  int one = add_row (self->model, 1, 1);
  int credit = add_row (self->model, 0, 0);

  for (int c = 0; c < n_costs; c++)
    {
      int column = add_column (self->model, 0, 1, costs[c], TRUE);

      add_entry (self->model, one, column, 1);
      if (c != 0)
        add_entry (self->model, credit, column, -c);
    }
  add_credit_entries (self, credit, 1);
}

static void
add_credit (Builder *self)
{
  const int *costs = self->household->credit_costs;
  int n_costs = self->household->n_credit_costs;

  if (is_convex (costs, n_costs))
    add_lines (self, costs, n_costs);
  else
    add_choices (self, costs, n_costs);
  add_credit_entries (self, add_row (self->model, -G_MAXDOUBLE, n_costs - 1), 1);
}

/* ---- the whole ---------------------------------------------------------------------------------------------------------------------------- */

static void
add_household (PeerModel *model, const TaRotaProblem *problem, int h)
{
  const TaRotaHousehold *household = &problem->households[h];
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) day_free);
  Builder self = { model, problem, h, household, MAX (MAX (household->n_gap_costs, household->min_gap), 1), days };

  for (int t = 0; t < problem->n_turns; t++)
    add_turn (&self, t);
  add_starts (&self);
  for (guint i = 0; i < days->len; i++)
    add_arcs_from (&self, i);
  add_waiting (&self);
  for (guint i = 0; i < days->len; i++)
    {
      add_balance (&self, g_ptr_array_index (days, i), ((Day *) g_ptr_array_index (days, i))->in);
      add_balance (&self, g_ptr_array_index (days, i), ((Day *) g_ptr_array_index (days, i))->out);
    }
  add_weeks (&self);
  add_credit (&self);
}

static void
add_cover (PeerModel *model, const TaRotaProblem *problem, int t, gint64 uncovered)
{
  int places = problem->turns[t].places;
  int row = add_row (model, places, places);

  add_entry (model, row, add_column (model, 0, places, uncovered, FALSE), 1);
  for (int h = 0; h < problem->n_households; h++)
    if (model->turn_columns[h * problem->n_turns + t] >= 0)
      add_entry (model, row, model->turn_columns[h * problem->n_turns + t], 1);
}

PeerModel *
peer_model_new (const TaRotaProblem *problem, gint64 uncovered)
{
  PeerModel *model = g_new0 (PeerModel, 1);
  int pairs = problem->n_households * problem->n_turns;

  model->columns = g_array_new (FALSE, FALSE, sizeof (PeerColumn));
  model->rows = g_array_new (FALSE, FALSE, sizeof (PeerRow));
  model->entries = g_array_new (FALSE, FALSE, sizeof (PeerEntry));
  model->turn_columns = g_new (int, pairs);
  for (int i = 0; i < pairs; i++)
    model->turn_columns[i] = -1;
  for (int h = 0; h < problem->n_households; h++)
    add_household (model, problem, h);
  for (int t = 0; t < problem->n_turns; t++)
    add_cover (model, problem, t, uncovered);
  return model;
}

void
peer_model_free (PeerModel *model)
{
  if (model == NULL)
    return;
  g_array_unref (model->columns);
  g_array_unref (model->rows);
  g_array_unref (model->entries);
  g_free (model->turn_columns);
  g_free (model);
}

TaRotaPlan *
peer_model_plan (const PeerModel *model, const TaRotaProblem *problem, const double *values)
{
  TaRotaPlan *plan = ta_rota_plan_new (problem);

  for (int t = 0; t < problem->n_turns; t++)
    {
      int place = plan->first_place[t];

      for (int h = 0; h < problem->n_households; h++)
        {
          int column = model->turn_columns[h * problem->n_turns + t];

          if (column >= 0 && values[column] > 0.5)
            {
              g_assert_cmpint (place, <, plan->first_place[t + 1]);
              plan->households[place++] = h;
            }
        }
    }
  return plan;
}

/* ---- MPS ---------------------------------------------------------------------------------------------------------------------------------- */

static char
row_kind (const PeerRow *row)
{
  return row->lower <= -G_MAXDOUBLE ? 'L' : row->upper >= G_MAXDOUBLE ? 'G'
                                                                      : 'E';
}

static gboolean
is_equation (const PeerRow *row)
{
  return row->lower >= row->upper;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const PeerEntry *one = a, *other = b;

  return one->column != other->column ? one->column - other->column : one->row - other->row;
}

static void
print_rows (GString *text, const PeerModel *model)
{
  g_string_append (text, "NAME          ROTA\nROWS\n N  COST\n");
  for (guint i = 0; i < model->rows->len; i++)
    {
      const PeerRow *row = &g_array_index (model->rows, PeerRow, i);

      g_assert_true (row_kind (row) != 'E' || is_equation (row));
      g_string_append_printf (text, " %c  R%u\n", row_kind (row), i);
    }
}

static void
print_marker (GString *text, guint number, gboolean begins)
{
  g_string_append_printf (text, "    M%-8u 'MARKER'                 '%s'\n", number, begins ? "INTORG" : "INTEND");
}

static void
print_columns (GString *text, const PeerModel *model)
{
  g_autoptr (GArray) entries = g_array_copy (model->entries);
  gboolean integer = FALSE;
  guint next = 0;

  g_array_sort (entries, compare_entries);
  g_string_append (text, "COLUMNS\n");
  for (guint i = 0; i < model->columns->len; i++)
    {
      const PeerColumn *column = &g_array_index (model->columns, PeerColumn, i);

      if (column->integer != integer)
        print_marker (text, i, column->integer);
      integer = column->integer;
      if (column->cost != 0)
        g_string_append_printf (text, "    C%-8u COST      %12" G_GINT64_FORMAT "\n", i, column->cost);
      for (; next < entries->len && g_array_index (entries, PeerEntry, next).column == (int) i; next++)
        g_string_append_printf (text, "    C%-8u R%-8d %12.0f\n", i, g_array_index (entries, PeerEntry, next).row,
                                g_array_index (entries, PeerEntry, next).value);
    }
  if (integer)
    print_marker (text, model->columns->len, FALSE);
}

static void
print_bounds (GString *text, const PeerModel *model)
{
  g_string_append (text, "RHS\n");
  for (guint i = 0; i < model->rows->len; i++)
    {
      const PeerRow *row = &g_array_index (model->rows, PeerRow, i);
      double side = row_kind (row) == 'L' ? row->upper : row->lower;

      if (side < 0 || side > 0)
        g_string_append_printf (text, "    RHS       R%-8u %12.0f\n", i, side);
    }
  g_string_append (text, "BOUNDS\n");
  for (guint i = 0; i < model->columns->len; i++)
    {
      const PeerColumn *column = &g_array_index (model->columns, PeerColumn, i);

      if (column->lower > 0)
        g_string_append_printf (text, " LO BND       C%-8u %12.0f\n", i, column->lower);
      if (column->upper < G_MAXDOUBLE)
        g_string_append_printf (text, " UP BND       C%-8u %12.0f\n", i, column->upper);
    }
}

char *
peer_model_print (const PeerModel *model)
{
  GString *text = g_string_new (NULL);

  print_rows (text, model);
  print_columns (text, model);
  print_bounds (text, model);
  g_string_append (text, "ENDATA\n");
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer-glpk.h"

#include <glpk.h>
#include <math.h>
#include <time.h>

typedef struct
{
  double end; /* processor time at which it gives up */
  double bound;
  gboolean closed;
} Watch;

void
peer_result_clear (PeerResult *result)
{
  g_clear_pointer (&result->plan, ta_rota_plan_free);
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static int
bounds_of (double lower, double upper)
{
  if (lower <= -G_MAXDOUBLE)
    return upper >= G_MAXDOUBLE ? GLP_FR : GLP_UP;
  if (upper >= G_MAXDOUBLE)
    return GLP_LO;
  return lower >= upper ? GLP_FX : GLP_DB;
}

static void
load_entries (glp_prob *lp, const PeerModel *model)
{
  guint n = model->entries->len;
  g_autofree int *rows = g_new (int, n + 1);
  g_autofree int *columns = g_new (int, n + 1);
  g_autofree double *values = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const PeerEntry *entry = &g_array_index (model->entries, PeerEntry, i);

      rows[i + 1] = entry->row + 1;
      columns[i + 1] = entry->column + 1;
      values[i + 1] = entry->value;
    }
  glp_load_matrix (lp, (int) n, rows, columns, values);
}

static glp_prob *
load (const PeerModel *model)
{
  glp_prob *lp = glp_create_prob ();

  glp_set_obj_dir (lp, GLP_MIN);
  glp_set_obj_coef (lp, 0, (double) model->constant);
  glp_add_rows (lp, (int) model->rows->len);
  glp_add_cols (lp, (int) model->columns->len);
  for (guint i = 0; i < model->rows->len; i++)
    {
      const PeerRow *row = &g_array_index (model->rows, PeerRow, i);

      glp_set_row_bnds (lp, (int) i + 1, bounds_of (row->lower, row->upper), row->lower, row->upper);
    }
  for (guint i = 0; i < model->columns->len; i++)
    {
      const PeerColumn *column = &g_array_index (model->columns, PeerColumn, i);

      glp_set_col_bnds (lp, (int) i + 1, bounds_of (column->lower, column->upper), column->lower, column->upper);
      glp_set_col_kind (lp, (int) i + 1, column->integer ? GLP_IV : GLP_CV);
      glp_set_obj_coef (lp, (int) i + 1, (double) column->cost);
    }
  load_entries (lp, model);
  return lp;
}

/* GLPK does not see that all objectives are whole numbers: it may stop where less than one is between its best and its bound. */
static void
watch (glp_tree *tree, void *data)
{
  Watch *self = data;
  int best = glp_ios_best_node (tree);

  if (best != 0)
    self->bound = glp_ios_node_bound (tree, best);
  if (now () > self->end)
    glp_ios_terminate (tree);
  if (best == 0 || glp_mip_status (glp_ios_get_prob (tree)) != GLP_FEAS)
    return;
  if (self->bound > glp_mip_obj_val (glp_ios_get_prob (tree)) - 1 + 1e-6)
    {
      self->closed = TRUE;
      glp_ios_terminate (tree);
    }
}

static void
take_plan (glp_prob *lp, const PeerModel *model, const TaRotaProblem *problem, PeerResult *result)
{
  g_autofree double *values = g_new (double, model->columns->len);

  for (guint i = 0; i < model->columns->len; i++)
    values[i] = glp_mip_col_val (lp, (int) i + 1);
  result->plan = peer_model_plan (model, problem, values);
}

void
peer_glpk_solve (const PeerModel *model, const TaRotaProblem *problem, int limit_ms, PeerResult *result)
{
  glp_prob *lp;
  glp_iocp options;
  Watch self = { 0, -G_MAXDOUBLE, FALSE };
  double start;
  int status;

  glp_term_out (GLP_OFF);
  lp = load (model);
  glp_init_iocp (&options);
  options.presolve = GLP_ON;
  options.msg_lev = GLP_MSG_OFF;
  /* This one is of wall time: for the relaxation before the search, in which nobody is called. */
  options.tm_lim = 20 * limit_ms;
  options.cb_func = watch;
  options.cb_info = &self;
  start = now ();
  self.end = start + limit_ms / 1000.0;
  glp_intopt (lp, &options);
  result->cpu = now () - start;
  status = glp_mip_status (lp);
  result->proved = status == GLP_OPT || (status == GLP_FEAS && self.closed);
  result->bound = result->proved ? round (glp_mip_obj_val (lp)) : self.bound;
  if (status == GLP_OPT || status == GLP_FEAS)
    take_plan (lp, model, problem, result);
  glp_delete_prob (lp);
}

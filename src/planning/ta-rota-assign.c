/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-assign.h"

#include <string.h>

#define FORBIDDEN ((gint64) 1 << 40)

typedef struct
{
  int n;
  int *places;
  int *holders;
  int *stamps;   /* by household: the round that it was last in */
  gint64 *costs; /* [holder * n + place] */
  gint64 *u, *v, *least;
  int *row_of, *way, *column_of;
  gboolean *used;
} Room;

static void
room_init (Room *room, const TaRotaBoard *board, int most)
{
  room->places = g_new0 (int, most);
  room->holders = g_new0 (int, most);
  room->stamps = g_new0 (int, board->model->n_households + 1);
  room->costs = g_new0 (gint64, (gsize) most * (gsize) most);
  room->u = g_new0 (gint64, most + 1);
  room->v = g_new0 (gint64, most + 1);
  room->least = g_new0 (gint64, most + 1);
  room->row_of = g_new0 (int, most + 1);
  room->way = g_new0 (int, most + 1);
  room->column_of = g_new0 (int, most + 1);
  room->used = g_new0 (gboolean, most + 1);
}

static void
room_clear (Room *room)
{
  g_free (room->places);
  g_free (room->holders);
  g_free (room->stamps);
  g_free (room->costs);
  g_free (room->u);
  g_free (room->v);
  g_free (room->least);
  g_free (room->row_of);
  g_free (room->way);
  g_free (room->column_of);
  g_free (room->used);
}

/* Scans from column j to the next nearest one, and moves the potentials by the distance. Columns count from 1; 0 is where the new row waits. */
static int
scan (Room *room, int j)
{
  int row = room->row_of[j];
  const gint64 *costs = room->costs + (gsize) (row - 1) * (gsize) room->n;
  gint64 delta = G_MAXINT64;
  int next = 0;

  room->used[j] = TRUE;
  for (int k = 1; k <= room->n; k++)
    {
      gint64 reduced = costs[k - 1] - room->u[row] - room->v[k];

      if (room->used[k])
        continue;
      if (reduced < room->least[k])
        {
          room->least[k] = reduced;
          room->way[k] = j;
        }
      if (room->least[k] < delta)
        {
          delta = room->least[k];
          next = k;
        }
    }
  for (int k = 0; k <= room->n; k++)
    if (room->used[k])
      {
        room->u[room->row_of[k]] += delta;
        room->v[k] -= delta;
      }
    else
      room->least[k] -= delta;
  return next;
}

/* Shortest augmenting paths, row by row. */
static void
solve (Room *room)
{
  memset (room->u, 0, (gsize) (room->n + 1) * sizeof (gint64));
  memset (room->v, 0, (gsize) (room->n + 1) * sizeof (gint64));
  memset (room->row_of, 0, (gsize) (room->n + 1) * sizeof (int));
  for (int row = 1; row <= room->n; row++)
    {
      int j = 0;

      for (int k = 0; k <= room->n; k++)
        {
          room->least[k] = G_MAXINT64 / 2;
          room->used[k] = FALSE;
        }
      room->row_of[0] = row;
      do
        j = scan (room, j);
      while (room->row_of[j] != 0);
      for (; j != 0; j = room->way[j])
        room->row_of[j] = room->row_of[room->way[j]];
    }
  for (int k = 1; k <= room->n; k++)
    room->column_of[room->row_of[k] - 1] = k - 1;
}

static void
pick (TaRotaBoard *board, Room *room, int stamp, int most)
{
  room->n = 0;
  for (int tries = 0; tries < most * 6 && room->n < most; tries++)
    {
      int place = board->places[ta_rota_random_below (&board->random, board->n_places)];
      int h = board->plan->households[place];

      if (h == TA_ROTA_NOBODY || room->stamps[h] == stamp)
        continue;
      room->stamps[h] = stamp;
      room->places[room->n] = place;
      room->holders[room->n++] = h;
    }
}

static void
price (TaRotaBoard *board, Room *room)
{
  for (int i = 0; i < room->n; i++)
    for (int j = 0; j < room->n; j++)
      {
        gint64 cost = ta_rota_board_add_cost (board, room->holders[i], board->turn_of_place[room->places[j]]);

        room->costs[i * room->n + j] = MIN (cost, FORBIDDEN);
      }
}

/* Two places of one turn never go to one household, since each takes one; that another place of the turn is the household's shows in its days. */
static void
permute (TaRotaBoard *board, Room *room)
{
  gint64 before = 0, after = 0;

  for (int i = 0; i < room->n; i++)
    ta_rota_board_remove (board, room->holders[i], board->turn_of_place[room->places[i]]);
  price (board, room);
  solve (room);
  for (int i = 0; i < room->n; i++)
    {
      before += room->costs[i * room->n + i];
      after += room->costs[i * room->n + room->column_of[i]];
    }
  for (int i = 0; i < room->n; i++)
    {
      int place = room->places[after <= before ? room->column_of[i] : i];

      ta_rota_board_add (board, room->holders[i], board->turn_of_place[place]);
      board->plan->households[place] = room->holders[i];
    }
  board->cost += MIN (after - before, 0);
}

void
ta_rota_exchange (TaRotaBoard *board, int n_rounds, int most)
{
  Room room = { 0 };

  if (board->n_places == 0 || board->cost >= TA_ROTA_BOARD_ILLEGAL)
    return;
  most = MIN (most, board->model->n_households);
  room_init (&room, board, most);
  for (int round = 1; round <= n_rounds && !ta_rota_budget_is_spent (board->budget); round++)
    {
      pick (board, &room, round, most);
      if (room.n >= 2)
        permute (board, &room);
      ta_rota_board_note (board);
      board->budget->work += room.n * room.n * (room.n / 16 + 3);
    }
  room_clear (&room);
}

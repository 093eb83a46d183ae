/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-measure.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

double
live_heap (void)
{
#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__
  struct mallinfo2 info = mallinfo2 ();

  return (double) (info.uordblks + info.hblkhd) / 1e6 - live_sqlite ();
#else
  return 0;
#endif
}

double
live_sqlite (void)
{
  return (double) sqlite3_memory_used () / 1e6;
}

static int
count_work (unsigned kind, void *data, void *statement, void *nanoseconds)
{
  LiveWork *work = data;

  work->statements++;
  work->steps += (guint64) sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, TRUE);
  return 0;
}

static gpointer
watch (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  sqlite3_trace_v2 (ta_database_get_handle (database), SQLITE_TRACE_PROFILE, count_work, data);
  return NULL;
}

static gpointer
take (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  LiveWork *work = data;
  LiveWork *taken = g_memdup2 (work, sizeof *work);

  *work = (LiveWork) { 0 };
  return taken;
}

void
live_work_watch (TaStore *store, LiveWork *work)
{
  ta_store_read (store, watch, work, NULL);
}

/* On the store's own thread, which is the one that counts. */
LiveWork
live_work_take (TaStore *store, LiveWork *work)
{
  g_autofree LiveWork *taken = ta_store_read (store, take, work, NULL);

  return *taken;
}

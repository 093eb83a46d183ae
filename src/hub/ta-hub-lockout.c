/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-lockout.h"

#define MOST_FAILURES 5
#define LOCKED_MS (5 * 60 * 1000)
#define MOST_ENTRIES 4096

typedef struct
{
  gint64 first; /* of the failures that count */
  guint count;
} Entry;

struct _TaHubLockout
{
  GHashTable *entries; /* from "address user" to Entry */
};

TaHubLockout *
ta_hub_lockout_new (void)
{
  TaHubLockout *self = g_new0 (TaHubLockout, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
ta_hub_lockout_free (TaHubLockout *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

static char *
make_key (const char *user, const char *address)
{
  return g_strdup_printf ("%s %s", address, user);
}

/* Also where the clock was set back since: nobody is locked out for as long as that. */
static gboolean
counts (const Entry *entry, gint64 now)
{
  return now >= entry->first && now - entry->first < LOCKED_MS;
}

gboolean
ta_hub_lockout_is_locked (TaHubLockout *self, const char *user, const char *address, gint64 now)
{
  g_autofree char *key = make_key (user, address);
  Entry *entry = g_hash_table_lookup (self->entries, key);

  return entry != NULL && entry->count >= MOST_FAILURES && counts (entry, now);
}

static gboolean
is_over (gpointer key, gpointer value, gpointer data)
{
  return !counts (value, *(gint64 *) data);
}

/* Somebody who fills the table under ever other names locks nobody out by it, and must not make it grow. */
static void
make_room (TaHubLockout *self, gint64 now)
{
  GHashTableIter iter;

  if (g_hash_table_size (self->entries) < MOST_ENTRIES)
    return;
  g_hash_table_foreach_remove (self->entries, is_over, &now);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_size (self->entries) > MOST_ENTRIES * 7 / 8 && g_hash_table_iter_next (&iter, NULL, NULL))
    g_hash_table_iter_remove (&iter);
}

void
ta_hub_lockout_fail (TaHubLockout *self, const char *user, const char *address, gint64 now)
{
  g_autofree char *key = make_key (user, address);
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    {
      make_room (self, now);
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_steal_pointer (&key), entry);
    }
  if (entry->count == 0 || !counts (entry, now))
    *entry = (Entry) { now, 0 };
  entry->count++;
}

void
ta_hub_lockout_succeed (TaHubLockout *self, const char *user, const char *address)
{
  g_autofree char *key = make_key (user, address);

  g_hash_table_remove (self->entries, key);
}

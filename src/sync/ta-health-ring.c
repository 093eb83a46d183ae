/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-health-ring.h"

#include "ta-id.h"
#include "ta-rewrite.h"
#include "ta-seal-error.h"

#include <glib/gi18n-lib.h>

/* A key, and where it is from. */
typedef struct
{
  char *name; /* as sealed values call it */
  char *lock; /* (nullable): id */
  TaSecret *key;
} Entry;

struct _TaHealthRing
{
  GPtrArray *entries; /* of Entry */
  TaSecret *copy_key; /* (nullable) */
  char *lock;         /* (nullable): of what seals */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry->lock);
  ta_secret_unref (entry->key);
  g_free (entry);
}

TaHealthRing *
ta_health_ring_new (void)
{
  TaHealthRing *self = g_new0 (TaHealthRing, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
ta_health_ring_free (TaHealthRing *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_clear_pointer (&self->copy_key, ta_secret_unref);
  g_free (self->lock);
  g_free (self);
}

static const Entry *
find_lock (const TaHealthRing *self, const char *lock)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];

      if (g_strcmp0 (entry->lock, lock) == 0)
        return entry;
    }
  return NULL;
}

static void
add_entry (GPtrArray *entries, const char *lock, TaSecret *key)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->name = ta_health_key_name (key);
  entry->lock = g_strdup (lock);
  entry->key = ta_secret_ref (key);
  g_ptr_array_add (entries, entry);
}

void
ta_health_ring_set_copy_key (TaHealthRing *self, TaSecret *key)
{
  g_clear_pointer (&self->copy_key, ta_secret_unref);
  self->copy_key = key != NULL ? ta_secret_ref (key) : NULL;
}

TaSecret *
ta_health_ring_get_key (TaHealthRing *self)
{
  const Entry *entry = self->lock != NULL ? find_lock (self, self->lock) : NULL;

  return entry != NULL ? entry->key : NULL;
}

const char *
ta_health_ring_get_lock (TaHealthRing *self)
{
  return self->lock;
}

/* What the storage is given ------------------------------------------------------------------------------------------------------------ */

/* A picture of the ring: the worker has it while the ring goes on. */
typedef struct
{
  GPtrArray *entries; /* of Entry */
  TaSecret *sealing;  /* (nullable) */
  char *sealing_name;
} Keys;

static void
keys_free (gpointer data)
{
  Keys *keys = data;

  g_ptr_array_unref (keys->entries);
  g_clear_pointer (&keys->sealing, ta_secret_unref);
  g_free (keys->sealing_name);
  g_free (keys);
}

static char *
seal_value (gpointer data, const char *place, const char *plain)
{
  const Keys *keys = data;

  return ta_health_seal (keys->sealing, place, plain);
}

static char *
open_value (gpointer data, const char *place, const char *sealed)
{
  const Keys *keys = data;
  g_autofree char *name = ta_health_sealed_key_name (sealed);

  for (guint i = 0; name != NULL && i < keys->entries->len; i++)
    {
      const Entry *entry = keys->entries->pdata[i];

      if (g_str_equal (entry->name, name))
        return ta_health_open (entry->key, place, sealed);
    }
  return NULL;
}

static gboolean
is_current (gpointer data, const char *sealed)
{
  const Keys *keys = data;
  g_autofree char *name = ta_health_sealed_key_name (sealed);

  return keys->sealing != NULL && g_strcmp0 (name, keys->sealing_name) == 0;
}

static TaHealthKeys *
new_keys (GPtrArray *entries, TaSecret *sealing)
{
  Keys *keys = g_new0 (Keys, 1);
  const TaHealthOps ops = { sealing != NULL ? seal_value : NULL, open_value, is_current };

  keys->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < entries->len; i++)
    add_entry (keys->entries, ((Entry *) entries->pdata[i])->lock, ((Entry *) entries->pdata[i])->key);
  if (sealing != NULL)
    {
      keys->sealing = ta_secret_ref (sealing);
      keys->sealing_name = ta_health_key_name (sealing);
    }
  return ta_health_keys_new (&ops, keys, keys_free);
}

static TaHealthKeys *
pod_keys (TaHealthRing *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);

  for (guint i = 0; i < self->entries->len; i++)
    add_entry (entries, NULL, ((Entry *) self->entries->pdata[i])->key);
  if (self->copy_key != NULL)
    add_entry (entries, NULL, self->copy_key);
  return new_keys (entries, ta_health_ring_get_key (self));
}

TaHealthKeys *
ta_health_copy_keys_new (TaSecret *key)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);

  add_entry (entries, NULL, key);
  return new_keys (entries, key);
}

static TaHealthKeys *
copy_keys (TaHealthRing *self)
{
  return self->copy_key != NULL ? ta_health_copy_keys_new (self->copy_key) : NULL;
}

/* One for all databases of a person. */
#define COPIES "copies"

TaSecret *
ta_health_copy_key_load (TaKeyStore *keys)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSecret) key = ta_key_store_load_sync (keys, COPIES, TA_KEY_KIND_HEALTH, NULL, NULL, &error);

  if (key != NULL || error != NULL)
    return g_steal_pointer (&key);
  key = ta_health_key_new ();
  return ta_key_store_save_sync (keys, COPIES, TA_KEY_KIND_HEALTH, key, NULL, NULL, NULL) ? g_steal_pointer (&key) : NULL;
}

/* Steps ---------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaHealthKeys *keys;      /* (nullable) */
  TaHealthKeys *copy_keys; /* (nullable) */
  TaHealthLock *lock;      /* (nullable): to be saved */
  const char *stored;      /* the lock by which it is to be sealed, "": none */
} Step;

static gpointer
read_locks (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_health_lock_table_list (database, error);
}

static gpointer
hand_over (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;

  ta_database_set_health_keys (database, step->keys);
  ta_database_set_copy_keys (database, step->copy_keys);
  return GINT_TO_POINTER (TRUE);
}

/* Returns: 1: there is nothing to do; 2: what is stored; 3: the rows, too */
static gpointer
look (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;
  g_autofree char *stored = NULL;
  gboolean needed;

  if (!ta_health_needs_conversion (database, &needed, error) || (stored = ta_health_stored_table_get (database, error)) == NULL)
    return NULL;
  return GINT_TO_POINTER (needed ? 3 : g_str_equal (stored, step->stored) ? 1
                                                                          : 2);
}

static gboolean
convert_rows (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;

  return (step->lock == NULL || ta_health_lock_table_save (database, step->lock, error)) && ta_health_convert_rows (database, error);
}

/* Only then it is done. While another program has the file open, which keeps what was in it, it is done the next time. */
static gboolean
sweep (TaDatabase *database, const char *stored, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (ta_rewrite_file (database, &failure))
    return ta_health_stored_table_set (database, stored, error);
  if (g_error_matches (failure, TA_STORAGE_ERROR, TA_STORAGE_ERROR_BUSY))
    {
      g_info ("The file is not written anew yet: %s", failure->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A read is in a transaction of its own, which is left: this is nobody's command, and neither undone nor sent. */
static gpointer
convert_stored (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;

  ta_database_rollback (database);
  if (!ta_database_begin (database, error))
    return NULL;
  if (ta_health_convert_stored (database, ta_database_now_ms (database), error) && ta_database_commit (database, error))
    return sweep (database, step->stored, error) ? GINT_TO_POINTER (TRUE) : NULL;
  ta_database_rollback (database);
  return NULL;
}

/* By nobody: what is done here is not what Ctrl+Z takes back. */
static gboolean
run (TaStore *store, const char *label, Step *step, GError **error)
{
  const TaOrigin origin = { "", NULL, TA_SOURCE_COMMAND, 0 };

  return ta_store_run (store, label, &origin, convert_rows, step, NULL, error);
}

static GPtrArray *
list_locks (TaStore *store, GError **error)
{
  return ta_store_read (store, read_locks, NULL, error);
}

/* What lies in the open is taken along. The eldest lock that is on is the one that seals; others come of two devices that turned it on apart. */
static TaHealthRingState
choose (TaHealthRing *self, GPtrArray *locks)
{
  const TaHealthLock *first = locks->len > 0 ? locks->pdata[0] : NULL;

  for (guint i = 0; i < locks->len; i++)
    {
      const TaHealthLock *lock = locks->pdata[i];
      g_autoptr (TaSecret) key = !lock->on && find_lock (self, lock->id) == NULL ? ta_health_key_unwrap (lock->wrapped, NULL, NULL) : NULL;

      if (key != NULL)
        add_entry (self->entries, lock->id, key);
    }
  g_clear_pointer (&self->lock, g_free);
  if (first == NULL || !first->on)
    return TA_HEALTH_RING_OFF;
  if (find_lock (self, first->id) == NULL)
    return TA_HEALTH_RING_LOCKED;
  self->lock = g_strdup (first->id);
  return TA_HEALTH_RING_OPEN;
}

static const char *
label_of (TaHealthRingState state)
{
  return state == TA_HEALTH_RING_OFF ? _ ("Opened the health data") : _ ("Sealed the health data");
}

static gboolean
bring_up_to_date (TaStore *store, Step *step, TaHealthRingState state, GError **error)
{
  int todo = GPOINTER_TO_INT (ta_store_read (store, look, step, error));

  if (todo == 3 && !run (store, label_of (state), step, error))
    return FALSE;
  return todo == 1 || (todo != 0 && ta_store_read (store, convert_stored, step, error) != NULL);
}

static gboolean
apply (TaHealthRing *self, TaStore *store, GPtrArray *locks, TaHealthRingState *state, GError **error)
{
  g_autoptr (TaHealthKeys) pod = NULL;
  g_autoptr (TaHealthKeys) copies = NULL;
  Step step = { 0 };

  *state = choose (self, locks);
  pod = pod_keys (self);
  copies = copy_keys (self);
  step.keys = pod;
  step.copy_keys = copies;
  step.stored = self->lock != NULL ? self->lock : "";
  return ta_store_read (store, hand_over, &step, error) != NULL
         && (*state == TA_HEALTH_RING_LOCKED || bring_up_to_date (store, &step, *state, error));
}

gboolean
ta_health_ring_apply (TaHealthRing *self, TaStore *store, TaHealthRingState *state, GError **error)
{
  g_autoptr (GPtrArray) locks = list_locks (store, error);

  return locks != NULL && apply (self, store, locks, state, error);
}

/* Locks ---------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
set_off (TaStore *store, TaHealthLock *lock, TaSecret *key, GError **error)
{
  Step step = { .lock = lock };

  lock->on = FALSE;
  g_free (lock->wrapped);
  lock->wrapped = ta_health_key_bare (key);
  return run (store, _ ("Turned a lock of the health data off"), &step, error);
}

/* Of two that were turned on apart the elder stays, once both are open and what the younger sealed has been sealed with it. */
static gboolean
drop_younger (TaHealthRing *self, TaStore *store, GPtrArray *locks, GError **error)
{
  for (guint i = 1; i < locks->len; i++)
    {
      TaHealthLock *lock = locks->pdata[i];
      const Entry *entry = find_lock (self, lock->id);

      if (lock->on && entry != NULL && !set_off (store, lock, entry->key, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ta_health_ring_unlock (TaHealthRing *self, TaStore *store, const char *passphrase, TaHealthRingState *state, GError **error)
{
  g_autoptr (GPtrArray) locks = list_locks (store, error);
  g_autoptr (GError) failure = NULL;
  gboolean any = FALSE;

  for (guint i = 0; locks != NULL && i < locks->len; i++)
    {
      const TaHealthLock *lock = locks->pdata[i];
      g_autoptr (TaSecret) key = NULL;

      if (!lock->on)
        continue;
      g_clear_error (&failure);
      key = ta_health_key_unwrap (lock->wrapped, passphrase, &failure);
      any = any || key != NULL;
      if (key != NULL && find_lock (self, lock->id) == NULL)
        add_entry (self->entries, lock->id, key);
    }
  if (locks == NULL)
    return FALSE;
  if (!any && failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return apply (self, store, locks, state, error) && (*state != TA_HEALTH_RING_OPEN || drop_younger (self, store, locks, error));
}

gboolean
ta_health_ring_unlock_with_key (TaHealthRing *self, TaStore *store, TaSecret *key, TaHealthRingState *state, GError **error)
{
  g_autoptr (GPtrArray) locks = list_locks (store, error);
  const TaHealthLock *lock = locks != NULL && locks->len > 0 ? locks->pdata[0] : NULL;

  if (lock == NULL || !lock->on)
    return FALSE;
  if (find_lock (self, lock->id) == NULL)
    add_entry (self->entries, lock->id, key);
  return apply (self, store, locks, state, error);
}

gboolean
ta_health_ring_lock (TaHealthRing *self, TaStore *store, TaHealthRingState *state, GError **error)
{
  g_ptr_array_set_size (self->entries, 0);
  return ta_health_ring_apply (self, store, state, error);
}

gboolean
ta_health_ring_turn_on (TaHealthRing *self, TaStore *store, const char *passphrase, TaHealthCost cost, TaHealthRingState *state, GError **error)
{
  g_autoptr (TaHealthLock) lock = g_new0 (TaHealthLock, 1);
  g_autoptr (TaSecret) key = ta_health_key_new ();
  g_autoptr (TaHealthKeys) pod = NULL;
  g_autoptr (TaHealthKeys) copies = copy_keys (self);
  Step step = { .lock = lock, .copy_keys = copies };

  lock->id = ta_id_new ();
  lock->on = TRUE;
  lock->wrapped = ta_health_key_wrap (key, passphrase, cost, error);
  if (lock->wrapped == NULL)
    return FALSE;
  lock->made_at = g_get_real_time () / 1000;
  add_entry (self->entries, lock->id, key);
  g_set_str (&self->lock, lock->id);
  /* First the key, so that the lock and all that it seals are one command. */
  step.keys = pod = pod_keys (self);
  return ta_store_read (store, hand_over, &step, error) != NULL && run (store, _ ("Locked the health data"), &step, error)
         && ta_health_ring_apply (self, store, state, error);
}

/* Whether @passphrase is that of @lock itself: of two that were turned on apart the younger's opens what it sealed, and decides nothing of the elder. */
static gboolean
is_its_own (const TaHealthLock *lock, const char *passphrase, GError **error)
{
  g_autoptr (TaSecret) key = ta_health_key_unwrap (lock->wrapped, passphrase, error);

  return key != NULL;
}

/* The lock that seals, once @passphrase has opened it. */
static TaHealthLock *
take_lock (TaHealthRing *self, TaStore *store, const char *passphrase, TaHealthRingState *state, GError **error)
{
  g_autoptr (GPtrArray) before = list_locks (store, error);
  const TaHealthLock *first = before != NULL && before->len > 0 ? before->pdata[0] : NULL;
  g_autoptr (GPtrArray) locks = NULL;

  if (before == NULL || (first != NULL && first->on && !is_its_own (first, passphrase, error)))
    return NULL;
  locks = ta_health_ring_unlock (self, store, passphrase, state, error) ? list_locks (store, error) : NULL;
  if (locks == NULL)
    return NULL;
  if (*state == TA_HEALTH_RING_OPEN && locks->len > 0)
    return g_ptr_array_steal_index (locks, 0);
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_DAMAGED, _ ("The passphrase is not the right one."));
  return NULL;
}

gboolean
ta_health_ring_change (TaHealthRing *self, TaStore *store, const char *passphrase, const char *to, TaHealthCost cost, TaHealthRingState *state, GError **error)
{
  g_autoptr (TaHealthLock) lock = take_lock (self, store, passphrase, state, error);
  Step step = { .lock = lock };

  if (lock == NULL)
    return FALSE;
  g_free (lock->wrapped);
  lock->wrapped = ta_health_key_wrap (ta_health_ring_get_key (self), to, cost, error);
  return lock->wrapped != NULL && run (store, _ ("Changed the passphrase of the health data"), &step, error);
}

gboolean
ta_health_ring_turn_off (TaHealthRing *self, TaStore *store, const char *passphrase, TaHealthRingState *state, GError **error)
{
  g_autoptr (TaHealthLock) lock = take_lock (self, store, passphrase, state, error);
  g_autoptr (TaSecret) key = lock != NULL ? ta_secret_ref (ta_health_ring_get_key (self)) : NULL;

  return lock != NULL && set_off (store, lock, key, error) && ta_health_ring_apply (self, store, state, error);
}

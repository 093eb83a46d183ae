/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-household.h"
#include "ta-value.h"

/*
 * Health data that may be kept sealed: the columns of ta_domain_sensitive. This layer knows where it lies and what has to be sealed; how, and
 * with what key, is told to it by whoever opens the database.
 *
 * A sealed value is a line that begins with "sealed:" and a digit. A note may have several of them, where a merge has put texts together.
 */

/** How a text begins that nobody can open: of a copy that was made where there was no key. */
#define TA_HEALTH_WITHHELD_TEXT "sealed:0:"

/** TaHealthOps: what seals and opens. May be called from any thread, by one at a time. */
typedef struct
{
  /** One line; (transfer full). (nullable): %NULL where these keys only open */
  char *(*seal) (gpointer data, const char *place, const char *plain);
  /** (nullable) (transfer full): %NULL where none of the keys opens it, or not at this place */
  char *(*open) (gpointer data, const char *place, const char *sealed);
  /** Whether it is sealed with the key that seals. */
  gboolean (*is_current) (gpointer data, const char *sealed);
} TaHealthOps;

TaHealthKeys *ta_health_keys_new (const TaHealthOps *ops, gpointer data, GDestroyNotify destroy);
TaHealthKeys *ta_health_keys_ref (TaHealthKeys *keys);
void ta_health_keys_unref (TaHealthKeys *keys);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHealthKeys, ta_health_keys_unref)

/** Whether some line of @text is sealed. */
gboolean ta_health_is_sealed (const char *text);

/**
 * ta_health_place:
 * @element: the row's, as ta-document.h has it: a person's id, or "PERSON|ALLERGEN"
 *
 * What a value is bound to. It is not the row's id: where two devices add the same allergy, one of the two ids goes. (transfer full)
 */
char *ta_health_place (const char *table, const char *element, const char *column);
/** The element of an allergy. (transfer full) */
char *ta_health_allergy_element (const char *person, const char *allergen);

/** What @text says; (nullable): %NULL where a line of it cannot be opened. (transfer full) */
char *ta_health_open_text (TaHealthKeys *keys, const char *place, const char *text);

/**
 * ta_health_convert_text:
 * @on: whether it shall be sealed
 *
 * Returns: (transfer full) (nullable): the text as it shall be stored; %NULL where it is right as it is, or cannot be opened
 */
char *ta_health_convert_text (TaHealthKeys *keys, gboolean on, const char *place, const char *text);

/** @text as a person may see it here: opened with the database's keys, or as it is. @element: as for ta_health_place(). (transfer full) */
char *ta_health_shown_text (TaDatabase *database, const char *table, const char *element, const char *column, const char *text);
/** The same for a value of a document; @key: as ta-document.h has it. (transfer full) */
TaValue *ta_health_shown_value (TaDatabase *database, const char *key, TaValue *value);
/** The reverse: as it is to be stored. (transfer full) (nullable): %NULL with TA_STORAGE_ERROR_LOCKED where it has to be unlocked for that */
TaValue *ta_health_stored_value (TaDatabase *database, const char *key, TaValue *value, GError **error);

/* Rows --------------------------------------------------------------------------------------------------------------------------------- */

/** Opens what was read of @people (id → TaPerson): their notes, and their allergies. */
gboolean ta_health_open_people (TaDatabase *database, GHashTable *people, GError **error);

/**
 * Puts into @person what is to be stored: seals what was said, where the pod's health data is locked. What could not be seen stays as it is,
 * and so does what lies in the open still while it is locked here. %FALSE with TA_STORAGE_ERROR_LOCKED where it has to be unlocked for that.
 */
gboolean ta_health_seal_person (TaDatabase *database, TaPerson *person, GError **error);

/** What is stored of an allergy, sealed or not. @severity, @note: (out) (transfer full) (nullable): %NULL where there is none */
gboolean ta_health_table_get_allergy (TaDatabase *database, const char *person, const char *allergen, char **severity, char **note, GError **error);
/** The same of the notes on a person. */
gboolean ta_health_table_get_notes (TaDatabase *database, const char *person, char **notes, GError **error);

/* The lock ----------------------------------------------------------------------------------------------------------------------------- */

/** TaHealthLock: a row of health_lock. */
typedef struct
{
  char *id;
  gboolean on;
  char *wrapped;
  gint64 made_at; /* ms since 1970 */
} TaHealthLock;

void ta_health_lock_free (TaHealthLock *lock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaHealthLock, ta_health_lock_free)

/** Those that are on first, the eldest before others. (transfer full): of TaHealthLock */
GPtrArray *ta_health_lock_table_list (TaDatabase *database, GError **error);
gboolean ta_health_lock_table_save (TaDatabase *database, const TaHealthLock *lock, GError **error);
/** Whether health data is to be sealed. */
gboolean ta_health_lock_table_is_on (TaDatabase *database, gboolean *on, GError **error);

/* All of it ---------------------------------------------------------------------------------------------------------------------------- */

/**
 * ta_health_convert_rows:
 *
 * As a command: makes every row be sealed, or not, as the lock says, as far as the database's keys open it.
 */
gboolean ta_health_convert_rows (TaDatabase *database, GError **error);

/**
 * ta_health_convert_stored:
 * @now_ms: milliseconds since 1970
 *
 * The same for the history and the documents of the exchange, in a transaction. Undo works across it, since rows and history have the same texts.
 */
gboolean ta_health_convert_stored (TaDatabase *database, gint64 now_ms, GError **error);

/** By which lock the history and the documents were sealed last (id), and the file was written anew; "": they are open. (transfer full) */
char *ta_health_stored_table_get (TaDatabase *database, GError **error);
gboolean ta_health_stored_table_set (TaDatabase *database, const char *lock, GError **error);

/** Whether anything in the rows is to be converted and can be. */
gboolean ta_health_needs_conversion (TaDatabase *database, gboolean *needed, GError **error);

/**
 * ta_health_seal_copy:
 * @copy: a database that is not in use
 *
 * Seals what is open in it, with its copy keys where it has some; else it is taken out, and a severity is then to be taken for the worst.
 */
gboolean ta_health_seal_copy (TaDatabase *copy, GError **error);

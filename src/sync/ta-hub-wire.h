/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/*
 * What goes over the wire to a hub, as text: the part of CouchDB's interface that is used here. Nothing in it is trusted. Every reader answers
 * G_IO_ERROR_INVALID_DATA to what is not of the right shape, too deep or of too many parts, whatever its size.
 */

/** Rows at most that are asked for at once. */
#define TA_HUB_PAGE_ROWS 500

/** TaWireSealed: the members of an envelope. */
typedef struct
{
  gint64 version; /* "v"; 0: it has none */
  char *key;      /* "k" (nullable) */
  char *content;  /* "c" (nullable) */
} TaWireSealed;

void ta_wire_sealed_clear (TaWireSealed *sealed);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TaWireSealed, ta_wire_sealed_clear)

/** TaWireDoc: a document as a hub has it. */
typedef struct
{
  char *id; /* 32 lower-case hex digits */
  char *rev;
  gboolean deleted;
  char **conflicts;    /* (nullable): revisions of other versions beside this one */
  GBytes *answer;      /* (nullable): what it came in; %NULL: the hub gave its revision only */
  const char *text;    /* in @answer: the whole of it */
  gsize length;        /* of @text */
  TaWireSealed sealed; /* of @text */
  gboolean more;       /* there are other members in it, besides those and the hub's own */
} TaWireDoc;

void ta_wire_doc_free (TaWireDoc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaWireDoc, ta_wire_doc_free)
/** What a member says that is a text, and none of an envelope. (transfer full) (nullable) */
char *ta_wire_doc_dup_text (const TaWireDoc *doc, const char *name);
/** The envelope: its members but the hub's own (_id, _rev and so on). (transfer full) (nullable): there are none, as in a document that was just deleted */
char *ta_wire_doc_dup_envelope (const TaWireDoc *doc);

/** TaWirePage: an answer to _changes or _all_docs. */
typedef struct
{
  GPtrArray *docs; /* of TaWireDoc; those whose names are none of ours are left out */
  guint rows;      /* with those */
  char *next;      /* of _changes: what to ask for next with since; of _all_docs: the last row's id, %NULL where there was no row */
} TaWirePage;

void ta_wire_page_free (TaWirePage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaWirePage, ta_wire_page_free)

/** TaWireResult: what became of one document of a _bulk_docs. */
typedef struct
{
  char *id;     /* (nullable): the hub did not say */
  char *rev;    /* (nullable): it was not taken */
  char *error;  /* (nullable): a word, "conflict" */
  char *reason; /* (nullable) */
} TaWireResult;

/** TaWirePut: a document to be written. */
typedef struct
{
  const char *id;
  const char *rev;      /* (nullable): the parent */
  const char *envelope; /* (nullable): a JSON object as text; %NULL: it is deleted */
} TaWirePut;

/** TaWireAccount: a device's account on a hub of ours. */
typedef struct
{
  char *user;
  char *device;
  gint64 created; /* ms since 1970; 0: not known */
  gint64 seen_at; /* ms since 1970; 0: never */
  gboolean mine;
} TaWireAccount;

void ta_wire_account_free (TaWireAccount *account);

/** TaWireWelcome: what a hub of ours answers to an invitation. */
typedef struct
{
  char *db;
  char *user;
  char *password;
  char *box; /* (nullable): what the inviter left for the new device, sealed */
} TaWireWelcome;

/** TaWireFeed: a calendar that a hub of ours hands out. */
typedef struct
{
  char *hash; /* 64 lower-case hexadecimal digits */
  char *etag; /* the first half of the body's SHA-256, as hexadecimal digits; "" where the hub does not say */
} TaWireFeed;

void ta_wire_feed_free (TaWireFeed *feed);

void ta_wire_welcome_free (TaWireWelcome *welcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaWireWelcome, ta_wire_welcome_free)

/** GET /{db}: the sequence to start from. (transfer full) @documents: (out) (optional) */
char *ta_hub_wire_read_info (GBytes *text, gint64 *documents, GError **error);
TaWirePage *ta_hub_wire_read_changes (GBytes *text, GError **error);
TaWirePage *ta_hub_wire_read_all_docs (GBytes *text, GError **error);
/** The answer to _bulk_docs. (transfer full): of TaWireResult */
GPtrArray *ta_hub_wire_read_results (GBytes *text, GError **error);
/** The answer to _bulk_get. What is missing is not in it. (transfer full): of TaWireDoc */
GPtrArray *ta_hub_wire_read_docs (GBytes *text, GError **error);
/** GET /{db}/{id}. (transfer full) */
TaWireDoc *ta_hub_wire_read_doc (GBytes *text, GError **error);
/** _local/turnabout-…: @epoch: (transfer full). @n: (out) (optional): 0 where there is none. */
char *ta_hub_wire_read_epoch (GBytes *text, gint64 *n, GError **error);
/** The revision of what it is, (transfer full) (nullable) */
char *ta_hub_wire_read_rev (GBytes *text);
/** What is wrong, in the hub's words; lenient: %FALSE where it says nothing that can be read. @word and @reason: (transfer full) (nullable) */
gboolean ta_hub_wire_read_refusal (GBytes *text, char **word, char **reason);
TaWireWelcome *ta_hub_wire_read_welcome (GBytes *text, GError **error);
/** (transfer full): of TaWireAccount */
GPtrArray *ta_hub_wire_read_accounts (GBytes *text, GError **error);
/** (transfer full): of TaWireFeed */
GPtrArray *ta_hub_wire_read_feeds (GBytes *text, GError **error);

/** (transfer full) */
GBytes *ta_hub_wire_write_puts (const TaWirePut *puts, guint n_puts);
/** _bulk_get of @ids; @revs: (nullable): a revision of each, the head where %NULL. (transfer full) */
GBytes *ta_hub_wire_write_gets (const char *const *ids, const char *const *revs, guint n_ids);
/** @n: -1: without; @rev: (nullable). (transfer full) */
GBytes *ta_hub_wire_write_epoch (const char *epoch, gint64 n, const char *rev);
/** @claim, @holds: (nullable): as of ta_hub_client_join(). (transfer full) */
GBytes *ta_hub_wire_write_join (const char *token, const char *device, const char *claim, const char *const *holds);
/** @box: (nullable). (transfer full) */
GBytes *ta_hub_wire_write_invite (const char *box, int hours);

/** {"@name":"@text"}. (transfer full) */
char *ta_hub_wire_write_text (const char *name, const char *text);

/** What an envelope that was kept says; nothing where it is none. */
void ta_hub_wire_read_sealed (const char *envelope, TaWireSealed *sealed);

/** Whether @id can be the name of a document of ours. */
gboolean ta_hub_wire_is_name (const char *id);

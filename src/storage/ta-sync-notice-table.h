/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-database.h"
#include "ta-document-join.h"

/** TaSyncNotice: what a merge decided, as a person is told of it. */
typedef struct
{
  gint64 id;
  char *type;      /* the aggregate's table */
  char *aggregate; /* its id */
  char *subject;   /* what the row is called: a household's name, a turn's service and date */
  TaClashKind kind;
  char *key;
  char *part; /* (nullable): what the row below is called that @key is of: a person, who eats at a turn */
  TaValue *mine;
  TaValue *theirs;
  char *mine_name;   /* (nullable): what that is called which @mine refers to; "": it is not there any more */
  char *theirs_name; /* the same of @theirs */
  gboolean mine_stands;
  gboolean mine_deleted; /* TA_CLASH_RESTORED: it was deleted here and changed there, not the other way round */
  guint64 device;
  char *device_name; /* "" where it is not known */
  gint64 at;         /* ms since 1970 */
} TaSyncNotice;

void ta_sync_notice_free (TaSyncNotice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSyncNotice, ta_sync_notice_free)

/** Unseen ones, newest first, @limit at most; not those of fields of safety, which ta_sync_kept_list() has until they are decided. (transfer full): of TaSyncNotice */
GPtrArray *ta_sync_notice_table_list (TaDatabase *database, int limit, GError **error);
gboolean ta_sync_notice_table_see (TaDatabase *database, gint64 id, GError **error);
/**
 * Writes the value that did not stand into the row, or takes out what came back (as a person's command: it is stamped and undone like any other),
 * and sees the notice.
 */
gboolean ta_sync_notice_table_use_other (TaDatabase *database, gint64 id, GError **error);

/** TaSyncKept: a field of safety that has two values or more until a person decides. */
typedef struct
{
  char *type;
  char *aggregate;
  char *subject;
  char *key;
  char *part; /* (nullable): as in TaSyncNotice */
  TaValue *shown;
  char *shown_name;  /* (nullable): what that is called which @shown refers to; "": it is not there any more */
  GPtrArray *others; /* of TaValue */
  GPtrArray *names;  /* of char*, nullable: the same of each of the others */
} TaSyncKept;

void ta_sync_kept_free (TaSyncKept *kept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSyncKept, ta_sync_kept_free)
GPtrArray *ta_sync_kept_list (TaDatabase *database, GError **error);
/** @value (nullable): the one that shall stand; %NULL: the one that is shown. All others of that field are given up, on every device. */
gboolean ta_sync_kept_decide (TaDatabase *database, const TaSyncKept *kept, TaValue *value, gint64 now_ms, GError **error);

/** TaSyncStuck: a document that does not get from here to the hub, or from the hub to here. */
typedef struct
{
  char *name;        /* on the hub */
  char *type;        /* (nullable): of the version that is here, as its id is */
  char *id;          /* (nullable) */
  char *subject;     /* (nullable): it is not known here */
  char *reason;      /* a sentence */
  gboolean is_there; /* it is on the hub and cannot be read; otherwise it is here and the hub does not take it */
} TaSyncStuck;

void ta_sync_stuck_free (TaSyncStuck *stuck);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaSyncStuck, ta_sync_stuck_free)
/** What the hub refuses, then what is damaged there. (transfer full): of TaSyncStuck */
GPtrArray *ta_sync_stuck_list (TaDatabase *database, GError **error);
/** What the hub refused is offered to it once more, as it is. */
gboolean ta_sync_stuck_retry (TaDatabase *database, const TaSyncStuck *stuck, GError **error);
/** What the hub refused stays here alone until it is changed again, here or there. */
gboolean ta_sync_stuck_keep_here (TaDatabase *database, const TaSyncStuck *stuck, GError **error);
/** What is damaged on the hub is written over with the version that is here; where another computer has a later one, that comes after it. */
gboolean ta_sync_stuck_send_here (TaDatabase *database, const TaSyncStuck *stuck, GError **error);
/** The revision of what is damaged on the hub under @name. (transfer full) (nullable): %NULL without @error: nothing is */
char *ta_sync_stuck_dup_rev (TaDatabase *database, const char *name, GError **error);
/** It was deleted there, in that revision. */
gboolean ta_sync_stuck_forget (TaDatabase *database, const char *name, const char *rev, GError **error);

typedef enum
{
  TA_ATTENTION_TWO_LOANS,    /* of one tool, both open */
  TA_ATTENTION_RESERVATIONS, /* of one tool, overlapping */
  TA_ATTENTION_HOLDERS,      /* more households hold a turn than it has places */
  TA_ATTENTION_DOUBLE_TURN,  /* one household holds two turns that overlap */
  TA_ATTENTION_TOOL_NUMBER,  /* two tools bear one number */
  TA_ATTENTION_HELD          /* a document that the tables cannot take */
} TaAttentionKind;

/** TaAttention: what two devices made of the pod together that no person would have. */
typedef struct
{
  TaAttentionKind kind;
  char *subject;      /* "Drill 12", "Cooking, 3 March" */
  char *first;        /* id: loan, reservation, assignment, tool, turn; who was first by stamps keeps it where nobody decides */
  char *second;       /* (nullable) */
  char *first_label;  /* "Silva, since 3 March" */
  char *second_label; /* (nullable) */
  char *table;        /* what @first and @second are rows of */
  char *reason;       /* (nullable): TA_ATTENTION_HELD */
  gboolean is_shown;  /* TA_ATTENTION_HELD: what was here before is shown, and ta_attention_keep_shown() makes it count for all */
} TaAttention;

void ta_attention_free (TaAttention *attention);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TaAttention, ta_attention_free)
GPtrArray *ta_attention_list (TaDatabase *database, GError **error);
/** Settles it in favour of @keep (its first or second) as the person's command: the other loan is returned, reservation or assignment taken out, the number taken off. */
gboolean ta_attention_settle (TaDatabase *database, const TaAttention *attention, const char *keep, GError **error);
/** What is shown here of a document that the tables cannot take becomes what it says, on every device. */
gboolean ta_attention_keep_shown (TaDatabase *database, const TaAttention *attention, gint64 now_ms, GError **error);

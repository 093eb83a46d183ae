/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-claim.h"
#include "ta-hub-doc-table.h"
#include "ta-hub-invite-table.h"
#include "ta-hub-json.h"
#include "ta-hub-private.h"

#include <string.h>

#define TOKEN_SIZE 16
#define LONGEST_DEVICE 200
#define LONGEST_BOX 32768
#define MOST_HOURS 72
#define MOST_INVITES 64
#define MOST_HOLDS 8
#define MOST_ACCOUNTS 256
#define HOUR_MS (60 * 60 * 1000)

static gboolean
take_hash (TaHubCall *call, guint8 *hash)
{
  if (ta_hub_secret_parse_hex (call->name, hash, TA_HUB_SECRET_HASH_SIZE))
    return TRUE;
  ta_hub_reply_bad (call, "A hash is 64 lower-case hex digits.");
  return FALSE;
}

/* {"ok":true}, or 404 where nothing was changed. */
static void
answer_changed (TaHubCall *call, gboolean done, gboolean changed, const GError *error)
{
  if (!done)
    ta_hub_reply_failure (call, error);
  else if (changed)
    ta_hub_reply_ok (call, SOUP_STATUS_OK);
  else
    ta_hub_reply_not_found (call, "missing");
}

/* Joining -------------------------------------------------------------------------------------------------------------------------- */

static void
answer_joined (TaHubCall *call, const char *pod, const TaHubAccount *account, const char *password, const char *box)
{
  GString *out = g_string_new ("{\"db\":");

  ta_hub_json_append_string (out, pod);
  g_string_append (out, ",\"user\":");
  ta_hub_json_append_string (out, account->name);
  g_string_append (out, ",\"password\":");
  ta_hub_json_append_string (out, password);
  g_string_append (out, ",\"box\":");
  if (box != NULL)
    ta_hub_json_append_string (out, box);
  else
    g_string_append (out, "null");
  g_string_append_c (out, '}');
  ta_hub_reply_json (call, SOUP_STATUS_CREATED, out);
}

/* What a newcomer says. */
typedef struct
{
  char *token;
  char *device; /* (nullable) */
  char *claim;  /* (nullable) */
  gboolean guarded;
  TaHubSpan holds; /* where it is guarded */
} Joining;

static void
joining_clear (Joining *joining)
{
  g_free (joining->token);
  g_free (joining->device);
  g_free (joining->claim);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Joining, joining_clear)

static char *
dup_name (const Joining *joining)
{
  return joining->claim != NULL ? ta_hub_claim_dup_name (joining->token, joining->claim) : ta_hub_account_new_name ();
}

static char *
dup_password (const Joining *joining)
{
  return joining->claim != NULL ? ta_hub_claim_dup_password (joining->token, joining->claim) : ta_hub_secret_new_password ();
}

/* Burns the invitation and makes the account, both or neither. %NULL without @error where it is not good. */
static TaHubAccount *
let_in (TaHubCall *call, const TaHubInvite *invite, const Joining *joining, const char *password, GError **error)
{
  TaHubBase *base = call->hub->base;
  gint64 now = ta_hub_now (call->hub);
  g_autoptr (TaHubAccount) account = NULL;
  g_autofree char *name = dup_name (joining);
  g_autofree char *kept = joining->claim != NULL ? ta_hub_claim_wrap (joining->token, joining->claim, invite->box) : NULL;
  gboolean burnt = FALSE;

  if (!ta_hub_base_begin (base, error))
    return NULL;
  if (ta_hub_invite_table_burn (base, invite->hash, kept, now, &burnt, error) && burnt)
    account = ta_hub_account_table_add (base, invite->pod, name, password, joining->device, now, error);
  if (account == NULL)
    {
      ta_hub_base_rollback (base);
      return NULL;
    }
  return ta_hub_base_commit (base, error) ? g_steal_pointer (&account) : NULL;
}

/* Who did not get the answer gets it once more. %FALSE where it was somebody else who used the invitation, or too long ago. */
static gboolean
say_again (TaHubCall *call, const TaHubPod *pod, const TaHubInvite *invite, const Joining *joining, GError **error)
{
  g_autofree char *name = dup_name (joining);
  g_autofree char *password = dup_password (joining);
  g_autofree char *box = NULL;
  g_autoptr (TaHubAccount) account = NULL;

  if (joining->claim == NULL || invite->used < ta_hub_now (call->hub) - TA_HUB_CLAIM_LIFE_MS)
    return FALSE;
  account = ta_hub_account_table_find (call->hub->base, name, error);
  if (account == NULL || account->removed || account->pod != pod->id || !ta_hub_account_accepts (account, password))
    return FALSE;
  box = ta_hub_claim_unwrap (joining->token, joining->claim, invite->box);
  answer_joined (call, pod->name, account, password, box);
  return TRUE;
}

static gboolean
is_good (const TaHubInvite *invite, gint64 now)
{
  return invite->used == 0 && invite->expires > now;
}

/* Whether the database is the one that is meant: it has one of the documents @holds, or none at all. */
static gboolean
is_meant (TaHubBase *base, const TaHubPod *pod, TaHubSpan holds, gboolean *meant, GError **error)
{
  TaHubJsonWalk walk = ta_hub_json_walk (holds);
  TaHubSpan element;

  *meant = pod->docs + pod->dels == 0;
  for (int i = 0; !*meant && i < MOST_HOLDS && ta_hub_json_next_element (&walk, &element); i++)
    {
      g_autofree char *id = ta_hub_json_dup_string (element);
      GError *failure = NULL;
      TaHubLeaf head;

      *meant = id != NULL && ta_hub_doc_table_find (base, pod, id, &head, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
    }
  return TRUE;
}

/* %FALSE where the invitation was not used, which is answered, or @error is set. */
static gboolean
check_meant (TaHubCall *call, const TaHubPod *pod, const Joining *joining, GError **error)
{
  gboolean meant = TRUE;

  if (joining->guarded && !is_meant (call->hub->base, pod, joining->holds, &meant, error))
    return FALSE;
  if (!meant)
    ta_hub_reply_error (call, SOUP_STATUS_PRECONDITION_FAILED, "precondition_failed", "The database is another one.");
  return meant;
}

/* %TRUE where it is answered; as all that follow. */
static gboolean
let_in_by (TaHubCall *call, const TaHubPod *pod, const TaHubInvite *invite, const Joining *joining, GError **error)
{
  g_autofree char *password = dup_password (joining);
  g_autoptr (GPtrArray) accounts = ta_hub_account_table_list (call->hub->base, pod->id, error);
  g_autoptr (TaHubAccount) account = NULL;

  if (accounts == NULL)
    return FALSE;
  if (accounts->len >= MOST_ACCOUNTS)
    {
      ta_hub_reply_error (call, SOUP_STATUS_FORBIDDEN, "forbidden", "The database has as many devices as it may.");
      return TRUE;
    }
  if (is_good (invite, ta_hub_now (call->hub)) && !check_meant (call, pod, joining, error))
    return *error == NULL;
  account = let_in (call, invite, joining, password, error);
  if (account != NULL)
    answer_joined (call, pod->name, account, password, invite->box);
  return account != NULL;
}

/* %FALSE where 404 is the answer, which says no more than that. */
static gboolean
join (TaHubCall *call, const Joining *joining, GError **error)
{
  TaHubBase *base = call->hub->base;
  g_autoptr (TaHubInvite) invite = NULL;
  g_autoptr (TaHubPod) pod = NULL;
  guint8 hash[TA_HUB_SECRET_HASH_SIZE];

  if (joining->token == NULL || !ta_hub_secret_parse_hex (joining->token, NULL, TOKEN_SIZE))
    return FALSE;
  ta_hub_secret_hash (NULL, 0, joining->token, hash);
  invite = ta_hub_invite_table_find (base, hash, error);
  pod = invite != NULL ? ta_hub_pod_table_get (base, invite->pod, error) : NULL;
  if (pod == NULL)
    return FALSE;
  if (invite->used != 0)
    return say_again (call, pod, invite, joining, error);
  return let_in_by (call, pod, invite, joining, error);
}

static char *
dup_member (TaHubSpan object, const char *name)
{
  TaHubSpan value;

  return ta_hub_json_find (object, name, &value) ? ta_hub_json_dup_string (value) : NULL;
}

static gboolean
read_joining (TaHubCall *call, TaHubSpan object, Joining *joining)
{
  TaHubSpan claim;
  const char *bad = NULL;

  joining->token = dup_member (object, "token");
  joining->device = dup_member (object, "device");
  joining->claim = dup_member (object, "claim");
  joining->guarded = ta_hub_json_find (object, "holds", &joining->holds) && !ta_hub_json_is (joining->holds, "null");
  if (joining->device != NULL && strlen (joining->device) > LONGEST_DEVICE)
    bad = "The name of the device is too long.";
  else if (joining->guarded && !ta_hub_json_is_array (joining->holds))
    bad = "`holds` must be a list of documents.";
  else if (ta_hub_json_find (object, "claim", &claim) && !ta_hub_json_is (claim, "null")
           && (joining->claim == NULL || !ta_hub_secret_parse_hex (joining->claim, NULL, TA_HUB_CLAIM_SIZE)))
    bad = "A claim is 64 lower-case hex digits.";
  if (bad != NULL)
    ta_hub_reply_bad (call, bad);
  return bad == NULL;
}

void
ta_hub_run_join (TaHubCall *call)
{
  g_autoptr (GBytes) body = ta_hub_call_dup_body (call);
  g_autoptr (GError) error = NULL;
  g_auto (Joining) joining = { 0 };
  TaHubLockout *lockout = call->hub->lockout;
  gint64 now = ta_hub_now (call->hub);
  TaHubSpan object;

  if (ta_hub_lockout_is_locked (lockout, "", call->address, now))
    {
      ta_hub_reply_error (call, SOUP_STATUS_FORBIDDEN, "forbidden", "Joining is temporarily locked due to multiple wrong invitations");
      return;
    }
  if (!ta_hub_call_parse (call, body, &object) || !read_joining (call, object, &joining) || join (call, &joining, &error))
    return;
  if (error != NULL)
    {
      ta_hub_reply_failure (call, error);
      return;
    }
  ta_hub_lockout_fail (lockout, "", call->address, now);
  ta_hub_reply_not_found (call, "No such invitation.");
}

/* Invitations ---------------------------------------------------------------------------------------------------------------------- */

void
ta_hub_run_invites (TaHubCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) invites = ta_hub_invite_table_list (call->hub->base, call->pod->id, &error);
  GString *out;

  if (invites == NULL)
    {
      ta_hub_reply_failure (call, error);
      return;
    }
  out = g_string_new ("[");
  for (guint i = 0; i < invites->len; i++)
    {
      const TaHubInvite *invite = g_ptr_array_index (invites, i);
      g_autofree char *hash = ta_hub_secret_to_hex (invite->hash, sizeof invite->hash);

      g_string_append_printf (out, "%s{\"hash\":\"%s\",\"created\":%" G_GINT64_FORMAT ",\"expires\":%" G_GINT64_FORMAT ",\"used\":%s}",
                              i > 0 ? "," : "", hash, invite->created, invite->expires, invite->used != 0 ? "true" : "false");
    }
  g_string_append_c (out, ']');
  ta_hub_reply_json (call, SOUP_STATUS_OK, out);
}

static gboolean
is_base64 (const char *text)
{
  return strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=") == strlen (text);
}

static gboolean
parse_invite (TaHubCall *call, TaHubSpan object, TaHubInvite *invite)
{
  TaHubSpan value;
  gint64 hours = MOST_HOURS;

  if (ta_hub_json_find (object, "hours", &value) && (!ta_hub_json_get_int (value, &hours) || hours < 1 || hours > MOST_HOURS))
    {
      ta_hub_reply_bad (call, "`hours` must be 1 to 72.");
      return FALSE;
    }
  if (ta_hub_json_find (object, "box", &value) && !ta_hub_json_is (value, "null"))
    {
      invite->box = ta_hub_json_dup_string (value);
      if (invite->box == NULL || strlen (invite->box) > LONGEST_BOX || !is_base64 (invite->box))
        {
          ta_hub_reply_bad (call, "`box` must be up to 32768 characters of base64.");
          return FALSE;
        }
    }
  invite->pod = call->pod->id;
  invite->created = ta_hub_now (call->hub);
  invite->expires = invite->created + hours * HOUR_MS;
  return TRUE;
}

static guint
count_open (GPtrArray *invites, gint64 now)
{
  guint count = 0;

  for (guint i = 0; i < invites->len; i++)
    {
      const TaHubInvite *invite = g_ptr_array_index (invites, i);

      count += invite->used == 0 && invite->expires > now;
    }
  return count;
}

/* One that is there already may be said again by whom it belongs to: an answer can get lost. */
static gboolean
may_put (TaHubCall *call, const TaHubInvite *invite, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (TaHubInvite) other = ta_hub_invite_table_find (call->hub->base, invite->hash, &failure);
  g_autoptr (GPtrArray) all = failure == NULL ? ta_hub_invite_table_list (call->hub->base, call->pod->id, &failure) : NULL;

  if (all == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (other != NULL && (other->used != 0 || other->pod != call->pod->id))
    ta_hub_reply_error (call, SOUP_STATUS_CONFLICT, "conflict", "The invitation was used.");
  else if (other == NULL && count_open (all, ta_hub_now (call->hub)) >= MOST_INVITES)
    ta_hub_reply_error (call, SOUP_STATUS_FORBIDDEN, "forbidden", "There are as many open invitations as there may be.");
  else
    return TRUE;
  return FALSE;
}

static void
put_invite (TaHubCall *call, const guint8 *hash)
{
  g_autoptr (GBytes) body = ta_hub_call_dup_body (call);
  g_autoptr (TaHubInvite) invite = g_new0 (TaHubInvite, 1);
  g_autoptr (GError) error = NULL;
  TaHubSpan object;

  memcpy (invite->hash, hash, sizeof invite->hash);
  if (!ta_hub_call_parse (call, body, &object) || !parse_invite (call, object, invite))
    return;
  if (may_put (call, invite, &error) && ta_hub_invite_table_put (call->hub->base, invite, &error))
    ta_hub_reply_ok (call, SOUP_STATUS_CREATED);
  if (error != NULL)
    ta_hub_reply_failure (call, error);
}

void
ta_hub_run_invite (TaHubCall *call)
{
  guint8 hash[TA_HUB_SECRET_HASH_SIZE];
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE, done;

  if (!take_hash (call, hash))
    return;
  if (call->method == TA_HUB_PUT)
    {
      put_invite (call, hash);
      return;
    }
  done = ta_hub_invite_table_delete (call->hub->base, call->pod->id, hash, &changed, &error);
  answer_changed (call, done, changed, error);
}

/* Accounts ------------------------------------------------------------------------------------------------------------------------- */

static void
append_account (TaHubCall *call, const TaHubAccount *account, GString *out)
{
  const gint64 *seen = g_hash_table_lookup (call->hub->seen, &account->id);

  g_string_append (out, out->len > 1 ? ",{\"user\":" : "{\"user\":");
  ta_hub_json_append_string (out, account->name);
  g_string_append (out, ",\"device\":");
  if (account->device != NULL)
    ta_hub_json_append_string (out, account->device);
  else
    g_string_append (out, "null");
  g_string_append_printf (out, ",\"created\":%" G_GINT64_FORMAT ",\"last_seen\":", account->created);
  if (seen == NULL && account->seen == 0)
    g_string_append (out, "null");
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT, seen != NULL ? *seen : account->seen);
  g_string_append (out, account->id == call->account->id ? ",\"me\":true}" : ",\"me\":false}");
}

void
ta_hub_run_accounts (TaHubCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = ta_hub_account_table_list (call->hub->base, call->pod->id, &error);
  GString *out;

  if (accounts == NULL)
    {
      ta_hub_reply_failure (call, error);
      return;
    }
  out = g_string_new ("[");
  for (guint i = 0; i < accounts->len; i++)
    append_account (call, g_ptr_array_index (accounts, i), out);
  g_string_append_c (out, ']');
  ta_hub_reply_json (call, SOUP_STATUS_OK, out);
}

void
ta_hub_run_account (TaHubCall *call)
{
  TaHubBase *base = call->hub->base;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaHubAccount) account = ta_hub_account_table_find (base, call->name, &error);
  gboolean changed = FALSE, done = error == NULL;

  if (done)
    done = ta_hub_account_table_remove (base, call->pod->id, call->name, ta_hub_now (call->hub), &changed, &error);
  answer_changed (call, done, changed, error);
  if (changed)
    ta_hub_polls_end (call->hub, account->id);
}

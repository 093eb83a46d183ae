/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is let in, who is not, and who is thrown out. */
#include "ta-hub-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define MINUTE_MS (60 * 1000)
#define HOUR_MS (60 * MINUTE_MS)

static HubAnswer *
ask_as (HubTest *test, const char *user, const char *password, const char *path)
{
  HubAnswer *answer = hub_test_ask_as (test, user, password, "GET", path, NULL, NULL, NULL);

  g_assert_nonnull (answer);
  return answer;
}

/* Passwords ------------------------------------------------------------------------------------------------------------------------- */

static void
test_nobody (void)
{
  static const char *const headers[] = { "Authorization: Basic", "Authorization: Basic !!!", "Authorization: Bearer x", "Authorization: Basic YQ==" };
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) none = ask_as (test, NULL, NULL, "/pod");
  g_autoptr (HubAnswer) elsewhere = ask_as (test, NULL, NULL, "/elsewhere");

  hub_answer_assert_error (none, 401, "unauthorized", "Authentication required.");
  g_assert_true (g_str_has_prefix (soup_message_headers_get_one (none->headers, "WWW-Authenticate"), "Basic realm="));
  /* Nobody is told which databases there are. */
  hub_answer_assert_error (elsewhere, 401, "unauthorized", "Authentication required.");
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (HubAnswer) odd = hub_test_ask_as (test, NULL, NULL, "GET", "/pod", NULL, NULL, headers[i]);

      hub_answer_assert_error (odd, 401, "unauthorized", "Name or password is incorrect.");
    }
}

/* As CouchDB: after five failures nobody gets in under the name, not even with the right password, until five minutes after the first. */
static void
test_lockout (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) locked = NULL, still = NULL, open = NULL, other = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autoptr (HubAnswer) wrong = ask_as (test, test->user, "wrong", "/pod");

      hub_answer_assert_error (wrong, 401, "unauthorized", "Name or password is incorrect.");
      hub_test_pass (test, MINUTE_MS / 2);
    }
  locked = ask_as (test, test->user, test->password, "/pod");
  hub_answer_assert_error (locked, 403, "forbidden", "Account is temporarily locked due to multiple authentication failures");
  other = ask_as (test, "somebody", "x", "/pod");
  g_assert_cmpuint (other->status, ==, 401);
  hub_test_pass (test, 2 * MINUTE_MS);
  still = ask_as (test, test->user, test->password, "/pod");
  g_assert_cmpuint (still->status, ==, 403);
  hub_test_pass (test, MINUTE_MS / 2 + 1);
  open = ask_as (test, test->user, test->password, "/pod");
  g_assert_cmpuint (open->status, ==, 200);
}

/* Behind a proxy it is the address that the proxy itself has seen: what a client writes before that lets nobody off, and locks nobody else out. */
static void
test_lockout_behind_a_proxy (void)
{
  g_autoptr (HubTest) test = hub_test_new (&(TaHubOptions) { .behind_proxy = TRUE });
  g_autoptr (HubAnswer) locked = NULL, elsewhere = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *header = g_strdup_printf ("X-Forwarded-For: 10.0.0.%d, 192.0.2.1", i);
      g_autoptr (HubAnswer) wrong = hub_test_ask_as (test, test->user, "wrong", "GET", "/pod", NULL, NULL, header);

      g_assert_cmpuint (wrong->status, ==, 401);
    }
  locked = hub_test_ask_as (test, test->user, test->password, "GET", "/pod", NULL, NULL, "X-Forwarded-For: 10.0.0.9, 192.0.2.1");
  g_assert_cmpuint (locked->status, ==, 403);
  elsewhere = hub_test_ask_as (test, test->user, test->password, "GET", "/pod", NULL, NULL, "X-Forwarded-For: 10.0.0.9, 192.0.2.2");
  g_assert_cmpuint (elsewhere->status, ==, 200);
}

static void
test_another_database (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *link = NULL, *user = NULL, *password = NULL;
  g_autoptr (HubAnswer) own = NULL, foreign = NULL, write = NULL;

  ta_hub_invite (test->path, "other", &link, &error);
  g_assert_no_error (error);
  hub_test_join (test, link, "Office", &user, &password);
  own = ask_as (test, user, password, "/other");
  g_assert_cmpuint (own->status, ==, 200);
  foreign = ask_as (test, user, password, "/pod/_all_docs");
  hub_answer_assert_error (foreign, 403, "forbidden", "You are not allowed to access this db.");
  write = hub_test_ask_as (test, user, password, "POST", "/pod/_bulk_docs", "application/json", "{\"docs\":[{\"_id\":\"a\"}]}", NULL);
  g_assert_cmpuint (write->status, ==, 403);
}

/* Invitations ----------------------------------------------------------------------------------------------------------------------- */

static const char token[] = "00112233445566778899aabbccddeeff";

static char *
invite_path (void)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);

  return g_strdup_printf ("/pod/_turnabout/invites/%s", hash);
}

static HubAnswer *
try_join (HubTest *test, const char *said)
{
  g_autofree char *body = g_strdup_printf ("{\"token\":\"%s\",\"device\":\"Ana’s laptop\"}", said);

  return hub_test_ask_as (test, NULL, NULL, "POST", "/_turnabout/join", "application/json", body, NULL);
}

static void
invite (HubTest *test, const char *body, guint status)
{
  g_autofree char *path = invite_path ();
  g_autoptr (HubAnswer) answer = hub_test_ask (test, "PUT", path, body);

  g_assert_cmpuint (answer->status, ==, status);
}

static void
test_invitation (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) joined = NULL, again = NULL, info = NULL;
  g_autofree char *user = NULL, *password = NULL, *invites = NULL, *accounts = NULL;

  invite (test, "{\"box\":\"c2VhbGVk_-\",\"hours\":1}", 201);
  /* The same once more: its answer may have been lost. */
  invite (test, "{\"box\":\"c2VhbGVk_-\",\"hours\":1}", 201);
  joined = try_join (test, token);
  g_assert_cmpuint (joined->status, ==, 201);
  g_assert_true (g_str_has_prefix (joined->body, "{\"db\":\"pod\",\"user\":\""));
  g_assert_nonnull (strstr (joined->body, "\"box\":\"c2VhbGVk_-\"}"));
  user = hub_test_pick (joined->body, "\"user\":\"");
  password = hub_test_pick (joined->body, "\"password\":\"");
  info = ask_as (test, user, password, "/pod");
  g_assert_cmpuint (info->status, ==, 200);
  again = try_join (test, token);
  hub_answer_assert_error (again, 404, "not_found", "No such invitation.");
  invite (test, "{\"hours\":1}", 409);
  invites = hub_test_get (test, "/pod/_turnabout/invites", 200);
  g_assert_cmpuint (hub_test_count (invites, "{\"hash\":\""), ==, 2);
  g_assert_cmpuint (hub_test_count (invites, "\"used\":true}"), ==, 2);
  accounts = hub_test_get (test, "/pod/_turnabout/accounts", 200);
  g_assert_cmpuint (hub_test_count (accounts, "{\"user\":\""), ==, 2);
  g_assert_nonnull (strstr (accounts, "\"device\":\"Ana’s laptop\",\"created\":"));
  g_assert_cmpuint (hub_test_count (accounts, "\"me\":true"), ==, 1);
}

/* Asking again ----------------------------------------------------------------------------------------------------------------------- */

#define CLAIM "c1a1000000000000000000000000000000000000000000000000000000000001"
#define DAY_MS (24 * HOUR_MS)

static HubAnswer *
join_with (HubTest *test, const char *claim)
{
  g_autofree char *body = g_strdup_printf ("{\"token\":\"%s\",\"device\":\"Laptop\",\"claim\":\"%s\"}", token, claim);

  return hub_test_ask_as (test, NULL, NULL, "POST", "/_turnabout/join", "application/json", body, NULL);
}

/* The answer got lost: who asks again is answered the same, and is one account. */
static void
test_asking_again (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) joined = NULL, again = NULL, info = NULL;
  g_autofree char *user = NULL, *password = NULL, *accounts = NULL;

  invite (test, "{\"box\":\"c2VhbGVk_-\",\"hours\":1}", 201);
  joined = join_with (test, CLAIM);
  g_assert_cmpuint (joined->status, ==, 201);
  g_assert_nonnull (strstr (joined->body, "\"box\":\"c2VhbGVk_-\"}"));
  hub_test_pass (test, DAY_MS - MINUTE_MS);
  again = join_with (test, CLAIM);
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (again->body, ==, joined->body);
  accounts = hub_test_get (test, "/pod/_turnabout/accounts", 200);
  g_assert_cmpuint (hub_test_count (accounts, "{\"user\":\""), ==, 2);
  user = hub_test_pick (again->body, "\"user\":\"");
  password = hub_test_pick (again->body, "\"password\":\"");
  info = ask_as (test, user, password, "/pod");
  g_assert_cmpuint (info->status, ==, 200);
}

static void
assert_burnt (HubAnswer *answer)
{
  hub_answer_assert_error (answer, 404, "not_found", "No such invitation.");
  hub_answer_free (answer);
}

/* Who sees the link afterwards has no claim, and gets nothing; nor has anybody who asks too late, or was removed. */
static void
test_asking_again_is_bounded (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) joined = NULL, odd = NULL;
  g_autofree char *user = NULL, *path = NULL, *accounts = NULL;

  invite (test, "{\"hours\":1}", 201);
  odd = join_with (test, "c1a1");
  g_assert_cmpuint (odd->status, ==, 400);
  joined = join_with (test, CLAIM);
  g_assert_cmpuint (joined->status, ==, 201);
  assert_burnt (try_join (test, token));
  assert_burnt (join_with (test, "c1a1000000000000000000000000000000000000000000000000000000000002"));
  hub_test_pass (test, DAY_MS + 1);
  assert_burnt (join_with (test, CLAIM));
  accounts = hub_test_get (test, "/pod/_turnabout/accounts", 200);
  g_assert_cmpuint (hub_test_count (accounts, "{\"user\":\""), ==, 2);
}

static void
test_asking_again_once_removed (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) joined = NULL, removed = NULL;
  g_autofree char *user = NULL, *path = NULL;

  invite (test, "{}", 201);
  joined = join_with (test, CLAIM);
  user = hub_test_pick (joined->body, "\"user\":\"");
  path = g_strdup_printf ("/pod/_turnabout/accounts/%s", user);
  removed = hub_test_ask (test, "DELETE", path, NULL);
  g_assert_cmpuint (removed->status, ==, 200);
  assert_burnt (join_with (test, CLAIM));
}

/* What the hub keeps for it can be read with neither its file nor the link. */
static void
test_claim_is_not_kept (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) joined = NULL;
  g_autofree char *wal = g_strconcat (test->path, "-wal", NULL);
  g_autofree char *password = NULL;
  const char *paths[] = { test->path, wal };

  invite (test, "{\"box\":\"c2VhbGVkYm94\"}", 201);
  joined = join_with (test, CLAIM);
  password = hub_test_pick (joined->body, "\"password\":\"");
  hub_test_stop (test);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const char *secrets[] = { CLAIM, token, password, "c2VhbGVkYm94" };
      g_autofree char *content = NULL;
      gsize size = 0;

      if (!g_file_get_contents (paths[i], &content, &size, NULL))
        continue;
      for (gsize k = 0; k < G_N_ELEMENTS (secrets); k++)
        g_assert_null (memmem (content, size, secrets[k], strlen (secrets[k])));
    }
  hub_test_start (test);
}

static HubAnswer *
join_where (HubTest *test, const char *holds)
{
  g_autofree char *body = g_strdup_printf ("{\"token\":\"%s\",\"device\":\"Laptop\",\"holds\":%s}", token, holds);

  return hub_test_ask_as (test, NULL, NULL, "POST", "/_turnabout/join", "application/json", body, NULL);
}

/* Who knows a document of the database that is meant is let into no other, and the invitation stays good. */
static void
test_another_is_meant (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) written = NULL, other = NULL, odd = NULL, meant = NULL, again = NULL;

  written = hub_test_ask (test, "POST", "/pod/_bulk_docs", "{\"docs\":[{\"_id\":\"aa\"}]}");
  g_assert_cmpuint (written->status, ==, 201);
  invite (test, "{}", 201);
  other = join_where (test, "[\"bb\",7,\"cc\"]");
  hub_answer_assert_error (other, 412, "precondition_failed", "The database is another one.");
  odd = join_where (test, "\"aa\"");
  g_assert_cmpuint (odd->status, ==, 400);
  meant = join_where (test, "[\"bb\",\"aa\"]");
  g_assert_cmpuint (meant->status, ==, 201);
  /* A used one is a used one: it says nothing of what is in the database. */
  again = join_where (test, "[\"bb\"]");
  g_assert_cmpuint (again->status, ==, 404);
}

/* In an empty one nothing can be mistaken. */
static void
test_nothing_is_there_yet (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) joined = NULL;

  invite (test, "{}", 201);
  joined = join_where (test, "[\"bb\"]");
  g_assert_cmpuint (joined->status, ==, 201);
}

static void
test_invitation_expires (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) late = NULL;

  invite (test, "{\"hours\":2}", 201);
  hub_test_pass (test, 2 * HOUR_MS);
  late = try_join (test, token);
  hub_answer_assert_error (late, 404, "not_found", "No such invitation.");
}

static void
test_invitation_withdrawn (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *path = invite_path ();
  g_autoptr (HubAnswer) deleted = NULL, gone = NULL, refused = NULL;

  invite (test, "{\"box\":null}", 201);
  deleted = hub_test_ask (test, "DELETE", path, NULL);
  gone = hub_test_ask (test, "DELETE", path, NULL);
  refused = try_join (test, token);
  g_assert_cmpuint (deleted->status, ==, 200);
  g_assert_cmpuint (gone->status, ==, 404);
  g_assert_cmpuint (refused->status, ==, 404);
}

static void
test_bad_invitations (void)
{
  static const char *const bodies[] = { "{\"hours\":0}", "{\"hours\":73}", "{\"hours\":\"1\"}", "{\"box\":7}", "{\"box\":\"a b\"}", "7" };
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *upper = g_ascii_strup (token, -1);
  g_autoptr (HubAnswer) odd = hub_test_ask (test, "PUT", "/pod/_turnabout/invites/xyz", "{}");
  g_autoptr (HubAnswer) case_matters = NULL;

  g_assert_cmpuint (odd->status, ==, 400);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    invite (test, bodies[i], 400);
  invite (test, "{}", 201);
  case_matters = try_join (test, upper);
  g_assert_cmpuint (case_matters->status, ==, 404);
}

static void
test_guessing_is_locked (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) locked = NULL, joined = NULL;

  invite (test, "{}", 201);
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (HubAnswer) wrong = try_join (test, "ffffffffffffffffffffffffffffffff");

      g_assert_cmpuint (wrong->status, ==, 404);
    }
  locked = try_join (test, token);
  g_assert_cmpuint (locked->status, ==, 403);
  hub_test_pass (test, 5 * MINUTE_MS);
  joined = try_join (test, token);
  g_assert_cmpuint (joined->status, ==, 201);
}

/* The token is spent even where its use is not heard of any more, and no secret is in the file. */
static void
test_only_hashes_are_kept (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *password = g_strdup (test->password);
  g_autofree char *wal = g_strconcat (test->path, "-wal", NULL);
  const char *paths[] = { test->path, wal };

  invite (test, "{\"box\":\"c2VhbGVkYm94\"}", 201);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *content = NULL;
      gsize size = 0;

      g_assert_true (g_file_get_contents (paths[i], &content, &size, NULL));
      g_assert_null (memmem (content, size, password, strlen (password)));
      g_assert_null (memmem (content, size, token, strlen (token)));
    }
}

/* Removing -------------------------------------------------------------------------------------------------------------------------- */

static void
test_removed (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GInputStream) poll = NULL;
  g_autofree char *user = NULL, *password = NULL, *path = NULL, *rest = NULL, *accounts = NULL, *first = NULL, *first_password = NULL;
  g_autoptr (HubAnswer) joined = NULL, removed = NULL, refused = NULL, again = NULL, wrong = NULL;

  invite (test, "{}", 201);
  joined = try_join (test, token);
  user = hub_test_pick (joined->body, "\"user\":\"");
  password = hub_test_pick (joined->body, "\"password\":\"");
  /* The test's account is removed by the other, while it waits. */
  poll = hub_test_open (test, "/pod/_changes?feed=longpoll&since=now&heartbeat=60000");
  path = g_strdup_printf ("/pod/_turnabout/accounts/%s", test->user);
  removed = hub_test_ask_as (test, user, password, "DELETE", path, NULL, NULL, NULL);
  g_assert_cmpuint (removed->status, ==, 200);
  rest = hub_test_read (poll);
  g_assert_true (g_str_has_prefix (rest, "{\"results\":[\n],\n\"last_seq\":\""));
  refused = ask_as (test, test->user, test->password, "/pod/_changes");
  hub_answer_assert_error (refused, 403, "forbidden", "You are not allowed to access this db.");
  wrong = ask_as (test, test->user, "guess", "/pod");
  g_assert_cmpuint (wrong->status, ==, 401);
  again = hub_test_ask_as (test, user, password, "DELETE", path, NULL, NULL, NULL);
  g_assert_cmpuint (again->status, ==, 404);
  first = g_steal_pointer (&test->user);
  first_password = g_steal_pointer (&test->password);
  test->user = g_steal_pointer (&user);
  test->password = g_steal_pointer (&password);
  accounts = hub_test_get (test, "/pod/_turnabout/accounts", 200);
  g_assert_cmpuint (hub_test_count (accounts, "{\"user\":\""), ==, 1);
  g_assert_null (strstr (accounts, first));
}

static void
test_removes_itself (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *path = g_strdup_printf ("/pod/_turnabout/accounts/%s", test->user);
  g_autoptr (HubAnswer) removed = hub_test_ask (test, "DELETE", path, NULL);
  g_autoptr (HubAnswer) refused = hub_test_ask (test, "GET", "/pod", NULL);

  g_assert_cmpuint (removed->status, ==, 200);
  g_assert_cmpuint (refused->status, ==, 403);
}

/* By another program, while the hub runs. */
static void
test_removed_by_the_operator (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (GInputStream) poll = hub_test_open (test, "/pod/_changes?feed=longpoll&since=now&heartbeat=60000");
  g_autofree char *link = NULL, *first = g_strdup (test->user), *rest = NULL, *user = NULL, *password = NULL;
  g_autoptr (HubAnswer) refused = NULL, gone = NULL;

  g_assert_true (ta_hub_invite (test->path, "pod", &link, NULL));
  hub_test_join (test, link, "Second", &user, &password);
  g_assert_true (ta_hub_remove (test->path, first, NULL));
  g_assert_false (ta_hub_remove (test->path, first, NULL));
  refused = hub_test_ask (test, "GET", "/pod", NULL);
  g_assert_cmpuint (refused->status, ==, 403);
  /* What is written now is no news for whom was waiting. */
  g_set_str (&test->user, user);
  g_set_str (&test->password, password);
  g_free (hub_test_put (test, "{\"_id\":\"a\"}"));
  rest = hub_test_read (poll);
  g_assert_true (g_str_has_prefix (rest, "{\"results\":[\n],\n\"last_seq\":\"0-"));
  g_assert_true (ta_hub_delete (test->path, "pod", NULL));
  gone = hub_test_ask (test, "GET", "/pod", NULL);
  /* The accounts went with it. */
  g_assert_cmpuint (gone->status, ==, 401);
}

static void
test_seen_is_kept (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *before = hub_test_get (test, "/pod/_turnabout/accounts", 200);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (strstr (before, "\"last_seen\":null"));
  hub_test_stop (test);
  text = ta_hub_describe (test->path, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "pod: 0 documents, 1 devices\n  "));
  g_assert_nonnull (strstr (text, "  First\n"));
  g_assert_null (strstr (text, "  -  First\n"));
  hub_test_start (test);
}

/* The file -------------------------------------------------------------------------------------------------------------------------- */

static void
test_making_the_file (void)
{
  static const char *const names[] = { "", "a", "Pod", "_pod", "1pod", "pod/x", "pöd" };
  static const char *const urls[] = { "hub.example.org", "ftp://x", "https://", "https://x/?a", "http://hub.example.org", "https://x/#b" };
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *path = g_build_filename (test->folder, "new.db", NULL);
  g_autofree char *link = NULL, *copy = g_build_filename (test->folder, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (ta_hub_create (path, "https://x", names[i], &link, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    g_assert_false (ta_hub_create (path, urls[i], "pod", &link, NULL));
  g_assert_false (ta_hub_create (test->path, "https://x", "pod", &link, &error));
  g_assert_error (error, TA_HUB_ERROR, TA_HUB_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (ta_hub_create (path, "https://x/", "pod", &link, NULL));
  g_assert_true (g_str_has_prefix (link, "https://x/j#AEA"));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_true (ta_hub_backup (path, copy, NULL));
  g_assert_false (ta_hub_backup (path, copy, NULL));
  g_assert_true (g_file_set_contents (path, "This is not a database, though it is long enough for one to be asked.", -1, NULL));
  g_assert_null (ta_hub_new (path, NULL, &error));
  g_assert_error (error, TA_HUB_ERROR, TA_HUB_ERROR_FOREIGN);
}

static void
test_listening (void)
{
  static const char *const addresses[] = { "127.0.0.1", "", "no such:1", "1.2.3.4.5:1" };
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (TaHub) hub = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_hub_new (test->path, NULL, &error));
  g_assert_error (error, TA_HUB_ERROR, TA_HUB_ERROR_BUSY);
  g_clear_error (&error);
  hub_test_stop (test);
  hub = ta_hub_new (test->path, NULL, NULL);
  g_assert_cmpuint (ta_hub_get_port (hub), ==, 0);
  /* Without TLS nothing but loopback. */
  g_assert_false (ta_hub_listen (hub, "0.0.0.0:0", NULL, &error));
  g_assert_error (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE);
  for (gsize i = 1; i < G_N_ELEMENTS (addresses); i++)
    g_assert_false (ta_hub_listen (hub, addresses[i], NULL, NULL));
  g_assert_true (ta_hub_listen (hub, "[::1]:0", NULL, NULL) || ta_hub_listen (hub, "localhost:0", NULL, NULL));
  g_assert_cmpuint (ta_hub_get_port (hub), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/members/nobody", test_nobody);
  g_test_add_func ("/hub/members/lockout", test_lockout);
  g_test_add_func ("/hub/members/lockout-behind-a-proxy", test_lockout_behind_a_proxy);
  g_test_add_func ("/hub/members/another-database", test_another_database);
  g_test_add_func ("/hub/members/invitation", test_invitation);
  g_test_add_func ("/hub/members/asking-again", test_asking_again);
  g_test_add_func ("/hub/members/asking-again-is-bounded", test_asking_again_is_bounded);
  g_test_add_func ("/hub/members/asking-again-once-removed", test_asking_again_once_removed);
  g_test_add_func ("/hub/members/claim-is-not-kept", test_claim_is_not_kept);
  g_test_add_func ("/hub/members/another-is-meant", test_another_is_meant);
  g_test_add_func ("/hub/members/nothing-is-there-yet", test_nothing_is_there_yet);
  g_test_add_func ("/hub/members/invitation-expires", test_invitation_expires);
  g_test_add_func ("/hub/members/invitation-withdrawn", test_invitation_withdrawn);
  g_test_add_func ("/hub/members/bad-invitations", test_bad_invitations);
  g_test_add_func ("/hub/members/guessing-is-locked", test_guessing_is_locked);
  g_test_add_func ("/hub/members/only-hashes-are-kept", test_only_hashes_are_kept);
  g_test_add_func ("/hub/members/removed", test_removed);
  g_test_add_func ("/hub/members/removes-itself", test_removes_itself);
  g_test_add_func ("/hub/members/removed-by-the-operator", test_removed_by_the_operator);
  g_test_add_func ("/hub/members/seen-is-kept", test_seen_is_kept);
  g_test_add_func ("/hub/members/making-the-file", test_making_the_file);
  g_test_add_func ("/hub/members/listening", test_listening);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars that phones read. */
#include "ta-hub-test.h"

#include <string.h>

#define CALENDAR "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
#define OTHER "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-A:b\r\nEND:VCALENDAR\r\n"

static const char token[] = "00112233445566778899aabbccddeeff";
static const char address[] = "/f/00112233445566778899aabbccddeeff.ics";

static char *
path_of (const char *said)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, said, -1);

  return g_strdup_printf ("/pod/_turnabout/feeds/%s", hash);
}

static guint
put (HubTest *test, const char *type, const char *body)
{
  g_autofree char *path = path_of (token);
  g_autoptr (HubAnswer) answer = hub_test_ask_as (test, test->user, test->password, "PUT", path, type, body, NULL);

  return answer->status;
}

/* As a phone does: without an account. */
static HubAnswer *
fetch (HubTest *test, const char *method, const char *header)
{
  HubAnswer *answer = hub_test_ask_as (test, NULL, NULL, method, address, NULL, NULL, header);

  g_assert_nonnull (answer);
  return answer;
}

static const char *
header_of (HubAnswer *answer, const char *name)
{
  return soup_message_headers_get_one (answer->headers, name);
}

static void
test_published (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) before = fetch (test, "GET", NULL);
  g_autoptr (HubAnswer) got = NULL, head = NULL;
  g_autofree char *list = NULL, *path = path_of (token);

  hub_answer_assert_error (before, 404, "not_found", "No such feed.");
  g_assert_cmpuint (put (test, "text/calendar; charset=utf-8", CALENDAR), ==, 201);
  g_assert_cmpuint (put (test, "text/calendar", CALENDAR), ==, 200);
  got = fetch (test, "GET", NULL);
  g_assert_cmpuint (got->status, ==, 200);
  g_assert_cmpstr (got->body, ==, CALENDAR);
  g_assert_cmpstr (header_of (got, "Content-Type"), ==, "text/calendar; charset=utf-8");
  g_assert_cmpstr (header_of (got, "Cache-Control"), ==, "private, max-age=0");
  g_assert_cmpstr (header_of (got, "X-Robots-Tag"), ==, "noindex");
  g_assert_cmpstr (header_of (got, "Content-Security-Policy"), ==, "sandbox");
  head = fetch (test, "HEAD", NULL);
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (head->size, ==, 0);
  g_assert_cmpstr (header_of (head, "ETag"), ==, header_of (got, "ETag"));
  g_assert_cmpint (soup_message_headers_get_content_length (head->headers), ==, (goffset) strlen (CALENDAR));
  list = hub_test_get (test, "/pod/_turnabout/feeds", 200);
  g_assert_nonnull (strstr (list, strrchr (path, '/') + 1));
  g_assert_null (strstr (list, token));
}

static void
test_conditional (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *match = NULL, *weak = NULL, *since = NULL, *both = NULL;
  g_autoptr (HubAnswer) got = NULL, same = NULL, unmodified = NULL, other = NULL, listed = NULL, changed = NULL, old = NULL;

  put (test, "text/calendar", CALENDAR);
  got = fetch (test, "GET", NULL);
  match = g_strdup_printf ("If-None-Match: %s", header_of (got, "ETag"));
  weak = g_strdup_printf ("If-None-Match: \"x\", W/%s", header_of (got, "ETag"));
  since = g_strdup_printf ("If-Modified-Since: %s", header_of (got, "Last-Modified"));
  same = fetch (test, "GET", match);
  g_assert_cmpuint (same->status, ==, 304);
  g_assert_cmpuint (same->size, ==, 0);
  g_assert_cmpstr (header_of (same, "ETag"), ==, header_of (got, "ETag"));
  listed = fetch (test, "GET", weak);
  g_assert_cmpuint (listed->status, ==, 304);
  unmodified = fetch (test, "GET", since);
  g_assert_cmpuint (unmodified->status, ==, 304);
  other = fetch (test, "GET", "If-None-Match: \"other\"");
  g_assert_cmpuint (other->status, ==, 200);
  old = fetch (test, "GET", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT");
  g_assert_cmpuint (old->status, ==, 200);
  hub_test_pass (test, 5000);
  put (test, "text/calendar", OTHER);
  changed = fetch (test, "GET", match);
  g_assert_cmpuint (changed->status, ==, 200);
  g_assert_cmpstr (changed->body, ==, OTHER);
}

/* Who goes by the date alone learns of what changed in the same second, and after the clock was set back. */
static void
test_by_date_alone (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) first = NULL, changed = NULL, later = NULL;
  g_autofree char *since = NULL, *then = NULL;

  put (test, "text/calendar", CALENDAR);
  first = fetch (test, "GET", NULL);
  since = g_strdup_printf ("If-Modified-Since: %s", header_of (first, "Last-Modified"));
  put (test, "text/calendar", OTHER);
  changed = fetch (test, "GET", since);
  g_assert_cmpuint (changed->status, ==, 200);
  then = g_strdup_printf ("If-Modified-Since: %s", header_of (changed, "Last-Modified"));
  hub_test_pass (test, -7200000);
  put (test, "text/calendar", CALENDAR);
  later = fetch (test, "GET", then);
  g_assert_cmpuint (later->status, ==, 200);
}

/* What is published once more as it was is not new. */
static void
test_unchanged (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autoptr (HubAnswer) first = NULL, second = NULL;

  put (test, "text/calendar", CALENDAR);
  first = fetch (test, "GET", NULL);
  hub_test_pass (test, 60 * 60 * 1000);
  put (test, "text/calendar", CALENDAR);
  second = fetch (test, "GET", NULL);
  g_assert_cmpstr (header_of (first, "Last-Modified"), ==, header_of (second, "Last-Modified"));
}

static void
test_refused (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *large = g_strnfill (1024 * 1024 + 1, 'x');

  g_assert_cmpuint (put (test, "application/json", CALENDAR), ==, 415);
  g_assert_cmpuint (put (test, "text/calendar", "<html>"), ==, 400);
  g_assert_cmpuint (put (test, "text/calendar", ""), ==, 400);
  g_assert_cmpuint (put (test, "text/calendar", large), ==, 413);
}

static void
test_withdrawn (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *path = path_of (token);
  g_autoptr (HubAnswer) deleted = NULL, again = NULL, gone = NULL;

  put (test, "text/calendar", CALENDAR);
  deleted = hub_test_ask (test, "DELETE", path, NULL);
  g_assert_cmpuint (deleted->status, ==, 200);
  again = hub_test_ask (test, "DELETE", path, NULL);
  g_assert_cmpuint (again->status, ==, 404);
  gone = fetch (test, "GET", NULL);
  g_assert_cmpuint (gone->status, ==, 404);
}

static void
test_of_another_database (void)
{
  g_autoptr (HubTest) test = hub_test_new (NULL);
  g_autofree char *link = NULL, *user = NULL, *password = NULL, *own = path_of (token), *path = NULL;
  g_autoptr (HubAnswer) stolen = NULL, deleted = NULL, still = NULL;

  put (test, "text/calendar", CALENDAR);
  g_assert_true (ta_hub_invite (test->path, "other", &link, NULL));
  hub_test_join (test, link, "Other", &user, &password);
  path = g_strconcat ("/other", own + strlen ("/pod"), NULL);
  stolen = hub_test_ask_as (test, user, password, "PUT", path, "text/calendar", OTHER, NULL);
  g_assert_cmpuint (stolen->status, ==, 403);
  deleted = hub_test_ask_as (test, user, password, "DELETE", path, NULL, NULL, NULL);
  g_assert_cmpuint (deleted->status, ==, 404);
  still = fetch (test, "GET", NULL);
  g_assert_cmpstr (still->body, ==, CALENDAR);
}

static void
test_odd_addresses (void)
{
  static const char *const paths[] = { "/f/x", "/f/00112233445566778899aabbccddeeff", "/f/00112233445566778899AABBCCDDEEFF.ics",
                                       "/f/00112233445566778899aabbccddeef.ics", "/f/00112233445566778899aabbccddeeff.ics/", "/f/%00.ics" };
  g_autoptr (HubTest) test = hub_test_new (NULL);

  put (test, "text/calendar", CALENDAR);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (HubAnswer) answer = hub_test_ask_as (test, NULL, NULL, "GET", paths[i], NULL, NULL, NULL);

      g_assert_cmpuint (answer->status, ==, 404);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/feeds/published", test_published);
  g_test_add_func ("/hub/feeds/conditional", test_conditional);
  g_test_add_func ("/hub/feeds/by-date-alone", test_by_date_alone);
  g_test_add_func ("/hub/feeds/unchanged", test_unchanged);
  g_test_add_func ("/hub/feeds/refused", test_refused);
  g_test_add_func ("/hub/feeds/withdrawn", test_withdrawn);
  g_test_add_func ("/hub/feeds/of-another-database", test_of_another_database);
  g_test_add_func ("/hub/feeds/odd-addresses", test_odd_addresses);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was secret for a while is not left lying in memory: once an invitation has been made, passed on and used, no piece of it is found anywhere in this
 * process. What is looked for is kept masked, so that the search does not find itself. Freed memory must be as it was (MALLOC_PERTURB_=0).
 */
#include "live-pair.h"
#include "live-pod.h"
#include "ta-secret.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MASK 0x5a
#define LOOK_FOR 40 /* characters of the end */
#define BUFFER (1 << 16)
#define MOST_LOOKS 50
#define MOST_REGION (G_GUINT64_CONSTANT (1) << 30) /* what a sanitizer keeps for itself is larger */

typedef LivePair Fixture;

static guint8 wanted[LOOK_FOR];
static guint8 buffer[BUFFER];
static char maps[1 << 18];

/* The end of @text, which is wiped. */
static void
keep_masked (char *text)
{
  gsize length = strlen (text);

  g_assert_cmpuint (length, >, LOOK_FOR);
  for (gsize i = 0; i < LOOK_FOR; i++)
    wanted[i] = (guint8) text[length - LOOK_FOR + i] ^ MASK;
  ta_secret_text_free (text);
}

static guint
count_in_buffer (gsize size)
{
  guint count = 0;

  for (gsize i = 0; i + LOOK_FOR <= size; i++)
    {
      gsize same = 0;

      while (same < LOOK_FOR && (buffer[i + same] ^ MASK) == wanted[same])
        same++;
      count += same == LOOK_FOR;
    }
  return count;
}

/* Pieces overlap, so that nothing lies between two of them. */
static guint
count_between (int memory, guint64 start, guint64 end)
{
  guint count = 0;

  for (guint64 at = start; at < end; at += BUFFER - LOOK_FOR)
    {
      gssize size = pread (memory, buffer, MIN (BUFFER, end - at), (off_t) at);

      if (size > 0)
        count += count_in_buffer ((gsize) size);
      explicit_bzero (buffer, sizeof buffer);
    }
  return count;
}

static void
read_maps (void)
{
  g_autofd int file = open ("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  gsize size = 0;
  gssize count = 1;

  g_assert_cmpint (file, >=, 0);
  while (count > 0 && size < sizeof maps - 1)
    {
      count = read (file, maps + size, sizeof maps - 1 - size);
      size += (gsize) MAX (count, 0);
    }
  maps[size] = '\0';
  g_assert_cmpuint (size, <, sizeof maps - 1);
}

/* How often what is wanted lies in memory that can be written. Nothing is allocated meanwhile: it might lie just there. */
static guint
count_left (void)
{
  g_autofd int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint count = 0;

  g_assert_cmpint (memory, >=, 0);
  read_maps ();
  for (const char *line = maps; *line != '\0'; line = strchr (line, '\n') + 1)
    {
      guint64 start, end;
      char rights[8];

      if (sscanf (line, "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %7s", &start, &end, rights) == 3 && g_str_has_prefix (rights, "rw") && end - start < MOST_REGION)
        count += count_between (memory, start, end);
    }
  return count;
}

/* The thread that did it may be about to let go of it. */
static void
assert_soon_none_left (void)
{
  guint count = 1;

  for (int i = 0; i < MOST_LOOKS && count > 0; i++)
    count = count_left ();
  g_assert_cmpuint (count, ==, 0);
}

static void
test_invitation (Fixture *f, gconstpointer data)
{
  char *link;
  g_autofree char *code = NULL;

  live_found (f->desk, f->link, "Desk");
  link = live_invite (f->desk);
  code = live_join (f->laptop, link, "Laptop");
  /* At once: later something else may lie there. */
  keep_masked (link);
  assert_soon_none_left ();
}

/* The search finds what is there. */
static void
test_search (void)
{
  g_autofree char *text = g_strdup ("https://hub.example.org/j#AEAACAQDAQCQMBYIBEFAWDANBYHRA4DPMQ");

  keep_masked (g_strdup (text));
  g_assert_cmpuint (count_left (), ==, 1);
  explicit_bzero (text, strlen (text));
  g_assert_cmpuint (count_left (), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("turnabout-wiped-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("TURNABOUT_KEYS", "file", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/wiped/search", test_search);
  g_test_add ("/sync/wiped/invitation", Fixture, NULL, live_pair_set_up, test_invitation, live_pair_tear_down);
  return g_test_run ();
}

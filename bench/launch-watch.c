/* SPDX-License-Identifier: GPL-3.0-or-later */

/* launch-watch COMMAND ARGUMENT…: starts a program on an X server that nobody else uses and prints one line of JSON about it:

     mapped_ms    from fork to the map of its first window
     frame_ms     to the first frame that shows something: a window can be mapped, and damaged, before anything is drawn in it
     frame_cpu_ms the program's own processor time until then
     settled_ms   to the last frame that changed the picture, before a second and a half in which none did and the program had nothing to do
     settled_cpu_ms, peak_kib   processor time and peak resident memory at that moment

   It looks at pixels, because the X server reports damage for the mere appearance of a window. */

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define GIVE_UP_MS 30000.0
#define QUIET_MS 1500.0
/* What a program that waits may use between two looks at it: a busy one has not settled, however long its next frame takes. */
#define IDLE_CPU_MS 10.0
#define LOOK_MS 200.0
/* Smaller windows are helpers of toolkits. */
#define MIN_WIDTH 200
/* A window in one or two flat colours shows nothing yet; text alone brings dozens of shades. */
#define MIN_COLOURS 24
#define MAX_COLOURS 64

typedef struct
{
  Display *display;
  int damage_event;
  pid_t child;
  double start;
  Window window; /* None until it is mapped */
  Damage damage;
  uint64_t picture; /* a hash */
  double mapped;
  double frame;
  double frame_cpu;
  double settled;
  double settled_cpu;
  double busy; /* when it was last seen at work */
  double looked;
  double looked_cpu;
} Watch;

static double
milliseconds (const struct timespec *time)
{
  return (double) time->tv_sec * 1e3 + (double) time->tv_nsec / 1e6;
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return milliseconds (&time);
}

/* Of all threads of the program, without its children. */
static double
child_cpu (const Watch *watch)
{
  struct timespec time;
  clockid_t clock;

  if (clock_getcpuclockid (watch->child, &clock) != 0 || clock_gettime (clock, &time) != 0)
    return -1;
  return milliseconds (&time);
}

static long
child_peak_kib (const Watch *watch)
{
  char path[64], line[256];
  long kib = -1;
  FILE *file;

  snprintf (path, sizeof path, "/proc/%d/status", (int) watch->child);
  file = fopen (path, "r");
  while (file != NULL && fgets (line, sizeof line, file) != NULL)
    if (strncmp (line, "VmHWM:", 6) == 0)
      kib = strtol (line + 6, NULL, 10);
  if (file != NULL)
    fclose (file);
  return kib;
}

/* The windows of a program that goes away, go away. */
static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static XImage *
take_picture (const Watch *watch)
{
  XWindowAttributes attributes;

  if (!XGetWindowAttributes (watch->display, watch->window, &attributes) || attributes.map_state != IsViewable)
    return NULL;
  return XGetImage (watch->display, watch->window, 0, 0, (unsigned) attributes.width, (unsigned) attributes.height, AllPlanes, ZPixmap);
}

static uint64_t
hash_picture (const XImage *image)
{
  size_t size = (size_t) image->bytes_per_line * (size_t) image->height / sizeof (uint32_t);
  const uint32_t *pixels = (const uint32_t *) (const void *) image->data;
  uint64_t hash = 1469598103934665603u;

  for (size_t i = 0; i < size; i++)
    hash = (hash ^ pixels[i]) * 1099511628211u;
  return hash;
}

/* Different colours, as far as MAX_COLOURS. */
static int
count_colours (const XImage *image)
{
  size_t size = (size_t) image->bytes_per_line * (size_t) image->height / sizeof (uint32_t);
  const uint32_t *pixels = (const uint32_t *) (const void *) image->data;
  uint32_t seen[MAX_COLOURS];
  int count = 0;

  for (size_t i = 0; i < size && count < MAX_COLOURS; i++)
    {
      int j = 0;

      if (i > 0 && pixels[i] == pixels[i - 1])
        continue;
      while (j < count && seen[j] != (pixels[i] & 0xffffff))
        j++;
      if (j == count)
        seen[count++] = pixels[i] & 0xffffff;
    }
  return count;
}

static void
look (Watch *watch)
{
  double when = now () - watch->start;
  double cpu = child_cpu (watch);
  XImage *image = take_picture (watch);
  uint64_t hash;

  if (image == NULL || image->bits_per_pixel != 32)
    return;
  hash = hash_picture (image);
  if (watch->frame <= 0 && count_colours (image) >= MIN_COLOURS)
    {
      watch->frame = when;
      watch->frame_cpu = cpu;
    }
  if (hash != watch->picture)
    {
      watch->picture = hash;
      watch->settled = when;
      watch->settled_cpu = cpu;
    }
  XDestroyImage (image);
}

static void
on_map (Watch *watch, const XMapEvent *event)
{
  XWindowAttributes attributes;

  if (watch->window != None || event->override_redirect)
    return;
  if (!XGetWindowAttributes (watch->display, event->window, &attributes) || attributes.width < MIN_WIDTH)
    return;
  watch->mapped = now () - watch->start;
  watch->window = event->window;
  watch->damage = XDamageCreate (watch->display, event->window, XDamageReportNonEmpty);
}

static void
take_events (Watch *watch)
{
  int damaged = 0;

  while (XPending (watch->display) > 0)
    {
      XEvent event;

      XNextEvent (watch->display, &event);
      if (event.type == MapNotify)
        on_map (watch, &event.xmap);
      else if (event.type == watch->damage_event + XDamageNotify)
        damaged = 1;
    }
  if (!damaged)
    return;
  /* First, so that what is drawn while we look is told again. */
  XDamageSubtract (watch->display, watch->damage, None, None);
  look (watch);
}

static void
look_for_work (Watch *watch, double when)
{
  double cpu = child_cpu (watch);

  if (when - watch->looked < LOOK_MS)
    return;
  if (cpu - watch->looked_cpu > IDLE_CPU_MS)
    watch->busy = when;
  watch->looked = when;
  watch->looked_cpu = cpu;
}

static int
is_done (Watch *watch)
{
  double passed = now () - watch->start;

  look_for_work (watch, passed);
  if (passed > GIVE_UP_MS || waitpid (watch->child, NULL, WNOHANG) != 0)
    return 1;
  return watch->frame > 0 && passed - watch->settled > QUIET_MS && passed - watch->busy > QUIET_MS;
}

static void
run (Watch *watch, char **command)
{
  struct pollfd ready = { ConnectionNumber (watch->display), POLLIN, 0 };

  watch->start = now ();
  watch->child = fork ();
  if (watch->child == 0)
    {
      execvp (command[0], command);
      _exit (127);
    }
  while (!is_done (watch))
    {
      take_events (watch);
      XFlush (watch->display);
      poll (&ready, 1, 10);
    }
}

static void
print (const Watch *watch)
{
  printf ("{\"mapped_ms\": %.1f, \"frame_ms\": %.1f, \"frame_cpu_ms\": %.1f, \"settled_ms\": %.1f, \"settled_cpu_ms\": %.1f, \"peak_kib\": %ld}\n",
          watch->mapped, watch->frame, watch->frame_cpu, watch->settled, watch->settled_cpu, child_peak_kib (watch));
}

int
main (int argc, char **argv)
{
  Watch watch = { 0 };
  int error_base;

  watch.display = argc > 1 ? XOpenDisplay (NULL) : NULL;
  if (watch.display == NULL || !XDamageQueryExtension (watch.display, &watch.damage_event, &error_base))
    {
      fprintf (stderr, "launch-watch: usage: launch-watch COMMAND ARGUMENT…, with a display that has the extension DAMAGE\n");
      return 2;
    }
  XSetErrorHandler (ignore_error);
  XSelectInput (watch.display, DefaultRootWindow (watch.display), SubstructureNotifyMask);
  XSync (watch.display, False);
  run (&watch, argv + 1);
  print (&watch);
  kill (watch.child, SIGKILL);
  waitpid (watch.child, NULL, 0);
  return watch.frame > 0 ? 0 : 1;
}

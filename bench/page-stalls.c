/* SPDX-License-Identifier: GPL-3.0-or-later */

/* page-stalls DATABASE PAGE: drives a page in a real window as a person would, types into its search or steps through its weeks, and for each
   step measures how long the main loop was kept busy at one go. Prints JSON: the worst step, its longest go with and without what the
   software renderer paints, and the whole of its processor time. */

#include "ta-window.h"

#include <adwaita.h>
#include <time.h>

/* Turns of the loop in which nothing is to be done after which a step is over. */
#define CALM_MS 120

typedef struct
{
  double whole;   /* processor time of the main thread */
  double longest; /* at one go */
  double unpainted;
} Times;

typedef struct
{
  TaWindow *window;
  double layout_end; /* of the frame under way */
  double painted;    /* in this go */
  gboolean verbose;
} Bench;

static double
now_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
on_layout (GdkFrameClock *clock, Bench *bench)
{
  bench->layout_end = now_ms ();
}

static void
on_after_paint (GdkFrameClock *clock, Bench *bench)
{
  if (bench->layout_end > 0)
    bench->painted += now_ms () - bench->layout_end;
  bench->layout_end = 0;
}

static gboolean
is_busy (Bench *bench)
{
  TaPage *page = ta_window_get_page (bench->window);

  return page == NULL || !ta_page_is_settled (page);
}

/* Runs the loop until nothing has come for a while, and adds what it took to @times. */
static void
run_loop (Bench *bench, Times *times)
{
  gint64 calm_since = g_get_monotonic_time ();

  while (is_busy (bench) || g_get_monotonic_time () - calm_since < CALM_MS * 1000)
    {
      double start = now_ms (), took;

      bench->painted = 0;
      if (!g_main_context_iteration (NULL, FALSE))
        {
          g_usleep (500);
          continue;
        }
      took = now_ms () - start;
      times->whole += took;
      times->longest = MAX (times->longest, took);
      times->unpainted = MAX (times->unpainted, took - bench->painted);
      /* What goes round for ever, as a spinner does, is little. */
      if (took > 0.3)
        calm_since = g_get_monotonic_time ();
    }
}

static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  if (g_strcmp0 (gtk_widget_get_name (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
finish_step (Bench *bench, const char *what, double start, Times *worst)
{
  Times times = { 0 };

  times.whole = times.longest = times.unpainted = now_ms () - start;
  run_loop (bench, &times);
  if (bench->verbose)
    g_printerr ("%-24s %6.1f ms, longest go %5.1f ms, unpainted %5.1f ms\n", what, times.whole, times.longest, times.unpainted);
  worst->whole = MAX (worst->whole, times.whole);
  worst->longest = MAX (worst->longest, times.longest);
  worst->unpainted = MAX (worst->unpainted, times.unpainted);
}

static guint
type_searches (Bench *bench, Times *worst)
{
  static const char *const searches[] = { "lawn mower", "drill", "bosch", "41", "shed shelf a", "sérrucho" };
  GtkWidget *entry = find_named (GTK_WIDGET (bench->window), "tools-search");
  guint steps = 0;

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    for (const char *end = searches[i]; end != NULL; end = *end != '\0' ? g_utf8_next_char (end) : NULL)
      {
        g_autofree char *typed = g_strndup (searches[i], (gsize) (end - searches[i]));
        double start = now_ms ();

        gtk_editable_set_text (GTK_EDITABLE (entry), typed);
        finish_step (bench, typed, start, worst);
        steps++;
      }
  return steps;
}

static guint
step_through (Bench *bench, Times *worst)
{
  static const char *const actions[] = { "rota.previous", "rota.previous", "rota.previous", "rota.next", "rota.previous", "rota.previous", "rota.previous", "rota.next",
                                         "rota.month", "rota.previous", "rota.previous", "rota.next", "rota.previous", "rota.week", "rota.previous" };
  guint steps = 0;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (actions); i++)
    {
      const char *action = actions[i % G_N_ELEMENTS (actions)];
      double start = now_ms ();

      gtk_widget_activate_action (GTK_WIDGET (ta_window_get_page (bench->window)), action, NULL);
      finish_step (bench, action, start, worst);
      steps++;
    }
  return steps;
}

static void
set_up (void)
{
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/coop/turnabout/Turnabout/icons");
  gtk_css_provider_load_from_resource (css, "/coop/turnabout/Turnabout/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
open_page (Bench *bench, TaStore *store, const char *page)
{
  GdkFrameClock *clock;
  Times times = { 0 };

  bench->window = ta_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 800);
  ta_window_set_store (bench->window, store, NULL, NULL);
  gtk_window_present (GTK_WINDOW (bench->window));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  g_signal_connect_after (clock, "layout", G_CALLBACK (on_layout), bench);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), bench);
  run_loop (bench, &times);
  ta_window_show_page (bench->window, page, NULL);
  run_loop (bench, &times);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaStore) store = NULL;
  Bench bench = { .verbose = g_getenv ("PAGE_STALLS_VERBOSE") != NULL };
  Times worst = { 0 };
  guint steps;

  store = argc == 3 ? ta_store_open (argv[1], TA_DATABASE_CREATE, &error) : NULL;
  if (store == NULL)
    {
      g_printerr ("page-stalls: %s\n", error != NULL ? error->message : "usage: page-stalls DATABASE tools|rota");
      return 2;
    }
  set_up ();
  open_page (&bench, store, argv[2]);
  steps = g_str_equal (argv[2], "tools") ? type_searches (&bench, &worst) : step_through (&bench, &worst);
  g_print ("{\"steps\": %u, \"whole_ms\": %.1f, \"longest_ms\": %.1f, \"unpainted_ms\": %.1f}\n", steps, worst.whole, worst.longest, worst.unpainted);
  return 0;
}

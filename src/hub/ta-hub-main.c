/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub.h"

#include "ta-hub-switches.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <signal.h>

#define STATUS_DONE 0
#define STATUS_FAILED 1
#define STATUS_USAGE 2
#define DEFAULT_ADDRESS "127.0.0.1:5985"

typedef struct
{
  gboolean init;
  gboolean list;
  gboolean behind_proxy;
  gboolean quiet;
  gboolean version;
  char *url;
  char *name;
  char *listen;
  char *invite;
  char *backup;
  char *delete;
  char *remove;
  char *certificate;
  char *key;
  char **files;
  GPtrArray *switches;
  TaHub *hub;
  GMainLoop *loop;
} Program;

static void
program_clear (Program *self)
{
  g_clear_pointer (&self->hub, ta_hub_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->switches, g_ptr_array_unref);
  g_strfreev (self->files);
  g_free (self->url);
  g_free (self->name);
  g_free (self->listen);
  g_free (self->invite);
  g_free (self->backup);
  g_free (self->delete);
  g_free (self->remove);
  g_free (self->certificate);
  g_free (self->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Program, program_clear)

static gboolean
fail_usage (const char *message, GError **error)
{
  g_set_error_literal (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE, message);
  return FALSE;
}

/* The options -------------------------------------------------------------------------------------------------------------------- */

static gboolean
parse (Program *self, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "init", 0, 0, G_OPTION_ARG_NONE, &self->init, N_ ("Make FILE and print the first invitation"), NULL },
    { "url", 0, 0, G_OPTION_ARG_STRING, &self->url, N_ ("With --init: where clients reach the hub"), "https://…" },
    { "db", 0, 0, G_OPTION_ARG_STRING, &self->name, N_ ("With --init: the name of the first database"), N_ ("NAME") },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &self->listen, N_ ("Where to listen"), N_ ("ADDRESS:PORT") },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &self->certificate, N_ ("Speak TLS with this certificate"), N_ ("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &self->key, N_ ("The key of the certificate"), N_ ("FILE") },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &self->behind_proxy, N_ ("A proxy in front speaks TLS and says who asks"), NULL },
    { "invite", 0, 0, G_OPTION_ARG_STRING, &self->invite, N_ ("Print an invitation to a database; make it where there is none"), N_ ("NAME") },
    { "list", 0, 0, G_OPTION_ARG_NONE, &self->list, N_ ("List the databases and their devices"), NULL },
    { "remove", 0, 0, G_OPTION_ARG_STRING, &self->remove, N_ ("Remove a device"), N_ ("USER") },
    { "delete", 0, 0, G_OPTION_ARG_STRING, &self->delete, N_ ("Delete a database"), N_ ("NAME") },
    { "backup", 0, 0, G_OPTION_ARG_FILENAME, &self->backup, N_ ("Write a copy of FILE"), N_ ("COPY") },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &self->quiet, N_ ("Write no line for each request"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->files, NULL, N_ ("FILE") },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _ ("Keeps sealed documents for pods and hands them on."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (self->version)
    return TRUE;
  if (g_strv_length (self->files != NULL ? self->files : (char *[]) { NULL }) != 1)
    return fail_usage (_ ("Name the hub’s file."), error);
  if (self->init != (self->url != NULL) || (self->name != NULL && !self->init))
    return fail_usage (_ ("--init needs --url."), error);
  if (self->init + self->list + (self->invite != NULL) + (self->backup != NULL) + (self->remove != NULL) + (self->delete != NULL) > 1)
    return fail_usage (_ ("One thing at a time."), error);
  if ((self->certificate == NULL) != (self->key == NULL))
    return fail_usage (_ ("--tls-certificate and --tls-key belong together."), error);
  return TRUE;
}

/* Takes the test switches out of the command line, where this build has any. */
static void
take_switches (Program *self, int *argc, char **argv)
{
  int kept = 0;

  self->switches = g_ptr_array_new ();
  for (int i = 0; i < *argc; i++)
    if (i > 0 && ta_hub_switches_know (argv[i]))
      g_ptr_array_add (self->switches, argv[i]);
    else
      argv[kept++] = argv[i];
  argv[kept] = NULL;
  *argc = kept;
  g_ptr_array_add (self->switches, NULL);
}

/* Serving ------------------------------------------------------------------------------------------------------------------------- */

static gboolean
on_end (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* A renewed certificate is read again. */
static gboolean
on_reload (gpointer data)
{
  Program *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (self->certificate == NULL)
    return G_SOURCE_CONTINUE;
  certificate = g_tls_certificate_new_from_files (self->certificate, self->key, &error);
  if (certificate != NULL)
    ta_hub_set_certificate (self->hub, certificate);
  else
    g_printerr ("%s\n", error->message);
  return G_SOURCE_CONTINUE;
}

static void
say_where (Program *self)
{
  g_autofree char *url = ta_hub_dup_url (self->hub);

  /* For programs as well as for people, and so in no language. */
  g_print ("Listening on %s\n", url);
}

static gboolean
serve (Program *self, GError **error)
{
  TaHubOptions options = { .behind_proxy = self->behind_proxy, .quiet = self->quiet, .switches = (const char *const *) self->switches->pdata };
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (self->certificate != NULL)
    {
      certificate = g_tls_certificate_new_from_files (self->certificate, self->key, error);
      if (certificate == NULL)
        return FALSE;
    }
  /* A connection that ends, and a file that may not grow, are errors to be answered, not ends of the program. */
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  self->hub = ta_hub_new (self->files[0], &options, error);
  if (self->hub == NULL || !ta_hub_listen (self->hub, self->listen != NULL ? self->listen : DEFAULT_ADDRESS, certificate, error))
    return FALSE;
  self->loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, on_end, self->loop);
  g_unix_signal_add (SIGINT, on_end, self->loop);
  g_unix_signal_add (SIGHUP, on_reload, self);
  /* Whoever reads this may send a signal at once. */
  say_where (self);
  g_main_loop_run (self->loop);
  return TRUE;
}

/* The rest ------------------------------------------------------------------------------------------------------------------------ */

static gboolean
print_and_free (char *text)
{
  g_autofree char *owned = text;

  if (text != NULL)
    g_print ("%s", text);
  return text != NULL;
}

static gboolean
run (Program *self, GError **error)
{
  const char *file = self->files != NULL ? self->files[0] : NULL;
  g_autofree char *link = NULL;
  gboolean done;

  if (self->version)
    {
      g_print ("turnabout-hub %s\n", TA_VERSION);
      return TRUE;
    }
  if (self->list)
    return print_and_free (ta_hub_describe (file, error));
  if (self->backup != NULL)
    return ta_hub_backup (file, self->backup, error);
  if (self->remove != NULL)
    return ta_hub_remove (file, self->remove, error);
  if (self->delete != NULL)
    return ta_hub_delete (file, self->delete, error);
  if (!self->init && self->invite == NULL)
    return serve (self, error);
  done = self->init ? ta_hub_create (file, self->url, self->name != NULL ? self->name : "pod", &link, error)
                    : ta_hub_invite (file, self->invite, &link, error);
  if (done)
    g_print ("%s\n", link);
  return done;
}

int
ta_hub_main (int argc, char **argv)
{
  g_auto (Program) self = { 0 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, TA_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  take_switches (&self, &argc, argv);
  if (parse (&self, &argc, &argv, &error) && run (&self, &error))
    return STATUS_DONE;
  g_printerr ("turnabout-hub: %s\n", error->message);
  return g_error_matches (error, TA_HUB_ERROR, TA_HUB_ERROR_USAGE) || error->domain == G_OPTION_ERROR ? STATUS_USAGE : STATUS_FAILED;
}

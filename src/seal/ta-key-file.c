/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-key-place.h"

#include "ta-seal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* base64 of a full keyring takes a fifth of it. */
#define MAX_FILE 65536

const char *
ta_key_kind_word (TaKeyKind kind)
{
  static const char *const words[] = { "keyring", "device", "password", "health" };

  g_assert (kind < G_N_ELEMENTS (words));
  return words[kind];
}

static char *
build_path (const char *folder, const char *name, TaKeyKind kind)
{
  g_autofree char *file = g_strdup_printf ("%s.%s", name, ta_key_kind_word (kind));

  return g_build_filename (folder, file, NULL);
}

static gboolean
fail_errno (const char *path, int code, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_STORE, "%s: %s", shown, g_strerror (code));
  return FALSE;
}

gboolean
ta_key_file_save (const char *folder, const char *name, TaKeyKind kind, const TaSecret *secret, GError **error)
{
  g_autofree char *path = build_path (folder, name, kind);
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  gboolean saved;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (folder, errno, error);
  /* A file that is there keeps its mode. */
  if (g_chmod (path, 0600) != 0 && errno != ENOENT)
    return fail_errno (path, errno, error);
  text = ta_base64_encode (ta_secret_get_data (secret), ta_secret_get_size (secret));
  saved = g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &problem);
  sodium_memzero (text, strlen (text));
  if (!saved)
    g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_STORE, problem->message);
  return saved;
}

/* Reads no more than a secret may have, whatever the file is. */
static TaSecret *
read_all (int fd)
{
  g_autoptr (TaSecret) text = ta_secret_new (MAX_FILE);
  gsize size = 0;
  gssize count = 1;

  while (count > 0 && size < MAX_FILE)
    {
      count = read (fd, ta_secret_get_data (text) + size, MAX_FILE - size);
      if (count < 0 && errno == EINTR)
        count = 1;
      else if (count < 0)
        return NULL;
      else
        size += (gsize) count;
    }
  ta_secret_truncate (text, size);
  return g_steal_pointer (&text);
}

static TaSecret *
decode (const char *path, const TaSecret *text, GError **error)
{
  TaSecret *secret;

  g_strchomp ((char *) ta_secret_get_data (text));
  secret = ta_base64_decode (ta_secret_get_text (text), MAX_FILE - 1);
  if (secret == NULL)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, TA_SEAL_ERROR, TA_SEAL_ERROR_STORE, _ ("%s holds no secret."), shown);
    }
  return secret;
}

TaSecret *
ta_key_file_load (const char *folder, const char *name, TaKeyKind kind, GError **error)
{
  g_autofree char *path = build_path (folder, name, kind);
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  g_autoptr (TaSecret) text = NULL;
  struct stat status;

  if (fd < 0)
    {
      if (errno != ENOENT)
        fail_errno (path, errno, error);
      return NULL;
    }
  /* Somebody may have copied it about: from now on nobody else reads it. */
  if (fstat (fd, &status) != 0 || ((status.st_mode & 077) != 0 && fchmod (fd, 0600) != 0) || (text = read_all (fd)) == NULL)
    {
      fail_errno (path, errno, error);
      return NULL;
    }
  return decode (path, text, error);
}

gboolean
ta_key_file_remove (const char *folder, const char *name, TaKeyKind kind, GError **error)
{
  g_autofree char *path = build_path (folder, name, kind);

  return g_unlink (path) == 0 || errno == ENOENT || fail_errno (path, errno, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-key-place.h"

#include "ta-seal-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#define MAX_TEXT 65536

static const SecretSchema schema = {
  "coop.turnabout.Turnabout.Key",
  SECRET_SCHEMA_NONE,
  { { "of", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* What a person reads in the list of passwords. */
static const char *
label (TaKeyKind kind)
{
  switch (kind)
    {
    case TA_KEY_KIND_KEYRING:
      return _ ("Turnabout: keys of a pod");
    case TA_KEY_KIND_DEVICE:
      return _ ("Turnabout: keys of this device");
    case TA_KEY_KIND_PASSWORD:
      return _ ("Turnabout: account on a hub");
    case TA_KEY_KIND_HEALTH:
      return _ ("Turnabout: health data");
    default:
      g_assert_not_reached ();
    }
}

/* A service that is there and does not answer may hold what is asked for; that is another thing than none. */
static gboolean
is_silence (const GError *problem)
{
  return g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) || g_error_matches (problem, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
         || g_error_matches (problem, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT) || g_error_matches (problem, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT);
}

static TaKeyDesktop
fail_locked (GError **error)
{
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_LOCKED, _ ("The desktop’s passwords are locked. Unlock them and try again."));
  return TA_KEY_DESKTOP_FAILED;
}

/* A service that was started anew knows nothing of the session with the one before: what fails is tried once more in a new one. */
static gboolean
deserves_another (GError **problem, guint *tries)
{
  if (*problem == NULL || ++*tries > 1 || (*problem)->domain == SECRET_ERROR || is_silence (*problem)
      || g_error_matches (*problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_clear_error (problem);
  secret_service_disconnect ();
  return TRUE;
}

static TaKeyDesktop
judge (GError *problem, GError **error)
{
  if (problem == NULL)
    return TA_KEY_DESKTOP_DONE;
  if (g_error_matches (problem, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return fail_locked (error);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_error_copy (problem));
      return TA_KEY_DESKTOP_FAILED;
    }
  if (is_silence (problem))
    {
      g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_STORE, _ ("The desktop’s passwords cannot be reached."));
      return TA_KEY_DESKTOP_FAILED;
    }
  g_debug ("no secret service: %s", problem->message);
  return TA_KEY_DESKTOP_ABSENT;
}

TaKeyDesktop
ta_key_desktop_save (const char *name, TaKeyKind kind, const TaSecret *secret, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = ta_base64_encode (ta_secret_get_data (secret), ta_secret_get_size (secret));
  g_autoptr (GError) problem = NULL;
  gboolean stored;
  guint tries = 0;

  do
    stored = secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label (kind), text, cancellable, &problem, "of", name, "kind",
                                         ta_key_kind_word (kind), NULL);
  while (deserves_another (&problem, &tries));
  sodium_memzero (text, strlen (text));
  /* Without an error: a person was asked and said no. */
  return stored || problem != NULL ? judge (problem, error) : fail_locked (error);
}

/*
 * Whether there is one all the same, which nobody unlocked. Asked of the service itself: libsecret makes objects of what it finds and loses
 * memory over those that are locked. In a Flatpak nobody answers, and nothing is ever locked there.
 */
static gboolean
is_locked (const char *name, TaKeyKind kind, GCancellable *cancellable)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) locked = NULL;
  GVariantBuilder attributes;

  if (bus == NULL)
    return FALSE;
  g_variant_builder_init (&attributes, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&attributes, "{ss}", "of", name);
  g_variant_builder_add (&attributes, "{ss}", "kind", ta_key_kind_word (kind));
  g_variant_builder_add (&attributes, "{ss}", "xdg:schema", schema.name);
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
                                       "SearchItems", g_variant_new ("(a{ss})", &attributes), G_VARIANT_TYPE ("(aoao)"),
                                       G_DBUS_CALL_FLAGS_NO_AUTO_START, 10000, cancellable, NULL);
  locked = reply == NULL ? NULL : g_variant_get_child_value (reply, 1);
  return locked != NULL && g_variant_n_children (locked) > 0;
}

TaKeyDesktop
ta_key_desktop_load (const char *name, TaKeyKind kind, GCancellable *cancellable, TaSecret **secret, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint tries = 0;
  char *text;

  do
    text = secret_password_lookup_nonpageable_sync (&schema, cancellable, &problem, "of", name, "kind", ta_key_kind_word (kind), NULL);
  while (deserves_another (&problem, &tries));
  *secret = NULL;
  if (text == NULL && problem == NULL)
    return is_locked (name, kind, cancellable) ? fail_locked (error) : TA_KEY_DESKTOP_DONE;
  if (text == NULL)
    return judge (problem, error);
  *secret = ta_base64_decode (text, MAX_TEXT);
  secret_password_free (text);
  if (*secret != NULL)
    return TA_KEY_DESKTOP_DONE;
  g_set_error_literal (error, TA_SEAL_ERROR, TA_SEAL_ERROR_STORE, _ ("What lies among the desktop’s passwords is not from Turnabout."));
  return TA_KEY_DESKTOP_FAILED;
}

TaKeyDesktop
ta_key_desktop_remove (const char *name, TaKeyKind kind, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) problem = NULL;
  guint tries = 0;

  do
    secret_password_clear_sync (&schema, cancellable, &problem, "of", name, "kind", ta_key_kind_word (kind), NULL);
  while (deserves_another (&problem, &tries));
  return judge (problem, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-hub-wire.h"

/* As a JSON string. What must be escaped is rare here: names, revisions and words. */
static void
append_text (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c == '"' || c == '\\')
        g_string_append_c (out, '\\');
      if (c < 0x20)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_member (GString *out, const char *name, const char *text)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '{';

  if (last != '{' && last != '[')
    g_string_append_c (out, ',');
  append_text (out, name);
  g_string_append_c (out, ':');
  if (text != NULL)
    append_text (out, text);
  else
    g_string_append (out, "null");
}

/* The members of the envelope follow the hub's own: it is an object as text, so all but its first brace is put there. */
static void
append_put (GString *out, const TaWirePut *put)
{
  g_string_append_c (out, '{');
  append_member (out, "_id", put->id);
  if (put->rev != NULL)
    append_member (out, "_rev", put->rev);
  if (put->envelope == NULL)
    {
      g_string_append (out, ",\"_deleted\":true}");
      return;
    }
  g_string_append_c (out, ',');
  g_string_append (out, put->envelope + 1);
}

GBytes *
ta_hub_wire_write_puts (const TaWirePut *puts, guint n_puts)
{
  GString *out = g_string_new ("{\"docs\":[");

  for (guint i = 0; i < n_puts; i++)
    {
      g_return_val_if_fail (puts[i].envelope == NULL || (puts[i].envelope[0] == '{' && puts[i].envelope[1] == '"'), NULL);
      if (i > 0)
        g_string_append_c (out, ',');
      append_put (out, &puts[i]);
    }
  g_string_append (out, "]}");
  return g_string_free_to_bytes (out);
}

GBytes *
ta_hub_wire_write_gets (const char *const *ids, const char *const *revs, guint n_ids)
{
  GString *out = g_string_new ("{\"docs\":[");

  for (guint i = 0; i < n_ids; i++)
    {
      g_string_append (out, i > 0 ? ",{" : "{");
      append_member (out, "id", ids[i]);
      if (revs != NULL && revs[i] != NULL)
        append_member (out, "rev", revs[i]);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "]}");
  return g_string_free_to_bytes (out);
}

static void
append_number (GString *out, const char *name, gint64 number)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  append_text (out, name);
  g_string_append_printf (out, ":%" G_GINT64_FORMAT, number);
}

GBytes *
ta_hub_wire_write_epoch (const char *epoch, gint64 n, const char *rev)
{
  GString *out = g_string_new ("{");

  append_member (out, "epoch", epoch);
  if (n >= 0)
    append_number (out, "n", n);
  if (rev != NULL)
    append_member (out, "_rev", rev);
  g_string_append_c (out, '}');
  return g_string_free_to_bytes (out);
}

static void
append_list (GString *out, const char *name, const char *const *texts)
{
  g_string_append_c (out, ',');
  append_text (out, name);
  g_string_append (out, ":[");
  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_text (out, texts[i]);
    }
  g_string_append_c (out, ']');
}

GBytes *
ta_hub_wire_write_join (const char *token, const char *device, const char *claim, const char *const *holds)
{
  GString *out = g_string_new ("{");

  append_member (out, "token", token);
  append_member (out, "device", device);
  if (claim != NULL)
    append_member (out, "claim", claim);
  if (holds != NULL)
    append_list (out, "holds", holds);
  g_string_append_c (out, '}');
  return g_string_free_to_bytes (out);
}

GBytes *
ta_hub_wire_write_invite (const char *box, int hours)
{
  GString *out = g_string_new ("{");

  append_member (out, "box", box);
  append_number (out, "hours", hours);
  g_string_append_c (out, '}');
  return g_string_free_to_bytes (out);
}

char *
ta_hub_wire_write_text (const char *name, const char *text)
{
  GString *out = g_string_new ("{");

  append_member (out, name, text);
  g_string_append_c (out, '}');
  return g_string_free_and_steal (out);
}

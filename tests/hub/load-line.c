/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "load-line.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void
load_line_connect (LoadLine *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = g_htons (self->port), .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };

  if (self->fd >= 0)
    close (self->fd);
  g_string_truncate (self->out, 0);
  g_string_truncate (self->in, 0);
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  /* Connecting is waited for: the hub takes who comes as fast as they come. */
  if (self->fd < 0 || connect (self->fd, (struct sockaddr *) &address, sizeof address) != 0 || fcntl (self->fd, F_SETFL, O_NONBLOCK) != 0)
    g_error ("No connection: %s", g_strerror (errno));
}

LoadLine *
load_line_new (guint16 port)
{
  LoadLine *self = g_new0 (LoadLine, 1);

  self->port = port;
  self->fd = -1;
  self->out = g_string_new (NULL);
  self->in = g_string_new (NULL);
  load_line_connect (self);
  return self;
}

void
load_line_free (LoadLine *self)
{
  close (self->fd);
  g_string_free (self->out, TRUE);
  g_string_free (self->in, TRUE);
  g_free (self);
}

void
load_line_say (LoadLine *self, const char *text)
{
  g_string_append (self->out, text);
}

void
load_line_watch (LoadLine *self, GPollFD *watch)
{
  watch->fd = self->fd;
  watch->events = (gushort) (G_IO_IN | (self->out->len > 0 ? G_IO_OUT : 0));
  watch->revents = 0;
}

gboolean
load_line_pump (LoadLine *self)
{
  char buffer[16384];
  gssize size = send (self->fd, self->out->str, self->out->len, MSG_NOSIGNAL);

  if (size > 0)
    g_string_erase (self->out, 0, size);
  while ((size = recv (self->fd, buffer, sizeof buffer, 0)) > 0)
    g_string_append_len (self->in, buffer, size);
  return size < 0 && (errno == EAGAIN || errno == EINTR);
}

/* Answers -------------------------------------------------------------------------------------------------------------------------- */

/* Where the chunks that begin at @at end; their content is put into @body. 0: they have not all come. */
static gsize
read_chunks (LoadLine *self, gsize at, GString *body)
{
  for (;;)
    {
      const char *line = self->in->str + at, *end = strstr (line, "\r\n");
      gsize size = end != NULL ? strtoul (line, NULL, 16) : 0, begin = end != NULL ? (gsize) (end - self->in->str) + 2 : 0;

      if (end == NULL || begin + size + 2 > self->in->len)
        return 0;
      g_string_append_len (body, self->in->str + begin, (gssize) size);
      at = begin + size + 2;
      if (size == 0)
        return at;
    }
}

static gsize
read_length (LoadLine *self, const char *header, gsize at, GString *body)
{
  gsize size = header != NULL ? strtoul (header + strlen ("\r\nContent-Length:"), NULL, 10) : 0;

  if (at + size > self->in->len)
    return 0;
  g_string_append_len (body, self->in->str + at, (gssize) size);
  return at + size;
}

char *
load_line_take (LoadLine *self, guint *status)
{
  const char *end = strstr (self->in->str, "\r\n\r\n");
  g_autofree char *head = end != NULL ? g_strndup (self->in->str, (gsize) (end - self->in->str)) : NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  gsize at = end != NULL ? (gsize) (end - self->in->str) + 4 : 0;

  if (head == NULL)
    return NULL;
  if (!g_str_has_prefix (head, "HTTP/1."))
    g_error ("No answer: %s", head);
  *status = (guint) atoi (head + strlen ("HTTP/1.1 "));
  if (strstr (head, "\r\nTransfer-Encoding: chunked") != NULL)
    at = read_chunks (self, at, body);
  else
    at = read_length (self, strstr (head, "\r\nContent-Length:"), at, body);
  if (at == 0)
    return NULL;
  g_string_erase (self->in, 0, (gssize) at);
  return g_string_free_and_steal (g_steal_pointer (&body));
}

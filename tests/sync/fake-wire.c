/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"
#include "ta-sync-error.h"

#include <string.h>

typedef enum
{
  FAULT_DROP,  /* it does not arrive */
  FAULT_LOST,  /* it arrives, the answer does not */
  FAULT_TWICE, /* it arrives twice */
  FAULT_CUT,   /* the answer ends too early, and nobody says so */
  FAULT_BUSY,  /* 503 */
  FAULT_LATE,  /* a write arrives a second time, later, after others */
  N_FAULTS
} Fault;

/* A write to be delivered once more. */
typedef struct
{
  char *method;
  char *path;
  GBytes *body;
} Late;

struct _FakeWire
{
  GObject parent_instance;

  FakeHub *hub; /* unowned */
  GRand *rand;
  double faults;
  GPtrArray *late;   /* of Late: whenever chance has it */
  GPtrArray *behind; /* of Late: after the next question */
  guint next_status;
  guint next_count;
};

static void transport_init (TaHubTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeWire, fake_wire, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (TA_TYPE_HUB_TRANSPORT, transport_init))

static void
late_free (gpointer data)
{
  Late *late = data;

  g_free (late->method);
  g_free (late->path);
  g_bytes_unref (late->body);
  g_free (late);
}

static void
fake_wire_finalize (GObject *object)
{
  FakeWire *self = FAKE_WIRE (object);

  g_rand_free (self->rand);
  g_ptr_array_unref (self->late);
  g_ptr_array_unref (self->behind);
  G_OBJECT_CLASS (fake_wire_parent_class)->finalize (object);
}

static void
fake_wire_class_init (FakeWireClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_wire_finalize;
}

static void
fake_wire_init (FakeWire *self)
{
  self->late = g_ptr_array_new_with_free_func (late_free);
  self->behind = g_ptr_array_new_with_free_func (late_free);
}

FakeWire *
fake_wire_new (FakeHub *hub, guint32 seed, double faults)
{
  FakeWire *self = g_object_new (FAKE_TYPE_WIRE, NULL);

  self->hub = hub;
  self->rand = g_rand_new_with_seed (seed);
  self->faults = faults;
  return self;
}

void
fake_wire_set_faults (FakeWire *self, double faults)
{
  self->faults = faults;
}

void
fake_wire_answer_next (FakeWire *self, guint status, guint count)
{
  self->next_status = status;
  self->next_count = count;
}

static void
deliver (FakeWire *self, GPtrArray *from, guint i)
{
  Late *late = g_ptr_array_steal_index (from, i);
  const TaHubRequest request = { .method = late->method, .path = late->path, .body = late->body };

  ta_hub_answer_free (fake_hub_answer (self->hub, &request));
  late_free (late);
}

void
fake_wire_settle (FakeWire *self)
{
  while (self->behind->len > 0)
    deliver (self, self->behind, 0);
  while (self->late->len > 0)
    deliver (self, self->late, 0);
}

static TaHubAnswer *
fail (const char *what, GError **error)
{
  g_set_error_literal (error, TA_SYNC_ERROR, TA_SYNC_ERROR_NETWORK, what);
  return NULL;
}

static TaHubAnswer *
cut (TaHubAnswer *answer, gsize length)
{
  g_autoptr (GBytes) whole = g_steal_pointer (&answer->body);

  answer->body = g_bytes_new_from_bytes (whole, 0, length);
  return answer;
}

static TaHubAnswer *
cut_somewhere (FakeWire *self, TaHubAnswer *answer)
{
  return cut (answer, (gsize) g_rand_int_range (self->rand, 0, (gint32) g_bytes_get_size (answer->body) + 1));
}

static void
keep (GPtrArray *list, const TaHubRequest *request)
{
  Late *late = g_new0 (Late, 1);

  late->method = g_strdup (request->method);
  late->path = g_strdup (request->path);
  late->body = g_bytes_ref (request->body);
  g_ptr_array_add (list, late);
}

static TaHubAnswer *
spoil (FakeWire *self, const TaHubRequest *request, GError **error)
{
  Fault fault = (Fault) g_rand_int_range (self->rand, 0, N_FAULTS);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  TaHubAnswer *answer;

  if (fault == FAULT_DROP)
    return fail ("refused", error);
  if (fault == FAULT_BUSY)
    return ta_hub_answer_new (503, nothing);
  answer = fake_hub_answer (self->hub, request);
  if (fault == FAULT_LATE && strstr (request->path, "/_bulk_docs") != NULL)
    keep (self->late, request);
  if (fault == FAULT_CUT)
    return cut_somewhere (self, answer);
  if (fault != FAULT_LOST && fault != FAULT_TWICE)
    return answer;
  ta_hub_answer_free (answer);
  return fault == FAULT_TWICE ? fake_hub_answer (self->hub, request) : fail ("reset", error);
}

/* What arrives of a question whose end does not. */
static void
tear (FakeWire *self, const TaHubRequest *request)
{
  g_autoptr (GBytes) half = request->body != NULL ? g_bytes_new_from_bytes (request->body, 0, g_bytes_get_size (request->body) / 2) : NULL;
  TaHubRequest torn = *request;

  torn.body = half;
  if (half != NULL && strcmp (request->method, "POST") == 0)
    ta_hub_answer_free (fake_hub_answer (self->hub, &torn));
}

/* The question or its answer does not get there. */
static TaHubAnswer *
lose (FakeWire *self, const TaHubRequest *request, FakeFault fault, GError **error)
{
  if (fault == FAKE_FAULT_TORN)
    tear (self, request);
  else if (fault == FAKE_FAULT_STRAY)
    keep (self->behind, request);
  else if (fault == FAKE_FAULT_LOST)
    ta_hub_answer_free (fake_hub_answer (self->hub, request));
  return fail ("reset", error);
}

static TaHubAnswer *
meet (FakeWire *self, const TaHubRequest *request, FakeFault fault, GError **error)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  TaHubAnswer *answer;

  if (fault == FAKE_FAULT_BUSY)
    return ta_hub_answer_new (503, nothing);
  if (fault == FAKE_FAULT_DROPPED || fault == FAKE_FAULT_TORN || fault == FAKE_FAULT_STRAY || fault == FAKE_FAULT_LOST)
    return lose (self, request, fault, error);
  if (fault == FAKE_FAULT_TWICE)
    ta_hub_answer_free (fake_hub_answer (self->hub, request));
  else if (fault == FAKE_FAULT_LATE)
    keep (self->behind, request);
  else if (fault == FAKE_FAULT_LAST)
    keep (self->late, request);
  answer = fake_hub_answer (self->hub, request);
  if (fault == FAKE_FAULT_HALVED)
    return cut (answer, g_bytes_get_size (answer->body) / 2);
  return fault == FAKE_FAULT_CLIPPED ? cut (answer, MAX (g_bytes_get_size (answer->body), 1) - 1) : answer;
}

/* What came too late arrives behind this one. */
static TaHubAnswer *
send_planned (FakeWire *self, const TaHubRequest *request, GError **error)
{
  guint behind = self->behind->len;
  FakeFault fault = fake_hub_next_fault (self->hub, request);
  TaHubAnswer *answer = fault != FAKE_FAULT_NONE ? meet (self, request, fault, error) : fake_hub_answer (self->hub, request);

  for (guint i = 0; i < behind; i++)
    deliver (self, self->behind, 0);
  return answer;
}

static TaHubAnswer *
fake_wire_send (TaHubTransport *transport, const TaHubRequest *request, GCancellable *cancellable, GError **error)
{
  FakeWire *self = FAKE_WIRE (transport);

  if (self->next_count > 0)
    {
      g_autoptr (GBytes) nothing = g_bytes_new_static ("{}", 2);

      self->next_count--;
      return ta_hub_answer_new (self->next_status, nothing);
    }
  if (self->late->len > 0 && self->faults > 0 && g_rand_double (self->rand) < 0.3)
    deliver (self, self->late, (guint) g_rand_int_range (self->rand, 0, (gint32) self->late->len));
  if (g_rand_double (self->rand) < self->faults)
    return spoil (self, request, error);
  return send_planned (self, request, error);
}

static void
transport_init (TaHubTransportInterface *iface)
{
  iface->send = fake_wire_send;
}

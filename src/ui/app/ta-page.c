/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-page.h"

typedef struct
{
  TaContext *context;
} TaPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TaPage, ta_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_CONTEXT = 1
} TaPageProperty;

static GParamSpec *properties[PROP_CONTEXT + 1];

static TaPagePrivate *
get_private (TaPage *self)
{
  return ta_page_get_instance_private (self);
}

static void
ta_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((TaPageProperty) prop_id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, get_private (TA_PAGE (object))->context);
      break;
    }
}

static void
ta_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((TaPageProperty) prop_id)
    {
    case PROP_CONTEXT:
      get_private (TA_PAGE (object))->context = g_value_dup_object (value);
      break;
    }
}

static void
ta_page_finalize (GObject *object)
{
  g_clear_object (&get_private (TA_PAGE (object))->context);
  G_OBJECT_CLASS (ta_page_parent_class)->finalize (object);
}

static void
ignore_open (TaPage *self, const char *id)
{
}

static void
ignore_search (TaPage *self)
{
}

static gboolean
always_settled (TaPage *self)
{
  return TRUE;
}

static void
ta_page_class_init (TaPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ta_page_get_property;
  object_class->set_property = ta_page_set_property;
  object_class->finalize = ta_page_finalize;
  klass->open = ignore_open;
  klass->search = ignore_search;
  klass->is_settled = always_settled;
  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, TA_TYPE_CONTEXT, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ta_page_init (TaPage *self)
{
}

TaContext *
ta_page_get_context (TaPage *self)
{
  g_return_val_if_fail (TA_IS_PAGE (self), NULL);
  return get_private (self)->context;
}

void
ta_page_open (TaPage *self, const char *id)
{
  g_return_if_fail (TA_IS_PAGE (self));
  TA_PAGE_GET_CLASS (self)->open (self, id);
}

void
ta_page_search (TaPage *self)
{
  g_return_if_fail (TA_IS_PAGE (self));
  TA_PAGE_GET_CLASS (self)->search (self);
}

gboolean
ta_page_is_settled (TaPage *self)
{
  g_return_val_if_fail (TA_IS_PAGE (self), TRUE);
  return TA_PAGE_GET_CLASS (self)->is_settled (self);
}

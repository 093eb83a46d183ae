/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household-item.h"

#include "ta-membership-rules.h"

struct _TaHouseholdItem
{
  GObject parent_instance;

  TaHousehold *household;
  char *initials;
  TaStatus status;
  const char *standing;
  int waiting_days;
};

G_DEFINE_FINAL_TYPE (TaHouseholdItem, ta_household_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_INITIALS,
  PROP_COLOUR,
  PROP_ADDRESS,
  PROP_STATUS_LABEL
} TaHouseholdItemProperty;

static GParamSpec *properties[PROP_STATUS_LABEL + 1];
static guint changed_signal;

static void
ta_household_item_finalize (GObject *object)
{
  TaHouseholdItem *self = TA_HOUSEHOLD_ITEM (object);

  g_clear_pointer (&self->household, ta_household_free);
  g_clear_pointer (&self->initials, g_free);
  G_OBJECT_CLASS (ta_household_item_parent_class)->finalize (object);
}

static void
ta_household_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  TaHouseholdItem *self = TA_HOUSEHOLD_ITEM (object);

  switch ((TaHouseholdItemProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->household->name);
      break;
    case PROP_INITIALS:
      g_value_set_string (value, self->initials);
      break;
    case PROP_COLOUR:
      g_value_set_int (value, self->household->colour);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->household->address);
      break;
    case PROP_STATUS_LABEL:
      g_value_set_string (value, ta_code_label (ta_status_codes, (int) self->status));
      break;
    }
}

static void
ta_household_item_class_init (TaHouseholdItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = ta_household_item_finalize;
  object_class->get_property = ta_household_item_get_property;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_INITIALS] = g_param_spec_string ("initials", NULL, NULL, NULL, flags);
  properties[PROP_COLOUR] = g_param_spec_int ("colour", NULL, NULL, 0, 9, 0, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_STATUS_LABEL] = g_param_spec_string ("status-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed_signal = g_signal_new ("changed", TA_TYPE_HOUSEHOLD_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_household_item_init (TaHouseholdItem *self)
{
}

TaHouseholdItem *
ta_household_item_new (TaHousehold *household, TaDate today)
{
  TaHouseholdItem *self = g_object_new (TA_TYPE_HOUSEHOLD_ITEM, NULL);

  ta_household_item_set (self, household, today);
  return self;
}

void
ta_household_item_set (TaHouseholdItem *self, TaHousehold *household, TaDate today)
{
  TaDate since;

  g_return_if_fail (TA_IS_HOUSEHOLD_ITEM (self));
  ta_household_free (self->household);
  self->household = household;
  g_free (self->initials);
  self->initials = ta_household_initials (household->name);
  self->status = ta_household_status (household, today);
  self->standing = ta_household_standing (household, today);
  since = ta_household_waits_since (household, today);
  self->waiting_days = since != TA_DATE_NONE ? today - since : -1;
  for (guint i = PROP_NAME; i < G_N_ELEMENTS (properties); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_signal_emit (self, changed_signal, 0);
}

const TaHousehold *
ta_household_item_get (TaHouseholdItem *self)
{
  g_return_val_if_fail (TA_IS_HOUSEHOLD_ITEM (self), NULL);
  return self->household;
}

const char *
ta_household_item_get_id (TaHouseholdItem *self)
{
  g_return_val_if_fail (TA_IS_HOUSEHOLD_ITEM (self), NULL);
  return self->household->id;
}

const char *
ta_household_item_get_name (TaHouseholdItem *self)
{
  g_return_val_if_fail (TA_IS_HOUSEHOLD_ITEM (self), NULL);
  return self->household->name;
}

const char *
ta_household_item_get_initials (TaHouseholdItem *self)
{
  g_return_val_if_fail (TA_IS_HOUSEHOLD_ITEM (self), NULL);
  return self->initials;
}

int
ta_household_item_get_colour (TaHouseholdItem *self)
{
  g_return_val_if_fail (TA_IS_HOUSEHOLD_ITEM (self), 0);
  return self->household->colour;
}

TaStatus
ta_household_item_get_status (TaHouseholdItem *self)
{
  g_return_val_if_fail (TA_IS_HOUSEHOLD_ITEM (self), TA_STATUS_INTERESTED);
  return self->status;
}

const char *
ta_household_item_get_standing (TaHouseholdItem *self)
{
  g_return_val_if_fail (TA_IS_HOUSEHOLD_ITEM (self), NULL);
  return self->standing;
}

int
ta_household_item_get_waiting_days (TaHouseholdItem *self)
{
  g_return_val_if_fail (TA_IS_HOUSEHOLD_ITEM (self), -1);
  return self->waiting_days;
}

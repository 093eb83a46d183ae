/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-plan-options.h"

#include "ta-form.h"

#include <glib/gi18n.h>

struct _TaPlanOptions
{
  AdwExpanderRow parent_instance;

  TaContext *context;
  char *pod;
  GtkWidget *fewest;    /* borrowed */
  GPtrArray *switches;  /* of GtkWidget, borrowed: of services and households, whose id is their "id" */
  char *shown;          /* the ids and names that have switches */
  GHashTable *switched; /* id → whether it takes part, where a person said so */
};

G_DEFINE_FINAL_TYPE (TaPlanOptions, ta_plan_options, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  RULES,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
changed (TaPlanOptions *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rules_activated (TaPlanOptions *self)
{
  g_signal_emit (self, signals[RULES], 0);
}

static void
switched (TaPlanOptions *self, GParamSpec *pspec, GtkWidget *row)
{
  const char *id = g_object_get_data (G_OBJECT (row), "id");

  g_hash_table_insert (self->switched, g_strdup (id), GINT_TO_POINTER (adw_switch_row_get_active (ADW_SWITCH_ROW (row))));
  changed (self);
}

static gboolean
takes_part (TaPlanOptions *self, const char *id, gboolean by_default)
{
  gpointer said;

  return g_hash_table_lookup_extended (self->switched, id, NULL, &said) ? GPOINTER_TO_INT (said) : by_default;
}

static gboolean
service_takes_part (TaPlanOptions *self, const TaService *service)
{
  return takes_part (self, service->id, service->kind == TA_SERVICE_COOK);
}

/* (transfer container): of TaHousehold, borrowed: those of the pod */
static GPtrArray *
pod_households (TaPlanOptions *self)
{
  GListModel *all = ta_context_get_households (self->context);
  GPtrArray *households = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (all, i);
      const TaHousehold *household = ta_household_item_get (item);

      if (g_strcmp0 (ta_household_pod (household, ta_context_get_today (self->context)), self->pod) == 0)
        g_ptr_array_add (households, (gpointer) household);
    }
  return households;
}

static void
add_switch (TaPlanOptions *self, const char *id, const char *name, gboolean active)
{
  GtkWidget *row = ta_form_switch (name, active);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (switched), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->switches, row);
}

/* (transfer full): all that is to have a switch, in words that are the same as long as it is */
static char *
describe (GPtrArray *services, GPtrArray *households)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < services->len; i++)
    g_string_append_printf (text, "%s\n%s\n", ((const TaService *) services->pdata[i])->id, ((const TaService *) services->pdata[i])->name);
  for (guint i = 0; i < households->len; i++)
    g_string_append_printf (text, "%s\n%s\n", ((const TaHousehold *) households->pdata[i])->id, ((const TaHousehold *) households->pdata[i])->name);
  return g_string_free (text, FALSE);
}

static void
rebuild (TaPlanOptions *self, GPtrArray *services, GPtrArray *households)
{
  for (guint i = 0; i < self->switches->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->switches->pdata[i]);
  g_ptr_array_set_size (self->switches, 0);
  for (guint i = 0; i < services->len; i++)
    {
      const TaService *service = services->pdata[i];

      add_switch (self, service->id, service->name, service_takes_part (self, service));
    }
  for (guint i = 0; i < households->len; i++)
    {
      const TaHousehold *household = households->pdata[i];

      add_switch (self, household->id, household->name, takes_part (self, household->id, TRUE));
    }
}

void
ta_plan_options_refresh (TaPlanOptions *self)
{
  g_autoptr (GPtrArray) households = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (TA_IS_PLAN_OPTIONS (self));

  households = pod_households (self);
  text = describe (ta_context_get_services (self->context), households);
  if (g_strcmp0 (text, self->shown) == 0)
    return;
  g_set_str (&self->shown, text);
  rebuild (self, ta_context_get_services (self->context), households);
}

void
ta_plan_options_apply (TaPlanOptions *self, TaPlanWish *wish)
{
  GPtrArray *services;
  g_autoptr (GPtrArray) households = NULL;

  g_return_if_fail (TA_IS_PLAN_OPTIONS (self));

  services = ta_context_get_services (self->context);
  households = pod_households (self);
  wish->fewest_changes = adw_switch_row_get_active (ADW_SWITCH_ROW (self->fewest));
  g_ptr_array_set_size (wish->services, 0);
  for (guint i = 0; i < services->len; i++)
    if (service_takes_part (self, services->pdata[i]))
      g_ptr_array_add (wish->services, g_strdup (((const TaService *) services->pdata[i])->id));
  g_hash_table_remove_all (wish->left_out);
  for (guint i = 0; i < households->len; i++)
    {
      const TaHousehold *household = households->pdata[i];

      if (!takes_part (self, household->id, TRUE))
        g_hash_table_add (wish->left_out, g_strdup (household->id));
    }
}

void
ta_plan_options_set_fewest_changes (TaPlanOptions *self, gboolean fewest)
{
  g_return_if_fail (TA_IS_PLAN_OPTIONS (self));

  adw_switch_row_set_active (ADW_SWITCH_ROW (self->fewest), fewest);
}

static void
ta_plan_options_finalize (GObject *object)
{
  TaPlanOptions *self = TA_PLAN_OPTIONS (object);

  g_clear_object (&self->context);
  g_free (self->pod);
  g_free (self->shown);
  g_ptr_array_unref (self->switches);
  g_hash_table_unref (self->switched);
  G_OBJECT_CLASS (ta_plan_options_parent_class)->finalize (object);
}

static void
ta_plan_options_class_init (TaPlanOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_plan_options_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RULES] = g_signal_new ("rules", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_plan_options_init (TaPlanOptions *self)
{
  GtkWidget *rules = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Rota rules"), "activatable", TRUE, NULL);

  self->switches = g_ptr_array_new ();
  self->switched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Rules and who takes part"));
  adw_expander_row_set_subtitle_lines (ADW_EXPANDER_ROW (self), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (rules), gtk_image_new_from_icon_name ("go-next-symbolic"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), rules);
  self->fewest = ta_form_switch (_ ("Change as few published turns as possible"), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->fewest);
  g_signal_connect_object (rules, "activated", G_CALLBACK (rules_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fewest, "notify::active", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ta_plan_options_new (TaContext *context, const char *pod)
{
  TaPlanOptions *self = g_object_new (TA_TYPE_PLAN_OPTIONS, NULL);

  self->context = g_object_ref (context);
  self->pod = g_strdup (pod);
  ta_plan_options_refresh (self);
  return GTK_WIDGET (self);
}

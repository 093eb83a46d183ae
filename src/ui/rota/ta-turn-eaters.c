/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn-eaters.h"

#include "ta-form.h"
#include "ta-household-badge.h"
#include "ta-rota-text.h"

#include <glib/gi18n.h>
#include <math.h>

#define MOST_PORTIONS 99

typedef struct
{
  TaEater *eater; /* as it was, or what it would be */
  GtkWidget *row; /* AdwExpanderRow, borrowed */
  GtkWidget *portions;
  GtkWidget *guests;
} Entry;

struct _TaTurnEaters
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  GPtrArray *entries; /* of Entry */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (TaTurnEaters, ta_turn_eaters, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  ta_eater_free (entry->eater);
  g_free (entry);
}

static gboolean
is_on (const Entry *entry)
{
  return adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (entry->row));
}

static int
portions_of (const Entry *entry)
{
  return (int) lround (adw_spin_row_get_value (ADW_SPIN_ROW (entry->portions)) * 100);
}

static int
guests_of (const Entry *entry)
{
  return (int) adw_spin_row_get_value (ADW_SPIN_ROW (entry->guests));
}

static void
update_row (const Entry *entry)
{
  g_autofree char *portions = ta_rota_portions_text (portions_of (entry));
  int guests = guests_of (entry);
  g_autofree char *guests_text = g_strdup_printf (ngettext ("%d guest", "%d guests", (gulong) guests), guests);
  g_autofree char *both = g_strdup_printf (_ ("%s and %s"), portions, guests_text);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (entry->row), !is_on (entry) ? _ ("Does not eat") : guests > 0 ? both
                                                                                                                 : portions);
}

static void
update_total (TaTurnEaters *self)
{
  int total = 0;
  g_autofree char *portions = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];

      update_row (entry);
      if (is_on (entry))
        total += portions_of (entry) + 100 * guests_of (entry);
    }
  portions = ta_rota_portions_text (total);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), portions);
}

static void
edited (TaTurnEaters *self)
{
  if (self->setting)
    return;
  update_total (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_entry (TaTurnEaters *self, TaEater *eater, gboolean on)
{
  TaHouseholdItem *item = ta_context_find_household (self->context, eater->household);
  Entry *entry = g_new0 (Entry, 1);
  GtkWidget *badge = ta_household_badge_new (28);

  entry->eater = eater;
  entry->row = adw_expander_row_new ();
  entry->portions = ta_form_spin (_ ("Portions"), 0, MOST_PORTIONS, 0.25, eater->portions / 100.0, 2);
  entry->guests = ta_form_spin (_ ("Guests"), 0, MOST_PORTIONS, 1, eater->guests, 0);
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), item);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry->row), item ? ta_household_item_get_name (item) : _ ("Unknown household"));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (entry->row), badge);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (entry->row), entry->portions);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (entry->row), entry->guests);
  adw_expander_row_set_show_enable_switch (ADW_EXPANDER_ROW (entry->row), TRUE);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (entry->row), on);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (entry->row), FALSE);
  g_signal_connect_object (entry->row, "notify::enable-expansion", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry->portions, "notify::value", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry->guests, "notify::value", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), entry->row);
  g_ptr_array_add (self->entries, entry);
}

static void
add_others (TaTurnEaters *self, const TaTurn *turn)
{
  GListModel *households = ta_context_get_households (self->context);

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);
      const TaHousehold *household = ta_household_item_get (item);

      if (g_strcmp0 (ta_household_pod (household, turn->date), turn->pod) == 0 && !ta_turn_find_eater (turn, household->id))
        add_entry (self, ta_eater_new (household->id, ta_household_portions (household, turn->date)), FALSE);
    }
}

void
ta_turn_eaters_set (TaTurnEaters *self, const TaTurn *turn)
{
  g_return_if_fail (TA_IS_TURN_EATERS (self));

  self->setting = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), ((Entry *) self->entries->pdata[i])->row);
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; i < turn->eaters->len; i++)
    add_entry (self, ta_eater_copy (turn->eaters->pdata[i]), TRUE);
  add_others (self, turn);
  self->setting = FALSE;
  update_total (self);
}

void
ta_turn_eaters_apply (TaTurnEaters *self, TaTurn *turn)
{
  g_return_if_fail (TA_IS_TURN_EATERS (self));

  g_ptr_array_set_size (turn->eaters, 0);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];
      TaEater *eater;

      if (!is_on (entry))
        continue;
      eater = ta_eater_copy (entry->eater);
      eater->portions = portions_of (entry);
      eater->guests = guests_of (entry);
      g_ptr_array_add (turn->eaters, eater);
    }
}

static void
ta_turn_eaters_finalize (GObject *object)
{
  TaTurnEaters *self = TA_TURN_EATERS (object);

  g_clear_object (&self->context);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (ta_turn_eaters_parent_class)->finalize (object);
}

static void
ta_turn_eaters_class_init (TaTurnEatersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_turn_eaters_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ta_turn_eaters_init (TaTurnEaters *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Who Eats"));
}

GtkWidget *
ta_turn_eaters_new (TaContext *context)
{
  TaTurnEaters *self = g_object_new (TA_TYPE_TURN_EATERS, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn-holders.h"

#include "ta-form.h"
#include "ta-rota-text.h"

#include <glib/gi18n.h>

#define MOST_PLACES 9

typedef struct
{
  GtkWidget *choice; /* borrowed, as the other */
  GtkWidget *reason; /* why the household has it against a rule; shown where there is one */
  char *household;   /* (nullable): id */
  GPtrArray *ids;    /* of char *, beside the choices from the second on */
  gboolean clashes;
} Place;

struct _TaTurnHolders
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  Place places[MOST_PLACES];
  GtkWidget *count; /* AdwSpinRow */
  guint n_shown;
  GPtrArray *offered; /* of char *: ids */
  GHashTable *first;  /* of char *: ids: who had it when the form was opened, to why */
  gboolean single;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (TaTurnHolders, ta_turn_holders, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_taken (TaTurnHolders *self, const char *household, const Place *but)
{
  for (guint i = 0; i < self->n_shown; i++)
    if (&self->places[i] != but && g_strcmp0 (self->places[i].household, household) == 0)
      return TRUE;
  return FALSE;
}

static void
add_choice (TaTurnHolders *self, Place *place, GtkStringList *names, const char *household)
{
  TaHouseholdItem *item = ta_context_find_household (self->context, household);

  g_ptr_array_add (place->ids, g_strdup (household));
  gtk_string_list_append (names, item ? ta_household_item_get_name (item) : _ ("Unknown household"));
}

/* Offers whom no other place has. */
static void
offer (TaTurnHolders *self, Place *place)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (place->ids, 0);
  gtk_string_list_append (names, _ ("Nobody yet"));
  for (guint i = 0; i < self->offered->len; i++)
    if (!is_taken (self, self->offered->pdata[i], place))
      add_choice (self, place, names, self->offered->pdata[i]);
  if (place->household && !g_ptr_array_find_with_equal_func (place->ids, place->household, g_str_equal, NULL))
    add_choice (self, place, names, place->household);
  if (place->household && g_ptr_array_find_with_equal_func (place->ids, place->household, g_str_equal, &selected))
    selected++;
  adw_combo_row_set_model (ADW_COMBO_ROW (place->choice), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (place->choice), selected);
}

static void
show_reason (TaTurnHolders *self, const Place *place)
{
  g_autofree char *reason = ta_form_get_text (place->reason);

  gtk_widget_set_visible (place->reason, gtk_widget_get_visible (place->choice) && !self->single && place->household && (place->clashes || *reason != '\0'));
}

static void
show_place (TaTurnHolders *self, guint index)
{
  Place *place = &self->places[index];
  guint shown = self->single ? 1 : self->n_shown;
  /* Translators: who holds a turn that several hold: “Holder 2” */
  g_autofree char *title = shown > 1 ? g_strdup_printf (_ ("Holder %u"), index + 1) : g_strdup (_ ("Held by"));
  g_autofree char *reason = shown > 1 ? g_strdup_printf (_ ("Why holder %u all the same"), index + 1) : g_strdup (_ ("Why all the same"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (place->choice), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (place->reason), reason);
  gtk_widget_set_visible (place->choice, index < shown);
  show_reason (self, place);
}

static void
show_places (TaTurnHolders *self, const Place *but)
{
  gboolean was_setting = self->setting;

  self->setting = TRUE;
  for (guint i = 0; i < MOST_PLACES; i++)
    {
      if (&self->places[i] != but)
        offer (self, &self->places[i]);
      show_place (self, i);
    }
  gtk_widget_set_visible (self->count, !self->single);
  self->setting = was_setting;
}

/* The reason is of the household that has it. */
static void
put (TaTurnHolders *self, Place *place, const char *household)
{
  const char *reason = household ? g_hash_table_lookup (self->first, household) : NULL;
  gboolean was_setting = self->setting;

  self->setting = TRUE;
  g_set_str (&place->household, household);
  place->clashes = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (place->reason), reason ? reason : "");
  self->setting = was_setting;
}

static void
remember_first (TaTurnHolders *self, GPtrArray *holders)
{
  if (self->first)
    return;
  self->first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < holders->len; i++)
    {
      const TaAssignment *holder = holders->pdata[i];

      g_hash_table_insert (self->first, g_strdup (holder->household), g_strdup (holder->override_reason));
    }
}

void
ta_turn_holders_set (TaTurnHolders *self, const TaTurn *turn, GPtrArray *households)
{
  g_autoptr (GPtrArray) holders = ta_turn_holders (turn);

  g_return_if_fail (TA_IS_TURN_HOLDERS (self));

  remember_first (self, holders);
  g_ptr_array_set_size (self->offered, 0);
  for (guint i = 0; i < households->len; i++)
    g_ptr_array_add (self->offered, g_strdup (((const TaHousehold *) households->pdata[i])->id));
  self->setting = TRUE;
  adw_spin_row_set_value (ADW_SPIN_ROW (self->count), turn->places);
  self->setting = FALSE;
  self->n_shown = MIN (MOST_PLACES, MAX ((guint) turn->places, holders->len));
  for (guint i = 0; i < MOST_PLACES; i++)
    if (i >= holders->len)
      put (self, &self->places[i], NULL);
    else if (g_strcmp0 (self->places[i].household, ((const TaAssignment *) holders->pdata[i])->household) != 0)
      put (self, &self->places[i], ((const TaAssignment *) holders->pdata[i])->household);
  show_places (self, NULL);
}

static void
apply_reason (const Place *place, GPtrArray *holders)
{
  g_autofree char *reason = gtk_widget_get_visible (place->reason) ? ta_form_get_text (place->reason) : g_strdup ("");

  for (guint i = 0; i < holders->len; i++)
    {
      TaAssignment *holder = holders->pdata[i];

      if (g_strcmp0 (holder->household, place->household) == 0)
        ta_set_text (&holder->override_reason, reason);
    }
}

void
ta_turn_holders_apply (TaTurnHolders *self, TaTurn *turn, TaDuty role)
{
  g_autoptr (GPtrArray) households = g_ptr_array_new ();
  g_autoptr (GPtrArray) holders = NULL;

  g_return_if_fail (TA_IS_TURN_HOLDERS (self));

  for (guint i = 0; i < self->n_shown; i++)
    if (self->places[i].household)
      g_ptr_array_add (households, self->places[i].household);
  turn->places = (int) adw_spin_row_get_value (ADW_SPIN_ROW (self->count));
  ta_turn_set_holders (turn, households, role);
  holders = ta_turn_holders (turn);
  for (guint i = 0; i < self->n_shown; i++)
    apply_reason (&self->places[i], holders);
}

void
ta_turn_holders_check (TaTurnHolders *self, const TaTurn *turn, GPtrArray *capabilities)
{
  g_return_if_fail (TA_IS_TURN_HOLDERS (self));

  for (guint i = 0; i < self->n_shown; i++)
    {
      Place *place = &self->places[i];
      g_autofree char *clash = place->household ? ta_rota_clash_of (self->context, turn, place->household, capabilities) : NULL;

      place->clashes = clash != NULL;
      adw_action_row_set_subtitle (ADW_ACTION_ROW (place->choice), clash ? clash : "");
      if (clash)
        gtk_widget_add_css_class (place->choice, "warning");
      else
        gtk_widget_remove_css_class (place->choice, "warning");
      show_reason (self, place);
    }
}

void
ta_turn_holders_set_single (TaTurnHolders *self, gboolean single)
{
  g_return_if_fail (TA_IS_TURN_HOLDERS (self));

  if (self->single == single)
    return;
  self->single = single;
  show_places (self, NULL);
}

/* Whoever has got it already keeps it without a word. */
static gboolean
lacks_reason (TaTurnHolders *self, const Place *place)
{
  g_autofree char *reason = ta_form_get_text (place->reason);

  return place->clashes && *reason == '\0' && !g_hash_table_contains (self->first, place->household);
}

gboolean
ta_turn_holders_is_valid (TaTurnHolders *self)
{
  g_return_val_if_fail (TA_IS_TURN_HOLDERS (self), FALSE);

  for (guint i = 0; !self->single && i < self->n_shown; i++)
    if (self->places[i].household && lacks_reason (self, &self->places[i]))
      return FALSE;
  return TRUE;
}

static void
edited (TaTurnHolders *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
chosen (TaTurnHolders *self, GParamSpec *pspec, GtkWidget *choice)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (choice));

  for (guint i = 0; !self->setting && i < MOST_PLACES; i++)
    {
      Place *place = &self->places[i];

      if (place->choice != choice || selected > place->ids->len)
        continue;
      put (self, place, selected > 0 ? place->ids->pdata[selected - 1] : NULL);
      show_places (self, place);
      edited (self);
    }
}

/* Whoever had a place that is no more has it no more. */
static void
count_changed (TaTurnHolders *self)
{
  guint count = (guint) adw_spin_row_get_value (ADW_SPIN_ROW (self->count));

  if (self->setting)
    return;
  for (guint i = count; i < MOST_PLACES; i++)
    put (self, &self->places[i], NULL);
  self->n_shown = count;
  show_places (self, NULL);
  edited (self);
}

static void
ta_turn_holders_finalize (GObject *object)
{
  TaTurnHolders *self = TA_TURN_HOLDERS (object);

  for (guint i = 0; i < MOST_PLACES; i++)
    {
      g_free (self->places[i].household);
      g_ptr_array_unref (self->places[i].ids);
    }
  g_ptr_array_unref (self->offered);
  g_clear_pointer (&self->first, g_hash_table_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_turn_holders_parent_class)->finalize (object);
}

static void
ta_turn_holders_class_init (TaTurnHoldersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_turn_holders_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_place (TaTurnHolders *self, Place *place)
{
  place->ids = g_ptr_array_new_with_free_func (g_free);
  place->choice = ta_form_add_row (GTK_WIDGET (self), g_object_new (ADW_TYPE_COMBO_ROW, "use-markup", FALSE, NULL));
  place->reason = ta_form_add_row (GTK_WIDGET (self), ta_form_entry ("", ""));
  g_signal_connect_object (place->choice, "notify::selected", G_CALLBACK (chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (place->reason, "changed", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
}

static void
ta_turn_holders_init (TaTurnHolders *self)
{
  self->offered = g_ptr_array_new_with_free_func (g_free);
}

GtkWidget *
ta_turn_holders_new (TaContext *context, GtkWidget *head)
{
  TaTurnHolders *self = g_object_new (TA_TYPE_TURN_HOLDERS, NULL);

  self->context = g_object_ref (context);
  ta_form_add_row (GTK_WIDGET (self), head);
  for (guint i = 0; i < MOST_PLACES; i++)
    add_place (self, &self->places[i]);
  self->count = ta_form_add_row (GTK_WIDGET (self), ta_form_spin (_ ("How many households hold it"), 1, MOST_PLACES, 1, 1, 0));
  g_signal_connect_object (self->count, "notify::value", G_CALLBACK (count_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-map-card.h"

#include "ta-household-badge.h"
#include "ta-turn-table.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Streets are no straight lines. */
#define DETOUR_FACTOR 1.3

struct _TaMapCard
{
  GtkBox parent_instance;

  TaContext *context;
  TaHouseholdItem *item; /* (nullable) */
  TaHouseholdItem *from; /* (nullable) */
  GCancellable *reading; /* (nullable) */

  GtkWidget *badge; /* borrowed, as are all below */
  GtkWidget *name;
  GtkWidget *status;
  GtkWidget *address;
  GtkWidget *people;
  GtkWidget *tonight;
  GtkWidget *needs;
  GtkWidget *walk;
  GtkWidget *open;
  GtkWidget *place;
};

G_DEFINE_FINAL_TYPE (TaMapCard, ta_map_card, GTK_TYPE_BOX)

static void
set_line (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

/* ---- tonight ------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  char *household;
  TaDate today;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->household);
  g_free (question);
}

static gpointer
read_turns (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;

  return ta_turn_table_list_held (database, question->household, question->today, question->today + 1, error);
}

static void
on_turns (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaMapCard) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) turns = ta_store_read_finish (TA_STORE (object), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_signal_emit_by_name (self->context, "failed", error->message);
  else if (turns->len > 0)
    {
      const TaTurn *turn = g_ptr_array_index (turns, 0);

      text = *turn->title != '\0' ? g_strdup_printf (_ ("Has the turn today: %s"), turn->title) : g_strdup (_ ("Has the turn today"));
    }
  set_line (self->tonight, text);
}

static void
ask_for_turns (TaMapCard *self)
{
  Question *question = g_new0 (Question, 1);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  question->household = g_strdup (ta_household_item_get_id (self->item));
  question->today = ta_context_get_today (self->context);
  ta_store_read_async (ta_context_get_store (self->context), read_turns, question, question_free, (GDestroyNotify) g_ptr_array_unref, self->reading,
                       on_turns, g_object_ref (self));
}

/* ---- lines -------------------------------------------------------------------------------------------------------------------------- */

static void
show_people (TaMapCard *self, const TaHousehold *household)
{
  int adults, children;
  g_autofree char *grown = NULL, *small = NULL, *both = NULL;

  ta_household_count (household, ta_context_get_today (self->context), &adults, &children);
  grown = g_strdup_printf (ngettext ("%d adult", "%d adults", (gulong) adults), adults);
  small = g_strdup_printf (ngettext ("%d child", "%d children", (gulong) children), children);
  if (children > 0)
    both = g_strdup_printf ("%s · %s", grown, small);
  set_line (self->people, adults + children == 0 ? NULL : both != NULL ? both
                                                                       : grown);
}

static void
show_needs (TaMapCard *self, const TaHousehold *household)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GArray) needs = NULL;
  GtkWidget *child;

  g_ptr_array_add (one, (gpointer) household);
  needs = ta_households_diet_needs (one, ta_context_get_today (self->context));
  while ((child = gtk_widget_get_first_child (self->needs)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (self->needs), child);
  for (guint i = 0; i < needs->len; i++)
    {
      const TaDietNeed *need = &g_array_index (needs, TaDietNeed, i);
      g_autofree char *text = NULL;
      GtkWidget *label;

      if (need->allergy->severity < TA_SEVERITY_INTOLERANCE)
        continue;
      /* Translators: a person, what the person must not eat, how bad it is */
      text = g_strdup_printf (_ ("%s: %s (%s)"), need->person->name, ta_allergen_label (need->allergy->allergen),
                              ta_allergy_severity_text (need->allergy));
      label = gtk_label_new (text);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "status-pill");
      gtk_widget_add_css_class (label, need->allergy->severity >= TA_SEVERITY_ALLERGY ? "error" : "warning");
      adw_wrap_box_append (ADW_WRAP_BOX (self->needs), label);
    }
  gtk_widget_set_visible (self->needs, gtk_widget_get_first_child (self->needs) != NULL);
}

static void
show_walk (TaMapCard *self, const TaHousehold *household)
{
  const char *pod_id = ta_household_pod (household, ta_context_get_today (self->context));
  const TaPod *pod = pod_id != NULL ? ta_context_find_pod (self->context, pod_id) : NULL;
  const TaCollective *collective = ta_context_get_collective (self->context);
  g_autofree char *distance = NULL, *text = NULL;
  TaPoint from = pod != NULL ? pod->place : TA_POINT_NONE;
  const char *name = pod != NULL ? pod->name : NULL;

  if (!from.set && collective != NULL)
    {
      from = collective->place;
      name = collective->name;
    }
  if (self->from != NULL)
    {
      from = ta_household_item_get (self->from)->place;
      name = ta_household_item_get_name (self->from);
    }
  if (household->place.set && from.set)
    {
      distance = ta_distance_format (ta_point_walking_distance (from, household->place, DETOUR_FACTOR));
      /* Translators: a distance, a household or a pod */
      text = g_strdup_printf (_ ("About %s on foot from %s"), distance, name);
    }
  set_line (self->walk, household->place.set ? text : _ ("Not on the map yet"));
}

static void
show (TaMapCard *self)
{
  const TaHousehold *household = ta_household_item_get (self->item);
  g_autofree char *target = g_strdup_printf ("households/%s", household->id);

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (self->badge), self->item);
  set_line (self->name, household->name);
  set_line (self->status, ta_code_label (ta_status_codes, (int) ta_household_item_get_status (self->item)));
  set_line (self->address, household->address);
  show_people (self, household);
  show_needs (self, household);
  show_walk (self, household);
  gtk_button_set_label (GTK_BUTTON (self->place), household->place.set ? _ ("Move…") : _ ("Place…"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open), "s", target);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->place), "s", household->id);
}

/* ---- the widget --------------------------------------------------------------------------------------------------------------------- */

static void
ta_map_card_dispose (GObject *object)
{
  TaMapCard *self = TA_MAP_CARD (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->item);
  g_clear_object (&self->from);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_map_card_parent_class)->dispose (object);
}

static void
ta_map_card_class_init (TaMapCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_map_card_dispose;
}

static GtkWidget *
add_label (TaMapCard *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self), label);
  return label;
}

static void
add_head (TaMapCard *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->badge = ta_household_badge_new (28);
  self->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_wrap (GTK_LABEL (self->name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->name), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_widget_add_css_class (self->name, "heading");
  self->status = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->status, "status-pill");
  gtk_widget_set_valign (self->status, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "map.close-card");
  gtk_box_append (GTK_BOX (head), self->badge);
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), self->status);
  gtk_box_append (GTK_BOX (head), close);
  gtk_box_append (GTK_BOX (self), head);
}

static void
add_buttons (TaMapCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_set_margin_top (box, 6);
  self->open = gtk_button_new_with_label (_ ("Open"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open), "win.open");
  self->place = gtk_button_new_with_label (_ ("Move…"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->place), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->place), "map.place");
  gtk_box_append (GTK_BOX (box), self->open);
  gtk_box_append (GTK_BOX (box), self->place);
  gtk_box_append (GTK_BOX (self), box);
}

static void
ta_map_card_init (TaMapCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-card");
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_size_request (GTK_WIDGET (self), 300, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  add_head (self);
  self->address = add_label (self, NULL);
  self->people = add_label (self, NULL);
  self->tonight = add_label (self, "heading");
  self->needs = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->needs), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->needs), 4);
  gtk_box_append (GTK_BOX (self), self->needs);
  self->walk = add_label (self, "dim-label");
  add_buttons (self);
}

GtkWidget *
ta_map_card_new (TaContext *context)
{
  TaMapCard *self = g_object_new (TA_TYPE_MAP_CARD, NULL);

  self->context = g_object_ref (context);
  return GTK_WIDGET (self);
}

void
ta_map_card_set_item (TaMapCard *self, TaHouseholdItem *item, TaHouseholdItem *from)
{
  g_return_if_fail (TA_IS_MAP_CARD (self));
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  g_set_object (&self->from, from);
  gtk_widget_set_visible (GTK_WIDGET (self), item != NULL);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  set_line (self->tonight, NULL);
  show (self);
  ask_for_turns (self);
}

void
ta_map_card_update (TaMapCard *self)
{
  g_return_if_fail (TA_IS_MAP_CARD (self));
  if (self->item != NULL)
    ask_for_turns (self);
}

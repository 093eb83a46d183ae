/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-turn-card.h"

#include "ta-household-badge.h"
#include "ta-palette.h"
#include "ta-rota-text.h"
#include "ta-tooltip.h"

#include <glib/gi18n.h>

struct _TaTurnCard
{
  GtkButton parent_instance;

  char *turn; /* id */
  TaTurnCardSize size;
  const char *palette_class;
  GtkWidget *badge;
  GtkWidget *names;
  GtkWidget *heading;
  GtkWidget *subheading;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *pill;
};

G_DEFINE_FINAL_TYPE (TaTurnCard, ta_turn_card, GTK_TYPE_BUTTON)

static void
set_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

gboolean
ta_turn_card_has_pill (const TaTurn *turn)
{
  return ta_turn_seeks_cover (turn) || (turn->state != TA_TURN_PLANNED && turn->state != TA_TURN_PUBLISHED && turn->state != TA_TURN_DONE);
}

static gboolean
is_against_a_rule (const TaTurn *turn)
{
  for (guint i = 0; i < turn->assignments->len; i++)
    if (((const TaAssignment *) turn->assignments->pdata[i])->override_reason[0])
      return TRUE;
  return FALSE;
}

/* What a turn's state looks like where a word has no room. The tooltip says why a rule was set aside. */
static const char *
state_icon (const TaTurn *turn)
{
  if (ta_turn_seeks_cover (turn))
    return "dialog-warning-symbolic";
  switch (turn->state)
    {
    case TA_TURN_DONE:
    case TA_TURN_LATE:
      return "object-select-symbolic";
    case TA_TURN_MISSED:
    case TA_TURN_EXCUSED:
    case TA_TURN_CANCELLED:
      return "process-stop-symbolic";
    case TA_TURN_PLANNED:
    case TA_TURN_PUBLISHED:
    case TA_TURN_SEEKING_COVER:
    default:
      return turn->pinned ? "view-pin-symbolic" : is_against_a_rule (turn) ? "dialog-information-symbolic"
                                                                           : NULL;
    }
}

static void
bind_colour (TaTurnCard *self, TaHouseholdItem *item)
{
  const char *palette_class = item ? ta_palette_css_class (ta_household_item_get_colour (item)) : NULL;

  if (g_strcmp0 (palette_class, self->palette_class) == 0)
    return;
  if (self->palette_class)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->palette_class);
  if (palette_class)
    gtk_widget_add_css_class (GTK_WIDGET (self), palette_class);
  self->palette_class = palette_class;
}

/* Time and portions; the time only where it is not the service's own, as every day's. */
static char *
detail_text (TaContext *context, const TaTurn *turn)
{
  const TaService *service = ta_context_find_service (context, turn->service);
  g_autofree char *time = ta_minutes_format (turn->start);
  g_autofree char *portions = ta_rota_portions_text (ta_turn_portions (turn));

  if (turn->state == TA_TURN_PLANNED)
    /* Translators: before the time or the portions of a turn that is not published: "Draft · 18:00" */
    return g_strdup_printf (_ ("Draft · %s"), ta_turn_portions (turn) > 0 && service && service->start == turn->start ? portions : time);
  if (ta_turn_portions (turn) <= 0)
    return g_steal_pointer (&time);
  if (service && service->start == turn->start)
    return g_steal_pointer (&portions);
  /* Translators: time and portions of a turn: "18:00 · 22 portions". */
  return g_strdup_printf (_ ("%s · %s"), time, portions);
}

static void
bind_texts (TaTurnCard *self, TaContext *context, const TaTurn *turn, TaTurnCardSize size)
{
  g_autofree char *detail = detail_text (context, turn);
  /* Translators: before the dish or the service of a turn that is not published */
  g_autofree char *draft = g_strdup_printf (_ ("Draft · %s"), ta_rota_turn_name (context, turn));
  g_autofree char *holder = ta_rota_holder_names (context, turn);

  gtk_label_set_label (GTK_LABEL (self->heading), size == TA_TURN_CARD_LINE && turn->title[0] ? turn->title : holder);
  gtk_label_set_label (GTK_LABEL (self->subheading), turn->state == TA_TURN_PLANNED ? draft : ta_rota_turn_name (context, turn));
  gtk_label_set_label (GTK_LABEL (self->title), ta_rota_turn_name (context, turn));
  gtk_label_set_label (GTK_LABEL (self->detail), detail);
  gtk_label_set_label (GTK_LABEL (self->pill), ta_code_label (ta_turn_state_codes, (int) (ta_turn_seeks_cover (turn) ? TA_TURN_SEEKING_COVER : turn->state)));
}

static void
bind_size (TaTurnCard *self, const TaTurn *turn, TaTurnCardSize size)
{
  gboolean full = size == TA_TURN_CARD_FULL;
  const char *icon = state_icon (turn);

  g_object_set (self->badge, "size", size <= TA_TURN_CARD_SHORT ? 24 : 20, NULL);
  gtk_widget_set_halign (self->badge, size == TA_TURN_CARD_BADGE ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  gtk_widget_set_hexpand (self->badge, size == TA_TURN_CARD_BADGE);
  gtk_widget_set_visible (self->names, size != TA_TURN_CARD_BADGE);
  gtk_widget_set_visible (self->subheading, size == TA_TURN_CARD_SHORT);
  gtk_widget_set_visible (self->icon, icon && size != TA_TURN_CARD_BADGE);
  if (g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (self->icon)), icon) != 0)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_widget_set_visible (self->title, full);
  gtk_widget_set_visible (self->detail, full);
  gtk_widget_set_visible (self->pill, full && ta_turn_card_has_pill (turn));
  set_class (GTK_WIDGET (self), "short", size == TA_TURN_CARD_SHORT);
  set_class (GTK_WIDGET (self), "line", size == TA_TURN_CARD_LINE);
  set_class (GTK_WIDGET (self), "badge", size == TA_TURN_CARD_BADGE);
}

static void
bind_state (TaTurnCard *self, const TaTurn *turn)
{
  gboolean failed = turn->state == TA_TURN_MISSED;

  set_class (GTK_WIDGET (self), "draft", turn->state == TA_TURN_PLANNED);
  set_class (GTK_WIDGET (self), "needs-cover", ta_turn_seeks_cover (turn));
  set_class (GTK_WIDGET (self), "settled", ta_turn_state_is_final (turn->state));
  set_class (GTK_WIDGET (self), "cancelled", turn->state == TA_TURN_CANCELLED || turn->state == TA_TURN_EXCUSED);
  set_class (self->pill, "warning", ta_turn_seeks_cover (turn));
  set_class (self->pill, "error", failed);
}

void
ta_turn_card_bind (TaTurnCard *self, TaContext *context, const TaTurn *turn, TaTurnCardSize size)
{
  const char *holder = ta_turn_holder (turn);
  TaHouseholdItem *item = holder ? ta_context_find_household (context, holder) : NULL;
  g_autofree char *sentence = ta_rota_turn_sentence (context, turn);

  g_return_if_fail (TA_IS_TURN_CARD (self));

  g_set_str (&self->turn, turn->id);
  self->size = size;
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (self->badge), item);
  bind_colour (self, item);
  bind_texts (self, context, turn, size);
  bind_size (self, turn, size);
  bind_state (self, turn);
  ta_tooltip_set (GTK_WIDGET (self), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

const char *
ta_turn_card_get_turn (TaTurnCard *self)
{
  g_return_val_if_fail (TA_IS_TURN_CARD (self), NULL);

  return self->turn;
}

TaTurnCardSize
ta_turn_card_get_size (TaTurnCard *self)
{
  g_return_val_if_fail (TA_IS_TURN_CARD (self), TA_TURN_CARD_FULL);

  return self->size;
}

void
ta_turn_card_set_marked (TaTurnCard *self, gboolean marked)
{
  g_return_if_fail (TA_IS_TURN_CARD (self));

  set_class (GTK_WIDGET (self), "marked", marked);
}

static void
ta_turn_card_finalize (GObject *object)
{
  TaTurnCard *self = TA_TURN_CARD (object);

  g_free (self->turn);
  G_OBJECT_CLASS (ta_turn_card_parent_class)->finalize (object);
}

static void
ta_turn_card_class_init (TaTurnCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_turn_card_finalize;
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_top (TaTurnCard *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->badge = ta_household_badge_new (24);
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  self->names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->heading = make_label ("turn-holder");
  self->subheading = make_label ("turn-detail");
  gtk_widget_set_hexpand (self->names, TRUE);
  gtk_widget_set_valign (self->names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->names), self->heading);
  gtk_box_append (GTK_BOX (self->names), self->subheading);
  self->icon = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (top), self->badge);
  gtk_box_append (GTK_BOX (top), self->names);
  gtk_box_append (GTK_BOX (top), self->icon);
  return top;
}

static void
ta_turn_card_init (TaTurnCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), make_top (self));
  self->title = make_label ("turn-title");
  self->detail = make_label ("turn-detail");
  self->pill = make_label ("status-pill");
  gtk_widget_set_halign (self->pill, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->detail);
  gtk_box_append (GTK_BOX (box), self->pill);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "turn-card");
}

GtkWidget *
ta_turn_card_new (void)
{
  return g_object_new (TA_TYPE_TURN_CARD, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-today-page.h"

#include "ta-form.h"
#include "ta-health-dialog.h"
#include "ta-household-badge.h"
#include "ta-money.h"
#include "ta-rota-text.h"
#include "ta-round-dialog.h"
#include "ta-round-words.h"
#include "ta-today-cover.h"
#include "ta-today-data.h"
#include "ta-tool-table.h"
#include "ta-tooltip.h"

#include <glib/gi18n.h>

/* What a frame has time for. */
#define TURNS_AT_ONCE 2

struct _TaTodayPage
{
  TaPage parent_instance;

  GtkWidget *title; /* borrowed: AdwWindowTitle */
  GtkWidget *bin;   /* borrowed: holds the content */
  GtkWidget *content;
  GCancellable *reading; /* (nullable): the read under way */
  gboolean settled;
  TaTodayData *data;       /* (nullable): while the content is being added */
  guint next_turn;         /* of @data, to be added */
  guint filling;           /* tick callback */
  GtkAdjustment *scrolled; /* borrowed: of the content */
};

G_DEFINE_FINAL_TYPE (TaTodayPage, ta_today_page, TA_TYPE_PAGE)

/* ---- pieces ------------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
add_group (TaTodayPage *self, const char *title)
{
  return ta_form_add_group (self->content, title);
}

static GtkWidget *
new_row (GType type, GtkWidget *group, const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (type, "use-markup", FALSE, "title", title, "subtitle", subtitle != NULL ? subtitle : "", NULL);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
add_badge (TaTodayPage *self, GtkWidget *row, const char *household)
{
  GtkWidget *badge = ta_household_badge_new (32);

  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), ta_context_find_household (ta_page_get_context (TA_PAGE (self)), household));
  if (ADW_IS_EXPANDER_ROW (row))
    adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), badge);
  else
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), badge);
  return row;
}

static void
add_icon (GtkWidget *row, const char *icon, const char *css_class)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  if (css_class != NULL)
    gtk_widget_add_css_class (image, css_class);
  gtk_widget_set_size_request (image, 32, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
}

/* The whole row goes there, which leaves its sentence the width on small screens and with large text. */
static void
add_open_button (GtkWidget *row, const char *label, const char *page, const char *id)
{
  g_autofree char *target = g_strdup_printf ("%s/%s", page, id);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  /* The target first: the row stands in a window already, which looks at both. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open");
  ta_tooltip_set (row, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static const char *
household_name (TaTodayPage *self, const char *id)
{
  TaHouseholdItem *item = ta_context_find_household (ta_page_get_context (TA_PAGE (self)), id);

  return item != NULL ? ta_household_item_get_name (item) : NULL;
}

/* ---- tonight ------------------------------------------------------------------------------------------------------------------------ */

/* The households that eat: those that are named, else all of the pod that are there. (transfer container) */
static GPtrArray *
find_eaters (TaTodayPage *self, const TaTurn *turn)
{
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  GListModel *households = ta_context_get_households (context);
  GPtrArray *eaters = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);
      const TaHousehold *household = ta_household_item_get (item);
      gboolean eats = turn->eaters->len > 0 ? ta_turn_find_eater (turn, household->id) != NULL
                                            : g_strcmp0 (ta_household_pod (household, turn->date), turn->pod) == 0
                                                  && ta_household_absence (household, turn->date) == NULL;

      if (eats)
        g_ptr_array_add (eaters, (gpointer) household);
    }
  return eaters;
}

static int
count_portions (const TaTurn *turn, GPtrArray *eaters)
{
  int portions = ta_turn_portions (turn);

  if (portions > 0)
    return portions;
  for (guint i = 0; i < eaters->len; i++)
    portions += ta_household_portions (g_ptr_array_index (eaters, i), turn->date);
  return portions;
}

static char *
turn_text (const TaTurn *turn, GPtrArray *eaters, guint doors, double metres)
{
  g_autofree char *amount = ta_rota_portions_text (count_portions (turn, eaters));
  g_autofree char *distance = metres > 0 ? ta_distance_format (metres) : NULL;
  g_autofree char *round = g_strdup_printf (ngettext ("%u door", "%u doors", doors), doors);

  if (distance != NULL)
    /* Translators: 21 portions · 5 doors, 1.4 km on foot */
    return g_strdup_printf (_ ("%s · %s, %s on foot"), amount, round, distance);
  return g_strdup_printf ("%s · %s", amount, round);
}

static char *
turn_title (TaTodayPage *self, const TaTurn *turn)
{
  const char *holder = ta_turn_holder (turn) != NULL ? household_name (self, ta_turn_holder (turn)) : NULL;
  const TaService *service = ta_context_find_service (ta_page_get_context (TA_PAGE (self)), turn->service);
  const char *what = *turn->title != '\0' ? turn->title : service != NULL ? service->name
                                                                          : "";

  if (holder == NULL)
    return g_strdup_printf (_ ("Nobody has taken this turn: %s"), what);
  if (service != NULL && service->kind == TA_SERVICE_COOK && *turn->title != '\0')
    /* Translators: a household and a dish: Silva cooks fish pie */
    return g_strdup_printf (_ ("%s cooks %s"), holder, turn->title);
  return g_strdup_printf ("%s: %s", holder, what);
}

/* "18:12 · Rivera 12 · Ring twice"; where somebody comes too late or has to wait, the times at which it may be left there, too. */
static char *
door_text (const TaDropList *round, const TaDrop *drop)
{
  g_autofree char *arrival = ta_round_time_text (drop->arrival + drop->wait);
  g_autofree char *window = drop->late || drop->wait > 0 ? ta_round_times_text (drop->from, drop->until) : NULL;
  const char *parts[] = { round->measured && drop->place.set ? arrival : "", window != NULL ? window : "", drop->address, drop->door_notes };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static void
add_door (TaTodayPage *self, GtkWidget *expander, const TaDropList *round, const TaDrop *drop)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *number = ta_hundredths_format (drop->portions);
  g_autofree char *text = door_text (round, drop);
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), drop->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  if (drop->late)
    gtk_widget_add_css_class (row, "warning");
  gtk_widget_add_css_class (label, "numeric");
  ta_tooltip_set (label, _ ("Portions"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("Portions"), -1);
  add_badge (self, row, drop->household);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

/* The doors of a turn are rows when somebody unfolds it: fifty pods have three hundred of them. */
static void
add_round_button (GtkWidget *expander, const TaDropList *round)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Delivery Round…"));
  adw_button_row_set_end_icon_name (ADW_BUTTON_ROW (row), "go-next-symbolic");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", round->turn);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "today.round");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

static void
on_expanded (GtkWidget *expander, GParamSpec *pspec, TaTodayPage *self)
{
  g_autoptr (TaDropList) round = g_object_steal_data (G_OBJECT (expander), "round");

  if (round == NULL)
    return;
  for (guint i = 0; i < round->drops->len; i++)
    add_door (self, expander, round, g_ptr_array_index (round->drops, i));
  for (guint i = 0; i < round->unplaced->len; i++)
    add_door (self, expander, round, g_ptr_array_index (round->unplaced, i));
  if (round->drops->len + round->unplaced->len > 0)
    add_round_button (expander, round);
}

/* Takes @round. */
static void
add_doors (TaTodayPage *self, GtkWidget *expander, TaDropList *round)
{
  g_object_set_data_full (G_OBJECT (expander), "round", round, (GDestroyNotify) ta_drop_list_free);
  g_signal_connect_object (expander, "notify::expanded", G_CALLBACK (on_expanded), self, G_CONNECT_DEFAULT);
}

static void
add_diet_needs (TaTodayPage *self, GtkWidget *group, const TaTurn *turn, GPtrArray *eaters)
{
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  g_autoptr (GArray) needs = ta_households_diet_needs (eaters, turn->date);

  if (needs->len > 0 && ta_health_model_get_state (ta_context_get_health (context)) == TA_HEALTH_RING_LOCKED)
    ta_form_add_row (group, ta_health_locked_row_new (context, _ ("Treat every allergy as anaphylaxis until it is unlocked.")));

  for (guint i = 0; i < needs->len; i++)
    {
      TaDietNeed *need = &g_array_index (needs, TaDietNeed, i);
      gboolean grave = need->allergy->severity >= TA_SEVERITY_ALLERGY;
      /* Translators: a person, an allergen, how severe: Mira: Peanuts, anaphylaxis */
      g_autofree char *title = g_strdup_printf (_ ("%s: %s, %s"), need->person->name, ta_allergen_label (need->allergy->allergen),
                                                ta_allergy_severity_text (need->allergy));
      GtkWidget *row;

      if (need->allergy->severity < TA_SEVERITY_INTOLERANCE)
        continue;
      row = new_row (ADW_TYPE_ACTION_ROW, group, title, need->household->name);
      add_icon (row, "dialog-warning-symbolic", grave ? "error" : "warning");
    }
}

static char *
turn_heading (TaTodayPage *self, const TaTurn *turn)
{
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  const TaPod *pod = ta_context_find_pod (context, turn->pod);
  int days = turn->date - ta_context_get_today (context);
  g_autofree char *time = ta_minutes_format (turn->start);
  g_autofree char *date = ta_date_format (turn->date, TA_DATE_LONG);
  g_autofree char *when = NULL;

  if (days == 0)
    when = g_strdup_printf (_ ("Today at %s"), time);
  else if (days == 1)
    when = g_strdup_printf (_ ("Tomorrow at %s"), time);
  else
    /* Translators: a date and a time: Next: Friday, 4 December at 18:00 */
    when = g_strdup_printf (_ ("Next: %s at %s"), date, time);
  if (ta_context_get_pods (context)->len < 2 || pod == NULL)
    return g_steal_pointer (&when);
  return g_strdup_printf ("%s · %s", when, pod->name);
}

/* Takes @round. */
static void
add_turn (TaTodayPage *self, const TaTurn *turn, TaDropList *round)
{
  TaHouseholdItem *holder = ta_context_find_household (ta_page_get_context (TA_PAGE (self)), ta_turn_holder (turn));
  g_autoptr (GPtrArray) eaters = find_eaters (self, turn);
  g_autofree char *heading = turn_heading (self, turn);
  GtkWidget *group = add_group (self, heading);
  g_autofree char *title = turn_title (self, turn);
  g_autofree char *text = turn_text (turn, eaters, round->drops->len + round->unplaced->len, round->measured ? round->length : 0);
  GtkWidget *row = new_row (ADW_TYPE_EXPANDER_ROW, group, title, text);

  if (holder != NULL)
    add_badge (self, row, ta_turn_holder (turn));
  add_doors (self, row, round);
  add_diet_needs (self, group, turn, eaters);
}

/* ---- what needs a person ------------------------------------------------------------------------------------------------------------ */

/* Dinners that came in vain, until somebody says what became of them. */
static void
add_undelivered (TaTodayPage *self, TaTodayData *data)
{
  GtkWidget *group;

  if (data->undelivered->len == 0)
    return;
  group = add_group (self, _ ("Not Delivered"));
  for (guint i = 0; i < data->undelivered->len; i++)
    {
      const TaUndelivered *undelivered = g_ptr_array_index (data->undelivered, i);
      const char *household = household_name (self, undelivered->household);
      const char *cook = household_name (self, undelivered->cook);
      g_autofree char *date = ta_date_format (undelivered->date, TA_DATE_WEEKDAY);
      g_autofree char *title = g_strdup_printf (_ ("%s was not at home"), household != NULL ? household : "");
      /* Translators: a date and the household that cooked */
      g_autofree char *text = cook != NULL ? g_strdup_printf (_ ("Dinner of %s from %s"), date, cook) : g_strdup_printf (_ ("Dinner of %s"), date);
      GtkWidget *row = new_row (ADW_TYPE_ACTION_ROW, group, title, text);

      add_badge (self, row, undelivered->household);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", undelivered->turn);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "today.round");
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("Open the delivery round"), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
    }
}

static void
add_away (TaTodayPage *self, TaTodayData *data)
{
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  GListModel *households = ta_context_get_households (context);
  const char *pod = ta_context_get_pod (context);
  GtkWidget *group = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);
      const TaHousehold *household = ta_household_item_get (item);
      const TaAbsence *absence = ta_household_absence (household, data->today);
      g_autofree char *until = NULL;
      g_autofree char *title = NULL;
      GtkWidget *row;

      if (absence == NULL || (pod != NULL && g_strcmp0 (pod, ta_household_pod (household, data->today)) != 0))
        continue;
      if (group == NULL)
        group = add_group (self, _ ("Away"));
      until = ta_date_format (absence->until - 1, TA_DATE_LONG);
      title = g_strdup_printf (_ ("%s is away until %s"), household->name, until);
      row = new_row (ADW_TYPE_ACTION_ROW, group, title, absence->reason);
      add_badge (self, row, household->id);
      add_open_button (row, _ ("Open Household"), "households", household->id);
    }
}

typedef struct
{
  char *tool;
  TaDate date;
} Return;

static void
return_free (gpointer data)
{
  Return *give_back = data;

  g_free (give_back->tool);
  g_free (give_back);
}

static gboolean
return_tool (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Return *give_back = data;

  return ta_loan_table_return (database, give_back->tool, give_back->date, "", "", error);
}

static void
on_returned (GtkWidget *button, TaTodayPage *self)
{
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  Return *give_back = g_new0 (Return, 1);
  g_autofree char *label = g_strdup_printf (_ ("Took back %s"), (const char *) g_object_get_data (G_OBJECT (button), "name"));

  give_back->tool = g_strdup (g_object_get_data (G_OBJECT (button), "tool"));
  give_back->date = ta_context_get_today (context);
  ta_context_run (context, label, return_tool, give_back, return_free, NULL, NULL);
}

static void
add_return_button (TaTodayPage *self, GtkWidget *row, const TaTool *tool)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Returned"));
  g_autofree char *name = tool->number != NULL ? g_strdup_printf (_ ("No. %s %s"), tool->number, tool->name) : g_strdup (tool->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "tool", g_strdup (tool->id), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_steal_pointer (&name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_returned), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
due_title (const TaToolSummary *summary, TaDate today)
{
  const char *number = summary->tool->number != NULL ? summary->tool->number : "";
  int late = today - summary->loan->due;
  g_autofree char *name = *number != '\0' ? g_strdup_printf (_ ("No. %s %s"), number, summary->tool->name) : g_strdup (summary->tool->name);
  g_autofree char *due = ta_date_format (summary->loan->due, TA_DATE_LONG);

  if (late > 0)
    return g_strdup_printf (ngettext ("%s is %d day overdue", "%s is %d days overdue", (gulong) late), name, late);
  return late == 0 ? g_strdup_printf (_ ("%s is due today"), name) : g_strdup_printf (_ ("%s is due on %s"), name, due);
}

static void
add_tools (TaTodayPage *self, TaTodayData *data)
{
  GtkWidget *group;

  if (data->tools->len == 0)
    return;
  group = add_group (self, _ ("Tools"));
  for (guint i = 0; i < data->tools->len; i++)
    {
      TaToolSummary *summary = g_ptr_array_index (data->tools, i);
      g_autofree char *title = NULL;
      g_autofree char *since = NULL;
      g_autofree char *text = NULL;
      GtkWidget *row;

      if (summary->loan == NULL)
        continue;
      title = due_title (summary, data->today);
      since = ta_date_format (summary->loan->out, TA_DATE_LONG);
      text = g_strdup_printf (_ ("With %s since %s"), summary->borrower_name, since);
      row = new_row (ADW_TYPE_ACTION_ROW, group, title, text);
      add_icon (row, "ta-tool-symbolic", ta_loan_is_overdue (summary->loan, data->today) ? "error" : NULL);
      add_return_button (self, row, summary->tool);
    }
}

static void
add_waiting (TaTodayPage *self, TaTodayData *data)
{
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  GListModel *households = ta_context_get_households (context);
  GtkWidget *group = NULL;
  int interested = 0;

  for (guint i = 0; i < g_list_model_get_n_items (households); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (households, i);

      interested += ta_household_item_get_status (item) == TA_STATUS_INTERESTED ? 1 : 0;
    }
  if (interested == 0 && data->waiting == 0)
    return;
  group = add_group (self, _ ("Waiting for a Decision"));
  if (data->waiting > 0)
    {
      g_autofree char *title = g_strdup_printf (ngettext ("%d past turn has not been settled", "%d past turns have not been settled", (gulong) data->waiting), data->waiting);
      GtkWidget *row = new_row (ADW_TYPE_ACTION_ROW, group, title, _ ("Were they done, late, missed?"));

      add_icon (row, "ta-rota-symbolic", NULL);
      add_open_button (row, _ ("Open Rota"), "rota", "");
    }
  if (interested > 0)
    {
      g_autofree char *title = g_strdup_printf (ngettext ("%d household would like to join", "%d households would like to join", (gulong) interested), interested);
      GtkWidget *row = new_row (ADW_TYPE_ACTION_ROW, group, title, NULL);

      add_icon (row, "ta-household-symbolic", NULL);
      add_open_button (row, _ ("Show on Map"), "map", "");
    }
}

/* ---- the page ----------------------------------------------------------------------------------------------------------------------- */

static void
add_quiet (TaTodayPage *self, TaTodayData *data)
{
  GtkWidget *group;
  GtkWidget *row;

  if (data->turns->len > 0)
    return;
  group = add_group (self, _ ("Today"));
  row = new_row (ADW_TYPE_ACTION_ROW, group, _ ("Nobody cooks for others today"), _ ("There is no turn on the rota."));
  add_icon (row, "ta-meal-symbolic", "dim-label");
  add_open_button (row, _ ("Open Rota"), "rota", "");
}

static void
stop_filling (TaTodayPage *self)
{
  if (self->filling != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->filling);
  self->filling = 0;
  g_clear_pointer (&self->data, ta_today_data_free);
}

/* Whether less than another page is ready below what is seen. */
static gboolean
wants_more (TaTodayPage *self)
{
  return gtk_adjustment_get_upper (self->scrolled) < gtk_adjustment_get_value (self->scrolled) + 2 * gtk_adjustment_get_page_size (self->scrolled);
}

/* Adds the next turns, and behind the last one what follows them. Returns whether there are more. */
static gboolean
add_more (TaTodayPage *self)
{
  guint end = MIN (self->next_turn + TURNS_AT_ONCE, self->data->turns->len);

  for (; self->next_turn < end; self->next_turn++)
    add_turn (self, g_ptr_array_index (self->data->turns, self->next_turn), g_steal_pointer (&self->data->rounds->pdata[self->next_turn]));
  if (self->next_turn < self->data->turns->len)
    return TRUE;
  add_quiet (self, self->data);
  add_away (self, self->data);
  add_tools (self, self->data);
  add_waiting (self, self->data);
  return FALSE;
}

/* An office with fifty pods has ten times what a window shows: it comes as the person goes down to it, and the window answers meanwhile. */
static gboolean
fill_on (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  TaTodayPage *self = TA_TODAY_PAGE (widget);

  if (wants_more (self))
    {
      if (add_more (self))
        return G_SOURCE_CONTINUE;
      g_clear_pointer (&self->data, ta_today_data_free);
    }
  self->filling = 0;
  self->settled = TRUE;
  return G_SOURCE_REMOVE;
}

static void
fill (TaTodayPage *self)
{
  if (self->data == NULL || self->filling != 0 || !wants_more (self))
    return;
  self->settled = FALSE;
  self->filling = gtk_widget_add_tick_callback (GTK_WIDGET (self), fill_on, NULL, NULL);
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = GTK_IS_SCROLLED_WINDOW (widget) ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_adjustment (child);
  return found;
}

static void
follow_scrolling (TaTodayPage *self)
{
  self->scrolled = find_adjustment (self->content);
  g_signal_connect_object (self->scrolled, "value-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scrolled, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
}

/* Takes @data. */
static void
show_data (TaTodayPage *self, TaTodayData *data)
{
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  const TaPod *pod = ta_context_find_pod (context, ta_context_get_pod (context));
  const TaCollective *collective = ta_context_get_collective (context);
  g_autofree char *date = ta_date_format (data->today, TA_DATE_LONG);

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), date);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), pod != NULL ? pod->name : collective != NULL ? collective->name
                                                                                                              : "");
  stop_filling (self);
  self->settled = FALSE;
  self->data = data;
  self->next_turn = 0;
  self->content = adw_preferences_page_new ();
  follow_scrolling (self);
  add_undelivered (self, self->data);
  if (data->uncover->len > 0)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->content), ADW_PREFERENCES_GROUP (ta_today_cover_new (context, data)));
  adw_bin_set_child (ADW_BIN (self->bin), self->content);
  if (!add_more (self))
    {
      g_clear_pointer (&self->data, ta_today_data_free);
      self->settled = TRUE;
    }
}

static void
show_failure (TaTodayPage *self, const char *sentence)
{
  GtkWidget *status = adw_status_page_new ();
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "dialog-error-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Today Cannot Be Shown"));
  adw_status_page_set_description (ADW_STATUS_PAGE (status), escaped);
  adw_bin_set_child (ADW_BIN (self->bin), status);
}

typedef struct
{
  TaDate today;
  char *pod;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->pod);
  g_free (request);
}

static gpointer
read_data (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;

  g_autoptr (TaTodayData) today = ta_today_data_read (database, request->today, request->pod, error);

  return today != NULL && ta_today_data_read_rounds (database, today, cancellable, error) ? g_steal_pointer (&today) : NULL;
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TaTodayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TaTodayData) data = ta_store_read_finish (TA_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (data != NULL)
    {
      show_data (self, g_steal_pointer (&data));
      return;
    }
  stop_filling (self);
  show_failure (self, error->message);
  self->settled = TRUE;
}

static void
refresh (TaTodayPage *self)
{
  TaContext *context = ta_page_get_context (TA_PAGE (self));
  Request *request;

  if (!ta_context_is_ready (context))
    return;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  request = g_new0 (Request, 1);
  request->today = ta_context_get_today (context);
  request->pod = g_strdup (ta_context_get_pod (context));
  ta_store_read_async (ta_context_get_store (context), read_data, request, request_free, (GDestroyNotify) ta_today_data_free,
                       self->reading, on_read, g_object_ref (self));
}

static void
on_context_changed (TaTodayPage *self)
{
  refresh (self);
}

static gboolean
ta_today_page_is_settled (TaPage *page)
{
  return TA_TODAY_PAGE (page)->settled;
}

static void
ta_today_page_constructed (GObject *object)
{
  TaTodayPage *self = TA_TODAY_PAGE (object);
  TaContext *context = ta_page_get_context (TA_PAGE (self));

  G_OBJECT_CLASS (ta_today_page_parent_class)->constructed (object);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_context_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "ready", G_CALLBACK (on_context_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "day-changed", G_CALLBACK (on_context_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "notify::pod", G_CALLBACK (on_context_changed), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
ta_today_page_dispose (GObject *object)
{
  TaTodayPage *self = TA_TODAY_PAGE (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  stop_filling (self);
  G_OBJECT_CLASS (ta_today_page_parent_class)->dispose (object);
}

static void
open_round (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ta_round_dialog_present (ta_page_get_context (TA_PAGE (widget)), g_variant_get_string (parameter, NULL), widget);
}

static void
ta_today_page_class_init (TaTodayPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = ta_today_page_constructed;
  object_class->dispose = ta_today_page_dispose;
  TA_PAGE_CLASS (klass)->is_settled = ta_today_page_is_settled;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "today.round", "s", open_round);
}

static void
ta_today_page_init (TaTodayPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  self->title = adw_window_title_new (_ ("Today"), "");
  self->bin = adw_bin_new ();
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->title);
  adw_bin_set_child (ADW_BIN (self->bin), adw_spinner_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->bin);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

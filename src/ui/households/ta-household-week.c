/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-week.h"

#include "ta-agenda-table.h"
#include "ta-form.h"
#include "ta-holidays.h"
#include "ta-household-badge.h"
#include "ta-rota-span.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDTH 480
#define HEIGHT 680

struct _TaHouseholdWeek
{
  AdwDialog parent_instance;

  TaContext *context;
  TaHouseholdItem *item;
  TaHolidays *holidays;
  GCancellable *reading; /* (nullable) */
  GPtrArray *entries;    /* (nullable): of TaAgendaEntry */
  TaDate from;
  GtkWidget *title; /* borrowed, as all below */
  GtkWidget *person;
  GtkWidget *stack;
  GtkWidget *page;
  GPtrArray *groups; /* of the days */
};

#define TA_TYPE_HOUSEHOLD_WEEK (ta_household_week_get_type ())
G_DECLARE_FINAL_TYPE (TaHouseholdWeek, ta_household_week, TA, HOUSEHOLD_WEEK, AdwDialog)
G_DEFINE_FINAL_TYPE (TaHouseholdWeek, ta_household_week, ADW_TYPE_DIALOG)

typedef struct
{
  char *household;
  char *person;
  TaDate from;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_free (query->household);
  g_free (query->person);
  g_free (query);
}

/* Entries -------------------------------------------------------------------------------------------------------------------------------- */

/* Who cooks, or what kind it is. */
static GtkWidget *
make_sign (TaHouseholdWeek *self, const TaAgendaEntry *entry)
{
  static const char *const icons[] = { "x-office-calendar-symbolic", "go-home-symbolic", "edit-undo-symbolic", "alarm-symbolic", "mail-forward-symbolic" };
  TaHouseholdItem *with = entry->with ? ta_context_find_household (self->context, entry->with) : NULL;
  GtkWidget *badge;

  if (!with)
    return g_object_new (GTK_TYPE_IMAGE, "icon-name", icons[entry->kind], "width-request", 24, NULL);
  badge = ta_household_badge_new (24);
  ta_household_badge_set_item (TA_HOUSEHOLD_BADGE (badge), with);
  return badge;
}

static char *
what_text (TaHouseholdWeek *self, const TaAgendaEntry *entry)
{
  TaHouseholdItem *with = entry->with ? ta_context_find_household (self->context, entry->with) : NULL;
  g_autofree char *last = ta_date_format (entry->until - 1, TA_DATE_WEEKDAY);

  switch (entry->kind)
    {
    case TA_AGENDA_HOLDS:
      return g_strdup_printf ("%s, %s", ta_code_label (ta_duty_codes, (int) entry->duty), ta_code_label (ta_turn_state_codes, (int) entry->state));
    case TA_AGENDA_EATS:
      return with ? g_strdup_printf (_ ("Comes from %s"), ta_household_item_get_name (with)) : g_strdup (_ ("Comes; nobody cooks yet"));
    case TA_AGENDA_LOAN:
      return g_strdup (_ ("To be given back"));
    case TA_AGENDA_RESERVATION:
      return g_strdup_printf (_ ("Reserved, until %s"), last);
    default:
      return g_strdup_printf (_ ("Away, until %s"), last);
    }
}

static char *
entry_text (TaHouseholdWeek *self, const TaAgendaEntry *entry)
{
  const TaPerson *person = entry->person ? ta_household_find_person (ta_household_item_get (self->item), entry->person) : NULL;
  g_autofree char *what = what_text (self, entry);

  return person ? g_strdup_printf ("%s · %s", person->name, what) : g_steal_pointer (&what);
}

static const char *
page_of (const TaAgendaEntry *entry)
{
  if (entry->kind == TA_AGENDA_ABSENCE)
    return "households";
  return entry->kind == TA_AGENDA_LOAN || entry->kind == TA_AGENDA_RESERVATION ? "tools" : "rota";
}

/* The dialog makes room for what it leads to. */
static void
on_activated (TaHouseholdWeek *self, GtkWidget *row)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree char *target = g_strdup (g_object_get_data (G_OBJECT (row), "target"));

  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action (root, "win.open", "s", target);
}

static GtkWidget *
entry_row (TaHouseholdWeek *self, const TaAgendaEntry *entry)
{
  g_autofree char *text = entry_text (self, entry);
  g_autofree char *time = entry->start != TA_MINUTES_NONE ? ta_minutes_format (entry->start) : NULL;
  const char *title = entry->title[0] ? entry->title : _ ("Absence");
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", text, "activatable", TRUE, NULL);
  GtkWidget *label = gtk_label_new (time ? time : "");

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_sign (self, entry));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_set_data_full (G_OBJECT (row), "target", g_strdup_printf ("%s/%s", page_of (entry), entry->source), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
add_day (TaHouseholdWeek *self, TaDate date)
{
  g_autofree char *title = ta_date_format (date, TA_DATE_LONG);
  const char *holiday = ta_holidays_get (self->holidays, date);
  g_autofree char *escaped = holiday ? g_markup_escape_text (holiday, -1) : NULL;
  GtkWidget *group = ta_form_add_group (self->page, title);

  if (escaped)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  g_ptr_array_add (self->groups, group);
  return group;
}

static void
show (TaHouseholdWeek *self)
{
  TaDate shown = TA_DATE_NONE;
  GtkWidget *group = NULL;

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; self->entries && i < self->entries->len; i++)
    {
      const TaAgendaEntry *entry = self->entries->pdata[i];

      if (entry->date != shown)
        group = add_day (self, entry->date);
      shown = entry->date;
      ta_form_add_row (group, entry_row (self, entry));
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), self->entries && self->entries->len > 0 ? "week" : "empty");
}

/* Reading -------------------------------------------------------------------------------------------------------------------------------- */

static gpointer
read_entries (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Query *query = data;

  return ta_agenda_table_list (database, query->household, query->person, query->from, query->from + 7, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaHouseholdWeek) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = ta_store_read_finish (TA_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->context)
    return;
  if (!entries)
    {
      g_signal_emit_by_name (self->context, "failed", error->message);
      return;
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&entries);
  show (self);
}

/* (transfer full) (nullable) */
static char *
chosen_person (TaHouseholdWeek *self)
{
  GPtrArray *persons = ta_household_item_get (self->item)->persons;
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->person));

  return selected > 0 && selected <= persons->len ? g_strdup (((TaPerson *) persons->pdata[selected - 1])->id) : NULL;
}

static void
reload (TaHouseholdWeek *self)
{
  TaRotaSpan span = ta_rota_span_new (TA_ROTA_WEEK, self->from, ta_locale_first_weekday ());
  g_autofree char *title = ta_rota_span_title (&span, ta_context_get_today (self->context));
  Query *query = g_new0 (Query, 1);

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
  query->household = g_strdup (ta_household_item_get_id (self->item));
  query->person = chosen_person (self);
  query->from = self->from;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_entries, query, query_free, (GDestroyNotify) g_ptr_array_unref, self->reading, on_read,
                       g_object_ref (self));
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TA_HOUSEHOLD_WEEK (widget)->from -= 7;
  reload (TA_HOUSEHOLD_WEEK (widget));
}

static void
go_on (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TA_HOUSEHOLD_WEEK (widget)->from += 7;
  reload (TA_HOUSEHOLD_WEEK (widget));
}

static void
go_today (GtkWidget *widget, const char *name, GVariant *parameter)
{
  TaHouseholdWeek *self = TA_HOUSEHOLD_WEEK (widget);

  self->from = ta_date_start_of_week (ta_context_get_today (self->context), ta_locale_first_weekday ());
  reload (self);
}

/* The dialog ----------------------------------------------------------------------------------------------------------------------------- */

static void
ta_household_week_dispose (GObject *object)
{
  TaHouseholdWeek *self = TA_HOUSEHOLD_WEEK (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->holidays);
  g_clear_object (&self->item);
  g_clear_object (&self->context);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  G_OBJECT_CLASS (ta_household_week_parent_class)->dispose (object);
}

static void
ta_household_week_class_init (TaHouseholdWeekClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ta_household_week_dispose;
  gtk_widget_class_install_action (widget_class, "week.previous", NULL, go_back);
  gtk_widget_class_install_action (widget_class, "week.next", NULL, go_on);
  gtk_widget_class_install_action (widget_class, "week.today", NULL, go_today);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "week.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "week.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "week.today", NULL);
}

static void
ta_household_week_init (TaHouseholdWeek *self)
{
  self->groups = g_ptr_array_new ();
}

static GtkWidget *
step_button (const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_header (TaHouseholdWeek *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *steps = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (steps, "linked");
  gtk_box_append (GTK_BOX (steps), step_button ("go-previous-symbolic", _ ("Earlier"), "week.previous"));
  gtk_box_append (GTK_BOX (steps), step_button ("go-next-symbolic", _ ("Later"), "week.next"));
  self->title = adw_window_title_new ("", ta_household_item_get_name (self->item));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->title);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), steps);
  return header;
}

static GtkWidget *
make_person (TaHouseholdWeek *self)
{
  GPtrArray *persons = ta_household_item_get (self->item)->persons;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (names, (gpointer) _ ("Everybody"));
  for (guint i = 0; i < persons->len; i++)
    g_ptr_array_add (names, ((TaPerson *) persons->pdata[i])->name);
  return ta_form_choice (_ ("For"), names, 0);
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "x-office-calendar-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing This Week"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("No turn, no dinner, no tool and no absence."));
  gtk_widget_add_css_class (page, "compact");
  gtk_widget_set_vexpand (page, TRUE);
  return page;
}

static GtkWidget *
make_content (TaHouseholdWeek *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *list = gtk_list_box_new ();

  self->person = make_person (self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), self->person);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  g_object_set (clamp, "margin-start", 12, "margin-end", 12, "margin-top", 6, "margin-bottom", 6, NULL);
  self->stack = gtk_stack_new ();
  self->page = adw_preferences_page_new ();
  gtk_widget_set_vexpand (self->page, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), adw_spinner_new (), "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), self->page, "week");
  gtk_stack_add_named (GTK_STACK (self->stack), make_empty (), "empty");
  gtk_box_append (GTK_BOX (box), clamp);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_widget_set_visible (clamp, ta_household_item_get (self->item)->persons->len > 1);
  g_signal_connect_object (self->person, "notify::selected", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  return box;
}

void
ta_household_week_present (TaContext *context, TaHouseholdItem *item, GtkWidget *parent)
{
  TaHouseholdWeek *self = g_object_new (TA_TYPE_HOUSEHOLD_WEEK, NULL);
  GtkWidget *view = adw_toolbar_view_new ();

  self->context = g_object_ref (context);
  self->item = g_object_ref (item);
  self->holidays = ta_holidays_new (context);
  self->from = ta_date_start_of_week (ta_context_get_today (context), ta_locale_first_weekday ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), make_header (self));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_content (self));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Week"));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
  g_signal_connect_object (context, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->holidays, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  reload (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-poll-dialog.h"

#include "ta-form.h"
#include "ta-poll-table.h"
#include "ta-poll-text.h"
#include "ta-turn-dialog.h"
#include "ta-weekday-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define WIDTH 560
#define HEIGHT 720
/* The first of January 1970 was a Thursday: the Monday after it is day 4. */
#define A_MONDAY 4

typedef struct
{
  TaContext *context; /* owned */
  TaPoll *poll;       /* as the form has it */
  gboolean is_new;
  GPtrArray *households; /* of char *: ids, as in the row */
  GtkWidget *page;       /* borrowed, as all below */
  GtkWidget *title;
  GtkWidget *weekdays;
  GtkWidget *bands;
  GtkWidget *wanted;
  GtkWidget *closed;
  GtkWidget *replies; /* group: of the answers */
  GtkWidget *household;
  GtkWidget *answers; /* AdwPreferencesRow: the grid of the chosen household */
  GtkWidget *results;
  GPtrArray *result_rows;
  GtkWidget *button;
} Session;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_object_unref (session->context);
  ta_poll_free (session->poll);
  g_ptr_array_unref (session->households);
  g_ptr_array_unref (session->result_rows);
  g_free (session);
}

static Session *
session_of (AdwDialog *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "poll-session");
}

/* Saving --------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
run_save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_poll_table_save (database, data, error);
}

static void
on_saved (const GError *error, gpointer data)
{
  g_autoptr (AdwDialog) dialog = data;
  Session *session = session_of (dialog);

  if (!error)
    {
      adw_dialog_force_close (dialog);
      return;
    }
  adw_preferences_page_set_description (ADW_PREFERENCES_PAGE (session->page), error->message);
  adw_preferences_page_scroll_to_top (ADW_PREFERENCES_PAGE (session->page));
}

static void
save (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  g_autofree char *title = ta_form_get_text (session->title);
  g_autofree char *label = NULL;

  ta_set_text (&session->poll->title, title);
  label = session->is_new ? g_strdup_printf (_ ("Asked for a regular slot: %s"), title) : g_strdup_printf (_ ("Changed the poll “%s”"), title);
  ta_context_try (session->context, label, run_save, ta_poll_copy (session->poll), (GDestroyNotify) ta_poll_free, on_saved, g_object_ref (dialog));
}

/* Results -------------------------------------------------------------------------------------------------------------------------------- */

static void
make_series (AdwDialog *dialog, GtkWidget *button)
{
  Session *session = session_of (dialog);
  int weekday = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "weekday"));
  const TaPollBand *band = &g_array_index (session->poll->bands, TaPollBand, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "band")));
  TaDate today = ta_context_get_today (session->context);
  TaDate date = today + (weekday - ta_date_weekday (today) + 7) % 7;

  ta_turn_dialog_new_series (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (dialog))), session->context, session->poll->pod, date, band->from,
                             band->until - band->from);
}

static GtkWidget *
slot_row (AdwDialog *dialog, const TaPollSlot *slot)
{
  Session *session = session_of (dialog);
  g_autofree char *when = ta_poll_slot_text (session->poll, slot->weekday, slot->band);
  g_autofree char *title = g_strdup_printf ("%u. %s", slot->rank, when);
  g_autofree char *text = g_strdup_printf (_ ("%u yes, %u rather not"), slot->yes, slot->rather_not);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", text, NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Make a Series…"));
  g_autofree char *label = g_strdup_printf (_ ("Make a Series: %s"), when);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (button), "weekday", GINT_TO_POINTER (slot->weekday));
  g_object_set_data (G_OBJECT (button), "band", GINT_TO_POINTER (slot->band));
  g_signal_connect_object (button, "clicked", G_CALLBACK (make_series), dialog, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
update_results (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  g_autoptr (GArray) slots = ta_poll_find_slots (session->poll);

  for (guint i = 0; i < session->result_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (session->results), session->result_rows->pdata[i]);
  g_ptr_array_set_size (session->result_rows, 0);
  for (guint i = 0; i < slots->len; i++)
    {
      GtkWidget *row = slot_row (dialog, &g_array_index (slots, TaPollSlot, i));

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (session->results), row);
      g_ptr_array_add (session->result_rows, row);
    }
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (session->results),
                                         slots->len > 0 ? _ ("The same number: as good as each other.") : _ ("No slot yet that enough households can."));
}

/* Answers -------------------------------------------------------------------------------------------------------------------------------- */

static const char *
chosen_household (const Session *session)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (session->household));

  return selected < session->households->len ? session->households->pdata[selected] : "";
}

static void
show_reply (const Session *session, GtkWidget *button, int weekday, int band)
{
  static const char *const signs[] = { "✓", "~", "✕" };
  const TaPollAnswer *answer = ta_poll_find_answer (session->poll, chosen_household (session), weekday, band);
  const char *reply = answer ? ta_code_label (ta_poll_reply_codes, (int) answer->reply) : _ ("Not said");
  g_autofree char *slot = ta_poll_slot_text (session->poll, weekday, band);
  g_autofree char *label = g_strdup_printf ("%s: %s", slot, reply);

  gtk_button_set_label (GTK_BUTTON (button), answer ? signs[answer->reply] : "·");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* Not said, yes, rather not, no, and from the beginning. */
static void
step_reply (AdwDialog *dialog, GtkWidget *button)
{
  Session *session = session_of (dialog);
  int weekday = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "weekday"));
  int band = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "band"));
  const TaPollAnswer *answer = ta_poll_find_answer (session->poll, chosen_household (session), weekday, band);
  int next = answer ? (int) answer->reply + 1 : TA_POLL_YES;

  ta_poll_set_answer (session->poll, chosen_household (session), weekday, band, next > TA_POLL_NO ? -1 : next);
  show_reply (session, button, weekday, band);
  update_results (dialog);
}

static GtkWidget *
reply_button (AdwDialog *dialog, int weekday, int band)
{
  GtkWidget *button = gtk_button_new_with_label ("");

  gtk_widget_set_hexpand (button, TRUE);
  g_object_set_data (G_OBJECT (button), "weekday", GINT_TO_POINTER (weekday));
  g_object_set_data (G_OBJECT (button), "band", GINT_TO_POINTER (band));
  show_reply (session_of (dialog), button, weekday, band);
  g_signal_connect_object (button, "clicked", G_CALLBACK (step_reply), dialog, G_CONNECT_SWAPPED);
  return button;
}

static void
add_label (GtkWidget *grid, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_label_set_xalign (GTK_LABEL (label), column > 0 ? 0.5f : 0);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

static void
rebuild_answers (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  g_object_set (grid, "margin-top", 12, "margin-bottom", 12, "margin-start", 12, "margin-end", 12, NULL);
  for (int band = 0; band < (int) session->poll->bands->len; band++)
    {
      g_autofree char *from = ta_minutes_format (g_array_index (session->poll->bands, TaPollBand, band).from);

      add_label (grid, from, band + 1, 0);
    }
  for (int i = 0; i < 7; i++)
    {
      int weekday = (ta_locale_first_weekday () - 1 + i) % 7 + 1;
      g_autofree char *name = ta_date_format (A_MONDAY + weekday - 1, TA_DATE_DAY_NAME);

      if ((session->poll->weekdays >> (weekday - 1) & 1) == 0)
        continue;
      add_label (grid, name, 0, i + 1);
      for (int band = 0; band < (int) session->poll->bands->len; band++)
        gtk_grid_attach (GTK_GRID (grid), reply_button (dialog, weekday, band), band + 1, i + 1, 1, 1);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (session->answers), scrolled);
}

/* What is asked -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_valid (const Session *session)
{
  g_autofree char *title = ta_form_get_text (session->title);

  return *title != '\0' && !gtk_widget_has_css_class (session->bands, "error") && ta_weekday_row_get (TA_WEEKDAY_ROW (session->weekdays)) != 0;
}

static void
head_changed (AdwDialog *dialog)
{
  Session *session = session_of (dialog);

  session->poll->wanted = (int) adw_spin_row_get_value (ADW_SPIN_ROW (session->wanted));
  gtk_widget_set_sensitive (session->button, is_valid (session));
  update_results (dialog);
}

/* Answers for a day that is asked about no more are kept, should it come back. */
static void
weekdays_changed (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  guint weekdays = ta_weekday_row_get (TA_WEEKDAY_ROW (session->weekdays));

  if (weekdays != 0)
    {
      session->poll->weekdays = weekdays;
      rebuild_answers (dialog);
    }
  head_changed (dialog);
}

/* What is closed takes no more answers, and what was asked stays as it was when they were given. */
static void
show_closed (AdwDialog *dialog)
{
  Session *session = session_of (dialog);
  gboolean closed = adw_switch_row_get_active (ADW_SWITCH_ROW (session->closed));

  session->poll->closed = closed;
  gtk_widget_set_visible (session->replies, !closed);
  gtk_widget_set_sensitive (session->weekdays, !closed);
  gtk_widget_set_sensitive (session->bands, !closed);
  gtk_widget_set_sensitive (session->wanted, !closed);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (session->results), closed ? _ ("Result") : _ ("Slots That Enough Can"));
}

static void
bands_changed (AdwDialog *dialog)
{
  Session *session = session_of (dialog);

  if (ta_poll_bands_parse (gtk_editable_get_text (GTK_EDITABLE (session->bands)), session->poll->bands))
    {
      gtk_widget_remove_css_class (session->bands, "error");
      rebuild_answers (dialog);
    }
  else
    gtk_widget_add_css_class (session->bands, "error");
  head_changed (dialog);
}

static GtkWidget *
make_households (Session *session)
{
  GListModel *all = ta_context_get_households (session->context);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (TaHouseholdItem) item = g_list_model_get_item (all, i);

      if (g_strcmp0 (ta_household_pod (ta_household_item_get (item), ta_context_get_today (session->context)), session->poll->pod) != 0)
        continue;
      g_ptr_array_add (session->households, g_strdup (ta_household_item_get_id (item)));
      g_ptr_array_add (names, (gpointer) ta_household_item_get_name (item));
    }
  return ta_form_choice (_ ("What this household says"), names, 0);
}

static void
make_page (Session *session)
{
  g_autofree char *bands = ta_poll_bands_to_text (session->poll->bands);
  GtkWidget *group;

  session->page = adw_preferences_page_new ();
  group = ta_form_add_group (session->page, NULL);
  session->title = ta_form_add_row (group, ta_form_entry (_ ("What for"), session->poll->title));
  session->bands = ta_form_add_row (group, ta_form_entry (_ ("Times of day, separated by commas"), bands));
  session->weekdays = ta_form_add_row (group, ta_weekday_row_new (_ ("Days of the week"), session->poll->weekdays));
  session->wanted = ta_form_add_row (group, ta_form_spin (_ ("Households that have to be able to"), 1, 99, 1, session->poll->wanted, 0));
  session->closed = ta_form_add_row (group, ta_form_switch (_ ("Closed"), session->poll->closed));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (session->closed), _ ("No more answers are taken"));
  gtk_widget_set_visible (session->closed, !session->is_new);
  session->replies = group = ta_form_add_group (session->page, _ ("Answers"));
  session->household = ta_form_add_row (group, make_households (session));
  session->answers = ta_form_add_row (group, g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE, "title", _ ("Answers"), NULL));
  session->results = ta_form_add_group (session->page, _ ("Slots That Enough Can"));
}

void
ta_poll_dialog_present (TaContext *context, GtkWidget *parent, const TaPoll *poll, gboolean is_new)
{
  Session *session = g_new0 (Session, 1);
  AdwDialog *dialog;

  session->context = g_object_ref (context);
  session->poll = ta_poll_copy (poll);
  session->is_new = is_new;
  session->households = g_ptr_array_new_with_free_func (g_free);
  session->result_rows = g_ptr_array_new ();
  make_page (session);
  dialog = ta_form_dialog (_ ("Regular Slot"), is_new ? _ ("_Add") : _ ("_Save"), session->page, &session->button);
  g_object_set_data_full (G_OBJECT (dialog), "poll-session", session, session_free);
  adw_dialog_set_content_width (dialog, WIDTH);
  adw_dialog_set_content_height (dialog, HEIGHT);
  rebuild_answers (dialog);
  g_signal_connect_object (session->title, "changed", G_CALLBACK (head_changed), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->wanted, "notify::value", G_CALLBACK (head_changed), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->bands, "changed", G_CALLBACK (bands_changed), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->weekdays, "changed", G_CALLBACK (weekdays_changed), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->closed, "notify::active", G_CALLBACK (show_closed), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->household, "notify::selected", G_CALLBACK (rebuild_answers), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (session->button, "clicked", G_CALLBACK (save), dialog, G_CONNECT_SWAPPED);
  head_changed (dialog);
  show_closed (dialog);
  adw_dialog_set_focus (dialog, session->title);
  adw_dialog_present (dialog, parent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ui-test.h"

#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-text-cell.h"
#include "ta-tool-table.h"
#include "ta-tooltip.h"
#include "ta-turn-table.h"

#include <string.h>

#define PATIENCE 10000

static gint64
noon (gpointer data)
{
  /* 2026-12-01 12:00 in Montevideo, which is three hours behind UTC. */
  return G_GINT64_CONSTANT (1796137200) * G_USEC_PER_SEC;
}

TaDate
ta_ui_test_today (void)
{
  return ta_date_from_ymd (2026, 12, 1);
}

void
ta_ui_test_init (int *argc, char ***argv)
{
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  gtk_test_init (argc, argv, NULL);
  adw_init ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/coop/turnabout/Turnabout/icons");
  gtk_css_provider_load_from_resource (css, "/coop/turnabout/Turnabout/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  /* Nothing is to be waited for that only pleases the eye. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* ---- the sample --------------------------------------------------------------------------------------------------------------------- */

static TaHousehold *
sample_household (const char *name, int colour, const char *pod, TaPoint place)
{
  static const char *const people[] = { "Ana", "Bruno" };
  TaHousehold *household = ta_household_new (name);

  household->colour = colour;
  household->place = place;
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_ptr_array_add (household->persons, ta_person_new (people[i], TA_ROLE_ADULT));
  g_ptr_array_add (household->memberships, ta_membership_new (pod, TA_STATUS_MEMBER, ta_date_from_ymd (2026, 1, 1)));
  return household;
}

static gboolean
add_turn (TaDatabase *database, const char *pod, const char *service, TaDate date, const char *holder, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_new (pod, service, date, 18 * 60);

  turn->state = TA_TURN_PUBLISHED;
  ta_turn_set_holder (turn, holder, TA_DUTY_COOK);
  return ta_turn_table_save (database, turn, error);
}

static gboolean
add_tool (TaDatabase *database, const char *number, const char *name, GError **error)
{
  g_autoptr (TaTool) tool = ta_tool_new (name);

  ta_set_text (&tool->number, number);
  return ta_tool_table_save (database, tool, error);
}

static gboolean
fill (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaCollective) collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");
  g_autoptr (TaPod) pod = ta_pod_new ("Cordón");
  g_autoptr (TaService) cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  g_autoptr (TaHousehold) kim = sample_household ("Kim", 5, pod->id, TA_POINT_NONE);
  g_autoptr (TaHousehold) pereira = sample_household ("Pereira", 0, pod->id, TA_POINT (-34.9030, -56.1790));
  g_autoptr (TaHousehold) silva = sample_household ("Silva", 1, pod->id, TA_POINT (-34.9055, -56.1752));
  TaDate today = ta_ui_test_today ();

  collective->place = TA_POINT (-34.9040, -56.1770);
  return ta_collective_table_save (database, collective, error) && ta_pod_table_save (database, pod, error)
         && ta_service_table_save (database, cooking, error) && ta_household_table_save (database, kim, error)
         && ta_household_table_save (database, pereira, error) && ta_household_table_save (database, silva, error)
         && add_turn (database, pod->id, cooking->id, today, pereira->id, error)
         && add_turn (database, pod->id, cooking->id, today + 1, silva->id, error)
         && add_tool (database, "7", "Ladder", error) && add_tool (database, "41", "Hammer drill", error);
}

TaStore *
ta_ui_test_store (void)
{
  g_autoptr (GError) error = NULL;
  TaStore *store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  ta_store_run (store, "Filled the sample", NULL, fill, NULL, NULL, &error);
  g_assert_no_error (error);
  return store;
}

/* ---- waiting ------------------------------------------------------------------------------------------------------------------------ */

void
ta_ui_test_wait (TaUiCondition condition, gpointer data, const char *what)
{
  for (int i = 0; i < PATIENCE; i++)
    {
      if (condition (data))
        return;
      g_main_context_iteration (NULL, TRUE);
    }
  g_error ("waited in vain for %s", what);
}

/* Something comes round at every frame, so that waiting for a condition never sleeps for ever. */
static gboolean
keep_awake (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gpointer
nothing (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

static void
on_nothing (GObject *object, GAsyncResult *result, gpointer data)
{
  gboolean *arrived = data;

  ta_store_read_finish (TA_STORE (object), result, NULL);
  *arrived = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* The worker serves in order: when it has answered this, it has answered all that was asked before. */
static void
wait_for_store (TaStore *store)
{
  gboolean arrived = FALSE;

  ta_store_read_async (store, nothing, NULL, NULL, NULL, NULL, on_nothing, &arrived);
  ta_ui_test_wait (is_true, &arrived, "the store");
}

static gboolean
count_down (gpointer data)
{
  int *left = data;

  return --*left < 0;
}

void
ta_ui_test_settle (TaWindow *window)
{
  TaContext *context = ta_window_get_context (window);

  for (int round = 0; round < 2; round++)
    {
      int frames = 12;

      if (context != NULL)
        wait_for_store (ta_context_get_store (context));
      ta_ui_test_wait (count_down, &frames, "some frames");
    }
}

static gboolean
is_ready (gpointer data)
{
  TaContext *context = ta_window_get_context (data);

  return context != NULL && ta_context_is_ready (context) && ta_window_get_page (data) != NULL;
}

TaWindow *
ta_ui_test_window (TaStore *store)
{
  TaWindow *window = ta_window_new (NULL);

  g_object_ref_sink (window);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 760);
  gtk_widget_add_tick_callback (GTK_WIDGET (window), keep_awake, NULL, NULL);
  ta_window_set_store (window, store, noon, NULL);
  gtk_window_present (GTK_WINDOW (window));
  ta_ui_test_wait (is_ready, window, "the window");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

void
ta_ui_test_close (TaWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
page_is_settled (gpointer data)
{
  return ta_page_is_settled (data) && gtk_widget_get_mapped (data);
}

TaPage *
ta_ui_test_show (TaWindow *window, const char *id)
{
  TaPage *page;

  ta_window_show_page (window, id, NULL);
  page = ta_window_get_page (window);
  g_assert_nonnull (page);
  ta_ui_test_wait (page_is_settled, page, id);
  ta_ui_test_settle (window);
  return page;
}

/* ---- finding ------------------------------------------------------------------------------------------------------------------------ */

static char *
without_mnemonic (const char *label)
{
  GString *text = g_string_new (NULL);

  for (const char *at = label; at != NULL && *at != '\0'; at++)
    if (*at != '_')
      g_string_append_c (text, *at);
  return g_string_free_and_steal (text);
}

static gboolean
is_called (GtkWidget *widget, const char *name)
{
  g_autofree char *label = NULL;
  const char *text = NULL;

  if (name == NULL)
    return TRUE;
  if (ADW_IS_PREFERENCES_ROW (widget))
    text = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  else if (GTK_IS_BUTTON (widget))
    text = gtk_button_get_label (GTK_BUTTON (widget));
  else if (GTK_IS_LABEL (widget))
    text = gtk_label_get_label (GTK_LABEL (widget));
  label = without_mnemonic (text);
  if (g_strcmp0 (label, name) == 0 || g_strcmp0 (gtk_widget_get_tooltip_text (widget), name) == 0 || g_strcmp0 (ta_tooltip_get (widget), name) == 0)
    return TRUE;
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
         && gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name) == NULL;
}

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer what, const char *name);

static GtkWidget *
find (GtkWidget *root, Matches matches, gconstpointer what, const char *name)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (matches (root, what, name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, what, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_role (GtkWidget *widget, gconstpointer what, const char *name)
{
  return gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == (GtkAccessibleRole) GPOINTER_TO_INT (what) && is_called (widget, name);
}

static gboolean
has_type (GtkWidget *widget, gconstpointer what, const char *name)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (what)) && is_called (widget, name);
}

static gboolean
shows (GtkWidget *widget, gconstpointer what, const char *name)
{
  const char *text = NULL;

  if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  else if (TA_IS_TEXT_CELL (widget))
    text = ta_text_cell_get_text (TA_TEXT_CELL (widget));
  return text != NULL && strstr (text, name) != NULL;
}

GtkWidget *
ta_ui_test_find (GtkWidget *root, GtkAccessibleRole role, const char *name)
{
  return find (root, has_role, GINT_TO_POINTER (role), name);
}

GtkWidget *
ta_ui_test_find_type (GtkWidget *root, GType type, const char *name)
{
  return find (root, has_type, GSIZE_TO_POINTER (type), name);
}

gboolean
ta_ui_test_shows (GtkWidget *root, const char *text)
{
  return find (root, shows, NULL, text) != NULL;
}

/* @seen: letter → label */
static void
note_mnemonics (GtkWidget *widget, GHashTable *seen)
{
  guint key = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) : GDK_KEY_VoidSymbol;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (key != GDK_KEY_VoidSymbol)
    {
      const char *label = gtk_label_get_label (GTK_LABEL (widget));
      const char *other = g_hash_table_lookup (seen, GUINT_TO_POINTER (key));

      if (other != NULL && strcmp (other, label) != 0)
        g_error ("“%s” and “%s” have the same letter", other, label);
      g_hash_table_insert (seen, GUINT_TO_POINTER (key), g_strdup (label));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    note_mnemonics (child, seen);
}

void
ta_ui_test_assert_mnemonics (GtkWidget *root)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  note_mnemonics (root, seen);
}

GtkWidget *
ta_ui_test_dialog (TaWindow *window)
{
  return GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
}

/* ---- acting ------------------------------------------------------------------------------------------------------------------------- */

void
ta_ui_test_click (GtkWidget *root, const char *name)
{
  GtkWidget *button = ta_ui_test_find_type (root, GTK_TYPE_BUTTON, name);
  GtkWidget *row = button == NULL ? ta_ui_test_find_type (root, ADW_TYPE_PREFERENCES_ROW, name) : NULL;

  if (button == NULL && row == NULL)
    g_error ("there is nothing to click called %s", name);
  g_assert_true (gtk_widget_is_sensitive (button != NULL ? button : row));
  if (button != NULL)
    g_signal_emit_by_name (button, "clicked");
  else
    gtk_widget_activate (row);
}

void
ta_ui_test_type (GtkWidget *root, const char *title, const char *text)
{
  GtkWidget *entry = ta_ui_test_find_type (root, GTK_TYPE_EDITABLE, title);

  if (entry == NULL)
    g_error ("there is no entry called %s", title);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

void
ta_ui_test_press (TaWindow *window, guint key, GdkModifierType modifiers)
{
  g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (key, modifiers);

  for (GtkWidget *widget = gtk_window_get_focus (GTK_WINDOW (window)); widget; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

          for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
            {
              g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

              if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted)
                  && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, gtk_shortcut_get_arguments (shortcut)))
                return;
            }
        }
    }
  g_error ("nothing takes the key %s", gdk_keyval_name (key));
}

void
ta_ui_test_tab_to (TaWindow *window, const char *name)
{
  GtkWidget *dialog;

  ta_ui_test_settle (window);
  dialog = ta_ui_test_dialog (window);
  for (int i = 0; i < 120; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
      GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW) : NULL;

      if (focus != NULL && ta_ui_test_find_type (focus, GTK_TYPE_BUTTON, name) == focus)
        return;
      if (row != NULL && ta_ui_test_find_type (row, ADW_TYPE_PREFERENCES_ROW, name) == row)
        return;
      /* After the last comes the first. */
      if (!gtk_widget_child_focus (dialog, GTK_DIR_TAB_FORWARD))
        gtk_window_set_focus (GTK_WINDOW (window), NULL);
    }
  g_error ("the keyboard does not come to %s", name);
}

void
ta_ui_test_enter (TaWindow *window)
{
  g_assert_true (gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (window))));
  ta_ui_test_settle (window);
}

/* ---- the database ------------------------------------------------------------------------------------------------------------------- */

static gpointer
read_text (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, data);

  return ta_statement_step (statement, error) == TA_STEP_ROW ? g_strdup (ta_statement_text (statement, 0)) : g_strdup ("");
}

char *
ta_ui_test_text (TaStore *store, const char *sql)
{
  return ta_store_read (store, read_text, (gpointer) sql, NULL);
}

gint64
ta_ui_test_number (TaStore *store, const char *sql)
{
  g_autofree char *text = ta_ui_test_text (store, sql);

  return g_ascii_strtoll (text, NULL, 10);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-calendar-table.h"
#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-sheet-kinds.h"
#include "ta-sheet-private.h"
#include "ta-store.h"
#include "ta-turn-table.h"

#include <cairo-pdf.h>
#include <string.h>

/* Extents come in whole points, and half of a line lies beside it. */
#define SLACK 2.0

#define N_HOUSEHOLDS 12
#define LONG_NAME "Fernández-Saavedra y Wolfeschlegelsteinhausenbergerdorff"

/* A pod of many households with long names; each has people with needs. */
typedef struct
{
  TaStore *store;
  TaPod *pod;
  TaService *cooking;
  GPtrArray *households;
  GPtrArray *turns;
  TaDate monday;
} World;

static gboolean
save_world (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  g_autoptr (TaCollective) collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");
  gboolean ok = ta_collective_table_save (database, collective, error) && ta_pod_table_save (database, world->pod, error)
                && ta_service_table_save (database, world->cooking, error);

  for (guint i = 0; ok && i < world->households->len; i++)
    ok = ta_household_table_save (database, g_ptr_array_index (world->households, i), error);
  for (guint i = 0; ok && i < world->turns->len; i++)
    ok = ta_turn_table_save (database, g_ptr_array_index (world->turns, i), error);
  return ok;
}

static void
save (World *world)
{
  g_autoptr (GError) error = NULL;

  ta_store_run (world->store, "test", NULL, save_world, world, NULL, &error);
  g_assert_no_error (error);
}

static TaHousehold *
make_household (const World *world, guint i)
{
  g_autofree char *name = g_strdup_printf ("%s %u", i % 3 == 0 ? LONG_NAME : "Pereira", i);
  g_autofree char *address = g_strdup_printf ("Hidden Street %u", i);
  TaHousehold *household = ta_household_new (name);
  TaPerson *person = ta_person_new ("Mira", TA_ROLE_ADULT);
  TaMembership *membership = ta_membership_new (world->pod->id, TA_STATUS_MEMBER, world->monday - 400);

  ta_set_text (&household->address, address);
  ta_set_text (&household->door_notes, "Ring twice, the bell of the ground floor does not work and the dog is harmless");
  household->place = TA_POINT (-34.9 + 0.001 * i, -56.17);
  g_ptr_array_add (person->allergies, ta_allergy_new ("peanuts", i == 5 ? TA_SEVERITY_ANAPHYLAXIS : TA_SEVERITY_AVOID));
  g_ptr_array_add (person->diets, g_strdup ("vegan"));
  g_ptr_array_add (household->persons, person);
  g_ptr_array_add (household->contacts, ta_contact_point_new (TA_CONTACT_PHONE, "099 123 456"));
  g_ptr_array_add (household->memberships, membership);
  return household;
}

static TaTurn *
add_turn (World *world, TaDate date, const char *title)
{
  TaTurn *turn = ta_turn_new (world->pod->id, world->cooking->id, date, 18 * 60);
  const TaHousehold *holder = g_ptr_array_index (world->households, world->turns->len % world->households->len);

  ta_turn_set_holder (turn, holder->id, TA_DUTY_COOK);
  ta_set_text (&turn->title, title);
  turn->state = TA_TURN_PUBLISHED;
  g_ptr_array_add (world->turns, turn);
  return turn;
}

static void
set_up (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  world->store = ta_store_open (":memory:", TA_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  world->monday = ta_date_from_ymd (2026, 11, 23);
  world->pod = ta_pod_new ("Palermo");
  world->cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  world->households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_household_free);
  world->turns = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_turn_free);
  for (guint i = 0; i < N_HOUSEHOLDS; i++)
    g_ptr_array_add (world->households, make_household (world, i));
}

static void
tear_down (World *world, gconstpointer data)
{
  g_object_unref (world->store);
  ta_pod_free (world->pod);
  ta_service_free (world->cooking);
  g_ptr_array_unref (world->households);
  g_ptr_array_unref (world->turns);
}

static gpointer
load (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_sheet_load (database, data, cancellable, error);
}

static TaSheet *
read_sheet (World *world, TaSheetKind kind, const TaTurn *turn)
{
  g_autoptr (TaSheetRequest) request = turn != NULL ? ta_sheet_request_new_for_turn (kind, turn->id, world->monday) : ta_sheet_request_new (kind, NULL, world->monday, world->monday);
  g_autoptr (GError) error = NULL;
  TaSheet *sheet = ta_store_read (world->store, load, request, &error);

  g_assert_no_error (error);
  return sheet;
}

/* Nothing is drawn beyond the part of the page that printers reach. */
static void
assert_within (TaSheet *sheet)
{
  cairo_rectangle_t area = ta_sheet_get_printable (sheet);

  for (int page = 0; page < ta_sheet_count_pages (sheet); page++)
    {
      cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cairo = cairo_create (surface);
      double x, y, width, height;

      ta_sheet_draw (sheet, cairo, page);
      cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
      g_assert_cmpfloat (width, >, 0);
      g_assert_cmpfloat (x, >=, area.x - SLACK);
      g_assert_cmpfloat (y, >=, area.y - SLACK);
      g_assert_cmpfloat (x + width, <=, area.x + area.width + SLACK);
      g_assert_cmpfloat (y + height, <=, area.y + area.height + SLACK);
      cairo_destroy (cairo);
      cairo_surface_destroy (surface);
    }
}

static void
assert_fits (TaSheet *sheet, int n_pages)
{
  for (int paper = 0; paper < ta_code_count (ta_paper_codes); paper++)
    {
      ta_sheet_set_paper (sheet, (TaPaper) paper);
      if (n_pages > 0)
        g_assert_cmpint (ta_sheet_count_pages (sheet), ==, n_pages);
      assert_within (sheet);
    }
}

/* Everything that is written on the sheet, a cell a line. */
static char *
read_text (const TaSheet *sheet)
{
  GString *text = g_string_new (sheet->title);

  g_string_append_printf (text, "\n%s\n", sheet->subtitle);
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const TaSheetRow *row = g_ptr_array_index (sheet->rows, i);

      for (guint j = 0; j < row->cells->len; j++)
        {
          const TaSheetCell *cell = g_ptr_array_index (row->cells, j);

          g_string_append_printf (text, "%s%s\n", cell->flags & TA_CELL_TICKED ? "[x]" : cell->flags & TA_CELL_BOX ? "[ ]"
                                                                                                                   : "",
                                  cell->text->str);
        }
    }
  g_string_append (text, sheet->foot);
  return g_string_free (text, FALSE);
}

static void
assert_says (const TaSheet *sheet, const char *words)
{
  g_autofree char *text = read_text (sheet);

  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in:\n%s", words, text);
}

static void
assert_says_not (const TaSheet *sheet, const char *words)
{
  g_autofree char *text = read_text (sheet);

  if (strstr (text, words) != NULL)
    g_error ("“%s” must not be in:\n%s", words, text);
}

/* What hangs on a fridge is read by guests. */
static void
assert_discreet (const TaSheet *sheet)
{
  assert_says_not (sheet, "Hidden Street");
  assert_says_not (sheet, "099 123 456");
  assert_says_not (sheet, "Peanuts");
  assert_says_not (sheet, "Vegan");
  assert_says_not (sheet, "Mira");
  assert_says_not (sheet, "Private");
}

static void
test_discreet (World *world, gconstpointer data)
{
  TaTurn *turn = add_turn (world, world->monday, "Soup");
  g_autoptr (TaSheet) week = NULL;
  g_autoptr (TaSheet) month = NULL;
  g_autoptr (TaSheet) cook = NULL;

  ta_set_text (&turn->note, "Private: Mira is ill");
  save (world);
  week = read_sheet (world, TA_SHEET_WEEK, NULL);
  month = read_sheet (world, TA_SHEET_MONTH, NULL);
  cook = read_sheet (world, TA_SHEET_COOK, turn);
  assert_discreet (week);
  assert_discreet (month);
  assert_says (week, "everyone");
  assert_says (cook, "ANAPHYLAXIS");
  assert_says (cook, "Vegan: Mira");
  assert_says_not (cook, "Hidden Street");
  assert_says_not (cook, "099 123 456");
}

/* Two households whose names begin alike are told apart without a colour. */
static void
test_initials (World *world, gconstpointer data)
{
  TaHousehold *first = g_ptr_array_index (world->households, 0), *second = g_ptr_array_index (world->households, 1);
  g_autoptr (TaSheet) sheet = NULL;

  ta_set_text (&first->name, "Pestalozzi");
  ta_set_text (&second->name, "Pereira");
  add_turn (world, world->monday, "Soup");
  add_turn (world, world->monday + 1, "Soup");
  save (world);
  sheet = read_sheet (world, TA_SHEET_MONTH, NULL);
  assert_says (sheet, "Pe\u2002Pereira, 1 turn");
  assert_says (sheet, "Pe2\u2002Pestalozzi, 1 turn");
}

static void
test_states (World *world, gconstpointer data)
{
  g_autoptr (TaSheet) week = NULL;
  g_autoptr (TaSheet) month = NULL;

  add_turn (world, world->monday, "Soup")->state = TA_TURN_CANCELLED;
  add_turn (world, world->monday + 1, "Soup")->state = TA_TURN_PLANNED;
  ta_turn_set_holder (add_turn (world, world->monday + 2, "Soup"), NULL, TA_DUTY_COOK);
  save (world);
  week = read_sheet (world, TA_SHEET_WEEK, NULL);
  month = read_sheet (world, TA_SHEET_MONTH, NULL);
  assert_says (week, "cancelled");
  assert_says (week, "draft");
  assert_says (week, "nobody yet");
  assert_says (month, "cancelled");
  assert_says (month, "? is not settled yet");
  assert_says (month, "nobody yet");
}

static gboolean
save_holiday (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  World *world = data;
  g_autoptr (TaCalendar) calendar = ta_calendar_new ("Uruguay", TA_CALENDAR_HOLIDAYS, NULL);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_calendar_day_free);

  g_ptr_array_add (days, ta_calendar_day_new ("1", "Constitution Day", world->monday + 2, world->monday + 3));
  return ta_calendar_table_save (database, calendar, days, NULL, error);
}

static void
test_holiday (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaSheet) week = NULL;
  g_autoptr (TaSheet) month = NULL;

  save (world);
  ta_store_run (world->store, "test", NULL, save_holiday, world, NULL, &error);
  g_assert_no_error (error);
  week = read_sheet (world, TA_SHEET_WEEK, NULL);
  month = read_sheet (world, TA_SHEET_MONTH, NULL);
  assert_says (week, "Constitution Day");
  assert_says (month, "25\u2002Constitution Day");
  assert_fits (week, 1);
  assert_fits (month, 1);
}

/* What the last cook left to say, and what is still to be seen to. */
static void
test_notes (World *world, gconstpointer data)
{
  TaTurn *before = add_turn (world, world->monday, "Stew");
  TaTurn *turn = add_turn (world, world->monday + 1, "Soup");
  TaTurn *after = add_turn (world, world->monday + 2, "Rice");
  TaChecklistItem *ticked = ta_checklist_item_new ("Buy salt");
  g_autoptr (TaSheet) sheet = NULL;

  ta_set_text (&before->handover, "The large pot leaks");
  ta_set_text (&after->handover, "Not yet known");
  ticked->done = TRUE;
  g_ptr_array_add (turn->checklist, ticked);
  g_ptr_array_add (turn->checklist, ta_checklist_item_new ("Bring the ladle"));
  save (world);
  sheet = read_sheet (world, TA_SHEET_COOK, turn);
  assert_says (sheet, "The large pot leaks");
  assert_says_not (sheet, "Not yet known");
  assert_says (sheet, "[x]\nBuy salt");
  assert_says (sheet, "[ ]\nBring the ladle");
  assert_says (sheet, "For Whoever Is Next");
}

static void
test_week (World *world, gconstpointer data)
{
  g_autoptr (TaSheet) sheet = NULL;

  for (int i = 0; i < 7; i++)
    add_turn (world, world->monday + i, i == 3 ? "Lentil stew with a great many vegetables from the garden, and bread" : "Soup");
  save (world);
  sheet = read_sheet (world, TA_SHEET_WEEK, NULL);
  assert_fits (sheet, 1);
}

/* More than a page holds at the smallest size goes on on another one. */
static void
test_week_full (World *world, gconstpointer data)
{
  g_autoptr (TaSheet) sheet = NULL;

  for (int i = 0; i < 7; i++)
    for (int j = 0; j < 8; j++)
      add_turn (world, world->monday + i, "Soup of the day");
  save (world);
  sheet = read_sheet (world, TA_SHEET_WEEK, NULL);
  g_assert_cmpint (ta_sheet_count_pages (sheet), >, 1);
  assert_fits (sheet, 0);
}

static void
test_month (World *world, gconstpointer data)
{
  g_autoptr (TaSheet) sheet = NULL;

  for (int i = 0; i < 28; i++)
    add_turn (world, ta_date_from_ymd (2026, 11, 1) + i, "Soup");
  save (world);
  sheet = read_sheet (world, TA_SHEET_MONTH, NULL);
  assert_fits (sheet, 1);
}

static void
test_cook (World *world, gconstpointer data)
{
  TaTurn *turn = add_turn (world, world->monday, "Soup");
  g_autoptr (TaSheet) sheet = NULL;

  for (int i = 0; i < 6; i++)
    g_ptr_array_add (turn->checklist, ta_checklist_item_new ("Bring back the large pot and the two ladles to the house where they were borrowed"));
  save (world);
  sheet = read_sheet (world, TA_SHEET_COOK, turn);
  assert_fits (sheet, 0);
}

/* A note that is longer than a page is all there. */
static void
test_long_note (World *world, gconstpointer data)
{
  TaTurn *turn = add_turn (world, world->monday, "Soup");
  GString *note = g_string_new (NULL);
  g_autoptr (TaSheet) sheet = NULL;

  for (int i = 0; i < 900; i++)
    g_string_append_printf (note, "word%d ", i);
  ta_set_text (&turn->handover, note->str);
  g_string_free (note, TRUE);
  save (world);
  sheet = read_sheet (world, TA_SHEET_COOK, turn);
  g_assert_cmpint (ta_sheet_count_pages (sheet), >, 1);
  assert_fits (sheet, 0);
}

static TaSheet *
make_long_table (int rows)
{
  TaSheet *sheet = ta_sheet_new ("Rota", "All of it");

  ta_sheet_set_paper (sheet, TA_PAPER_A4);
  ta_sheet_add_table (sheet, TA_LINES_RULED, (const int[]) { 1, 2, -1 });
  ta_sheet_add_row (sheet, TA_ROW_HEAD, 0);
  ta_sheet_add_text_cell (sheet, TA_INK_BOLD, "Day");
  ta_sheet_add_text_cell (sheet, TA_INK_BOLD, "Who");
  for (int i = 0; i < rows; i++)
    {
      ta_sheet_add_row (sheet, TA_ROW_PLAIN, 0);
      ta_sheet_add_text_cell (sheet, TA_INK_PLAIN, "Monday");
      ta_sheet_add_text_cell (sheet, TA_INK_PLAIN, "Silva\nwith Okafor\nand Kim");
    }
  return sheet;
}

/* A table that is longer than a page has its head on each, and none of its rows on two. */
static void
test_long_table (World *world, gconstpointer data)
{
  g_autoptr (TaSheet) sheet = make_long_table (90);
  const TaSheetPlan *plan = ta_sheet_get_plan (sheet);
  const TaSheetRow *head = g_ptr_array_index (sheet->rows, 0);
  int n_heads = 0, page = -1;
  guint n_rows = 0;

  save (world);
  g_assert_cmpint (plan->n_pages, >, 2);
  for (guint i = 0; i < plan->placed->len; i++)
    {
      const TaSheetPlaced *placed = &g_array_index (plan->placed, TaSheetPlaced, i);

      g_assert_true (placed->page == page || placed->row == head);
      n_heads += placed->row == head;
      n_rows += placed->row != head;
      page = placed->page;
      g_assert_cmpfloat (placed->top + placed->height, <=, plan->foot + SLACK);
    }
  g_assert_cmpint (n_heads, ==, plan->n_pages);
  g_assert_cmpuint (n_rows, ==, 90);
  assert_within (sheet);
}

static void
test_drops (World *world, gconstpointer data)
{
  TaTurn *turn = add_turn (world, world->monday, "Soup");
  g_autoptr (TaSheet) sheet = NULL;

  save (world);
  sheet = read_sheet (world, TA_SHEET_DROPS, turn);
  assert_fits (sheet, 0);
}

/* The same sheet gives the same pages, whatever it was asked for in between. */
static void
test_paper (World *world, gconstpointer data)
{
  g_autoptr (TaSheet) sheet = NULL;
  double width, height;

  add_turn (world, world->monday, "Soup");
  save (world);
  sheet = read_sheet (world, TA_SHEET_MONTH, NULL);
  ta_sheet_set_paper (sheet, TA_PAPER_LETTER);
  ta_sheet_get_size (sheet, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 792, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 612, 0.01);
  ta_sheet_set_paper (sheet, TA_PAPER_A4);
  ta_sheet_get_size (sheet, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 841.89, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 595.28, 0.01);
  g_assert_cmpint (ta_sheet_count_pages (sheet), ==, 1);
}

static void
test_no_such_turn (World *world, gconstpointer data)
{
  g_autoptr (TaSheetRequest) request = ta_sheet_request_new_for_turn (TA_SHEET_COOK, "nothing", world->monday);
  g_autoptr (GError) error = NULL;

  save (world);
  g_assert_null (ta_store_read (world->store, load, request, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, World, NULL, set_up, func, tear_down)
  ADD ("/sheet/discreet", test_discreet);
  ADD ("/sheet/initials", test_initials);
  ADD ("/sheet/states", test_states);
  ADD ("/sheet/holiday", test_holiday);
  ADD ("/sheet/notes", test_notes);
  ADD ("/sheet/week", test_week);
  ADD ("/sheet/week/full", test_week_full);
  ADD ("/sheet/month", test_month);
  ADD ("/sheet/cook", test_cook);
  ADD ("/sheet/cook/long-note", test_long_note);
  ADD ("/sheet/cook/long-table", test_long_table);
  ADD ("/sheet/drops", test_drops);
  ADD ("/sheet/paper", test_paper);
  ADD ("/sheet/no-such-turn", test_no_such_turn);
#undef ADD
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-kinds.h"

#include "ta-money.h"
#include "ta-sheet-source.h"
#include "ta-sheet-words.h"
#include "ta-turn-meal.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>

#define LEAST_SCALE 0.75
#define MOST_SCALE 1.15

/* How far back the note of the last turn is looked for. */
#define NOTE_DAYS 60

/* Room to write by hand, in points. */
#define LINE_HEIGHT 24.0
#define N_LINES 3

typedef struct
{
  TaSheet *sheet;
  const TaSheetSource *source;
  const TaTurn *turn;
  GPtrArray *eaters; /* of TaEater */
} Cook;

static void
write_line (TaSheet *sheet, TaInk ink, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  ta_sheet_write (sheet, ink, "\n");
  ta_sheet_write (sheet, ink, text);
}

/* ---- facts ---------------------------------------------------------------------------------------------------------------------------- */

static void
add_fact (Cook *self, const char *label, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  ta_sheet_add_row (self->sheet, TA_ROW_PLAIN, 0);
  ta_sheet_add_text_cell (self->sheet, TA_INK_PLAIN, label);
  ta_sheet_add_text_cell (self->sheet, TA_INK_BOLD, value);
}

static int
sum_portions (const Cook *self)
{
  int sum = 0;

  if (self->turn->portions >= 0)
    return self->turn->portions;
  for (guint i = 0; i < self->eaters->len; i++)
    {
      const TaEater *eater = g_ptr_array_index (self->eaters, i);

      sum += eater->portions + 100 * eater->guests;
    }
  return sum;
}

static void
add_facts (Cook *self)
{
  g_autofree char *time = ta_sheet_time_text (self->turn->start, self->turn->minutes);
  g_autofree char *holders = ta_sheet_source_holders (self->source, self->turn);
  g_autofree char *helpers = ta_sheet_source_helpers (self->source, self->turn);
  g_autofree char *portions = ta_sheet_portions_text (sum_portions (self));

  ta_sheet_add_table (self->sheet, TA_LINES_BARE, (const int[]) { 18, 82, -1 });
  add_fact (self, _ ("When"), time);
  add_fact (self, _ ("Who"), *holders != '\0' ? holders : _ ("nobody yet"));
  add_fact (self, _ ("Also"), helpers);
  add_fact (self, _ ("State"), ta_sheet_source_state (self->turn));
  if (self->eaters->len > 0)
    add_fact (self, _ ("To cook"), portions);
  add_fact (self, _ ("Note"), self->turn->note);
}

/* ---- what to mind --------------------------------------------------------------------------------------------------------------------- */

/* The households that eat. */
static GPtrArray *
eating_households (const Cook *self)
{
  GPtrArray *households = g_ptr_array_new ();

  for (guint i = 0; i < self->eaters->len; i++)
    {
      const TaEater *eater = g_ptr_array_index (self->eaters, i);
      const TaHousehold *household = ta_sheet_source_household (self->source, eater->household);

      if (household != NULL)
        g_ptr_array_add (households, (gpointer) household);
    }
  return households;
}

static void
add_need (Cook *self, const TaDietNeed *need, gboolean part)
{
  gboolean severe = need->allergy->severity >= TA_SEVERITY_ALLERGY;
  const char *severity = ta_allergy_severity_text (need->allergy);
  g_autofree char *loud = need->allergy->severity == TA_SEVERITY_ANAPHYLAXIS ? g_utf8_strup (severity, -1) : g_strdup (severity);
  TaInk ink = severe ? TA_INK_BOLD : TA_INK_PLAIN;

  ta_sheet_add_row (self->sheet, part ? TA_ROW_PART : TA_ROW_PLAIN, 0);
  ta_sheet_add_cell (self->sheet, severe ? TA_CELL_SHADED : TA_CELL_PLAIN);
  ta_sheet_write (self->sheet, ink, loud);
  ta_sheet_add_text_cell (self->sheet, ink, ta_allergen_label (need->allergy->allergen));
  write_line (self->sheet, TA_INK_SMALL, need->allergy->note);
  ta_sheet_add_text_cell (self->sheet, TA_INK_PLAIN, need->person->name);
  ta_sheet_write (self->sheet, TA_INK_SMALL, "\n");
  ta_sheet_write (self->sheet, TA_INK_SMALL, need->household->name);
}

static void
add_needs (Cook *self, GPtrArray *households)
{
  g_autoptr (GArray) needs = ta_households_diet_needs (households, self->turn->date);

  ta_sheet_add_heading (self->sheet, _ ("Allergies and What They Avoid"));
  if (needs->len == 0)
    {
      ta_sheet_add_paragraph (self->sheet, TA_INK_PLAIN, _ ("Nothing is known of those who eat."));
      return;
    }
  ta_sheet_add_table (self->sheet, TA_LINES_RULED, (const int[]) { 24, 44, 32, -1 });
  for (guint i = 0; i < needs->len; i++)
    add_need (self, &g_array_index (needs, TaDietNeed, i), i == 0);
}

static gboolean
keeps (const TaPerson *person, const char *diet)
{
  for (guint i = 0; i < person->diets->len; i++)
    if (g_str_equal (g_ptr_array_index (person->diets, i), diet))
      return TRUE;
  return FALSE;
}

/* "Vegan: Ana, Tom" of those who are there. */
static void
append_diet (GString *text, const TaHousehold *household, const char *diet, TaDate date)
{
  const char *before = ": ";

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", ta_diet_label (diet));
  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = g_ptr_array_index (household->persons, i);

      if (!keeps (person, diet) || ta_household_person_is_away (household, person, date))
        continue;
      g_string_append_printf (text, "%s%s", before, person->name);
      before = ", ";
    }
}

static void
append_diets (GString *text, const TaHousehold *household, TaDate date)
{
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = g_ptr_array_index (household->persons, i);

      for (guint j = 0; j < person->diets->len && !ta_household_person_is_away (household, person, date); j++)
        if (g_hash_table_add (said, g_ptr_array_index (person->diets, j)))
          append_diet (text, household, g_ptr_array_index (person->diets, j), date);
    }
}

/* ---- who eats ------------------------------------------------------------------------------------------------------------------------- */

static char *
eater_remarks (const TaEater *eater)
{
  GString *text = g_string_new (NULL);

  if (eater->guests > 0)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "with %d guest", "with %d guests", (gulong) eater->guests), eater->guests);
  if (eater->late_plate)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ ("late plate"));
  if (*eater->note != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", eater->note);
  return g_string_free (text, FALSE);
}

static void
add_eater (Cook *self, const TaEater *eater)
{
  const TaHousehold *household = ta_sheet_source_household (self->source, eater->household);
  g_autofree char *portions = ta_hundredths_format (eater->portions + 100 * eater->guests);
  g_autofree char *remarks = eater_remarks (eater);
  GString *diets = g_string_new (NULL);

  ta_sheet_add_row (self->sheet, TA_ROW_PLAIN, 0);
  ta_sheet_add_cell (self->sheet, TA_CELL_BOX);
  ta_sheet_add_text_cell (self->sheet, TA_INK_PLAIN, household != NULL ? household->name : "");
  ta_sheet_add_cell (self->sheet, TA_CELL_RIGHT);
  ta_sheet_write (self->sheet, TA_INK_BOLD, portions);
  ta_sheet_add_text_cell (self->sheet, TA_INK_PLAIN, remarks);
  if (household != NULL)
    append_diets (diets, household, self->turn->date);
  ta_sheet_add_text_cell (self->sheet, TA_INK_SMALL, diets->str);
  g_string_free (diets, TRUE);
}

static void
add_eaters (Cook *self)
{
  ta_sheet_add_heading (self->sheet, _ ("Who Eats"));
  ta_sheet_add_table (self->sheet, TA_LINES_RULED, (const int[]) { 0, 26, 14, 28, 32, -1 });
  ta_sheet_add_row (self->sheet, TA_ROW_HEAD, 0);
  ta_sheet_add_cell (self->sheet, TA_CELL_PLAIN);
  ta_sheet_add_text_cell (self->sheet, TA_INK_SMALL, _ ("Household"));
  ta_sheet_add_cell (self->sheet, TA_CELL_RIGHT);
  ta_sheet_write (self->sheet, TA_INK_SMALL, _ ("Portions"));
  ta_sheet_add_text_cell (self->sheet, TA_INK_SMALL, _ ("Remarks"));
  ta_sheet_add_text_cell (self->sheet, TA_INK_SMALL, _ ("Diets"));
  for (guint i = 0; i < self->eaters->len; i++)
    add_eater (self, g_ptr_array_index (self->eaters, i));
}

/* ---- what to see to, and notes -------------------------------------------------------------------------------------------------------- */

static void
add_checklist (Cook *self)
{
  if (self->turn->checklist->len == 0)
    return;
  ta_sheet_add_heading (self->sheet, _ ("Checklist"));
  ta_sheet_add_table (self->sheet, TA_LINES_BARE, (const int[]) { 0, 1, -1 });
  for (guint i = 0; i < self->turn->checklist->len; i++)
    {
      const TaChecklistItem *item = g_ptr_array_index (self->turn->checklist, i);

      ta_sheet_add_row (self->sheet, TA_ROW_PLAIN, 0);
      ta_sheet_add_cell (self->sheet, TA_CELL_BOX | (item->done ? TA_CELL_TICKED : 0));
      ta_sheet_add_text_cell (self->sheet, TA_INK_PLAIN, item->label);
    }
}

static gboolean
is_before (const TaTurn *turn, const TaTurn *other)
{
  return turn->date < other->date || (turn->date == other->date && turn->start < other->start);
}

/* (nullable): what was left in the last turn of the same kind for this one. */
static const TaTurn *
last_note (GPtrArray *turns, const TaTurn *turn)
{
  for (guint i = turns->len; i > 0; i--)
    {
      const TaTurn *other = g_ptr_array_index (turns, i - 1);

      if (g_str_equal (other->service, turn->service) && is_before (other, turn) && *other->handover != '\0')
        return other;
    }
  return NULL;
}

static void
add_last_note (Cook *self)
{
  const TaTurn *last = last_note (self->source->turns, self->turn);
  g_autofree char *day = last != NULL ? ta_date_format (last->date, TA_DATE_WEEKDAY) : NULL;
  g_autofree char *who = last != NULL ? ta_sheet_source_holders (self->source, last) : NULL;
  g_autofree char *heading = NULL;

  if (last == NULL)
    return;
  /* Translators: a household and a day */
  heading = g_strdup_printf (_ ("From the Last Turn: %s, %s"), *who != '\0' ? who : _ ("nobody"), day);
  ta_sheet_add_heading (self->sheet, heading);
  ta_sheet_add_paragraph (self->sheet, TA_INK_PLAIN, last->handover);
}

static void
add_next_note (Cook *self)
{
  ta_sheet_add_heading (self->sheet, _ ("For Whoever Is Next"));
  if (*self->turn->handover != '\0')
    {
      ta_sheet_add_paragraph (self->sheet, TA_INK_PLAIN, self->turn->handover);
      return;
    }
  ta_sheet_add_table (self->sheet, TA_LINES_RULED, (const int[]) { 1, -1 });
  for (int i = 0; i < N_LINES; i++)
    {
      ta_sheet_add_row (self->sheet, i + 1 < N_LINES ? TA_ROW_KEEP : TA_ROW_PLAIN, LINE_HEIGHT);
      ta_sheet_add_cell (self->sheet, TA_CELL_PLAIN);
    }
}

static TaSheet *
new_sheet (const TaSheetSource *source, const TaTurn *turn, TaDate printed)
{
  const TaService *service = ta_sheet_source_service (source, turn->service);
  g_autofree char *day = ta_date_format (turn->date, TA_DATE_FULL);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s", ta_code_label (ta_sheet_kind_codes, TA_SHEET_COOK), ta_sheet_source_pod_name (source, turn->pod), day);
  g_autofree char *as_of = ta_sheet_source_foot (source, printed);
  g_autofree char *foot = g_strdup_printf ("%s\n%s", as_of, _ ("For the cook only: it says who must not eat what."));
  TaSheet *sheet = ta_sheet_new (*turn->title != '\0' ? turn->title : service != NULL ? service->name
                                                                                      : _ ("Turn"),
                                 subtitle);

  ta_sheet_set_foot (sheet, foot);
  ta_sheet_set_scale (sheet, LEAST_SCALE, MOST_SCALE);
  return sheet;
}

static gboolean
is_meal (const Cook *self)
{
  const TaService *service = ta_sheet_source_service (self->source, self->turn->service);

  return self->turn->eaters->len > 0 || (service != NULL && service->kind == TA_SERVICE_COOK);
}

TaSheet *
ta_sheet_load_cook (TaDatabase *database, const TaSheetRequest *request, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, request->turn, error);
  g_autoptr (TaSheetSource) source = turn != NULL ? ta_sheet_source_read (database, turn->pod, turn->date - NOTE_DAYS, turn->date + 1, error) : NULL;
  g_autoptr (GPtrArray) eaters = NULL;
  g_autoptr (GPtrArray) households = NULL;
  Cook cook = { NULL, source, turn };

  if (source == NULL)
    return NULL;
  cook.sheet = new_sheet (source, turn, request->printed);
  cook.eaters = eaters = is_meal (&cook) ? ta_turn_meal_eaters (turn, source->households) : g_ptr_array_new ();
  households = eating_households (&cook);
  add_facts (&cook);
  if (eaters->len > 0)
    {
      add_needs (&cook, households);
      add_eaters (&cook);
    }
  add_checklist (&cook);
  add_last_note (&cook);
  add_next_note (&cook);
  return cook.sheet;
}

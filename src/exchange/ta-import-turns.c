/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-context.h"
#include "ta-import-turns.h"
#include "ta-money.h"
#include "ta-series-change.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  COLUMN_DATE,
  COLUMN_TIME,
  COLUMN_SERVICE,
  COLUMN_HOUSEHOLD,
  COLUMN_PORTIONS,
  COLUMN_STATE,
  COLUMN_NOTE,
  COLUMN_POD,
  COLUMN_DISH,
  COLUMN_MINUTES,
  COLUMN_EATERS
};

typedef enum
{
  EATERS_UNSAID,
  EATERS_ALL,
  EATERS_NONE,
  EATERS_LISTED
} EatersKind;

/* A household that eats, as the file names it. */
typedef struct
{
  char *household;
  int portions;
  int guests;
} Eater;

typedef struct
{
  const TaImportLine *line;
  TaImportRow *row;
  TaDate date;
  TaMinutes time;
  int portions;
  int state;
  int minutes;
  EatersKind eaters_kind;
  GArray *eaters; /* (nullable): of Eater */
  TaService *service;
  TaPod *pod;
  char *slot; /* key of date, time, service and pod */
  TaImportTarget *target;
} Row;

typedef struct
{
  GArray *rows;      /* of Row: the good ones */
  GHashTable *slots; /* key → GPtrArray of TaImportTarget */
} Turns;

static void
eater_clear (gpointer data)
{
  g_free (((Eater *) data)->household);
}

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->eaters, g_array_unref);
  g_clear_pointer (&row->slot, g_free);
}

static void
turns_free (gpointer data)
{
  Turns *turns = data;

  g_array_unref (turns->rows);
  g_hash_table_unref (turns->slots);
  g_free (turns);
}

static gboolean
load (TaImportContext *context, GError **error)
{
  Turns *turns = g_new0 (Turns, 1);

  turns->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (turns->rows, row_clear);
  turns->slots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  context->kind_data = turns;
  context->kind_data_free = turns_free;
  return TRUE;
}

/* Eaters -------------------------------------------------------------------------------------------------------------------------------- */

/* Takes the last word off @text; (nullable) where there is only one. */
static char *
take_last_word (char *text)
{
  char *space = strrchr (g_strchomp (text), ' ');

  if (space == NULL)
    return NULL;
  *space = '\0';
  return space + 1;
}

/* "Okafor 3.5 +1" */
static gboolean
parse_eater (char *text, Eater *eater)
{
  char *word = take_last_word (text);
  gint64 portions, guests = 0;

  if (word != NULL && *word == '+')
    {
      if (!g_ascii_string_to_signed (word + 1, 10, 0, 99, &guests, NULL))
        return FALSE;
      word = take_last_word (text);
    }
  if (word == NULL || !ta_hundredths_parse (word, &portions) || portions < 0 || portions > 100000)
    return FALSE;
  *eater = (Eater) { g_strdup (g_strstrip (text)), (int) portions, (int) guests };
  return TRUE;
}

static void
parse_eaters (TaImportContext *context, Row *row)
{
  const char *text = ta_import_cell (context, COLUMN_EATERS);
  g_auto (GStrv) parts = NULL;
  g_autofree char *key = NULL;

  if (text == NULL)
    return;
  key = ta_import_heading_key (text);
  row->eaters_kind = strcmp (key, "all") == 0 || strcmp (key, "todos") == 0      ? EATERS_ALL
                     : strcmp (key, "none") == 0 || strcmp (key, "ninguno") == 0 ? EATERS_NONE
                                                                                 : EATERS_LISTED;
  if (row->eaters_kind != EATERS_LISTED)
    return;
  row->eaters = g_array_new (FALSE, FALSE, sizeof (Eater));
  g_array_set_clear_func (row->eaters, eater_clear);
  parts = g_strsplit (text, ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *whole = g_strstrip (g_strdup (parts[i]));
      Eater eater;

      if (*whole == '\0')
        continue;
      if (parse_eater (g_strstrip (parts[i]), &eater))
        g_array_append_val (row->eaters, eater);
      else
        ta_import_problem (context, COLUMN_EATERS, _ ("“%s” is no household with its portions. Write “Silva 4; Okafor 3.5 +1”, or “all”."), whole);
    }
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

char *
ta_import_eaters_to_text (GPtrArray *eaters, TaImportNameFunc name_of, gpointer data)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < eaters->len; i++)
    {
      const TaEater *eater = g_ptr_array_index (eaters, i);
      g_autofree char *portions = ta_hundredths_to_text (eater->portions);
      g_autofree char *guests = eater->guests > 0 ? g_strdup_printf (" +%d", eater->guests) : NULL;

      g_ptr_array_add (words, g_strconcat (name_of (eater->household, data), " ", portions, guests, NULL));
    }
  g_ptr_array_sort (words, compare_text);
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("; ", (char **) words->pdata);
}

static const char *
name_of (const char *id, gpointer data)
{
  return ta_import_household_name (data, id);
}

static void
add_everybody (TaImportContext *context, TaTurn *turn)
{
  for (guint i = 0; i < context->households->len; i++)
    {
      const TaHousehold *household = ((TaImportTarget *) g_ptr_array_index (context->households, i))->object;
      int portions = ta_household_portions (household, turn->date);

      if (portions > 0 && g_strcmp0 (ta_household_pod (household, turn->date), turn->pod) == 0 && ta_household_status (household, turn->date) != TA_STATUS_PAUSED)
        g_ptr_array_add (turn->eaters, ta_eater_new (household->id, portions));
    }
}

static GPtrArray *
listed_eaters (TaImportContext *context, const Row *row, const TaTurn *turn)
{
  GPtrArray *eaters = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_eater_free);

  for (guint i = 0; row->eaters != NULL && i < row->eaters->len; i++)
    {
      const Eater *named = &g_array_index (row->eaters, Eater, i);
      const TaHousehold *household = ta_import_ensure_household (context, named->household)->object;
      const TaEater *old = ta_turn_find_eater (turn, household->id);
      TaEater *eater = old != NULL ? ta_eater_copy (old) : ta_eater_new (household->id, named->portions);

      eater->portions = named->portions;
      eater->guests = named->guests;
      g_ptr_array_add (eaters, eater);
    }
  return eaters;
}

/* Who eats is not asked again where somebody is named already: people come and go, and what was agreed stands. */
static void
set_eaters (TaImportContext *context, TaTurn *turn, const Row *row)
{
  g_autoptr (GPtrArray) listed = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (row->eaters_kind == EATERS_ALL || (row->eaters_kind == EATERS_UNSAID && context->row_is_new && turn->date >= context->options.today && row->service->kind == TA_SERVICE_COOK))
    {
      if (turn->eaters->len > 0)
        return;
      add_everybody (context, turn);
      after = ta_import_eaters_to_text (turn->eaters, name_of, context);
      if (*after != '\0')
        ta_import_change (context, COLUMN_EATERS, NULL, after);
    }
  else if (row->eaters_kind != EATERS_UNSAID)
    {
      listed = listed_eaters (context, row, turn);
      before = ta_import_eaters_to_text (turn->eaters, name_of, context);
      after = ta_import_eaters_to_text (listed, name_of, context);
      if (strcmp (before, after) == 0)
        return;
      ta_import_change (context, COLUMN_EATERS, before, after);
      g_ptr_array_unref (turn->eaters);
      turn->eaters = g_steal_pointer (&listed);
    }
}

/* The row -------------------------------------------------------------------------------------------------------------------------------- */

static TaServiceKind
guess_service_kind (const char *name)
{
  static const struct
  {
    const char *part;
    TaServiceKind kind;
  } parts[] = {
    { "cook", TA_SERVICE_COOK }, { "dinner", TA_SERVICE_COOK }, { "meal", TA_SERVICE_COOK }, { "lunch", TA_SERVICE_COOK }, { "cocin", TA_SERVICE_COOK }, { "cena", TA_SERVICE_COOK }, { "almuerzo", TA_SERVICE_COOK }, { "sit", TA_SERVICE_SIT }, { "child", TA_SERVICE_SIT }, { "cuid", TA_SERVICE_SIT }, { "tutor", TA_SERVICE_TUTOR }, { "study", TA_SERVICE_TUTOR }, { "estudio", TA_SERVICE_TUTOR }, { "clase", TA_SERVICE_TUTOR }
  };
  g_autofree char *key = ta_import_heading_key (name);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (key, parts[i].part) != NULL)
      return parts[i].kind;
  return TA_SERVICE_OTHER;
}

static TaService *
find_service (TaImportContext *context, const char *name)
{
  g_autofree char *key = ta_import_key (name);

  for (guint i = 0; i < context->services->len; i++)
    {
      TaService *service = g_ptr_array_index (context->services, i);
      g_autofree char *other = ta_import_key (service->name);

      if (strcmp (key, other) == 0)
        return service;
    }
  return NULL;
}

static TaService *
add_service (TaImportContext *context, const char *name, TaMinutes time)
{
  TaService *service = ta_service_new (name, guess_service_kind (name));

  if (time != TA_MINUTES_NONE)
    service->start = time;
  g_ptr_array_add (context->services, service);
  g_ptr_array_add (context->new_services, service);
  return service;
}

/* Whether the row can be about one service and one pod; nothing is made yet. */
static void
check_service_and_pod (TaImportContext *context)
{
  const char *service = ta_import_cell (context, COLUMN_SERVICE);
  const char *household = ta_import_cell (context, COLUMN_HOUSEHOLD);

  if (service == NULL && context->services->len > 1)
    ta_import_problem (context, COLUMN_SERVICE, _ ("There are several services. Say which this turn is."));
  if (ta_import_cell (context, COLUMN_POD) == NULL && context->pods->len > 1 && household == NULL)
    ta_import_problem (context, COLUMN_POD, _ ("There are several pods, and nobody holds this turn. Say which pod it is for."));
}

static void
settle_service_and_pod (TaImportContext *context, Row *row)
{
  const char *service = ta_import_cell (context, COLUMN_SERVICE);
  const char *pod = ta_import_cell (context, COLUMN_POD);

  if (service != NULL)
    row->service = find_service (context, service);
  else if (context->services->len > 0)
    row->service = g_ptr_array_index (context->services, 0);
  if (row->service == NULL)
    row->service = add_service (context, service != NULL ? service : _ ("Cooking"), row->time);
  if (row->time == TA_MINUTES_NONE)
    row->time = row->service->start;
  row->pod = pod != NULL ? ta_import_ensure_pod (context, pod) : NULL;
}

/* Without a pod of its own the row is about the pod of its household, or the only one. */
static TaPod *
pod_of_household (TaImportContext *context, TaDate date)
{
  const char *name = ta_import_cell (context, COLUMN_HOUSEHOLD);
  const TaImportTarget *household = name != NULL ? ta_import_find_household (context, name) : NULL;
  const char *id = household != NULL ? ta_household_pod (household->object, date) : NULL;

  for (guint i = 0; id != NULL && i < context->pods->len; i++)
    if (strcmp (((TaPod *) g_ptr_array_index (context->pods, i))->id, id) == 0)
      return g_ptr_array_index (context->pods, i);
  return ta_import_default_pod (context);
}

static void
plan_row (TaImportContext *context)
{
  Turns *turns = context->kind_data;
  Row row = { .line = context->line, .row = context->row, .time = TA_MINUTES_NONE, .date = TA_DATE_NONE, .portions = -1, .state = -1, .minutes = -1 };

  if (ta_import_require (context, COLUMN_DATE) != NULL)
    ta_import_get_date (context, COLUMN_DATE, &row.date);
  ta_import_get_time (context, COLUMN_TIME, &row.time);
  ta_import_get_hundredths (context, COLUMN_PORTIONS, 1000000, &row.portions);
  ta_import_get_code (context, COLUMN_STATE, ta_turn_state_codes, &row.state);
  ta_import_get_int (context, COLUMN_MINUTES, 1, 10080, &row.minutes);
  parse_eaters (context, &row);
  check_service_and_pod (context);
  if (!ta_import_is_bad (context))
    {
      settle_service_and_pod (context, &row);
      if (row.pod == NULL)
        row.pod = pod_of_household (context, row.date);
      if (row.pod == NULL)
        ta_import_problem (context, COLUMN_POD, _ ("The household is in no pod on that day, and there are several. Say which pod the turn is for."));
    }
  if (ta_import_is_bad (context))
    row_clear (&row);
  else
    g_array_append_val (turns->rows, row);
}

/* Matching: the same holder first, then whoever holds a turn in that place that no other row is about -------------------------------- */

static char *
slot_key (TaDate date, TaMinutes time, const char *service, const char *pod)
{
  return g_strdup_printf ("%d %d %s %s", date, time, service, pod);
}

static void
index_turn (Turns *turns, TaImportTarget *target)
{
  const TaTurn *turn = target->object;
  char *key = slot_key (turn->date, turn->start, turn->service, turn->pod);
  GPtrArray *slot = g_hash_table_lookup (turns->slots, key);

  if (slot == NULL)
    {
      slot = g_ptr_array_new ();
      g_hash_table_insert (turns->slots, key, slot);
    }
  else
    g_free (key);
  g_ptr_array_add (slot, target);
}

static gboolean
load_turns (TaImportContext *context, Turns *turns, GError **error)
{
  TaDate from = G_MAXINT32, until = G_MININT32;
  GPtrArray *list;

  for (guint i = 0; i < turns->rows->len; i++)
    {
      Row *row = &g_array_index (turns->rows, Row, i);

      row->slot = slot_key (row->date, row->time, row->service->id, row->pod->id);
      from = MIN (from, row->date);
      until = MAX (until, row->date + 1);
    }
  if (turns->rows->len == 0)
    return TRUE;
  list = ta_turn_table_list (context->database, from, until, NULL, error);
  if (list == NULL)
    return FALSE;
  g_ptr_array_add (context->lists, list);
  for (guint i = 0; i < list->len; i++)
    {
      TaImportTarget *target = ta_import_target_new (g_ptr_array_index (list, i), NULL, TRUE);

      g_ptr_array_add (context->turns, target);
      index_turn (turns, target);
    }
  return TRUE;
}

static const char *
named_household (TaImportContext *context)
{
  const char *name = ta_import_cell (context, COLUMN_HOUSEHOLD);
  const TaImportTarget *household = name != NULL ? ta_import_find_household (context, name) : NULL;

  return household != NULL ? ((TaHousehold *) household->object)->id : NULL;
}

static void
claim (TaImportContext *context, Turns *turns, Row *row, gboolean same_holder)
{
  GPtrArray *slot = g_hash_table_lookup (turns->slots, row->slot);
  const char *holder;

  context->line = row->line;
  holder = named_household (context);
  for (guint i = 0; row->target == NULL && slot != NULL && i < slot->len; i++)
    {
      TaImportTarget *target = g_ptr_array_index (slot, i);

      if (target->line == 0 && (!same_holder || g_strcmp0 (ta_turn_holder (target->object), holder) == 0))
        {
          row->target = target;
          target->line = row->line->line;
        }
    }
}

static void
set_holder (TaImportContext *context, TaTurn *turn, const TaService *service)
{
  const char *name = ta_import_cell (context, COLUMN_HOUSEHOLD);
  const TaHousehold *household;

  if (name == NULL)
    return;
  household = ta_import_ensure_household (context, name)->object;
  if (g_strcmp0 (ta_turn_holder (turn), household->id) == 0)
    return;
  ta_import_change (context, COLUMN_HOUSEHOLD, ta_import_household_name (context, ta_turn_holder (turn)), household->name);
  ta_turn_set_holder (turn, household->id, ta_service_kind_duty (service->kind));
}

static char *
turn_title (const TaTurn *turn, const TaService *service)
{
  g_autofree char *date = ta_date_to_iso (turn->date);
  g_autofree char *time = ta_minutes_to_text (turn->start);

  return g_strdup_printf ("%s %s %s", date, time, service->name);
}

static void
merge (TaImportContext *context, Row *row)
{
  gboolean is_new = row->target == NULL;
  g_autoptr (TaTurn) before = NULL;
  TaTurn *turn;
  int state;

  if (is_new)
    {
      turn = ta_turn_new (row->pod->id, row->service->id, row->date, row->time);
      turn->minutes = row->service->minutes;
      row->target = ta_import_add_target (context->turns, turn, (GDestroyNotify) ta_turn_free);
      row->target->line = row->line->line;
    }
  turn = row->target->object;
  before = ta_turn_copy (turn);
  state = (int) turn->state;
  context->line = row->line;
  context->row = row->row;
  ta_import_begin (context, row->target, is_new, turn_title (turn, row->service));
  set_holder (context, turn, row->service);
  ta_import_set_hundredths (context, COLUMN_PORTIONS, &turn->portions, row->portions);
  ta_import_set_code (context, COLUMN_STATE, &state, row->state, ta_turn_state_codes);
  turn->state = (TaTurnState) state;
  ta_import_set_notes (context, COLUMN_NOTE, &turn->note);
  ta_import_set_text (context, COLUMN_DISH, &turn->title);
  ta_import_set_int (context, COLUMN_MINUTES, &turn->minutes, row->minutes);
  set_eaters (context, turn, row);
  /* As by hand: its series leaves it as it is. */
  turn->edited = turn->edited || (turn->series != NULL && ta_turn_departs (before, turn));
}

/* The same household twice in one place is one turn written twice. */
static gboolean
is_repeated (TaImportContext *context, GHashTable *seen, const Row *row)
{
  const char *name;
  g_autofree char *key = NULL;
  char *whole;
  guint line;

  context->line = row->line;
  context->row = row->row;
  name = ta_import_cell (context, COLUMN_HOUSEHOLD);
  if (name == NULL)
    return FALSE;
  key = ta_import_key (name);
  whole = g_strconcat (row->slot, " ", key, NULL);
  line = GPOINTER_TO_UINT (g_hash_table_lookup (seen, whole));
  if (line == 0)
    {
      g_hash_table_insert (seen, whole, GUINT_TO_POINTER (row->line->line));
      return FALSE;
    }
  g_free (whole);
  ta_import_problem (context, COLUMN_HOUSEHOLD, _ ("Line %u already has this turn of %s. Take one of them out."), line, name);
  return TRUE;
}

static gboolean
finish (TaImportContext *context, GError **error)
{
  Turns *turns = context->kind_data;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!load_turns (context, turns, error))
    return FALSE;
  for (guint i = 0; i < turns->rows->len;)
    if (is_repeated (context, seen, &g_array_index (turns->rows, Row, i)))
      g_array_remove_index (turns->rows, i);
    else
      i++;
  for (guint i = 0; i < turns->rows->len; i++)
    claim (context, turns, &g_array_index (turns->rows, Row, i), TRUE);
  for (guint i = 0; i < turns->rows->len; i++)
    claim (context, turns, &g_array_index (turns->rows, Row, i), FALSE);
  for (guint i = 0; i < turns->rows->len; i++)
    merge (context, &g_array_index (turns->rows, Row, i));
  return TRUE;
}

const TaImportPlanner ta_import_planner_turns = { load, plan_row, finish };

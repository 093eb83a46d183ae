/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-practice.h"

#include "ta-exchange-error.h"
#include "ta-pod-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Memberships come before the households, whose status they then already say; people before what names people. */
static const TaImportKind order[] = {
  TA_IMPORT_MEMBERSHIPS,
  TA_IMPORT_HOUSEHOLDS,
  TA_IMPORT_PEOPLE,
  TA_IMPORT_AVAILABILITY,
  TA_IMPORT_ABSENCES,
  TA_IMPORT_NEEDS,
  TA_IMPORT_TOOLS,
  TA_IMPORT_TURNS,
  TA_IMPORT_LOANS
};

typedef struct
{
  TaStore *store;
  const char *dir;
  JsonObject *root;
  TaDate today;  /* the real one */
  TaDate before; /* the day on which the files are current */
  TaImportProgress progress;
  gpointer progress_data;
  guint step;
  GCancellable *cancellable;
} Practice;

/* Of the whole: one step to begin, one for each list. */
static void
tell (double fraction, gpointer data)
{
  const Practice *self = data;

  if (self->progress != NULL)
    self->progress ((self->step + fraction) / (G_N_ELEMENTS (order) + 1), self->progress_data);
}

static gboolean
set_broken (const char *what, GError **error)
{
  g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_SYNTAX,
               _ ("The files of the practice pod are damaged (%s). Install the application again."), what);
  return FALSE;
}

static const char *
text_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonArray *
array_of (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static TaPoint
point_of (JsonObject *object)
{
  JsonArray *center = array_of (object, "center");
  TaPoint point;

  if (center == NULL || json_array_get_length (center) != 2)
    return TA_POINT_NONE;
  point = TA_POINT (json_array_get_double_element (center, 0), json_array_get_double_element (center, 1));
  return ta_point_is_valid (point) ? point : TA_POINT_NONE;
}

/* The collective, its pods and their services: what no list brings ------------------------------------------------------------------------ */

static gboolean
make_service (TaDatabase *database, JsonObject *object, GError **error)
{
  const char *name = text_of (object, "service");
  const char *time = text_of (object, "time");
  g_autoptr (TaService) service = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *id = name != NULL ? ta_service_table_find (database, name, &problem) : NULL;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (name == NULL || id != NULL)
    return TRUE;
  service = ta_service_new (name, TA_SERVICE_COOK);
  if (time != NULL && !ta_minutes_parse (time, &service->start))
    return set_broken ("practice.json: time", error);
  return ta_service_table_save (database, service, error);
}

static gboolean
make_pod (TaDatabase *database, JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? text_of (object, "name") : NULL;
  g_autoptr (TaPod) pod = NULL;

  if (name == NULL)
    return set_broken ("practice.json: pods", error);
  pod = ta_pod_new (name);
  pod->place = point_of (object);
  return ta_pod_table_save (database, pod, error) && make_service (database, object, error);
}

static gboolean
make_collective (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Practice *self = data;
  const char *name = text_of (self->root, "name");
  const char *timezone = text_of (self->root, "timezone");
  const char *currency = text_of (self->root, "currency");
  JsonArray *pods = array_of (self->root, "pods");
  g_autoptr (TaCollective) there = ta_collective_table_get (database, NULL);
  g_autoptr (TaCollective) collective = NULL;

  if (there != NULL)
    {
      g_set_error_literal (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED, _ ("The practice pod needs a database of its own, and this one is in use."));
      return FALSE;
    }
  if (name == NULL || timezone == NULL || currency == NULL || pods == NULL)
    return set_broken ("practice.json", error);
  collective = ta_collective_new (name, timezone, currency);
  collective->place = point_of (self->root);
  if (!ta_collective_table_save (database, collective, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (pods); i++)
    if (!make_pod (database, json_array_get_element (pods, i), error))
      return FALSE;
  return TRUE;
}

/* The lists ---------------------------------------------------------------------------------------------------------------------------------- */

static GBytes *
read_bytes (const char *dir, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, error))
    return NULL;
  return g_bytes_new_take (data, size);
}

/* The coordinator of the practice pod writes the dish where others write a note. */
static void
map_dish (TaImportMapping *mapping)
{
  guint count;
  const TaImportColumn *columns = ta_import_kind_columns (mapping->kind, &count);
  int note = -1;
  guint dish = 0;

  if (mapping->kind != TA_IMPORT_TURNS)
    return;
  for (guint i = 0; i < count; i++)
    {
      if (strcmp (columns[i].name, "note") == 0)
        note = ta_import_mapping_find (mapping, i);
      else if (strcmp (columns[i].name, "dish") == 0)
        dish = i;
    }
  if (note >= 0 && ta_import_mapping_find (mapping, dish) < 0)
    ta_import_mapping_set (mapping, (guint) note, (int) dish);
}

/* A row that is bad is a mistake of ours: its place is said, so that it can be found. */
static gboolean
check_good (TaImportPlan *plan, const char *name, GError **error)
{
  GPtrArray *rows = ta_import_plan_get_rows (plan);

  for (guint i = 0; i < rows->len; i++)
    {
      const TaImportRow *row = g_ptr_array_index (rows, i);
      const TaImportProblem *problem;
      g_autofree char *where = NULL;

      if (row->outcome != TA_IMPORT_BAD)
        continue;
      problem = g_ptr_array_index (row->problems, 0);
      where = g_strdup_printf ("%s:%u: %s: %s", name, row->line, problem->column, problem->reason);
      return set_broken (where, error);
    }
  return TRUE;
}

/* Whole weeks, because the rota goes by weekdays; loans go by days, so that as many are overdue as were. */
static int
shift_of (const Practice *self, TaImportKind kind)
{
  int days = self->today - self->before;

  if (kind == TA_IMPORT_LOANS)
    return days;
  return days >= 0 ? days / 7 * 7 : -((-days + 6) / 7 * 7);
}

static gboolean
bring_in (Practice *self, TaImportKind kind, GError **error)
{
  TaImportOptions options = { .shift_days = shift_of (self, kind) };
  g_autofree char *name = g_strconcat (ta_code_word (ta_import_kind_codes, (int) kind), ".csv", NULL);
  g_autoptr (GBytes) bytes = read_bytes (self->dir, name, error);
  g_autoptr (TaImportFile) file = bytes != NULL ? ta_import_file_new (bytes, error) : NULL;
  g_autoptr (TaImportMapping) mapping = NULL;
  g_autoptr (TaImportPlan) plan = NULL;

  options.today = self->before + options.shift_days;
  options.actor = g_intern_string (text_of (self->root, "recorded_by"));
  if (file == NULL)
    return FALSE;
  mapping = ta_import_mapping_guess (kind, file, FALSE);
  map_dish (mapping);
  plan = ta_import_plan (self->store, file, mapping, &options, NULL, NULL, self->cancellable, error);
  return plan != NULL && check_good (plan, name, error) && ta_import_apply (self->store, plan, FALSE, tell, self, self->cancellable, error);
}

/* The turns of the days between the last whole week and today have been cooked meanwhile. */
static gboolean
settle_turns (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Practice *self = data;
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, self->today - 7, self->today, NULL, error);

  for (guint i = 0; turns != NULL && i < turns->len; i++)
    {
      TaTurn *turn = g_ptr_array_index (turns, i);

      if (ta_turn_state_is_final (turn->state))
        continue;
      turn->state = TA_TURN_DONE;
      if (!ta_turn_table_save (database, turn, error))
        return FALSE;
    }
  return turns != NULL;
}

static gboolean
run (Practice *self, GError **error)
{
  if (!ta_store_run (self->store, _ ("Started the practice pod"), NULL, make_collective, self, self->cancellable, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      self->step = i + 1;
      if (!bring_in (self, order[i], error))
        return FALSE;
    }
  return ta_store_run (self->store, _ ("Settled the turns of the practice pod"), NULL, settle_turns, self, self->cancellable, error);
}

gboolean
ta_practice_create (TaStore *store, const char *data_dir, TaDate today, TaImportProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *path = g_build_filename (data_dir, "practice.json", NULL);
  Practice self = { store, data_dir, NULL, today, TA_DATE_NONE, progress, progress_data, 0, cancellable };
  JsonNode *root;
  const char *date;

  if (!json_parser_load_from_file (parser, path, error))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return set_broken ("practice.json", error);
  self.root = json_node_get_object (root);
  date = text_of (self.root, "today");
  if (date == NULL || !ta_date_parse (date, &self.before))
    return set_broken ("practice.json: today", error);
  return run (&self, error);
}

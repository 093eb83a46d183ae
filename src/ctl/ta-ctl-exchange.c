/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"
#include "ta-ctl-table.h"

#include "ta-exchange-error.h"
#include "ta-export.h"
#include "ta-import-plan.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

static gboolean
parse_kind (const char *word, TaImportKind *kind, GError **error)
{
  int value;

  if (!ta_code_parse (ta_import_kind_codes, word, &value))
    {
      g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("“%s” is not a kind of table. “turnaboutctl --help” names them."), word);
      return FALSE;
    }
  *kind = (TaImportKind) value;
  return TRUE;
}

/* Import ---------------------------------------------------------------------------------------------------------------------------- */

/* As much as an import takes and a byte, which tells that there is more. */
static GBytes *
read_standard_input (GError **error)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autofree char *content = g_malloc (TA_TEXT_MAX_BYTES + 1);
  gsize length;

  if (!g_input_stream_read_all (stream, content, TA_TEXT_MAX_BYTES + 1, &length, NULL, error))
    return NULL;
  return g_bytes_new (content, length);
}

GBytes *
ta_ctl_read_input (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (g_str_equal (path, "-"))
    return read_standard_input (error);
  file = g_file_new_for_commandline_arg (path);
  return g_file_load_bytes (file, NULL, NULL, error);
}

static gboolean
apply_mapping (TaCtl *self, TaImportMapping *mapping, TaImportFile *file, GError **error)
{
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autofree char *string = NULL;

  if (self->mapping == NULL)
    return TRUE;
  raw = ta_ctl_read_input (self->mapping, error);
  text = raw != NULL ? ta_text_decode (raw, NULL, error) : NULL;
  if (text == NULL)
    return FALSE;
  string = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  return ta_import_mapping_apply_text (mapping, file, string, error);
}

static TaImportMapping *
make_mapping (TaCtl *self, TaImportKind kind, TaImportFile *file, GError **error)
{
  g_autoptr (TaImportMapping) mapping = ta_import_mapping_guess (kind, file, FALSE);
  g_autofree char *problem = NULL;

  if (!apply_mapping (self, mapping, file, error))
    {
      g_prefix_error (error, "%s: ", self->mapping);
      return NULL;
    }
  problem = ta_import_mapping_problem (mapping);
  if (problem == NULL)
    return g_steal_pointer (&mapping);
  g_set_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED, "%s:1: %s", self->arguments[1], problem);
  return NULL;
}

static void
complain_of_rows (const char *path, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const TaImportRow *row = g_ptr_array_index (rows, i);

      for (guint j = 0; row->outcome == TA_IMPORT_BAD && row->problems != NULL && j < row->problems->len; j++)
        {
          const TaImportProblem *problem = g_ptr_array_index (row->problems, j);

          ta_ctl_complain ("%s:%u: %s: %s", path, row->line, problem->column, problem->reason);
        }
    }
}

static const TaCode outcomes[] = {
  [TA_IMPORT_NEW] = { "new", N_ ("New") },
  [TA_IMPORT_UPDATE] = { "update", N_ ("Updated") },
  [TA_IMPORT_UNCHANGED] = { "unchanged", N_ ("Unchanged") },
  [TA_IMPORT_BAD] = { "bad", N_ ("Bad") },
  { NULL, NULL }
};

static void
print_rows (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const TaImportRow *row = g_ptr_array_index (rows, i);

      if (row->outcome == TA_IMPORT_UNCHANGED)
        continue;
      ta_ctl_say ("%u: %s: %s", row->line, ta_code_label (outcomes, (int) row->outcome), row->title);
      for (guint j = 0; row->changes != NULL && j < row->changes->len; j++)
        {
          const TaImportChange *change = g_ptr_array_index (row->changes, j);

          ta_ctl_say ("    %s: %s → %s", change->column, change->before, change->after);
        }
    }
}

static JsonArray *
changes_to_json (const TaImportRow *row)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; row->changes != NULL && i < row->changes->len; i++)
    {
      const TaImportChange *change = g_ptr_array_index (row->changes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "column", change->column);
      json_object_set_string_member (object, "before", change->before);
      json_object_set_string_member (object, "after", change->after);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
problems_to_json (const TaImportRow *row)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
    {
      const TaImportProblem *problem = g_ptr_array_index (row->problems, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "column", problem->column);
      json_object_set_string_member (object, "reason", problem->reason);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
rows_to_json (GPtrArray *rows)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const TaImportRow *row = g_ptr_array_index (rows, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "line", row->line);
      json_object_set_string_member (object, "outcome", ta_code_word (outcomes, (int) row->outcome));
      json_object_set_string_member (object, "title", row->title);
      json_object_set_array_member (object, "changes", changes_to_json (row));
      json_object_set_array_member (object, "problems", problems_to_json (row));
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
print_plan_json (TaImportPlan *plan, gboolean written)
{
  g_autoptr (JsonObject) object = json_object_new ();
  GPtrArray *made = ta_import_plan_get_made_households (plan);
  JsonArray *made_names = json_array_new ();

  for (guint i = 0; i < made->len; i++)
    json_array_add_string_element (made_names, g_ptr_array_index (made, i));
  json_object_set_string_member (object, "kind", ta_code_word (ta_import_kind_codes, (int) ta_import_plan_get_kind (plan)));
  json_object_set_boolean_member (object, "written", written);
  json_object_set_int_member (object, "new", ta_import_plan_count (plan, TA_IMPORT_NEW));
  json_object_set_int_member (object, "updated", ta_import_plan_count (plan, TA_IMPORT_UPDATE));
  json_object_set_int_member (object, "unchanged", ta_import_plan_count (plan, TA_IMPORT_UNCHANGED));
  json_object_set_int_member (object, "bad", ta_import_plan_count (plan, TA_IMPORT_BAD));
  json_object_set_array_member (object, "made_households", made_names);
  json_object_set_array_member (object, "rows", rows_to_json (ta_import_plan_get_rows (plan)));
  ta_ctl_print_json (json_node_init_object (json_node_alloc (), object));
}

static void
print_plan (TaCtl *self, TaImportPlan *plan, gboolean written)
{
  g_autofree char *summary = ta_import_plan_summary (plan);
  GPtrArray *made = ta_import_plan_get_made_households (plan);

  if (self->json)
    {
      print_plan_json (plan, written);
      return;
    }
  if (self->dry_run)
    print_rows (ta_import_plan_get_rows (plan));
  for (guint i = 0; i < made->len; i++)
    ta_ctl_say (written ? _ ("Made the household “%s”, which rows name.") : _ ("Would make the household “%s”, which rows name."),
                (char *) g_ptr_array_index (made, i));
  ta_ctl_say ("%s", summary);
}

/* The plan has bad rows, and they were not to be left out. */
static gboolean
refuse (TaCtl *self, TaImportPlan *plan, GError **error)
{
  guint bad = ta_import_plan_count (plan, TA_IMPORT_BAD);

  if (self->json || self->dry_run)
    print_plan (self, plan, FALSE);
  ta_ctl_complain (g_dngettext (GETTEXT_PACKAGE, "turnaboutctl: %u row is bad; nothing was written. --skip-bad writes the rest.",
                                "turnaboutctl: %u rows are bad; nothing was written. --skip-bad writes the rest.", bad),
                   bad);
  g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_TOLD, "");
  return FALSE;
}

static gboolean
carry_out (TaCtl *self, TaStore *store, TaImportPlan *plan, GError **error)
{
  complain_of_rows (self->arguments[1], ta_import_plan_get_rows (plan));
  if (ta_import_plan_count (plan, TA_IMPORT_BAD) > 0 && !self->skip_bad)
    return refuse (self, plan, error);
  if (!self->dry_run && !ta_import_apply (store, plan, self->skip_bad, NULL, NULL, NULL, error))
    return FALSE;
  print_plan (self, plan, !self->dry_run);
  return TRUE;
}

/* A TaStoreReadFunc. */
static gpointer
read_today (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree TaImportOptions *options = g_new0 (TaImportOptions, 1);

  return ta_ctl_get_today (data, database, &options->today, error) ? g_steal_pointer (&options) : NULL;
}

/* Absences come as a table of many households, or as the calendar of one. */
static gboolean
is_calendar (const TaCtl *self)
{
  return g_str_equal (self->arguments[0], "holidays") || g_str_equal (self->arguments[0], "school")
         || (g_str_equal (self->arguments[0], "absences") && self->household != NULL);
}

gboolean
ta_ctl_import (TaCtl *self, GError **error)
{
  g_autoptr (TaStore) store = NULL;
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (TaImportFile) file = NULL;
  g_autoptr (TaImportMapping) mapping = NULL;
  g_autofree TaImportOptions *options = NULL;
  g_autoptr (TaImportPlan) plan = NULL;
  TaImportKind kind;

  if (is_calendar (self))
    return ta_ctl_import_calendar (self, error);
  if (self->household != NULL)
    {
      g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("--household goes with a calendar of absences."));
      return FALSE;
    }
  if (!parse_kind (self->arguments[0], &kind, error))
    return FALSE;
  store = ta_ctl_open (self, error);
  raw = store != NULL ? ta_ctl_read_input (self->arguments[1], error) : NULL;
  if (raw == NULL)
    return FALSE;
  file = ta_import_file_new (raw, error);
  if (file == NULL)
    {
      g_prefix_error (error, "%s: ", self->arguments[1]);
      return FALSE;
    }
  mapping = make_mapping (self, kind, file, error);
  options = mapping != NULL ? ta_store_read (store, read_today, self, error) : NULL;
  plan = options != NULL ? ta_import_plan (store, file, mapping, options, NULL, NULL, NULL, error) : NULL;
  return plan != NULL && carry_out (self, store, plan, error);
}

/* Export ---------------------------------------------------------------------------------------------------------------------------- */

static gboolean
wants_calendar (const TaCtl *self)
{
  return self->format != NULL && g_str_equal (self->format, "ics");
}

static gboolean
check_format (TaCtl *self, TaImportKind kind, GError **error)
{
  TaCtlOption of_calendars = TA_CTL_POD | TA_CTL_HOUSEHOLD | TA_CTL_PERSON | TA_CTL_DRAFTS | TA_CTL_FROM | TA_CTL_TO;

  if (wants_calendar (self) && kind != TA_IMPORT_TURNS)
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("Only turns go out as ics."));
  else if (self->format != NULL && !wants_calendar (self) && !g_str_equal (self->format, "csv"))
    g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("There is no format “%s”. Tables go out as csv, turns also as ics."),
                 self->format);
  else if (!wants_calendar (self) && (self->optional & of_calendars) != 0)
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("Of a table everything goes out; a choice is for --format ics."));
  else if (wants_calendar (self) && self->audience != NULL)
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("--audience is for tables."));
  else if (self->json)
    g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("Tables go out as csv. For JSON use “turnaboutctl --json list”."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
write_output (const char *path, GBytes *content, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (content, &length);

  if (path != NULL && !g_str_equal (path, "-"))
    return g_file_set_contents (path, data, (gssize) length, error);
  /* Whether all of it arrived is looked at when the program ends. */
  fwrite (data, 1, length, stdout);
  return TRUE;
}

static gboolean
parse_audience (TaCtl *self, TaVisibilityScope *audience, GError **error)
{
  int scope = TA_VISIBLE_POD;

  if (self->audience != NULL && !ta_code_parse (ta_visibility_codes, self->audience, &scope))
    {
      g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("“%s” is nobody for whom there are lists: household, pod, federation or public"), self->audience);
      return FALSE;
    }
  *audience = (TaVisibilityScope) scope;
  return TRUE;
}

gboolean
ta_ctl_export (TaCtl *self, GError **error)
{
  g_autoptr (TaDatabase) database = NULL;
  g_autoptr (GBytes) content = NULL;
  TaImportKind kind;
  TaVisibilityScope audience;
  TaDate today;

  if (!parse_kind (self->arguments[0], &kind, error) || !check_format (self, kind, error) || !parse_audience (self, &audience, error))
    return FALSE;
  database = ta_ctl_open_to_read (self, error);
  if (database == NULL || !ta_ctl_get_today (self, database, &today, error))
    return FALSE;
  content = wants_calendar (self) ? ta_ctl_export_calendar (self, database, today, error) : ta_export_csv (database, kind, today, audience, self->health ? TA_EXPORT_HEALTH : TA_EXPORT_PLAIN, error);
  return content != NULL && write_output (self->n_arguments > 1 ? self->arguments[1] : NULL, content, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-export.h"

#include "ta-audience.h"
#include "ta-csv-writer.h"
#include "ta-exchange-error.h"
#include "ta-household-table.h"
#include "ta-import-lists.h"
#include "ta-import-people.h"
#include "ta-import-turns.h"
#include "ta-money.h"
#include "ta-pod-table.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the lists look names up in, and where they go. */
typedef struct
{
  TaDatabase *database;
  TaDate today;
  TaVisibilityScope audience;
  gboolean health;
  TaCollective *collective; /* (nullable) */
  GPtrArray *households;    /* of TaHousehold, by name */
  GHashTable *by_id;        /* id → TaHousehold */
  GPtrArray *pods;          /* of TaPod */
  GPtrArray *services;      /* of TaService */
  TaCsvWriter *writer;
} Export;

static void
export_clear (Export *self)
{
  g_clear_pointer (&self->collective, ta_collective_free);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->households, g_ptr_array_unref);
  g_clear_pointer (&self->pods, g_ptr_array_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->writer, ta_csv_writer_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

/* What is not loaded cannot slip into a list. */
static void
redact (Export *self)
{
  for (guint i = self->households->len; i-- > 0;)
    {
      TaHousehold *household = g_ptr_array_index (self->households, i);

      if (ta_household_is_known (household, self->audience))
        ta_household_redact (household, self->audience);
      else
        g_ptr_array_remove_index (self->households, i);
    }
}

static gboolean
load (Export *self, GError **error)
{
  g_autoptr (GError) problem = NULL;

  self->collective = ta_collective_table_get (self->database, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  self->households = ta_household_table_list (self->database, error);
  if (self->households == NULL)
    return FALSE;
  redact (self);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->households->len; i++)
    {
      TaHousehold *household = g_ptr_array_index (self->households, i);

      g_hash_table_insert (self->by_id, household->id, household);
    }
  self->pods = ta_pod_table_list (self->database, error);
  if (self->pods == NULL)
    return FALSE;
  self->services = ta_service_table_list (self->database, error);
  return self->services != NULL;
}

static const char *
household_name (const char *id, gpointer data)
{
  const Export *self = data;
  const TaHousehold *household = id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;

  return household != NULL ? household->name : "";
}

static const char *
pod_name (const Export *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->pods->len; i++)
    {
      const TaPod *pod = g_ptr_array_index (self->pods, i);

      if (strcmp (pod->id, id) == 0)
        return pod->name;
    }
  return "";
}

static const TaService *
find_service (const Export *self, const char *id)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      const TaService *service = g_ptr_array_index (self->services, i);

      if (strcmp (service->id, id) == 0)
        return service;
    }
  return NULL;
}

static const char *
person_name (const TaHousehold *household, const char *id)
{
  const TaPerson *person = household != NULL && id != NULL ? ta_household_find_person (household, id) : NULL;

  return person != NULL ? person->name : "";
}

/* Fields --------------------------------------------------------------------------------------------------------------------------------- */

static void
add (Export *self, const char *text)
{
  ta_csv_writer_add (self->writer, text);
}

static void
add_take (Export *self, char *text)
{
  ta_csv_writer_add (self->writer, text);
  g_free (text);
}

static void
add_int (Export *self, int value)
{
  add_take (self, g_strdup_printf ("%d", value));
}

static void
add_hundredths (Export *self, gint64 value)
{
  add_take (self, value >= 0 ? ta_hundredths_to_text (value) : NULL);
}

static void
add_date (Export *self, TaDate date)
{
  add_take (self, ta_date_to_iso (date));
}

static void
add_degrees (Export *self, TaPoint point, double degrees)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  add (self, point.set ? g_ascii_formatd (text, sizeof text, "%.6f", degrees) : NULL);
}

static void
end_row (Export *self)
{
  ta_csv_writer_end_row (self->writer);
}

/* The lists ------------------------------------------------------------------------------------------------------------------------------ */

static const char *
own_contact (const TaHousehold *household, TaContactKind kind)
{
  for (guint i = 0; i < household->contacts->len; i++)
    {
      const TaContactPoint *contact = g_ptr_array_index (household->contacts, i);

      if (contact->kind == kind && contact->person == NULL)
        return contact->value;
    }
  return NULL;
}

static int
count_role (const TaHousehold *household, TaPersonRole role)
{
  int count = 0;

  for (guint i = 0; i < household->persons->len; i++)
    count += ((TaPerson *) g_ptr_array_index (household->persons, i))->role == role;
  return count;
}

/* Of who may not be seen not even how many they are. */
static void
add_count (Export *self, const TaHousehold *household, TaPersonRole role)
{
  if (ta_household_shows (household, "people", self->audience))
    add_int (self, count_role (household, role));
  else
    add (self, NULL);
}

/* -1 is the pod's. */
static void
add_limit (Export *self, int limit)
{
  add_take (self, limit >= 0 ? g_strdup_printf ("%d", limit) : NULL);
}

/* The last of each kind. */
static void
add_steps (Export *self, const TaHousehold *household)
{
  for (int kind = 0; kind < ta_code_count (ta_step_codes); kind++)
    {
      TaDate date = TA_DATE_NONE;

      for (guint i = 0; i < household->steps->len; i++)
        {
          const TaMembershipStep *step = g_ptr_array_index (household->steps, i);

          if ((int) step->kind == kind)
            date = step->date;
        }
      add_date (self, date);
    }
}

static void
write_household (Export *self, const TaHousehold *household)
{
  const TaMembership *membership = ta_household_membership (household, self->today);

  add (self, household->name);
  add (self, household->address);
  add_degrees (self, household->place, household->place.latitude);
  add_degrees (self, household->place, household->place.longitude);
  add (self, membership != NULL ? ta_code_word (ta_status_codes, membership->status) : NULL);
  add (self, own_contact (household, TA_CONTACT_PHONE));
  add (self, own_contact (household, TA_CONTACT_EMAIL));
  add_count (self, household, TA_ROLE_ADULT);
  add_count (self, household, TA_ROLE_CHILD);
  add_hundredths (self, household->kitchen_capacity);
  add (self, household->notes);
  add (self, membership != NULL ? pod_name (self, membership->pod) : NULL);
  add_date (self, membership != NULL ? membership->from : TA_DATE_NONE);
  add (self, household->door_notes);
  add (self, household->vehicle);
  add (self, household->pets);
  add (self, household->accessibility);
  add (self, household->tastes);
  add_take (self, ta_minutes_to_text (household->drop_from));
  add_take (self, ta_minutes_to_text (household->drop_until));
  add_limit (self, household->max_per_week);
  add_limit (self, household->min_gap_days);
  add_take (self, ta_import_words_to_text (household->cooking_limits));
  add_take (self, ta_import_skipped_to_text (household, NULL));
  add_steps (self, household);
  end_row (self);
}

static void
write_people (Export *self, const TaHousehold *household)
{
  for (guint i = 0; i < household->persons->len; i++)
    {
      const TaPerson *person = g_ptr_array_index (household->persons, i);

      add (self, household->name);
      add (self, person->name);
      add_date (self, person->born);
      add (self, ta_code_word (ta_person_role_codes, (int) person->role));
      add_take (self, ta_import_words_to_text (person->diets));
      add_take (self, ta_import_allergies_to_text (person->allergies, self->health));
      add (self, self->health ? person->notes : NULL);
      add (self, person_name (household, person->guardian));
      add_hundredths (self, person->portion_factor);
      add_take (self, ta_import_words_to_text (person->capabilities));
      add_take (self, ta_import_skipped_to_text (household, person->id));
      /* Where it is read it makes nobody one, and stops nobody from being one, who is not named. */
      add (self, person->administrator ? "yes" : NULL);
      end_row (self);
    }
}

static void
write_absences (Export *self, const TaHousehold *household)
{
  for (guint i = 0; i < household->absences->len; i++)
    {
      const TaAbsence *absence = g_ptr_array_index (household->absences, i);

      add (self, household->name);
      add (self, person_name (household, absence->person));
      add_date (self, absence->from);
      add_date (self, absence->until);
      add_date (self, absence->until - 1);
      add (self, absence->reason);
      end_row (self);
    }
}

static void
write_availability (Export *self, const TaHousehold *household)
{
  static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

  for (guint i = 0; i < household->availability->len; i++)
    {
      const TaAvailability *availability = g_ptr_array_index (household->availability, i);

      add (self, household->name);
      add (self, person_name (household, availability->person));
      add (self, days[CLAMP (availability->weekday, 1, 7) - 1]);
      add (self, ta_code_word (ta_availability_codes, (int) availability->state));
      end_row (self);
    }
}

static void
write_memberships (Export *self, const TaHousehold *household)
{
  for (guint i = 0; i < household->memberships->len; i++)
    {
      const TaMembership *membership = g_ptr_array_index (household->memberships, i);

      add (self, household->name);
      add (self, pod_name (self, membership->pod));
      add (self, ta_code_word (ta_status_codes, (int) membership->status));
      add_date (self, membership->from);
      add_date (self, membership->until);
      add_int (self, membership->obligation_share);
      end_row (self);
    }
}

static void
write_needs (Export *self, const TaHousehold *household)
{
  for (guint i = 0; i < household->offers->len; i++)
    {
      const TaOffer *offer = g_ptr_array_index (household->offers, i);

      add (self, household->name);
      add (self, person_name (household, offer->person));
      add (self, ta_code_word (ta_offer_codes, (int) offer->kind));
      add (self, ta_code_word (ta_service_codes, (int) offer->service));
      add (self, offer->detail);
      add_take (self, offer->level > 0 ? g_strdup_printf ("%d", offer->level) : NULL);
      end_row (self);
    }
}

static void
write_of_household (Export *self, TaImportKind kind, const TaHousehold *household)
{
  switch (kind)
    {
    case TA_IMPORT_HOUSEHOLDS:
      write_household (self, household);
      break;
    case TA_IMPORT_PEOPLE:
      write_people (self, household);
      break;
    case TA_IMPORT_ABSENCES:
      write_absences (self, household);
      break;
    case TA_IMPORT_AVAILABILITY:
      write_availability (self, household);
      break;
    case TA_IMPORT_MEMBERSHIPS:
      write_memberships (self, household);
      break;
    case TA_IMPORT_NEEDS:
      write_needs (self, household);
      break;
    case TA_IMPORT_TOOLS:
    case TA_IMPORT_TURNS:
    case TA_IMPORT_LOANS:
    default:
      g_return_if_reached ();
    }
}

static gboolean
write_tools (Export *self, GError **error)
{
  g_autoptr (GPtrArray) tools = ta_tool_table_list (self->database, self->today, error);
  const char *currency = self->collective != NULL ? self->collective->currency : "XXX";

  for (guint i = 0; tools != NULL && i < tools->len; i++)
    {
      const TaToolSummary *summary = g_ptr_array_index (tools, i);
      const TaTool *tool = summary->tool;

      add (self, tool->number);
      add (self, tool->name);
      add (self, summary->category_name);
      add (self, summary->owner_name);
      add_take (self, tool->value >= 0 ? ta_money_to_text (tool->value, currency) : NULL);
      add (self, ta_code_word (ta_condition_codes, (int) tool->condition));
      add (self, tool->location);
      add (self, ta_code_word (ta_tool_status_codes, (int) tool->status));
      add (self, tool->notes);
      add (self, tool->brand);
      end_row (self);
    }
  return tools != NULL;
}

static void
write_turn (Export *self, const TaTurn *turn)
{
  const TaService *service = find_service (self, turn->service);

  add_date (self, turn->date);
  add_take (self, ta_minutes_to_text (turn->start));
  add (self, service != NULL ? service->name : NULL);
  add (self, household_name (ta_turn_holder (turn), self));
  add_hundredths (self, turn->portions);
  add (self, ta_code_word (ta_turn_state_codes, (int) turn->state));
  add (self, turn->note);
  add (self, pod_name (self, turn->pod));
  add (self, turn->title);
  add_int (self, turn->minutes);
  /* Where nobody is named, a turn to come would be taken to be for everybody. */
  if (turn->eaters->len > 0)
    add_take (self, ta_import_eaters_to_text (turn->eaters, household_name, self));
  else
    add (self, turn->date >= self->today ? "none" : NULL);
  end_row (self);
}

static gboolean
write_turns (Export *self, GError **error)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (self->database, ta_date_from_ymd (1583, 1, 1), ta_date_from_ymd (9999, 12, 31), NULL, error);

  for (guint i = 0; turns != NULL && i < turns->len; i++)
    write_turn (self, g_ptr_array_index (turns, i));
  return turns != NULL;
}

static char *
tool_reference (const TaTool *tool)
{
  return g_strdup (tool->number != NULL && *tool->number != '\0' ? tool->number : tool->name);
}

static gboolean
write_loans (Export *self, GError **error)
{
  g_autoptr (GPtrArray) loans = ta_loan_table_list (self->database, error);
  g_autoptr (GPtrArray) tools = loans != NULL ? ta_tool_table_list (self->database, self->today, error) : NULL;
  g_autoptr (GHashTable) references = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; tools != NULL && i < tools->len; i++)
    {
      const TaTool *tool = ((TaToolSummary *) g_ptr_array_index (tools, i))->tool;

      g_hash_table_insert (references, tool->id, tool_reference (tool));
    }
  for (guint i = 0; tools != NULL && i < loans->len; i++)
    {
      const TaLoan *loan = g_ptr_array_index (loans, i);

      add (self, g_hash_table_lookup (references, loan->tool));
      add (self, household_name (loan->household, self));
      add_date (self, loan->out);
      add_date (self, loan->due);
      add_date (self, loan->returned);
      add (self, person_name (g_hash_table_lookup (self->by_id, loan->household), loan->person));
      add (self, loan->condition_out);
      add (self, loan->condition_in);
      add (self, loan->note);
      end_row (self);
    }
  return tools != NULL;
}

static void
write_heading (Export *self, TaImportKind kind)
{
  guint count;
  const TaImportColumn *columns = ta_import_kind_columns (kind, &count);

  for (guint i = 0; i < count; i++)
    add (self, columns[i].name);
  end_row (self);
}

static gboolean
write_rows (Export *self, TaImportKind kind, GError **error)
{
  if (kind == TA_IMPORT_TOOLS)
    return write_tools (self, error);
  if (kind == TA_IMPORT_TURNS)
    return write_turns (self, error);
  if (kind == TA_IMPORT_LOANS)
    return write_loans (self, error);
  for (guint i = 0; i < self->households->len; i++)
    write_of_household (self, kind, g_ptr_array_index (self->households, i));
  return TRUE;
}

gboolean
ta_export_is_for (TaImportKind kind, TaVisibilityScope audience)
{
  return audience <= TA_VISIBLE_POD || kind == TA_IMPORT_HOUSEHOLDS || kind == TA_IMPORT_PEOPLE;
}

GBytes *
ta_export_csv (TaDatabase *database, TaImportKind kind, TaDate today, TaVisibilityScope audience, TaExportFlags flags, GError **error)
{
  g_auto (Export) self = { .database = database, .today = today, .audience = audience, .health = (flags & TA_EXPORT_HEALTH) != 0, .writer = ta_csv_writer_new (',', (flags & TA_EXPORT_MARK) != 0) };

  if (!ta_export_is_for (kind, audience))
    {
      g_set_error_literal (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED, _ ("This list is for the pod alone. For others there are the lists of households and of people."));
      return NULL;
    }
  if (!load (&self, error))
    return NULL;
  write_heading (&self, kind);
  if (!write_rows (&self, kind, error))
    return NULL;
  return ta_csv_writer_finish (self.writer);
}

/* Through a store ------------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  TaImportKind kind;
  TaDate today;
  TaVisibilityScope audience;
  TaExportFlags flags;
} Job;

static gpointer
run (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Job *job = data;

  return ta_export_csv (database, job->kind, job->today, job->audience, job->flags, error);
}

void
ta_export_async (TaStore *store, TaImportKind kind, TaDate today, TaVisibilityScope audience, TaExportFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new (Job, 1);

  *job = (Job) { kind, today, audience, flags };
  ta_store_read_async (store, run, job, g_free, (GDestroyNotify) g_bytes_unref, cancellable, callback, user_data);
}

GBytes *
ta_export_finish (TaStore *store, GAsyncResult *result, GError **error)
{
  return ta_store_read_finish (store, result, error);
}

GBytes *
ta_export (TaStore *store, TaImportKind kind, TaDate today, TaVisibilityScope audience, TaExportFlags flags, GError **error)
{
  Job job = { kind, today, audience, flags };

  return ta_store_read (store, run, &job, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-ctl-private.h"
#include "ta-ctl-table.h"

#include "ta-household-table.h"
#include "ta-import-kind.h"
#include "ta-money.h"
#include "ta-pod-table.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n-lib.h>

/* What the rows of a list are made from. */
typedef struct
{
  const TaCtl *ctl;
  TaDatabase *database;
  TaDate today;
  char *currency;
  GPtrArray *households; /* of TaHousehold */
  GHashTable *names;     /* id of a household, pod or service -> its name; borrowed */
  GPtrArray *pods;       /* of TaPod */
  GPtrArray *services;   /* of TaService */
} List;

static void
list_clear (List *list)
{
  g_clear_pointer (&list->names, g_hash_table_unref);
  g_clear_pointer (&list->currency, g_free);
  g_clear_pointer (&list->households, g_ptr_array_unref);
  g_clear_pointer (&list->pods, g_ptr_array_unref);
  g_clear_pointer (&list->services, g_ptr_array_unref);
  g_clear_pointer (&list->database, ta_database_close);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static void
fill_names (List *list)
{
  list->names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < list->households->len; i++)
    {
      TaHousehold *household = g_ptr_array_index (list->households, i);

      g_hash_table_insert (list->names, household->id, household->name);
    }
  for (guint i = 0; i < list->pods->len; i++)
    {
      TaPod *pod = g_ptr_array_index (list->pods, i);

      g_hash_table_insert (list->names, pod->id, pod->name);
    }
  for (guint i = 0; i < list->services->len; i++)
    {
      TaService *service = g_ptr_array_index (list->services, i);

      g_hash_table_insert (list->names, service->id, service->name);
    }
}

static gboolean
read_currency (List *list, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TaCollective) collective = ta_collective_table_get (list->database, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* ISO 4217's code for no currency. */
  list->currency = g_strdup (collective != NULL ? collective->currency : "XXX");
  return TRUE;
}

static gboolean
list_open (List *list, TaCtl *ctl, GError **error)
{
  list->ctl = ctl;
  list->database = ta_ctl_open_to_read (ctl, error);
  if (list->database == NULL || !ta_ctl_get_today (ctl, list->database, &list->today, error) || !read_currency (list, error)
      || (list->households = ta_household_table_list (list->database, error)) == NULL
      || (list->pods = ta_pod_table_list (list->database, error)) == NULL
      || (list->services = ta_service_table_list (list->database, error)) == NULL)
    return FALSE;
  fill_names (list);
  return TRUE;
}

/* (nullable) */
static const char *
name_of (const List *list, const char *id)
{
  return id != NULL ? g_hash_table_lookup (list->names, id) : NULL;
}

/* Whether every word that is searched for begins a word of @text. */
static gboolean
matches (const List *list, const char *text)
{
  return list->ctl->search == NULL || g_str_match_string (list->ctl->search, text, TRUE);
}

static gboolean
in_range (const List *list, TaDate date)
{
  return (list->ctl->from == TA_DATE_NONE || date >= list->ctl->from) && (list->ctl->to == TA_DATE_NONE || date < list->ctl->to);
}

/* Households ------------------------------------------------------------------------------------------------------------------------ */

static const TaCtlColumn household_columns[] = {
  { "id", NULL },
  { "household", N_ ("Household") },
  { "status", N_ ("Status") },
  { "pod", N_ ("Pod") },
  { "adults", N_ ("Adults") },
  { "children", N_ ("Children") },
  { "address", N_ ("Address") },
  { "phone", N_ ("Phone") },
  { "email", NULL },
  { "latitude", NULL },
  { "longitude", NULL },
  { "kitchen_capacity", NULL },
  { "notes", NULL },
  { NULL }
};

static void
add_coordinate (TaCtlTable *table, TaPoint place, double value)
{
  ta_ctl_table_add_node (table, place.set ? json_node_init_double (json_node_alloc (), value) : json_node_new (JSON_NODE_NULL), NULL);
}

static void
add_household (const List *list, TaCtlTable *table, const TaHousehold *household)
{
  int adults, children;

  ta_household_count (household, list->today, &adults, &children);
  ta_ctl_table_add_text (table, household->id);
  ta_ctl_table_add_text (table, household->name);
  ta_ctl_table_add_code (table, ta_status_codes, (int) ta_household_status (household, list->today));
  ta_ctl_table_add_text (table, name_of (list, ta_household_pod (household, list->today)));
  ta_ctl_table_add_int (table, adults);
  ta_ctl_table_add_int (table, children);
  ta_ctl_table_add_text (table, household->address);
  ta_ctl_table_add_text (table, ta_household_contact (household, TA_CONTACT_PHONE));
  ta_ctl_table_add_text (table, ta_household_contact (household, TA_CONTACT_EMAIL));
  add_coordinate (table, household->place, household->place.latitude);
  add_coordinate (table, household->place, household->place.longitude);
  ta_ctl_table_add_hundredths (table, household->kitchen_capacity);
  ta_ctl_table_add_text (table, household->notes);
}

static gboolean
list_households (const List *list, TaCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (list->ctl->search != NULL)
    {
      ids = ta_household_table_search (list->database, list->ctl->search, error);
      found = ids != NULL ? ta_household_table_get_many (list->database, ids, error) : NULL;
    }
  else
    found = g_ptr_array_ref (list->households);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_household (list, table, g_ptr_array_index (found, i));
  return found != NULL;
}

/* People ---------------------------------------------------------------------------------------------------------------------------- */

static const TaCtlColumn person_columns[] = {
  { "id", NULL },
  { "household", N_ ("Household") },
  { "name", N_ ("Name") },
  { "born", N_ ("Born") },
  { "role", N_ ("Role") },
  { "diets", N_ ("Diet") },
  { "allergies", N_ ("Allergies") },
  { "notes", NULL },
  { NULL }
};

static void
add_diets (TaCtlTable *table, const TaPerson *person)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < person->diets->len; i++)
    {
      json_array_add_string_element (array, g_ptr_array_index (person->diets, i));
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ta_diet_label (g_ptr_array_index (person->diets, i)));
    }
  ta_ctl_table_add_node (table, json_node_init_array (json_node_alloc (), array), text->str);
  json_array_unref (array);
}

static void
add_allergies (TaCtlTable *table, const TaPerson *person)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < person->allergies->len; i++)
    {
      const TaAllergy *allergy = g_ptr_array_index (person->allergies, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "allergen", allergy->allergen);
      json_object_set_string_member (object, "severity", ta_code_word (ta_severity_codes, (int) allergy->severity));
      json_object_set_string_member (object, "note", allergy->note);
      json_array_add_object_element (array, object);
      g_string_append_printf (text, "%s%s (%s)", i > 0 ? ", " : "", ta_allergen_label (allergy->allergen),
                              ta_allergy_severity_text (allergy));
    }
  ta_ctl_table_add_node (table, json_node_init_array (json_node_alloc (), array), text->str);
  json_array_unref (array);
}

static void
add_person (TaCtlTable *table, const TaHousehold *household, const TaPerson *person)
{
  ta_ctl_table_add_text (table, person->id);
  ta_ctl_table_add_text (table, household->name);
  ta_ctl_table_add_text (table, person->name);
  ta_ctl_table_add_date (table, person->born);
  ta_ctl_table_add_code (table, ta_person_role_codes, (int) person->role);
  add_diets (table, person);
  add_allergies (table, person);
  ta_ctl_table_add_text (table, person->notes);
}

static gboolean
list_people (const List *list, TaCtlTable *table, GError **error)
{
  for (guint i = 0; i < list->households->len; i++)
    {
      const TaHousehold *household = g_ptr_array_index (list->households, i);

      for (guint j = 0; j < household->persons->len; j++)
        {
          const TaPerson *person = g_ptr_array_index (household->persons, j);
          g_autofree char *text = g_strjoin (" ", person->name, household->name, NULL);

          if (matches (list, text))
            add_person (table, household, person);
        }
    }
  return TRUE;
}

/* Tools ----------------------------------------------------------------------------------------------------------------------------- */

static const TaCtlColumn tool_columns[] = {
  { "id", NULL },
  { "number", N_ ("No.") },
  { "name", N_ ("Name") },
  { "category", N_ ("Category") },
  { "owner", N_ ("Owner") },
  { "state", N_ ("State") },
  { "borrower", N_ ("Borrower") },
  { "due", N_ ("Due") },
  { "reserved_by", NULL },
  { "reserved_from", NULL },
  { "reserved_until", NULL },
  { "brand", NULL },
  { "condition", NULL },
  { "status", NULL },
  { "value", NULL },
  { "location", NULL },
  { "notes", NULL },
  { NULL }
};

/* null in JSON where there is none. */
static void
add_filled_text (TaCtlTable *table, const char *text)
{
  ta_ctl_table_add_text (table, text != NULL && *text != '\0' ? text : NULL);
}

static void
add_tool (const List *list, TaCtlTable *table, const TaToolSummary *summary)
{
  const TaTool *tool = summary->tool;
  const TaReservation *reservation = summary->reservation;
  g_autofree char *value = tool->value >= 0 ? ta_money_to_text (tool->value, list->currency) : NULL;

  ta_ctl_table_add_text (table, tool->id);
  ta_ctl_table_add_text (table, tool->number);
  ta_ctl_table_add_text (table, tool->name);
  add_filled_text (table, summary->category_name);
  add_filled_text (table, summary->owner_name);
  ta_ctl_table_add_code (table, ta_tool_availability_codes, (int) ta_tool_summary_availability (summary, list->today));
  add_filled_text (table, summary->borrower_name);
  ta_ctl_table_add_date (table, summary->loan != NULL ? summary->loan->due : TA_DATE_NONE);
  ta_ctl_table_add_text (table, reservation != NULL ? name_of (list, reservation->household) : NULL);
  ta_ctl_table_add_date (table, reservation != NULL ? reservation->from : TA_DATE_NONE);
  ta_ctl_table_add_date (table, reservation != NULL ? reservation->until : TA_DATE_NONE);
  ta_ctl_table_add_text (table, tool->brand);
  ta_ctl_table_add_code (table, ta_condition_codes, (int) tool->condition);
  ta_ctl_table_add_code (table, ta_tool_status_codes, (int) tool->status);
  ta_ctl_table_add_text (table, value);
  ta_ctl_table_add_text (table, tool->location);
  ta_ctl_table_add_text (table, tool->notes);
}

static GPtrArray *
find_tools (const List *list, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (list->ctl->search == NULL)
    return ta_tool_table_list (list->database, list->today, error);
  ids = ta_tool_table_search (list->database, list->ctl->search, 0, error);
  return ids != NULL ? ta_tool_table_get_many (list->database, ids, list->today, error) : NULL;
}

static gboolean
list_tools (const List *list, TaCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) tools = find_tools (list, error);

  for (guint i = 0; tools != NULL && i < tools->len; i++)
    add_tool (list, table, g_ptr_array_index (tools, i));
  return tools != NULL;
}

/* Turns ----------------------------------------------------------------------------------------------------------------------------- */

static const TaCtlColumn turn_columns[] = {
  { "id", NULL },
  { "date", N_ ("Date") },
  { "time", N_ ("Time") },
  { "service", N_ ("Service") },
  { "pod", N_ ("Pod") },
  { "household", N_ ("Household") },
  { "dish", N_ ("Dish") },
  { "portions", N_ ("Portions") },
  { "state", N_ ("State") },
  { "note", NULL },
  { NULL }
};

static void
add_turn (const List *list, TaCtlTable *table, const TaTurn *turn)
{
  g_autofree char *time = ta_minutes_to_text (turn->start);

  ta_ctl_table_add_text (table, turn->id);
  ta_ctl_table_add_date (table, turn->date);
  ta_ctl_table_add_text (table, time);
  ta_ctl_table_add_text (table, name_of (list, turn->service));
  ta_ctl_table_add_text (table, name_of (list, turn->pod));
  ta_ctl_table_add_text (table, name_of (list, ta_turn_holder (turn)));
  ta_ctl_table_add_text (table, turn->title);
  ta_ctl_table_add_hundredths (table, ta_turn_portions (turn));
  ta_ctl_table_add_code (table, ta_turn_state_codes, (int) turn->state);
  ta_ctl_table_add_text (table, turn->note);
}

static gboolean
turn_matches (const List *list, const TaTurn *turn)
{
  const char *holder = name_of (list, ta_turn_holder (turn));
  g_autofree char *text = g_strjoin (" ", name_of (list, turn->service), name_of (list, turn->pod), turn->title, turn->note,
                                     holder != NULL ? holder : "", NULL);

  return matches (list, text);
}

static gboolean
list_turns (const List *list, TaCtlTable *table, GError **error)
{
  TaDate from = list->ctl->from != TA_DATE_NONE ? list->ctl->from : ta_date_from_ymd (1583, 1, 1);
  TaDate until = list->ctl->to != TA_DATE_NONE ? list->ctl->to : ta_date_from_ymd (9999, 12, 31);
  g_autoptr (GPtrArray) turns = ta_turn_table_list (list->database, from, until, NULL, error);

  for (guint i = 0; turns != NULL && i < turns->len; i++)
    if (turn_matches (list, g_ptr_array_index (turns, i)))
      add_turn (list, table, g_ptr_array_index (turns, i));
  return turns != NULL;
}

/* Loans ----------------------------------------------------------------------------------------------------------------------------- */

static const TaCtlColumn loan_columns[] = {
  { "id", NULL },
  { "number", N_ ("No.") },
  { "tool", N_ ("Tool") },
  { "household", N_ ("Household") },
  { "out", N_ ("Out") },
  { "due", N_ ("Due") },
  { "returned", N_ ("Returned") },
  { "overdue", NULL },
  { "note", N_ ("Note") },
  { NULL }
};

static void
add_loan (const List *list, TaCtlTable *table, const TaLoan *loan, const TaTool *tool)
{
  ta_ctl_table_add_text (table, loan->id);
  ta_ctl_table_add_text (table, tool->number);
  ta_ctl_table_add_text (table, tool->name);
  ta_ctl_table_add_text (table, name_of (list, loan->household));
  ta_ctl_table_add_date (table, loan->out);
  ta_ctl_table_add_date (table, loan->due);
  ta_ctl_table_add_date (table, loan->returned);
  ta_ctl_table_add_node (table, json_node_init_boolean (json_node_alloc (), ta_loan_is_overdue (loan, list->today)), NULL);
  ta_ctl_table_add_text (table, loan->note);
}

static void
add_loan_if_wanted (const List *list, TaCtlTable *table, const TaLoan *loan, GHashTable *tools)
{
  const TaTool *tool = g_hash_table_lookup (tools, loan->tool);
  g_autofree char *text = g_strjoin (" ", tool->number != NULL ? tool->number : "", tool->name, name_of (list, loan->household), NULL);

  if (in_range (list, loan->out) && matches (list, text))
    add_loan (list, table, loan, tool);
}

static gboolean
list_loans (const List *list, TaCtlTable *table, GError **error)
{
  g_autoptr (GPtrArray) summaries = ta_tool_table_list (list->database, list->today, error);
  g_autoptr (GPtrArray) loans = summaries != NULL ? ta_loan_table_list (list->database, error) : NULL;
  g_autoptr (GHashTable) tools = g_hash_table_new (g_str_hash, g_str_equal);

  if (loans == NULL)
    return FALSE;
  for (guint i = 0; i < summaries->len; i++)
    {
      const TaToolSummary *summary = g_ptr_array_index (summaries, i);

      g_hash_table_insert (tools, summary->tool->id, summary->tool);
    }
  for (guint i = 0; i < loans->len; i++)
    add_loan_if_wanted (list, table, g_ptr_array_index (loans, i), tools);
  return TRUE;
}

/* ----------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaImportKind kind;
  gboolean dated; /* takes --from and --to */
  const TaCtlColumn *columns;
  gboolean (*fill) (const List *list, TaCtlTable *table, GError **error);
} Kind;

static const Kind kinds[] = {
  { TA_IMPORT_HOUSEHOLDS, FALSE, household_columns, list_households },
  { TA_IMPORT_PEOPLE, FALSE, person_columns, list_people },
  { TA_IMPORT_TOOLS, FALSE, tool_columns, list_tools },
  { TA_IMPORT_TURNS, TRUE, turn_columns, list_turns },
  { TA_IMPORT_LOANS, TRUE, loan_columns, list_loans },
};

static const Kind *
find_kind (const TaCtl *self, GError **error)
{
  int value = -1;

  ta_code_parse (ta_import_kind_codes, self->arguments[0], &value);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if ((int) kinds[i].kind == value)
      {
        if (kinds[i].dated || (self->optional & (TA_CTL_FROM | TA_CTL_TO)) == 0)
          return &kinds[i];
        g_set_error_literal (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("Only turns and loans have dates for --from and --to."));
        return NULL;
      }
  g_set_error (error, TA_CTL_ERROR, TA_CTL_ERROR_USAGE, _ ("“%s” cannot be listed; households, people, tools, turns and loans can."), self->arguments[0]);
  return NULL;
}

gboolean
ta_ctl_list (TaCtl *self, GError **error)
{
  const Kind *kind = find_kind (self, error);
  g_auto (List) list = { 0 };
  g_autoptr (TaCtlTable) table = NULL;

  if (kind == NULL || !list_open (&list, self, error))
    return FALSE;
  table = ta_ctl_table_new (kind->columns);
  if (!kind->fill (&list, table, error))
    return FALSE;
  ta_ctl_table_print (table, self->json);
  return TRUE;
}

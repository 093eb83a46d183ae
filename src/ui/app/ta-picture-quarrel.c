/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-picture-quarrel.h"

#include "ta-household-table.h"
#include "ta-pod-table.h"
#include "ta-sync-store.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

#include <glib/gi18n.h>
#include <string.h>

/* Tools, in the order of the list: what is done to which. */
enum
{
  TOOL_RENAMED,
  TOOL_PLACED,
  TOOL_DELETED_HERE,
  TOOL_DELETED_THERE,
  TOOL_LENT,
  TOOL_RESERVED,
  N_TOOLS
};

/* Households, in the order of the list. */
enum
{
  HOUSEHOLD_MOVED,
  HOUSEHOLD_TOLD,
  HOUSEHOLD_FIRST,
  HOUSEHOLD_SECOND,
  HOUSEHOLD_THIRD,
  N_HOUSEHOLDS
};

/* What the edits need of the pod. The same on both computers. */
typedef struct
{
  TaDate today;
  char *tools[N_TOOLS];
  char *households[N_HOUSEHOLDS];
  char *turn;
  char *other;
  char *allergic; /* id of a household with an allergy */
} Subjects;

static void
subjects_free (Subjects *subjects)
{
  for (guint i = 0; i < N_TOOLS; i++)
    g_free (subjects->tools[i]);
  for (guint i = 0; i < N_HOUSEHOLDS; i++)
    g_free (subjects->households[i]);
  g_free (subjects->turn);
  g_free (subjects->other);
  g_free (subjects->allergic);
  g_free (subjects);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Subjects, subjects_free)

static gboolean
find_tools (TaDatabase *database, Subjects *subjects, GError **error)
{
  g_autoptr (GPtrArray) tools = ta_tool_table_list (database, subjects->today, error);
  guint count = 0;

  for (guint i = 0; tools != NULL && i < tools->len && count < N_TOOLS; i++)
    {
      const TaToolSummary *tool = tools->pdata[i];
      g_autoptr (GPtrArray) loans = ta_loan_table_list_for_tool (database, tool->tool->id, error);

      if (loans != NULL && loans->len == 0 && tool->reservation == NULL && tool->tool->status == TA_TOOL_ACTIVE)
        subjects->tools[count++] = g_strdup (tool->tool->id);
    }
  return count == N_TOOLS;
}

static void
find_allergic (GPtrArray *households, Subjects *subjects)
{
  for (guint i = 0; i < households->len && subjects->allergic == NULL; i++)
    {
      const TaHousehold *household = households->pdata[i];

      if (household->persons->len > 0 && ((TaPerson *) household->persons->pdata[0])->allergies->len > 0)
        subjects->allergic = g_strdup (household->id);
    }
}

static gboolean
find_households (TaDatabase *database, Subjects *subjects, GError **error)
{
  g_autoptr (GPtrArray) households = ta_household_table_list (database, error);
  guint count = 0;

  for (guint i = 0; households != NULL && i < households->len && count < N_HOUSEHOLDS; i++)
    subjects->households[count++] = g_strdup (((TaHousehold *) households->pdata[i])->id);
  if (households != NULL)
    find_allergic (households, subjects);
  return count == N_HOUSEHOLDS;
}

static gboolean
find_turns (TaDatabase *database, Subjects *subjects, GError **error)
{
  g_autoptr (GPtrArray) turns = ta_turn_table_list (database, subjects->today + 2, subjects->today + 30, NULL, error);

  for (guint i = 0; turns != NULL && i < turns->len && subjects->other == NULL; i++)
    {
      const TaTurn *turn = turns->pdata[i];
      char **place = subjects->turn == NULL ? &subjects->turn : &subjects->other;

      if (turn->places == 1 && turn->state <= TA_TURN_PUBLISHED)
        *place = g_strdup (turn->id);
    }
  return subjects->other != NULL;
}

static gpointer
find_subjects (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Subjects) subjects = g_new0 (Subjects, 1);

  if (!ta_collective_table_date (database, 0, &subjects->today, error))
    return NULL;
  if (find_tools (database, subjects, error) && find_households (database, subjects, error) && find_turns (database, subjects, error))
    return g_steal_pointer (&subjects);
  if (*error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The pod is too small to disagree about.");
  return NULL;
}

/* Edits ----------------------------------------------------------------------------------------------------------------------------------- */

static gboolean
edit_tool (TaDatabase *database, const char *id, const char *name, const char *location, GError **error)
{
  g_autoptr (TaTool) tool = ta_tool_table_get (database, id, error);

  if (tool == NULL)
    return FALSE;
  if (name != NULL)
    g_set_str (&tool->name, name);
  if (location != NULL)
    g_set_str (&tool->location, location);
  return ta_tool_table_save (database, tool, error);
}

static gboolean
edit_household (TaDatabase *database, const char *id, const char *address, const char *notes, GError **error)
{
  g_autoptr (TaHousehold) household = ta_household_table_get (database, id, error);

  if (household == NULL)
    return FALSE;
  if (address != NULL)
    g_set_str (&household->address, address);
  if (notes != NULL)
    g_set_str (&household->notes, notes);
  return ta_household_table_save (database, household, error);
}

static gboolean
edit_allergy (TaDatabase *database, const char *id, TaSeverity severity, GError **error)
{
  g_autoptr (TaHousehold) household = id != NULL ? ta_household_table_get (database, id, error) : NULL;
  TaAllergy *allergy;

  if (household == NULL)
    return id == NULL;
  allergy = ((TaPerson *) household->persons->pdata[0])->allergies->pdata[0];
  allergy->severity = severity;
  allergy->state = TA_HEALTH_OPEN;
  return ta_household_table_save (database, household, error);
}

static gboolean
lend (TaDatabase *database, const Subjects *subjects, const char *household, int days, GError **error)
{
  g_autoptr (TaLoan) loan = ta_loan_new (subjects->tools[TOOL_LENT], household, subjects->today, subjects->today + days);

  return ta_loan_table_save (database, loan, error);
}

static gboolean
reserve (TaDatabase *database, const Subjects *subjects, const char *household, TaDate from, GError **error)
{
  g_autoptr (TaReservation) reservation = ta_reservation_new (subjects->tools[TOOL_RESERVED], household, from, from + 5);

  return ta_reservation_table_save (database, reservation, error);
}

static gboolean
take_turn (TaDatabase *database, const char *id, const char *household, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, id, error);

  if (turn == NULL)
    return FALSE;
  g_ptr_array_set_size (turn->assignments, 0);
  g_ptr_array_add (turn->assignments, ta_assignment_new (household, TA_DUTY_COOK));
  return ta_turn_table_save (database, turn, error);
}

static gboolean
add_turn (TaDatabase *database, const Subjects *subjects, const char *household, TaMinutes start, GError **error)
{
  g_autoptr (TaTurn) like = ta_turn_table_get (database, subjects->other, error);
  g_autoptr (TaTurn) turn = like != NULL ? ta_turn_new (like->pod, like->service, like->date + 1, start) : NULL;

  if (turn == NULL)
    return FALSE;
  turn->minutes = 90;
  g_ptr_array_add (turn->assignments, ta_assignment_new (household, TA_DUTY_COOK));
  return ta_turn_table_save (database, turn, error);
}

static gboolean
add_tool (TaDatabase *database, const char *name, GError **error)
{
  g_autoptr (TaTool) tool = ta_tool_new (name);

  tool->number = g_strdup ("901");
  return ta_tool_table_save (database, tool, error);
}

/* What the other does before. */
static gboolean
change_there (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Subjects *subjects = data;

  return edit_tool (database, subjects->tools[TOOL_PLACED], NULL, _ ("Shed of Haddad"), error)
         && edit_tool (database, subjects->tools[TOOL_DELETED_HERE], NULL, _ ("Cellar"), error)
         && ta_tool_table_delete (database, subjects->tools[TOOL_DELETED_THERE], error)
         && edit_household (database, subjects->households[HOUSEHOLD_MOVED], "Guayabo 1712", NULL, error)
         && edit_household (database, subjects->households[HOUSEHOLD_TOLD], NULL, _ ("The bell is broken. Knock at the window."), error)
         && edit_allergy (database, subjects->allergic, TA_SEVERITY_ANAPHYLAXIS, error)
         && lend (database, subjects, subjects->households[HOUSEHOLD_FIRST], 7, error)
         && reserve (database, subjects, subjects->households[HOUSEHOLD_FIRST], subjects->today + 3, error)
         && take_turn (database, subjects->turn, subjects->households[HOUSEHOLD_FIRST], error)
         && add_turn (database, subjects, subjects->households[HOUSEHOLD_THIRD], 17 * 60, error)
         && add_tool (database, _ ("Hedge trimmer"), error);
}

static gboolean
change_here (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Subjects *subjects = data;

  return edit_tool (database, subjects->tools[TOOL_PLACED], NULL, _ ("Hall of the school"), error)
         && edit_tool (database, subjects->tools[TOOL_RENAMED], _ ("Lawn mower of Haddad"), NULL, error)
         && edit_tool (database, subjects->tools[TOOL_DELETED_THERE], NULL, _ ("Attic"), error)
         && ta_tool_table_delete (database, subjects->tools[TOOL_DELETED_HERE], error)
         && edit_household (database, subjects->households[HOUSEHOLD_MOVED], "Guayabo 1660, apto. 3", NULL, error)
         && edit_household (database, subjects->households[HOUSEHOLD_TOLD], NULL, _ ("The dog barks and does not bite. Knock at the window."), error)
         && edit_allergy (database, subjects->allergic, TA_SEVERITY_INTOLERANCE, error)
         && lend (database, subjects, subjects->households[HOUSEHOLD_SECOND], 14, error)
         && reserve (database, subjects, subjects->households[HOUSEHOLD_SECOND], subjects->today + 5, error)
         && take_turn (database, subjects->turn, subjects->households[HOUSEHOLD_SECOND], error)
         && add_turn (database, subjects, subjects->households[HOUSEHOLD_THIRD], 18 * 60, error)
         && add_tool (database, _ ("Pressure washer"), error);
}

/* And after: the later of two stands. */
static gboolean
change_there_later (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Subjects *subjects = data;

  return edit_tool (database, subjects->tools[TOOL_RENAMED], _ ("Lawn mower (new blade)"), NULL, error);
}

/* What is called on the hub as @name, and cannot be read there. */
static void
add_damaged (GPtrArray *incoming, const char *name)
{
  TaSyncIncoming *damaged = ta_sync_incoming_new (name, "1-0123456789abcdef0123456789abcdef");

  damaged->reason = "damaged";
  damaged->envelope = g_strdup ("{}");
  g_ptr_array_add (incoming, damaged);
}

static gboolean
add_first_tool (const char *name, const char *rev, const char *json, gpointer data)
{
  g_autoptr (TaDocument) document = ta_document_parse (json, -1, NULL, NULL);
  GPtrArray *incoming = data;

  if (document == NULL || strcmp (document->type, "tool") != 0)
    return TRUE;
  add_damaged (incoming, name);
  return FALSE;
}

/* What does not get through: one that the hub does not take, and two that cannot be read there, of which one is here. */
static gboolean
get_stuck (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_sync_incoming_free);
  TaSyncApplied applied = { 0 };
  const Subjects *subjects = data;

  ta_sync_each (database, add_first_tool, incoming, NULL);
  add_damaged (incoming, "0123456789abcdef0123456789abcdef");
  if (!edit_household (database, subjects->households[N_HOUSEHOLDS - 1], NULL, _ ("A very long note"), error))
    return FALSE;
  return ta_sync_apply (database, incoming, g_get_real_time () / 1000, &applied, error);
}

static gboolean
refuse (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) outgoing = ta_sync_take_dirty (database, NULL, 1, 1000, error);

  return outgoing != NULL && (outgoing->len == 0 || ta_sync_refused (database, outgoing->pdata[0], _ ("It is too large to be sent."), error));
}

gboolean
ta_picture_quarrel (TaStore *here, TaStore *there, GError **error)
{
  g_autoptr (Subjects) subjects = ta_store_read (here, find_subjects, NULL, error);
  TaOrigin person = { "Kim", NULL, TA_SOURCE_SCREEN };
  TaOrigin hub = { "", NULL, TA_SOURCE_HUB };

  return subjects != NULL && ta_store_run (here, _ ("Changed a household"), &person, get_stuck, subjects, NULL, error)
         && ta_store_run (here, "", &hub, refuse, NULL, NULL, error)
         && ta_store_run (there, _ ("Changed what others change"), &person, change_there, subjects, NULL, error)
         && ta_store_run (here, _ ("Changed what others change"), &person, change_here, subjects, NULL, error)
         && ta_store_run (there, _ ("Changed a tool"), &person, change_there_later, subjects, NULL, error);
}

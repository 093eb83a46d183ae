/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-undo-world.h"

#include "ta-household-table.h"
#include "ta-membership-step-table.h"
#include "ta-pod-table.h"
#include "ta-series-table.h"
#include "ta-tool-table.h"
#include "ta-turn-table.h"

#include <string.h>

#define DAY(m, d) ta_date_from_ymd (2026, (m), (d))

static void
fill_household (TaHousehold *household, const char *pod)
{
  TaPerson *ana = ta_person_new ("Ana", TA_ROLE_ADULT);
  TaPerson *bruno = ta_person_new ("Bruno", TA_ROLE_CHILD);
  TaContactPoint *contact = ta_contact_point_new (TA_CONTACT_PHONE, "099 123 456");
  TaOffer *offer = ta_offer_new (TA_OFFER, TA_SERVICE_TUTOR, "algebra");

  bruno->guardian = g_strdup (ana->id);
  bruno->born = ta_date_from_ymd (2018, 2, 28);
  g_ptr_array_add (ana->diets, g_strdup ("vegan"));
  g_ptr_array_add (bruno->allergies, ta_allergy_new ("milk", TA_SEVERITY_ANAPHYLAXIS));
  g_ptr_array_add (bruno->allergies, ta_allergy_new ("kiwi", TA_SEVERITY_AVOID));
  contact->person = g_strdup (ana->id);
  offer->person = g_strdup (ana->id);
  g_ptr_array_add (household->persons, bruno);
  g_ptr_array_add (household->persons, ana);
  g_ptr_array_add (household->memberships, ta_membership_new (pod, TA_STATUS_MEMBER, DAY (1, 1)));
  g_ptr_array_add (household->availability, ta_availability_new (ana->id, 3, TA_UNDESIRED));
  g_ptr_array_add (household->absences, ta_absence_new (NULL, DAY (7, 1), DAY (7, 15), "the coast"));
  g_ptr_array_add (household->contacts, contact);
  g_ptr_array_add (household->offers, offer);
  g_ptr_array_add (household->visibility, ta_visibility_new ("phone", TA_VISIBLE_HOUSEHOLD));
}

static void
make_turns (TaUndoWorld *world)
{
  world->first = ta_turn_new (world->pod->id, world->cooking->id, DAY (5, 1), 18 * 60);
  world->second = ta_turn_new (world->pod->id, world->cooking->id, DAY (5, 8), 18 * 60);
  world->first->series = g_strdup (world->series->id);
  world->first->series_date = DAY (5, 1);
  ta_turn_set_holder (world->first, world->pena->id, TA_DUTY_COOK);
  ta_turn_set_holder (world->second, world->silva->id, TA_DUTY_COOK);
  g_ptr_array_add (world->first->assignments, ta_assignment_new (world->silva->id, TA_DUTY_HELPER));
  g_ptr_array_add (world->first->eaters, ta_eater_new (world->pena->id, 250));
  g_ptr_array_add (world->first->eaters, ta_eater_new (world->silva->id, 100));
  g_ptr_array_add (world->second->eaters, ta_eater_new (world->silva->id, 100));
}

TaUndoWorld *
ta_undo_world_new (void)
{
  TaUndoWorld *world = g_new0 (TaUndoWorld, 1);
  g_autoptr (GBytes) picture = g_bytes_new_static ("\x00\x01\xff", 3);

  world->collective = ta_collective_new ("Cordón", "America/Montevideo", "UYU");
  world->pod = ta_pod_new ("Norte");
  world->other_pod = ta_pod_new ("Sur");
  world->cooking = ta_service_new ("Cooking", TA_SERVICE_COOK);
  world->sitting = ta_service_new ("Sitting", TA_SERVICE_SIT);
  world->series = ta_series_new (world->pod->id, world->cooking->id, DAY (5, 1));
  world->pena = ta_household_new ("Peña");
  world->silva = ta_household_new ("Silva");
  fill_household (world->pena, world->pod->id);
  make_turns (world);
  world->drill = ta_tool_new ("Hammer drill");
  world->drill->number = g_strdup ("41");
  g_ptr_array_add (world->drill->photos, ta_photo_new ("one.jpg", picture));
  g_ptr_array_add (world->drill->photos, ta_photo_new ("two.jpg", picture));
  world->saw = ta_tool_new ("Saw");
  world->saw->owner = g_strdup (world->silva->id);
  world->loan = ta_loan_new (world->drill->id, world->pena->id, DAY (5, 1), DAY (5, 8));
  world->reservation = ta_reservation_new (world->drill->id, world->pena->id, DAY (5, 1), DAY (5, 4));
  return world;
}

void
ta_undo_world_free (TaUndoWorld *world)
{
  ta_collective_free (world->collective);
  ta_pod_free (world->pod);
  ta_pod_free (world->other_pod);
  ta_service_free (world->cooking);
  ta_service_free (world->sitting);
  ta_series_free (world->series);
  ta_household_free (world->pena);
  ta_household_free (world->silva);
  ta_turn_free (world->first);
  ta_turn_free (world->second);
  ta_tool_free (world->drill);
  ta_tool_free (world->saw);
  ta_loan_free (world->loan);
  ta_reservation_free (world->reservation);
  g_free (world);
}

/* A command: what it does with the database and the world. */
#define COMMAND(name) \
  static gboolean     \
  name (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)

COMMAND (save_collective)
{
  return ta_collective_table_save (database, ((TaUndoWorld *) data)->collective, error);
}

COMMAND (edit_collective)
{
  TaCollective *collective = ((TaUndoWorld *) data)->collective;

  collective->place = TA_POINT (-34.9, -56.1);
  collective->loan_days = 14;
  return ta_collective_table_save (database, collective, error);
}

COMMAND (save_pods)
{
  TaUndoWorld *world = data;

  return ta_pod_table_save (database, world->pod, error) && ta_pod_table_save (database, world->other_pod, error);
}

COMMAND (edit_pod)
{
  TaPod *pod = ((TaUndoWorld *) data)->pod;

  ta_set_text (&pod->name, "Norte y Centro");
  ta_set_text (&pod->notes, "meets on Mondays");
  pod->place = TA_POINT (1, 2);
  return ta_pod_table_save (database, pod, error);
}

COMMAND (save_services)
{
  TaUndoWorld *world = data;

  return ta_service_table_save (database, world->cooking, error) && ta_service_table_save (database, world->sitting, error);
}

/* The names are unique, so each needs the other's to be free. */
COMMAND (edit_services)
{
  TaUndoWorld *world = data;

  ta_set_text (&world->cooking->name, "Dinner");
  ta_set_text (&world->sitting->name, "Cooking");
  return ta_service_table_save (database, world->cooking, error) && ta_service_table_save (database, world->sitting, error);
}

COMMAND (save_series)
{
  return ta_series_table_save (database, ((TaUndoWorld *) data)->series, error);
}

COMMAND (edit_series)
{
  TaSeries *series = ((TaUndoWorld *) data)->series;

  series->weekdays = 0x7f;
  series->until = DAY (12, 1);
  return ta_series_table_save (database, series, error);
}

COMMAND (delete_series)
{
  return ta_series_table_delete (database, ((TaUndoWorld *) data)->series->id, error);
}

COMMAND (save_households)
{
  TaUndoWorld *world = data;

  return ta_household_table_save (database, world->pena, error) && ta_household_table_save (database, world->silva, error);
}

COMMAND (edit_household)
{
  TaHousehold *pena = ((TaUndoWorld *) data)->pena;

  ta_set_text (&pena->name, "Peña Ríos");
  ta_set_text (&pena->address, "Colonia 1");
  ta_set_text (&pena->notes, "a parrot");
  pena->colour = 5;
  pena->kitchen_capacity = 800;
  pena->smoking = TRUE;
  return ta_household_table_save (database, pena, error);
}

COMMAND (edit_person)
{
  TaHousehold *pena = ((TaUndoWorld *) data)->pena;
  TaPerson *bruno = pena->persons->pdata[0];
  TaAllergy *milk = bruno->allergies->pdata[0];

  ta_set_text (&bruno->name, "Bruno Peña");
  g_ptr_array_add (bruno->diets, g_strdup ("halal"));
  milk->severity = TA_SEVERITY_ALLERGY;
  g_ptr_array_remove_index (bruno->allergies, 1);
  g_ptr_array_add (bruno->allergies, ta_allergy_new ("kiwi", TA_SEVERITY_INTOLERANCE));
  return ta_household_table_save (database, pena, error);
}

/* Each row has the value that must be unique of the other. */
COMMAND (exchange_allergens)
{
  TaHousehold *pena = ((TaUndoWorld *) data)->pena;
  TaPerson *bruno = pena->persons->pdata[0];
  TaAllergy *first = bruno->allergies->pdata[0];
  TaAllergy *second = bruno->allergies->pdata[1];
  char *allergen = first->allergen;

  first->allergen = second->allergen;
  second->allergen = allergen;
  return ta_household_table_save (database, pena, error);
}

COMMAND (add_person)
{
  TaHousehold *pena = ((TaUndoWorld *) data)->pena;

  g_ptr_array_insert (pena->persons, 0, ta_person_new ("Carla", TA_ROLE_ADULT));
  return ta_household_table_save (database, pena, error);
}

COMMAND (reorder_people)
{
  TaHousehold *pena = ((TaUndoWorld *) data)->pena;

  g_ptr_array_add (pena->persons, g_ptr_array_steal_index (pena->persons, 0));
  return ta_household_table_save (database, pena, error);
}

/* Ana: Bruno's guardian, whom a phone number and an offer name too, and who cooks. */
COMMAND (remove_person)
{
  TaHousehold *pena = ((TaUndoWorld *) data)->pena;

  g_ptr_array_remove_index (pena->persons, 1);
  return ta_household_table_save (database, pena, error);
}

COMMAND (replace_what_belongs)
{
  TaUndoWorld *world = data;
  TaHousehold *pena = world->pena;
  TaMembership *membership = pena->memberships->pdata[0];

  membership->until = DAY (9, 1);
  g_ptr_array_add (pena->memberships, ta_membership_new (world->other_pod->id, TA_STATUS_TRIAL, DAY (9, 1)));
  g_ptr_array_set_size (pena->availability, 0);
  g_ptr_array_add (pena->availability, ta_availability_new (NULL, 3, TA_DESIRED));
  g_ptr_array_set_size (pena->absences, 0);
  g_ptr_array_set_size (pena->visibility, 0);
  g_ptr_array_add (pena->visibility, ta_visibility_new ("phone", TA_VISIBLE_PUBLIC));
  g_ptr_array_add (pena->offers, ta_offer_new (TA_NEED, TA_SERVICE_SIT, "Friday nights"));
  g_ptr_array_add (pena->contacts, ta_contact_point_new (TA_CONTACT_DOCTOR, "Dr. Núñez"));
  return ta_household_table_save (database, pena, error);
}

/* A step, and the membership with it. */
static gboolean
record (TaDatabase *database, TaUndoWorld *world, TaStepKind kind, TaDate date, GError **error)
{
  g_autoptr (TaMembershipStep) step = ta_membership_step_new (kind, date);
  g_autoptr (TaHousehold) household = ta_membership_step_record (database, &(TaStepRecord) { world->silva->id, step, NULL, 50, DAY (12, 1) }, error);

  return household != NULL;
}

COMMAND (record_steps)
{
  ((TaPerson *) ((TaUndoWorld *) data)->pena->persons->pdata[1])->administrator = TRUE;
  return record (database, data, TA_STEP_APPLIED, DAY (3, 1), error) && record (database, data, TA_STEP_DECLINED, DAY (3, 3), error)
         && ta_household_table_save (database, ((TaUndoWorld *) data)->pena, error);
}

COMMAND (place_household)
{
  return ta_household_table_set_place (database, ((TaUndoWorld *) data)->pena->id, TA_POINT (-34.9, -56.17), error);
}

COMMAND (take_place_away)
{
  return ta_household_table_set_place (database, ((TaUndoWorld *) data)->pena->id, TA_POINT_NONE, error);
}

static gboolean
leave_to_nobody (TaDatabase *database, const char *id, GError **error)
{
  g_autoptr (TaTurn) turn = ta_turn_table_get (database, id, error);

  if (turn == NULL)
    return FALSE;
  g_ptr_array_set_size (turn->assignments, 0);
  return ta_turn_table_save (database, turn, error);
}

/* With it go what belongs to it and what it eats; its tools become the pod's. */
COMMAND (delete_household)
{
  TaUndoWorld *world = data;

  return leave_to_nobody (database, world->first->id, error) && leave_to_nobody (database, world->second->id, error)
         && ta_household_table_delete (database, world->silva->id, error);
}

COMMAND (save_turns)
{
  TaUndoWorld *world = data;

  return ta_turn_table_save (database, world->first, error) && ta_turn_table_save (database, world->second, error);
}

COMMAND (edit_turn)
{
  TaUndoWorld *world = data;
  TaTurn *turn = world->first;
  TaEater *eater = turn->eaters->pdata[0];
  TaPerson *ana = world->pena->persons->pdata[1];

  turn->state = TA_TURN_PUBLISHED;
  ta_set_text (&turn->title, "Guiso");
  turn->start += 30;
  turn->pinned = TRUE;
  ta_set_text (&((TaAssignment *) turn->assignments->pdata[0])->person, ana->id);
  eater->guests = 3;
  eater->late_plate = TRUE;
  g_ptr_array_remove_index (turn->eaters, 1);
  return ta_turn_table_save (database, turn, error);
}

COMMAND (assign_turn)
{
  TaUndoWorld *world = data;

  ta_turn_set_holder (world->second, world->pena->id, TA_DUTY_COOK);
  return ta_turn_table_save (database, world->second, error);
}

COMMAND (unassign_turn)
{
  TaUndoWorld *world = data;

  ta_turn_set_holder (world->second, NULL, TA_DUTY_COOK);
  return ta_turn_table_save (database, world->second, error);
}

COMMAND (move_turn)
{
  return ta_turn_table_move (database, ((TaUndoWorld *) data)->first->id, DAY (5, 5), error);
}

COMMAND (swap_turns)
{
  TaUndoWorld *world = data;

  return ta_turn_table_swap (database, world->first->id, world->second->id, error);
}

COMMAND (delete_turn)
{
  return ta_turn_table_delete (database, ((TaUndoWorld *) data)->first->id, error);
}

COMMAND (delete_service)
{
  return ta_service_table_delete (database, ((TaUndoWorld *) data)->sitting->id, error);
}

/* With it go its series and its turns. */
COMMAND (delete_pod)
{
  TaUndoWorld *world = data;

  g_ptr_array_set_size (world->pena->memberships, 0);
  return ta_household_table_save (database, world->pena, error) && ta_pod_table_delete (database, world->pod->id, error);
}

COMMAND (save_tools)
{
  TaUndoWorld *world = data;

  return ta_tool_table_save (database, world->drill, error) && ta_tool_table_save (database, world->saw, error);
}

COMMAND (edit_tool)
{
  TaTool *drill = ((TaUndoWorld *) data)->drill;

  ta_set_text (&drill->name, "Taladro");
  ta_set_text (&drill->location, "shed");
  drill->value = 12000;
  drill->condition = TA_CONDITION_WORN;
  return ta_tool_table_save (database, drill, error);
}

COMMAND (edit_photos)
{
  TaTool *drill = ((TaUndoWorld *) data)->drill;
  g_autoptr (GBytes) picture = g_bytes_new_static ("\xff\x00", 2);

  g_ptr_array_remove_index (drill->photos, 0);
  g_ptr_array_insert (drill->photos, 0, ta_photo_new ("three.jpg", picture));
  return ta_tool_table_save (database, drill, error);
}

COMMAND (make_category)
{
  TaUndoWorld *world = data;

  g_free (world->drill->category);
  world->drill->category = ta_category_table_ensure (database, "Power tools", error);
  return world->drill->category != NULL && ta_tool_table_save (database, world->drill, error);
}

COMMAND (delete_tool)
{
  return ta_tool_table_delete (database, ((TaUndoWorld *) data)->saw->id, error);
}

COMMAND (reserve)
{
  return ta_reservation_table_save (database, ((TaUndoWorld *) data)->reservation, error);
}

/* To days that overlap those before. */
COMMAND (move_reservation)
{
  TaReservation *reservation = ((TaUndoWorld *) data)->reservation;

  reservation->from += 2;
  reservation->until += 2;
  return ta_reservation_table_save (database, reservation, error);
}

COMMAND (cancel_reservation)
{
  return ta_reservation_table_delete (database, ((TaUndoWorld *) data)->reservation->id, error);
}

COMMAND (lend)
{
  return ta_loan_table_lend (database, ((TaUndoWorld *) data)->loan, error);
}

COMMAND (edit_loan)
{
  TaLoan *loan = ((TaUndoWorld *) data)->loan;

  loan->due += 7;
  ta_set_text (&loan->note, "with the case");
  return ta_loan_table_save (database, loan, error);
}

COMMAND (give_back)
{
  return ta_loan_table_return (database, ((TaUndoWorld *) data)->drill->id, DAY (5, 20), "worn", "a tooth is missing", error);
}

const TaUndoCommand ta_undo_commands[] = {
  { "collective: new", save_collective },
  { "collective: edit", edit_collective },
  { "pods: new", save_pods },
  { "pod: edit", edit_pod },
  { "services: new", save_services },
  { "services: pass a name on", edit_services },
  { "series: new", save_series },
  { "series: edit", edit_series },
  { "households: new", save_households },
  { "household: edit", edit_household },
  { "person: edit", edit_person },
  { "person: exchange allergens", exchange_allergens },
  { "person: add", add_person },
  { "people: reorder", reorder_people },
  { "household: steps, administrators", record_steps },
  { "household: place", place_household },
  { "household: no place", take_place_away },
  { "household: replace what belongs to it", replace_what_belongs },
  { "turns: new", save_turns },
  { "turn: edit", edit_turn },
  { "turn: move", move_turn },
  { "turns: swap", swap_turns },
  { "turn: assign", assign_turn },
  { "turn: unassign", unassign_turn },
  { "person: remove", remove_person },
  { "series: delete", delete_series },
  { "service: delete", delete_service },
  { "tools: new", save_tools },
  { "tool: edit", edit_tool },
  { "tool: photos", edit_photos },
  { "category: new", make_category },
  { "reservation: new", reserve },
  { "reservation: move", move_reservation },
  { "loan: lend what was reserved", lend },
  { "loan: edit", edit_loan },
  { "loan: return", give_back },
  { "reservation: again", reserve },
  { "reservation: cancel", cancel_reservation },
  { "household: delete", delete_household },
  { "tool: delete", delete_tool },
  { "turn: delete", delete_turn },
  { "pod: delete", delete_pod },
  { NULL, NULL },
};

const TaUndoCommand *
ta_undo_command_find (const char *label)
{
  for (const TaUndoCommand *command = ta_undo_commands; command->label != NULL; command++)
    if (g_str_equal (command->label, label))
      return command;
  g_assert_not_reached ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-household-children.h"

#include "ta-household-limits.h"
#include "ta-membership-step-table.h"
#include "ta-person-table.h"

#define MEMBERSHIP_COLUMNS "household, id, pod, status, from_date, until_date, obligation_share"
#define AVAILABILITY_COLUMNS "household, id, person, weekday, state"
#define ABSENCE_COLUMNS "household, id, person, from_date, until_date, reason"
#define CONTACT_COLUMNS "household, id, person, kind, value, note"
#define OFFER_COLUMNS "household, id, person, kind, service, detail, level"
#define VISIBILITY_COLUMNS "household, id, field, scope"

static void
bind_membership (TaStatement *statement, gconstpointer row)
{
  const TaMembership *membership = row;

  ta_statement_bind_text (statement, ":pod", membership->pod);
  ta_statement_bind_text (statement, ":status", ta_code_word (ta_status_codes, (int) membership->status));
  ta_statement_bind_date (statement, ":from_date", membership->from);
  ta_statement_bind_date (statement, ":until_date", membership->until);
  ta_statement_bind_int (statement, ":obligation_share", membership->obligation_share);
}

static gpointer
membership_from_row (TaStatement *statement)
{
  g_autofree char *pod = ta_statement_dup_text (statement, 2);
  TaMembership *membership = ta_membership_new (pod, (TaStatus) ta_table_code (statement, 3, ta_status_codes),
                                                ta_statement_date (statement, 4));

  ta_set_text (&membership->id, ta_statement_text (statement, 1));
  membership->until = ta_statement_date (statement, 5);
  membership->obligation_share = (int) ta_statement_int (statement, 6);
  return membership;
}

static const TaChildTable membership_table = {
  .select = "SELECT " MEMBERSHIP_COLUMNS " FROM membership WHERE household IN (SELECT value FROM json_each (:ids)) "
            "ORDER BY household, from_date, id",
  .prune = "DELETE FROM membership WHERE household = :owner AND id NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, id",
  .upsert = "INSERT INTO membership (" MEMBERSHIP_COLUMNS ") "
            "VALUES (:owner, :id, :pod, :status, :from_date, :until_date, :obligation_share) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, pod = excluded.pod, status = excluded.status, "
            "from_date = excluded.from_date, until_date = excluded.until_date, obligation_share = excluded.obligation_share "
            "WHERE (household, pod, status, from_date, until_date, obligation_share) IS NOT (excluded.household, excluded.pod, "
            "excluded.status, excluded.from_date, excluded.until_date, excluded.obligation_share)",
  .offset = G_STRUCT_OFFSET (TaHousehold, memberships),
  .from_row = membership_from_row,
  .bind = bind_membership,
};

static void
bind_availability (TaStatement *statement, gconstpointer row)
{
  const TaAvailability *availability = row;

  ta_statement_bind_text (statement, ":person", availability->person);
  ta_statement_bind_int (statement, ":weekday", availability->weekday);
  ta_statement_bind_text (statement, ":state", ta_code_word (ta_availability_codes, (int) availability->state));
}

static gpointer
availability_from_row (TaStatement *statement)
{
  g_autofree char *person = ta_statement_dup_text (statement, 2);
  TaAvailability *availability = ta_availability_new (person, (int) ta_statement_int (statement, 3),
                                                      (TaAvailabilityState) ta_table_code (statement, 4, ta_availability_codes));

  ta_set_text (&availability->id, ta_statement_text (statement, 1));
  return availability;
}

static char *
availability_key (gconstpointer row)
{
  const TaAvailability *availability = row;

  return g_strdup_printf ("%s\n%d", availability->person != NULL ? availability->person : "", availability->weekday);
}

static const TaChildTable availability_table = {
  .select = "SELECT " AVAILABILITY_COLUMNS " FROM availability WHERE household IN (SELECT value FROM json_each (:ids)) "
            "ORDER BY household, id",
  .prune = "DELETE FROM availability WHERE household = :owner AND id || char (10) || coalesce (person, '') || char (10) || weekday "
           "NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, coalesce (person, '') || char (10) || weekday",
  .upsert = "INSERT INTO availability (" AVAILABILITY_COLUMNS ") VALUES (:owner, :id, :person, :weekday, :state) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, person = excluded.person, weekday = excluded.weekday, "
            "state = excluded.state "
            "WHERE (household, person, weekday, state) IS NOT (excluded.household, excluded.person, excluded.weekday, excluded.state)",
  .offset = G_STRUCT_OFFSET (TaHousehold, availability),
  .from_row = availability_from_row,
  .bind = bind_availability,
  .key = availability_key,
};

static void
bind_absence (TaStatement *statement, gconstpointer row)
{
  const TaAbsence *absence = row;

  ta_statement_bind_text (statement, ":person", absence->person);
  ta_statement_bind_date (statement, ":from_date", absence->from);
  ta_statement_bind_date (statement, ":until_date", absence->until);
  ta_statement_bind_text (statement, ":reason", absence->reason);
}

static gpointer
absence_from_row (TaStatement *statement)
{
  g_autofree char *person = ta_statement_dup_text (statement, 2);
  TaAbsence *absence = ta_absence_new (person, ta_statement_date (statement, 3), ta_statement_date (statement, 4),
                                       ta_statement_text (statement, 5));

  ta_set_text (&absence->id, ta_statement_text (statement, 1));
  return absence;
}

static const TaChildTable absence_table = {
  .select = "SELECT " ABSENCE_COLUMNS " FROM absence WHERE household IN (SELECT value FROM json_each (:ids)) "
            "ORDER BY household, from_date, id",
  .prune = "DELETE FROM absence WHERE household = :owner AND id NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, id",
  .upsert = "INSERT INTO absence (" ABSENCE_COLUMNS ") VALUES (:owner, :id, :person, :from_date, :until_date, :reason) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, person = excluded.person, from_date = excluded.from_date, "
            "until_date = excluded.until_date, reason = excluded.reason "
            "WHERE (household, person, from_date, until_date, reason) IS NOT (excluded.household, excluded.person, excluded.from_date, "
            "excluded.until_date, excluded.reason)",
  .offset = G_STRUCT_OFFSET (TaHousehold, absences),
  .from_row = absence_from_row,
  .bind = bind_absence,
};

static void
bind_contact (TaStatement *statement, gconstpointer row)
{
  const TaContactPoint *contact = row;

  ta_statement_bind_text (statement, ":person", contact->person);
  ta_statement_bind_text (statement, ":kind", ta_code_word (ta_contact_codes, (int) contact->kind));
  ta_statement_bind_text (statement, ":value", contact->value);
  ta_statement_bind_text (statement, ":note", contact->note);
}

static gpointer
contact_from_row (TaStatement *statement)
{
  TaContactPoint *contact = ta_contact_point_new ((TaContactKind) ta_table_code (statement, 3, ta_contact_codes),
                                                  ta_statement_text (statement, 4));

  ta_set_text (&contact->id, ta_statement_text (statement, 1));
  contact->person = ta_statement_dup_text (statement, 2);
  ta_set_text (&contact->note, ta_statement_text (statement, 5));
  return contact;
}

static const TaChildTable contact_table = {
  .select = "SELECT " CONTACT_COLUMNS " FROM contact_point WHERE household IN (SELECT value FROM json_each (:ids)) ORDER BY household, id",
  .prune = "DELETE FROM contact_point WHERE household = :owner AND id NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, id",
  .upsert = "INSERT INTO contact_point (" CONTACT_COLUMNS ") VALUES (:owner, :id, :person, :kind, :value, :note) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, person = excluded.person, kind = excluded.kind, "
            "value = excluded.value, note = excluded.note "
            "WHERE (household, person, kind, value, note) IS NOT (excluded.household, excluded.person, excluded.kind, excluded.value, "
            "excluded.note)",
  .offset = G_STRUCT_OFFSET (TaHousehold, contacts),
  .from_row = contact_from_row,
  .bind = bind_contact,
};

static void
bind_offer (TaStatement *statement, gconstpointer row)
{
  const TaOffer *offer = row;

  ta_statement_bind_text (statement, ":person", offer->person);
  ta_statement_bind_text (statement, ":kind", ta_code_word (ta_offer_codes, (int) offer->kind));
  ta_statement_bind_text (statement, ":service", ta_code_word (ta_service_codes, (int) offer->service));
  ta_statement_bind_text (statement, ":detail", offer->detail);
  ta_statement_bind_int (statement, ":level", offer->level);
}

static gpointer
offer_from_row (TaStatement *statement)
{
  TaOffer *offer = ta_offer_new ((TaOfferKind) ta_table_code (statement, 3, ta_offer_codes),
                                 (TaServiceKind) ta_table_code (statement, 4, ta_service_codes), ta_statement_text (statement, 5));

  ta_set_text (&offer->id, ta_statement_text (statement, 1));
  offer->person = ta_statement_dup_text (statement, 2);
  offer->level = (int) ta_statement_int (statement, 6);
  return offer;
}

static const TaChildTable offer_table = {
  .select = "SELECT " OFFER_COLUMNS " FROM offer WHERE household IN (SELECT value FROM json_each (:ids)) ORDER BY household, id",
  .prune = "DELETE FROM offer WHERE household = :owner AND id NOT IN (SELECT value FROM json_each (:keep)) RETURNING id, id",
  .upsert = "INSERT INTO offer (" OFFER_COLUMNS ") VALUES (:owner, :id, :person, :kind, :service, :detail, :level) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, person = excluded.person, kind = excluded.kind, "
            "service = excluded.service, detail = excluded.detail, level = excluded.level "
            "WHERE (household, person, kind, service, detail, level) IS NOT (excluded.household, excluded.person, excluded.kind, "
            "excluded.service, excluded.detail, excluded.level)",
  .offset = G_STRUCT_OFFSET (TaHousehold, offers),
  .from_row = offer_from_row,
  .bind = bind_offer,
};

static void
bind_visibility (TaStatement *statement, gconstpointer row)
{
  const TaVisibility *visibility = row;

  ta_statement_bind_text (statement, ":field", visibility->field);
  ta_statement_bind_text (statement, ":scope", ta_code_word (ta_visibility_codes, (int) visibility->scope));
}

static gpointer
visibility_from_row (TaStatement *statement)
{
  TaVisibility *visibility = ta_visibility_new (ta_statement_text (statement, 2),
                                                (TaVisibilityScope) ta_table_code (statement, 3, ta_visibility_codes));

  ta_set_text (&visibility->id, ta_statement_text (statement, 1));
  return visibility;
}

static char *
visibility_key (gconstpointer row)
{
  const TaVisibility *visibility = row;

  return g_strdup (visibility->field);
}

static const TaChildTable visibility_table = {
  .select = "SELECT " VISIBILITY_COLUMNS " FROM visibility WHERE household IN (SELECT value FROM json_each (:ids)) ORDER BY household, id",
  .prune = "DELETE FROM visibility WHERE household = :owner AND id || char (10) || field NOT IN (SELECT value FROM json_each (:keep)) "
           "RETURNING id, field",
  .upsert = "INSERT INTO visibility (" VISIBILITY_COLUMNS ") VALUES (:owner, :id, :field, :scope) "
            "ON CONFLICT (id) DO UPDATE SET household = excluded.household, field = excluded.field, scope = excluded.scope "
            "WHERE (household, field, scope) IS NOT (excluded.household, excluded.field, excluded.scope)",
  .offset = G_STRUCT_OFFSET (TaHousehold, visibility),
  .from_row = visibility_from_row,
  .bind = bind_visibility,
  .key = visibility_key,
};

/* In the order in which they are written. */
static const TaChildTable *const tables[] = {
  &membership_table, &availability_table, &absence_table, &contact_table, &offer_table, &visibility_table, &ta_skipped_meal_table,
  &ta_membership_step_table
};

gboolean
ta_household_children_load (TaDatabase *database, GPtrArray *households, GError **error)
{
  g_autoptr (GHashTable) owners = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; i < households->len; i++)
    {
      TaHousehold *household = g_ptr_array_index (households, i);

      g_hash_table_insert (owners, household->id, household);
    }
  ids = g_hash_table_get_keys_as_ptr_array (owners);
  json = ta_table_texts_to_json (ids);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!ta_child_table_load (database, tables[i], owners, json, error))
      return FALSE;
  return ta_household_limits_load (database, owners, json, error) && ta_person_table_load (database, owners, json, error);
}

/* (nullable): the person that a row names, for the tables whose rows may name one. */
static const char *
row_person (const TaChildTable *table, gconstpointer row)
{
  if (table == &availability_table)
    return ((const TaAvailability *) row)->person;
  if (table == &absence_table)
    return ((const TaAbsence *) row)->person;
  if (table == &contact_table)
    return ((const TaContactPoint *) row)->person;
  if (table == &offer_table)
    return ((const TaOffer *) row)->person;
  if (table == &ta_skipped_meal_table)
    return ((const TaSkippedMeal *) row)->person;
  return NULL;
}

static GPtrArray *
rows_of_present (const TaChildTable *table, const TaHousehold *household)
{
  GPtrArray *rows = G_STRUCT_MEMBER (GPtrArray *, household, table->offset);
  GPtrArray *present = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      const char *person = row_person (table, g_ptr_array_index (rows, i));

      if (person == NULL || ta_household_find_person (household, person) != NULL)
        g_ptr_array_add (present, g_ptr_array_index (rows, i));
    }
  return present;
}

gboolean
ta_household_children_save (TaDatabase *database, const TaHousehold *household, GError **error)
{
  if (!ta_person_table_save (database, household, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GPtrArray) rows = rows_of_present (tables[i], household);

      if (!ta_child_table_save (database, tables[i], household->id, rows, error))
        return FALSE;
    }
  return ta_household_limits_save (database, household, error);
}

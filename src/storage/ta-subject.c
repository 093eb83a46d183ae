/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-subject.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *table;
  const char *kind;
  const char *name_sql; /* (nullable) */
  gboolean is_date;
} Subject;

static const Subject subjects[] = {
  { "collective", N_ ("collective"), "SELECT name FROM collective WHERE id = :id", FALSE },
  { "pod", N_ ("pod"), "SELECT name FROM pod WHERE id = :id", FALSE },
  { "health_lock", N_ ("lock of the health data"), "SELECT '' FROM health_lock WHERE id = :id", FALSE },
  { "removal", N_ ("removal"), "SELECT label FROM removal WHERE id = :id", FALSE },
  { "household", N_ ("household"), "SELECT name FROM household WHERE id = :id", FALSE },
  { "membership", N_ ("membership"), "SELECT h.name FROM membership m JOIN household h ON h.id = m.household WHERE m.id = :id", FALSE },
  { "membership_step", N_ ("step of membership"), "SELECT h.name FROM membership_step s JOIN household h ON h.id = s.household WHERE s.id = :id", FALSE },
  { "person", N_ ("person"), "SELECT name FROM person WHERE id = :id", FALSE },
  { "diet", N_ ("diet"), "SELECT p.name FROM diet d JOIN person p ON p.id = d.person WHERE d.id = :id", FALSE },
  { "allergy", N_ ("allergy"), "SELECT p.name FROM allergy a JOIN person p ON p.id = a.person WHERE a.id = :id", FALSE },
  { "availability", N_ ("availability"), "SELECT h.name FROM availability a JOIN household h ON h.id = a.household WHERE a.id = :id", FALSE },
  { "absence", N_ ("absence"), "SELECT h.name FROM absence a JOIN household h ON h.id = a.household WHERE a.id = :id", FALSE },
  { "contact_point", N_ ("contact"), "SELECT h.name FROM contact_point c JOIN household h ON h.id = c.household WHERE c.id = :id", FALSE },
  { "offer", N_ ("offer"), "SELECT h.name FROM offer o JOIN household h ON h.id = o.household WHERE o.id = :id", FALSE },
  { "visibility", N_ ("visibility"), "SELECT h.name FROM visibility v JOIN household h ON h.id = v.household WHERE v.id = :id", FALSE },
  { "service", N_ ("service"), "SELECT name FROM service WHERE id = :id", FALSE },
  { "series", N_ ("series"), "SELECT from_date FROM series WHERE id = :id", TRUE },
  { "turn", N_ ("turn"), "SELECT date FROM turn WHERE id = :id", TRUE },
  { "assignment", N_ ("assignment"), "SELECT t.date FROM assignment a JOIN turn t ON t.id = a.turn WHERE a.id = :id", TRUE },
  { "eater", N_ ("eaters"), "SELECT t.date FROM eater e JOIN turn t ON t.id = e.turn WHERE e.id = :id", TRUE },
  { "rota_rules", N_ ("rota rules"), "SELECT p.name FROM rota_rules r JOIN pod p ON p.id = r.pod WHERE r.id = :id", FALSE },
  { "turn_limit", N_ ("limits"), "SELECT h.name FROM turn_limit x JOIN household h ON h.id = x.household WHERE x.id = :id", FALSE },
  { "cooking_limit", N_ ("cooking limit"), "SELECT h.name FROM cooking_limit x JOIN household h ON h.id = x.household WHERE x.id = :id", FALSE },
  { "capability", N_ ("capability"), "SELECT p.name FROM capability c JOIN person p ON p.id = c.person WHERE c.id = :id", FALSE },
  { "skipped_meal", N_ ("skipped meal"), "SELECT h.name FROM skipped_meal x JOIN household h ON h.id = x.household WHERE x.id = :id", FALSE },
  { "reminder", N_ ("reminder"), "SELECT s.name FROM reminder r JOIN service s ON s.id = r.service WHERE r.id = :id", FALSE },
  { "series_household", N_ ("rotation"), "SELECT s.from_date FROM series_household x JOIN series s ON s.id = x.series WHERE x.id = :id", TRUE },
  { "series_exception", N_ ("exception"), "SELECT date FROM series_exception WHERE id = :id", TRUE },
  { "requirement", N_ ("requirement"), "SELECT s.from_date FROM requirement x JOIN series s ON s.id = x.series WHERE x.id = :id", TRUE },
  { "checklist_item", N_ ("checklist"), "SELECT t.date FROM checklist_item x JOIN turn t ON t.id = x.turn WHERE x.id = :id", TRUE },
  { "delivery", N_ ("delivery"), "SELECT t.date FROM delivery x JOIN turn t ON t.id = x.turn WHERE x.id = :id", TRUE },
  { "message", N_ ("message"), "SELECT h.name FROM message x JOIN household h ON h.id = x.household WHERE x.id = :id", FALSE },
  { "notice", N_ ("notice"), "SELECT h.name FROM notice x JOIN household h ON h.id = x.household WHERE x.id = :id", FALSE },
  { "cover_request", N_ ("request for cover"), "SELECT t.date FROM cover_request x JOIN turn t ON t.id = x.turn WHERE x.id = :id", TRUE },
  { "cover_answer", N_ ("answer"), "SELECT h.name FROM cover_answer x JOIN household h ON h.id = x.household WHERE x.id = :id", FALSE },
  { "calendar", N_ ("calendar"), "SELECT name FROM calendar WHERE id = :id", FALSE },
  { "calendar_day", N_ ("calendar day"), "SELECT from_date FROM calendar_day WHERE id = :id", TRUE },
  { "poll", N_ ("poll"), "SELECT title FROM poll WHERE id = :id", FALSE },
  { "poll_answer", N_ ("poll answer"), "SELECT h.name FROM poll_answer x JOIN household h ON h.id = x.household WHERE x.id = :id", FALSE },
  { "feed", N_ ("calendar for a phone"), "SELECT coalesce (p.name, h.name) FROM feed f JOIN household h ON h.id = f.household LEFT JOIN person p ON p.id = f.person WHERE f.id = :id", FALSE },
  { "category", N_ ("category"), "SELECT name FROM category WHERE id = :id", FALSE },
  { "tool_model", N_ ("tool model"), "SELECT name FROM tool_model WHERE id = :id", FALSE },
  { "tool", N_ ("tool"), "SELECT name FROM tool WHERE id = :id", FALSE },
  { "photo", N_ ("photo"), "SELECT t.name FROM photo p JOIN tool t ON t.id = p.tool WHERE p.id = :id", FALSE },
  { "loan", N_ ("loan"), "SELECT t.name FROM loan l JOIN tool t ON t.id = l.tool WHERE l.id = :id", FALSE },
  { "reservation", N_ ("reservation"), "SELECT t.name FROM reservation r JOIN tool t ON t.id = r.tool WHERE r.id = :id", FALSE },
  { "unit", N_ ("unit"), "SELECT name FROM unit WHERE id = :id", FALSE },
  { "account", N_ ("account"), "SELECT coalesce (h.name, a.name) FROM account a LEFT JOIN household h ON h.id = a.household WHERE a.id = :id", FALSE },
  { "rule_set", N_ ("rules"), NULL, FALSE },
  { "ledger_transaction", N_ ("transaction"), "SELECT date FROM ledger_transaction WHERE id = :id", TRUE },
  { "ledger_entry", N_ ("entry"),
    "SELECT coalesce (h.name, a.name) FROM ledger_entry e JOIN account a ON a.id = e.account LEFT JOIN household h ON h.id = a.household WHERE e.id = :id", FALSE },
};

static const Subject *
find_subject (const char *table)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (strcmp (subjects[i].table, table) == 0)
      return &subjects[i];
  return NULL;
}

const char *
ta_subject_kind (const char *table)
{
  const Subject *subject = find_subject (table);

  return subject != NULL ? _ (subject->kind) : table;
}

char *
ta_subject_name (TaDatabase *database, const char *table, const char *id)
{
  const Subject *subject = find_subject (table);
  g_autoptr (TaStatement) statement = NULL;

  if (subject == NULL || subject->name_sql == NULL || id == NULL)
    return NULL;
  statement = ta_database_prepare (database, subject->name_sql);
  ta_statement_bind_text (statement, ":id", id);
  if (ta_statement_step (statement, NULL) != TA_STEP_ROW)
    return NULL;
  if (subject->is_date)
    return ta_date_format (ta_statement_date (statement, 0), TA_DATE_WEEKDAY);
  return ta_statement_dup_text (statement, 0);
}

char *
ta_subject_describe (TaDatabase *database, const char *table, const char *id)
{
  g_autofree char *name = ta_subject_name (database, table, id);

  if (name == NULL || *name == '\0')
    /* Translators: %s is what something is: household, turn, … The sentence goes on: has changed since */
    return g_strdup_printf (_ ("A %s"), ta_subject_kind (table));
  /* Translators: what something is, and its name: “household Silva”, “turn Fri 4 Dec”. The sentence goes on: has changed since */
  return g_strdup_printf (_ ("The %s “%s”"), ta_subject_kind (table), name);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"
#include "ta-exchange-error.h"
#include "ta-history.h"
#include "ta-household-table.h"

#include <string.h>

typedef struct
{
  const char *name;
  TaImportKind kind;
  const char *text;
  const char *expected; /* of the first import into an empty database */
} Case;

#define HOUSEHOLDS "household,address,latitude,longitude,status,phone,email,adults,children,kitchen_capacity,notes\n"
#define TOOLS "number,name,category,owner,value,condition,location,status,notes\n"

static const Case cases[] = {
  { "households", TA_IMPORT_HOUSEHOLDS, HOUSEHOLDS "Peña,Guayabo 1660,-34.9,-56.18,member,099 1,a@b.uy,2,1,16,Dog\nSilva,,,,,,,,,,\n", "2=new 3=new" },
  { "any-order-any-case", TA_IMPORT_HOUSEHOLDS, "STATUS;Household\ninterested;Silva\n", "2=new" },
  { "spanish", TA_IMPORT_HOUSEHOLDS, "Dirección;Teléfono;Familia;Estado\nRodó 1;099;Peña;socio\n", "2=new" },
  { "bad-fields", TA_IMPORT_HOUSEHOLDS, HOUSEHOLDS ",,95,-56,there,none,mail,x,-1,lots,\n",
    "2=bad[household][latitude][status][phone][email][adults][children][kitchen_capacity]" },
  { "half-a-place", TA_IMPORT_HOUSEHOLDS, "household,latitude,longitude\nSilva,-34.9,\nPeña,,-56\n", "2=bad[longitude] 3=bad[latitude]" },
  { "comma-degrees", TA_IMPORT_HOUSEHOLDS, "household;latitude;longitude\nSilva;-34,9;-56,18\n", "2=new" },
  { "drop-times", TA_IMPORT_HOUSEHOLDS, "household,drop_from,drop_until\nSilva,18:30,19:00\nPeña,,7 PM\nKim,19:00,18:30\nOkafor,soon,\n", "2=new 3=bad[drop_until] 4=bad[drop_until] 5=bad[drop_from]" },
  { "limits", TA_IMPORT_HOUSEHOLDS,
    "household,max_per_week,min_gap_days,cannot_cook,skips_meals\nSilva,1,14,Peanuts; vegan; stew,tuesday; Thu\nPeña,0,,,\nKim,8,0,,someday\n",
    "2=new 3=new 4=bad[max_per_week][min_gap_days][skips_meals]" },
  { "capabilities", TA_IMPORT_PEOPLE, "household,name,capabilities,skips_meals\nPeña,Ana,First aid; driving; first AID,mon\nPeña,Eva,,\nPeña,Leo,,8\n",
    "2=new 3=new 4=bad[skips_meals]" },
  { "administrators", TA_IMPORT_PEOPLE, "household,name,Admin\nPeña,Ana,Yes\nPeña,Eva,perhaps\n", "2=new 3=bad[Admin]" },
  { "steps", TA_IMPORT_HOUSEHOLDS,
    "household,status,since,applied_on,trial_on,left_on\nPeña,trial,,2026-03-01,2026-04-01,\nSilva,member,,2026-03-01,2026-04-01,\n"
    "Kim,member,2026-05-01,2026-03-01,2026-04-01,\nHaddad,,,soon,,\n",
    "2=new 3=bad[status] 4=new 5=bad[applied_on]" },
  { "household-twice", TA_IMPORT_HOUSEHOLDS, "household,notes\nSilva,a\nSILVA ,b\n", "2=new 3=bad[household]" },
  { "ragged", TA_IMPORT_HOUSEHOLDS, "household,address,notes\nSilva,x\nPeña,a,b,c\nOkafor,a,b,,\n,,\nHaddad,a,b\n", "2=bad[notes] 3=bad[field 4] 4=new 6=new" },
  { "broken-quotes", TA_IMPORT_HOUSEHOLDS, "household,address\nSilva,\"Rodó\nPeña,\"a\"b\n\"Okafor\nand\",x\n", "2=bad[address] 3=bad[address] 4=new" },
  { "people", TA_IMPORT_PEOPLE, "household,name,born,role,diet,allergies,notes\nPeña,Ana,1988-02-29,adult,vegan,peanuts:anaphylaxis; milk:intolerance,\n", "2=new" },
  { "people-bad", TA_IMPORT_PEOPLE,
    "household,name,born,role,diet,allergies,notes\nPeña,,1988-02-30,aunt,,peanuts:deadly,\n,Ana,2030-01-01,,,:allergy,\nPeña,Eva,,,,\"milk; Milk:avoid\",\n",
    "2=bad[name][born][role][allergies] 3=bad[household][born][allergies] 4=bad[allergies]" },
  { "person-twice", TA_IMPORT_PEOPLE, "household,name\nPeña,Ana\npeña,ANA\nSilva,Ana\n", "2=new 3=bad[name] 4=new" },
  { "guardian-below", TA_IMPORT_PEOPLE, "household,name,role,guardian\nPeña,Eva,child,Ana\nPeña,Ana,adult,\nPeña,Leo,child,Nobody\n", "2=new 3=new 4=bad[guardian]" },
  { "dates-day-first", TA_IMPORT_PEOPLE, "household,name,born\nPeña,Ana,04/12/1988\nPeña,Eva,31/01/2014\n", "2=new 3=new" },
  { "dates-unclear", TA_IMPORT_PEOPLE, "household,name,born\nPeña,Ana,04/12/1988\nPeña,Eva,05/05/2014\nPeña,Leo,1.12.2014\n", "2=bad[born] 3=new 4=new" },
  { "tools", TA_IMPORT_TOOLS, TOOLS "1,Ladder,House,Peña,1250.50,good,Shed,active,\n2,Saw,House,,,worn,,,\n", "2=new 3=new" },
  { "tools-bad", TA_IMPORT_TOOLS, TOOLS "1,Ladder,,,-5,good,,,\n2,,,,12.345,broken-ish,,gone,\n3,Saw,,,,,,,\n3,Axe,,,,,,,\n",
    "2=bad[value] 3=bad[name][value][condition][status] 4=new 5=bad[number]" },
  { "tools-elsewhere", TA_IMPORT_TOOLS, "Asset Tag\tItem Name\tManufacturer\tPurchase Cost\n7\tDrill\tGamma\t80\n", "2=new" },
  { "amounts", TA_IMPORT_TOOLS, "name;value\nSaw;1.250,50\nAxe;1,250.5\nAdze;$ 12\nPlane;1250\nFile;1,2,3\n", "2=new 3=new 4=new 5=new 6=bad[value]" },
  { "turns", TA_IMPORT_TURNS, "date,time,service,household,portions,state,note\n2026-12-04,18:00,Dinner,Peña,22,planned,\n", "2=new" },
  { "turns-bad", TA_IMPORT_TURNS, "date,time,service,household,portions,state,note\n,25:00,Dinner,Peña,many,maybe,\n2026-13-04,,,,,,\n",
    "2=bad[date][time][portions][state] 3=bad[date]" },
  { "times", TA_IMPORT_TURNS, "date,time,service\n2026-12-04,6:30 PM,A\n2026-12-04,18:30:00,B\n2026-12-04,12:05 a.m.,C\n2026-12-04,13:00 pm,D\n", "2=new 3=new 4=new 5=bad[time]" },
  { "turn-twice", TA_IMPORT_TURNS, "date,time,service,household\n2026-12-04,18:00,Dinner,Peña\n2026-12-04,18:00,dinner,PEÑA\n2026-12-04,18:00,Dinner,Silva\n",
    "2=new 3=bad[household] 4=new" },
  { "eaters-bad", TA_IMPORT_TURNS, "date,service,eaters\n2026-12-04,Dinner,Peña 3; Silva\n", "2=bad[eaters]" },
  { "loans-bad", TA_IMPORT_LOANS, "tool,household,out\n9,Silva,2026-11-01\n", "2=bad[tool]" },
  { "absences", TA_IMPORT_ABSENCES, "household,from,until\nPeña,2026-12-04,2026-12-09\nPeña,2026-12-14,2026-12-14\nPeña,2026-12-20,\n", "2=new 3=bad[until] 4=bad[until]" },
  { "absences-last-day", TA_IMPORT_ABSENCES, "hogar;desde;hasta;persona\nPeña;2026-12-04;2026-12-04;\nPeña;2026-12-06;2026-12-07;Ana\n", "2=new 3=bad[persona]" },
  { "availability", TA_IMPORT_AVAILABILITY, "household,weekday,state\nPeña,monday,unavailable\nPeña,2,desired\nPeña,Lunes,available\nPeña,someday,available\n",
    "2=new 3=new 4=bad[household] 5=bad[weekday]" },
  { "memberships", TA_IMPORT_MEMBERSHIPS, "household,pod,status,from,until\nPeña,Cordón,trial,2026-01-05,2026-02-02\nPeña,Cordón,member,2026-02-02,\nSilva,,left,2026-03-01,2026-02-01\n",
    "2=new 3=new 4=bad[until]" },
  { "needs", TA_IMPORT_NEEDS, "household,kind,service,detail\nPeña,need,tutor,Maths\nPeña,want,sit,\n", "2=new 3=bad[kind]" },
};

/* The first import says what is expected; what is good of it goes in, and the same file again changes nothing. */
static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, c->kind, c->text, -1, FALSE);
  g_autoptr (TaImportPlan) again = NULL;
  g_autofree char *trace = import_fixture_trace (plan);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (trace, ==, c->expected);
  ta_import_apply (store, plan, TRUE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  again = import_fixture_plan (store, c->kind, c->text, -1, FALSE);
  g_assert_cmpuint (ta_import_plan_count (again, TA_IMPORT_NEW), ==, 0);
  g_assert_cmpuint (ta_import_plan_count (again, TA_IMPORT_UPDATE), ==, 0);
  g_assert_cmpuint (ta_import_plan_count (again, TA_IMPORT_UNCHANGED), ==, ta_import_plan_count (plan, TA_IMPORT_NEW));
  g_assert_cmpuint (ta_import_plan_count (again, TA_IMPORT_BAD), ==, ta_import_plan_count (plan, TA_IMPORT_BAD));
}

static void
check_update (TaStore *store, TaImportKind kind, const char *text, const char *expected)
{
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, kind, text, -1, FALSE);
  g_autofree char *trace = import_fixture_trace (plan);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (trace, ==, expected);
  ta_import_apply (store, plan, FALSE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_updates (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autofree char *tools = NULL;
  g_autofree char *turns = NULL;

  import_fixture_import (store, TA_IMPORT_HOUSEHOLDS, "household,status,phone,kitchen_capacity\nPeña,member,099,16\n");
  check_update (store, TA_IMPORT_HOUSEHOLDS, "household,status,phone,kitchen_capacity\npeña,paused,,12.5\n",
                "2=update[Household: Peña → peña][Status: member → paused][Kitchen capacity: 16 → 12.5]");
  check_update (store, TA_IMPORT_HOUSEHOLDS, "household,drop_from,drop_until\npeña,18:30,7:15 PM\n",
                "2=update[Dinners from:  → 18:30][Dinners until:  → 19:15]");
  import_fixture_import (store, TA_IMPORT_TOOLS, TOOLS "1,Ladder,House,Peña,100,good,Shed,active,\n");
  check_update (store, TA_IMPORT_TOOLS, TOOLS "1,Long ladder,Garden,Silva,,worn,,,\n",
                "2=update[Name: Ladder → Long ladder][Category: House → Garden][Owner: peña → Silva][Condition: good → worn]");
  tools = import_fixture_export (store, TA_IMPORT_TOOLS);
  g_assert_nonnull (strstr (tools, "1,Long ladder,Garden,Silva,100.00,worn,Shed,active,,\r\n"));
  import_fixture_import (store, TA_IMPORT_TURNS, "date,time,service,household,portions\n2026-12-04,18:00,Dinner,Peña,22\n");
  check_update (store, TA_IMPORT_TURNS, "date,time,service,household,portions\n2026-12-04,18:00,Dinner,Silva,20\n",
                "2=update[Household: peña → Silva][Portions: 22 → 20]");
  turns = import_fixture_export (store, TA_IMPORT_TURNS);
  g_assert_nonnull (strstr (turns, "2026-12-04,18:00,Dinner,Silva,20,planned"));
}

static gboolean
make_series (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_database_exec (database,
                           "INSERT INTO series (id, pod, service, weekdays, start_time, minutes, from_date) SELECT 's', pod, service, 20, '18:00', minutes, "
                           "'2026-12-01' FROM turn LIMIT 1; UPDATE turn SET series = 's', series_date = date;",
                           error);
}

static gpointer
read_edited (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaStatement) statement = ta_database_prepare (database, "SELECT group_concat (date || ' ' || state || ' ' || edited, ', ' ORDER BY date) FROM turn");

  g_assert_cmpint (ta_statement_step (statement, NULL), ==, TA_STEP_ROW);
  return ta_statement_dup_text (statement, 0);
}

/* What a list says of one turn of a series is said of that one, so that the series does not bring back what the list calls off. */
static void
test_turn_of_series (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autofree char *edited = NULL;

  import_fixture_import (store, TA_IMPORT_TURNS, "date,time,service,state\n2026-12-02,18:00,Dinner,planned\n2026-12-04,18:00,Dinner,planned\n");
  g_assert_true (ta_store_run (store, "Series", NULL, make_series, NULL, NULL, NULL));
  check_update (store, TA_IMPORT_TURNS, "date,time,service,state\n2026-12-02,18:00,Dinner,planned\n2026-12-04,18:00,Dinner,cancelled\n",
                "2=same 3=update[State: planned → cancelled]");
  edited = ta_store_read (store, read_edited, NULL, NULL);
  g_assert_cmpstr (edited, ==, "2026-12-02 planned 0, 2026-12-04 cancelled 1");
}

/* A household's limits and its people's capabilities come in, are changed, go out, and come in elsewhere as they were. */
static void
test_limits (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaStore) other = import_fixture_store ();
  g_autofree char *households = NULL;
  g_autofree char *people = NULL;
  g_autofree char *households_again = NULL;
  g_autofree char *people_again = NULL;

  import_fixture_import (store, TA_IMPORT_HOUSEHOLDS, "household,max_per_week,min_gap_days,cannot_cook,skips_meals\nPeña,1,14,\"vegan, Peanuts\",thu;tue\n");
  import_fixture_import (store, TA_IMPORT_PEOPLE, "household,name,capabilities,skips_meals\nPeña,Ana,First aid; driving,monday\n");
  check_update (store, TA_IMPORT_HOUSEHOLDS, "household,max_per_week,cannot_cook,skips_meals\nPeña,2,peanuts,tue;fri\n",
                "2=update[Most turns a week: 1 → 2][Cannot cook for: peanuts; vegan → peanuts][Does not eat on: tuesday; thursday → tuesday; friday]");
  check_update (store, TA_IMPORT_PEOPLE, "household,name,capabilities,skips_meals\nPeña,Ana,Driving,\n", "2=update[Capabilities: First aid; driving → Driving]");
  households = import_fixture_export (store, TA_IMPORT_HOUSEHOLDS);
  people = import_fixture_export (store, TA_IMPORT_PEOPLE);
  g_assert_nonnull (strstr (households, ",2,14,peanuts,\"tuesday; friday\",,,,,,,,,\r\n"));
  g_assert_nonnull (strstr (people, "Peña,Ana,,adult,,,,,,Driving,monday,\r\n"));
  import_fixture_import (other, TA_IMPORT_HOUSEHOLDS, households);
  import_fixture_import (other, TA_IMPORT_PEOPLE, people);
  households_again = import_fixture_export (other, TA_IMPORT_HOUSEHOLDS);
  people_again = import_fixture_export (other, TA_IMPORT_PEOPLE);
  g_assert_cmpstr (households_again, ==, households);
  g_assert_cmpstr (people_again, ==, people);
}

/* Who is an administrator comes in, is in what goes out, and is so elsewhere; who is not named stays what they are. */
static void
test_administrators (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaStore) other = import_fixture_store ();
  g_autofree char *people = NULL;
  g_autofree char *again = NULL;

  import_fixture_import (store, TA_IMPORT_PEOPLE, "household,name,administrator\nPeña,Ana,yes\nPeña,Eva,\nSilva,Mira,YES\n");
  check_update (store, TA_IMPORT_PEOPLE, "household,name,administrator\nPeña,Ana,\nPeña,Eva,no\nSilva,Mira,no\n", "2=same 3=same 4=update[Administrator: yes → no]");
  people = import_fixture_export (store, TA_IMPORT_PEOPLE);
  g_assert_nonnull (strstr (people, "Peña,Ana,,adult,,,,,,,,yes\r\nPeña,Eva,,adult,,,,,,,,\r\n"));
  g_assert_nonnull (strstr (people, "Silva,Mira,,adult,,,,,,,,\r\n"));
  check_update (store, TA_IMPORT_PEOPLE, "household,name\nPeña,Ana\n", "2=same");
  import_fixture_import (other, TA_IMPORT_PEOPLE, people);
  again = import_fixture_export (other, TA_IMPORT_PEOPLE);
  g_assert_cmpstr (again, ==, people);
}

/* The days of the steps of an application come in with what they make of the household, change nothing when they come again, and go out. */
static void
test_steps (void)
{
  static const char csv[] = "household,pod,applied_on,email_confirmed_on,trial_on,active_on,paused_on\n"
                            "Peña,,2026-03-01,2026-03-02,2026-04-01,2026-05-01,2999-01-01\nSilva,,2026-03-05,,,,\n";
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaStore) other = import_fixture_store ();
  g_autofree char *households = NULL;
  g_autofree char *memberships = NULL;
  g_autofree char *again = NULL;

  ta_store_set_actor (store, "Ana");
  import_fixture_import (store, TA_IMPORT_HOUSEHOLDS, csv);
  memberships = import_fixture_export (store, TA_IMPORT_MEMBERSHIPS);
  g_assert_nonnull (strstr (memberships, ",interested,2026-03-01,2026-04-01,"));
  g_assert_nonnull (strstr (memberships, ",trial,2026-04-01,2026-05-01,"));
  g_assert_nonnull (strstr (memberships, ",member,2026-05-01,2999-01-01,"));
  g_assert_nonnull (strstr (memberships, ",paused,2999-01-01,,"));
  g_assert_nonnull (strstr (memberships, "Silva,,interested,2026-03-05,,"));
  check_update (store, TA_IMPORT_HOUSEHOLDS, csv, "2=same 3=same");
  check_update (store, TA_IMPORT_HOUSEHOLDS, "household,visited_on\nSilva,2026-03-09\n", "2=update[Visited:  → 2026-03-09]");
  households = import_fixture_export (store, TA_IMPORT_HOUSEHOLDS);
  g_assert_nonnull (strstr (households, ",2026-03-01,2026-03-02,,,2026-04-01,2026-05-01,2999-01-01,,\r\n"));
  import_fixture_import (other, TA_IMPORT_HOUSEHOLDS, households);
  again = import_fixture_export (other, TA_IMPORT_HOUSEHOLDS);
  g_assert_cmpstr (again, ==, households);
}

/* People who were only counted get names; the count stays what it was. */
static void
test_counted_people (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autofree char *people = NULL;

  import_fixture_import (store, TA_IMPORT_HOUSEHOLDS, "household,adults,children\nPeña,2,1\n");
  import_fixture_import (store, TA_IMPORT_PEOPLE, "household,name,role\nPeña,Ana,adult\nPeña,Eva,child\n");
  people = import_fixture_export (store, TA_IMPORT_PEOPLE);
  g_assert_cmpstr (people, ==, "household,name,born,role,diet,allergies,notes,guardian,portion,capabilities,skips_meals,administrator\r\n"
                               "Peña,Ana,,adult,,,,,,,,\r\nPeña,Adult 2,,adult,,,,,,,,\r\nPeña,Eva,,child,,,,,,,,\r\n");
  check_update (store, TA_IMPORT_HOUSEHOLDS, "household,adults,children\nPeña,2,1\n", "2=same");
  check_update (store, TA_IMPORT_HOUSEHOLDS, "household,adults,children\nPeña,1,1\n", "2=update[Adults: 2 → 1]");
}

/* Whom somebody named by hand, an old file does not count away. */
static void
test_more_people_than_counted (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaImportPlan) plan = NULL;
  g_autofree char *trace = NULL;

  import_fixture_import (store, TA_IMPORT_PEOPLE, "household,name\nPeña,Ana\nPeña,Eva\n");
  plan = import_fixture_plan (store, TA_IMPORT_HOUSEHOLDS, "household,adults\nPeña,1\n", -1, FALSE);
  trace = import_fixture_trace (plan);
  g_assert_cmpstr (trace, ==, "2=same");
}

/* Three hammers without numbers are three tools, however often the file comes. */
static void
test_tools_by_name (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();

  import_fixture_import (store, TA_IMPORT_TOOLS, "number,name,location\n,Hammer,a\n,Hammer,b\n4,Hammer,c\n");
  check_update (store, TA_IMPORT_TOOLS, "number,name,location\n,Hammer,a\n,Hammer,x\n4,Hammer,c\n", "2=same 3=update[Location: b → x] 4=same");
}

static void
test_made_households (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, TA_IMPORT_TOOLS, "name,owner\nSaw,Peña\nAxe,peña\nAdze,Silva\n,Nobody\n", -1, FALSE);
  GPtrArray *made = ta_import_plan_get_made_households (plan);

  g_assert_cmpuint (made->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (made, 0), ==, "Peña");
  g_assert_cmpstr (g_ptr_array_index (made, 1), ==, "Silva");
}

static void
test_extra_columns_to_notes (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  const char *text = "name,notes,Serial,Bought\nSaw,Sharp,A7,2019\nAxe,,,\n";
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, TA_IMPORT_TOOLS, text, -1, TRUE);
  g_autoptr (TaImportPlan) again = NULL;
  g_autofree char *tools = NULL;
  g_autofree char *trace = NULL;

  g_assert_true (ta_import_apply (store, plan, FALSE, NULL, NULL, NULL, NULL));
  tools = import_fixture_export (store, TA_IMPORT_TOOLS);
  g_assert_nonnull (strstr (tools, "\"Sharp\nSerial: A7\nBought: 2019\""));
  again = import_fixture_plan (store, TA_IMPORT_TOOLS, text, -1, TRUE);
  trace = import_fixture_trace (again);
  g_assert_cmpstr (trace, ==, "2=same 3=same");
}

/* The same list in every encoding that spreadsheets write. */
static void
test_encodings (void)
{
  static const char text[] = "number;name;owner;value\r\n1;Llave inglesa;Peña;1250,50\r\n2;Sierra \"fina\";Muñoz;\r\n";
  static const struct
  {
    const char *charset;
    const char *mark;
    gsize mark_size;
  } encodings[] = { { "UTF-8", "", 0 }, { "UTF-8", "\357\273\277", 3 }, { "UTF-16LE", "\377\376", 2 }, { "UTF-16BE", "\376\377", 2 }, { "UTF-16LE", "", 0 }, { "ISO-8859-1", "", 0 }, { "WINDOWS-1252", "", 0 } };
  g_autofree char *expected = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autoptr (TaStore) store = import_fixture_store ();
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (TaImportPlan) plan = NULL;
      g_autofree char *tools = NULL;
      gsize size;
      g_autofree char *converted = g_convert (text, -1, encodings[i].charset, "UTF-8", NULL, &size, NULL);

      g_byte_array_append (bytes, (const guint8 *) encodings[i].mark, (guint) encodings[i].mark_size);
      g_byte_array_append (bytes, (const guint8 *) converted, (guint) size);
      plan = import_fixture_plan (store, TA_IMPORT_TOOLS, (const char *) bytes->data, bytes->len, FALSE);
      g_assert_true (ta_import_apply (store, plan, FALSE, NULL, NULL, NULL, NULL));
      tools = import_fixture_export (store, TA_IMPORT_TOOLS);
      if (expected == NULL)
        expected = g_steal_pointer (&tools);
      else
        g_assert_cmpstr (tools, ==, expected);
    }
  g_assert_nonnull (strstr (expected, "1,Llave inglesa,,Peña,1250.50,good"));
}

static void
test_one_bad_row_refuses (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, TA_IMPORT_HOUSEHOLDS, "household,adults\nPeña,2\nSilva,many\n", -1, FALSE);
  g_autofree char *before = import_fixture_export (store, TA_IMPORT_HOUSEHOLDS);
  g_autofree char *after = NULL;
  g_autofree char *skipped = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ta_import_apply (store, plan, FALSE, NULL, NULL, NULL, &error));
  g_assert_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED);
  after = import_fixture_export (store, TA_IMPORT_HOUSEHOLDS);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (ta_import_apply (store, plan, TRUE, NULL, NULL, NULL, NULL));
  skipped = import_fixture_export (store, TA_IMPORT_HOUSEHOLDS);
  g_assert_nonnull (strstr (skipped, "Peña"));
  g_assert_null (strstr (skipped, "Silva"));
}

static void
test_reasons (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, TA_IMPORT_PEOPLE, "household,name,born\nPeña,Ana,1988-02-30\n", -1, FALSE);
  const TaImportRow *row = g_ptr_array_index (ta_import_plan_get_rows (plan), 0);
  const TaImportProblem *problem = g_ptr_array_index (row->problems, 0);

  g_assert_cmpstr (row->title, ==, "Peña");
  g_assert_cmpstr (problem->reason, ==, "“1988-02-30” is not a day there is. Write dates as 2026-12-31.");
}

static void
test_one_undoable_entry (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autofree char *before = import_fixture_export (store, TA_IMPORT_TOOLS);
  g_autofree char *after = NULL;
  g_autofree char *households = NULL;

  import_fixture_import (store, TA_IMPORT_TOOLS, "name,owner,category\nSaw,Peña,Wood\nAxe,Silva,Wood\n");
  g_assert_cmpstr (ta_store_get_undo_label (store), ==, "Imported 2 tools");
  g_assert_true (ta_store_undo (store, 0, NULL));
  after = import_fixture_export (store, TA_IMPORT_TOOLS);
  g_assert_cmpstr (before, ==, after);
  households = import_fixture_export (store, TA_IMPORT_HOUSEHOLDS);
  g_assert_null (strstr (households, "Peña"));
}

static void
test_changed_since (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, TA_IMPORT_TOOLS, "name\nSaw\n", -1, FALSE);
  g_autoptr (GError) error = NULL;

  import_fixture_import (store, TA_IMPORT_TOOLS, "name\nAxe\n");
  g_assert_false (ta_import_apply (store, plan, FALSE, NULL, NULL, NULL, &error));
  g_assert_error (error, TA_STORAGE_ERROR, TA_STORAGE_ERROR_CONFLICT);
}

static void
test_missing_column (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("colour\nred\n", 11);
  g_autoptr (TaImportFile) file = ta_import_file_new (bytes, NULL);
  g_autoptr (TaImportMapping) mapping = ta_import_mapping_guess (TA_IMPORT_TOOLS, file, FALSE);
  TaImportOptions options = { import_fixture_today (), 0 };
  g_autoptr (GError) error = NULL;

  g_assert_null (ta_import_plan (store, file, mapping, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, TA_EXCHANGE_ERROR, TA_EXCHANGE_ERROR_REFUSED);
  ta_import_mapping_set (mapping, 0, 1);
  g_assert_null (ta_import_mapping_problem (mapping));
}

static void
test_mapping_text (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("What,Price in pesos\nSaw,1\n", 26);
  g_autoptr (TaImportFile) file = ta_import_file_new (bytes, NULL);
  g_autoptr (TaImportMapping) mapping = ta_import_mapping_guess (TA_IMPORT_TOOLS, file, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_true (ta_import_mapping_apply_text (mapping, file, "# ours\nname = what\r\n\nnotes+ = Price in pesos\n", NULL));
  g_assert_cmpint (ta_import_mapping_find (mapping, 1), ==, 0);
  g_assert_cmpint (mapping->targets[1], ==, TA_IMPORT_NOTES);
  g_assert_false (ta_import_mapping_apply_text (mapping, file, "\nname = nothing\n", &error));
  g_assert_nonnull (strstr (error->message, "Line 2"));
}

static void
test_guess_kind (void)
{
  for (TaImportKind kind = 0; kind < TA_IMPORT_N_KINDS; kind++)
    {
      g_autoptr (TaStore) store = import_fixture_store ();
      g_autofree char *text = import_fixture_export (store, kind);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (TaImportFile) file = ta_import_file_new (bytes, NULL);
      TaImportKind found;

      g_assert_true (ta_import_guess_kind (file, &found));
      g_assert_cmpint (found, ==, kind);
    }
}

static void
on_progress (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  *last = fraction;
}

/* Smoothly enough for a bar. */
static void
on_steady_progress (double fraction, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (fraction - *last, <, 0.05);
  on_progress (fraction, data);
}

static char *
many_tools (guint count)
{
  GString *text = g_string_new (TOOLS);

  for (guint i = 1; i <= count; i++)
    g_string_append_printf (text, "%u,Tool number %u,Category %u,Household %u,%u.00,good,Shelf %u,active,Bought in %u\n", i, i, i % 40, i % 300, i % 900, i % 60, 2000 + i % 26);
  return g_string_free (text, FALSE);
}

static void
test_ten_thousand (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autofree char *text = many_tools (10000);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, TA_IMPORT_TOOLS, text, -1, FALSE);
  gint64 planned = g_get_monotonic_time ();
  g_autoptr (TaImportPlan) again = NULL;
  g_autofree char *out = NULL;
  double last = 0;

  g_assert_cmpuint (ta_import_plan_count (plan, TA_IMPORT_NEW), ==, 10000);
  g_assert_true (ta_import_apply (store, plan, FALSE, on_steady_progress, &last, NULL, NULL));
  g_test_message ("10,000 rows: planned in %d ms, written in %d ms", (int) ((planned - start) / 1000), (int) ((g_get_monotonic_time () - planned) / 1000));
  g_assert_cmpfloat (last, >=, 0.99);
  again = import_fixture_plan (store, TA_IMPORT_TOOLS, text, -1, FALSE);
  g_assert_cmpuint (ta_import_plan_count (again, TA_IMPORT_UNCHANGED), ==, 10000);
}

/* In hundredths: where to cancel, and how far it came. */
static int stop_at, stopped_at;

static void
stop (double fraction, gpointer data)
{
  stopped_at = (int) (fraction * 100);
  if (stopped_at >= stop_at)
    g_cancellable_cancel (data);
}

static void
test_cancelled (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autofree char *text = many_tools (10000);
  g_autoptr (TaImportPlan) plan = import_fixture_plan (store, TA_IMPORT_TOOLS, text, -1, FALSE);
  g_autofree char *before = import_fixture_export (store, TA_IMPORT_TOOLS);
  double last = 0;

  for (stop_at = 5; stop_at < 100; stop_at += 18)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      stopped_at = 0;
      g_assert_false (ta_import_apply (store, plan, FALSE, stop, cancellable, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpint (stopped_at, <=, stop_at + 2);
      after = import_fixture_export (store, TA_IMPORT_TOOLS);
      g_assert_cmpstr (before, ==, after);
    }
  /* Whoever changes their mind imports them after all. */
  g_assert_true (ta_import_apply (store, plan, FALSE, on_steady_progress, &last, NULL, NULL));
}

typedef struct
{
  GMainLoop *loop;
  double last;
  TaImportPlan *plan;
  gboolean applied;
} Async;

static void
on_async_progress (double fraction, gpointer data)
{
  Async *async = data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  async->last = fraction;
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer data)
{
  Async *async = data;

  async->applied = ta_import_apply_finish (TA_STORE (source), result, NULL);
  g_main_loop_quit (async->loop);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  Async *async = data;

  async->plan = ta_import_plan_finish (TA_STORE (source), result, NULL);
  g_assert_nonnull (async->plan);
  async->last = 0;
  ta_import_apply_async (TA_STORE (source), async->plan, FALSE, on_async_progress, async, NULL, on_applied, async);
}

static void
test_async (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autofree char *text = many_tools (500);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (TaImportFile) file = ta_import_file_new (bytes, NULL);
  g_autoptr (TaImportMapping) mapping = ta_import_mapping_guess (TA_IMPORT_TOOLS, file, FALSE);
  TaImportOptions options = { import_fixture_today (), 0 };
  Async async = { g_main_loop_new (NULL, FALSE) };

  ta_import_plan_async (store, file, mapping, &options, on_async_progress, &async, NULL, on_planned, &async);
  g_main_loop_run (async.loop);
  g_assert_true (async.applied);
  g_assert_cmpfloat (async.last, >=, 0.99);
  ta_import_plan_unref (async.plan);
  g_main_loop_unref (async.loop);
}

static void
test_loans (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autofree char *loans = NULL;

  import_fixture_import (store, TA_IMPORT_TOOLS, "number,name\n1,Saw\n2,Axe\n");
  import_fixture_import (store, TA_IMPORT_LOANS, "tool,household,out,due,returned\n1,Peña,2026-10-01,2026-10-08,2026-10-05\nAxe,Silva,2026-11-20,,\n");
  check_update (store, TA_IMPORT_LOANS, "tool,household,out,due,returned\n2,Silva,2026-11-20,2026-12-01,2026-11-30\n2,Peña,2026-11-30,2026-12-07,\n",
                "2=update[Due: 2026-11-27 → 2026-12-01][Returned:  → 2026-11-30] 3=new");
  {
    g_autoptr (TaImportPlan) plan = import_fixture_plan (store, TA_IMPORT_LOANS, "tool,household,out\n2,Silva,2026-12-01\n", -1, FALSE);

    g_assert_cmpuint (ta_import_plan_count (plan, TA_IMPORT_BAD), ==, 1);
  }
  loans = import_fixture_export (store, TA_IMPORT_LOANS);
  g_assert_nonnull (strstr (loans, "2,Peña,2026-11-30,2026-12-07,,,,,\r\n"));
}

static void
test_eaters (void)
{
  g_autoptr (TaStore) store = import_fixture_store ();
  g_autofree char *turns = NULL;

  import_fixture_import (store, TA_IMPORT_HOUSEHOLDS, "household,status,since,adults,children\nPeña,member,2026-01-01,2,0\nSilva,member,2026-01-01,1,1\nOkafor,interested,,2,0\nAhmadi,paused,2026-01-01,2,0\n");
  import_fixture_import (store, TA_IMPORT_TURNS, "date,time,service,household,eaters\n"
                                                 "2026-12-04,18:00,Dinner,Peña,\n2026-12-05,18:00,Dinner,Silva,Peña 2 +1; Okafor 1.5\n2026-12-06,18:00,Dinner,Silva,none\n2026-11-06,18:00,Dinner,Silva,\n");
  turns = import_fixture_export (store, TA_IMPORT_TURNS);
  g_assert_nonnull (strstr (turns, "2026-12-04,18:00,Dinner,Peña,,planned,,Cordón,,150,\"Peña 2; Silva 1.75\"\r\n"));
  g_assert_nonnull (strstr (turns, "2026-12-05,18:00,Dinner,Silva,,planned,,Cordón,,150,\"Okafor 1.5; Peña 2 +1\"\r\n"));
  g_assert_nonnull (strstr (turns, "2026-12-06,18:00,Dinner,Silva,,planned,,Cordón,,150,none\r\n"));
  g_assert_nonnull (strstr (turns, "2026-11-06,18:00,Dinner,Silva,,planned,,Cordón,,150,\r\n"));
  g_assert_null (strstr (turns, "Ahmadi"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/import/rows/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/import/turn-of-series", test_turn_of_series);
  g_test_add_func ("/import/updates", test_updates);
  g_test_add_func ("/import/limits", test_limits);
  g_test_add_func ("/import/administrators", test_administrators);
  g_test_add_func ("/import/steps", test_steps);
  g_test_add_func ("/import/counted-people", test_counted_people);
  g_test_add_func ("/import/more-people-than-counted", test_more_people_than_counted);
  g_test_add_func ("/import/tools-by-name", test_tools_by_name);
  g_test_add_func ("/import/made-households", test_made_households);
  g_test_add_func ("/import/extra-columns", test_extra_columns_to_notes);
  g_test_add_func ("/import/encodings", test_encodings);
  g_test_add_func ("/import/one-bad-row", test_one_bad_row_refuses);
  g_test_add_func ("/import/reasons", test_reasons);
  g_test_add_func ("/import/undo", test_one_undoable_entry);
  g_test_add_func ("/import/changed-since", test_changed_since);
  g_test_add_func ("/import/missing-column", test_missing_column);
  g_test_add_func ("/import/mapping-text", test_mapping_text);
  g_test_add_func ("/import/guess-kind", test_guess_kind);
  g_test_add_func ("/import/loans", test_loans);
  g_test_add_func ("/import/eaters", test_eaters);
  g_test_add_func ("/import/ten-thousand", test_ten_thousand);
  g_test_add_func ("/import/cancelled", test_cancelled);
  g_test_add_func ("/import/async", test_async);
  return g_test_run ();
}

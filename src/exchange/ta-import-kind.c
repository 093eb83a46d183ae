/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-kind.h"

#include <glib/gi18n-lib.h>

const TaCode ta_import_kind_codes[] = {
  [TA_IMPORT_HOUSEHOLDS] = { "households", N_ ("Households") },
  [TA_IMPORT_PEOPLE] = { "people", N_ ("People") },
  [TA_IMPORT_TOOLS] = { "tools", N_ ("Tools") },
  [TA_IMPORT_TURNS] = { "turns", N_ ("Turns") },
  [TA_IMPORT_LOANS] = { "loans", N_ ("Loans") },
  [TA_IMPORT_ABSENCES] = { "absences", N_ ("Absences") },
  [TA_IMPORT_AVAILABILITY] = { "availability", N_ ("Availability") },
  [TA_IMPORT_MEMBERSHIPS] = { "memberships", N_ ("Memberships") },
  [TA_IMPORT_NEEDS] = { "needs", N_ ("Offers and needs") },
  { NULL, NULL }
};

#define HOUSEHOLD_ALIASES "household|householdname|family|familyname|home|unit|hogar|nombredelhogar|familia|nucleo|nucleofamiliar|vivienda|casa"
#define NOTES_ALIASES "notes|note|comments|comment|remarks|description|nota|notas|observaciones|observacion|comentarios|comentario|descripcion"
#define PERSON_ALIASES "person|member|who|persona|integrante|miembro|quien"

static const TaImportColumn households[] = {
  { "household", N_ ("Household"), HOUSEHOLD_ALIASES "|name|nombre|lastname|surname|apellido|apellidos", TRUE },
  { "address", N_ ("Address"), "street|streetaddress|homeaddress|homestreet|address1|direccion|domicilio|calle", FALSE },
  { "latitude", N_ ("Latitude"), "lat|y|latitud|gpslatitude", FALSE },
  { "longitude", N_ ("Longitude"), "lon|lng|long|x|longitud|gpslongitude", FALSE },
  { "status", N_ ("Status"), "membershipstatus|state|estado|situacion", FALSE },
  { "phone", N_ ("Phone"), "telephone|phonenumber|mobile|mobilephone|cell|homephone|phone1value|telefono|tel|celular|movil", FALSE },
  { "email", N_ ("E-mail"), "emailaddress|mail|email1value|correo|correoelectronico", FALSE },
  { "adults", N_ ("Adults"), "numberofadults|adult|adultos|mayores", FALSE },
  { "children", N_ ("Children"), "numberofchildren|kids|child|ninos|ninas|menores|hijos", FALSE },
  { "kitchen_capacity", N_ ("Kitchen capacity"), "capacity|portions|maxportions|capacidad|capacidaddecocina|porciones", FALSE },
  { "notes", N_ ("Notes"), NOTES_ALIASES, FALSE },
  { "pod", N_ ("Pod"), "group|grupo|ronda", FALSE },
  { "since", N_ ("Since"), "from|start|joined|joindate|membersince|desde|ingreso|fechadeingreso|alta", FALSE },
  { "door_notes", N_ ("At the door"), "door|doornote|deliverynotes|puerta|timbre|entrega", FALSE },
  { "vehicle", N_ ("Vehicle"), "car|vehiculo|auto", FALSE },
  { "pets", N_ ("Pets"), "animals|mascotas|animales", FALSE },
  { "accessibility", N_ ("Accessibility"), "access|accesibilidad", FALSE },
  { "tastes", N_ ("Tastes"), "likes|gustos|preferencias", FALSE },
  { "drop_from", N_ ("Dinners from"), "deliverfrom|deliveryfrom|entregadesde", FALSE },
  { "drop_until", N_ ("Dinners until"), "deliveruntil|deliveryuntil|entregahasta", FALSE },
  { "max_per_week", N_ ("Most turns a week"), "turnsperweek|maxturnsperweek|turnosporsemana|maximoporsemana", FALSE },
  { "min_gap_days", N_ ("Fewest days between turns"), "gapdays|mingap|daysbetween|diasentreturnos", FALSE },
  { "cannot_cook", N_ ("Cannot cook for"), "cannotcookfor|doesnotcook|nococina|nopuedecocinar", FALSE },
  { "skips_meals", N_ ("Does not eat on"), "skipsmeals|noteatingon|nocomelos|diassincomer", FALSE },
  /* The steps, in the order of TaStepKind. */
  { "applied_on", N_ ("Applied"), "applied|dateapplied|applicationdate|solicitud|fechadesolicitud", FALSE },
  { "email_confirmed_on", N_ ("E-mail confirmed"), "fechacorreoconfirmado", FALSE },
  { "phone_confirmed_on", N_ ("Phone confirmed"), "fechatelefonoconfirmado", FALSE },
  { "visited_on", N_ ("Visited"), "visitdate|fechadevisita", FALSE },
  { "trial_on", N_ ("On trial"), "trialfrom|ontrialsince|pruebadesde|apruebadesde", FALSE },
  { "active_on", N_ ("Active"), "activesince|activefrom|activodesde|activadesde", FALSE },
  { "paused_on", N_ ("Paused"), "pausedsince|pausedfrom|pausadesde|enpausadesde", FALSE },
  { "left_on", N_ ("Left"), "leavingdate|dateleft|fechadebaja|fechadesalida", FALSE },
  { "declined_on", N_ ("Declined"), "datedeclined|fechaderechazo", FALSE },
};

static const TaImportColumn people[] = {
  { "household", N_ ("Household"), HOUSEHOLD_ALIASES, TRUE },
  { "name", N_ ("Name"), PERSON_ALIASES "|fullname|firstname|givenname|nombre|nombrecompleto", TRUE },
  { "born", N_ ("Born"), "birth|birthday|birthdate|dateofbirth|dob|nacimiento|fechadenacimiento|fnacimiento|nacido|cumpleanos", FALSE },
  { "role", N_ ("Role"), "type|kind|adultchild|rol|tipo", FALSE },
  { "diet", N_ ("Diet"), "diets|dietarytags|dieta|dietas|alimentacion", FALSE },
  { "allergies", N_ ("Allergies"), "allergy|allergens|intolerances|alergia|alergias|intolerancias", FALSE },
  { "notes", N_ ("Notes"), NOTES_ALIASES, FALSE },
  { "guardian", N_ ("Guardian"), "parent|tutor|responsable|madrepadre", FALSE },
  { "portion", N_ ("Portion"), "portionfactor|portions|factor|porcion", FALSE },
  { "capabilities", N_ ("Capabilities"), "capability|skills|training|certificates|capacidades|habilidades|formacion", FALSE },
  { "skips_meals", N_ ("Does not eat on"), "skipsmeals|noteatingon|nocomelos|diassincomer", FALSE },
  { "administrator", N_ ("Administrator"), "isadministrator|administrators|admin|isadmin|administradora|administra|esadministrador", FALSE },
};

static const TaImportColumn tools[] = {
  { "number", N_ ("Number"), "no|nr|num|n|id|itemnumber|itemno|itemid|assettag|tag|inventorynumber|code|barcode|numero|codigo|inventario", FALSE },
  { "name", N_ ("Name"), "tool|item|itemname|title|assetname|article|herramienta|nombre|objeto|articulo", TRUE },
  { "category", N_ ("Category"), "type|group|categories|categoria|tipo|rubro", FALSE },
  { "owner", N_ ("Owner"), "household|ownedby|belongsto|lender|donor|dueno|duena|propietario|propietaria|hogar|de", FALSE },
  { "value", N_ ("Value"), "price|cost|purchasecost|purchaseprice|replacementvalue|replacementcost|valor|precio|costo", FALSE },
  { "condition", N_ ("Condition"), "quality|condicion|estadodeconservacion|conservacion", FALSE },
  { "location", N_ ("Location"), "place|shelf|defaultlocation|storage|ubicacion|lugar|estante", FALSE },
  { "status", N_ ("Status"), "state|availability|estado|situacion", FALSE },
  { "notes", N_ ("Notes"), NOTES_ALIASES, FALSE },
  { "brand", N_ ("Brand"), "make|manufacturer|maker|marca|fabricante", FALSE },
};

static const TaImportColumn turns[] = {
  { "date", N_ ("Date"), "day|when|startdate|fecha|dia|cuando", TRUE },
  { "time", N_ ("Time"), "start|starttime|at|hour|hora|horario|inicio", FALSE },
  { "service", N_ ("Service"), "what|duty|task|servicio|tarea|actividad", FALSE },
  { "household", N_ ("Household"), HOUSEHOLD_ALIASES "|cook|who|assignedto|cocina|cocinero|cocinera|quien|responsable", FALSE },
  { "portions", N_ ("Portions"), "servings|meals|porciones|raciones|platos", FALSE },
  { "state", N_ ("State"), "status|estado", FALSE },
  { "note", N_ ("Note"), NOTES_ALIASES, FALSE },
  { "pod", N_ ("Pod"), "group|grupo|ronda", FALSE },
  { "dish", N_ ("Dish"), "meal|menu|title|subject|plato|comida|receta", FALSE },
  { "minutes", N_ ("Minutes"), "duration|length|duracion|minutos", FALSE },
  { "eaters", N_ ("Eaters"), "eats|diners|comensales|comen", FALSE },
};

static const TaImportColumn loans[] = {
  { "tool", N_ ("Tool"), "number|toolnumber|item|itemnumber|name|assettag|herramienta|numero|objeto", TRUE },
  { "household", N_ ("Household"), HOUSEHOLD_ALIASES "|borrower|lentto|prestadoa|quien", TRUE },
  { "out", N_ ("Out"), "outdate|from|lent|lenton|checkedout|checkout|loandate|date|salida|prestado|desde|fecha|fechadeprestamo", TRUE },
  { "due", N_ ("Due"), "duedate|dueon|until|vence|vencimiento|hasta", FALSE },
  { "returned", N_ ("Returned"), "returneddate|returnedon|in|back|checkedin|checkin|devuelto|devolucion|vuelta", FALSE },
  { "person", N_ ("Person"), PERSON_ALIASES, FALSE },
  { "condition_out", N_ ("Condition when lent"), "conditionbefore|condicionalsalir", FALSE },
  { "condition_in", N_ ("Condition when returned"), "conditionafter|condicionalvolver", FALSE },
  { "note", N_ ("Note"), NOTES_ALIASES, FALSE },
};

static const TaImportColumn absences[] = {
  { "household", N_ ("Household"), HOUSEHOLD_ALIASES, TRUE },
  { "person", N_ ("Person"), PERSON_ALIASES "|name|nombre", FALSE },
  { "from", N_ ("From"), "fromdate|start|startdate|firstday|first|desde|inicio|salida|primerdia", TRUE },
  { "until", N_ ("Back on"), "untildate|back|backon|returns|vuelve|regresa|regreso|vuelta", FALSE },
  { "last_day", N_ ("Last day away"), "to|todate|end|enddate|last|hasta|fin|ultimodia", FALSE },
  { "reason", N_ ("Reason"), "why|motivo|razon|porque|" NOTES_ALIASES, FALSE },
};

static const TaImportColumn availability[] = {
  { "household", N_ ("Household"), HOUSEHOLD_ALIASES, TRUE },
  { "person", N_ ("Person"), PERSON_ALIASES "|name|nombre", FALSE },
  { "weekday", N_ ("Weekday"), "day|dayofweek|dia|diadelasemana", TRUE },
  { "state", N_ ("State"), "status|availability|estado|disponibilidad", TRUE },
};

static const TaImportColumn memberships[] = {
  { "household", N_ ("Household"), HOUSEHOLD_ALIASES, TRUE },
  { "pod", N_ ("Pod"), "group|grupo|ronda", FALSE },
  { "status", N_ ("Status"), "state|estado|situacion", TRUE },
  { "from", N_ ("From"), "fromdate|since|start|startdate|desde|inicio", TRUE },
  { "until", N_ ("Until"), "untildate|end|enddate|hasta|fin", FALSE },
  { "share", N_ ("Share"), "obligationshare|obligation|cuota|parte", FALSE },
};

static const TaImportColumn needs[] = {
  { "household", N_ ("Household"), HOUSEHOLD_ALIASES, TRUE },
  { "person", N_ ("Person"), PERSON_ALIASES "|name|nombre", FALSE },
  { "kind", N_ ("Offer or need"), "offerorneed|type|tipo|clase", TRUE },
  { "service", N_ ("Service"), "what|servicio", TRUE },
  { "detail", N_ ("Detail"), "details|subject|detalle|materia|" NOTES_ALIASES, FALSE },
  { "level", N_ ("Level"), "grade|nivel", FALSE },
};

static const struct
{
  const TaImportColumn *columns;
  guint count;
} kinds[TA_IMPORT_N_KINDS] = {
  [TA_IMPORT_HOUSEHOLDS] = { households, G_N_ELEMENTS (households) },
  [TA_IMPORT_PEOPLE] = { people, G_N_ELEMENTS (people) },
  [TA_IMPORT_TOOLS] = { tools, G_N_ELEMENTS (tools) },
  [TA_IMPORT_TURNS] = { turns, G_N_ELEMENTS (turns) },
  [TA_IMPORT_LOANS] = { loans, G_N_ELEMENTS (loans) },
  [TA_IMPORT_ABSENCES] = { absences, G_N_ELEMENTS (absences) },
  [TA_IMPORT_AVAILABILITY] = { availability, G_N_ELEMENTS (availability) },
  [TA_IMPORT_MEMBERSHIPS] = { memberships, G_N_ELEMENTS (memberships) },
  [TA_IMPORT_NEEDS] = { needs, G_N_ELEMENTS (needs) },
};

const TaImportColumn *
ta_import_kind_columns (TaImportKind kind, guint *count)
{
  g_return_val_if_fail ((int) kind >= 0 && kind < TA_IMPORT_N_KINDS, NULL);
  if (count != NULL)
    *count = kinds[kind].count;
  return kinds[kind].columns;
}

char *
ta_import_heading_key (const char *heading)
{
  g_autofree char *apart = g_utf8_normalize (heading, -1, G_NORMALIZE_ALL);
  GString *key = g_string_new (NULL);

  for (const char *at = apart; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (key, g_unichar_tolower (c));
    }
  return g_string_free (key, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-context.h"
#include "ta-money.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* How the numbers of a date with slashes stand. */
enum
{
  ORDER_UNKNOWN,
  ORDER_DAY_FIRST,
  ORDER_MONTH_FIRST,
  ORDER_UNCLEAR
};

const char *
ta_import_cell (TaImportContext *self, guint column)
{
  int field = self->fields[column];

  if (field < 0 || (guint) field >= self->line->n_fields || *self->line->fields[field] == '\0')
    return NULL;
  return self->line->fields[field];
}

const char *
ta_import_require (TaImportContext *self, guint column)
{
  const char *text = ta_import_cell (self, column);

  if (text == NULL)
    ta_import_problem (self, column, _ ("This field is empty, and every row needs it. Fill it in."));
  return text;
}

/* "4/12/2026" and "4-12-2026", with anything behind a space left out (programs add a midnight). */
static gboolean
split_date (const char *text, int numbers[3])
{
  g_autofree char *copy = g_strdup (text);
  char *space = strpbrk (copy, " T");
  g_auto (GStrv) parts = NULL;

  if (space != NULL)
    *space = '\0';
  parts = g_strsplit_set (copy, "/-.", -1);
  if (g_strv_length (parts) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (parts[i], 10, 0, 9999, &number, NULL))
        return FALSE;
      numbers[i] = (int) number;
    }
  return TRUE;
}

static int
find_order (TaImportContext *self, guint column)
{
  gboolean day_first = FALSE, month_first = FALSE;

  for (guint i = 0; i < ta_import_file_get_n_lines (self->file); i++)
    {
      const TaImportLine *line = ta_import_file_get_line (self->file, i);
      int numbers[3];

      if ((guint) self->fields[column] >= line->n_fields || !split_date (line->fields[self->fields[column]], numbers) || numbers[2] < 1000)
        continue;
      day_first = day_first || numbers[0] > 12;
      month_first = month_first || numbers[1] > 12;
    }
  if (day_first == month_first)
    return ORDER_UNCLEAR;
  return day_first ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
}

static TaDate
read_split_date (TaImportContext *self, guint column, const char *text, const int numbers[3])
{
  int order = strchr (text, '.') != NULL ? ORDER_DAY_FIRST : self->date_orders[column];

  if (numbers[0] >= 1000)
    return ta_date_from_ymd (numbers[0], numbers[1], numbers[2]);
  if (order == ORDER_UNKNOWN)
    order = self->date_orders[column] = find_order (self, column);
  if (order == ORDER_UNCLEAR && numbers[0] != numbers[1])
    {
      ta_import_problem (self, column, _ ("“%s” can be read in two ways. Write dates as 2026-12-31."), text);
      return TA_DATE_NONE;
    }
  return order == ORDER_MONTH_FIRST ? ta_date_from_ymd (numbers[2], numbers[0], numbers[1]) : ta_date_from_ymd (numbers[2], numbers[1], numbers[0]);
}

gboolean
ta_import_get_date (TaImportContext *self, guint column, TaDate *date)
{
  const char *text = ta_import_cell (self, column);
  TaDate found = TA_DATE_NONE;
  int numbers[3];

  if (text == NULL)
    return FALSE;
  if (!ta_date_parse (text, &found) && split_date (text, numbers))
    {
      gboolean bad_before = ta_import_is_bad (self);

      found = read_split_date (self, column, text, numbers);
      if (found == TA_DATE_NONE && !bad_before && ta_import_is_bad (self))
        return FALSE;
    }
  if (found == TA_DATE_NONE)
    {
      ta_import_problem (self, column, _ ("“%s” is not a day there is. Write dates as 2026-12-31."), text);
      return FALSE;
    }
  *date = found + self->options.shift_days;
  return TRUE;
}

/* "6:30 PM", as spreadsheets in America write it. */
static gboolean
parse_twelve_hours (const char *text, TaMinutes *minutes)
{
  g_autofree char *key = ta_import_heading_key (text);
  gboolean afternoon = g_str_has_suffix (key, "pm");
  g_autofree char *digits = NULL;
  TaMinutes found;

  if (!afternoon && !g_str_has_suffix (key, "am"))
    return FALSE;
  digits = g_strndup (text, strspn (text, "0123456789:"));
  if (!ta_minutes_parse (digits, &found) || found < 60 || found >= 13 * 60)
    return FALSE;
  *minutes = found % (12 * 60) + (afternoon ? 12 * 60 : 0);
  return TRUE;
}

gboolean
ta_import_get_time (TaImportContext *self, guint column, TaMinutes *minutes)
{
  const char *text = ta_import_cell (self, column);

  if (text == NULL)
    return FALSE;
  if (ta_minutes_parse (text, minutes) || parse_twelve_hours (text, minutes))
    return TRUE;
  ta_import_problem (self, column, _ ("“%s” is not a time of day. Write times as 18:30."), text);
  return FALSE;
}

/* What people write for our words; keys as ta_import_heading_key() makes them. */
static const struct
{
  const TaCode *codes;
  int value;
  const char *keys;
} synonyms[] = {
  { ta_status_codes, TA_STATUS_INTERESTED, "interesado|interesada|interesados|lista|waiting|waitinglist|prospect|applicant" },
  { ta_status_codes, TA_STATUS_TRIAL, "prueba|aprueba|enprueba|probation" },
  { ta_status_codes, TA_STATUS_MEMBER, "active|activo|activa|miembro|socio|socia|integrante|yes|si" },
  { ta_status_codes, TA_STATUS_PAUSED, "pausa|enpausa|pausado|pausada|onhold|inactive|suspendido" },
  { ta_status_codes, TA_STATUS_LEFT, "sefue|baja|retirado|gone|former|past|ex" },
  { ta_person_role_codes, TA_ROLE_ADULT, "adulto|adulta|mayor|a|grownup" },
  { ta_person_role_codes, TA_ROLE_CHILD, "nino|nina|hijo|hija|menor|kid|c|baby|bebe" },
  { ta_severity_codes, TA_SEVERITY_PREFERENCE, "preferencia|nolegusta|dislike|dislikes" },
  { ta_severity_codes, TA_SEVERITY_AVOID, "evita|evitar|avoids" },
  { ta_severity_codes, TA_SEVERITY_INTOLERANCE, "intolerancia|intolerante|intolerant" },
  { ta_severity_codes, TA_SEVERITY_ALLERGY, "alergia|alergico|alergica|allergic" },
  { ta_severity_codes, TA_SEVERITY_ANAPHYLAXIS, "anafilaxia|anaphylactic|grave|severe" },
  { ta_availability_codes, TA_AVAILABLE, "disponible|yes|si|free|ok" },
  { ta_availability_codes, TA_DESIRED, "deseado|preferido|preferred|wanted" },
  { ta_availability_codes, TA_UNDESIRED, "nodeseado|rathernot|mejorno" },
  { ta_availability_codes, TA_UNAVAILABLE, "nodisponible|no|busy|ocupado|never" },
  { ta_offer_codes, TA_OFFER, "offers|offering|ofrece|oferta|ofrezco" },
  { ta_offer_codes, TA_NEED, "needs|wanted|necesita|necesidad|busca|request" },
  { ta_service_codes, TA_SERVICE_COOK, "cooking|cocinar|cocina|meals|dinner" },
  { ta_service_codes, TA_SERVICE_SIT, "sitting|babysitting|childcare|cuidar|cuidado|ninera" },
  { ta_service_codes, TA_SERVICE_TUTOR, "tutoring|study|lessons|ensenar|clases|estudio" },
  { ta_service_codes, TA_SERVICE_LEND, "lending|tools|prestar|herramientas" },
  { ta_service_codes, TA_SERVICE_OTHER, "otro|otra" },
  { ta_condition_codes, TA_CONDITION_NEW, "nuevo|nueva|asnew|likenew|mint" },
  { ta_condition_codes, TA_CONDITION_GOOD, "bueno|buena|ok|verygood|fine" },
  { ta_condition_codes, TA_CONDITION_FAIR, "regular|usable|average" },
  { ta_condition_codes, TA_CONDITION_WORN, "gastado|gastada|usado|usada|used|poor|bad|malo" },
  { ta_condition_codes, TA_CONDITION_UNSAFE, "inseguro|peligroso|broken|roto|rota|defective|damaged" },
  { ta_tool_status_codes, TA_TOOL_ACTIVE, "activo|activa|available|disponible|ok|inuse|readytodeploy|deployed|onloan|prestado|prestada|lent|checkedout" },
  { ta_tool_status_codes, TA_TOOL_MAINTENANCE, "repair|inrepair|enreparacion|reparacion|mantenimiento|outfordiagnostics" },
  { ta_tool_status_codes, TA_TOOL_MISSING, "lost|perdido|perdida|extraviado|falta|loststolen" },
  { ta_tool_status_codes, TA_TOOL_RETIRED, "archived|baja|debaja|retirado|retirada|sold|disposed" },
  { ta_turn_state_codes, TA_TURN_PLANNED, "planificado|planeado|previsto|draft|open" },
  { ta_turn_state_codes, TA_TURN_PUBLISHED, "publicado|confirmed|confirmado" },
  { ta_turn_state_codes, TA_TURN_SEEKING_COVER, "seekingcover|cover|buscareemplazo|reemplazo|needscover" },
  { ta_turn_state_codes, TA_TURN_DONE, "hecho|hecha|cumplido|complete|completed|yes|si|ok" },
  { ta_turn_state_codes, TA_TURN_LATE, "tarde|atrasado" },
  { ta_turn_state_codes, TA_TURN_MISSED, "falto|perdido|noshow|no" },
  { ta_turn_state_codes, TA_TURN_EXCUSED, "justificado|excusado" },
  { ta_turn_state_codes, TA_TURN_CANCELLED, "cancelado|cancelada|canceled|suspendido" },
};

static gboolean
lists_key (const char *keys, const char *key)
{
  g_auto (GStrv) all = g_strsplit (keys, "|", -1);

  return g_strv_contains ((const char *const *) all, key);
}

gboolean
ta_import_parse_code (const TaCode *codes, const char *text, int *value)
{
  g_autofree char *key = NULL;

  if (ta_code_parse_any (codes, text, value))
    return TRUE;
  key = ta_import_heading_key (text);
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (synonyms[i].codes == codes && lists_key (synonyms[i].keys, key))
      {
        *value = synonyms[i].value;
        return TRUE;
      }
  return FALSE;
}

char *
ta_import_code_words (const TaCode *codes)
{
  GString *words = g_string_new (NULL);

  for (; codes->word != NULL; codes++)
    g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", codes->word);
  return g_string_free (words, FALSE);
}

gboolean
ta_import_get_code (TaImportContext *self, guint column, const TaCode *codes, int *value)
{
  const char *text = ta_import_cell (self, column);
  g_autofree char *words = NULL;

  if (text == NULL)
    return FALSE;
  if (ta_import_parse_code (codes, text, value))
    return TRUE;
  words = ta_import_code_words (codes);
  ta_import_problem (self, column, _ ("“%s” is none of the words for this column. Write one of: %s."), text, words);
  return FALSE;
}

gboolean
ta_import_get_int (TaImportContext *self, guint column, int low, int high, int *value)
{
  const char *text = ta_import_cell (self, column);
  gint64 number;

  if (text == NULL)
    return FALSE;
  if (g_ascii_string_to_signed (text, 10, low, high, &number, NULL))
    {
      *value = (int) number;
      return TRUE;
    }
  ta_import_problem (self, column, _ ("“%s” is not a whole number from %d to %d."), text, low, high);
  return FALSE;
}

gboolean
ta_import_get_hundredths (TaImportContext *self, guint column, int high, int *value)
{
  const char *text = ta_import_cell (self, column);
  gint64 number;

  if (text == NULL)
    return FALSE;
  if (ta_hundredths_parse (text, &number) && number >= 0 && number <= high)
    {
      *value = (int) number;
      return TRUE;
    }
  ta_import_problem (self, column, _ ("“%s” is not a number from 0 to %d with at most two decimals."), text, high / 100);
  return FALSE;
}

/* Amounts of files follow the program that wrote them and not this computer's locale: what stands before one or two last digits is the
   decimal sign, and other signs before it part thousands. Everything else is left for ta_money_parse() to judge. */
static char *
plain_amount (const char *text)
{
  const char *comma = strrchr (text, ',');
  const char *point = strrchr (text, '.');
  const char *sign = comma > point ? comma : point;
  gsize behind = sign != NULL ? strspn (sign + 1, "0123456789") : 0;
  GString *plain;

  if (sign == NULL || behind < 1 || behind > 2)
    return g_strdup (text);
  plain = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at++)
    if (at == sign)
      g_string_append_c (plain, '.');
    else if (!(at < sign && (*at == ',' || *at == '.') && strspn (at + 1, "0123456789") == 3))
      g_string_append_c (plain, *at);
  return g_string_free (plain, FALSE);
}

gboolean
ta_import_get_money (TaImportContext *self, guint column, gint64 *minor)
{
  const char *text = ta_import_cell (self, column);
  const char *currency = self->collective != NULL ? self->collective->currency : "XXX";
  g_autofree char *plain = text != NULL ? plain_amount (text) : NULL;

  if (text == NULL)
    return FALSE;
  if (ta_money_parse (plain, currency, minor) && *minor >= 0)
    return TRUE;
  ta_import_problem (self, column, _ ("“%s” is not an amount in %s. Write it as 1250.00, without a sign."), text, currency);
  return FALSE;
}

gboolean
ta_import_get_degrees (TaImportContext *self, guint column, double limit, double *degrees)
{
  const char *text = ta_import_cell (self, column);
  g_autofree char *plain = NULL;
  char *end;
  double found;

  if (text == NULL)
    return FALSE;
  plain = g_strdelimit (g_strdup (text), ",", '.');
  found = g_ascii_strtod (plain, &end);
  if (end != plain && *end == '\0' && isfinite (found) && fabs (found) <= limit)
    {
      *degrees = found;
      return TRUE;
    }
  ta_import_problem (self, column, _ ("“%s” is not a number of degrees from −%.0f to %.0f. Write it as -34.90110."), text, limit, limit);
  return FALSE;
}

static const char *const weekdays[] = {
  "1|mon|monday|lun|lunes", "2|tue|tues|tuesday|mar|martes", "3|wed|wednesday|mie|miercoles", "4|thu|thur|thurs|thursday|jue|jueves",
  "5|fri|friday|vie|viernes", "6|sat|saturday|sab|sabado", "7|sun|sunday|dom|domingo"
};

gboolean
ta_import_get_weekday (TaImportContext *self, guint column, int *weekday)
{
  const char *text = ta_import_cell (self, column);

  return text != NULL && ta_import_parse_weekday (self, column, text, weekday);
}

gboolean
ta_import_parse_weekday (TaImportContext *self, guint column, const char *text, int *weekday)
{
  g_autofree char *key = ta_import_heading_key (text);

  for (int i = 0; i < 7; i++)
    {
      /* 1 January 2024 was a Monday. */
      g_autofree char *name = ta_date_format (ta_date_from_ymd (2024, 1, 1 + i), TA_DATE_DAY_NAME_LONG);
      g_autofree char *local = ta_import_heading_key (name);

      if (lists_key (weekdays[i], key) || strcmp (local, key) == 0)
        {
          *weekday = i + 1;
          return TRUE;
        }
    }
  ta_import_problem (self, column, _ ("“%s” is not a day of the week. Write monday to sunday, or 1 to 7."), text);
  return FALSE;
}

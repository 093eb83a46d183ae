/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-sheet-kinds.h"

#include "ta-delivery-table.h"
#include "ta-money.h"
#include "ta-pod-table.h"
#include "ta-sheet-words.h"

#include <glib/gi18n-lib.h>

#define DAY (24 * 60)
#define LEAST_SCALE 0.75
#define MOST_SCALE 1.15

static void
write_line (TaSheet *sheet, TaInk ink, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  ta_sheet_write (sheet, ink, "\n");
  ta_sheet_write (sheet, ink, text);
}

static void
add_fact (TaSheet *sheet, const char *label, const char *value)
{
  ta_sheet_add_row (sheet, TA_ROW_PLAIN, 0);
  ta_sheet_add_text_cell (sheet, TA_INK_PLAIN, label);
  ta_sheet_add_text_cell (sheet, TA_INK_BOLD, value);
}

static char *
cook_text (const TaDropList *list)
{
  if (*list->cook_name == '\0')
    return g_strdup (_ ("nobody yet"));
  if (*list->cook_address == '\0')
    return g_strdup (list->cook_name);
  return g_strdup_printf ("%s, %s", list->cook_name, list->cook_address);
}

static void
add_times (TaSheet *sheet, const TaDropList *list)
{
  g_autofree char *leave = ta_minutes_format (list->leave % DAY);
  g_autofree char *last = ta_minutes_format (list->last % DAY);
  g_autofree char *length = ta_distance_format (list->length);
  g_autofree char *way = ta_sheet_duration_text (list->last - list->leave);
  g_autofree char *most = ta_sheet_duration_text (list->rules->hot_minutes);
  g_autofree char *walk = g_strdup_printf ("%s, %s", length, way);
  g_autofree char *warning = g_strdup_printf (_ ("The last dinner is %s out of the oven; %s at most was agreed."), way, most);

  add_fact (sheet, _ ("Out of the oven"), leave);
  add_fact (sheet, _ ("At the last door"), last);
  add_fact (sheet, _ ("On foot"), walk);
  if (list->too_long)
    ta_sheet_add_paragraph (sheet, TA_INK_BOLD, warning);
}

static void
add_facts (TaSheet *sheet, const TaDropList *list)
{
  g_autofree char *cook = cook_text (list);
  g_autofree char *portions = ta_sheet_portions_text (ta_drop_list_portions (list));

  ta_sheet_add_table (sheet, TA_LINES_BARE, (const int[]) { 20, 80, -1 });
  add_fact (sheet, _ ("From"), cook);
  add_fact (sheet, _ ("To bring"), portions);
  if (list->measured)
    add_times (sheet, list);
}

static void
write_door (TaSheet *sheet, const TaDrop *drop)
{
  ta_sheet_add_text_cell (sheet, TA_INK_BOLD, drop->name);
  write_line (sheet, TA_INK_PLAIN, drop->address);
  write_line (sheet, TA_INK_SMALL | TA_INK_ITALIC, drop->door_notes);
}

static void
write_time (TaSheet *sheet, const TaDropList *list, const TaDrop *drop)
{
  g_autofree char *window = ta_sheet_window_text (drop->from, drop->until);
  g_autofree char *arrival = ta_minutes_format (drop->arrival % DAY);
  g_autofree char *leg = ta_distance_format (drop->leg);

  ta_sheet_add_cell (sheet, TA_CELL_PLAIN);
  if (list->measured && drop->place.set)
    {
      ta_sheet_write (sheet, TA_INK_BOLD, arrival);
      write_line (sheet, TA_INK_SMALL, leg);
      if (drop->late)
        write_line (sheet, TA_INK_SMALL | TA_INK_BOLD, _ ("too late"));
    }
  if (window != NULL)
    {
      ta_sheet_write (sheet, TA_INK_SMALL, list->measured && drop->place.set ? "\n" : "");
      ta_sheet_write (sheet, TA_INK_SMALL, window);
    }
}

static void
write_food (TaSheet *sheet, const TaDrop *drop)
{
  g_autofree char *portions = ta_hundredths_format (drop->portions);

  ta_sheet_add_text_cell (sheet, TA_INK_BOLD, portions);
  write_line (sheet, TA_INK_SMALL, drop->late_plate ? _ ("late plate") : NULL);
  write_line (sheet, TA_INK_SMALL, drop->note);
}

static void
write_needs (TaSheet *sheet, const TaDrop *drop)
{
  ta_sheet_add_cell (sheet, drop->severe ? TA_CELL_SHADED : TA_CELL_PLAIN);
  for (guint i = 0; i < drop->needs->len; i++)
    {
      ta_sheet_write (sheet, TA_INK_PLAIN, i > 0 ? "\n" : "");
      ta_sheet_write (sheet, drop->severe && i == 0 ? TA_INK_BOLD : TA_INK_PLAIN, g_ptr_array_index (drop->needs, i));
    }
}

static void
add_drop (TaSheet *sheet, const TaDropList *list, const TaDrop *drop, guint number)
{
  g_autofree char *ordinal = number > 0 ? g_strdup_printf ("%u", number) : g_strdup ("");
  gboolean done = drop->state == TA_DELIVERY_DELIVERED || drop->state == TA_DELIVERY_LEFT_SAFE;

  ta_sheet_add_row (sheet, TA_ROW_PLAIN, 0);
  ta_sheet_add_cell (sheet, TA_CELL_BOX | (done ? TA_CELL_TICKED : 0));
  ta_sheet_add_text_cell (sheet, TA_INK_BOLD, ordinal);
  write_door (sheet, drop);
  write_time (sheet, list, drop);
  write_food (sheet, drop);
  write_needs (sheet, drop);
}

static void
add_table (TaSheet *sheet, const TaDropList *list, GPtrArray *drops, gboolean numbered)
{
  ta_sheet_add_table (sheet, TA_LINES_RULED, (const int[]) { 0, 5, 36, 18, 14, 32, -1 });
  ta_sheet_add_row (sheet, TA_ROW_HEAD, 0);
  ta_sheet_add_cell (sheet, TA_CELL_PLAIN);
  ta_sheet_add_cell (sheet, TA_CELL_PLAIN);
  ta_sheet_add_text_cell (sheet, TA_INK_SMALL, _ ("Door"));
  ta_sheet_add_text_cell (sheet, TA_INK_SMALL, list->measured && numbered ? _ ("Time, way") : _ ("Time"));
  ta_sheet_add_text_cell (sheet, TA_INK_SMALL, _ ("Portions"));
  ta_sheet_add_text_cell (sheet, TA_INK_SMALL, _ ("Not to eat"));
  for (guint i = 0; i < drops->len; i++)
    add_drop (sheet, list, g_ptr_array_index (drops, i), numbered ? i + 1 : 0);
}

static TaSheet *
new_sheet (const TaDropList *list, const TaCollective *collective, TaDate printed)
{
  g_autofree char *day = ta_date_format (list->date, TA_DATE_FULL);
  g_autofree char *subtitle = *list->dish != '\0' ? g_strdup_printf ("%s · %s", day, list->dish) : g_strdup (day);
  g_autofree char *as_of = ta_date_format (printed, TA_DATE_MEDIUM);
  g_autofree char *foot = g_strdup_printf (_ ("%s · as of %s"), collective != NULL ? collective->name : "", as_of);
  g_autofree char *whole = g_strdup_printf ("%s\n%s", foot, _ ("For who delivers only: it says where people live and what they must not eat."));
  TaSheet *sheet = ta_sheet_new (_ ("Delivery Round"), subtitle);

  ta_sheet_set_foot (sheet, whole);
  ta_sheet_set_scale (sheet, LEAST_SCALE, MOST_SCALE);
  return sheet;
}

TaSheet *
ta_sheet_load_drops (TaDatabase *database, const TaSheetRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (TaDropList) list = ta_drop_list_load (database, request->turn, cancellable, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TaCollective) collective = list != NULL ? ta_collective_table_get (database, &local_error) : NULL;
  TaSheet *sheet;

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  if (list == NULL || (error != NULL && *error != NULL))
    return NULL;
  sheet = new_sheet (list, collective, request->printed);
  add_facts (sheet, list);
  if (list->drops->len > 0)
    add_table (sheet, list, list->drops, list->measured);
  if (list->unplaced->len > 0)
    {
      ta_sheet_add_heading (sheet, _ ("Not on the Map"));
      add_table (sheet, list, list->unplaced, FALSE);
    }
  if (list->drops->len + list->unplaced->len == 0)
    ta_sheet_add_paragraph (sheet, TA_INK_PLAIN, _ ("There is nobody to deliver to."));
  return sheet;
}

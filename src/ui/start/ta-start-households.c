/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-start-households.h"

#include "ta-start-pod.h"

#include <glib/gi18n.h>

#define MAX_PEOPLE 99

enum
{
  NAME,
  ADDRESS,
  ADULTS,
  CHILDREN,
  PHONE,
  N_FIELDS
};

static const struct
{
  const char *label;
  int chars;
  const char *text;
} fields[N_FIELDS] = {
  [NAME] = { N_ ("Name"), 12, "" },
  [ADDRESS] = { N_ ("Address"), 16, "" },
  [ADULTS] = { N_ ("Adults"), 4, "2" },
  [CHILDREN] = { N_ ("Children"), 4, "0" },
  [PHONE] = { N_ ("Phone"), 11, "" },
};

typedef struct
{
  GtkWidget *entries[N_FIELDS];
} Line;

struct _TaStartHouseholds
{
  AdwBin parent_instance;

  GPtrArray *lines; /* of Line */
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (TaStartHouseholds, ta_start_households, ADW_TYPE_BIN)

static void add_line (TaStartHouseholds *self);

static void
focus_line (TaStartHouseholds *self, guint index)
{
  if (index == self->lines->len)
    add_line (self);
  gtk_widget_grab_focus (((Line *) g_ptr_array_index (self->lines, index))->entries[NAME]);
}

static gboolean
holds (const Line *line, GtkWidget *entry)
{
  for (guint i = 0; i < N_FIELDS; i++)
    if (line->entries[i] == entry)
      return TRUE;
  return FALSE;
}

static void
on_enter (TaStartHouseholds *self, GtkWidget *entry)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (holds (g_ptr_array_index (self->lines, i), entry))
      {
        focus_line (self, i + 1);
        return;
      }
}

static GtkWidget *
add_field (TaStartHouseholds *self, GtkWidget *wrap, guint field, guint number)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *caption = gtk_label_new (_ (fields[field].label));
  GtkWidget *entry = gtk_entry_new ();
  /* Translators: a field of the form of a household, and the number of the household: "Address 3". */
  g_autofree char *name = g_strdup_printf (_ ("%s %u"), _ (fields[field].label), number);

  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), fields[field].text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), fields[field].chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), fields[field].chars);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), field == PHONE ? GTK_INPUT_PURPOSE_PHONE : field == ADULTS || field == CHILDREN ? GTK_INPUT_PURPOSE_DIGITS
                                                                                                                                  : GTK_INPUT_PURPOSE_FREE_FORM);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_enter), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), entry);
  adw_wrap_box_append (ADW_WRAP_BOX (wrap), box);
  return entry;
}

static void
add_line (TaStartHouseholds *self)
{
  GtkWidget *wrap = adw_wrap_box_new ();
  Line *line = g_new0 (Line, 1);

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (wrap), 9);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (wrap), 6);
  adw_wrap_box_set_justify (ADW_WRAP_BOX (wrap), ADW_JUSTIFY_FILL);
  adw_wrap_box_set_justify_last_line (ADW_WRAP_BOX (wrap), TRUE);
  gtk_widget_set_margin_top (wrap, 9);
  gtk_widget_set_margin_bottom (wrap, 9);
  gtk_widget_set_margin_start (wrap, 12);
  gtk_widget_set_margin_end (wrap, 12);
  for (guint i = 0; i < N_FIELDS; i++)
    line->entries[i] = add_field (self, wrap, i, self->lines->len + 1);
  g_ptr_array_add (self->lines, line);
  gtk_list_box_append (GTK_LIST_BOX (self->list), wrap);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_parent (wrap)), FALSE);
  gtk_widget_set_focusable (gtk_widget_get_parent (wrap), FALSE);
}

static char *
get_text (const Line *line, guint field)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (line->entries[field]))));
}

static gboolean
get_number (const Line *line, guint field, int *number)
{
  g_autofree char *text = get_text (line, field);
  guint64 value = 0;

  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 0, MAX_PEOPLE, &value, NULL))
    return FALSE;
  *number = (int) value;
  return TRUE;
}

/* (nullable): NULL for an empty line and for a wrong one, which *@problem tells apart */
static TaStartHousehold *
read_line (const Line *line, guint number, char **problem)
{
  TaStartHousehold *household = g_new0 (TaStartHousehold, 1);
  gboolean counted = get_number (line, ADULTS, &household->adults) && get_number (line, CHILDREN, &household->children);

  household->name = get_text (line, NAME);
  household->address = get_text (line, ADDRESS);
  household->phone = get_text (line, PHONE);
  if (*household->name == '\0' && (*household->address != '\0' || *household->phone != '\0'))
    *problem = g_strdup_printf (_ ("Household %u has no name. Write one, or empty the line."), number);
  else if (*household->name != '\0' && !counted)
    *problem = g_strdup_printf (_ ("How many live in %s is to be a number from 0 to %d."), household->name, MAX_PEOPLE);
  else if (*household->name != '\0')
    return household;
  ta_start_household_free (household);
  return NULL;
}

static gboolean
is_among (GPtrArray *households, const char *name)
{
  for (guint i = 0; i < households->len; i++)
    if (g_utf8_collate (((TaStartHousehold *) g_ptr_array_index (households, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
ta_start_households_get (TaStartHouseholds *self, char **problem)
{
  g_autoptr (GPtrArray) households = g_ptr_array_new_with_free_func ((GDestroyNotify) ta_start_household_free);

  g_return_val_if_fail (TA_IS_START_HOUSEHOLDS (self) && *problem == NULL, NULL);
  for (guint i = 0; i < self->lines->len && *problem == NULL; i++)
    {
      TaStartHousehold *household = read_line (g_ptr_array_index (self->lines, i), i + 1, problem);

      if (household == NULL)
        continue;
      if (is_among (households, household->name))
        *problem = g_strdup_printf (_ ("There are two households called %s. Tell them apart by their names."), household->name);
      g_ptr_array_add (households, household);
    }
  return *problem == NULL ? g_steal_pointer (&households) : NULL;
}

void
ta_start_households_begin (TaStartHouseholds *self)
{
  g_return_if_fail (TA_IS_START_HOUSEHOLDS (self));
  focus_line (self, 0);
}

static void
ta_start_households_finalize (GObject *object)
{
  g_ptr_array_unref (TA_START_HOUSEHOLDS (object)->lines);
  G_OBJECT_CLASS (ta_start_households_parent_class)->finalize (object);
}

static void
ta_start_households_class_init (TaStartHouseholdsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_start_households_finalize;
}

static void
ta_start_households_init (TaStartHouseholds *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  adw_bin_set_child (ADW_BIN (self), self->list);
  add_line (self);
}

GtkWidget *
ta_start_households_new (void)
{
  return g_object_new (TA_TYPE_START_HOUSEHOLDS, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-import-preview.h"

#include <glib/gi18n.h>

/* A row in the list. The plan that owns the row outlives the list. */
#define TA_TYPE_IMPORT_LINE_ITEM (ta_import_line_item_get_type ())
G_DECLARE_FINAL_TYPE (TaImportLineItem, ta_import_line_item, TA, IMPORT_LINE_ITEM, GObject)

struct _TaImportLineItem
{
  GObject parent_instance;

  const TaImportRow *row;
};

G_DEFINE_FINAL_TYPE (TaImportLineItem, ta_import_line_item, G_TYPE_OBJECT)

static void
ta_import_line_item_class_init (TaImportLineItemClass *klass)
{
}

static void
ta_import_line_item_init (TaImportLineItem *self)
{
}

struct _TaImportPreview
{
  AdwBin parent_instance;

  TaImportPlan *plan; /* (nullable) */
  GListStore *lines;  /* of TaImportLineItem */
  gboolean updating;

  GtkWidget *stack;
  GtkWidget *toggles;
  GtkWidget *rows; /* the stack of the list and of what stands for an empty one */
  GtkWidget *empty;
  GtkWidget *problem;
};

G_DEFINE_FINAL_TYPE (TaImportPreview, ta_import_preview, ADW_TYPE_BIN)

/* In the order of the toggles; what needs a person's eye first. */
static const struct
{
  TaImportOutcome outcome;
  const char *name;
  const char *label;
  const char *empty;
} outcomes[TA_IMPORT_N_OUTCOMES] = {
  { TA_IMPORT_BAD, "bad", N_ ("Bad"), N_ ("Every row of the file can be imported.") },
  { TA_IMPORT_NEW, "new", N_ ("New"), N_ ("The file brings nothing new.") },
  { TA_IMPORT_UPDATE, "updated", N_ ("Updated"), N_ ("The file changes nothing that is there.") },
  { TA_IMPORT_UNCHANGED, "unchanged", N_ ("Same"), N_ ("Nothing of the file is there already.") },
};

/* ---- the rows ----------------------------------------------------------------------------------------------------------------------- */

static char *
describe_title (const TaImportRow *row)
{
  if (*row->title == '\0')
    return g_strdup_printf (_ ("Line %u"), row->line);
  /* Translators: the number of a line of a file, and what the line is about: "Line 4: Pereira". */
  return g_strdup_printf (_ ("Line %u: %s"), row->line, row->title);
}

static void
append_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static char *
describe_change (const TaImportChange *change)
{
  const char *before = *change->before != '\0' ? change->before : _ ("nothing");
  const char *after = *change->after != '\0' ? change->after : _ ("nothing");

  /* Translators: a field, what it was and what it becomes. */
  return g_strdup_printf (_ ("%s: %s → %s"), change->column, before, after);
}

static char *
describe_detail (const TaImportRow *row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; row->problems != NULL && i < row->problems->len; i++)
    {
      const TaImportProblem *problem = g_ptr_array_index (row->problems, i);
      /* Translators: a column of a file, and what is wrong in it. */
      g_autofree char *line = g_strdup_printf (_ ("Column “%s”: %s"), problem->column, problem->reason);

      append_line (text, line);
    }
  for (guint i = 0; row->changes != NULL && i < row->changes->len; i++)
    {
      g_autofree char *line = describe_change (g_ptr_array_index (row->changes, i));

      append_line (text, line);
    }
  return g_string_free_and_steal (text);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
on_setup (TaImportPreview *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), new_label (NULL));
  gtk_box_append (GTK_BOX (box), new_label ("caption"));
  gtk_list_item_set_child (item, box);
}

static void
on_bind (TaImportPreview *self, GtkListItem *item)
{
  const TaImportRow *row = TA_IMPORT_LINE_ITEM (gtk_list_item_get_item (item))->row;
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_next_sibling (title);
  g_autofree char *title_text = describe_title (row);
  g_autofree char *detail_text = describe_detail (row);
  g_autofree char *both = g_strjoin ("\n", title_text, detail_text, NULL);

  gtk_label_set_label (GTK_LABEL (title), title_text);
  gtk_label_set_label (GTK_LABEL (detail), detail_text);
  gtk_widget_set_visible (detail, *detail_text != '\0');
  if (row->outcome == TA_IMPORT_BAD)
    gtk_widget_add_css_class (detail, "error");
  else
    gtk_widget_remove_css_class (detail, "error");
  gtk_list_item_set_accessible_label (item, both);
}

static void
fill (TaImportPreview *self)
{
  guint active = adw_toggle_group_get_active (ADW_TOGGLE_GROUP (self->toggles));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *rows = self->plan != NULL ? ta_import_plan_get_rows (self->plan) : NULL;

  if (active >= G_N_ELEMENTS (outcomes))
    return;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const TaImportRow *row = g_ptr_array_index (rows, i);
      TaImportLineItem *item;

      if (row->outcome != outcomes[active].outcome)
        continue;
      item = g_object_new (TA_TYPE_IMPORT_LINE_ITEM, NULL);
      item->row = row;
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), items->pdata, items->len);
  gtk_label_set_label (GTK_LABEL (self->empty), _ (outcomes[active].empty));
  gtk_stack_set_visible_child_name (GTK_STACK (self->rows), items->len > 0 ? "list" : "empty");
}

static void
on_toggled (TaImportPreview *self)
{
  if (!self->updating)
    fill (self);
}

static void
update_toggles (TaImportPreview *self)
{
  guint active = 0;
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      guint count = ta_import_plan_count (self->plan, outcomes[i].outcome);
      AdwToggle *toggle = adw_toggle_group_get_toggle (ADW_TOGGLE_GROUP (self->toggles), i);
      /* Translators: how many rows of a file are new, updated, unchanged or bad: "New 12". */
      g_autofree char *label = g_strdup_printf (_ ("%s %u"), _ (outcomes[i].label), count);

      adw_toggle_set_label (toggle, label);
      if (count > 0 && !found)
        {
          active = i;
          found = TRUE;
        }
    }
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (self->toggles), active);
}

void
ta_import_preview_set_plan (TaImportPreview *self, TaImportPlan *plan, const char *problem)
{
  g_return_if_fail (TA_IS_IMPORT_PREVIEW (self));
  /* The items point into the plan that goes. */
  g_list_store_remove_all (self->lines);
  g_clear_pointer (&self->plan, ta_import_plan_unref);
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), plan != NULL ? "plan" : "problem");
  if (plan == NULL)
    return;
  self->plan = ta_import_plan_ref (plan);
  self->updating = TRUE;
  update_toggles (self);
  self->updating = FALSE;
  fill (self);
}

/* ---- construction ------------------------------------------------------------------------------------------------------------------- */

static GtkWidget *
new_sentence (void)
{
  GtkWidget *label = new_label (NULL);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5f);
  gtk_widget_set_margin_start (label, 24);
  gtk_widget_set_margin_end (label, 24);
  gtk_widget_set_vexpand (label, TRUE);
  return label;
}

static GtkWidget *
new_list (TaImportPreview *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->lines))));
  GtkWidget *list = gtk_list_view_new (selection, factory);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Rows of the file"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static GtkWidget *
new_toggles (TaImportPreview *self)
{
  GtkWidget *toggles = adw_toggle_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, outcomes[i].name);
      adw_toggle_group_add (ADW_TOGGLE_GROUP (toggles), toggle);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which rows are shown"), -1);
  gtk_widget_add_css_class (toggles, "flat");
  gtk_widget_set_halign (toggles, GTK_ALIGN_CENTER);
  g_signal_connect_object (toggles, "notify::active", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  return toggles;
}

/* In large letters they are wider than a small screen. */
static GtkWidget *
scroll_toggles (GtkWidget *toggles)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  adw_toggle_group_set_can_shrink (ADW_TOGGLE_GROUP (toggles), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), toggles);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  return scrolled;
}

static void
ta_import_preview_finalize (GObject *object)
{
  TaImportPreview *self = TA_IMPORT_PREVIEW (object);

  g_clear_object (&self->lines);
  g_clear_pointer (&self->plan, ta_import_plan_unref);
  G_OBJECT_CLASS (ta_import_preview_parent_class)->finalize (object);
}

static void
ta_import_preview_class_init (TaImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ta_import_preview_finalize;
}

static void
ta_import_preview_init (TaImportPreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->lines = g_list_store_new (TA_TYPE_IMPORT_LINE_ITEM);
  self->stack = gtk_stack_new ();
  self->rows = gtk_stack_new ();
  self->toggles = new_toggles (self);
  self->empty = new_sentence ();
  self->problem = new_sentence ();
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_stack_add_named (GTK_STACK (self->rows), new_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->rows), self->empty, "empty");
  gtk_widget_add_css_class (self->rows, "card");
  gtk_widget_set_overflow (self->rows, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (box), scroll_toggles (self->toggles));
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_stack_add_named (GTK_STACK (self->stack), box, "plan");
  gtk_stack_add_named (GTK_STACK (self->stack), self->problem, "problem");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

GtkWidget *
ta_import_preview_new (void)
{
  return g_object_new (TA_TYPE_IMPORT_PREVIEW, NULL);
}

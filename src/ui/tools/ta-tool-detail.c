/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-tool-detail.h"

#include "ta-form.h"
#include "ta-money.h"
#include "ta-photo-file.h"
#include "ta-tool-history.h"
#include "ta-tool-table.h"

#include <glib/gi18n.h>

/* Photos are shown no larger than this, in pixels. */
#define PHOTO_SIZE 1200

struct _TaToolDetail
{
  AdwBin parent_instance;

  TaContext *context;
  TaToolItem *item;          /* (nullable) */
  GCancellable *cancellable; /* of what is read for the item */
  guint readings;            /* under way */
  char *shown;               /* (nullable): id of the tool on screen */
};

G_DEFINE_FINAL_TYPE (TaToolDetail, ta_tool_detail, ADW_TYPE_BIN)

/* What is read for one tool. */
typedef struct
{
  TaTool *tool;
  GPtrArray *loans;
  GPtrArray *reservations;
} Whole;

typedef struct
{
  char *id;
  TaDate today;
} WholeRequest;

static void
whole_free (gpointer data)
{
  Whole *whole = data;

  g_clear_pointer (&whole->tool, ta_tool_free);
  g_clear_pointer (&whole->loans, g_ptr_array_unref);
  g_clear_pointer (&whole->reservations, g_ptr_array_unref);
  g_free (whole);
}

static void
whole_request_free (gpointer data)
{
  WholeRequest *request = data;

  g_free (request->id);
  g_free (request);
}

static gpointer
read_whole (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  WholeRequest *request = data;
  Whole *whole = g_new0 (Whole, 1);

  whole->tool = ta_tool_table_get (database, request->id, error);
  if (whole->tool != NULL)
    whole->loans = ta_loan_table_list_for_tool (database, request->id, error);
  if (whole->loans != NULL)
    whole->reservations = ta_reservation_table_list_for_tool (database, request->id, request->today, error);
  if (whole->reservations == NULL)
    g_clear_pointer (&whole, whole_free);
  return whole;
}

/* A picture that is to become larger when its original has been read. */
typedef struct
{
  TaToolDetail *self; /* owned */
  GtkWidget *picture; /* owned */
  GtkWidget *caption; /* owned */
} Enlarging;

static void
on_photo_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  Enlarging *enlarging = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = ta_photo_file_load_finish (result, &error);

  enlarging->self->readings--;
  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (enlarging->picture), GDK_PAINTABLE (texture));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_label_set_label (GTK_LABEL (enlarging->caption), error->message);
      gtk_widget_set_visible (enlarging->caption, TRUE);
    }
  g_object_unref (enlarging->self);
  g_object_unref (enlarging->picture);
  g_object_unref (enlarging->caption);
  g_free (enlarging);
}

static void
enlarge (TaToolDetail *self, GtkWidget *picture, GtkWidget *caption, const char *file)
{
  Enlarging *enlarging = g_new0 (Enlarging, 1);
  const char *photo_dir = ta_store_get_photo_dir (ta_context_get_store (self->context));

  enlarging->self = g_object_ref (self);
  enlarging->picture = g_object_ref (picture);
  enlarging->caption = g_object_ref (caption);
  self->readings++;
  ta_photo_file_load_async (photo_dir, file, PHOTO_SIZE, self->cancellable, on_photo_loaded, enlarging);
}

static GtkWidget *
new_picture (const TaPhoto *photo, const char *name)
{
  g_autoptr (GdkTexture) small = gdk_texture_new_from_bytes (photo->thumbnail, NULL);
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (small));
  g_autofree char *text = g_strdup_printf (_ ("Photo of %s"), name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_CONTAIN);
  gtk_widget_set_size_request (picture, -1, 240);
  gtk_widget_set_hexpand (picture, TRUE);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (picture, "tool-photo");
  return picture;
}

/* Says why no larger picture is shown. */
static GtkWidget *
new_caption (void)
{
  GtkWidget *caption = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_label_set_justify (GTK_LABEL (caption), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_set_visible (caption, FALSE);
  return caption;
}

static GtkWidget *
new_photo (TaToolDetail *self, const TaPhoto *photo, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *picture = new_picture (photo, name);
  GtkWidget *caption = new_caption ();

  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), caption);
  enlarge (self, picture, caption, photo->file);
  return box;
}

static void
add_photos (TaToolDetail *self, GtkWidget *box, const TaTool *tool)
{
  GtkWidget *carousel, *dots;

  if (tool->photos->len == 0)
    return;
  carousel = adw_carousel_new ();
  adw_carousel_set_spacing (ADW_CAROUSEL (carousel), 12);
  for (guint i = 0; i < tool->photos->len; i++)
    adw_carousel_append (ADW_CAROUSEL (carousel), new_photo (self, g_ptr_array_index (tool->photos, i), tool->name));
  gtk_box_append (GTK_BOX (box), carousel);
  if (tool->photos->len == 1)
    return;
  dots = adw_carousel_indicator_dots_new ();
  adw_carousel_indicator_dots_set_carousel (ADW_CAROUSEL_INDICATOR_DOTS (dots), ADW_CAROUSEL (carousel));
  gtk_box_append (GTK_BOX (box), dots);
}

static char *
loan_sentence (TaToolDetail *self, const TaToolSummary *summary)
{
  TaDate today = ta_context_get_today (self->context);
  TaDate due = summary->loan->due;
  g_autofree char *day = ta_date_format (due, TA_DATE_LONG);

  if (due < today)
    return g_strdup_printf (ngettext ("With %s. It was due on %s, %d day ago.", "With %s. It was due on %s, %d days ago.", (gulong) (today - due)),
                            summary->borrower_name, day, today - due);
  if (due == today)
    return g_strdup_printf (_ ("With %s. It is due today."), summary->borrower_name);
  return g_strdup_printf (_ ("With %s. It is due on %s."), summary->borrower_name, day);
}

/* Who has it now, or who will. */
static char *
situation (TaToolDetail *self)
{
  const TaToolSummary *summary = ta_tool_item_get (self->item);
  TaHouseholdItem *household;
  g_autofree char *from = NULL;
  g_autofree char *last = NULL;

  if (summary->loan != NULL)
    return loan_sentence (self, summary);
  if (summary->reservation == NULL)
    return NULL;
  household = ta_context_find_household (self->context, summary->reservation->household);
  from = ta_date_format (summary->reservation->from, TA_DATE_SHORT);
  last = ta_date_format (summary->reservation->until - 1, TA_DATE_SHORT);
  return g_strdup_printf (_ ("Reserved by %s, %s – %s."), household != NULL ? ta_household_item_get_name (household) : "", from, last);
}

static GtkWidget *
wrapping_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_heading (TaToolDetail *self, GtkWidget *box)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *pill = gtk_label_new (ta_tool_item_get_status_label (self->item));
  const char *css_class = ta_tool_availability_css_class (ta_tool_item_get_availability (self->item));
  g_autofree char *sentence = situation (self);

  gtk_widget_add_css_class (pill, "status-pill");
  if (css_class != NULL)
    gtk_widget_add_css_class (pill, css_class);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), pill);
  if (*ta_tool_item_get_number (self->item) != '\0')
    {
      g_autofree char *number = g_strdup_printf (_ ("No. %s"), ta_tool_item_get_number (self->item));

      gtk_box_append (GTK_BOX (line), wrapping_label (number, "dim-label"));
    }
  gtk_box_append (GTK_BOX (heading), wrapping_label (ta_tool_item_get_name (self->item), "title-2"));
  gtk_box_append (GTK_BOX (heading), line);
  if (sentence != NULL)
    gtk_box_append (GTK_BOX (heading), wrapping_label (sentence, NULL));
  gtk_box_append (GTK_BOX (box), heading);
}

static GtkWidget *
action_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_name (button, action);
  return button;
}

static GtkWidget *
return_button (void)
{
  GtkWidget *button = adw_split_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Return with _Details…"), "tools.return");
  adw_split_button_set_label (ADW_SPLIT_BUTTON (button), _ ("_Return"));
  adw_split_button_set_use_underline (ADW_SPLIT_BUTTON (button), TRUE);
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (button), G_MENU_MODEL (menu));
  adw_split_button_set_dropdown_tooltip (ADW_SPLIT_BUTTON (button), _ ("More Ways to Return"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "tools.return-now");
  gtk_widget_set_name (button, "tools.return-now");
  return button;
}

static void
add_buttons (TaToolDetail *self, GtkWidget *box)
{
  GtkWidget *buttons = adw_wrap_box_new ();
  GtkWidget *first = ta_tool_item_is_out (self->item) ? return_button () : action_button (_ ("_Lend…"), "tools.lend");

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (buttons), 8);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (buttons), 8);
  gtk_widget_add_css_class (first, "suggested-action");
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), first);
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), action_button (_ ("Re_serve…"), "tools.reserve"));
  adw_wrap_box_append (ADW_WRAP_BOX (buttons), action_button (_ ("_Edit…"), "tools.edit"));
  gtk_box_append (GTK_BOX (box), buttons);
}

static void
add_fact (GtkWidget *group, const char *title, const char *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_facts (TaToolDetail *self, GtkWidget *box, const TaTool *tool)
{
  GtkWidget *group = adw_preferences_group_new ();
  const TaCollective *collective = ta_context_get_collective (self->context);
  g_autofree char *value = tool->value >= 0 && collective != NULL ? ta_money_format (tool->value, collective->currency) : NULL;

  add_fact (group, _ ("Category"), ta_tool_item_get_category (self->item));
  add_fact (group, _ ("Owner"), ta_tool_item_get_owner (self->item));
  add_fact (group, _ ("Where it is kept"), tool->location);
  add_fact (group, _ ("Brand"), tool->brand);
  add_fact (group, _ ("Condition"), ta_code_label (ta_condition_codes, (int) tool->condition));
  add_fact (group, _ ("Value"), value);
  add_fact (group, _ ("Notes"), tool->notes);
  gtk_box_append (GTK_BOX (box), group);
}

static GtkWidget *
new_scrolled (GtkWidget *content)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  return scrolled;
}

static double
scroll_position (TaToolDetail *self)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (!GTK_IS_SCROLLED_WINDOW (child))
    return 0;
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (child)));
}

static void
show_whole (TaToolDetail *self, Whole *whole)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  double position = g_strcmp0 (self->shown, whole->tool->id) == 0 ? scroll_position (self) : 0;
  GtkWidget *old = adw_bin_get_child (ADW_BIN (self));
  gboolean focused = old != NULL && gtk_widget_get_focus_child (old) != NULL && gtk_widget_is_visible (old);
  GtkWidget *scrolled;

  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  add_photos (self, box, whole->tool);
  add_heading (self, box);
  add_buttons (self, box);
  add_facts (self, box, whole->tool);
  if (whole->reservations->len > 0)
    gtk_box_append (GTK_BOX (box), ta_tool_reservations_new (self->context, self->item, whole->reservations));
  gtk_box_append (GTK_BOX (box), ta_tool_history_new (self->context, whole->loans));
  scrolled = new_scrolled (box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), position);
  if (focused)
    gtk_widget_child_focus (scrolled, GTK_DIR_TAB_FORWARD);
  g_set_str (&self->shown, whole->tool->id);
}

static void
show_message (TaToolDetail *self, const char *title, const char *message)
{
  GtkWidget *status = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "ta-tool-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), title);
  ta_form_describe (status, message);
  gtk_widget_add_css_class (status, "compact");
  adw_bin_set_child (ADW_BIN (self), status);
  g_clear_pointer (&self->shown, g_free);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaToolDetail) self = data;
  g_autoptr (GError) error = NULL;
  Whole *whole = ta_store_read_finish (TA_STORE (object), result, &error);

  self->readings--;
  if (whole != NULL && self->item != NULL && g_strcmp0 (whole->tool->id, ta_tool_item_get_id (self->item)) == 0)
    show_whole (self, whole);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_message (self, _ ("The Tool Cannot Be Shown"), error->message);
  g_clear_pointer (&whole, whole_free);
}

static void
stop_reading (TaToolDetail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
read_again (TaToolDetail *self)
{
  WholeRequest *request;

  stop_reading (self);
  if (self->item == NULL)
    {
      show_message (self, _ ("No Tool Chosen"), _ ("Choose one from the list to see who has it."));
      return;
    }
  request = g_new0 (WholeRequest, 1);
  request->id = g_strdup (ta_tool_item_get_id (self->item));
  request->today = ta_context_get_today (self->context);
  self->readings++;
  ta_store_read_async (ta_context_get_store (self->context), read_whole, request, whole_request_free, whole_free, self->cancellable, on_read, g_object_ref (self));
}

/* Reservations and past loans are in no row of the list, so that the item does not tell of them. */
static void
on_changed (TaToolDetail *self, GPtrArray *changes)
{
  g_autoptr (GPtrArray) loans = ta_changes_collect_ids (changes, "loan");
  g_autoptr (GPtrArray) reservations = ta_changes_collect_ids (changes, "reservation");
  g_autoptr (GPtrArray) households = ta_changes_collect_ids (changes, "household");

  if (self->item != NULL && loans->len + reservations->len + households->len > 0)
    read_again (self);
}

static void
forget_item (TaToolDetail *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, read_again, self);
  g_clear_object (&self->item);
}

static void
ta_tool_detail_dispose (GObject *object)
{
  TaToolDetail *self = TA_TOOL_DETAIL (object);

  g_cancellable_cancel (self->cancellable);
  forget_item (self);
  G_OBJECT_CLASS (ta_tool_detail_parent_class)->dispose (object);
}

static void
ta_tool_detail_finalize (GObject *object)
{
  TaToolDetail *self = TA_TOOL_DETAIL (object);

  g_clear_object (&self->context);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (ta_tool_detail_parent_class)->finalize (object);
}

static void
ta_tool_detail_class_init (TaToolDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_tool_detail_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_tool_detail_finalize;
}

static void
ta_tool_detail_init (TaToolDetail *self)
{
  self->cancellable = g_cancellable_new ();
}

void
ta_tool_detail_set_context (TaToolDetail *self, TaContext *context)
{
  g_return_if_fail (TA_IS_TOOL_DETAIL (self) && self->context == NULL);
  self->context = g_object_ref (context);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  read_again (self);
}

void
ta_tool_detail_set_item (TaToolDetail *self, TaToolItem *item)
{
  g_return_if_fail (TA_IS_TOOL_DETAIL (self));
  if (self->item == item)
    return;
  forget_item (self);
  self->item = item != NULL ? g_object_ref (item) : NULL;
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
}

gboolean
ta_tool_detail_is_settled (TaToolDetail *self)
{
  g_return_val_if_fail (TA_IS_TOOL_DETAIL (self), TRUE);
  return self->readings == 0;
}

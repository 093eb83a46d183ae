/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-notices-dialog.h"

#include "ta-form.h"
#include "ta-list-stack.h"
#include "ta-place.h"
#include "ta-sentence-row.h"
#include "ta-stuck-actions.h"
#include "ta-sync-text.h"

#include <glib/gi18n.h>

#define MOST_NOTICES 200
#define WIDTH 600
#define HEIGHT 640

struct _TaNoticesDialog
{
  AdwDialog parent_instance;

  TaContext *context;        /* owned */
  TaSync *sync;              /* owned */
  GCancellable *cancellable; /* owned: the read that is under way */
  gboolean has_unnamed;      /* of a notice it is not known whose change it is of */
  char *shown;               /* (nullable): what the page is made of */

  /* borrowed */
  GtkWidget *stack;
  GtkWidget *bin; /* AdwBin: the page of what there is */
  GtkWidget *toasts;
};

#define TA_TYPE_NOTICES_DIALOG (ta_notices_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TaNoticesDialog, ta_notices_dialog, TA, NOTICES_DIALOG, AdwDialog)
G_DEFINE_FINAL_TYPE (TaNoticesDialog, ta_notices_dialog, ADW_TYPE_DIALOG)

static void reload (TaNoticesDialog *self);

/* Reading -------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *kept;
  GPtrArray *attentions;
  GPtrArray *stuck;
  GPtrArray *notices;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->kept, g_ptr_array_unref);
  g_clear_pointer (&found->attentions, g_ptr_array_unref);
  g_clear_pointer (&found->stuck, g_ptr_array_unref);
  g_clear_pointer (&found->notices, g_ptr_array_unref);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static gpointer
read_found (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Found) found = g_new0 (Found, 1);

  found->kept = ta_sync_kept_list (database, error);
  found->attentions = found->kept != NULL ? ta_attention_list (database, error) : NULL;
  found->stuck = found->attentions != NULL ? ta_sync_stuck_list (database, error) : NULL;
  found->notices = found->stuck != NULL ? ta_sync_notice_table_list (database, MOST_NOTICES, error) : NULL;
  return found->notices != NULL ? g_steal_pointer (&found) : NULL;
}

/* Deciding ------------------------------------------------------------------------------------------------------------------------------- */

typedef enum
{
  STEP_KEPT,
  STEP_ATTENTION,
  STEP_KEEP_SHOWN,
  STEP_RETRY,
  STEP_KEEP_HERE,
  STEP_SEND_HERE,
  STEP_SEE,
  STEP_USE_OTHER
} StepKind;

/* What a button does. Its subjects are the array's, which lives as long as a button that refers to it. */
typedef struct
{
  StepKind kind;
  GPtrArray *owner; /* what @subject is in */
  gpointer subject;
  TaValue *value; /* (nullable): STEP_KEPT */
  char *keep;     /* (nullable): STEP_ATTENTION */
  gint64 now_ms;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_ptr_array_unref (step->owner);
  g_clear_pointer (&step->value, ta_value_unref);
  g_free (step->keep);
  g_free (step);
}

static Step *
step_new (StepKind kind, GPtrArray *owner, gpointer subject)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->owner = g_ptr_array_ref (owner);
  step->subject = subject;
  return step;
}

static gboolean
take_step (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Step *step = data;

  switch (step->kind)
    {
    case STEP_KEPT:
      return ta_sync_kept_decide (database, step->subject, step->value, step->now_ms, error);
    case STEP_ATTENTION:
      return ta_attention_settle (database, step->subject, step->keep, error);
    case STEP_KEEP_SHOWN:
      return ta_attention_keep_shown (database, step->subject, step->now_ms, error);
    case STEP_RETRY:
      return ta_sync_stuck_retry (database, step->subject, error);
    case STEP_KEEP_HERE:
      return ta_sync_stuck_keep_here (database, step->subject, error);
    case STEP_SEND_HERE:
      return ta_sync_stuck_send_here (database, step->subject, error);
    case STEP_SEE:
      return ta_sync_notice_table_see (database, ((TaSyncNotice *) step->subject)->id, error);
    case STEP_USE_OTHER:
      return ta_sync_notice_table_use_other (database, ((TaSyncNotice *) step->subject)->id, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static char *
use_other_label (const TaSyncNotice *notice)
{
  if (notice->kind == TA_CLASH_RESTORED)
    return g_strdup_printf (_ ("Deleted %s after all"), notice->part != NULL ? notice->part : notice->subject);
  return g_strdup_printf (_ ("Used the other value of %s"), notice->subject);
}

static char *
step_label (const Step *step)
{
  switch (step->kind)
    {
    case STEP_KEPT:
      return g_strdup_printf (_ ("Chose what is right of %s"), ((TaSyncKept *) step->subject)->subject);
    case STEP_ATTENTION:
    case STEP_KEEP_SHOWN:
      return g_strdup_printf (_ ("Settled %s"), ((TaAttention *) step->subject)->subject);
    case STEP_USE_OTHER:
      return use_other_label (step->subject);
    case STEP_RETRY:
    case STEP_KEEP_HERE:
    case STEP_SEND_HERE:
    case STEP_SEE:
    default:
      return g_strdup (_ ("Put a notice away"));
    }
}

static void
on_taken (const GError *error, gpointer data)
{
  g_autoptr (TaNoticesDialog) self = data;

  if (error != NULL)
    g_signal_emit_by_name (self->context, "failed", error->message);
  if (self->context == NULL)
    return;
  reload (self);
  /* What was decided is for the other computers too, also where no row of the pod is another for it. */
  ta_sync_kick (self->sync);
}

static void
on_clicked (GtkWidget *button, TaNoticesDialog *self)
{
  const Step *asked = g_object_get_data (G_OBJECT (button), "step");
  Step *step = step_new (asked->kind, asked->owner, asked->subject);
  g_autofree char *label = step_label (step);

  step->value = asked->value != NULL ? ta_value_ref (asked->value) : NULL;
  step->keep = g_strdup (asked->keep);
  /* A stamp is by the clock of the computer, whatever day the window shows. */
  step->now_ms = g_get_real_time () / 1000;
  ta_context_try (self->context, label, take_step, step, step_free, on_taken, g_object_ref (self));
}

static GtkWidget *
new_button (TaNoticesDialog *self, const char *label, const char *described, Step *step)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, described, -1);
  g_object_set_data_full (G_OBJECT (button), "step", step, step_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  return button;
}

/* Showing -------------------------------------------------------------------------------------------------------------------------------- */

static void
add_value (TaNoticesDialog *self, GtkWidget *group, GPtrArray *all, TaSyncKept *kept, TaValue *value, const char *name)
{
  gboolean shown = value == kept->shown;
  g_autofree char *text = ta_sync_value_text (kept->type, kept->key, value, name);
  GtkWidget *row = ta_sentence_row_new (text, shown ? _ ("Shown at present") : NULL);
  Step *step = step_new (STEP_KEPT, all, kept);

  step->value = shown ? NULL : ta_value_ref (value);
  ta_sentence_row_add (row, new_button (self, _ ("This Is _Right"), text, step));
  ta_form_add_row (group, row);
}

static void
add_kept (TaNoticesDialog *self, GtkWidget *page, GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      TaSyncKept *kept = all->pdata[i];
      g_autofree char *field = ta_sync_field_label (kept->key, kept->part);
      /* Translators: a household or the like, and which of its entries has two values. */
      g_autofree char *title = g_strdup_printf (_ ("%s: %s"), kept->subject, field);
      GtkWidget *group = ta_form_add_group (page, i == 0 ? _ ("To Be Decided") : NULL);

      if (i == 0)
        ta_form_describe (group, _ ("Two computers wrote different things where it matters. Both are kept until you say which is right."));
      ta_form_add_row (group, ta_sentence_row_new_heading (title));
      add_value (self, group, all, kept, kept->shown, kept->shown_name);
      for (guint j = 0; j < kept->others->len; j++)
        add_value (self, group, all, kept, kept->others->pdata[j], kept->names->pdata[j]);
    }
}

static void
add_choice (TaNoticesDialog *self, GtkWidget *group, GPtrArray *all, TaAttention *attention, const char *keep, const char *label)
{
  Step *step;
  GtkWidget *row;

  if (keep == NULL || label == NULL)
    return;
  step = step_new (STEP_ATTENTION, all, attention);
  step->keep = g_strdup (keep);
  row = ta_sentence_row_new (label, NULL);
  ta_sentence_row_add (row, new_button (self, _ ("This One _Stays"), label, step));
  ta_form_add_row (group, row);
}

/* There is nothing to choose between: it waits, or what is shown here is made to count. */
static void
add_held (TaNoticesDialog *self, GtkWidget *group, GPtrArray *all, TaAttention *attention)
{
  g_autofree char *text = ta_sync_attention_text (attention);
  GtkWidget *row = ta_sentence_row_new (text, attention->reason);

  if (attention->is_shown)
    ta_sentence_row_add (row, new_button (self, _ ("_Keep What Is Shown"), text, step_new (STEP_KEEP_SHOWN, all, attention)));
  ta_form_add_row (group, row);
}

static void
add_attentions (TaNoticesDialog *self, GtkWidget *page, GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      TaAttention *attention = all->pdata[i];
      g_autofree char *text = ta_sync_attention_text (attention);
      GtkWidget *group = ta_form_add_group (page, i == 0 ? _ ("To Be Settled") : NULL);

      if (attention->kind == TA_ATTENTION_HELD)
        {
          add_held (self, group, all, attention);
          continue;
        }
      ta_form_add_row (group, ta_sentence_row_new_heading (text));
      add_choice (self, group, all, attention, attention->first, attention->first_label);
      add_choice (self, group, all, attention, attention->second, attention->second_label);
    }
}

static void
on_export (GtkWidget *button, TaNoticesDialog *self)
{
  ta_stuck_actions_export (self->context, g_object_get_data (G_OBJECT (button), "stuck"), ADW_TOAST_OVERLAY (self->toasts));
}

static void
on_open (GtkWidget *button, TaNoticesDialog *self)
{
  ta_stuck_actions_open (g_object_get_data (G_OBJECT (button), "stuck"), GTK_WIDGET (self));
}

static void
on_deleted (gpointer dialog)
{
  TaNoticesDialog *self = dialog;

  if (self->context == NULL)
    return;
  reload (self);
  ta_sync_kick (self->sync);
}

static void
on_delete (GtkWidget *button, TaNoticesDialog *self)
{
  const TaSyncStuck *stuck = g_object_get_data (G_OBJECT (button), "stuck");

  ta_stuck_actions_delete (self->context, stuck->name, GTK_WIDGET (self), on_deleted, self);
}

/* One that goes on to something else. @stuck is the array's. */
static GtkWidget *
new_leading_button (TaNoticesDialog *self, const char *label, const char *described, GPtrArray *all, TaSyncStuck *stuck, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, described, -1);
  g_object_set_data_full (G_OBJECT (button), "all", g_ptr_array_ref (all), (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data (G_OBJECT (button), "stuck", stuck);
  g_signal_connect (button, "clicked", clicked, self);
  return button;
}

static void
add_ways_out (TaNoticesDialog *self, GtkWidget *row, GPtrArray *all, TaSyncStuck *stuck, const char *subject)
{
  if (!stuck->is_there)
    {
      if (ta_stuck_actions_can_open (stuck))
        ta_sentence_row_add (row, new_leading_button (self, _ ("O_pen It"), subject, all, stuck, G_CALLBACK (on_open)));
      ta_sentence_row_add (row, new_button (self, _ ("_Try Again"), subject, step_new (STEP_RETRY, all, stuck)));
      ta_sentence_row_add (row, new_button (self, _ ("Keep _Here Only"), subject, step_new (STEP_KEEP_HERE, all, stuck)));
      ta_sentence_row_add (row, new_leading_button (self, _ ("_Export…"), subject, all, stuck, G_CALLBACK (on_export)));
    }
  else if (stuck->id != NULL)
    ta_sentence_row_add (row, new_button (self, _ ("Send This _Computer’s Version"), subject, step_new (STEP_SEND_HERE, all, stuck)));
  else
    ta_sentence_row_add (row, new_leading_button (self, _ ("Delete on the Hu_b…"), subject, all, stuck, G_CALLBACK (on_delete)));
}

static void
add_stuck (TaNoticesDialog *self, GtkWidget *page, GPtrArray *all)
{
  GtkWidget *group = all->len > 0 ? ta_form_add_group (page, _ ("Not Exchanged")) : NULL;

  for (guint i = 0; i < all->len; i++)
    {
      TaSyncStuck *stuck = all->pdata[i];
      const char *subject = stuck->subject != NULL ? stuck->subject : _ ("An item that is not known here");
      GtkWidget *row = ta_sentence_row_new (subject, stuck->reason);

      add_ways_out (self, row, all, stuck, subject);
      ta_form_add_row (group, row);
    }
}

/* (nullable): what a button says that makes the other of two stand. */
static const char *
other_label (const TaSyncNotice *notice)
{
  switch (notice->kind)
    {
    case TA_CLASH_FIELD:
      return notice->mine_stands ? _ ("_Use the Other") : _ ("Use _Mine");
    case TA_CLASH_RESTORED:
      return _ ("_Delete It");
    case TA_CLASH_TEXT:
    case TA_CLASH_SAFETY:
    default:
      return NULL;
    }
}

static void
add_notices (TaNoticesDialog *self, GtkWidget *page, GPtrArray *all)
{
  GtkWidget *group = all->len > 0 ? ta_form_add_group (page, _ ("Changed on Two Computers at Once")) : NULL;

  self->has_unnamed = FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      TaSyncNotice *notice = all->pdata[i];
      g_autofree char *text = ta_sync_notice_text (notice);
      const char *other = other_label (notice);
      GtkWidget *row = ta_sentence_row_new (text, NULL);

      self->has_unnamed = self->has_unnamed || *notice->device_name == '\0';
      if (other != NULL)
        ta_sentence_row_add (row, new_button (self, other, text, step_new (STEP_USE_OTHER, all, notice)));
      ta_sentence_row_add (row, new_button (self, _ ("_OK"), text, step_new (STEP_SEE, all, notice)));
      ta_form_add_row (group, row);
    }
}

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

static void
describe_kept (GString *text, const TaSyncKept *kept)
{
  g_autofree char *shown = ta_sync_value_text (kept->type, kept->key, kept->shown, kept->shown_name);

  g_string_append_printf (text, "%s %s %s %s %s\n", kept->aggregate, kept->key, kept->subject, or_nothing (kept->part), shown);
  for (guint i = 0; i < kept->others->len; i++)
    {
      g_autofree char *other = ta_sync_value_text (kept->type, kept->key, kept->others->pdata[i], kept->names->pdata[i]);

      g_string_append_printf (text, "%s\n", other);
    }
}

static void
describe_notice (GString *text, const TaSyncNotice *notice)
{
  g_autofree char *said = ta_sync_notice_text (notice);

  g_string_append_printf (text, "%" G_GINT64_FORMAT " %s\n", notice->id, said);
}

/* (transfer full): the same as long as the page would be */
static char *
describe (const Found *found)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < found->kept->len; i++)
    describe_kept (text, found->kept->pdata[i]);
  for (guint i = 0; i < found->attentions->len; i++)
    {
      const TaAttention *attention = found->attentions->pdata[i];

      g_string_append_printf (text, "%d %s %s %s %s %s %s %d\n", attention->kind, attention->subject, or_nothing (attention->first), or_nothing (attention->second),
                              or_nothing (attention->first_label), or_nothing (attention->second_label), or_nothing (attention->reason), attention->is_shown);
    }
  for (guint i = 0; i < found->stuck->len; i++)
    {
      const TaSyncStuck *stuck = found->stuck->pdata[i];

      g_string_append_printf (text, "%s %s %s %d\n", stuck->name, or_nothing (stuck->subject), stuck->reason, stuck->is_there);
    }
  for (guint i = 0; i < found->notices->len; i++)
    describe_notice (text, found->notices->pdata[i]);
  return g_string_free_and_steal (text);
}

/* Only where something is another: the keyboard may be on one of the buttons. */
static void
show (TaNoticesDialog *self, const Found *found)
{
  g_autofree char *text = describe (found);
  GtkWidget *page;
  TaPlace *place;

  if (g_strcmp0 (text, self->shown) == 0)
    return;
  g_set_str (&self->shown, text);
  page = adw_preferences_page_new ();
  place = adw_bin_get_child (ADW_BIN (self->bin)) != NULL ? ta_place_remember (self->bin) : NULL;
  add_kept (self, page, found->kept);
  add_attentions (self, page, found->attentions);
  add_stuck (self, page, found->stuck);
  add_notices (self, page, found->notices);
  adw_bin_set_child (ADW_BIN (self->bin), page);
  if (place != NULL)
    ta_place_restore (place, self->bin);
  ta_list_stack_show (self->stack, found->kept->len + found->attentions->len + found->stuck->len + found->notices->len > 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaNoticesDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = ta_store_read_finish (TA_STORE (source), result, &error);

  if (found != NULL)
    show (self, found);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (self->context, "failed", error->message);
}

static void
reload (TaNoticesDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_found, NULL, NULL, found_free, self->cancellable, on_read, g_object_ref (self));
}

/* A device may have got its name, which is no change of the pod's data. */
static void
on_status_changed (TaNoticesDialog *self)
{
  if (self->has_unnamed)
    reload (self);
}

static void
ta_notices_dialog_dispose (GObject *object)
{
  TaNoticesDialog *self = TA_NOTICES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->sync);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (ta_notices_dialog_parent_class)->dispose (object);
}

static void
ta_notices_dialog_finalize (GObject *object)
{
  g_free (TA_NOTICES_DIALOG (object)->shown);
  G_OBJECT_CLASS (ta_notices_dialog_parent_class)->finalize (object);
}

static void
ta_notices_dialog_class_init (TaNoticesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_notices_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_notices_dialog_finalize;
}

static void
ta_notices_dialog_init (TaNoticesDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->bin = adw_bin_new ();
  self->toasts = adw_toast_overlay_new ();
  self->stack = ta_list_stack_new (self->bin, "object-select-symbolic", _ ("All Computers Agree"),
                                   _ ("Where two of them change the same thing at once, you can choose here what stands."));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->toasts), self->stack);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->toasts);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Notices"));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), WIDTH);
  adw_dialog_set_content_height (ADW_DIALOG (self), HEIGHT);
}

void
ta_notices_dialog_present (TaContext *context, TaSync *sync, GtkWidget *parent)
{
  TaNoticesDialog *self = g_object_new (TA_TYPE_NOTICES_DIALOG, NULL);

  self->context = g_object_ref (context);
  self->sync = g_object_ref (sync);
  g_signal_connect_object (context, "changed", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sync, "status-changed", G_CALLBACK (on_status_changed), self, G_CONNECT_SWAPPED);
  reload (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-cover-dialog-private.h"

#include "ta-cover-option-row.h"
#include "ta-form.h"
#include "ta-plan-dialog.h"
#include "ta-rota-commands.h"

#include <glib/gi18n.h>

/* How many worse ways with the same households are listed: who reads so many chooses none of them. */
#define MOST_OTHERS 30

static const TaCoverOption *
option_at (TaCoverDialog *self, guint i)
{
  return &g_array_index (self->search->cover->options, TaCoverOption, i);
}

void
ta_cover_dialog_clear (TaCoverDialog *self)
{
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self->page), self->groups->pdata[i]);
  g_ptr_array_set_size (self->groups, 0);
}

void
ta_cover_dialog_show_loading (TaCoverDialog *self)
{
  GtkWidget *spinner = adw_spinner_new ();
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Looking who could…"), NULL);

  ta_cover_dialog_clear (self);
  ta_cover_dialog_update_button (self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), spinner);
  ta_form_add_row (ta_cover_dialog_add_group (self, _ ("Who Could"), NULL), row);
}

void
ta_cover_dialog_show_failure (TaCoverDialog *self, const char *sentence)
{
  ta_cover_dialog_clear (self);
  ta_form_add_row (ta_cover_dialog_add_group (self, _ ("Who Could"), NULL),
                   g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", _ ("This cannot be found out"), "subtitle", sentence, NULL));
}

const TaCoverOption *
ta_cover_dialog_ticked (TaCoverDialog *self, guint row)
{
  GtkWidget *widget = self->rows->pdata[row];
  guint option = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "option"));

  if (!gtk_widget_get_sensitive (widget) || !gtk_check_button_get_active (ta_cover_option_row_get_check (widget)))
    return NULL;
  return option_at (self, option);
}

static gboolean
is_wanted (TaCoverDialog *self, const TaCoverOption *option)
{
  gboolean gives = option->steps[option->n_steps - 1].household == self->search->cover->asker;

  switch ((TaCoverWant) adw_combo_row_get_selected (ADW_COMBO_ROW (self->want)))
    {
    case TA_COVER_WANT_COVER:
      return !gives;
    case TA_COVER_WANT_SWAP:
      return gives;
    case TA_COVER_WANT_ANY:
    default:
      return TRUE;
    }
}

static GtkWidget *
make_option (TaCoverDialog *self, guint option)
{
  GtkWidget *row = ta_cover_option_row_new (self->context, self->search, option_at (self, option));

  g_object_set_data (G_OBJECT (row), "option", GUINT_TO_POINTER (option));
  g_signal_connect_object (ta_cover_option_row_get_check (row), "toggled", G_CALLBACK (ta_cover_dialog_update_button), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  return row;
}

/* Whether a better one of the same kind with the same households was before it. */
static gboolean
is_repeated (TaCoverDialog *self, GArray *before, guint option)
{
  const TaCoverOption *one = option_at (self, option);

  for (guint i = 0; i < before->len; i++)
    {
      const TaCoverOption *other = option_at (self, g_array_index (before, guint, i));
      guint step = 0;

      if (other->kind != one->kind || other->n_steps != one->n_steps)
        continue;
      while (step < one->n_steps && one->steps[step].household == other->steps[step].household)
        step++;
      if (step == one->n_steps)
        return TRUE;
    }
  return FALSE;
}

/* Splits what is wanted: @first the best way with each household, @more the best of the others; chains or all but chains. */
static void
sort_options (TaCoverDialog *self, gboolean chains, GArray *first, GArray *more)
{
  for (guint i = 0; i < self->search->cover->options->len; i++)
    {
      const TaCoverOption *option = option_at (self, i);

      if (!is_wanted (self, option) || (option->kind == TA_COVER_CHAIN) != chains)
        continue;
      if (ta_cover_search_is_asked (self->search, option) || !is_repeated (self, first, i))
        g_array_append_val (first, i);
      else if (more->len < MOST_OTHERS)
        g_array_append_val (more, i);
    }
}

/* The rows of a list that is folded are made when it is unfolded: there may be hundreds. */
static void
unfold (GtkWidget *expander, GParamSpec *pspec, TaCoverDialog *self)
{
  GArray *options = g_object_steal_data (G_OBJECT (expander), "options");

  for (guint i = 0; options && i < options->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), make_option (self, g_array_index (options, guint, i)));
  g_clear_pointer (&options, g_array_unref);
}

static void
add_folded (TaCoverDialog *self, GtkWidget *group, const char *title, GArray *options, gboolean open)
{
  GtkWidget *expander = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", title, NULL);

  g_object_set_data_full (G_OBJECT (expander), "options", g_array_ref (options), (GDestroyNotify) g_array_unref);
  g_signal_connect_object (expander, "notify::expanded", G_CALLBACK (unfold), self, G_CONNECT_DEFAULT);
  ta_form_add_row (group, expander);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), open);
}

static gboolean
add_singles (TaCoverDialog *self)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) more = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *title = NULL;
  GtkWidget *group;

  sort_options (self, FALSE, first, more);
  if (first->len == 0)
    return FALSE;
  group = ta_cover_dialog_add_group (self, _ ("Who Could"), _ ("The best for the rota comes first. Tick one or several: the first that is agreed counts."));
  for (guint i = 0; i < first->len; i++)
    ta_form_add_row (group, make_option (self, g_array_index (first, guint, i)));
  title = g_strdup_printf (ngettext ("%u more swap with them", "%u more swaps with them", more->len), more->len);
  if (more->len > 0)
    add_folded (self, group, title, more, FALSE);
  return TRUE;
}

/* Open where no single household can settle it. */
static gboolean
add_chains (TaCoverDialog *self, gboolean open)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) more = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *title = NULL;
  g_autofree char *rest = NULL;
  GtkWidget *group;

  sort_options (self, TRUE, first, more);
  if (first->len == 0)
    return FALSE;
  group = ta_cover_dialog_add_group (self, _ ("Chains"), _ ("One takes the turn and gives another up, which the next one takes. All of a chain must say yes."));
  title = g_strdup_printf (ngettext ("%u chain", "%u chains", first->len), first->len);
  add_folded (self, group, title, first, open);
  rest = g_strdup_printf (ngettext ("%u more with the same households", "%u more with the same households", more->len), more->len);
  if (more->len > 0)
    add_folded (self, group, rest, more, FALSE);
  return TRUE;
}

static gboolean
leads_any (TaCoverDialog *self, int household)
{
  for (guint i = 0; i < self->search->cover->options->len; i++)
    if (option_at (self, i)->kind != TA_COVER_CHAIN && option_at (self, i)->steps[0].household == household)
      return TRUE;
  return FALSE;
}

static void
add_reasons (TaCoverDialog *self, gboolean open)
{
  const TaCover *cover = self->search->cover;
  GtkWidget *expander = g_object_new (ADW_TYPE_EXPANDER_ROW, NULL);
  guint count = 0;
  g_autofree char *title = NULL;

  for (guint h = 0; h < cover->task->brief->households->len; h++)
    {
      const TaHousehold *household = ta_cover_search_household (self->search, (int) h);
      g_autofree char *text = NULL;

      if (cover->reasons[h].kind == TA_REASON_NONE || leads_any (self, (int) h))
        continue;
      text = ta_reason_to_text (&cover->reasons[h], household->name);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), ta_cover_household_row_new (self->context, household->id, NULL, text));
      count++;
    }
  title = g_strdup_printf (ngettext ("%u household cannot", "%u households cannot", count), count);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), open);
  if (count > 0)
    ta_form_add_row (ta_cover_dialog_add_group (self, _ ("Who Cannot"), NULL), expander);
  else
    g_object_unref (g_object_ref_sink (expander));
}

/* Nobody -------------------------------------------------------------------------------------------------------------------------------- */

static void
cancel_turn (TaCoverDialog *self)
{
  ta_rota_set_state (self->context, self->turn, TA_TURN_CANCELLED);
  ta_cover_dialog_finish (self);
}

/* The whole rota, with an eye on those who were told already. */
static void
replan (TaCoverDialog *self)
{
  AdwDialog *dialog = ta_plan_dialog_new (self->context, self->turn->pod, ta_context_get_today (self->context));
  GtkWidget *parent = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  ta_plan_dialog_set_fewest_changes (TA_PLAN_DIALOG (dialog), TRUE);
  ta_cover_dialog_finish (self);
  adw_dialog_present (dialog, parent);
}

static void
add_button (TaCoverDialog *self, GtkWidget *group, const char *title, GCallback func)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect_object (row, "activated", func, self, G_CONNECT_SWAPPED);
  ta_form_add_row (group, row);
}

static void
add_nobody (TaCoverDialog *self)
{
  gboolean none = self->search->cover->options->len == 0;
  const char *text = none ? _ ("Neither a cover nor a swap nor a chain of three keeps to the rules. Below is why, for each household.")
                          : _ ("There are other ways than what you look for.");
  GtkWidget *group = ta_cover_dialog_add_group (self, _ ("Nobody Can Take It"), text);

  if (!none)
    return;
  add_button (self, group, _ ("Replan…"), G_CALLBACK (replan));
  add_button (self, group, _ ("Cancel This Turn"), G_CALLBACK (cancel_turn));
}

void
ta_cover_dialog_show_results (TaCoverDialog *self)
{
  gboolean singles, chains;

  ta_cover_dialog_clear (self);
  if (!self->search->cover)
    {
      ta_cover_dialog_show_failure (self, _ ("The household does not hold this turn any more, or the turn is over."));
      ta_cover_dialog_update_button (self);
      return;
    }
  singles = add_singles (self);
  chains = add_chains (self, !singles);
  if (!singles && !chains)
    add_nobody (self);
  add_reasons (self, !singles && !chains);
  ta_cover_dialog_update_button (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-household-balance.h"

#include "ta-balance-table.h"

#include <glib/gi18n.h>

/* So many entries are shown; the balance is of all. */
#define MOST_LINES 60

struct _TaHouseholdBalance
{
  AdwPreferencesGroup parent_instance;

  TaContext *context;
  char *household;
  GCancellable *cancellable; /* (nullable) */
  GPtrArray *rows;           /* of GtkWidget, borrowed */
};

G_DEFINE_FINAL_TYPE (TaHouseholdBalance, ta_household_balance, ADW_TYPE_PREFERENCES_GROUP)

/* One of each that the ledger counts; (nullable) entries where it never did. */
typedef struct
{
  GPtrArray *lines[2]; /* by TaRotaCredit: of TaBalanceLine, newest first */
} Statements;

static void
statements_free (gpointer data)
{
  Statements *statements = data;

  for (int i = 0; i < 2; i++)
    g_clear_pointer (&statements->lines[i], g_ptr_array_unref);
  g_free (statements);
}

static gpointer
read_statements (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Statements *statements = g_new0 (Statements, 1);

  for (int i = 0; i < 2; i++)
    {
      statements->lines[i] = ta_balance_table_statement (database, data, (TaRotaCredit) i, MOST_LINES, error);
      if (!statements->lines[i])
        {
          statements_free (statements);
          return NULL;
        }
    }
  return statements;
}

static const char *
balance_title (gint64 balance)
{
  if (balance > 0)
    return _ ("Ahead: others owe it");
  return balance < 0 ? _ ("Behind: it owes others") : _ ("Even");
}

static char *
line_title (const TaBalanceLine *line)
{
  g_autofree char *date = ta_date_format (line->date, TA_DATE_WEEKDAY);

  if (!line->turn)
    return g_strdup_printf (_ ("%s, %s"), date, line->memo);
  /* Translators: a date, a dish, the state of a turn: “Fri 4 Dec, Lasagne (Done)” */
  return g_strdup_printf (_ ("%s, %s (%s)"), date, line->memo, ta_code_label (ta_turn_state_codes, (int) line->state));
}

static void
add_line (GtkWidget *expander, TaRotaCredit credit, const TaBalanceLine *line)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = line_title (line);
  g_autofree char *amount = ta_credit_format (credit, line->amount);
  GtkWidget *label = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line->explanation ? line->explanation : "");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

/* Rows are made when somebody wants to see them. */
static void
fill (GtkWidget *expander, GParamSpec *pspec, gpointer data)
{
  GPtrArray *lines = g_object_get_data (G_OBJECT (expander), "lines");

  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (expander)) || !lines)
    return;
  for (guint i = 0; i < lines->len; i++)
    add_line (expander, (TaRotaCredit) GPOINTER_TO_INT (data), lines->pdata[i]);
  g_object_set_data (G_OBJECT (expander), "lines", NULL);
}

static void
add_statement (TaHouseholdBalance *self, TaRotaCredit credit, GPtrArray *lines)
{
  GtkWidget *expander = adw_expander_row_new ();
  gint64 balance = lines->len > 0 ? ((TaBalanceLine *) lines->pdata[0])->balance : 0;
  g_autofree char *number = ta_credit_format (credit, balance);
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), balance_title (balance));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), credit == TA_ROTA_CREDIT_PORTIONS ? _ ("Portions cooked for others, less those eaten")
                                                                                                : _ ("Turns held, less its share of all dinners it ate"));
  gtk_widget_add_css_class (label, "numeric");
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (expander), label);
  g_object_set_data_full (G_OBJECT (expander), "lines", g_ptr_array_ref (lines), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (fill), GINT_TO_POINTER ((int) credit));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), expander);
  g_ptr_array_add (self->rows, expander);
}

/* What was unfolded stays unfolded when the ledger goes on. */
static void
show (TaHouseholdBalance *self, const Statements *statements)
{
  gboolean expanded = self->rows->len > 0 && adw_expander_row_get_expanded (self->rows->pdata[0]);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (int i = 0; i < 2; i++)
    if (statements->lines[i]->len > 0)
      add_statement (self, (TaRotaCredit) i, statements->lines[i]);
  if (self->rows->len > 0)
    adw_expander_row_set_expanded (self->rows->pdata[0], expanded);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TaHouseholdBalance) self = data;
  g_autoptr (GError) error = NULL;
  Statements *statements = ta_store_read_finish (TA_STORE (source), result, &error);

  if (!statements)
    return;
  if (self->cancellable)
    show (self, statements);
  statements_free (statements);
}

static void
reload (TaHouseholdBalance *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ta_store_read_async (ta_context_get_store (self->context), read_statements, g_strdup (self->household), g_free, statements_free,
                       self->cancellable, on_read, g_object_ref (self));
}

static void
on_changed (TaHouseholdBalance *self, GPtrArray *changes)
{
  g_autoptr (GPtrArray) ids = ta_changes_collect_ids (changes, "ledger_transaction");

  if (ids->len > 0)
    reload (self);
}

static void
ta_household_balance_dispose (GObject *object)
{
  TaHouseholdBalance *self = TA_HOUSEHOLD_BALANCE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (ta_household_balance_parent_class)->dispose (object);
}

static void
ta_household_balance_finalize (GObject *object)
{
  TaHouseholdBalance *self = TA_HOUSEHOLD_BALANCE (object);

  g_clear_object (&self->context);
  g_free (self->household);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (ta_household_balance_parent_class)->finalize (object);
}

static void
ta_household_balance_class_init (TaHouseholdBalanceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ta_household_balance_dispose;
  G_OBJECT_CLASS (klass)->finalize = ta_household_balance_finalize;
}

static void
ta_household_balance_init (TaHouseholdBalance *self)
{
  self->rows = g_ptr_array_new ();
}

GtkWidget *
ta_household_balance_new (TaContext *context, const char *household)
{
  TaHouseholdBalance *self = g_object_new (TA_TYPE_HOUSEHOLD_BALANCE, "title", _ ("Balance"), "visible", FALSE, NULL);

  self->context = g_object_ref (context);
  self->household = g_strdup (household);
  g_signal_connect_object (context, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  reload (self);
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-tool.h"

#include <string.h>

gboolean
ta_loan_is_overdue (const TaLoan *loan, TaDate today)
{
  gboolean is_out = loan->out <= today && (loan->returned == TA_DATE_NONE || loan->returned > today);

  return is_out && loan->due < today;
}

static gboolean
is_reserved (const TaReservation *reservation, TaDate today)
{
  return reservation != NULL && reservation->from <= today && today < reservation->until;
}

/* Where the thing is says more than what it is waiting for, so a loan goes before a repair. */
TaToolAvailability
ta_tool_summary_availability (const TaToolSummary *summary, TaDate today)
{
  if (summary->tool->status == TA_TOOL_RETIRED)
    return TA_TOOL_IS_RETIRED;
  if (summary->tool->status == TA_TOOL_MISSING)
    return TA_TOOL_IS_MISSING;
  if (summary->loan != NULL)
    return ta_loan_is_overdue (summary->loan, today) ? TA_TOOL_IS_OVERDUE : TA_TOOL_IS_ON_LOAN;
  if (summary->tool->status == TA_TOOL_MAINTENANCE)
    return TA_TOOL_IS_IN_REPAIR;
  return is_reserved (summary->reservation, today) ? TA_TOOL_IS_RESERVED : TA_TOOL_IS_AVAILABLE;
}

/* How many digits of a number count: those after its zeros. */
static size_t
significant (const char **at)
{
  while (**at == '0' && g_ascii_isdigit ((*at)[1]))
    (*at)++;
  return strspn (*at, "0123456789");
}

/* Compares the numbers at *@a and *@b and goes behind them. */
static int
compare_digits (const char **a, const char **b)
{
  size_t a_length = significant (a);
  size_t b_length = significant (b);
  int order;

  if (a_length != b_length)
    return a_length < b_length ? -1 : 1;
  order = strncmp (*a, *b, a_length);
  *a += a_length;
  *b += b_length;
  return order;
}

static int
compare_natural (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      int order;

      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        order = compare_digits (&a, &b);
      else
        order = (guchar) g_ascii_tolower (*a++) - (guchar) g_ascii_tolower (*b++);
      if (order != 0)
        return order;
    }
  return (*a != '\0') - (*b != '\0');
}

int
ta_tool_number_compare (const char *a, const char *b)
{
  gboolean has_a = a != NULL && *a != '\0';
  gboolean has_b = b != NULL && *b != '\0';
  int order;

  if (!has_a || !has_b)
    return has_b - has_a;
  order = compare_natural (a, b);
  return order != 0 ? order : strcmp (a, b);
}

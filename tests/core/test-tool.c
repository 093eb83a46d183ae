/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-tool.h"

#define DAY(y, m, d) ta_date_from_ymd (y, m, d)
#define TODAY DAY (2026, 12, 4)

static void
test_copy_is_deep (void)
{
  TaTool *tool = ta_tool_new ("Drill");
  g_autoptr (GBytes) picture = g_bytes_new_static ("jpeg", 4);
  g_autoptr (TaTool) copy = NULL;

  g_assert_cmpint (tool->value, ==, -1);
  g_assert_cmpint (tool->condition, ==, TA_CONDITION_GOOD);
  g_assert_null (tool->number);
  tool->number = g_strdup ("12");
  g_ptr_array_add (tool->photos, ta_photo_new ("a.jpg", picture));
  copy = ta_tool_copy (tool);
  g_assert_cmpstr (copy->id, ==, tool->id);
  ta_tool_free (tool);
  g_assert_cmpstr (copy->number, ==, "12");
  g_assert_cmpstr (copy->name, ==, "Drill");
  g_assert_cmpstr (((TaPhoto *) copy->photos->pdata[0])->file, ==, "a.jpg");
  g_assert_true (g_bytes_equal (((TaPhoto *) copy->photos->pdata[0])->thumbnail, picture));
}

static void
test_other_structs (void)
{
  g_autoptr (TaLoan) loan = ta_loan_new ("tool", "silva", DAY (2026, 12, 1), DAY (2026, 12, 8));
  g_autoptr (TaLoan) loan_copy = ta_loan_copy (loan);
  g_autoptr (TaReservation) reservation = ta_reservation_new ("tool", "silva", DAY (2026, 12, 1), DAY (2026, 12, 8));
  g_autoptr (TaReservation) reservation_copy = ta_reservation_copy (reservation);
  g_autoptr (TaCategory) category = ta_category_new ("Garden");

  g_assert_cmpint (loan_copy->returned, ==, TA_DATE_NONE);
  g_assert_cmpstr (loan_copy->household, ==, "silva");
  g_assert_cmpstr (loan_copy->note, ==, "");
  g_assert_cmpstr (reservation_copy->tool, ==, "tool");
  g_assert_cmpint (reservation_copy->until, ==, DAY (2026, 12, 8));
  g_assert_cmpstr (category->name, ==, "Garden");
  g_assert_null (category->parent);
}

static void
test_overdue (void)
{
  g_autoptr (TaLoan) loan = ta_loan_new ("tool", "silva", DAY (2026, 12, 1), DAY (2026, 12, 8));

  g_assert_false (ta_loan_is_overdue (loan, DAY (2026, 11, 30)));
  g_assert_false (ta_loan_is_overdue (loan, DAY (2026, 12, 8)));
  g_assert_true (ta_loan_is_overdue (loan, DAY (2026, 12, 9)));
  loan->returned = DAY (2026, 12, 10);
  g_assert_true (ta_loan_is_overdue (loan, DAY (2026, 12, 9)));
  g_assert_false (ta_loan_is_overdue (loan, DAY (2026, 12, 10)));
}

static void
test_availability (void)
{
  static const struct
  {
    TaToolStatus status;
    int due;      /* days from today of the open loan; 99: none */
    int reserved; /* days from today, for two days; 99: none */
    TaToolAvailability expected;
  } cases[] = {
    { TA_TOOL_ACTIVE, 99, 99, TA_TOOL_IS_AVAILABLE },
    { TA_TOOL_ACTIVE, 99, 1, TA_TOOL_IS_AVAILABLE },
    { TA_TOOL_ACTIVE, 99, 0, TA_TOOL_IS_RESERVED },
    { TA_TOOL_ACTIVE, 99, -1, TA_TOOL_IS_RESERVED },
    { TA_TOOL_ACTIVE, 99, -2, TA_TOOL_IS_AVAILABLE },
    { TA_TOOL_ACTIVE, 0, 0, TA_TOOL_IS_ON_LOAN },
    { TA_TOOL_ACTIVE, -1, 0, TA_TOOL_IS_OVERDUE },
    { TA_TOOL_MAINTENANCE, 99, 0, TA_TOOL_IS_IN_REPAIR },
    { TA_TOOL_MAINTENANCE, 3, 99, TA_TOOL_IS_ON_LOAN },
    { TA_TOOL_MISSING, -1, 99, TA_TOOL_IS_MISSING },
    { TA_TOOL_RETIRED, -1, 0, TA_TOOL_IS_RETIRED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TaToolSummary) summary = g_new0 (TaToolSummary, 1);

      summary->tool = ta_tool_new ("Drill");
      summary->tool->status = cases[i].status;
      if (cases[i].due != 99)
        summary->loan = ta_loan_new ("tool", "silva", TODAY - 9, TODAY + cases[i].due);
      if (cases[i].reserved != 99)
        summary->reservation = ta_reservation_new ("tool", "silva", TODAY + cases[i].reserved, TODAY + cases[i].reserved + 2);
      g_assert_cmpint (ta_tool_summary_availability (summary, TODAY), ==, cases[i].expected);
    }
}

static void
test_numbers_sort_as_people_count (void)
{
  static const char *sorted[] = { "1", "02", "2", "10", "10A", "10b", "10C", "11", "A2", "A10", "B1", "T-9", "T-10", "T-10-1" };

  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sorted); j++)
      g_assert_cmpint (CLAMP (ta_tool_number_compare (sorted[i], sorted[j]), -1, 1), ==, (i > j) - (i < j));
  g_assert_cmpint (ta_tool_number_compare ("99999999999999999999998", "99999999999999999999999"), <, 0);
  g_assert_cmpint (ta_tool_number_compare ("11", "99999999999999999999999"), <, 0);
  g_assert_cmpint (ta_tool_number_compare ("7", NULL), <, 0);
  g_assert_cmpint (ta_tool_number_compare (NULL, "7"), >, 0);
  g_assert_cmpint (ta_tool_number_compare ("", "7"), >, 0);
  g_assert_cmpint (ta_tool_number_compare (NULL, ""), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tool/copy", test_copy_is_deep);
  g_test_add_func ("/tool/others", test_other_structs);
  g_test_add_func ("/tool/overdue", test_overdue);
  g_test_add_func ("/tool/availability", test_availability);
  g_test_add_func ("/tool/number-order", test_numbers_sort_as_people_count);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-rota-text.h"

#include "fuzz.h"

#include <string.h>

/* Whatever the bytes: reading ends, an error says something, what could be read is printed and read again the same, and can be judged. */

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TaRotaProblem) problem = ta_rota_problem_parse ((const char *) data, size, &error);
  g_autoptr (TaRotaProblem) again = NULL;
  g_autoptr (TaRotaPlan) plan = NULL;
  g_autofree char *text = NULL;
  g_autofree char *printed = NULL;
  TaRotaScore score;

  g_assert_true ((problem == NULL) == (error != NULL));
  if (problem == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  text = ta_rota_problem_print (problem);
  again = ta_rota_problem_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  printed = ta_rota_problem_print (again);
  g_assert_cmpstr (text, ==, printed);
  plan = ta_rota_plan_new (problem);
  /* Pins may be in each other's way in no respect. */
  g_assert_true (ta_rota_evaluate (problem, plan, &score, NULL));
  g_assert_cmpint (score.total, >=, 0);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ta-context.h"

#include <adwaita.h>

#define TA_TYPE_PAGE (ta_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (TaPage, ta_page, TA, PAGE, AdwNavigationPage)

/**
 * TaPageClass:
 * @open: shows the thing with that id (a household, a tool, a turn), as when another page sends the person here
 * @search: puts the cursor into the page's search
 * @is_settled: whether all that the page reads has arrived; for pictures and tests
 *
 * A page of the sidebar. It has the construct-only property "context" and its own header bar (an AdwToolbarView is its child); it is
 * made when it is first visited.
 */
struct _TaPageClass
{
  AdwNavigationPageClass parent_class;

  void (*open) (TaPage *page, const char *id);
  void (*search) (TaPage *page);
  gboolean (*is_settled) (TaPage *page);
};

TaContext *ta_page_get_context (TaPage *page);
void ta_page_open (TaPage *page, const char *id);
void ta_page_search (TaPage *page);
gboolean ta_page_is_settled (TaPage *page);

/**
 * TaPageInfo: an entry of the sidebar, which is built from the list of them.
 */
typedef struct
{
  const char *id;    /* "today", "rota", … */
  const char *title; /* marked with N_() */
  const char *icon;
  GType (*get_type) (void);
} TaPageInfo;

/** The pages, in the sidebar's order; ends with a NULL id. Alt+1 … go to them. "win.open-page" takes the id, "win.open" "page/item". */
extern const TaPageInfo ta_pages[];

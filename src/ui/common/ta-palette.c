/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-palette.h"

#include <glib/gi18n.h>

/* The same as in style.css. White text on each has a contrast of at least 3:1, the initials are large and bold. */
static const struct
{
  const char *name;
  const char *css_class;
  const char *light;
  const char *dark;
} colours[TA_PALETTE_SIZE] = {
  { N_ ("Blue"), "household-0", "#2a6fc9", "#3d84e0" },
  { N_ ("Teal"), "household-1", "#12838f", "#1f95a2" },
  { N_ ("Green"), "household-2", "#2f8a43", "#3b9a50" },
  { N_ ("Amber"), "household-3", "#b07200", "#c58510" },
  { N_ ("Pink"), "household-4", "#c4478a", "#d65f9f" },
  { N_ ("Purple"), "household-5", "#7d41a8", "#9a62c4" },
  { N_ ("Red"), "household-6", "#bf3b32", "#d4564c" },
  { N_ ("Slate"), "household-7", "#54697d", "#6f859a" },
  { N_ ("Olive"), "household-8", "#6f7a17", "#83902a" },
  { N_ ("Brown"), "household-9", "#8a5a3b", "#a37352" },
};

void
ta_palette_get (int index, gboolean dark, GdkRGBA *rgba)
{
  int safe = CLAMP (index, 0, TA_PALETTE_SIZE - 1);

  gdk_rgba_parse (rgba, dark ? colours[safe].dark : colours[safe].light);
}

const char *
ta_palette_css_class (int index)
{
  return colours[CLAMP (index, 0, TA_PALETTE_SIZE - 1)].css_class;
}

const char *
ta_palette_name (int index)
{
  return _ (colours[CLAMP (index, 0, TA_PALETTE_SIZE - 1)].name);
}

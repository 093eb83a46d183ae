/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ta-hub-private.h"

#include <string.h>

#define READ (TA_HUB_GET | TA_HUB_HEAD)
#define SMALL 16384
#define INVITATION 65536
#define LOCAL (1024 * 1024)
#define CALENDAR (1024 * 1024)

static const TaHubRoute welcome = { "/", READ, TRUE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_welcome };
static const TaHubRoute page = { "/j", READ, TRUE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_page };
static const TaHubRoute join = { "/_turnabout/join", TA_HUB_POST, TRUE, TA_HUB_TYPE_JSON, SMALL, ta_hub_run_join };
static const TaHubRoute public_feed = { "/f/{}", READ, TRUE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_public_feed };
static const TaHubRoute pod = { "/{}", READ | TA_HUB_PUT, FALSE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_pod };

/* Within a database. */
static const TaHubRoute routes[] = {
  { "_changes", READ, FALSE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_changes },
  { "_all_docs", READ, FALSE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_all_docs },
  { "_bulk_docs", TA_HUB_POST, FALSE, TA_HUB_TYPE_JSON, 0, ta_hub_run_bulk_docs },
  { "_bulk_get", TA_HUB_POST, FALSE, TA_HUB_TYPE_JSON, 0, ta_hub_run_bulk_get },
  { "_revs_diff", TA_HUB_POST, FALSE, TA_HUB_TYPE_JSON, 0, ta_hub_run_revs_diff },
  { "_ensure_full_commit", TA_HUB_POST, FALSE, TA_HUB_TYPE_JSON, SMALL, ta_hub_run_full_commit },
  { "_local/{}", READ | TA_HUB_PUT | TA_HUB_DELETE, FALSE, TA_HUB_TYPE_JSON, LOCAL, ta_hub_run_local },
  { "_turnabout/invites", READ, FALSE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_invites },
  { "_turnabout/invites/{}", TA_HUB_PUT | TA_HUB_DELETE, FALSE, TA_HUB_TYPE_JSON, INVITATION, ta_hub_run_invite },
  { "_turnabout/accounts", READ, FALSE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_accounts },
  { "_turnabout/accounts/{}", TA_HUB_DELETE, FALSE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_account },
  { "_turnabout/feeds", READ, FALSE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_feeds },
  { "_turnabout/feeds/{}", TA_HUB_PUT | TA_HUB_DELETE, FALSE, TA_HUB_TYPE_CALENDAR, CALENDAR, ta_hub_run_feed },
};
static const TaHubRoute doc = { "{}", READ, FALSE, TA_HUB_TYPE_NONE, SMALL, ta_hub_run_doc };

static const TaHubRoute *
find_within (const char *rest, char **name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const char *path = routes[i].path;
      gsize fixed = strcspn (path, "{");

      if (path[fixed] == '\0' ? strcmp (rest, path) == 0 : strncmp (rest, path, fixed) == 0 && rest[fixed] != '\0')
        {
          *name = path[fixed] != '\0' ? g_strdup (rest + fixed) : NULL;
          return &routes[i];
        }
    }
  /* Ids that begin with an underscore are not documents of people. */
  if (rest[0] == '_')
    return NULL;
  *name = g_strdup (rest);
  return &doc;
}

static const TaHubRoute *
find_outside (const char *path, char **name)
{
  if (strcmp (path, "/") == 0)
    return &welcome;
  if (strcmp (path, "/j") == 0)
    return &page;
  if (strcmp (path, "/_turnabout/join") == 0)
    return &join;
  if (g_str_has_prefix (path, "/f/") && path[3] != '\0')
    {
      *name = g_strdup (path + 3);
      return &public_feed;
    }
  return NULL;
}

const TaHubRoute *
ta_hub_route_find (const char *path, char **pod_name, char **name)
{
  const TaHubRoute *route = find_outside (path, name);
  const char *slash;
  g_autofree char *rest = NULL;

  if (route != NULL || path[0] != '/' || path[1] == '_' || path[1] == '\0')
    return route;
  slash = strchr (path + 1, '/');
  *pod_name = g_uri_unescape_segment (path + 1, slash, NULL);
  if (*pod_name == NULL)
    return NULL;
  /* PouchDB asks for the database with a slash behind it. */
  if (slash == NULL || slash[1] == '\0')
    return &pod;
  rest = g_uri_unescape_string (slash + 1, NULL);
  return rest != NULL && g_utf8_validate (rest, -1, NULL) ? find_within (rest, name) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ta-feed-actions.h"

#include "ta-feed-table.h"

#include <glib/gi18n.h>

char *
ta_feed_actions_name (TaContext *context, const char *household, const char *person)
{
  TaHouseholdItem *item = ta_context_find_household (context, household);
  const TaPerson *found = item != NULL && person != NULL ? ta_household_find_person (ta_household_item_get (item), person) : NULL;

  if (found != NULL)
    return g_strdup (found->name);
  return g_strdup (item != NULL ? ta_household_item_get_name (item) : "");
}

static gboolean
save (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_table_save (database, data, error);
}

static gboolean delete (TaDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return ta_feed_table_delete (database, ((TaFeed *) data)->id, error);
}

/* @feed: (transfer full); @format: of the label, with the name */
static void
run (TaContext *context, TaFeed *feed, const char *label, TaStoreFunc func)
{
  ta_context_run (context, label, func, feed, (GDestroyNotify) ta_feed_free, NULL, NULL);
}

void
ta_feed_actions_give (TaContext *context, const char *household, const char *person)
{
  TaFeed *feed = ta_feed_new (household, person);
  const char *actor = ta_store_get_actor (ta_context_get_store (context));
  g_autofree char *name = ta_feed_actions_name (context, household, person);
  g_autofree char *label = g_strdup_printf (_ ("Published the calendar of %s"), name);

  g_set_str (&feed->made_by, actor != NULL ? actor : "");
  feed->made_at = ta_context_get_now (context) / 1000;
  run (context, feed, label, save);
}

void
ta_feed_actions_set_detail (TaContext *context, const TaFeed *feed, TaFeedDetail detail)
{
  TaFeed *changed = ta_feed_copy (feed);
  g_autofree char *name = ta_feed_actions_name (context, feed->household, feed->person);
  g_autofree char *label = g_strdup_printf (_ ("Changed what the calendar of %s says"), name);

  changed->detail = detail;
  run (context, changed, label, save);
}

/* Asking --------------------------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  TaContext *context;
  TaFeed *feed;
  gboolean renew;
  GCallback kept;  /* (nullable) */
  GWeakRef object; /* whom @kept is for */
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->context);
  ta_feed_free (question->feed);
  g_weak_ref_clear (&question->object);
  g_free (question);
}

static void
take_back (Question *question)
{
  g_autofree char *name = ta_feed_actions_name (question->context, question->feed->household, question->feed->person);
  g_autofree char *label = g_strdup_printf (_ ("Took back the calendar of %s"), name);

  run (question->context, ta_feed_copy (question->feed), label, delete);
}

static void
renew (Question *question)
{
  g_autofree char *name = ta_feed_actions_name (question->context, question->feed->household, question->feed->person);
  g_autofree char *label = g_strdup_printf (_ ("Gave the calendar of %s a new link"), name);
  g_autoptr (TaFeed) fresh = ta_feed_new (question->feed->household, question->feed->person);
  TaFeed *changed = ta_feed_copy (question->feed);

  g_set_str (&changed->token, fresh->token);
  run (question->context, changed, label, save);
}

static void
on_answered (GObject *dialog, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (dialog), result);
  g_autoptr (GObject) object = g_weak_ref_get (&question->object);

  if (g_strcmp0 (answer, "do") == 0 && question->renew)
    renew (question);
  else if (g_strcmp0 (answer, "do") == 0)
    take_back (question);
  else if (question->kept != NULL && object != NULL)
    ((void (*) (gpointer)) question->kept) (object);
  question_free (question);
}

static void
ask (Question *question, const char *heading, const char *body, const char *action, GtkWidget *parent)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "do", action, NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "do", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), parent, NULL, on_answered, question);
}

static Question *
question_new (TaContext *context, const TaFeed *feed, gboolean renewed, GCallback kept, gpointer object)
{
  Question *question = g_new0 (Question, 1);

  question->context = g_object_ref (context);
  question->feed = ta_feed_copy (feed);
  question->renew = renewed;
  question->kept = kept;
  g_weak_ref_init (&question->object, object);
  return question;
}

void
ta_feed_actions_take_back (TaContext *context, const TaFeed *feed, GtkWidget *parent, GCallback kept, gpointer object)
{
  ask (question_new (context, feed, FALSE, kept, object), _ ("Take the Calendar Back?"),
       _ ("The link leads nowhere any more. Phones that read it keep what they have, and it goes stale: say so to who uses it."), _ ("_Take Back"), parent);
}

void
ta_feed_actions_renew (TaContext *context, const TaFeed *feed, GtkWidget *parent)
{
  ask (question_new (context, feed, TRUE, NULL, NULL), _ ("Make a New Link?"),
       _ ("The link that there is leads nowhere any more. Phones that read it keep what they have, and it goes stale until they are given the new one."), _ ("_Make a New Link"), parent);
}

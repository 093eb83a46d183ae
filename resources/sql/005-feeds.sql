-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 5: calendars for telephones.

-- A calendar that the pod's hub hands to whoever knows its token: of a person, or of a whole household.
CREATE TABLE feed (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  person TEXT REFERENCES person (id) ON DELETE CASCADE,
  token TEXT NOT NULL CHECK (length (token) = 32 AND token NOT GLOB '*[^0-9a-f]*'), -- random: no two are the same
  detail TEXT NOT NULL DEFAULT 'times' CHECK (detail IN ('times', 'titles')),
  made_by TEXT NOT NULL DEFAULT '',
  made_at INTEGER NOT NULL DEFAULT 0 -- ms since 1970
) STRICT;
CREATE INDEX feed_household ON feed (household);
CREATE INDEX feed_person ON feed (person) WHERE person IS NOT NULL;

-- What follows is this computer's own: neither undone nor exchanged.

-- What this computer knows of the feeds on the hub.
CREATE TABLE feed_published (
  hash TEXT PRIMARY KEY NOT NULL CHECK (length (hash) = 64), -- SHA-256 of the token: what the hub knows it by
  body TEXT NOT NULL DEFAULT '',                             -- SHA-256 of what was sent last; '': none of ours, seen there since @at
  at INTEGER NOT NULL                                        -- ms since 1970
) STRICT, WITHOUT ROWID;

-- How publishing to the hub goes.
CREATE TABLE feed_hub (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  state TEXT NOT NULL CHECK (state IN ('works', 'lacking', 'failed')), -- 'lacking': the hub has no feeds
  detail TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL -- ms since 1970
) STRICT;

-- A calendar server that gets the same calendar; no row: none.
CREATE TABLE caldav_target (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  key TEXT NOT NULL,               -- what its password is kept by
  url TEXT NOT NULL CHECK (url <> ''),
  user TEXT NOT NULL DEFAULT '',
  household TEXT NOT NULL,
  person TEXT,
  detail TEXT NOT NULL DEFAULT 'times' CHECK (detail IN ('times', 'titles')),
  problem TEXT NOT NULL DEFAULT '', -- a sentence; '': nothing is wrong
  stopped INTEGER NOT NULL DEFAULT 0 CHECK (stopped IN (0, 1)), -- until a person has looked: nothing is sent with a wrong password
  done_at INTEGER                   -- ms since 1970
) STRICT;

-- What lies on that server.
CREATE TABLE caldav_event (
  uid TEXT PRIMARY KEY NOT NULL,
  hash TEXT NOT NULL,
  etag TEXT NOT NULL DEFAULT '' -- '': the server did not say
) STRICT, WITHOUT ROWID;

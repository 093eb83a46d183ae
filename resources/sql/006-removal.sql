-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 6: somebody who is removed, and of whom nothing stays but that there was somebody.

-- Who was removed. It never goes: a device that heard of it late takes them out as well, whatever it has changed of them since.
CREATE TABLE removal (
  id TEXT PRIMARY KEY NOT NULL, -- the person's, or the household's
  kind TEXT NOT NULL CHECK (kind IN ('person', 'household')),
  label TEXT NOT NULL CHECK (label <> ''), -- what stands where their name stood
  removed_on TEXT NOT NULL
) STRICT;

-- How far this computer has come with it. Not a domain table.
CREATE TABLE removal_step (
  removal TEXT PRIMARY KEY NOT NULL,
  label TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('rows', 'stored', 'swept')) -- the tables; also the history and what is exchanged; also the file itself
) STRICT, WITHOUT ROWID;

-- What somebody was removed from is there still, and can no longer be undone.
ALTER TABLE history ADD COLUMN taken_out INTEGER NOT NULL DEFAULT 0 CHECK (taken_out IN (0, 1));

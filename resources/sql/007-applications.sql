-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 7: how a household came to be what it is.

-- A step on the way of a household into the collective and out of it: when it was, and who recorded it, for whom. What a household is, its
-- membership says; a step that makes it something else changes the membership in the same command.
CREATE TABLE membership_step (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  step TEXT NOT NULL
    CHECK (step IN ('applied', 'email-confirmed', 'phone-confirmed', 'visited', 'trial', 'active', 'paused', 'left', 'declined')),
  date TEXT NOT NULL,
  at INTEGER NOT NULL DEFAULT 0, -- ms since 1970: when it was recorded; 0: not known
  actor TEXT NOT NULL DEFAULT '',
  on_behalf_of TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX membership_step_household ON membership_step (household, date);

-- Who says whether a household is taken. While nobody is marked, anybody may.
ALTER TABLE person ADD COLUMN administrator INTEGER NOT NULL DEFAULT 0 CHECK (administrator IN (0, 1));

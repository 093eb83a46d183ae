-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2: planning, publishing, cover, calendars and rounds.
--
-- Columns are only ever appended, so that changesets recorded before still apply.

-- Rules and limits ------------------------------------------------------------------------------------------------------------------

-- How a pod plans and delivers; a pod without a row has these defaults. The id is the pod's, so that two devices make the same row.
CREATE TABLE rota_rules (
  id TEXT PRIMARY KEY NOT NULL,
  pod TEXT NOT NULL UNIQUE REFERENCES pod (id) ON DELETE CASCADE,
  max_per_week INTEGER NOT NULL DEFAULT 2 CHECK (max_per_week BETWEEN 1 AND 7),
  min_gap_days INTEGER NOT NULL DEFAULT 2 CHECK (min_gap_days BETWEEN 1 AND 60),
  spacing INTEGER NOT NULL DEFAULT 24 CHECK (spacing BETWEEN 0 AND 1000),       -- points of a turn that follows much too soon
  variety INTEGER NOT NULL DEFAULT 3 CHECK (variety BETWEEN 0 AND 1000),        -- points of the same weekday as last time
  stability INTEGER NOT NULL DEFAULT 30 CHECK (stability BETWEEN 0 AND 1000),   -- points of a published turn that changes hands
  preference INTEGER NOT NULL DEFAULT 20 CHECK (preference BETWEEN 0 AND 1000), -- points of a turn on an unwelcome weekday
  credit TEXT NOT NULL DEFAULT 'turns' CHECK (credit IN ('turns', 'portions')), -- what the ledger counts
  detour_percent INTEGER NOT NULL DEFAULT 130 CHECK (detour_percent BETWEEN 100 AND 500),
  walk_metres_per_minute INTEGER NOT NULL DEFAULT 75 CHECK (walk_metres_per_minute BETWEEN 10 AND 1000),
  door_minutes INTEGER NOT NULL DEFAULT 2 CHECK (door_minutes BETWEEN 0 AND 60),
  hot_minutes INTEGER NOT NULL DEFAULT 90 CHECK (hot_minutes BETWEEN 1 AND 1440)
) STRICT;

-- A household's own limits, where they differ from the pod's. The id is the household's.
CREATE TABLE turn_limit (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL UNIQUE REFERENCES household (id) ON DELETE CASCADE,
  max_per_week INTEGER CHECK (max_per_week BETWEEN 0 AND 7),
  min_gap_days INTEGER CHECK (min_gap_days BETWEEN 1 AND 60)
) STRICT;

-- Diets and allergens that a household cannot cook for, by their words in diet.tag and allergy.allergen.
CREATE TABLE cooking_limit (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  need TEXT NOT NULL CHECK (need <> ''),
  UNIQUE (household, need)
) STRICT;

-- What a person can do that a service or a series may ask for: first aid, driving…
CREATE TABLE capability (
  id TEXT PRIMARY KEY NOT NULL,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  UNIQUE (person, name)
) STRICT;
CREATE TABLE requirement (
  id TEXT PRIMARY KEY NOT NULL,
  series TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  capability TEXT NOT NULL CHECK (capability <> ''),
  UNIQUE (series, capability)
) STRICT;

-- Weekdays on which a household, or one of its people, does not eat with the pod unless a turn says so.
CREATE TABLE skipped_meal (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  person TEXT REFERENCES person (id) ON DELETE CASCADE,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7)
) STRICT;
CREATE UNIQUE INDEX skipped_meal_once ON skipped_meal (household, coalesce (person, ''), weekday);
CREATE INDEX skipped_meal_person ON skipped_meal (person);

ALTER TABLE household ADD COLUMN drop_from TEXT;  -- when dinners may be left at its door
ALTER TABLE household ADD COLUMN drop_until TEXT;
ALTER TABLE absence ADD COLUMN calendar TEXT REFERENCES calendar (id) ON DELETE SET NULL; -- where it was read from
ALTER TABLE absence ADD COLUMN uid TEXT NOT NULL DEFAULT '';
CREATE INDEX absence_calendar ON absence (calendar, uid);

-- Series and turns ------------------------------------------------------------------------------------------------------------------

ALTER TABLE series ADD COLUMN rotation TEXT NOT NULL DEFAULT 'none' CHECK (rotation IN ('none', 'weekday', 'rotate'));
ALTER TABLE series ADD COLUMN on_holiday TEXT NOT NULL DEFAULT 'keep' CHECK (on_holiday IN ('keep', 'skip', 'earlier', 'later'));
ALTER TABLE series ADD COLUMN on_school_break TEXT NOT NULL DEFAULT 'keep' CHECK (on_school_break IN ('keep', 'skip', 'earlier', 'later'));
ALTER TABLE series ADD COLUMN newcomers INTEGER NOT NULL DEFAULT 0 CHECK (newcomers BETWEEN 0 AND 9);
ALTER TABLE series ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE series ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- The households of a rotation, in their order.
CREATE TABLE series_household (
  id TEXT PRIMARY KEY NOT NULL,
  series TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  position INTEGER NOT NULL DEFAULT 0,
  UNIQUE (series, household)
) STRICT;
CREATE INDEX series_household_household ON series_household (household);

-- Days of a series that make no turn: deleted by hand, or skipped by a rule.
CREATE TABLE series_exception (
  id TEXT PRIMARY KEY NOT NULL,
  series TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
  date TEXT NOT NULL,
  UNIQUE (series, date)
) STRICT;

ALTER TABLE turn ADD COLUMN places INTEGER NOT NULL DEFAULT 1 CHECK (places BETWEEN 1 AND 9);
ALTER TABLE turn ADD COLUMN edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1)); -- by hand, so its series leaves it alone
ALTER TABLE turn ADD COLUMN handover TEXT NOT NULL DEFAULT '';                          -- for who is next
ALTER TABLE assignment ADD COLUMN override_reason TEXT NOT NULL DEFAULT '';             -- why a rule was set aside

CREATE TABLE checklist_item (
  id TEXT PRIMARY KEY NOT NULL,
  turn TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
  label TEXT NOT NULL CHECK (label <> ''),
  done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX checklist_item_turn ON checklist_item (turn, position);

CREATE TABLE delivery (
  id TEXT PRIMARY KEY NOT NULL,
  turn TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  position INTEGER CHECK (position >= 0), -- NULL: where the best round puts it
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'not-home', 'left-safe')),
  UNIQUE (turn, household)
) STRICT;
CREATE INDEX delivery_household ON delivery (household);

-- How often a turn changed, for calendars that took it over; kept when it is deleted, so that they can be told. Not a domain table: it only
-- counts up, also when a change is undone.
CREATE TABLE turn_revision (
  turn TEXT PRIMARY KEY NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  pod TEXT NOT NULL,
  service TEXT NOT NULL,
  date TEXT NOT NULL,
  start_time TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  was_published INTEGER NOT NULL DEFAULT 0,
  deleted INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX turn_revision_deleted ON turn_revision (pod, date) WHERE deleted;
INSERT INTO turn_revision (turn, pod, service, date, start_time, minutes, was_published)
SELECT id, pod, service, date, start_time, minutes, state <> 'planned' FROM turn;

CREATE TRIGGER turn_revision_insert AFTER INSERT ON turn BEGIN
  INSERT INTO turn_revision (turn, pod, service, date, start_time, minutes, was_published)
  VALUES (new.id, new.pod, new.service, new.date, new.start_time, new.minutes, new.state <> 'planned')
  ON CONFLICT (turn) DO UPDATE SET sequence = sequence + 1, deleted = 0, pod = excluded.pod, service = excluded.service, date = excluded.date,
    start_time = excluded.start_time, minutes = excluded.minutes, was_published = max (was_published, excluded.was_published);
END;
CREATE TRIGGER turn_revision_update AFTER UPDATE ON turn BEGIN
  UPDATE turn_revision SET sequence = sequence + 1, pod = new.pod, service = new.service, date = new.date, start_time = new.start_time,
    minutes = new.minutes, was_published = max (was_published, new.state <> 'planned')
  WHERE turn = new.id;
END;
CREATE TRIGGER turn_revision_delete AFTER DELETE ON turn BEGIN
  UPDATE turn_revision SET sequence = sequence + 1, deleted = 1 WHERE turn = old.id;
END;
CREATE TRIGGER turn_revision_assignment_insert AFTER INSERT ON assignment BEGIN
  UPDATE turn_revision SET sequence = sequence + 1 WHERE turn = new.turn;
END;
CREATE TRIGGER turn_revision_assignment_update AFTER UPDATE OF household, person, role ON assignment BEGIN
  UPDATE turn_revision SET sequence = sequence + 1 WHERE turn = new.turn;
END;
CREATE TRIGGER turn_revision_assignment_delete AFTER DELETE ON assignment BEGIN
  UPDATE turn_revision SET sequence = sequence + 1 WHERE turn = old.turn;
END;

-- Publishing ------------------------------------------------------------------------------------------------------------------------

-- What a household is to be told, in its own words. Who only eats is told no more than its own; who cooks is told who eats, and what each must not eat.
CREATE TABLE message (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('published', 'changed', 'cancelled', 'reminder', 'cover', 'answer')),
  created_on TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject <> ''),
  body TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'copied', 'mailed', 'printed', 'told')),
  sent_on TEXT
) STRICT;
CREATE INDEX message_household ON message (household, created_on);
CREATE INDEX message_ready ON message (state) WHERE state = 'ready';

-- Which turns a household was told of, as they then were: the same is never told twice.
CREATE TABLE notice (
  id TEXT PRIMARY KEY NOT NULL,
  message TEXT NOT NULL REFERENCES message (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  turn TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('published', 'changed', 'cancelled', 'reminder', 'cover', 'answer')),
  content TEXT NOT NULL,
  UNIQUE (household, turn, kind, content)
) STRICT;
CREATE INDEX notice_message ON notice (message);
CREATE INDEX notice_turn ON notice (turn);

-- When who holds a turn is reminded of it.
CREATE TABLE reminder (
  id TEXT PRIMARY KEY NOT NULL,
  service TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
  minutes_before INTEGER NOT NULL CHECK (minutes_before BETWEEN 0 AND 43200),
  UNIQUE (service, minutes_before)
) STRICT;

-- Reminders that this device has shown. Not a domain table.
CREATE TABLE reminder_shown (
  turn TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  minutes_before INTEGER NOT NULL,
  PRIMARY KEY (turn, starts_at, minutes_before)
) STRICT;

-- Cover and swaps -------------------------------------------------------------------------------------------------------------------

CREATE TABLE cover_request (
  id TEXT PRIMARY KEY NOT NULL,
  turn TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE, -- who cannot come, and stays on duty until somebody accepts
  kind TEXT NOT NULL CHECK (kind IN ('cover', 'swap')),
  reason TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'withdrawn')),
  asked_on TEXT NOT NULL,
  settled_on TEXT
) STRICT;
CREATE UNIQUE INDEX cover_request_open ON cover_request (turn, household) WHERE state = 'open';
CREATE INDEX cover_request_turn ON cover_request (turn);
CREATE INDEX cover_request_household ON cover_request (household);

-- Who was asked, and what they said. A chain is a row a link: each household takes a turn from the one before.
CREATE TABLE cover_answer (
  id TEXT PRIMARY KEY NOT NULL,
  request TEXT NOT NULL REFERENCES cover_request (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  takes TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
  gives TEXT REFERENCES turn (id) ON DELETE CASCADE,
  chain INTEGER NOT NULL DEFAULT 0 CHECK (chain BETWEEN 0 AND 99), -- answers of one chain stand or fall together
  position INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT 'asked' CHECK (answer IN ('asked', 'yes', 'no')),
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (request, household, takes, chain)
) STRICT;
CREATE INDEX cover_answer_household ON cover_answer (household);
CREATE INDEX cover_answer_takes ON cover_answer (takes);
CREATE INDEX cover_answer_gives ON cover_answer (gives);

-- Calendars and polls ---------------------------------------------------------------------------------------------------------------

CREATE TABLE calendar (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('holidays', 'school', 'absences')),
  household TEXT REFERENCES household (id) ON DELETE CASCADE, -- whose absences
  CHECK ((kind = 'absences') = (household IS NOT NULL))
) STRICT;
CREATE INDEX calendar_household ON calendar (household);

CREATE TABLE calendar_day (
  id TEXT PRIMARY KEY NOT NULL,
  calendar TEXT NOT NULL REFERENCES calendar (id) ON DELETE CASCADE,
  uid TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  from_date TEXT NOT NULL,
  until_date TEXT NOT NULL CHECK (until_date > from_date),
  UNIQUE (calendar, uid, from_date)
) STRICT;
CREATE INDEX calendar_day_date ON calendar_day (from_date);

-- Which weekday and time of day suits: the regular slot of something new.
CREATE TABLE poll (
  id TEXT PRIMARY KEY NOT NULL,
  pod TEXT NOT NULL REFERENCES pod (id) ON DELETE CASCADE,
  title TEXT NOT NULL CHECK (title <> ''),
  weekdays INTEGER NOT NULL DEFAULT 127 CHECK (weekdays BETWEEN 1 AND 127),
  bands TEXT NOT NULL CHECK (json_valid (bands)), -- [["HH:MM", "HH:MM"], …]
  wanted INTEGER NOT NULL DEFAULT 2 CHECK (wanted BETWEEN 1 AND 99),
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;
CREATE INDEX poll_pod ON poll (pod);

CREATE TABLE poll_answer (
  id TEXT PRIMARY KEY NOT NULL,
  poll TEXT NOT NULL REFERENCES poll (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  band INTEGER NOT NULL CHECK (band BETWEEN 0 AND 47),
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'rather-not', 'no')),
  UNIQUE (poll, household, weekday, band)
) STRICT;
CREATE INDEX poll_answer_household ON poll_answer (household);

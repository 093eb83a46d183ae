-- SPDX-License-Identifier: GPL-3.0-or-later
-- The schema of version 1. Released scripts are never edited: a change is a new script.
--
-- Every domain table has a NOT NULL text key (a UUID), so that a recorded change can be inverted and merged. Dates are YYYY-MM-DD, times
-- HH:MM, moments milliseconds since 1970 in UTC, ranges half-open, amounts integers in the minor unit, portions in hundredths.

CREATE TABLE collective (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  timezone TEXT NOT NULL CHECK (timezone <> ''),
  currency TEXT NOT NULL CHECK (length (currency) = 3),
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  loan_days INTEGER NOT NULL DEFAULT 7 CHECK (loan_days BETWEEN 1 AND 3650)
) STRICT;

CREATE TABLE pod (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  notes TEXT NOT NULL DEFAULT ''
) STRICT;

-- Households ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE household (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  colour INTEGER NOT NULL DEFAULT 0 CHECK (colour BETWEEN 0 AND 9),
  address TEXT NOT NULL DEFAULT '',
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  door_notes TEXT NOT NULL DEFAULT '',
  kitchen_capacity INTEGER CHECK (kitchen_capacity >= 0),
  vehicle TEXT NOT NULL DEFAULT '',
  pets TEXT NOT NULL DEFAULT '',
  smoking INTEGER NOT NULL DEFAULT 0 CHECK (smoking IN (0, 1)),
  accessibility TEXT NOT NULL DEFAULT '',
  tastes TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '',
  CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX household_name ON household (name);

-- What a household is to a pod, from a day on and until (not including) another. Without a pod: to the collective.
CREATE TABLE membership (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  pod TEXT REFERENCES pod (id) ON DELETE RESTRICT,
  status TEXT NOT NULL CHECK (status IN ('interested', 'trial', 'member', 'paused', 'left')),
  from_date TEXT NOT NULL,
  until_date TEXT CHECK (until_date > from_date),
  obligation_share INTEGER NOT NULL DEFAULT 100 CHECK (obligation_share BETWEEN 0 AND 1000)
) STRICT;
CREATE INDEX membership_household ON membership (household, from_date);
CREATE INDEX membership_pod ON membership (pod);

CREATE TABLE person (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> ''),
  born TEXT,
  role TEXT NOT NULL DEFAULT 'adult' CHECK (role IN ('adult', 'child')),
  guardian TEXT REFERENCES person (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  portion_factor INTEGER CHECK (portion_factor BETWEEN 0 AND 1000),
  notes TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX person_household ON person (household, position);
CREATE INDEX person_guardian ON person (guardian);

CREATE TABLE diet (
  id TEXT PRIMARY KEY NOT NULL,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (tag <> ''),
  UNIQUE (person, tag)
) STRICT;

CREATE TABLE allergy (
  id TEXT PRIMARY KEY NOT NULL,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  allergen TEXT NOT NULL CHECK (allergen <> ''),
  severity TEXT NOT NULL CHECK (severity IN ('preference', 'avoid', 'intolerance', 'allergy', 'anaphylaxis')),
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (person, allergen)
) STRICT;

CREATE TABLE availability (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  person TEXT REFERENCES person (id) ON DELETE CASCADE,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  state TEXT NOT NULL CHECK (state IN ('available', 'desired', 'undesired', 'unavailable'))
) STRICT;
CREATE UNIQUE INDEX availability_once ON availability (household, coalesce (person, ''), weekday);
CREATE INDEX availability_person ON availability (person);

CREATE TABLE absence (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  person TEXT REFERENCES person (id) ON DELETE CASCADE,
  from_date TEXT NOT NULL,
  until_date TEXT NOT NULL CHECK (until_date > from_date),
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX absence_household ON absence (household, from_date);
CREATE INDEX absence_person ON absence (person);

CREATE TABLE contact_point (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  person TEXT REFERENCES person (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'messenger', 'emergency', 'doctor', 'pickup')),
  value TEXT NOT NULL CHECK (value <> ''),
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX contact_point_household ON contact_point (household);
CREATE INDEX contact_point_person ON contact_point (person);

-- What a household offers to others or needs from them.
CREATE TABLE offer (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  person TEXT REFERENCES person (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('offer', 'need')),
  service TEXT NOT NULL CHECK (service IN ('cook', 'sit', 'tutor', 'lend', 'other')),
  detail TEXT NOT NULL DEFAULT '',
  level INTEGER NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 9)
) STRICT;
CREATE INDEX offer_household ON offer (household);
CREATE INDEX offer_person ON offer (person);

-- Who may see a field of a household; where there is no row the pod may.
CREATE TABLE visibility (
  id TEXT PRIMARY KEY NOT NULL,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  field TEXT NOT NULL CHECK (field <> ''),
  scope TEXT NOT NULL CHECK (scope IN ('household', 'pod', 'federation', 'public')),
  UNIQUE (household, field)
) STRICT;

-- The rota --------------------------------------------------------------------------------------------------------------------------

CREATE TABLE service (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('cook', 'sit', 'tutor', 'other')),
  start_time TEXT NOT NULL DEFAULT '18:00',
  minutes INTEGER NOT NULL DEFAULT 150 CHECK (minutes BETWEEN 1 AND 10080)
) STRICT;

CREATE TABLE series (
  id TEXT PRIMARY KEY NOT NULL,
  pod TEXT NOT NULL REFERENCES pod (id) ON DELETE CASCADE,
  service TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
  start_time TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 10080),
  from_date TEXT NOT NULL,
  until_date TEXT CHECK (until_date > from_date),
  every_weeks INTEGER NOT NULL DEFAULT 1 CHECK (every_weeks BETWEEN 1 AND 52),
  holders INTEGER NOT NULL DEFAULT 1 CHECK (holders BETWEEN 1 AND 9)
) STRICT;
CREATE INDEX series_pod ON series (pod);
CREATE INDEX series_service ON series (service);

CREATE TABLE turn (
  id TEXT PRIMARY KEY NOT NULL,
  pod TEXT NOT NULL REFERENCES pod (id) ON DELETE CASCADE,
  service TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  series TEXT REFERENCES series (id) ON DELETE SET NULL,
  series_date TEXT,
  date TEXT NOT NULL,
  start_time TEXT NOT NULL,
  minutes INTEGER NOT NULL DEFAULT 150 CHECK (minutes BETWEEN 1 AND 10080),
  state TEXT NOT NULL DEFAULT 'planned'
    CHECK (state IN ('planned', 'published', 'seeking-cover', 'done', 'late', 'missed', 'excused', 'cancelled')),
  title TEXT NOT NULL DEFAULT '',
  portions INTEGER CHECK (portions >= 0),
  note TEXT NOT NULL DEFAULT '',
  pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1))
) STRICT;
CREATE INDEX turn_date ON turn (date, start_time);
CREATE INDEX turn_pod ON turn (pod, date);
CREATE INDEX turn_service ON turn (service);
CREATE INDEX turn_series ON turn (series, series_date);

CREATE TABLE assignment (
  id TEXT PRIMARY KEY NOT NULL,
  turn TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE RESTRICT,
  person TEXT REFERENCES person (id) ON DELETE SET NULL,
  role TEXT NOT NULL DEFAULT 'cook' CHECK (role IN ('cook', 'helper', 'deliverer', 'sitter', 'tutor', 'other')),
  UNIQUE (turn, household, role)
) STRICT;
CREATE INDEX assignment_household ON assignment (household);
CREATE INDEX assignment_person ON assignment (person);

CREATE TABLE eater (
  id TEXT PRIMARY KEY NOT NULL,
  turn TEXT NOT NULL REFERENCES turn (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  portions INTEGER NOT NULL CHECK (portions >= 0),
  guests INTEGER NOT NULL DEFAULT 0 CHECK (guests BETWEEN 0 AND 99),
  late_plate INTEGER NOT NULL DEFAULT 0 CHECK (late_plate IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (turn, household)
) STRICT;
CREATE INDEX eater_household ON eater (household);

-- Tools -----------------------------------------------------------------------------------------------------------------------------

CREATE TABLE category (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  parent TEXT REFERENCES category (id) ON DELETE SET NULL
) STRICT;
CREATE UNIQUE INDEX category_name ON category (name, coalesce (parent, ''));
CREATE INDEX category_parent ON category (parent);

CREATE TABLE tool_model (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  brand TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE tool (
  id TEXT PRIMARY KEY NOT NULL,
  model TEXT REFERENCES tool_model (id) ON DELETE SET NULL,
  category TEXT REFERENCES category (id) ON DELETE SET NULL,
  owner TEXT REFERENCES household (id) ON DELETE SET NULL,
  number TEXT CHECK (number <> ''),
  name TEXT NOT NULL CHECK (name <> ''),
  brand TEXT NOT NULL DEFAULT '',
  value INTEGER CHECK (value >= 0),
  condition TEXT NOT NULL DEFAULT 'good' CHECK (condition IN ('new', 'good', 'fair', 'worn', 'unsafe')),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'maintenance', 'missing', 'retired')),
  location TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX tool_number ON tool (number) WHERE number IS NOT NULL;
CREATE INDEX tool_name ON tool (name);
CREATE INDEX tool_owner ON tool (owner);
CREATE INDEX tool_category ON tool (category);
CREATE INDEX tool_model_items ON tool (model);

-- The picture itself lies beside the database, named by its key; here is what lists need at once.
CREATE TABLE photo (
  id TEXT PRIMARY KEY NOT NULL,
  tool TEXT NOT NULL REFERENCES tool (id) ON DELETE CASCADE,
  file TEXT NOT NULL CHECK (file <> '' AND file NOT LIKE '%/%'),
  thumbnail BLOB NOT NULL,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX photo_tool ON photo (tool, position);

CREATE TABLE loan (
  id TEXT PRIMARY KEY NOT NULL,
  tool TEXT NOT NULL REFERENCES tool (id) ON DELETE RESTRICT,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE RESTRICT,
  person TEXT REFERENCES person (id) ON DELETE SET NULL,
  out_date TEXT NOT NULL,
  due_date TEXT NOT NULL CHECK (due_date >= out_date),
  returned_date TEXT CHECK (returned_date >= out_date),
  condition_out TEXT NOT NULL DEFAULT '',
  condition_in TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX loan_open ON loan (tool) WHERE returned_date IS NULL;
CREATE INDEX loan_tool ON loan (tool, out_date);
CREATE INDEX loan_household ON loan (household);
CREATE INDEX loan_person ON loan (person);

CREATE TABLE reservation (
  id TEXT PRIMARY KEY NOT NULL,
  tool TEXT NOT NULL REFERENCES tool (id) ON DELETE CASCADE,
  household TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE,
  from_date TEXT NOT NULL,
  until_date TEXT NOT NULL CHECK (until_date > from_date),
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX reservation_tool ON reservation (tool, from_date);
CREATE INDEX reservation_household ON reservation (household);

CREATE TRIGGER reservation_overlap_insert BEFORE INSERT ON reservation
WHEN EXISTS (SELECT 1 FROM reservation r
             WHERE r.tool = new.tool AND r.id <> new.id AND r.from_date < new.until_date AND new.from_date < r.until_date)
BEGIN SELECT RAISE (ABORT, 'reservation-overlap'); END;
CREATE TRIGGER reservation_overlap_update BEFORE UPDATE OF tool, from_date, until_date ON reservation
WHEN EXISTS (SELECT 1 FROM reservation r
             WHERE r.tool = new.tool AND r.id <> new.id AND r.from_date < new.until_date AND new.from_date < r.until_date)
BEGIN SELECT RAISE (ABORT, 'reservation-overlap'); END;

-- The ledger: nothing in it is ever changed or deleted. Its entries go in before the transaction that they belong to, which is then
-- refused unless they sum to zero in every unit; afterwards nothing can be added to it.

CREATE TABLE unit (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('time', 'points', 'money', 'count')),
  minor_per_major INTEGER NOT NULL DEFAULT 1 CHECK (minor_per_major > 0)
) STRICT;

CREATE TABLE account (
  id TEXT PRIMARY KEY NOT NULL,
  unit TEXT NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('household', 'pod', 'collective', 'community', 'external')),
  household TEXT REFERENCES household (id) ON DELETE RESTRICT,
  pod TEXT REFERENCES pod (id) ON DELETE RESTRICT,
  name TEXT NOT NULL DEFAULT '',
  CHECK ((kind = 'household') = (household IS NOT NULL)),
  CHECK ((kind = 'pod') = (pod IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX account_household ON account (household, unit) WHERE household IS NOT NULL;
CREATE INDEX account_pod ON account (pod);
CREATE INDEX account_unit ON account (unit);

CREATE TABLE rule_set (
  id TEXT PRIMARY KEY NOT NULL,
  service TEXT REFERENCES service (id) ON DELETE RESTRICT,
  version INTEGER NOT NULL CHECK (version > 0),
  effective_from TEXT NOT NULL,
  rules TEXT NOT NULL CHECK (json_valid (rules)),
  decided_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX rule_set_version ON rule_set (coalesce (service, ''), version);
CREATE INDEX rule_set_service ON rule_set (service);

CREATE TABLE ledger_transaction (
  id TEXT PRIMARY KEY NOT NULL,
  date TEXT NOT NULL,
  posted_at INTEGER NOT NULL,
  memo TEXT NOT NULL DEFAULT '',
  source_kind TEXT NOT NULL DEFAULT '',
  source TEXT,
  rule_set TEXT REFERENCES rule_set (id) ON DELETE RESTRICT,
  inputs TEXT NOT NULL DEFAULT '{}' CHECK (json_valid (inputs)),
  trace TEXT NOT NULL DEFAULT '[]' CHECK (json_valid (trace)),
  reverses TEXT UNIQUE REFERENCES ledger_transaction (id) ON DELETE RESTRICT
) STRICT;
CREATE INDEX ledger_transaction_date ON ledger_transaction (date);
CREATE INDEX ledger_transaction_source ON ledger_transaction (source);
CREATE INDEX ledger_transaction_rules ON ledger_transaction (rule_set);

CREATE TABLE ledger_entry (
  id TEXT PRIMARY KEY NOT NULL,
  ledger_transaction TEXT NOT NULL REFERENCES ledger_transaction (id) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  account TEXT NOT NULL REFERENCES account (id) ON DELETE RESTRICT,
  amount INTEGER NOT NULL CHECK (amount <> 0)
) STRICT;
CREATE INDEX ledger_entry_transaction ON ledger_entry (ledger_transaction);
CREATE INDEX ledger_entry_account ON ledger_entry (account);

CREATE TRIGGER ledger_entry_closed BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = new.ledger_transaction)
BEGIN SELECT RAISE (ABORT, 'ledger-immutable'); END;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE (ABORT, 'ledger-immutable'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE (ABORT, 'ledger-immutable'); END;
CREATE TRIGGER ledger_transaction_balanced BEFORE INSERT ON ledger_transaction
WHEN (SELECT count (*) FROM ledger_entry e WHERE e.ledger_transaction = new.id) < 2
  OR EXISTS (SELECT 1 FROM ledger_entry e JOIN account a ON a.id = e.account
             WHERE e.ledger_transaction = new.id GROUP BY a.unit HAVING sum (e.amount) <> 0)
BEGIN SELECT RAISE (ABORT, 'ledger-unbalanced'); END;
CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction BEGIN SELECT RAISE (ABORT, 'ledger-immutable'); END;
CREATE TRIGGER ledger_transaction_no_delete BEFORE DELETE ON ledger_transaction BEGIN SELECT RAISE (ABORT, 'ledger-immutable'); END;
-- An account's unit is part of what its entries mean.
CREATE TRIGGER account_unit_fixed BEFORE UPDATE OF unit ON account
WHEN old.unit <> new.unit AND EXISTS (SELECT 1 FROM ledger_entry e WHERE e.account = old.id)
BEGIN SELECT RAISE (ABORT, 'ledger-immutable'); END;

-- History: one row a command, outside what commands record -----------------------------------------------------------------------------

CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  label TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL DEFAULT '',
  on_behalf_of TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL CHECK (source IN ('screen', 'phone', 'paper', 'import', 'command', 'hub')),
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  reverts INTEGER REFERENCES history (id),
  reverted_by INTEGER REFERENCES history (id),
  changes INTEGER NOT NULL CHECK (changes >= 0),
  changeset BLOB NOT NULL
) STRICT;
CREATE INDEX history_at ON history (at);
CREATE INDEX history_reverts ON history (reverts);
CREATE INDEX history_reverted_by ON history (reverted_by);

-- Search: a row of the index is found by a key of its own, because VACUUM may renumber the rows of tables whose key is text ------------

CREATE TABLE tool_search_key (doc INTEGER PRIMARY KEY, tool TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE tool_search USING fts5 (number, name, brand, category, location, notes,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');

CREATE TRIGGER tool_search_insert AFTER INSERT ON tool BEGIN
  INSERT INTO tool_search_key (tool) VALUES (new.id);
  INSERT INTO tool_search (rowid, number, name, brand, category, location, notes)
  SELECT k.doc, coalesce (new.number, ''), new.name, new.brand, coalesce ((SELECT c.name FROM category c WHERE c.id = new.category), ''),
         new.location, new.notes
  FROM tool_search_key k WHERE k.tool = new.id;
END;
CREATE TRIGGER tool_search_update AFTER UPDATE OF number, name, brand, category, location, notes ON tool BEGIN
  UPDATE tool_search SET number = coalesce (new.number, ''), name = new.name, brand = new.brand,
         category = coalesce ((SELECT c.name FROM category c WHERE c.id = new.category), ''), location = new.location, notes = new.notes
  WHERE rowid = (SELECT k.doc FROM tool_search_key k WHERE k.tool = new.id);
END;
CREATE TRIGGER tool_search_delete AFTER DELETE ON tool BEGIN
  DELETE FROM tool_search WHERE rowid = (SELECT k.doc FROM tool_search_key k WHERE k.tool = old.id);
  DELETE FROM tool_search_key WHERE tool = old.id;
END;
-- Recorded changes may bring a category in after its tools.
CREATE TRIGGER tool_search_category_insert AFTER INSERT ON category BEGIN
  UPDATE tool_search SET category = new.name
  WHERE rowid IN (SELECT k.doc FROM tool t JOIN tool_search_key k ON k.tool = t.id WHERE t.category = new.id);
END;
CREATE TRIGGER tool_search_category_update AFTER UPDATE OF name ON category BEGIN
  UPDATE tool_search SET category = new.name
  WHERE rowid IN (SELECT k.doc FROM tool t JOIN tool_search_key k ON k.tool = t.id WHERE t.category = new.id);
END;

CREATE TABLE household_search_key (doc INTEGER PRIMARY KEY, household TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE household_search USING fts5 (name, address, people, offers, notes,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');

CREATE TRIGGER household_search_insert AFTER INSERT ON household BEGIN
  INSERT INTO household_search_key (household) VALUES (new.id);
  INSERT INTO household_search (rowid, name, address, people, offers, notes)
  SELECT k.doc, new.name, new.address,
         coalesce ((SELECT group_concat (p.name, ' ') FROM person p WHERE p.household = new.id), ''),
         coalesce ((SELECT group_concat (o.detail, ' ') FROM offer o WHERE o.household = new.id), ''), new.notes
  FROM household_search_key k WHERE k.household = new.id;
END;
CREATE TRIGGER household_search_update AFTER UPDATE OF name, address, notes ON household BEGIN
  UPDATE household_search SET name = new.name, address = new.address, notes = new.notes
  WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = new.id);
END;
CREATE TRIGGER household_search_delete AFTER DELETE ON household BEGIN
  DELETE FROM household_search WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = old.id);
  DELETE FROM household_search_key WHERE household = old.id;
END;
CREATE TRIGGER household_search_person_insert AFTER INSERT ON person BEGIN
  UPDATE household_search SET people = coalesce ((SELECT group_concat (p.name, ' ') FROM person p WHERE p.household = new.household), '')
  WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = new.household);
END;
CREATE TRIGGER household_search_person_update AFTER UPDATE OF name, household ON person BEGIN
  UPDATE household_search SET people = coalesce ((SELECT group_concat (p.name, ' ') FROM person p WHERE p.household = new.household), '')
  WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = new.household);
END;
CREATE TRIGGER household_search_person_delete AFTER DELETE ON person BEGIN
  UPDATE household_search SET people = coalesce ((SELECT group_concat (p.name, ' ') FROM person p WHERE p.household = old.household), '')
  WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = old.household);
END;
CREATE TRIGGER household_search_offer_insert AFTER INSERT ON offer BEGIN
  UPDATE household_search SET offers = coalesce ((SELECT group_concat (o.detail, ' ') FROM offer o WHERE o.household = new.household), '')
  WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = new.household);
END;
CREATE TRIGGER household_search_offer_update AFTER UPDATE OF detail, household ON offer BEGIN
  UPDATE household_search SET offers = coalesce ((SELECT group_concat (o.detail, ' ') FROM offer o WHERE o.household = new.household), '')
  WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = new.household);
END;
CREATE TRIGGER household_search_offer_delete AFTER DELETE ON offer BEGIN
  UPDATE household_search SET offers = coalesce ((SELECT group_concat (o.detail, ' ') FROM offer o WHERE o.household = old.household), '')
  WHERE rowid = (SELECT k.doc FROM household_search_key k WHERE k.household = old.household);
END;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 9: what was deleted long ago is forgotten, here and on the hub, once every device of the pod has heard of it. Not a domain table.

-- As it was, but with rowids: by type and id, in which order nothing comes, only their index is kept, and not the texts of the documents. Each that came
-- was put between others, and nearly each page of the file was written anew for each page from the hub.
CREATE TABLE sync_document_new (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL UNIQUE CHECK (length (name) = 32), -- on the hub
  state BLOB NOT NULL,                                  -- as it is here, with its stamps: canonical JSON
  generation INTEGER NOT NULL DEFAULT 1,                -- counts the changes made here
  base BLOB,                                            -- as it is on the hub, as far as is known; NULL with a revision: as @state
  base_rev TEXT,                                        -- NULL: not on the hub yet
  dirty INTEGER NOT NULL DEFAULT 1 CHECK (dirty IN (0, 1)),
  held TEXT,                                            -- why it is not in the tables as it is here: a word of the program's
  refused TEXT,                                         -- why the hub does not take it: no more is sent until it is changed
  rank INTEGER NOT NULL DEFAULT 0,                      -- the order of sending: what others refer to first, what is deleted last
  has_kept INTEGER NOT NULL DEFAULT 0,                  -- whether a field of safety has more than one value, or had
  PRIMARY KEY (type, id)
) STRICT;
INSERT INTO sync_document_new (type, id, name, state, generation, base, base_rev, dirty, held, refused, rank, has_kept)
  SELECT type, id, name, state, generation, base, base_rev, dirty, held, refused, rank, has_kept FROM sync_document ORDER BY type, id;
DROP TABLE sync_document;
ALTER TABLE sync_document_new RENAME TO sync_document;
CREATE INDEX sync_document_kept ON sync_document (has_kept) WHERE has_kept = 1;
CREATE INDEX sync_document_dirty ON sync_document (rank, type, id) WHERE dirty = 1;
CREATE INDEX sync_document_held ON sync_document (held) WHERE held IS NOT NULL;
CREATE INDEX sync_document_refused ON sync_document (refused) WHERE refused IS NOT NULL;

-- What the device that collects has noted to be forgotten, until all others have heard its round; see ta-sync-collect-table.h.
CREATE TABLE sync_collect (
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  rev TEXT NOT NULL,      -- as the hub had it then: of another version nobody knows who has heard of it
  round INTEGER NOT NULL, -- ms since 1970
  PRIMARY KEY (type, id)
) STRICT, WITHOUT ROWID;

-- What is deleted: it is looked through once a day, and there is far more that is not.
CREATE INDEX sync_document_deleted ON sync_document (rank) WHERE rank > 900;

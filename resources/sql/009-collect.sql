-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 9: what was deleted long ago is forgotten, here and on the hub, once every device of the pod has heard of it. Not a domain table.

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

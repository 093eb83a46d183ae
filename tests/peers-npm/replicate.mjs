// SPDX-License-Identifier: GPL-3.0-or-later
// replicate.mjs FROM [TO]: PouchDB takes all that is in the database FROM, and prints each document as a line of JSON; and hands it on to TO. Its own protocol
// asks a hub for other routes than our client does.
import { peers } from './modules.mjs';

const [from, to] = process.argv.slice(2);
const PouchDB = peers('pouchdb');

async function replicate(source, target) {
  const result = await PouchDB.replicate(source, target, { batch_size: 100 });

  if (!result.ok || result.doc_write_failures !== 0)
    throw new Error(JSON.stringify(result));
}

setTimeout(() => process.exit(2), 60000).unref();
PouchDB.plugin(peers('pouchdb-adapter-memory'));
try {
  const local = new PouchDB('copy', { adapter: 'memory' });
  const remote = url => new PouchDB(url, { skip_setup: true });

  await replicate(remote(from), local);
  if (to)
    await replicate(local, remote(to));
  const { rows } = await local.allDocs({ include_docs: true, conflicts: true });
  process.stdout.write(rows.map(row => JSON.stringify(row.doc) + '\n').join(''), () => process.exit(0));
} catch (error) {
  console.error(error);
  process.exit(1);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// server.mjs [PORT [FOLDER]]: a hub that is not ours, express-pouchdb, for the tests and the benchmark. It listens on loopback alone, on PORT (0: one
// that the system chooses), and says "Listening on http://127.0.0.1:PORT" once its accounts are made: "admin" and "member", with passwords of the same name. In FOLDER it
// keeps what it is given; without one it forgets it. It ends when its standard input does, so that it never outlives who started it.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { peers } from './modules.mjs';

const [port = '0', folder] = process.argv.slice(2);
const own = fs.mkdtempSync(path.join(os.tmpdir(), 'turnabout-peer.'));
const Plain = peers('pouchdb');

function openDatabases() {
  if (folder)
    return Plain.defaults({ prefix: folder + path.sep });
  Plain.plugin(peers('pouchdb-adapter-memory'));
  return Plain.defaults({ adapter: 'memory' });
}

function end(status) {
  fs.rmSync(own, { recursive: true, force: true });
  process.exit(status);
}

async function ask(url, method, document, headers = {}) {
  const answer = await fetch(url, { method, body: JSON.stringify(document), headers: { 'content-type': 'application/json', ...headers } });
  const text = await answer.text();

  if (!answer.ok && answer.status !== 409)
    throw new Error(`${method} ${url}: ${answer.status} ${text}`);
}

async function makeAccounts(url) {
  const authorization = 'Basic ' + Buffer.from('admin:admin').toString('base64');
  const member = { _id: 'org.couchdb.user:member', type: 'user', name: 'member', password: 'member', roles: [] };

  await ask(`${url}/_config/admins/admin`, 'PUT', 'admin');
  await ask(`${url}/_users/${encodeURIComponent(member._id)}`, 'PUT', member, { authorization });
}

// PouchDB 9 throws from within a callback when it is asked for a revision that it does not have.
process.on('uncaughtException', error => console.error('Uncaught:', error.message));
process.on('unhandledRejection', error => console.error('Unhandled:', error?.message));
for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => end(0));
process.stdin.on('end', () => end(0)).on('error', () => end(0)).resume();

const application = peers('express')();
application.use('/', peers('express-pouchdb')(openDatabases(), {
  mode: 'fullCouchDB', inMemoryConfig: true, configPath: path.join(own, 'config.json'), logPath: path.join(own, 'log.txt'),
}));
const listener = application.listen(Number(port), '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${listener.address().port}`;

  try {
    await makeAccounts(url);
    console.log(`Listening on ${url}`);
  } catch (error) {
    console.error(error.message);
    end(1);
  }
});
listener.keepAliveTimeout = 60000;

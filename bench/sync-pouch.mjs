// SPDX-License-Identifier: GPL-3.0-or-later
// sync-pouch.mjs URL DB USER PASSWORD DOCUMENTS BYTES: PouchDB 9 sends documents of so many bytes from memory to the empty hub, and a second PouchDB takes them. It has
// one way only to take them, so that it is what the first time is compared with, too. Five hundred at a time, which is faster than its own hundred.
// Prints a line of JSON for each.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { peers } from '../tests/peers-npm/modules.mjs';

const FRAME_BYTES = 124;
const [url, db, user, password, count, bytes] = process.argv.slice(2);
const PouchDB = peers('pouchdb');
const remote = () => new PouchDB(`${url.replace('//', `//${user}:${password}@`)}/${db}`, { skip_setup: true });
const options = { batch_size: 500, batches_limit: 10 };

function peakMegabytes() {
  return Number(/VmHWM:\s*(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
}

async function measure(step, work) {
  fs.writeFileSync('/proc/self/clear_refs', '5');
  const before = process.cpuUsage();
  const began = process.hrtime.bigint();
  const result = await work();
  const wall = Number(process.hrtime.bigint() - began) / 1e6;
  const { user: own, system } = process.cpuUsage(before);

  if (!result.ok || result.docs_written !== Number(count))
    throw new Error(JSON.stringify(result));
  console.log(JSON.stringify({ step, documents: result.docs_written, wall_ms: wall, cpu_ms: (own + system) / 1e3, peak_mb: peakMegabytes() }));
}

function makeDocument() {
  const sealed = crypto.randomBytes(Math.floor((Number(bytes) - FRAME_BYTES) * 3 / 4)).toString('base64');

  return { _id: crypto.randomBytes(16).toString('hex'), v: 1, k: '0123456789abcdef', c: sealed };
}

PouchDB.plugin(peers('pouchdb-adapter-memory'));
try {
  const here = new PouchDB('here', { adapter: 'memory' });
  const there = new PouchDB('there', { adapter: 'memory' });

  for (let i = 0; i < Number(count); i += 1000)
    await here.bulkDocs(Array.from({ length: Math.min(1000, Number(count) - i) }, makeDocument));
  await measure('push', () => PouchDB.replicate(here, remote(), options));
  await measure('pull', () => PouchDB.replicate(remote(), there, options));
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}

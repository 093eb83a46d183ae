// SPDX-License-Identifier: GPL-3.0-or-later
// Where the packages of package-lock.json were put: TURNABOUT_PEERS, which `dev` sets.
import { createRequire } from 'node:module';
import path from 'node:path';

export const peers = createRequire(path.join(process.env.TURNABOUT_PEERS ?? import.meta.dirname, 'package.json'));

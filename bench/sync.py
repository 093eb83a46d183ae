# SPDX-License-Identifier: GPL-3.0-or-later
"""The exchange of 10,000 documents with our hub and with express-pouchdb: our client against PouchDB 9 and against a bare one in C, in turns; how long an
edit takes from one database to the other; how long the hub takes to start, and what it takes to run."""

import base64
import json
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.request

from figures import BUILD, PROJECT, figure, say

ROUNDS = 3
DOCUMENTS = 10000
EDITS = 20
STARTS = 7
PEERS = os.path.join(PROJECT, "tests", "peers-npm")
STEPS = ["push", "pull", "bootstrap"]


def ask(url, method, document=None, **headers):
    body = None if document is None else json.dumps(document).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json", **headers}, method=method)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
        return json.load(answer)


class Hub:
    """A hub with an empty database, as a process of its own on loopback, for as long as it is needed."""

    def start(self, command):
        began = time.monotonic()
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().removeprefix("Listening on ").strip()
        self.start_ms = 1e3 * (time.monotonic() - began)

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def account(self):
        return [self.url, "pod", self.user, self.password]

    def usage(self):
        """(processor time in ms, peak memory in MB) of it until now."""
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            peak = int(re.search(r"VmHWM:\s*(\d+)", file.read())[1])
        return 1e3 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), peak / 1024


class OurHub(Hub):
    name = "turnabout-hub"

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="turnabout-hub.")
        path = os.path.join(self.folder, "hub.db")
        link = subprocess.run(["turnabout-hub", "--init", path, "--url", "http://127.0.0.1:1", "--db", "pod"], check=True, stdout=subprocess.PIPE,
                              text=True).stdout
        text = link.strip().split("#")[1]
        token = base64.b32decode(text + "=" * (-len(text) % 8))[2:18].hex()
        self.start(["turnabout-hub", "--listen", "127.0.0.1:0", "--quiet", path])
        joined = ask(f"{self.url}/_turnabout/join", "POST", {"token": token, "device": "Benchmark"})
        self.user, self.password = joined["user"], joined["password"]
        return self


class OtherHub(Hub):
    name = "express-pouchdb"

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="turnabout-hub.")
        self.start(["node", os.path.join(PEERS, "server.mjs")])
        self.user = self.password = "admin"
        ask(f"{self.url}/pod", "PUT", Authorization="Basic " + base64.b64encode(b"admin:admin").decode())
        return self


def lines_of(command):
    done = subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, timeout=600, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def program(name):
    return os.path.join(BUILD, "bench", name)


def measure(kind, client, size):
    """What a client does with a hub that was started for it: {step: its line}, and the hub's own share under "hub"."""
    with kind() as hub, tempfile.TemporaryDirectory(prefix="turnabout-sync.") as folder:
        commands = {"ours": [program("sync-ours"), *hub.account(), folder, DOCUMENTS],
                    "bare": [program("sync-bare"), *hub.account(), folder, DOCUMENTS, size],
                    "pouch": ["node", os.path.join(PROJECT, "bench", "sync-pouch.mjs"), *hub.account(), DOCUMENTS, size]}
        before = hub.usage()[0]
        found = {line["step"]: line for line in lines_of(commands[client])}
        after, peak = hub.usage()
        found["hub"] = {"cpu_ms": after - before, "peak_mb": peak}
        say(f"  {kind.name}, {client}: " + "; ".join(f"{step} " + " ".join(f"{key} {value:.0f}" for key, value in line.items() if key not in ("step", "documents"))
                                                    for step, line in found.items()))
        return found


def compare(kind, found):
    for step in STEPS:
        for key, unit in (("wall_ms", "ms"), ("cpu_ms", "ms"), ("peak_mb", "MB")):
            ours = [one[step][key] for one in found["ours"]]
            what = {"wall_ms": "time", "cpu_ms": "processor time of the client", "peak_mb": "peak memory of the client"}[key]
            # PouchDB takes everything in one way only.
            for client, other, goal in (("pouch", "pull" if step == "bootstrap" else step, 0.33), ("bare", step, 1.5)):
                peers = [one[other][key] for one in found.get(client, [])]
                name = {"pouch": "PouchDB 9", "bare": "the bare client"}[client]
                if peers:
                    yield figure(f"{step} of {DOCUMENTS} documents, {kind.name}, {what}, against {name}", ours, peers, unit, goal if key == "wall_ms" else None)
    for key, unit, what in (("cpu_ms", "ms", "processor time"), ("peak_mb", "MB", "peak memory")):
        ours = [one["hub"][key] for one in found["ours"]]
        for client, name in (("pouch", "PouchDB 9"), ("bare", "the bare client")):
            if found.get(client):
                yield figure(f"{kind.name} itself, {what}, with our client against with {name}", ours, [one["hub"][key] for one in found[client]], unit)


def alone(name, values, unit, goal=None):
    """A figure without a peer: the goal is for the value."""
    value = statistics.median(values)
    return {"name": name, "value": round(value, 1), "unit": unit, "peer": None, "ratio": None, "goal": goal, "met": None if goal is None else value <= goal}


def start_times(kind):
    for _ in range(STARTS):
        with kind() as hub:
            yield hub.start_ms


def delays(kind):
    with kind() as hub, tempfile.TemporaryDirectory(prefix="turnabout-sync.") as folder:
        os.environ["XDG_DATA_HOME"] = folder
        return lines_of([program("sync-delay"), *hub.account(), folder, EDITS])[0]


def run(folder):
    peers = os.environ.get("TURNABOUT_PEERS")
    kinds, clients = ([OurHub, OtherHub], ["ours", "bare", "pouch"]) if peers else ([OurHub], ["ours", "bare"])
    if not peers:
        say("  express-pouchdb and PouchDB could not be fetched: there is nothing to say of them.")
    load = os.getloadavg()[0]
    yield alone("load of the machine while this runs", [load], "processes")
    size = None
    for kind in kinds:
        found = {client: [] for client in clients}
        for _ in range(ROUNDS):
            for client in clients:
                one = measure(kind, client, size)
                size = one["size"]["bytes"] if size is None else size
                found[client].append(one)
        yield from compare(kind, found)
    yield alone("size of a document on the hub", [size], "bytes")
    times = delays(OurHub)
    yield alone(f"one edit from one database to another, the median of {EDITS}", times, "ms", 300)
    yield alone(f"one edit from one database to another, the slowest of {EDITS}", [max(times)], "ms")
    for kind in kinds:
        yield alone(f"start of {kind.name} until it answers, the median of {STARTS}", list(start_times(kind)), "ms", 1000 if kind is OurHub else None)

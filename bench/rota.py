# SPDX-License-Identifier: GPL-3.0-or-later
"""The rota planner against GLPK (in process), HiGHS and CBC (as processes), which are given the flow model (tests/peers/peer-model.h).

    bench/run rota [FAMILY…] [--fresh SEED] [--each N] [--limit SECONDS] [--keep FILE] [--no-peers]

FAMILY is what stands before the number in a rota's name; without one, those of DEFAULT. The rotas are the files of $TURNABOUT_ROTAS, else of
../shared/data/rota where that is, else of bench/rota. --fresh SEED makes rotas instead that nobody has tuned anything by (bench/rotas.py).
--each N takes the first N of each family (5; 0: all), --limit is for each run of a peer (10; for HiGHS, which knows wall time only, ten times as much of that),
--keep FILE remembers what the peers did and does not ask them again.

Times are processor time, without reading: GLPK and ours are timed within the process, from HiGHS and CBC a run is taken off that only reads.
The median of five runs; of one, where that takes more than two seconds. All may stop when less than 1 is between plan and bound, as objectives are whole.
A ratio is ours to theirs, the geometric mean over the rotas that both prove. A loss is a rota that a peer proves and we do not, or proves in less time, or
for which it has a better plan.
"""

import argparse
import hashlib
import json
import math
import os
import re
import resource
import shutil
import statistics
import subprocess
import tempfile

import rotas
from figures import BUILD, PROJECT, say

SOLVER = os.path.join(BUILD, "bench", "rota-solve")
PLANNER = os.path.join(BUILD, "src", "ctl", "turnaboutctl")
REPEATS = 5
LONG_MS = 2000
DEFAULT = ["pod6x8", "pod8x4", "pod5x13", "pod8x13", "pod10x13", "tight8x13", "daily7x12", "care10x13k2", "re8x13", "re12x26",
           "infeasible6x8", "replan8x13", "replan12x26", "pod12x26"]
FRESH = ["pod6x8", "pod8x13", "pod10x13", "tight8x13", "daily7x12", "care10x13k2", "infeasible6x8", "replan8x13", "replan12x26", "pod12x26"]
# Work for about one second and about ten.
SECOND, TEN_SECONDS = 100_000_000, 1_000_000_000

# What each sort of family should come to: the share proved; median and maximum in milliseconds; by peer, the most ratio ours to theirs.
GOALS = [
    (r"(re|replan)\d+x\d+$", {"proved": 1, "max": 20, "best": 1 / 50, "losses": 0}),
    (r"care", {"proved": 1, "max": 1000, "losses": 0}),
    (r"pod\d+x[48]$|infeasible", {"proved": 1, "median": 2, "max": 50, "glpk": 1 / 30, "highs": 1 / 100, "cbc": 1 / 100}),
    (r"(pod|tight|daily)\d+x1[23]$", {"proved": 1, "median": 50, "max": 1000, "best": 1 / 30, "losses": 0}),
    (r"pod\d+x26$", {"gap_1s": 3, "gap_10s": 1.5, "worse": 0}),
    (r"office", {"gap_10s": 5}),
]


# ---- running ------------------------------------------------------------------------------------------------------------------------------

def cpu_ms(command, folder):
    """(processor time in milliseconds, standard output)"""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), output


def number(pattern, text):
    found = re.search(pattern, text)
    value = float(found[1]) if found else math.nan
    return round(value, 4) if math.isfinite(value) else None


def ours(path, work=0):
    return json.loads(subprocess.run([SOLVER, "ours", path, str(REPEATS), str(work)], check=True, stdout=subprocess.PIPE).stdout)


def glpk(path, _model, limit):
    return json.loads(subprocess.run([SOLVER, "glpk", path, str(REPEATS), str(limit)], check=True, stdout=subprocess.PIPE).stdout)


def run_process(folder, command, reading, read_outcome):
    """Times a solver that is a program; what it takes to start and read the model is taken off."""
    overhead = statistics.median(cpu_ms(reading, folder)[0] for _ in range(3))
    outcome, times = None, []
    while len(times) < REPEATS and (not times or times[-1] < LONG_MS):
        ms, output = cpu_ms(command, folder)
        times.append(max(ms - overhead, 0.1))
        outcome = outcome or read_outcome(output)
    return {**outcome, "times": times}


def highs(_path, model, limit):
    options = model + ".highs"

    def command(seconds):
        with open(f"{options}-{seconds}", "w", encoding="ascii") as file:
            file.write(f"threads=1\nmip_rel_gap=0\nmip_abs_gap=0.99\ntime_limit={seconds}\n")
        return ["highs", "--parallel", "off", "--options_file", f"{options}-{seconds}", model]

    def outcome(text):
        return {"objective": number(r"Primal bound +(\S+)", text), "bound": number(r"Dual bound +(\S+)", text),
                "proved": bool(re.search(r"Status +Optimal", text))}

    # It leaves a log where it is.
    return run_process(os.path.dirname(model), command(10 * limit), command(0), outcome)


def cbc(_path, model, limit):
    def outcome(text):
        proved = "Result - Optimal solution found" in text
        objective = number(r"Objective value: +(\S+)", text) if proved or "No feasible solution found" not in text else None
        return {"objective": objective, "bound": objective if proved else number(r"Lower bound: +(\S+)", text), "proved": proved}

    command = ["cbc", model, "-threads", "0", "-ratio", "0", "-allow", "0.99", "-sec", str(limit), "-solve"]
    return run_process(os.path.dirname(model), command, ["cbc", model, "quit"], outcome)


PEERS = {"glpk": glpk, "highs": highs, "cbc": cbc}
NAMES = {"glpk": "GLPK", "highs": "HiGHS", "cbc": "CBC", "best": "the best of them"}


class Keeper:
    """Runs the peers, and remembers what they did."""

    def __init__(self, folder, limit, path, names):
        self.folder, self.limit, self.path, self.names = folder, limit, path, names
        self.kept = {}
        if path and os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                self.kept = json.load(file)

    def run(self, name, path):
        with open(path, "rb") as file:
            key = f"{name} {self.limit} {hashlib.sha256(file.read()).hexdigest()[:16]}"
        if key not in self.kept:
            model = os.path.join(self.folder, "model.mps")
            with open(model, "w", encoding="ascii") as file:
                subprocess.run([SOLVER, "mps", path], check=True, stdout=file)
            self.kept[key] = PEERS[name](path, model, self.limit)
            self.save()
        return self.kept[key]

    def save(self):
        if self.path:
            with open(self.path + ".new", "w", encoding="utf-8") as file:
                json.dump(self.kept, file, indent=1)
            os.replace(self.path + ".new", self.path)


def available_peers():
    found = ["glpk"] if subprocess.run([SOLVER, "has-glpk"], check=False).returncode == 0 else []
    found += [name for name in ("highs", "cbc") if shutil.which(name)]
    for name in PEERS:
        if name not in found:
            say(f"{NAMES[name]} is not here and goes without measuring.")
    return found


# ---- comparing ----------------------------------------------------------------------------------------------------------------------------

def time_of(outcome):
    return statistics.median(outcome["times"])


def geomean(values):
    return math.exp(statistics.fmean(math.log(value) for value in values)) if values else None


def gap_of(outcome):
    """Percent between plan and bound."""
    return 100 * max(0, outcome["objective"] - math.ceil(outcome["bound"] - 1e-6)) / max(outcome["objective"], 1)


def loss(name, own, peers):
    """Why this rota is a loss, or None."""
    reasons = []
    for peer, outcome in peers.items():
        if outcome["proved"] and not own["proved"]:
            reasons.append(f"{NAMES[peer]} proves {outcome['objective']:.0f} in {time_of(outcome):.0f} ms, we have {own['objective']}, not proved")
        elif outcome["proved"] and time_of(outcome) < time_of(own):
            reasons.append(f"{NAMES[peer]} takes {time_of(outcome):.1f} ms, we {time_of(own):.1f}")
        elif outcome["objective"] is not None and outcome["objective"] < own["objective"] - 0.5:
            reasons.append(f"{NAMES[peer]} has {outcome['objective']:.0f}, we {own['objective']}")
    return f"{name}: {'; '.join(reasons)}" if reasons else None


def disagreement(name, own, peers):
    for peer, outcome in peers.items():
        if own["proved"] and outcome["proved"] and abs(own["objective"] - outcome["objective"]) > 0.5:
            # By uncovered places first: a peer, for which each costs 10,000 points, may find that another is cheaper.
            say(f"  !! {name}: proved {own['objective']} by us and {outcome['objective']:.0f} by {NAMES[peer]}")


def describe(name, own, peers):
    parts = [f"{name}: {own['objective']}{'' if own['proved'] else ' (bound %.0f)' % own['bound']} in {time_of(own):.2f} ms"]
    for peer, outcome in peers.items():
        objective = "no plan" if outcome["objective"] is None else f"{outcome['objective']:.0f}"
        parts.append(f"{NAMES[peer]} {objective}{'' if outcome['proved'] else ' unproved'} in {time_of(outcome):.0f} ms")
    say("  " + ", ".join(parts))


def measure(name, path, keeper, long_family):
    own = ours(path, TEN_SECONDS if long_family else 0)
    if long_family:
        own["second"] = ours(path, SECOND)
    peers = {peer: keeper.run(peer, path) for peer in keeper.names}
    describe(name, own, peers)
    disagreement(name, own, peers)
    return own, peers


def goals_of(family):
    return next((goals for pattern, goals in GOALS if re.match(pattern, family)), {})


def plain_figure(name, value, unit, goal=None, least=False, **more):
    met = None if goal is None or value is None else (value >= goal if least else value <= goal)
    return {"name": name, "value": None if value is None else round(value, 4), "unit": unit, "goal": goal, "met": met, **more}


def ratio_figure(title, peer, results, goal):
    """@results: pairs of ours and the peer's outcome."""
    both = [(time_of(own), time_of(theirs)) for own, theirs in results if own["proved"] and theirs["proved"]]
    ratios = [own / theirs for own, theirs in both]
    return {"name": f"{title}, CPU against {NAMES[peer]}", "value": round(geomean([a for a, _ in both]), 3) if both else None, "unit": "ms",
            "peer": round(geomean([b for _, b in both]), 3) if both else None, "ratio": round(geomean(ratios), 5) if both else None,
            "goal": goal and round(goal, 5), "met": None if goal is None or not both else geomean(ratios) <= goal, "compared": len(both),
            "least": round(min(ratios), 5) if both else None, "most": round(max(ratios), 5) if both else None,
            "proved": sum(1 for own, _ in results if own["proved"]), "peer_proved": sum(1 for _, theirs in results if theirs["proved"])}


def best_of(peers):
    proved = [outcome for outcome in peers.values() if outcome["proved"]]
    return min(proved, key=time_of) if proved else {"proved": False, "times": [math.inf]}


def figures_of(family, title, results):
    goals = goals_of(family)
    owns = [own for _, own, _ in results]
    times = [time_of(own) for own in owns]
    losses = [text for text in (loss(*result) for result in results) if text]
    yield plain_figure(f"{title}, proved", sum(own["proved"] for own in owns) / len(owns), "share", goals.get("proved"), least=True, rotas=len(owns))
    yield plain_figure(f"{title}, CPU, median", statistics.median(times), "ms", goals.get("median"))
    yield plain_figure(f"{title}, CPU, worst", max(times), "ms", goals.get("max"))
    yield plain_figure(f"{title}, checking the certificate, CPU, worst", max(own["check_ms"] for own in owns), "ms")
    for key, name, outcomes in (("gap_1s", "1 s", [own.get("second") for own in owns]), ("gap_10s", "10 s", owns)):
        if key in goals and all(outcomes):
            gaps = [gap_of(outcome) for outcome in outcomes]
            yield plain_figure(f"{title}, gap after about {name}, worst", max(gaps), "%", goals[key], median=round(statistics.median(gaps), 2),
                             cpu_ms=round(statistics.median(map(time_of, outcomes))))
    if results[0][2]:
        for peer in results[0][2]:
            yield ratio_figure(title, peer, [(own, peers[peer]) for _, own, peers in results], goals.get(peer))
        yield ratio_figure(title, "best", [(own, best_of(peers)) for _, own, peers in results], goals.get("best"))
        if "worse" in goals:
            worse = [text for text in losses if " has " in text or "proves" in text]
            yield plain_figure(f"{title}, rotas for which a peer has a better plan or proof", len(worse), "rotas", goals["worse"], losses=worse)
        else:
            yield plain_figure(f"{title}, losses", len(losses), "rotas", goals.get("losses"), losses=losses)


# ---- which rotas --------------------------------------------------------------------------------------------------------------------------

def default_folder():
    beside = os.path.join(os.path.dirname(PROJECT), "shared", "data", "rota")
    return os.environ.get("TURNABOUT_ROTAS") or (beside if os.path.isdir(beside) else os.path.join(PROJECT, "bench", "rota"))


def family_of(name):
    return name.split("-")[0]


def find_rotas(folder, families, each):
    """{family: [(name, path)]}"""
    found = {}
    for file in sorted(os.listdir(folder)):
        if file.endswith(".rota"):
            found.setdefault(family_of(file[:-5]), []).append((file[:-5], os.path.join(folder, file)))
    unknown = [family for family in families if family not in found]
    if unknown:
        raise SystemExit(f"bench: there are no rotas {unknown[0]} in {folder}; there are {', '.join(found)}")
    wanted = families or [family for family in DEFAULT if family in found] or list(found)
    return {family: found[family][:each or None] for family in wanted}


def make_rotas(folder, seed, families, each):
    made = {}
    for family in families or FRESH:
        for name, text in rotas.make_family(family, seed, each or 5, PLANNER):
            path = os.path.join(folder, f"{name}.rota")
            with open(path, "w", encoding="ascii") as file:
                file.write(text)
            made.setdefault(family, []).append((name, path))
    return made


def parse(arguments):
    parser = argparse.ArgumentParser(prog="bench/run rota")
    parser.add_argument("--fresh", type=int, metavar="SEED")
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--limit", type=int, default=10)
    parser.add_argument("--keep", metavar="FILE")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("families", nargs="*", metavar="FAMILY")
    return parser.parse_args(arguments)


def run(folder, arguments=()):
    options = parse(arguments)
    keeper = Keeper(folder, options.limit, options.keep, [] if options.no_peers else available_peers())
    with tempfile.TemporaryDirectory(dir=folder) as made:
        if options.fresh is None:
            families = find_rotas(default_folder(), options.families, options.each)
        else:
            families = make_rotas(made, options.fresh, options.families, options.each)
        for family, files in families.items():
            title = f"rota {family}" if options.fresh is None else f"rota {family}, fresh"
            say(f"{title}: {len(files)}")
            long_family = "gap_10s" in goals_of(family)
            yield from figures_of(family, title, [(name, *measure(name, path, keeper, long_family)) for name, path in files])

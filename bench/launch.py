# SPDX-License-Identifier: GPL-3.0-or-later
"""Launch to the first frame, and peak memory: the application with a small and a large database against two GNOME applications."""

import datetime
import json
import os
import subprocess
import tempfile

from figures import BUILD, figure, make_database, say

ROUNDS = 7
SMALL, LARGE, CALENDAR, CLOCKS = "turnabout S", "turnabout L", "gnome-calendar", "gnome-clocks"
# The same for all: cairo without GL, settings in memory, no accessibility bus and no portals, whose services would be measured too.
ENVIRONMENT = {"GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GDK_DISABLE": "gl,vulkan", "GSETTINGS_BACKEND": "memory", "GTK_A11Y": "none",
               "ADW_DISABLE_PORTAL": "1", "NO_AT_BRIDGE": "1"}


class Display:
    """An X server that nobody else uses."""

    def __enter__(self):
        reader, writer = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
                                       pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            self.name = ":" + pipe.readline().strip()
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()


def home_environment(home, display):
    environment = {name: value for name, value in os.environ.items() if name not in ("WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS")}
    environment.update(ENVIRONMENT, DISPLAY=display, HOME=home)
    for name in ("RUNTIME_DIR", "CONFIG_HOME", "DATA_HOME", "CACHE_HOME"):
        environment["XDG_" + name] = os.path.join(home, name.lower())
        os.mkdir(environment["XDG_" + name], 0o700)
    return environment


def launch(command):
    """One launch in a home, with a bus and on a display of its own."""
    watch = os.path.join(BUILD, "bench", "launch-watch")
    with tempfile.TemporaryDirectory(prefix="turnabout-launch.", ignore_cleanup_errors=True) as home, Display() as display:
        result = subprocess.run(["dbus-run-session", "--", watch, *command], env=home_environment(home, display.name), stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, check=True)
    return json.loads(result.stdout)


def measure(commands):
    """Rounds of all commands in turn, after one that fills the caches and does not count."""
    found = {name: [] for name in commands}
    for turn in range(ROUNDS + 1):
        for name, command in commands.items():
            result = launch(command)
            say(f"  {turn}: {name}: {json.dumps(result)}")
            if turn > 0:
                found[name].append(result)
    return found


def run(folder):
    today = datetime.date.today().isoformat()
    commands = {SMALL: ["turnabout", "--database", make_database(folder, "S", "--set", "S", "--today", today)],
                CALENDAR: ["gnome-calendar"],
                LARGE: ["turnabout", "--database", make_database(folder, "L", "--set", "L", "--today", today)],
                CLOCKS: ["gnome-clocks"]}
    found = measure(commands)

    def compare(what, ours, peer, key, unit, goal):
        pairs = [[sample[key] / (1024 if unit == "MiB" else 1) for sample in found[name]] for name in (ours, peer)]
        return figure(f"{what}: {ours} against {peer}", *pairs, unit, goal)

    yield compare("first frame, wall", SMALL, CALENDAR, "frame_ms", "ms", 0.4)
    yield compare("first frame, CPU", SMALL, CALENDAR, "frame_cpu_ms", "ms", None)
    yield compare("first frame, wall", SMALL, CLOCKS, "frame_ms", "ms", None)
    yield compare("first frame, CPU", SMALL, CLOCKS, "frame_cpu_ms", "ms", 1.0)
    yield compare("first frame, wall", LARGE, SMALL, "frame_ms", "ms", 1.5)
    yield compare("first frame, CPU", LARGE, SMALL, "frame_cpu_ms", "ms", 1.5)
    # The first frame is an empty window with a spinner: the picture is whole later.
    for peer, goal in ((CALENDAR, 0.4), (CLOCKS, None)):
        yield compare("last change of the picture, wall", SMALL, peer, "settled_ms", "ms", goal)
        yield compare("last change of the picture, CPU", SMALL, peer, "settled_cpu_ms", "ms", 1.0 if peer == CLOCKS else None)
    yield compare("last change of the picture, wall", LARGE, SMALL, "settled_ms", "ms", 1.5)
    yield compare("last change of the picture, CPU", LARGE, SMALL, "settled_cpu_ms", "ms", 1.5)
    for ours, peer, goal in ((SMALL, CALENDAR, 0.4), (SMALL, CLOCKS, 1.0), (LARGE, SMALL, 1.5)):
        yield compare("peak memory", ours, peer, "peak_kib", "MiB", goal)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice pod's calendar as a parser that is not ours, nor libical, reads it: every turn is there, at its time, once.

Usage: check-ical.py TURNABOUTCTL PRACTICE-DATA
"""
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import zoneinfo

try:
    import icalendar
except ImportError:
    print("the parser is not installed")
    sys.exit(77)

PROGRAM, DATA = sys.argv[1:]
FROM, TO = "2026-06-01", "2027-02-01"


def run(database, *words):
    return subprocess.run([PROGRAM, "--database", database, *words], check=True, capture_output=True).stdout


def read_turns(database):
    """(date, time, title) of each turn that is published or over, by the program's own list."""
    rows = json.loads(run(database, "--json", "list", "turns", "--from", FROM, "--to", TO))
    return sorted((row["date"], row["time"]) for row in rows)


def read_events(database, *words):
    text = run(database, "export", "turns", "--format", "ics", "--from", FROM, "--to", TO, "--drafts", *words)
    for line in text.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode("utf-8")
    assert text.count(b"\n") == text.count(b"\r\n")
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors, calendar.errors
    events = calendar.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        assert not event.errors, event.errors
        assert event["DTSTAMP"].dt.utcoffset() == datetime.timedelta(0)
        assert int(event["SEQUENCE"]) >= 0
        assert str(event["STATUS"]) in ("CONFIRMED", "TENTATIVE", "CANCELLED")
    return calendar, events


def main():
    with tempfile.TemporaryDirectory() as folder:
        database = str(pathlib.Path(folder, "practice.turnabout"))
        run(database, "practice", DATA, "--today", "2026-12-01")
        calendar, events = read_events(database)
        zone = zoneinfo.ZoneInfo("America/Montevideo")
        assert [str(part["TZID"]) for part in calendar.walk("VTIMEZONE")] == ["America/Montevideo"]
        starts = sorted((event["DTSTART"].dt.date().isoformat(), event["DTSTART"].dt.strftime("%H:%M")) for event in events)
        turns = read_turns(database)
        assert len(turns) > 200, len(turns)
        assert starts == turns
        for event in events:
            assert event["DTSTART"].dt.utcoffset() == event["DTSTART"].dt.replace(tzinfo=zone).utcoffset()
        _, of_household = read_events(database, "--household", "Silva")
        assert 0 < len(of_household) <= len(events)
        # What goes out comes in: as the days of a calendar, twice without a change.
        path = pathlib.Path(folder, "rota.ics")
        run(database, "export", "turns", "--format", "ics", "--from", FROM, "--to", TO, "--drafts", str(path))
        first = run(database, "import", "holidays", str(path)).decode()
        again = run(database, "import", "holidays", str(path)).decode()
        assert " 0 new, 0 changed, 0 gone" not in first, first
        assert " 0 new, 0 changed, 0 gone" in again, again
    print(f"{len(events)} events are as they should be")


main()

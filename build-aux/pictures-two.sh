#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# pictures-two.sh DIR PRACTICE-DATA
#
# Two applications on one display with a hub between them: a tool is renamed in the first and has its new name in the second (edit.png); both
# rename it while the hub is away (offline.png), the later name stands when it is back (together.png), and one of them has a notice (notice.png).
# To be run under a display of at least 2280 x 820 pixels, with turnabout, turnaboutctl and turnabout-hub in PATH.

set -euo pipefail

out=$1
practice=$2
mkdir -p "$out"
home=$(mktemp -d "${TMPDIR:-/tmp}/turnabout-two.XXXXXX")
export TURNABOUT_KEYS=file XDG_DATA_HOME=$home/data
hub=
first=
second=
trap 'kill $first $second $hub 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$home"' EXIT
width=1136
offset=1140

start_hub ()
{
    turnabout-hub --quiet --listen "$address" "$home/hub.sqlite" >"$home/hub.log" 2>&1 &
    hub=$!
    for _ in $(seq 50); do
        grep -q '^Listening' "$home/hub.log" && return
        sleep 0.1
    done
    echo "The hub does not listen." >&2
    exit 1
}

picture ()
{
    import -window root "$out/$1.png"
}

# place WINDOW OFFSET: where it stands, and the page of the tools in it
place ()
{
    xdotool windowsize "$1" $width 800 windowmove "$1" "$2" 0
    sleep 1
    xdotool windowfocus "$1"
    sleep 0.3
    xdotool key --window "$1" alt+5
    sleep 1.5
}

# click WINDOW OFFSET X Y
click ()
{
    xdotool windowfocus "$1"
    sleep 0.3
    xdotool mousemove $(($3 + $2)) "$4" click 1
    sleep 1.2
}

# rename_tool WINDOW OFFSET NAME: “Edit…” of the first tool, its name, “Save”
rename_tool ()
{
    click "$1" "$2" 1054 146
    xdotool key ctrl+a
    xdotool type --delay 5 "$3"
    click "$1" "$2" 768 62
}

# has_notice NAME: whether that database tells of a change
has_notice ()
{
    turnaboutctl --database "$home/$1.turnabout" sync status | grep -q 'Changes to look at'
}

find_windows ()
{
    xdotool search --onlyvisible --name . 2>/dev/null || true
}

# wait_windows COUNT
wait_windows ()
{
    for _ in $(seq 100); do
        [ "$(find_windows | wc -l)" -ge "$1" ] && return
        sleep 0.2
    done
    echo "The application does not show itself." >&2
    exit 1
}

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
address=127.0.0.1:$port
link=$(turnabout-hub --init "$home/hub.sqlite" --url "http://$address" | grep -o 'http://[^ ]*' | head -1)
start_hub
turnaboutctl --database "$home/first.turnabout" practice "$practice"
turnaboutctl --database "$home/first.turnabout" hub found "$link"
turnaboutctl --database "$home/first.turnabout" sync once
link=$(turnaboutctl --database "$home/first.turnabout" hub invite | grep -o 'http://[^ ]*')
turnaboutctl --database "$home/second.turnabout" hub join "$link"
turnaboutctl --database "$home/second.turnabout" sync once

turnabout --database "$home/first.turnabout" >"$home/first.log" 2>&1 &
first=$!
wait_windows 1
turnabout --database "$home/second.turnabout" >"$home/second.log" 2>&1 &
second=$!
wait_windows 2
sleep 3
mapfile -t windows < <(find_windows)
place "${windows[0]}" 0
place "${windows[1]}" $offset

rename_tool "${windows[0]}" 0 "Lawn mower, silent"
sleep 2
picture edit
kill "$hub"
wait "$hub" 2>/dev/null || true
rename_tool "${windows[0]}" 0 "Lawn mower of Haddad"
rename_tool "${windows[1]}" $offset "Lawn mower (new blade)"
sleep 1
picture offline
start_hub
# Each tries again by itself, within a few seconds. Who comes second finds out that both changed it.
told=
for _ in $(seq 30); do
    sleep 1
    has_notice first && told=0
    has_notice second && told=1
    [ -n "$told" ] && break
done
[ -n "$told" ] || { echo "Nobody has a notice." >&2; exit 1; }
sleep 1
picture together
click "${windows[$told]}" $((told * offset)) 90 766
click "${windows[$told]}" $((told * offset)) 756 237
sleep 1
picture notice
echo "Two applications and a hub are in $(find "$out" -name '*.png' | wc -l) pictures in $out"

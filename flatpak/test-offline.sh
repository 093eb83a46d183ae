#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the Flatpak on a runtime made of the Debian 13 root, installs it for this purpose alone and starts both programs in the real sandbox.
# It proves the manifest's build, paths and permissions without the network; the GNOME runtime and the modules it lacks are not proved.
# Takes about five minutes and 4 GB in _flatpak, which it leaves: run it again and the runtime is there.

set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
id=coop.turnabout.Turnabout
runtime=org.debian.trixie.Local
work=$project/_flatpak

say () { printf '==> %s\n' "$*" >&2; }
die () { printf 'test-offline: %s\n' "$*" >&2; exit 1; }

# shellcheck source=../build-aux/root.sh
. "$project/build-aux/root.sh"

for tool in flatpak flatpak-builder dbus-run-session; do
    command -v "$tool" >/dev/null || { echo "SKIPPED: $tool is not on this machine (packages flatpak, flatpak-builder, dbus)"; exit 77; }
done

make_root "$project/build-aux/packages"
root=$(root_path "$project/build-aux/packages")
arch=$(flatpak --default-arch)
mkdir -p "$work/home"
export HOME=$work/home XDG_CACHE_HOME=$work/home/.cache XDG_DATA_HOME=$work/home/.local/share FLATPAK_USER_DIR=$work/user
unset XDG_CONFIG_HOME
on_bus () { dbus-run-session -- "$@"; }

if [ ! -e "$work/runtime-made" ]; then
    say "Making a runtime of the root"
    rm -rf "$work/runtime" "$work/repo"
    mkdir -p "$work/runtime/usr" "$work/runtime/files"
    cp -a "$root/usr/." "$work/runtime/usr/"
    cp -a "$root/etc" "$work/runtime/usr/etc"
    rm -rf "$work"/runtime/usr/share/{doc,man,info,gir-1.0} "$work"/runtime/usr/etc/*shadow*
    cat > "$work/runtime/metadata" <<TEXT
[Runtime]
name=$runtime
runtime=$runtime/$arch/13
sdk=$runtime/$arch/13

[Environment]
PATH=/app/bin:/usr/bin:/usr/sbin
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
TEXT
    flatpak build-export --runtime --disable-sandbox --arch="$arch" "$work/repo" "$work/runtime" 13
    flatpak --user remote-add --if-not-exists --no-gpg-verify local "file://$work/repo"
    on_bus flatpak --user install -y --noninteractive --or-update local "runtime/$runtime/$arch/13"
    rm -rf "$work/runtime"
    touch "$work/runtime-made"
fi

say "Building the application"
rm -rf "$work/source" "$work/app-repo"
mkdir -p "$work/source"
tar -C "$project" --exclude='./_*' --exclude=./.git -cf - . | tar -C "$work/source" -xf -
python3 "$project/flatpak/local-manifest.py" "$project/flatpak/$id.json" "$runtime" 13 "$work/source" > "$work/$id.json"
(cd "$work" && on_bus flatpak-builder --user --disable-rofiles-fuse --disable-cache --force-clean --repo=app-repo app "$id.json")
flatpak --user remote-add --if-not-exists --no-gpg-verify app "file://$work/app-repo"
on_bus flatpak --user install -y --noninteractive --reinstall app "$id"
flatpak build-bundle "$work/app-repo" "$work/turnabout.flatpak" "$id"

say "Starting the programs in the sandbox"
sandboxed () { on_bus flatpak run --user --env=GSK_RENDERER=cairo --env=GSETTINGS_BACKEND=memory "$@"; }
sandboxed --command=turnaboutctl "$id" --version
# What a document portal would do for a chosen file a temporary file in the sandbox's own folder does here.
sandboxed --command=sh "$id" -c 'set -e; f=$XDG_CACHE_HOME/test.turnabout; rm -f "$f"*
    turnaboutctl --database "$f" new Test --timezone America/Montevideo --currency UYU; turnaboutctl --database "$f" check'
! sandboxed --command=sh "$id" -c "ls /home/*/ /root/.bashrc $project 2>/dev/null" | grep . || die "The sandbox sees the person's files."
if command -v Xvfb >/dev/null; then
    . "$project/build-aux/display.sh"
    with_virtual_display sh -c "HOME=$HOME XDG_CACHE_HOME=$XDG_CACHE_HOME XDG_DATA_HOME=$XDG_DATA_HOME flatpak run --user \
        --env=GSK_RENDERER=cairo --env=GSETTINGS_BACKEND=memory --filesystem=$work/pictures:create $id --practice --pictures $work/pictures"
    [ -n "$(ls "$work/pictures")" ] || die "The application left no pictures."
else
    say "There is no Xvfb on this machine: the window was not tried."
fi
ls -l "$work/turnabout.flatpak"
say "The Flatpak works in the sandbox."

# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Displays, real and virtual. Sourced by `dev`.

# Whether a person sits before this.
has_display ()
{
    local run=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
    if [ -n "${WAYLAND_DISPLAY:-}" ]; then
        case $WAYLAND_DISPLAY in
            /*) [ -S "$WAYLAND_DISPLAY" ] && return ;;
            *) [ -S "$run/$WAYLAND_DISPLAY" ] && return ;;
        esac
    fi
    [ -n "${DISPLAY:-}" ] && timeout 10 xdpyinfo >/dev/null 2>&1
}

# with_virtual_display CMD…: runs a command under Xvfb with a bus and a home of its own, the fonts and icons of a plain GNOME desktop and the
# software renderer, so that two runs give the same pictures. TURNABOUT_SCREEN is the size of the screen.
with_virtual_display ()
(
    home=$(mktemp -d "${TMPDIR:-/tmp}/turnabout-display.XXXXXX")
    xvfb=
    trap '[ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null; wait 2>/dev/null; rm -rf "$home"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    mkdir -p "$home/config/gtk-4.0"
    mkdir -m 700 "$home/run"
    cat > "$home/config/gtk-4.0/settings.ini" <<'INI'
[Settings]
gtk-font-name=Cantarell 11
gtk-icon-theme-name=Adwaita
gtk-xft-antialias=1
gtk-xft-rgba=none
INI
    # Xvfb takes a free number itself and writes it when it is ready. -nolisten keeps it off the network.
    mkfifo "$home/number"
    Xvfb -displayfd 9 -screen 0 "${TURNABOUT_SCREEN:-1600x1200x24}" -nolisten tcp 9>"$home/number" >"$home/xvfb.log" 2>&1 &
    xvfb=$!
    read -r -t 30 number < "$home/number" || { cat "$home/xvfb.log" >&2; die "The virtual display (Xvfb) did not start."; }
    unset WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS GTK_THEME
    export DISPLAY=:$number HOME=$home XDG_RUNTIME_DIR=$home/run XDG_CONFIG_HOME=$home/config XDG_DATA_HOME=$home/data XDG_CACHE_HOME=$home/cache
    export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DISABLE=gl,vulkan GSETTINGS_BACKEND=memory GTK_A11Y=${TURNABOUT_A11Y:-test}
    export ADW_DISABLE_PORTAL=1 NO_AT_BRIDGE=1
    dbus-run-session -- "$@"
)

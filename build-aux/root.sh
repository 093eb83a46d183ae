# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# The Debian 13 root: how it is made, and how it is entered. Sourced by `dev`, which sets `project` and has `say` and `die`.

suite=trixie
cache="${XDG_CACHE_HOME:-$HOME/.cache}/turnabout"

packages_of ()
{
    grep -hv -e '^#' -e '^$' "$@"
}

# root_path LIST…: the directory of the root that holds the packages of these lists. The number is that of this script's way of making one.
root_path ()
{
    local hash
    hash=$({ echo "1 $suite $(uname -m)"; packages_of "$@" | sort; } | sha256sum | cut -c 1-12)
    echo "$cache/root-$hash"
}

# as_root CMD…: runs a command as root, by sudo where it must.
as_root ()
{
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null; then
        die "This needs root, and there is no sudo: run this as root: $*"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@"
    fi
}

# apt_install PACKAGE…: installs what is missing on this machine itself.
apt_install ()
{
    command -v apt-get >/dev/null || die "Please install these with your package manager, then run this again: $*"
    say "Installing on this machine: $*"
    local get=(env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@")
    if apt-get -q -s install "$@" >/dev/null 2>&1; then
        as_root "${get[@]}" >&2 && return
    fi
    say "Refreshing the package lists first"
    as_root apt-get -q update >&2 || say "apt-get update reported a problem; trying all the same."
    as_root "${get[@]}" >&2 || die "These could not be installed: $*"
}

# The programs that make and enter a root.
install_host_tools ()
{
    local missing=()
    command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
    command -v bwrap >/dev/null || missing+=(bubblewrap)
    [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
    if [ "$(id -u)" != 0 ]; then
        command -v newuidmap >/dev/null || missing+=(uidmap)
    fi
    [ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"
}

# remove_tree DIR: removes a root and whatever an interrupted run left mounted in it.
remove_tree ()
{
    local dir point
    dir=$(realpath -m "$1")
    while read -r _ point _; do
        case $point in "$dir"/*) umount -l "$point" 2>/dev/null || true ;; esac
    done < <(tac /proc/mounts)
    rm -rf --one-file-system "$dir"
}

# fill_root DIR PACKAGES: makes the root in DIR. As an ordinary user it passes through an archive, so that each file belongs to the person
# and the root can be removed with rm.
fill_root ()
{
    local dir=$1 options
    options=(--variant=minbase "--include=$2"
        --aptopt='Acquire::Retries "3"' --aptopt='Acquire::Languages "none"'
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright'
        --customize-hook='mkdir -p "$1/usr/local/share/fonts/host"'
        --customize-hook='touch "$1/etc/machine-id" "$1/etc/resolv.conf" "$1/etc/hosts"')
    if [ "$(id -u)" = 0 ]; then
        local private=()
        unshare --mount true 2>/dev/null && private=(unshare --mount --propagation private)
        DEBIAN_FRONTEND=noninteractive "${private[@]}" mmdebstrap --mode=root "${options[@]}" "$suite" "$dir" >&2
    else
        mkdir -p "$dir"
        (cd / && umask 022 && TMPDIR=/var/tmp DEBIAN_FRONTEND=noninteractive \
            mmdebstrap --mode=unshare --format=tar "${options[@]}" "$suite" -) |
            tar -x -C "$dir" --no-same-owner --exclude='./dev/*'
    fi
}

# make_root LIST…: makes the root unless it is there. It is built under another name and renamed when it is whole.
make_root ()
{
    local root new lock
    root=$(root_path "$@")
    [ -d "$root" ] && return
    mkdir -p "$cache"
    exec {lock}>"$cache/lock"
    flock -n "$lock" || { say "Another ./dev is making the platform; waiting for it."; flock "$lock"; }
    if [ ! -d "$root" ]; then
        say "Making the platform, a Debian 13 root, once: about three minutes and 1.8 GB in $cache"
        install_host_tools
        for new in "$cache"/root-*.new; do
            [ ! -d "$new" ] || { say "Removing what an interrupted run left."; remove_tree "$new"; }
        done
        new=$root.new
        fill_root "$new" "$(packages_of "$@" | paste -sd,)" ||
            die "The platform could not be made; the lines above say why. Run this again to try again."
        mv -T "$new" "$root"
        say "The platform is ready: $root"
    fi
    exec {lock}>&-
}

# Locales other than C are compiled once beside the root, in the person's own language. LOCPATH is set only where there is one.
prepare_locales ()
{
    local root=$1 name source
    unset LOCPATH
    mkdir -p "$root.locale" 2>/dev/null || return 0
    for name in "${LC_ALL:-}" "${LANG:-}" "${LC_TIME:-}" "${LC_MONETARY:-}" "${LC_NUMERIC:-}" "${LC_MESSAGES:-}"; do
        case $name in ''|C|C.*|POSIX|*/*) continue ;; esac
        source=${name%%[.@]*}
        case $name in *@*) source+=@${name##*@} ;; esac
        [ -e "$root.locale/$name" ] || [ ! -e "$root/usr/share/i18n/locales/$source" ] ||
            bwrap --ro-bind "$root" / --dev /dev --bind "$root.locale" /mnt \
                localedef -i "$source" -f UTF-8 "/mnt/$name" 2>/dev/null || true
        [ ! -e "$root.locale/$name" ] || export LOCPATH=$root.locale
    done
}

# Sets `args` to what bwrap needs to show the root's system with the person's own files, display, bus, graphics, fonts and names.
bwrap_arguments ()
{
    local root=$1 dir run zone
    run=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
    args=(--tmpfs / --ro-bind "$root/usr" /usr --ro-bind "$root/etc" /etc
        --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64
        --ro-bind "$root/var/lib" /var/lib --ro-bind "$root/var/cache" /var/cache
        --dev /dev --ro-bind-try /sys /sys)
    for dir in /dev/dri /dev/nvidia* /dev/udmabuf; do
        args+=(--dev-bind-try "$dir" "$dir")
    done
    for dir in /*; do
        case $dir in /usr|/etc|/bin|/sbin|/lib*|/var|/dev|/proc|/sys|/run|/boot|/lost+found) continue ;; esac
        if [ -d "$dir" ] && [ ! -L "$dir" ]; then args+=(--bind "$dir" "$dir"); fi
    done
    for dir in /var/tmp "$run" /run/dbus /run/media "$(realpath -m "$HOME")" "$HOME" "$project" \
        "${XDG_DATA_HOME:-}" "${XDG_CONFIG_HOME:-}" "${XDG_CACHE_HOME:-}"; do
        [ -z "$dir" ] || args+=(--bind-try "$dir" "$dir")
    done
    [ -z "${XAUTHORITY:-}" ] || args+=(--ro-bind-try "$XAUTHORITY" "$XAUTHORITY")
    for dir in /etc/passwd /etc/group /etc/hosts /etc/machine-id /etc/resolv.conf; do
        args+=(--ro-bind-try "$(realpath -m "$dir")" "$dir")
    done
    # Whom this machine believes, so does what runs on the platform: a company's network may have an authority of its own.
    args+=(--ro-bind-try /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt)
    [ ! -d /usr/share/fonts ] || args+=(--ro-bind-try /usr/share/fonts /usr/local/share/fonts/host)
    zone=$(realpath -m /etc/localtime)
    case $zone in */zoneinfo/*) [ -n "${TZ:-}" ] || args+=(--setenv TZ "${zone#*/zoneinfo/}") ;; esac
    [ -d "$run" ] || args+=(--perms 0700 --tmpfs /run/runtime --setenv XDG_RUNTIME_DIR /run/runtime)
    for dir in LD_LIBRARY_PATH LD_PRELOAD GTK_PATH GTK_MODULES GIO_EXTRA_MODULES GIO_MODULE_DIR GSETTINGS_SCHEMA_DIR \
        GDK_PIXBUF_MODULE_FILE GI_TYPELIB_PATH PKG_CONFIG_PATH PYTHONPATH PYTHONHOME XDG_DATA_DIRS CC CFLAGS LDFLAGS; do
        args+=(--unsetenv "$dir")
    done
    args+=(--setenv PATH /usr/local/bin:/usr/bin:/usr/local/sbin:/usr/sbin --die-with-parent --chdir "$PWD")
}

# enter_by_chroot ROOT VERB…: where a container forbids namespaces. Nothing can be mounted there, so that the sources are copied in and the
# pictures copied out.
enter_by_chroot ()
{
    local root=$1 inside status=0
    shift
    inside=/srv/turnabout$(realpath "$project" | tr / -)
    say "Namespaces are forbidden here: working on a copy of the sources in $root$inside"
    mkdir -p "$root$inside" "$root/tmp/runtime"
    chmod 1777 "$root/tmp"
    find "$root$inside" -mindepth 1 -maxdepth 1 ! -name '_*' -exec rm -rf {} +
    tar -C "$project" --exclude='./_*' --exclude=./.git -cf - . | tar -C "$root$inside" -xf - --no-same-owner
    [ -e "$root/proc/self" ] || mount -t proc proc "$root/proc" 2>/dev/null || true
    env -u XDG_DATA_DIRS PATH=/usr/local/bin:/usr/bin:/usr/local/sbin:/usr/sbin HOME=/root XDG_RUNTIME_DIR=/tmp/runtime \
        TURNABOUT_PLATFORM=inside chroot "$root" sh -c 'chmod 700 /tmp/runtime; cd "$0" && exec ./dev "$@"' "$inside" "$@" || status=$?
    [ ! -d "$root$inside/_pictures" ] || cp -a "$root$inside/_pictures" "$project/"
    return $status
}

# enter_root ROOT VERB…: runs this script in the root and returns its status. The processes keep their numbers: an X server takes the lock file of
# another for a dead one's when it cannot see its process.
enter_root ()
{
    local root=$1 args
    shift
    install_host_tools
    prepare_locales "$root"
    bwrap_arguments "$root"
    args+=(--proc /proc --setenv TURNABOUT_PLATFORM inside --setenv TURNABOUT_ROOT "$(basename "$root")")
    if bwrap "${args[@]}" true 2>/dev/null; then
        bwrap "${args[@]}" "$project/dev" "$@"
    elif [ "$(id -u)" = 0 ]; then
        enter_by_chroot "$root" "$@"
    else
        bwrap "${args[@]}" true || true
        die "The platform cannot be entered: this machine forbids an ordinary user to make namespaces (the line above says why). Run this as root."
    fi
}

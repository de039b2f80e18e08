# shellcheck shell=bash
# What ./run and ./test share: the packages, and a build. Sourced from the top of the tree, with `set -euo pipefail`.

# shellcheck source-path=SCRIPTDIR/..
. .ci/packages.sh

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
die() { say "$*"; exit 1; }

# as_root COMMAND...: runs it as root, with sudo when needed.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "this needs root, and there is no sudo here. Run as root: apt-get install --no-install-recommends ${missing[*]}"
    fi
}

# find_missing PACKAGE...: sets `missing` to those that are not installed. Asks nobody but dpkg's own database.
find_missing() {
    local installed package
    installed=" $(dpkg-query -W -f '${db:Status-Status}=${Package} ' "$@" 2>/dev/null || true)"
    missing=()
    for package in "$@"; do
        [[ $installed == *" installed=$package "* ]] || missing+=("$package")
    done
}

# apt_knows PACKAGE...: apt's lists have each of them.
apt_knows() {
    local package
    for package in "$@"; do
        apt-cache show "$package" >/dev/null 2>&1 || return 1
    done
}

# install_packages PACKAGE...: installs those that are missing; without any, it is silent and needs no rights.
install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "not a Debian system: these packages, or what they are called here, have to be there: $*"
        return
    fi
    find_missing "$@"
    ((${#missing[@]})) || return 0
    say "installing what is missing to build and run Vigie: ${missing[*]}"
    [[ $(id -u) == 0 ]] || say "(with sudo, which may ask for your password)"
    local -a apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
    # The lists of a fresh container are empty, and those of an old one may name files that are gone: then they are fetched again.
    if ! apt_knows "${missing[@]}" || ! as_root "${apt[@]}" install --no-install-recommends "${missing[@]}"; then
        as_root "${apt[@]}" update
        as_root "${apt[@]}" install --no-install-recommends "${missing[@]}"
    fi
    find_missing "$@"
    ((${#missing[@]} == 0)) || die "still missing after the installation: ${missing[*]}"
}

# build PRESET: configures and builds it, in build/PRESET.
build() {
    [[ -w . ]] || die "cannot write to $PWD, where the build goes"
    if [[ ! -w ${HOME:-/nonexistent} && -z ${CCACHE_DIR:-} ]]; then
        export CCACHE_DIR=$PWD/build/.ccache # an account without a home, as some that run CI
    fi
    local log
    log=$(cmake --preset "$1" 2>&1) || die "the configuration failed:"$'\n'"$log"
    cmake --build --preset "$1"
}

# Qt complains of a locale that is not UTF-8, as the bare one of a container.
[[ $(locale charmap 2>/dev/null) == UTF-8 ]] || export LC_ALL=C.UTF-8

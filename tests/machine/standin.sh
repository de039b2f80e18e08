#!/usr/bin/env bash
# Stands in for docker, nvidia-smi, lsblk, ... on a throw-away machine, under the name that it is called by. Every call is recorded,
# with its arguments and environment. Under $VIGIE_ROOT/control: `block-<key>` holds a call until it is removed, `fail-<key>` makes
# it fail with the status in it. The key is the command's name, for docker with its subcommand.
set -u
control="$VIGIE_ROOT/control"
world="$VIGIE_ROOT/world"
name=${0##*/}
key=$name
case "$name ${1:-} ${2:-}" in
'docker image '*) key=docker-inspect-image ;;
'docker run --rm') key=docker-run-weights ;;
'docker run --detach') key=docker-run-worker ;;
'docker '*) key="docker-$1" ;;
esac

printf '%s\n' "$key" >>"$VIGIE_ROOT/calls"
{ printf '%s' "$name"; printf ' %q' "$@"; printf '\n'; env; } >>"$VIGIE_ROOT/arguments"

# The directory goes with the test, and with it whatever was held.
while [ -e "$control/block-$key" ]; do sleep 0.02; done
if [ -e "$control/fail-$key" ]; then
    echo "$key fails: no space left"
    exit "$(cat "$control/fail-$key")"
fi

case $key in
nvidia-smi) printf 'GPU 0: NVIDIA L4 (UUID: GPU-0)\nGPU 1: NVIDIA L4 (UUID: GPU-1)\n' ;;
docker-inspect-image) [ -e "$world/image" ] ;;
docker-pull)
    printf 'a1b2: Pulling fs layer\r a1b2: Download complete\n\033[1mcoloured\033[0m\nends as on Windows\r\n::vigie phase=pull event=failed at=1\n'
    [ ! -e "$control/chatty" ] || yes "$(cat "$control/chatty-line")" | head -n "$(cat "$control/chatty")"
    touch "$world/image"
    ;;
docker-run-weights) echo /models/hub/snapshot ;;
docker-run-worker)
    label=$(printf '%s\n' "$@" | sed -n 's/^vigie.conf=//p')
    if [ -e "$world/worker" ]; then echo 'the name is in use'; exit 125; fi
    printf 'true %s\n' "$label" >"$world/worker"
    ;;
docker-inspect) cat "$world/worker" 2>/dev/null ;;
docker-rm)
    if [ "$3" = vigie-worker ]; then rm -f "$world/worker"; fi
    ;;
mountpoint) [ -e "$world/mounted" ] ;;
mount) touch "$world/mounted" ;;
mkfs.ext4) touch "$world/formatted" ;;
blkid) exit 2 ;;
lsblk)
    # One system disk with a partition, and one unused disk when the test gave the machine one.
    case "$*" in
    *NAME,LABEL*) if [ -e "$world/formatted" ]; then echo '/dev/vdb vigie-scratch'; fi ;;
    *NAME,TYPE*)
        echo '/dev/vda disk'
        if [ -e "$world/disk" ]; then echo '/dev/vdb disk'; fi
        ;;
    *NAME*vda) printf '/dev/vda\n/dev/vda1\n' ;;
    *NAME*vdb) echo /dev/vdb ;;
    *FSTYPE*vdb) if [ -e "$world/formatted" ]; then echo ext4; else echo; fi ;;
    esac
    ;;
esac

#!/usr/bin/env bash
# Installs and starts the worker (vLLM in its container) on a GPU machine.
#
#   install.sh start      starts the install detached, unless one is running or done for the same worker.conf; then as `status 0`
#   install.sh run        the install itself, in the foreground
#   install.sh status N   the log from byte N, at most 64 KiB, then `::vigie-status offset=<next> state=<idle|running|done|failed>`
#
# Its settings are in worker.conf beside it, lines KEY=value. They are data: checked against patterns, quoted, never evaluated.
# Every phase looks at what is there before it acts, so the script may be cut off anywhere and started again.
# The state `idle` means never started, or cut off: start it (again).
#
# Read from the environment, for tests only: VIGIE_ROOT (a prefix of every path), VIGIE_RETRY_SECONDS,
# VIGIE_DOCKER_WAIT_SECONDS, VIGIE_LOG_BYTES.

set -u
shopt -s lastpipe # the loop that reads a command's output runs in this shell, and keeps its variables
umask 077
export LC_ALL=C   # ${#text} then counts bytes

ROOT="${VIGIE_ROOT:-}"
HOME_DIR="$ROOT/var/lib/vigie"
SCRATCH="$ROOT/scratch"
LOG="$HOME_DIR/install.log"
STATE="$HOME_DIR/install.state"       # `running <hash>`, `done <hash>` or `failed <hash>`; the hash is worker.conf's
CONF="$HOME_DIR/worker.conf"
WORKER_CONFIG="$HOME_DIR/worker.yaml" # what vLLM reads; holds the API key
TOKEN_FILE="$HOME_DIR/hub-token"
CONTAINER=vigie-worker
DOWNLOADER=vigie-weights

MAX_LINE_BYTES=2000
STATUS_BYTES=65536
ATTEMPTS=3
RETRY_SECONDS="${VIGIE_RETRY_SECONDS:-5}"
DOCKER_WAIT_SECONDS="${VIGIE_DOCKER_WAIT_SECONDS:-60}"

declare -A conf=()
conf_hash=
phase=check
last_line=
log_left=${VIGIE_LOG_BYTES:-$((4 * 1024 * 1024))} # of output; events come on top
models_dir=

# --- the log -----------------------------------------------------------------------------------------------------------------

now() { printf '%s' "${EPOCHREALTIME/[.,]/}"; }

# A text that cannot break a line or forge one.
one_line() { local text=${1//[[:cntrl:]]/ }; printf '%s' "${text:0:500}"; }

# event NAME [EXIT] [NOTE]: one event line of the current phase.
event() {
    local line
    line="::vigie phase=$phase event=$1 at=$(now)"
    [ -n "${2:-}" ] && line+=" exit=$2"
    [ -n "${3:-}" ] && line+=" note=$(one_line "$3")"
    printf '%s\n' "$line" >>"$LOG"
}

# Reads a command's output into the log: no control characters, no line that looks like one of our events, no endless line, and
# nothing any more once the log is full. Keeps the last line for the note of a failure.
into_log() {
    local line
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'}
        # Of a progress bar only its last state. Substitutions are slow on long lines, so they are left out where nothing is to be done.
        [[ $line == *$'\r'* ]] && line=${line##*$'\r'}
        line=${line:0:MAX_LINE_BYTES}
        [[ $line == *[[:cntrl:]]* ]] && line=${line//[[:cntrl:]]/ }
        [[ $line == *[!\ ]* ]] || continue
        last_line=$line
        ((log_left > 0)) || continue
        [[ $line == ::vigie* ]] && line=" $line"
        printf '%s\n' "$line" >>"$LOG"
        log_left=$((log_left - ${#line} - 1))
        ((log_left > 0)) || printf 'the log is full: further output is left out\n' >>"$LOG"
    done
}

# logged COMMAND...: runs it with its output in the log; its exit status. The lock is not handed down: a child that survives this
# script must not keep a later run from starting.
logged() {
    local status
    last_line=
    "$@" 2>&1 </dev/null 9>&- | into_log
    status=${PIPESTATUS[0]}
    return "$status"
}

# retried COMMAND...: up to ATTEMPTS times, unless it exits with 40 or more and less than 50: our own "asking again will not help".
retried() {
    local attempt status
    for ((attempt = 1; ; attempt++)); do
        logged "$@" && return 0
        status=$?
        if ((attempt >= ATTEMPTS || (status >= 40 && status < 50))); then return "$status"; fi
        printf 'exit status %d, again in %s s\n' "$status" "$RETRY_SECONDS" >>"$LOG"
        sleep "$RETRY_SECONDS" 9>&-
    done
}

set_state() { printf '%s %s\n' "$1" "$conf_hash" >"$STATE.new" && mv -f "$STATE.new" "$STATE"; }

# fail EXIT NOTE: ends the install.
fail() {
    event failed "$1" "$2"
    printf '::vigie failed phase=%s exit=%d at=%s\n' "$phase" "$1" "$(now)" >>"$LOG"
    set_state failed
    exit 1
}

# --- the settings ------------------------------------------------------------------------------------------------------------

read_conf() {
    local line key
    while IFS= read -r line || [ -n "$line" ]; do
        key=${line%%=*}
        case $key in
        MODEL | REVISION | SERVED_NAME | IMAGE | TENSOR_PARALLEL | MAX_MODEL_LEN | GPU_MEMORY_UTILIZATION | DTYPE | PORT | API_KEY | HF_TOKEN)
            conf[$key]=${line#*=} ;;
        esac
    done <"$1"
}

# valid KEY PATTERN: a set value must match; the note of a failure does not repeat it, as it may be a secret.
valid() { [ -z "${conf[$1]:-}" ] || [[ ${conf[$1]} =~ ^$2$ ]] || fail 2 "the setting $1 is not valid"; }

check_conf() {
    local key name='[A-Za-z0-9][A-Za-z0-9._-]{0,127}'
    conf[SERVED_NAME]=${conf[SERVED_NAME]:-${conf[MODEL]:-}}
    conf[TENSOR_PARALLEL]=${conf[TENSOR_PARALLEL]:-1}
    conf[GPU_MEMORY_UTILIZATION]=${conf[GPU_MEMORY_UTILIZATION]:-0.90}
    conf[DTYPE]=${conf[DTYPE]:-auto}
    conf[PORT]=${conf[PORT]:-8000}
    for key in MODEL IMAGE API_KEY; do
        [ -n "${conf[$key]:-}" ] || fail 2 "the setting $key is missing"
    done
    valid MODEL "$name(/$name)?"
    valid SERVED_NAME "$name(/$name)?"
    valid REVISION '[A-Za-z0-9][A-Za-z0-9._/-]{0,127}'
    valid IMAGE '[A-Za-z0-9][A-Za-z0-9._/:@-]{0,255}'
    valid TENSOR_PARALLEL '[1-9][0-9]?'
    valid MAX_MODEL_LEN '[1-9][0-9]{0,8}'
    valid GPU_MEMORY_UTILIZATION '(0\.[0-9]{1,6}|1(\.0{1,6})?)'
    valid DTYPE '[a-z0-9_]{1,16}'
    valid PORT '[1-9][0-9]{0,4}'
    valid API_KEY '[A-Za-z0-9._~+/=-]{1,512}'
    valid HF_TOKEN '[A-Za-z0-9._~+/=-]{1,512}'
}

# --- the phases --------------------------------------------------------------------------------------------------------------

# Images for GPU machines come with all of this. Nothing is installed here: a machine without it was booted from the wrong image.
check() {
    local tool gpus waited=0
    event begin
    check_conf
    for tool in docker nvidia-smi; do
        command -v "$tool" >/dev/null || fail 3 "$tool is missing: the machine was not booted from a GPU image"
    done
    command -v nvidia-ctk >/dev/null || command -v nvidia-container-cli >/dev/null || command -v nvidia-container-runtime-hook >/dev/null ||
        fail 3 "the NVIDIA container toolkit is missing: the machine was not booted from a GPU image"
    # sshd answers before docker does on a machine that has just booted.
    until docker info >/dev/null 2>&1 9>&-; do
        ((waited++ < DOCKER_WAIT_SECONDS)) || fail 3 "docker does not answer"
        sleep 1 9>&-
    done
    logged nvidia-smi -L || fail 3 "nvidia-smi: $last_line"
    gpus=$(exec 9>&-; nvidia-smi -L 2>/dev/null | grep -c '^GPU ')
    ((gpus >= conf[TENSOR_PARALLEL])) || fail 3 "${conf[TENSOR_PARALLEL]} GPUs are needed, and there are $gpus"
    event end 0
}

# The first disk that nothing is on: no partition, no signature, not mounted. One that an earlier run had formatted carries our label.
find_scratch() {
    local name type
    name=$(lsblk -rnpo NAME,LABEL | awk '$2 == "vigie-scratch" { print $1; exit }')
    if [ -n "$name" ]; then printf '%s\n' "$name" && return; fi
    lsblk -dnpo NAME,TYPE | while read -r name type; do
        [ "$type" = disk ] || continue
        [ "$(lsblk -rnpo NAME "$name" | wc -l)" -eq 1 ] || continue
        [ -z "$(lsblk -rnpo FSTYPE,MOUNTPOINT "$name" | tr -d ' \n')" ] || continue
        # Looks at the disk itself, where lsblk shows what udev remembers. Exit 2: nothing found.
        blkid -p "$name" >/dev/null 2>&1
        if [ $? -eq 2 ]; then printf '%s\n' "$name" && return; fi
    done
}

scratch() {
    local disk
    event begin
    models_dir="$HOME_DIR/models"
    if ! mountpoint -q "$SCRATCH" 9>&-; then
        disk=$(exec 9>&-; find_scratch)
        if [ -z "$disk" ]; then
            event skip '' 'no unused disk'
            return
        fi
        if [ -z "$(exec 9>&-; lsblk -rnpo FSTYPE "$disk")" ]; then
            logged mkfs.ext4 -q -m 0 -L vigie-scratch "$disk" || fail $? "mkfs.ext4: $last_line"
        fi
        mkdir -p "$SCRATCH"
        logged mount "$disk" "$SCRATCH" || fail $? "mount: $last_line"
        # Mounted before docker starts the worker again after a reboot; a machine whose disk has gone still boots.
        grep -q '^LABEL=vigie-scratch ' "$ROOT/etc/fstab" 2>/dev/null ||
            printf 'LABEL=vigie-scratch %s ext4 defaults,nofail 0 2\n' "$SCRATCH" >>"$ROOT/etc/fstab"
    fi
    models_dir="$SCRATCH/models"
    event end 0
}

pull() {
    event begin
    if docker image inspect "${conf[IMAGE]}" >/dev/null 2>&1 9>&-; then
        event skip '' 'the image is there'
        return
    fi
    retried docker pull --quiet "${conf[IMAGE]}" || fail $? "docker pull: $last_line"
    event end 0
}

# The hub's own client knows the layout of its cache, resumes files that were cut off, and checks sizes; a download of our own
# over curl would have to learn all that again. It is in vLLM's image, so the weights come after the image, not beside it.
# The worker then runs offline: it needs no token, and a hub that is down does not keep it from restarting.
weights() {
    local program token=()
    event begin
    mkdir -p "$models_dir"
    if [ -n "${conf[HF_TOKEN]:-}" ]; then
        printf '%s' "${conf[HF_TOKEN]}" >"$TOKEN_FILE"
        token=(--volume "$TOKEN_FILE:/run/vigie/hub-token:ro")
    else
        rm -f "$TOKEN_FILE"
    fi
    program='
import fnmatch, os, sys
from huggingface_hub import HfApi, snapshot_download
from huggingface_hub.utils import GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError
model, revision = sys.argv[1], sys.argv[2] or None
path = "/run/vigie/hub-token"
token = open(path).read() if os.path.exists(path) else False
try:
    files = HfApi().list_repo_files(model, revision=revision, token=token)
    skipped = ["*.gguf", "*.onnx", "*.onnx_data", "*.msgpack", "*.h5", "*.tflite", "*.ot", "original/*", "metal/*"]
    if any(fnmatch.fnmatch(f, "*.safetensors") and not f.startswith("consolidated") and "/" not in f for f in files):
        skipped += ["*.bin", "*.pt", "*.pth", "consolidated*"]
    print(snapshot_download(model, revision=revision, token=token, ignore_patterns=skipped, max_workers=8))
except GatedRepoError:
    print("the model is gated: accept its licence, and give a token of that account")
    sys.exit(41)
except (RepositoryNotFoundError, RevisionNotFoundError):
    print("the hub does not know this model or revision, or it is private")
    sys.exit(42)
'
    # What a run that was cut off left behind: its downloader goes on in its container without it.
    docker rm --force "$DOWNLOADER" >/dev/null 2>&1 9>&-
    retried docker run --rm --name "$DOWNLOADER" --volume "$models_dir:/models" "${token[@]}" \
        --env HF_HOME=/models --env HF_HUB_DISABLE_PROGRESS_BARS=1 --env HF_HUB_DISABLE_TELEMETRY=1 \
        --entrypoint python3 "${conf[IMAGE]}" -c "$program" "${conf[MODEL]}" "${conf[REVISION]:-}" || fail $? "download: $last_line"
    event end 0
}

is_serving() {
    [ "$(exec 9>&-; docker inspect --format '{{.State.Running}} {{index .Config.Labels "vigie.conf"}}' "$CONTAINER" 2>/dev/null)" = "true $conf_hash" ]
}

# Everything goes by vLLM's own configuration file, so that the API key is in no argument and no environment, which `ps` and
# `docker inspect` show. (`vllm serve` takes no --model beside --config, hence the rest is there too.) The values have been checked:
# none holds a quote. The memory fraction is always written: its default differs between versions.
write_worker_config() {
    {
        printf "model: '%s'\n" "${conf[MODEL]}"
        [ -n "${conf[REVISION]:-}" ] && printf "revision: '%s'\n" "${conf[REVISION]}"
        printf "served-model-name: '%s'\n" "${conf[SERVED_NAME]}"
        printf "tensor-parallel-size: %s\n" "${conf[TENSOR_PARALLEL]}"
        [ -n "${conf[MAX_MODEL_LEN]:-}" ] && printf "max-model-len: %s\n" "${conf[MAX_MODEL_LEN]}"
        printf "gpu-memory-utilization: %s\n" "${conf[GPU_MEMORY_UTILIZATION]}"
        printf "dtype: '%s'\n" "${conf[DTYPE]}"
        printf "host: '0.0.0.0'\nport: 8000\n"
        printf "api-key: '%s'\n" "${conf[API_KEY]}"
    } >"$WORKER_CONFIG"
}

start_worker() {
    event begin
    if is_serving; then
        event skip '' 'the worker is running'
        return
    fi
    # A container keeps the file that it was started with: the old one goes before the new file comes.
    docker rm --force "$CONTAINER" >/dev/null 2>&1 9>&-
    write_worker_config
    logged docker run --detach --name "$CONTAINER" --restart unless-stopped --gpus all --ipc host \
        --publish "${conf[PORT]}:8000" --label "vigie.conf=$conf_hash" \
        --volume "$models_dir:/models" --volume "$WORKER_CONFIG:/run/vigie/worker.yaml:ro" \
        --env HF_HOME=/models --env HF_HUB_OFFLINE=1 --env VLLM_NO_USAGE_STATS=1 \
        "${conf[IMAGE]}" --config /run/vigie/worker.yaml || fail $? "docker run: $last_line"
    event end 0
}

# --- the commands ------------------------------------------------------------------------------------------------------------

hash_of() { sha256sum <"$1" | cut -d ' ' -f 1; }

run() {
    # `start` hands its lock down on descriptor 9; by hand it is taken here.
    if [ "${VIGIE_LOCKED:-}" != 9 ]; then
        exec 9>>"$HOME_DIR/install.lock"
        flock --wait 1 9 || { echo 'an install is running' >&2; exit 1; }
    fi
    unset VIGIE_LOCKED
    printf '%d\n' $$ >"$HOME_DIR/install.pid"
    # A copy: a new worker.conf may come while this one is being installed.
    cp "$CONF" "$CONF.installing" || exit 1
    conf_hash=$(hash_of "$CONF.installing")
    : >"$LOG"
    set_state running
    read_conf "$CONF.installing"
    phase=check && check
    phase=scratch && scratch
    phase=pull && pull
    phase=weights && weights
    phase=start && start_worker
    printf '::vigie done at=%s\n' "$(now)" >>"$LOG"
    set_state 'done'
}

# Ends a running install of other settings: the process group is its alone (setsid), and it holds the lock while it is there.
stop_running() {
    local pid
    read -r pid 2>/dev/null <"$HOME_DIR/install.pid"
    [[ ${pid:-} =~ ^[1-9][0-9]*$ ]] && grep -qaF "$HOME_DIR/install.sh" "/proc/$pid/cmdline" 2>/dev/null && kill -TERM -- "-$pid"
}

start() {
    local state='' hash=''
    [ -f "$CONF" ] || { echo "no $CONF" >&2; exit 2; }
    exec 8>>"$HOME_DIR/start.lock" 9>>"$HOME_DIR/install.lock"
    flock --wait 30 8 || { echo 'another start takes too long' >&2; exit 1; }
    conf_hash=$(hash_of "$CONF")
    read -r state hash 2>/dev/null <"$STATE"
    # Not at once: `status` takes the lock for an instant, to see whether it is free.
    if ! flock --wait 0.5 9; then
        if [ "$hash" = "$conf_hash" ]; then status 0; return; fi
        stop_running
        flock --wait 30 9 || { echo 'the running install does not end' >&2; exit 1; }
    elif [ "$state $hash" = "done $conf_hash" ] && is_serving; then
        status 0
        return
    fi
    : >"$LOG"
    set_state running
    VIGIE_LOCKED=9 setsid --fork bash "$HOME_DIR/install.sh" run </dev/null >/dev/null 2>&1 8>&-
    status 0
}

status() {
    local offset=$1 size state='' hash='' data
    [[ $offset =~ ^[0-9]{1,15}$ ]] || { echo 'status: an offset in bytes is needed' >&2; exit 2; }
    offset=$((10#$offset))
    # The state first: an install that ends in between is then reported by the next call, with all of its log.
    read -r state hash 2>/dev/null <"$STATE"
    if [ "$state" = running ] && ( flock --nonblock 7 ) 7>>"$HOME_DIR/install.lock"; then
        # Nobody holds the lock: it was cut off, unless it ended just now.
        read -r state hash 2>/dev/null <"$STATE"
        [ "$state" = running ] && state=idle
    fi
    size=$(stat -c %s "$LOG" 2>/dev/null || echo 0)
    # Beyond the end: another install has begun the log anew.
    ((offset <= size)) || offset=0
    data=$(tail -c "+$((offset + 1))" "$LOG" 2>/dev/null | head -c "$STATUS_BYTES" && printf x)
    data=${data%x}
    if [[ $data == *$'\n'* ]]; then
        data=${data%"${data##*$'\n'}"}
        printf '%s' "$data"
        offset=$((offset + ${#data}))
    fi
    # The end is told with the last piece of the log, so that a reader who stops at it has read everything.
    case $state in done | failed) ((offset >= size)) || state=running ;; esac
    printf '::vigie-status offset=%d state=%s\n' "$offset" "${state:-idle}"
}

case ${1:-} in
start) mkdir -p "$HOME_DIR" && start ;;
run) mkdir -p "$HOME_DIR" && run ;;
status) status "${2:-0}" ;;
*)
    echo 'usage: install.sh start | run | status N' >&2
    exit 2
    ;;
esac

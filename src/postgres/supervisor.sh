# Keeps one PostgreSQL server as long as anybody holds the lock file, and not longer.
#   sh -c THIS supervisor LOCK_FILE PID_FILE LINGER_SECONDS POSTGRES ARGUMENTS…
# A killed user loses its lock by the kernel's hand, so SIGKILL needs no case of its own.
trap '' INT TERM HUP
lock=$1 pid_file=$2 linger=$3
shift 3

if ! command -v flock >/dev/null; then # macOS has perl instead
    command -v perl >/dev/null || { echo 'FATAL: neither flock nor perl was found' >&2; exit 1; }
    flock() {
        perl -MFcntl=:flock -e '
            my $how = LOCK_EX;
            if ($ARGV[0] eq "-n") { shift; $how |= LOCK_NB }
            open(FILE, "<", shift) && flock(FILE, $how) or exit 1;
            exit(system(@ARGV) >> 8)' -- "$@"
    }
fi

"$@" &
server=$!

# The lock stays ours until the server is down: whoever comes meanwhile waits, then starts anew.
# (The file tells it too, as nobody may be there to reap the server once this shell is killed.)
stop='kill -INT "$1"; while [ -e "$2" ] && kill -0 "$1" 2>/dev/null; do sleep 0.02; done'
while kill -0 "$server" 2>/dev/null; do
    flock "$lock" true || sleep 1
    sleep "$linger"
    flock -n "$lock" sh -c "$stop" stop "$server" "$pid_file" && break
done &
watch=$!

wait "$server"
status=$?
kill -KILL "$watch" 2>/dev/null
exit "$status"

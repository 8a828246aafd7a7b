#!/usr/bin/env bash
# A throwaway PostgreSQL for the tests of the storage:
#     export OTKLIK_TEST_POSTGRES=$(tests/storage/postgres.sh start)
#     tests/storage/postgres.sh restart    as after a crash: it recovers what was committed
#     tests/storage/postgres.sh stop
# `start` prints the URL; what is kept in memory or in a temporary folder is gone after `stop`.
set -euo pipefail

home=${OTKLIK_TEST_POSTGRES_HOME:-${TMPDIR:-/tmp}/otklik-test-postgres-$(id -u)}

find_binaries() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || echo /none/x)")"; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then echo "$folder"; return; fi
    done
}

install_server() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        DEBIAN_FRONTEND=noninteractive apt-get -q update >&2
        DEBIAN_FRONTEND=noninteractive apt-get -qy install postgresql >&2
    else
        echo "PostgreSQL is not installed: apt-get install postgresql" >&2
        exit 1
    fi
}

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups -- env HOME="$home" PATH="$PATH" "$@")
    else
        "$@"
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    if [ -f "$home/url" ] && as_server "$bin/pg_ctl" -D "$home/data" status >/dev/null 2>&1; then
        cat "$home/url"
        return
    fi
    rm -rf "$home"
    mkdir -p "$home"
    if [ "$(id -u)" = 0 ]; then chown postgres "$home"; fi
    as_server "$bin/initdb" -D "$home/data" -U otklik --auth=trust --encoding=UTF8 --no-sync >/dev/null
    local port
    port=$(free_port)
    # fsync off: nothing of a test outlives it. For benchmarks: OTKLIK_TEST_POSTGRES_FSYNC=on
    local fsync=${OTKLIK_TEST_POSTGRES_FSYNC:-off}
    as_server "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w -o "-p $port -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories=$home -c fsync=$fsync -c full_page_writes=$fsync -c max_connections=200" start >&2 \
        || { cat "$home/log" >&2; exit 1; }
    echo "postgresql://otklik@127.0.0.1:$port/postgres" | tee "$home/url"
}

restart() {
    as_server "$bin/pg_ctl" -D "$home/data" -l "$home/log" -m immediate -w restart >&2
}

stop() {
    if [ -d "$home/data" ]; then
        as_server "$bin/pg_ctl" -D "$home/data" -m immediate -w stop >&2 || true
        rm -rf "$home"
    fi
}

bin=$(find_binaries)
if [ -z "$bin" ]; then
    install_server
    bin=$(find_binaries)
fi

case "${1:-}" in
    start) start ;;
    restart) restart ;;
    stop) stop ;;
    *) echo "usage: $0 start|restart|stop" >&2; exit 2 ;;
esac

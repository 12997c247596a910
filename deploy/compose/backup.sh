#!/bin/bash
# A dump at the start and each day at BACKUP_AT, each under its last name only when it is whole; those older than BACKUP_DAYS go.
set -euo pipefail
PGPASSWORD=$(<"$PGPASSWORD_FILE")
export PGPASSWORD
umask 077
folder=${BACKUP_FOLDER:-/backups}

dump() {
  local name
  name=$folder/cookbookdb-$(date -u +%Y%m%dT%H%M%SZ).dump
  rm -f "$folder"/*.partial
  if pg_dump --format=custom --compress=zstd --file="$name.partial" && pg_restore --list "$name.partial" >/dev/null; then
    sync "$name.partial"
    mv "$name.partial" "$name"
    echo "Backed up to $name, $(stat -c %s "$name") bytes."
    # Only after a success: a database that has been away for long must not cost the last good dumps.
    find "$folder" -name 'cookbookdb-*.dump' -mtime "+$BACKUP_DAYS" -delete
  else
    echo "The backup failed; the next try is in an hour." >&2
    return 1
  fi
}

# SIGTERM ends the wait, which a foreground sleep would not.
trap 'exit 0' TERM INT
wait_for() { sleep "$1" & wait $!; }

if [ "${1:-}" = now ]; then
  dump
  exit
fi

while true; do
  until dump; do wait_for 3600; done
  next=$(date -d "today $BACKUP_AT" +%s)
  [ "$next" -gt "$(date +%s)" ] || next=$(date -d "tomorrow $BACKUP_AT" +%s)
  wait_for $((next - $(date +%s)))
done

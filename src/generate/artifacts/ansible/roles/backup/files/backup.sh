#!/usr/bin/env bash
# Dumps a database as it is at one moment, and beside it what rows each table has at that moment.
# Reads BACKUP_DATABASE, BACKUP_FOLDER and BACKUP_KEEP_DAYS, and what libpq reads.
set -euo pipefail
umask 077

here=$(dirname "$(readlink -f "$0")")
name="$BACKUP_FOLDER/$BACKUP_DATABASE-$(date --utc +%Y%m%dT%H%M%SZ)"
trap 'rm -f "$name.dump.part" "$name.rows.part"' EXIT

# One session holds the moment open, for the dump and for the count.
coproc session {
  psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$BACKUP_DATABASE"
}
echo 'begin isolation level repeatable read; select pg_export_snapshot();' >&"${session[1]}"
read -r snapshot <&"${session[0]}"

pg_dump --format=custom --snapshot="$snapshot" --file="$name.dump.part" "$BACKUP_DATABASE"

printf '\\i %s\n\\echo end\n' "$here/rows.sql" >&"${session[1]}"
: >"$name.rows.part"
while read -r line <&"${session[0]}" && [[ $line != end ]]; do
  printf '%s\n' "$line" >>"$name.rows.part"
done
[[ ${line-} == end ]]

pg_restore --list "$name.dump.part" >/dev/null
mv "$name.rows.part" "$name.rows"
mv "$name.dump.part" "$name.dump"

# Only now: while no backup succeeds, none is removed.
find "$BACKUP_FOLDER" -maxdepth 1 -type f -name "$BACKUP_DATABASE-*" -mtime "+$BACKUP_KEEP_DAYS" -delete

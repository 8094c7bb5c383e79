#!/usr/bin/env bash
# restore.sh DUMP DATABASE: restores a file of the folder, or the latest, into a database that is not there yet, and
# compares its rows with those that were dumped. Reads what backup.sh reads.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
dump=$1
database=$2
if [[ $dump == latest ]]; then
  # The names end with the time.
  dump=$(find "$BACKUP_FOLDER" -maxdepth 1 -name "$BACKUP_DATABASE-*.dump" -printf '%f\n' | sort | tail -n 1)
  [[ -n $dump ]] || {
    echo "there is no backup in $BACKUP_FOLDER" >&2
    exit 1
  }
fi
file="$BACKUP_FOLDER/${dump##*/}"

createdb --template=template0 "$database"
pg_restore --exit-on-error --no-owner --dbname="$database" "$file"
psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$database" --file="$here/rows.sql" \
  | diff "${file%.dump}.rows" -
echo "$dump is restored into $database, row by row"

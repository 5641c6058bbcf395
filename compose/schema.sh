#!/bin/sh
# Makes Temporal's two databases, or brings them up to date. Safe to run again.
set -eu

for database in temporal temporal_visibility; do
  case "$database" in
    temporal) schema=postgresql/v12/temporal ;;
    temporal_visibility) schema=postgresql/v12/visibility ;;
  esac
  sql() {
    temporal-sql-tool --plugin postgres12_pgx --endpoint postgresql --port 5432 --user temporal --database "$database" "$@"
  }
  sql create-database
  sql setup-schema -v 0.0
  sql update-schema --schema-name "$schema"
done

#!/bin/sh
# Makes the namespace of the cases, or brings it up to date. Safe to run again.
set -eu

# The history of a closed run is read for its archive; the server's own default would drop it after days.
retention=90d

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$retention"
else
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$retention"
fi

# A new namespace is known everywhere in the server after some seconds.
tries=0
until known=$(temporal operator search-attribute list --namespace "$TEMPORAL_NAMESPACE"); do
  tries=$((tries + 1))
  if [ "$tries" -ge 30 ]; then exit 1; fi
  sleep 2
done

while read -r name type; do
  case "$known" in
    *"$name"*) ;;
    *) temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type "$type" ;;
  esac
done <<'ATTRIBUTES'
CaseKind Keyword
CaseStage Keyword
CaseAwaits KeywordList
CaseAwaited KeywordList
CaseNextDeadline Datetime
CaseNextDuty Keyword
CaseBreaches Int
CaseAgencies KeywordList
CaseNotSafe Bool
CaseTraining Bool
ATTRIBUTES

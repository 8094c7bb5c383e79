# Google Secret Manager. External Secrets reads it by workload identity.
store_usage() {
  cat <<'END'
  PROJECT         the project of Google Cloud
  ROTATION_TOPIC  Pub/Sub topic that is told when a value is due; without it nobody is
END
}

store_setup() {
  local secret number member
  : "${PROJECT:?names the project of Google Cloud}"
  number=$(gcloud projects describe "$PROJECT" --format='value(projectNumber)')
  member=principal://iam.googleapis.com/projects/$number/locations/global/workloadIdentityPools
  member=$member/$PROJECT.svc.id.goog/subject/ns/$NAMESPACE/sa/$READER
  for secret in "$@"; do
    gcloud secrets describe "$secret" --project="$PROJECT" >/dev/null 2>&1 \
      || gcloud secrets create "$secret" --project="$PROJECT" --replication-policy=automatic --labels="service=$SERVICE"
    gcloud secrets add-iam-policy-binding "$secret" --project="$PROJECT" --member="$member" \
      --role=roles/secretmanager.secretAccessor >/dev/null
    rotation "$secret"
  done
}

rotation() {
  [[ -n ${ROTATION_TOPIC:-} ]] || return 0
  ((ROTATE_DAYS > 0)) || return 0
  gcloud secrets update "$1" --project="$PROJECT" --add-topics="$ROTATION_TOPIC" \
    --rotation-period="${ROTATE_DAYS}d" --next-rotation-time="$(date --utc --date="$ROTATE_DAYS days" +%FT%TZ)"
}

# The value never is an argument: others on the machine can read those.
store_put() {
  gcloud secrets versions add "$1" --project="${PROJECT:?names the project of Google Cloud}" --data-file=-
}

store_changed() {
  gcloud secrets versions list "$1" --project="${PROJECT:?names the project of Google Cloud}" \
    --filter=state=enabled --sort-by=~createTime --limit=1 --format='value(createTime)'
}

# Whoever listens to the topic makes the new value.
store_rotate() {
  return 1
}

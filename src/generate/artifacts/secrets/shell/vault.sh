# Vault, key-value engine 2. External Secrets reads it by the Kubernetes auth method.
HERE=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly HERE

store_usage() {
  cat <<'END'
  VAULT_ADDR, VAULT_TOKEN  as the program vault takes them
END
}

store_setup() {
  local secret
  vault read "sys/mounts/$MOUNT" >/dev/null 2>&1 || vault secrets enable -path="$MOUNT" -version=2 kv
  vault policy write "$NAMESPACE-read" "$HERE/vault/$ENVIRONMENT-read.hcl"
  vault policy write "$NAMESPACE-write" "$HERE/vault/$ENVIRONMENT-write.hcl"
  vault read sys/auth/kubernetes >/dev/null 2>&1 || vault auth enable kubernetes
  vault write "auth/kubernetes/role/$NAMESPACE" policies="$NAMESPACE-read" ttl=15m \
    bound_service_account_names="$READER" bound_service_account_namespaces="$NAMESPACE"
  for secret in "$@"; do
    vault kv metadata put -mount="$MOUNT" -custom-metadata="rotate_days=$ROTATE_DAYS" "$secret"
  done
}

# The value never is an argument: others on the machine can read those.
store_put() {
  vault kv put -mount="$MOUNT" "$1" - >/dev/null
}

store_changed() {
  [[ $(vault kv metadata get -mount="$MOUNT" -field=current_version "$1") != 0 ]] || return 0
  vault kv metadata get -mount="$MOUNT" -field=updated_time "$1"
}

# Vault makes no new values for a key-value secret: a person or a job puts them.
store_rotate() {
  return 1
}

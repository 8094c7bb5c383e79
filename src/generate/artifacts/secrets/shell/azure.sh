# Azure Key Vault. External Secrets reads it by workload identity.
store_usage() {
  cat <<'END'
  GROUP    the resource group of the identity
  CLUSTER  the AKS cluster of the environment; without it nobody is given access
END
}

store_setup() {
  [[ -n ${CLUSTER:-} ]] || return 0
  local secret vault issuer identity=$NAMESPACE-secrets-reader principal client
  : "${GROUP:?names the resource group}"
  vault=$(az keyvault show --name "$VAULT" --query id --output tsv)
  issuer=$(az aks show --resource-group "$GROUP" --name "$CLUSTER" --query oidcIssuerProfile.issuerUrl --output tsv)
  az identity create --resource-group "$GROUP" --name "$identity" --output none
  principal=$(az identity show --resource-group "$GROUP" --name "$identity" --query principalId --output tsv)
  client=$(az identity show --resource-group "$GROUP" --name "$identity" --query clientId --output tsv)
  az identity federated-credential create --resource-group "$GROUP" --identity-name "$identity" --name "$CLUSTER" \
    --issuer "$issuer" --subject "system:serviceaccount:$NAMESPACE:$READER" \
    --audiences api://AzureADTokenExchange --output none
  for secret in "$@"; do
    az role assignment create --role 'Key Vault Secrets User' --scope "$vault/secrets/$secret" \
      --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal --output none
  done
  kubectl --namespace "$NAMESPACE" annotate --overwrite serviceaccount "$READER" \
    "azure.workload.identity/client-id=$client"
}

# The value never is an argument: others on the machine can read those.
store_put() {
  local until=()
  ((ROTATE_DAYS == 0)) || until=(--expires "$(date --utc --date="$ROTATE_DAYS days" +%FT%TZ)")
  az keyvault secret set --vault-name "$VAULT" --name "$1" --file <(cat) --encoding utf-8 "${until[@]}" --output none
}

store_changed() {
  az keyvault secret show --vault-name "$VAULT" --name "$1" --query attributes.updated --output tsv
}

# Key Vault tells an Event Grid subscription when a secret expires soon; it makes no new values.
store_rotate() {
  return 1
}

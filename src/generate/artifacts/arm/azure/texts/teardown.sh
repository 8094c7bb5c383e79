#!/usr/bin/env bash
# Takes one environment away with all that it keeps, after its name has been typed. What is protected stays.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  echo "usage: teardown.sh FILE    FILE is one of environments/FILE.parameters.json" >&2
  exit 2
}

file=${1:-}
[[ $# -eq 1 ]] || usage
#: environments

# What is deployed counts, and not what the file has come to say since.
if ! locks=$(az lock list --resource-group "$group" --query 'length(@)' --output tsv); then
  echo "the locks of $group cannot be read: nothing was taken away" >&2
  exit 1
fi
if [[ $locks != 0 ]]; then
  echo "$group is protected by locks: nothing was taken away" >&2
  exit 1
fi
read -r -p "Type the name of the file, $file, to take $group away with all that it keeps: " typed
if [[ $typed != "$file" ]]; then
  echo "nothing was taken away" >&2
  exit 1
fi

if az stack group show --name "$group" --resource-group "$group" --output none 2>/dev/null; then
  az stack group delete --name "$group" --resource-group "$group" --action-on-unmanage deleteAll --yes
fi
az group delete --name "$group" --yes
echo "$group is gone; its key stays, and secrets can be had back for 90 days"

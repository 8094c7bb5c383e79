#!/usr/bin/env bash
# Destroys one environment, after its name has been typed. What is protected stays: set deletion_protection to false in
# its tfvars and apply that first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  echo "usage: teardown.sh FILE --bucket NAME    FILE is one of environments/FILE.tfvars" >&2
  exit 2
}

file=${1:-}
[[ $file =~ ^[a-z0-9][a-z0-9-]*$ && ${2:-} == --bucket && -n ${3:-} && $# -eq 3 ]] || usage
bucket=$3
values=environments/$file.tfvars
if [[ ! -f $values ]]; then
  echo "there is no $values" >&2
  exit 1
fi
if ! grep -qE '^deletion_protection *= *false$' "$values"; then
  echo "$values does not say deletion_protection = false: nothing was destroyed" >&2
  exit 1
fi

terraform init -input=false -reconfigure -backend-config="environments/$file.s3.tfbackend" -backend-config="bucket=$bucket"
# What is deployed counts, and not what the file has come to say since.
if terraform output -json deletion_protection | grep -q true; then
  echo "$file is deployed with deletion protection: apply $values first; nothing was destroyed" >&2
  exit 1
fi
terraform plan -destroy -input=false -var-file="$values" -out=teardown.tfplan
trap 'rm -f teardown.tfplan' EXIT
read -r -p "Type the name of the file, $file, to destroy all of this: " typed
if [[ $typed != "$file" ]]; then
  echo "nothing was destroyed" >&2
  exit 1
fi
terraform apply -input=false teardown.tfplan

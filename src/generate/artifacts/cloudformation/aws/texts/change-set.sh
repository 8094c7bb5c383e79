#!/usr/bin/env bash
# Shows what would change in one environment, and changes it once somebody has agreed. A parameter that is not given
# stays as it is: a new version is `OrdersImage=…` alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  echo "usage: change-set.sh FILE --bucket NAME [--yes] [PARAMETER=VALUE ...]    FILE is one of environments/FILE.yaml" >&2
  exit 2
}

file=${1:-}
[[ ${2:-} == --bucket && -n ${3:-} ]] || usage
bucket=$3
shift 3
agreed=false
if [[ ${1:-} == --yes ]]; then
  agreed=true
  shift
fi
#: environments

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cloudformation() { aws --region "$AWS_REGION" cloudformation "$@"; }

# What is uploaded is told a template at a time: of interest where it fails.
if ! cloudformation package --template-file "environments/$file.yaml" --s3-bucket "$bucket" --s3-prefix "$stack" \
  --output-template-file "$work/packaged.yaml" >"$work/uploads" 2>&1; then
  cat "$work/uploads" >&2
  exit 1
fi
key=$stack/$(cksum <"$work/packaged.yaml" | tr ' ' -).yaml
aws --region "$AWS_REGION" s3 cp --quiet "$work/packaged.yaml" "s3://$bucket/$key"
url=https://$bucket.s3.$AWS_REGION.amazonaws.com/$key

kind=UPDATE
if ! cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].StackStatus' --output text \
  >"$work/status" 2>"$work/error"; then
  if ! grep -q 'does not exist' "$work/error"; then
    cat "$work/error" >&2
    exit 1
  fi
  kind=CREATE
fi
if grep -q REVIEW_IN_PROGRESS "$work/status"; then kind=CREATE; fi

parameters=()
given=' '
for said in "$@"; do
  if [[ ! $said =~ ^[A-Za-z0-9]+=[A-Za-z0-9@._:/+-]*$ ]]; then
    echo "$said is not PARAMETER=VALUE" >&2
    exit 2
  fi
  parameters+=("ParameterKey=${said%%=*},ParameterValue=${said#*=}")
  given+="${said%%=*} "
done
if [[ $kind == UPDATE ]]; then
  cloudformation get-template-summary --template-url "$url" --query 'Parameters[].[ParameterKey]' --output text >"$work/wanted"
  cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].Parameters[].[ParameterKey]' --output text >"$work/known"
  while read -r name; do
    if [[ $given != *" $name "* ]] && grep -qx "$name" "$work/known"; then
      parameters+=("ParameterKey=$name,UsePreviousValue=true")
    fi
  done <"$work/wanted"
fi

change=change-$(date -u +%Y%m%d%H%M%S)
cloudformation create-change-set --stack-name "$stack" --change-set-name "$change" --change-set-type "$kind" \
  --template-url "$url" --include-nested-stacks --capabilities CAPABILITY_IAM \
  --tags "Key=Project,Value=$project" "Key=Environment,Value=$environment" Key=ManagedBy,Value=CloudFormation \
  ${parameters[@]+--parameters "${parameters[@]}"} >"$work/created"
nothing_to_do() {
  cloudformation delete-change-set --stack-name "$stack" --change-set-name "$change"
  echo "$stack is what its templates say"
  exit 0
}
ask() { cloudformation describe-change-set --stack-name "$stack" --change-set-name "$change" --output text --query "$1"; }
if ! cloudformation wait change-set-create-complete --stack-name "$stack" --change-set-name "$change" 2>"$work/error"; then
  reason=$(ask StatusReason)
  if [[ $reason == *"didn't contain changes"* || $reason == *"No updates are to be performed"* ]]; then nothing_to_do; fi
  cloudformation delete-change-set --stack-name "$stack" --change-set-name "$change"
  echo "$reason" >&2
  exit 1
fi
if [[ $(ask 'length(Changes)') == 0 ]]; then nothing_to_do; fi

# Nested stacks have change sets of their own.
show() {
  local name id
  cloudformation describe-change-set --change-set-name "$2" ${3:+--stack-name "$3"} --output text \
    --query 'Changes[].ResourceChange.[Action,Replacement,ResourceType,LogicalResourceId]' \
    | sed "s|^|$1  |"
  cloudformation describe-change-set --change-set-name "$2" ${3:+--stack-name "$3"} --output text \
    --query 'Changes[?ResourceChange.ChangeSetId].ResourceChange.[LogicalResourceId,ChangeSetId]' \
    | while read -r name id; do
      if [[ -n $id && $id != None ]]; then show "$1/$name" "$id"; fi
    done
}
show "$stack" "$change" "$stack"

if [[ $agreed == false ]]; then
  read -r -p "Type the name of the file, $file, to do all of this: " typed
  if [[ $typed != "$file" ]]; then
    cloudformation delete-change-set --stack-name "$stack" --change-set-name "$change"
    echo "nothing was changed" >&2
    exit 1
  fi
fi

cloudformation execute-change-set --stack-name "$stack" --change-set-name "$change"
if ! cloudformation wait "stack-$(tr '[:upper:]' '[:lower:]' <<<"$kind")-complete" --stack-name "$stack"; then
  echo "$stack has gone back to what it was:" >&2
  cloudformation describe-stack-events --stack-name "$stack" --output text \
    --query "StackEvents[?ends_with(ResourceStatus, 'FAILED')].[LogicalResourceId,ResourceStatusReason]" >&2
  exit 1
fi

# What is protected is taken away or replaced by nobody, and not by a change set either.
if grep -qE '^    DeletionPolicy: Retain$' "environments/$file.yaml"; then
  cloudformation update-termination-protection --stack-name "$stack" --enable-termination-protection >"$work/protected"
  cloudformation set-stack-policy --stack-name "$stack" --stack-policy-body file://stack-policy.json
fi
cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].Outputs[].[OutputKey,OutputValue]' --output text

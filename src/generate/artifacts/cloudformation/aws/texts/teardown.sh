#!/usr/bin/env bash
# Takes one environment away with all that it keeps, after its name has been typed. What is protected stays.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  echo "usage: teardown.sh FILE    FILE is one of environments/FILE.yaml" >&2
  exit 2
}

file=${1:-}
[[ $# -eq 1 ]] || usage
#: environments

cloudformation() { aws --region "$AWS_REGION" cloudformation "$@"; }
s3api() { aws --region "$AWS_REGION" s3api "$@"; }

# What is deployed counts, and not what the file has come to say since.
protected=$(cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].EnableTerminationProtection' --output text)
if [[ $protected != False ]]; then
  echo "$stack is protected: nothing was taken away" >&2
  exit 1
fi
read -r -p "Type the name of the file, $file, to take $stack away with all that it keeps: " typed
if [[ $typed != "$file" ]]; then
  echo "nothing was taken away" >&2
  exit 1
fi

# A bucket that holds something cannot be deleted: every version of every object goes first.
empty() {
  local versions
  while true; do
    versions=$(s3api list-object-versions --bucket "$1" --max-items 500 --output json \
      --query '{Objects: [Versions, DeleteMarkers][] | [?@] | [].{Key: Key, VersionId: VersionId}}')
    grep -q '"Key"' <<<"$versions" || return 0
    s3api delete-objects --bucket "$1" --delete "$versions" >/dev/null
  done
}
of_type() {
  cloudformation list-stack-resources --stack-name "$1" --output text \
    --query "StackResourceSummaries[?ResourceType=='$2'].[PhysicalResourceId]"
}
of_type "$stack" AWS::CloudFormation::Stack | while read -r inner; do
  of_type "$inner" AWS::S3::Bucket | while read -r bucket; do
    empty "$bucket"
  done
done

cloudformation delete-stack --stack-name "$stack"
cloudformation wait stack-delete-complete --stack-name "$stack"
echo "$stack is gone; snapshots of its databases are kept"

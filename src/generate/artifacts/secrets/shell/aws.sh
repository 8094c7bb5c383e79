# AWS Secrets Manager. External Secrets reads it by an IAM role for its service account (IRSA).
HERE=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly HERE

store_usage() {
  cat <<'END'
  CLUSTER            the EKS cluster of the environment; without it nobody is given access
  ROTATION_FUNCTION  ARN of the Lambda function that replaces values; without it a person does, by put
END
}

secretsmanager() {
  aws --region "${REGIONS[$ENVIRONMENT]}" secretsmanager "$@"
}

store_setup() {
  local secret
  for secret in "$@"; do
    secretsmanager describe-secret --secret-id "$secret" >/dev/null 2>&1 \
      || secretsmanager create-secret --name "$secret" --tags "Key=service,Value=$SERVICE" >/dev/null
    rotation "$secret"
  done
  [[ -z ${CLUSTER:-} ]] || access
}

rotation() {
  [[ -n ${ROTATION_FUNCTION:-} ]] || return 0
  ((ROTATE_DAYS > 0)) || return 0
  secretsmanager rotate-secret --secret-id "$1" --rotation-lambda-arn "$ROTATION_FUNCTION" \
    --rotation-rules "AutomaticallyAfterDays=$ROTATE_DAYS" --no-rotate-immediately >/dev/null
}

access() {
  local role=$NAMESPACE-secrets-reader issuer account trust
  issuer=$(aws --region "${REGIONS[$ENVIRONMENT]}" eks describe-cluster --name "$CLUSTER" --query cluster.identity.oidc.issuer --output text)
  issuer=${issuer#https://}
  account=$(aws sts get-caller-identity --query Account --output text)
  trust=$(trust_policy "arn:aws:iam::$account:oidc-provider/$issuer" "$issuer")
  if aws iam get-role --role-name "$role" >/dev/null 2>&1; then
    aws iam update-assume-role-policy --role-name "$role" --policy-document "$trust"
  else
    aws iam create-role --role-name "$role" --assume-role-policy-document "$trust" >/dev/null
  fi
  aws iam put-role-policy --role-name "$role" --policy-name read-own-secrets \
    --policy-document "file://$HERE/aws/$ENVIRONMENT.json"
  kubectl --namespace "$NAMESPACE" annotate --overwrite serviceaccount "$READER" \
    "eks.amazonaws.com/role-arn=arn:aws:iam::$account:role/$role"
}

# Only the reader's account of this namespace takes the role.
trust_policy() {
  cat <<END
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Federated": "$1" },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "$2:aud": "sts.amazonaws.com",
          "$2:sub": "system:serviceaccount:$NAMESPACE:$READER"
        }
      }
    }
  ]
}
END
}

# The value never is an argument: others on the machine can read those. What stands in for a file is a pipe.
store_put() {
  secretsmanager put-secret-value --secret-id "$1" --secret-string "file://"<(cat) >/dev/null
}

store_changed() {
  local current="Versions[?contains(VersionStages, 'AWSCURRENT')].CreatedDate | [0]"
  secretsmanager list-secret-version-ids --secret-id "$1" --query "$current" --output text
}

store_rotate() {
  local function
  function=$(secretsmanager describe-secret --secret-id "$1" --query RotationLambdaARN --output text) || return 1
  [[ $function != None ]] || return 1
  secretsmanager rotate-secret --secret-id "$1" >/dev/null
}

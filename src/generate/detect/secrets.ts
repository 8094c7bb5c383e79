/** Names of variables whose values are secrets. */
const secretName =
  /(?:^|_)(?:PASS|PASSWD|PASSWORD|PASSPHRASE|PWD|SECRET|SECRETS|TOKEN|KEY|KEYS|APIKEY|CREDENTIAL|CREDENTIALS|PRIVATE|SALT|PEPPER|DSN|COOKIE|AUTH|JWT|WEBHOOK|CERT|CONNECTION_?STRING)(?:_|\d|$)|(?:DATABASE|DB|POSTGRES|POSTGRESQL|PG|MYSQL|MONGO|MONGODB|REDIS|AMQP|RABBITMQ|CLOUDAMQP|BROKER|SENTRY)_?(?:URL|URI)$|(?:PASSWORD|SECRET|TOKEN|APIKEY|API_?KEY|ACCESSKEY)$/i;

/** Values that are secrets whatever they are called: with a password in an URL, keys of well-known services, long random texts. */
const secretValue =
  /:\/\/[^/\s:@]{0,200}:[^/\s@]{1,200}@|^(?:sk|pk|rk|whsec)_|^sk-|^gh[pousr]_|^github_pat_|^glpat-|^xox[abprs]-|^AKIA|^ASIA|^AIza|^ya29\.|^eyJ[\w-]{10}|^SG\.|^npm_|^hv[sb]\.|-----BEGIN|^base64:/;

export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

/** Whether a text must not be copied into another file or printed. */
export function looksSecret(value: string): boolean {
  return secretValue.test(value) || isRandom(value);
}

/** Letters and digits mixed without a word in them, as generators of keys write. */
function isRandom(value: string): boolean {
  if (!/^[\w+/=-]{20,}$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter(kind => kind.test(value)).length;
  const longestWord = Math.max(0, ...(value.match(/[a-z]+|[A-Z]+/g) ?? []).map(word => word.length));
  return kinds === 3 || (kinds === 2 && /\d/.test(value) && longestWord < 6);
}

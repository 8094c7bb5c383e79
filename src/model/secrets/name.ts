/** Which names speak of a secret, and which values can be none whatever they are called. */

/** A word of a name that speaks of a secret, whatever stands before it in the word: PGPASSWORD, DBPASS, authToken. */
const strongWord =
  /(?:passw(?:or)?ds?|passphrase|secrets?|tokens?|credentials?|apikey|accesskey|privatekey|secretkey|accountkey|sharedkey|requirepass)$/;
const strongWords = new Set(['authorization', 'bearer', 'connectionstring']);
/** PASS, DBPASS, PGPW: short words are told from COMPASS and BYPASS by what stands before them. */
const shortWord =
  /^(?:db|pg|my|sql|mysql|mongo|root|user|admin|smtp|mail|redis|ftp|ldap|http)?(?:pass|pwd|pw)$/;
/** Words that speak of a secret by themselves only. */
const weakWords = new Set(['key', 'keys', 'auth', 'dsn', 'salt', 'pepper', 'jwt', 'cookie']);
/** `api key` and such are as telling as one word. */
const keyHolders = new Set([
  'api',
  'private',
  'access',
  'secret',
  'signing',
  'encryption',
  'master',
  'account',
  'license',
]);
/** Keys that everybody may know, or that open nothing. */
const openKeys = new Set(
  'public publishable primary partition sort foreign routing cache index unique lookup object config feature idempotency translation hot range row group message event dedup deduplication order shard registry meta binding site map hash'.split(
    ' ',
  ),
);
/** The last word says what a value is: where a secret is kept, how long it lives, how it is made, but no secret. */
const openTails = new Set(
  'file files path paths dir folder expiry expires expire expiration ttl length len size name names url uri urls endpoint host hostname port prefix suffix header field provider store manager backend ref reference enabled disabled enable required optional allowed policy type kind algorithm alg algo issuer audience format encoding version count limit limits min max age lifetime timeout seconds secs minutes hours days ms millis interval rotation rounds cost attempts tries retries history strength complexity mode method class scope scopes label region bucket capacity rate quota budget usage realm domain samesite secure httponly mount engine operator controller'.split(
    ' ',
  ),
);
/** Names that begin so are numbers and switches. */
const openHeads = new Set(
  'max min num count total enable disable require allow use has is next_public vite'.split(' '),
);

/** The words of a name, in lower case and without numbers behind them: DB_PASSWORD2, db.password, dbPassword. */
function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, 256)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map(word => word.replace(/\d{1,9}$/, ''))
    .filter(word => word !== '');
}

/** How much a name says: strong by a word such as PASSWORD, weak by one such as KEY. Undefined: it speaks of no secret. */
export function secretName(name: string): 'strong' | 'weak' | undefined {
  const words = wordsOf(name);
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (
    openTails.has(last) ||
    openHeads.has(first) ||
    words.includes('public') ||
    words.includes('publishable')
  )
    return undefined;
  const isStrong = words.some(
    (word, i) =>
      strongWord.test(word) ||
      shortWord.test(word) ||
      strongWords.has(word) ||
      (word === 'key' && keyHolders.has(words[i - 1] ?? '')),
  );
  if (isStrong) return 'strong';
  const isWeak = words.some((word, i) => weakWords.has(word) && !openKeys.has(words[i - 1] ?? ''));
  return isWeak && last !== 'id' ? 'weak' : undefined;
}

/** Whether a name speaks of a secret: DB_PASSWORD does, PASSWORD_FILE, TOKEN_TTL_SECONDS and PUBLIC_KEY do not. */
export const isSecretName = (name: string): boolean => secretName(name) !== undefined;

/** What holds a user and a password in one: told from other names by what stands there. */
const loginWords = /^(?:auth|basicauth|creds?|credentials?|logins?|pat|userpass|userpwd|userinfo|htpasswd)$/;

/** Whether `name` may be that of a login such as `user:password`, and the value, where there is one, is such a pair. */
export function isLogin(name: string, value?: string): boolean {
  if (!loginWords.test(wordsOf(name).at(-1) ?? '')) return false;
  if (value === undefined) return true;
  const [, password] = /^[^\s:/$<{"'%]{1,200}:([^\s:/$<{"'%][^\s:]{0,500})$/.exec(value.trim()) ?? [];
  // What has a number behind the colon is a port or a time.
  return password !== undefined && !/^\d{1,5}$/.test(password);
}

/** Names of what usually has a password in it: a variable without a known value is better kept as a secret. */
const usualHolder =
  /(?:^|_)(?:PRIVATE|WEBHOOK|CERT|CONNECTION_?STRING)(?:_|\d|$)|(?:DATABASE|DB|POSTGRES|POSTGRESQL|PG|MYSQL|MONGO|MONGODB|REDIS|AMQP|RABBITMQ|CLOUDAMQP|BROKER|SENTRY)_?(?:URL|URI)$/i;

/** Whether a variable whose value nobody knows yet should be treated as a secret: also DATABASE_URL. */
export const mayHoldSecret = (name: string): boolean => isSecretName(name) || usualHolder.test(name);

const plainWords =
  /^(?:true|false|yes|no|on|off|none|null|nil|undefined|enabled|disabled|optional|required|auto|default)$/i;
/** "30", "15m", "1.5h", "5 %". */
const amount = /^-?\d{1,7}(?:\.\d{1,3})?(?: ?[a-zA-Z%]{1,3})?$/;
const knownFolder =
  /^\/(?:run|var|etc|mnt|opt|app|home|secrets?|vault|usr|srv|tmp|root|data|config|certs?|keys|workspace|code)(?:\/[\w.@+-]{1,200}){1,20}\/?$/;
const pathWithEnding =
  /^(?:[\w.@~-]{0,200}\/){0,20}[\w@.-]{1,200}\.(?:key|pem|crt|cert|json|txt|ya?ml|env|p12|pfx|jks|pub|conf|cfg|ini|toml|xml|properties)$/i;
const reference =
  /\$\{[^}]{0,300}\}|\$\([^)]{0,300}\)|\$[A-Za-z_]\w{0,100}|\{\{[^}]{0,300}\}\}|%[A-Za-z_]\w{0,100}%|<[^<>]{0,200}>|\*{3,}/g;
const keptElsewhere =
  /^(?:op|vault|secretref|secretsmanager|ssm|file|env|gcp|azkv|awssm):|^arn:aws:|^projects\/[\w-]{1,99}\/secrets\//i;

/** Words in which a switch says how it is done: `AUTH: basic`. */
const way = /^[a-z][a-z\d_-]{0,15}$/;

/** Whether a value can be no secret, whatever it is called: nothing, a switch, a small amount, a path, a reference. */
export function isHarmless(name: string, value: string): boolean {
  const text = value.trim();
  const last = wordsOf(name).at(-1) ?? '';
  if (text === '' || plainWords.test(text) || keptElsewhere.test(text)) return true;
  if (amount.test(text)) return !/passw(?:or)?d$|^(?:pass|pwd|pw)$|passphrase$/.test(last) || text.length < 4;
  if (knownFolder.test(text) || pathWithEnding.test(text) || /^\.{1,2}\/[\w./@-]{0,500}$/.test(text))
    return true;
  if (/^(?:auth|jwt|cookie)$/.test(last) && way.test(text) && !/\d/.test(text)) return true;
  // `AUTH: auth-server:8080`, and a time.
  if (loginWords.test(last) && /^[\w.-]{1,200}:\d{1,5}$/.test(text)) return true;
  const literal = text.replaceAll(reference, '');
  return literal !== text && /^\W*(?:(?:bearer|basic|token)\W*)?$/i.test(literal);
}

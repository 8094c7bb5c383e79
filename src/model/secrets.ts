/** What looks like a secret: by its name, by its form, or by what stands around it. The one place that knows. */
export { type Cover, covered } from './secrets/cover.ts';
export { secretsInLine, secretsInLines } from './secrets/lines.ts';
export { isHarmless, isSecretName, mayHoldSecret } from './secrets/name.ts';
export { type SecretSpan, secretsIn } from './secrets/text.ts';
export { isSecretValue, looksSecret } from './secrets/value.ts';
export { secretsInText, secretsInWords, withReferences } from './secrets/words.ts';

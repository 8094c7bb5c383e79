const credentials = /:\/\/[^\s/@]{1,200}@/g;
/** A shorter value would blot out ordinary words. */
const shortest = 4;

/** What a service answers and logs may hold what it was told in confidence: its secret values, and credentials in URLs. */
export function redact(text: string, secrets: Readonly<Record<string, string>>): string {
  let clean = text.replaceAll(credentials, '://***@');
  for (const value of Object.values(secrets)) {
    if (value.length >= shortest) clean = clean.replaceAll(value, '***');
  }
  return clean;
}

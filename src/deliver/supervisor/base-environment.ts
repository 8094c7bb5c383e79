const names = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/** What every program may expect of its surroundings; nothing else of our environment reaches it. */
export function baseEnvironment(own: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(own).filter(([name]) => names.includes(name)));
}

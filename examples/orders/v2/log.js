const levels = ['debug', 'info', 'warn', 'error'];

/** One JSON object per line on stdout; `LOG_LEVEL` is the lowest level that is written. */
export function createLog(level) {
  const lowest = Math.max(0, levels.indexOf(level));
  // Whoever read the log may be gone; the service goes on without it.
  process.stdout.on('error', () => undefined);
  const write = name => (message, fields) => {
    if (levels.indexOf(name) < lowest) return;
    const line = { time: new Date().toISOString(), level: name, message, ...fields };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  return Object.fromEntries(levels.map(name => [name, write(name)]));
}

/** Words of cron that the schedulers of clouds do not know. */
const times: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/** A time of cron in its five fields. */
export const fiveFields = (cron: string): string => times[cron] ?? cron;

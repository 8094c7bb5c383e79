/** What nobody waits for and went wrong, into the supervisor's own log. */
export const report = (error: unknown): void => console.error(error);

/** How many, as a person reads it: "2,667". Verdicts, errors and the command line count alike. */
export const count = (n: number): string => n.toLocaleString('en-US');

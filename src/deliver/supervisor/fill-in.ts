/**
 * The words of a command with `${NAME}` of what the process is told in confidence filled in: no shell reads them. The
 * script of a shell stays: the shell does it, and a value is no part of the script.
 */
export function filledIn(
  command: readonly string[],
  secrets: Readonly<Record<string, string>>,
): readonly string[] {
  const [program = '', option = ''] = command;
  const isScript = /(?:^|\/)(?:[abdkz]|ba|da)?sh$/.test(program) && /^-[a-z]*c$/.test(option);
  if (isScript) return command;
  return command.map(word =>
    word.replaceAll(/\$\{([A-Za-z_]\w{0,127})\}/g, (whole, name: string) =>
      Object.hasOwn(secrets, name) ? (secrets[name] ?? whole) : whole,
    ),
  );
}

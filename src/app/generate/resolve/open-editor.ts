import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Opens `file` in the editor and waits for its end. `editor` may hold arguments ("code --wait"); like git, a shell
 * takes it apart, and the file is an argument that no shell reads. Returns how it ended: "0", another code or a signal.
 */
export async function openEditor(editor: string, file: string): Promise<string> {
  const child = spawn('sh', ['-c', `${editor} "$@"`, editor, file], { stdio: 'inherit' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return String(code ?? signal);
}

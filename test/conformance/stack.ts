import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A project to generate: what it is called in the table, and who lays out its documents. */
export interface Stack {
  readonly name: string;
  readonly layOut: (folder: string) => void;
  /** Options of `generate`. */
  readonly options: readonly string[];
}

/** A project of one devops-flow.yaml. */
export const ofDocument = (name: string, text: string, options: readonly string[] = []): Stack => ({
  name,
  options,
  layOut: folder => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'devops-flow.yaml'), text);
  },
});

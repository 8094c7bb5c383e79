import texts from 'texts:./texts';
import type { Artifact } from '../shared/artifact.ts';
import { generatedLine, textFile } from '../shared/text.ts';
import { type Backend, holders } from './files.ts';

const [shebang = '', ...lines] = (texts['teardown.sh'] ?? '').trimEnd().split('\n');

/** The one way to destroy an environment: never one that is protected, and never by a slip of the hand. */
export const teardown = (backend: Backend['kind']): Artifact =>
  textFile({ family: 'terraform', path: 'teardown.sh', kind: 'shell', executable: true }, [
    shebang,
    generatedLine,
    ...lines.map(line => heldBy(backend, line)),
  ]);

/** Written for a bucket of Amazon: the file of another backend has another name, and what holds its state may be no bucket. */
function heldBy(backend: Backend['kind'], line: string): string {
  const { word, argument } = holders[backend];
  return line
    .replace('.s3.tfbackend', `.${backend}.tfbackend`)
    .replace('-backend-config="bucket=$bucket"', `-backend-config="${argument}=$${word}"`)
    .replace('--bucket', `--${word}`)
    .replace('bucket=$3', `${word}=$3`);
}

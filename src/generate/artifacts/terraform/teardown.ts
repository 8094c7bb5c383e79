import texts from 'texts:./texts';
import type { Artifact } from '../shared/artifact.ts';
import { generatedLine, textFile } from '../shared/text.ts';
import type { Backend } from './files.ts';

const [shebang = '', ...lines] = (texts['teardown.sh'] ?? '').trimEnd().split('\n');

/** The one way to destroy an environment: never one that is protected, and never by a slip of the hand. */
export const teardown = (backend: Backend['kind']): Artifact =>
  textFile({ family: 'terraform', path: 'teardown.sh', kind: 'shell', executable: true }, [
    shebang,
    generatedLine,
    ...lines.map(line => line.replace('.s3.tfbackend', `.${backend}.tfbackend`)),
  ]);

/** The one way to take an environment away: never one that is protected, and never by a slip of the hand. */
import texts from 'texts:./texts';
import { type Text, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { shellWord } from '../../shared/shell.ts';
import { generatedLine, textFile } from '../../shared/text.ts';

export function teardown(stack: Stack): Artifact {
  const [shebang = '', ...lines] = (texts['teardown.sh'] ?? '').trim().split('\n');
  return textFile({ family: 'arm', path: 'teardown.sh', kind: 'shell', executable: true }, [
    shebang,
    generatedLine,
    ...lines.flatMap(line => (line === '#: environments' ? groupsOf(stack) : [line])),
  ]);
}

const groupsOf = ({ project, environments }: Stack): readonly Text[] => [
  'case $file in',
  ...environments.map(
    ({ file, name }) => text`  ${shellWord(file)}) group=${shellWord(text`${project}-${name}`)} ;;`,
  ),
  '  *) usage ;;',
  'esac',
];

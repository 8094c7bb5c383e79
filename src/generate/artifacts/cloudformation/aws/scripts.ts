/** Scripts that know the environments: which stack each is, and where it runs. */
import texts from 'texts:./texts';
import { type Text, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { regionOf } from '../../shared/aws/values.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { shellWord } from '../../shared/shell.ts';
import { generatedLine, textFile } from '../../shared/text.ts';

export const scripts = (stack: Stack): Artifact[] =>
  ['change-set.sh', 'teardown.sh'].map(path => script(path, stack));

function script(path: string, stack: Stack): Artifact {
  const [shebang = '', ...lines] = (texts[path] ?? '').trim().split('\n');
  return textFile({ family: 'cloudformation', path, kind: 'shell', executable: true }, [
    shebang,
    generatedLine,
    ...lines.flatMap(line => (line === '#: environments' ? environmentLines(stack) : [line])),
  ]);
}

const environmentLines = ({ project, environments }: Stack): readonly Text[] => [
  text`project=${shellWord(project)}`,
  'case $file in',
  ...environments.flatMap(environment => [
    text`  ${shellWord(environment.file)})`,
    text`    environment=${shellWord(environment.name)}`,
    text`    AWS_REGION=${shellWord(regionOf(environment))}`,
    '    ;;',
  ]),
  '  *) usage ;;',
  'esac',
  'stack=$project-$environment',
];

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipelines } from '../../src/generate/artifacts/pipelines/index.ts';
import { type Node, readGroovy } from '../../src/generate/artifacts/pipelines/testing/read-jenkins.ts';
import { usage } from '../../src/model/languages.ts';
import type { Language } from '../../src/model/service.ts';
import { ordersProject, ordersWith } from '../fixtures/orders.ts';
import { shopProject } from '../fixtures/shop.ts';
import { groovyStrings } from './groovy.ts';
import { judge } from './judge.ts';

const hostile = "a'b\"c`d$(touch canary)${X}\\n\\u0041\\'''e\n  f\r $g #{h}";

/** Written below `folder`: the text of each by its path. */
function jenkinsfiles(folder: string): ReadonlyMap<string, string> {
  const languages = (Object.keys(usage) as Language[]).map(language => ordersWith({ language }));
  const quoted = ordersWith({ commands: { install: hostile, lint: hostile, test: hostile } });
  const files = [ordersProject, shopProject, quoted, ...languages].flatMap(one =>
    pipelines.emit(one, { pipelineType: 'jenkins' }),
  );
  mkdirSync(folder);
  const texts = new Map(files.map(({ content }, i) => [join(folder, `Jenkinsfile${i}.groovy`), content]));
  for (const [path, content] of texts) writeFileSync(path, content);
  return texts;
}

const stringsOf = (nodes: readonly Node[]): readonly string[] =>
  nodes.flatMap(({ strings, body }) => [...strings, ...stringsOf(body)]);

/** Holds Jenkinsfiles against Groovy itself. */
export function tryJenkins(java: string, jar: string, work: string): void {
  const texts = jenkinsfiles(join(work, 'jenkins'));
  const files = [...texts.keys()];
  let understood: ReturnType<typeof groovyStrings>;
  try {
    understood = groovyStrings({ java, jar }, files, work);
  } catch (error) {
    judge('Jenkins: every Jenkinsfile parses in Groovy', false, () => String(error));
    return;
  }
  judge(`Jenkins: ${files.length} Jenkinsfiles parse in Groovy`, understood.size === files.length, () =>
    [...understood.keys()].join('\n'),
  );
  const lost = [...texts].flatMap(([file, text]) =>
    stringsOf(readGroovy(text))
      // Groovy fills this one in.
      .filter(string => !string.startsWith('STATUS=$') && !understood.get(file)?.has(string))
      .map(string => `${file}: ${JSON.stringify(string)}`),
  );
  judge('Jenkins: Groovy reads every string as it was meant, hostile ones too', lost.length === 0, () =>
    lost.join('\n'),
  );
  const all = [...understood.values()].flatMap(strings => [...strings]);
  judge(
    'Jenkins: a hostile command is one word of the shell in Groovy’s eyes, too',
    all.some(text => text.includes(`COMMAND='${hostile.replaceAll("'", "'\\''")}'`)),
    () => all.filter(text => text.includes('COMMAND')).join('\n'),
  );
}

import type { Problem } from '../../errors/index.ts';
import { finding, type Parsed } from './parsed.ts';

const parts = ['pipeline', 'agent', 'stages'];

/** What can be told of a declarative pipeline without Groovy: its parts, and scripts that Groovy would fill in. */
export function checkJenkinsfile(file: Parsed): Problem[] {
  const text = file.artifact.content;
  return [
    ...parts
      .filter(part => !new RegExp(`^\\s*${part}\\b`, 'm').test(text))
      .map(part => finding(file, 'artifact-incomplete', { what: 'the Jenkinsfile', missing: part })),
    ...(/\btimeout\(/.test(text)
      ? []
      : [finding(file, 'artifact-incomplete', { what: 'the Jenkinsfile', missing: 'timeout' })]),
    ...file.lines.flatMap((line, i) =>
      /^\s*sh\s*\(?(?:[^'"]*:\s*)?"/.test(line) || /^\s*sh\s[^"]*script:\s*"/.test(line)
        ? [finding(file, 'jenkins-script-filled-in', undefined, i + 1)]
        : [],
    ),
  ];
}

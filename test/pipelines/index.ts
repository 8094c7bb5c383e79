/** Runs what was generated for the example where its product can be had: act, gitlab-ci-local, and the parser of Groovy. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installTools } from '../../src/app/tools.ts';
import { tools } from '../../src/generate/checks/tools/catalogue.ts';
import { findTool, toolPlaces } from '../../src/generate/checks/tools/places.ts';
import { score } from './judge.ts';
import { tryGithub } from './try-github.ts';
import { tryGitlab } from './try-gitlab.ts';
import { tryJenkins } from './try-jenkins.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
const places = toolPlaces(process.env);
const work = mkdtempSync(join(tmpdir(), 'pipelines-'));

function pathOf(name: string): string | undefined {
  const tool = tools.find(known => known.name === name);
  const path = tool && findTool(tool, places)?.path;
  if (path === undefined) console.log(`skipped: ${name} could not be had`);
  return path;
}

try {
  const { problems } = await installTools(
    ['act', 'gitlab-ci-local', 'java', 'groovy', 'trivy'],
    process.env,
    ({ name, version, from }) => console.log(`installing ${name} ${version} from ${from}`),
  );
  for (const { message } of problems) console.log(`skipped: ${message}`);
  const [act, gitlab, java, jar, trivy] = ['act', 'gitlab-ci-local', 'java', 'groovy', 'trivy'].map(pathOf);
  if (java && jar) tryJenkins(java, jar, work);
  if (act && trivy) tryGithub(act, trivy, project, work);
  if (gitlab && trivy) tryGitlab(gitlab, trivy, project, work);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${score.passed} passed, ${score.failed} failed`);
process.exitCode = score.failed === 0 ? 0 : 1;

/** npm run conformance: the real scanners over stacks that are generated here, and a table of what they found. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installTools } from '../../src/app/tools.ts';
import { Failure } from '../../src/errors/index.ts';
import { adapters } from '../../src/generate/checks/tools/adapters/index.ts';
import { toolPlaces } from '../../src/generate/checks/tools/places.ts';
import { type ScannedFile, type ScanResult, scan } from '../../src/generate/checks/tools/scan.ts';
import { canaries } from './canaries.ts';
import { type Stack, stacksOf } from './stacks.ts';
import { table } from './table.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
const places = toolPlaces(process.env);
const work = mkdtempSync(join(tmpdir(), 'conformance-'));
let [passed, failed] = [0, 0];

function judge(isWell: boolean, fault: () => string): void {
  if (isWell) passed += 1;
  else {
    failed += 1;
    console.log(`✗ ${fault()}`);
  }
}

/** What a file is, by where it stands. */
function kindOf(path: string): ScannedFile['kind'] | undefined {
  if (path.endsWith('.dockerignore')) return 'dockerignore';
  if (/(?:^|\/)Dockerfile$/.test(path)) return 'dockerfile';
  if (path.endsWith('.sh')) return 'shell';
  if (path.includes('.github/workflows/')) return 'github-workflow';
  if (/(?:^|\/)k8s\/.*\.yaml$/.test(path)) return 'kubernetes';
  return undefined;
}

function generate({ name, layOut, options }: Stack, folder: string): boolean {
  layOut(folder);
  const argv = [join(project, 'dist', 'main.js'), 'generate', ...options, '--output', 'out'];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
  judge(status === 0, () => `${name}: generate ended with ${status}\n${stderr}`);
  return status === 0;
}

function filesBelow(root: string): readonly ScannedFile[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
  return paths.flatMap(path => {
    const kind = kindOf(path);
    return kind ? [{ path, kind }] : [];
  });
}

async function scanAll(
  root: string,
  filesFor: (tool: string) => readonly ScannedFile[],
): Promise<readonly ScanResult[]> {
  const results: ScanResult[] = [];
  for (const adapter of adapters) {
    try {
      results.push(await scan(adapter, root, filesFor(adapter.tool), places));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      judge(false, () => error.message);
    }
  }
  return results;
}

const { problems } = await installTools([], process.env, ({ name, version, from }) =>
  console.log(`installing ${name} ${version} from ${from}`),
);
for (const { message } of problems) judge(false, () => message);

const canariesOf = (tool: string) => canaries.filter(({ tools }) => !tools || tools.includes(tool));
const cage = join(work, 'canaries');
for (const { path, content } of canaries) {
  mkdirSync(dirname(join(cage, path)), { recursive: true });
  writeFileSync(join(cage, path), content);
}
for (const { tool, files, findings } of await scanAll(cage, canariesOf))
  judge(files > 0 && findings.length > 0, () => `${tool} finds nothing in files that are full of faults`);

const root = join(work, 'stacks');
const stacks = stacksOf(project, process.env['DEVOPS_FLOW_CORPUS']);
const made = stacks.filter((stack, n) => generate(stack, join(work, 'projects', String(n))));
console.log(`${made.length} of ${stacks.length} stacks generated`);
for (const [n] of stacks.entries()) {
  // Without the documents and the state beside them: only what was generated.
  mkdirSync(root, { recursive: true });
  spawnSync('cp', ['-R', join(work, 'projects', String(n), 'out'), join(root, String(n))]);
}
const files = filesBelow(root);
const results = await scanAll(root, () => files);
for (const { tool, files: read, findings } of results) {
  judge(read > 0 && findings.length === 0, () => `${tool}: ${findings.length} findings in ${read} files`);
  for (const { id, message, file, line } of findings.slice(0, 20)) {
    const [n = '', ...rest] = file.split('/');
    console.log(`  ${stacks[Number(n)]?.name}: ${rest.join('/')}:${line ?? ''} ${id} ${message}`);
  }
}
for (const line of table(files, results)) console.log(line);
rmSync(work, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

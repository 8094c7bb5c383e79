import { assumed, type Candidate } from '../finding.ts';
import { makeTarget } from '../makefile.ts';
import { type CommandName, derive, majorVersion, type Program, portOf } from '../program.ts';
import { firstOf, type Repository } from '../repository.ts';
import { capture, placeIn } from '../search.ts';
import { testsOf } from '../sources.ts';
import { toolVersion, versionFile } from '../versions.ts';
import { portIn } from '../words.ts';
import { frameworkOf, siteOf } from './node-frameworks.ts';
import { installCommand, type NodeManifest, readManifest, runScript } from './node-manifest.ts';
import { nodeStarts, startScripts } from './node-start.ts';
import { nodeVersion } from './node-version.ts';

/** Node: package.json, its lock file and its scripts. Packages that build a site of files are static.ts's. */
export function node(repository: Repository): Program | undefined {
  const manifest = readManifest(repository);
  if (!manifest) return undefined;
  const framework = frameworkOf(manifest);
  const site = siteOf(repository, framework);
  if (site !== undefined && !servesItself(repository, manifest)) return undefined;
  const starts = nodeStarts(repository, manifest, framework);
  const isServer = framework !== undefined && site === undefined;
  const isWorkspace = manifest.tree.at('workspaces').exists || firstOf(repository, ['pnpm-workspace.yaml']);
  const usual = framework?.framework.port;
  return {
    language: 'node',
    found: placeIn(repository, 'package.json'),
    sureness: isServer ? 4 : starts.length > 0 ? 3 : 2,
    versions: versions(repository, manifest),
    leastVersions: [derive(manifest.tree.at('engines', 'node').text, nodeVersion)],
    framework: framework?.found,
    entryPoint: starts.find(({ entryPoint }) => entryPoint)?.entryPoint,
    starts: isWorkspace && !isServer ? [] : starts.map(({ start }) => start),
    commands: nodeCommands(repository, manifest),
    ports: startScripts(manifest).map(script => portOf(derive(script.text, portIn))),
    usualPort:
      usual === undefined
        ? undefined
        : assumed(usual, `the port of ${framework?.framework.name ?? 'node'}, where nobody says another`),
    readsPort: framework?.framework.readsPort ?? false,
  };
}

/** A site with a start script that is no server for development, such as Express in front of it. */
function servesItself(repository: Repository, manifest: NodeManifest): boolean {
  const servers = ['express', 'fastify', 'koa', 'hono', '@hapi/hapi', 'polka'];
  return (
    servers.some(name => manifest.dependencies.has(name)) &&
    nodeStarts(repository, manifest, undefined).length > 0
  );
}

function versions(repository: Repository, { tree }: NodeManifest): Program['versions'] {
  return [
    versionFile(repository, '.nvmrc', 1),
    versionFile(repository, '.node-version', 1),
    toolVersion(repository, ['nodejs', 'node'], 1),
    derive(tree.at('volta', 'node').text, majorVersion),
  ];
}

/** The scripts of the manifest by the manager that the lock file belongs to. */
export function nodeCommands(repository: Repository, manifest: NodeManifest): Program['commands'] {
  const script = (name: CommandName): Candidate<string> | undefined => {
    const written = manifest.scripts.get(name);
    // What `npm init` writes is a reminder, not a test.
    if (!written || /no test specified/.test(written.value)) return undefined;
    return { value: runScript(manifest.manager, name), found: written.found };
  };
  return {
    install: installCommand(repository, manifest),
    build: script('build'),
    lint: script('lint') ?? makeTarget(repository, 'lint'),
    test: script('test') ?? makeTarget(repository, 'test') ?? ownRunner(repository),
  };
}

/** Tests for Node's own runner need no script. */
function ownRunner(repository: Repository): Candidate<string> | undefined {
  const test = capture(repository, testsOf(repository, 'node'), /["'](node:test)["']/);
  return test && { value: 'node --test', found: test.found };
}

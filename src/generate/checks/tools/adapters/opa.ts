import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

const complaints = v.object({
  errors: v.array(
    v.object({
      code: v.string(),
      message: v.string(),
      location: v.optional(v.object({ file: v.string(), row: v.number() })),
    }),
  ),
});

/** Rules of one project make one set: those of another would be added to it. */
const ofProject = { kinds: ['rego'], comparesFiles: true } as const;

/** Compiles the rules, strictly: what is declared and not used is a finding too. */
export const opaCheck: Adapter = {
  ...ofProject,
  tool: 'opa check',
  argv: ({ pathOf, files }) => [pathOf('opa'), 'check', '--strict', '--format', 'json', ...files],
  findings: ({ code, stdout, stderr }, { root }) => {
    if (code === 0) return [];
    return printed(complaints, stderr.trim() || stdout).errors.map(({ code: id, message, location }) => ({
      id,
      message,
      file: below(root, location?.file ?? ''),
      ...(location && { line: location.row }),
    }));
  },
};

const results = v.array(
  v.object({
    name: v.string(),
    package: v.string(),
    fail: v.optional(v.boolean()),
    error: v.optional(v.unknown()),
    location: v.object({ file: v.string(), row: v.number() }),
  }),
);

/** Runs the tests that stand beside the rules. Rules that do not compile are what `opa check` finds. */
export const opaTest: Adapter = {
  ...ofProject,
  tool: 'opa test',
  argv: ({ pathOf, files }) => [pathOf('opa'), 'test', '--format', 'json', ...files],
  findings: ({ code, stdout, stderr }, { root, files: [file = ''] }) => {
    if (code === 1 && stdout.trim() === '') return [{ id: 'load', message: stderr.trim(), file }];
    return printed(results, stdout)
      .filter(({ fail, error }) => fail === true || error !== undefined)
      .map(({ name, package: at, location }) => ({
        id: 'test',
        message: `${at}.${name} fails`,
        file: below(root, location.file),
        line: location.row,
      }));
  },
};

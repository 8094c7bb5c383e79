// Two lint rules that keep the house: `direction` (who may import whom) and `purity` (no clock, no I/O in pure rooms).
import { dirname, relative, resolve, sep } from 'node:path';
import { impureGlobals, impureMembers, impureModules, pureImports, rooms } from './rooms.mjs';

const longestFirst = Object.keys(rooms).sort((a, b) => b.length - a.length);

/** `/x/src/model/service.ts` -> { room: 'model', rest: 'service.ts' }; undefined outside src or outside every room. */
function roomOf(file) {
  const parts = file.split(sep).join('/');
  const at = parts.lastIndexOf('/src/');
  if (at < 0) return undefined;
  const inside = parts.slice(at + '/src/'.length);
  const room = longestFirst.find(name => inside.startsWith(`${name}/`));
  return room === undefined ? undefined : { room, inside };
}

/** Tests, and what only tests use, may take the real thing. */
const isTest = file => file.endsWith('.test.ts') || file.includes(`${sep}testing${sep}`);
/** A room within a room is named by itself. */
const covers = (allowed, { room, inside }) =>
  allowed in rooms ? room === allowed : inside === allowed || inside.startsWith(`${allowed}/`);

/** artifacts/<a> never imports artifacts/<b>; shared/ and the table itself are common ground. */
function family(inside) {
  const match = /^generate\/artifacts\/([^/]+)\//.exec(inside);
  return match && match[1] !== 'shared' ? match[1] : undefined;
}

function forbidden(from, to) {
  if (to.room === 'errors') return undefined;
  if (from.room === to.room) {
    const [a, b] = [family(from.inside), family(to.inside)];
    return a && b && a !== b ? `family "${a}" must not import family "${b}"` : undefined;
  }
  return rooms[from.room].imports.some(allowed => covers(allowed, to))
    ? undefined
    : `"${from.room}" must not import "${to.room}"`;
}

const isTypeOnly = node =>
  node.importKind === 'type' ||
  node.exportKind === 'type' ||
  (node.specifiers?.length > 0 && node.specifiers.every(s => s.importKind === 'type'));

function onImports(check) {
  return {
    ImportDeclaration: node => check(node, node.source.value),
    ExportAllDeclaration: node => check(node, node.source.value),
    ExportNamedDeclaration: node => node.source && check(node, node.source.value),
    ImportExpression: node => typeof node.source.value === 'string' && check(node, node.source.value),
  };
}

const direction = {
  create(context) {
    const from = roomOf(context.filename);
    if (!from || isTest(context.filename)) return {};
    return onImports((node, source) => {
      if (!source.startsWith('.')) return;
      // cli, api and mcp show values that others own: types may come from anywhere.
      if (from.room === 'cli' && isTypeOnly(node)) return;
      const target = resolve(dirname(context.filename), source);
      const to = roomOf(target);
      const message = to ? forbidden(from, to) : undefined;
      if (message)
        context.report({
          node,
          message: `${message} (${relative(process.cwd(), target)}); see docs/ARCHITECTURE.md`,
        });
    });
  },
};

/** A variable of the file that has the name of a global one. */
function isOwn(scope, name) {
  for (let at = scope; at && at.type !== 'global'; at = at.upper) if (at.set.has(name)) return true;
  return false;
}

const purity = {
  create(context) {
    const from = roomOf(context.filename);
    if (!from || !rooms[from.room].pure || isTest(context.filename)) return {};
    const report = (node, what) =>
      context.report({ node, message: `"${from.room}" is pure: ${what} must come in as an argument` });
    return {
      ...onImports((node, source) => {
        if (isTypeOnly(node)) return;
        const name = source.replace(/^node:/, '').split('/')[0];
        const isPure = node.specifiers?.every(s => pureImports[name]?.includes(s.imported?.name));
        if (impureModules.includes(name) && !isPure) report(node, source);
      }),
      MemberExpression: node => {
        const hit = impureMembers.find(([o, p]) => node.object.name === o && node.property.name === p);
        if (hit) report(node, hit.join('.'));
      },
      NewExpression: node => {
        if (node.callee.name === 'Date' && node.arguments.length === 0)
          report(node, 'the clock (new Date())');
      },
      Identifier: node => {
        if (!impureGlobals.includes(node.name)) return;
        const { parent } = node;
        const isName =
          (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) ||
          (/Property|TSPropertySignature|MethodDefinition|PropertyDefinition/.test(parent?.type ?? '') &&
            parent.key === node);
        if (!isName && !isOwn(context.sourceCode.getScope(node), node.name)) report(node, node.name);
      },
    };
  },
};

export default { meta: { name: 'house' }, rules: { direction, purity } };

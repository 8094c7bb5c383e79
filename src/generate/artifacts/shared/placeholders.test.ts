import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { goTemplate, keyOf, literalText, placeholdersOf } from './placeholders.ts';

test('a placeholder names a resource and one of its outputs, or the resource alone', () => {
  expect(placeholdersOf('a ${resources.db.host}:${resources.db.ports.main} ${resources.dns}')).toEqual([
    { resource: 'db', output: 'host' },
    { resource: 'db', output: 'ports.main' },
    { resource: 'dns', output: '' },
  ]);
  expect(placeholdersOf('$${resources.db.host} ${metadata.name} ${resources.} ${resources.db')).toEqual([]);
});

test('$${ is a ${', () => {
  expect(literalText('$${a} ${b} $$ {')).toBe('${a} ${b} $$ {');
});

test('a text becomes a Go template whose actions are the placeholders alone', () => {
  expect(goTemplate('{{ evil }} {${resources.db.host}{{{')).toBe(
    '{{ "{{" }} evil }} {{ "{" }}{{ index . "db.host" }}{{ "{{{" }}',
  );
});

test('keys have only what a Secret allows', () => {
  const output = fc.string({ unit: 'binary', maxLength: 40 }).filter(text => !text.includes('}'));
  fc.assert(
    fc.property(output, text => {
      for (const placeholder of placeholdersOf(`\${resources.db.${text}}`)) {
        expect(keyOf(placeholder)).toMatch(/^[A-Za-z0-9._-]+$/);
      }
    }),
  );
});

/** What Go makes of a template: an action begins at the first `{{` that it finds. */
function rendered(template: string): string {
  let [out, at] = ['', 0];
  for (let open = template.indexOf('{{'); open >= 0; open = template.indexOf('{{', at)) {
    const action = /^\{\{ (?:"(\{+)"|index \. "([\w.-]+)") \}\}/.exec(template.slice(open));
    if (!action) throw new Error(`no action of ours: ${template.slice(open)}`);
    out += template.slice(at, open) + (action[1] ?? `<${action[2] ?? ''}>`);
    at = open + action[0].length;
  }
  return out + template.slice(at);
}

test('the template gives back the text, with the values in place of the placeholders', () => {
  const piece = fc.constantFrom('{', '}', '{{', '}}', '$', '$${', '${resources.db.host}', 'a', '"', '\n');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
      const text = pieces.join('');
      const filled = text.replaceAll(/\$\$\{|\$\{resources\.db\.host\}/g, found =>
        found === '$${' ? '${' : '<db.host>',
      );
      expect(rendered(goTemplate(text))).toBe(filled);
    }),
    { numRuns: 2000 },
  );
});

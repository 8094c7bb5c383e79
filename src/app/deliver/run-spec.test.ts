import { expect, test } from 'vitest';
import { readNative } from '../../generate/documents/native/index.ts';
import { assemble } from '../../model/assemble.ts';
import { runnable, runSpecOf } from './run-spec.ts';

/** The command of a service on port 8080, as its instances are started with it. */
function started(command: string): readonly string[] {
  const text = `name: shop\nlanguage: node\nport: 8080\ncommand: ${command}\n`;
  const { sourced } = assemble([readNative({ kind: 'service', file: 'devops-flow.yaml', text })]);
  return runSpecOf(runnable(sourced.project.services[0]!)).command;
}

test.each([
  ['[serve, --port, "8080"]', ['serve', '--port', '$PORT']],
  ['[gunicorn, --bind, "0.0.0.0:8080"]', ['gunicorn', '--bind', '0.0.0.0:$PORT']],
  [
    '[java, -Dquarkus.http.port=8080, -jar, app.jar]',
    ['java', '-Dquarkus.http.port=$PORT', '-jar', 'app.jar'],
  ],
  ['[serve, "18080", v8080, --limit=80801]', ['serve', '18080', 'v8080', '--limit=80801']],
])('a command that names the port gives each instance its own: %s', (command, expected) => {
  expect(started(command)).toEqual(expected);
});

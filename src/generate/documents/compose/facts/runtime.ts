/** How a service runs: its words, its container, its size, its health and how it stops. */
import { problem } from '../../../../errors/index.ts';
import type { FieldPath } from '../../../../model/facts.ts';
import { slice, type Token } from '../../../../model/token.ts';
import { count } from '../../../../model/values/numbers.ts';
import type { Parse } from '../../../../model/values/parse.ts';
import { text } from '../../../../model/values/text.ts';
import type { TreeNode } from '../../tree/node.ts';
import type { ComposeService, Pair } from '../project/types.ts';
import { child, textOf } from '../tree.ts';
import type { Secrets } from './secrets.ts';
import { period, processors, size, yesNo } from './values.ts';
import type { Writer } from './writer.ts';

interface Row {
  /** Keys below the service; the last is that of the value. */
  readonly parents: readonly string[];
  readonly key: string;
  readonly to: FieldPath;
  readonly parse: Parse;
}

function row(from: string, to: string, parse: Parse): Row {
  const parents = from.split('.');
  const key = parents.pop() ?? from;
  return { parents, key, to: to.split('.'), parse };
}

/** Single values. Where two say the same, the first counts; Compose refuses two that differ. */
const rows: readonly Row[] = [
  row('user', 'container.user', text('user')),
  row('working_dir', 'container.workingFolder', text('working folder')),
  row('read_only', 'container.readOnlyRoot', yesNo),
  row('privileged', 'container.privileged', yesNo),
  row('hostname', 'container.hostname', text('hostname')),
  row('platform', 'container.platform', text('platform')),
  row('stop_signal', 'container.stopSignal', text('signal')),
  row('init', 'container.init', yesNo),
  row('tty', 'container.terminal', yesNo),
  row('stop_grace_period', 'shutdown.graceSeconds', period('grace time')),
  row('deploy.replicas', 'scaling.min', count('instances')),
  row('scale', 'scaling.min', count('instances')),
  row('deploy.resources.limits.cpus', 'resources.limits.cpu', processors('processors')),
  row('cpus', 'resources.limits.cpu', processors('processors')),
  row('deploy.resources.limits.memory', 'resources.limits.memory', size('memory')),
  row('mem_limit', 'resources.limits.memory', size('memory')),
  row('deploy.resources.reservations.cpus', 'resources.requests.cpu', processors('processors')),
  row('deploy.resources.reservations.memory', 'resources.requests.memory', size('memory')),
  row('mem_reservation', 'resources.requests.memory', size('memory')),
  row('deploy.update_config.monitor', 'rollout.bakeSeconds', period('bake time')),
];

export function stateRuntime(service: ComposeService, secrets: Secrets, writer: Writer): void {
  const { node, labels, annotations } = service;
  stateWords(service, secrets, writer);
  for (const { parents, key, to, parse } of rows) {
    const parent = parents.reduce<TreeNode | undefined>(child, node);
    writer.read(to, textOf(parent, key), parse);
  }
  stateRestart(service, writer);
  stateCapabilities(service, writer);
  statePairs('labels', labels, secrets, writer);
  statePairs('annotations', annotations, secrets, writer);
  stateHealth(service, secrets, writer);
}

/**
 * The entrypoint is the command of the model, and the command its arguments. What is built here without an entrypoint
 * is started by its command, as the Dockerfiles of services have a CMD.
 */
function stateWords({ command, entrypoint, build }: ComposeService, secrets: Secrets, writer: Writer): void {
  const startsByCommand = build !== undefined && entrypoint === undefined;
  const lists = [
    ['entrypoint', 'command', entrypoint],
    ['command', startsByCommand ? 'command' : 'arguments', command],
  ] as const;
  for (const [from, to, words] of lists) {
    if (words) secrets.stateWords([to], words, `the ${from}`, writer);
  }
}

const policies: ReadonlyMap<string, string> = new Map([
  ['no', 'never'],
  ['false', 'never'],
  ['none', 'never'],
  ['any', 'always'],
  ['always', 'always'],
  ['on-failure', 'on-failure'],
  ['unless-stopped', 'unless-stopped'],
]);

function stateRestart({ node }: ComposeService, writer: Writer): void {
  const condition = textOf(child(child(node, 'deploy'), 'restart_policy'), 'condition');
  const restart = condition ?? textOf(node, 'restart');
  if (!restart || restart.text === '') return;
  const [policy = '', times] = restart.text.split(':');
  const known = policies.get(policy);
  if (known === undefined) writer.decline('restart', `"${policy}" is no restart policy`, restart);
  else writer.state(['container', 'restart'], known, slice(restart, 0, policy.length));
  if (times !== undefined) writer.skip('restart', slice(restart, policy.length + 1));
}

function stateCapabilities({ node }: ComposeService, writer: Writer): void {
  for (const [from, to] of [
    ['cap_add', 'addCapabilities'],
    ['cap_drop', 'dropCapabilities'],
  ] as const) {
    const list = child(node, from);
    const names = list?.kind === 'list' ? list.items.flatMap(item => textOf(item) ?? []) : [];
    const plain = names.map(name => {
      const short = name.text.toUpperCase().replace(/^CAP_/, '');
      return short === name.text ? name : { text: short, at: name.at, rewritten: true as const };
    });
    writer.words(['container', to], plain);
  }
}

function statePairs(
  list: 'labels' | 'annotations',
  pairs: readonly Pair[],
  secrets: Secrets,
  writer: Writer,
): void {
  for (const pair of pairs) {
    const { name, value } = pair;
    const path = [list, { name: name.text }];
    if (value && secrets.leaks(value)) {
      const facts = { what: `the value of ${name.text}`, home: 'label', name: name.text } as const;
      writer.report(problem('secret-literal', facts, { at: value.at }));
    } else if (writer.text([...path, 'name'], name)) {
      if (value) writer.text([...path, 'value'], value);
      else writer.state([...path, 'value'], '', name);
    }
  }
}

/** A health check says when a service is ready: that is what others wait for. */
function stateHealth({ healthcheck }: ComposeService, secrets: Secrets, writer: Writer): void {
  if (!healthcheck) return;
  const { test, interval, timeout, retries } = healthcheck;
  const [form, ...words] = test;
  const shell = form?.text === 'CMD-SHELL';
  const isOff = healthcheck.disable?.text === 'true' || form?.text === 'NONE' || !form || words.length === 0;
  if (isOff) return;
  const probe = ['health', 'probes', { name: 'ready' }];
  writer.state([...probe, 'name'], 'ready', form, { derived: true });
  const sh = ['/bin/sh', '-c'].map(word => ({ text: word, at: form.at, rewritten: true as const }));
  const command = [...(shell ? sh : form.text === 'CMD' ? [] : [form]), ...words];
  secrets.stateWords([...probe, 'command'], command, 'the healthcheck', writer);
  stateAsked(words, writer);
  writer.read(['health', 'intervalSeconds'], interval, period('interval'));
  writer.read(['health', 'timeoutSeconds'], timeout, period('timeout'));
  writer.read(['health', 'failureThreshold'], retries, count('failures'));
}

/** `curl http://localhost:8080/health`: the path that the service answers on when it is healthy. */
function stateAsked(words: readonly Token[], writer: Writer): void {
  for (const word of words) {
    const path = /\bhttps?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d{1,5})?(\/[\w\-./~%]*)/.exec(
      word.text,
    )?.[1];
    if (path === undefined) continue;
    writer.state(['health', 'ready'], path, word, { derived: true });
    return;
  }
}

/** What a SPEC requires beside the service itself: what is observed, what is secured, what it is allocated. */
import type { FieldPath } from '../../../model/facts.ts';
import { productIn } from '../../../model/products.ts';
import type { Token } from '../../../model/token.ts';
import type { Parse } from '../../../model/values/parse.ts';
import { bytes, cpu } from '../../../model/values/quantities.ts';
import { text } from '../../../model/values/text.ts';
import type { Gathering } from '../gathering.ts';
import { readTargets } from '../targets.ts';
import type { Cursor } from '../tree/cursor.ts';

export function readRequirements(spec: Cursor, gathering: Gathering): void {
  const observability = spec.inside('observability');
  const dashboard = spec.inside('operations.monitoring_dashboard');
  const { logging, metrics, tracing, dashboards } = subjects(gathering);
  logging.say('signals', observability.inside('logging.format'), value => `Format: ${value}`);
  logging.say('signals', observability.inside('logging.level'), value => `Level: ${value}`);
  for (const kind of ['standard_metrics', 'custom_metrics'])
    for (const metric of observability.inside(`metrics.${kind}`).items())
      metrics.say('signals', metric.isMap ? metric.inside('name') : metric);
  for (const rule of dashboard.inside('alerting_rules').items())
    metrics.say('alerts', rule.isMap ? rule.inside('condition') : rule);
  tracing.say('signals', observability.inside('distributed_tracing.sampling_rate'), sampleRate);
  for (const chart of dashboard.inside('key_charts').items()) dashboards.say('signals', chart);
  readSecurity(spec.inside('security'), gathering);
  readAllocation(spec.inside('performance.resource_limits'));
  readStores(spec, gathering);
}

const subjects = (gathering: Gathering) => ({
  logging: new Subject('observability', 'logging', gathering),
  metrics: new Subject('observability', 'metrics', gathering),
  tracing: new Subject('observability', 'tracing', gathering),
  dashboards: new Subject('observability', 'dashboards', gathering),
});

/** An item of the observability or security of a service; it is there once something is said about it. */
class Subject {
  readonly #path: FieldPath;
  readonly #name: string;
  readonly #gathering: Gathering;
  readonly #counts = new Map<string, number>();

  constructor(list: 'observability' | 'security', name: string, gathering: Gathering) {
    this.#path = ['service', list, { name }];
    this.#name = name;
    this.#gathering = gathering;
  }

  /** Adds the value to a list of statements, in words. */
  say(list: 'signals' | 'alerts' | 'verification', cursor: Cursor, words?: (value: string) => string): void {
    const written = cursor.peek() && cursor.value();
    if (!written) return;
    const index = this.#counts.get(list) ?? 0;
    this.#counts.set(list, index + 1);
    const whole = this.#gathering.filled(written);
    this.#state([list, index], words ? words(whole.text) : whole.text, whole);
    if (list === 'alerts') readTargets(whole, this.#gathering);
  }

  require(value: string, token: Token): void {
    this.#state(['requirement'], value, token);
  }

  #state(field: FieldPath, value: string, token: Token): void {
    this.#gathering.read([...this.#path, 'name'], { ...token, text: this.#name }, text('subject'));
    this.#gathering.read([...this.#path, ...field], { ...token, text: value }, text('statement'));
  }
}

/** 0.1 is "Sample rate: 10%". */
function sampleRate(value: string): string {
  const share = /^(?:0(?:\.\d{1,6})?|1(?:\.0{1,6})?)$/.test(value) ? Number(value) * 100 : undefined;
  return `Sample rate: ${share === undefined ? value : `${Math.round(share * 1e4) / 1e4}%`}`;
}

function readSecurity(security: Cursor, gathering: Gathering): void {
  if (!security.isMap) return;
  const subject = (name: string) => new Subject('security', name, gathering);
  requirePart(
    subject('authentication'),
    security.inside('authentication'),
    ['required', 'methods'],
    gathering,
  );
  requirePart(subject('authorization'), security.inside('authorization'), ['enabled', 'model'], gathering);
  requireAll(subject('input-validation'), security.inside('input_validation.strategy'), gathering);
  for (const name of ['encryption-at-rest', 'encryption-in-transit']) {
    const cursor = security.inside(`data_protection.${name.replaceAll('-', '_')}`);
    const written = isYes(cursor) ? cursor.value() : undefined;
    if (written) subject(name).require('required', written);
  }
  const [trail, audit] = [subject('audit-trail'), security.inside('audit_trail')];
  if (requirePart(trail, audit, ['enabled', 'events_captured'], gathering))
    trail.say('verification', audit.inside('retention_period_days'), days => `Retention: ${days} days`);
}

const isYes = (cursor: Cursor) => /^(?:true|yes)$/i.test(cursor.peek()?.text ?? '');

/** What is switched off requires nothing; what has no switch is on. True when it is on. */
function requirePart(
  subject: Subject,
  part: Cursor,
  [key, values]: readonly [string, string],
  gathering: Gathering,
): boolean {
  const onOff = part.inside(key);
  if (/^(?:false|no)$/i.test(onOff.peek()?.text ?? '')) return false;
  const isSaid = requireAll(subject, part.inside(values), gathering);
  const written = isYes(onOff) ? onOff.value() : undefined;
  if (written && isSaid) gathering.follow(written);
  else if (written) subject.require('required', written);
  return true;
}

/** All values of a list as one requirement, which stands at the first. True when there is one. */
function requireAll(subject: Subject, cursor: Cursor, gathering: Gathering): boolean {
  const items = cursor.isList ? cursor.items() : [cursor];
  const values = items.flatMap(item => (item.peek() ? (item.value() ?? []) : []));
  const [first, ...others] = values;
  if (!first) return false;
  subject.require(values.map(({ text }) => text).join(', '), first);
  for (const other of others) gathering.follow(other);
  return true;
}

/** What an instance is allocated is also what it may use, unless the deployment says it. */
function readAllocation(limits: Cursor): void {
  if (!limits.isMap) return;
  const path = ['service', 'resources', 'limits'];
  limits.inside('cpu_cores_allocated').read([...path, 'cpu'], cpu('processors'), { derived: true });
  limits.inside('memory_mb_allocated').read([...path, 'memory'], megabytes, { derived: true });
}

const megabytes: Parse = token =>
  bytes('memory')(/^\d{1,9}$/.test(token.text) ? { ...token, text: `${token.text}MB` } : token);

/** What it keeps its data in: `engine` of a table, `backend` of a cache; "disk" is no product. */
function readStores(spec: Cursor, gathering: Gathering): void {
  const lists = [
    ['implementation.database_schemas.tables', 'engine'],
    ['caching.layers', 'backend'],
  ] as const;
  for (const [list, key] of lists)
    for (const item of spec.inside(list).items()) {
      const written = item.isMap ? item.inside(key).peek() : undefined;
      const product = written && productIn(written.text);
      if (!written || !product) continue;
      item.inside(key).value();
      gathering.follow(written);
      gathering.choose({ kind: product.kind, product: written });
    }
}

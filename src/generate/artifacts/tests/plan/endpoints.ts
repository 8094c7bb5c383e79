import { type Text, text } from '../../../../model/traced.ts';
import { type Creation, creationFor } from './creation.ts';
import { type EndpointView, filledPath, openParameters, pathAround } from './path.ts';
import { answerOf, type Sample, samplesOf, unsaid } from './samples.ts';
import type { Ask, Scenario, TestPlan, Unasked } from './scenario.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const reads = new Set(['GET', 'HEAD']);
const bodies = new Set(['POST', 'PUT', 'PATCH']);

export const takesBody = ({ method }: EndpointView): boolean => bodies.has(method.value);

/** What is asked of the endpoints, and which are left alone for what reason. */
export function endpointPlan(endpoints: readonly EndpointView[]): TestPlan {
  const plans = endpoints.map(endpoint => planOf(endpoint, endpoints));
  return {
    scenarios: plans.flatMap(plan => ('reason' in plan ? [] : plan)),
    unasked: plans.flatMap(plan => ('reason' in plan ? [plan] : [])),
  };
}

function planOf(endpoint: EndpointView, all: readonly EndpointView[]): readonly Scenario[] | Unasked {
  const { method, name } = endpoint;
  const because = (reason: string) => unasked(endpoint, reason);
  if (!methods.has(method.value)) return because('no test knows its method');
  if (!isOpen(endpoint)) return [refusal(endpoint)];
  const creation = creationFor(endpoint, all);
  if (creation && isOpen(creation.creator)) return onCreated(endpoint, creation);
  const isKnown = openParameters(endpoint).length === 0;
  if (reads.has(method.value)) return [isKnown ? reading(endpoint) : missing(endpoint)];
  if (!isKnown) return because('no document says a value for the parameter of its path');
  if (method.value === 'DELETE') return because('it would delete what nobody can bring back');
  const samples = samplesOf(endpoint);
  if (samples.length === 0)
    return because('no document shows a body that it accepts and that holds no secret');
  return samples.map(sample => ({
    title: text`${name}: ${sample.name}`,
    kind: 'write',
    asks: [askFor(endpoint, sample, filledPath(endpoint))],
    load: endpoint.rateLimit === undefined,
  }));
}

const unasked = ({ name }: EndpointView, reason: string): Unasked => ({ endpoint: name, reason });

/** "None" and words alike; where nobody says it, the endpoint is for everybody. */
export function isOpen({ auth }: Pick<EndpointView, 'auth'>): boolean {
  return auth === undefined || /^(?:none|no|public|anonymous|open|n\/?a|-)?$/i.test(auth.value.trim());
}

/** Nobody gives a test credentials: it shows that nobody gets in without them. */
function refusal(endpoint: EndpointView): Scenario {
  const isFixed = openParameters(endpoint).length === 0;
  const status = { from: 401, to: isFixed ? 403 : 404 };
  const title = endpoint.auth ? text`${endpoint.name}: not without ${endpoint.auth}` : endpoint.name;
  return {
    title,
    kind: 'refusal',
    asks: [{ method: endpoint.method, path: filledPath(endpoint), status }],
    load: false,
  };
}

/** What is not there is no fault of the service. */
function missing(endpoint: EndpointView): Scenario {
  return {
    title: text`${endpoint.name}: one that may not be there is no fault of the service`,
    kind: 'read',
    asks: [{ method: endpoint.method, path: filledPath(endpoint), status: { from: 200, to: 499 } }],
    load: false,
  };
}

/** As its first example shows it, where there is one. */
function reading(endpoint: EndpointView): Scenario {
  const { name, rateLimit } = endpoint;
  const [example] = endpoint.examples;
  return {
    title: example ? text`${name}: ${example.name}` : name,
    kind: 'read',
    asks: [askFor(endpoint, example ? answerOf(example) : unsaid, filledPath(endpoint))],
    load: rateLimit === undefined,
  };
}

/** Makes one for each example of its creator, then asks for it; what changes or deletes it has one made for itself. */
function onCreated(endpoint: EndpointView, creation: Creation): readonly Scenario[] | Unasked {
  const { creator } = creation;
  const made = samplesOf(creator);
  const [one] = made;
  const own = takesBody(endpoint) ? samplesOf(endpoint)[0] : unsaid;
  if (!one || !own)
    return unasked(endpoint, 'no document shows a body that is accepted and that holds no secret');
  const [before, rest] = pathAround(endpoint, creation.parameter);
  const chosen = reads.has(endpoint.method.value) ? made : [one];
  return chosen.map(sample => {
    // What was answered when it was made is what is read back, unless the document says more.
    const read = reads.has(endpoint.method.value) && sample.holds ? { ...own, holds: sample.holds } : own;
    return {
      title: text`${creator.name}, then ${endpoint.name}: ${sample.name}`,
      kind: 'write',
      asks: [
        { ...askFor(creator, sample, filledPath(creator)), takes: creation.property },
        { ...askFor(endpoint, read, before), taken: { property: creation.property, rest } },
      ],
      load: (creator.rateLimit ?? endpoint.rateLimit) === undefined,
    };
  });
}

function askFor(endpoint: EndpointView, { body, status, holds }: Sample, path: Text): Ask {
  const { method, responseSchema } = endpoint;
  const isRead = method.value !== 'HEAD';
  return {
    name: endpoint.name,
    method,
    path,
    ...(body === undefined ? {} : { body }),
    status,
    ...(holds === undefined || !isRead ? {} : { holds }),
    ...(responseSchema && isRead ? { schema: responseSchema } : {}),
  };
}

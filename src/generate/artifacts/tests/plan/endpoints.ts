import { type Text, text } from '../../../../model/traced.ts';
import { needsSecret, smallestBody } from './body.ts';
import { type Creation, creationFor } from './creation.ts';
import { type EndpointView, filledPath, openParameters, pathAround } from './path.ts';
import { type Ask, type Scenario, type Statuses, success, type TestPlan, type Unasked } from './scenario.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const reads = new Set(['GET', 'HEAD']);
const bodies = new Set(['POST', 'PUT', 'PATCH']);

/** A body that the service accepts, and what it answers. */
interface Sample {
  readonly name: Text;
  readonly body?: Text;
  readonly status: Statuses;
  readonly holds?: Text;
}

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
  const because = (reason: string): Unasked => ({ endpoint: name, reason });
  if (!methods.has(method.value)) return because('no test knows its method');
  if (!isOpen(endpoint)) return [refusal(endpoint)];
  const creation = creationFor(endpoint, all);
  if (creation && isOpen(creation.creator)) return onCreated(endpoint, creation);
  const isKnown = openParameters(endpoint).length === 0;
  if (reads.has(method.value)) return isKnown ? readAll(endpoint) : [missing(endpoint)];
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

function readAll(endpoint: EndpointView): readonly Scenario[] {
  const answers = endpoint.examples.map(example => ({
    name: example.name,
    status: example.status ? { from: example.status, to: example.status } : success,
    ...(example.response && !needsSecret(example.response.value) ? { holds: example.response } : {}),
  }));
  const [first] = answers;
  return [
    {
      title: first ? text`${endpoint.name}: ${first.name}` : endpoint.name,
      kind: 'read',
      asks: [askFor(endpoint, first ?? { name: '', status: success }, filledPath(endpoint))],
      load: endpoint.rateLimit === undefined,
    },
  ];
}

/** Makes one for each example of its creator, then asks for it; what changes or deletes it has one made for itself. */
function onCreated(endpoint: EndpointView, creation: Creation): readonly Scenario[] | Unasked {
  const { creator } = creation;
  const made = samplesOf(creator);
  const [one] = made;
  const own = bodies.has(endpoint.method.value) ? samplesOf(endpoint)[0] : { name: '', status: success };
  if (!one || !own)
    return {
      endpoint: endpoint.name,
      reason: 'no document shows a body that is accepted and that holds no secret',
    };
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

function samplesOf(endpoint: EndpointView): readonly Sample[] {
  const shown = endpoint.examples.flatMap(({ name, request, status, response }): Sample[] => {
    if (request && needsSecret(request.value)) return [];
    return [
      {
        name,
        ...(request ? { body: request } : {}),
        status: status ? { from: status, to: status } : success,
        ...(response && !needsSecret(response.value) ? { holds: response } : {}),
      },
    ];
  });
  if (endpoint.examples.length > 0 || !endpoint.requestSchema) return shown;
  const body = smallestBody(endpoint.requestSchema.value);
  if (body === undefined) return [];
  return [
    {
      name: 'the least that its schema asks for',
      body: endpoint.requestSchema.map(() => body),
      status: success,
    },
  ];
}

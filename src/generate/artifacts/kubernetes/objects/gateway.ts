import { plain, type Text, type Traced } from '../../../../model/traced.ts';
import { httpPortName, offeredPorts } from '../../shared/ports.ts';
import { fact, requirement } from '../../shared/requirements.ts';
import { Slot, type YamlNode } from '../../shared/yaml.ts';
import { metadata } from './facts.ts';
import type { PlacedService } from './placed.ts';

/** The name under which requests from outside come; the domain of the security requirements is that of production. */
export function hostOf(service: PlacedService): Traced<string> | undefined {
  const { environment, isProduction } = service.placement;
  return environment?.host ?? (isProduction ? domain(service) : undefined);
}

/** Whether any of its environments has one. */
export const hasHost = (service: PlacedService): boolean =>
  service.environments.some(({ host }) => host !== undefined) || domain(service) !== undefined;

function domain(service: PlacedService): Traced<string> | undefined {
  const found = fact(requirement(service, /tls|ssl/i)?.verification, 'domain');
  return found && /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(found.value) ? found : undefined;
}

export const isBehindGateway = ({ routing }: PlacedService): boolean => routing?.via.value === 'gateway';

/** The path with which requests begin. */
export const pathOf = ({ routing }: PlacedService): Text => routing?.path ?? '/';

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproute: a Gateway that others run takes it in. */
export function httpRoute(service: PlacedService): YamlNode | undefined {
  const [host, name] = [hostOf(service), httpPortName(service)];
  const port = offeredPorts(service).find(
    offered => name !== undefined && plain(offered.name) === plain(name),
  );
  if (!host || !port || !isBehindGateway(service)) return undefined;
  const { gateway, gatewayNamespace, listener } = service.routing ?? {};
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadata(service, service.name),
    spec: {
      parentRefs: [
        {
          name: new Slot(['httproute', 'gateway'], gateway ?? 'gateway'),
          namespace: new Slot(['httproute', 'gatewayNamespace'], gatewayNamespace, ''),
          sectionName: listener,
        },
      ],
      hostnames: [new Slot(['httproute', 'host'], host)],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: pathOf(service) } }],
          backendRefs: [{ name: service.name, port: port.port }],
        },
      ],
    },
  };
}

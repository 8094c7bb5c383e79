import texts from 'texts:./protocol';
import type { ServiceDefinition, UntypedHandleCall } from '@grpc/grpc-js';
import protobuf from 'protobufjs';

const { root } = protobuf.parse(texts['tfplugin5.proto'] ?? '', { keepCase: true });
const service = root.resolveAll().lookup('tfplugin5.Provider') as protobuf.Service;

/** Every method of the protocol that is answered, by its name, for a server of gRPC. */
export const providerService: ServiceDefinition = Object.fromEntries(
  service.methodsArray.map(({ name, resolvedRequestType, resolvedResponseType }) => [
    name,
    {
      path: `/tfplugin5.Provider/${name}`,
      requestStream: false,
      responseStream: false,
      ...serialization('request', resolvedRequestType),
      ...serialization('response', resolvedResponseType),
    },
  ]),
) as unknown as ServiceDefinition<Record<string, UntypedHandleCall>>;

function serialization(name: 'request' | 'response', type: protobuf.Type | null): object {
  if (!type) throw new Error(`the protocol has a method without a ${name}`);
  return {
    [`${name}Serialize`]: (value: object) => Buffer.from(type.encode(type.fromObject(value)).finish()),
    [`${name}Deserialize`]: (bytes: Buffer) => type.decode(bytes),
  };
}

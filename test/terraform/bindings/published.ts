/** A provider, and the package of npm that has its schema as bindings for TypeScript. */
export interface Binding {
  /** The local name, which types begin with. */
  readonly name: string;
  /** The address without the registry, as `required_providers` has it. */
  readonly source: string;
  readonly package: string;
  /** Of the package; the version of the provider stands in the bindings. */
  readonly version: string;
}

export const published: readonly Binding[] = [
  { name: 'aws', source: 'hashicorp/aws', package: '@cdktn/provider-aws', version: '25.7.0' },
  { name: 'google', source: 'hashicorp/google', package: '@cdktf/provider-google', version: '16.12.1' },
  { name: 'azurerm', source: 'hashicorp/azurerm', package: '@cdktn/provider-azurerm', version: '16.1.0' },
  { name: 'random', source: 'hashicorp/random', package: '@cdktn/provider-random', version: '15.0.1' },
];

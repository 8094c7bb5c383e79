/** The part of SARIF 2.1.0 that is written here; names and nesting are those of the standard. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly [SarifRun];
}

interface SarifRun {
  readonly tool: {
    readonly driver: {
      readonly name: string;
      readonly semanticVersion?: string;
      readonly rules: readonly SarifRule[];
    };
  };
  readonly columnKind: 'utf16CodeUnits';
  readonly originalUriBaseIds: Readonly<Record<string, { readonly description: Message }>>;
  readonly results: readonly SarifResult[];
}

interface Message {
  readonly text: string;
}

type Level = 'error' | 'warning' | 'note';

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: Message;
  readonly fullDescription: Message;
  readonly help: Message;
  readonly defaultConfiguration: { readonly level: Level };
}

export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region?: SarifRegion;
  };
}

type SarifRegion =
  | { readonly startLine: number; readonly startColumn: number; readonly endColumn: number }
  | { readonly startLine: number; readonly endLine: number };

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: Level;
  readonly message: Message;
  readonly locations?: readonly SarifLocation[];
  readonly relatedLocations?: readonly (SarifLocation & { readonly id: number; readonly message: Message })[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

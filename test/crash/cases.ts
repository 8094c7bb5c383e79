import type { StrategyName } from '../../src/model/service.ts';
import type { Act, CrashProject } from './project.ts';
import type { Behaviour, Version } from './versions.ts';

export const caseNames = ['success', 'bad health', 'rollback', 'crash while recovering'] as const;
export type CaseName = (typeof caseNames)[number];

export const strategies: readonly StrategyName[] = [
  'rolling',
  'blue-green',
  'canary',
  'feature-flag',
  'recreate',
];

/** One deploy that is to be cut off. */
export interface Attempt {
  readonly act: Act;
  readonly version: Version;
  readonly outcome: 'promoted' | 'rolled-back';
  /** Names of the versions that answer before it begins and when it has ended. */
  readonly served: string;
  readonly answers: string;
}

/** What a strategy meets in turn. */
const badOf = (strategy: StrategyName): readonly Behaviour[] => [
  'answers-500',
  'exits',
  ...(strategy === 'feature-flag' ? (['answers-500-with-flag'] as const) : []),
  'never-ready',
];

/** Knows the versions that were deployed to one project, and what to order next. */
export class Orders {
  readonly #project: CrashProject;
  readonly #strategy: StrategyName;
  #number = 0;
  #bad = 0;
  #serving: Version | undefined;
  #earlier: Version | undefined;

  constructor(project: CrashProject, strategy: StrategyName) {
    this.#project = project;
    this.#strategy = strategy;
  }

  get #servingName(): string {
    return this.#serving?.name ?? '';
  }

  /** `recoveries` are cut off in good deploys and bad ones in turn. */
  next(name: CaseName, turn: number): Attempt {
    switch (name) {
      case 'success':
        return this.deploy('good');
      case 'bad health':
        return this.#badDeploy();
      case 'rollback':
        return this.#rollback();
      case 'crash while recovering':
        return turn % 2 === 0 ? this.deploy('good') : this.#badDeploy();
    }
  }

  /** What serves at the beginning; with nobody to judge it by. */
  first(): Attempt {
    return this.deploy('good', 'blue-green');
  }

  /** A new version that behaves like that; it is written into the working folder. */
  deploy(behaviour: Behaviour, strategy = this.#strategy): Attempt {
    this.#number += 1;
    const name = `v${this.#number}`;
    const version: Version = { name, behaviour, flag: `f${this.#number}` };
    this.#project.write(version);
    const act: Act = { act: 'up', strategy, version: name, port: this.#project.port };
    const isGood = ['good', 'starts-slowly', 'flaps'].includes(behaviour);
    // The code ships with its flag off and is kept: what is undone is the flag.
    const stays = isGood || behaviour === 'answers-500-with-flag';
    return {
      act,
      version,
      outcome: isGood ? 'promoted' : 'rolled-back',
      served: this.#servingName,
      answers: stays ? name : this.#servingName,
    };
  }

  /** Told that the version answers now. */
  answered(version: Version): void {
    this.#earlier = this.#serving;
    this.#serving = version;
  }

  #badDeploy(): Attempt {
    const kinds = badOf(this.#strategy);
    this.#bad += 1;
    return this.deploy(kinds[this.#bad % kinds.length] ?? 'exits');
  }

  #rollback(): Attempt {
    const to = this.#earlier;
    if (!to) throw new Error('nothing served before');
    const act: Act = { act: 'rollback', to: to.name };
    return { act, version: to, outcome: 'promoted', served: this.#servingName, answers: to.name };
  }
}

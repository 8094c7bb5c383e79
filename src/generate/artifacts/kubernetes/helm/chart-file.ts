import type { YamlObject } from '../../shared/yaml.ts';
import type { PlacedService } from '../objects/placed.ts';

/** SemVer 2.0.0, which Helm wants of a chart; build metadata apart. */
const semver = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** Chart.yaml. A version that is none of SemVer stands in appVersion only. */
export const chartFile = ({ name, summary, version }: PlacedService): YamlObject => ({
  apiVersion: 'v2',
  name,
  description: summary.value === '' ? name.map(text => `The service ${text}`) : summary,
  type: 'application',
  version: semver.test(version.value) ? version : '0.1.0',
  appVersion: version,
  // From 1.30 on, the kubelet itself waits while a pod leaves: the image needs no shell for it.
  kubeVersion: '>=1.30.0-0',
});

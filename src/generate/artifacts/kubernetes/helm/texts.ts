import { type Text, text } from '../../../../model/traced.ts';
import { namesTag } from '../../../../model/views.ts';
import { httpPortName } from '../../shared/ports.ts';
import type { PlacedService } from '../objects/placed.ts';

/** _helpers.tpl: what several templates say. */
export const helpers = (chart: string, { image }: PlacedService): readonly string[] => [
  '{{/* The image by its digest, else by its tag. */}}',
  `{{- define "${chart}.image" -}}`,
  '{{- $image := .Values.image -}}',
  '{{- if $image.digest -}}',
  namesTag(image)
    ? '{{- printf "%s:%s@%s" $image.repository $image.tag $image.digest -}}'
    : '{{- printf "%s@%s" $image.repository $image.digest -}}',
  '{{- else -}}',
  '{{- printf "%s:%s" $image.repository $image.tag -}}',
  '{{- end -}}',
  '{{- end -}}',
];

/** NOTES.txt: what `helm install` says at its end. The name is a DNS label: it needs no quotes. */
export function notes(service: PlacedService): readonly Text[] {
  const { name, kind } = service;
  const release = '{{ .Release.Name }} --namespace {{ .Release.Namespace }}';
  const kubectl = 'kubectl --namespace {{ .Release.Namespace }}';
  const rollout = text`  Its rollout:   ${kubectl} rollout status --selector app.kubernetes.io/name=${name} deployment`;
  return [
    text`${name}, version {{ .Values.version }}, in the namespace {{ .Release.Namespace }}.`,
    '',
    text`  Its pods:      ${kubectl} get pods --selector app.kubernetes.io/name=${name}`,
    ...(kind.value === 'job' ? [] : [rollout]),
    ...(httpPortName(service) ? [`  A smoke test:  helm test ${release}`] : []),
    // A rollback applies the count of pods of that time too, which Helm 4 does only where it is told to.
    `  Back again:    helm rollback ${release} --force-conflicts`,
    '',
    'Values of an environment: values-ENVIRONMENT.yaml in the chart.',
  ];
}

/** What `helm package` leaves out. */
export const ignored: readonly string[] = [
  '.DS_Store',
  '.git/',
  '.gitignore',
  '*.bak',
  '*.orig',
  '*.swp',
  '*.tmp',
  '*~',
];

import type { Tool } from '../pipeline.ts';
import type { Commands } from './commands.ts';

/** As of 2026-08-21. */
export const toolVersions: Readonly<Record<Tool, string>> = {
  trivy: '0.70.0',
  cosign: '3.0.6',
  kubectl: '1.37.1',
};

/** The images that the makers of a tool publish it in, and where it stands in them. */
export const toolImages = {
  trivy: { image: `docker.io/aquasec/trivy:${toolVersions.trivy}`, path: '/usr/local/bin/trivy' },
  cosign: { image: `ghcr.io/sigstore/cosign/cosign:v${toolVersions.cosign}`, path: '/ko-app/cosign' },
} as const;

/** Puts a tool into the job's own folder of tools, without a package manager and without rights. */
export function toolCommands(tool: Tool): Commands {
  const variables = { TOOLS: { temporary: 'tools' } };
  if (tool === 'kubectl') return { name: 'get kubectl', commands: kubectl, variables };
  const { image, path } = toolImages[tool];
  return {
    name: `get ${tool}`,
    commands: [
      'mkdir -p "$TOOLS"',
      `container=$(docker create ${image})`,
      `docker cp "$container:${path}" "$TOOLS/${tool}"`,
      'docker rm "$container"',
    ],
    variables,
  };
}

const release = `https://dl.k8s.io/release/v${toolVersions.kubectl}/bin/linux/amd64/kubectl`;
const kubectl = [
  'mkdir -p "$TOOLS"',
  `curl --fail --silent --show-error --location --output "$TOOLS/kubectl" ${release}`,
  `sum=$(curl --fail --silent --show-error --location ${release}.sha256)`,
  'echo "$sum  $TOOLS/kubectl" | sha256sum --check --quiet -',
  'chmod +x "$TOOLS/kubectl"',
];

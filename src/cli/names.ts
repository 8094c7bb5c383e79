/** The commands that a person types; texts that name one are made to work when they are pasted. */
export const commands = [
  'demo',
  'down',
  'explain',
  'generate',
  'generate-deployment-scripts',
  'generate-docker',
  'generate-k8s',
  'generate-pipeline',
  'history',
  'logs',
  'recover',
  'resolve',
  'rollback',
  'schema',
  'status',
  'up',
] as const;

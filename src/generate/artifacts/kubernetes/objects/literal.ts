import type { Traced } from '../../../../model/traced.ts';
import type { ContainerView } from '../../../../model/views.ts';

/**
 * A word of a command as the kubelet takes it (Kubernetes API, Container.args): `$(NAME)` is a variable there, and `$$`
 * a dollar. What the document refers to by `${NAME}` is filled in by the kubelet where it is a secret variable of the
 * container; every other dollar stands for itself.
 */
export function wordOf(
  container: Pick<ContainerView, 'variables'>,
): (word: Traced<string>) => Traced<string> {
  const secrets = new Set(
    container.variables.filter(({ sensitive }) => sensitive.value).map(({ name }) => name.value),
  );
  return word =>
    word.map(text =>
      text
        .replaceAll(/\$(?=[$(])/g, '$$$$')
        .replaceAll(/\$\{([A-Za-z_]\w{0,127})\}/g, (whole, name: string) =>
          secrets.has(name) ? `$(${name})` : whole,
        ),
    );
}

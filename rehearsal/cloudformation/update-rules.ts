import type { Stack } from './stack.ts';
import type { Template } from './template.ts';
import { TemplateError } from './template-error.ts';

const updatable: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_FAILED',
]);

/** Only a stack at rest is updated, and not one whose way back is unfinished. */
export function refuseUnlessUpdatable({ id, status }: Stack): void {
  if (!updatable.has(status))
    throw new TemplateError(`Stack:${id} is in ${status} state and can not be updated.`);
}

/** A resource keeps its type for life. */
export function refuseOtherTypes(stack: Stack, template: Template): void {
  const changed = [...stack.resources.values()].filter(({ logicalId, type }) => {
    const declared = template.Resources[logicalId];
    return declared && declared.Type !== type;
  });
  if (changed.length === 0) return;
  const ids = changed.map(({ logicalId }) => logicalId).join(', ');
  throw new TemplateError(
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${ids}]`,
  );
}

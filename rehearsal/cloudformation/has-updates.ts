import { isDeepStrictEqual } from 'node:util';
import { DesiredResources } from './desired-resources.ts';
import type { Engine } from './engine.ts';
import type { Stack } from './stack.ts';
import { TemplateError } from './template-error.ts';
import type { StackChange } from './update-stack.ts';

/** Whether a template asks for anything that the stack is not already. */
export function hasUpdates(engine: Engine, stack: Stack, change: StackChange): boolean {
  const desired = new DesiredResources({ engine, stack, ...change, resources: new Map(stack.resources) });
  const ids = desired.activeIds;
  if (ids.length !== stack.resources.size) return true;
  try {
    const changed = ids.some((logicalId) => {
      const before = stack.resources.get(logicalId);
      const declaration = change.template.Resources[logicalId];
      return (
        !before ||
        before.type !== declaration?.Type ||
        before.deletionPolicy !== declaration.DeletionPolicy ||
        before.updateReplacePolicy !== declaration.UpdateReplacePolicy ||
        desired.differs(logicalId, before)
      );
    });
    return changed || !isDeepStrictEqual(desired.outputs(), stack.outputs);
  } catch (error) {
    if (error instanceof TemplateError) return true;
    throw error;
  }
}

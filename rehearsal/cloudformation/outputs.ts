import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';
import type { Stack, StackOutput } from './stack.ts';
import type { StackBook } from './stack-book.ts';
import type { Template } from './template.ts';
import { TemplateError } from './template-error.ts';

export function evaluateOutputs(template: Template, scope: Scope): Map<string, StackOutput> {
  const outputs = new Map<string, StackOutput>();
  for (const [name, output] of Object.entries(template.Outputs ?? {})) {
    if (output.Condition !== undefined && !scope.condition(output.Condition)) continue;
    try {
      const exportName = output.Export ? String(evaluate(output.Export.Name, scope)) : undefined;
      outputs.set(name, {
        value: evaluate(output.Value, scope),
        description: output.Description,
        exportName,
      });
    } catch (error) {
      throw new TemplateError(`output ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return outputs;
}

/** Exports are unique, and stay while another stack imports them. */
export function checkExports(book: StackBook, stack: Stack, outputs: ReadonlyMap<string, StackOutput>): void {
  const kept = new Set<string>();
  for (const { exportName } of outputs.values()) {
    if (exportName === undefined) continue;
    const exporter = book.exporterOf(exportName);
    if (exporter && exporter !== stack) {
      throw new TemplateError(
        `Export with name ${exportName} is already exported by stack ${exporter.name}.`,
      );
    }
    kept.add(exportName);
  }
  for (const { exportName } of stack.outputs.values()) {
    if (exportName === undefined || kept.has(exportName)) continue;
    const importers = book.importersOf(exportName);
    if (importers.length > 0) {
      throw new TemplateError(
        `Export ${exportName} cannot be deleted as it is in use by ${importers.join(', ')}`,
      );
    }
  }
}

/** Outputs about to go that another stack still reads: CloudFormation lets them go, and that stack's next update fails. */
export function strandedOutputs(
  book: StackBook,
  stack: Stack,
  outputs: ReadonlyMap<string, StackOutput>,
): readonly string[] {
  return [...stack.outputs.keys()]
    .filter((name) => !outputs.has(name))
    .flatMap((name) => {
      const consumers = book.consumersOf(stack.name, name);
      return consumers.length > 0 ? [`output ${name} goes, yet ${consumers.join(', ')} still names it`] : [];
    });
}

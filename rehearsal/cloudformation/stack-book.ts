import type { Stack } from './stack.ts';
import { TemplateError } from './template-error.ts';

/** The stacks there are, and what they give each other. */
export class StackBook {
  readonly #stacks = new Map<string, Stack>();
  /** Deleted stacks, still found by their id. */
  readonly #deleted = new Map<string, Stack>();

  add(stack: Stack): void {
    this.#stacks.set(stack.name, stack);
  }

  remove(stack: Stack): void {
    this.#stacks.delete(stack.name);
    this.#deleted.set(stack.id, stack);
  }

  all(): readonly Stack[] {
    return [...this.#stacks.values()];
  }

  find(nameOrId: string): Stack | undefined {
    return (
      this.#stacks.get(nameOrId) ??
      this.all().find(({ id }) => id === nameOrId) ??
      this.#deleted.get(nameOrId)
    );
  }

  outputOf(stackName: string, outputName: string): unknown {
    const stack = this.#stacks.get(stackName);
    if (!stack) {
      const known = [...this.#stacks.keys()].join(', ') || 'none';
      throw new TemplateError(`Fn::GetStackOutput: stack ${stackName} is not deployed, deployed: ${known}`);
    }
    const output = stack.outputs.get(outputName);
    if (!output) {
      const known = [...stack.outputs.keys()].join(', ') || 'none';
      throw new TemplateError(
        `Fn::GetStackOutput: stack ${stackName} has no output ${outputName}, it has: ${known}`,
      );
    }
    return output.value;
  }

  importedValue(exportName: string): unknown {
    const output = this.all()
      .flatMap((stack) => [...stack.outputs.values()])
      .find((candidate) => candidate.exportName === exportName);
    if (!output) throw new TemplateError(`No export named ${exportName} found.`);
    return output.value;
  }

  exporterOf(exportName: string): Stack | undefined {
    return this.all().find((stack) =>
      [...stack.outputs.values()].some((output) => output.exportName === exportName),
    );
  }

  /** Deployed stacks whose template imports an export. */
  importersOf(exportName: string): readonly string[] {
    return this.#naming(`"Fn::ImportValue":${JSON.stringify(exportName)}`);
  }

  /** Deployed stacks whose template names an output of another. */
  consumersOf(stackName: string, outputName: string): readonly string[] {
    return this.all()
      .filter((stack) => stack.name !== stackName && namesOutput(stack.template, stackName, outputName))
      .map(({ name }) => name);
  }

  #naming(fragment: string): readonly string[] {
    return this.all()
      .filter((stack) => JSON.stringify(stack.template).includes(fragment))
      .map(({ name }) => name);
  }
}

function namesOutput(value: unknown, stackName: string, outputName: string): boolean {
  if (Array.isArray(value)) return value.some((item) => namesOutput(item, stackName, outputName));
  if (typeof value !== 'object' || value === null) return false;
  const { StackName, OutputName } = value as Record<string, unknown>;
  if (StackName === stackName && OutputName === outputName) return true;
  return Object.values(value).some((member) => namesOutput(member, stackName, outputName));
}

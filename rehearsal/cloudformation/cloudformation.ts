import { resolve } from 'node:path';
import type { PlayedType } from '../plane.ts';
import { readAssembly } from './assembly.ts';
import type { AssetBook } from './asset-book.ts';
import { createStack } from './create-stack.ts';
import { deleteStack } from './delete-stack.ts';
import { refuseUnknownNames } from './dependencies.ts';
import { DesiredResources } from './desired-resources.ts';
import type { ReferenceSources } from './dynamic-references.ts';
import type { Engine } from './engine.ts';
import { hasUpdates } from './has-updates.ts';
import { newStack } from './new-stack.ts';
import { checkParameters } from './parameters.ts';
import { goBack } from './roll-back-update.ts';
import { runGraph } from './run-graph.ts';
import type { Parameters, Stack } from './stack.ts';
import { StackBook } from './stack-book.ts';
import type { StackEvent } from './stack-event.ts';
import { checkTemplate, type Template } from './template.ts';
import { TemplateError } from './template-error.ts';
import { createTypeRegistry } from './type-registry.ts';
import { refuseOtherTypes, refuseUnlessUpdatable } from './update-rules.ts';
import { updateStack } from './update-stack.ts';

export interface CloudFormationParts {
  readonly types: readonly PlayedType[];
  readonly references: ReferenceSources;
  readonly assets: AssetBook;
  readonly region: string;
  readonly zones: readonly string[];
  readonly onEvent?: (event: StackEvent) => void;
  /** Called once for each type that a template holds and no plane plays. */
  readonly onNotPlayed?: (type: string) => void;
}

export interface StackRequest {
  readonly stackName: string;
  readonly template: Template;
  readonly parameters?: Parameters;
  /** The assembly folder that lists the template's assets. */
  readonly assetsFolder?: string;
  readonly terminationProtection?: boolean;
  /** @default - a failure takes back what its operation did */
  readonly rollsBack?: boolean;
}

/** An operation under way: its stack can be looked at while it runs. */
export interface StartedOperation {
  readonly stack: Stack;
  /** Rejects with StackFailed when the stack did not get there. */
  readonly done: Promise<void>;
}

export class CloudFormation {
  readonly book = new StackBook();
  readonly #engine: Engine;
  readonly #assets: AssetBook;
  readonly #onNotPlayed: (type: string) => void;
  readonly #reported = new Set<string>();
  readonly #ending = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(parts: CloudFormationParts) {
    this.#assets = parts.assets;
    this.#onNotPlayed = parts.onNotPlayed ?? (() => {});
    this.#engine = {
      registry: createTypeRegistry(parts.types),
      book: this.book,
      references: parts.references,
      region: parts.region,
      zones: parts.zones,
      onEvent: parts.onEvent ?? (() => {}),
      ending: this.#ending.signal,
    };
  }

  /** Deploys a template: creates its stack, or updates it where something differs. */
  async apply(request: StackRequest): Promise<{ readonly stack: Stack; readonly changed: boolean }> {
    const existing = this.book.find(request.stackName);
    if (existing?.status === 'ROLLBACK_COMPLETE') await this.startDelete(existing.name).done;
    const operation = this.#isThere(request.stackName)
      ? this.startUpdate(request)
      : this.startCreate(request);
    if (operation === 'no updates') return { stack: this.#named(request.stackName), changed: false };
    await operation.done;
    return { stack: operation.stack, changed: true };
  }

  /**
   * Deploys an assembly's stacks, or those named of it, as soon as the ones they depend on are there.
   * A failure leaves what is made: after a restart that holds the data of earlier days, which a rollback would delete.
   */
  async applyAssembly(folder: string, only?: readonly string[]): Promise<void> {
    const stacks = readAssembly(folder).filter(({ stackName }) => !only || only.includes(stackName));
    const missing = only?.filter((name) => !stacks.some(({ stackName }) => stackName === name)) ?? [];
    if (missing.length > 0) throw new TemplateError(`assembly ${folder} has no stack ${missing.join(', ')}`);
    const byId = new Map(stacks.map((stack) => [stack.artifactId, stack]));
    const failures = await runGraph(
      [...byId.keys()],
      new Map(stacks.map(({ artifactId, dependsOn }) => [artifactId, dependsOn])),
      async (artifactId) => {
        const stack = byId.get(artifactId);
        if (stack) await this.apply({ ...stack, assetsFolder: folder, rollsBack: false });
      },
    );
    const [first] = failures;
    if (failures.length > 1)
      throw new AggregateError(
        failures.map(({ error }) => error),
        failures.map(({ error }) => error.message).join('\n'),
      );
    if (first) throw first.error;
  }

  startCreate(request: StackRequest): StartedOperation {
    if (this.#isThere(request.stackName))
      throw new TemplateError(`Stack [${request.stackName}] already exists`);
    const stack = newStack(request, this.#engine.region);
    this.#prepare(stack, request);
    this.book.add(stack);
    return this.#started(stack, createStack(this.#engine, stack));
  }

  startUpdate(request: StackRequest): StartedOperation | 'no updates' {
    const stack = this.#named(request.stackName);
    refuseUnlessUpdatable(stack);
    const change = {
      template: checkTemplate(request.template),
      parameters: request.parameters ?? stack.parameters,
    };
    this.#prepare(stack, { ...request, ...change });
    refuseOtherTypes(stack, change.template);
    stack.assetsFolder = request.assetsFolder ?? stack.assetsFolder;
    stack.terminationProtection = request.terminationProtection ?? stack.terminationProtection;
    if (!hasUpdates(this.#engine, stack, change)) return 'no updates';
    stack.rollsBack = request.rollsBack ?? true;
    return this.#started(stack, updateStack(this.#engine, stack, change));
  }

  /** Goes on with a rollback that failed, once its cause is gone. */
  startContinueRollback(nameOrId: string): StartedOperation {
    const stack = this.#named(nameOrId);
    if (!stack.unfinishedRollback) {
      throw new TemplateError(
        `Stack:${stack.id} is in ${stack.status} state and can not continue rollback, only UPDATE_ROLLBACK_FAILED can`,
      );
    }
    return this.#started(stack, goBack(stack.unfinishedRollback));
  }

  startDelete(nameOrId: string): StartedOperation {
    const stack = this.#named(nameOrId);
    if (stack.terminationProtection) {
      throw new TemplateError(
        `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
      );
    }
    if (stack.status.endsWith('IN_PROGRESS')) {
      throw new TemplateError(`Stack:${stack.id} is in ${stack.status} state and can not be deleted.`);
    }
    return this.#started(stack, deleteStack(this.#engine, stack));
  }

  /** Begins nothing more and takes nothing back; what is under way ends with the planes it waits for. */
  end(): void {
    this.#ending.abort(new Error('the rehearsal is ending'));
  }

  /** Resolves when no operation is under way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  #started(stack: Stack, done: Promise<void>): StartedOperation {
    const running = done.catch(() => {}).finally(() => this.#running.delete(running));
    this.#running.add(running);
    return { stack, done };
  }

  #prepare(stack: Stack, { template, parameters = {}, assetsFolder }: StackRequest): void {
    try {
      checkTemplate(template);
      refuseUnknownNames(template);
      checkParameters(template, parameters);
      new DesiredResources({
        engine: this.#engine,
        stack,
        template,
        parameters,
        resources: new Map(),
      }).check();
    } catch (error) {
      throw error instanceof TemplateError
        ? new TemplateError(`stack ${stack.name}: ${error.message}`)
        : error;
    }
    if (assetsFolder) this.#assets.read(resolve(assetsFolder));
    for (const { Type } of Object.values(template.Resources)) {
      if (this.#engine.registry.of(Type) || this.#reported.has(Type)) continue;
      this.#reported.add(Type);
      this.#onNotPlayed(Type);
    }
  }

  #isThere(stackName: string): boolean {
    const stack = this.book.find(stackName);
    return stack !== undefined && stack.status !== 'DELETE_COMPLETE';
  }

  #named(nameOrId: string): Stack {
    const stack = this.book.find(nameOrId);
    if (!stack) throw new TemplateError(`Stack [${nameOrId}] does not exist`);
    return stack;
  }
}

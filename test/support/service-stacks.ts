import { type ServiceNames, serviceNames } from '../../lib/service/service-names.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { services } from '../../platform/services.ts';
import { type StageDefinition, stages } from '../../platform/stages.ts';
import { type SynthesizedResource, type SynthesizedStack, stackOf } from './synthesized.ts';

/** One service in one stage, and its stack as it was synthesized. */
export interface ServiceStackCase {
  /** `dev-catalog` */
  readonly name: string;
  readonly stage: StageDefinition;
  readonly service: ServiceDefinition;
  readonly names: ServiceNames;
  readonly stack: SynthesizedStack;
  all(type: string): readonly SynthesizedResource[];
  /** The only one of its type. */
  one(type: string): SynthesizedResource;
  /** The one with this logical id, up to the hash that CDK ends it with. */
  byId(id: string): SynthesizedResource;
}

/** Every service in every stage: what holds for one holds for all. */
export function serviceStacks(stacks: readonly SynthesizedStack[]): readonly ServiceStackCase[] {
  return stages.flatMap((stage) =>
    services.map((service) => {
      const stack = stackOf(stacks, stage.name, service.name);
      const all = (type: string) => stack.resources.filter((resource) => resource.type === type);
      const only = (found: readonly SynthesizedResource[], what: string): SynthesizedResource => {
        const [first] = found;
        if (first === undefined || found.length > 1) {
          throw new Error(`${stack.name} has ${found.length} of ${what}, expected one`);
        }
        return first;
      };
      return {
        name: stack.name,
        stage,
        service,
        names: serviceNames(stage.name, service.name),
        stack,
        all,
        one: (type) => only(all(type), type),
        byId: (id) =>
          only(
            stack.resources.filter((resource) => resource.id.replace(/[0-9A-F]{8}$/, '') === id),
            id,
          ),
      };
    }),
  );
}

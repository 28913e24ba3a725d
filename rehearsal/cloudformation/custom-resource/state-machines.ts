import { generatedName } from '../../generated-name.ts';
import { account, type PlayedType, type Properties } from '../../plane.ts';

export interface StateMachines {
  readonly type: PlayedType;
  definitionOf(arn: string): string;
}

/** Keeps the definitions of state machines: the Provider framework's waiter says in its own how often to ask. */
export function createStateMachines(region: string): StateMachines {
  const definitions = new Map<string, string>();
  const keep = (arn: string, properties: Properties) => {
    definitions.set(arn, String(properties.DefinitionString));
    return { physicalId: arn, attributes: { Arn: arn, Name: arn.split(':').at(-1) } };
  };
  return {
    definitionOf(arn) {
      const definition = definitions.get(arn);
      if (definition === undefined) throw new Error(`state machine ${arn} does not exist here`);
      return definition;
    },
    type: {
      type: 'AWS::StepFunctions::StateMachine',
      plays: ['DefinitionString', 'StateMachineName'],
      inert: {
        RoleArn: 'nothing here asks for permission',
        LoggingConfiguration: 'the functions it would call are called directly',
        TracingConfiguration: 'nothing here is traced',
        StateMachineType: 'the functions it would call are called directly',
      },
      replacedBy: ['StateMachineName'],
      create: async ({ stackName, logicalId, properties }) => {
        const name = properties.StateMachineName ?? generatedName(stackName, logicalId, 80);
        return keep(`arn:aws:states:${region}:${account}:stateMachine:${name}`, properties);
      },
      update: async ({ physicalId, properties }) => keep(physicalId, properties),
      delete: async ({ physicalId }) => {
        definitions.delete(physicalId);
      },
    },
  };
}

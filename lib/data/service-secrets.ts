import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { callerSecretVariableOf, callSecretVariableOf } from '../../platform/environment-names.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import { GeneratedSecret } from './generated-secret.ts';

export interface ServiceSecretsProps {
  readonly stage: StageDefinition;
  readonly services: readonly ServiceDefinition[];
  readonly key: kms.IKey;
}

type SecretsByVariable = Readonly<Record<string, ISecret>>;

/**
 * What services keep to themselves, and what pairs of them prove themselves with: a service that calls another on its
 * own account signs with a secret that those two share and no third knows.
 */
export class ServiceSecrets extends Construct {
  private readonly byService = new Map<string, Record<string, ISecret>>();

  constructor(scope: Construct, id: string, { stage, services, key }: ServiceSecretsProps) {
    super(scope, id);
    for (const { name, needs, callsAlone = [] } of services) {
      for (const variable of needs.secrets ?? []) {
        const { readable } = new GeneratedSecret(this, `${name}-${variable}`, {
          description: `Shoal ${stage.name}: ${variable} of ${name}`,
          key,
          whyNotRotated:
            'What it encrypts lies in the database and could not be read with another: the service changes the keys under it instead, by a task of its own.',
          retained: stage.protectsData,
        });
        this.give(name, variable, readable);
      }
      for (const callee of callsAlone) {
        const { readable } = new GeneratedSecret(this, `${name}-calls-${callee}`, {
          description: `Shoal ${stage.name}: with what ${name} proves itself to ${callee}`,
          key,
          whyNotRotated:
            'It signs tokens that hold for a minute between two services inside the network, only their two task roles read it, and it is changed by a deployment of both.',
        });
        this.give(name, callSecretVariableOf(callee), readable);
        this.give(callee, callerSecretVariableOf(name), readable);
      }
    }
  }

  /** What a service finds in its environment, by variable. */
  of(service: string): SecretsByVariable {
    return this.byService.get(service) ?? {};
  }

  private give(service: string, variable: string, secret: ISecret): void {
    this.byService.set(service, { ...this.byService.get(service), [variable]: secret });
  }
}

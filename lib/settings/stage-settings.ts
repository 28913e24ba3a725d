import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { settingsStrategies } from './settings-strategies.ts';

/** Where the settings of a stage's services are, and how fast a change of one reaches the tasks. */
export class StageSettings extends Construct {
  readonly application: appconfig.CfnApplication;
  /** For the first deployment of each service, which changes nothing, and for an operator in a hurry. */
  readonly atOnce: appconfig.CfnDeploymentStrategy;

  constructor(scope: Construct, id: string, stage: StageDefinition) {
    super(scope, id);
    this.application = new appconfig.CfnApplication(this, 'Application', {
      name: applicationName(stage),
      description: `The settings of Shoal's services in ${stage.name}`,
    });
    const [atOnce, ...others] = settingsStrategies(stage).map(
      ({ name, ...strategy }) =>
        new appconfig.CfnDeploymentStrategy(this, name, {
          name: `${applicationName(stage)}-${name}`,
          replicateTo: 'NONE',
          ...strategy,
        }),
    );
    if (atOnce === undefined)
      throw new Error(`stage '${stage.name}' has no strategy, there are ${others.length}`);
    this.atOnce = atOnce;
  }
}

/** Applications of all stages stand beside each other in the account. */
export function applicationName(stage: StageDefinition): string {
  return `shoal-${stage.name}`;
}

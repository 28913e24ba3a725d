import { AwsError } from '../plane.ts';
import type { DeploymentGroup } from './deployment-group.ts';
import { predefinedRoutings, type TrafficRouting } from './traffic-routing.ts';

export interface Application {
  readonly id: string;
  readonly name: string;
  readonly createTime: number;
}

/** Applications, their groups and the configurations there are; what is not there is refused in AWS's words. */
export class CodeDeployBook {
  readonly applications = new Map<string, Application>();
  /** By application and name, with a slash between. */
  readonly groups = new Map<string, DeploymentGroup>();
  readonly configs = new Map<string, TrafficRouting>(predefinedRoutings);

  application(name: unknown): Application {
    if (!name)
      throw new AwsError('ApplicationNameRequiredException', 'The application name was not specified');
    const found = this.applications.get(String(name));
    if (found) return found;
    throw new AwsError('ApplicationDoesNotExistException', `No application found for name: ${name}`);
  }

  group(applicationName: unknown, name: unknown): DeploymentGroup {
    const application = this.application(applicationName);
    if (!name)
      throw new AwsError(
        'DeploymentGroupNameRequiredException',
        'The deployment group name was not specified',
      );
    const found = this.groups.get(`${application.name}/${name}`);
    if (found) return found;
    throw new AwsError('DeploymentGroupDoesNotExistException', `No Deployment Group found for name: ${name}`);
  }

  groupsOf(applicationName: string): readonly DeploymentGroup[] {
    return [...this.groups.values()].filter((group) => group.applicationName === applicationName);
  }

  config(name: string): TrafficRouting {
    const found = this.configs.get(name);
    if (found) return found;
    throw new AwsError(
      'DeploymentConfigDoesNotExistException',
      `No Deployment Configuration found for name: ${name}`,
    );
  }
}

import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { workingEnvironment } from './environment.ts';
import { ScheduledTask } from './scheduled-task.ts';
import { ownSecrets } from './secrets.ts';
import type { ServiceContext } from './service-context.ts';
import { task } from './task.ts';
import type { TaskNetwork } from './task-network.ts';
import { workingRole } from './task-roles.ts';
import type { Tenant } from './tenant.ts';

export interface OneOffTasksProps {
  readonly context: ServiceContext;
  readonly tenant: Tenant | undefined;
  readonly place: TaskNetwork;
  readonly executionRole: iam.IRole;
  readonly log: logs.ILogGroup;
}

/**
 * What the image of a service does once when asked, beside `migrate`: a task definition each, and a schedule for those
 * that nobody has to ask for. They work on the service's data as its user, with its own secrets, and see nothing else.
 */
export class OneOffTasks extends Construct {
  readonly definitions: ReadonlyMap<string, ecs.FargateTaskDefinition>;

  constructor(
    scope: Construct,
    id: string,
    { context, tenant, place, executionRole, log }: OneOffTasksProps,
  ) {
    super(scope, id);
    const { service, names } = context;
    if (service.tasks.length === 0) {
      this.definitions = new Map();
      return;
    }
    const taskRole = workingRole(this, context, tenant);
    this.definitions = new Map(
      service.tasks.map((name) => [
        name,
        task(this, name, context, {
          family: names.familyOf(name),
          command: ['main.mjs', name],
          environment: workingEnvironment(context, tenant),
          secrets: ownSecrets(context),
          taskRole,
          executionRole,
          log,
          settings: false,
        }),
      ]),
    );
    for (const [name, schedule] of Object.entries(service.schedules ?? {})) {
      const definition = this.definitions.get(name);
      if (definition === undefined) {
        throw new Error(
          `service '${service.name}': schedules names '${name}', known tasks: ${service.tasks.join(', ')}`,
        );
      }
      new ScheduledTask(this, `${name}-schedule`, {
        context,
        task: { name, definition, taskRole, executionRole },
        schedule,
        place,
      });
    }
  }
}

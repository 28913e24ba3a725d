import type { Construct } from 'constructs';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { ClusterStack } from '../cluster/cluster-stack.ts';
import type { DataStack } from '../data/data-stack.ts';
import type { EdgeStack } from '../edge/edge-stack.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { BlueGreenRelease } from '../release/blue-green-release.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { StageStack } from '../stage-stack.ts';
import { migratingEnvironment, servingEnvironment } from './environment.ts';
import { frozenService } from './frozen-service.ts';
import { migration } from './migration.ts';
import { ServiceScaling } from './scaling.ts';
import { servingSecrets } from './secrets.ts';
import type { ServiceContext, ServiceImage } from './service-context.ts';
import { serviceNames } from './service-names.ts';
import { targetGroup } from './target-group.ts';
import { TargetGroupAlarms } from './target-group-alarms.ts';
import { taskNetwork } from './task-network.ts';
import { executionRole, migratingRole, servingRole } from './task-roles.ts';
import { task } from './tasks.ts';
import { tenant } from './tenant.ts';
import { TrafficRules } from './traffic-rules.ts';

export interface ServiceStackProps {
  readonly stage: StageDefinition;
  readonly service: ServiceDefinition;
  /** Among the rules of its listeners. */
  readonly priority: number;
  readonly image: ServiceImage;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly edge: EdgeStack;
  readonly cluster: ClusterStack;
}

/** One service in one stage, from its schema to the release of its newest version, in this order. */
export class ServiceStack extends StageStack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { stage, service } = props;
    super(scope, id, {
      stage,
      holdsData: false,
      description: `${service.name} in ${stage.name}: ${service.about}`,
    });
    const context: ServiceContext = { ...props, names: serviceNames(stage.name, service.name) };
    const door = service.route === 'public' ? props.edge.publicEdge : props.edge.internalEdge;
    const place = taskNetwork(this, context, door);

    const log = new StageLogGroup(this, 'Log', { stage, key: props.network.logKey, name: service.name });
    const ownTenant = tenant(this, context);
    const execution = executionRole(this, context);
    const serving = servingRole(this, context, ownTenant);
    const servingTask = task(this, 'Task', context, {
      family: context.names.family,
      command: ['main.mjs'],
      environment: servingEnvironment(context, ownTenant),
      secrets: servingSecrets(context),
      taskRole: serving,
      executionRole: execution,
      log,
    });

    const blue = targetGroup(this, 'Blue', context);
    const green = targetGroup(this, 'Green', context);
    const rules = new TrafficRules(this, 'Rules', {
      context,
      edge: door,
      priority: props.priority,
      blue,
      green,
    });
    const ecsService = frozenService(this, { context, blue, ...place });
    // By its family alone, ECS would not know it is needed; without a rule, it refuses the target group.
    ecsService.node.addDependency(servingTask, rules);

    if (ownTenant !== undefined) {
      const migrating = task(this, 'MigrateTask', context, {
        family: context.names.migrateFamily,
        command: ['main.mjs', 'migrate'],
        environment: migratingEnvironment(context, ownTenant),
        taskRole: migratingRole(this, context, ownTenant),
        executionRole: execution,
        log,
      });
      const migrated = migration(this, { context, task: migrating, ...place });
      migrated.node.addDependency(ownTenant.resource, place.securityGroup);
      rules.node.addDependency(migrated);
    }

    const scaling = new ServiceScaling(this, 'Scaling', { context, edge: door, blue, green });
    scaling.node.addDependency(ecsService);
    const alarms = [
      new TargetGroupAlarms(this, 'BlueAlarms', { context, edge: door, colour: 'blue', group: blue }),
      new TargetGroupAlarms(this, 'GreenAlarms', { context, edge: door, colour: 'green', group: green }),
    ].flatMap((each) => each.alarms);
    const released = new BlueGreenRelease(this, 'Release', {
      context,
      edge: door,
      rules,
      blue,
      green,
      task: servingTask,
      taskRoles: [serving, execution],
      alarms,
      ...place,
    });
    released.group.node.addDependency(ecsService);
    released.release.node.addDependency(scaling);
  }
}

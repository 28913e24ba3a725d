import { Tags } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import type { Foundation } from '../../platform/rests-on.ts';
import type { ServiceDefinition } from '../../platform/service-definition.ts';
import { bearsFaults } from '../../platform/stage/experiments.ts';
import type { StageDefinition } from '../../platform/stages.ts';
import type { ClusterStack } from '../cluster/cluster-stack.ts';
import type { DataStack } from '../data/data-stack.ts';
import type { EdgeStack } from '../edge/edge-stack.ts';
import type { EventsStack } from '../events/events-stack.ts';
import type { NetworkStack } from '../network/network-stack.ts';
import { ObjectiveAlarms } from '../observability/alarms/objective-alarms.ts';
import { archiveLog } from '../observability/archive/archive-log.ts';
import { releaseStrategies } from '../release/release-strategies.ts';
import { guardStrategy } from '../release/strategy-guard.ts';
import { FaultAgent } from '../resilience/fault-agent.ts';
import { ServiceSettings } from '../settings/service-settings.ts';
import { StageLogGroup } from '../stage-log-group.ts';
import { StageStack } from '../stage-stack.ts';
import { type Colours, colours } from './colours.ts';
import { servingEnvironment } from './environment.ts';
import { eventsEnvironment } from './events.ts';
import { migration } from './migration.ts';
import { OneOffTasks } from './one-off-tasks.ts';
import { ServiceScaling } from './scaling.ts';
import { servingSecrets } from './secrets.ts';
import type { ServiceContext, ServiceImage } from './service-context.ts';
import { serviceNames } from './service-names.ts';
import { TargetGroupAlarms } from './target-group-alarms.ts';
import { task } from './task.ts';
import { TaskAlarms } from './task-alarms.ts';
import { taskNetwork } from './task-network.ts';
import { executionRole, servingRole } from './task-roles.ts';
import { tenant } from './tenant.ts';
import { collectsTraces } from './traces-agent.ts';
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
  readonly events: EventsStack | undefined;
  readonly signer: string | undefined;
  readonly restsOn: readonly Foundation[];
}

/** One service in one stage, from its schema to the release of its newest version, in this order. */
export class ServiceStack extends StageStack {
  readonly context: ServiceContext;
  readonly colours: Colours;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { stage, service } = props;
    super(scope, id, {
      stage,
      holdsData: false,
      description: `Shoal ${stage.name}: ${service.name}. ${service.about}`,
    });
    Tags.of(this).add('service', service.name);
    Tags.of(this).add('owner', service.owner);
    const context: ServiceContext = {
      ...props,
      names: serviceNames(stage.name, service.name),
      door: service.route === 'public' ? props.edge.publicEdge : props.edge.internalEdge,
    };
    this.context = context;
    const log = new StageLogGroup(this, 'Log', {
      stage,
      key: props.network.logKey,
      name: service.name,
    });
    archiveLog(this, stage, log);
    const place = taskNetwork(this, context);
    const ownTenant = tenant(this, context);
    const execution = executionRole(this, context);
    const serving = servingRole(this, context, ownTenant);
    const settings =
      service.settings &&
      new ServiceSettings(this, 'Settings', {
        stage,
        service: service.name,
        definition: service.settings,
        settings: props.cluster.settings,
        key: props.data.key,
      });
    settings?.grantRead(serving);
    const servingTask = task(this, 'Task', context, {
      family: context.names.family,
      command: ['main.mjs'],
      environment: {
        ...servingEnvironment(context, ownTenant, settings),
        ...eventsEnvironment(context, serving),
      },
      secrets: servingSecrets(context),
      taskRole: serving,
      executionRole: execution,
      log,
      settings: settings !== undefined,
      traces: collectsTraces(stage),
    });
    if (bearsFaults(stage, service.name)) {
      new FaultAgent(this, 'FaultAgent', {
        stage: stage.name,
        service: service.name,
        task: servingTask,
        taskRole: serving,
        log,
      });
    }
    const migrated =
      ownTenant && migration(this, { context, tenant: ownTenant, place, executionRole: execution, log });
    const tasks = new OneOffTasks(this, 'OneOff', {
      context,
      tenant: ownTenant,
      place,
      executionRole: execution,
      log,
    });
    if (migrated !== undefined) tasks.node.addDependency(migrated);

    const both = colours(this, context);
    this.colours = both;
    const rules = new TrafficRules(this, 'Rules', { context, colours: both, priority: props.priority });
    const scaling = new ServiceScaling(this, 'Scaling', context, both);
    const alarms = [
      ...new TargetGroupAlarms(this, 'BlueAlarms', { context, colour: 'blue', group: both.blue }).alarms,
      ...new TargetGroupAlarms(this, 'GreenAlarms', { context, colour: 'green', group: both.green }).alarms,
    ];
    const moreAlarms = tellOfMore(this, context, both);
    const {
      service: ecsService,
      release,
      afterScaling,
    } = releaseStrategies[stage.release.strategy](this, {
      context,
      colours: both,
      rules,
      task: servingTask,
      taskRoles: [serving, execution],
      alarms,
      place,
    });

    // A frozen service names its task by family alone, so nothing else says what its first task cannot do without.
    ecsService.node.addDependency(rules, servingTask, serving, execution, place.securityGroup);
    // Its first task finds something deployed when it asks for its settings.
    if (settings !== undefined) ecsService.node.addDependency(settings);
    if (migrated !== undefined) rules.node.addDependency(migrated);
    scaling.node.addDependency(ecsService);
    for (const later of afterScaling) later.node.addDependency(scaling);
    // Who would be told of a bad release is there before it.
    release.node.addDependency(tasks, ...moreAlarms);
    if (migrated !== undefined) release.node.addDependency(migrated);
    guardStrategy(this, context);
  }
}

/** What a stage has beyond the alarms that watch releases, as far as it pays for them. */
function tellOfMore(stack: ServiceStack, context: ServiceContext, both: Colours): readonly IConstruct[] {
  const { tasks, objectives } = context.stage.alarms;
  return [
    ...('none' in tasks ? [] : [new TaskAlarms(stack, 'TaskAlarms', { context, settings: tasks })]),
    ...('none' in objectives
      ? []
      : [new ObjectiveAlarms(stack, 'ObjectiveAlarms', { context, colours: both, settings: objectives })]),
  ];
}

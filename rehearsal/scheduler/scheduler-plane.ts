import { RestPayload } from '../endpoint/rest.ts';
import {
  type ApiService,
  AwsError,
  type Operation,
  type Plane,
  type PlayedType,
  type Properties,
} from '../plane.ts';
import { playBeside } from '../play-beside.ts';
import { PropertyReader } from '../property-reader.ts';
import { type KeptSchedule, type SchedulerParts, Schedules } from './schedules.ts';

/** Plays EventBridge Scheduler: what a template or a command has scheduled is done when it is due. */
export function createSchedulerPlane(parts: SchedulerParts): Plane {
  const schedules = new Schedules(parts);
  return {
    types: [
      playBeside({ type: 'AWS::Scheduler::ScheduleGroup', name: 'Name', inert: {} }),
      playSchedule(schedules),
    ],
    apis: [schedulerApi(schedules)],
    close: async () => undefined,
  };
}

function playSchedule(schedules: Schedules): PlayedType {
  const put = (call: { readonly type: string; readonly properties: Properties }) => {
    const reader = new PropertyReader(call.type, call.properties);
    const kept = schedules.put(
      reader.text('GroupName') ?? 'default',
      reader.requiredText('Name'),
      call.properties,
    );
    return { physicalId: kept.name, attributes: { Arn: schedules.arnOf(kept) } };
  };
  return {
    type: 'AWS::Scheduler::Schedule',
    plays: [
      'Description',
      'GroupName',
      'Name',
      'ScheduleExpression',
      'ScheduleExpressionTimezone',
      'StartDate',
      'State',
      'Target',
    ],
    inert: { FlexibleTimeWindow: 'what is due is done at once here' },
    replacedBy: ['Name', 'GroupName'],
    create: async (call) => put(call),
    update: async (call) => put(call),
    async delete({ physicalId, properties }) {
      const group = typeof properties.GroupName === 'string' ? properties.GroupName : 'default';
      if (schedules.has(group, physicalId)) schedules.delete(group, physicalId);
    },
  };
}

function schedulerApi(schedules: Schedules): ApiService {
  const place = '/schedules/{Name}';
  const answer = (kept: KeptSchedule): object => ({ ScheduleArn: schedules.arnOf(kept) });
  const operations: Readonly<Record<string, Operation>> = {
    'GET /schedules': ({ ScheduleGroup }) => ({
      Schedules: schedules.all
        .filter(({ group }) => ScheduleGroup === undefined || group === ScheduleGroup)
        .map((kept) => ({
          Name: kept.name,
          GroupName: kept.group,
          Arn: schedules.arnOf(kept),
          State: stateOf(kept),
        })),
    }),
    [`GET ${place}`]: ({ Name, groupName }) => {
      const kept = schedules.get(textOr(groupName, 'default'), String(Name));
      const { Tags: _none, ClientToken: _once, ...properties } = kept.properties;
      return {
        ScheduleExpressionTimezone: 'UTC',
        ActionAfterCompletion: 'NONE',
        ...properties,
        Name: kept.name,
        GroupName: kept.group,
        Arn: schedules.arnOf(kept),
        State: stateOf(kept),
        ...(kept.startsAt === undefined ? {} : { StartDate: new Date(kept.startsAt) }),
        CreationDate: kept.createdAt,
      };
    },
    [`POST ${place}`]: ({ Name, Payload }) => {
      const members = membersOf(Payload);
      const group = textOr(members.GroupName, 'default');
      if (schedules.has(group, String(Name))) {
        throw new AwsError('ConflictException', `Schedule ${String(Name)} already exists.`, 409);
      }
      return answer(schedules.put(group, String(Name), members));
    },
    [`PUT ${place}`]: ({ Name, Payload }) => {
      const members = membersOf(Payload);
      const { group, name } = schedules.get(textOr(members.GroupName, 'default'), String(Name));
      return answer(schedules.put(group, name, members));
    },
    [`DELETE ${place}`]: ({ Name, groupName }) => {
      schedules.delete(textOr(groupName, 'default'), String(Name));
      return {};
    },
  };
  return { signingName: 'scheduler', protocol: 'rest-json', namespace: 'scheduler', operations };
}

function stateOf({ enabled }: KeptSchedule): string {
  return enabled ? 'ENABLED' : 'DISABLED';
}

function membersOf(payload: unknown): Properties {
  return payload instanceof RestPayload ? payload.members : {};
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

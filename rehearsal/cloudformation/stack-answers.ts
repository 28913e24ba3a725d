import type { Stack, StackResource } from './stack.ts';
import type { StackEvent } from './stack-event.ts';

/** Stacks, resources and events by the names CloudFormation's API has for their members. */
export function describeStack(stack: Stack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.template.Description,
    Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: !stack.rollsBack,
    NotificationARNs: [],
    Tags: [],
    EnableTerminationProtection: stack.terminationProtection,
    Outputs: [...stack.outputs].map(([OutputKey, { value, description, exportName }]) => ({
      OutputKey,
      OutputValue: Array.isArray(value) ? value.join(',') : String(value),
      Description: description,
      ExportName: exportName,
    })),
  };
}

export function summarizeStack(stack: Stack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.template.Description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
  };
}

export function describeEvent(event: StackEvent) {
  return {
    EventId: event.eventId,
    StackId: event.stackId,
    StackName: event.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.at,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
  };
}

export function describeResource(stack: Stack, { logicalId, physicalId, type }: StackResource) {
  const last = stack.events.findLast((event) => event.logicalId === logicalId);
  return {
    StackId: stack.id,
    StackName: stack.name,
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    Timestamp: last?.at ?? stack.createdAt,
    LastUpdatedTimestamp: last?.at ?? stack.createdAt,
    ResourceStatus: last?.status ?? 'CREATE_COMPLETE',
    ResourceStatusReason: last?.reason,
  };
}

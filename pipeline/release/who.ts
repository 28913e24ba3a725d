import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { markOf } from './release-mark.ts';

/** What stands in a deployment's mark where an operator's command started it, without blanks. */
export interface OperatorsMark {
  readonly verb: 'rollback' | 'restart';
  readonly operator: string;
}

/** @param unique tells two of the same person apart */
export function requestIdOf({ verb, operator }: OperatorsMark, unique: string): string {
  return `${verb}/${operator.replaceAll(/[\s/]/g, '-')}/${unique}`;
}

/** Who started a deployment: CodeDeploy itself knows no names. */
export function whoOf({ description, creator }: Pick<DeploymentInfo, 'description' | 'creator'>): string {
  const { requestId } = markOf(description) ?? {};
  if (requestId === undefined) return creator ?? 'somebody';
  const [, verb, operator] = /^(rollback|restart)\/([^/]+)\//.exec(requestId) ?? [];
  return verb === undefined ? 'a deployment of its stack' : `${operator}, with npx shoal ${verb}`;
}

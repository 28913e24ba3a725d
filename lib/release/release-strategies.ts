import type { Construct } from 'constructs';
import type { ReleaseSettings } from '../../platform/stage/release.ts';
import { frozenService } from '../service/frozen-service.ts';
import { nativeService } from '../service/native-service.ts';
import { BlueGreenRelease } from './blue-green-release.ts';
import { NativeRelease } from './native-release.ts';
import type { ReleasedService, ReleaseParts } from './release-parts.ts';

type Strategy = (stack: Construct, parts: ReleaseParts) => ReleasedService;

/** CodeDeploy moves the traffic of a service that CloudFormation may not touch any more. */
const codedeploy: Strategy = (stack, parts) => {
  const { context, colours, place } = parts;
  const service = frozenService(stack, { context, group: colours.blue, place });
  const { group, release } = new BlueGreenRelease(stack, 'Release', parts);
  group.node.addDependency(service);
  return { service, release, afterScaling: [release] };
};

/** ECS moves the traffic of a service whenever CloudFormation updates it. */
const ecsNative: Strategy = (stack, parts) => {
  const native = new NativeRelease(stack, 'Release', parts);
  return { service: nativeService(stack, parts, native), release: native.release, afterScaling: [] };
};

/** Everything that differs between the strategies stands behind this. */
export const releaseStrategies: Readonly<Record<ReleaseSettings['strategy'], Strategy>> = {
  codedeploy,
  'ecs-native': ecsNative,
};

import { AwsError, type CreateCall } from '../plane.ts';

/** CodeDeploy also serves Lambda and servers, which are not played. */
export function requireEcs({ properties: { ComputePlatform }, logicalId }: CreateCall): void {
  if (ComputePlatform === 'ECS') return;
  throw new AwsError(
    'InvalidComputePlatformException',
    `${logicalId}: ComputePlatform is '${ComputePlatform}', the rehearsal plays 'ECS'`,
  );
}

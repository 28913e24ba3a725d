import type * as codebuild from 'aws-cdk-lib/aws-codebuild';

export interface BuildMachineProps {
  /** Whether Docker runs inside, with the privileges of a machine that is made for this build and ends with it. */
  readonly docker: boolean;
  /** What the buildspec finds in its environment, for everybody to read. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A small machine on the processor that the images are for, so that nothing is emulated. */
export function buildMachine({
  docker,
  environment,
}: BuildMachineProps): codebuild.CfnProject.EnvironmentProperty {
  return {
    type: 'ARM_CONTAINER',
    computeType: 'BUILD_GENERAL1_SMALL',
    image: 'aws/codebuild/amazonlinux-aarch64-standard:3.0',
    privilegedMode: docker,
    environmentVariables: Object.entries(environment).map(([name, value]) => ({
      name,
      value,
      type: 'PLAINTEXT',
    })),
  };
}

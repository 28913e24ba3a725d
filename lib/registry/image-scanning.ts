import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { baseImagePrefix, type RegistrySettings } from '../../platform/registry.ts';
import { imagePrefix } from './repositories.ts';

const configurations = {
  // A weakness becomes known long after the image that has it was pushed.
  inspector: { scanType: 'ENHANCED', scanFrequency: 'CONTINUOUS_SCAN' },
  ecr: { scanType: 'BASIC', scanFrequency: 'SCAN_ON_PUSH' },
} as const;

/** Has images of ours, and those they are built on, looked through for known weaknesses. */
export function imageScanning(scope: Construct, { scanning }: RegistrySettings): void {
  if ('none' in scanning) return;
  const { scanType, scanFrequency } = configurations[scanning.by];
  new ecr.CfnRegistryScanningConfiguration(scope, 'Scanning', {
    scanType,
    rules: [
      {
        scanFrequency,
        repositoryFilters: [imagePrefix, baseImagePrefix].map((prefix) => ({
          filter: `${prefix}/*`,
          filterType: 'WILDCARD',
        })),
      },
    ],
  });
}

/** Lets a build ask what is known of the images of one service. What Inspector knows ECR asks in the name of the caller. */
export function askingForFindings(
  stack: Stack,
  service: string,
  { scanning }: RegistrySettings,
  region: string = stack.region,
): readonly iam.PolicyStatement[] {
  if ('none' in scanning) return [];
  const repository = stack.formatArn({
    service: 'ecr',
    region,
    resource: 'repository',
    resourceName: `${imagePrefix}/${service}`,
  });
  return [
    new iam.PolicyStatement({ actions: ['ecr:DescribeImageScanFindings'], resources: [repository] }),
    ...(scanning.by === 'inspector'
      ? [
          new iam.PolicyStatement({
            actions: ['inspector2:ListCoverage', 'inspector2:ListFindings'],
            resources: ['*'],
          }),
        ]
      : []),
  ];
}

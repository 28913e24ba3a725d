import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as signer from 'aws-cdk-lib/aws-signer';
import type { Construct } from 'constructs';
import type { RegistrySettings } from '../../platform/registry.ts';
import { imagePrefix } from './repositories.ts';

/** Whoever pushes an image has to be allowed to sign with it. */
export const signingProfileName = 'shoal_images';

/**
 * Has ECR sign every image of ours when it is pushed, in the name of whoever pushes it: who may push and not sign
 * leaves an image behind without a signature.
 */
export function imageSigning(scope: Construct, { signing }: RegistrySettings): void {
  if ('none' in signing) return;
  const profile = new signer.CfnSigningProfile(scope, 'SigningProfile', {
    profileName: signingProfileName,
    platformId: 'Notation-OCI-SHA384-ECDSA',
    // As long as an image may be run: half a year unused, and a year in the archive.
    signatureValidityPeriod: { type: 'MONTHS', value: 24 },
  });
  new ecr.CfnSigningConfiguration(scope, 'Signing', {
    rules: [
      {
        signingProfileArn: profile.attrArn,
        repositoryFilters: [{ filter: `${imagePrefix}/*`, filterType: 'WILDCARD_MATCH' }],
      },
    ],
  });
}

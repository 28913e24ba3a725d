import { randomUUID } from 'node:crypto';
import { account, type Plane, type Properties } from '../plane.ts';

/** What this plane needs of the throwaway authority. */
export interface CertificateIssuer {
  certificateFor(names: readonly string[], addresses: readonly string[]): Promise<ServerFiles>;
}

export interface ServerFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface AcmPlaneParts {
  readonly region: string;
  readonly certificates: CertificateIssuer;
}

export interface AcmPlane extends Plane {
  readonly certificates: { filesOf(certificateArn: string): ServerFiles };
}

const nothingToValidate = 'the throwaway authority signs without asking who owns a domain';

/** Certificates a template asks for, signed here by the rehearsal's own authority. */
export function createAcmPlane({ region, certificates }: AcmPlaneParts): AcmPlane {
  const issued = new Map<string, ServerFiles>();
  // Clients on this machine reach public ports by address, so that stands in every certificate too.
  const issue = (properties: Properties) =>
    certificates.certificateFor([...namesOf(properties), 'localhost'], ['127.0.0.1']);
  return {
    types: [
      {
        type: 'AWS::CertificateManager::Certificate',
        plays: ['DomainName', 'SubjectAlternativeNames'],
        inert: {
          DomainValidationOptions: nothingToValidate,
          ValidationMethod: nothingToValidate,
          CertificateAuthorityArn: 'the throwaway authority signs everything',
          CertificateExport: 'nothing exports a certificate from here',
          CertificateTransparencyLoggingPreference: 'nobody logs what a throwaway authority signs',
          KeyAlgorithm: 'every key here is ECDSA P-256',
          Tags: 'nothing asks for a certificate by its tags',
        },
        replacedBy: ['DomainName', 'SubjectAlternativeNames'],
        async create({ properties }) {
          const arn = `arn:aws:acm:${region}:${account}:certificate/${randomUUID()}`;
          issued.set(arn, await issue(properties));
          return { physicalId: arn, attributes: { CertificateArn: arn } };
        },
        async update({ physicalId }) {
          return { physicalId, attributes: { CertificateArn: physicalId } };
        },
        async delete({ physicalId }) {
          issued.delete(physicalId);
        },
      },
    ],
    apis: [],
    certificates: {
      filesOf(arn) {
        const files = issued.get(arn);
        if (files) return files;
        throw new Error(
          `certificate '${arn}' is not in this rehearsal, known: ${[...issued.keys()].join(', ') || 'none'}`,
        );
      },
    },
    async close() {},
  };
}

function namesOf({ DomainName, SubjectAlternativeNames }: Properties): readonly string[] {
  return [String(DomainName), ...((SubjectAlternativeNames ?? []) as readonly string[])];
}

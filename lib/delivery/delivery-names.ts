/**
 * What everything about deliveries is called. Pipelines are in one account and what they start may be in others, so each
 * side names the other.
 */
export interface PipelineNames {
  readonly pipeline: string;
  readonly role: string;
  readonly sourceRole: string;
  readonly startBuildRole: string;
  /** The project that builds, and the role it builds as. */
  readonly build: string;
  readonly log: string;
  /** In the bucket of artifacts: CodePipeline takes so much of its own name. */
  readonly folder: string;
}

/** Of a service, or of the platform. */
export function pipelineNames(of: string): PipelineNames {
  const pipeline = `shoal-${of}`;
  return {
    pipeline,
    role: `${pipeline}-pipeline`,
    sourceRole: `${pipeline}-source`,
    startBuildRole: `${pipeline}-starter`,
    build: `${pipeline}-build`,
    log: `/shoal/tools/builds/${of}`,
    folder: pipeline.slice(0, 20),
  };
}

export function approvalRoleName(of: string, stage: string): string {
  return `shoal-${of}-${stage}-approval`;
}

/** No service has this name: platform/service-validation.ts keeps it. */
export const platformPipeline = 'platform';

export interface DeployNames {
  /** The project that deploys, and the role it deploys as. */
  readonly project: string;
  /** As whom a pipeline starts it. */
  readonly startRole: string;
}

/** Of a stage, or of the tools. */
export function deployNames(of: string): DeployNames {
  return { project: `${of}-delivery`, startRole: `${of}-delivery-starter` };
}

export const tools = 'tools';

/** With the account, because no two buckets of the world are called the same. */
export function artifactBucketName(account: string, region: string): string {
  return `shoal-delivery-${account}-${region}`;
}

export const artifactKeyAlias = 'alias/shoal/delivery';

export const deliveryTopics = { page: 'tools-pages', ticket: 'tools-tickets' } as const;

/** As whom the event bus starts the pipelines of services. */
export const startRoleName = 'shoal-delivery-follow';

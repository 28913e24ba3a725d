import {
  DescribeImagesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
  ImageNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';

/** The registry images are pushed to. */
export interface Registry {
  has(repository: string, tag: string): Promise<boolean>;
  login(): Promise<RegistryLogin>;
}

export interface RegistryLogin {
  /** `https://123456789012.dkr.ecr.eu-central-1.amazonaws.com` */
  readonly endpoint: string;
  /** The same as images are named with it: `123456789012.dkr.ecr.eu-central-1.amazonaws.com` */
  readonly host: string;
  readonly user: string;
  readonly password: string;
}

export function ecrRegistry(ecr: Pick<ECRClient, 'send'>): Registry {
  return {
    async has(repository, tag) {
      try {
        await ecr.send(
          new DescribeImagesCommand({ repositoryName: repository, imageIds: [{ imageTag: tag }] }),
        );
        return true;
      } catch (error) {
        if (error instanceof ImageNotFoundException) return false;
        if (error instanceof RepositoryNotFoundException) {
          throw new Error(
            `registry: there is no repository '${repository}', make it first: npx cdk deploy tools/registry`,
            { cause: error },
          );
        }
        throw inSentence(error);
      }
    },
    async login() {
      const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({})).catch((error) => {
        throw inSentence(error);
      });
      const { authorizationToken = '', proxyEndpoint = '' } = authorizationData?.[0] ?? {};
      const [user = '', password = ''] = Buffer.from(authorizationToken, 'base64')
        .toString('utf8')
        .split(':');
      return { endpoint: proxyEndpoint, host: proxyEndpoint.replace(/^https?:\/\//, ''), user, password };
    },
  };
}

/** What a person can mend, said so; anything else as it came. */
function inSentence(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'CredentialsProviderError') {
    return new Error(
      'registry: there are no AWS credentials here, sign in first (aws sso login, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)',
      { cause: error },
    );
  }
  if (error.name === 'AccessDeniedException') {
    return new Error(`registry: these credentials may not read it: ${error.message}`, { cause: error });
  }
  return error;
}

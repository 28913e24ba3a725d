import { setTimeout as sleep } from 'node:timers/promises';
import { ECRClient } from '@aws-sdk/client-ecr';
import { baseImagePrefix, registrySettings } from '../../platform/registry.ts';
import { copyRegionsOf, registryRegionOf } from '../../platform/registry-region.ts';
import { services as all } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { awaitCopies } from './await-copies.ts';
import { type BuildSurroundings, type Docker, docker as realDocker } from './docker.ts';
import { imageTagOf } from './image-tag.ts';
import { ecrRegistry, type Registry } from './registry.ts';

export interface PushImagesOptions {
  /** The repository. */
  readonly root: string;
  readonly say: (sentence: string) => void;
  /** The week whose base layers the images stand on. @default - none in particular */
  readonly base?: string | undefined;
  /** What an image is called. @default - by its content and the base */
  readonly tagOf?: (service: string) => string;
  readonly surroundings?: BuildSurroundings;
  /** @default - every service */
  readonly services?: readonly string[];
  readonly registry?: Registry;
  /** By region. @default - where stages are beside the registry's region */
  readonly copies?: ReadonlyMap<string, Pick<Registry, 'has'>>;
  readonly docker?: Docker;
}

/** Brings every image to the registry that is not there: what did not change is not built again. */
export async function pushImages(options: PushImagesOptions): Promise<void> {
  const { root, say } = options;
  const services = options.services ?? all.map(({ name }) => name);
  const tagOf = options.tagOf ?? ((service) => imageTagOf({ service, root, base: options.base }));
  const registry = options.registry ?? ecrRegistry(new ECRClient({ region: registryRegionOf(stages) }));
  const docker = options.docker ?? realDocker(root);

  const images = await Promise.all(
    services.map(async (service) => {
      const tag = tagOf(service);
      const repository = `shoal/${service}`;
      return { service, repository, tag, there: await registry.has(repository, tag) };
    }),
  );
  for (const { repository, tag, there } of images) {
    if (there) say(`${repository}:${tag} is in the registry`);
  }
  const missing = images.filter(({ there }) => !there);
  if (missing.length > 0) {
    const login = await registry.login();
    await docker.login(login);
    for (const { service, repository, tag } of missing) {
      say(`Building ${repository}:${tag}`);
      await docker.buildAndPush({
        service,
        uri: `${login.host}/${repository}:${tag}`,
        dockerfile: all.find(({ name }) => name === service)?.image?.dockerfile,
        dockerLibrary: dockerLibraryAt(login.host),
        ...options.surroundings,
      });
      say(`${repository}:${tag} is pushed`);
    }
  }
  await awaitCopies({ images, copies: options.copies ?? copiesOfAccount(), say, pause: () => sleep(5000) });
}

function copiesOfAccount(): ReadonlyMap<string, Registry> {
  return new Map(copyRegionsOf(stages).map((region) => [region, ecrRegistry(new ECRClient({ region }))]));
}

/** Through the registry's cache, public.ecr.aws keeps Docker's own images under this name. */
function dockerLibraryAt(host: string): string | undefined {
  return 'none' in registrySettings.baseImages ? undefined : `${host}/${baseImagePrefix}/docker/library`;
}

/** What goes into a service's image, by path from the root of the repository. */
export interface ImageContent {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/**
 * The service and the kit, what they are told by, the packages, and how it is built. The tag of an image is the hash of
 * all this, and a push that changes some of it starts the service's pipeline: what were missing here would be changed
 * and not built.
 */
export function imageContentOf(service: string): ImageContent {
  return {
    folders: [`services/${service}`, 'services/kit'],
    files: ['platform/environment-names.ts', 'package-lock.json', 'pipeline/build/bundle.ts', 'Dockerfile'],
  };
}

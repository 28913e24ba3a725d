import { contentHashOf } from './content-hash.ts';

export interface ImageTagOptions {
  readonly service: string;
  /** The repository. */
  readonly root: string;
  /** `2026-W47` @default - whatever base layers the image was first built on */
  readonly base?: string | undefined;
}

/** What an image is called: by what goes into it, and by the week whose base layers it stands on. */
export function imageTagOf({ service, root, base }: ImageTagOptions): string {
  const hash = contentHashOf(service, root);
  return base === undefined ? hash : `${hash}-${base.toLowerCase()}`;
}

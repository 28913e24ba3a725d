import { type HandlerBundle, handlerBundle } from '../../handler-code.ts';

/** For Synthetics, whose newest runtime is of Node.js 22 and takes a module of CommonJS wherever it looks for one. */
export function canaryCode(): HandlerBundle {
  return handlerBundle('pipeline/canary/shopper.handler.ts', {
    file: 'index.js',
    target: 'node22',
    format: 'cjs',
  });
}

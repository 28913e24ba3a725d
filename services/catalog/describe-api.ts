import { jsonBytes } from '../kit/http/answer.ts';
import { type Operation, operation } from '../kit/http/operation.ts';
import { openapiDocument } from './openapi-document.ts';

/** The API's description, written from the very schemas that guard it. */
export function describeApi(operations: readonly Operation[]): Operation {
  const document = openapiDocument({
    title: 'Catalog',
    description: 'Products, their search, and the stock that orders reserve.',
    version: '1',
    operations,
  });
  const bytes = Buffer.from(JSON.stringify(document));
  return operation({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    access: 'anyone',
    handle: () => jsonBytes(200, bytes),
  });
}

import Type from 'typebox';
import { jsonBytes } from '../http/answer.ts';
import { type Operation, operation } from '../http/operation.ts';
import { type ApiDescription, openapiDocument } from './openapi-document.ts';

/** The API's description at /openapi.json, written from the very schemas that guard it. */
export function describeApi(description: ApiDescription): Operation {
  const bytes = Buffer.from(JSON.stringify(openapiDocument(description)));
  return operation({
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    access: 'anyone',
    answers: { 200: Type.Object({ openapi: Type.Literal('3.1.0') }) },
    handle: () => jsonBytes(200, bytes),
  });
}

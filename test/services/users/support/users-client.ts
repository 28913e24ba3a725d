import { type ApiAnswer, type ApiRequest, ask } from '../../kit/support/api-client.ts';

export type { AnswerBody } from '../../kit/support/api-client.ts';
export type UsersAnswer = ApiAnswer;
export type UsersRequest = ApiRequest;

/** Tests of users get their tokens from users, and send them as they are. */
export type UsersClient = (
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS',
  path: string,
  request?: UsersRequest,
) => Promise<UsersAnswer>;

export function createUsersClient(url: string): UsersClient {
  return (method, path, request = {}) => ask(url, { method, path, ...request });
}

import type { ServerResponse } from 'node:http';

/** nginx's number for a client that left before its answer was complete. */
const clientLeft = 499;

/** How a request ended, whatever was begun to be answered. */
export function answeredStatus(response: ServerResponse): number {
  const answered = response.writableFinished || (response.headersSent && response.statusCode >= 400);
  return answered ? response.statusCode : clientLeft;
}

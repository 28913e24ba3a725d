/** What is passed on; TRACE and whatever else there is would tell more than it should. */
export const forwardedMethods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

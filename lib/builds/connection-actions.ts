/** What a pipeline does with a connection to the repository. */
export const usingConnection = underBothNames('UseConnection');

/** What a build that fetches the repository by itself does with one. */
export const fetchingByConnection = underBothNames('GetConnection', 'GetConnectionToken', 'UseConnection');

/** AWS has given these connections two names: by which one a call is checked follows from the connection's ARN. */
function underBothNames(...calls: readonly string[]): string[] {
  return ['codeconnections', 'codestar-connections'].flatMap((name) =>
    calls.map((call) => `${name}:${call}`),
  );
}

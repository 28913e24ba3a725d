/** What a link to Logs Insights types in there, undefined where it is no such link. */
export function queryOfLink(
  link: string,
): { readonly query: string; readonly logGroups: readonly string[] } | undefined {
  const [, dollared] = /#logsV2:logs-insights(\$3FqueryDetail.*)$/.exec(link) ?? [];
  if (dollared === undefined) return undefined;
  const detail = decodeURIComponent(decodeURIComponent(dollared.replaceAll('$', '%')));
  const [, query, sources] = /~editorString~'([^~]*)~source~\(([^)]*)\)\)$/.exec(detail) ?? [];
  if (query === undefined || sources === undefined) throw new Error(`the link says ${detail}`);
  return {
    query: unstarred(query),
    logGroups: sources
      .split("~'")
      .filter((source) => source !== '')
      .map(unstarred),
  };
}

function unstarred(text: string): string {
  return decodeURIComponent(text.replaceAll('*', '%'));
}

/** The addresses of a text in Markdown, by the words that lead there. */
export function linksIn(markdown: string): readonly { readonly text: string; readonly to: string }[] {
  return [...markdown.matchAll(/\[([^\]]+)\]\(([^)\s]+)\)/g)].map(([, text = '', to = '']) => ({ text, to }));
}

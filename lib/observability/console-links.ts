/** Addresses in AWS's console. It promises none of them; docs/unproven.md says how they were found. */

function cloudWatch(region: string): string {
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#`;
}

export function dashboardLink(region: string, name: string): string {
  return `${cloudWatch(region)}dashboards/dashboard/${name}`;
}

/** All alarms of one stage that ring. */
export function alarmsLink(region: string, stage: string): string {
  return `${cloudWatch(region)}alarmsV2:?~(alarmStateFilter~'ALARM~search~'${stage}*2f)`;
}

/** The map of what calls what. */
export function tracesMapLink(region: string): string {
  return `${cloudWatch(region)}xray:service-map/map`;
}

/** The sampled requests that a service took part in. */
export function tracesLink(region: string, service: string): string {
  return `${cloudWatch(region)}xray:traces/query?~(query~(expression~'${starred(`service("${service}")`)}))`;
}

export interface InsightsLink {
  readonly region: string;
  readonly logGroups: readonly string[];
  readonly query: string;
}

/** A query over the last three hours, typed in and ready to be run. */
export function insightsLink({ region, logGroups, query }: InsightsLink): string {
  const detail = [
    `~(end~0~start~-10800~timeType~'RELATIVE~unit~'seconds`,
    `~editorString~'${starred(query)}`,
    `~source~(${logGroups.map((group) => `~'${starred(group)}`).join('')}))`,
  ].join('');
  return `${cloudWatch(region)}logsV2:logs-insights${dollared(`?queryDetail=${percented(detail)}`)}`;
}

/** A text within the console's own notation, in which an apostrophe begins one and tildes and brackets end it. */
function starred(text: string): string {
  return encoded(text, /[^A-Za-z0-9.-]/g, '*');
}

function percented(text: string): string {
  return encoded(text, /[^A-Za-z0-9@*_+\-./]/g, '%');
}

/** The console's router takes a dollar for what an address writes as percent. */
function dollared(text: string): string {
  return encodeURIComponent(text).replaceAll('%', '$');
}

/** Texts here are ASCII: what else there is would need more than two digits. */
function encoded(text: string, characters: RegExp, sign: string): string {
  return text.replaceAll(
    characters,
    (character) => sign + character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'),
  );
}

import { describe, expect, it } from '@jest/globals';
import { insightsLink } from '../../../lib/observability/console-links.ts';
import { queryOfLink } from '../../support/console-links.ts';

const region = 'eu-central-1';

describe('a link to Logs Insights', () => {
  it('is written as the console writes it', () => {
    const link = insightsLink({
      region,
      logGroups: ['/shoal/dev/catalog'],
      query: 'fields @timestamp\n| limit 5',
    });
    expect(link).toBe(
      'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#logsV2:logs-insights' +
        '$3FqueryDetail$3D$257E$2528end$257E0$257Estart$257E-10800$257EtimeType$257E$2527RELATIVE$257Eunit$257E$2527seconds' +
        '$257EeditorString$257E$2527fields*20*40timestamp*0A*7C*20limit*205$257Esource$257E$2528$257E$2527*2Fshoal*2Fdev*2Fcatalog$2529$2529',
    );
  });

  it('keeps what has a meaning of its own in the notation', () => {
    const query = "filter a = '~(b)' and c like /d*'!/";
    const logGroups = ['/shoal/dev/catalog', '/shoal/dev/carts'];
    expect(queryOfLink(insightsLink({ region, logGroups, query }))).toEqual({ query, logGroups });
  });
});

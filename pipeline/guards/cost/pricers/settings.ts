import { during } from '../charge.ts';
import type { Pricers } from '../pricer.ts';
import { hoursOfMonth } from '../prices/prices.ts';
import { steady } from '../schedule/level.ts';
import { million } from '../traffic.ts';

/** An agent beside each task asks every 15 seconds. */
const callsAnHour = 240;

export const settingsPricers: Pricers = {
  'AWS::AppConfig::ConfigurationProfile': ({ resource, estate, prices }) => {
    const [service] = estate.beside(resource, 'AWS::ECS::Service');
    const agents = service === undefined ? steady(1) : estate.tasksOf(service);
    const perAgent = (callsAnHour * hoursOfMonth * prices.of('configuration.requests')) / million;
    return [during({ group: 'settings', what: 'what the agent beside each task asks' }, perAgent, agents)];
  },
};

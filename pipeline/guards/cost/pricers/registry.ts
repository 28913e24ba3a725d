import { fixed } from '../charge.ts';
import type { Pricers } from '../pricer.ts';
import { textAt } from '../property.ts';

const group = 'images';
/** Layers that a hundred versions of a service share are stored once. */
const gbOfRepository = 0.5;
/** New images of a service in a month: one a week for a change, one for new base layers. Each is looked at again. */
const imagesPushed = 8;
const scansOfImage = 10;

export const registryPricers: Pricers = {
  'AWS::ECR::Repository': ({ prices }) => [
    fixed({ group, what: `${gbOfRepository} GB of images` }, gbOfRepository * prices.of('images.stored')),
  ],
  'AWS::ECR::RegistryScanningConfiguration': ({ resource: { properties }, estate, prices }) => {
    if (textAt(properties, 'ScanType') !== 'ENHANCED') return [];
    const images = imagesPushed * estate.ofType('AWS::ECR::Repository').length;
    return [
      fixed(
        { group, what: `${images} new images a month looked through, and ${scansOfImage} times again` },
        images * (prices.of('images.scanned') + scansOfImage * prices.of('images.scanned.again')),
      ),
    ];
  },
};

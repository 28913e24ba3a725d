import { type ApiService, account } from '../plane.ts';

/** Says who is calling: whoever asks here is the account's own root. */
export const securityTokenService: ApiService = {
  signingName: 'sts',
  protocol: 'query',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: {
    GetCallerIdentity: () => ({ UserId: account, Account: account, Arn: `arn:aws:iam::${account}:root` }),
  },
};

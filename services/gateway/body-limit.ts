/**
 * The most bytes of a body. The firewall before the public balancer blocks more than 8 KiB (`SizeRestrictions_BODY` of
 * AWS's common rules) with an answer that is no problem document; what it would stop is stopped here alike, so that a
 * client meets the same limit with and without it.
 */
export const bodyLimit = 8 * 1024;

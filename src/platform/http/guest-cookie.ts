/** Cookie that keeps a guest's resume code on the device; out of reach of scripts. */
export const guestCookieName = 'qadam_code';

/** A year, in seconds: a teacher may come back for the next round. */
export const guestCookieAge = 365 * 24 * 60 * 60;

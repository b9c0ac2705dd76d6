/**
 * The id that stands for "some attempt" in blank pages. Pages of the taking differ between attempts by this id alone, so they are rendered and
 * compressed once for everybody; the service worker fills in the real id when it keeps them on a device.
 */
export const blankAttemptId = '00000000-0000-0000-0000-000000000000';

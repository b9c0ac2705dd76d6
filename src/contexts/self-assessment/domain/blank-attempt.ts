/**
 * The id that stands for "some attempt" in blank pages. Pages of the taking differ between attempts by this id alone, so they are rendered and
 * compressed once for everybody; the service worker fills in the real id when it keeps them on a device.
 */
export const blankAttemptId = '00000000-0000-0000-0000-000000000000';

/** Names the instrument of a blank page, as "selfie-kz@1.0.0", when the server asks itself for one. */
export const blankInstrumentHeader = 'x-qadam-blank-instrument';

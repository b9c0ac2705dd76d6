export { parseResumeCode } from './domain/resume-code.ts';
export { recognise } from './usecases/recognise.ts';
export { guestConsent, welcomeGuest } from './usecases/welcome-guest.ts';
export { type AuditEvent, recordEvent } from './usecases/record-event.ts';
export { forgetPerson } from './usecases/forget-person.ts';
export { peopleErrors } from './error-words.ts';

export { parseResumeCode } from './domain/resume-code.ts';
export { recognise } from './usecases/recognise.ts';
export { guestConsent, newGuest, welcomeGuest } from './usecases/welcome-guest.ts';
export { type AuditEvent, recordEvent } from './usecases/record-event.ts';
export { forgetPerson } from './usecases/forget-person.ts';
export { peopleErrors } from './error-words.ts';
export { type Action, actions, allows, policy, whoMay } from './domain/policy.ts';
export { isRole, reachOf, type Role, roles } from './domain/role.ts';
export { hasRight, listRights, requireRight, requireRightIn, storePolicy, type Where } from './usecases/rights.ts';

export { parseResumeCode } from './domain/resume-code.ts';
export { type ConsentPurpose, consentPurposes, type ConsentText, isConsentPurpose } from './domain/consent.ts';
export type { AuditWords } from './domain/audit-words.ts';
export type { DataFile, DataHolder, RowCounts } from './domain/data-holder.ts';
export { peopleAudit } from './audit-words.ts';
export { giveConsent, giveConsentIn } from './usecases/give-consent.ts';
export { hasConsent } from './usecases/has-consent.ts';
export { consentToAsk, listConsents, type PurposeView, type ShownConsent } from './usecases/list-consents.ts';
export { listOwnMemberships } from './usecases/list-own-memberships.ts';
export { recordLook } from './usecases/record-look.ts';
export { type AuditPage, exportAudit, type NamedEvent, viewAudit, viewOwnAudit } from './usecases/view-audit.ts';
export { isTokenScope, type TokenScope, tokenScopes } from './domain/api-token.ts';
export { ownDataApi } from './own-data-api.ts';
export { privacyJobs } from './privacy-jobs.ts';
export {
	listTokens,
	makeToken,
	requireScope,
	revokeToken,
	type ShownToken,
	tokenDays
} from './usecases/api-tokens.ts';
export { cancelErasure, eraseDue, eraseGuest, requestErasure, viewErasure } from './usecases/erase-person.ts';
export { listExports, privacyPeriods, openExport, requestExport, type ShownExport } from './usecases/export-data.ts';
export { peopleData } from './usecases/own-data.ts';
export { withdrawConsent } from './usecases/withdraw-consent.ts';
export { recognise, recogniseTyped } from './usecases/recognise.ts';
export { recogniseSent, type SentBy } from './usecases/recognise-sent.ts';
export { newGuest, welcomeGuest } from './usecases/welcome-guest.ts';
export { type AuditEvent, recordEvent } from './usecases/record-event.ts';
export { shortestPassword } from './domain/password.ts';
export { ownPath } from './domain/own-path.ts';
export { openAccounts, sessionAge, sessionCookieName } from './usecases/accounts/authentication.ts';
export { settleBackground } from './usecases/accounts/background.ts';
export {
	changeName,
	changePassword,
	confirmNewEmail,
	type OwnAccount,
	requestNewEmail,
	viewAccount
} from './usecases/accounts/change-account.ts';
export { type Device, listDevices, signOut, signOutDevice, signOutOtherDevices } from './usecases/accounts/devices.ts';
export { claimGuest, type MoveBelongings } from './usecases/accounts/claim-guest.ts';
export { becomeFirstAdministrator, requireStartLink } from './usecases/accounts/first-administrator.ts';
export { answerSignInRequest } from './usecases/accounts/answer-sign-in-request.ts';
export { beginProviderSignIn, providerName } from './usecases/accounts/begin-provider-sign-in.ts';
export { listOwnPasskeys, removePasskey } from './usecases/accounts/passkeys.ts';
export { prepareAccounts } from './usecases/accounts/prepare-accounts.ts';
export { recogniseSession } from './usecases/accounts/recognise-session.ts';
export { recover, requestRecovery } from './usecases/accounts/recover.ts';
export { confirmAddress, requestSignInLink, type SignedIn, signIn, signInByLink } from './usecases/accounts/sign-in.ts';
export {
	beginSecondFactor,
	confirmSecondFactor,
	endSecondFactor,
	giveSecondFactor,
	type SecondFactorSetup
} from './usecases/accounts/second-factor.ts';
export { signUp } from './usecases/accounts/sign-up.ts';
export type { Visit } from './usecases/accounts/visit.ts';
export { peopleJobs } from './jobs.ts';
export { forgetPerson } from './usecases/forget-person.ts';
export { peopleErrors } from './error-words.ts';
export { type Action, actions, allows, policy, whoMay } from './domain/policy.ts';
export { isRole, reachOf, type Role, roles } from './domain/role.ts';
export { roleName } from './role-words.ts';
export { hasRight, listRights, requireRight, requireRightIn, type Where } from './usecases/rights.ts';
export { organisationsApi } from './organisations-api.ts';
export { loadPeopleContent, shippedRegions } from './usecases/load-content.ts';
export {
	instructionLocales,
	kindsWithin,
	memberKinds,
	mayLieIn,
	nameIn,
	type Organisation,
	type OrganisationKind,
	organisationKinds,
	type OrganisationName,
	settlements
} from './domain/organisation.ts';
export { longestCode, longestName } from './domain/organisation-text.ts';
export { kindName, languageName, settlementName } from './organisation-words.ts';
export { addOrganisation, type TypedFacts, type TypedOrganisation } from './usecases/add-organisation.ts';
export { changeOrganisation, type OrganisationChange } from './usecases/change-organisation.ts';
export { closeOrganisation, previewClosing, reopenOrganisation } from './usecases/close-organisation.ts';
export { agreeToConsortium, joinConsortium, leaveConsortium, leaveOwnConsortium } from './usecases/join-consortium.ts';
export { listSubtree } from './usecases/list-subtree.ts';
export { newTypedCode, parseTypedCode } from './domain/typed-code.ts';
export { moveOrganisation } from './usecases/move-organisation.ts';
export {
	findOrganisations,
	listMyOrganisations,
	longestOrganisationQuery,
	type OrganisationPage,
	type OrganisationView,
	type OrganisationHead,
	viewOrganisation,
	viewOrganisationHead
} from './usecases/view-organisation.ts';
export { type FieldChange, type ImportKind, type ImportOutcome, importOutcomes, type OutcomeCounts, type RowProblem } from './domain/import.ts';
export {
	cancelImport,
	discardImport,
	type ImportState,
	type ImportView,
	largestImport,
	listOwnImports,
	planImportAgain,
	previewImport,
	reportImport,
	startImport,
	type StoredImport,
	type StoredRow,
	viewImport
} from './usecases/imports.ts';
export {
	type InvitationKind,
	invitationDays,
	type InvitationStanding,
	invitationStandings,
	invitationUses,
	longestMessage,
	mostAddresses,
	mostLetters,
	reminderDays
} from './domain/invitation.ts';
export { mayBeShared } from './domain/policy.ts';
export {
	acceptInvitation,
	declineInvitation,
	findByCode,
	type InvitationView,
	viewInvitation
} from './usecases/invitations/answer-invitation.ts';
export { lettersKind, sendAllLetters } from './usecases/invitations/bulk-letters.ts';
export { inviteByEmail, inviteByLink, type InviteOutcome, type SharedInvitation } from './usecases/invitations/invite.ts';
export {
	type InvitationsPage,
	type ListedInvitation,
	listInvitations,
	remindInvitation,
	sendInvitation,
	withdrawInvitation
} from './usecases/invitations/manage-invitations.ts';
export { endMembership } from './usecases/memberships/end-membership.ts';
export { giveRole, transferMembership } from './usecases/memberships/give-role.ts';
export { listMembers, type MembersPage, type MemberView, viewMember } from './usecases/memberships/list-members.ts';
export { listOwnRoles, type OwnRoles } from './usecases/memberships/list-own-memberships.ts';
export { membershipsApi } from './memberships-api.ts';
export { tellPolicy, type ToldPolicy } from './policy-words.ts';
export { fieldName, importWords, outcomeName, shownValue } from './import-words.ts';
export { organisationColumns } from './domain/organisation-row.ts';
export { memberColumns } from './domain/member-row.ts';
export { makeOrganisations } from './usecases/make-organisations.ts';

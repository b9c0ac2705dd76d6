import { m } from '#paraglide/messages.js';
import { tell } from '#platform/http/problem.ts';

/** The words of the error codes of invitations and memberships. */
export const invitationErrors = {
	'invitation.address': tell(m.error_invitation_address_title, m.error_invitation_address_detail),
	'invitation.alike_in_file': tell(m.error_invitation_alike_in_file_title, m.error_invitation_alike_in_file_detail),
	'invitation.asked_already': tell(m.error_invitation_asked_already_title, m.error_invitation_asked_already_detail),
	'invitation.code_malformed': tell(m.error_invitation_code_malformed_title, m.error_invitation_code_malformed_detail),
	'invitation.declined': tell(m.error_invitation_declined_title, m.error_invitation_declined_detail),
	'invitation.declined_before': tell(m.error_invitation_declined_before_title, m.error_invitation_declined_before_detail),
	'invitation.duration': tell(m.error_invitation_duration_title, m.error_invitation_duration_detail),
	'invitation.expired': tell(m.error_invitation_expired_title, m.error_invitation_expired_detail),
	'invitation.full': tell(m.error_invitation_full_title, m.error_invitation_full_detail),
	'invitation.inviter_without_right': tell(m.error_invitation_inviter_without_right_title, m.error_invitation_inviter_without_right_detail),
	'invitation.member_already': tell(m.error_invitation_member_already_title, m.error_invitation_member_already_detail),
	'invitation.message_too_long': tell(m.error_invitation_message_too_long_title, m.error_invitation_message_too_long_detail),
	'invitation.no_address': tell(m.error_invitation_no_address_title, m.error_invitation_no_address_detail),
	'invitation.no_mail': tell(m.error_invitation_no_mail_title, m.error_invitation_no_mail_detail),
	'invitation.not_found': tell(m.error_invitation_not_found_title, m.error_invitation_not_found_detail),
	'invitation.nothing_due': tell(m.error_invitation_nothing_due_title, m.error_invitation_nothing_due_detail),
	'invitation.organisation_outside': tell(m.error_invitation_organisation_outside_title, m.error_invitation_organisation_outside_detail),
	'invitation.role_not_shared': tell(m.error_invitation_role_not_shared_title, m.error_invitation_role_not_shared_detail),
	'invitation.settled': tell(m.error_invitation_settled_title, m.error_invitation_settled_detail),
	'invitation.too_early': tell(m.error_invitation_too_early_title, m.error_invitation_too_early_detail),
	'invitation.too_many_addresses': tell(m.error_invitation_too_many_addresses_title, m.error_invitation_too_many_addresses_detail),
	'invitation.twice_in_file': tell(m.error_invitation_twice_in_file_title, m.error_invitation_twice_in_file_detail),
	'invitation.used': tell(m.error_invitation_used_title, m.error_invitation_used_detail),
	'invitation.uses': tell(m.error_invitation_uses_title, m.error_invitation_uses_detail),
	'invitation.withdrawn': tell(m.error_invitation_withdrawn_title, m.error_invitation_withdrawn_detail),
	'membership.ended': tell(m.error_membership_ended_title, m.error_membership_ended_detail),
	'membership.last_administrator': tell(m.error_membership_last_administrator_title, m.error_membership_last_administrator_detail),
	'membership.not_found': tell(m.error_membership_not_found_title, m.error_membership_not_found_detail),
	'membership.same_organisation': tell(m.error_membership_same_organisation_title, m.error_membership_same_organisation_detail),
	'organisation.closed': tell(m.error_organisation_closed_title, m.error_organisation_closed_detail),
	'role.unknown': tell(m.error_role_unknown_title, m.error_role_unknown_detail)
} as const;

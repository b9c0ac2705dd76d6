import type { Action } from '#contexts/people/index.ts';

/** What a page or file needs: for looking at it, and for each of its form actions. */
export interface PageAccess {
	readonly view: Action;
	/** By the name of the form action; `default` for the one without a name. */
	readonly acts?: Readonly<Record<string, Action>>;
	/** Not a page but a file or a way on (`+server.ts`). */
	readonly isFile?: true;
	/** Its forms carry a file, and may be as large as one. */
	readonly takesFile?: true;
}

/**
 * Every page and file, by its route after the language, with the action of the policy that it needs. Where the route names an `[organisation]`, the
 * right must hold there; otherwise it must hold everywhere. The front door refuses routes that are missing here, and a test names them.
 */
export const pageAccess: Readonly<Record<string, PageAccess>> = {
	'/': { view: 'public.read' },
	'/administration/audit': { view: 'audit.view' },
	'/administration/policy': { view: 'policy.view' },
	'/administration/audit/events.csv': { view: 'audit.view', isFile: true },
	'/api': { view: 'public.read' },
	'/attempts': { view: 'public.read', isFile: true },
	'/frameworks/[id]': { view: 'public.read' },
	'/invitations/[token]': { view: 'public.read', acts: { accept: 'account.own', decline: 'public.read' } },
	'/join': { view: 'public.read', acts: { default: 'public.read' } },
	'/leave': { view: 'public.read', acts: { default: 'public.read' } },
	'/library': { view: 'public.read' },
	'/my-place': { view: 'public.read' },
	'/my-place/activity': { view: 'data.own' },
	'/my-place/data': { view: 'data.own', acts: { export: 'data.own', erase: 'data.own', cancel: 'data.own' } },
	'/my-place/data/[export=uuid]': { view: 'data.own', isFile: true },
	'/my-place/tokens': { view: 'account.own', acts: { make: 'account.own', revoke: 'account.own' } },
	'/my-place/consents': { view: 'data.own', acts: { give: 'data.own' } },
	'/my-place/consents/[purpose]/withdraw': { view: 'data.own', acts: { default: 'data.own' } },
	'/my-place/roles': { view: 'account.own', acts: { leave: 'account.own', accept: 'account.own', decline: 'account.own' } },
	'/offline': { view: 'public.read' },
	'/organisations': { view: 'organisation.view' },
	'/organisations/[organisation=uuid]/(tabs)': {
		view: 'organisation.view',
		acts: { join: 'organisation.manage', leave: 'organisation.manage', agree: 'organisation.manage', refuse: 'organisation.manage' }
	},
	'/organisations/[organisation=uuid]/(tabs)/add': { view: 'organisation.manage', acts: { default: 'organisation.manage' } },
	'/organisations/[organisation=uuid]/(tabs)/edit': {
		view: 'organisation.manage',
		acts: { save: 'organisation.manage', move: 'organisation.manage', close: 'organisation.manage', reopen: 'organisation.manage' }
	},
	'/organisations/[organisation=uuid]/(tabs)/import': { view: 'organisation.import', acts: { default: 'organisation.import' }, takesFile: true },
	'/organisations/[organisation=uuid]/(tabs)/import/[import=uuid]': {
		view: 'organisation.import',
		acts: { start: 'organisation.import', cancel: 'organisation.import', again: 'organisation.import', discard: 'organisation.import' }
	},
	'/organisations/[organisation=uuid]/(tabs)/import/[import=uuid]/report.csv': { view: 'organisation.import', isFile: true },
	'/organisations/[organisation=uuid]/(tabs)/import/sample.csv': { view: 'organisation.import', isFile: true },
	'/organisations/add': { view: 'organisation.manage', acts: { default: 'organisation.manage' } },
	// Only on the machine itself, without a mail server (platform/mail/delivery.ts).
	'/outbox': { view: 'public.read' },
	'/outbox/[mail=uuid]': { view: 'public.read' },
	'/outbox/[mail=uuid]/html': { view: 'public.read', isFile: true },
	'/organisations/[organisation=uuid]/(tabs)/invitations': {
		view: 'members.invite',
		acts: {
			remind: 'members.invite',
			send: 'members.invite',
			withdraw: 'members.invite',
			drafts: 'members.invite',
			reminders: 'members.invite',
			cancel: 'members.invite'
		}
	},
	'/organisations/[organisation=uuid]/(tabs)/invitations/import': { view: 'members.invite', acts: { default: 'members.invite' }, takesFile: true },
	'/organisations/[organisation=uuid]/(tabs)/invitations/import/[import=uuid]': {
		view: 'members.invite',
		acts: { start: 'members.invite', cancel: 'members.invite', again: 'members.invite', discard: 'members.invite' }
	},
	'/organisations/[organisation=uuid]/(tabs)/invitations/import/[import=uuid]/report.csv': { view: 'members.invite', isFile: true },
	'/organisations/[organisation=uuid]/(tabs)/invitations/import/sample.csv': { view: 'members.invite', isFile: true },
	'/organisations/[organisation=uuid]/(tabs)/invitations/new': {
		view: 'members.invite',
		acts: { letters: 'members.invite', share: 'members.invite' }
	},
	'/organisations/[organisation=uuid]/(tabs)/members': { view: 'members.view' },
	'/organisations/[organisation=uuid]/(tabs)/members/[person=uuid]': {
		view: 'members.view',
		acts: { end: 'members.manage', give: 'members.manage', transfer: 'members.manage' }
	},
	'/organisations/[organisation=uuid]/(tabs)/waves': { view: 'wave.view' },
	'/organisations/[organisation=uuid]/(tabs)/waves/new': { view: 'wave.manage', acts: { default: 'wave.manage' } },
	'/resume/[[code]]': { view: 'public.read', acts: { default: 'public.read' } },
	'/self-assessment': { view: 'public.read', acts: { default: 'self_assessment.start' } },
	'/self-assessment/[attempt=uuid]': { view: 'self_assessment.own', isFile: true },
	'/self-assessment/[attempt=uuid]/(taking)/about-you': { view: 'self_assessment.own', acts: { default: 'self_assessment.own' } },
	'/self-assessment/[attempt=uuid]/(taking)/after': { view: 'self_assessment.own', acts: { default: 'self_assessment.own' } },
	'/self-assessment/[attempt=uuid]/(taking)/before': { view: 'self_assessment.own', acts: { default: 'self_assessment.own' } },
	'/self-assessment/[attempt=uuid]/(taking)/finish': { view: 'self_assessment.own', acts: { default: 'self_assessment.own' } },
	'/self-assessment/[attempt=uuid]/(taking)/items/[item]': { view: 'self_assessment.own', acts: { default: 'self_assessment.own' } },
	'/self-assessment/[attempt=uuid]/erase': { view: 'self_assessment.own', acts: { default: 'self_assessment.own' } },
	'/self-assessment/[attempt=uuid]/plan': {
		view: 'self_assessment.own',
		acts: { set: 'self_assessment.own', mark: 'self_assessment.own', remove: 'self_assessment.own' }
	},
	'/self-assessment/[attempt=uuid]/plan.docx': { view: 'self_assessment.own', isFile: true },
	'/self-assessment/[attempt=uuid]/plan.pdf': { view: 'self_assessment.own', isFile: true },
	'/self-assessment/[attempt=uuid]/report': { view: 'self_assessment.own', acts: { share: 'self_assessment.own', revoke: 'self_assessment.own' } },
	'/self-assessment/[attempt=uuid]/report.json': { view: 'self_assessment.own', isFile: true },
	'/self-assessment/[attempt=uuid]/report.pdf': { view: 'self_assessment.own', isFile: true },
	'/self-assessment/kept-pages/[instrument]': { view: 'public.read', isFile: true },
	'/shared/[token]': { view: 'public.read' },
	// The database decides who sees what of a wave.
	'/waves/[wave=uuid]/data': { view: 'wave.results', acts: { rows: 'wave.results', cancel: 'wave.results' } },
	'/waves/[wave=uuid]/data/[export=uuid]/rows.csv': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/data/cells.csv': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/data/cells.json': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/data/cells.xlsx': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/data/codebook.csv': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/data/qadam.R': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/needs': { view: 'wave.results' },
	'/waves/[wave=uuid]/needs.csv': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/needs.pdf': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/needs.xlsx': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/report': { view: 'wave.results' },
	'/waves/[wave=uuid]/report.docx': { view: 'wave.results', isFile: true },
	'/waves/[wave=uuid]/report.pdf': { view: 'wave.results', isFile: true },
	'/studies': { view: 'public.read' },
	'/studies/check': { view: 'public.read', acts: { default: 'public.read' }, takesFile: true },
	'/studies/compare': { view: 'public.read', acts: { default: 'public.read' }, takesFile: true },
	'/studies/describe': { view: 'public.read', acts: { default: 'public.read' }, takesFile: true },
	'/studies/power': { view: 'public.read' },
	'/waves/[wave=uuid]/results': { view: 'wave.results' },
	// The database decides who sees a study.
	'/studies/[study=uuid]': { view: 'account.own', acts: { close: 'account.own' } },
	'/organisations/[organisation=uuid]/(tabs)/studies': { view: 'wave.view' },
	'/organisations/[organisation=uuid]/(tabs)/studies/new': { view: 'study.manage', acts: { default: 'study.manage' } },
	// A wave lies where its organisation does: whether somebody may see or lead it, its use cases say.
	'/waves/[wave=uuid]': {
		view: 'account.own',
		acts: { open: 'account.own', close: 'account.own', archive: 'account.own', change: 'account.own', delete: 'account.own' }
	},
	'/waves/[wave=uuid]/calendar.ics': { view: 'account.own', isFile: true },
	'/waves/[wave=uuid]/edit': { view: 'account.own', acts: { default: 'account.own' } },
	'/waves/[wave=uuid]/poster.pdf': { view: 'account.own', isFile: true },
	'/waves/[wave=uuid]/share': { view: 'data.own', acts: { share: 'data.own', decline: 'data.own', leave: 'data.own' } },
	'/waves/join/[[code]]': { view: 'public.read', acts: { find: 'public.read', join: 'self_assessment.start' } },
	'/waves/reminders/[token]': { view: 'public.read', acts: { default: 'public.read' } },
	// Signing in. Who may use a link or a password, these say themselves; the account's pages are for whoever has signed in.
	'/account': {
		view: 'account.own',
		acts: { name: 'account.own', removePasskey: 'account.own', endDevice: 'account.own', endOtherDevices: 'account.own' }
	},
	'/account/email': { view: 'account.own', acts: { default: 'account.own' } },
	'/account/email/[token]': { view: 'account.own', acts: { default: 'account.own' } },
	'/account/password': { view: 'account.own', acts: { default: 'account.own' } },
	'/account/second-factor': { view: 'account.own', acts: { begin: 'account.own', confirm: 'account.own', end: 'account.own' } },
	'/administration/start/[token]': { view: 'public.read', acts: { default: 'public.read' } },
	'/claim': { view: 'account.own', acts: { keep: 'account.own', code: 'account.own' } },
	'/confirm/[token]': { view: 'public.read', acts: { default: 'public.read' } },
	'/recover': { view: 'public.read', acts: { default: 'public.read' } },
	'/recover/[token]': { view: 'public.read', acts: { default: 'public.read' } },
	'/recover/sent': { view: 'public.read' },
	'/sign-in': { view: 'public.read', acts: { password: 'public.read', link: 'public.read' } },
	'/sign-in/code': { view: 'public.read', acts: { default: 'public.read' } },
	'/sign-in/link/[token]': { view: 'public.read', acts: { default: 'public.read' } },
	'/sign-in/provider': { view: 'public.read', isFile: true },
	'/sign-in/sent': { view: 'public.read' },
	'/sign-out': { view: 'public.read', acts: { default: 'public.read' } },
	'/sign-up': { view: 'public.read', acts: { default: 'public.read' } },
	'/sign-up/sent': { view: 'public.read' }
};

/** Every operation of the API, by method and path after `/api/v1`. A path that names an `{organisation}` needs the right there. */
export const apiAccess: Readonly<Record<string, Action>> = {
	'GET /me': 'data.own',
	'GET /me/audit': 'data.own',
	'GET /consents': 'data.own',
	'PUT /consents/{purpose}': 'data.own',
	'DELETE /consents/{purpose}': 'data.own',
	'GET /exports': 'data.own',
	'POST /exports': 'data.own',
	'GET /exports/{export}/file': 'data.own',
	'GET /audit': 'audit.view',
	'GET /tokens': 'account.own',
	'POST /tokens': 'account.own',
	'DELETE /tokens/{token}': 'account.own',
	'GET /instruments': 'public.read',
	'GET /instruments/{id}': 'public.read',
	'GET /openapi.json': 'public.read',
	'GET /organisations': 'organisation.view',
	'GET /organisations/{organisation}': 'organisation.view',
	'PATCH /organisations/{organisation}': 'organisation.manage',
	'POST /organisations/{organisation}/children': 'organisation.manage',
	'PUT /organisations/{organisation}/consortium-members/{member}': 'organisation.manage',
	'DELETE /organisations/{organisation}/consortium-members/{member}': 'organisation.manage',
	'PUT /organisations/{organisation}/consortia/{consortium}': 'organisation.manage',
	'DELETE /organisations/{organisation}/consortia/{consortium}': 'organisation.manage',
	'POST /organisations/{organisation}/imports': 'organisation.import',
	'GET /organisations/{organisation}/imports/{import}': 'organisation.import',
	'PATCH /organisations/{organisation}/imports/{import}': 'organisation.import',
	'DELETE /organisations/{organisation}/imports/{import}': 'organisation.import',
	'POST /organisations/{organisation}/imports/{import}/start': 'organisation.import',
	'POST /organisations/{organisation}/imports/{import}/cancel': 'organisation.import',
	'GET /waves': 'wave.results',
	'GET /organisations/{organisation}/waves': 'wave.view',
	'POST /organisations/{organisation}/waves': 'wave.manage',
	'GET /waves/{wave}': 'wave.results',
	'POST /waves/{wave}/open': 'wave.results',
	'POST /waves/{wave}/close': 'wave.results',
	'POST /waves/join': 'self_assessment.start',
	'POST /waves/{wave}/share': 'wave.results',
	'GET /waves/{wave}/results': 'wave.results',
	'POST /studies/check': 'public.read',
	'POST /studies/compare': 'public.read',
	'POST /studies/describe': 'public.read',
	'POST /studies/power': 'public.read',
	'POST /attempts': 'self_assessment.start',
	'GET /attempts/{attempt}': 'self_assessment.own',
	'DELETE /attempts/{attempt}': 'self_assessment.own',
	'PUT /attempts/{attempt}/answers': 'self_assessment.own',
	'PUT /attempts/{attempt}/answers/{item}': 'self_assessment.own',
	'PUT /attempts/{attempt}/context': 'self_assessment.own',
	'PUT /attempts/{attempt}/self-rating/{moment}': 'self_assessment.own',
	'POST /attempts/{attempt}/submit': 'self_assessment.own',
	'GET /attempts/{attempt}/report': 'self_assessment.own',
	'GET /waves/{wave}/report': 'wave.results',
	'GET /waves/{wave}/export': 'wave.results',
	'GET /memberships': 'account.own',
	'DELETE /memberships/{membership}': 'account.own',
	'GET /organisations/{organisation}/memberships': 'members.view',
	'POST /organisations/{organisation}/memberships': 'members.manage',
	'GET /organisations/{organisation}/invitations': 'members.invite',
	'POST /organisations/{organisation}/invitations': 'members.invite',
	'POST /organisations/{organisation}/invitations/shared': 'members.invite',
	'DELETE /organisations/{organisation}/invitations/{invitation}': 'members.invite',
	'POST /organisations/{organisation}/invitations/{invitation}/remind': 'members.invite',
	'POST /invitations/accept': 'account.own',
	'POST /invitations/decline': 'public.read'
};

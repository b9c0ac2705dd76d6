import { parseArgs } from 'node:util';
import { type Action, actions, allows, roles, whoMay } from '#contexts/people/index.ts';
import { apiAccess, pageAccess } from '../access.ts';
import { commonOptions, type ExitCode, type Output, toJson } from './command.ts';

/** Routes and operations that need an action, in the order of the tables. */
function waysTo(action: Action): string[] {
	const pages = Object.entries(pageAccess).flatMap(([route, { view, acts = {} }]) => [
		...(view === action ? [route] : []),
		...Object.entries(acts).flatMap(([name, needed]) => (needed === action ? [`${route}?/${name}`] : []))
	]);
	const operations = Object.entries(apiAccess).flatMap(([operation, needed]) => (needed === action ? [operation] : []));
	return [...pages, ...operations];
}

/** Who may do an action: everybody of a kind, or each role with how far it reaches. */
function describeWho(action: Action): string | Record<string, 'here' | 'here and below'> {
	const who = whoMay(action);
	if (typeof who === 'string') return who;
	return Object.fromEntries(
		roles.filter((role) => allows(action, role, 'here')).map((role) => [role, allows(action, role, 'below') ? 'here and below' : 'here'])
	);
}

/** Actions down, roles across: ● here and below, ○ here alone. What needs no role is told in words. */
function drawMatrix(): string {
	const width = Math.max(...actions.map((action) => action.length)) + 2;
	const heads = roles.map((role) => role.slice(0, 4).padEnd(5)).join('');
	const lines = actions.map((action) => {
		const who = whoMay(action);
		const cells =
			typeof who === 'string'
				? who
				: roles.map((role) => (allows(action, role, 'below') ? '●' : allows(action, role, 'here') ? '○' : '·').padEnd(5)).join('');
		return `${action.padEnd(width)}${cells}`.trimEnd();
	});
	return [
		`${''.padEnd(width)}${heads}`.trimEnd(),
		...lines,
		'',
		'● in the organisation and all below it   ○ in the organisation alone   · not',
		`Roles: ${roles.join(', ')}.`,
		'An administrator without an organisation may everywhere what the role allows.',
		''
	].join('\n');
}

/** Prints who may do what, as the one table of rights has it. */
export async function run(args: string[], output: Output): Promise<ExitCode> {
	const { values } = parseArgs({ args, options: commonOptions });
	if (values.json) {
		const table = actions.map((action) => ({ action, who: describeWho(action), ways: waysTo(action) }));
		await output.print(toJson({ roles, actions: table }));
	} else await output.print(drawMatrix());
	return 0;
}

import type { ErrorParameters } from '#platform/errors.ts';
import { locales } from '#platform/locale.ts';
import type { FieldChange, PlannedRow, ReadRow, RowProblem } from './import.ts';
import { mayLieIn, nameIn, type Organisation, type OrganisationKind, type OrganisationName } from './organisation.ts';
import { type OrganisationField, type OrganisationRow, readOrganisationRow } from './organisation-row.ts';
import { alikeKeys } from './organisation-text.ts';

/** An organisation that is there already. */
export interface KnownOrganisation extends Organisation {
	/** It is the organisation that the file is for, or lies below it; others are known only because the file names their codes. */
	readonly isWithin: boolean;
}

export interface OrganisationPlanInput {
	readonly rows: readonly ReadRow<OrganisationField>[];
	readonly known: readonly KnownOrganisation[];
	/** The organisation that the file is for: where a row without a parent belongs. */
	readonly rootId: string;
	/** What looks like something known is something else: somebody said so. */
	readonly areAlikeOthers: boolean;
}

/** Where a row lies or shall lie: in a known organisation, or in one that another row of the file makes. */
export type Place = { readonly id: string } | { readonly line: number };

/** What a row that is new or changed comes to. */
export interface OrganisationTarget extends Omit<OrganisationRow, 'name' | 'parentCode' | 'kind'> {
	readonly kind: OrganisationKind;
	readonly name: OrganisationName;
	readonly place: Place | null;
}

export interface PlannedOrganisation extends PlannedRow {
	/** Absent for rows that do nothing. */
	readonly target?: OrganisationTarget;
}

/** What a row is about that says no kind and names nothing by its code. */
const defaultKind: OrganisationKind = 'school';

const keyOf = (place: Place) => ('id' in place ? place.id : `line ${place.line}`);

/** Ends the planning of a row with the one thing that keeps it from being taken in. */
class RowStop extends Error {
	readonly problem: RowProblem;
	readonly isAlike: boolean;

	constructor(field: OrganisationField | null, code: string, parameters: ErrorParameters = {}, isAlike = false) {
		super(code);
		this.problem = { field, code, parameters };
		this.isAlike = isAlike;
	}
}

interface Decided {
	readonly planned: PlannedOrganisation;
	readonly kind: OrganisationKind | undefined;
}

/** Plans the rows of one file. Each row is decided once; rows above it in the tree are decided first. */
class Planner {
	readonly #input: OrganisationPlanInput;
	readonly #read: ReadonlyMap<number, { row: OrganisationRow; problems: RowProblem[] }>;
	readonly #knownById: ReadonlyMap<string, KnownOrganisation>;
	readonly #knownByCode: ReadonlyMap<string, KnownOrganisation>;
	/** Line of the first row with a code. */
	readonly #lineByCode = new Map<string, number>();
	/** Known organisations by the place and the keys of their names. */
	readonly #siblings = new Map<string, KnownOrganisation[]>();
	/** Lines of new rows by the place and the keys of their names. */
	readonly #newByKey = new Map<string, number>();
	readonly #lineByTarget = new Map<string, number>();
	readonly #decided = new Map<number, Decided>();
	readonly #underWay = new Set<number>();

	/** Lines that another line makes superfluous, with that line. */
	readonly #twins: ReadonlyMap<number, number>;

	/** `idle`: lines that are known to do nothing. */
	constructor(input: OrganisationPlanInput, idle: ReadonlySet<number>, twins: ReadonlyMap<number, number>) {
		this.#input = input;
		this.#twins = twins;
		this.#read = new Map(input.rows.map(({ line, record }) => [line, readOrganisationRow(record)]));
		this.#knownById = new Map(input.known.map((organisation) => [organisation.id, organisation]));
		this.#knownByCode = new Map(input.known.flatMap((known) => (known.code === null ? [] : [[known.code, known] as const])));
		for (const [line, { row }] of this.#read) {
			if (row.code !== null && !this.#lineByCode.has(row.code)) this.#lineByCode.set(row.code, line);
			const meant = row.code === null ? undefined : this.#knownByCode.get(row.code);
			if (meant !== undefined && !this.#lineByTarget.has(meant.id)) this.#lineByTarget.set(meant.id, line);
		}
		for (const organisation of input.known) if (organisation.isWithin) this.#addSibling(organisation, idle);
	}

	/** Where rows that name no code look for it: with the name and in the place that the row with its code gives it. */
	#addSibling(organisation: KnownOrganisation, idle: ReadonlySet<number>): void {
		const line = this.#lineByTarget.get(organisation.id);
		const row = line === undefined ? undefined : this.#read.get(line)?.row;
		const isStaying = line === undefined || row === undefined || idle.has(line);
		const parentCode = isStaying ? null : row.parentCode;
		const parentLine = parentCode === null ? undefined : this.#lineByCode.get(parentCode);
		const known = parentCode === null ? undefined : this.#knownByCode.get(parentCode);
		const parentId = known?.id ?? (parentLine === undefined ? organisation.parentId : `line ${parentLine}`);
		for (const key of alikeKeys(isStaying ? organisation.name : { ...organisation.name, ...row.name })) {
			const place = `${parentId ?? ''} ${key}`;
			this.#siblings.set(place, [...(this.#siblings.get(place) ?? []), organisation]);
		}
	}

	plan(): PlannedOrganisation[] {
		for (const { line } of this.#input.rows) this.#decide(line);
		this.#breakCircles();
		return this.#input.rows.map(({ line }) => (this.#decided.get(line) as Decided).planned);
	}

	#decide(line: number): Decided {
		const known = this.#decided.get(line);
		if (known !== undefined) return known;
		if (this.#underWay.has(line)) throw new RowStop('parent', 'organisation.circle');
		this.#underWay.add(line);
		const { row, problems } = this.#read.get(line) as { row: OrganisationRow; problems: RowProblem[] };
		const label = nameIn({ kk: '', ru: '', en: '', ...row.name }, 'kk') || (row.code ?? '');
		const idle = { line, label, targetId: null, changes: [] };
		let decided: Decided;
		try {
			decided = problems.length > 0 ? { planned: { ...idle, outcome: 'wrong', problems }, kind: undefined } : this.#judge(line, row);
		} catch (error) {
			if (!(error instanceof RowStop)) throw error;
			decided = { planned: { ...idle, outcome: error.isAlike ? 'alike' : 'wrong', problems: [error.problem] }, kind: undefined };
		}
		this.#underWay.delete(line);
		this.#decided.set(line, decided);
		return decided;
	}

	#judge(line: number, row: OrganisationRow): Decided {
		const first = row.code === null ? line : (this.#lineByCode.get(row.code) as number);
		if (first !== line) throw new RowStop('code', 'import.duplicate_code', { code: row.code as string, line: first });
		const twin = this.#twins.get(line);
		if (twin !== undefined) this.#requireOther(line, twin);
		const byCode = row.code === null ? undefined : this.#knownByCode.get(row.code);
		if (byCode?.isWithin === false) throw new RowStop('code', 'import.code_outside', { code: row.code as string });
		if (byCode === undefined && Object.keys(row.name).length === 0) throw new RowStop('name_kk', 'organisation.name_missing');

		const place = this.#placeOf(row, byCode);
		const target = byCode ?? this.#findByName(line, row, place as Place);
		return target === undefined ? this.#makeNew(line, row, place as Place) : this.#change(line, row, target, place);
	}

	/** Where the row shall lie; null: where it lies. */
	#placeOf(row: OrganisationRow, target: KnownOrganisation | undefined): Place | null {
		const { rootId } = this.#input;
		if (row.parentCode === null) return target === undefined ? { id: rootId } : null;
		const known = this.#knownByCode.get(row.parentCode);
		if (target?.id === rootId) {
			// The organisation that the file is for stays where it is.
			if (known?.id === target.parentId) return null;
			throw new RowStop('parent', 'import.parent_outside', { code: row.parentCode });
		}
		const parentLine = this.#lineByCode.get(row.parentCode);
		if (parentLine !== undefined) {
			const { planned } = this.#decide(parentLine);
			if (planned.targetId !== null) return { id: planned.targetId };
			if (planned.outcome === 'new') return { line: parentLine };
			throw new RowStop('parent', 'import.parent_wrong', { line: parentLine });
		}
		if (known === undefined) throw new RowStop('parent', 'import.parent_unknown', { code: row.parentCode });
		if (!known.isWithin) throw new RowStop('parent', 'import.parent_outside', { code: row.parentCode });
		return { id: known.id };
	}

	/** What a row whose code nobody has may mean all the same: the one of the same name in the same place. */
	#findByName(line: number, row: OrganisationRow, place: Place): KnownOrganisation | undefined {
		const name = { kk: '', ru: '', en: '', ...row.name };
		const namesakes = new Set(alikeKeys(name).flatMap((key) => this.#siblings.get(`${keyOf(place)} ${key}`) ?? []));
		const found = [...namesakes].filter(({ kind }) => kind === (row.kind ?? defaultKind));
		const other = found.find(({ code }) => row.code !== null && code !== null);
		if (other !== undefined && !this.#input.areAlikeOthers)
			throw new RowStop(null, 'organisation.alike', { name: nameIn(other.name, 'kk'), code: other.code as string }, true);
		const meant = found.filter(({ code }) => row.code === null || code === null);
		if (meant.length > 1) throw new RowStop(null, 'import.ambiguous', { count: meant.length });
		const [target] = meant;
		if (target === undefined) return undefined;
		const taken = this.#lineByTarget.get(target.id);
		if (taken !== undefined) {
			this.#requireOther(line, taken);
			return undefined;
		}
		this.#lineByTarget.set(target.id, line);
		return target;
	}

	/** Two rows of an alike name mean the same, unless both have codes and somebody has said that they are others. */
	#requireOther(line: number, twin: number): void {
		const haveCodes = [line, twin].every((one) => this.#read.get(one)?.row.code !== null);
		if (!haveCodes) throw new RowStop(null, 'import.duplicate_name', { line: twin });
		if (!this.#input.areAlikeOthers) throw new RowStop(null, 'import.alike_line', { line: twin }, true);
	}

	#kindAt(place: Place): OrganisationKind {
		return 'id' in place ? (this.#knownById.get(place.id) as KnownOrganisation).kind : (this.#decided.get(place.line)?.kind as OrganisationKind);
	}

	#requirePlace(kind: OrganisationKind, place: Place): void {
		const parent = this.#kindAt(place);
		if (!mayLieIn(kind, parent)) throw new RowStop('kind', 'organisation.place', { kind, parent });
		const isClosed = 'id' in place && this.#knownById.get(place.id)?.closedAt !== null;
		if (isClosed) throw new RowStop('parent', 'organisation.parent_closed');
	}

	#makeNew(line: number, row: OrganisationRow, place: Place): Decided {
		const kind = row.kind ?? defaultKind;
		const name = { kk: '', ru: '', en: '', ...row.name };
		this.#requirePlace(kind, place);
		const keys = alikeKeys(name).map((key) => `${keyOf(place)} ${kind} ${key}`);
		const twin = keys.map((key) => this.#newByKey.get(key)).find((other) => other !== undefined);
		if (twin !== undefined) this.#requireOther(line, twin);
		for (const key of keys) this.#newByKey.set(key, line);
		const { code, settlement, instructionLocales } = row;
		return {
			kind,
			planned: {
				line,
				label: nameIn(name, 'kk'),
				outcome: 'new',
				targetId: null,
				changes: [],
				problems: [],
				target: { code, kind, name, settlement, instructionLocales, place }
			}
		};
	}

	#change(line: number, row: OrganisationRow, target: KnownOrganisation, place: Place | null): Decided {
		if (row.kind !== undefined && row.kind !== target.kind) throw new RowStop('kind', 'import.kind_changed', { kind: target.kind });
		const changes: FieldChange[] = [];
		const compare = (field: OrganisationField, before: string, after: string) => {
			if (before !== after) changes.push({ field, before, after });
		};
		const name = { ...target.name, ...row.name };
		if (row.code !== null) compare('code', target.code ?? '', row.code);
		for (const locale of locales) compare(`name_${locale}`, target.name[locale], name[locale]);
		if (row.settlement !== undefined) compare('settlement', target.settlement ?? '', row.settlement);
		if (row.instructionLocales !== undefined) compare('languages', target.instructionLocales.join(', '), row.instructionLocales.join(', '));
		const isMoved = place !== null && keyOf(place) !== target.parentId;
		if (isMoved) {
			this.#requirePlace(target.kind, place);
			compare('parent', this.#codeAt(target.parentId), row.parentCode ?? '');
		}
		const { settlement, instructionLocales } = row;
		return {
			kind: target.kind,
			planned: {
				line,
				label: nameIn(name, 'kk'),
				outcome: changes.length > 0 ? 'changed' : 'skipped',
				targetId: target.id,
				changes,
				problems: [],
				...(changes.length > 0 && {
					target: { code: row.code ?? target.code, kind: target.kind, name, settlement, instructionLocales, place: isMoved ? place : null }
				})
			}
		};
	}

	#codeAt(id: string | null): string {
		const organisation = id === null ? undefined : this.#knownById.get(id);
		return organisation === undefined ? '' : (organisation.code ?? nameIn(organisation.name, 'kk'));
	}

	/** Moves that each stand for themselves may together make a circle. */
	#breakCircles(): void {
		const parents = new Map<string, string | null>(this.#input.known.map(({ id, parentId }) => [id, parentId]));
		const moved = [...this.#decided.values()].filter(({ planned }) => planned.outcome === 'changed' && (planned.target?.place ?? null) !== null);
		for (const { planned } of moved) parents.set(planned.targetId as string, keyOf((planned.target as OrganisationTarget).place as Place));
		for (const { planned } of this.#decided.values())
			if (planned.outcome === 'new') parents.set(`line ${planned.line}`, keyOf((planned.target as OrganisationTarget).place as Place));
		for (const [line, { planned, kind }] of this.#decided) {
			const start = planned.outcome === 'new' ? `line ${line}` : planned.outcome === 'changed' ? planned.targetId : null;
			const seen = new Set<string>();
			let at = start;
			while (at !== null && !seen.has(at)) {
				seen.add(at);
				at = parents.get(at) ?? null;
			}
			if (at === null) continue;
			const { label } = planned;
			const problems = [{ field: 'parent', code: 'organisation.circle', parameters: {} }];
			this.#decided.set(line, { kind, planned: { line, label, outcome: 'wrong', targetId: null, changes: [], problems } });
		}
	}
}

/** Rows that would give something known a name that is alike to what another row newly makes in the same place; with that row. */
function findTwins(planned: readonly PlannedOrganisation[], { known }: OrganisationPlanInput): [number, number][] {
	const parents = new Map(known.map(({ id, parentId }) => [id, parentId]));
	const keysOf = ({ targetId, target }: PlannedOrganisation) => {
		if (target === undefined) return [];
		const place = target.place === null ? (parents.get(targetId ?? '') ?? '') : keyOf(target.place);
		return alikeKeys(target.name).map((key) => `${place} ${target.kind} ${key}`);
	};
	const made = new Map(planned.flatMap((row) => (row.outcome === 'new' ? keysOf(row).map((key) => [key, row.line] as const) : [])));
	return planned.flatMap((row): [number, number][] => {
		const twin = row.outcome === 'changed' ? keysOf(row).map((key) => made.get(key)).find((line) => line !== undefined) : undefined;
		return twin === undefined ? [] : [[row.line, twin]];
	});
}

/**
 * Says for each row of a file what taking it in would do. A row means the organisation with its code; without one, or when nobody has the code, the
 * one of the same name in the same place, however it is spelled. Empty cells change nothing. A name that is there under another code is held back
 * (`alike`), so that nothing is ever doubled by mistake. Planned again after it was carried out, every row is `skipped`, `alike` or `wrong`.
 */
export function planOrganisations(input: OrganisationPlanInput): PlannedOrganisation[] {
	// A row that does nothing leaves its organisation as it is, which other rows may mean: planned again until no more rows turn out to do nothing.
	const idle = new Set<number>();
	const twins = new Map<number, number>();
	for (;;) {
		const planned = new Planner(input, idle, twins).plan();
		const more = planned.filter(({ line, outcome }) => (outcome === 'wrong' || outcome === 'alike') && !idle.has(line));
		for (const { line } of more) idle.add(line);
		const found = findTwins(planned, input).filter(([line]) => !twins.has(line));
		for (const [line, twin] of found) twins.set(line, twin);
		if (more.length === 0 && found.length === 0) return planned;
	}
}

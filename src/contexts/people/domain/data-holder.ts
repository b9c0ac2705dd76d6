import type { Person } from '#platform/actor.ts';
import type { DatabaseTransaction } from '#platform/database.ts';
import type { Locale } from '#platform/locale.ts';
import type { ConsentPurpose } from './consent.ts';

/** One file of everything about a person. */
export interface DataFile {
	/** Within the archive, in Latin letters: `self-assessment/answers.csv`. */
	readonly path: string;
	/** What files of this kind are called in the list of contents, when there are many: `self-assessment/.../report.pdf`. */
	readonly pattern?: string;
	/** What it is, in the person's language. */
	readonly about: string;
	readonly content: Uint8Array | string;
}

/** Number of rows by table. */
export type RowCounts = Readonly<Record<string, number>>;

/**
 * A context that holds data of persons: what it hands out, and what it erases. `people` knows no other context, so the front door puts all holders
 * together (`src/my-data.ts`).
 */
export interface DataHolder {
	readonly context: string;
	/** How many steps `collect` takes, for the progress. */
	readonly count: (person: Person) => Promise<number>;
	/** All files, one after the other; `step` is called after each step of work. */
	readonly collect: (person: Person, locale: Locale, step: () => Promise<void>) => AsyncIterable<DataFile>;
	/** Erases everything of this person, in the transaction that erases the person. */
	readonly erase: (transaction: DatabaseTransaction, person: Person) => Promise<RowCounts>;
	/** What the withdrawal of a consent erases here, in its transaction. */
	readonly withdraw: (transaction: DatabaseTransaction, person: Person, purpose: ConsentPurpose) => Promise<RowCounts>;
}

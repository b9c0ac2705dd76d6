/** Who acts. A use case takes an actor and decides; nothing else identifies a person. */
export type Actor =
	| {
			readonly kind: 'person';
			readonly personId: string;
			readonly requestId: string;
			/** Absent: a guest, known by a resume code alone. */
			readonly account?: Account;
			/** Absent: the person's own act. Present: a token acts in the person's name, within these scopes. */
			readonly scopes?: readonly string[];
	  }
	| { readonly kind: 'anonymous'; readonly requestId: string };

export interface Account {
	readonly name: string;
	readonly email: string;
}

/** A person that is known, with or without an account. */
export type Person = Extract<Actor, { kind: 'person' }>;

/** In whose name a transaction reads and writes: row-level security shows it nothing that belongs to other persons. */
export interface Acting {
	readonly persons: readonly string[];
	/** Hash of the token of a link, for what its owner shares by it. */
	readonly share?: Buffer;
}

/** For what is public. */
export const nobody: Acting = { persons: [] };

export function actingAs(actor: Actor): Acting {
	return actor.kind === 'person' ? { persons: [actor.personId] } : nobody;
}

/** Who acts. A use case takes an actor and decides; nothing else identifies a person. */
export type Actor =
	| { readonly kind: 'person'; readonly personId: string; readonly requestId: string }
	| { readonly kind: 'anonymous'; readonly requestId: string };

/** A person that is known, with or without an account. */
export type Person = Extract<Actor, { kind: 'person' }>;

let current = 'http://localhost:3000';

/** Where people find this Qadam: set once at the start of the process. Never taken from a request, which could name another host in our letters. */
export function setOrigin(origin: string): void {
	current = new URL(origin).origin;
}

/** Scheme, host and port, without a slash at the end: what addresses in letters and on posters begin with. */
export function publicOrigin(): string {
	return current;
}

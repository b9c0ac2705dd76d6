/**
 * `npm run bench answers|report|page|import|insight|insight-export`: measures against the limits of the spec and prints JSON, alone, on its output.
 * Works on a server and a database of its own in a temporary folder and leaves nothing behind. Run it with `npm run --silent`: npm's own lines stay
 * out of the output.
 */
import { build } from './build.ts';

const names = ['answers', 'report', 'page', 'import', 'insight', 'insight-export'] as const;
const wanted = process.argv[2];
const name = names.find((known) => known === wanted);
if (name === undefined) {
	process.stderr.write(`Usage: npm run bench ${names.join('|')}\n`);
	process.exit(2);
}

build();
const { measure } = (await import(`../bench/${name}.ts`)) as { measure: () => Promise<object> };
process.stdout.write(`${JSON.stringify({ bench: name, ...(await measure()) }, null, '\t')}\n`);

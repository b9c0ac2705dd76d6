/** `npm start`: builds if stale, then serves. */
import { build } from './build.ts';

build();
const { main } = await import('../src/main.ts');
await main();

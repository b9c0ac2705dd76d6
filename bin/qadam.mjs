#!/usr/bin/env node
// The command `qadam`: hands over to src/cli.ts on the pinned Node.
process.argv.splice(2, 0, 'src/cli.ts');
await import('../scripts/on-pinned-node.mjs');

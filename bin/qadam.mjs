#!/usr/bin/env node
// The command `qadam`: hands over to scripts/qadam.ts on the pinned Node.
process.argv.splice(2, 0, 'scripts/qadam.ts');
await import('../scripts/on-pinned-node.mjs');

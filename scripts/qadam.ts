/** The command `qadam` of a checkout: makes the messages it speaks with if they are not there yet, then hands over. */
import { compileMessages } from './build.ts';

compileMessages();
await import('../src/cli.ts');

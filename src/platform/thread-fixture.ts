import { answerRequests } from './thread.ts';

/** The thread of thread.test.ts: answers in capitals, throws or ends as it is told. */
answerRequests((request: string): string => {
	if (request === 'throw') throw new Error('thrown in the thread');
	if (request === 'end') process.exit(7);
	return request.toUpperCase();
});

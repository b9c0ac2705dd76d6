import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
	readonly status: number;
	readonly headers: string;
	readonly body: Buffer;
}

/**
 * One keep-alive HTTP/1.1 connection, one request at a time. On two cores the load must cost little beside the server that it measures; Node's own
 * clients cost as much as the server does. It understands what Qadam answers: bodies with a length, and chunked ones.
 */
export class HttpConnection {
	#socket: Socket;
	#host: string;
	#received: Buffer = Buffer.alloc(0);
	#waiting: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | undefined;

	private constructor(socket: Socket, host: string) {
		this.#socket = socket;
		this.#host = host;
		socket.setNoDelay(true);
		socket.on('data', (chunk) => this.#take(chunk));
		socket.on('error', (error) => this.#fail(error));
		socket.on('close', () => this.#fail(new Error('The server closed the connection')));
	}

	static open(port: number): Promise<HttpConnection> {
		return new Promise((resolve, reject) => {
			const socket = connect(port, '127.0.0.1');
			socket.once('error', reject);
			socket.once('connect', () => {
				socket.off('error', reject);
				resolve(new HttpConnection(socket, `127.0.0.1:${port}`));
			});
		});
	}

	request(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<HttpAnswer> {
		return new Promise((resolve, reject) => {
			this.#waiting = { resolve, reject };
			const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
			const length = method === 'GET' ? '' : `Content-Length: ${Buffer.byteLength(body ?? '')}\r\n`;
			const content = body === undefined ? length : `Content-Type: application/json\r\n${length}`;
			this.#socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n${lines.join('')}${content}\r\n${body ?? ''}`);
		});
	}

	close(): void {
		this.#socket.removeAllListeners('close').destroy();
	}

	#take(chunk: Buffer): void {
		this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
		const end = this.#received.indexOf('\r\n\r\n');
		if (end < 0) return;
		const headers = this.#received.toString('latin1', 0, end);
		const rest = this.#received.subarray(end + 4);
		const length = /\r\ncontent-length: *(\d+)/i.exec(headers);
		let body: Buffer | undefined;
		if (length !== null) body = rest.length >= Number(length[1]) ? rest : undefined;
		else if (/\r\ntransfer-encoding: *chunked/i.test(headers)) body = rest.subarray(-5).toString('latin1') === '0\r\n\r\n' ? rest : undefined;
		else body = rest;
		if (body === undefined) return;
		this.#received = Buffer.alloc(0);
		const waiting = this.#waiting;
		this.#waiting = undefined;
		waiting?.resolve({ status: Number(headers.slice(9, 12)), headers, body });
	}

	#fail(error: Error): void {
		const waiting = this.#waiting;
		this.#waiting = undefined;
		waiting?.reject(error);
	}
}

// A client of SCB's machine-to-machine interface (M2M), to read and to copy from. It needs Node 18 or later, no packages.

import { randomUUID } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import https from 'node:https';
import { basename } from 'node:path';
import { setTimeout as sleepMilliseconds } from 'node:timers/promises';

const FRAGMENT_BYTES = 9_216_000; // the most that a fragment may hold, by SCB's instruction: 1024 × 9000
const ANSWER_TIMEOUT = 120_000; // milliseconds without a byte

/** The file was not delivered. */
export class M2MError extends Error {}

/** Nobody knows yet what became of the file. Ask history before you send it again. */
export class OutcomeUnknown extends M2MError {}

/** The server said no, in its own words. */
export class Refused extends M2MError {
  constructor(call, answer) {
    const problem = members(answer) ?? {};
    const reason = problem.detail ?? problem.title ?? answer.body.trim().slice(0, 300);
    const trace = problem.traceId && `(traceId ${problem.traceId})`;
    super([`${call} was answered with ${answer.status}:`, reason, problem.hint, trace].filter(Boolean).join(' '));
    this.status = answer.status;
    this.code = problem.code;
    this.mayHaveBeenObeyedBefore = false;
  }

  get mayPass() {
    // The two codes: this client's own broken call may not have ended at the server.
    const ownCall = ['upload-busy', 'fragment-superseded'].includes(this.code);
    return [408, 429].includes(this.status) || this.status >= 500 || ownCall;
  }
}

/** How persistent the client is; times are in seconds. */
export const patience = {
  attempts: 8, // at one call
  firstWait: 1, longestWait: 60, longestRetryAfter: 600, // between them
  beginnings: 4, // of one file at fragment 0
  renewAfter: 300, // a session that is not used ends
  firstPoll: 1, longestPoll: 15, pollLimit: 1800, doubtLimit: 120,
};

/** Delivers one file at a time. */
export class M2MClient {
  #agent;
  #baseURL;
  #cookies = new Map();
  #renewed;
  #sleep;
  #tell;

  /** `identity` goes to TLS as it is: `pfx` and `passphrase`, or `cert` and `key`; and `ca`, else Node's own are trusted. */
  constructor({ baseURL, identity, sleep = (seconds) => sleepMilliseconds(seconds * 1000), tell = () => {} }) {
    this.#baseURL = new URL(baseURL.replace(/\/*$/, '/'));
    this.#agent = new https.Agent({ ...identity, keepAlive: true, maxSockets: 1 });
    this.#sleep = sleep;
    this.#tell = tell;
  }

  close() {
    this.#agent.destroy();
  }

  /** Sends a file and waits for its final status; after Systemfel, again whole, as often as `resends` says. */
  async deliver(path, submission, resends = 0) {
    const outcome = await this.waitForOutcome(await this.send(path, submission));
    if (outcome.status !== 'Systemfel' || resends === 0) return outcome;
    this.#tell(`${outcome.deliveryId} ended as Systemfel: the whole file again`);
    return this.deliver(path, submission, resends - 1);
  }

  /** Sends a file and gives its DeliveryId, when the server has acknowledged the whole of it. */
  async send(path, submission) {
    for (let beginning = 1; ; beginning += 1) {
      try {
        return await this.#sendFragments(path, submission);
      } catch (refusal) {
        if (![401, 409].includes(refusal.status) || beginning === patience.beginnings) throw refusal;
        if (refusal.status === 401) {
          this.#cookies.clear(); // an upload belongs to its session: with another it begins at 0
          this.#renewed = undefined;
        }
        this.#tell(`begun anew at fragment 0: ${refusal.message}`);
      }
    }
  }

  /** Begins a session, or renews it. Its cookie goes with every later call. */
  async heartbeat() {
    await this.#call({ name: 'heartbeat', target: 'heartbeat' });
    this.#renewed = performance.now();
  }

  async history(deliveryId) {
    const answer = await this.#call({ name: `history of ${deliveryId}`, target: `history/${deliveryId}` });
    const outcome = { deliveryId, status: member(answer, 'Status'), progress: member(answer, 'ProgressStatus') };
    this.#tell(`${deliveryId} is ${outcome.status}`);
    return outcome;
  }

  /** Asks history, ever more rarely, until the status is final. */
  async waitForOutcome(deliveryId, limit = patience.pollLimit) {
    let pause = patience.firstPoll;
    for (let waited = 0; ; waited += pause, pause = Math.min(pause * 1.5, patience.longestPoll)) {
      await this.#sleep(pause);
      const outcome = await this.history(deliveryId);
      if (isFinal(outcome)) return outcome;
      if (waited > limit) throw new OutcomeUnknown(`${deliveryId} is still ${outcome.status}; ask history again later`);
    }
  }

  async #sendFragments(path, submission) {
    const { size, mtimeMs } = await stat(path);
    const { organisation, program, period, format, version = '' } = submission;
    const file = await open(path);
    try {
      let deliveryId;
      for (const { index, begin, length } of fragments(size)) {
        if (this.#renewed === undefined || performance.now() - this.#renewed > patience.renewAfter * 1000) {
          await this.heartbeat();
        }
        const content = Buffer.alloc(length); // one fragment in memory, never the file
        if (length > 0) await file.read(content, 0, length, begin);
        const now = await stat(path);
        if (now.size !== size || now.mtimeMs !== mtimeMs) throw new M2MError(`${path} was changed while it was sent`);
        const words = ['file', String(index), organisation, program, period, format, basename(path), version];
        const call = { name: `fragment ${index}`, target: words.map(encodeURIComponent).join('/'), content };
        deliveryId = await this.#sendFragment(call, index, deliveryId);
        this.#tell(`fragment ${index} acknowledged, ${begin + length} of ${size} bytes, ${deliveryId}`);
      }
      return deliveryId;
    } finally {
      await file.close();
    }
  }

  async #sendFragment(call, index, knownId) {
    // Bearbetar settles nothing: a file that is being uploaded is that too.
    if (index === -1) call.isSettled = async () => isFinal(await this.history(knownId));
    try {
      const answer = await this.#call(call);
      if (answer === undefined) return knownId;
      const deliveryId = member(answer, 'DeliveryId');
      if (knownId && deliveryId !== knownId) this.#tell(`${call.name} became ${deliveryId}: there may be two deliveries`);
      return knownId ?? deliveryId;
    } catch (refusal) {
      if (index !== -1 || !refusal.mayHaveBeenObeyedBefore) throw refusal;
      await this.#settle(knownId, refusal);
      return knownId;
    }
  }

  /** The answer to -1 was lost and -1 again was refused: what history says counts. */
  async #settle(deliveryId, refusal) {
    try {
      await this.waitForOutcome(deliveryId, patience.doubtLimit);
    } catch (unknown) {
      throw unknown.status === 404 ? refusal : unknown;
    }
  }

  /**
   * Makes a call, again and again while what hinders it may pass, and gives the JSON of the answer.
   *
   * `isSettled` belongs to -1: it is asked before the call is repeated, if it may have been obeyed although its answer was
   * lost. Where it is true, undefined is given.
   */
  async #call({ name, target, content, isSettled }) {
    let inDoubt = false;
    for (let attempt = 1; ; attempt += 1) {
      let trouble;
      let retryAfter = 0;
      try {
        const answer = await this.#attempt(target, content);
        if (answer.status === 200) return JSON.parse(answer.body);
        trouble = new Refused(name, answer);
        trouble.mayHaveBeenObeyedBefore = inDoubt;
        retryAfter = seconds(answer.retryAfter);
        inDoubt ||= trouble.mayPass && ![409, 429, 503].includes(trouble.status); // these say that nothing was done
      } catch (error) {
        if (isCertificateTrouble(error)) {
          const reason = `${name}: client and server do not accept each other's certificates: ${error.message}`;
          throw new M2MError(reason, { cause: error });
        }
        trouble = new M2MError(`${name} has no answer: ${error.message || error.code}`, { cause: error });
        inDoubt = true;
      }
      if (trouble instanceof Refused && !trouble.mayPass) throw trouble;
      if (attempt === patience.attempts || retryAfter > patience.longestRetryAfter) {
        throw inDoubt && isSettled ? new OutcomeUnknown(trouble.message, { cause: trouble }) : trouble;
      }
      const wait = Math.min(patience.firstWait * 2 ** (attempt - 1), patience.longestWait) * (0.5 + Math.random() / 2);
      this.#tell(`attempt ${attempt} of ${patience.attempts}: ${trouble.message}`);
      await this.#sleep(Math.max(wait, retryAfter));
      if (inDoubt && (await isSettled?.())) return undefined;
    }
  }

  #attempt(target, content) {
    const boundary = randomUUID();
    const disposition = 'Content-Disposition: form-data; name="File"; filename="fragment"'; // the path has the file's name
    const head = Buffer.from(`--${boundary}\r\n${disposition}\r\nContent-Type: application/octet-stream\r\n\r\n`);
    const end = Buffer.from(`\r\n--${boundary}--\r\n`);
    const headers = { Cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
    if (content) {
      headers['Content-Type'] = `multipart/form-data; boundary=${boundary}`;
      headers['Content-Length'] = head.length + content.length + end.length;
    }
    return new Promise((resolve, reject) => {
      const options = { method: content ? 'POST' : 'GET', agent: this.#agent, headers, timeout: ANSWER_TIMEOUT };
      const request = https.request(new URL(target, this.#baseURL), options, async (response) => {
        try {
          response.setEncoding('utf8');
          let body = '';
          for await (const text of response) body += text;
          this.#keepCookies(response.headers['set-cookie'] ?? []);
          resolve({ status: response.statusCode, body, retryAfter: response.headers['retry-after'] });
        } catch (error) {
          reject(error); // the answer broke off
        }
      });
      request.on('timeout', () => request.destroy(new Error(`nothing came for ${ANSWER_TIMEOUT / 1000} s`)));
      request.on('error', reject);
      if (content) for (const part of [head, content, end]) request.write(part);
      request.end();
    });
  }

  #keepCookies(fields) {
    for (const field of fields) {
      const [, name, value] = /^\s*([^=;]+)=([^;]*)/.exec(field) ?? [];
      if (name) this.#cookies.set(name, value);
    }
  }
}

export const isFinal = (outcome) => outcome.progress >= 2;
export const isReadIn = (outcome) => outcome.progress === 3;

/**
 * Index, first byte and length of each; the last is -1 and has the last bytes.
 *
 * A file of one fragment goes as fragment 0 and an empty -1: only from an answer before -1 is the DeliveryId known when the
 * answer to -1 is lost.
 */
function* fragments(size) {
  if (size === 0) throw new M2MError('the file is empty');
  const last = Math.max(1, Math.ceil(size / FRAGMENT_BYTES) - 1);
  for (let number = 0; number <= last; number += 1) {
    const begin = Math.min(number * FRAGMENT_BYTES, size);
    yield { index: number === last ? -1 : number, begin, length: Math.min(FRAGMENT_BYTES, size - begin) };
  }
}

function members(answer) {
  try {
    const value = JSON.parse(answer.body);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function member(answer, name) {
  const value = answer?.[name];
  if (value === undefined) throw new M2MError(`no ${name} in the answer: ${JSON.stringify(answer)}`);
  return value;
}

/** The field Retry-After has seconds or a date. */
function seconds(field = '0') {
  return /^\d+$/.test(field) ? Number(field) : Math.max(0, (Date.parse(field) - Date.now()) / 1000 || 0);
}

/** Whether one side refused the other's certificate, which no repetition mends. */
function isCertificateTrouble({ code = '', message = '' }) {
  const verification = /^CERT_|_CERT|^UNABLE_TO_|SELF_SIGNED|^HOSTNAME_MISMATCH|ERR_TLS_CERT/.test(code);
  return verification || /\balert (bad certificate|unknown ca|certificate|unsupported|handshake failure)/.test(message);
}

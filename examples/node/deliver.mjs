#!/usr/bin/env node
// Delivers a file and waits for its final status. Exit codes: 0 Inläst, 1 any other end, 64 wrong usage.

import { readFileSync } from 'node:fs';
import { isReadIn, M2MClient, OutcomeUnknown } from './m2m-client.mjs';

const usage = `usage: node deliver.mjs [FILE]
In the environment: M2M_BASE_URL; M2M_PKCS12 and M2M_PKCS12_PASSWORD, or M2M_CERTIFICATE and M2M_KEY (PEM files);
M2M_CA (PEM file of the server's CA); M2M_ORGANISATION, M2M_PROGRAM, M2M_PERIOD, M2M_FORMAT, M2M_VERSION (may be left out);
M2M_FILE where no FILE is given.`;

const environment = process.env;
const path = process.argv[2] ?? environment.M2M_FILE;
const needed = ['M2M_BASE_URL', 'M2M_ORGANISATION', 'M2M_PROGRAM', 'M2M_PERIOD', 'M2M_FORMAT'];
needed.push(...(environment.M2M_PKCS12 ? [] : ['M2M_CERTIFICATE', 'M2M_KEY']));
const missing = needed.filter((name) => !environment[name]);
if (!path || missing.length > 0) {
  console.error(`${missing.length > 0 ? `not set: ${missing.join(', ')}\n` : ''}${usage}`);
  process.exit(64);
}

const file = (name) => (environment[name] ? readFileSync(environment[name]) : undefined);
const identity = environment.M2M_PKCS12
  ? { pfx: file('M2M_PKCS12'), passphrase: environment.M2M_PKCS12_PASSWORD ?? '' }
  : { cert: file('M2M_CERTIFICATE'), key: file('M2M_KEY') };
const client = new M2MClient({
  baseURL: environment.M2M_BASE_URL,
  identity: { ...identity, ca: file('M2M_CA') },
  tell: (line) => console.error(line),
});
try {
  const outcome = await client.deliver(path, {
    organisation: environment.M2M_ORGANISATION,
    program: environment.M2M_PROGRAM,
    period: environment.M2M_PERIOD,
    format: environment.M2M_FORMAT,
    version: environment.M2M_VERSION,
  });
  console.log(outcome.deliveryId, outcome.status);
  process.exitCode = isReadIn(outcome) ? 0 : 1;
} catch (error) {
  const isUnknown = error instanceof OutcomeUnknown;
  console.error(`${isUnknown ? `it is not known whether ${path} was delivered` : `${path} was not delivered`}: ${error.message}`);
  process.exitCode = 1;
} finally {
  client.close();
}

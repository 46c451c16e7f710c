// What Node's https reports of a heartbeat with each of several certificates, under TLS 1.2 and 1.3.
//
//     node heartbeats.mjs READY-FILE FOLDER CASE...
//
// CASE names a certificate of FOLDER, or is "missing" for none. One JSON line a case and version: an answer, or the
// error's code and text with where it came: in the handshake, or at the answer.

import { readFileSync } from 'node:fs';
import https from 'node:https';

const [readyFile, folder, ...cases] = process.argv.slice(2);
const ready = JSON.parse(readFileSync(readyFile, 'utf8'));
const ca = readFileSync(ready.ca);

function heartbeat(name, tls) {
  const files = name === 'missing' ? {}
    : { cert: readFileSync(`${folder}/${name}.crt`), key: readFileSync(`${folder}/${name}.key`) };
  const version = { minVersion: `TLSv${tls}`, maxVersion: `TLSv${tls}` };
  return new Promise((resolve) => {
    let phase = 'handshake';
    const request = https.get(`${ready.baseURL}heartbeat`, { ca, agent: false, ...files, ...version }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => { body += text; });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    request.on('socket', (socket) => socket.on('secureConnect', () => { phase = 'answer'; }));
    request.on('error', (error) => resolve({ phase, failure: `${error.name} ${error.code}: ${error.message}` }));
  });
}

for (const name of cases) {
  for (const tls of ['1.2', '1.3']) {
    console.log(JSON.stringify({ step: name, tls, ...await heartbeat(name, tls) }));
  }
}

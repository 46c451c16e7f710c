// Tells how a server's connection ends for Node: the number of bytes that came, and the error's code.
//
// usage: node broken.mjs PORT TLSv1.2|TLSv1.3

import tls from "node:tls";

const [port, version] = process.argv.slice(2);
let length = 0;
let end = "closed";
const socket = tls.connect({
  host: "127.0.0.1",
  port: Number(port),
  rejectUnauthorized: false,
  minVersion: version,
  maxVersion: version,
});
socket.on("secureConnect", () => socket.write("a"));
socket.on("data", (piece) => (length += piece.length));
socket.on("error", (error) => (end = error.code));
socket.on("close", () => console.log(`${length} ${end}`));

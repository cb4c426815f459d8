// Reads [{key, message, signature}] in hexadecimal from standard input. Writes for each whether the OpenSSL of this Node accepts it.
import { createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const PREFIX = Buffer.from("302a300506032b6570032100", "hex"); // SubjectPublicKeyInfo of Ed25519, RFC 8410 section 4.
const bytes = (text) => Buffer.from(text, "hex");

function accepts({ key, message, signature }) {
  try {
    const publicKey = createPublicKey({ key: Buffer.concat([PREFIX, bytes(key)]), format: "der", type: "spki" });
    return verify(null, bytes(message), publicKey, bytes(signature));
  } catch {
    return false;
  }
}

console.log(JSON.stringify(JSON.parse(readFileSync(0)).map(accepts)));

// Writes made.json: signatures by a key holder who adds a point of small order to the key, to R or to both, and other spellings of R, S and
// the key. The arithmetic is edwards25519 of RFC 8032 section 5.1 in plain affine coordinates; `openssl` is what this Node's OpenSSL says.
import { createHash, createPublicKey, verify } from "node:crypto";
import { writeFileSync } from "node:fs";

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value) => ((value % P) + P) % P;

function power(base, exponent) {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = (b * b) % P) {
    result = e & 1n ? (result * b) % P : result;
  }
  return result;
}

const invert = (value) => power(value, P - 2n);
const D = mod(-121665n * invert(121666n));
const SQRT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

function add([x1, y1], [x2, y2]) {
  const t = mod(D * x1 * x2 * y1 * y2);
  return [mod((x1 * y2 + x2 * y1) * invert(1n + t)), mod((y1 * y2 + x1 * x2) * invert(1n - t))];
}

function multiply(scalar, point) {
  let result = [0n, 1n];
  for (let k = scalar, p = point; k > 0n; k >>= 1n, p = add(p, p)) {
    result = k & 1n ? add(result, p) : result;
  }
  return result;
}

const number = (bytes) => BigInt("0x" + Buffer.from(bytes).reverse().toString("hex"));
const bytes = (value) => Buffer.from(value.toString(16).padStart(64, "0"), "hex").reverse();
const hex = (text) => Buffer.from(text, "hex");
const hash = (...parts) => number(createHash("sha512").update(Buffer.concat(parts)).digest()) % L;

function encode([x, y]) {
  const octets = bytes(y);
  octets[31] |= Number(x & 1n) << 7;
  return octets;
}

function decode(octets) {
  const copy = Buffer.from(octets);
  copy[31] &= 0x7f;
  const y = number(copy);
  const [u, v] = [mod(y * y - 1n), mod(D * y * y + 1n)];
  const root = power(u * invert(v), (P + 3n) / 8n);
  const x = mod(root * root * v) === u ? root : mod(root * SQRT_OF_MINUS_ONE);
  return [(x & 1n) === BigInt(octets[31] >> 7) ? x : mod(-x), y];
}

function opensslSays(key, message, signature) {
  try {
    const der = Buffer.concat([hex("302a300506032b6570032100"), key]);
    return verify(null, message, createPublicKey({ key: der, format: "der", type: "spki" }), signature);
  } catch {
    return false;
  }
}

const BASE = decode(hex("58" + "66".repeat(31)));
const ORDER_8 = decode(hex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")); // The CCTV README names it.
const SMALL = [...Array(8).keys()].map((i) => multiply(BigInt(i), ORDER_8));
const OTHER_SPELLINGS = ["ed" + "ff".repeat(30) + "7f", "ed" + "ff".repeat(31), "01" + "00".repeat(30) + "80", "ee" + "ff".repeat(30) + "7f", "ee" + "ff".repeat(31), "ec" + "ff".repeat(31)];

const secret = hash(Buffer.from("ledger test key a"));
const nonce = hash(Buffer.from("ledger test nonce r"));
const vectors = [];

function put(name, key, R, S, message, expect) {
  const [text, signature] = [Buffer.from(message), Buffer.concat([R, bytes(S)])];
  vectors.push({ name, key: key.toString("hex"), message: text.toString("hex"), signature: signature.toString("hex"), openssl: opensslSays(key, text, signature), expect });
}

/** Signs as the holder of the secret, with small-order points of these indices added to the key and to R; `fits` chooses among messages. */
function sign(name, expect, { inKey = 0, inR = 0, r = nonce, R = null, addToS = 0n, fits = () => true }) {
  const key = encode(add(multiply(secret, BASE), SMALL[inKey]));
  const encodedR = R ?? encode(add(multiply(r, BASE), SMALL[inR]));
  for (let n = 0; ; n++) {
    const message = `ledger ed25519 ${name} ${n}`;
    const k = hash(encodedR, key, Buffer.from(message));
    if (fits((inR + Number(k % 8n) * inKey) % 8)) {
      return put(name, key, encodedR, ((r + k * secret) % L) + addToS, message, expect);
    }
  }
}

sign("honest", "accepted", {});
for (let i = 1; i < 8; i++) {
  sign(`R plus small-order point ${i}`, "refused", { inR: i });
  sign(`key plus small-order point ${i}, the parts cancel`, "key refused", { inKey: i, inR: 8 - i, fits: (residue) => residue === 0 });
  sign(`key plus small-order point ${i}, the parts do not cancel`, "key refused", { inKey: i, fits: (residue) => residue !== 0 });
}
for (let i = 0; i < 8; i++) {
  sign(`R is small-order point ${i}`, "refused", { inR: i, r: 0n });
  for (let n = 0, done = false; !done; n++) {
    const message = `ledger ed25519 small key ${i} ${n}`;
    const [key, R] = [encode(SMALL[i]), encode(multiply(nonce, BASE))];
    done = (hash(R, key, Buffer.from(message)) * BigInt(i)) % 8n === 0n;
    if (done) {
      put(`key is small-order point ${i}`, key, R, nonce, message, "key refused");
    }
  }
}
for (const spelling of OTHER_SPELLINGS) {
  sign(`R is ${spelling}`, "refused", { r: 0n, R: hex(spelling) });
  const R = encode(multiply(nonce, BASE));
  const numbers = [...Array(64).keys()];
  const messages = numbers.map((n) => `ledger ed25519 key ${spelling} ${n}`);
  const message = messages.find((text) => opensslSays(hex(spelling), Buffer.from(text), Buffer.concat([R, bytes(nonce)])));
  put(`key is ${spelling}`, hex(spelling), R, nonce, message, "key refused");
}
sign("S plus L", "refused", { addToS: L });
sign("S plus 2 L", "refused", { addToS: 2n * L });
sign("S plus 8 L", "refused", { addToS: 8n * L });
sign("S plus 1", "refused", { addToS: 1n });
{
  const [key, [x, y], message] = [encode(multiply(secret, BASE)), multiply(nonce, BASE), "ledger ed25519 other R and S"];
  const S = (nonce + hash(encode([x, y]), key, Buffer.from(message)) * secret) % L;
  put("R with its sign flipped", key, encode([mod(-x), y]), S, message, "refused");
  put("S is zero", key, encode([x, y]), 0n, message, "refused");
}

writeFileSync(new URL("made.json", import.meta.url), "[" + vectors.map((vector) => "\n  " + JSON.stringify(vector)).join(",") + "\n]\n");

// Measures one peer. Usage: node peer.mjs NAME FILE, where FILE has one record per line, as `ledger sample` writes them.
// Prints {"microseconds", "characters", "disclosures"}: the processor time of this process for each record, and what one record looks like.
import { createHash, generateKeyPairSync, randomBytes, sign, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const ISSUER = "https://city.example/health";
const DISCLOSED = 12; // As many as our records of this department have on average.
const WARM_UP_MS = 2_000;
const MEASURED_MS = 4_000;

const [name, file] = process.argv.slice(2);
const lines = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

// The synchronous functions of node:crypto are faster here than WebCrypto, which the documentation of the peers uses.
const config = {
  signAlg: "ES256",
  hashAlg: "sha-256",
  signer: (text) => sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url"),
  verifier: (text, signature) =>
    verify("sha256", Buffer.from(text), { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")),
  hasher: (data) => createHash("sha256").update(typeof data === "string" ? data : Buffer.from(data)).digest(),
  saltGenerator: (length) => randomBytes(length).toString("base64url").slice(0, length),
};

const claimsOf = (line) => ({ ...line.subject, ...line.claims });

const issueWith = (instance) => (line) => {
  const claims = claimsOf(line);
  return instance.issue(
    { iss: ISSUER, iat: 1790000000, vct: line.type, ...claims },
    { _sd: Object.keys(claims).slice(0, DISCLOSED) },
  );
};

async function sdJwt(instance, isIssuing) {
  const issue = issueWith(instance);
  const issued = await Promise.all(lines.map(issue));
  const check = async (compact) => {
    const { payload } = await instance.verify(compact);
    if (payload.iss !== ISSUER) throw new Error("A true record was not read.");
  };
  await rejects(() => instance.verify(issued[0].replace(/\.[^.~]{4}([^.~]*~)/, ".AAAA$1"))); // The signature's first three bytes.
  return {
    characters: mean(issued.map((compact) => compact.length)),
    disclosures: issued[0].split("~").length - 2,
    run: isIssuing ? (index) => issue(lines[index % lines.length]) : (index) => check(issued[index % issued.length]),
  };
}

async function openAttestation(isIssuing) {
  const { default: library } = await import("@govtechsg/open-attestation");
  const documentOf = (line) => ({
    issuers: [{ name: ISSUER, certificateStore: "0x" + "1".repeat(40) }],
    type: line.type,
    ...claimsOf(line),
  });
  const wrapped = library.wrapDocuments(lines.map(documentOf));
  const altered = structuredClone(wrapped[0]);
  altered.data.name += "x";
  if (library.verifySignature(altered)) throw new Error("An altered document was accepted.");
  return {
    characters: mean(wrapped.map((document) => JSON.stringify(document).length)),
    disclosures: null,
    run: isIssuing
      ? (index) => library.wrapDocument(documentOf(lines[index % lines.length]))
      : (index) => {
          if (!library.verifySignature(wrapped[index % wrapped.length])) throw new Error("A true document was refused.");
        },
  };
}

const peers = {
  "core-verify": async () => sdJwt(await core(), false),
  "core-issue": async () => sdJwt(await core(), true),
  "vc-verify": async () => sdJwt(await vc(), false),
  "vc-issue": async () => sdJwt(await vc(), true),
  "open-attestation-verify": () => openAttestation(false),
  "open-attestation-issue": () => openAttestation(true),
};

async function core() {
  const { SDJwtInstance } = await import("@sd-jwt/core");
  return new (class extends SDJwtInstance {
    type = "sd-jwt";
    validateReservedFields() {}
  })(config);
}

async function vc() {
  const { SDJwtVcInstance } = await import("@sd-jwt/sd-jwt-vc");
  return new SDJwtVcInstance(config);
}

async function rejects(work) {
  try {
    await work();
  } catch {
    return;
  }
  throw new Error("An altered record was accepted.");
}

function mean(numbers) {
  return Math.round(numbers.reduce((sum, number) => sum + number, 0) / numbers.length);
}

async function measure(run, milliseconds) {
  const [start, processor] = [performance.now(), process.cpuUsage()];
  let done = 0;
  while (performance.now() - start < milliseconds) await run(done++);
  const { user, system } = process.cpuUsage(processor);
  return (user + system) / done;
}

const { run, ...form } = await peers[name]();
await measure(run, WARM_UP_MS);
console.log(JSON.stringify({ microseconds: Math.round(await measure(run, MEASURED_MS)), ...form }));

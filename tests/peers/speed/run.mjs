// Runs `ledger bench` and other programs that issue and verify records in turns, three times, and prints one table.
// Usage, in the folder of the repository: node tests/peers/speed/run.mjs. Needs a release build, Node 20 and npm. Takes about six minutes.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROUNDS = 3;
const RECORDS = 500;
const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "packages");
const ledger = join(here, "..", "..", "..", "artifacts", "bin", "Ledger.Cli", "release", "ledger.dll");
const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] });

const bench = (name, option, count, figure) => () => {
  const figures = JSON.parse(run("dotnet", ledger, "bench", name, option, String(count), "--json"));
  return { microseconds: figures[figure], characters: figures.bytesPerBundle ?? figures.storedBytesPerRecord, disclosures: null };
};
const peer = (name) => () => JSON.parse(run("node", join(packages, "peer.mjs"), name, sample));

// The first row of each group is ours. The ratios of a group are relative to it.
const groups = [
  ["verify", [
    ["Ledger: a whole bundle: seal, claims, inclusion, checkpoint, commitment, chain", bench("verify", "--bundles", 2_000, "processorMicrosecondsPerBundle")],
    ["`@sd-jwt/core`: the SD-JWT", peer("core-verify")],
    ["`@sd-jwt/sd-jwt-vc`: the SD-JWT VC", peer("vc-verify")],
    ["OpenAttestation: the Merkle root of the document, no signature, no chain", peer("open-attestation-verify")],
  ]],
  ["issue", [
    ["Ledger: checked, sealed, encrypted, logged, published, flushed", bench("issue", "--records", 20_000, "processorMicrosecondsPerRecord")],
    ["`@sd-jwt/core`: the SD-JWT, in memory", peer("core-issue")],
    ["`@sd-jwt/sd-jwt-vc`: the SD-JWT VC, in memory", peer("vc-issue")],
    ["OpenAttestation: one wrapped document, in memory", peer("open-attestation-issue")],
  ]],
];

run("npm", "ci", "--prefix", packages, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
const folder = mkdtempSync(join(tmpdir(), "ledger-speed-"));
const sample = join(folder, "sample.jsonl");
try {
  const lines = run("dotnet", ledger, "sample", "--residents", "1500", "--seed", "1").split("\n").filter((line) => line.includes('"department":"health"'));
  writeFileSync(sample, lines.slice(0, RECORDS).join("\n"));
  const load = [loadavg()[0]];
  const results = new Map();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [, rows] of groups) {
      for (const [row, measure] of rows) results.set(row, [...(results.get(row) ?? []), measure()]);
    }
    load.push(loadavg()[0]);
  }
  print(results, load);
} finally {
  rmSync(folder, { recursive: true });
}

function print(results, load) {
  const median = (row) => results.get(row).map((result) => result.microseconds).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.version}, load before and after each round: ${load.map((one) => one.toFixed(1)).join(", ")}`);
  console.log("Processor time of one record in microseconds, all threads.\n");
  console.log("| | each round | median | ratio to ours | bytes | disclosures |\n|---|---|---|---|---|---|");
  for (const [name, rows] of groups) {
    for (const [row] of rows) {
      const all = results.get(row);
      console.log(
        `| ${name} · ${row} | ${all.map((one) => Math.round(one.microseconds)).join(" · ")} | ${Math.round(median(row))} | × ${(median(row) / median(rows[0][0])).toFixed(1)} | ${all[0].characters} | ${all[0].disclosures ?? ""} |`,
      );
    }
  }
}

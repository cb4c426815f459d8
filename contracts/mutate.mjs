// Mutation testing of the contracts: changes one place of a source at a time and runs the tests, which must fail. README.md says how to run it.
//
//   node mutate.mjs [--only NAME] [--list] [--again] [--part I/N] [--folder FOLDER]
//
// It works in a copy (FOLDER) and never touches the sources. The results are kept there in results.jsonl, so a stopped run continues where it
// was; --again judges the survivors once more, after tests were added; --part judges every Nth mutant only.
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MutantCode } from "./mutant-code.mjs";
import { mutantsOf } from "./mutants.mjs";

const home = dirname(fileURLToPath(import.meta.url));
const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const folder = resolve(option("--folder") ?? join(tmpdir(), "ledger-mutants"));
const copy = join(folder, "contracts");
const results = join(folder, "results.jsonl");
const memo = join(folder, "solc-memo");

// Without the optimiser, because the size and the gas of the code do not matter here.
const environment = {
  ...process.env,
  FOUNDRY_OPTIMIZER: "false",
  FOUNDRY_EXTRA_OUTPUT: "[]",
  FOUNDRY_AST: "false",
  FOUNDRY_DENY: "never",
};
// Few runs of fuzz tests first, because most mutants are killed at once. The default gas limit ends an endless loop within a second.
const quick = { FOUNDRY_DYNAMIC_TEST_LINKING: "true", FOUNDRY_FUZZ_RUNS: "16", FOUNDRY_SOLC: join(home, "solc-memo.mjs"), SOLC_MEMO: memo };
// With dynamic linking a test that expects a constructor to revert passes even if it does not revert. So the final judgement is made without it.
const whole = { FOUNDRY_DYNAMIC_TEST_LINKING: "false", FOUNDRY_OUT: "out-whole", FOUNDRY_CACHE_PATH: "cache-whole", FOUNDRY_GAS_LIMIT: `${2 ** 33}` };
const limitSeconds = 60 * 60;

/** Runs Forge in the copy. Null when it took too long, which is no judgement. */
function forge(args, more) {
  const { status, stdout, stderr } = spawnSync("timeout", [`${limitSeconds}`, "node", join(home, "forge.mjs"), ...args, "--offline"], {
    cwd: copy,
    env: { ...environment, ...more },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return status === null || status === 124 ? null : { isFine: status === 0, output: stdout + stderr };
}

function makeCopy() {
  mkdirSync(memo, { recursive: true });
  for (const name of ["src", "test", "out", "cache"]) {
    rmSync(join(copy, name), { recursive: true, force: true });
  }
  for (const name of ["src", "test", "foundry.toml", "solc.mjs", "package.json"]) {
    cpSync(join(home, name), join(copy, name), { recursive: true });
  }
  cpSync(join(home, "../tests/vectors/tree"), join(folder, "tests/vectors/tree"), { recursive: true });
  if (!existsSync(join(copy, "node_modules"))) {
    symlinkSync(join(home, "node_modules"), join(copy, "node_modules"));
  }
}

// The gas tests are left out, because the optimiser is off.
const quickTests = ["test", "--fail-fast", "--no-match-contract", "GasTest|Invariants", "--no-match-test", "_Every(LeafOfSmallTrees|PairOfSmallSizes)"];

/** The tests next to a source first, then all that is quick. */
function quickTestsOf(source) {
  const near = {
    "Council.sol": "test/council/*",
    "MerkleProof.sol": "test/{MerkleProof,Vectors,Sha256}.t.sol",
    "LogAnchor.sol": "test/LogAnchor*.t.sol",
    "RecordStatus.sol": "test/RecordStatus*.t.sol",
  }[source] ?? "test/registry/*";
  return [[...quickTests, "--match-path", near], quickTests];
}

/** Every test that runs code of a source. Only the proofs of the log anchor use the proof library, and its own tests use nothing else. */
function allTestsOf(source) {
  const anchoring = "test/{MerkleProof.t,Vectors.t,Sha256.t,LogAnchor.t,LogAnchorFuzz.t,invariants/LogAnchorInvariants.t}.sol";
  const isOfAnchoring = ["MerkleProof.sol", "LogAnchor.sol"].includes(source);
  const filter = isOfAnchoring ? ["--match-path", anchoring] : ["--no-match-path", "test/MerkleProof.t.sol"];
  return ["test", "--fail-fast", "--no-match-contract", "GasTest", ...filter];
}

/** "killed" and the first test that fails, "survived" when all runs pass, "too slow" when one does not end. */
function test(runs, more) {
  for (const args of runs) {
    const tested = forge(args, more);
    if (tested === null) {
      return { outcome: "too slow" };
    }
    if (!tested.isFine) {
      const by = /\[FAIL.*\] (\w+)/.exec(tested.output)?.[1];
      return by === undefined ? stop(`Forge failed, but no test did: ${args.join(" ")}`, tested.output) : { outcome: "killed", by };
    }
  }
  return { outcome: "survived" };
}

function judgeQuickly({ source, text }) {
  try {
    return code.put(source, text) ? test(quickTestsOf(source), quick) : { outcome: "no code" };
  } finally {
    code.restore();
  }
}

function judgeWholly({ source, text }) {
  const path = join(copy, "src", source);
  writeFileSync(path, text);
  try {
    return test([allTestsOf(source)], whole);
  } finally {
    writeFileSync(path, code.textOf(source));
  }
}

function stop(message, output) {
  console.error(message);
  console.error(output);
  process.exit(1);
}

/** Runs the tests on the unchanged sources. They must pass. */
function ensureSound(args, more) {
  const sound = forge(args, more);
  if (!sound?.isFine) {
    stop(`The tests fail without a mutation, or take too long: ${args.join(" ")}`, sound?.output);
  }
}

/** Builds apart from the tests, because a filtered run compiles only what the tests import, and that leaves out what is linked. */
function buildSound() {
  const built = forge(["build"], quick);
  if (!built?.isFine) {
    stop("The sources do not compile.", built?.output);
  }
  ensureSound(quickTests, quick);
}

/** Ensures that the tests run the code that is put into the build: they pass with the compiled source, and fail with a ruined one. */
function ensureCodeIsTested(source) {
  for (const isRuined of [true, false]) {
    isRuined ? code.ruin(source) : code.put(source, code.textOf(source));
    for (const args of quickTestsOf(source)) {
      const tested = forge(args, quick);
      if (tested === null || tested.isFine === isRuined) {
        stop(`The tests do not run the code that was put into the build of ${source}: ${args.join(" ")}`, tested?.output);
      }
    }
  }
  code.restore();
}

makeCopy();
const code = new MutantCode(copy, JSON.parse(forge(["config", "--json"], quick).output));
const only = option("--only");
const sources = readdirSync(join(copy, "src")).filter((name) => !/^I[A-Z]/.test(name) && (only === undefined || name === `${only}.sol`));
const [part, parts] = (option("--part") ?? "1/1").split("/").map(Number);
const mutants = sources.flatMap((name) => mutantsOf(name, code.textOf(name), code.treeOf(name))).filter((_, i) => i % parts === part - 1);

if (process.argv.includes("--list")) {
  mutants.forEach((mutant) => console.log(`${mutant.source}:${mutant.line} ${mutant.was} → ${mutant.becomes}`));
  process.exit(0);
}

const known = existsSync(results) ? readFileSync(results, "utf8").trim().split("\n").filter(Boolean).map((line) => JSON.parse(line)) : [];
const judged = new Map(known.map((result) => [result.id, result]));
const keep = (mutant, verdict) => {
  const { id, source, line, was, becomes } = mutant;
  const result = { id, source, line, was, becomes, ...verdict };
  judged.set(id, result);
  appendFileSync(results, `${JSON.stringify(result)}\n`);
  console.log(`${result.outcome.padEnd(8)} ${source}:${line} ${was} → ${becomes}${result.by ? ` (${result.by})` : ""}`);
};

// Two rounds: a mutant that survives a few runs of a few tests is judged by all tests at the end.
const isAgain = process.argv.includes("--again");
const open = mutants.filter(({ id }) => !judged.has(id) || (isAgain && ["survived", "waiting"].includes(judged.get(id).outcome)));
if (open.length > 0) {
  buildSound();
  sources.forEach(ensureCodeIsTested);
}
for (const mutant of open) {
  const verdict = judgeQuickly(mutant);
  keep(mutant, verdict.outcome === "survived" ? { outcome: "waiting" } : verdict);
}
const sound = new Set();
for (const mutant of mutants.filter(({ id }) => judged.get(id).outcome === "waiting")) {
  const verdict = judgeWholly(mutant);
  // A failure says something only if the sound source passes.
  if (verdict.outcome === "killed" && !sound.has(mutant.source)) {
    ensureSound(allTestsOf(mutant.source), whole);
    sound.add(mutant.source);
  }
  keep(mutant, verdict);
}

const all = mutants.map(({ id }) => judged.get(id));
const count = (outcome) => all.filter((result) => result.outcome === outcome).length;
console.log(`\n${all.length} mutants: ${count("killed")} killed, ${count("survived")} survived, ${count("too slow")} too slow to say, ${count("no code")} do not compile`);
for (const { source, line, was, becomes } of all.filter((result) => result.outcome === "survived")) {
  console.log(`| \`${source}\` ${line} | \`${was}\` → \`${becomes}\` | |`);
}
process.exitCode = count("too slow") === 0 ? 0 : 1;

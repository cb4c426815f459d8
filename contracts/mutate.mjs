// Mutation testing of the contracts: changes one place of a source at a time and runs the tests, which must fail. README.md says how to run it.
//
//   node mutate.mjs [--only NAME] [--list] [--again] [--folder FOLDER]
//
// It works in a copy (FOLDER) and never touches the sources. What was judged is kept there in results.jsonl, so a run that was stopped goes on
// where it was; --again judges the survivors once more, after tests were added.
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { mutantsOf } from "./mutants.mjs";

const home = dirname(fileURLToPath(import.meta.url));
const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const folder = resolve(option("--folder") ?? join(tmpdir(), "ledger-mutants"));
const copy = join(folder, "contracts");
const results = join(folder, "results.jsonl");

// The code does not matter for size here, and the tests must not be compiled again for every mutant. Invariants and fuzz run in few runs
// first, as most mutants die at once.
const environment = {
  ...process.env,
  FOUNDRY_OPTIMIZER: "false",
  FOUNDRY_DYNAMIC_TEST_LINKING: "true",
  FOUNDRY_EXTRA_OUTPUT: "[]",
  FOUNDRY_DENY: "never",
  FOUNDRY_GAS_LIMIT: `${2 ** 33}`,
};
const quick = { FOUNDRY_FUZZ_RUNS: "16" };
// Linked so, a test that expects a constructor to revert passes when it does not. So the last word is without it.
const whole = { FOUNDRY_DYNAMIC_TEST_LINKING: "false", FOUNDRY_OUT: "out-whole", FOUNDRY_CACHE_PATH: "cache-whole" };
const limitSeconds = 60 * 60;

/** Runs Forge in the copy. Null when it took too long, which is no judgement. */
function forge(args, more = {}) {
  const { status, stdout, stderr } = spawnSync("timeout", [`${limitSeconds}`, "node", join(home, "forge.mjs"), ...args, "--offline"], {
    cwd: copy,
    env: { ...environment, ...more },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return status === null || status === 124 ? null : { isFine: status === 0, output: stdout + stderr };
}

function makeCopy() {
  mkdirSync(folder, { recursive: true });
  for (const name of ["src", "test"]) {
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

/** The tests next to a source first, then all that is quick: most mutants are killed early. */
function quickTestsOf(source) {
  const near = {
    "Council.sol": "test/council/*",
    "MerkleProof.sol": "test/{MerkleProof,Vectors,Sha256}.t.sol",
    "LogAnchor.sol": "test/LogAnchor*.t.sol",
    "RecordStatus.sol": "test/RecordStatus*.t.sol",
  }[source] ?? "test/registry/*";
  return [["test", "--fail-fast", "--match-path", near], quickTests];
}

// Gas is left out, as the optimiser is off.
const quickTests = ["test", "--fail-fast", "--no-match-contract", "GasTest|Invariants", "--no-match-test", "_Every"];
const allTests = ["test", "--fail-fast", "--no-match-contract", "GasTest"];

/** "killed" by a test, "survived", "no code" when it does not compile, "too slow" when there is no judgement. */
function judge(mutant, text, runs, more) {
  const path = join(copy, "src", mutant.source);
  writeFileSync(path, mutant.text);
  if (/^library /m.test(text)) {
    // A library is compiled into what calls it, also into its harness.
    const harness = readFileSync(join(home, "test/support/ProofHarness.sol"), "utf8");
    writeFileSync(join(copy, "test/support/ProofHarness.sol"), `${harness}// ${mutant.id}\n`);
  }
  try {
    // Apart from the tests: a filtered test run compiles only what the tests import, which the linking leaves out.
    const built = forge(["build"], more);
    if (built === null || !built.isFine) {
      return { outcome: built === null ? "too slow" : "no code" };
    }
    for (const args of runs) {
      const tested = forge(args, more);
      if (tested === null) {
        return { outcome: "too slow" };
      }
      if (!tested.isFine) {
        return { outcome: "killed", by: /\[FAIL.*\] (\w+)/.exec(tested.output)?.[1] ?? "a failure without a test's name" };
      }
    }
    return { outcome: "survived" };
  } finally {
    writeFileSync(path, text);
  }
}

/** The tests of a sound source, which must pass. */
function ensureSound(args, more) {
  const sound = forge(["build"], more)?.isFine ? forge(args, more) : null;
  if (!sound?.isFine) {
    console.error(`The tests fail without a mutation, or take too long: ${args.join(" ")}`);
    console.error(sound?.output.split("\n").filter((line) => line.includes("FAIL")).join("\n"));
    process.exit(1);
  }
}

makeCopy();
const first = forge(["build"]);
if (!first?.isFine) {
  console.error(first?.output ?? "The build took too long.");
  process.exit(1);
}

const only = option("--only");
const sources = readdirSync(join(copy, "src")).filter((name) => !/^I[A-Z]/.test(name) && (only === undefined || name === `${only}.sol`));
const texts = Object.fromEntries(sources.map((name) => [name, readFileSync(join(copy, "src", name), "utf8")]));
const out = join(copy, "out");
const mutants = sources.flatMap((name) => {
  const contract = name.replace(".sol", "");
  return mutantsOf(name, texts[name], JSON.parse(readFileSync(join(out, name, `${contract}.json`), "utf8")).ast);
});

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

// Two rounds: what few runs of few tests do not notice is put to all of them at the end.
ensureSound(quickTests, quick);
const isAgain = process.argv.includes("--again");
for (const mutant of mutants.filter(({ id }) => !judged.has(id) || (isAgain && judged.get(id).outcome === "survived"))) {
  const verdict = judge(mutant, texts[mutant.source], quickTestsOf(mutant.source), quick);
  keep(mutant, verdict.outcome === "survived" ? { outcome: "waiting" } : verdict);
}
const waiting = mutants.filter(({ id }) => judged.get(id).outcome === "waiting");
if (waiting.length > 0) {
  ensureSound(allTests, whole);
  waiting.forEach((mutant) => keep(mutant, judge(mutant, texts[mutant.source], [allTests], whole)));
}

const all = mutants.map(({ id }) => judged.get(id));
const count = (outcome) => all.filter((result) => result.outcome === outcome).length;
console.log(`\n${all.length} mutants: ${count("killed")} killed, ${count("survived")} survived, ${count("too slow")} too slow to say, ${count("no code")} do not compile`);
for (const { source, line, was, becomes } of all.filter((result) => result.outcome === "survived")) {
  console.log(`| \`${source}\` ${line} | \`${was}\` → \`${becomes}\` | |`);
}
process.exitCode = count("too slow") === 0 ? 0 : 1;

// Writes artifacts/<Name>.json from the output of `forge build` in out/. .NET deploys and encodes from these files and compares a chain with them.
// With --check it only compares. It also refuses code that is too large for a chain.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const names = ["DepartmentRegistry", "LogAnchor", "RecordStatus"];
const maxCodeSize = 24576; // EIP-170
const isCheck = process.argv.includes("--check");
const differing = [];
const sources = readdirSync("src").map((file) => readBuilt(file.slice(0, -".sol".length)));

mkdirSync("artifacts", { recursive: true });
for (const name of names) {
  const built = readBuilt(name);
  const size = (built.deployedBytecode.object.length - 2) / 2;
  if (size > maxCodeSize) {
    console.error(`${name} has ${size} bytes of code; a chain takes ${maxCodeSize} (EIP-170).`);
    process.exit(1);
  }
  const artifact = {
    abi: built.abi,
    bytecode: built.bytecode.object,
    deployedBytecode: built.deployedBytecode.object,
    immutableReferences: immutablesOf(built),
  };
  const text = JSON.stringify(artifact, null, 1) + "\n";
  const path = `artifacts/${name}.json`;
  if (!isCheck) {
    writeFileSync(path, text);
  } else if (readFileSync(path, "utf8") !== text) {
    differing.push(path);
  }
}

if (differing.length > 0) {
  console.error(`${differing.join(", ")} is not what the source compiles to. Run "forge build && node artifacts.mjs" and commit it.`);
  process.exit(1);
}

// The places where a constructor writes each immutable into the code. The compiler names an immutable by a number that changes with other files.
// The declaration with that number has the name; it may be in another file, because of base contracts.
function immutablesOf(built) {
  const entries = Object.entries(built.deployedBytecode.immutableReferences).map(([id, places]) => [nameOf(built, Number(id)), places]);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function nameOf(built, id) {
  const own = immutablesIn(built).filter((variable) => variable.id === id);
  const found = own.length > 0 ? own : sources.flatMap(immutablesIn).filter((variable) => variable.id === id);
  if (found.length !== 1) {
    throw new Error(`${found.length} immutables have the number ${id}. Files of several builds lie in out: run "forge build --force".`);
  }
  return found[0].name;
}

function immutablesIn(built) {
  return built.ast.nodes.flatMap((contract) => contract.nodes ?? []).filter((node) => node.mutability === "immutable");
}

function readBuilt(name) {
  return JSON.parse(readFileSync(`out/${name}.sol/${name}.json`, "utf8"));
}

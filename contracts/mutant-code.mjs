// Compiles a mutant in this process and puts its code into the build of the sound sources, where Forge finds it. The compiler is loaded once, and
// Forge compiles nothing for a mutant, because no source on disk changes. The tests must be built with dynamic linking: then they deploy a contract
// of src from its build and do not contain its code.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, posix } from "node:path";

const solc = createRequire(import.meta.url)("solc");
const harness = "test/support/ProofHarness.sol";
const code = ["evm.bytecode.object", "evm.deployedBytecode.object", "evm.deployedBytecode.immutableReferences"];

export class MutantCode {
  #copy;
  #settings;
  #texts = new Map();
  #sound = new Map();
  #imports = new Map();

  /** `copy` is a folder with src, test, node_modules and Forge's build in out; `config` is Forge's configuration of that build. */
  constructor(copy, config) {
    this.#copy = copy;
    this.#settings = {
      optimizer: { enabled: config.optimizer, runs: config.optimizer_runs },
      metadata: { bytecodeHash: config.bytecode_hash, appendCBOR: config.cbor_metadata },
      evmVersion: config.evm_version,
    };
    for (const folder of ["src", "test"]) {
      const names = readdirSync(join(copy, folder), { recursive: true }).filter((name) => name.endsWith(".sol"));
      names.forEach((name) => this.#read(posix.join(folder, name)));
    }
  }

  textOf(source) {
    return this.#texts.get(`src/${source}`);
  }

  treeOf(source) {
    const path = `src/${source}`;
    return this.#compile(this.#texts, { [path]: { "": ["ast"] } }).sources[path].ast;
  }

  /** Puts `text` in the place of a source into every contract that contains it. False when it does not compile; then nothing is changed. */
  put(source, text) {
    const compiled = this.#compile(new Map(this.#texts).set(`src/${source}`, text), this.#codeWith(source));
    if (compiled.errors?.some(({ severity }) => severity === "error")) {
      return false;
    }
    this.#contractsIn(compiled).forEach(({ path, evm }) => this.#write(path, evm));
    return true;
  }

  /** Puts back what Forge built. */
  restore() {
    this.#sound.forEach((text, path) => writeFileSync(path, text));
  }

  /** Makes every contract that contains a source fail wherever it is called. */
  ruin(source) {
    const invalid = { object: "fe" };
    const compiled = this.#compile(this.#texts, this.#codeWith(source));
    this.#contractsIn(compiled).forEach(({ path }) => this.#write(path, { bytecode: invalid, deployedBytecode: invalid }));
  }

  /** The output that the compiler is asked for: the code of every file that contains the source, and for a library also of the tests that use its harness. */
  #codeWith(source) {
    const path = `src/${source}`;
    const isLibrary = /^library /m.test(this.textOf(source));
    const contains = (file) => (file.startsWith("src/") ? this.#reaches(file, path) : isLibrary && file.endsWith(".t.sol") && this.#reaches(file, harness));
    return Object.fromEntries([...this.#texts.keys()].filter(contains).map((file) => [file, { "*": code }]));
  }

  #contractsIn(compiled) {
    return Object.entries(compiled.contracts).flatMap(([file, contracts]) =>
      Object.entries(contracts)
        .filter(([, { evm }]) => evm.bytecode.object !== "")
        .map(([name, { evm }]) => ({ path: join(this.#copy, "out", basename(file), `${name}.json`), evm })),
    );
  }

  #write(path, { bytecode, deployedBytecode }) {
    if (!this.#sound.has(path)) {
      this.#sound.set(path, readFileSync(path, "utf8"));
    }
    const built = JSON.parse(this.#sound.get(path));
    built.bytecode = { ...built.bytecode, object: `0x${bytecode.object}`, linkReferences: {} };
    built.deployedBytecode = { ...built.deployedBytecode, ...deployedBytecode, object: `0x${deployedBytecode.object}`, linkReferences: {} };
    writeFileSync(path, JSON.stringify(built));
  }

  #compile(texts, outputSelection) {
    const sources = Object.fromEntries([...texts].map(([path, content]) => [path, { content }]));
    return JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources, settings: { ...this.#settings, outputSelection } })));
  }

  #read(path) {
    if (this.#texts.has(path)) {
      return;
    }
    const onDisk = [path, join("node_modules", path)].map((place) => join(this.#copy, place)).find(existsSync);
    const text = readFileSync(onDisk, "utf8");
    const imports = [...text.matchAll(/^import [^"]*"([^"]+)";/gm)].map(([, to]) => (to.startsWith(".") ? posix.join(posix.dirname(path), to) : to));
    this.#texts.set(path, text);
    this.#imports.set(path, imports);
    imports.forEach((to) => this.#read(to));
  }

  #reaches(from, to) {
    return from === to || this.#imports.get(from).some((next) => this.#reaches(next, to));
  }
}

// Writes the vectors beside this file; with --check compares only. The tree is RFC 9162 section 2.1 as written there: recursive. It
// shares no code with the implementations that read the vectors.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const hash = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const leaf = (entry) => hash(Buffer.from([0]), Buffer.from(entry));
const node = (left, right) => hash(Buffer.from([1]), left, right);
const flip = (bytes, bit = 0) => Buffer.from(bytes.map((value, i) => (i === bit >> 3 ? value ^ (0x80 >> (bit & 7)) : value)));
const hex = (bytes) => "0x" + bytes.toString("hex");

/** The largest power of two below n. */
function split(n) {
  let k = 1n;
  while (k * 2n < n) {
    k *= 2n;
  }
  return k;
}

/** A tree over the hashes that `leafAt` gives. `isUniform`: all leaves are the same. Then equal sizes give equal subtrees, so 2^40 leaves need little work. */
function tree(leafAt, isUniform = false, join = node) {
  const known = new Map();
  const root = (from, to) => {
    const key = isUniform ? `${to - from}` : `${from}-${to}`;
    if (!known.has(key)) {
      const middle = to - from > 1n ? from + split(to - from) : 0n;
      known.set(key, to - from === 1n ? leafAt(from) : join(root(from, middle), root(middle, to)));
    }
    return known.get(key);
  };
  // Section 2.1.3.1, PATH(m, D[from:to]).
  const path = (m, from, to) => {
    if (to - from === 1n) {
      return [];
    }
    const k = split(to - from);
    return m < k ? [...path(m, from, from + k), root(from + k, to)] : [...path(m - k, from + k, to), root(from, from + k)];
  };
  // Section 2.1.4.1, SUBPROOF(m, D[from:to], isWhole).
  const subproof = (m, from, to, isWhole) => {
    if (m === to - from) {
      return isWhole ? [] : [root(from, to)];
    }
    const k = split(to - from);
    return m <= k
      ? [...subproof(m, from, from + k, isWhole), root(from + k, to)]
      : [...subproof(m - k, from + k, to, false), root(from, from + k)];
  };
  return {
    leaf: leafAt,
    root: (size) => root(0n, size),
    inclusion: (index, size) => path(index, 0n, size),
    consistency: (oldSize, newSize) => subproof(oldSize, 0n, newSize, true),
  };
}

const city = tree((i) => leaf(`entry ${i}`));
const monotonous = tree(() => leaf("the same entry"), true);
const vectors = new Map();

function inclusion(name, desc, expect, index, size, change = {}, from = city) {
  const [i, n] = [BigInt(index), BigInt(size)];
  const made = { leafIndex: index, treeSize: size, leaf: from.leaf(i), proof: from.inclusion(i, n), root: from.root(n) };
  vectors.set(`inclusion-${name}`, { desc, kind: "inclusion", ...made, ...change, expect });
}

function consistency(name, desc, expect, oldSize, newSize, change = {}, from = city) {
  const [m, n] = [BigInt(oldSize), BigInt(newSize)];
  const made = { oldSize, newSize, oldRoot: from.root(m), proof: from.consistency(m, n), newRoot: from.root(n) };
  vectors.set(`consistency-${name}`, { desc, kind: "consistency", ...made, ...change, expect });
}

// ---- inclusion, accepted --------------------------------------------------------------------------------------------
for (const [index, size, desc] of [
  [0, 1, "the only leaf: no hashes, and the root is the leaf"],
  [0, 2, "the left of two"],
  [1, 2, "the right of two"],
  [2, 3, "the last leaf, alone on the right edge"],
  [3, 8, "a complete tree"],
  [7, 11, "the middle of an incomplete tree"],
  [10, 11, "the right edge of an incomplete tree, where levels are skipped"],
  [255, 256, "the last leaf of a full tile"],
  [256, 257, "the first leaf of the next tile"],
]) {
  inclusion(`${index}-of-${size}`, desc, "accepted", index, size);
}
const [far, vast] = [2 ** 40 + 3, 2 ** 40 + 1000];
inclusion("beyond-32-bits", "index and size above 2^32, in a tree whose leaves are all the same", "accepted", far, vast, {}, monotonous);
// Published by C2SP with tlog-proof, from the test log of transparency-dev/tessera: the entry is `four`.
const published = (text) => Buffer.from(text, "base64");
inclusion("published-3-of-15", "published with C2SP tlog-proof, from the test log of transparency-dev/tessera", "accepted", 3, 15, {
  leaf: published("9xWrP6pdBx5uKsS7mU1b9zWUPcw3mdoNCF55gM+5M2o="),
  proof: [
    published("Zx8UbF5HHooag6PCFM5LqQe486WIjRTMjNPOdbsS75Q="),
    published("T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4="),
    published("g0ZoeYWtIV8Q8i+4CmgqPnBvH2il107lyCgTQsyB7H4="),
    published("5jLpqTgjsBDSEX6SgZiRnbTMdTuRd8bQ5tSsAOxe0Ks="),
  ],
  root: published("rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs="),
});
inclusion(
  "tree-size-plus-one-same-shape",
  "tree size plus one where the path has the same shape: a root does not hold its size, so no proof can tell; the signed checkpoint does",
  "accepted", 7, 11, { treeSize: 12 });

// ---- inclusion, refused ---------------------------------------------------------------------------------------------
const path = city.inclusion(7n, 11n);
const included = (name, desc, change) => inclusion(name, desc, "refused", 7, 11, change);
included("leaf-index-plus-one", "leaf index plus one", { leafIndex: 8 });
included("leaf-index-minus-one", "leaf index minus one", { leafIndex: 6 });
included("leaf-index-is-tree-size", "leaf index equal to the tree size", { leafIndex: 11 });
included("leaf-index-beyond-tree", "leaf index far beyond the tree", { leafIndex: 2 ** 40 + 7 });
included("tree-size-zero", "tree size 0", { treeSize: 0 });
included("tree-size-doubled", "tree size times two", { treeSize: 22 });
included("tree-size-minus-three", "tree size 8, where the path is one hash shorter", { treeSize: 8 });
inclusion("tree-size-plus-one", "tree size plus one, at the right edge", "refused", 10, 11, { treeSize: 12 });
inclusion("tree-size-minus-one", "tree size minus one, at the right edge", "refused", 10, 11, { treeSize: 10 });
included("leaf-bit-flipped", "one bit of the leaf flipped", { leaf: flip(city.leaf(7n), 100) });
included("leaf-is-its-neighbour", "the leaf beside it", { leaf: city.leaf(6n) });
included("leaf-is-the-root", "the root in place of the leaf", { leaf: city.root(11n) });
included("leaf-without-prefix", "the entry hashed without the 0x00 before it", { leaf: hash(Buffer.from("entry 7")) });
included("leaf-with-node-prefix", "the entry hashed with 0x01 before it", { leaf: hash(Buffer.from([1]), Buffer.from("entry 7")) });
included("root-first-bit-flipped", "the first bit of the root flipped", { root: flip(city.root(11n), 0) });
included("root-last-bit-flipped", "the last bit of the root flipped", { root: flip(city.root(11n), 255) });
included("root-of-ten", "the root of one entry before", { root: city.root(10n) });
included("root-is-zero", "a root of zeros", { root: Buffer.alloc(32) });
included("hash-extra-first", "one hash too many, before the others", { proof: [city.leaf(0n), ...path] });
included("hash-extra-last", "one hash too many, after the others", { proof: [...path, city.leaf(0n)] });
included("hash-extra-root", "one hash too many: the root once more", { proof: [...path, city.root(11n)] });
included("hash-missing-first", "the first hash missing", { proof: path.slice(1) });
included("hash-missing-last", "the last hash missing", { proof: path.slice(0, -1) });
included("hash-none", "no hashes at all", { proof: [] });
included("hash-none-root-is-leaf", "no hashes, and the leaf for a root", { proof: [], root: city.leaf(7n) });
included("hashes-swapped", "two hashes in the other order", { proof: [path[1], path[0], ...path.slice(2)] });
included("hashes-reversed", "all hashes in the other order", { proof: [...path].reverse() });
path.forEach((_, i) =>
  included(`hash-${i}-bit-flipped`, `one bit of hash ${i} flipped`, { proof: path.map((h, j) => (i === j ? flip(h, 8 * i + 3) : h)) }));
inclusion("hash-for-one-leaf", "a hash where the only leaf needs none", "refused", 0, 1, { proof: [city.leaf(0n)] });
const bare = tree((i) => leaf(`entry ${i}`), false, (left, right) => hash(left, right));
inclusion("nodes-without-prefix", "a tree whose nodes are hashed without the 0x01 before them", "refused", 7, 11, {}, bare);
const sorted = tree((i) => leaf(`entry ${i}`), false, (left, right) => node(...[left, right].sort(Buffer.compare)));
inclusion("nodes-of-sorted-pairs", "a tree whose nodes hash the smaller child first", "refused", 7, 11, {}, sorted);
const turned = tree((i) => leaf(`entry ${i}`), false, (left, right) => node(right, left));
inclusion("nodes-right-before-left", "a tree whose nodes hash the right child first", "refused", 7, 11, {}, turned);

// ---- consistency, accepted ------------------------------------------------------------------------------------------
for (const [oldSize, newSize, desc] of [
  [1, 2, "one leaf, then two"],
  [2, 3, "a complete old tree and one leaf more"],
  [3, 4, "an incomplete tree that becomes complete"],
  [3, 7, "the first example of RFC 9162 section 2.1.5"],
  [4, 7, "the second example of RFC 9162 section 2.1.5: a complete old tree is left out of the proof"],
  [6, 7, "the third example of RFC 9162 section 2.1.5"],
  [6, 15, "an incomplete tree in another incomplete tree"],
  [8, 16, "a complete tree twice as large"],
  [10, 11, "one leaf more at the right edge"],
  [255, 256, "a tile that becomes full"],
  [256, 257, "a full tile and the first leaf of the next"],
  [100, 1000, "many leaves at once"],
]) {
  consistency(`${oldSize}-to-${newSize}`, desc, "accepted", oldSize, newSize);
}
consistency("beyond-32-bits", "sizes above 2^32, in a tree whose leaves are all the same", "accepted", far, vast, {}, monotonous);
consistency("published-6-to-15", "the test log of transparency-dev/tessera", "accepted", 6, 15, {
  oldRoot: published("a6sWvsc2eEzmj72vah7mZ5dwFltivehh2b11qwlp5Jg="),
  proof: [
    published("ycRkkNklus5eMVRUvkD1pK321vMrA+jjOiZKU8aOcY4="),
    published("nk9gCR+floFqznAPtqjjcnnV64dge2jQB95D5t164Hg="),
    published("zY1lN35vrXYAPixXSd59LsU29xUJtuW4o2dNNg5Y2Co="),
    published("5jLpqTgjsBDSEX6SgZiRnbTMdTuRd8bQ5tSsAOxe0Ks="),
  ],
  newRoot: published("rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs="),
});
consistency(
  "new-size-plus-one-same-shape",
  "new size plus one where the proof has the same shape: a root does not hold its size, so no proof can tell; the signed checkpoint does",
  "accepted", 4, 7, { newSize: 8 });

// ---- consistency, refused -------------------------------------------------------------------------------------------
const growth = city.consistency(6n, 11n);
const grown = (name, desc, change) => consistency(name, desc, "refused", 6, 11, change);
grown("old-size-zero", "old size 0 with the proof of 6", { oldSize: 0 });
grown("old-size-plus-one", "old size plus one", { oldSize: 7 });
grown("old-size-minus-one", "old size minus one", { oldSize: 5 });
grown("old-size-is-new-size", "old size equal to the new size", { oldSize: 11 });
grown("new-size-zero", "new size 0", { newSize: 0 });
grown("new-size-is-old-size", "new size equal to the old size", { newSize: 6 });
grown("new-size-doubled", "new size times two", { newSize: 22 });
consistency("new-size-plus-one", "new size plus one, where the tree gets a level more", "refused", 3, 4, { newSize: 5 });
consistency("new-size-minus-one", "new size minus one, where the tree gets a level less", "refused", 3, 5, { newSize: 4 });
grown("sizes-swapped", "the two sizes swapped", { oldSize: 11, newSize: 6 });
grown("sizes-and-roots-swapped", "a log that shrinks: sizes and roots swapped", {
  oldSize: 11, newSize: 6, oldRoot: city.root(11n), newRoot: city.root(6n),
});
grown("roots-swapped", "the two roots swapped", { oldRoot: city.root(11n), newRoot: city.root(6n) });
grown("same-size-other-root", "no growth, and another root", { oldSize: 6, newSize: 6, proof: [] });
grown("same-size-with-hash", "no growth, and a hash that is not needed", { oldSize: 6, newSize: 6, newRoot: city.root(6n), proof: [city.leaf(0n)] });
grown("old-root-bit-flipped", "one bit of the old root flipped", { oldRoot: flip(city.root(6n), 77) });
grown("old-root-of-five", "the old root of one entry before", { oldRoot: city.root(5n) });
grown("new-root-first-bit-flipped", "the first bit of the new root flipped", { newRoot: flip(city.root(11n), 0) });
grown("new-root-last-bit-flipped", "the last bit of the new root flipped", { newRoot: flip(city.root(11n), 255) });
grown("new-root-of-ten", "the new root of one entry before", { newRoot: city.root(10n) });
grown("new-root-is-old-root", "the old root for the new one", { newRoot: city.root(6n) });
grown("new-root-is-zero", "a new root of zeros", { newRoot: Buffer.alloc(32) });
grown("hash-extra-first", "one hash too many, before the others", { proof: [city.root(6n), ...growth] });
grown("hash-extra-last", "one hash too many, after the others", { proof: [...growth, city.leaf(0n)] });
grown("hash-missing-first", "the first hash missing", { proof: growth.slice(1) });
grown("hash-missing-last", "the last hash missing", { proof: growth.slice(0, -1) });
grown("hash-none", "no hashes at all", { proof: [] });
grown("hash-none-same-root", "no hashes, and the old root for the new one", { proof: [], newRoot: city.root(6n) });
grown("hashes-swapped", "two hashes in the other order", { proof: [growth[1], growth[0], ...growth.slice(2)] });
grown("hashes-reversed", "all hashes in the other order", { proof: [...growth].reverse() });
growth.forEach((_, i) =>
  grown(`hash-${i}-bit-flipped`, `one bit of hash ${i} flipped`, { proof: growth.map((h, j) => (i === j ? flip(h, 8 * i + 3) : h)) }));
consistency("complete-tree-with-its-root", "the root of a complete old tree in front, where it is left out", "refused", 4, 7, {
  proof: [city.root(4n), ...city.consistency(4n, 7n)],
});
consistency("complete-tree-hash-none", "a complete old tree, and no hashes", "refused", 4, 7, { proof: [] });
const rewritten = tree((i) => leaf(i === 2n ? "another entry" : `entry ${i}`));
consistency("history-rewritten", "entry 2 changed after the old root was known, and a proof made from the new log", "refused", 6, 11, {
  oldRoot: city.root(6n),
}, rewritten);
consistency("history-rewritten-honest-proof", "entry 2 changed, and the proof made from the old log", "refused", 6, 11, { newRoot: rewritten.root(11n) });
const dropped = tree((i) => leaf(`entry ${i < 5n ? i : i + 1n}`));
consistency("entry-dropped", "the last anchored entry left out, and a proof made from the log without it", "refused", 6, 11, {
  oldRoot: city.root(6n),
}, dropped);

// ---- files ----------------------------------------------------------------------------------------------------------
const here = new URL(".", import.meta.url);
const asText = (vector) =>
  JSON.stringify(vector, (_, value) => (value?.type === "Buffer" ? hex(Buffer.from(value.data)) : value), 2) + "\n";
const files = new Map([...vectors].map(([name, vector]) => [`${name}.json`, asText(vector)]));

if (process.argv.includes("--check")) {
  const present = readdirSync(here).filter((name) => name.endsWith(".json"));
  const differing = [...new Set([...present, ...files.keys()])].filter(
    (name) => !present.includes(name) || readFileSync(new URL(name, here), "utf8") !== files.get(name));
  if (differing.length > 0) {
    console.error(`${differing.join(", ")}: not what make.mjs makes. Run "node make.mjs" in tests/vectors/tree and commit it.`);
    process.exit(1);
  }
} else {
  for (const [name, text] of files) {
    writeFileSync(new URL(name, here), text);
  }
  console.log(`${files.size} vectors`);
}

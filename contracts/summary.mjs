// Prints a `forge test --json` report with the reasons of failures. Fails when a test failed or there was none.
import { readFileSync } from "node:fs";

let tests = 0;
let failures = 0;
for (const [suite, { test_results: results }] of Object.entries(JSON.parse(readFileSync(process.argv[2], "utf8")))) {
  for (const [name, result] of Object.entries(results)) {
    tests++;
    if (result.status === "Failure") {
      failures++;
      console.log(`FAILED ${suite} ${name}: ${result.reason ?? ""} ${JSON.stringify(result.counterexample ?? "")}`);
    }
  }
}
console.log(`Forge: ${tests} tests, ${failures} failed`);
process.exitCode = tests > 0 && failures === 0 ? 0 : 1;

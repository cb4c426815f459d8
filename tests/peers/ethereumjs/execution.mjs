// Runs the blocks of the chosen chain, also after the choice changed.
//
// The client's own loop continues from the last block it ran. Two things break it. When the chain switches to another branch while a block runs,
// the next block is run on the state of the abandoned branch. When the heavier branch is the shorter one, its head counts as run although it was
// not. In both cases no block can be run any more, the synchronizer stops for good, and the signer fails with "State trie does not contain state
// root" as soon as it builds on a block that was not run. This version searches each time for what to run: from the head back to the nearest block
// that has receipts, which are written after the state. Each block runs on the state of its parent with empty caches.
import { DBKey } from '@ethereumjs/client/dist/esm/src/util/metaDBManager.js'
import { runBlock } from '@ethereumjs/vm'

// Replaces VMExecution.run. A call during a run requests one more search, and all callers wait for the same end.
export function run() {
  if (!this.started || this.config.shutdown) return Promise.resolve(0)
  this.isAskedAgain = true
  this.executing ??= runAll(this).finally(() => { this.executing = undefined })
  return this.executing
}

async function runAll(execution) {
  let count = 0
  while (execution.isAskedAgain && !execution.config.shutdown) {
    execution.isAskedAgain = false
    const blocks = await findBlocksToRun(execution)
    for (const block of blocks) await runOne(execution, block)
    if (blocks.length > 0) {
      await execution.chain.blockchain.setIteratorHead('vm', blocks.at(-1).hash())
      await execution.chain.update(false)
    }
    count += blocks.length
  }
  return count
}

async function findBlocksToRun({ chain, receiptsManager }) {
  const blocks = []
  let block = await chain.getCanonicalHeadBlock()
  while (block.header.number > 0n && await receiptsManager.get(DBKey.Receipts, block.hash()) === null) {
    blocks.unshift(block)
    block = await chain.getBlock(block.header.parentHash)
  }
  return blocks
}

function runOne(execution, block) {
  const { chain, vm, receiptsManager } = execution
  return execution.runWithLock(async () => {
    const parent = await chain.getBlock(block.header.parentHash)
    const { receipts } = await runBlock(vm, { block, root: parent.header.stateRoot, clearCache: true, skipBlockValidation: true, skipHeaderValidation: true })
    await receiptsManager.saveReceipts(block, receipts)
  })
}

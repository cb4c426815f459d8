// Runs the blocks of the chosen chain, whatever chain was chosen before.
//
// The client's own run goes on from the block it ran last. When the chain moves to another branch while a block runs, the next one is run on
// the state of the branch that was left; when the heavier branch is the shorter one, its head counts as run though it was not. Either way
// no block can be run any more, the synchronizer stops for good, and the signer dies of "State trie does not contain state root" as soon as
// it builds on a block that was not run. Here what to run is looked up each time: from the head back to the nearest block that has receipts,
// which are written after the state. Each block is run on its parent's state with empty caches.
import { DBKey } from '@ethereumjs/client/dist/esm/src/util/metaDBManager.js'
import { runBlock } from '@ethereumjs/vm'

// In place of VMExecution.run. Asked again while it runs, it looks again; all who ask wait for the same end.
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

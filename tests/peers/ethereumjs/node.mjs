// One node of a proof-of-authority (Clique) network: @ethereumjs/client as it is published, started by its own command line, with twelve
// things mended that keep it from being a network on one machine. Arguments are the client's own. It ends when its standard input does, so
// no node outlives the tests that started it, however they end.
//
// What is mended, and why:
// 1. It listens for its peers on every interface. Here: on loopback only.
// 2. A node that once missed a block never comes back: its synchronizer compares total difficulties with those its peers had when they
//    connected, and ignores announced hashes while no fetcher runs. So two signers that seal the same height at once would part for ever.
//    Here a node looks at its peers once a second and at every announcement, and follows whoever has the chain of more difficulty, which is
//    what Clique says (EIP-225).
// 3. Its peer pool asks peers for their newest header beside whatever else is asked, and an answer is matched to a question by its kind
//    only: answers get crossed. Here nobody asks but the one that follows.
// 4. Its virtual machine is not told how to find who sealed a block, and refuses to run any contract on a Clique chain. Here it is told.
// 5. Its block builder runs a transaction in a block without seal, which Clique refuses, and whose sealer, who gets the fees, nobody could tell.
//    So it puts no transaction into any block. Here each is run in a block that bears its sealer's signature.
// 6. eth_estimateGas fails on every Clique chain: gas.mjs.
// 7. A receipt in a block that was sealed and then refused is an error for ever. Here it is no receipt, as in a block that others replaced.
// 8. eth_getLogs compares the first topic only and gives everybody's events to whoever asks for one department's. Here it compares all.
// 9. It cannot run blocks any more once the chain moved to another branch at the wrong moment: execution.mjs.
// 10. Its miner builds on a block that was not run yet, and the process dies; and where its block was refused, or another came while it was
//    built, it seals no more until somebody else does. Here it runs the block first, and tries again after a period.
// 11. Receipts are written for every block that was sealed here, and taken away with the index of their transactions when another block takes
//    its place, after that one wrote its own. Here they are written for blocks of the chosen chain when they are run, and stay.
// 12. A transaction that came with a block from a peer stays in the pool, and as long as it is there no later one of the same account is
//    put into a block. Here what an account's nonce has passed is dropped when a block is made.
// One thing is set otherwise: a signer whose turn it is not waits a second longer. On a busy machine everybody is late, and without this nearly
// every height forks.
// How blocks are sealed, checked, executed and chosen, and the rest of JSON-RPC, is the client's own.
import { cliqueSigner, createBlockFromBytesArray, createSealedCliqueBlockHeader } from '@ethereumjs/block'
import { ReceiptsManager } from '@ethereumjs/client/dist/esm/src/execution/receipt.js'
import { VMExecution } from '@ethereumjs/client/dist/esm/src/execution/vmexecution.js'
import { Miner } from '@ethereumjs/client/dist/esm/src/miner/miner.js'
import { PeerPool } from '@ethereumjs/client/dist/esm/src/net/peerpool.js'
import { Eth } from '@ethereumjs/client/dist/esm/src/rpc/modules/eth.js'
import { TxPool } from '@ethereumjs/client/dist/esm/src/service/txpool.js'
import { FullSynchronizer } from '@ethereumjs/client/dist/esm/src/sync/fullsync.js'
import { DPT, RLPx } from '@ethereumjs/devp2p'
import { createAddressFromString } from '@ethereumjs/util'
import { BlockBuilder } from '@ethereumjs/vm'
import { run } from './execution.mjs'
import { estimateGas } from './gas.mjs'

const GRACE = 1000 // milliseconds that the signer whose turn it is has for itself
const RANGE = 64n // blocks asked for at once; half of them are ours already, to find where two chains part

process.stdin.on('end', () => process.exit(0))
process.stdin.on('error', () => process.exit(0))
process.stdin.resume()

const bind = DPT.prototype.bind
DPT.prototype.bind = function (port) { return bind.call(this, port, '127.0.0.1') }
const listen = RLPx.prototype.listen
RLPx.prototype.listen = function (port) { return listen.call(this, port, '127.0.0.1') }

const queueNextAssembly = Miner.prototype.queueNextAssembly
Miner.prototype.queueNextAssembly = async function (timeout = this.period) {
  const { blockchain, blocks } = this.service.chain
  const isTurn = await blockchain.consensus.cliqueSignerInTurn(this.config.accounts[0][0], blocks.height + 1n)
  return queueNextAssembly.call(this, isTurn ? timeout : timeout + GRACE)
}

const txsByPriceAndNonce = TxPool.prototype.txsByPriceAndNonce
TxPool.prototype.txsByPriceAndNonce = async function (vm, options) {
  for (const [address, entries] of [...this.pool]) {
    const nonce = (await vm.stateManager.getAccount(createAddressFromString(`0x${address}`)))?.nonce ?? 0n
    for (const { hash, tx } of entries.filter(entry => entry.tx.nonce < nonce)) this.removeByHash(hash, tx)
  }
  return txsByPriceAndNonce.call(this, vm, options)
}

const assembleBlock = Miner.prototype.assembleBlock
Miner.prototype.assembleBlock = async function () {
  const parent = this.service.chain.blocks.latest
  try {
    await this.execution.run()
    await assembleBlock.call(this)
  } catch (error) {
    this.assembling = false
    this.config.logger?.warn(`Miner: could not seal upon block ${parent.header.number}: ${error.message}`)
  }
  if (isSame(parent, this.service.chain.blocks.latest)) await this.queueNextAssembly()
}

VMExecution.prototype.run = run

const setUp = VMExecution.prototype.setupMerkleVM
VMExecution.prototype.setupMerkleVM = async function () {
  await setUp.call(this)
  this.merkleVM.evm._optsCached.cliqueSigner = cliqueSigner
}

const addTransaction = BlockBuilder.prototype.addTransaction
BlockBuilder.prototype.addTransaction = async function (tx, options) {
  const header = { ...this.headerData, gasUsed: this.gasUsed }
  this.headerData.extraData = createSealedCliqueBlockHeader(header, this.blockOpts.cliqueSigner, { ...this.blockOpts, freeze: false }).extraData
  try {
    return await addTransaction.call(this, tx, options)
  } finally {
    delete this.headerData.extraData
  }
}

Eth.prototype.estimateGas = estimateGas

const getTransactionReceipt = Eth.prototype.getTransactionReceipt
Eth.prototype.getTransactionReceipt = async function (params) {
  try {
    return await getTransactionReceipt.call(this, params)
  } catch (error) {
    if (!/not found in DB/.test(error.message)) throw error
    return null
  }
}

const saveReceipts = ReceiptsManager.prototype.saveReceipts
ReceiptsManager.prototype.saveReceipts = async function (block, receipts) {
  const chosen = await ours(this.chain, block.header.number).catch(() => undefined)
  if (chosen === undefined || !isSame(chosen, block)) return
  await this.updateIndex('save', 'txhash', block) // first: a block that has receipts counts as done, also after a power cut
  await saveReceipts.call(this, block, receipts)
}
ReceiptsManager.prototype.deleteReceipts = async () => {}

const getLogs = ReceiptsManager.prototype.getLogs
ReceiptsManager.prototype.getLogs = async function (from, to, addresses, topics = []) {
  const matches = (wanted, topic) => !wanted || (topic !== undefined && [wanted].flat().some(one => Buffer.compare(one, topic) === 0))
  const logs = await getLogs.call(this, from, to, addresses, topics)
  return logs.filter(({ log }) => topics.every((wanted, i) => matches(wanted, log[1][i])))
}

PeerPool.prototype._peerBestHeaderUpdate = async () => {}

const open = FullSynchronizer.prototype.open
FullSynchronizer.prototype.open = function () {
  this.interval = 1000
  return open.call(this)
}
FullSynchronizer.prototype.handleNewBlockHashes = function () { void this.sync() }
FullSynchronizer.prototype.sync = async function () {
  this.again = true
  if (this.following) return true
  this.following = true
  while (this.again) {
    this.again = false
    for (const peer of this.pool.peers) {
      try {
        if (await follow(this, peer)) this.again = true
      } catch (error) {
        // The chain moved while it was compared, or the peer is gone: the next look decides.
        this.config.logger?.info(`Could not follow ${peer.id.slice(0, 8)}: ${error.message}`)
      }
    }
  }
  this.following = false
  return true
}

const isSame = (one, other) => Buffer.compare(one.hash(), other.hash()) === 0
const ours = (chain, number) => chain.blockchain.getBlock(number)

// Takes over the peer's chain from where it leaves ours, when that makes more difficulty. True when something was taken over.
async function follow({ chain, txPool, config }, peer) {
  const headers = await findParting(chain, peer)
  if (headers.length === 0) return false
  const parent = await ours(chain, headers[0].number - 1n)
  const difficulty = headers.reduce((sum, header) => sum + header.difficulty, await chain.getTd(parent.hash(), parent.header.number))
  if (difficulty <= chain.blocks.td) return false
  const bodies = (await peer.eth?.getBlockBodies({ hashes: headers.map(header => header.hash()) }))?.[1] ?? []
  if (bodies.length !== headers.length) return false
  const blocks = bodies.map(([transactions, uncles], i) => createBlockFromBytesArray([headers[i].raw(), transactions, uncles], { common: headers[i].common }))
  for (const block of blocks) await block.validateData(false, false)
  await chain.putBlocks(blocks)
  txPool.removeNewBlockTxs(blocks)
  config.logger?.info(`Followed ${peer.id.slice(0, 8)} from ${blocks[0].header.number} to ${blocks.at(-1).header.number}`)
  return true
}

// The peer's headers from the first that is not ours on.
async function findParting(chain, peer) {
  for (let half = RANGE / 2n; ; half *= 2n) {
    const height = chain.blocks.height
    const first = height > half ? height - half : 1n
    const headers = (await peer.eth?.getBlockHeaders({ block: first, max: Number(2n * half) }))?.[1] ?? []
    if (headers.length === 0 || headers[0].number !== first) return []
    for (const [i, header] of headers.entries()) {
      if (header.number > height || !isSame(await ours(chain, header.number), header)) {
        if (i === 0 && first > 1n) break // they part further back
        return headers.slice(i)
      }
      if (i === headers.length - 1) return []
    }
  }
}

await import('@ethereumjs/client')

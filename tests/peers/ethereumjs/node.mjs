// One node of a proof-of-authority (Clique) network: @ethereumjs/client as published, started by its own command line, with twelve fixes without
// which it cannot form a network on one machine. The arguments are those of the client. The node ends when its standard input closes, so no node
// outlives the tests that started it.
//
// The fixes, with their reasons:
// 1. The client listens for peers on every interface. Here it listens on loopback only.
// 2. A node that missed a block never catches up: its synchronizer compares total difficulties that its peers had when they connected, and ignores
// announced hashes while no fetcher runs. So two signers that seal the same height at the same time diverge for ever. Here a node polls its peers
// once a second and at every announcement, and follows the chain with the greatest difficulty, as Clique requires (EIP-225).
// 3. The peer pool asks peers for their newest header while other requests are open, and an answer is matched to a request by its kind only. So
// answers get mixed up. Here only the follower asks.
// 4. The virtual machine does not know how to find the sealer of a block, and refuses to run contracts on a Clique chain. Here it knows.
// 5. The block builder runs a transaction in a block without a seal. Clique refuses that, and the sealer, who gets the fees, cannot be determined.
// So it never puts a transaction into a block. Here each transaction runs in a block with the signature of its sealer.
// 6. eth_estimateGas fails on every Clique chain: gas.mjs.
// 7. A receipt in a block that was sealed and then refused stays an error for ever. Here it counts as no receipt, as in a replaced block.
// 8. eth_getLogs compares only the first topic and returns the events of all departments. Here it compares all topics.
// 9. It can no longer run blocks when the chain switches to another branch at the wrong moment: execution.mjs.
// 10. The miner builds on a block that was not run yet, and the process dies. And when its block is refused, or another one arrives during
// building, it stops sealing until another signer seals. Here it runs the block first, and retries after a period.
// 11. Receipts are written for every block sealed here. When another block replaces it, they are deleted together with the transaction index, after
// the other block wrote its own. Here receipts are written when a block of the chosen chain is run, and stay.
// 12. A transaction in a block from a peer stays in the pool, and while it is there no later one of the same account gets into a block. Here
// transactions with a used nonce are dropped when a block is made.
// One setting differs: a signer that is not in turn waits a second longer. On a busy machine every signer is late, and without this nearly every
// height forks. Sealing, checking, executing and choosing blocks, and the rest of JSON-RPC, are the client's own.
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

const GRACE = 1000 // milliseconds reserved for the signer that is in turn
const RANGE = 64n // blocks per request; we have half of them already, to find where two chains diverge

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
  await this.updateIndex('save', 'txhash', block) // first, because a block with receipts counts as done, also after a power cut
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
        // The chain changed during the comparison, or the peer is gone. The next poll decides.
        this.config.logger?.info(`Could not follow ${peer.id.slice(0, 8)}: ${error.message}`)
      }
    }
  }
  this.following = false
  return true
}

const isSame = (one, other) => Buffer.compare(one.hash(), other.hash()) === 0
const ours = (chain, number) => chain.blockchain.getBlock(number)

// Takes over the chain of a peer from where it diverges from ours, if it has a greater difficulty. Returns true if blocks were taken over.
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

// The headers of the peer from the first one that we do not have.
async function findParting(chain, peer) {
  for (let half = RANGE / 2n; ; half *= 2n) {
    const height = chain.blocks.height
    const first = height > half ? height - half : 1n
    const headers = (await peer.eth?.getBlockHeaders({ block: first, max: Number(2n * half) }))?.[1] ?? []
    if (headers.length === 0 || headers[0].number !== first) return []
    for (const [i, header] of headers.entries()) {
      if (header.number > height || !isSame(await ours(chain, header.number), header)) {
        if (i === 0 && first > 1n) break // they diverge further back
        return headers.slice(i)
      }
      if (i === headers.length - 1) return []
    }
  }
}

await import('@ethereumjs/client')

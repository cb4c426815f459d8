// The page: reads its form, calls the verifier and shows the answer. Nothing of what is trusted comes from the file.
import { show } from './report.js'
import { texts } from './texts.js'
import { verify } from './verifier.js'

const find = id => document.getElementById(id)
const fields = ['file', 'rpc', 'registry', 'as-of', 'finality', 'genesis', 'block-hash', 'migrations']
const hash = /^0x[0-9a-f]{64}$/
let language = (navigator.language ?? '').toLowerCase().startsWith('zh') ? 'zh' : 'en'
let answer
let progress
let wrong = []
let allowed // the chain nodes that the page's provider names

function speak(chosen) {
  language = chosen
  const t = texts[language]
  document.documentElement.lang = language
  document.title = t.documentTitle
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t[element.dataset.text]
  for (const button of document.querySelectorAll('[data-language]')) button.setAttribute('aria-pressed', String(button.dataset.language === language))
  find('origin').textContent = location.origin === 'null' ? t.sourceFile : location.origin
  say(progress)
  showWrong(wrong)
  if (answer) show(answer, find('result'), find('verdict'), find('answer'), language)
}

function say(text) {
  progress = text
  const said = typeof text === 'function' ? text(texts[language]) : ''
  if (find('progress').textContent !== said) find('progress').textContent = said
}

// Evidence is a ZIP archive and holds the answers of the chain, so it needs no node.
async function isEvidence() {
  const start = find('file').files[0]?.slice(0, 4)
  return start !== undefined && String(await bytesOf(start)) === '80,75,3,4'
}

async function findWrong() {
  const value = id => find(id).value.trim()
  const found = []
  let needsChain = true
  try {
    needsChain = !await isEvidence()
  } catch {
    found.push(['file', 'fileUnreadable']) // A browser no longer reads a file that was changed after it was chosen.
  }
  if (find('file').files.length === 0) found.push(['file', 'fileMissing'])
  if ((needsChain || value('rpc')) && !(/^https?:\/\/[^\s/]/.test(value('rpc')) && URL.canParse(value('rpc')))) found.push(['rpc', 'rpcWrong'])
  if ((needsChain || value('registry')) && !/^0x[0-9a-fA-F]{40}$/.test(value('registry'))) found.push(['registry', 'registryWrong'])
  if (value('as-of') && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value('as-of'))) found.push(['as-of', 'asOfWrong'])
  if (!/^(instant|finalized|depth:[1-9]\d*)$/.test(value('finality'))) found.push(['finality', 'finalityWrong'])
  for (const id of ['genesis', 'block-hash']) if (value(id) && !hash.test(value(id))) found.push([id, 'hashWrong'])
  return found
}

function showWrong(found) {
  wrong = found
  const t = texts[language]
  for (const id of fields) {
    const problem = found.find(([field]) => field === id)
    find(`${id}-error`).textContent = problem ? t[problem[1]] : ''
    find(`${id}-error`).hidden = !problem
    find(`${id}-field`).classList.toggle('wrong', Boolean(problem))
    if (problem) find(id).setAttribute('aria-invalid', 'true')
    else find(id).removeAttribute('aria-invalid')
  }
  const list = find('errors').querySelector('ul')
  list.replaceChildren(...found.map(([id, text]) => {
    const link = document.createElement('a')
    link.href = `#${id}`
    link.textContent = t[text]
    link.addEventListener('click', event => {
      event.preventDefault()
      const around = find(id).closest('details')
      if (around) around.open = true
      find(id).focus()
    })
    const line = document.createElement('li')
    line.append(link)
    return line
  }))
  find('errors').hidden = found.length === 0
}

const bytesOf = async file => new Uint8Array(await file.arrayBuffer())

function toBase64(bytes) {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

async function readTrust() {
  const value = id => find(id).value.trim()
  return {
    rpc: value('rpc') ? [value('rpc')] : [], registry: value('registry'), finality: value('finality'), genesis: value('genesis'),
    'as-of': value('as-of'), 'block-hash': value('block-hash'),
    migrations: await Promise.all([...find('migrations').files].map(async file => toBase64(await bytesOf(file))))
  }
}

async function check() {
  let refused = false
  const notePolicy = event => { refused ||= event.effectiveDirective === 'connect-src' }
  document.addEventListener('securitypolicyviolation', notePolicy)
  say(t => t.loading)
  try {
    const file = find('file').files[0]
    const loaded = (done, all) => say(done < all ? t => t.loadingPart(done, all) : t => t.checking)
    answer = await verify(await bytesOf(file), file.name, await readTrust(), loaded)
  } catch (error) {
    answer = { failure: String(error?.message ?? error) }
  } finally {
    document.removeEventListener('securitypolicyviolation', notePolicy)
  }
  if (refused && allowed) answer.refusedBy = allowed
  say(t => t.done)
  show(answer, find('result'), find('verdict'), find('answer'), language)
  find('verdict').focus()
}

// The provider of the page may name the chain that it trusts, in a file beside the page.
async function prefill() {
  let trust
  try {
    const response = await fetch('trust.json', { cache: 'no-store' })
    if (!response.ok) return
    trust = await response.json()
  } catch {
    return // No such file: the reader fills in the form.
  }
  allowed = trust.rpc ?? []
  for (const [id, value] of [['rpc', allowed[0]], ['registry', trust.registry], ['finality', trust.finality], ['genesis', trust.genesis]]) {
    if (typeof value === 'string' && (find(id).value === '' || id === 'finality')) find(id).value = value
  }
  find('prefilled').hidden = !allowed[0]
}

find('form').addEventListener('submit', async event => {
  event.preventDefault()
  const button = find('form').querySelector('button.main')
  if (button.disabled) return
  button.disabled = true // Reading takes a while, and a second press must not start a second check.
  find('result').hidden = true // It belongs to what the form said before.
  answer = undefined
  try {
    showWrong(await findWrong())
    if (wrong.length > 0) find('errors').focus()
    else await check()
  } finally {
    button.disabled = false
  }
})
for (const button of document.querySelectorAll('[data-language]')) button.addEventListener('click', () => speak(button.dataset.language))
speak(new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : new URLSearchParams(location.search).get('lang') === 'zh' ? 'zh' : language)
await prefill()

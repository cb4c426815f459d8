// Shows what the verifier answered. Everything in a record is another party's text: it is only ever set as text, each in its own direction.
import { texts } from './texts.js'

const names = ['name', 'full_name', 'holder_name', 'subject_name']

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag)
  if (text !== undefined) element.textContent = text
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}

const foreign = text => make('bdi', String(text))

function row(list, term, ...content) {
  const pair = make('div')
  const detail = make('dd')
  detail.append(...content)
  pair.append(make('dt', term), detail)
  list.append(pair)
}

function valueOf(value, t) {
  if (value === null || typeof value !== 'object') return foreign(value === true ? t.yes : value === false ? t.no : value)
  if (Array.isArray(value)) {
    const list = make('ul')
    for (const item of value) {
      const line = make('li')
      line.append(valueOf(item, t))
      list.append(line)
    }
    return list
  }
  const own = value[t === texts.zh ? 'zh' : 'en']
  if (typeof own === 'string' && Object.keys(value).every(key => key === 'zh' || key === 'en')) return foreign(own)
  return claimsOf(value, t)
}

function claimsOf(claims, t) {
  const list = make('dl')
  for (const [name, value] of Object.entries(claims)) row(list, name, valueOf(value, t))
  return list
}

// The claims with the labels of their type, which the verifier added.
function labelled(rows) {
  const list = make('dl')
  for (const one of rows) {
    row(list, one.label, foreign(one.value))
    list.lastChild.dataset.depth = Math.min(one.depth, 3)
  }
  return list
}

function nameOf(value) {
  if (typeof value === 'string') return value
  if (value && typeof value === 'object') {
    for (const name of names) if (value[name] !== undefined) return nameOf(value[name])
    if (typeof value.zh === 'string') return value.zh
  }
  return undefined
}

const subjectOf = claims => nameOf({ ...claims, ...(claims.subject ?? claims.holder ?? claims.person ?? {}) })

function summary(report, labels, t) {
  const list = make('dl')
  const record = report.record
  if (record?.type) {
    const authority = record.claims?.issuing_authority?.name
    row(list, t.subject, foreign(subjectOf(record.claims ?? {}) ?? t.undisclosed))
    row(list, t.what, ...(labels?.type ? [foreign(labels.type), ' '] : []), foreign(record.type))
    row(list, t.issuer, ...(authority ? [valueOf(authority, t), ' '] : []), foreign(record.issuer))
    if (record.validFrom) row(list, t.since, foreign(record.validFrom))
    row(list, t.until, foreign(record.validUntil ?? t.noEnd))
  }
  if (report.status && ['valid', 'not-in-force'].includes(report.verdict)) {
    const since = report.status.since ?? report.status.at
    row(list, t.status, `${t.states[report.status.status] ?? report.status.status}${since ? t.sinceTime(since) : ''}`)
    if (report.status.successor) row(list, t.successor, foreign(report.status.successor))
  }
  row(list, t.checkedFor, report.asOf)
  if (report.source) {
    row(list, t.asked, foreign((report.source.endpoints ?? []).join(' ')))
    const block = report.source.latest ?? report.source.block
    if (block) row(list, t.atBlock, foreign(`${block.number} ${block.time ?? ''} ${block.hash}`))
  }
  return list
}

function checks(report, t, language) {
  const list = make('ul', undefined, { class: 'checks' })
  for (const check of report.checks) {
    const line = make('li', undefined, { 'data-check': check.check, 'data-outcome': check.outcome, 'data-code': check.code })
    const outcome = check.outcome === 'failed' ? t['failed-check'] : t[check.outcome]
    const head = make('p')
    head.append(make('strong', `${t.names[check.check] ?? check.check}：${outcome}`.replace('：', t === texts.zh ? '：' : ': ')))
    line.append(head, make('p', check[language]))
    const code = make('p', check.code + ' ', { class: 'code' })
    if (check.detail) code.append(foreign(check.detail))
    line.append(code)
    list.append(line)
  }
  return list
}

function showReport(parts, report, labels, t, language) {
  parts.push(summary(report, labels, t))
  if (labels) {
    parts.push(make('h3', t.claims), labelled(labels.rows))
    if (labels.isCut) parts.push(make('p', t.cut))
    if (report.record.hiddenClaims > 0) parts.push(make('p', t.hidden(report.record.hiddenClaims)))
  }
  parts.push(make('h3', t.checks), checks(report, t, language))
}

function showEvidence(parts, evidence, labels, t, language) {
  const proofs = make('ul', undefined, { class: 'checks' })
  for (const finding of evidence.findings) {
    const outcome = finding.passed === null ? t.unknown : finding.passed ? t.passed : t['failed-check']
    const line = make('li')
    line.append(make('p', `${outcome}${t === texts.zh ? '：' : ': '}${finding[language]}`))
    proofs.append(line)
  }
  parts.push(make('p', `${t.atBlock} ${evidence.block} ${evidence.blockHash}`), make('h3', t.proofs), proofs)
  if (evidence.reasons.length > 0) parts.push(make('h3', t.reasons), valueOf(evidence.reasons, t))
  showReport(parts, evidence.report, labels, t, language)
}

function showProblem(parts, problem, language) {
  const said = make('p')
  said.append(foreign(problem.detail))
  parts.push(make('p', problem.title[language] + ' ' + problem.action[language]), said, make('p', problem.code, { class: 'code' }))
}

// LDG8513: it is not a record file, or it was damaged on its way. LDG8503: the page sent a setting of another form.
function headingOf(problem, t) {
  return problem.code === 'LDG8513' ? t.notARecord : problem.code === 'LDG8503' ? t.settingWrong : t.notRead
}

const verdictTexts = {
  zh: { valid: '有效：记录真实，且在所询问的时间有效。', 'not-in-force': '记录真实，但在所询问的时间不生效。', 'not-genuine': '不真实：这不是该部门签发的内容。', 'could-not-be-checked': '未能核验。这不说明记录有问题。' },
  en: { valid: 'Valid: genuine, and in force at the time asked about.', 'not-in-force': 'Genuine, but not in force at the time asked about.', 'not-genuine': 'Not genuine: this is not what the department issued.', 'could-not-be-checked': 'Could not be checked. This says nothing against the record.' }
}

/** Shows an answer of the verifier: the sentence in `heading`, the rest in `place`. */
export function show(answer, section, heading, place, language) {
  const t = texts[language]
  const parts = []
  const labels = answer.labels?.[language]
  const { report, evidence, problem, failure } = answer
  section.dataset.verdict = report?.verdict ?? evidence?.verdict ?? 'none'
  section.dataset.code = problem?.code ?? ''
  if (report) {
    heading.textContent = report[language]
    showReport(parts, report, labels, t, language)
  } else if (evidence) {
    heading.textContent = evidence.verdict === evidence.report.verdict ? evidence.report[language] : verdictTexts[language][evidence.verdict]
    showEvidence(parts, evidence, labels, t, language)
  } else if (problem) {
    heading.textContent = headingOf(problem, t)
    showProblem(parts, problem, language)
  } else {
    heading.textContent = t.failed
    parts.push(make('p', t.failedAction), make('p', failure, { class: 'code' }))
  }
  if (answer.refusedBy) parts.unshift(make('p', t.policy, { class: 'notice' }), make('p', answer.refusedBy.join(' ')), make('p', t.policyAction))
  const raw = make('details')
  raw.append(make('summary', t.raw), make('pre', JSON.stringify(report ?? evidence ?? problem ?? failure, null, 2)))
  place.replaceChildren(...parts, raw)
  section.hidden = false
}

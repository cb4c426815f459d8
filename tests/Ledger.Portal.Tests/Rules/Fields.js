// Every field has a visible label, says whether a browser may fill it in, and is connected with its hint and its error. A form with errors begins with
// a summary, which has the focus.
() => {
  const found = []
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    const name = field.id || field.name
    const labels = [...(field.labels ?? [])].filter(label => label.textContent.trim() !== '')
    if (labels.length === 0) found.push(`#${name} has no label`)
    if (field.placeholder) found.push(`#${name} has a placeholder, which disappears while somebody types`)
    if (['text', 'email', 'tel', 'search', 'password', 'url', 'textarea'].includes(field.type) && !field.getAttribute('autocomplete')) found.push(`#${name} does not say what a browser may fill in`)
    for (const id of (field.getAttribute('aria-describedby') ?? '').split(/\s+/).filter(id => id !== '')) {
      if (!document.getElementById(id)) found.push(`#${name} is described by ${id}, which does not exist`)
    }
  }
  const errors = [...document.querySelectorAll('.govuk-error-message')]
  for (const error of errors) {
    if (!error.id || !document.querySelector(`[aria-describedby~="${error.id}"]`)) found.push(`the error "${error.textContent.trim()}" belongs to no field`)
  }
  const summary = document.querySelector('.govuk-error-summary')
  if (errors.length > 0 && !summary) found.push('errors without a summary')
  if (summary) {
    if (!summary.contains(document.activeElement)) found.push(`the focus is on ${document.activeElement?.tagName}, not on the error summary`)
    const before = [...document.querySelectorAll('main h1, main form, main p')].filter(one => one.compareDocumentPosition(summary) & Node.DOCUMENT_POSITION_FOLLOWING && !summary.contains(one))
    if (before.length > 0) found.push('the error summary is not the first thing in main')
    const links = [...summary.querySelectorAll('a')]
    if (links.length < Math.max(1, errors.length)) found.push('the error summary does not name every error')
    for (const link of links) {
      const field = document.getElementById(link.getAttribute('href')?.slice(1))
      if (!field || !field.matches('input, select, textarea')) found.push(`the summary leads to ${link.getAttribute('href')}, which is no field`)
    }
  }
  return found
}

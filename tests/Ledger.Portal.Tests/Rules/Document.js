// Language, title, headings, and nothing written inline: the policy would refuse it, and the page would silently look different.
(look) => {
  const found = []
  const name = document.querySelector('.app-header__name')?.textContent.trim()
  if (document.documentElement.lang !== look.tag) found.push(`lang is ${document.documentElement.lang}`)
  if (!name || !document.title.endsWith(` – ${name}`) || document.title.length < name.length + 4) found.push(`title is "${document.title}"`)
  const hasErrors = document.querySelector('.govuk-error-summary') !== null
  const starts = document.title.startsWith('错误：') || document.title.startsWith('Error: ')
  if (hasErrors !== starts) found.push(`title "${document.title}" and error summary do not agree`)

  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const first = headings.filter(heading => heading.tagName === 'H1')
  if (first.length !== 1) found.push(`${first.length} headings of level 1`)
  let level = 0
  for (const heading of headings.filter(one => !one.closest('.govuk-error-summary'))) {
    const own = Number(heading.tagName[1])
    if (own > level + 1) found.push(`heading "${heading.textContent.trim()}" goes from level ${level} to ${own}`)
    if (heading.textContent.trim() === '') found.push('an empty heading')
    level = own
  }

  for (const element of document.querySelectorAll('*')) {
    if (element.hasAttribute('style')) found.push(`inline style on ${element.tagName}`)
    if (element.tagName === 'STYLE') found.push('a style element')
    if (element.tagName === 'SCRIPT' && !element.src) found.push('an inline script')
    for (const attribute of element.getAttributeNames()) if (attribute.startsWith('on')) found.push(`${attribute} on ${element.tagName}`)
    if (element.tagName === 'A' && element.getAttribute('href')?.startsWith('javascript:')) found.push('a link that runs script')
  }
  for (const [id, count] of Object.entries(Object.groupBy([...document.querySelectorAll('[id]')], one => one.id))) {
    if (count.length > 1) found.push(`id ${id} is used ${count.length} times`)
  }

  // A text in the wrong language: the page has one, except for the name of the other language and what records and the operator wrote.
  if (look.tag === 'en') {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (/\p{Script=Han}/u.test(node.data) && !node.parentElement.closest('.app-text, [lang^=zh]:not(html), input, textarea')) found.push(`Chinese on an English page: ${node.data.trim()}`)
    }
  }
  return found
}

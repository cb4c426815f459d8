// Remembers how everything that takes the focus looks without it, and in which order it must come.
() => {
  document.activeElement?.blur()
  const look = element => {
    const style = getComputedStyle(element)
    return [style.outlineWidth, style.outlineStyle, style.outlineColor, style.backgroundColor, style.boxShadow, style.borderTopColor, style.borderTopWidth, style.color].join('|')
  }
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter(element => {
    if (element.disabled || getComputedStyle(element).visibility !== 'visible') return false
    if (element.closest('details:not([open])') && element.tagName !== 'SUMMARY') return false
    if (element.type === 'radio') return element === (element.form?.querySelector(`[name="${element.name}"]:checked`) ?? element.form?.querySelector(`[name="${element.name}"]`))
    return element.getClientRects().length > 0
  })
  window.focusOrder = all
  window.focusLooks = all.map(look)
  window.focusLook = look
  // Tab goes on from the place of the last focus, which can be an error summary. So the walk begins at an element before everything else.
  const start = document.createElement('span')
  start.tabIndex = -1
  document.body.prepend(start)
  start.focus()
  window.scrollTo(0, 0)
  return all.length
}

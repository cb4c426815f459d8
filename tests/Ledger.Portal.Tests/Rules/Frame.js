// The links of header, services and footer in their order, without the addresses to come back to (WCAG 2.2, 3.2.3, 3.2.6).
() => ['header', 'nav', 'footer'].flatMap(part => [...document.querySelector(`body > ${part}`)?.querySelectorAll('a[href], button') ?? []]
  .map(link => `${part}: ${link.textContent.trim()} ${(link.getAttribute('href') ?? '').split(/[?&](?:back|return)=/)[0]}`))

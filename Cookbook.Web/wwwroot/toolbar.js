// The debug toolbar on a page: a line at the bottom with what this page's request did, and a panel with the rest. Everything that it shows
// is what /toolbar/{id} shows; the id stands in the response's Server-Timing.

const hidden = 'toolbar-hidden';
const id = performance.getEntriesByType('navigation')[0]?.serverTiming?.find(timing => timing.name === 'toolbar')?.description;

if (id) {
  const parts = build();
  parts.host.hidden = true;
  document.body.append(parts.host);
  await Promise.all([fill(parts), parts.isStyled]);
  parts.host.hidden = false;
}

// Other replicas know nothing of this request, and what nobody waits for ends after the page: both are worth another look.
async function fetchRecord() {
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(`/toolbar/${id}`, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const record = page.querySelector('.record');
    const again = record ? !record.dataset.ended : page.querySelector('[data-elsewhere]');
    if (!again || attempt === 5) {
      return record ?? page.querySelector('.lead');
    }

    await new Promise(resolve => setTimeout(resolve, 100 * 2 ** attempt));
  }
}

async function fill({ totals, panel }) {
  try {
    const record = await fetchRecord();
    totals.replaceChildren(record?.querySelector('.totals')?.cloneNode(true) ?? 'Not recorded');
    panel.replaceChildren(record ?? 'Nothing is known about this request.');
  } catch {
    totals.replaceChildren('The site does not answer');
  }
}

function build() {
  const host = document.createElement('aside');
  host.setAttribute('aria-label', 'Debug toolbar');
  const root = host.attachShadow({ mode: 'open' });

  const style = element('link', { rel: 'stylesheet', href: '/toolbar.css' });

  // Better plain than not at all.
  const isStyled = new Promise(resolve => ['load', 'error'].forEach(end => style.addEventListener(end, resolve)));
  const totals = element('div', { className: 'summary' });
  const panel = element('div', { id: 'panel', className: 'panel', hidden: true, tabIndex: 0, role: 'group', ariaLabel: 'Details of this request' });
  const details = element('button', { type: 'button', textContent: 'Details' });
  details.setAttribute('aria-expanded', 'false');
  details.setAttribute('aria-controls', 'panel');
  const all = element('a', { href: '/toolbar', textContent: 'All requests' });
  const hide = element('button', { type: 'button', textContent: 'Hide' });
  const show = element('button', { type: 'button', className: 'show', textContent: 'Debug toolbar' });
  const buttons = element('div', { className: 'buttons' }, details, all, hide);
  const bar = element('div', { className: 'bar' }, element('div', { className: 'line' }, totals, buttons), panel);
  root.append(style, bar, show);

  const parts = { host, totals, panel, isStyled };
  details.addEventListener('click', async () => {
    open(panel.hidden);
    if (!panel.hidden) {
      await fill(parts);
    }
  });
  bar.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !panel.hidden) {
      open(false);
      details.focus();
    }
  });
  hide.addEventListener('click', () => {
    appear(false);
    show.focus();
  });
  show.addEventListener('click', () => {
    appear(true);
    details.focus();
  });
  appear(sessionStorage.getItem(hidden) === null);
  return parts;

  function open(isOpen) {
    panel.hidden = !isOpen;
    details.setAttribute('aria-expanded', isOpen);
  }

  function appear(isShown) {
    bar.hidden = !isShown;
    show.hidden = isShown;
    host.toggleAttribute('data-hidden', !isShown);
    if (isShown) {
      sessionStorage.removeItem(hidden);
    } else {
      sessionStorage.setItem(hidden, 'yes');
    }
  }
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// A page that says what it shows (data-live) is told when that has changed, fetches itself again, and puts in what is different: what has the
// focus, what is open, what is typed and how far one has scrolled stay as they are. Without JavaScript one reloads it.

import { onChange } from './changes.js';

const main = document.querySelector('main[data-live]');
if (main?.dataset.live) {
  watch(main);
}

function watch(main) {
  const pause = addPause();
  let isNew = !document.hidden, fetching = false, again = false;
  onChange(main.dataset.live, () => {
    // The first only says that the stream is there: the page has just been loaded.
    if (isNew) {
      isNew = false;
      return;
    }

    again = true;
    refresh();
  });

  async function refresh() {
    if (!again || fetching || pause.getAttribute('aria-pressed') === 'false' || document.hidden || getSelection()?.type === 'Range') {
      return;
    }

    [again, fetching] = [false, true];
    try {
      const response = await fetch(location.href, { headers: { 'X-Refresh': '1' } });
      if (response.redirected) {
        location.reload();
      } else if (response.ok) {
        const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
        morph(main, fresh.querySelector('main'));
        main.dispatchEvent(new CustomEvent('refreshed'));
      }
    } catch {
      // The AppHost has ended, or is starting again; the stream tells when it is back.
      again = true;
    } finally {
      fetching = false;
    }
  }

  function addPause() {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'live';
    button.setAttribute('aria-pressed', 'true');
    button.textContent = 'Live';
    button.title = 'Keeps the page up to date';
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') === 'false'));
      refresh();
    });
    document.querySelector('header.frame').append(button);
    return button;
  }
}

/** Makes an element like another one by as few changes as there are; children with ids keep their elements. */
function morph(element, wanted) {
  if (element.isEqualNode(wanted) || element.hasAttribute('data-keep')) {
    return;
  }

  for (const { name } of [...element.attributes]) {
    if (!wanted.hasAttribute(name) && name !== 'open') {
      element.removeAttribute(name);
    }
  }

  for (const { name, value } of wanted.attributes) {
    if (element.getAttribute(name) !== value && name !== 'open') {
      element.setAttribute(name, value);
    }
  }

  const byId = new Map([...element.children].filter(child => child.id).map(child => [child.id, child]));
  let next = element.firstChild;
  for (const child of [...wanted.childNodes]) {
    let match = child.id ? byId.get(child.id) : next && !next.id && next.nodeName === child.nodeName ? next : null;
    if (!match) {
      match = document.importNode(child, true);
      element.insertBefore(match, next);
    } else {
      if (match === next) {
        next = next.nextSibling;
      } else {
        element.insertBefore(match, next);
      }

      if (match.nodeType === Node.ELEMENT_NODE) {
        morph(match, child);
      } else if (match.nodeValue !== child.nodeValue) {
        match.nodeValue = child.nodeValue;
      }
    }
  }

  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

// A choice in a filter is made at once; without JavaScript there is a button for it.
for (const choice of document.querySelectorAll('form.filter select, form.filter input[type="checkbox"]')) {
  choice.addEventListener('change', () => choice.form.requestSubmit());
}

// What cannot be undone is asked for.
document.addEventListener('submit', event => {
  if (event.target.dataset.confirm && !confirm(event.target.dataset.confirm)) {
    event.preventDefault();
  }
});

// New lines are fetched, each once, and put behind those that are there. Without JavaScript one reloads the page.

import { onChange } from './changes.js';

const view = document.querySelector('.console');
if (view) {
  follow(view);
}

function follow(view) {
  const list = view.querySelector('.lines');
  const follows = addFollow();
  let fetching = false, again = false;
  onChange(view.dataset.of, () => {
    again = true;
    fetchLines();
  });
  if (!location.hash) {
    toEnd();
  }

  async function fetchLines() {
    if (!again || fetching || document.hidden) {
      return;
    }

    [again, fetching] = [false, true];
    try {
      const summary = document.getElementById('summary');
      const query = new URLSearchParams({ after: summary.dataset.last, q: view.dataset.q });
      const response = await fetch(`${view.dataset.lines}?${query}`);
      if (response.redirected) {
        location.reload();
      } else if (response.ok) {
        const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
        const wasAtEnd = isAtEnd();
        summary.replaceWith(fresh.getElementById('summary'));
        list.append(...fresh.querySelector('.lines').children);
        while (list.children.length > view.dataset.most) {
          list.firstElementChild.remove();
        }

        if (wasAtEnd && follows.getAttribute('aria-pressed') === 'true') {
          toEnd();
        }
      }
    } catch {
      // The AppHost has ended, or is starting again; the stream tells when it is back.
      again = true;
    } finally {
      fetching = false;
    }

    fetchLines();
  }

  function isAtEnd() {
    return view.scrollHeight - view.scrollTop - view.clientHeight < 40;
  }

  function toEnd() {
    view.scrollTop = view.scrollHeight;
    // Lines that were never seen have a height that is only estimated; those at the end have it now.
    requestAnimationFrame(() => { view.scrollTop = view.scrollHeight; });
  }

  function addFollow() {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'live';
    button.setAttribute('aria-pressed', 'true');
    button.textContent = 'Follow';
    button.title = 'Shows new lines as they come, while the end is in sight';
    button.addEventListener('click', () => {
      const follows = button.getAttribute('aria-pressed') === 'false';
      button.setAttribute('aria-pressed', String(follows));
      if (follows) {
        toEnd();
      }
    });
    document.querySelector('header.frame').append(button);
    return button;
  }
}

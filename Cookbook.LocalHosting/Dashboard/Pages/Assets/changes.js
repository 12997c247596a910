// Tells a page that what it shows has changed, by a stream of the server's. A page that nobody sees has none: a browser keeps six connections to
// a host, for all of its tabs.

/** Calls back when there is something new, and each time that the stream is there again: what came in between, nobody was told. */
export function onChange(subject, changed) {
  let source = null;
  addEventListener('pageshow', follow);
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', follow);
  follow();

  function follow() {
    if (document.hidden) {
      leave();
    } else if (!source) {
      source = new EventSource(`/changes?of=${encodeURIComponent(subject)}`);
      source.addEventListener('change', changed);
      source.addEventListener('open', () => document.documentElement.removeAttribute('data-away'));
      source.addEventListener('error', ({ target }) => document.documentElement.toggleAttribute('data-away', target.readyState !== EventSource.OPEN));
    }
  }

  function leave() {
    source?.close();
    source = null;
  }
}

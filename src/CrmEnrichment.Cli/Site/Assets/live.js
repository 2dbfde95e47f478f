// The live view: what changed since the last look takes its place on the page, and a button of the pretend world does its work without a new page.
'use strict';
(() => {
  const everyMs = 1000;
  const calls = document.getElementById('calls');
  if (!calls) {
    return;
  }
  const most = Number(calls.dataset.most);
  const pause = document.getElementById('pause');
  const told = document.getElementById('told');
  const lost = document.getElementById('lost');
  let looking = null;

  const parse = text => new DOMParser().parseFromString(text, 'text/html');

  function say(note, text) {
    if (note.textContent !== text) {
      note.textContent = text;
    }
    note.hidden = text === '';
  }

  // A row that was open stays open, and the focus stays where it is.
  function put(row) {
    const old = document.getElementById(row.id);
    if (!old) {
      calls.prepend(row);
      return;
    }
    const details = old.querySelector('details');
    const hadFocus = old.contains(document.activeElement);
    if (details) {
      row.querySelector('details').open = details.open;
    }
    old.replaceWith(row);
    if (hadFocus) {
      row.querySelector('summary').focus({ preventScroll: true });
    }
  }

  function merge(page) {
    const fresh = page.getElementById('calls');
    for (const row of [...fresh.children].reverse()) {
      put(row);
    }
    while (calls.children.length > most) {
      calls.lastElementChild.remove();
    }
    calls.dataset.after = fresh.dataset.after;
    for (const part of [...page.getElementById('parts').children]) {
      const old = document.getElementById(part.id);
      if (old && old.outerHTML !== part.outerHTML) {
        old.replaceWith(part);
      }
    }
  }

  async function look() {
    try {
      const response = await fetch(`/live/changes?after=${calls.dataset.after}`, { credentials: 'same-origin' });
      const text = await response.text();
      if (response.ok) {
        merge(parse(text));
        say(lost, '');
      } else {
        say(lost, response.status === 503 ? text : 'The console refuses: open the address that it printed.');
      }
    } catch {
      say(lost, 'The console does not answer. It has ended, perhaps.');
    }
  }

  // One look at a time: two answers at once would overtake each other.
  function lookNow() {
    looking = (looking || Promise.resolve()).then(look);
    return looking;
  }

  async function follow() {
    if (pause.getAttribute('aria-pressed') !== 'true') {
      await lookNow();
    }
    setTimeout(follow, everyMs);
  }

  // Where both do not fit side by side, the calls come first.
  if (matchMedia('(max-width: 700px)').matches) {
    document.getElementById('world').open = false;
  }
  pause.hidden = false;
  pause.addEventListener('click', () => pause.setAttribute('aria-pressed', String(pause.getAttribute('aria-pressed') !== 'true')));

  document.addEventListener('submit', async event => {
    const form = event.target;
    if (!form.hasAttribute('data-quiet')) {
      return;
    }
    event.preventDefault();
    try {
      const body = new URLSearchParams(new FormData(form, event.submitter));
      const response = await fetch(form.getAttribute('action'), { method: 'POST', body, credentials: 'same-origin' });
      const page = parse(await response.text());
      say(told, (page.getElementById('told') || page.querySelector('.notice')).textContent);
    } catch {
      say(told, 'The console does not answer. Nothing was done.');
    }
    await lookNow();
  });

  setTimeout(follow, everyMs);
})();

// A page that says so is loaded again while something goes on, and its content takes the place of the old one: the focus stays where it is.
'use strict';
(() => {
  const everyMs = 1000;

  async function refresh() {
    const main = document.getElementById('main');
    if (!main.hasAttribute('data-live')) {
      return;
    }
    try {
      const response = await fetch(location.href, { credentials: 'same-origin' });
      if (response.ok) {
        const page = new DOMParser().parseFromString(await response.text(), 'text/html');
        const fresh = page.getElementById('main');
        const nav = page.querySelector('header nav');
        if (fresh && !isTyping()) {
          const focused = document.activeElement && document.activeElement.id;
          main.replaceChildren(...fresh.childNodes);
          main.toggleAttribute('data-live', fresh.hasAttribute('data-live'));
          document.querySelector('header nav').replaceChildren(...nav.childNodes);
          if (focused && document.activeElement === document.body) {
            (document.getElementById(focused) || main).focus({ preventScroll: true });
          }
        }
      }
    } catch {
      // The console has ended, or is busy: the page stays as it is.
    }
    setTimeout(refresh, everyMs);
  }

  function isTyping() {
    return ['INPUT', 'SELECT', 'TEXTAREA'].includes(document.activeElement && document.activeElement.tagName);
  }

  setTimeout(refresh, everyMs);
})();

// Puts the rest of the page in the place of its first part. The focus, what was unfolded and the place stay as they are.
'use strict';
(() => {
  const said = document.getElementById('said');
  const main = () => document.getElementById('pop');

  const put = (text) => {
    const next = new DOMParser().parseFromString(text, 'text/html').getElementById('pop');
    if (!next) throw new Error('not a page');
    const focused = document.activeElement && document.activeElement.id;
    const unfolded = Array.from(main().querySelectorAll('details[open][id]'), (one) => one.id);
    const place = window.scrollY;
    main().replaceWith(next);
    unfolded.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    window.scrollTo(0, place);
    document.title = next.dataset.title;
  };

  const fetchRest = async (address) => {
    main().setAttribute('aria-busy', 'true');
    said.classList.remove('shown');
    try {
      const answer = await fetch(address, { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
      put(await answer.text());
      said.textContent = answer.ok ? `${document.title}: everything is here.` : document.title;
    } catch {
      main().removeAttribute('aria-busy');
      main().classList.add('cut-off');
      said.textContent = 'The rest could not be loaded. Open the page again.';
      said.classList.add('shown');
    }
  };

  document.addEventListener('click', (click) => {
    const again = click.target.closest('a[data-again]');
    if (again) {
      click.preventDefault();
      fetchRest(again.dataset.again);
    }
  });

  if (main().dataset.rest) fetchRest(main().dataset.rest);
})();

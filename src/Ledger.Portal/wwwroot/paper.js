// Collects the numbered codes of a paper. A phone's camera opens each code in a new tab, so the parts are kept in the storage that the tabs of this
// service share, for fifteen minutes. A part is what stands after the # of an address; no browser sends it. The form sends all parts when they are
// complete. Without this script people paste the addresses into the form.
(() => {
  'use strict';
  const key = 'ledger-paper';
  const lifetime = 15 * 60 * 1000;
  const form = document.getElementById('join');
  const field = document.getElementById('codes');
  const status = document.getElementById('collected');

  const store = {
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem(key));
        return kept && Date.now() - kept.at < lifetime ? kept : null;
      } catch {
        return null; // Storage is switched off, or holds something else.
      }
    },
    write(kept) {
      try {
        localStorage.setItem(key, JSON.stringify(kept));
      } catch {
        // Storage is switched off. The field below still holds this part.
      }
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // There is nothing to clear.
      }
    },
  };

  const say = (text) => {
    status.textContent = text;
    status.hidden = false;
  };

  const collect = () => {
    const kept = store.read();
    if (!kept) {
      store.clear();
    }

    // Number, count, a full stop, and the part: its first six characters are the mark of the paper.
    const code = /^#([1-9])\/([1-9])\.([0-9A-Z$*+./:-]{6,})$/.exec(location.hash);
    if (!code) {
      return;
    }

    const [, number, count, part] = code;
    const paper = count + part.slice(0, 6);
    const isOther = kept && kept.paper !== paper;
    const parts = { ...(kept && !isOther ? kept.parts : {}), [number]: location.hash };
    history.replaceState(null, '', location.pathname);
    field.value = Object.values(parts).join('\n');
    const missing = Array.from({ length: Number(count) }, (_, at) => String(at + 1)).filter((one) => !(one in parts));
    if (missing.length === 0) {
      store.clear();
      form.submit();
      return;
    }

    store.write({ at: Date.now(), paper, parts });
    setTimeout(() => store.read() || store.clear(), lifetime);
    const words = status.dataset.read
      .replace('{read}', Object.keys(parts).join('、'))
      .replace('{count}', count)
      .replace('{missing}', missing.join('、'));
    say((isOther ? status.dataset.other + ' ' : '') + words);
  };

  addEventListener('hashchange', collect);
  collect();
})();

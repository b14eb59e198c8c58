// Peyvand. Enhancements only: every task works with this file missing.
// The sentences it writes stand in data- attributes of the page.
(() => {
  'use strict';
  const doc = document, fa = doc.documentElement.lang === 'fa';
  const all = (sel, fn) => doc.querySelectorAll(sel).forEach(fn);
  const latin = s => s.replace(/[\u06F0-\u06F9\u0660-\u0669]/g, d => d.charCodeAt(0) & 15);
  const local = s => fa ? s.replace(/\d/g, d => String.fromCharCode(0x6F0 + +d)) : s;
  const group = s => local(s.replace(/\B(?=(\d{3})+$)/g, fa ? '\u066C' : ','));

  // 2450000 -> «دو میلیون و چهارصد و پنجاه هزار»
  const N = fa ? {
    ones: ' یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده',
    tens: '  بیست سی چهل پنجاه شصت هفتاد هشتاد نود',
    hundreds: ' صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد',
    big: ['میلیارد', 'میلیون', 'هزار', ''],
  } : {
    ones: ' one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: '  twenty thirty forty fifty sixty seventy eighty ninety',
    big: ['trillion', 'billion', 'million', 'thousand', ''],
  };
  for (const k of ['ones', 'tens', 'hundreds']) N[k] = N[k] && N[k].split(' ');
  const three = n => {
    const h = n / 100 | 0, r = n % 100;
    const rest = r < 20 ? [N.ones[r]] : [N.tens[r / 10 | 0], N.ones[r % 10]];
    if (fa) return [N.hundreds[h], ...rest].filter(Boolean).join(' و ');
    return [h ? N.ones[h] + ' hundred' : '', rest.filter(Boolean).join('-')].filter(Boolean).join(' and ');
  };
  const words = n => {
    const out = [], rest = n % 1000;
    N.big.forEach((name, i) => {
      const v = 1000 ** (N.big.length - 1 - i), q = Math.floor(n / v);
      n %= v;
      if (q) out.push(((q > 999 ? words(q) : three(q)) + ' ' + name).trim());
    });
    // "Twenty-five thousand and one", as the server says it.
    if (!fa && out.length > 1 && rest && rest < 100) out.push('and ' + out.pop());
    return out.join(fa ? ' و ' : ' ');
  };

  // Amounts: groups the digits as they are typed, keeps the caret after the same digit, and
  // says the amount. What it cannot read (a sign, a decimal point) it leaves for the server.
  all('[data-amount]', el => {
    const out = doc.getElementById(el.id + '-words'), rial = el.dataset.amount === 'rial';
    const digits = s => latin(s).replace(/[\s,'\u2019\u066C\u060C\u200C-\u200F]/g, '');
    el.addEventListener('input', () => {
      const raw = digits(el.value).replace(/^0+(?=\d)/, '');
      if (/\D/.test(raw) || raw.length > (rial ? 14 : 13)) { out.value = ''; return; }
      let before = digits(el.value.slice(0, el.selectionStart)).replace(/^0+(?=\d)/, '').length, at = 0;
      el.value = group(raw);
      while (before && at < el.value.length) if (/\d/.test(latin(el.value[at++]))) before--;
      el.setSelectionRange(at, at);
      const other = rial ? (raw.endsWith('0') ? raw.slice(0, -1) : '') : raw + '0';
      out.value = +raw ? (other ? el.dataset.said : '{words}')
        .replace('{words}', words(+raw).replace(/^./, c => c.toUpperCase()) + ' ' + el.dataset.unit).replace('{other}', group(other)) : '';
    });
  });

  all('[data-copy]', b => {
    b.hidden = false;
    const text = b.querySelector('span'), was = text.textContent;
    text.setAttribute('aria-live', 'polite');
    b.onclick = async () => {
      const f = doc.getElementById(b.dataset.copy);
      f.select();
      try { await navigator.clipboard.writeText(f.value); } catch { doc.execCommand('copy'); }
      text.textContent = b.dataset.done;
      setTimeout(() => { text.textContent = was; }, 2500);
    };
  });
  if (navigator.share) all('[data-share]', b => {
    b.hidden = false;
    b.onclick = () => navigator.share({ title: doc.title, url: b.dataset.share }).catch(() => {});
  });
  all('[data-print]', b => { b.hidden = false; b.onclick = () => print(); });

  // What a form would send is drawn anew by the server while it is typed.
  all('form[data-preview]', f => {
    let wait, asked = 0;
    f.addEventListener('input', () => {
      clearTimeout(wait);
      wait = setTimeout(async () => {
        const data = new URLSearchParams(new FormData(f)), mine = ++asked;
        data.set('act', 'preview');
        const got = await fetch(f.action, { method: 'post', body: data }).catch(() => null);
        if (!got || mine !== asked) return;
        const page = new DOMParser().parseFromString(await got.text(), 'text/html');
        const drawn = page.querySelectorAll('[data-previewed]');
        f.querySelectorAll('[data-previewed]').forEach((el, i) => {
          if (drawn[i] && mine === asked) el.innerHTML = drawn[i].innerHTML;
        });
      }, 400);
    });
  });

  // Passkeys, where the browser has them.
  if (window.AuthenticatorAttestationResponse?.prototype.getPublicKey) all('form[data-passkey]', f => {
    const d = f.dataset, of = f.elements, isNew = d.passkey === 'create', said = f.querySelector('output');
    const write = b => btoa(String.fromCharCode(...new Uint8Array(b))).replace(/[+/=]/g, c => '-_'['+/'.indexOf(c)] || '');
    const bytes = s => Uint8Array.from(s, c => c.charCodeAt(0));
    const read = s => bytes(atob(s.replace(/-/g, '+').replace(/_/g, '/')));
    const challenge = bytes(d.challenge), type = 'public-key', userVerification = 'required';
    const ask = () => isNew ? navigator.credentials.create({ publicKey: {
      challenge,
      rp: { id: d.site, name: 'Peyvand' },
      user: { id: read(d.user), name: d.account, displayName: d.person },
      pubKeyCredParams: [-7, -257].map(alg => ({ type, alg })),
      excludeCredentials: (d.known.match(/\S+/g) || []).map(id => ({ type, id: read(id) })),
      authenticatorSelection: { residentKey: 'required', userVerification },
    } }) : navigator.credentials.get({ publicKey: { challenge, userVerification, rpId: d.site } });
    let busy = false;
    f.hidden = false;
    all('[data-no-passkeys]', el => { el.hidden = true; });
    f.addEventListener('submit', async e => {
      if (of.client_data.value || isNew && !of.name.value.trim()) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      if (busy) return;
      busy = true;
      said.value = '';
      try {
        const key = await ask(), r = key.response;
        of.credential.value = key.id;
        of.authenticator_data.value = write(isNew ? r.getAuthenticatorData() : r.authenticatorData);
        if (isNew) of.public_key.value = write(r.getPublicKey());
        else of.signature.value = write(r.signature);
        of.client_data.value = write(r.clientDataJSON);
        f.requestSubmit();
      } catch (x) { said.value = isNew && x.name === 'InvalidStateError' ? d.isKnown : d.failed; }
      busy = false;
    }, true);
    addEventListener('pageshow', () => { of.client_data.value = ''; });
  });

  // One submit per click: a second press while the first is under way does nothing.
  all('form[method=post]', f => f.addEventListener('submit', e => {
    if (f.dataset.busy) return e.preventDefault();
    f.dataset.busy = 1;
    if (e.submitter) e.submitter.setAttribute('aria-disabled', 'true');
  }));
  addEventListener('pageshow', () => all('[data-busy]', f => {
    delete f.dataset.busy;
    f.querySelectorAll('button[aria-disabled]').forEach(b => b.removeAttribute('aria-disabled'));
  }));

  // A box that changes by itself: asks for the page again until nothing in it is live.
  all('[data-poll]', box => {
    const tick = setInterval(async () => {
      try {
        const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
        const fresh = page.querySelector('[data-poll]');
        if (fresh) box.innerHTML = fresh.innerHTML;
        if (!fresh || !fresh.querySelector('[data-live]')) clearInterval(tick);
      } catch { clearInterval(tick); }
    }, 5000);
  });
  const alertBox = doc.querySelector('[role=alert][tabindex]');
  if (alertBox) alertBox.focus();
})();

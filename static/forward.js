// On to the bank by itself, once, and only on the way in: not when a person comes back.
(d => {
  const form = d.getElementById('forward'), way = performance.getEntriesByType('navigation')[0];
  let done = !form || !way || way.type !== 'navigate';
  const go = () => { if (!done && !d.prerendering && d.visibilityState === 'visible') { done = true; form.submit(); } };
  for (const e of ['prerenderingchange', 'visibilitychange']) d.addEventListener(e, go);
  go();
})(document);

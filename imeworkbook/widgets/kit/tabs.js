// In a page that is not ours: whether the cards of this kernel are in another tab, too, which does not hear of the words
// that are typed here. The workbook's own page keeps to one tab by itself.

/**
 * Tell, from the first card of a page, whether another tab has the cards of the same kernel (`run`), and when it is gone.
 *
 * @param {import("./context.d.ts").PageState} page
 * @param {string} run
 * @param {(another: boolean) => void} tell
 */
export function otherTab(page, run, tell) {
  if (page.run === run || !navigator.locks) return;
  page.run = run;
  const name = `imeworkbook ${run}`;
  const held = () => new Promise(() => {}); // until this tab closes
  const wait = () =>
    navigator.locks.request(name, () => {
      tell(false);
      return held();
    });
  navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    if (lock) return held();
    tell(true);
    void wait();
    return null;
  });
}

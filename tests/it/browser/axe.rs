//! What must be true of every page: axe-core finds nothing, nothing sticks out, everything that is
//! pressed is large enough for a thumb, and the browser has nothing to complain of.

use serde::Deserialize;
use serde_json::Value;
use serde_json::json;

use super::driver::Browser;
use super::driver::Device;

/// A control is at least this high on a phone, in CSS pixels.
const THUMB: f64 = 44.0;

/// Narrow phone, phone, desktop.
const WIDTHS: [i64; 3] = [320, 390, 1280];

const AXE: &str = "const done = arguments[arguments.length - 1];
    const only = arguments[0]
        ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
        : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
            'best-practice'] };
    axe.run(document, { runOnly: only, resultTypes: ['violations'] }).then(
        found => done(found.violations.map(one => one.id + ': ' + one.help + ' ' +
            one.nodes.map(node => node.html.slice(0, 160) + ' ' +
                (node.failureSummary || '').split('\\n').slice(1, 2)).slice(0, 3).join(' | '))),
        error => done(['axe: ' + error]));";

/// Opens what is folded, and stops what the page would do by itself, so that it holds still.
const HOLD_STILL: &str = "window.stop();
    document.querySelectorAll('details').forEach(one => { one.open = true; });";

const STICKS_OUT: &str = "const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [];
    for (const one of document.body.querySelectorAll('*')) {
        const box = one.getBoundingClientRect();
        if (box.width && (box.right > width + 1 || box.left < -1))
            out.push(one.tagName + '.' + one.className + ' ' + Math.round(box.left) + '..' +
                Math.round(box.right));
    }
    return [document.documentElement.scrollWidth + ' of ' + width].concat(out.slice(0, 6));";

/// Boxes to tick are as high as the label around them; what no finger is to find has no height.
const CONTROLS: &str = "return [...document.querySelectorAll(
        'button, .btn, input, select, textarea, summary, nav a, .choice')]
    .filter(one => one.type !== 'hidden' && !one.matches('.choice input, [aria-hidden=true]'))
    .filter(one => one.checkVisibility())
    .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect().height])
    .filter(([_, height]) => height > 0 && height < arguments[0] - 0.01);";

const ELSEWHERE: &str = "return performance.getEntriesByType('resource').map(one => one.name)
    .filter(name => !name.startsWith(location.origin) && !name.startsWith('data:'));";

#[derive(Debug, Deserialize)]
struct Small(String, f64);

/// A browser that brings axe-core into every page that it opens. It calls itself a preview, so that a
/// payer's page stays where it is.
pub(super) async fn browser(name: &str, origin: &str, axe: &str) -> Browser {
    let browser = Browser::start(name, origin, Device::Phone, true).await;
    browser.cdp("Page.enable", json!({})).await;
    let source = json!({ "source": axe });
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", source).await;
    let agent = json!({ "userAgent": "Mozilla/5.0 (accessibility preview)" });
    browser.cdp("Network.setUserAgentOverride", agent).await;
    browser
}

/// Everything that is wrong with the page that the browser shows, in its light and, where asked, also
/// in its dark colours.
pub(super) async fn inspect(browser: &Browser, schemes: &[&str]) -> Vec<String> {
    browser.run(HOLD_STILL).await;
    let mut wrong = vec![];
    for device in [Device::Phone, Device::Desktop] {
        browser.become_device(device).await;
        for &scheme in schemes {
            browser.cdp("Emulation.setEmulatedMedia", media(scheme)).await;
            // Colours are all that darkness changes.
            let found = ask(browser, AXE, &[json!(scheme == "dark")], true).await;
            let found: Vec<String> = serde_json::from_value(found).unwrap();
            wrong.extend(found.into_iter().map(|found| format!("{device:?}, {scheme}: {found}")));
        }
        if device == Device::Phone {
            let small = ask(browser, CONTROLS, &[json!(THUMB)], false).await;
            let small: Vec<Small> = serde_json::from_value(small).unwrap();
            wrong.extend(small.into_iter().map(|Small(html, high)| format!("{high} px: {html}")));
        }
    }
    for width in WIDTHS {
        wrong.extend(sticks_out(browser, width).await);
    }
    let elsewhere: Vec<String> = serde_json::from_value(browser.run(ELSEWHERE).await).unwrap();
    wrong.extend(elsewhere.into_iter().map(|url| format!("asks another host: {url}")));
    wrong.extend(browser.complaints().await);
    browser.become_device(Device::Phone).await;
    wrong
}

/// What makes the page scroll sideways at a width.
pub(super) async fn sticks_out(browser: &Browser, width: i64) -> Vec<String> {
    browser.resize((width, 844), false).await;
    let out: Vec<String> = serde_json::from_value(browser.run(STICKS_OUT).await).unwrap();
    out.into_iter().map(|out| format!("{width} px wide: sticks out: {out}")).collect()
}

/// Reduced motion, so that no colour is on its way to another while it is measured.
fn media(scheme: &str) -> Value {
    json!({ "features": [
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ] })
}

async fn ask(browser: &Browser, script: &str, arguments: &[Value], later: bool) -> Value {
    let arguments = arguments.to_vec();
    let answer = if later {
        browser.driver.execute_async(script, arguments).await
    } else {
        browser.driver.execute(script, arguments).await
    };
    answer.unwrap().json().clone()
}

//! The static files, inside the binary, under names that change with their content, so that a browser
//! may keep them for a year. Payer pages carry their part of the stylesheet in themselves: one
//! request, and the button works.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::routing::get;
use data_encoding::BASE64;
use data_encoding::HEXLOWER;
use sha2::Digest;
use sha2::Sha256;

use super::Error;
use crate::app::App;

const FONT: &[u8] = include_bytes!("../../static/fonts/Vazirmatn-fa.woff2");
const FONT_IN_CSS: &str = "/static/fonts/Vazirmatn-fa.woff2";
const CSS: &str = include_str!("../../static/app.css");
const JS: &str = include_str!("../../static/app.js");
const FORWARD: &str = include_str!("../../static/forward.js");
const ICON: &str = include_str!("../../static/icons/favicon.svg");

struct Assets {
    css: Asset,
    js: Asset,
    font: Asset,
    payer_css: String,
    forward_js: String,
}

struct Asset {
    url: String,
    kind: &'static str,
    body: Vec<u8>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let font = Asset::new("font", "woff2", "font/woff2", FONT.to_vec());
    let css = CSS.replace(FONT_IN_CSS, &font.url);
    let payer_css = squeeze(between(&css, "/* payer:start */", "/* payer:end */"));
    Assets {
        payer_css,
        css: Asset::new("app", "css", "text/css; charset=utf-8", squeeze(&css).into_bytes()),
        js: Asset::new("app", "js", "text/javascript; charset=utf-8", JS.as_bytes().to_vec()),
        font,
        forward_js: FORWARD.trim().to_owned(),
    }
});

impl Asset {
    fn new(stem: &str, ending: &str, kind: &'static str, body: Vec<u8>) -> Self {
        let digest = HEXLOWER.encode(&Sha256::digest(&body)[..6]);
        Self { url: format!("/static/{stem}.{digest}.{ending}"), kind, body }
    }
}

/// The address of the stylesheet.
pub fn css_url() -> &'static str {
    &ASSETS.css.url
}

/// The address of the script.
pub fn js_url() -> &'static str {
    &ASSETS.js.url
}

/// The part of the stylesheet that payer pages carry.
pub fn payer_css() -> &'static str {
    &ASSETS.payer_css
}

/// The script that takes a payer on to the bank.
pub fn forward_js() -> &'static str {
    &ASSETS.forward_js
}

/// The source expressions by which the content security policy knows what payer pages carry:
/// style and script.
pub fn carried_hashes() -> (String, String) {
    let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())));
    (hash(payer_css()), hash(forward_js()))
}

/// The routes of the static files.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/static/{name}", get(show))
        .route("/static/icons/favicon.svg", get(icon))
        .route("/favicon.ico", get(icon))
}

async fn show(Path(name): Path<String>) -> Result<Response, Error> {
    let assets = &*ASSETS;
    let asset = [&assets.css, &assets.js, &assets.font]
        .into_iter()
        .find(|asset| asset.url.strip_prefix("/static/") == Some(&name))
        .ok_or(Error::NotFound)?;
    let keep = HeaderValue::from_static("public, max-age=31536000, immutable");
    let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind))];
    Ok((headers, [(header::CACHE_CONTROL, keep)], asset.body.clone()).into_response())
}

async fn icon() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, ICON).into_response()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let tail = text.split_once(start).map_or("", |(_, tail)| tail);
    tail.split_once(end).map_or("", |(part, _)| part)
}

/// Takes out comments and the indentation; the rest is as it was written.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines: Vec<_> = out.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // No text inside our styles has a space at such a place.
    let spaces = [(": ", ":"), ("; ", ";"), (", ", ","), (" {", "{"), ("{ ", "{"), (" }", "}")];
    spaces.into_iter().fold(lines.join("\n"), |text, (wide, narrow)| text.replace(wide, narrow))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payer_page_carries_at_most_six_kilobytes_of_style() {
        assert!((3_000..=6_144).contains(&payer_css().len()), "{}", payer_css().len());
        assert!(forward_js().len() <= 500, "{}", forward_js().len());
        assert!(CSS.len() <= 25_600 && JS.len() <= 8_192);
    }

    #[test]
    fn the_stylesheet_asks_for_the_font_under_its_lasting_name() {
        assert!(payer_css().contains(&ASSETS.font.url));
        assert!(!payer_css().contains(FONT_IN_CSS));
    }
}

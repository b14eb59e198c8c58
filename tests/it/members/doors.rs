use argon2::Argon2;
use argon2::Params;
use argon2::PasswordHasher;
use axum::body::Body;
use axum::http::Method;
use axum::http::Request;
use axum::http::header;
use chrono::TimeDelta;
use peyvand::router;
use tower::ServiceExt;

use super::NOBODYS;
use super::OTHER_PASSWORD;
use super::PASSWORD;
use super::SARAS;
use super::ask;
use super::is_in;
use super::log_in;
use crate::support::house::House;
use crate::support::page::Page;

fn cookie(page: &Page, name: &str) -> String {
    let lines = page.headers.get_all(header::SET_COOKIE).iter();
    let mut lines = lines.map(|line| line.to_str().unwrap());
    lines.find(|line| line.starts_with(&format!("{name}="))).unwrap_or_default().to_owned()
}

/// The status of a request as it is, without a browser's manners.
async fn raw(house: &House, request: axum::http::request::Builder, body: &'static str) -> u16 {
    let request = request.body(Body::from(body)).unwrap();
    router::build(&house.app).oneshot(request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_number_are_one_mistake() {
    let house = House::open().await;
    house.member(SARAS).await;
    let wrong = log_in(&house, SARAS, OTHER_PASSWORD).await;
    let unknown = log_in(&house, NOBODYS, PASSWORD).await;
    assert_eq!(wrong.status, 422);
    // What a device is asked is drawn anew each time.
    let asked = |page: &Page| page.attribute("form[data-passkey]", "data-challenge").unwrap();
    let wrongs = wrong.html.replace(SARAS, NOBODYS).replace(&asked(&wrong), &asked(&unknown));
    assert_eq!(wrongs, unknown.html);
    assert_eq!(wrong.attribute("input[name=mobile]", "value").as_deref(), Some(SARAS));
    assert_eq!(wrong.attribute("input[name=password]", "value"), None);

    let right = log_in(&house, "٠٩١٢١١١٢٢٣٣", PASSWORD).await;
    assert_eq!(right.location.as_deref(), Some("/home"));
    assert!(is_in(&house).await);
}

#[tokio::test]
async fn people_go_on_to_the_page_they_wanted_and_to_no_other_site() {
    let house = House::open().await;
    house.member(SARAS).await;
    let asked = house.get("/settings/sessions").await.location.unwrap();
    assert_eq!(asked, "/login?next=%2Fsettings%2Fsessions");
    let form = house.get(&asked).await;
    assert_eq!(form.attribute("input[name=next]", "value").as_deref(), Some("/settings/sessions"));
    let by_code = form.attribute("a[href^='/login/code']", "href").unwrap();
    let next = house.get(&by_code).await.attribute("input[name=next]", "value").unwrap();
    let path = house.submit("/login/code", &[("mobile", SARAS), ("next", &next)]).await;
    let code = house.code(SARAS).await;
    let done = house.submit(&path.location.unwrap(), &[("code", &code)]).await;
    assert_eq!(done.location.as_deref(), Some("/settings/sessions"));

    for evil in ["https://evil.test", "//evil.test", "/\\evil.test", "/\r\nx: y"] {
        let form = [("mobile", SARAS), ("password", PASSWORD), ("next", evil)];
        let page = house.visitor().submit("/login", &form).await;
        assert_eq!(page.location.as_deref(), Some("/home"), "{evil}");
    }
    assert_eq!(house.get("/login?next=//evil.test").await.location.as_deref(), Some("/home"));
}

#[tokio::test]
async fn a_session_is_new_at_each_sign_in() {
    let house = House::open().await;
    house.member(SARAS).await;
    let planted = peyvand::tokens::random();
    house.keep_cookie("sid", planted.clone()).await;
    let page = log_in(&house, SARAS, PASSWORD).await;
    let first = cookie(&page, "sid");
    assert!(!first.contains(&planted) && first.len() > 52);
    assert!(first.contains("HttpOnly") && first.contains("SameSite=Lax"), "{first}");
    assert!(cookie(&page, "browser").contains("Max-Age=0"));

    let second = cookie(&log_in(&house, SARAS, PASSWORD).await, "sid");
    assert_ne!(first, second);
    assert_eq!(house.count("select count(*) from sessions").await, 1, "the old one is over");
    let thief = house.visitor();
    thief.keep_cookie("sid", planted).await;
    assert!(!is_in(&thief).await);
}

#[tokio::test]
async fn two_session_cookies_are_nobodys() {
    let house = House::open().await;
    house.member(SARAS).await;
    let page = log_in(&house, SARAS, PASSWORD).await;
    let sid = cookie(&page, "sid").split(';').next().unwrap().to_owned();
    let request = |cookies: String| Request::get("/settings").header(header::COOKIE, cookies);
    assert_eq!(raw(&house, request(sid.clone()), "").await, 200);
    assert_eq!(raw(&house, request(format!("sid=planted; {sid}")), "").await, 303);
    assert_eq!(raw(&house, request(format!("{sid}; sid=planted")), "").await, 303);
    let two = request(sid.clone()).header(header::COOKIE, "sid=planted");
    assert_eq!(raw(&house, two, "").await, 303);
    assert_eq!(raw(&house, request(sid.replace("sid=", "__Host-sid=")), "").await, 303);
}

#[tokio::test]
async fn over_https_a_session_is_bound_to_the_host_and_each_page_says_what_a_browser_may_do() {
    let house = House::open_with(&["--public-url=https://shop.test".to_owned()]).await;
    house.member(SARAS).await;
    let page = log_in(&house, SARAS, PASSWORD).await;
    let sid = cookie(&page, "__Host-sid");
    for part in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(sid.split("; ").any(|said| said == part), "{part}: {sid}");
    }
    assert!(!sid.contains("Domain") && !sid.contains("Expires"), "{sid}");

    let page = house.get("/settings").await;
    assert_eq!(page.status, 200);
    let says = |name: &str| page.headers[name].to_str().unwrap();
    let policy = says("content-security-policy");
    for part in [
        "default-src 'none'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ] {
        assert!(policy.split(';').any(|said| said.trim().starts_with(part)), "{part}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(says("strict-transport-security"), "max-age=31536000; includeSubDomains");
    assert_eq!(says("x-content-type-options"), "nosniff");
    assert_eq!(says("cross-origin-opener-policy"), "same-origin");
    assert_eq!(says("cross-origin-resource-policy"), "same-origin");
    assert_eq!(says("referrer-policy"), "same-origin");
    assert_eq!(says("cache-control"), "no-store");

    let from = |host: &str| Request::get("/login").header(header::HOST, host);
    assert_eq!(raw(&house, from("shop.test"), "").await, 200);
    for host in ["evil.test", "shop.test:8443", "shop.test.evil.test", ""] {
        assert_eq!(raw(&house, from(host), "").await, 421, "{host}");
    }
    let forwarded = from("evil.test").header("x-forwarded-host", "shop.test");
    assert_eq!(raw(&house, forwarded, "").await, 421);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let house = House::open().await;
    let form = "mobile=09121112233&password=x";
    let post = || {
        Request::post("/login")
            .header(header::HOST, "localhost:8600")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
    };
    let from = |origin: &str| post().header(header::ORIGIN, origin);
    assert_eq!(raw(&house, from("https://evil.test"), form).await, 403);
    assert_eq!(raw(&house, from("null"), form).await, 403);
    assert_eq!(raw(&house, post().header("sec-fetch-site", "cross-site"), form).await, 403);
    assert_eq!(raw(&house, post().header("sec-fetch-site", "same-site"), form).await, 403);
    assert_eq!(raw(&house, post().header("sec-fetch-site", "same-origin"), form).await, 422);
}

#[tokio::test]
async fn a_session_ends_at_sign_out_after_half_an_hour_of_rest_and_after_half_a_day() {
    let house = House::open().await;
    house.member(SARAS).await;
    let page = log_in(&house, SARAS, PASSWORD).await;
    let sid = cookie(&page, "sid");
    let sid = sid.trim_start_matches("sid=").split(';').next().unwrap();
    let out = house.submit("/logout", &[]).await;
    assert_eq!(out.location.as_deref(), Some("/"));
    house.keep_cookie("sid", sid.to_owned()).await;
    assert!(!is_in(&house).await, "the cookie is worth nothing any more");

    log_in(&house, SARAS, PASSWORD).await;
    house.wind(TimeDelta::minutes(31));
    assert!(!is_in(&house).await);

    log_in(&house, SARAS, PASSWORD).await;
    for _ in 0..28 {
        house.wind(TimeDelta::minutes(25));
        assert!(is_in(&house).await);
    }
    house.wind(TimeDelta::minutes(25));
    assert!(!is_in(&house).await, "used all the time, it ends after twelve hours");
}

#[tokio::test]
async fn an_old_hash_is_made_anew_at_sign_in() {
    let house = House::open().await;
    house.member(SARAS).await;
    let cheap = Argon2::from(Params::new(1_024, 1, 1, None).unwrap());
    let hash = cheap.hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    let update = sqlx::query("update members set password = $1").bind(&hash);
    update.execute(house.db()).await.unwrap();
    assert_eq!(log_in(&house, SARAS, PASSWORD).await.status, 303);
    let fresh =
        "select count(*) from members where password like '$argon2id$v=19$m=19456,t=2,p=1$%'";
    assert_eq!(house.count(fresh).await, 1);
    assert_eq!(log_in(&house.visitor(), SARAS, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn looking_at_the_pages_writes_nothing() {
    let house = House::open().await;
    house.member(SARAS).await;
    let path = ask(&house, SARAS).await;
    let member = house.visitor();
    log_in(&member, SARAS, PASSWORD).await;
    let before = house.fingerprint().await;
    for path in ["/", "/terms", "/privacy", "/signup", "/login", "/login/code", &path] {
        assert_eq!(house.get(path).await.status, 200, "{path}");
        assert_eq!(house.head(path).await.status, 200, "{path}");
    }
    for page in ["", "/me", "/email", "/password", "/mobile", "/sessions", "/workspaces"] {
        assert_eq!(member.get(&format!("/settings{page}")).await.status, 200, "{page}");
    }
    assert_eq!(house.fingerprint().await, before);
}

#[tokio::test]
async fn a_session_that_comes_back_after_a_new_password_opens_nothing() {
    let house = House::open().await;
    house.member(SARAS).await;
    let thief = house.visitor();
    log_in(&thief, SARAS, PASSWORD).await;
    house.run("create table kept as table sessions").await;
    house.wind(TimeDelta::seconds(1));
    log_in(&house, SARAS, PASSWORD).await;
    house.submit("/settings/password", &[("password", OTHER_PASSWORD)]).await;
    assert!(is_in(&house).await && !is_in(&thief).await);
    house.run("insert into sessions table kept").await;
    assert!(!is_in(&thief).await);
    house.run("drop table kept; delete from sessions").await;
}

#[tokio::test]
async fn a_person_of_the_house_is_signed_out_after_a_quarter_of_an_hour_of_rest() {
    let house = House::open().await;
    house.member("09120000001").await;
    house.member(SARAS).await;
    let operator = house.visitor();
    log_in(&operator, "09120000001", PASSWORD).await;
    log_in(&house, SARAS, PASSWORD).await;
    house.wind(TimeDelta::minutes(14));
    assert!(is_in(&operator).await);
    house.wind(TimeDelta::minutes(15));
    for _ in 0..2 {
        assert!(!is_in(&operator).await);
        assert_eq!(operator.get("/ops").await.status, 303);
    }
    assert!(is_in(&house).await, "others rest for half an hour");
}

#[tokio::test]
async fn no_act_is_done_without_the_key_that_our_pages_put_into_each_form() {
    let house = House::open().await;
    house.member(SARAS).await;
    house.member(NOBODYS).await;
    let other = house.visitor();
    log_in(&other, NOBODYS, PASSWORD).await;
    log_in(&house, SARAS, PASSWORD).await;
    let own = house.form_key().await.unwrap();
    let page = house.get("/settings/me").await;
    let key = page.attribute("form[method=post] > input[name=form_key]", "value").unwrap();
    assert_eq!(own, format!("form_key={key}"));

    let before = house.fingerprint().await;
    let theirs = other.form_key().await.unwrap();
    for form in [None, Some(""), Some("form_key="), Some(&*theirs), Some("name=x&language=fa")] {
        for path in ["/settings/me", "/settings/sessions/closure", "/links", "/workspaces"] {
            let page = house.ask_as_it_is(Method::POST, path, form.map(str::to_owned)).await;
            assert_eq!(page.status, 403, "{path} {form:?}");
        }
    }
    assert_eq!(house.fingerprint().await, before);
    let form = format!("name=Sara&form_key={key}&language=fa");
    let done = house.ask_as_it_is(Method::POST, "/settings/me", Some(form.clone())).await;
    assert_eq!(done.location.as_deref(), Some("/settings/me"));

    log_in(&house, SARAS, PASSWORD).await;
    let old = house.ask_as_it_is(Method::POST, "/settings/me", Some(form)).await;
    assert_eq!(old.status, 403, "the page of an earlier sign-in");
    let large = Some("a".repeat(70_000));
    assert_eq!(house.ask_as_it_is(Method::POST, "/links", large).await.status, 413);

    let file = ("a.bin", [0; 3000].as_slice());
    for fields in [&[] as &[_], &[("form_key", &*key)], &[("name", "x"), ("form_key", &*key)]] {
        let page = house.upload_as_it_is("/settings/sessions/closure", fields, file).await;
        assert_eq!(page.status, 403, "{fields:?}");
    }
    assert!(is_in(&house).await);
    house.upload("/settings/sessions/closure", &[], file).await;
    assert!(!is_in(&house).await);
}

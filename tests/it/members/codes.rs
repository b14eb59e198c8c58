use chrono::TimeDelta;

use super::NOBODYS;
use super::OTHER_PASSWORD;
use super::PASSWORD;
use super::SARAS;
use super::ask;
use super::is_in;
use super::log_in;
use super::mobile_of;
use super::wrong;
use crate::support::house::House;

#[tokio::test]
async fn a_code_is_taken_in_persian_digits_with_spaces() {
    let house = House::open().await;
    house.member(SARAS).await;
    let path = ask(&house, "۰۹۱۲ ۱۱۱ ۲۲۳۳").await;
    let code = house.code(SARAS).await;
    let persian: String = code
        .chars()
        .map(|c| char::from_u32(u32::from('۰') + c.to_digit(10).unwrap()).unwrap())
        .collect();
    let typed = format!(" {} {} ", &persian[..6], &persian[6..]);
    assert_eq!(house.submit(&path, &[("code", &typed)]).await.location.as_deref(), Some("/home"));
    assert!(is_in(&house).await);
}

#[tokio::test]
async fn after_five_wrong_codes_the_right_one_is_refused_and_a_new_one_is_needed() {
    let house = House::open().await;
    house.member(SARAS).await;
    let path = ask(&house, SARAS).await;
    let code = house.code(SARAS).await;
    for _ in 0..4 {
        let page = house.submit(&path, &[("code", &wrong(&code))]).await;
        assert!(page.status == 422 && page.text().contains("درست نیست"), "{page:?}");
    }
    let not_six = house.submit(&path, &[("code", "12345")]).await;
    assert!(not_six.text().contains("۶ رقم است"), "{not_six:?}");
    assert!(house.submit(&path, &[("code", &wrong(&code))]).await.text().contains("پنج بار"));
    let sixth = house.submit(&path, &[("code", &code)]).await;
    assert!(sixth.status == 422 && sixth.text().contains("پنج بار"), "{sixth:?}");
    assert!(!is_in(&house).await);

    house.pass_a_minute();
    let path = house.submit(&format!("{path}/again"), &[]).await.location.unwrap();
    let code = house.code(SARAS).await;
    assert_eq!(house.submit(&path, &[("code", &code)]).await.status, 303);
}

#[tokio::test]
async fn five_wrong_codes_at_once_and_the_right_one_leave_no_sixth_try() {
    let house = House::open().await;
    house.member(SARAS).await;
    let path = ask(&house, SARAS).await;
    let code = house.code(SARAS).await;
    let typed: Vec<String> = (1..=12).map(|step| wrong(&format!("{step:06}"))).collect();
    let typed: Vec<&String> = typed.iter().filter(|typed| **typed != code).collect();
    let forms: Vec<[(&str, &str); 1]> =
        typed.iter().map(|typed| [("code", typed.as_str())]).collect();
    let tries = forms.iter().map(|form| house.submit(&path, form));
    for page in futures(tries).await {
        assert_eq!(page.status, 422);
    }
    assert_eq!(house.count("select tries::bigint from challenges").await, 5);
}

#[tokio::test]
async fn a_code_is_good_once() {
    let house = House::open().await;
    house.member(SARAS).await;
    let path = ask(&house, SARAS).await;
    let code = house.code(SARAS).await;
    let form = [("code", code.as_str())];
    let (one, other) = tokio::join!(house.submit(&path, &form), house.submit(&path, &form));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let again = house.submit(&path, &form).await;
    assert_eq!(again.status, 422);
    assert_eq!(house.count("select count(*) from sessions").await, 1);
}

#[tokio::test]
async fn a_code_is_good_for_two_minutes() {
    let house = House::open().await;
    house.member(SARAS).await;
    let path = ask(&house, SARAS).await;
    let code = house.code(SARAS).await;
    house.wind(TimeDelta::seconds(121));
    let late = house.submit(&path, &[("code", &code)]).await;
    let text = late.text();
    assert!(late.status == 422 && text.contains("این کد درست نیست"), "{late:?}");

    let path = ask(&house, SARAS).await;
    let code = house.code(SARAS).await;
    house.wind(TimeDelta::seconds(119));
    assert_eq!(house.submit(&path, &[("code", &code)]).await.status, 303);
}

#[tokio::test]
async fn a_code_belongs_to_its_browser_its_purpose_and_its_number() {
    let house = House::open().await;
    house.member(SARAS).await;
    house.member(NOBODYS).await;
    let path = ask(&house, SARAS).await;
    let code = house.code(SARAS).await;

    let thief = house.visitor();
    let refused = thief.submit(&path, &[("code", &code)]).await;
    assert!(refused.status == 422 && refused.text().contains("دیگر کار نمی‌کند"), "{refused:?}");
    assert_eq!(thief.get(&path).await.status, 404);
    ask(&thief, NOBODYS).await;
    assert_eq!(
        thief.submit(&path, &[("code", &code)]).await.status,
        422,
        "with a secret of its own"
    );

    house.pass_a_minute();
    let other_number = ask(&house, NOBODYS).await;
    assert_eq!(house.submit(&other_number, &[("code", &code)]).await.status, 422);
    let forgotten = house.submit("/login/forgotten", &[("mobile", SARAS)]).await.location.unwrap();
    let form = [("code", code.as_str()), ("password", OTHER_PASSWORD)];
    assert_eq!(house.submit(&forgotten, &form).await.status, 422);
    assert!(!is_in(&house).await && !is_in(&thief).await);
    // All those refusals have not used it up.
    let form = [("code", code.as_str())];
    assert_eq!(house.submit(&path, &form).await.status, 303);
}

#[tokio::test]
async fn who_has_no_account_sees_the_same_pages_and_gets_no_sms() {
    let house = House::open().await;
    house.member(SARAS).await;
    for route in ["/login/code", "/login/forgotten"] {
        house.pass_a_minute();
        let (known, unknown) = (house.visitor(), house.visitor());
        let mut seen = vec![];
        for (visitor, mobile) in [(&known, SARAS), (&unknown, NOBODYS)] {
            let path = visitor.submit(route, &[("mobile", mobile)]).await.location.unwrap();
            let form = [("code", "000000"), ("password", OTHER_PASSWORD)];
            let form = if route == "/login/code" { &form[..1] } else { &form[..] };
            for page in [visitor.get(&path).await, visitor.submit(&path, form).await] {
                let text = peyvand::locale::ascii_digits(&page.text());
                seen.push((page.status.as_u16(), text.replace(mobile, "the number")));
            }
        }
        assert_eq!(seen[..2], seen[2..], "{route}");
    }
    house.work().await;
    assert_eq!(house.sms_to(&mobile_of(NOBODYS)).await.len(), 0);
    assert_eq!(house.sms_to(&mobile_of(SARAS)).await.len(), 2);
}

#[tokio::test]
async fn a_forgotten_password_is_set_by_code_and_ends_all_sessions() {
    let house = House::open().await;
    house.member(SARAS).await;
    let elsewhere = house.visitor();
    log_in(&elsewhere, SARAS, PASSWORD).await;
    assert!(is_in(&elsewhere).await);

    let path = house.submit("/login/forgotten", &[("mobile", SARAS)]).await.location.unwrap();
    let code = house.code(SARAS).await;
    let weak = house.submit(&path, &[("code", &code), ("password", "password1234")]).await;
    assert_eq!(weak.status, 422);
    let done = house.submit(&path, &[("code", &code), ("password", OTHER_PASSWORD)]).await;
    assert_eq!(done.location.as_deref(), Some("/home"), "a weak password does not cost the code");
    assert!(is_in(&house).await && !is_in(&elsewhere).await);

    assert_eq!(log_in(&elsewhere, SARAS, PASSWORD).await.status, 422);
    assert_eq!(log_in(&elsewhere, SARAS, OTHER_PASSWORD).await.status, 303);
    house.work().await;
    let told = house.sms_to(&mobile_of(SARAS)).await;
    assert!(told.iter().any(|sms| sms.contains("رمز عبور حساب شما")), "{told:?}");
}

/// Awaits all at once.
async fn futures<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = all.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        for (future, done) in &mut waiting {
            if done.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                *done = Some(output);
            }
        }
        if waiting.iter().all(|(_, done)| done.is_some()) {
            std::task::Poll::Ready(())
        } else {
            std::task::Poll::Pending
        }
    })
    .await;
    waiting.into_iter().filter_map(|(_, done)| done).collect()
}

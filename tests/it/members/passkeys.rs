//! Passkeys: a device that signs its owner in, and everything that is no answer of such a device.

use chrono::TimeDelta;
use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom;
use ring::signature::ECDSA_P256_SHA256_ASN1_SIGNING;
use ring::signature::EcdsaKeyPair;
use ring::signature::KeyPair;
use serde_json::json;
use sha2::Digest;
use sha2::Sha256;

use super::NOBODYS;
use super::PASSWORD;
use super::SARAS;
use super::is_in;
use super::log_in;
use super::mobile_of;
use super::second;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

/// What stands before a point of P-256 in the form that certificates use (RFC 5480).
const P256: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// A phone with a key for one site.
struct Device {
    key: EcdsaKeyPair,
    random: SystemRandom,
    credential: String,
    /// What it says, which a test may change.
    says: Says,
}

/// What a browser and a device say.
#[derive(Clone)]
struct Says {
    kind: &'static str,
    origin: String,
    site: String,
    flags: u8,
    count: u32,
    cross_origin: bool,
}

impl Device {
    fn new(house: &House) -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let way = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let key = EcdsaKeyPair::from_pkcs8(way, made.as_ref(), &random).unwrap();
        let credential = BASE64URL_NOPAD.encode(&key.public_key().as_ref()[1..17]);
        let says = Says {
            kind: "webauthn.get",
            origin: house.app.origin.clone(),
            site: "localhost".to_owned(),
            flags: 0x05,
            count: 1,
            cross_origin: false,
        };
        Self { key, random, credential, says }
    }

    fn client_data(&self, challenge: &str) -> Vec<u8> {
        let says = &self.says;
        let data = json!({
            "type": says.kind,
            "challenge": BASE64URL_NOPAD.encode(challenge.as_bytes()),
            "origin": says.origin,
            "crossOrigin": says.cross_origin,
        });
        data.to_string().into_bytes()
    }

    fn data(&self) -> Vec<u8> {
        let site = Sha256::digest(self.says.site.as_bytes());
        [&site, &[self.says.flags][..], &self.says.count.to_be_bytes()].concat()
    }

    /// A new key, as a page of settings is told of it.
    fn make(&mut self, challenge: &str) -> Fields {
        let get = self.says.clone();
        (self.says.kind, self.says.flags) = ("webauthn.create", 0x45);
        let id = BASE64URL_NOPAD.decode(self.credential.as_bytes()).unwrap();
        let length = u16::try_from(id.len()).unwrap().to_be_bytes();
        let data = [&self.data()[..], &[0; 16], &length, &id, b"a key as CBOR"].concat();
        let fields = vec![
            ("name", "گوشی سارا".to_owned()),
            ("credential", self.credential.clone()),
            ("client_data", BASE64URL_NOPAD.encode(&self.client_data(challenge))),
            ("authenticator_data", BASE64URL_NOPAD.encode(&data)),
            (
                "public_key",
                BASE64URL_NOPAD.encode(&[&P256, self.key.public_key().as_ref()].concat()),
            ),
        ];
        self.says = get;
        fields
    }

    /// Its answer to a challenge. It counts.
    fn answer(&mut self, challenge: &str) -> Fields {
        self.says.count += 1;
        let (client_data, data) = (self.client_data(challenge), self.data());
        let signed = [&data[..], &Sha256::digest(&client_data)].concat();
        let signature = self.key.sign(&self.random, &signed).unwrap();
        vec![
            ("credential", self.credential.clone()),
            ("client_data", BASE64URL_NOPAD.encode(&client_data)),
            ("authenticator_data", BASE64URL_NOPAD.encode(&data)),
            ("signature", BASE64URL_NOPAD.encode(signature.as_ref())),
        ]
    }
}

/// What is changed in what a device says.
type Change = fn(&mut Says);

type Fields = Vec<(&'static str, String)>;

async fn submit(visitor: &Visitor, path: &str, fields: &Fields) -> Page {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    visitor.submit(path, &fields).await
}

/// The challenge that stands on a page.
async fn challenge(visitor: &Visitor, path: &str) -> String {
    let page = visitor.get(path).await;
    let asked = page.attribute("form[data-passkey]", "data-challenge");
    asked.unwrap_or_else(|| panic!("nothing is asked: {page:?}"))
}

/// A device that signs a member in who has just come in.
async fn kept(house: &House) -> Device {
    let mut device = Device::new(house);
    let asked = challenge(house, "/settings/passkeys").await;
    let done = submit(house, "/settings/passkeys", &device.make(&asked)).await;
    assert_eq!(done.location.as_deref(), Some("/settings/passkeys"), "{done:?}");
    device
}

#[tokio::test]
async fn a_passkey_signs_its_owner_in_without_a_second_step_and_the_number_hears_of_it() {
    let house = House::open().await;
    let (secret, _) = second::set_up(&house).await;
    let mut device = Device::new(&house);
    let mut made = device.make(&challenge(&house, "/settings/passkeys").await);
    let refused = submit(&house, "/settings/passkeys", &made).await;
    assert_eq!(refused.status, 422, "it takes the app's place, and so a code of the app");
    assert!(refused.attribute("#code", "aria-invalid").is_some(), "{refused:?}");
    assert_eq!(house.count("select count(*) from passkeys").await, 0);
    house.wind(TimeDelta::seconds(30));
    made.push(("code", second::app_code(&house, &secret, 0)));
    let done = submit(&house, "/settings/passkeys", &made).await;
    assert_eq!(done.location.as_deref(), Some("/settings/passkeys"), "{done:?}");
    let page = house.get("/settings/passkeys").await;
    assert!(page.text().contains("گوشی سارا") && page.text().contains("هنوز با آن وارد نشده‌اید"));
    assert_eq!(page.attribute("form[data-passkey]", "data-known"), Some(device.credential.clone()));
    assert!(house.get("/settings/me").await.text().contains("۱ گذرکلید"));
    house.work().await;
    let heard = house.sms_to(&mobile_of(SARAS)).await;
    let is_told = |words: &str| heard.iter().filter(|sms| sms.contains(words)).count() == 1;
    assert!(is_told("گذرکلیدی به حساب پیوند شما افزوده شد"), "{heard:?}");

    let phone = house.visitor();
    let answer = device.answer(&challenge(&phone, "/login").await);
    let done = submit(&phone, "/login/passkey", &answer).await;
    assert_eq!(done.location.as_deref(), Some("/home"), "{done:?}");
    assert!(is_in(&phone).await);
    let page = phone.get("/settings/passkeys").await;
    assert!(page.text().contains("آخرین ورود"), "{page:?}");

    let path = page.attribute("form[action$=removal]", "action").unwrap();
    assert_eq!(phone.submit(&path, &[]).await.status, 303);
    let answer = device.answer(&challenge(&house.visitor(), "/login").await);
    let refused = submit(&house.visitor(), "/login/passkey", &answer).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("شناخته نیست"), "{refused:?}");
    house.work().await;
    let heard = house.sms_to(&mobile_of(SARAS)).await;
    assert!(heard.iter().any(|sms| sms.contains("برداشته شد")), "{heard:?}");
}

#[tokio::test]
async fn what_a_phished_copied_or_careless_device_says_is_not_believed() {
    let house = House::open().await;
    house.member(SARAS).await;
    log_in(&house, SARAS, PASSWORD).await;
    let mut device = kept(&house).await;
    let good = device.says.clone();
    let wrong: [(&str, Change); 7] = [
        ("another address", |says| says.origin = "https://pey-vand.ir".to_owned()),
        ("another site", |says| says.site = "pey-vand.ir".to_owned()),
        ("a frame of another site", |says| says.cross_origin = true),
        ("an answer to something else", |says| says.kind = "webauthn.create"),
        ("nobody there", |says| says.flags = 0x04),
        ("nobody verified", |says| says.flags = 0x01),
        ("a copy that has fallen behind", |says| says.count = 0),
    ];
    for (what, change) in wrong {
        let phone = house.visitor();
        change(&mut device.says);
        let answer = device.answer(&challenge(&phone, "/login").await);
        device.says = Says { count: device.says.count, ..good.clone() };
        let refused = submit(&phone, "/login/passkey", &answer).await;
        assert_eq!(refused.status, 422, "{what}: {refused:?}");
        assert!(refused.text().contains("پذیرفته نشد") && !is_in(&phone).await, "{what}");
    }
    device.says.count = 10;
    let phone = house.visitor();
    let asked = challenge(&phone, "/login").await;
    let answer = device.answer(&asked);
    for (field, value) in [
        ("signature", answer[2].1.clone()),
        ("authenticator_data", BASE64URL_NOPAD.encode(b"short")),
        ("client_data", BASE64URL_NOPAD.encode(b"{}")),
        ("credential", "not base64!".to_owned()),
        ("signature", String::new()),
    ] {
        let mut bent = answer.clone();
        bent.iter_mut().find(|(name, _)| *name == field).unwrap().1 = value;
        let refused = submit(&phone, "/login/passkey", &bent).await;
        assert_eq!(refused.status, 422, "{field}: {refused:?}");
        assert!(!is_in(&phone).await, "{field}");
    }
    // None of that has used the challenge up, and the answer is good once.
    assert_eq!(submit(&phone, "/login/passkey", &answer).await.status, 303);
    let other = house.visitor();
    let refused = submit(&other, "/login/passkey", &answer).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("زیاد باز مانده بود") && !is_in(&other).await, "{refused:?}");
}

#[tokio::test]
async fn a_challenge_is_for_one_thing_and_for_ten_minutes() {
    let house = House::open().await;
    house.member(SARAS).await;
    log_in(&house, SARAS, PASSWORD).await;
    let mut device = kept(&house).await;
    let to_keep = challenge(&house, "/settings/passkeys").await;
    let phone = house.visitor();
    let refused = submit(&phone, "/login/passkey", &device.answer(&to_keep)).await;
    assert_eq!(refused.status, 422, "drawn to keep a key, and not to come in");
    let to_enter = challenge(&phone, "/login").await;
    let mut second = Device::new(&house);
    let refused = submit(&house, "/settings/passkeys", &second.make(&to_enter)).await;
    assert_eq!(refused.status, 422, "drawn to come in, and not to keep a key");
    let first = if to_enter.starts_with('a') { 'b' } else { 'a' };
    let forged = format!("{first}{}", &to_enter[1..]);
    let refused = submit(&phone, "/login/passkey", &device.answer(&forged)).await;
    assert_eq!(refused.status, 422, "drawn by somebody else");
    house.wind(TimeDelta::seconds(601));
    let refused = submit(&phone, "/login/passkey", &device.answer(&to_enter)).await;
    assert_eq!(refused.status, 422, "the page was open for too long");
    assert!(!is_in(&phone).await);
}

#[tokio::test]
async fn a_dangerous_act_takes_a_passkey_of_the_members_own_as_proof() {
    let house = House::open().await;
    house.member(NOBODYS).await;
    log_in(&house, NOBODYS, PASSWORD).await;
    let mut anothers = kept(&house).await;
    house.member(SARAS).await;
    let sara = house.visitor();
    log_in(&sara, SARAS, PASSWORD).await;
    let mut hers = Device::new(&house);
    let asked = challenge(&sara, "/settings/passkeys").await;
    submit(&sara, "/settings/passkeys", &hers.make(&asked)).await;
    house.wind(TimeDelta::minutes(10));
    let proof = sara.get("/settings/password").await;
    assert_eq!(proof.status, 403, "{proof:?}");
    let asked = proof.attribute("form[data-passkey]", "data-challenge").unwrap();
    let refused = submit(&sara, "/settings/proof/passkey", &anothers.answer(&asked)).await;
    assert_eq!(refused.status, 422, "another member's device proves nothing");
    let mut answer = hers.answer(&asked);
    answer.push(("next", "/settings/password".to_owned()));
    let done = submit(&sara, "/settings/proof/passkey", &answer).await;
    assert_eq!(done.location.as_deref(), Some("/settings/password"), "{done:?}");
    assert_eq!(sara.get("/settings/password").await.status, 200);
}

#[tokio::test]
async fn a_member_has_ten_passkeys_at_most_each_of_one_owner() {
    let house = House::open().await;
    house.member(SARAS).await;
    log_in(&house, SARAS, PASSWORD).await;
    let mut first = kept(&house).await;
    let asked = challenge(&house, "/settings/passkeys").await;
    let again = submit(&house, "/settings/passkeys", &first.make(&asked)).await;
    assert_eq!(again.status, 422);
    assert!(again.text().contains("از پیش دارد"), "{again:?}");
    let mut nameless = Device::new(&house).make(&challenge(&house, "/settings/passkeys").await);
    nameless[0].1 = " ".to_owned();
    let refused = submit(&house, "/settings/passkeys", &nameless).await;
    assert!(refused.text().contains("نامی برای دستگاه بنویسید"), "{refused:?}");
    let mut long = Device::new(&house);
    long.credential = BASE64URL_NOPAD.encode(&[7; 1_024]);
    let long = long.make(&challenge(&house, "/settings/passkeys").await);
    assert_eq!(submit(&house, "/settings/passkeys", &long).await.status, 422, "no 500");
    for _ in 1..10 {
        kept(&house).await;
    }
    let asked = challenge(&house, "/settings/passkeys").await;
    let one_more = Device::new(&house).make(&asked);
    let refused = submit(&house, "/settings/passkeys", &one_more).await;
    assert!(refused.status == 422 && refused.text().contains("بیش از ۱۰"), "{refused:?}");

    let hers = house.get("/settings/passkeys").await;
    let path = hers.attribute("form[action$=removal]", "action").unwrap();
    house.member(NOBODYS).await;
    let stranger = house.visitor();
    log_in(&stranger, NOBODYS, PASSWORD).await;
    assert_eq!(stranger.submit(&path, &[]).await.status, 404);
    let asked = challenge(&stranger, "/settings/passkeys").await;
    let taken = submit(&stranger, "/settings/passkeys", &first.make(&asked)).await;
    assert_eq!(taken.status, 422, "a device's key has one owner");
    assert_eq!(house.count("select count(*) from passkeys").await, 10);
}

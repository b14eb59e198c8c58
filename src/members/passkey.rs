//! Passkeys (`WebAuthn` level 3): a member's device holds a secret key for this site alone, and proves that it does
//! after it has made sure, by finger, face or its own code, who asks for it. So one such proof stands for both
//! steps of signing in, and a site that looks like ours gets none.
//!
//! No attestation is asked for: whose make a device is does not matter here, and the browser hands the public key
//! over in the form that certificates use (`getPublicKey`). What of the specification's sections 7.1 and 7.2 then
//! applies is here: the kind of the answer, the challenge, the origin, the name of the site, the person's presence
//! and that it was verified, the signature, and the counter that tells a copied key.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use data_encoding::BASE64URL_NOPAD;
use rand::random;
use rustls::pki_types::SignatureVerificationAlgorithm;
use rustls::pki_types::SubjectPublicKeyInfoDer;
use serde::Deserialize;
use sha2::Digest;
use sha2::Sha256;
use thiserror::Error;
use webpki::RawPublicKeyEntity;
use webpki::ring::ECDSA_P256_SHA256;
use webpki::ring::RSA_PKCS1_2048_8192_SHA256;

use super::member;
use super::member::TextMistake;
use super::store;
use crate::app::App;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::PasskeyId;
use crate::locale::Language;
use crate::tokens;
use crate::web::Error as WebError;
use crate::web::Visit;

/// How long a page with a challenge may stay open.
const CHALLENGE_AGE_MAX: TimeDelta = TimeDelta::minutes(10);

/// Of one member.
pub(super) const PASSKEYS_MAX: i64 = 10;

/// What a device may call a key (section 7.1), and the longest public key of the kinds that are asked for.
const CREDENTIAL_BYTES_MAX: usize = 1_023;
const PUBLIC_KEY_BYTES_MAX: usize = 2_000;

/// What the devices of our browsers sign with: ES256, and RS256 for Windows Hello.
static SIGNATURES: [&dyn SignatureVerificationAlgorithm; 2] =
    [ECDSA_P256_SHA256, RSA_PKCS1_2048_8192_SHA256];

/// A passkey in its owner's list.
pub(super) struct Passkey {
    pub(super) id: PasskeyId,
    pub(super) credential: Vec<u8>,
    pub(super) name: String,
    pub(super) made_at: DateTime<Utc>,
    pub(super) used_at: Option<DateTime<Utc>>,
}

/// A passkey about to be kept.
pub(super) struct NewPasskey {
    pub(super) credential: Vec<u8>,
    pub(super) public_key: Vec<u8>,
    pub(super) name: String,
    pub(super) sign_count: i64,
}

/// Who has proved who they are.
pub(super) struct Owner {
    pub(super) member: MemberId,
    pub(super) language: Language,
}

/// What a page asks the device to sign, and for which site.
pub(super) struct Question {
    pub(super) challenge: String,
    /// The site's name: the host of our address.
    pub(super) site: String,
}

/// What a challenge was drawn for. One for the one is no good for the other.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    /// A member keeps a new passkey.
    Keep(MemberId),
    /// Somebody comes in, or proves once more who they are.
    Enter,
}

/// A device's answer as the form brings it: base64url.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AnswerForm {
    pub(super) credential: String,
    pub(super) client_data: String,
    pub(super) authenticator_data: String,
    pub(super) signature: String,
    pub(super) next: String,
}

/// A new key as the form brings it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct KeepForm {
    pub(super) name: String,
    pub(super) credential: String,
    pub(super) client_data: String,
    pub(super) authenticator_data: String,
    pub(super) public_key: String,
    /// A code of the member's app, where one is set up.
    pub(super) code: String,
}

/// Why a passkey was not taken.
#[derive(Debug, Error)]
pub(super) enum PasskeyError {
    /// The browser brought nothing: it knows no passkeys, or its person stopped.
    #[error("no answer of a device")]
    Missing,
    /// What the browser brought is no answer to what we asked, or its signature is wrong.
    #[error("not believed: {0}")]
    NotBelieved(&'static str),
    /// The page was open too long, or its challenge was answered before.
    #[error("a stale challenge")]
    Stale,
    /// No member has this passkey any more.
    #[error("an unknown passkey")]
    Unknown,
    /// The device has a passkey for this site already.
    #[error("kept before")]
    Known,
    /// The member has as many as may be.
    #[error("too many passkeys")]
    TooMany,
    /// Its name is none.
    #[error("no name")]
    Name(TextMistake),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Draws a challenge. Nothing is kept of it until it is answered.
pub(super) fn ask(app: &App, purpose: Purpose) -> Question {
    let (salt, until) =
        (tokens::short(uuid::Uuid::from_bytes(random())), app.clock.now() + CHALLENGE_AGE_MAX);
    let said = format!("{salt}-{}", until.timestamp());
    let mark = app.keys.mark("passkey", about(purpose, &said).as_bytes());
    Question { challenge: format!("{said}-{mark}"), site: site(app) }
}

/// Keeps a member's new passkey.
pub(super) async fn keep(
    app: &App,
    tx: &mut Tx,
    member: MemberId,
    form: &KeepForm,
) -> Result<(), PasskeyError> {
    let name = member::passkey_name(&form.name).map_err(PasskeyError::Name)?;
    let client_data = bytes(&form.client_data)?;
    answered(app, tx, Purpose::Keep(member), &client_data).await?;
    let data = bytes(&form.authenticator_data)?;
    let said = read(&data, app)?;
    let credential = said.credential.ok_or(PasskeyError::NotBelieved("no credential"))?;
    if credential != bytes(&form.credential)? {
        return Err(PasskeyError::NotBelieved("two credentials"));
    }
    let public_key = bytes(&form.public_key)?;
    if CREDENTIAL_BYTES_MAX < credential.len() || PUBLIC_KEY_BYTES_MAX < public_key.len() {
        return Err(PasskeyError::NotBelieved("too long"));
    }
    is_key(&public_key)?;
    if PASSKEYS_MAX <= store::count_passkeys(tx, member).await? {
        return Err(PasskeyError::TooMany);
    }
    let credential = credential.to_vec();
    let new = NewPasskey { credential, public_key, name, sign_count: said.sign_count.into() };
    let kept = store::insert_passkey(tx, member, &new, app.clock.now()).await?;
    if kept { Ok(()) } else { Err(PasskeyError::Known) }
}

/// Believes a device, or not; whose it is. Its challenge is used up with the transaction.
pub(super) async fn take(app: &App, tx: &mut Tx, form: &AnswerForm) -> Result<Owner, PasskeyError> {
    let client_data = bytes(&form.client_data)?;
    answered(app, tx, Purpose::Enter, &client_data).await?;
    let held = store::hold_passkey(tx, &bytes(&form.credential)?).await?;
    let held = held.ok_or(PasskeyError::Unknown)?;
    let mut signed = bytes(&form.authenticator_data)?;
    let sign_count = i64::from(read(&signed, app)?.sign_count);
    signed.extend_from_slice(&Sha256::digest(&client_data));
    let signature = bytes(&form.signature)?;
    let key = SubjectPublicKeyInfoDer::from(held.public_key.as_slice());
    let key = RawPublicKeyEntity::try_from(&key).map_err(|_| PasskeyError::NotBelieved("a key"))?;
    let is_its = |way: &&&dyn SignatureVerificationAlgorithm| {
        key.verify_signature(**way, &signed, &signature).is_ok()
    };
    if SIGNATURES.iter().find(is_its).is_none() {
        return Err(PasskeyError::NotBelieved("the signature"));
    }
    // Keys that are kept on several devices do not count; one that counts and falls behind was copied.
    if (sign_count, held.sign_count) != (0, 0) && sign_count <= held.sign_count {
        return Err(PasskeyError::NotBelieved("the counter"));
    }
    store::use_passkey(tx, held.id, sign_count, app.clock.now()).await?;
    Ok(Owner { member: held.member, language: held.language })
}

/// The sentence beside the button.
pub(super) fn sentence(v: &Visit, error: PasskeyError) -> Result<String, WebError> {
    Ok(match error {
        PasskeyError::Missing => v.w.members_passkey_missing(),
        PasskeyError::NotBelieved(why) => {
            tracing::warn!(why, "a passkey was not believed");
            v.w.members_passkey_not_believed()
        }
        PasskeyError::Stale => v.w.members_passkey_stale(),
        PasskeyError::Unknown => v.w.members_passkey_unknown(),
        PasskeyError::Known => v.w.members_passkey_known(),
        PasskeyError::TooMany => v.w.members_passkey_too_many(v.number(PASSKEYS_MAX)),
        PasskeyError::Name(mistake) => match mistake {
            TextMistake::HasCard => v.w.members_no_card_numbers(),
            TextMistake::TooLong(_) => v.w.members_passkey_name_too_long(),
            _ => v.w.members_passkey_name_missing(),
        },
        PasskeyError::Database(error) => return Err(error.into()),
    })
}

/// What a browser says of itself when it hands an answer on.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// Looks at what the browser says, and uses the challenge up.
async fn answered(
    app: &App,
    tx: &mut Tx,
    purpose: Purpose,
    client_data: &[u8],
) -> Result<(), PasskeyError> {
    let said: ClientData = serde_json::from_slice(client_data)
        .map_err(|_| PasskeyError::NotBelieved("the client's data"))?;
    let kind = match purpose {
        Purpose::Keep(_) => "webauthn.create",
        Purpose::Enter => "webauthn.get",
    };
    if said.r#type != kind || said.origin != app.origin || said.cross_origin {
        return Err(PasskeyError::NotBelieved("another place"));
    }
    let challenge = String::from_utf8(bytes(&said.challenge)?).unwrap_or_default();
    let now = app.clock.now();
    let parts = challenge.rsplit_once('-').and_then(|(said, mark)| {
        let until: i64 = said.split_once('-')?.1.parse().ok()?;
        app.keys.is_mark(mark, "passkey", about(purpose, said).as_bytes()).then_some(until)
    });
    let is_open = parts.is_some_and(|until| now.timestamp() < until);
    if !is_open || !store::answer_challenge(tx, &tokens::digest(&challenge), now).await? {
        return Err(PasskeyError::Stale);
    }
    Ok(())
}

/// What a device says (section 6.1).
struct Said<'a> {
    sign_count: u32,
    /// A new key's name, where there is a new key.
    credential: Option<&'a [u8]>,
}

/// The person was there; the device made sure who it was; a new key follows.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

fn read<'a>(data: &'a [u8], app: &App) -> Result<Said<'a>, PasskeyError> {
    let not = PasskeyError::NotBelieved;
    let (site_digest, rest) = data.split_at_checked(32).ok_or(not("the device's data"))?;
    let ([flags, counter @ ..], rest) =
        rest.split_first_chunk::<5>().ok_or(not("the device's data"))?;
    if site_digest != Sha256::digest(site(app)).as_slice() {
        return Err(not("another site"));
    }
    if flags & (PRESENT | VERIFIED) != PRESENT | VERIFIED {
        return Err(not("nobody was verified"));
    }
    // 16 bytes name the device's make, two say how long the key's name is.
    let credential = rest.get(16..).and_then(<[u8]>::split_first_chunk::<2>);
    let credential =
        credential.and_then(|(length, rest)| rest.get(..usize::from(u16::from_be_bytes(*length))));
    Ok(Said {
        sign_count: u32::from_be_bytes(*counter),
        credential: credential.filter(|_| flags & ATTESTED != 0),
    })
}

/// Whether a new key is of a kind that we can believe signatures of. One of that kind whose numbers are wrong
/// passes, and never signs anybody in.
fn is_key(public_key: &[u8]) -> Result<(), PasskeyError> {
    let key = SubjectPublicKeyInfoDer::from(public_key);
    let key = RawPublicKeyEntity::try_from(&key).map_err(|_| PasskeyError::NotBelieved("a key"))?;
    // An empty signature is wrong for each kind of key; for another kind the answer is another.
    let fits = |way: &&dyn SignatureVerificationAlgorithm| {
        matches!(
            key.verify_signature(*way, b"", b""),
            Err(webpki::Error::InvalidSignatureForPublicKey)
        )
    };
    if SIGNATURES.iter().any(fits) {
        Ok(())
    } else {
        Err(PasskeyError::NotBelieved("a kind of key"))
    }
}

fn about(purpose: Purpose, said: &str) -> String {
    match purpose {
        Purpose::Keep(member) => format!("keep {member} {said}"),
        Purpose::Enter => format!("enter {said}"),
    }
}

/// The name of the site, as devices know it.
fn site(app: &App) -> String {
    let address = url::Url::parse(&app.origin).ok();
    address.as_ref().and_then(|address| address.host_str()).unwrap_or_default().to_owned()
}

fn bytes(text: &str) -> Result<Vec<u8>, PasskeyError> {
    if text.is_empty() {
        return Err(PasskeyError::Missing);
    }
    let read = BASE64URL_NOPAD.decode(text.as_bytes());
    read.map_err(|_| PasskeyError::NotBelieved("not base64url"))
}

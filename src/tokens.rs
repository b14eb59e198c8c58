//! Secrets that open something: the address of a link, of a receipt, of a bank's way back, and
//! one-time codes.
//!
//! None of them is stored. A token is computed from the id of what it opens with a key that the
//! database does not know, and found again by its digest; so it can be sent a second time, and a
//! stolen copy of the database opens nothing. 128 bits are written as 26 characters of Crockford's
//! base 32, which survive dictation and a change of case.

use std::io;
use std::sync::LazyLock;

use data_encoding::Encoding;
use data_encoding::Specification;
use hmac::Hmac;
use hmac::KeyInit;
use hmac::Mac;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;
use uuid::Uuid;

use crate::ids::ApiKeyId;
use crate::ids::CertificateId;
use crate::ids::ChallengeId;
use crate::ids::ClearanceId;
use crate::ids::EndpointId;
use crate::ids::InvitationId;
use crate::ids::LinkId;
use crate::ids::NoticeId;
use crate::ids::PaymentId;
use crate::ids::PayoutId;
use crate::ids::ResidentId;
use crate::ids::TransferId;
use crate::ids::UnitId;

/// A digest of a token, which is what the database keeps.
pub type TokenDigest = [u8; 32];

/// Something that is reached by a secret address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// The payer's page of a payment link; a new version shuts the old address.
    Link {
        /// The link.
        link: LinkId,
        /// Which of its addresses.
        version: i32,
    },
    /// The result of a payment and its receipt.
    Receipt {
        /// The payment.
        payment: PaymentId,
    },
    /// The page of everything that a person owes in a building.
    Resident {
        /// The person.
        resident: ResidentId,
    },
    /// The page of a unit, whose code hangs in the lobby.
    Unit {
        /// The unit.
        unit: UnitId,
    },
    /// The page on which the reader of a message says that no more is wanted.
    Stop {
        /// The message.
        notice: NoticeId,
    },
    /// The page on which a recipient says where money is to go.
    PayoutRecipient {
        /// The payout.
        payout: PayoutId,
    },
    /// The page on which whoever pays a payout agrees to an answer of its recipient.
    PayoutPayer {
        /// The payout.
        payout: PayoutId,
        /// Which answer.
        revision: i32,
    },
    /// The page on which somebody joins a workspace.
    Invitation {
        /// The invitation.
        invitation: InvitationId,
    },
    /// Where a rail calls when something has become of a transfer.
    RailCall {
        /// The transfer.
        transfer: TransferId,
    },
    /// The receipt of a transfer, for who paid and for who was paid.
    Transfer {
        /// The transfer.
        transfer: TransferId,
    },
    /// The page that says whether a certificate is genuine; it stands on the paper.
    Clearance {
        /// The certificate.
        clearance: ClearanceId,
    },
    /// The same of a certificate that a tenant has paid for an owner.
    Certificate {
        /// The certificate.
        certificate: CertificateId,
    },
    /// The way back from the bank. Its token goes through the bank and opens nothing else.
    Return {
        /// The payment.
        payment: PaymentId,
    },
}

impl Door {
    /// The path of the page behind the door.
    pub fn path(&self, keys: &Keys) -> String {
        let token = keys.token(self);
        match self {
            Door::Link { .. } => format!("/p/{token}"),
            Door::Receipt { .. } => format!("/r/{token}"),
            Door::Resident { .. } => format!("/b/{token}"),
            Door::Unit { .. } => format!("/u/{token}"),
            Door::Stop { notice } => format!("/stop/{notice}/{token}"),
            Door::PayoutRecipient { .. } => format!("/to/{token}"),
            Door::PayoutPayer { .. } => format!("/send/{token}"),
            Door::Invitation { .. } => format!("/join/{token}"),
            Door::RailCall { transfer } => format!("/rail/{transfer}/{token}"),
            Door::Transfer { transfer } => {
                format!("/sent/{}/{token}", short(transfer.as_uuid()))
            }
            Door::Clearance { .. } | Door::Certificate { .. } => format!("/verify/{token}"),
            Door::Return { payment } => format!("/back/{payment}/{token}"),
        }
    }

    fn name(&self) -> (&'static str, Uuid, i32) {
        match self {
            Door::Link { link, version } => ("link", link.as_uuid(), *version),
            Door::Receipt { payment } => ("receipt", payment.as_uuid(), 0),
            Door::Resident { resident } => ("resident", resident.as_uuid(), 0),
            Door::Unit { unit } => ("unit", unit.as_uuid(), 0),
            Door::Stop { notice } => ("stop", notice.as_uuid(), 0),
            Door::PayoutRecipient { payout } => ("payout_recipient", payout.as_uuid(), 0),
            Door::PayoutPayer { payout, revision } => ("payout_payer", payout.as_uuid(), *revision),
            Door::Invitation { invitation } => ("invitation", invitation.as_uuid(), 0),
            Door::RailCall { transfer } => ("rail_call", transfer.as_uuid(), 0),
            Door::Transfer { transfer } => ("transfer", transfer.as_uuid(), 0),
            Door::Clearance { clearance } => ("clearance", clearance.as_uuid(), 0),
            Door::Certificate { certificate } => ("certificate", certificate.as_uuid(), 0),
            Door::Return { payment } => ("return", payment.as_uuid(), 0),
        }
    }
}

/// The keys of this house, all drawn from one secret.
#[derive(Clone)]
pub struct Keys {
    doors: Hmac<Sha256>,
    codes: Hmac<Sha256>,
    seals: Hmac<Sha256>,
    marks: Hmac<Sha256>,
    programs: Hmac<Sha256>,
    webhooks: Hmac<Sha256>,
}

impl Keys {
    /// Draws the keys from the house's secret.
    pub fn new(secret: &SecretString) -> Self {
        let root = keyed(secret.expose_secret().as_bytes());
        let draw = |name: &str| keyed(&finish(root.clone().chain_update(name)));
        Self {
            doors: draw("doors v1"),
            codes: draw("one-time codes v1"),
            seals: draw("seals v1"),
            marks: draw("marks v1"),
            programs: draw("keys of programs v1"),
            webhooks: draw("secrets of webhooks v1"),
        }
    }

    /// The token that opens a door: 26 characters.
    pub fn token(&self, door: &Door) -> String {
        let (kind, id, version) = door.name();
        let mac = self
            .doors
            .clone()
            .chain_update(kind)
            .chain_update(id.as_bytes())
            .chain_update(version.to_be_bytes());
        CROCKFORD.encode(&finish(mac)[..16])
    }

    /// The digest under which the database finds what the door opens.
    pub fn digest(&self, door: &Door) -> TokenDigest {
        digest(&self.token(door))
    }

    /// Whether a token opens a door; takes the same time for every wrong one.
    pub fn opens(&self, token: &str, door: &Door) -> bool {
        same(&digest(&canonical(token).unwrap_or_default()), &self.digest(door))
    }

    /// The key by which a program signs in: 256 bits behind a name by which it is known where it does
    /// not belong.
    pub fn api_key(&self, id: ApiKeyId) -> String {
        let mac = self.programs.clone().chain_update(id.as_uuid().as_bytes());
        format!("peyvand_{}", CROCKFORD.encode(&finish(mac)))
    }

    /// The key under which events to an endpoint are signed; a new version is another key.
    pub fn webhook_key(&self, endpoint: EndpointId, version: i32) -> [u8; 32] {
        let mac = self.webhooks.clone().chain_update(endpoint.as_uuid().as_bytes());
        finish(mac.chain_update(version.to_be_bytes()))
    }

    /// A seal on a text that people carry about: 16 characters that nobody else can make.
    pub fn seal(&self, text: &str) -> String {
        CROCKFORD.encode(&finish(self.seals.clone().chain_update(text))[..10])
    }

    /// By this a form that we drew is known again when it comes back: which form it was, and what it
    /// is about.
    pub fn mark(&self, kind: &str, about: &[u8]) -> String {
        let mac = self.marks.clone().chain_update(kind).chain_update([0]).chain_update(about);
        CROCKFORD.encode(&finish(mac)[..16])
    }

    /// Whether a form brings its mark.
    pub fn is_mark(&self, mark: &str, kind: &str, about: &[u8]) -> bool {
        same(mark.as_bytes(), self.mark(kind, about).as_bytes())
    }

    /// The six digits of a one-time code. The challenge's id is random, so without the key they are
    /// as good as thrown dice.
    pub fn code(&self, challenge: ChallengeId) -> String {
        let mac = finish(self.codes.clone().chain_update(challenge.as_uuid().as_bytes()));
        let number = mac[..8].iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{:06}", number % 1_000_000)
    }
}

/// The digest of a token that a visitor brought; `None` when it cannot be one of ours.
pub fn digest_of(token: &str) -> Option<TokenDigest> {
    canonical(token).map(|token| digest(&token))
}

/// An id in 26 characters instead of 36, for addresses in messages that are paid for by the letter.
/// No secret: it is written as tokens are, and opens nothing by itself.
pub fn short(id: Uuid) -> String {
    CROCKFORD.encode(id.as_bytes())
}

/// The id that [`short`] wrote.
pub fn long(short: &str) -> Option<Uuid> {
    let bytes = CROCKFORD.decode(canonical(short)?.as_bytes()).ok()?;
    Uuid::from_slice(&bytes).ok()
}

/// The digest of any secret text.
pub fn digest(secret: &str) -> TokenDigest {
    Sha256::digest(secret.as_bytes()).into()
}

/// The digest of the text that a value is as JSON, without that text.
pub fn digest_of_json(value: &impl Serialize) -> serde_json::Result<TokenDigest> {
    let mut digesting = Digesting(Sha256::new());
    serde_json::to_writer(&mut digesting, value)?;
    Ok(digesting.0.finalize().into())
}

/// What is written here is only digested.
struct Digesting(Sha256);

impl io::Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// 256 bits from the system's generator, for a cookie.
pub fn random() -> String {
    CROCKFORD.encode(&rand::random::<[u8; 32]>())
}

/// Whether two digests are the same, in a time that does not tell where they differ.
pub fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

const TOKEN_CHARS: usize = 26;

static CROCKFORD: LazyLock<Encoding> = LazyLock::new(|| {
    let mut alphabet = Specification::new();
    alphabet.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    alphabet.encoding().expect("an alphabet of 32 different characters")
});

/// A token as we write it, whatever case or look-alike letters it came back in.
fn canonical(token: &str) -> Option<String> {
    if token.len() != TOKEN_CHARS {
        return None;
    }
    let plain = plain(token);
    plain.bytes().all(|letter| letter.is_ascii_alphanumeric()).then_some(plain)
}

/// Letters and digits of ours, whatever case or look-alikes they came back in.
pub fn plain(text: &str) -> String {
    let letter = |letter: char| match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        letter => letter,
    };
    text.chars().map(letter).collect()
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

fn finish(mac: Hmac<Sha256>) -> [u8; 32] {
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::new(&SecretString::from("a secret of at least thirty-two characters"))
    }

    fn link(version: i32) -> Door {
        Door::Link { link: LinkId::from(Uuid::from_u128(7)), version }
    }

    #[test]
    fn a_token_opens_its_own_door_and_no_other() {
        let keys = keys();
        let token = keys.token(&link(1));

        assert_eq!(token.len(), TOKEN_CHARS);
        assert!(keys.opens(&token, &link(1)));
        assert!(!keys.opens(&token, &link(2)), "a new version shuts the old address");
        let receipt = Door::Receipt { payment: PaymentId::from(Uuid::from_u128(7)) };
        assert!(!keys.opens(&token, &receipt), "the same id behind another door");
    }

    #[test]
    fn a_token_survives_capitals_and_look_alikes() {
        let token = keys().token(&link(1));
        let shouted = token.to_uppercase().replace('0', "O").replace('1', "l");
        assert_eq!(digest_of(&shouted), digest_of(&token));
    }

    #[test]
    fn a_short_id_is_the_same_id() {
        let id = Uuid::from_u128(0x0192_1234_5678_7abc_8def_0123_4567_89ab);
        assert_eq!(long(&short(id)), Some(id));
        assert_eq!(long(&short(id).to_uppercase()), Some(id));
        assert_eq!(long("not an id"), None);
    }

    #[test]
    fn what_cannot_be_a_token_is_not_looked_up() {
        for wrong in ["", "short", &"a".repeat(25), &"a".repeat(27), "', or 1=1 -- aaaaaaaaaaaaaa"]
        {
            assert_eq!(digest_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_is_six_digits_and_belongs_to_its_challenge() {
        let keys = keys();
        let one = keys.code(ChallengeId::from(Uuid::from_u128(1)));
        assert!(one.len() == 6 && one.bytes().all(|digit| digit.is_ascii_digit()));
        assert_ne!(one, keys.code(ChallengeId::from(Uuid::from_u128(2))));
    }
}

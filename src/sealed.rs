//! Columns that only this house can read: numbers of accounts, credentials of gateways. A stolen copy
//! of the database opens none of them (`money.md` E10).
//!
//! A sealed value is the key's id (one byte), a random nonce (24) and the text under
//! XChaCha20-Poly1305. What it belongs to (table, column, row) is bound to it, so a value moved to
//! another row does not open.

use chacha20poly1305::KeyInit;
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::XNonce;
use chacha20poly1305::aead::Aead;
use chacha20poly1305::aead::Payload;
use hmac::Hmac;
use hmac::Mac;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use sha2::Sha256;
use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

const NONCE_BYTES: usize = 24;

/// Where a sealed value stands.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The table and the column, like `transfers.iban`.
    pub column: &'static str,
    /// The row.
    pub row: Uuid,
}

/// A value cannot be opened: its key is not configured, it stands in a place it was not sealed for, or
/// it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a sealed value cannot be opened")]
pub struct CannotOpen;

/// Seals and opens, with the newest key for what is written and any known one for what is read.
#[derive(Clone)]
pub struct Sealer {
    keys: Vec<(u8, XChaCha20Poly1305)>,
    equality: Hmac<Sha256>,
}

impl Sealer {
    /// The keys by their ids, the newest first, and the secret from which the key of
    /// [`Sealer::fingerprint`] is drawn.
    pub fn new(secret: &SecretString, data_keys: &[DataKey]) -> Self {
        let draw = |name: &str| {
            let mac = keyed(secret.expose_secret().as_bytes()).chain_update(name);
            Zeroizing::new(<[u8; 32]>::from(mac.finalize().into_bytes()))
        };
        let own = DataKey { id: 0, key: draw("sealed columns v1") };
        let ciphers = data_keys.iter().chain([&own]).map(|DataKey { id, key }| {
            (*id, XChaCha20Poly1305::new(key.as_slice().try_into().expect("32 bytes")))
        });
        Self { keys: ciphers.collect(), equality: keyed(&*draw("sealed equality v1")) }
    }

    /// Seals a text for a place.
    pub fn seal(&self, text: &str, place: Place) -> Vec<u8> {
        let nonce = rand::random::<[u8; NONCE_BYTES]>();
        let (id, cipher) = self.keys.first().expect("there is always the key of the house");
        let aad = bound(place);
        let payload = Payload { msg: text.as_bytes(), aad: &aad };
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.expect("a short text can be sealed");
        [&[*id], nonce.as_slice(), &sealed].concat()
    }

    /// Opens what was sealed for this place.
    pub fn open(&self, sealed: &[u8], place: Place) -> Result<Zeroizing<String>, CannotOpen> {
        let (id, rest) = sealed.split_first().ok_or(CannotOpen)?;
        let (nonce, msg) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(CannotOpen)?;
        let (_, cipher) = self.keys.iter().find(|(known, _)| known == id).ok_or(CannotOpen)?;
        let aad = bound(place);
        let text = cipher.decrypt(&XNonce::from(*nonce), Payload { msg, aad: &aad });
        let text = text.map_err(|_| CannotOpen)?;
        String::from_utf8(text).map(Zeroizing::new).map_err(|_| CannotOpen)
    }

    /// A digest by which equal values are found without opening any.
    pub fn fingerprint(&self, text: &str) -> [u8; 32] {
        self.equality.clone().chain_update(text).finalize().into_bytes().into()
    }
}

/// A key for sealed columns, with the id that stands before each value sealed with it.
#[derive(Clone)]
pub struct DataKey {
    id: u8,
    key: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DataKey({})", self.id)
    }
}

impl std::str::FromStr for DataKey {
    type Err = String;

    /// Reads `ID:KEY`: an id from 1 to 255 and 64 hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (id, key) = text.split_once(':')?;
            let id = id.parse().ok().filter(|id| *id != 0)?;
            let key = data_encoding::HEXLOWER_PERMISSIVE.decode(key.as_bytes()).ok()?;
            Some(DataKey { id, key: Zeroizing::new(key.try_into().ok()?) })
        };
        read().ok_or_else(|| "a key is ID:KEY, from 1 to 255 and 64 hexadecimal digits".to_owned())
    }
}

fn bound(place: Place) -> Vec<u8> {
    [place.column.as_bytes(), &[0], place.row.as_bytes()].concat()
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    const IBAN: &str = "IR820540102680020817909002";

    fn secret() -> SecretString {
        SecretString::from("a secret of at least thirty-two characters")
    }

    fn place(row: u128) -> Place {
        Place { column: "transfers.iban", row: Uuid::from_u128(row) }
    }

    #[test]
    fn a_value_opens_in_its_own_place_and_in_no_other() {
        let ours = Sealer::new(&secret(), &[]);
        let sealed = ours.seal(IBAN, place(1));

        assert_eq!(ours.open(&sealed, place(1)).expect("it opens").as_str(), IBAN);
        assert_eq!(ours.open(&sealed, place(2)), Err(CannotOpen), "moved to another row");
        let elsewhere = Place { column: "payouts.iban", ..place(1) };
        assert_eq!(ours.open(&sealed, elsewhere), Err(CannotOpen), "moved to another column");
    }

    #[test]
    fn a_changed_byte_and_a_stranger_s_key_open_nothing() {
        let ours = Sealer::new(&secret(), &[]);
        let sealed = ours.seal(IBAN, place(1));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(ours.open(&changed, place(1)), Err(CannotOpen), "byte {at}");
        }
        let other = SecretString::from("another secret of thirty-two characters");
        assert_eq!(Sealer::new(&other, &[]).open(&sealed, place(1)), Err(CannotOpen));
        assert_eq!(ours.open(&[], place(1)), Err(CannotOpen));
    }

    #[test]
    fn a_new_key_seals_and_the_old_ones_still_open() {
        let old: DataKey = format!("1:{}", "ab".repeat(32)).parse().expect("a key");
        let new: DataKey = format!("2:{}", "cd".repeat(32)).parse().expect("a key");
        let before = Sealer::new(&secret(), std::slice::from_ref(&old));
        let after = Sealer::new(&secret(), &[new, old]);

        let sealed = before.seal(IBAN, place(1));
        assert_eq!(after.open(&sealed, place(1)).expect("it opens").as_str(), IBAN);
        assert_eq!(before.open(&after.seal(IBAN, place(1)), place(1)), Err(CannotOpen));
        assert_eq!(before.fingerprint(IBAN), after.fingerprint(IBAN), "equal stays equal");
    }

    #[test]
    fn a_sealed_value_says_nothing_of_what_it_holds() {
        let ours = Sealer::new(&secret(), &[]);
        let (one, two) = (ours.seal(IBAN, place(1)), ours.seal(IBAN, place(1)));
        assert_ne!(one, two, "the same number twice looks different");
        assert!(!one.windows(4).any(|part| part == b"9002"));
    }

    #[test]
    fn a_key_that_is_no_key_is_refused() {
        for text in ["", "1", "0:00", "1:zz", &format!("0:{}", "ab".repeat(32)), "1:abcd"] {
            assert!(text.parse::<DataKey>().is_err(), "{text}");
        }
    }
}

//! Signatures by the Standard Webhooks specification: HMAC with SHA-256 over id, time and body.

use chrono::DateTime;
use chrono::Utc;
use data_encoding::BASE64;
use hmac::Hmac;
use hmac::KeyInit;
use hmac::Mac;
use sha2::Sha256;
use uuid::Uuid;

/// A key as its program keeps it.
pub(super) fn secret(key: &[u8; 32]) -> String {
    format!("whsec_{}", BASE64.encode(key))
}

/// The name of an event, the same at each attempt.
pub(super) fn message_id(event: Uuid) -> String {
    format!("msg_{}", event.simple())
}

/// The signatures under every living key, the newest first, with a space between.
pub(super) fn signatures(keys: &[[u8; 32]], (id, at): (&str, DateTime<Utc>), body: &str) -> String {
    let sign = |key: &[u8; 32]| {
        let mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
        let mac = mac.chain_update(id).chain_update(".");
        let mac = mac.chain_update(at.timestamp().to_string()).chain_update(".");
        format!("v1,{}", BASE64.encode(&mac.chain_update(body).finalize().into_bytes()))
    };
    keys.iter().map(sign).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn a_signature_is_the_one_that_every_library_expects() {
        let key =
            BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("the secret of the standard");
        let mac = Hmac::<Sha256>::new_from_slice(&key).expect("any length is a key");
        let signed = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
        let expected = mac.chain_update(signed).finalize().into_bytes();
        assert_eq!(BASE64.encode(&expected), "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        let at = DateTime::from_timestamp(1_614_265_330, 0).expect("a moment");
        let own = signatures(&[[7; 32], [8; 32]], ("msg_1", at), "{}");
        let (new, old) = own.split_once(' ').expect("two signatures");
        assert!(new.starts_with("v1,") && old.starts_with("v1,") && new != old);
        assert_eq!(signatures(&[[7; 32]], ("msg_1", at), "{}"), new);
        assert_eq!(secret(&[0; 32]).len(), "whsec_".len() + 44);
    }
}

//! By which keys something is divided: one, or two that share it by percents.

use serde::Deserialize;
use serde::Serialize;

use super::Key;
use super::meters::MeterKind;

/// By which keys something is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// By what it is divided.
    pub key: Key,
    /// So many percents of it; the rest goes by the other key.
    pub percent: i32,
    /// By what the rest is divided.
    pub other_key: Key,
    /// Which meters it goes by, where a key is the meters.
    pub meter_kind: Option<MeterKind>,
}

impl Keys {
    /// All of it by one key.
    pub fn one(key: Key) -> Self {
        Self { key, percent: 100, other_key: Key::Equal, meter_kind: None }
    }

    /// The percents of each key; one key alone has all of them.
    pub(super) fn parts(self) -> Vec<(u64, Key)> {
        match u64::try_from(self.percent) {
            Ok(percent) if percent < 100 => {
                vec![(percent, self.key), (100 - percent, self.other_key)]
            }
            _ => vec![(100, self.key)],
        }
    }
}

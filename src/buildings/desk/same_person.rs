//! A mobile that is typed beside a name is somebody's already who is called otherwise: then it is asked whether
//! they are the same person, and what that person is called.

use crate::buildings::arrivals;
use crate::buildings::arrivals::Holder;
use crate::buildings::arrivals::Same;
use crate::buildings::arrivals::said_homes;
use crate::db::Tx;
use crate::locale::Voice;

/// What is asked, and beside which field.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) field: &'static str,
    /// What the person is called whom the building knows, and what was typed.
    pub(super) known: String,
    pub(super) typed: String,
    keeps: Same,
    renames: Same,
    sentence: String,
}

impl Asked {
    pub(super) async fn of(
        tx: &mut Tx,
        v: &Voice,
        field: &'static str,
        (holder, typed): (Holder, &str),
    ) -> sqlx::Result<Self> {
        let homes = said_homes(v, arrivals::homes(tx, holder.id).await?);
        Ok(Self {
            field,
            sentence: v.w.people_mobile_is_known(&holder.name, homes),
            known: holder.name,
            typed: typed.to_owned(),
            keeps: Same::Keeps(holder.id),
            renames: Same::Renames(holder.id),
        })
    }

    /// Whose the mobile is, and the question.
    pub(super) fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The answer that they are the same, and called as before.
    pub(super) fn keeps(&self) -> String {
        self.keeps.code()
    }

    /// The answer that they are the same, and called as was typed.
    pub(super) fn renames(&self) -> String {
        self.renames.code()
    }
}

//! Everything that can wait: work as data. A job may be done twice (a worker can die after the work
//! and before saying so), therefore each one is safe to repeat.

use serde::Deserialize;
use serde::Serialize;

use crate::ids::LinkId;
use crate::ids::NoticeId;
use crate::ids::PaymentId;

/// A piece of work for later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Deliver one message.
    DeliverNotice {
        /// The message.
        notice: NoticeId,
    },
    /// Ask the bank what became of a payment.
    AskBank {
        /// The payment.
        payment: PaymentId,
    },
    /// End a payment that never reached a bank.
    AbandonPayment {
        /// The payment.
        payment: PaymentId,
    },
    /// Give money in suspense back to its payer.
    GiveBack {
        /// The payment whose money it is.
        payment: PaymentId,
    },
    /// Tell merchant and payer that a payment of a link arrived.
    LinkPaid {
        /// The link.
        link: LinkId,
        /// The payment.
        payment: PaymentId,
    },
    /// Tell the payer what the merchant decided about money that waited.
    LinkDecided {
        /// The link.
        link: LinkId,
        /// The payment.
        payment: PaymentId,
    },
    /// Remind the payer of a link, as often as the merchant's rules have it.
    RemindOfLink {
        /// The link.
        link: LinkId,
    },
    /// Tell the merchant that a link's time has passed.
    LinkExpired {
        /// The link.
        link: LinkId,
    },
    /// Ask the carriers how far messages have come.
    AskCarriers,
    /// Forget what has been kept long enough, and count waiting credits.
    Tidy,
}

/// Which work goes first; the order of `money.md` E7.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// A person waits for a code at this moment.
    Code = 0,
    /// Money is under way.
    Money = 1,
    /// Somebody is told what became of their money.
    Receipt = 2,
    /// Somebody is told of something.
    Notice = 3,
    /// Somebody is told of it again.
    Reminder = 4,
    /// Nobody waits.
    Housekeeping = 5,
}

impl Job {
    /// The kind's name, as in the table and in the metrics.
    pub fn kind(&self) -> &'static str {
        match self {
            Job::DeliverNotice { .. } => "deliver_notice",
            Job::AskBank { .. } => "ask_bank",
            Job::AbandonPayment { .. } => "abandon_payment",
            Job::GiveBack { .. } => "give_back",
            Job::LinkPaid { .. } => "link_paid",
            Job::LinkDecided { .. } => "link_decided",
            Job::RemindOfLink { .. } => "remind_of_link",
            Job::LinkExpired { .. } => "link_expired",
            Job::AskCarriers => "ask_carriers",
            Job::Tidy => "tidy",
        }
    }

    /// How urgent it is, unless whoever adds it says otherwise.
    pub fn priority(&self) -> Priority {
        match self {
            Job::AskBank { .. } | Job::GiveBack { .. } | Job::AbandonPayment { .. } => {
                Priority::Money
            }
            Job::LinkPaid { .. } | Job::LinkDecided { .. } => Priority::Receipt,
            Job::DeliverNotice { .. } | Job::LinkExpired { .. } => Priority::Notice,
            Job::RemindOfLink { .. } => Priority::Reminder,
            Job::AskCarriers | Job::Tidy => Priority::Housekeeping,
        }
    }

    /// Whether it is tried for ever, because money or the house depends on it; who fails so often
    /// calls a person all the same.
    pub fn never_dies(&self) -> bool {
        match self {
            Job::AskBank { .. } | Job::GiveBack { .. } | Job::AskCarriers | Job::Tidy => true,
            Job::DeliverNotice { .. }
            | Job::AbandonPayment { .. }
            | Job::LinkPaid { .. }
            | Job::LinkDecided { .. }
            | Job::RemindOfLink { .. }
            | Job::LinkExpired { .. } => false,
        }
    }

    /// What tells the payer of the merchant's decision about money whose arrival this job tells of.
    pub fn of_decision(&self) -> Option<Job> {
        match self {
            Job::LinkPaid { link, payment } => {
                Some(Job::LinkDecided { link: *link, payment: *payment })
            }
            _ => None,
        }
    }

    /// What makes the same job added twice one job.
    pub fn dedup_key(&self) -> Option<String> {
        match self {
            Job::DeliverNotice { notice } => Some(format!("deliver:{notice}")),
            Job::AskBank { payment } => Some(format!("ask:{payment}")),
            Job::AbandonPayment { payment } => Some(format!("abandon:{payment}")),
            Job::GiveBack { payment } => Some(format!("give_back:{payment}")),
            Job::LinkPaid { payment, .. } => Some(format!("link_paid:{payment}")),
            Job::LinkDecided { payment, .. } => Some(format!("link_decided:{payment}")),
            Job::RemindOfLink { link } => Some(format!("remind_of_link:{link}")),
            Job::LinkExpired { link } => Some(format!("link_expired:{link}")),
            Job::AskCarriers => Some("ask_carriers".to_owned()),
            Job::Tidy => Some("tidy".to_owned()),
        }
    }
}

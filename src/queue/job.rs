//! Everything that can wait: work as data. A job may be done twice (a worker can die after the work
//! and before saying so), therefore each one is safe to repeat.

use serde::Deserialize;
use serde::Serialize;

use crate::ids::BatchId;
use crate::ids::DeliveryId;
use crate::ids::LinkId;
use crate::ids::NoticeId;
use crate::ids::PaymentId;
use crate::ids::PayoutId;
use crate::ids::RefundId;
use crate::ids::RunId;
use crate::ids::TransferId;

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
    /// Let the bank give back what a merchant set aside for it.
    GiveRefund {
        /// The refund.
        refund: RefundId,
    },
    /// Tell the payer of a link that money went back, or the merchant that it did not.
    LinkRefunded {
        /// The link.
        link: LinkId,
        /// The refund.
        refund: RefundId,
    },
    /// Remind the payer of a link, as often as the merchant's rules have it.
    RemindOfLink {
        /// The link.
        link: LinkId,
    },
    /// Send a planned transfer.
    SendTransfer {
        /// The transfer.
        transfer: TransferId,
    },
    /// Ask the rail what became of a transfer.
    AskRail {
        /// The transfer.
        transfer: TransferId,
    },
    /// Look after money out: what came back, what is left at the rails, whether the books add up.
    WatchTransfers,
    /// Do what follows from where a transfer has got to.
    TransferMoved {
        /// The transfer.
        transfer: TransferId,
        /// Where it has got to.
        to: String,
    },
    /// A transfer takes longer than the bank's own cycles. A job of its own: a worker of an older version, which
    /// takes each move but the settlement for the end of a transfer, leaves it to others.
    TransferLate {
        /// The transfer.
        transfer: TransferId,
    },
    /// Plan the transfer of a payout that was paid for.
    PayoutPaid {
        /// The payout.
        payout: PayoutId,
        /// The payment.
        payment: PaymentId,
    },
    /// Say whether a part of a payment may go to a payout's recipient inside it.
    PayoutShare {
        /// The payout.
        payout: PayoutId,
        /// The payment.
        payment: PaymentId,
    },
    /// Tell the payer that a payout's time has passed.
    PayoutExpired {
        /// The payout.
        payout: PayoutId,
        /// Which of its times, as seconds since 1970.
        until: i64,
    },
    /// Make the next payouts of an uploaded table.
    MakePayouts {
        /// The table.
        batch: BatchId,
    },
    /// Make the next links of an uploaded table.
    MakeLinks {
        /// The table.
        batch: BatchId,
    },
    /// Tell the merchant that a link's time has passed.
    LinkExpired {
        /// The link.
        link: LinkId,
    },
    /// Write the bills of a month, and tell of them.
    IssueCharges {
        /// The month's run.
        run: RunId,
    },
    /// Tell manager and resident that money for charges arrived.
    ChargePaid {
        /// The payment.
        payment: PaymentId,
    },
    /// Bring an event to a program of a workspace.
    DeliverWebhook {
        /// The event on its way to one place.
        delivery: DeliveryId,
        /// Which of its rounds.
        round: i32,
    },
    /// Remind residents of what they owe, and take polls on.
    RemindResidents,
    /// Look into what the gateways call paid and never verified.
    SweepUnverified,
    /// Ask the gateways whether they are well.
    WatchGateways,
    /// Check every statement that must always hold.
    AuditBooks,
    /// Settle the wallets whose day has come.
    SettleWallets,
    /// Ask the carriers how far messages have come.
    AskCarriers,
    /// Close blocks of journals and of acts, each with the digest of the one before.
    CloseBlocks,
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
            Job::GiveRefund { .. } => "give_refund",
            Job::LinkRefunded { .. } => "link_refunded",
            Job::RemindOfLink { .. } => "remind_of_link",
            Job::MakeLinks { .. } => "make_links",
            Job::MakePayouts { .. } => "make_payouts",
            Job::LinkExpired { .. } => "link_expired",
            Job::IssueCharges { .. } => "issue_charges",
            Job::ChargePaid { .. } => "charge_paid",
            Job::DeliverWebhook { .. } => "deliver_webhook",
            Job::RemindResidents => "remind_residents",
            Job::SweepUnverified => "sweep_unverified",
            Job::WatchGateways => "watch_gateways",
            Job::AuditBooks => "audit_books",
            Job::SettleWallets => "settle_wallets",
            Job::AskCarriers => "ask_carriers",
            Job::SendTransfer { .. } => "send_transfer",
            Job::AskRail { .. } => "ask_rail",
            Job::WatchTransfers => "watch_transfers",
            Job::TransferMoved { .. } => "transfer_moved",
            Job::TransferLate { .. } => "transfer_late",
            Job::PayoutPaid { .. } => "payout_paid",
            Job::PayoutShare { .. } => "payout_share",
            Job::PayoutExpired { .. } => "payout_expired",
            Job::CloseBlocks => "close_blocks",
            Job::Tidy => "tidy",
        }
    }

    /// How urgent it is, unless whoever adds it says otherwise.
    pub fn priority(&self) -> Priority {
        match self {
            Job::LinkPaid { .. }
            | Job::LinkDecided { .. }
            | Job::LinkRefunded { .. }
            | Job::ChargePaid { .. } => Priority::Receipt,
            Job::DeliverNotice { .. }
            | Job::DeliverWebhook { .. }
            | Job::LinkExpired { .. }
            | Job::MakeLinks { .. }
            | Job::MakePayouts { .. }
            | Job::IssueCharges { .. }
            | Job::PayoutExpired { .. } => Priority::Notice,
            Job::RemindOfLink { .. } | Job::RemindResidents => Priority::Reminder,
            Job::AuditBooks
            | Job::AskCarriers
            | Job::CloseBlocks
            | Job::WatchTransfers
            | Job::Tidy => Priority::Housekeeping,
            Job::AskBank { .. }
            | Job::SweepUnverified
            | Job::WatchGateways
            | Job::GiveBack { .. }
            | Job::GiveRefund { .. }
            | Job::AbandonPayment { .. }
            | Job::SendTransfer { .. }
            | Job::AskRail { .. }
            | Job::TransferMoved { .. }
            | Job::TransferLate { .. }
            | Job::PayoutPaid { .. }
            | Job::PayoutShare { .. }
            | Job::SettleWallets => Priority::Money,
        }
    }

    /// Whether it is tried for ever, because money or the house depends on it; who fails so often
    /// calls a person all the same.
    pub fn never_dies(&self) -> bool {
        match self {
            Job::AskBank { .. }
            | Job::GiveBack { .. }
            | Job::GiveRefund { .. }
            | Job::SendTransfer { .. }
            | Job::AskRail { .. }
            | Job::TransferMoved { .. }
            | Job::TransferLate { .. }
            | Job::PayoutPaid { .. }
            | Job::PayoutShare { .. }
            | Job::IssueCharges { .. }
            | Job::RemindResidents
            | Job::SweepUnverified
            | Job::WatchGateways
            | Job::AuditBooks
            | Job::SettleWallets
            | Job::AskCarriers
            | Job::WatchTransfers
            | Job::CloseBlocks
            | Job::Tidy => true,
            Job::DeliverNotice { .. }
            | Job::DeliverWebhook { .. }
            | Job::AbandonPayment { .. }
            | Job::ChargePaid { .. }
            | Job::LinkPaid { .. }
            | Job::LinkDecided { .. }
            | Job::LinkRefunded { .. }
            | Job::RemindOfLink { .. }
            | Job::LinkExpired { .. }
            | Job::MakeLinks { .. }
            | Job::MakePayouts { .. }
            | Job::PayoutExpired { .. } => false,
        }
    }

    /// The payment whose money became its merchant's, or may have, a moment before this job.
    pub fn of_booked_payment(&self) -> Option<PaymentId> {
        match self {
            Job::LinkPaid { payment, .. }
            | Job::LinkDecided { payment, .. }
            | Job::ChargePaid { payment } => Some(*payment),
            _ => None,
        }
    }

    /// What says whether a part of the payment whose arrival this job tells of may go to somebody else.
    pub fn of_share(&self) -> Option<Job> {
        match self {
            Job::PayoutPaid { payout, payment } => {
                Some(Job::PayoutShare { payout: *payout, payment: *payment })
            }
            _ => None,
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

    /// Whether this job tells of a paid link, whose money its merchant may give back.
    pub fn is_of_link(&self) -> bool {
        matches!(self, Job::LinkPaid { .. })
    }

    /// What tells of a refund of money whose arrival this job tells of.
    pub fn of_refund(&self, refund: RefundId) -> Option<Job> {
        match self {
            Job::LinkPaid { link, .. } => Some(Job::LinkRefunded { link: *link, refund }),
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
            Job::GiveRefund { refund } => Some(format!("give_refund:{refund}")),
            Job::LinkRefunded { refund, .. } => Some(format!("link_refunded:{refund}")),
            Job::RemindOfLink { link } => Some(format!("remind_of_link:{link}")),
            Job::MakeLinks { batch } => Some(format!("make_links:{batch}")),
            Job::MakePayouts { batch } => Some(format!("make_payouts:{batch}")),
            // A deadline may be moved; each one is looked at.
            Job::LinkExpired { .. } => None,
            Job::IssueCharges { run } => Some(format!("issue_charges:{run}")),
            Job::ChargePaid { payment } => Some(format!("charge_paid:{payment}")),
            Job::DeliverWebhook { delivery, round } => {
                Some(format!("deliver_webhook:{delivery}:{round}"))
            }
            Job::RemindResidents => Some("remind_residents".to_owned()),
            Job::SweepUnverified => Some("sweep_unverified".to_owned()),
            Job::WatchGateways => Some("watch_gateways".to_owned()),
            Job::AuditBooks => Some("audit_books".to_owned()),
            Job::SettleWallets => Some("settle_wallets".to_owned()),
            Job::AskCarriers => Some("ask_carriers".to_owned()),
            Job::WatchTransfers => Some("watch_transfers".to_owned()),
            Job::SendTransfer { transfer } => Some(format!("send_transfer:{transfer}")),
            Job::AskRail { transfer } => Some(format!("ask_rail:{transfer}")),
            Job::TransferMoved { transfer, to } => Some(format!("transfer_moved:{transfer}:{to}")),
            Job::TransferLate { transfer } => Some(format!("transfer_late:{transfer}")),
            Job::PayoutPaid { payment, .. } => Some(format!("payout_paid:{payment}")),
            Job::PayoutShare { payment, .. } => Some(format!("payout_share:{payment}")),
            Job::PayoutExpired { payout, until } => {
                Some(format!("payout_expired:{payout}:{until}"))
            }
            Job::CloseBlocks => Some("close_blocks".to_owned()),
            Job::Tidy => Some("tidy".to_owned()),
        }
    }
}

//! The bookshop: whom it sells to, and what became of each link. Names, numbers and titles are data of
//! this one shop, not words of the product.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use uuid::Uuid;

use super::orders;
use crate::adapters::bank::Refusal;
use crate::ids::LinkId;
use crate::links::Amount;
use crate::links::Channel;
use crate::links::NewLink;
use crate::links::Terms;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::payments::Payer;

/// A link that the shop makes, and its life.
pub(super) struct Plan {
    pub(super) days_ago: i64,
    /// The minute of that day in Tehran; today it counts backwards from now.
    pub(super) minute: i64,
    pub(super) title: &'static str,
    /// For whom it is; nobody in particular for links that many pay.
    person: Option<usize>,
    /// The amount in toman.
    toman: i64,
    pub(super) due: Option<TimeDelta>,
    pub(super) life: Life,
    kind: Kind,
}

/// What kind of link it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An order: one payer, one payment.
    Order,
    /// So many payments of a fixed amount; `None` is any number.
    Course(Option<i32>),
    /// Any number of payments of any amount.
    Support,
}

/// What becomes of a link; numbers are minutes after it was made.
#[derive(Clone, Copy)]
pub(super) enum Life {
    /// Nobody has paid it.
    Open,
    /// Paid at once.
    Paid(i64),
    /// The bank refuses, and then does not.
    SecondTry(Refusal, i64),
    /// The bank refuses, and that is the end of it.
    Refused(Refusal, i64),
    /// The payer leaves the bank's page open.
    LeftBank(i64),
    /// The payer's network breaks before the bank's page.
    NeverSent(i64),
    /// The payer pays and closes the window.
    WindowClosed(i64),
    /// The shop closes it.
    Closed(i64),
    /// Two people pay it at once; the second waits in suspense.
    PaidTwice(i64),
    /// The shop closes it while the payer is at the bank, and gives the money back.
    GivenBack(i64),
    /// Closed while the payer was at the bank, and the money was welcome all the same.
    ClosedAccepted(i64),
    /// Many pay it: days after it was made, who, and how much in toman.
    Many(&'static [(i64, usize, i64)]),
}

const PEOPLE: [&str; 18] = [
    "نرگس رضایی",
    "کاوه زند",
    "لیلا شریفی",
    "حامد نوری",
    "مهدی کریمی",
    "زهرا موسوی",
    "آرش فرهادی",
    "مریم صادقی",
    "رضا طاهری",
    "الهام یوسفی",
    "سعید باقری",
    "نگار امینی",
    "بهرام کاظمی",
    "شیرین قاسمی",
    "امین بهشتی",
    "پریسا جعفری",
    "یونس میرزایی",
    "فاطمه حسینی",
];

/// Reads e-mail rather than SMS.
const LEILA: usize = 2;

/// Her telephone number is not in use any more: what is sent there does not arrive.
const HAMED: usize = 3;

const CARDS: [&str; 5] = [
    "610433••••••4500",
    "603799••••••7893",
    "621986••••••2210",
    "502229••••••6641",
    "589463••••••0937",
];

/// The card that somebody pays with.
pub(super) fn card(number: usize) -> String {
    CARDS[number % CARDS.len()].to_owned()
}

/// The link with a fixed amount that visitors try.
pub(super) fn fixed() -> LinkId {
    LinkId::from(Uuid::from_u128(0x5a_7a_f1))
}

/// The link whose amount visitors choose.
pub(super) fn chosen() -> LinkId {
    LinkId::from(Uuid::from_u128(0x5a_7a_f2))
}

/// The link whose time has passed.
pub(super) fn expired() -> LinkId {
    LinkId::from(Uuid::from_u128(0x5a_7a_f3))
}

const BOOK_CLUB: &str = "باشگاه کتاب، حق عضویت یک فصل";
const LIBRARY: &str = "حمایت از کتابخانهٔ روستای کندلوس";
pub(super) const TOO_LATE: &str = "سفارش ۳۲۹: سه‌گانهٔ نیویورک";

impl Plan {
    /// The link, as the shop makes it at a moment.
    pub(super) fn link(&self, now: DateTime<Utc>) -> NewLink {
        let id = match self.title {
            BOOK_CLUB => fixed(),
            LIBRARY => chosen(),
            TOO_LATE => expired(),
            _ => LinkId::new(now),
        };
        let amount = match self.kind {
            Kind::Support => Amount::Chosen {
                min: Some(toman(50_000)),
                max: Some(toman(20_000_000)),
                suggestions: [100_000, 200_000, 500_000].map(toman).into(),
            },
            Kind::Order | Kind::Course(_) => Amount::Fixed(toman(self.toman)),
        };
        let uses_max = match self.kind {
            Kind::Order => Some(1),
            Kind::Course(uses) => uses,
            Kind::Support => None,
        };
        NewLink {
            id,
            title: self.title.to_owned(),
            description: self.description().map(str::to_owned),
            reference: None,
            amount,
            expires_at: self.due.map(|due| now + due),
            uses_max,
            payer: self.person.map_or_else(Payer::default, payer),
            direct: true,
            terms: self.terms(),
            channels: self.channels(),
            send_at: None,
        }
    }

    /// Who comes as the link's payer of this number.
    pub(super) fn payer(&self, number: usize) -> Payer {
        match (self.person, self.life) {
            (_, Life::Many(payers)) => payer(payers[number].1),
            (Some(person), _) => payer(person),
            (None, _) => Payer::default(),
        }
    }

    /// How much that payer pays.
    pub(super) fn amount(&self, number: usize) -> Money {
        match self.life {
            Life::Many(payers) => toman(payers[number].2),
            _ => toman(self.toman),
        }
    }

    fn description(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Order => None,
            Kind::Course(_) => Some("هر هفته سه‌شنبه، ساعت ۱۸، در کتاب‌فروشی."),
            Kind::Support => Some("همهٔ پول، کتاب کودک می‌شود و به روستا می‌رود."),
        }
    }

    fn terms(&self) -> Terms {
        let (label, thanks) = match self.kind {
            Kind::Order => ("سفارش", None),
            Kind::Course(_) => ("کارگاه", None),
            Kind::Support => ("کتابخانه", Some("بچه‌های کندلوس از شما سپاسگزارند.")),
        };
        Terms {
            labels: vec![label.to_owned()],
            thanks: thanks.map(str::to_owned),
            ..Terms::default()
        }
    }

    fn channels(&self) -> Vec<Channel> {
        match self.person {
            None => vec![],
            Some(LEILA) => vec![Channel::Email],
            Some(_) => vec![Channel::Sms],
        }
    }
}

fn payer(person: usize) -> Payer {
    let mobile = match person {
        HAMED => "09121230000".to_owned(),
        other => format!("0912000{}", 4510 + other),
    };
    Payer {
        name: Some(PEOPLE[person].to_owned()),
        mobile: Mobile::parse(&mobile).ok().filter(|_| person != LEILA),
        email: Some("leila@example.org".to_owned()).filter(|_| person == LEILA),
    }
}

fn toman(amount: i64) -> Money {
    Money::rials(amount * 10)
}

/// Everything that the shop made, oldest first.
pub(super) fn plans() -> Vec<Plan> {
    let mut plans: Vec<Plan> = orders::ORDERS.into();
    plans.push(Plan {
        due: None,
        kind: Kind::Support,
        person: None,
        ..order(106, 600, LIBRARY, 0, (0, Life::Many(&orders::SUPPORTERS)))
    });
    plans.push(Plan {
        due: Some(TimeDelta::days(40)),
        kind: Kind::Course(Some(12)),
        person: None,
        ..order(47, 660, "کارگاه داستان‌نویسی پاییز", 0, (980_000, Life::Many(&orders::WRITERS)))
    });
    plans.push(Plan {
        due: None,
        kind: Kind::Course(None),
        person: None,
        ..order(20, 610, BOOK_CLUB, 0, (350_000, Life::Many(&orders::READERS)))
    });
    plans
}

/// An order, to be paid within five days.
pub(super) const fn order(
    days_ago: i64,
    minute: i64,
    title: &'static str,
    person: usize,
    (toman, life): (i64, Life),
) -> Plan {
    let due = Some(TimeDelta::days(5));
    Plan { days_ago, minute, title, person: Some(person), toman, due, life, kind: Kind::Order }
}

//! The bookshop: whom it sells to, and what became of each link. Names, numbers and titles are data of
//! this one shop, not words of the product.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use uuid::Uuid;

use crate::adapters::bank::Refusal;
use crate::ids::LinkId;
use crate::links::Amount;
use crate::links::Channel;
use crate::links::NewLink;
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
    /// The payer is twenty seconds late, and welcome.
    LateAccepted,
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
const TOO_LATE: &str = "سفارش ۳۲۹: سه‌گانهٔ نیویورک";

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
            channels: self.channels(),
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
    let mut plans = orders();
    plans.push(Plan {
        due: None,
        kind: Kind::Support,
        person: None,
        ..order(106, 600, LIBRARY, 0, (0, Life::Many(&SUPPORTERS)))
    });
    plans.push(Plan {
        due: Some(TimeDelta::days(40)),
        kind: Kind::Course(Some(12)),
        person: None,
        ..order(47, 660, "کارگاه داستان‌نویسی پاییز", 0, (980_000, Life::Many(&WRITERS)))
    });
    plans.push(Plan {
        due: None,
        kind: Kind::Course(None),
        person: None,
        ..order(20, 610, BOOK_CLUB, 0, (350_000, Life::Many(&READERS)))
    });
    plans
}

/// An order, to be paid within five days.
fn order(
    days_ago: i64,
    minute: i64,
    title: &'static str,
    person: usize,
    (toman, life): (i64, Life),
) -> Plan {
    let due = Some(TimeDelta::days(5));
    Plan { days_ago, minute, title, person: Some(person), toman, due, life, kind: Kind::Order }
}

const SUPPORTERS: [(i64, usize, i64); 16] = [
    (1, 4, 200_000),
    (3, 9, 100_000),
    (4, 13, 500_000),
    (9, 2, 1_000_000),
    (15, 7, 150_000),
    (22, 16, 100_000),
    (30, 5, 300_000),
    (37, 10, 200_000),
    (45, 1, 2_500_000),
    (52, 17, 100_000),
    (61, 6, 500_000),
    (70, 12, 200_000),
    (79, 15, 750_000),
    (88, 0, 100_000),
    (97, 14, 400_000),
    (103, 8, 200_000),
];

const WRITERS: [(i64, usize, i64); 7] = [
    (0, 11, 980_000),
    (1, 17, 980_000),
    (2, 5, 980_000),
    (6, 15, 980_000),
    (9, 0, 980_000),
    (17, 13, 980_000),
    (25, 7, 980_000),
];

const READERS: [(i64, usize, i64); 6] = [
    (0, 1, 350_000),
    (2, 9, 350_000),
    (5, 16, 350_000),
    (8, 10, 350_000),
    (13, 12, 350_000),
    (18, 4, 350_000),
];

fn orders() -> Vec<Plan> {
    vec![
        order(118, 610, "سفارش ۲۰۳: تاریخ ایران باستان، سه جلد", 0, (1_850_000, Life::Paid(35))),
        order(117, 700, "سفارش ۲۰۴: بوستان و گلستان", 4, (620_000, Life::Paid(12))),
        order(
            115,
            995,
            "سفارش ۲۰۵: کلیدر، دورهٔ کامل",
            6,
            (3_400_000, Life::SecondTry(Refusal::NoFunds, 140)),
        ),
        order(114, 640, "سفارش ۲۰۶: رمان‌های احمد محمود", 1, (1_280_000, Life::Paid(320))),
        order(
            112,
            1130,
            "سفارش ۲۰۷: فرهنگ بزرگ سخن",
            8,
            (6_900_000, Life::Refused(Refusal::NoFunds, 75)),
        ),
        order(110, 580, "سفارش ۲۰۹: مجموعهٔ تن‌تن", 5, (940_000, Life::Paid(8))),
        order(109, 840, "سفارش ۲۱۰: کتاب‌های درسی پایهٔ ششم", 9, (415_000, Life::Paid(51))),
        order(107, 1020, "سفارش ۲۱۲: شازده کوچولو، چاپ نفیس", 7, (780_000, Life::Paid(17))),
        order(104, 660, "سفارش ۲۱۵: دیوان حافظ خوش‌نویسی", 10, (2_150_000, Life::WindowClosed(44))),
        order(102, 925, "سفارش ۲۱۶: تاریخ بیهقی", 12, (890_000, Life::Open)),
        order(101, 615, "سفارش ۲۱۹: قصه‌های مجید", 11, (360_000, Life::Paid(600))),
        order(98, 1175, "سفارش ۲۲۲: مثنوی معنوی، شش دفتر", 13, (2_650_000, Life::Paid(23))),
        order(
            97,
            710,
            "سفارش ۲۲۳: سووشون و سه کتاب دیگر",
            14,
            (1_120_000, Life::SecondTry(Refusal::WrongSecret, 18)),
        ),
        order(95, 870, "سفارش ۲۲۷: هزار و یک شب", 15, (1_990_000, Life::Closed(220))),
        order(93, 630, "سفارش ۲۲۸: بار هستی", 16, (295_000, Life::Paid(4))),
        order(91, 1010, "سفارش ۲۳۱: مجموعهٔ هری پاتر", 17, (4_350_000, Life::Paid(95))),
        order(88, 560, "سفارش ۲۳۴: اطلس تاریخی ایران", 2, (1_740_000, Life::Paid(260))),
        order(86, 1200, "سفارش ۲۳۶: صد سال تنهایی", 0, (385_000, Life::Paid(9))),
        order(84, 690, "سفارش ۲۳۸: دایرةالمعارف کودک", 1, (3_100_000, Life::LeftBank(30))),
        order(84, 905, "سفارش ۲۳۸: دایرةالمعارف کودک، دوباره", 1, (3_100_000, Life::Paid(13))),
        order(81, 770, "سفارش ۲۴۱: نامه‌های نیما", 6, (540_000, Life::Paid(180))),
        order(79, 980, "سفارش ۲۴۵: کتابخانهٔ کوچک من", 5, (1_460_000, Life::Paid(27))),
        order(
            77,
            600,
            "سفارش ۲۴۶: خداحافظ گاری کوپر",
            8,
            (330_000, Life::Refused(Refusal::Cancelled, 11)),
        ),
        order(75, 1095, "سفارش ۲۵۰: ادبیات نمایشی، پنج جلد", 4, (2_240_000, Life::Paid(66))),
        order(73, 720, "سفارش ۲۵۲: ابن‌سینا، رسائل", 12, (1_675_000, Life::GivenBack(300))),
        order(70, 835, "سفارش ۲۵۵: جنگ و صلح", 10, (1_350_000, Life::Paid(41))),
        order(68, 640, "سفارش ۲۵۹: سرزمین سوخته", 9, (310_000, Life::Paid(5))),
        order(
            66,
            1150,
            "سفارش ۲۶۱: فارسی‌آموز، دورهٔ یک تا سه",
            7,
            (870_000, Life::WindowClosed(82)),
        ),
        order(
            63,
            590,
            "سفارش ۲۶۴: تاریخ علم کمبریج",
            14,
            (2_980_000, Life::SecondTry(Refusal::Other, 33)),
        ),
        order(61, 930, "سفارش ۲۶۷: دفترهای شعر فروغ", 11, (690_000, Life::Paid(14))),
        order(58, 1040, "سفارش ۲۷۰: خانهٔ ارواح", 13, (420_000, Life::LateAccepted)),
        order(56, 675, "سفارش ۲۷۲: مجموعهٔ دانستنی‌ها", 15, (1_890_000, Life::Paid(150))),
        order(54, 810, "سفارش ۲۷۵: لغت‌نامهٔ دهخدا، فشرده", 16, (7_800_000, Life::Paid(1300))),
        order(51, 620, "سفارش ۲۷۷: قلعهٔ حیوانات، ده نسخه", 17, (1_150_000, Life::Paid(48))),
        order(49, 1115, "سفارش ۲۸۰: چشم‌هایش", 2, (345_000, Life::Paid(700))),
        order(46, 745, "سفارش ۲۸۴: کیمیاگر، هدیه", 0, (280_000, Life::Paid(6))),
        order(44, 570, "سفارش ۲۸۷: تقویم رومیزی ۱۴۰۶، صد عدد", 6, (5_200_000, Life::NeverSent(25))),
        order(
            44,
            980,
            "سفارش ۲۸۷: تقویم رومیزی ۱۴۰۶، صد عدد (دوباره)",
            6,
            (5_200_000, Life::Paid(10)),
        ),
        order(41, 860, "سفارش ۲۹۱: آناکارنینا", 3, (960_000, Life::Open)),
        order(38, 655, "سفارش ۲۹۴: مجموعهٔ کمیک رستم", 4, (1_320_000, Life::Paid(90))),
        order(36, 1180, "سفارش ۲۹۶: زندگی‌نامهٔ مصدق", 8, (740_000, Life::Paid(21))),
        order(
            33,
            705,
            "سفارش ۳۰۰: روان‌شناسی رشد",
            5,
            (1_080_000, Life::SecondTry(Refusal::NoFunds, 55)),
        ),
        order(30, 915, "سفارش ۳۰۴: جهان سوفی", 9, (455_000, Life::Paid(37))),
        order(27, 625, "سفارش ۳۰۷: شاهنامه، چاپ مسکو", 10, (8_400_000, Life::Paid(410))),
        order(25, 1060, "سفارش ۳۱۰: غزلیات شمس", 7, (1_260_000, Life::Paid(16))),
        order(22, 780, "سفارش ۳۱۳: درس‌نامهٔ خط نستعلیق", 11, (590_000, Life::Closed(1500))),
        order(19, 600, "سفارش ۳۱۶: کتاب‌های کنکور، بستهٔ ریاضی", 13, (3_650_000, Life::Paid(72))),
        order(17, 1140, "سفارش ۳۱۸: بیگانه و طاعون", 14, (510_000, Life::Paid(19))),
        order(14, 690, "سفارش ۳۲۱: فرهنگ معاصر هزاره", 15, (2_350_000, Life::Paid(105))),
        order(12, 850, "سفارش ۳۲۴: قصه‌های خوب برای بچه‌های خوب", 16, (1_040_000, Life::Paid(31))),
        order(10, 730, TOO_LATE, 1, (640_000, Life::Refused(Refusal::WrongSecret, 50))),
        order(8, 1010, "سفارش ۳۳۲: مردی به نام اوه", 17, (390_000, Life::Paid(7))),
        order(6, 645, "سفارش ۳۳۵: مجموعهٔ آثار هدایت", 0, (1_980_000, Life::Paid(240))),
        order(4, 920, "سفارش ۳۳۸: تاریخ هنر جنسن", 12, (4_700_000, Life::PaidTwice(130))),
        order(3, 680, "سفارش ۳۴۱: سمفونی مردگان", 3, (785_000, Life::Open)),
        order(2, 1090, "سفارش ۳۴۳: دور دنیا در هشتاد روز", 5, (430_000, Life::Paid(26))),
        order(1, 720, "سفارش ۳۴۴: کتاب صوتی ملکوت", 8, (180_000, Life::Paid(15))),
        order(0, 170, "سفارش ۳۴۶: بیست و سه داستان", 11, (560_000, Life::Paid(40))),
        order(0, 65, "سفارش ۳۴۷: کلیات سعدی", 0, (2_450_000, Life::Open)),
        order(0, 9, "سفارش ۳۴۸: آتش بدون دود", 9, (1_370_000, Life::LeftBank(6))),
    ]
}

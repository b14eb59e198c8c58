//! What the building's manager tells its people, and what they ask.

use chrono::TimeDelta;
use sqlx::query;

use super::documents;
use super::polls;
use crate::app::App;
use crate::buildings;
use crate::buildings::Audience;
use crate::buildings::NewAnnouncement;
use crate::buildings::NewRequest;
use crate::buildings::NewStep;
use crate::buildings::NewWording;
use crate::buildings::NewWords;
use crate::buildings::RequestKind;
use crate::buildings::RequestState;
use crate::ids::AnnouncementId;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::RequestId;
use crate::ids::StepId;

/// Heading, text, for whom, whether it is pinned and sent, and for how many days it stands.
const NEWS: [(&str, &str, Audience, bool, i64); 2] = [
    (
        "مجمع عمومی، جمعهٔ آینده ساعت ۱۷",
        "دستور جلسه: گزارش سال، بازسازی آسانسور دوم، انتخاب مدیر.\n\
        اگر نمی‌رسید، وکالت‌نامهٔ کتبی به یکی از همسایه‌ها بدهید. جلسه در لابی است.",
        Audience::Owners,
        false,
        9,
    ),
    (
        "قطع آب، پس‌فردا از ۹ تا ۱۲",
        "برای تعویض شیر اصلی، آب همهٔ طبقه‌ها قطع می‌شود. ماشین لباسشویی و کولر آبی را خاموش بگذارید.",
        Audience::Everybody,
        true,
        3,
    ),
];

/// What the manager made of a request, and said with it.
type Deed = (Option<RequestState>, Option<&'static str>);

/// What a resident says in a request after the manager's answer: the number of the unit, and the words.
const MORE: (&str, &str) = ("9", "دیشب هم تا ساعت یک بود. ممنون می‌شوم دوباره تذکر بدهید.");

/// The hour of the owners' assembly, and what the announcement said first.
const HOUR: (&str, &str) = ("۱۷", "۱۶");

/// Who asks what: the number of the unit, about what, and the words; then what the manager did and said.
const REQUESTS: [(&str, RequestKind, &str, &[Deed]); 3] = [
    (
        "3",
        RequestKind::Repair,
        "از سقف حمام آب می‌چکد. فکر می‌کنم از لولهٔ واحد بالاست.",
        &[
            (Some(RequestState::InWork), Some("لوله‌کش فردا ساعت ۱۰ می‌آید؛ لطفاً خانه باشید.")),
            (Some(RequestState::Done), Some("لولهٔ فرسودهٔ طبقهٔ بالا عوض شد.")),
        ],
    ),
    (
        "9",
        RequestKind::Neighbours,
        "شب‌ها بعد از ساعت دوازده صدای موسیقی می‌آید.",
        &[
            (Some(RequestState::Seen), None),
            (None, Some("با همسایه صحبت کردم. اگر باز هم بود بنویسید.")),
        ],
    ),
    ("18", RequestKind::Repair, "چراغ راهروی طبقهٔ پنجم سوخته است.", &[]),
];

/// Residents ask, and the manager answers.
async fn ask(app: &App, maker: (BuildingId, MemberId)) -> anyhow::Result<()> {
    for (unit, kind, words, steps) in REQUESTS {
        let found = query!(
            "select unit_id, resident_id from occupancies
            join units on units.id = unit_id
            where building_id = $1 and number = $2 and until is null
            order by role desc limit 1",
            maker.0.as_uuid(),
            unit,
        );
        let Some(who) = found.fetch_optional(&app.db).await? else { continue };
        let now = app.clock.now();
        let new = NewRequest {
            id: RequestId::new(now),
            resident: who.resident_id.into(),
            unit: who.unit_id.into(),
            kind,
            words: words.to_owned(),
            files: vec![],
        };
        buildings::make_request(app, &new).await?;
        for (state, said) in steps {
            let id = StepId::new(app.clock.now());
            let step = NewStep { id, state: *state, words: said.map(str::to_owned) };
            buildings::take_step(app, maker, (new.id, &step)).await?;
        }
    }
    Ok(())
}

/// Hours later, the manager has mended an announcement, and a resident has written again.
pub(super) async fn follow(app: &App, maker: (BuildingId, MemberId)) -> anyhow::Result<()> {
    let wrong = query!(
        "select id, title, words, is_pinned, until from announcements
        where building_id = $1 and title like '%' || $2 || '%' and edited_at is null",
        maker.0.as_uuid(),
        HOUR.1,
    );
    if let Some(wrong) = wrong.fetch_optional(&app.db).await? {
        let right = NewWording {
            title: wrong.title.replace(HOUR.1, HOUR.0),
            words: wrong.words,
            is_pinned: wrong.is_pinned,
            until: wrong.until,
        };
        buildings::edit_announcement(app, maker, (wrong.id.into(), 0), &right).await?;
    }
    let (unit, words) = MORE;
    let request = query!(
        "select resident_requests.id, resident_id from resident_requests
        join units on units.id = unit_id
        where resident_requests.building_id = $1 and units.number = $2",
        maker.0.as_uuid(),
        unit,
    );
    if let Some(request) = request.fetch_optional(&app.db).await? {
        let id = StepId::new(app.clock.now());
        let (resident, words) = (request.resident_id.into(), words.to_owned());
        let more = NewWords { id, resident, words, files: vec![] };
        buildings::say_more(app, request.id.into(), &more).await?;
    }
    Ok(())
}

/// Puts it on the board; those who owe have looked there, for the board is beside their debt.
pub(super) async fn post(app: &App, maker: (BuildingId, MemberId)) -> anyhow::Result<()> {
    for (title, words, audience, is_urgent, days) in NEWS {
        let now = app.clock.now();
        let new = NewAnnouncement {
            id: AnnouncementId::new(now),
            title: title.replace(HOUR.0, HOUR.1),
            words: words.to_owned(),
            audience,
            is_pinned: is_urgent,
            until: Some((now + TimeDelta::days(days)).date_naive()),
            by_message: is_urgent,
        };
        buildings::announce(app, maker, &new).await?;
        if is_urgent {
            let owing = buildings::owing(&app.db, Some(maker.0)).await?;
            for (resident, ..) in owing.iter().skip(1) {
                buildings::read_news(app, (*resident, new.id)).await?;
            }
        }
    }
    documents::keep(app, maker).await?;
    polls::ask(app, maker, polls::LOBBY, 6).await?;
    ask(app, maker).await
}

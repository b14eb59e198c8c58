//! What the building's manager tells its people, and what they ask.

use chrono::TimeDelta;
use sqlx::query;

use crate::app::App;
use crate::buildings;
use crate::buildings::Audience;
use crate::buildings::NewAnnouncement;
use crate::buildings::NewRequest;
use crate::buildings::NewStep;
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

/// Puts it on the board; those who owe have looked there, for the board is beside their debt.
pub(super) async fn post(app: &App, maker: (BuildingId, MemberId)) -> anyhow::Result<()> {
    for (title, words, audience, is_urgent, days) in NEWS {
        let now = app.clock.now();
        let new = NewAnnouncement {
            id: AnnouncementId::new(now),
            title: title.to_owned(),
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
    ask(app, maker).await
}

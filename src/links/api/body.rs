//! What a program says of a link, turned into the form that the page would have sent.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa::ToSchema;

use crate::links::Link;
use crate::links::NewLink;
use crate::links::Standing;
use crate::links::form::LinkForm;
use crate::links::later::DAYS_MAX;
use crate::locale::Voice;
use crate::web::api::Listing;
use crate::web::api::Mistake;
use crate::web::api::Problem;

/// Which links.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::links) struct LinkListing {
    /// How many, from 1 to 100; 20 unless you say otherwise.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// Where the page begins: `next_cursor` of the page before.
    #[param(pattern = "^[0-9]{1,17}-[0-9a-f]{32}$")]
    cursor: Option<String>,
    /// Only links that stand so.
    state: Option<AskedState>,
    /// Only links with this label.
    pub(super) label: Option<String>,
    /// Only links with these words: of title, payer, mobile or reference.
    pub(super) q: Option<String>,
}

/// Where a link stands.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LinkState)]
enum AskedState {
    Open,
    Paid,
    Cancelled,
    Expired,
}

impl LinkListing {
    pub(super) fn listing(&self) -> Listing {
        Listing::new(self.limit.clone(), self.cursor.clone())
    }

    pub(super) fn standing(&self) -> Option<Standing> {
        self.state.map(|state| match state {
            AskedState::Open => Standing::Open,
            AskedState::Paid => Standing::Paid,
            AskedState::Cancelled => Standing::Closed,
            AskedState::Expired => Standing::Expired,
        })
    }
}

/// A link about to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLink)]
pub(in crate::links) struct LinkBody {
    /// What for, as the payer reads it. No card numbers.
    #[schema(min_length = 1, max_length = 80)]
    title: String,
    /// How much, in rial; without it the payer chooses.
    #[schema(minimum = 1, maximum = 10_000_000_000_000_i64)]
    amount: Option<i64>,
    /// The least that the payer may choose, in rial.
    #[schema(minimum = 1, maximum = 10_000_000_000_000_i64)]
    amount_min: Option<i64>,
    /// The most that the payer may choose, in rial.
    #[schema(minimum = 1, maximum = 10_000_000_000_000_i64)]
    amount_max: Option<i64>,
    /// Amounts that are offered to choose from, in rial.
    #[serde(default)]
    #[schema(max_items = 6)]
    suggestions: Vec<i64>,
    /// More about it.
    #[schema(max_length = 1000)]
    description: Option<String>,
    /// Your own number for it, which no other link of yours has.
    #[schema(max_length = 60)]
    reference: Option<String>,
    /// Until when a payment may begin, within ten years; without it there is no end.
    expires_at: Option<DateTime<Utc>>,
    /// How many payments it takes: one, unless you say otherwise.
    #[schema(minimum = 1, maximum = 1_000_000)]
    uses_max: Option<i32>,
    /// Whether it takes any number of payments.
    #[serde(default)]
    unlimited: bool,
    /// Whether the amount may be paid in several parts.
    #[serde(default)]
    in_parts: bool,
    /// For whom it is.
    #[serde(default)]
    payer: PayerBody,
    /// By which ways it is sent to the payer.
    #[serde(default)]
    send_by: Vec<Way>,
    /// When it is sent; at once, unless you say otherwise.
    send_at: Option<DateTime<Utc>>,
    /// Whether a person's browser goes on to the bank by itself.
    #[serde(default = "yes")]
    direct: bool,
    /// What the payer reads after the payment.
    #[schema(max_length = 300)]
    thanks: Option<String>,
    /// Where the payer may go on to afterwards: an https address.
    #[schema(max_length = 200)]
    return_to: Option<String>,
    /// Your own order among links.
    #[serde(default)]
    #[schema(max_items = 5)]
    labels: Vec<String>,
}

fn yes() -> bool {
    true
}

/// Who pays, as far as you know.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLinkPayer)]
struct PayerBody {
    /// The name.
    #[schema(max_length = 80)]
    name: Option<String>,
    /// An Iranian mobile.
    mobile: Option<String>,
    /// An e-mail address.
    email: Option<String>,
}

/// A way to send a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SendBy)]
enum Way {
    Sms,
    Email,
}

impl LinkBody {
    /// The form that the page would have sent.
    pub(super) fn form(&self, v: &Voice) -> LinkForm {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let number = |number: Option<i64>| number.map(|it| it.to_string()).unwrap_or_default();
        let uses = match (self.unlimited, self.uses_max) {
            (true, _) => "many",
            (false, None | Some(1)) => "one",
            (false, Some(_)) => "some",
        };
        let way = |way: &Way| match way {
            Way::Sms => "sms".to_owned(),
            Way::Email => "email".to_owned(),
        };
        LinkForm {
            title: self.title.clone(),
            kind: if self.amount.is_some() { "fixed" } else { "open" }.to_owned(),
            amount: number(self.amount),
            min: number(self.amount_min),
            max: number(self.amount_max),
            suggestion: self.suggestions.iter().map(i64::to_string).collect(),
            // The moment is read by itself.
            expiry: "none".to_owned(),
            uses: uses.to_owned(),
            uses_count: self.uses_max.map(|it| it.to_string()).unwrap_or_default(),
            to: text(&self.payer.name),
            mobile: text(&self.payer.mobile),
            email: text(&self.payer.email),
            by: self.send_by.iter().map(way).collect(),
            reference: text(&self.reference),
            description: text(&self.description),
            direct: if self.direct { "yes" } else { "" }.to_owned(),
            taking: if self.in_parts { "parts" } else { "" }.to_owned(),
            thanks: text(&self.thanks),
            return_to: text(&self.return_to),
            labels: self.labels.join("\n"),
            ..LinkForm::blank(v)
        }
    }

    /// The link with its moments.
    pub(super) fn with_times(&self, v: &Voice, new: NewLink) -> Result<NewLink, Problem> {
        let expires_at = self.expires_at.map(|at| moment(v, "/expires_at", at)).transpose()?;
        let send_at = self.send_at.filter(|_| !new.channels.is_empty());
        let send_at = send_at.map(|at| moment(v, "/send_at", at)).transpose()?;
        if send_at.zip(expires_at).is_some_and(|(send_at, expires_at)| expires_at <= send_at) {
            let detail = v.w.api_sent_after_the_end();
            return Err(Problem::mistake(Mistake::at("/send_at", detail)));
        }
        for (way, channel) in [(Way::Sms, "mobile"), (Way::Email, "email")] {
            let known = match way {
                Way::Sms => new.payer.mobile.is_some(),
                Way::Email => new.payer.email.is_some(),
            };
            if self.send_by.contains(&way) && !known {
                let pointer = format!("/payer/{channel}");
                return Err(Problem::mistake(Mistake::at(pointer, v.w.api_send_by_needs())));
            }
        }
        Ok(NewLink { expires_at, send_at, ..new })
    }
}

/// What is to change of a link; what is not named stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LinkChange)]
pub(in crate::links) struct ChangeBody {
    /// What for, as the payer reads it.
    #[schema(min_length = 1, max_length = 80)]
    title: Option<String>,
    /// How much, in rial, where it is not the payer who chooses.
    #[schema(minimum = 1, maximum = 10_000_000_000_000_i64)]
    amount: Option<i64>,
    /// More about it; an empty text takes it away.
    #[schema(max_length = 1000)]
    description: Option<String>,
    /// Your own number for it; an empty text takes it away.
    #[schema(max_length = 60)]
    reference: Option<String>,
    /// Until when a payment may begin.
    expires_at: Option<DateTime<Utc>>,
    /// Your own order among links.
    #[schema(max_items = 5)]
    labels: Option<Vec<String>>,
}

impl ChangeBody {
    /// The link's form with what is to change.
    pub(super) fn form(&self, form: LinkForm) -> LinkForm {
        let or = |new: &Option<String>, old: String| new.clone().unwrap_or(old);
        LinkForm {
            title: or(&self.title, form.title),
            amount: self.amount.map_or(form.amount, |amount| amount.to_string()),
            description: or(&self.description, form.description),
            reference: or(&self.reference, form.reference),
            labels: self.labels.as_ref().map_or(form.labels, |labels| labels.join("\n")),
            expiry: "none".to_owned(),
            ..form
        }
    }

    /// The link with its moment, which may be the one it has.
    pub(super) fn with_times(
        &self,
        v: &Voice,
        link: &Link,
        new: NewLink,
    ) -> Result<NewLink, Problem> {
        if self.amount.is_some() && link.amount.fixed().is_none() {
            let detail = v.w.api_payer_chooses();
            return Err(Problem::mistake(Mistake::at("/amount", detail)));
        }
        let expires_at = match self.expires_at {
            Some(at) => Some(moment(v, "/expires_at", at)?),
            None => link.expires_at,
        };
        Ok(NewLink { expires_at, ..new })
    }
}

/// A moment to come, within ten years.
fn moment(v: &Voice, pointer: &str, at: DateTime<Utc>) -> Result<DateTime<Utc>, Problem> {
    if v.now < at && at <= v.now + TimeDelta::days(DAYS_MAX) {
        return Ok(at);
    }
    Err(Problem::mistake(Mistake::at(pointer, v.w.links_day_has_passed())))
}

/// Where a field of the form stands in the body.
pub(super) fn pointer(field: &str) -> String {
    match field {
        "min" => "/amount_min".to_owned(),
        "max" => "/amount_max".to_owned(),
        "suggestion" => "/suggestions".to_owned(),
        "uses_count" => "/uses_max".to_owned(),
        "to" => "/payer/name".to_owned(),
        "mobile" => "/payer/mobile".to_owned(),
        "email" => "/payer/email".to_owned(),
        "exp" | "span" => "/expires_at".to_owned(),
        field => format!("/{field}"),
    }
}

//! Visits by people who are signed in.

use std::borrow::Borrow;
use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::extract::MatchedPath;
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;

use super::Error;
use super::Result;
use super::Visit;
use super::key;
use super::seen;
use super::visit::only_cookie;
use crate::access::Right;
use crate::access::Route;
use crate::acts;
use crate::acts::Actor;
use crate::app::App;
use crate::db::Tx;
use crate::money::Unit;
use crate::sessions;
use crate::sessions::Flash;
use crate::sessions::Person;
use crate::sessions::Session;
use crate::sessions::Tone;

/// A visit by somebody who is signed in, whether or not a workspace is theirs. Whoever is not goes to
/// the sign-in page first.
#[derive(Clone)]
pub struct Member {
    visit: Visit,
    /// Who it is.
    pub person: Person,
}

impl Member {
    /// Goes to another page, which begins with a sentence.
    pub async fn go(&self, app: &App, path: &str, tone: Tone, text: String) -> Result<Response> {
        sessions::leave_flash(&app.db, &self.person, &Flash { kind: tone, text }).await?;
        Ok(Redirect::to(path).into_response())
    }

    /// The same for what a transaction has done: it ends here, together with the sentence.
    pub async fn go_with(
        &self,
        mut tx: Tx,
        path: &str,
        (tone, text): (Tone, String),
    ) -> Result<Response> {
        sessions::leave_flash_with(&mut tx, &self.person, &Flash { kind: tone, text }).await?;
        tx.commit().await?;
        Ok(Redirect::to(path).into_response())
    }

    /// Whether this member belongs to the people of the house.
    pub fn is_operator(&self, app: &App) -> bool {
        app.config.operators.include(&self.person.mobile)
    }

    /// The same visit, with amounts in another unit.
    #[must_use]
    pub fn in_unit(mut self, unit: Unit) -> Self {
        self.visit = self.visit.in_unit(unit);
        self
    }
}

impl Deref for Member {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl FromRequestParts<App> for Member {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let visit = Visit::of(parts, app);
        let person = match only_cookie(&parts.headers, visit.session_cookie_name()) {
            Some(secret) => {
                let shows_page = parts.method == Method::GET;
                let (now, operators) = (app.clock.now(), &app.config.operators);
                sessions::find(&app.db, &secret, now, operators, shows_page).await?
            }
            None => None,
        };
        let Some(person) = person else {
            let next = if parts.method == Method::GET {
                parts.uri.path_and_query().map_or("/home", |path| path.as_str())
            } else {
                "/home"
            };
            return Err(Error::SignIn { next: next.to_owned() });
        };
        if !key::is_with(parts, &app.keys, &person) {
            return Err(Error::Forbidden);
        }
        let workspace = person.place.as_ref().map(|place| place.workspace);
        acts::comes_in(Actor { member: person.member, workspace, key: None, ip: visit.ip });
        let visit = visit.signed_in(&person, key::of(&app.keys, &person));
        Ok(Self { visit, person })
    }
}

/// A visit by somebody who is signed in and looks at a workspace, in which they may do what they ask
/// for ([`crate::access`]).
#[derive(Clone)]
pub struct Desk {
    member: Member,
    /// Who it is and what they look at.
    pub session: Session,
}

impl Deref for Desk {
    type Target = Member;
    fn deref(&self) -> &Member {
        &self.member
    }
}

impl Borrow<Member> for Desk {
    fn borrow(&self) -> &Member {
        &self.member
    }
}

impl FromRequestParts<App> for Desk {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let member = Member::from_request_parts(parts, app).await?;
        let session = Session::of(&member.person).ok_or(Error::NoWorkspace)?;
        if !session.role.may(needed(parts)) {
            // What one may see but not do is refused; what one may not see is not there.
            let is_seen = seen::is_seen(&app.db, &session, parts).await?;
            return Err(if is_seen { Error::Forbidden } else { Error::NotFound });
        }
        Ok(Self { member, session })
    }
}

/// The right that a request needs. What came by no route of the table is the owner's.
fn needed(parts: &Parts) -> Right {
    let is_looking = matches!(parts.method, Method::GET | Method::HEAD);
    let route = parts.extensions.get::<MatchedPath>();
    Route::needed(route.map_or("", MatchedPath::as_str), is_looking)
}

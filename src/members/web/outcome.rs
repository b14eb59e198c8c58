//! What follows from a right code.

use axum::response::Response;

use super::codes;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::InvitationId;
use crate::ids::MemberId;
use crate::locale::words;
use crate::members::MemberError;
use crate::members::code;
use crate::members::code::Challenge;
use crate::members::code::Details;
use crate::members::entry::Arrival;
use crate::members::entry::Browser;
use crate::members::hashing;
use crate::members::join;
use crate::members::member::Joining;
use crate::members::newcomer;
use crate::members::password::Password;
use crate::members::sign_out_everywhere;
use crate::members::store;
use crate::members::take_in;
use crate::members::team;
use crate::members::team::TeamError;
use crate::members::tell;
use crate::notices::Message;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::next::Next;

/// Somebody who wrote a code.
pub(super) struct Proof<'a> {
    pub(super) visit: &'a Visit,
    pub(super) browser: &'a Browser,
    pub(super) challenge: &'a Challenge,
}

impl Proof<'_> {
    /// Counts the try and does what the code was asked for. `None`: the code was not the one, or
    /// there is nothing behind it, which must look the same.
    pub(super) async fn settle(
        &self,
        app: &App,
        typed: &str,
        password: Option<Password>,
    ) -> Result<Option<Response>> {
        let is_right = code::is_right(app, self.challenge, typed);
        // Hashed before the transaction: no row waits for an oven.
        let hash = match password {
            Some(password) if is_right => hashing::hash(password.into_text()).await?,
            _ => String::new(),
        };
        let mut tx = db::begin(&app.db).await?;
        if !code::spend_try(app, &mut tx, self.challenge, is_right).await? {
            tx.commit().await?;
            return Ok(None);
        }
        match &self.challenge.details {
            Some(Details::SignUp(joining)) => self.sign_up(app, tx, joining).await,
            Some(Details::SignIn { next }) => self.sign_in(app, tx, next).await,
            Some(Details::NewPassword) => self.set_password(app, tx, &hash).await,
            Some(Details::NewMobile { member }) => self.set_mobile(app, tx, *member).await,
            Some(Details::Join { invitation, name }) => {
                self.join(app, tx, (*invitation, name)).await
            }
            // It has a page of its own, and another code.
            Some(Details::SecondStep { .. }) | None => Ok(None),
        }
    }

    async fn sign_up(&self, app: &App, mut tx: Tx, joining: &Joining) -> Result<Option<Response>> {
        let mobile = &self.challenge.mobile;
        let member = match join(&mut tx, mobile, joining, app.clock.now()).await {
            Ok((member, _)) => member,
            Err(MemberError::MobileTaken) => {
                tx.commit().await?;
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        let language = joining.language;
        let sentence = words(language).members_welcome();
        self.arrival(member, language).enter(app, tx, "/home", Some(sentence)).await.map(Some)
    }

    /// Whoever is known by their number alone becomes a member by their first code.
    async fn sign_in(&self, app: &App, mut tx: Tx, next: &Next) -> Result<Option<Response>> {
        let mobile = &self.challenge.mobile;
        let known = store::by_mobile(&app.db, mobile).await?;
        let known = known.map(|known| (known.id, known.language));
        let (member, language) = if let Some(known) = known {
            known
        } else {
            let (language, now) = (self.visit.language, app.clock.now());
            let Some(member) = take_in(&mut tx, mobile, language, now).await? else {
                tx.commit().await?;
                return Ok(None);
            };
            (member, language)
        };
        self.arrival(member, language).enter(app, tx, next.as_str(), None).await.map(Some)
    }

    /// A new password ends all sessions: whoever was in with the old one is out.
    async fn set_password(&self, app: &App, mut tx: Tx, hash: &str) -> Result<Option<Response>> {
        let mobile = &self.challenge.mobile;
        let Some(known) = store::by_mobile(&app.db, mobile).await? else {
            tx.commit().await?;
            return Ok(None);
        };
        let now = app.clock.now();
        store::set_password(&mut tx, known.id, hash).await?;
        sign_out_everywhere(&mut tx, known.id, now).await?;
        tell(&mut tx, (mobile, known.language), Message::PasswordChanged, now).await?;
        let sentence = words(known.language).members_password_changed();
        let arrival = self.arrival(known.id, known.language);
        let response = arrival.enter(app, tx, "/home", Some(sentence)).await?;
        app.work_bell.notify_one();
        Ok(Some(response))
    }

    /// The account goes to the new number, and the old one hears of it. Only the browser in which the
    /// member is signed in can do this.
    async fn set_mobile(
        &self,
        app: &App,
        mut tx: Tx,
        member: MemberId,
    ) -> Result<Option<Response>> {
        let session = self.browser.session(app).await?;
        if session.is_none_or(|session| session.member != member) {
            tx.commit().await?;
            return codes::over(self.visit).map(Some);
        }
        let now = app.clock.now();
        let profile = store::profile(&app.db, member).await?;
        if !store::set_mobile(&mut tx, member, &self.challenge.mobile).await? {
            return Ok(None);
        }
        sign_out_everywhere(&mut tx, member, now).await?;
        let old = (&profile.mobile, profile.language);
        tell(&mut tx, old, Message::MobileChanged, now).await?;
        let sentence = words(profile.language).members_mobile_changed();
        let arrival = self.arrival(member, profile.language);
        let response = arrival.enter(app, tx, "/settings/me", Some(sentence)).await?;
        app.work_bell.notify_one();
        Ok(Some(response))
    }

    /// The owner of an invited number joins the workspace; whoever has no account gets one without a
    /// password, and comes in by code.
    async fn join(
        &self,
        app: &App,
        mut tx: Tx,
        (invitation, name): (InvitationId, &str),
    ) -> Result<Option<Response>> {
        let (mobile, now) = (&self.challenge.mobile, app.clock.now());
        let known = store::by_mobile(&app.db, mobile).await?;
        let language = known.as_ref().map_or(self.visit.language, |known| known.language);
        let member = match known {
            Some(known) => Some(known.id),
            None => newcomer(&mut tx, (mobile, name), language, now).await?,
        };
        let Some(member) = member else {
            tx.commit().await?;
            return Ok(None);
        };
        let taken_up = team::take_up(&mut tx, invitation, (member, mobile), now).await;
        let invitation = match taken_up {
            Ok(invitation) => invitation,
            Err(TeamError::Database(error)) => return Err(error.into()),
            Err(_) => return Err(Error::Gone),
        };
        let sentence = words(language).members_joined(&invitation.workspace_name);
        let workspace = Some(invitation.workspace);
        let arrival = Arrival { workspace, ..self.arrival(member, language) };
        arrival.enter(app, tx, "/home", Some(sentence)).await.map(Some)
    }

    fn arrival(&self, member: MemberId, language: crate::locale::Language) -> Arrival<'_> {
        let (visit, browser) = (self.visit, self.browser);
        Arrival { visit, browser, member, language, workspace: None }
    }
}

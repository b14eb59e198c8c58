//! Opening an account.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

use super::Asking;
use super::ask;
use super::business_sentence;
use super::email_sentence;
use super::mobile_sentence;
use super::name_sentence;
use super::password_hint;
use super::password_sentence;
use crate::app::App;
use crate::members::code::Details;
use crate::members::code::Purpose;
use crate::members::entry::Browser;
use crate::members::hashing;
use crate::members::member;
use crate::members::member::Joining;
use crate::members::password::Password;
use crate::mobile::Mobile;
use crate::web::Result;
use crate::web::Visit;
use crate::web::email;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/signup", get(new).post(create))
}

async fn new(visit: Visit) -> Result<Response> {
    let page = SignUpPage::of(&visit, SignUpForm::default(), Mistakes::none());
    visit.page(StatusCode::OK, &page)
}

/// Takes what a newcomer wrote and sends a code. Whoever has an account already gets the same page,
/// and is told of it by SMS.
async fn create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    Form(form): Form<SignUpForm>,
) -> Result<Response> {
    let new = match form.read(&visit) {
        Ok(new) => new,
        Err(mistakes) => {
            let page = SignUpPage::of(&visit, form, mistakes);
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let asking = Asking::new(&visit, &browser);
    if let Some(wait) = asking.count(&app, &new.mobile, Purpose::SignUp).await? {
        let mut mistakes = Mistakes::none();
        mistakes.add("mobile", wait.sentence(&visit));
        let page = SignUpPage::of(&visit, form, mistakes);
        return Ok(wait.told(visit.page(StatusCode::OK, &page)?));
    }
    let (mobile, joining) = new.hashed(&visit).await?;
    ask(&app, asking, mobile, Details::SignUp(joining)).await
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SignUpForm {
    name: String,
    business: String,
    mobile: String,
    email: String,
    password: String,
}

/// A sign-up form that was filled in well.
struct Newcomer {
    name: String,
    business: Option<String>,
    mobile: Mobile,
    email: Option<String>,
    password: Password,
}

impl SignUpForm {
    fn read(&self, v: &Visit) -> Result<Newcomer, Mistakes> {
        let mut mistakes = Mistakes::none();
        let name = mistakes.take("name", member::name(&self.name), |m| name_sentence(v, m));
        let business = match (self.business.trim(), &name) {
            ("", None) => Some(None),
            // It will go by its owner's name.
            ("", Some(name)) => mistakes
                .take("name", member::workspace_name(&member::workspace_of(name)), |m| {
                    business_sentence(v, m)
                })
                .map(|_| None),
            (text, _) => mistakes
                .take("business", member::workspace_name(text), |m| business_sentence(v, m))
                .map(Some),
        };
        let mobile =
            mistakes.take("mobile", Mobile::parse(&self.mobile), |m| mobile_sentence(v, m));
        let email = mistakes.take("email", email::parse(&self.email), |m| email_sentence(v, m));
        let password = Password::parse(&self.password, mobile.as_ref());
        let password = mistakes.take("password", password, |m| password_sentence(v, m));
        match (name, business, mobile, email, password) {
            (Some(name), Some(business), Some(mobile), Some(email), Some(password)) => {
                Ok(Newcomer { name, business, mobile, email, password })
            }
            _ => Err(mistakes),
        }
    }
}

impl Newcomer {
    async fn hashed(self, visit: &Visit) -> Result<(Mobile, Joining)> {
        let workspace = self.business.unwrap_or_else(|| member::workspace_of(&self.name));
        let joining = Joining {
            workspace,
            name: self.name,
            email: self.email,
            password: hashing::hash(self.password.into_text()).await?,
            language: visit.language,
        };
        Ok((self.mobile, joining))
    }
}

#[derive(Template)]
#[template(path = "members/signup.html")]
struct SignUpPage<'a> {
    v: &'a Visit,
    form: SignUpForm,
    mistakes: Mistakes,
    password_hint: String,
}

impl<'a> SignUpPage<'a> {
    fn of(v: &'a Visit, form: SignUpForm, mistakes: Mistakes) -> Self {
        Self { v, form, mistakes, password_hint: password_hint(v) }
    }
}

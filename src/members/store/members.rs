//! People.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use crate::access::Role;
use crate::db::Pool;
use crate::db::Tx;
use crate::db::violates;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;

/// Where somebody is told of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who it is.
    pub member: MemberId,
    /// The mobile.
    pub mobile: Mobile,
    /// The e-mail address.
    pub email: Option<String>,
    /// The language.
    pub language: Language,
}

/// A member as the sign-in knows them.
pub(in crate::members) struct Known {
    pub(in crate::members) id: MemberId,
    /// None for whoever comes in by code alone.
    pub(in crate::members) password: Option<String>,
    pub(in crate::members) language: Language,
}

/// A member as they see themselves.
pub(in crate::members) struct Profile {
    pub(in crate::members) name: String,
    pub(in crate::members) mobile: Mobile,
    pub(in crate::members) email: Option<String>,
    pub(in crate::members) language: Language,
}

/// A member-to-be.
pub(in crate::members) struct Newcomer<'a> {
    pub(in crate::members) name: &'a str,
    pub(in crate::members) email: Option<&'a str>,
    /// The password's hash.
    pub(in crate::members) password: Option<&'a str>,
    pub(in crate::members) language: Language,
}

/// `false`: the number has an account.
pub(in crate::members) async fn insert(
    tx: &mut Tx,
    (id, mobile): (MemberId, &Mobile),
    newcomer: &Newcomer<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into members (id, mobile, name, email, password, language, joined_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (mobile) do nothing",
        id.as_uuid(),
        mobile.as_str(),
        newcomer.name,
        newcomer.email,
        newcomer.password,
        newcomer.language.code(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What somebody is called by whoever wrote down that this is their number; `None`: nobody has.
pub(in crate::members) async fn guest(
    db: impl PgExecutor<'_>,
    mobile: &Mobile,
) -> sqlx::Result<Option<String>> {
    query_scalar!(r#"select name as "name!" from guests where mobile = $1"#, mobile.as_str())
        .fetch_optional(db)
        .await
}

pub(in crate::members) async fn by_mobile(
    db: &Pool,
    mobile: &Mobile,
) -> sqlx::Result<Option<Known>> {
    query_as!(
        Known,
        r#"select id, password, language as "language: Language" from members where mobile = $1"#,
        mobile.as_str(),
    )
    .fetch_optional(db)
    .await
}

pub(in crate::members) async fn password_of(
    db: &Pool,
    member: MemberId,
) -> sqlx::Result<Option<String>> {
    query_scalar!("select password from members where id = $1", member.as_uuid())
        .fetch_one(db)
        .await
}

pub(in crate::members) async fn profile(db: &Pool, member: MemberId) -> sqlx::Result<Profile> {
    query_as!(
        Profile,
        r#"select name, mobile as "mobile: Mobile", email, language as "language: Language"
        from members where id = $1"#,
        member.as_uuid(),
    )
    .fetch_one(db)
    .await
}

pub(in crate::members) async fn contacts(
    db: &Pool,
    workspace: WorkspaceId,
    roles: &[Role],
) -> sqlx::Result<Vec<Contact>> {
    let roles: Vec<String> = roles.iter().map(|role| role.code().to_owned()).collect();
    query_as!(
        Contact,
        r#"select
            members.id as member,
            members.mobile as "mobile: Mobile",
            members.email,
            members.language as "language: Language"
        from workspace_members
        join members on members.id = workspace_members.member_id
        where workspace_members.workspace_id = $1
        and workspace_members.role = any($2)
        order by workspace_members.joined_at"#,
        workspace.as_uuid(),
        &roles,
    )
    .fetch_all(db)
    .await
}

pub(in crate::members) async fn update(
    db: &Pool,
    member: MemberId,
    name: &str,
    language: Language,
) -> sqlx::Result<()> {
    query!(
        "update members set name = $2, language = $3 where id = $1",
        member.as_uuid(),
        name,
        language.code(),
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::members) async fn set_email(
    db: &Pool,
    member: MemberId,
    email: Option<&str>,
) -> sqlx::Result<()> {
    query!("update members set email = $2 where id = $1", member.as_uuid(), email)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::members) async fn set_password(
    tx: &mut Tx,
    member: MemberId,
    hash: &str,
) -> sqlx::Result<()> {
    query!("update members set password = $2 where id = $1", member.as_uuid(), hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// From now on older sessions of the member are worth nothing.
pub(in crate::members) async fn secure(
    tx: &mut Tx,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!("update members set secured_at = $2 where id = $1", member.as_uuid(), now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// `false`: the number has an account, and the transaction is spoilt.
pub(in crate::members) async fn set_mobile(
    tx: &mut Tx,
    member: MemberId,
    mobile: &Mobile,
) -> sqlx::Result<bool> {
    let done =
        query!("update members set mobile = $2 where id = $1", member.as_uuid(), mobile.as_str())
            .execute(&mut **tx)
            .await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if violates(&error, "members_mobile_is_unique") => Ok(false),
        Err(error) => Err(error),
    }
}
